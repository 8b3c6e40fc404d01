import type { RuleNote } from '#kernel/rule-note';
import { ROLES, type Role } from '#platform/access/roles';
import { html, nothing, type Html } from '#platform/pages/html';
import { button, details, insetText, taskList, type TaskListItem } from '#platform/pages/components/index';
import { formatDate, formatInstant, keyValue, plainList, ruleNote, scrollingTable, statusTag } from '#platform/pages/presentation';
import { approvalSteps, standingWords, type ApprovalState } from '#parts/approvals';
import { needSummary, type Need } from '#needs';
import type { Specification } from '#specifications';
import type { AgreementOfExercise, OpportunityOfExercise } from './came-of-it.store.ts';
import { GATES, MECHANISMS, STAGES, stageWords, type Exercise, type Gate, type Stage } from './exercise.ts';
import type { GateAttempt } from './exercise.store.ts';
import { approverWords, type GateFacts, type MissingItem } from './gates.ts';
import { basisSentence, type LegalBasis } from './legal-basis.ts';

export interface ReviewFound {
  readonly agreementId: string;
  readonly title: string;
  readonly heldOn: string | null;
  readonly results: string | null;
  readonly issues: string | null;
  readonly actions: string | null;
}

export interface PublicExercisePage {
  readonly exercise: Exercise;
  readonly split: LegalBasis;
  readonly need: Need | null;
  readonly thread: Html | null;
}

/** What anybody reads of an exercise past its Analyse gate: why it is commissioned, for whom, and where it stands. */
export function publicExercisePage({ exercise, split, need, thread }: PublicExercisePage): Html {
  return html`${heading(exercise)}
${keyValue([
    { key: 'Stage', value: stageWords(exercise.stage) },
    { key: 'Legal basis', value: basisSentence(split, exercise.stage === 'closed') },
    { key: 'Kind', value: MECHANISMS[exercise.mechanism] },
    exercise.closedEarlyReason !== null && { key: 'Stopped early, because', value: exercise.closedEarlyReason },
  ])}
${needSummary(need, { withBudget: false })}
${thread}`;
}

export interface ExercisePage extends PublicExercisePage {
  readonly facts: GateFacts;
  readonly missing: Readonly<Record<Gate, readonly MissingItem[]>>;
  readonly approval: ApprovalState;
  readonly specifications: readonly Specification[];
  readonly opportunities: readonly OpportunityOfExercise[];
  readonly agreements: readonly AgreementOfExercise[];
  readonly history: readonly GateAttempt[];
  readonly reviewFound: ReviewFound | null;
  /** Which decisions on lots, sub-contracting and payment are made. */
  readonly divided: { readonly lotting: boolean; readonly subcontracting: boolean; readonly payment: boolean };
  /** What this person may do here. */
  readonly may: { readonly save: boolean; readonly handOver: boolean; readonly close: boolean; readonly plan: boolean; readonly advertise: boolean; readonly complete: Readonly<Record<Gate, boolean>> };
}

/** The exercise as a path: four stages, each a list of tasks and a gate. */
export function exercisePage(page: ExercisePage): Html {
  const { exercise, split, may } = page;
  const base = `/exercises/${exercise.id}`;
  return html`${heading(exercise)}
${keyValue([
    { key: 'Stage', value: stageWords(exercise.stage) },
    { key: 'Owner', value: exercise.ownerName, ...(may.handOver && exercise.stage !== 'closed' ? { change: { href: `${base}/hand-over`, text: 'Hand over' } } : {}) },
    { key: 'Legal basis', value: basisSentence(split, exercise.stage === 'closed'), ...(may.save ? { change: { href: `${base}/edit` } } : {}) },
    { key: 'Kind', value: MECHANISMS[exercise.mechanism] },
    exercise.unitName !== null && { key: 'Service', value: exercise.unitName },
    exercise.closedEarlyReason !== null && { key: 'Stopped early, because', value: exercise.closedEarlyReason },
  ])}
${page.reviewFound && reviewPart(page.reviewFound)}
${page.need && details({ summaryText: 'What is needed', html: needSummary(page.need, { withBudget: true }) })}
${GATES.map((gate) => stagePart(page, gate, base))}
${historyPart(page.history)}
${may.close && (exercise.stage === 'analyse' || exercise.stage === 'plan' || exercise.stage === 'do') && html`<p class="govuk-body"><a class="govuk-link" href="${base}/close">Stop this exercise early</a></p>`}
${page.thread}`;
}

const heading = (exercise: Exercise): Html => html`<span class="govuk-caption-l">${exercise.bodyName}, ${exercise.reference}</span>
<h1 class="govuk-heading-l">${exercise.title}</h1>
<p class="govuk-body-l">${exercise.purpose ?? 'Nobody has said yet why this is commissioned.'}</p>`;

