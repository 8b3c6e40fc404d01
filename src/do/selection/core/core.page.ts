import { burdenInWords, estimateInWords, questionFields, type Question } from '#parts/questions';
import { asNote, lawFor } from '#law';
import { button, details, insetText, taskList, type TaskListItem } from '#platform/pages/components/index';
import { checkboxField, dateField, errorSummaryFor, radioField, selectField, textField, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { emptyState, formatDate, formatInstant, keyValue, plainList, ruleNote, scrollingTable, statusTag } from '#platform/pages/presentation';
import { coreBurden, partOf } from './core.ts';
import { CORE_PARTS, CORE_QUESTIONNAIRE, type CorePart } from './core-questionnaire.ts';
import { isComplete, PERSON_KINDS, type ConnectedPerson, type CoreState, type versionsOf } from './core.store.ts';

export interface CoreModel {
  readonly organisation: { readonly id: string; readonly name: string };
  readonly core: CoreState;
  readonly versions: Awaited<ReturnType<typeof versionsOf>>;
  readonly mayAnswer: boolean;
}

/** The overview: what is done, what is missing, and that nothing of it is asked again. */
export function corePage({ organisation, core, versions, mayAnswer }: CoreModel, csrf: Html): Html {
  const burden = coreBurden();
  const begin = (text: string): Html => html`<form method="post" action="/organisations/${organisation.id}/core/begin" novalidate>${csrf}${button({ text, preventDoubleClick: true })}</form>`;
  return html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${organisation.name}</span>Core questionnaire</h1>
<p class="govuk-body-l">Answer it once. Every tender that asks for it finds it filled in.</p>
${!core.set ? html`<p class="govuk-body">${burdenInWords({ ...burden, pages: 0, words: 0 })}. You may stop after any part, and a colleague may go on.</p>
<p class="govuk-body">Buyers see it only with a bid of yours, after the bids have been opened, as it stood when you sent the bid.</p>
${mayAnswer ? begin('Begin') : html`<p class="govuk-body">Your organisation’s administrator or a bid writer can begin it.</p>`}` : html`
${core.outOfDate && insetText({ html: html`<p class="govuk-body">The questionnaire has changed since you answered it. Your answers are carried over; only what is new is empty.</p>${mayAnswer && begin('Bring it up to date')}` })}
<p class="govuk-body">${isComplete(core) ? statusTag('Complete', 'green') : statusTag(`${core.gaps.length} still to answer`, 'yellow')} ${core.version && `Version ${core.version.number}, saved ${formatInstant(core.version.savedAt)}.`}</p>
${taskList({ idPrefix: 'part', items: (Object.keys(CORE_PARTS) as CorePart[]).map((part) => partTask(organisation.id, core, part)) })}
${shareCodePart(organisation.id, core, mayAnswer)}
${details({ summaryText: `Earlier versions (${versions.length}${versions.length === 20 ? ' newest' : ''})`, html: versions.length === 0 ? html`<p class="govuk-body">Nothing has been saved yet.</p>` : plainList(versions.map((version) => `Version ${version.number}, ${formatInstant(version.savedAt)}${version.savedBy ? `, by ${version.savedBy}` : ''}: ${version.complete ? 'complete' : 'not complete'}`)) })}`}
<p class="govuk-body"><a class="govuk-link" href="/organisations/${organisation.id}/vault">Your document vault</a></p>`;
}

function partTask(organisationId: string, core: CoreState, part: CorePart): TaskListItem {
  const missing = core.gaps.filter((gap) => gap.part === part).length;
  return {
    title: { text: CORE_PARTS[part].title }, href: `/organisations/${organisationId}/core/${part}`,
    status: missing === 0 ? { text: 'Completed' } : { tag: { text: missing === 1 ? '1 to answer' : `${missing} to answer`, classes: 'govuk-tag--blue' } },
  };
}

function shareCodePart(organisationId: string, { shareCode }: CoreState, mayAnswer: boolean): Html {
  return html`<h2 class="govuk-heading-m">Central digital platform</h2>
${shareCode ? keyValue([{ key: 'Share code', value: shareCode.code }, { key: 'Shared on', value: formatDate(shareCode.sharedOn) }, { key: 'Recorded here', value: formatInstant(shareCode.recordedAt) }])
    : html`<p class="govuk-body">No share code is recorded. Tenders above the threshold need one; smaller ones do not.</p>`}
${mayAnswer && html`<p class="govuk-body"><a class="govuk-link" href="/organisations/${organisationId}/core/share-code">${shareCode ? 'Record a newer share code' : 'Record your share code'}</a></p>`}`;
}

/** One part to answer. Where it is the part about people, their list comes first. */
export function corePartPage({ organisation, core }: CoreModel, part: CorePart, form: FormState, csrf: Html): Html {
  const questions = (core.set?.questions ?? []).filter((question) => partOf(question) === part);
  return html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l"><span class="govuk-caption-l">Core questionnaire</span>${CORE_PARTS[part].title}</h1>
${part === 'identity' && insetText({ html: html`<p class="govuk-body">Name, size, kind, numbers and areas are on <a class="govuk-link" href="/organisations/${organisation.id}/profile">your profile</a> already, and are not asked again.</p>` })}
${part === 'finance' && ruleNote(asNote(lawFor('uk-2026').rules.preconditions.participation))}
${CORE_PARTS[part].people && peopleList(organisation.id, core.people)}
<form method="post" novalidate>${csrf}
${questionFields(questions.map((question): Question => ({ ...question, section: '', purpose: purposeNow(question) })), form, core.answers)}
${button({ text: 'Save and go on', preventDoubleClick: true })}</form>`;
}

/** The words of today: a set that was given before keeps its questions, and what helps with them may be put better. */
const purposeNow = ({ key, purpose }: Question): string => {
  const now = CORE_QUESTIONNAIRE.questions.find((question) => question.key === key);
  return now ? (now.purpose ?? '') : purpose;
};

const peopleList = (organisationId: string, people: readonly ConnectedPerson[]): Html => html`
<p class="govuk-body">${statusTag('Personal data', 'purple')} Kept so that a buyer can check who stands behind a bid. Buyers see it only with a bid of yours that was opened. Anybody named may ask you to erase their name.</p>
${people.length === 0 ? emptyState({ title: 'Nobody is named yet.', text: 'Name your directors, trustees or partners, and whoever owns or controls a large part. A sole trader names themself.' })
    : scrollingTable({ caption: 'Who controls or directs the organisation', firstCellIsHeader: true, head: [{ text: 'Name' }, { text: 'As' }, { text: 'Change' }], rows: people.map((person) => [
      { text: person.name }, { text: PERSON_KINDS[person.kind] },
      { html: html`<a class="govuk-link" href="/organisations/${organisationId}/connected-people/${person.id}">Remove<span class="govuk-visually-hidden"> ${person.name}</span></a>` },
    ]) })}
${button({ text: 'Name somebody', href: `/organisations/${organisationId}/connected-people/add`, classes: 'govuk-button--secondary' })}`;

export const addConnectedPersonPage = (form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Name somebody who controls or directs you</h1>
<form method="post" novalidate>${csrf}
${textField(form, { name: 'name', label: 'Full name', hint: 'Of a person or a parent organisation', autocomplete: 'off', spellcheck: false })}
${selectField(form, { name: 'kind', label: 'As', emptyText: 'Choose', items: Object.entries(PERSON_KINDS).map(([value, text]) => ({ value, text })) })}
${checkboxField(form, { name: 'isMe', label: 'Is this you?', items: [{ value: 'yes', text: 'This is me', hint: 'The copy of your own data will then hold it' }] })}
${button({ text: 'Add to the list' })}</form>`;

export const removeConnectedPersonPage = (person: ConnectedPerson, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Remove ${person.name}</h1>
<form method="post" novalidate>${csrf}
${radioField(form, { name: 'how', label: 'What should happen?', items: [
    { value: 'ended', text: 'They no longer control or direct us', hint: 'They leave the list. Bids that named them keep the name for six years.' },
    { value: 'erase', text: 'Erase their name', hint: 'Everywhere it stands, at once, as they may ask under data protection law. It cannot be undone.' },
  ] })}
${button({ text: 'Remove', classes: 'govuk-button--warning' })}</form>`;

export const shareCodePage = (form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Record your share code</h1>
<p class="govuk-body">On the central digital platform, check that your information is up to date, choose to share it, and enter the code that you are given.</p>
${ruleNote(asNote(lawFor('uk-2026').rules.publicationRules.supplierInformation))}
<form method="post" novalidate>${csrf}
${textField(form, { name: 'code', label: 'Share code', hint: '8 letters and numbers', width: 10, spellcheck: false, autocomplete: 'off' })}
${dateField(form, { name: 'sharedOn', label: 'On which day did you share it?' })}
${checkboxField(form, { name: 'confirmed', label: 'Confirm', items: [{ value: 'yes', text: 'Our information there is registered, up to date and shared' }] })}
${button({ text: 'Record the share code' })}</form>`;

/** On a bid: the core as it would go with it. */
export function coreOfBid(core: CoreState, organisationId: string): Html {
  const complete = isComplete(core);
  return html`<h2 class="govuk-heading-m">Asked once</h2>
${taskList({ idPrefix: 'core', items: [
    { title: { text: 'Core questionnaire' }, href: `/organisations/${organisationId}/core`, hint: { text: complete ? `Filled in already, as version ${core.version?.number ?? 1}: nothing to type` : `${estimateInWords(coreBurden().minutes)}, once for every tender` }, status: complete ? { text: 'Completed' } : { tag: { text: `${core.set ? core.gaps.length : coreBurden().questions} to answer`, classes: 'govuk-tag--blue' } } },
    { title: { text: 'Share code of the central digital platform' }, href: `/organisations/${organisationId}/core/share-code`, hint: { text: core.shareCode ? `Shared on ${formatDate(core.shareCode.sharedOn)}` : 'The law asks for it before bidding closes' }, status: core.shareCode ? { text: 'Completed' } : { tag: { text: 'Not yet recorded', classes: 'govuk-tag--blue' } } },
  ] })}`;
}

