import { formatInstant } from '#kernel/instant';
import { button, insetText } from '#platform/pages/components/index';
import { dateField, errorSummaryFor, hiddenField, moneyField, radioField, selectField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, nothing, type Html } from '#platform/pages/html';
import { emptyState, formatDate, formatPounds, keyValue, plainList, ruleNote, scrollingTable, statusTag } from '#platform/pages/presentation';
import { scaleById, type Assessor, type Criterion } from '#parts/assessments';
import { answerWords, type Answers, type Question } from '#parts/questions';
import type { PromiseStanding } from '#parts/promises';
import { ALTERNATIVE_KINDS, PROVISIONAL_RULE } from '#agreements';
import { INTEREST_RULE, REASONS_RULE, type Application, type ApplicationScore } from './application.ts';
import { applicationTag, dueWords, findingsTable, lotDecisionsTable } from './application.page.ts';
import type { KeptFinding, Query } from './application.store.ts';
import { CALL_OFF_RULE_WORDS, FIXED_RULE } from './arrangement-kinds.ts';
import { lotName, standingLots, type Arrangement, type ArrangementLot, type IntakeWindow } from './arrangement.ts';
import { changeInWords, effectInWords, type Effect } from './change.ts';
import type { Change } from './change.store.ts';
import type { Standing } from './decide.command.ts';
import type { Member } from './membership.ts';
import { memberTag } from './record.page.ts';

const heading = (caption: string, title: string): Html => html`<span class="govuk-caption-l">${caption}</span><h1 class="govuk-heading-l">${title}</h1>`;

export interface ClockedApplication {
  readonly application: Application;
  readonly dueAt: Date | null;
  readonly standing: PromiseStanding | null;
}

/** Every application that was sent, those waiting longest first. */
export const applicationsPage = (arrangement: Arrangement, lines: readonly ClockedApplication[]): Html => html`${heading(arrangement.title, 'Applications')}
${lines.length === 0 ? emptyState({ title: 'No application has been sent yet.' }) : scrollingTable({
    caption: 'Those that wait longest first', firstCellIsHeader: true, head: [{ text: 'Applicant' }, { text: 'Where it stands' }, { text: 'Complete since' }, { text: 'Decision' }],
    rows: lines.map(({ application, dueAt, standing }) => [
      { html: html`<a class="govuk-link" href="/applications/${application.id}/assessment">${application.organisationName}</a><br><span class="govuk-hint">${application.reference}${application.attempt > 1 && `, attempt ${application.attempt}`}</span>` },
      { html: applicationTag(application) }, { text: application.completeAt ? formatInstant(application.completeAt) : '' }, { html: dueWords(dueAt, standing) },
    ]),
  })}`;

export interface AssessmentModel extends ClockedApplication {
  readonly arrangement: Arrangement;
  readonly lots: readonly ArrangementLot[];
  readonly questions: readonly Question[];
  readonly answers: Answers;
  readonly criteria: readonly Criterion[];
  readonly standingOf: Standing;
  readonly findings: readonly KeptFinding[];
  readonly queries: readonly Query[];
  readonly declared: readonly Assessor[];
  readonly scores: readonly ApplicationScore[];
  /** The reader's own part in it. */
  readonly own: 'not-named' | 'own-organisation' | 'to-declare' | 'barred' | 'scoring' | 'finished';
  readonly ownAssessorId: string | null;
  readonly mayDecide: boolean;
  readonly mayAsk: boolean;
}

/** One application as those who judge and decide it see it. Answers are hidden from an assessor who has not declared. */
export function assessmentPage(model: AssessmentModel): Html {
  const { application, arrangement, own } = model;
  const hidden = own === 'to-declare' || own === 'barred' || own === 'own-organisation';
  const waits = application.state === 'submitted' || application.state === 'incomplete';
  return html`${heading(`${arrangement.title}, ${application.reference}`, application.organisationName)}
<p class="govuk-body">${applicationTag(application)} ${dueWords(model.dueAt, model.standing)}</p>
${keyValue([
    { key: 'Complete since', value: application.completeAt ? formatInstant(application.completeAt) : null },
    application.attempt > 1 && { key: 'Attempt', value: html`${application.attempt}${application.previousId && html` <a class="govuk-link" href="/applications/${application.previousId}/assessment">See the one before</a>`}` },
    model.lots.length > 0 && { key: 'Lots', value: model.lots.filter(({ id }) => application.lotIds.includes(id)).map((lot) => (lot.withdrawnAt ? `${lotName(lot)} (withdrawn)` : lotName(lot))).join('; ') },
    application.bidId !== null && { key: 'Came through', value: 'the open tender' },
    application.alertedAt !== null && { key: 'Head of procurement told', value: formatInstant(application.alertedAt) },
  ])}
${waits && whatNext(model)}
${application.decidedAt !== null && html`<h2 class="govuk-heading-m">The decision</h2>${lotDecisionsTable(application.lotDecisions, model.lots)}<p class="govuk-body wantsum-words">${application.decisionWords}</p>${model.findings.length > 0 && findingsTable(model.findings)}`}
${hidden ? insetText({ text: own === 'barred' ? 'You are locked out of this application.' : own === 'own-organisation' ? 'You belong, or belonged, to this applicant: its application is not shown to you.' : 'Declare your interests to see what was answered.' }) : answersSection(model)}`;
}