/** What the last review taught, at the top of the exercise that follows from it. */
function reviewPart(found: ReviewFound): Html {
  return html`<section><h2 class="govuk-heading-m">What the last review found</h2>
<p class="govuk-body">This exercise follows from <a class="govuk-link" href="/contracts/${found.agreementId}">${found.title}</a>${found.heldOn ? html`, reviewed on ${formatDate(found.heldOn)}` : ', which was not reviewed yet'}.</p>
${found.heldOn && keyValue([{ key: 'Results', value: found.results }, { key: 'Issues', value: found.issues }, { key: 'Actions', value: found.actions }])}</section>`;
}

function stagePart(page: ExercisePage, gate: Gate, base: string): Html {
  const { exercise } = page;
  const passed = page.history.findLast((attempt) => attempt.gate === gate && attempt.passed);
  const isOpen = exercise.stage === gate;
  const missing = page.missing[gate];
  const may = page.may.complete[gate];
  return html`<section id="${gate}" aria-labelledby="${gate}-heading"><h2 class="govuk-heading-m" id="${gate}-heading">${STAGES[gate].title}: ${STAGES[gate].means}</h2>
${taskList({ idPrefix: gate, items: tasksOf(page, gate, base).map((item) => withoutClosedDoor(item, page.may, base)) })}
${gate === 'plan' && approvalSteps(page.approval, 'Approval of the plan')}
${passed && html`<p class="govuk-body">Completed by ${passed.decidedBy ?? 'Wantsum'} on ${formatInstant(passed.decidedAt)}.</p>`}
${isOpen && missing.length > 0 && html`<p class="govuk-body">Still missing before this stage can be completed:</p>${plainList(missing.map(({ sentence, address }) => (may ? html`<a class="govuk-link" href="${address}">${sentence}</a>` : sentence)))}`}
${isOpen && gate === 'do' && exercise.mechanism === 'contract' && page.may.advertise && html`<p class="govuk-body"><a class="govuk-link" href="/opportunities/new?exercise=${exercise.id}">Start an opportunity</a></p>`}
${isOpen && may && button({ text: `Complete ${STAGES[gate].title} stage`, href: `${base}/${gate}/complete`, ...(missing.length > 0 ? { classes: 'govuk-button--secondary' } : {}) })}
</section>`;
}

/** Pages that only their writers open: for other readers the task is told, and not linked. */
function withoutClosedDoor(item: TaskListItem, may: ExercisePage['may'], base: string): TaskListItem {
  const { href, ...rest } = item;
  const doors = { [`${base}/edit`]: may.save, [`${base}/need`]: may.save, [`${base}/specification`]: may.plan, [`${base}/plan`]: may.plan, [`${base}/plan/approval`]: may.save };
  return typeof href === 'string' && doors[href] === false ? rest : item;
}

function tasksOf(page: ExercisePage, gate: Gate, base: string): TaskListItem[] {
  const { exercise, facts, approval } = page;
  const reached = isReached(exercise.stage, gate);
  if (gate === 'analyse') {
    return [
      task('Purpose', exercise.purpose ? 'done' : 'todo', `${base}/edit`),
      task('Legal basis', page.split.size > 0 ? 'done' : exercise.stage === 'closed' ? 'unsaid' : 'optional', `${base}/edit`, basisSentence(page.split, exercise.stage === 'closed')),
      task('What is needed', facts.needMissing.length === 0 ? 'done' : 'todo', `${base}/need`, facts.needMissing.length > 0 ? `Missing: ${facts.needMissing.map(({ part }) => part).join(', ')}` : undefined),
    ];
  }
  if (gate === 'plan') {
    const draft = page.specifications.find(({ state }) => state === 'draft');
    const newest = draft ?? page.specifications[0];
    const buying = exercise.mechanism === 'contract';
    return [
      task('Specification and measures', facts.specification ? 'done' : 'todo', newest ? `/specifications/${newest.id}` : `${base}/specification`, draft && facts.specification ? `Version ${draft.version} is in draft` : undefined),
      ...(buying ? [
        task('Whole-life value and route', facts.valuation ? 'done' : 'todo', `${base}/value`),
        task('Procurement plan', facts.planMissing.length === 0 ? 'done' : facts.valuation?.planRequired === false ? 'optional' : 'todo', `${base}/plan`, planHint(facts)),
        task('Social value', facts.socialValueMissing.length === 0 ? 'done' : 'todo', `${base}/social-value`),
        task('Social benefits sought', 'optional', `${base}/benefits`, 'By name, from the menu or as residents and users suggest'),
        task('Lots', page.divided.lotting ? 'done' : 'optional', `${base}/lotting`, 'How the work is cut, and who could bid for each piece alone'),
        task('Sub-contracting', page.divided.subcontracting ? 'done' : 'optional', `${base}/sub-contracting`, 'Whether work may be passed on, and what protects those to whom it is'),
        task('How the provider is paid', page.divided.payment ? 'done' : 'optional', `${base}/payment`, 'And what it has to carry month by month'),
      ] : []),
      reached ? task(`${ROLES[facts.planApprover].title}’s approval`, facts.planApproval === 'agreed' ? 'done' : facts.planApproval === 'waiting' ? 'waiting' : 'todo', `${base}/plan/approval`, standingWords(approval.standing)) : cannotYet(`${ROLES[facts.planApprover].title}’s approval`),
    ];
  }
  if (gate === 'do') {
    if (!reached) return [cannotYet('Advertise, or agree a grant or an in-house service')];
    return [
      ...page.opportunities.map(({ id, title, state, reference }) => task(title, state === 'awarded' ? 'done' : 'todo', state === 'draft' ? `/opportunities/${id}/build` : `/opportunities/${id}`, `${reference}, ${OPPORTUNITY_STATES[state] ?? state}`)),
      ...page.agreements.map(({ id, title, state, reference }) => task(title, state === 'draft' ? 'todo' : 'done', `/contracts/${id}`, `${reference}, ${AGREEMENT_STATES[state] ?? state}`)),
      ...(page.opportunities.length + page.agreements.length === 0 ? [{ title: { text: 'Nothing is advertised or agreed yet' }, status: { text: 'To do' } }] : []),
    ];
  }
  if (!reached) return [cannotYet('Review what came of it')];
  return page.agreements.map(({ id, title, reviewsHeld, nextReviewOn }) => task(`Reviews of ${title}`, reviewsHeld > 0 ? 'done' : 'todo', `/contracts/${id}`, nextReviewOn ? `Next due ${formatDate(nextReviewOn)}` : undefined));
}

