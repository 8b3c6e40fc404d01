import { formatInstant } from '#kernel/instant';
import { button, details, insetText } from '#platform/pages/components/index';
import { checkboxField, errorSummaryFor, hiddenField, radioField, selectField, textArea, type FormState } from '#platform/pages/form';
import { html, nothing, type Html } from '#platform/pages/html';
import { emptyState, formatPounds, keyValue, pageLinks, plainList, ruleNote, scrollingTable, statusTag, savedAsYouWrite } from '#platform/pages/presentation';
import { answerList, burdenInWords, burdenOf, questionFields, type Answers, type Question } from '#parts/questions';
import type { PromiseStanding } from '#parts/promises';
import { ALTERNATIVE_KINDS, PROVISIONAL_RULE } from '#agreements';
import { REASONS_RULE, STATE_WORDS, stateWords, type Application, type ApplicationState, type LotDecision } from './application.ts';
import type { KeptFinding, Query } from './application.store.ts';
import { KIND_RULES, NO_GUARANTEE } from './arrangement-kinds.ts';
import { lotName, standingLots, type Arrangement, type ArrangementLot } from './arrangement.ts';
import { memberTag, usageSection } from './record.page.ts';
import { STATUS_WORDS, type Member } from './membership.ts';
import type { Usage } from './usage.ts';

const COLOURS: Readonly<Record<ApplicationState, 'grey' | 'yellow' | 'green' | 'red' | 'orange' | 'purple'>> = { draft: 'grey', submitted: 'purple', incomplete: 'orange', admitted: 'green', provisional: 'yellow', refused: 'red', withdrawn: 'grey' };
export const applicationTag = (application: Pick<Application, 'state' | 'lotDecisions'>): Html => statusTag(stateWords(application), COLOURS[application.state]);

/** What was decided of each lot, for the applicant and for those who decided it. */
export const lotDecisionsTable = (decisions: readonly LotDecision[], lots: readonly ArrangementLot[]): Html => (decisions.length === 0 ? nothing : scrollingTable({
  caption: 'Decided for each lot', firstCellIsHeader: true, head: [{ text: 'Lot' }, { text: 'Decision' }, { text: 'Why' }],
  rows: decisions.map(({ lotId, decision, reason }) => {
    const lot = lots.find(({ id }) => id === lotId);
    return [{ text: lot ? lotName(lot) : '' }, { html: statusTag(STATE_WORDS[decision], COLOURS[decision]) }, { text: reason }];
  }),
}));

interface StartModel {
  readonly arrangement: Arrangement;
  readonly organisations: readonly { readonly id: string; readonly name: string }[];
  readonly questions: readonly Question[];
  readonly usage: Usage;
  readonly closedBecause: string | null;
  readonly csrf: Html;
}

/** Before anyone starts: what it takes, what it brings, and that it guarantees nothing (DP-28). */
export const startPage = ({ arrangement, organisations, questions, usage, closedBecause, csrf }: StartModel, form: FormState): Html => html`${errorSummaryFor(form)}<span class="govuk-caption-l">${KIND_RULES[arrangement.kind].title}</span><h1 class="govuk-heading-l">Apply to join ${arrangement.title}</h1>
${insetText({ text: NO_GUARANTEE })}
<p class="govuk-body"><strong>What it takes:</strong> ${burdenInWords(burdenOf(questions))}. The terms have ${arrangement.terms?.pages ?? 0} pages.</p>
<p class="govuk-body"><strong>When you hear:</strong> ${arrangement.promise ? `within ${arrangement.promise.count} ${arrangement.promise.counted === 'working' ? 'working days' : 'days'} of a complete application.` : 'the authority has promised no time.'} You can save it and come back, take it back to change it, and apply again if you are not admitted.</p>
${usageSection(usage)}
${closedBecause !== null ? insetText({ text: closedBecause })
    : organisations.length === 0 ? emptyState({ title: 'You do not write bids for an organisation yet.', text: 'Register your organisation, or ask its administrator here to let you write for it. Then come back to this page.', action: { text: 'Organisations', href: '/organisations' } })
      : html`<form method="post" novalidate>${csrf}${radioField(form, { name: 'organisationId', label: 'Which organisation is applying?', labelSize: 'm', hint: 'If a colleague has begun its application, you join the same draft.', ...(organisations.length === 1 ? { value: organisations[0]!.id } : {}), items: organisations.map(({ id, name }) => ({ value: id, text: name })) })}${button({ text: 'Start or go on with the application' })}</form>`}`;