function whatNext({ application, own, standingOf, mayDecide, mayAsk }: AssessmentModel): Html {
  const at = (path: string) => `/applications/${application.id}/${path}`;
  return html`<h2 class="govuk-heading-m">What comes next</h2>
${own === 'to-declare' && html`<p class="govuk-body">You are named to assess it.</p>${button({ text: 'Declare your interests', href: at('declaration') })}`}
${own === 'finished' && html`<p class="govuk-body">You have finished scoring it.</p>`}
${own === 'scoring' && html`<p class="govuk-body">Score each answer below, then <a class="govuk-link" href="${at('finish')}">say that you have finished</a>.</p>`}
${standingOf.outcome === null ? html`<p class="govuk-body">${standingOf.waitingFor.length > 0 ? `It waits for ${standingOf.waitingFor.join(' and ')} to score it.` : 'Nobody is left who could score it: name another assessor.'}</p>`
    : html`<p class="govuk-body">Scored: ${standingOf.outcome.total.toFixed(2)}% in all. It ${standingOf.outcome.passes ? 'reaches every pass mark' : 'does not reach every pass mark'}.</p>${mayDecide && application.state === 'submitted' && button({ text: 'Decide it', href: at('decision') })}`}
${mayAsk && application.state === 'submitted' && html`<p class="govuk-body"><a class="govuk-link" href="${at('ask')}">Ask the applicant for something missing</a>: the clock stands still meanwhile.</p>`}
${application.state === 'incomplete' && html`<p class="govuk-body">The applicant has been asked and the clock stands still.</p>`}`;
}

function answersSection({ application, arrangement, questions, answers, criteria, scores, own, ownAssessorId, queries }: AssessmentModel): Html {
  const scale = scaleById(arrangement.scaleId);
  // Until somebody has finished, only their own scores are shown to them.
  const shown = (score: ApplicationScore) => score.assessorId === ownAssessorId || (score.finished && own !== 'scoring');
  return html`<h2 class="govuk-heading-m">Answers</h2>
${questions.map((question) => html`<div class="wantsum-question"><p class="govuk-body govuk-!-font-weight-bold govuk-!-margin-bottom-1">${question.text}</p>
<p class="govuk-hint">${criteria.find(({ id }) => id === question.criterionId)?.name ?? 'Not scored'}</p>
<p class="govuk-body wantsum-words">${answerWords(question, answers.get(question.id)?.value)}</p>
${scores.filter((score) => score.questionId === question.id && shown(score)).map((score) => html`<p class="govuk-body-s">${score.assessorName}: <strong>${score.score.toString()}</strong> of ${scale.maximum.toString()}. ${score.reason}</p>`)}
${own === 'scoring' && question.criterionId !== null && html`<p class="govuk-body"><a class="govuk-link" href="/applications/${application.id}/scores/${question.id}">Score this answer<span class="govuk-visually-hidden">: ${question.text}</span></a></p>`}</div>`)}
${application.alternative && html`<h2 class="govuk-heading-m">Other evidence</h2><p class="govuk-body"><strong>${ALTERNATIVE_KINDS[application.alternative.kind]}</strong></p><p class="govuk-body wantsum-words">${application.alternative.words}</p>${ruleNote(PROVISIONAL_RULE)}`}
${queries.length > 0 && html`<h2 class="govuk-heading-m">Asked and answered</h2>${plainList(queries.map(({ words, reply }) => html`${words} <strong>Answer:</strong> ${reply ?? 'none yet'}`))}`}`;
}

