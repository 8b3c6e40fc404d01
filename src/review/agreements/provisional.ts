import { addDays, addMonths, formatDate, type CalendarDate } from '#kernel/calendar-date';
import { formatPounds } from '#kernel/money';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { RuleNote } from '#kernel/rule-note';

/** What may stand in for a record of contracts, on a framework and in a small contract alike. */
export const ALTERNATIVE_KINDS = {
  'sub-contract': 'Work done as a sub-contractor of somebody else',
  staff: 'What our people did before they came to us',
  voluntary: 'Unpaid or grant-funded work',
  other: 'Something else',
} as const;
export type AlternativeKind = keyof typeof ALTERNATIVE_KINDS;
export const isAlternativeKind = (text: string): text is AlternativeKind => Object.hasOwn(ALTERNATIVE_KINDS, text);

export const PROVISIONAL_RULE: RuleNote = {
  sentence: 'A new provider can be admitted provisionally on other evidence, with a limited value and an early review. Experience from sub-contract work counts.',
  source: 'Commissioning select committee report 2014, 6.2.10 and 6.2.11 (DP-20)', confidence: 'P',
};

/** A provider that came in on other evidence, with the most that it may be given before its review. */
export interface ProvisionalProvider {
  readonly organisationName: string;
  readonly ceilingNetPence: bigint;
  readonly reviewDueOn: CalendarDate | null;
}

/** What is asked of a ceiling: so much more, given how, and the field of the form that asks it. */
interface MoreWork {
  readonly alreadyNetPence: bigint;
  readonly valueNetPence: bigint;
  readonly given: 'called off' | 'awarded';
  readonly field: string;
}

/** May a provisional provider be given so much more? Its ceiling is on all that it is given before its review (DP-20). */
export function decideWithinCeiling({ organisationName, ceilingNetPence, reviewDueOn }: ProvisionalProvider, { alreadyNetPence, valueNetPence, given, field }: MoreWork): Decision {
  if (alreadyNetPence + valueNetPence <= ceilingNetPence) return allow();
  const had = alreadyNetPence > 0n ? ` It has had ${formatPounds(alreadyNetPence)} already.` : '';
  return refuse('over-ceiling', `${organisationName} is provisional: until its review${reviewDueOn ? `, due on ${formatDate(reviewDueOn)},` : ''} no more than ${formatPounds(ceilingNetPence)} in all may be ${given}, and this is ${formatPounds(valueNetPence)}.${had}`, { field, rule: PROVISIONAL_RULE });
}

/** The early review is due on the last day of its months, as every review is, and never after the contract's own last day. */
export function earlyReviewDay(startsOn: CalendarDate, endsOn: CalendarDate | null, months: number): CalendarDate {
  const dueOn = addDays(addMonths(startsOn, months), -1);
  return endsOn !== null && endsOn < dueOn ? endsOn : dueOn;
}

/** What an early review leads to. */
export const PROVISIONAL_OUTCOMES = {
  full: 'It did well: the contract is no longer provisional, and its ceiling lifts',
  ended: 'It did not: the contract ends at its end date, and is not extended',
} as const;
export type ProvisionalOutcome = keyof typeof PROVISIONAL_OUTCOMES;

/** How a provisional contract stands. Without an outcome its early review is still to be held. */
export interface ProvisionalStanding {
  readonly ceilingNetPence: bigint;
  readonly reviewOn: CalendarDate;
  readonly outcome: ProvisionalOutcome | null;
  readonly decidedOn: CalendarDate | null;
  readonly reason: string;
}

/** May a contract be extended, for all that it is or was provisional? @param standing null for one that never was */
export function decideProvisionalExtension(standing: Pick<ProvisionalStanding, 'reviewOn' | 'outcome'> | null): Decision {
  if (standing === null || standing.outcome === 'full') return allow();
  const sentence = standing.outcome === 'ended'
    ? 'Its early review found that this contract does not go on: it ends at its end date, and is not extended.'
    : `This contract is provisional until its early review, due on ${formatDate(standing.reviewOn)}. It is not extended before that.`;
  return refuse('provisional', sentence, { field: 'endsOn', rule: PROVISIONAL_RULE });
}

/** May an early review say what follows? Once, of a provisional contract whose day has come, and with a reason where it ends it. */
export function decideSettling(standing: Pick<ProvisionalStanding, 'outcome' | 'reviewOn'> | null, outcome: ProvisionalOutcome | '', reason: string, today: CalendarDate): Decision<ProvisionalOutcome> {
  if (standing === null) return refuse('not-provisional', 'This contract is not provisional, so nothing follows from its review.');
  if (standing.outcome !== null) return refuse('settled-already', 'What follows from the early review has been decided already, and stands.', { rule: PROVISIONAL_RULE });
  if (today < standing.reviewOn) return refuse('too-early', `The early review is due on ${formatDate(standing.reviewOn)}, so it is not written up before that day.`, { rule: PROVISIONAL_RULE });
  if (outcome === '') return refuse('no-outcome', 'Choose what follows from the early review', { field: 'followed', rule: PROVISIONAL_RULE });
  if (outcome === 'ended' && reason === '') return refuse('no-reason', 'Give the reason why it does not go on: the supplier is sent it', { field: 'followedReason' });
  return allow(outcome);
}

/** For anyone. @param ceiling false where a label withholds what the contract is worth */
export function provisionalSentence({ ceilingNetPence, reviewOn, outcome, decidedOn, reason }: ProvisionalStanding, ceiling = true): string {
  if (outcome === 'full') return `It was provisional until its early review. That was good, so since ${formatDate(decidedOn!)} it is a full contract${ceiling ? `, and the ceiling of ${formatPounds(ceilingNetPence)} no longer holds` : ''}.`;
  const began = 'It is provisional: awarded to a new provider on other evidence than a record of earlier contracts.';
  const limit = ceiling ? ` Its ceiling is ${formatPounds(ceilingNetPence)}, excluding VAT.` : '';
  if (outcome === 'ended') return `${began}${limit} By its early review, on ${formatDate(decidedOn!)}, it ends at its end date and is not extended. ${reason}`;
  return `${began}${limit} An early review, due on ${formatDate(reviewOn)}, makes it a full contract or lets it end.`;
}
