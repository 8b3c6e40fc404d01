import { button } from '#platform/pages/components/index';
import { errorSummaryFor, selectField, textArea, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { emptyState } from '#platform/pages/presentation';
import type { Body } from '../bodies/bodies.store.ts';
import { heirField, heirsFor } from './hand-over.command.ts';
import type { Inheritance } from '../ports.ts';
import type { KnownPerson } from './people.store.ts';
import type { PersonOfBody } from './roles-of-body.store.ts';

export interface StillHeld {
  /** "3 contracts" */
  readonly words: string;
  readonly address: string;
  readonly inheritance: Inheritance | undefined;
}

/** All of a leaver's work on one page, with a choice for each kind. */
export function handOverWorkPage(form: FormState, csrf: Html, { body, person, held, people }: { readonly body: Body; readonly person: KnownPerson; readonly held: readonly StillHeld[]; readonly people: readonly PersonOfBody[] }): Html {
  return html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Hand over what ${person.name} holds</h1>
${held.length === 0 ? emptyState({ title: `${person.name} holds nothing at ${body.name}.`, text: 'They can be recorded as having left, and nothing stays without an owner.' }) : html`<p class="govuk-body">Nothing may be owned by nobody. Choose who takes over each kind of work; all that you choose changes hands together.</p>
<form method="post" action="/bodies/${body.id}/people/${person.id}/hand-over" novalidate>${csrf}
${held.map(({ words, address, inheritance }) => inheritance
    ? selectField(form, { name: heirField(inheritance.key), label: sentenceCase(words), hint: html`${inheritance.hint ?? ''} <a class="govuk-link" href="${address}">Look at them one by one</a>`, emptyText: 'Not now', items: heirsFor(inheritance, person.id, people).map(({ id, name, jobTitle }) => ({ value: id, text: jobTitle ? `${name}, ${jobTitle}` : name })) })
    : html`<p class="govuk-body">${sentenceCase(words)}: <a class="govuk-link" href="${address}">hand over one by one</a></p>`)}
${textArea(form, { name: 'reason', label: 'Reason', hint: 'Kept with the record.', rows: 2 })}
${button({ text: 'Hand over', preventDoubleClick: true })}</form>`}
<p class="govuk-body"><a class="govuk-link" href="/bodies/${body.id}/people/${person.id}/leave">Record that ${person.name} has left</a></p>`;
}

const sentenceCase = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
