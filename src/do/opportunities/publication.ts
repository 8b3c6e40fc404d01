import { addDays, daysBetween, formatDate, londonDate, type CalendarDate } from '#kernel/calendar-date';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { RuleNote } from '#kernel/rule-note';
import {
  asNote, isCovered, minimumTenderingPeriod, notifiableBelowThreshold, pinLaw, lawFor, shippedLaw, workingDaysAnyUkHoliday,
  type BankHoliday, type Circumstance, type Coverage, type Law, type MinimumPeriodAnswer, type PinnedLaw, type ThresholdCategory,
} from '#law';
import { criteriaProblems, weigh, type Criterion } from '#parts/assessments';
import type { Question } from '#parts/questions';
import type { PromisedDays } from '#policy';
import { decideCombination, decideEnough, decideHealthCare, decideReservation, decideWay, routeDefinition, type GateQuestion, type PurchasingRouteName, type RouteStage } from '#routes';
import { decideWording, type WordingRules } from './fair-wording.ts';
import { SOCIAL_VALUE_QUESTIONS } from './social-value-questions.ts';
import { decideDraftEdit, type Lot, type Opportunity } from './opportunity.ts';

/** What the law of the day says of an opportunity that would be published on it. */
export interface LawOfTheDay {
  readonly pinned: PinnedLaw;
  readonly coverage: Coverage;
  readonly coverageNote: RuleNote;
  readonly period: MinimumPeriodAnswer;
  readonly periodNote: RuleNote;
  /** The rule that puts the central digital platform first; null where it does not. */
  readonly platformFirst: RuleNote | null;
  readonly holidays: readonly BankHoliday[];
}

/** Asks the pinned law: is it covered, how long must bidders have, and does the central platform come first. */
export function lawOfTheDay(opportunity: Pick<Opportunity, 'category' | 'lightTouch' | 'valueNetPence' | 'valueGrossPence'> & Partial<Pick<Opportunity, 'route' | 'stage' | 'audience'>>, publishedOn: CalendarDate, law: Law = shippedLaw, further: readonly Circumstance[] = []): LawOfTheDay {
  const pinned = pinLaw(publishedOn, law);
  const { valueNetPence: net, valueGrossPence: gross } = opportunity;
  const value = net === null || gross === null ? 'noEstimatePossible' as const : { net, gross };
  const coverage = isCovered({ on: publishedOn, regime: pinned.regime, category: thresholdCategory(opportunity), value }, law);
  const circumstances: Circumstance[] = ['electronicSubmission', 'allDocumentsWithNotice', 'electronicNotice', 'fullElectronicDocuments',
    ...(opportunity.audience === 'invited' ? ['onlyPreselectedSuppliers' as const] : []), ...(opportunity.lightTouch ? ['lightTouch' as const] : []), ...(coverage.covered === false ? ['belowThreshold' as const] : []), ...further];
  const period = minimumTenderingPeriod({ regime: pinned.regime, procedure: opportunity.route === 'restricted' ? 'restricted' : 'open', period: stageOf(opportunity)?.kind === 'request' ? 'participation' : 'tendering', circumstances }, law);
  const isNotifiable = coverage.covered === true || (coverage.covered === false && gross !== null && notifiableBelowThreshold(gross, law).notifiable);
  return {
    pinned, coverage, period, holidays: law.holidays,
    coverageNote: coverage.covered === 'unknown' ? { sentence: coverage.why, source: 'The law packs on this site' } : asNote(coverage.rule),
    periodNote: periodNote(period),
    // A notice is owed by what is advertised: a stage for the invited has none of its own (PA 2023 ss.21, 87).
    platformFirst: pinned.regime === 'PA2023' && isNotifiable && opportunity.audience !== 'invited' ? asNote(lawFor('uk-2026', law).rules.publicationRules.platformFirst) : null,
  };
}

/** The stage of its route that an opportunity is; undefined for one of a route that is not there, such as an imported one. */
export const stageOf = ({ route, stage }: Partial<Pick<Opportunity, 'route' | 'stage'>>): RouteStage | undefined => (route === undefined ? undefined : routeDefinition(route)?.stages[(stage ?? 1) - 1]);

