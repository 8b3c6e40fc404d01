import { daysBetween, formatDate, type CalendarDate } from '#kernel/calendar-date';
import type { RuleNote } from '#kernel/rule-note';
import { cpvIsWithin } from '#parties';
import type { TimeWarning } from './fair-time.ts';

/** What a tender is aimed at, and when it closes. */
export interface MarketTender {
  readonly opportunityId: string;
  readonly title: string;
  readonly buyer: string;
  readonly category: string;
  readonly cpvCodes: readonly string[];
  readonly closesOn: CalendarDate;
}

/** Four digits of a category code name a class: the same class is the same market. */
const CLASS_DIGITS = 4;

/** Aimed at the same providers: a code of one is, holds or shares a class with a code of the other. Where neither names a code, the same kind is all that is known. */
export function sameMarket(one: Pick<MarketTender, 'cpvCodes' | 'category'>, other: Pick<MarketTender, 'cpvCodes' | 'category'>): boolean {
  if (one.cpvCodes.length === 0 && other.cpvCodes.length === 0) return one.category === other.category;
  return one.cpvCodes.some((code) => other.cpvCodes.some((theirs) => cpvIsWithin(code, theirs) || cpvIsWithin(theirs, code) || code.slice(0, CLASS_DIGITS) === theirs.slice(0, CLASS_DIGITS)));
}

export interface Clash {
  /** The others, soonest first. */
  readonly others: readonly MarketTender[];
  /** From the first closing to the last, both counted. */
  readonly spanDays: number;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

/** The others for the same market that close within so many days of this one, before or after; null when there are none. */
export function clashOf(tender: MarketTender, all: readonly MarketTender[], withinDays: number): Clash | null {
  const others = all.filter((other) => other.opportunityId !== tender.opportunityId && Math.abs(daysBetween(other.closesOn, tender.closesOn)) <= withinDays && sameMarket(tender, other))
    .sort((one, other) => (one.closesOn < other.closesOn ? -1 : one.closesOn > other.closesOn ? 1 : one.title < other.title ? -1 : 1));
  if (others.length === 0) return null;
  const days = [tender, ...others].map(({ closesOn }) => closesOn).sort();
  const [from, to] = [days[0]!, days.at(-1)!];
  return { others, from, to, spanDays: daysBetween(from, to) + 1 };
}

/** "3 tenders in 3 days". */
export const clashWords = ({ others, spanDays }: Clash): string => `${others.length + 1} tenders in ${spanDays} ${spanDays === 1 ? 'day' : 'days'}`;

export interface AffectedProviders {
  readonly names: readonly string[];
  readonly count: number;
}

export function clashWarning(clash: Clash, affected: AffectedProviders, note: RuleNote): TimeWarning {
  const others = clash.others.map(({ title, buyer, closesOn }) => `“${title}” (${buyer}, ${formatDate(closesOn)})`).join(', ');
  const more = affected.count - affected.names.length;
  const who = affected.count === 0 ? 'No provider has registered for this kind of work here.' : `Likely to be asked by all of them: ${affected.names.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
  return { code: 'diary-clash', rule: note, sentence: `For the same market, ${clashWords(clash)} close: this one and ${others}. ${who}` };
}

/** A reason that was given holds while it covers every tender that it clashes with now. */
export const isAnswered = (clash: Clash, clashWith: readonly string[], reason: string | null): boolean =>
  reason !== null && clash.others.every(({ opportunityId }) => clashWith.includes(opportunityId));
