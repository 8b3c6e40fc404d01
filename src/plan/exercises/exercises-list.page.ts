import { html, type Html } from '#platform/pages/html';
import { emptyForm, selectField, textField } from '#platform/pages/form';
import { button } from '#platform/pages/components/index';
import { emptyState, pageLinks, scrollingTable, statusTag } from '#platform/pages/presentation';
import { MECHANISMS, STAGES, stageWords, type Exercise } from './exercise.ts';
import type { ExerciseFilter } from './exercise.store.ts';

export interface ExercisesList {
  readonly exercises: readonly Exercise[];
  readonly filter: ExerciseFilter;
  /** As asked for: a person's id, or 'me'. */
  readonly owner: string;
  readonly pages: { readonly previous: string | null; readonly next: string | null };
  readonly mayCreate: boolean;
}

/** The exercises that this person may see, newest first. */
export function exercisesListPage({ exercises, filter, owner, pages, mayCreate }: ExercisesList): Html {
  const isFiltered = filter.words !== '' || filter.stage !== null || filter.ownerId !== null;
  return html`<h1 class="govuk-heading-l">Commissioning exercises</h1>
<p class="govuk-body">Each takes one service through Analyse, Plan, Do and Review.</p>
${mayCreate && button({ text: 'Start an exercise', href: '/exercises/new' })}
<form method="get" action="/exercises" novalidate>
${textField(emptyForm, { name: 'words', label: 'Title or reference', width: 20, value: filter.words })}
${selectField(emptyForm, { name: 'stage', label: 'Stage', emptyText: 'Any', value: filter.stage ?? '', items: [...Object.entries(STAGES).map(([value, { title }]) => ({ value, text: title })), { value: 'closed', text: 'Closed' }] })}
${selectField(emptyForm, { name: 'owner', label: 'Owner', value: filter.ownerId === null ? '' : owner, items: [{ value: '', text: 'Anyone' }, { value: 'me', text: 'Me' }, ...(filter.ownerId !== null && owner !== 'me' ? [{ value: owner, text: exercises[0]?.ownerName ?? 'The person chosen' }] : [])] })}
${button({ text: 'Show', classes: 'govuk-button--secondary' })}</form>
${exercises.length === 0
    ? emptyState(isFiltered ? { title: 'No exercise matches', action: { text: 'Show all', href: '/exercises' } } : { title: 'No exercises yet', text: 'An exercise begins with a need: whose it is and how we know of it.' })
    : scrollingTable({
      caption: 'Exercises, newest first', captionClasses: 'govuk-table__caption--m', head: [{ text: 'Exercise' }, { text: 'Stage' }, { text: 'Kind' }, { text: 'Owner' }],
      rows: exercises.map(({ id, title, reference, bodyName, stage, mechanism, ownerName }) => [
        { html: html`<a class="govuk-link" href="/exercises/${id}">${title}</a><br>${reference}, ${bodyName}` }, { html: statusTag(stageWords(stage), stage === 'closed' ? 'grey' : undefined) }, { text: MECHANISMS[mechanism] }, { text: ownerName },
      ]),
    })}
${pageLinks({ ...pages, of: 'exercises' })}`;
}
