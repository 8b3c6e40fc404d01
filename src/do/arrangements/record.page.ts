import { formatInstant } from '#kernel/instant';
import { button, insetText, warningText } from '#platform/pages/components/index';
import { html, nothing, type Html } from '#platform/pages/html';
import { emptyState, formatDate, formatPounds, keyValue, plainList, ruleNote, scrollingTable, statusTag } from '#platform/pages/presentation';
import { toIso } from '#kernel/instant';
import { criteriaTable, type Criterion } from '#parts/assessments';
import { burdenInWords, burdenOf, questionList, type Question } from '#parts/questions';
import { CALL_OFF_RULE_WORDS, INTAKE_WORDS, KIND_RULES, NO_GUARANTEE, NO_GUARANTEE_RULE } from './arrangement-kinds.ts';
import { lotName, type Arrangement, type ArrangementLot, type IntakeWindow } from './arrangement.ts';
import type { ArrangementEvent } from './arrangement.store.ts';
import type { PublicCallOff } from './call-off.store.ts';
import { isActive, STATUS_WORDS, type Member } from './membership.ts';
import type { Performance } from './usage.reader.ts';
import { spreadInWords, type Usage } from './usage.ts';

export interface RecordModel {
  readonly arrangement: Arrangement;
  readonly lots: readonly ArrangementLot[];
  readonly windows: readonly IntakeWindow[];
  readonly criteria: readonly Criterion[];
  readonly questions: readonly Question[];
  readonly members: readonly Member[];
  readonly usage: Usage;
  /** Null where there is none, or a label withholds it. */
  readonly ceilingNetPence: bigint | null;
  readonly mayWithdrawLots: boolean;
  readonly performance: Performance;
  readonly callOffs: readonly PublicCallOff[];
  readonly events: readonly ArrangementEvent[];
  /** Null where applications are open today, else why not. */
  readonly closedBecause: string | null;
  readonly signedIn: boolean;
  readonly actions: readonly { readonly text: string; readonly href: string }[];
  readonly notices: Html | null;
  readonly thread: Html | null;
}

/** One framework or dynamic market, in plain words, for anyone: what it is, what to expect of it, who is on it and what they had. */
export function recordPage(model: RecordModel): Html {
  const { arrangement, closedBecause } = model;
  const rules = KIND_RULES[arrangement.kind];
  return html`<span class="govuk-caption-l">${rules.title}, ${arrangement.reference}</span><h1 class="govuk-heading-l">${arrangement.title}</h1>
<p class="govuk-body">${stateTag(arrangement, closedBecause)}</p>
<p class="govuk-body-l wantsum-words">${arrangement.summary}</p>
<p class="govuk-body">${rules.what}</p>
${warningText({ text: NO_GUARANTEE })}
${arrangement.endedReason !== null && insetText({ text: `It ended. ${arrangement.endedReason}` })}
${keyValue([
    { key: 'Authority', value: arrangement.bodyName },
    { key: 'Runs', value: arrangement.startsOn && arrangement.endsOn ? `${formatDate(arrangement.startsOn)} to ${formatDate(arrangement.endsOn)}` : null },
    arrangement.termReason !== '' && { key: 'Why it runs so long', value: arrangement.termReason },
    { key: 'How providers join', value: arrangement.entry === 'application' ? INTAKE_WORDS[arrangement.intake] : 'Through an open tender' },
    { key: 'How work is given', value: CALL_OFF_RULE_WORDS[arrangement.callOffRule] },
    model.ceilingNetPence !== null && { key: 'Most that may be called off', value: `${formatPounds(model.ceilingNetPence)} in all, excluding VAT` },
    arrangement.isOnRegister && { key: 'Its contract', value: html`<a class="govuk-link" href="/contracts/${arrangement.agreementId}">${arrangement.reference} on the contracts register</a>` },
    { key: 'Terms and conditions', value: arrangement.terms ? html`<a class="govuk-link" href="/arrangements/${arrangement.id}/terms.pdf">Read the terms (PDF, ${arrangement.terms.pages} ${arrangement.terms.pages === 1 ? 'page' : 'pages'})</a>` : null },
  ])}
${model.actions.length > 0 && html`<h2 class="govuk-heading-m">For staff</h2>${plainList(model.actions.map(({ text, href }) => html`<a class="govuk-link" href="${href}">${text}</a>`))}`}
${usageSection(model.usage)}
${joinSection(model)}
${lotsSection(model)}
${membersSection(model)}
${callOffsSection(model.callOffs)}
${performanceSection(model)}
<h2 class="govuk-heading-m">What changed and when</h2>
${eventsList(model.events)}
${model.notices}${model.thread}`;
}

