import { sameLot } from './consortium.ts';

/** What an authority may do about one organisation in two bids for one lot. */
export type TwoBidsRule = 'refuse' | 'declare' | 'flag';

/** How an organisation takes part in a bid. A prime's partner does what it is named for; everyone else answers for the whole. */
export const ROLES = { alone: 'Bids alone', lead: 'Leads', member: 'Takes part in', 'named-partner': 'Is a named partner of' } as const;
export type Role = keyof typeof ROLES;

export interface Part {
  readonly role: Role;
  /** The name of the group; null for its own bid. */
  readonly group: string | null;
  /** None: all lots, or a whole without lots. */
  readonly lotIds: readonly string[];
}

export interface TwoBidsRules {
  /** Of bidders and members of a group. Null: the authority has not set it. */
  readonly member: TwoBidsRule | null;
  /** Of a prime's named partner, who may be named by several. */
  readonly partner: TwoBidsRule | null;
}

export const roleIn = (form: string, leads: boolean): Role => (leads ? 'lead' : form === 'prime' ? 'named-partner' : 'member');

/** Every two of these parts that are for the same lot. */
export const overlaps = <One extends Part>(parts: readonly One[]): (readonly [One, One])[] =>
  parts.flatMap((one, index) => parts.slice(index + 1).filter((other) => sameLot(one.lotIds, other.lotIds)).map((other) => [one, other] as const));

/** The rule for two parts: that of named partners where the organisation is no more than that in either of them. */
export const ruleFor = ([one, other]: readonly [Part, Part], rules: TwoBidsRules): TwoBidsRule | null =>
  (one.role === 'named-partner' || other.role === 'named-partner' ? rules.partner : rules.member);

/** A bid with who takes part in it, when the bids are open. */
interface Opened extends Part {
  readonly bidId: string;
  readonly rejected: boolean;
}

/**
 * The bids of one organisation that nobody has decided on yet: two that still stand, for one lot, against the authority's rule. An
 * organisation may have come into both after it was asked: its group's lead chose other lots, and nobody may tell it.
 */
export function undecided<One extends Opened>({ parts, rules, declared, decisions }: { readonly parts: readonly One[]; readonly rules: TwoBidsRules; readonly declared: string | null; readonly decisions: readonly { readonly decision: 'allow' | 'exclude'; readonly bidIds: readonly string[] }[] }): (readonly [One, One])[] {
  const allowed = ([one, other]: readonly [One, One]): boolean => decisions.some(({ decision, bidIds }) => decision === 'allow' && bidIds.includes(one.bidId) && bidIds.includes(other.bidId));
  return overlaps(parts.filter(({ rejected }) => !rejected)).filter((pair) => wanting([pair], rules, declared !== null) !== null && !allowed(pair));
}

/** The field in which a bidder's answer is written down. */
export const heardField = (bidId: string): string => `heard-${bidId}`;

const STRICTEST = ['refuse', 'declare', 'flag'] as const;

/** The strictest rule that any of the pairs meets; null where there is none, or none was set. */
export function strictest(pairs: readonly (readonly [Part, Part])[], rules: TwoBidsRules): TwoBidsRule | null {
  const met = pairs.map((pair) => ruleFor(pair, rules));
  return STRICTEST.find((rule) => met.includes(rule)) ?? null;
}

/**
 * What an organisation still has to do before it can send a bid or join a group. The sentence is kept in the audit trail and so names no
 * group: only those it takes part in itself are ever looked at, so it tells an organisation nothing but its own doing.
 * @returns null when nothing is wanting
 */
export function wanting(pairs: readonly (readonly [Part, Part])[], rules: TwoBidsRules, declared: boolean): { readonly code: string; readonly sentence: string } | null {
  const rule = strictest(pairs, rules);
  if (rule === 'refuse') return { code: 'two-bids', sentence: 'Your organisation takes part in another bid for the same lot, which this authority refuses. Leave one of them, or choose other lots.' };
  if (rule === 'declare' && !declared) return { code: 'not-declared', sentence: 'Your organisation takes part in another bid for the same lot. Declare that, and how you keep the two apart.' };
  return null;
}