/** Services of the light touch kind have their own threshold; a council's goods and services share one. */
function thresholdCategory({ category, lightTouch }: Pick<Opportunity, 'category' | 'lightTouch'>): ThresholdCategory {
  if (lightTouch) return 'lightTouch';
  return category === 'works' ? 'works' : 'subCentralGoodsServices';
}

function periodNote(period: MinimumPeriodAnswer): RuleNote {
  if (period.kind === 'period') return asNote(period.chosen);
  if (period.kind === 'noNumber') return asNote(period.rule);
  return { sentence: 'The law packs hold only unverified minimum times for this day. An authority must confirm one before it counts.', source: 'The law packs on this site', confidence: 'D' };
}

/** Everything that the decision to publish looks at. */
export interface ToPublish {
  readonly opportunity: Opportunity;
  readonly lots: readonly Lot[];
  readonly criteria: readonly Criterion[];
  readonly questions: readonly Question[];
  /** From the exercise: plan, social value answers, specification, outcome, measures. Empty for an opportunity without one. */
  readonly exerciseRefusals: readonly string[];
  /** The authority's own shortest time to tender, where it set one. */
  readonly localMinimum: PromisedDays | null;
  /** The most questions that a low-value opportunity may ask, with the rule; null for any other. */
  readonly mostQuestions: { readonly most: number; readonly rule: RuleNote } | null;
  readonly now: Date;
  /** What its words are held against (DP-36): legal may have blocked a phrase since they were written. */
  readonly wording: WordingRules;
  /** The weight that its exercise gives to social value, in percent; null where it gives none. */
  readonly socialValueWeight: string | null;
  /** What the value asks for, with its rule; null while it has none, and for a later stage or a call-off. */
  readonly asked: { readonly route: PurchasingRouteName; readonly rule: RuleNote } | null;
  /** What later rooms find in the way, and what they warn of. */
  readonly furtherObstacles: readonly Obstacle[];
  /** Organisations invited, where it is for the invited. */
  readonly invited: number;
  readonly warnings: readonly Warning[];
}

/** A draft as later rooms judge it: what it says, and the law it would be under today. */
export interface DraftInQuestion extends Pick<ToPublish, 'opportunity' | 'lots' | 'criteria' | 'questions' | 'now'> {
  readonly law: LawOfTheDay;
}

/** The tasks of building that this room has itself. */
export type Task = 'route' | 'details' | 'lots' | 'criteria' | 'scoring' | 'questions' | 'dates' | 'invitations' | 'platform-notice' | 'exercise';

/** One thing in the way, and where it is put right: a task of this room, or the whole address of another's page. */
export interface Obstacle {
  readonly sentence: string;
  readonly task?: Task;
  readonly href?: string;
  readonly rule?: RuleNote;
}

/** Something that may be published in spite of, by whoever gives a reason. The reason stands on the advert. */
export interface Warning {
  /** Names it for good, such as 'burden-limit': the reason given is kept under it. Lower case and hyphens. */
  readonly code: string;
  readonly sentence: string;
  readonly rule?: RuleNote;
}

/** All that stands in the way at once, so that nobody finds it out one by one. */
export function publicationObstacles(input: ToPublish, law: LawOfTheDay): readonly Obstacle[] {
  return [
    ...routeObstacles(input, law), ...detailObstacles(input.opportunity), ...lotObstacles(input), ...criteriaObstacles(input), ...weightObstacles(input), ...wordingObstacles(input), ...scoringObstacles(input), ...questionObstacles(input),
    ...dateObstacles(input, law), ...invitationObstacles(input), ...input.furtherObstacles, ...input.exerciseRefusals.map((sentence): Obstacle => ({ sentence, task: 'exercise' })),
    ...(law.platformFirst !== null && input.opportunity.platform === null
      ? [{ sentence: 'The notice has to stand on the central digital platform first. Publish it there, then record its reference and time here.', task: 'platform-notice' as const, rule: law.platformFirst }]
      : []),
  ];
}

/** Allowed, or one refusal that holds every obstacle, and then every warning that was given no reason. */
export function decidePublication(input: ToPublish, law: LawOfTheDay, reasons: ReadonlyMap<string, string> = new Map()): Decision {
  const draft = decideDraftEdit(input.opportunity);
  if (draft.kind === 'refused') return refuse('wrong-state', 'This opportunity has been published already.');
  const [first, ...more] = publicationObstacles(input, law);
  if (!first) return decideWarnings(input.warnings, reasons);
  const rule = [first, ...more].find((obstacle) => obstacle.rule)?.rule;
  return refuse('not-ready', first.sentence, { ...(rule ? { rule } : {}), more: more.map(({ sentence }) => ({ sentence })) });
}

