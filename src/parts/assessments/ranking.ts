import { sumDecimals, type Decimal } from '#kernel/decimal';
import type { CriterionKind } from './criteria.ts';

/** What may break a tie, as data stated in the tender. */
export const TIE_RULES = ['quality', 'social-value', 'reach', 'price', 'drawing'] as const;
export type TieRule = (typeof TIE_RULES)[number];
export const isTieRule = (text: string): text is TieRule => (TIE_RULES as readonly string[]).includes(text);

export const TIE_RULE_WORDS: Readonly<Record<TieRule, string>> = {
  quality: 'the most points for quality', 'social-value': 'the most points for social value', reach: 'the most points for reach', price: 'the most points for price',
  drawing: 'lots, drawn before two witnesses',
};

/** "Bids with equal totals are placed by the most points for quality, then by lots, drawn before two witnesses." */
export const tieRulesInWords = (rules: readonly TieRule[]): string =>
  rules.length === 0 ? 'The tender states no rule for ties.' : `Bids with equal totals are placed by ${rules.map((rule) => TIE_RULE_WORDS[rule]).join(', then by ')}.`;

interface Rankable {
  readonly bidId: string;
  readonly name: string;
  readonly total: Decimal;
  readonly criteria: readonly { readonly kind: CriterionKind; readonly points: Decimal }[];
}

export interface Ranking {
  /** By bid; equal ones share a rank. */
  readonly ranks: ReadonlyMap<string, number>;
  /** How each tie was broken, or that it stands, one sentence each. */
  readonly working: readonly string[];
}

/**
 * Places bids by their totals, exactly, and equal totals by the rules in their order.
 * @param drawn the order in which lots were drawn, by bid; only used where the rules end in a drawing
 */
export function rankBids(bids: readonly Rankable[], rules: readonly TieRule[], drawn: readonly string[]): Ranking {
  const groups = groupBy(bids, (bid) => bid.total);
  const ranks = new Map<string, number>();
  const working: string[] = [];
  let placed = 0;
  for (const group of groups) {
    const parted = group.length === 1 ? [group] : partTie(group, rules, drawn, working);
    for (const equal of parted) {
      for (const bid of equal) ranks.set(bid.bidId, placed + 1);
      placed += equal.length;
    }
  }
  return { ranks, working };
}

function partTie(group: readonly Rankable[], rules: readonly TieRule[], drawn: readonly string[], working: string[]): readonly (readonly Rankable[])[] {
  const [rule, ...rest] = rules;
  const names = group.map(({ name }) => name).sort().join(' and ');
  if (rule === undefined) {
    working.push(`${names} tie on ${group[0]!.total} points.`);
    return [group];
  }
  const parts = rule === 'drawing' ? byDrawing(group, drawn) : groupBy(group, (bid) => pointsFor(bid, rule));
  if (parts.length > 1) working.push(`${names} tie on ${group[0]!.total} points. ${parts.map((part) => part.map(({ name }) => name).join(' and ')).join(', then ')}: by ${TIE_RULE_WORDS[rule]}.`);
  return parts.flatMap((part) => (part.length === 1 ? [part] : partTie(part, rest, drawn, working)));
}

/** Highest first, equal values together. */
function groupBy(bids: readonly Rankable[], valueOf: (bid: Rankable) => Decimal): readonly (readonly Rankable[])[] {
  const sorted = [...bids].sort((one, other) => valueOf(other).compare(valueOf(one)));
  const groups: Rankable[][] = [];
  for (const bid of sorted) {
    const last = groups.at(-1);
    if (last && valueOf(last[0]!).equals(valueOf(bid))) last.push(bid);
    else groups.push([bid]);
  }
  return groups;
}

const byDrawing = (group: readonly Rankable[], drawn: readonly string[]): readonly (readonly Rankable[])[] =>
  group.every(({ bidId }) => drawn.includes(bidId)) ? [...group].sort((one, other) => drawn.indexOf(one.bidId) - drawn.indexOf(other.bidId)).map((bid) => [bid]) : [group];

const pointsFor = ({ criteria }: Rankable, kind: CriterionKind): Decimal => sumDecimals(criteria.filter((one) => one.kind === kind).map(({ points }) => points));
