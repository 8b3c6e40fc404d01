import { addDays, londonDate, type CalendarDate } from '#kernel/calendar-date';
import { answerWords } from '#parts/questions';
import { asNote, lawFor } from '#law';
import { button, details, insetText, warningText } from '#platform/pages/components/index';
import { checkboxField, dateField, errorSummaryFor, radioField, selectField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { emptyState, formatDate, formatInstant, keyValue, plainList, ruleNote, scrollingTable, statusTag } from '#platform/pages/presentation';
import { groundsTicked } from '../core/core.ts';
import { FINANCIAL_EVIDENCE } from '../core/core-questionnaire.ts';
import { PERSON_KINDS, type CoreVersion, type ShareCode } from '../core/core.store.ts';
import { EXCLUSION_GROUNDS, EXCLUSION_RULES } from '../exclusion-grounds.ts';
import type { Checking } from '../tender/checking.ts';
import type { TenderFacts } from '../tender/tender.store.ts';
import { sharedTable } from '../vault/vault.page.ts';
import type { SharedDocument } from '../vault/vault.store.ts';
import { EVIDENCE_KINDS, FINANCIAL_GROUNDS, HEARD_FIRST, RELIED_ON } from './checks.ts';
import { groundWords, type Evidence, type ExclusionCheck, type ExclusionConcern, type GivenView, type OpenedBidder } from './checks.store.ts';
import { evidenceTag } from './evidence.page.ts';

export interface BidderChecks {
  readonly bidder: OpenedBidder;
  readonly first: boolean;
  readonly checks: readonly ExclusionCheck[];
  readonly concerns: readonly ExclusionConcern[];
  readonly views: readonly GivenView[];
  readonly evidence: readonly Evidence[];
  /** What it lacks of the kind the tender is reserved to; null where nothing is reserved. */
  readonly reserved: { readonly lacks: string | null } | null;
}

const VIEW_WORDS = { satisfied: 'Satisfied', 'satisfied-with-conditions': 'Satisfied, with conditions', 'not-satisfied': 'Not satisfied' } as const;
const concernTag = ({ decision, repliedAt }: ExclusionConcern): Html => (decision === 'excluded' ? statusTag('Excluded', 'red') : decision ? statusTag('Not excluded', 'green') : repliedAt ? statusTag('Replied', 'purple') : statusTag('Waiting for a reply', 'yellow'));

/** All bidders of a tender and how far each has been looked at. Nothing before the opening. */
export const checksPage = (tender: TenderFacts, checking: Checking, bidders: readonly BidderChecks[]): Html => html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${tender.title}</span>Checks of bidders</h1>
${tender.openedAt === null ? emptyState({ title: 'The bids have not been opened.', text: 'Until they are, nobody here can see who has bid.' }) : bidders.length === 0 ? emptyState({ title: 'There are no bids to check.' }) : html`
<p class="govuk-body">${checking === 'core' ? 'Check the bidder that ranks first against the debarment list before bidders are told of an award.' : 'Ask only the bidder that ranks first for evidence.'} Nobody else needs to be asked for anything. <a class="govuk-link" href="/shared-documents">Documents that suppliers share</a></p>
${scrollingTable({ caption: 'Bidders', firstCellIsHeader: true, head: [{ text: 'Bidder' }, { text: 'Debarment list' }, { text: 'Grounds' }, { text: 'Finance' }, { text: 'Evidence' }], rows: bidders.map(({ bidder, first, checks, concerns, views, evidence, reserved }) => [
    { html: html`<a class="govuk-link" href="/opportunities/${tender.id}/checks/${bidder.bidId}">${bidder.organisationName}</a> ${first && statusTag('Ranks first', 'green')}${bidder.bidState === 'rejected' && statusTag('Passed over', 'grey')}${reserved?.lacks && statusTag('Not of the reserved kind', 'red')}` },
    { html: checks[0] ? html`${checks[0].result === 'clear' ? statusTag('Clear', 'green') : statusTag('On the list', 'red')} ${formatDate(checks[0].checkedOn)}` : html`Not checked` },
    { html: concerns.length === 0 ? html`None raised` : html`${concerns.map((concern) => concernTag(concern))}` }, { html: html`${views[0] ? VIEW_WORDS[views[0].view] : 'No view'}` }, { html: evidence.length === 0 ? html`Not asked` : html`${evidence.map((one) => evidenceTag(one))}` },
  ]) })}`}`;

export interface BidderModel extends BidderChecks {
  readonly tender: TenderFacts;
  readonly core: CoreVersion | null;
  readonly shareCode: ShareCode | null;
  readonly shared: readonly SharedDocument[];
  readonly today: CalendarDate;
  readonly may: { readonly check: boolean; readonly raise: boolean; readonly finance: boolean; readonly ask: boolean };
}

/** One bidder: what it declared when it sent its bid, and every check since. */
export function bidderChecksPage(model: BidderModel): Html {
  const { tender, bidder, core, may, first } = model;
  const at = `/opportunities/${tender.id}/checks/${bidder.bidId}`;
  const link = (allowed: boolean, path: string, text: string): Html | false => allowed && bidder.bidState === 'opened' && html`<p class="govuk-body"><a class="govuk-link" href="${at}/${path}">${text}</a></p>`;
  return html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${tender.title}</span>${bidder.organisationName}</h1>
<p class="govuk-body">${first && statusTag('Ranks first', 'green')} Sent ${formatInstant(bidder.submittedAt)}. <a class="govuk-link" href="/organisations/${bidder.organisationId}">Its profile</a></p>
${model.reserved && html`<h2 class="govuk-heading-m">Reservation</h2><p class="govuk-body">${model.reserved.lacks === null ? html`${statusTag('Of the reserved kind', 'green')} By what it declares of itself today. Ask for proof before an award.` : html`${statusTag('Not of the reserved kind', 'red')} ${bidder.organisationName} ${model.reserved.lacks}. Its bid is disregarded, unless its declaration was wrong and it puts that right.`}</p>`}
${coreRead(core)}
${model.shareCode && keyValue([{ key: 'Share code of the central platform', value: `${model.shareCode.code}, shared ${formatDate(model.shareCode.sharedOn)}` }])}
<h2 class="govuk-heading-m">Documents it shares for this tender</h2>
${model.shared.length === 0 ? html`<p class="govuk-body">None, and none are needed unless you ask.</p>` : sharedTable('Shared documents', model.shared, model.today)}
<h2 class="govuk-heading-m">Debarment list</h2>
${model.checks.length === 0 ? html`<p class="govuk-body">Not checked yet.</p>` : plainList(model.checks.map((check) => html`${check.result === 'clear' ? statusTag('Clear', 'green') : statusTag('On the list', 'red')} ${check.listSource}, looked at on ${formatDate(check.checkedOn)} by ${check.checkedBy ?? 'somebody'}. ${check.note}`))}
${link(may.check, 'debarment', 'Record a check')}
<h2 class="govuk-heading-m">Grounds for exclusion</h2>
${model.concerns.length === 0 ? html`<p class="govuk-body">None raised.</p>` : plainList(model.concerns.map((concern) => html`<a class="govuk-link" href="/exclusion-concerns/${concern.id}">${groundWords(concern.ground)}</a> ${concernTag(concern)}`))}
${link(may.raise, 'ground', 'Raise a ground, and hear the supplier')}
<h2 class="govuk-heading-m">Financial standing</h2>
${model.views.length === 0 ? html`<p class="govuk-body">Finance has given no view. Nothing fails by itself: a new organisation without accounts may be sound.</p>` : plainList(model.views.map((view) => html`${VIEW_WORDS[view.view]}${view.ground && `: ${FINANCIAL_GROUNDS[view.ground].toLowerCase()}`}${view.conditions && `: ${view.conditions}`}. From ${view.reliedOn.map((one) => RELIED_ON[one].toLowerCase()).join(', ')}. ${view.reasons} (${view.givenBy}, ${formatInstant(view.givenAt)})`))}
${link(may.finance, 'finance', 'Give a view')}
<h2 class="govuk-heading-m">Evidence</h2>
${model.evidence.length === 0 ? html`<p class="govuk-body">Not asked.</p>` : plainList(model.evidence.map((one) => html`<a class="govuk-link" href="/evidence/${one.id}">${one.items.length} asked for, by ${formatDate(addDays(londonDate(one.dueAt), -1))}</a> ${evidenceTag(one)}`))}
${first && model.evidence.length === 0 && link(may.ask, 'evidence', 'Ask for evidence')}`;
}