function decideWarnings(warnings: readonly Warning[], reasons: ReadonlyMap<string, string>): Decision {
  const [first, ...more] = warnings.filter(({ code }) => !reasons.get(code)?.trim());
  if (!first) return allow();
  const ask = ({ sentence }: Warning) => `${sentence} Say why you publish in spite of it.`;
  return refuse('reason-needed', ask(first), { field: reasonFieldOf(first), ...(first.rule ? { rule: first.rule } : {}), more: more.map((warning) => ({ sentence: ask(warning), field: reasonFieldOf(warning) })) });
}

/** The field in which the reason for a warning is typed. */
export const reasonFieldOf = ({ code }: Pick<Warning, 'code'>): string => `${REASON}${code}`;
export const REASON = 'reason-';

function detailObstacles(opportunity: Opportunity): Obstacle[] {
  const missing = [
    opportunity.title.trim() === '' && 'There is no title.',
    opportunity.summary.trim() === '' && 'There is no summary in plain words of what is wanted and for whom.',
    opportunity.description.trim() === '' && 'There is no description of the service.',
    opportunity.areaCodes.length === 0 && 'No area is named, so a search by place would not find it.',
    opportunity.valueNetPence === null && 'The value without VAT is missing.',
    opportunity.valueGrossPence === null && 'The value including VAT is missing: the law tests it.',
    opportunity.startsOn === null && 'The day the contract starts is missing.',
    opportunity.endsOn === null && 'The day the contract ends is missing.',
  ];
  return missing.filter((sentence) => sentence !== false).map((sentence) => ({ sentence, task: 'details' }));
}

/** No lots are needed; one lot alone would be the whole, cut into nothing. */
function lotObstacles({ lots, opportunity }: ToPublish): Obstacle[] {
  const obstacles: Obstacle[] = lots.length === 1 ? [{ sentence: 'There is only one lot. Add another, or take it out and ask for one bid for everything.', task: 'lots' }] : [];
  const { lotsPerBidder: won, lotsTenderedPerBidder: tendered } = opportunity;
  if (won !== null && opportunity.lotsLimitMechanism === null) {
    const rule = asNote(lawFor('uk-2026').rules.preconditions.lotLimits);
    obstacles.push({ sentence: 'A limit on the lots that one bidder may win needs the mechanism by which they are chosen, published with it.', task: 'details', rule });
  }
  if (won !== null && tendered !== null && won > tendered) obstacles.push({ sentence: 'One bidder may win more lots than it may tender for: put one of the limits right.', task: 'details' });
  return obstacles;
}

/** The law is asked again on the day: the value, the kind of service or the day itself may have changed since the way was chosen. */
function routeObstacles({ opportunity, now, asked }: ToPublish, { pinned }: LawOfTheDay): Obstacle[] {
  const definition = routeDefinition(opportunity.route);
  const question = gateQuestion(opportunity, londonDate(now));
  const decisions = [
    definition && opportunity.stage === 1 ? decideWay(definition, question) : allow(),
    definition && asked ? decideEnough(definition, asked.route, asked.rule) : allow(),
    ...opportunity.reservedTo.map((kind) => decideReservation(kind, { ...question, route: opportunity.route })), decideCombination(opportunity.reservedTo),
    pinned.regime === 'PA2023' ? decideHealthCare(opportunity.healthCare, opportunity.cpvCodes) : allow(),
  ];
  return decisions.flatMap((decision): Obstacle[] => (decision.kind === 'refused' ? [{ sentence: decision.sentence, task: 'route', ...(decision.rule ? { rule: decision.rule } : {}) }] : []));
}

