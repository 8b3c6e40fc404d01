import { addDays, addMonths, addYears, formatDate, type CalendarDate } from '#kernel/calendar-date';
import type { Decimal } from '#kernel/decimal';
import type { BodyId, Id } from '#kernel/ids';
import type { Moves } from '#kernel/machine';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { RuleNote } from '#kernel/rule-note';
import { asNote, type DatedRegime } from '#law';
import { criteriaProblems, weigh, type Criterion } from '#parts/assessments';
import type { Question } from '#parts/questions';
import type { AgreementId } from '#agreements';
import { formatPounds } from '#kernel/money';
import { CEILING_RULE, FRAMEWORK_TERM, KIND_RULES, LIGHT_TOUCH_TERM, OPEN_FRAMEWORK_TERM, type ArrangementKind, type CallOffRule, type Intake } from './arrangement-kinds.ts';

export type ArrangementId = Id<'arrangement'>;
export type ArrangementState = 'draft' | 'live' | 'ended' | 'cancelled';

export const ARRANGEMENT_MOVES = {
  publish: { from: ['draft'], to: 'live', otherwise: 'This has been published already.' },
  end: { from: ['live'], to: 'ended', reasonNeeded: true, otherwise: 'Only one that is live can be ended.' },
  cancel: { from: ['draft'], to: 'cancelled', reasonNeeded: true, otherwise: 'Only a draft can be cancelled. One that is live is ended.' },
} as const satisfies Moves<ArrangementState>;

export interface Arrangement {
  readonly id: ArrangementId;
  readonly reference: string;
  readonly bodyId: BodyId;
  readonly bodyName: string;
  readonly kind: ArrangementKind;
  readonly title: string;
  readonly summary: string;
  readonly category: string;
  readonly cpvCodes: readonly string[];
  readonly areaCodes: readonly string[];
  readonly lightTouch: boolean;
  readonly state: ArrangementState;
  readonly commencedOn: CalendarDate;
  readonly regime: DatedRegime;
  readonly startsOn: CalendarDate | null;
  readonly endsOn: CalendarDate | null;
  readonly termReason: string;
  readonly entry: 'application' | 'opportunity';
  readonly intake: Intake;
  readonly expectedValueNetPence: bigint | null;
  readonly expectedCallOffs: number | null;
  readonly callOffRule: CallOffRule;
  readonly scaleId: string;
  readonly assessorsNeeded: number;
  readonly passPercent: Decimal | null;
  readonly provisional: { readonly ceilingNetPence: bigint; readonly reviewMonths: number } | null;
  readonly provisionalCriteria: readonly string[];
  readonly promise: { readonly count: number; readonly counted: 'calendar' | 'working' } | null;
  readonly terms: { readonly fileId: string; readonly pages: number } | null;
  readonly opportunityId: string | null;
  /** The contract that it is, where its kind is one; made when it is published. */
  readonly agreementId: AgreementId | null;
  /** The most that may be called off in all, which is what that contract is worth. */
  readonly ceilingNetPence: bigint | null;
  /** Whether that contract is on the public register: it is from the first provider on. */
  readonly isOnRegister: boolean;
  readonly publishedAt: Date | null;
  readonly endedAt: Date | null;
  readonly endedReason: string | null;
}

export interface ArrangementLot {
  readonly id: Id<'arrangement_lot'>;
  readonly number: number;
  readonly title: string;
  readonly description: string;
  /** What a provider of it must have beside the pass marks. */
  readonly condition: string;
  readonly withdrawnAt: Date | null;
  readonly withdrawnReason: string | null;
}
/** Those that are not withdrawn: what can be applied for, decided and called off. */
export const standingLots = (lots: readonly ArrangementLot[]): ArrangementLot[] => lots.filter(({ withdrawnAt }) => withdrawnAt === null);
export const lotName = ({ number, title }: Pick<ArrangementLot, 'number' | 'title'>): string => `Lot ${number}: ${title}`;

export interface IntakeWindow {
  readonly id: Id<'arrangement_intake'>;
  readonly kind: 'intake' | 'review';
  readonly opensOn: CalendarDate;
  readonly closesOn: CalendarDate;
  readonly words: string;
}

type Term = Pick<Arrangement, 'kind' | 'regime' | 'lightTouch' | 'startsOn' | 'endsOn' | 'termReason'>;