function coreRead(core: CoreVersion | null): Html {
  if (!core) return html`<h2 class="govuk-heading-m">Core questionnaire</h2><p class="govuk-body">It had saved none when it sent its bid.</p>`;
  const declared = groundsTicked(core.answers);
  return html`<h2 class="govuk-heading-m">Core questionnaire</h2>
<p class="govuk-body">Version ${core.number}, saved ${formatInstant(core.savedAt)}: the one that was current when the bid was sent.</p>
${declared.length > 0 && warningText({ text: `It declared: ${declared.join('; ')}. Hear it before you decide anything.` })}
${details({ summaryText: 'Read its answers', html: html`${keyValue(core.questions.map((question) => ({ key: question.text, value: answerWords(question, question.key === null ? undefined : core.answers[question.key]) })))}
<h3 class="govuk-heading-s">Who controls or directs it ${statusTag('Personal data', 'purple')}</h3>${plainList(core.people.map((person) => `${person.name}, ${PERSON_KINDS[person.kind].toLowerCase()}`))}` })}`;
}

export const debarmentPage = (bidder: OpenedBidder, core: CoreVersion | null, today: CalendarDate, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Check ${bidder.organisationName} against the debarment list</h1>
${ruleNote(asNote(EXCLUSION_RULES.debarment))}${ruleNote(asNote(lawFor('uk-2026').rules.preconditions.subcontractors))}
${core && core.people.length > 0 && insetText({ html: html`<p class="govuk-body">Look for these too:</p>${plainList(core.people.map(({ name }) => name))}` })}
<form method="post" novalidate>${csrf}
${textField(form, { name: 'listSource', label: 'Which list did you look at?', hint: 'Its name, and its address or date of issue' })}
${dateField(form, { name: 'checkedOn', label: 'On which day?', value: today })}
${radioField(form, { name: 'result', label: 'What did you find?', items: [{ value: 'clear', text: 'Not on it, nor are those connected with it or its named sub-contractors' }, { value: 'match', text: 'On it', hint: 'Raise the ground next: the supplier is heard first' }] })}
${textArea(form, { name: 'note', label: 'Notes (needed where somebody is on it)', rows: 3 })}
${button({ text: 'Record the check' })}</form>`;

export const groundPage = (bidder: OpenedBidder, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">A ground for exclusion may apply to ${bidder.organisationName}</h1>
${ruleNote(HEARD_FIRST)}
<form method="post" novalidate>${csrf}
${selectField(form, { name: 'ground', label: 'Which ground?', emptyText: 'Choose', items: EXCLUSION_GROUNDS.map(({ key, kind, words }) => ({ value: key, text: `${words} (${kind})` })) })}
${checkboxField(form, { name: 'debarred', label: 'Debarment list', items: [{ value: 'yes', text: 'It is on the debarment list for this' }] })}
${textArea(form, { name: 'facts', label: 'What do you know, and from where?', hint: 'The supplier reads it', rows: 5 })}
${dateField(form, { name: 'replyOn', label: 'Until which day may it reply?' })}
${button({ text: 'Write to the supplier' })}</form>`;

export const financePage = (bidder: OpenedBidder, core: CoreVersion | null, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Financial standing of ${bidder.organisationName}</h1>
${ruleNote(asNote(lawFor('uk-2026').rules.preconditions.participation))}
${core && keyValue([{ key: 'It can show', value: answerWords({ type: 'choices' }, core.answers['finance-evidence'] ?? []) }, { key: 'Past years with accounts', value: answerWords({ type: 'choice' }, core.answers['accounts-years']) }])}
<form method="post" novalidate>${csrf}
${checkboxField(form, { name: 'reliedOn', label: 'What did you look at?', hint: `Accounts are one way among several: ${Object.values(FINANCIAL_EVIDENCE).slice(2).join(', ').toLowerCase()}`, items: Object.entries(RELIED_ON).map(([value, text]) => ({ value, text })) })}
${radioField(form, { name: 'view', label: 'Your view', items: [
    { value: 'satisfied', text: VIEW_WORDS.satisfied },
    { value: 'satisfied-with-conditions', text: VIEW_WORDS['satisfied-with-conditions'], conditional: textField(form, { name: 'conditions', label: 'On what conditions?', hint: 'Such as monthly payment, or a guarantee in place at the start' }) },
    { value: 'not-satisfied', text: VIEW_WORDS['not-satisfied'], conditional: selectField(form, { name: 'ground', label: 'Why?', emptyText: 'Choose', items: Object.entries(FINANCIAL_GROUNDS).map(([value, text]) => ({ value, text })) }) },
  ] })}
${textArea(form, { name: 'reasons', label: 'Your reasons', rows: 5 })}
${button({ text: 'Give the view' })}</form>`;

export const askEvidencePage = (bidder: OpenedBidder, most: bigint | null, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Ask ${bidder.organisationName} for evidence</h1>
<p class="govuk-body">It ranks first. Nobody else is asked.${most === null ? '' : ` The tender said no more than ${most} documents.`}</p>
<form method="post" novalidate>${csrf}
${checkboxField(form, { name: 'kinds', label: 'What do you need?', items: Object.entries(EVIDENCE_KINDS).map(([value, text]) => ({ value, text })) })}
${textField(form, { name: 'words', label: 'Of a policy, a certificate or something else: which? (optional)' })}
${dateField(form, { name: 'dueOn', label: 'Until which day?' })}
${button({ text: 'Write to the supplier', preventDoubleClick: true })}</form>`;

/** A ground, for the supplier and the buyer alike. */
export const concernPage = (concern: ExclusionConcern, may: { readonly reply: boolean; readonly decide: boolean }): Html => html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${concern.opportunityTitle}</span>${groundWords(concern.ground)}</h1>
<p class="govuk-body">${concernTag(concern)}</p>
${ruleNote(HEARD_FIRST)}
${keyValue([
    { key: 'Supplier', value: concern.organisationName }, { key: 'Authority', value: concern.bodyName },
    { key: 'Kind of ground', value: concern.kind === 'mandatory' ? 'Mandatory: it excludes where it continues or is likely to come again' : 'Discretionary: the authority may exclude, and need not' },
    concern.debarred && { key: 'Debarment list', value: 'The authority found it there' },
    { key: 'What the authority knows', value: html`<span class="wantsum-words">${concern.facts}</span>` },
    { key: 'Reply by', value: `The end of ${formatDate(addDays(londonDate(concern.replyDueAt), -1))}` },
    { key: 'Reply', value: concern.reply === null ? 'None yet' : html`<span class="wantsum-words">${concern.reply}</span><br>${formatInstant(concern.repliedAt!)}` },
    concern.decision !== null && { key: 'Decision', value: html`${concern.decision === 'excluded' ? 'Excluded' : 'Not excluded'}, ${formatInstant(concern.decidedAt!)}, by ${concern.decidedBy ?? 'the authority'}<br><span class="wantsum-words">${concern.reasons}</span>` },
  ])}
${may.reply && concern.decision === null && button({ text: concern.reply === null ? 'Reply' : 'Change the reply', href: `/exclusion-concerns/${concern.id}/reply` })}
${may.decide && concern.decision === null && button({ text: 'Decide', href: `/exclusion-concerns/${concern.id}/decide` })}`;

export const replyPage = (concern: ExclusionConcern, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Reply</h1>
<p class="govuk-body wantsum-words">${concern.facts}</p>
<p class="govuk-body">Say whether it is true, whether it is over, what you have put right, and why it will not come again. You may replace somebody connected with you.</p>
<form method="post" novalidate>${csrf}${textArea(form, { name: 'reply', label: 'Your reply', rows: 8, value: concern.reply ?? undefined })}${button({ text: 'Send the reply' })}</form>`;

export const decidePage = (concern: ExclusionConcern, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Decide: ${groundWords(concern.ground)}</h1>
${ruleNote(HEARD_FIRST)}
<p class="govuk-body wantsum-words">${concern.reply ?? 'The supplier has not replied.'}</p>
<form method="post" novalidate>${csrf}
${radioField(form, { name: 'continuing', label: 'Does it continue, or is it likely to come again?', inline: true, items: [{ value: 'yes', text: 'Yes' }, { value: 'no', text: 'No' }] })}
${radioField(form, { name: 'decision', label: 'What do you decide?', items: [{ value: 'not-excluded', text: 'Not excluded' }, { value: 'excluded', text: 'Excluded', hint: 'Its bid is passed over, and the next one looked at' }] })}
${textArea(form, { name: 'reasons', label: 'Reasons', hint: 'The supplier reads them', rows: 5 })}
${button({ text: 'Decide', preventDoubleClick: true })}</form>`;