export const declarePage = (application: Application, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}${heading(application.reference, `Do you have an interest in ${application.organisationName}?`)}
<p class="govuk-body">An interest is anything that could make you, or seem to make you, want this organisation admitted or not: work, family, friends, money, a role in it.</p>
<form method="post" novalidate>${csrf}
${radioField(form, { name: 'declaration', label: 'Your declaration', items: [{ value: 'none', text: 'I have no interest' }, { value: 'interest', text: 'I have an interest', hint: 'You are locked out of this application', conditional: textArea(form, { name: 'declarationWords', label: 'What is it?', rows: 3 }) }] })}
${button({ text: 'Declare', preventDoubleClick: true })}</form>${ruleNote(INTEREST_RULE)}`;

export function scorePage(application: Application, question: Question, answer: string, own: ApplicationScore | undefined, scaleId: string, csrf: Html, form: FormState): Html {
  const scale = scaleById(scaleId);
  return html`${errorSummaryFor(form)}${heading(application.organisationName, 'Score an answer')}
<h2 class="govuk-heading-m">${question.text}</h2>
${question.goodAnswer !== '' && html`<p class="govuk-body"><strong>A good answer covers:</strong> ${question.goodAnswer}</p>`}
<blockquote class="govuk-inset-text wantsum-words">${answer}</blockquote>
<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">What the scores mean</span></summary><div class="govuk-details__text">${plainList(scale.steps.map(({ score, title, means }) => html`<strong>${score} ${title}</strong>: ${means}`))}</div></details>
<form method="post" novalidate>${csrf}${hiddenField('version', typeof form.values['version'] === 'string' ? form.values['version'] : String(own?.version ?? 0))}
${textField(form, { name: 'score', label: `Score, ${scale.words}`, width: 5, inputmode: 'decimal', value: own?.score.toString() })}
${textArea(form, { name: 'reason', label: 'Why, against the guide', hint: 'The applicant can ask for it', value: own?.reason, rows: 4 })}
${button({ text: 'Save the score' })}</form>`;
}

/** The decision: the marks say who is in; a person writes the reasons. */
export function decidePage({ application, arrangement, standingOf, standing, lots }: AssessmentModel, csrf: Html, form: FormState): Html {
  const { outcome } = standingOf;
  if (!outcome) return html`${heading(application.organisationName, 'Decide the application')}${insetText({ text: 'It has not been scored yet.' })}`;
  const failed = outcome.findings.filter(({ met }) => !met);
  const asked = standingLots(lots).filter(({ id }) => application.lotIds.includes(id));
  const choice = (name: string, label: string, hint?: string): Html => radioField(form, {
    name, label, labelSize: 'm', ...(hint ? { hint } : {}), ...(outcome.passes ? { value: 'admit' } : {}), items: [
      { value: 'admit', text: 'Admit', hint: 'It reaches every pass mark' },
      ...(arrangement.provisional ? [{ value: 'provisional', text: 'Admit provisionally', hint: `Other evidence stands in. Up to ${formatPounds(arrangement.provisional.ceilingNetPence)} in all until a review after ${arrangement.provisional.reviewMonths} months` }] : []),
      { value: 'refuse', text: 'Do not admit', hint: 'With the reasons, and how to try again' },
    ],
  });
  return html`${errorSummaryFor(form)}${heading(application.organisationName, 'Decide the application')}