/** How long it may last. Under earlier law no term in force here is verified, so none is counted. */
export function decideTerm({ kind, regime, lightTouch, startsOn, endsOn, termReason }: Term): Decision<RuleNote | null> {
  if (!startsOn || !endsOn) return refuse('no-term', 'Say when it starts and ends.', { field: 'startsOn' });
  if (endsOn < startsOn) return refuse('ends-before', 'It must end after it starts.', { field: 'endsOn' });
  if (regime !== 'PA2023' || kind === 'dynamic-market' || kind === 'dynamic-purchasing-system') return allow(null);
  if (lightTouch) return allow(asNote(LIGHT_TOUCH_TERM));
  const row = kind === 'open-framework' ? OPEN_FRAMEWORK_TERM : FRAMEWORK_TERM;
  const years = kind === 'open-framework' ? OPEN_FRAMEWORK_TERM.value.maximumYears : FRAMEWORK_TERM.value.years;
  const last = addDays(addYears(startsOn, years), -1);
  if (endsOn <= last) return allow(asNote(row));
  if (kind === 'framework' && FRAMEWORK_TERM.value.longerWithReasons) {
    return termReason.trim() !== '' ? allow(asNote(row)) : refuse('too-long', `This lasts longer than ${years} years, to after ${formatDate(last)}. Give the reasons, which are published, or end it sooner.`, { field: 'termReason', rule: asNote(row) });
  }
  return refuse('too-long', `It can last at most ${years} years, to ${formatDate(last)}.`, { field: 'endsOn', rule: asNote(row) });
}

/** An open framework opens again in its first years and then at set times, or the law does not call it open. */
export function reopeningProblem({ kind, lightTouch, startsOn, endsOn }: Term, windows: readonly IntakeWindow[]): string | null {
  if (kind !== 'open-framework' || lightTouch || !startsOn || !endsOn) return null;
  const { reopenWithinFirstYears: first, thenEveryYears: every } = OPEN_FRAMEWORK_TERM.value;
  const opens = windows.filter((window) => window.kind === 'intake' && window.opensOn > startsOn).map(({ opensOn }) => opensOn).sort();
  let owed = addYears(startsOn, first);
  if (owed > endsOn) return null;
  for (const opening of opens) {
    if (opening > owed) return `It must open again by ${formatDate(owed)}: the next intake is planned for ${formatDate(opening)}.`;
    owed = addYears(opening, every);
    if (owed > endsOn) return null;
  }
  return `It must open again by ${formatDate(owed)}. Plan an intake before then.`;
}

/** Whether it stands: live, and its term has begun and not run out. */
export const isCurrent = ({ state, startsOn, endsOn }: Pick<Arrangement, 'state' | 'startsOn' | 'endsOn'>, today: CalendarDate): boolean =>
  state === 'live' && startsOn !== null && endsOn !== null && today >= startsOn && today <= endsOn;

/** May anything be called off today? */
export function decideCurrent(arrangement: Pick<Arrangement, 'state' | 'startsOn' | 'endsOn'>, today: CalendarDate): Decision {
  if (isCurrent(arrangement, today)) return allow();
  return refuse('not-current', arrangement.endsOn && today > arrangement.endsOn ? `It ended on ${formatDate(arrangement.endsOn)}, so nothing more can be called off.` : 'It is not running, so nothing can be called off.');
}

/** May so much more be called off, when so much has been? What goes beyond the ceiling was never offered to the market. */
export function decideCeilingOfAll({ ceilingNetPence, title }: Pick<Arrangement, 'ceilingNetPence' | 'title'>, alreadyNetPence: bigint, valueNetPence: bigint): Decision {
  if (ceilingNetPence === null || alreadyNetPence + valueNetPence <= ceilingNetPence) return allow();
  const left = ceilingNetPence > alreadyNetPence ? ceilingNetPence - alreadyNetPence : 0n;
  return refuse('over-framework', `No more than ${formatPounds(ceilingNetPence)} in all may be called off from “${title}”. ${formatPounds(alreadyNetPence)} has been, so ${formatPounds(left)} is left, and this is ${formatPounds(valueNetPence)}. What goes beyond it needs a procurement of its own.`, { field: 'value', rule: CEILING_RULE });
}

/** May an organisation begin an application today? The sentence of a refusal says when it may. */
export function decideIntake(arrangement: Arrangement, windows: readonly IntakeWindow[], today: CalendarDate): Decision {
  if (arrangement.state !== 'live' || (arrangement.endsOn !== null && today > arrangement.endsOn)) return refuse('not-live', 'This takes no applications: it is not running.');
  if (arrangement.entry === 'opportunity') return refuse('by-opportunity', 'Providers join this through an open opportunity, not by applying here.');
  if (arrangement.intake === 'standing') return allow();
  const intakes = windows.filter(({ kind }) => kind === 'intake');
  if (intakes.some(({ opensOn, closesOn }) => opensOn <= today && today <= closesOn)) return allow();
  const next = intakes.filter(({ opensOn }) => opensOn > today).sort((one, other) => (one.opensOn < other.opensOn ? -1 : 1))[0];
  return refuse('closed', next ? `Applications are closed. They open again on ${formatDate(next.opensOn)}.` : 'Applications are closed, and no date is set for the next intake. You can ask to be told when one is.');
}