function stateTag({ state, startsOn, endsOn }: Arrangement, closedBecause: string | null): Html {
  if (state === 'ended') return statusTag('Ended', 'grey');
  if (state !== 'live' || !startsOn || !endsOn) return statusTag('Draft', 'grey');
  return closedBecause === null ? statusTag('Open to newcomers', 'green') : statusTag('Not taking applications', 'yellow');
}

/** Expected against actual: before joining the same as after (DP-28). */
export function usageSection(usage: Usage): Html {
  return html`<h2 class="govuk-heading-m" id="use">What to expect, and what has come</h2>
${keyValue([
    { key: 'Expected in all', value: usage.expectedNetPence === null ? 'Not said' : `${formatPounds(usage.expectedNetPence)} excluding VAT${usage.expectedCallOffs === null ? '' : `, in about ${usage.expectedCallOffs} contracts`}` },
    { key: 'Called off so far', value: html`<strong>${formatPounds(usage.actualNetPence)}</strong> excluding VAT, in ${usage.callOffs} ${usage.callOffs === 1 ? 'contract' : 'contracts'}${usage.percentOfExpected === null ? '' : `: ${usage.percentOfExpected}% of what was expected`}` },
    { key: 'Providers', value: spreadInWords(usage) },
    usage.withheld > 0 && { key: 'Not counted', value: `${usage.withheld} ${usage.withheld === 1 ? 'contract' : 'contracts'} of which the value or the provider is withheld` },
  ])}
${usage.lines.length > 0 && scrollingTable({
    caption: 'Work by provider', firstCellIsHeader: true, head: [{ text: 'Provider' }, { text: 'Contracts', format: 'numeric' }, { text: 'Value excluding VAT', format: 'numeric' }],
    rows: usage.lines.slice(0, 100).map((line) => [{ html: html`<a class="govuk-link" href="/organisations/${line.organisationId}">${line.name}</a>` }, { text: String(line.callOffs), format: 'numeric' }, { text: formatPounds(line.valueNetPence), format: 'numeric' }]),
  })}
${ruleNote(NO_GUARANTEE_RULE)}`;
}

function joinSection({ arrangement, windows, criteria, questions, closedBecause, signedIn }: RecordModel): Html {
  if (arrangement.state === 'ended') return nothing;
  const coming = windows.filter(({ kind }) => kind === 'intake');
  const reviews = windows.filter(({ kind }) => kind === 'review');
  return html`<h2 class="govuk-heading-m" id="join">Joining</h2>
${arrangement.entry === 'opportunity'
    ? html`<p class="govuk-body">Providers join through an open tender.${arrangement.opportunityId && html` <a class="govuk-link" href="/opportunities/${arrangement.opportunityId}">See the tender</a>.`}</p>`
    : html`<p class="govuk-body">Before you start: ${burdenInWords(burdenOf(questions))}. Every application is judged by the same published criteria${arrangement.promise ? `, and decided within ${arrangement.promise.count} ${arrangement.promise.counted === 'working' ? 'working days' : 'days'} of being complete` : ''}. If you are not admitted you are told why, and can apply again.</p>
${arrangement.provisional && html`<p class="govuk-body">New providers can come in provisionally: if you have no record of your own yet, other evidence such as work as a sub-contractor counts. Up to ${formatPounds(arrangement.provisional.ceilingNetPence)} in all can then be called off from you until a review after ${arrangement.provisional.reviewMonths} months.</p>`}
${closedBecause === null ? button({ text: 'Apply to join', href: `/arrangements/${arrangement.id}/apply` }) : html`<p class="govuk-body">${closedBecause}</p>`}`}
${coming.length > 0 && plainList(coming.map(({ opensOn, closesOn, words }) => `Applications from ${formatDate(opensOn)} to ${formatDate(closesOn)}.${words ? ` ${words}` : ''}`))}
${reviews.length > 0 && html`<h3 class="govuk-heading-s">Reviews</h3>${plainList(reviews.map(({ opensOn, words }) => `${formatDate(opensOn)}: ${words}`))}`}
<p class="govuk-body"><a class="govuk-link" href="/arrangements/${arrangement.id}/follow">${signedIn ? 'Tell me of the next intake' : 'Sign in to be told of the next intake'}</a></p>
${criteria.length > 0 && html`${criteriaTable(criteria, 'How applications are judged')}${arrangement.passPercent && html`<p class="govuk-body">At least ${arrangement.passPercent.toString()}% of the whole is needed to be admitted.</p>`}`}
${questions.length > 0 && html`<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">The questions</span></summary><div class="govuk-details__text">${questionList(questions)}</div></details>`}`;
}