${findingsTable(outcome.findings.map((one) => ({ ...one, reason: '' })))}
<p class="govuk-body">In all ${outcome.total.toFixed(2)}%${arrangement.passPercent ? `, and ${arrangement.passPercent}% is needed` : ''}. ${outcome.passes ? 'It reaches every pass mark.' : 'It does not reach every pass mark.'}</p>
<form method="post" novalidate>${csrf}
${lots.length === 0 ? choice('decision', 'Decision') : asked.map((lot) => html`${choice(`decision-${lot.id}`, lotName(lot), lot.condition ? `Needed: ${lot.condition}` : undefined)}
${textArea(form, { name: `lotReason-${lot.id}`, label: `Why, for lot ${lot.number}`, hint: outcome.passes ? 'Needed if you do not admit them to this lot: what it needs that they do not have, or another ground such as exclusion' : 'What is said of this lot alone, if anything', rows: 2 })}`)}
${failed.map(({ criterionId, name }) => textArea(form, { name: `reason-${criterionId}`, label: `Why “${name}” was not met`, rows: 2 }))}
${textArea(form, { name: 'words', label: 'What was decided and why', hint: 'In words the applicant can use', rows: 4 })}
${textArea(form, { name: 'tryAgain', label: 'How they can try again', hint: 'Needed when you do not admit them', rows: 3 })}
${outcome.passes && lots.length === 0 && textArea(form, { name: 'ground', label: 'A ground outside the marks, such as exclusion (only if there is one)', rows: 2 })}
${standing === 'broken' && textArea(form, { name: 'lateReason', label: 'Why it is late', rows: 2 })}
${button({ text: 'Decide and tell the applicant', preventDoubleClick: true })}</form>${ruleNote(REASONS_RULE)}`;
}

export const askPage = (application: Application, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}${heading(application.organisationName, 'Ask for something missing')}
<p class="govuk-body">The clock stands still until they answer. Ask for everything at once.</p>
<form method="post" novalidate>${csrf}${textArea(form, { name: 'words', label: 'What is missing, and what would do', rows: 5 })}${button({ text: 'Ask', preventDoubleClick: true })}</form>`;

/** Members, with what can be done about each. */
export function membersPage(arrangement: Arrangement, members: readonly Member[], lots: readonly ArrangementLot[]): Html {
  return html`${heading(arrangement.title, 'Providers')}
${members.length === 0 ? emptyState({ title: 'No provider has joined yet.' }) : scrollingTable({
    caption: 'Everyone who is or was on it', firstCellIsHeader: true, head: [{ text: 'Provider' }, { text: 'Lot' }, { text: 'Standing' }, { text: 'Ceiling', format: 'numeric' }, { text: 'Next' }],
    rows: members.slice(0, 500).map((member) => [
      { html: html`${member.organisationName}${member.statusReason && html`<br><span class="govuk-hint">${member.statusReason}</span>`}` }, { text: lots.find(({ id }) => id === member.lotId)?.title ?? 'All' }, { html: memberTag(member) },
      { text: member.ceilingNetPence === null ? '' : formatPounds(member.ceilingNetPence), format: 'numeric' },
      { html: member.status === 'provisional' ? html`<a class="govuk-link" href="/arrangement-members/${member.id}/review">Review<span class="govuk-visually-hidden"> ${member.organisationName}</span></a>` : ['full', 'suspended'].includes(member.status) ? html`<a class="govuk-link" href="/arrangement-members/${member.id}/status">Change<span class="govuk-visually-hidden"> ${member.organisationName}</span></a>` : nothing },
    ]),
  })}`;
}

export const reviewPage = (arrangement: Arrangement, member: Member, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}${heading(arrangement.title, `Review ${member.organisationName}`)}
${keyValue([{ key: 'Review due', value: member.reviewDueOn ? formatDate(member.reviewDueOn) : null }, { key: 'Ceiling until then', value: member.ceilingNetPence === null ? null : formatPounds(member.ceilingNetPence) }])}
<form method="post" novalidate>${csrf}
${radioField(form, { name: 'outcome', label: 'What follows from the review?', items: [{ value: 'lift', text: 'Full member', hint: 'The ceiling lifts at once' }, { value: 'extend', text: 'Provisional for longer' }, { value: 'end', text: 'No longer a member' }] })}
${textArea(form, { name: 'reason', label: 'What the review found', hint: 'The member is sent it', rows: 4 })}
${button({ text: 'Record the review', preventDoubleClick: true })}</form>${ruleNote(PROVISIONAL_RULE)}`;

export const statusPage = (arrangement: Arrangement, member: Member, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}${heading(arrangement.title, `Change the standing of ${member.organisationName}`)}
<form method="post" novalidate>${csrf}
${radioField(form, { name: 'move', label: 'What should happen?', items: [member.status === 'suspended' ? { value: 'restore', text: 'Bring it back' } : { value: 'suspend', text: 'Suspend it', hint: 'Nothing is called off from it meanwhile' }, { value: 'end', text: 'End its membership' }] })}
${textArea(form, { name: 'reason', label: 'Reason', hint: 'The member is sent it', rows: 4 })}${button({ text: 'Save', preventDoubleClick: true })}</form>`;

const lotField = (lots: readonly ArrangementLot[], form: FormState, value?: string): Html =>
  lots.length === 0 ? hiddenField('lotId', '') : selectField(form, { name: 'lotId', label: 'Lot', emptyText: 'Choose the lot', ...(value ? { value } : {}), items: standingLots(lots).map((lot) => ({ value: lot.id, text: lotName(lot) })) });

