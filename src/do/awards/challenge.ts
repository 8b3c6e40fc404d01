import { daysBetween, formatDate, type CalendarDate } from '#kernel/calendar-date';
import type { RuleNote } from '#kernel/rule-note';

export const CHALLENGE_KINDS = { letter: 'A letter before a claim', claim: 'A claim at court', 'own-review': 'The authority’s own review' } as const;
export type ChallengeKind = keyof typeof CHALLENGE_KINDS;
export const CHALLENGE_OUTCOMES = { 'not-upheld': 'Not upheld', upheld: 'Upheld', settled: 'Settled', withdrawn: 'Withdrawn' } as const;
export type ChallengeOutcome = keyof typeof CHALLENGE_OUTCOMES;

export interface Challenge {
  readonly id: string;
  readonly opportunityId: string;
  readonly kind: ChallengeKind;
  readonly grounds: string;
  readonly publicWords: string;
  readonly raisedOn: CalendarDate;
  readonly expectedNextOn: CalendarDate | null;
  readonly outcome: ChallengeOutcome | null;
  readonly outcomeWords: string | null;
  readonly resolvedOn: CalendarDate | null;
}

export const PAUSE_RULE: RuleNote = { sentence: 'A challenge pauses the award and everyone who bid is told; once a claim is issued in the standstill the contract may not be entered into.', source: 'PA23 s.101; requirement DP-29 (H30 2(7))', confidence: 'B' };

/** "paused by challenge since 8 March 2026", and when something is next expected. Null while nothing is paused. */
export function pausedWords(challenges: readonly Pick<Challenge, 'raisedOn' | 'outcome' | 'expectedNextOn'>[]): string | null {
  const open = challenges.find(({ outcome }) => outcome === null);
  if (!open) return null;
  return `Paused by challenge since ${formatDate(open.raisedOn)}. ${open.expectedNextOn ? `The next step is expected on ${formatDate(open.expectedNextOn)}.` : 'No date is expected yet.'}`;
}

/** Days from the closing of bids to the contract or the cancellation, or to today while neither has come; and those of them under a challenge. */
export interface Uncertainty {
  readonly days: number;
  readonly pausedDays: number;
  readonly isOver: boolean;
}

/**
 * Counts how long those who bid, and the staff of the present provider, were left waiting. Days under two challenges at once count once.
 * @param closedOn the day bids closed, in London
 * @param endedOn the day of the contract, the last lot's, or of the cancellation; null while it goes on
 */
export function uncertaintyOf(closedOn: CalendarDate, endedOn: CalendarDate | null, challenges: readonly Pick<Challenge, 'raisedOn' | 'resolvedOn'>[], today: CalendarDate): Uncertainty {
  const end = endedOn ?? today;
  const spans = challenges.map(({ raisedOn, resolvedOn }) => ({ from: raisedOn < closedOn ? closedOn : raisedOn, to: resolvedOn === null || resolvedOn > end ? end : resolvedOn })).filter(({ from, to }) => from < to).sort((one, other) => (one.from < other.from ? -1 : 1));
  let [pausedDays, counted] = [0, closedOn];
  for (const { from, to } of spans) {
    const start = from < counted ? counted : from;
    if (to <= start) continue;
    pausedDays += daysBetween(start, to);
    counted = to;
  }
  return { days: end > closedOn ? daysBetween(closedOn, end) : 0, pausedDays, isOver: endedOn !== null };
}

/** One step of the way to a contract, with its day when it has come. */
export interface PathStep { readonly words: string; readonly on: CalendarDate | null; readonly expectedOn: CalendarDate | null }