export interface DraftModel {
  readonly application: Application;
  readonly arrangement: Arrangement;
  readonly lots: readonly ArrangementLot[];
  readonly questions: readonly Question[];
  readonly answers: Answers;
  readonly previous: { readonly application: Application; readonly findings: readonly KeptFinding[] } | null;
  readonly personId: string | null;
  readonly csrf: Html;
}

/** The draft: one page that saves itself while it is written. */
export function draftPage({ application, arrangement, lots, questions, answers, previous, personId, csrf }: DraftModel, form: FormState): Html {
  const url = `/applications/${application.id}/write`;
  const version = typeof form.values['version'] === 'string' ? form.values['version'] : String(application.version);
  return html`${errorSummaryFor(form)}<span class="govuk-caption-l">${application.reference}, ${application.organisationName}</span><h1 class="govuk-heading-l">Your application to join ${arrangement.title}</h1>
<p class="govuk-body">This is a draft. ${savedAsYouWrite('Press Save below to keep what you write.')}</p>
${previous && previousNote(previous)}
<form method="post" action="${url}" novalidate data-autosave="${url}" data-autosave-owner="${personId ?? ''}">${csrf}${hiddenField('version', version)}
${lots.length > 0 && checkboxField(form, { name: 'lotIds', label: 'Which lots do you apply for?', labelSize: 'm', values: application.lotIds, items: standingLots(lots).map((lot) => ({ value: lot.id, text: lotName(lot), ...(lot.description || lot.condition ? { hint: [lot.description, lot.condition && `Needed: ${lot.condition}`].filter(Boolean).join(' ') } : {}) })) })}
${questionFields(questions, form, answers)}
${arrangement.provisional && html`<h2 class="govuk-heading-m">If you have no record of your own yet</h2>
<p class="govuk-body">Other evidence can stand in for a record of contracts. You can then be admitted provisionally, with up to ${formatPounds(arrangement.provisional.ceilingNetPence)} of work in all until a review. Leave this empty if you do not need it.</p>
${selectField(form, { name: 'alternativeKind', label: 'What other evidence do you have?', emptyText: 'None needed', value: application.alternativeTyped.kind ?? '', items: Object.entries(ALTERNATIVE_KINDS).map(([value, text]) => ({ value, text })) })}
${textArea(form, { name: 'alternativeWords', label: 'Describe it', hint: 'Who for, what you did, when, and who can confirm it', value: application.alternativeTyped.words, rows: 5 })}`}
<p class="govuk-body-s" data-autosave-status></p>
${button({ text: 'Save' })}</form>
<p class="govuk-body"><a class="govuk-link" href="/applications/${application.id}">Check it and send it</a></p>`;
}

const previousNote = ({ application, findings }: NonNullable<DraftModel['previous']>): Html => insetText({
  html: html`<h2 class="govuk-heading-s">What was said of ${application.reference}</h2><p class="govuk-body wantsum-words">${application.decisionWords}</p>
${plainList(findings.filter(({ met }) => !met).map(({ name, reason }) => html`<strong>${name}</strong>: ${reason}`))}
${application.tryAgainWords !== '' && html`<p class="govuk-body wantsum-words">How to try again: ${application.tryAgainWords}</p>`}<p class="govuk-body">Your answers of then are filled in below. This is a new application, judged anew.</p>`,
});

export interface OwnModel {
  readonly application: Application;
  readonly arrangement: Arrangement;
  readonly lots: readonly ArrangementLot[];
  readonly questions: readonly Question[];
  readonly answers: Answers;
  readonly missing: readonly { readonly sentence: string }[];
  readonly findings: readonly KeptFinding[];
  readonly queries: readonly Query[];
  readonly dueAt: Date | null;
  readonly standing: PromiseStanding | null;
  readonly mayAgain: boolean;
  readonly members: readonly Member[];
}