/** What the law looks at of an opportunity, on a day. */
export function gateQuestion({ category, lightTouch, valueNetPence: net, valueGrossPence: gross, arrangementId, startsOn, endsOn, extensionMonths }: Pick<Opportunity, 'category' | 'lightTouch' | 'valueNetPence' | 'valueGrossPence' | 'arrangementId' | 'startsOn' | 'endsOn' | 'extensionMonths'>, on: CalendarDate): GateQuestion & { readonly termYears: number | null } {
  const termYears = startsOn === null || endsOn === null ? null : daysBetween(startsOn, endsOn) / DAYS_A_YEAR + (extensionMonths ?? 0) / 12;
  return { on, category, lightTouch, value: net === null || gross === null ? null : { net, gross }, underArrangement: Boolean(arrangementId), termYears };
}
const DAYS_A_YEAR = 365.25;

function criteriaObstacles({ opportunity, criteria, questions }: ToPublish): Obstacle[] {
  const obstacles: Obstacle[] = criteriaProblems(criteria).map((sentence) => ({ sentence, task: 'criteria' }));
  if (!opportunity.readingConfirmed && obstacles.length === 0) {
    obstacles.push({ sentence: 'Nobody has confirmed what the weights mean as points of the whole.', task: 'criteria', rule: { sentence: 'The officer confirms which reading of a nested weight is meant.', source: 'Requirement DP-13 (REP 6.2.12)', confidence: 'P' } });
  }
  for (const { id, name, kind, points, isLeaf, judgedBy = 'answers' } of weigh(criteria)) {
    // What is judged otherwise than from answers, and its own items, is the business of the room `evaluation`.
    if (!isLeaf || kind === 'price' || judgedBy !== 'answers' || points.isZero() || questions.some(({ criterionId }) => criterionId === id)) continue;
    if (kind === 'social-value') {
      obstacles.push(socialValueMissing(opportunity, `“${name}” is worth ${points} of 100 points, and no question is asked about it.`));
      continue;
    }
    obstacles.push({ sentence: `“${name}” is worth ${points} of 100 points, and no question is asked about it.`, task: 'questions' });
  }
  return obstacles;
}

/** Refused with the tested question at hand (SV-05). */
const socialValueMissing = (opportunity: Pick<Opportunity, 'id'>, sentence: string): Obstacle => ({
  sentence: `${sentence} A tested one is ready to use and adapt, from the carers short breaks tender (Q3): “${SOCIAL_VALUE_QUESTIONS[0].text}”`,
  href: `/opportunities/${opportunity.id}/questions/social-value`,
  rule: { sentence: 'Social value that is weighed is asked about, with the same question and guide for every bidder.', source: 'Requirement SV-05 (REP 10.1.5)', confidence: 'P' },
});

/** The exercise weighs social value, and no criterion here does. A weighed criterion without a question is said already. */
function weightObstacles({ opportunity, criteria, socialValueWeight }: ToPublish): Obstacle[] {
  if (socialValueWeight === null || !(Number(socialValueWeight) > 0)) return [];
  if (weigh(criteria).some(({ isLeaf, kind, points }) => isLeaf && kind === 'social-value' && !points.isZero())) return [];
  return [{ ...socialValueMissing(opportunity, `Its exercise gives social value a weight of ${socialValueWeight}%, and no criterion here weighs it.`), href: `/opportunities/${opportunity.id}/criteria` }];
}

const wordingObstacles = ({ criteria, questions, wording }: ToPublish): Obstacle[] => [
  ...criteria.flatMap(({ name, guidance }) => worded({ name, guidance }, wording, 'criteria')),
  ...questions.flatMap(({ text, purpose, goodAnswer }) => worded({ text, purpose, goodAnswer }, wording, 'questions')),
];

function worded(texts: Readonly<Record<string, string>>, wording: WordingRules, task: Task): Obstacle[] {
  const decision = decideWording(texts, wording);
  return decision.kind === 'refused' ? [{ sentence: decision.sentence, task, ...(decision.rule ? { rule: decision.rule } : {}) }] : [];
}