const lotsSection = ({ lots, arrangement, mayWithdrawLots }: RecordModel): Html => (lots.length === 0 ? nothing : html`<h2 class="govuk-heading-m" id="lots">Lots</h2>${plainList(lots.map((lot) => html`<strong>${lotName(lot)}</strong>${lot.withdrawnAt && html` ${statusTag('Withdrawn', 'grey')} ${lot.withdrawnReason}`}${lot.description && html`. ${lot.description}`}${lot.condition && html`<br>Needed: ${lot.condition}`}${mayWithdrawLots && arrangement.state === 'live' && lot.withdrawnAt === null && html` <a class="govuk-link" href="/arrangements/${arrangement.id}/lots/${lot.id}/withdraw">Withdraw<span class="govuk-visually-hidden"> ${lotName(lot)}</span></a>`}`))}`);

function membersSection({ members, lots, arrangement }: RecordModel): Html {
  const now = members.filter(({ status }) => status !== 'left' && status !== 'ended');
  const byOrganisation = [...Map.groupBy(now, ({ organisationId }) => organisationId).values()];
  const lotWords = (own: readonly Member[]) => own.flatMap(({ lotId }) => lots.find(({ id }) => id === lotId)?.number ?? []).sort((one, other) => one - other).join(', ');
  return html`<h2 class="govuk-heading-m" id="providers">Providers</h2>
${byOrganisation.length === 0 ? emptyState({ title: 'No provider has joined yet.' }) : scrollingTable({
    caption: `${byOrganisation.length} ${byOrganisation.length === 1 ? 'provider' : 'providers'}`, firstCellIsHeader: true, head: [{ text: 'Provider' }, ...(lots.length > 0 ? [{ text: 'Lots' }] : []), { text: 'Standing' }],
    rows: byOrganisation.slice(0, 300).map((own) => [{ html: html`<a class="govuk-link" href="/organisations/${own[0]!.organisationId}">${own[0]!.organisationName}</a>` }, ...(lots.length > 0 ? [{ text: lotWords(own) }] : []), { html: standingIn(own, lots) }]),
  })}
${byOrganisation.length > 300 && html`<p class="govuk-body">and ${byOrganisation.length - 300} more. <a class="govuk-link" href="/arrangements/${arrangement.id}/providers.csv">All of them as CSV</a></p>`}`;
}

export const memberTag = ({ status, reviewDueOn }: Pick<Member, 'status' | 'reviewDueOn'>): Html =>
  html`${statusTag(STATUS_WORDS[status], status === 'full' ? 'green' : status === 'provisional' ? 'yellow' : isActive(status) ? undefined : 'grey')}${reviewDueOn && html` <span class="govuk-hint">review due ${formatDate(reviewDueOn)}</span>`}`;

/** One standing, or that in each lot where they differ. */
const standingIn = (own: readonly Member[], lots: readonly ArrangementLot[]): Html =>
  own.every(({ status, reviewDueOn }) => status === own[0]!.status && reviewDueOn === own[0]!.reviewDueOn) ? memberTag(own[0]!) : html`${own.map((member) => html`<div>${lots.find(({ id }) => id === member.lotId) && html`Lot ${lots.find(({ id }) => id === member.lotId)!.number}: `}${memberTag(member)}</div>`)}`;

function callOffsSection(callOffs: readonly PublicCallOff[]): Html {
  const awarded = callOffs.filter(({ state }) => state === 'awarded');
  if (awarded.length === 0) return nothing;
  return html`<h2 class="govuk-heading-m">Work called off</h2>${scrollingTable({
    caption: 'Contracts under it, newest first', firstCellIsHeader: true, head: [{ text: 'Work' }, { text: 'Provider' }, { text: 'How' }, { text: 'Value excluding VAT', format: 'numeric' }],
    rows: awarded.map((one) => [{ html: html`<a class="govuk-link" href="/contracts/${one.agreementId}">${one.title}</a>` }, { text: one.supplierWithheld ?? one.organisationName ?? '' }, { text: one.method === 'direct' ? 'Directly, by the published rule' : `Short competition: ${one.invited} invited, ${one.replied} replied` }, { text: one.valueWithheld ?? formatPounds(one.valueNetPence ?? 0n), format: 'numeric' }]),
  })}`;
}

