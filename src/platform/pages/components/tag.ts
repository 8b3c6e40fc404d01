/** Tag: a status in a word or two. */
import { attributes, html, type Attributes, type Html } from '../html.ts';
import { contentOf, moreClasses, type OptionalContent } from './content.ts';

export type TagOptions = OptionalContent & {
  readonly classes?: string | undefined;
  readonly attributes?: Attributes | undefined;
};

export function tag(options: TagOptions): Html {
  return html`<strong class="govuk-tag${moreClasses(options.classes)}"${attributes(options.attributes)}>${contentOf(options)}</strong>`;
}
