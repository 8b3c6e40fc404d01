import { button, insetText } from '#platform/pages/components/index';
import { checkboxField, dateField, errorSummaryFor, textArea, textField, type FormState } from '#platform/pages/form';
import { html, nothing, type Html } from '#platform/pages/html';
import { emptyState, formatDate, formatInstant, keyValue, ruleNote, scrollingTable, statusTag } from '#platform/pages/presentation';
import type { FactsRequest, GivenFacts } from './facts-request.store.ts';
import { TUPE_RULE } from './tupe.ts';

/** Posts, pensions and the rest, as the provider types them and as the officer does who has them on paper. */
export const factsFields = (form: FormState, facts: GivenFacts | null): Html => html`${dateField(form, { name: 'factsOfOn', label: 'On which day were they so?', ...(facts ? { value: facts.factsOfOn } : {}) })}
${textArea(form, { name: 'posts', label: 'Posts, one a line', hint: 'Role; hours a week; yearly salary; year started; permanent, fixed-term or casual; pension scheme. You can paste them from a spreadsheet. No names, addresses or numbers that tell who somebody is.', rows: 12, value: facts?.posts ?? '' })}
${textArea(form, { name: 'pensionWords', label: 'Pensions', hint: 'Schemes, contribution rates, any deficit; or that nothing is known', rows: 4, value: facts?.pensionWords ?? '' })}
${textArea(form, { name: 'otherWords', label: 'Anything else (optional)', hint: 'Collective agreements, redundancy planned, claims', rows: 4, value: facts?.otherWords ?? '' })}`;

/** On the officer's page of staff who may transfer: whom they asked, and what came. */
export const requestsSection = (opportunityId: string, all: readonly FactsRequest[], mayAsk: boolean): Html => html`<h2 class="govuk-heading-m">What the current provider was asked</h2>
${all.length === 0 ? emptyState({ title: 'No provider has been asked on this site.' }) : scrollingTable({
    caption: 'Asked for the facts', captionClasses: 'govuk-visually-hidden', head: [{ text: 'Provider' }, { text: 'Answer by' }, { text: 'Standing' }],
    rows: all.map((request) => [{ html: html`<a class="govuk-link" href="/tupe-requests/${request.id}">${request.organisationName}</a>` }, { text: formatDate(request.answerBy) }, { html: request.givenAt ? html`${statusTag('Given', 'green')} ${formatInstant(request.givenAt)}` : statusTag('Waiting', 'yellow') }]),
  })}
${mayAsk ? button({ text: 'Ask the current provider', href: `/opportunities/${opportunityId}/tupe/ask`, classes: 'govuk-button--secondary' }) : nothing}`;

export const askPage = (opportunity: { readonly title: string }, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l"><span class="govuk-caption-l">${opportunity.title}</span>Ask the current provider</h1>
<p class="govuk-body">Everyone who writes for the organisation is told by email and can answer on this site. They see your words, and nothing of a tender that is not published.</p>
<form method="post" novalidate>${csrf}
${textField(form, { name: 'organisation', label: 'Which organisation?', hint: 'Its name, company number or charity number' })}
${textArea(form, { name: 'words', label: 'Which service, and what do you need?', hint: 'For example: the staff of the youth clubs contract, as on 1 March, with pension schemes', rows: 4 })}
${dateField(form, { name: 'answerBy', label: 'By which day?' })}
${button({ text: 'Ask', preventDoubleClick: true })}</form>`;

const asked = (request: FactsRequest): Html => keyValue([{ key: 'Asked by', value: request.bodyName }, { key: 'What they ask', value: request.words }, { key: 'Answer by', value: formatDate(request.answerBy) }]);

/** For the provider and the officers: what was asked, and what came. @param posts as a table, once they are given */
export const requestPage = (request: FactsRequest, posts: Html, mayGive: boolean): Html => html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${request.organisationName}</span>Facts about staff who may transfer (TUPE)</h1>
${asked(request)}
${request.facts ? html`${insetText({ text: `Given on ${formatInstant(request.givenAt!)}. It is kept as it was given.` })}${keyValue([{ key: 'As they were on', value: formatDate(request.facts.factsOfOn) }, { key: 'Pensions', value: request.facts.pensionWords }, request.facts.otherWords !== '' && { key: 'Also', value: request.facts.otherWords }])}${posts}`
    : mayGive ? button({ text: 'Give the facts', href: `/tupe-requests/${request.id}/give` }) : html`<p class="govuk-body">${request.organisationName} has not answered yet.</p>`}`;

/** For the provider. */
export const giveFactsPage = (request: FactsRequest, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l"><span class="govuk-caption-l">${request.organisationName}</span>Give the facts about your staff</h1>
${asked(request)}
<p class="govuk-body">What you give goes to the authority. It checks it, and gives it to everyone who bids and undertakes to use it for that only. Leave out whatever tells who somebody is.</p>
${ruleNote(TUPE_RULE)}
<form method="post" novalidate>${csrf}
${factsFields(form, null)}
${checkboxField(form, { name: 'confirmed', label: 'Before you send it', items: [{ value: 'yes', text: 'The facts are right as far as we know, and nobody can be told from them' }] })}
${button({ text: 'Send to the authority', preventDoubleClick: true })}</form>`;