/** States of later rooms' records, as this list says them. */
const OPPORTUNITY_STATES: Readonly<Record<string, string>> = { draft: 'being built', published: 'advertised', opened: 'bids opened', evaluated: 'bids scored', awarded: 'awarded', cancelled: 'cancelled' };
const AGREEMENT_STATES: Readonly<Record<string, string>> = { draft: 'a draft', live: 'live', ended: 'ended', terminated: 'ended early' };

const planHint = (facts: GateFacts): string | undefined =>
  facts.valuation === null ? 'Whether it is needed depends on the whole-life value' : facts.valuation.planRequired ? undefined : 'Not required at this value';

type TaskState = 'done' | 'todo' | 'waiting' | 'optional' | 'unsaid';

function task(title: string, state: TaskState, href: string, hint?: string): TaskListItem {
  const status: Readonly<Record<TaskState, TaskListItem['status']>> = {
    done: { text: 'Completed' }, todo: { tag: { text: 'To do', classes: 'govuk-tag--teal' } }, waiting: { tag: { text: 'Waiting', classes: 'govuk-tag--yellow' } }, optional: { text: 'Optional' }, unsaid: { text: 'Not said' },
  };
  return { title: { text: title }, href, status: status[state], ...(hint ? { hint: { text: hint } } : {}) };
}

const cannotYet = (title: string): TaskListItem => ({ title: { text: title }, status: { text: 'Cannot start yet', classes: 'govuk-task-list__status--cannot-start-yet' }, hint: { text: 'Complete the stage before it first' } });

const ORDER: readonly Stage[] = ['analyse', 'plan', 'do', 'review', 'closed'];
const isReached = (stage: Stage, gate: Gate): boolean => ORDER.indexOf(stage) >= ORDER.indexOf(gate);

function historyPart(history: readonly GateAttempt[]): Html {
  if (history.length === 0) return nothing;
  return scrollingTable({
    caption: 'History of the gates', captionClasses: 'govuk-table__caption--m', head: [{ text: 'Gate' }, { text: 'Outcome' }, { text: 'By' }, { text: 'When' }, { text: 'Missing then' }],
    rows: history.map(({ gate, passed, decidedBy, decidedAt, missing }) => [
      { text: STAGES[gate].title }, { html: passed ? statusTag('Passed', 'green') : statusTag('Refused', 'red') }, { text: decidedBy ?? 'Wantsum' }, { text: formatInstant(decidedAt) }, { text: missing.join(' ') },
    ]),
  });
}

/** The approver's part of the plan, on its own page. */
export function planApprovalPage(exercise: Exercise, approval: ApprovalState, approver: { readonly role: Role; readonly rule: RuleNote }, missing: readonly MissingItem[], body: Html): Html {
  return html`<span class="govuk-caption-l">${exercise.title}, ${exercise.reference}</span>
<h1 class="govuk-heading-l">${ROLES[approver.role].title}’s approval of the plan</h1>
<p class="govuk-body">${standingWords(approval.standing)}${approval.waitingFor && html`: <a class="govuk-link" href="/approvals/${approval.waitingFor.id}">waiting for ${approverWords(approver.role)}</a>`}</p>
${ruleNote(approver.rule)}
${approvalSteps(approval, 'Who must agree')}
${missing.length > 0 && insetText({ html: html`<p class="govuk-body">Before it can be put forward:</p>${plainList(missing.map(({ sentence, address }) => html`<a class="govuk-link" href="${address}">${sentence}</a>`))}` })}
${body}`;
}
