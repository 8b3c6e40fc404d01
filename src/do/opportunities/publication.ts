import { addDays, formatDate, londonDate, type CalendarDate } from '#kernel/calendar-date';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { RuleNote } from '#kernel/rule-note';
import {
  asNote, isCovered, minimumTenderingPeriod, notifiableBelowThreshold, pinLaw, lawFor, shippedLaw, workingDaysAnyUkHoliday,
  type BankHoliday, type Circumstance, type Coverage, type Law, type MinimumPeriodAnswer, type PinnedLaw, type ThresholdCategory,
} from '#law';
import { criteriaProblems, weigh, type Criterion } from '#parts/assessments';
import type { Question } from '#parts/questions';
import type { PromisedDays } from '#policy';
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
export function lawOfTheDay(opportunity: Pick<Opportunity, 'category' | 'lightTouch' | 'valueNetPence' | 'valueGrossPence'>, publishedOn: CalendarDate, law: Law = shippedLaw): LawOfTheDay {
  const pinned = pinLaw(publishedOn, law);
  const { valueNetPence: net, valueGrossPence: gross } = opportunity;
  const value = net === null || gross === null ? 'noEstimatePossible' as const : { net, gross };
  const coverage = isCovered({ on: publishedOn, regime: pinned.regime, category: thresholdCategory(opportunity), value }, law);
  const circumstances: Circumstance[] = ['electronicSubmission', 'allDocumentsWithNotice', 'electronicNotice', 'fullElectronicDocuments',
    ...(opportunity.lightTouch ? ['lightTouch' as const] : []), ...(coverage.covered === false ? ['belowThreshold' as const] : [])];
  const period = minimumTenderingPeriod({ regime: pinned.regime, procedure: 'open', circumstances }, law);
  const isNotifiable = coverage.covered === true || (coverage.covered === false && gross !== null && notifiableBelowThreshold(gross, law).notifiable);
  return {
    pinned, coverage, period, holidays: law.holidays,
    coverageNote: coverage.covered === 'unknown' ? { sentence: coverage.why, source: 'The law packs on this site' } : asNote(coverage.rule),
    periodNote: periodNote(period),
    platformFirst: pinned.regime === 'PA2023' && isNotifiable ? asNote(lawFor('uk-2026', law).rules.publicationRules.platformFirst) : null,
  };
}

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
  readonly now: Date;
}

/** One thing in the way, and the page on which it is put right. */
export interface Obstacle {
  readonly sentence: string;
  readonly task: 'details' | 'lots' | 'criteria' | 'scoring' | 'questions' | 'dates' | 'platform-notice' | 'exercise';
  readonly rule?: RuleNote;
}

/** All that stands in the way at once, so that nobody finds it out one by one. */
export function publicationObstacles(input: ToPublish, law: LawOfTheDay): readonly Obstacle[] {
  return [
    ...detailObstacles(input.opportunity), ...lotObstacles(input.lots), ...criteriaObstacles(input), ...scoringObstacles(input), ...questionObstacles(input),
    ...dateObstacles(input, law), ...input.exerciseRefusals.map((sentence): Obstacle => ({ sentence, task: 'exercise' })),
    ...(law.platformFirst !== null && input.opportunity.platform === null
      ? [{ sentence: 'The notice has to stand on the central digital platform first. Publish it there, then record its reference and time here.', task: 'platform-notice' as const, rule: law.platformFirst }]
      : []),
  ];
}

/** Allowed, or one refusal that holds every obstacle. */
export function decidePublication(input: ToPublish, law: LawOfTheDay): Decision {
  const draft = decideDraftEdit(input.opportunity);
  if (draft.kind === 'refused') return refuse('wrong-state', 'This opportunity has been published already.');
  const [first, ...more] = publicationObstacles(input, law);
  if (!first) return allow();
  const rule = [first, ...more].find((obstacle) => obstacle.rule)?.rule;
  return refuse('not-ready', first.sentence, { ...(rule ? { rule } : {}), more: more.map(({ sentence }) => ({ sentence })) });
}

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
const lotObstacles = (lots: readonly Lot[]): Obstacle[] =>
  lots.length === 1 ? [{ sentence: 'There is only one lot. Add another, or take it out and ask for one bid for everything.', task: 'lots' }] : [];

function criteriaObstacles({ opportunity, criteria, questions }: ToPublish): Obstacle[] {
  const obstacles: Obstacle[] = criteriaProblems(criteria).map((sentence) => ({ sentence, task: 'criteria' }));
  if (!opportunity.readingConfirmed && obstacles.length === 0) {
    obstacles.push({ sentence: 'Nobody has confirmed what the weights mean as points of the whole.', task: 'criteria', rule: { sentence: 'The officer confirms which reading of a nested weight is meant.', source: 'Requirement DP-13 (REP 6.2.12)', confidence: 'P' } });
  }
  for (const { id, name, kind, points, isLeaf } of weigh(criteria)) {
    if (!isLeaf || kind === 'price' || points.isZero() || questions.some(({ criterionId }) => criterionId === id)) continue;
    obstacles.push({ sentence: `“${name}” is worth ${points} of 100 points, and no question is asked about it.`, task: 'questions' });
  }
  return obstacles;
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
function questionObstacles({ questions, lots }: ToPublish): Obstacle[] {
  const obstacles = questions.flatMap((question): string[] => [
    ...(question.marks === null ? [`Question ${question.position} has no marks.`] : question.marks.isZero() && question.criterionId !== null ? [`Question ${question.position} has 0 marks: give it some, or ask it for information only.`] : []),
    ...(question.type === 'long-text' && question.wordLimit === null ? [`Question ${question.position} has no word limit.`] : []),
    ...(question.criterionId === null && question.marks !== null && !question.marks.isZero() ? [`Question ${question.position} has marks but belongs to no criterion.`] : []),
    ...(question.lotId !== null && !lots.some(({ id }) => id === question.lotId) ? [`Question ${question.position} is for a lot that is not there.`] : []),
  ]);
  if (questions.length === 0) obstacles.push('There are no questions for bidders.');
  return obstacles.map((sentence) => ({ sentence, task: 'questions' }));
}

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
