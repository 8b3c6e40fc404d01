import { parsePounds } from '#kernel/money';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { RuleNote } from '#kernel/rule-note';
import { asNote, lawFor } from '#law';

export const LOW_PRICE_RULE: RuleNote = asNote(lawFor('uk-2026').rules.preconditions.abnormallyLow);

export const LINE_KINDS = { wage: 'Wages', staffing: 'Staffing', cost: 'Other costs' } as const;
export type LineKind = keyof typeof LINE_KINDS;

/** One line of an explanation: what, and how much of it in a year. */
export interface CostLine {
  readonly kind: LineKind;
  readonly words: string;
  /** Pence as text, as JSON has no whole numbers of that size. */
  readonly pence: string;
}

export interface PriceQuestion {
  readonly id: string;
  readonly bidId: string;
  readonly lotId: string | null;
  readonly why: string;
  readonly askedAt: Date;
  readonly answerUntil: Date;
  readonly lines: readonly CostLine[] | null;
  readonly explanation: string | null;
  readonly answeredAt: Date | null;
  readonly accepted: boolean | null;
  readonly reason: string | null;
  readonly assessedAt: Date | null;
  readonly tested: string | null;
  readonly testedAt: Date | null;
}

/**
 * Reads lines as they are typed, one to a row: what it is, then an amount in pounds after the last comma.
 * "Youth worker, 3 at £24,800 each, 74400" is 74,400 pounds for the words before it.
 */
export function readLines(kind: LineKind, text: string): Decision<readonly CostLine[]> {
  const lines: CostLine[] = [];
  for (const [index, row] of text.split('\n').entries()) {
    if (row.trim() === '') continue;
    // A comma between digits belongs to an amount, unless a space or a pound sign follows it.
    const match = /^(.*?\S)\s*(?:(?<!\d)[,:;]\s*£?|[,:;](?:\s+£?|£))((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?)\s*$/.exec(row.trim());
    const parsed = match ? parsePounds(match[2]!) : null;
    if (!match || !parsed?.ok) return refuse('line', `${LINE_KINDS[kind]}, line ${index + 1}: write what it is, a comma, and pounds a year, like “Youth worker, full time, 26,400”`, { field: kind });
    lines.push({ kind, words: match[1]!, pence: parsed.pence.toString() });
  }
  return lines.length === 0 && kind !== 'cost' ? refuse('no-lines', `Enter at least one line for ${LINE_KINDS[kind].toLowerCase()}`, { field: kind }) : allow(lines);
}

export const sumOfLines = (lines: readonly CostLine[]): bigint => lines.reduce((sum, { pence }) => sum + BigInt(pence), 0n);

type Standing = Pick<PriceQuestion, 'answeredAt' | 'assessedAt' | 'answerUntil'>;

/** May the bidder explain now? Until the day stated, and until it is assessed. */
export function decideExplaining(question: Standing, now: Date): Decision {
  if (question.assessedAt) return refuse('assessed', 'Your explanation has been assessed, so it can no longer be changed.');
  return now < question.answerUntil ? allow() : refuse('too-late', 'The time to explain has passed. Tell the procurement officer at once if you still want to.');
}

/** May it be assessed now? Once explained; or once the time has passed, and then it can only be turned down: a chance to explain must have been had. */
export function decideAssessing(question: Standing, accepted: boolean, now: Date): Decision {
  if (question.assessedAt) return refuse('assessed', 'This was assessed already.');
  if (question.answeredAt) return allow();
  if (now < question.answerUntil) return refuse('not-answered', 'The bidder has not explained yet and still may.', { rule: LOW_PRICE_RULE });
  return accepted ? refuse('nothing-explained', 'Nothing was explained, so there is nothing to accept.', { field: 'accepted' }) : allow();
}

/**
 * Why an award waits, in a sentence; null where this price is no obstacle.
 * @param flagged what speaks against the price; empty where nothing does
 */
export function priceObstacle(bidder: string, flagged: readonly string[], question: Pick<PriceQuestion, 'answeredAt' | 'accepted'> | null): string | null {
  if (question?.accepted === true) return null;
  if (question?.accepted === false) return `${bidder}’s explanation of its price was not accepted, so nothing is awarded on it.`;
  if (question?.answeredAt) return `${bidder} has explained its price. Assess the explanation before anything is awarded.`;
  if (question) return `${bidder} was asked to explain its price and has not answered yet.`;
  return flagged.length === 0 ? null : `${bidder}’s price looks too low. ${flagged.join(' ')} Ask it to explain, and assess what it says, before anything is awarded.`;
}