export const competitionPage = (arrangement: Arrangement, lots: readonly ArrangementLot[], active: number, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}${heading(arrangement.title, 'Start a short competition')}
<p class="govuk-body">Every provider of the lot is invited: there ${active === 1 ? 'is 1 provider' : `are ${active} providers`} in all. You then write the questions, on one page, and a closing time.</p>
<form method="post" novalidate>${csrf}${lotField(lots, form)}${textField(form, { name: 'title', label: 'What is the work?' })}${textArea(form, { name: 'summary', label: 'What is wanted, in plain words', rows: 4 })}${button({ text: 'Start', preventDoubleClick: true })}</form>`;

export interface DirectModel {
  readonly arrangement: Arrangement;
  readonly lots: readonly ArrangementLot[];
  readonly lotId: string;
  /** Of the framework's ceiling; null where it has none. */
  readonly left: bigint | null;
  readonly order: readonly Member[];
  readonly refusal: string | null;
  readonly managers: readonly { readonly id: string; readonly name: string }[];
  readonly directors: readonly { readonly id: string; readonly name: string }[];
}

/** Work given without a competition: the published rule says whose turn it is. */
export function directPage({ arrangement, lots, lotId, left, order, refusal, managers, directors }: DirectModel, csrf: Html, form: FormState): Html {
  const choose = (people: DirectModel['managers']) => people.map(({ id, name }) => ({ value: id, text: name }));
  return html`${errorSummaryFor(form)}${heading(arrangement.title, 'Call off work directly')}
<p class="govuk-body">The published rule: ${CALL_OFF_RULE_WORDS[arrangement.callOffRule]}</p>
${lots.length > 0 && html`<form method="get" novalidate>${lotField(lots, form, lotId)}${button({ text: 'Show whose turn it is', classes: 'govuk-button--secondary' })}</form>`}
${refusal !== null ? insetText({ text: refusal }) : html`<form method="post" novalidate>${csrf}${hiddenField('lotId', lotId)}
${left !== null && html`<p class="govuk-body">${formatPounds(left)} is left of the ${formatPounds(arrangement.ceilingNetPence ?? 0n)} that may be called off in all.</p>`}
${radioField(form, { name: 'organisationId', label: 'Provider, in the order of the rule', ...(order[0] ? { value: order[0].organisationId } : {}), items: order.map((member, index) => ({ value: member.organisationId, text: member.organisationName, hint: `${index === 0 ? 'Next' : `Number ${index + 1}`}${member.ceilingNetPence === null ? '' : `, provisional up to ${formatPounds(member.ceilingNetPence)} in all`}` })) })}
${textArea(form, { name: 'passedOver', label: 'If not the next: who was asked, and why they do not take it', rows: 3 })}
${textField(form, { name: 'title', label: 'What is the work?' })}
${moneyField(form, { name: 'value', label: 'Value', suffix: 'excluding VAT' })}
${textField(form, { name: 'vatPercent', label: 'Rate of VAT', suffix: '%', width: 4, inputmode: 'decimal', value: '20' })}
${dateField(form, { name: 'startsOn', label: 'Starts' })}${dateField(form, { name: 'endsOn', label: 'Ends' })}
${selectField(form, { name: 'managerId', label: 'Contract manager', emptyText: 'Choose a contract manager', items: choose(managers) })}
${selectField(form, { name: 'directorId', label: 'Lead director', emptyText: 'Choose a lead director', items: choose(directors) })}
${button({ text: 'Call it off', preventDoubleClick: true })}</form>`}`;
}

export interface ChangeFormModel {
  readonly arrangement: Arrangement;
  readonly criteria: readonly Criterion[];
  readonly windows: readonly IntakeWindow[];
  readonly preview: { readonly words: string; readonly effect: Effect } | null;
}

/** Proposes a change. Its effect on who is admitted is shown before it goes to a director (DP-26). */
export function changeFormPage({ arrangement, criteria, windows, preview }: ChangeFormModel, csrf: Html, form: FormState): Html {
  const intakes = windows.filter(({ kind }) => kind === 'intake');
  return html`${errorSummaryFor(form)}${heading(arrangement.title, 'Propose a change of rules')}