/** One that has admitted no newcomers for too long (DP-27): since when, and the day by which it should have. */
export function closedTooLong(
  arrangement: Pick<Arrangement, 'state' | 'intake' | 'entry' | 'startsOn' | 'endsOn'>, windows: readonly IntakeWindow[], months: number, today: CalendarDate,
): { readonly since: CalendarDate; readonly dueBy: CalendarDate } | null {
  if (!isCurrent(arrangement, today) || (arrangement.intake === 'standing' && arrangement.entry === 'application')) return null;
  const opened = windows.filter(({ opensOn }) => opensOn <= today);
  if (opened.some(({ kind, closesOn }) => kind === 'intake' && today <= closesOn)) return null;
  const since = opened.map(({ closesOn }) => closesOn).reduce((latest, day) => (day > latest ? day : latest), arrangement.startsOn!);
  const dueBy = addMonths(since, months);
  return today > dueBy ? { since, dueBy } : null;
}

export type BuildTask = 'details' | 'term' | 'rules' | 'terms' | 'criteria' | 'questions' | 'assessors' | 'intakes' | 'intention';
export interface Obstacle {
  readonly sentence: string;
  readonly task: BuildTask;
  readonly rule?: RuleNote;
}

export interface ToPublish {
  readonly arrangement: Arrangement;
  readonly criteria: readonly Criterion[];
  readonly questions: readonly Question[];
  readonly windows: readonly IntakeWindow[];
  readonly assessors: number;
  readonly outcomes: number;
  readonly intentionPublished: boolean;
  readonly today: CalendarDate;
}

/** Everything that publication waits for, all at once, each with the page that puts it right. */
export function publicationObstacles(input: ToPublish): readonly Obstacle[] {
  const { arrangement, windows } = input;
  const rules = KIND_RULES[arrangement.kind];
  const found: Obstacle[] = [];
  if (arrangement.summary.trim() === '') found.push({ task: 'details', sentence: 'Say in plain words what is bought through it.' });
  if (arrangement.expectedValueNetPence === null) found.push({ task: 'details', sentence: 'Say how much you expect to buy, so that nobody joins in the dark.' });
  if (input.outcomes === 0) found.push({ task: 'details', sentence: 'Link at least one outcome that it serves: every contract under it leads back to one.' });
  if (!rules.regimes.includes(arrangement.regime)) found.push({ task: 'details', sentence: `The law of ${formatDate(arrangement.commencedOn)} has no ${rules.title.toLowerCase()}.` });
  const term = decideTerm(arrangement);
  if (term.kind === 'refused') found.push({ task: 'term', sentence: term.sentence, ...(term.rule ? { rule: term.rule } : {}) });
  if (!rules.intakes.includes(arrangement.intake)) found.push({ task: 'rules', sentence: `A ${rules.title.toLowerCase()} is joined in another way: ${rules.intakes.join(' or ')}.` });
  if (!rules.callOffRules.includes(arrangement.callOffRule)) found.push({ task: 'rules', sentence: `Under a ${rules.title.toLowerCase()} each piece of work is offered to all in the lot.` });
  if (arrangement.terms === null) found.push({ task: 'terms', sentence: 'Add the terms and conditions.' });
  const reopening = reopeningProblem(arrangement, windows);
  if (reopening) found.push({ task: 'intakes', sentence: reopening, rule: asNote(OPEN_FRAMEWORK_TERM) });
  if (rules.notices && !input.intentionPublished) found.push({ task: 'intention', sentence: 'Publish the notice of intention first.' });
  return [...found, ...(arrangement.entry === 'application' ? applicationObstacles(input) : [])];
}

function applicationObstacles({ arrangement, criteria, questions, windows, assessors, today }: ToPublish): Obstacle[] {
  const leaves = weigh(criteria).filter(({ isLeaf }) => isLeaf);
  const unasked = leaves.filter(({ id }) => !questions.some(({ criterionId }) => criterionId === id));
  return [
    ...criteriaProblems(criteria).map((sentence): Obstacle => ({ task: 'criteria', sentence })),
    ...unasked.map(({ name }): Obstacle => ({ task: 'questions', sentence: `No question is asked under “${name}”.` })),
    ...(arrangement.passPercent === null && leaves.every(({ passPercent }) => passPercent === null) ? [{ task: 'criteria' as const, sentence: 'Set at least one pass mark: everyone must be able to see what is needed to be admitted.' }] : []),
    ...(assessors < arrangement.assessorsNeeded ? [{ task: 'assessors' as const, sentence: `Name ${arrangement.assessorsNeeded} ${arrangement.assessorsNeeded === 1 ? 'assessor' : 'assessors'}: ${assessors} named so far.` }] : []),
    ...(arrangement.intake !== 'standing' && !windows.some(({ kind, closesOn }) => kind === 'intake' && closesOn >= today) ? [{ task: 'intakes' as const, sentence: 'Say when applications open and close.' }] : []),
    ...(arrangement.provisional && arrangement.provisionalCriteria.length === 0 ? [{ task: 'rules' as const, sentence: 'Say for which criteria a newcomer may give other evidence, or take provisional entry away.' }] : []),
  ];
}

