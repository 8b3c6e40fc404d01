/** Task list: what is to be done and how far each task is. */
import { attributes, html, type Attributes, type Html } from '../html.ts';
import { attributeIfAny, contentOf, moreClasses, type Absent, type OptionalContent } from './content.ts';
import { tag, type TagOptions } from './tag.ts';

export type TaskListItem = {
  readonly title: OptionalContent & { readonly classes?: string | undefined };
  readonly hint?: OptionalContent | undefined;
  readonly status: OptionalContent & { readonly tag?: TagOptions | undefined; readonly classes?: string | undefined };
  readonly href?: string | undefined;
  readonly classes?: string | undefined;
};

export type TaskListOptions = {
  readonly items: readonly (TaskListItem | Absent)[];
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
  readonly idPrefix?: string | undefined;
};

export function taskList(options: TaskListOptions): Html {
  const idPrefix = options.idPrefix || 'task-list';
  return html`<ul class="govuk-task-list${moreClasses(options.classes)}"${attributes(options.attributes)}>${options.items.map(
    (item, index) => item && task(item, `${idPrefix}-${index + 1}`),
  )}</ul>`;
}

function task(item: TaskListItem, id: string): Html {
  const { title, hint, status } = item;
  const link = item.href ? ' govuk-task-list__item--with-link' : '';
  return html`<li class="govuk-task-list__item${link}${moreClasses(item.classes)}">
<div class="govuk-task-list__name-and-hint">${
    item.href
      ? html`<a class="govuk-link govuk-task-list__link${moreClasses(title.classes)}" href="${item.href}" aria-describedby="${hint ? `${id}-hint ` : ''}${id}-status">${contentOf(title)}</a>`
      : html`<div${attributeIfAny('class', title.classes)}>${contentOf(title)}</div>`
  }${hint && html`<div id="${id}-hint" class="govuk-task-list__hint">${contentOf(hint)}</div>`}</div>
<div class="govuk-task-list__status${moreClasses(status.classes)}" id="${id}-status">${status.tag ? tag(status.tag) : contentOf(status)}</div>
</li>`;
}