/** An application as its writers see it: where it stands, what is asked, what was decided and why. */
export function ownPage(model: OwnModel): Html {
  const { application, arrangement, questions, answers, lots } = model;
  return html`<span class="govuk-caption-l">${application.reference}, ${application.organisationName}</span><h1 class="govuk-heading-l">Application to join ${arrangement.title}</h1>
<p class="govuk-body">${applicationTag(application)} ${model.standing === 'broken' && application.state !== 'draft' && statusTag('Overdue', 'red')}</p>
${nextStep(model)}
${keyValue([
    { key: 'List', value: html`<a class="govuk-link" href="/arrangements/${arrangement.id}">${arrangement.title}</a>` },
    lots.length > 0 && { key: 'Lots', value: lots.filter(({ id }) => application.lotIds.includes(id)).map((lot) => (lot.withdrawnAt ? `${lotName(lot)} (withdrawn)` : lotName(lot))).join('; ') || 'None chosen' },
    application.submittedAt !== null && { key: 'Sent', value: formatInstant(application.submittedAt) },
    model.dueAt !== null && application.state !== 'draft' && { key: 'Decision promised before', value: model.standing === 'paused' ? 'The clock stands still until you answer' : formatInstant(model.dueAt) },
    application.decidedAt !== null && { key: 'Decided', value: formatInstant(application.decidedAt) },
  ])}
${decision(model)}
${model.queries.length > 0 && html`<h2 class="govuk-heading-m">Asked and answered</h2>${model.queries.map((query) => html`<p class="govuk-body wantsum-words"><strong>Asked ${formatInstant(query.askedAt)}:</strong> ${query.words}</p><p class="govuk-body wantsum-words"><strong>Answer:</strong> ${query.reply ?? 'Not answered yet'}</p>`)}`}
<h2 class="govuk-heading-m">Your answers</h2>${answerList(questions, answers)}
${application.alternative && html`<h2 class="govuk-heading-m">Other evidence</h2><p class="govuk-body"><strong>${ALTERNATIVE_KINDS[application.alternative.kind]}</strong></p><p class="govuk-body wantsum-words">${application.alternative.words}</p>`}`;
}

function nextStep({ application, missing, mayAgain, arrangement }: OwnModel): Html {
  const at = (path: string) => `/applications/${application.id}/${path}`;
  switch (application.state) {
    case 'draft': return missing.length > 0
      ? html`<p class="govuk-body">Before it can be sent:</p>${plainList(missing.map(({ sentence }) => sentence))}${button({ text: 'Go on writing', href: at('write') })}`
      : html`<p class="govuk-body">Everything is answered.</p>${button({ text: 'Check and send', href: at('send') })}<p class="govuk-body"><a class="govuk-link" href="${at('write')}">Go on writing</a></p>`;
    case 'submitted': return html`<p class="govuk-body">It is being decided. <a class="govuk-link" href="${at('revise')}">Take it back to change it</a> or <a class="govuk-link" href="${at('withdraw')}">withdraw it</a>.</p>`;
    case 'incomplete': return html`<p class="govuk-body">The authority needs something more before it can decide.</p>${button({ text: 'Answer', href: at('reply') })}<p class="govuk-body"><a class="govuk-link" href="${at('withdraw')}">Withdraw it</a></p>`;
    case 'admitted': case 'provisional': return mayAgain && application.lotDecisions.some((one) => one.decision === 'refused') ? html`<p class="govuk-body">You can apply again now for the lots that you are not in: what you answered is filled in.</p>${button({ text: 'Apply again', href: `/arrangements/${arrangement.id}/apply` })}` : nothing;
    case 'refused': return mayAgain ? html`<p class="govuk-body">You can apply again now: what you answered is filled in.</p>${button({ text: 'Apply again', href: `/arrangements/${arrangement.id}/apply` })}` : nothing;
    default: return nothing;
  }
}

function decision({ application, findings, members, lots }: OwnModel): Html {
  if (application.decidedAt === null) return nothing;
  return html`<h2 class="govuk-heading-m">The decision</h2>
${lotDecisionsTable(application.lotDecisions, lots)}
${application.decisionWords !== '' && html`<p class="govuk-body wantsum-words">${application.decisionWords}</p>`}
${findings.length > 0 && findingsTable(findings)}
${application.totalPercent !== null && html`<p class="govuk-body">In all: ${application.totalPercent.toFixed(2)}%.</p>`}
${application.tryAgainWords !== '' && html`<h3 class="govuk-heading-s">How to try again</h3><p class="govuk-body wantsum-words">${application.tryAgainWords}</p>`}
${application.state === 'provisional' && ruleNote(PROVISIONAL_RULE)}${(application.state === 'refused' || application.lotDecisions.some((one) => one.decision === 'refused')) && ruleNote(REASONS_RULE)}
${members.length > 0 && plainList(members.map((member) => html`${lots.find(({ id }) => id === member.lotId) && html`${lotName(lots.find(({ id }) => id === member.lotId)!)}: `}${memberTag(member)}${member.ceilingNetPence !== null && ` Up to ${formatPounds(member.ceilingNetPence)} in all until the review.`}`))}`;
}

