import { button, details } from '#platform/pages/components/index';
import { errorSummaryFor, radioField, selectField, textArea, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { emptyState, formatInstant, keyValue, ruleNote } from '#platform/pages/presentation';
import { CONFIRMED_WITH, CONFLICTS_RULE, CONFLICTS_WORDS, type ConflictsEntry } from './conflicts.ts';

/** What an assessment belongs to, as its pages show it. */
export interface AssessedRecord {
  /** Above the heading: its reference and title. */
  readonly caption: string;
  /** Its own address, under which the assessment's stand. */
  readonly address: string;
}

const heading = (caption: string, title: string): Html => html`<span class="govuk-caption-l">${caption}</span><h1 class="govuk-heading-l">${title}</h1>`;

/** The assessment with every entry, the newest first. */
export function conflictsPage({ caption, address }: AssessedRecord, entries: readonly ConflictsEntry[], standing: string): Html {
  return html`${heading(caption, 'Conflicts assessment')}
<p class="govuk-body">Who has, or could be seen to have, an interest in the result, and what is done so that nobody is put at a disadvantage. ${standing}</p>${ruleNote(CONFLICTS_RULE)}
${button({ text: entries.length === 0 ? 'Prepare it' : 'Review, revise or confirm it', href: `${address}/conflicts/write` })}
${entries.length === 0 ? emptyState({ title: 'Nothing has been written yet.' }) : [...entries].reverse().map((entry) => html`<h2 class="govuk-heading-m">${CONFLICTS_WORDS[entry.kind]}${entry.notice !== null && ` for ${entry.notice}`}</h2>
<p class="govuk-body">${entry.writtenBy}, ${formatInstant(entry.writtenAt)}</p>${keyValue([{ key: 'Conflicts', value: entry.conflicts }, { key: 'What is done', value: entry.mitigations }])}`)}`;
}

/** Writes the next entry, starting from the words of the last. */
export function writeConflictsPage({ caption }: AssessedRecord, entries: readonly ConflictsEntry[], csrf: Html, form_: FormState): Html {
  const last = entries.at(-1);
  const notices = selectField(form_, { name: 'notice', label: 'Which notice comes next?', emptyText: 'Choose a notice', items: CONFIRMED_WITH.map((notice) => ({ value: notice, text: notice })) });
  return html`${errorSummaryFor(form_)}${heading(caption, 'Write in the conflicts assessment')}
<form method="post" novalidate>${csrf}
${radioField(form_, { name: 'kind', label: 'What are you doing?', value: last ? undefined : 'prepared', items: last
    ? [{ value: 'reviewed', text: 'Reviewing it: nothing has changed' }, { value: 'revised', text: 'Revising it' }, { value: 'confirmed', text: 'Confirming that it is up to date, because a notice is about to be published', conditional: notices }]
    : [{ value: 'prepared', text: 'Preparing it' }] })}
${textArea(form_, { name: 'conflicts', label: 'Conflicts', hint: 'Actual, potential and perceived: members, officers, advisers, the panel. Or that none was found, and how you looked.', value: last?.conflicts, rows: 6 })}
${textArea(form_, { name: 'mitigations', label: 'What is done about them', value: last?.mitigations, rows: 6 })}
${details({ summaryText: 'Who reads this', html: html`<p class="govuk-body">Procurement and legal officers, commissioners, lead directors and auditors. It is not published; that it was prepared and confirmed is.</p>` })}
${button({ text: 'Save', preventDoubleClick: true })}</form>`;
}