function scoringObstacles({ opportunity, criteria }: ToPublish): Obstacle[] {
  const hasPrice = weigh(criteria).some(({ isLeaf, kind, points }) => isLeaf && kind === 'price' && !points.isZero());
  const obstacles: Obstacle[] = [];
  if (opportunity.priceFormula === null) obstacles.push({ sentence: 'How prices become points is not chosen.', task: 'scoring' });
  else if (hasPrice && opportunity.priceFormula === 'fixedPrice') obstacles.push({ sentence: 'The price is fixed, so nothing can be scored on it: give its points to other criteria or choose another formula.', task: 'scoring' });
  else if (!hasPrice && opportunity.priceFormula !== 'fixedPrice') obstacles.push({ sentence: 'A price formula is chosen, but no criterion is price. Add one, or choose “fixed price”.', task: 'scoring' });
  if (opportunity.priceFormula === 'benchmark' && opportunity.priceBenchmarkPence === null) obstacles.push({ sentence: 'The benchmark price is missing.', task: 'scoring' });
  return obstacles;
}

/** Marks and word limits stand beside the answer box, so a question cannot go out without them (DP-08). */
function questionObstacles({ questions, lots, mostQuestions }: ToPublish): Obstacle[] {
  const obstacles = questions.flatMap((question): string[] => [
    ...(question.marks === null ? [`Question ${question.position} has no marks.`] : question.marks.isZero() && question.criterionId !== null ? [`Question ${question.position} has 0 marks: give it some, or ask it for information only.`] : []),
    ...(question.type === 'long-text' && question.wordLimit === null ? [`Question ${question.position} has no word limit.`] : []),
    ...(question.criterionId === null && question.marks !== null && !question.marks.isZero() ? [`Question ${question.position} has marks but belongs to no criterion.`] : []),
    ...(question.lotId !== null && !lots.some(({ id }) => id === question.lotId) ? [`Question ${question.position} is for a lot that is not there.`] : []),
  ]);
  if (questions.length === 0) obstacles.push('There are no questions for bidders.');
  const tooMany: Obstacle[] = mostQuestions && questions.length > mostQuestions.most
    ? [{ sentence: `A low-value opportunity asks at most ${mostQuestions.most} questions, so that it is answered on one page. This asks ${questions.length}.`, task: 'questions', rule: mostQuestions.rule }] : [];
  return [...tooMany, ...obstacles.map((sentence): Obstacle => ({ sentence, task: 'questions' }))];
}

const invitationObstacles = ({ opportunity, invited }: ToPublish): Obstacle[] =>
  opportunity.audience === 'invited' && invited === 0 ? [{ sentence: 'Nobody is invited yet.', task: 'invitations' }] : [];

function dateObstacles({ opportunity, localMinimum, now }: ToPublish, { period, periodNote: rule, coverage, holidays }: LawOfTheDay): Obstacle[] {
  const { closesAt, clarificationsUntil } = opportunity;
  if (closesAt === null || clarificationsUntil === null) return [{ sentence: 'The last day for questions and the closing time are not set.', task: 'dates' }];
  if (closesAt <= now) return [{ sentence: 'The closing time is in the past.', task: 'dates' }];
  const today = londonDate(now);
  const obstacles: Obstacle[] = [];
  // A contract that the full rules do not catch has no time set by them.
  if (period.kind === 'period' && coverage.covered !== false && londonDate(closesAt) < period.earliestDeadline(today)) {
    obstacles.push({ sentence: `Bidders must have at least ${period.days} days. Published today, bids may not close before ${formatDate(period.earliestDeadline(today))}.`, task: 'dates', rule });
  }
  const localEarliest = localMinimum && earliestFor(localMinimum, today, holidays);
  if (localEarliest && londonDate(closesAt) < localEarliest) {
    obstacles.push({
      sentence: `The authority gives bidders at least ${localMinimum.count} ${localMinimum.counted === 'working' ? 'working ' : ''}days: bids may not close before ${formatDate(localEarliest)}.`,
      task: 'dates', rule: { sentence: 'The authority’s own shortest time to tender.', source: 'Local policy: Shortest time to tender' },
    });
  }
  if (clarificationsUntil >= closesAt) obstacles.push({ sentence: 'The last time for questions must be before the closing time.', task: 'dates' });
  if (clarificationsUntil <= now) obstacles.push({ sentence: 'The last time for questions is in the past.', task: 'dates' });
  return obstacles;
}

/** Day 1 is the day after, as for the periods of the law. */
const earliestFor = ({ count, counted }: PromisedDays, from: CalendarDate, holidays: readonly BankHoliday[]): CalendarDate =>
  counted === 'calendar' || count === 0 ? addDays(from, count) : workingDaysAnyUkHoliday(addDays(from, 1), count, holidays);