export const findingsTable = (findings: readonly KeptFinding[]): Html => scrollingTable({
  caption: 'What was found', firstCellIsHeader: true, head: [{ text: 'Criterion' }, { text: 'Score', format: 'numeric' }, { text: 'Pass mark', format: 'numeric' }, { text: 'Met' }, { text: 'Why' }],
  rows: findings.map(({ name, percent, passPercent, met, reason }) => [{ text: name }, { text: `${percent.toFixed(2)}%`, format: 'numeric' }, { text: passPercent ? `${passPercent}%` : 'None', format: 'numeric' }, { html: met ? statusTag('Met', 'green') : statusTag('Not met', 'red') }, { text: reason }]),
});

/** An organisation's applications and memberships. Drafts stay until they are sent or given up. */
export const myApplicationsPage = (applications: readonly (Application & { readonly title: string })[], members: readonly (Member & { readonly title: string })[], next: string | null): Html => html`<h1 class="govuk-heading-l">My applications and memberships</h1>
<p class="govuk-body">Frameworks and dynamic markets that your organisation has joined or asked to join. <a class="govuk-link" href="/arrangements">Find one to join</a>.</p>
${members.length > 0 && html`<h2 class="govuk-heading-m">Memberships</h2>${scrollingTable({
    caption: 'Where you are a provider', firstCellIsHeader: true, head: [{ text: 'List' }, { text: 'Organisation' }, { text: 'Standing' }, { text: 'Next' }],
    rows: members.map((member) => [{ html: html`<a class="govuk-link" href="/arrangements/${member.arrangementId}">${member.title}</a>` }, { text: member.organisationName }, { html: memberTag(member) }, { html: ['left', 'ended'].includes(member.status) ? html`${STATUS_WORDS[member.status]}` : html`<a class="govuk-link" href="/arrangement-members/${member.id}/leave">Leave<span class="govuk-visually-hidden"> ${member.title}</span></a>` }]),
  })}`}
<h2 class="govuk-heading-m">Applications</h2>
${applications.length === 0 ? emptyState({ title: 'There are no applications yet.', action: { text: 'Frameworks and dynamic markets', href: '/arrangements' } }) : html`${scrollingTable({
    caption: 'Newest first', firstCellIsHeader: true, head: [{ text: 'Application' }, { text: 'List' }, { text: 'Where it stands' }, { text: 'Sent' }],
    rows: applications.map((one) => [{ html: html`<a class="govuk-link" href="/applications/${one.id}">${one.reference}</a>` }, { text: one.title }, { html: applicationTag(one) }, { text: one.submittedAt ? formatInstant(one.submittedAt) : 'Not sent' }]),
  })}${pageLinks({ previous: null, next })}`}`;

/** Answers what the authority asked. */
export const replyPage = (application: Application, question: string, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}<span class="govuk-caption-l">${application.reference}</span><h1 class="govuk-heading-l">Answer what is asked</h1>
${insetText({ text: question })}<form method="post" novalidate>${csrf}${textArea(form, { name: 'reply', label: 'Your answer', rows: 6 })}${button({ text: 'Send the answer', preventDoubleClick: true })}</form>
${details({ summaryText: 'What happens then?', text: 'The clock goes on: the days in which you were asked are not counted against the authority, and nothing you sent before is lost.' })}`;

/** Used by the list of applications as well. */
export const dueWords = (dueAt: Date | null, standing: PromiseStanding | null): Html => {
  if (dueAt === null || standing === null) return html`Not promised`;
  if (standing === 'broken') return html`${statusTag('Overdue', 'red')} since ${formatInstant(dueAt)}`;
  if (standing === 'paused') return html`${statusTag('Paused', 'grey')}`;
  return html`${standing === 'kept' ? 'Decided in time' : standing === 'kept-late' ? 'Decided late' : `Before ${formatInstant(dueAt)}`}`;
};