${ruleNote(FIXED_RULE)}
${preview && html`<h2 class="govuk-heading-m">What it would do</h2>${effectSection(preview.words, preview.effect)}`}
<form method="post" novalidate>${csrf}
${radioField(form, { name: 'kind', label: 'What should change?', labelSize: 'm', items: [
    { value: 'pass-mark', text: 'The pass mark of the whole', hint: arrangement.passPercent ? `Now ${arrangement.passPercent}%` : 'None now' },
    ...(criteria.length > 0 ? [{ value: 'criterion-pass-mark', text: 'The pass mark of one criterion', conditional: selectField(form, { name: 'criterionId', label: 'Which criterion?', emptyText: 'Choose the criterion', items: criteria.map(({ id, name, passPercent }) => ({ value: id, text: `${name} (now ${passPercent ? `${passPercent}%` : 'none'})` })) }) }] : []),
    ...(criteria.length > 1 ? [{ value: 'shares', text: 'The weights', conditional: html`${criteria.map(({ id, name, sharePercent }) => textField(form, { name: `share-${id}`, label: name, suffix: '%', width: 5, inputmode: 'decimal', value: sharePercent.toString() }))}` }] : []),
    { value: 'timetable', text: 'The timetable', conditional: html`${dateField(form, { name: 'endsOn', label: 'New end of the arrangement (leave empty to keep it)' })}${intakes.length > 0 && html`${selectField(form, { name: 'windowId', label: 'Intake', emptyText: 'None', items: intakes.map(({ id, opensOn, closesOn }) => ({ value: id, text: `${formatDate(opensOn)} to ${formatDate(closesOn)}` })) })}${dateField(form, { name: 'closesOn', label: 'New last day of that intake' })}`}` },
  ] })}
${textField(form, { name: 'pass', label: 'New pass mark', hint: 'For a pass mark only', suffix: '%', width: 5, inputmode: 'decimal' })}
${textArea(form, { name: 'reason', label: 'Reason', hint: 'Public, and sent to every applicant', rows: 4 })}
${dateField(form, { name: 'reviseUntil', label: 'Applicants may revise or apply until' })}
<div class="govuk-button-group">${button({ text: 'Show what it would do', name: 'confirmed', value: 'no', classes: preview ? 'govuk-button--secondary' : undefined })}${preview && button({ text: 'Put it to a director', name: 'confirmed', value: 'yes', preventDoubleClick: true })}</div></form>`;
}

export const effectSection = (words: string, effect: Effect): Html => html`<p class="govuk-body-l">${words}</p>
<p class="govuk-body"><strong>${effectInWords(effect)}</strong></p>
${effect.turned.length > 0 && scrollingTable({ caption: 'Whose outcome would turn', firstCellIsHeader: true, head: [{ text: 'Applicant' }, { text: 'Now' }, { text: 'After' }], rows: effect.turned.map(({ name, from, to }) => [{ text: name }, { text: from ? 'Passes' : 'Does not pass' }, { text: to ? 'Passes' : 'Does not pass' }]) })}`;

const CHANGE_TAGS = { proposed: ['Waiting for a director', 'yellow'], agreed: ['Agreed', 'yellow'], applied: ['In force', 'green'], withdrawn: ['Withdrawn', 'grey'] } as const;

/** One proposal, as the director who decides it reads it. */
export const changePage = (change: Change, approvals: Html | null, approvalId: string | null, mayWithdraw: boolean): Html => html`${heading(change.arrangementTitle, 'Change of rules')}
<p class="govuk-body">${statusTag(CHANGE_TAGS[change.state][0], CHANGE_TAGS[change.state][1])}</p>
${effectSection(changeInWords(change.details), change.effect)}
${keyValue([{ key: 'Reason', value: change.reason }, { key: 'Proposed', value: `${formatInstant(change.proposedAt)}${change.proposedByName ? ` by ${change.proposedByName}` : ''}` }, { key: 'Time to revise or apply', value: change.reviseUntil && `Until ${formatDate(change.reviseUntil)}` }, change.told !== null && { key: 'Organisations told', value: change.told }])}
${approvals}
${approvalId && change.state === 'proposed' && html`<p class="govuk-body"><a class="govuk-link" href="/approvals/${approvalId}">Decide it</a></p>`}
${mayWithdraw && change.state === 'proposed' && html`<p class="govuk-body"><a class="govuk-link" href="/arrangement-changes/${change.id}/withdraw">Withdraw the proposal</a></p>`}
${ruleNote(FIXED_RULE)}`;