function performanceSection({ arrangement, performance }: RecordModel): Html {
  if (arrangement.entry !== 'application' || !arrangement.promise || performance.decided + performance.waiting === 0) return nothing;
  const { count, counted } = arrangement.promise;
  return html`<h2 class="govuk-heading-m" id="performance">How fast applications are decided</h2>
<p class="govuk-body">Promised: within ${count} ${counted === 'working' ? 'working days' : 'days'} of a complete application.</p>
${keyValue([
    { key: 'Decided in time', value: `${performance.inTime} of ${performance.decided}` }, { key: 'Decided late', value: performance.late }, { key: 'Waiting', value: performance.waiting },
    { key: 'Overdue now', value: performance.overdue === 0 ? 'None' : html`${performance.overdue} ${statusTag('Overdue', 'red')}` },
    performance.medianDays !== null && { key: 'Half were decided within', value: `${performance.medianDays} ${performance.medianDays === 1 ? 'day' : 'days'}` },
  ])}`;
}

const eventsList = (events: readonly ArrangementEvent[]): Html =>
  events.length === 0 ? emptyState({ title: 'Nothing has changed yet.' }) : html`<ol class="govuk-list wantsum-timeline">${events.slice(0, 60).map(({ happenedAt, words }) => html`<li class="wantsum-timeline__item"><time datetime="${toIso(happenedAt)}">${formatInstant(happenedAt)}</time>: ${words}</li>`)}</ol>`;

export interface ClosedLine {
  readonly id: string;
  readonly title: string;
  readonly bodyName: string;
  readonly since: string;
  readonly dueBy: string;
}

/** What has let no newcomer in for too long, for everyone to read (DP-27). */
export const closedTooLongPage = (lines: readonly ClosedLine[]): Html => html`<h1 class="govuk-heading-l">Closed too long</h1>
<p class="govuk-body">Frameworks that have had neither an intake nor a review within the time their authority set. New and small providers cannot join them.</p>
${lines.length === 0 ? emptyState({ title: 'None.', text: 'Every framework here has had an intake or a review in time.' }) : scrollingTable({
    caption: 'Frameworks closed too long, the longest first', firstCellIsHeader: true, head: [{ text: 'Framework' }, { text: 'Authority' }, { text: 'Last open or reviewed' }, { text: 'Was due by' }],
    rows: lines.map((line) => [{ html: html`<a class="govuk-link" href="/arrangements/${line.id}">${line.title}</a>` }, { text: line.bodyName }, { text: formatDate(line.since) }, { text: formatDate(line.dueBy) }]),
  })}`;

/** Asks to be told of the next intake. */
export const followPage = (arrangement: Arrangement, following: boolean, categories: readonly string[], csrf: Html): Html => html`<span class="govuk-caption-l">${arrangement.title}</span><h1 class="govuk-heading-l">Be told of the next intake</h1>
<p class="govuk-body">${categories.length > 0 ? 'We write to you when this, or any other list of the same category on this site, takes applications.' : 'We write to you when this takes applications.'}</p>
${plainList(categories)}
${following
    ? html`<p class="govuk-body">You asked to be told already. <a class="govuk-link" href="/my-intakes">Stop being told</a></p>`
    : html`<form method="post" novalidate>${csrf}${button({ text: 'Tell me', preventDoubleClick: true })}</form>`}`;

export const unfollowPage = (count: number, csrf: Html): Html => html`<h1 class="govuk-heading-l">Intakes you are told of</h1>
${count === 0 ? emptyState({ title: 'You are not told of any.', text: 'Open a framework or dynamic market and ask to be told of its next intake.', action: { text: 'Frameworks and dynamic markets', href: '/arrangements' } })
    : html`<p class="govuk-body">You are told of intakes in ${count} ${count === 1 ? 'category or list' : 'categories and lists'}.</p><form method="post" novalidate>${csrf}${button({ text: 'Stop telling me', classes: 'govuk-button--secondary' })}</form>`}`;
