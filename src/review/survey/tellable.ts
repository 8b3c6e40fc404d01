import { decimal, type Decimal } from '#kernel/decimal';

/** How many said something, and how many of these said so. */
export interface Group {
  readonly key: string;
  readonly answers: number;
  readonly agree: number;
}

export interface Told {
  /** Each large enough to be shown by itself, the largest first. */
  readonly shown: readonly Group[];
  /** Those that are too few, as one group; null when there are none, or when even together they are too few. */
  readonly others: Group | null;
}

/** Everyone said the same: whoever is known to be in such a group is known to have said it. */
const isUnanimous = ({ answers, agree }: Group): boolean => agree === 0 || agree === answers;
const togetherOf = (groups: readonly Group[]): Group => ({ key: 'others', answers: groups.reduce((sum, { answers }) => sum + answers, 0), agree: groups.reduce((sum, { agree }) => sum + agree, 0) });

/**
 * Parts the groups of a whole into those that may be shown beside it and those that are hidden among others. Whoever takes what is shown
 * from the whole has the others: so these are at least two, and safe together; where they are not, the smallest shown joins them.
 */
function part(groups: readonly Group[], isSafe: (group: Group) => boolean): { readonly shown: readonly Group[]; readonly hidden: readonly Group[] } {
  const there = groups.filter(({ answers }) => answers > 0).toSorted((one, other) => one.answers - other.answers || (one.key < other.key ? -1 : 1));
  const [hidden, shown] = [there.filter((group) => !isSafe(group)), there.filter(isSafe)];
  while (hidden.length > 0 && shown.length > 0 && (hidden.length < 2 || !isSafe(togetherOf(hidden)))) hidden.push(shown.shift()!);
  return { shown: shown.toReversed(), hidden };
}

/**
 * Which groups of a whole may be shown. One of fewer than `fewest`, or one that is of one mind, is merged into others.
 * @param fewest the least answers that may stand by themselves
 */
export function tellable(groups: readonly Group[], fewest: number): Told {
  const { shown, hidden } = part(groups, (group) => group.answers >= fewest && !isUnanimous(group));
  // Nothing but others is the whole again.
  return { shown, others: hidden.length === 0 || shown.length === 0 ? null : togetherOf(hidden) };
}

/** The keys of groups that are too small by their numbers alone, with those that must join them. */
export const tooSmall = (groups: readonly Omit<Group, 'agree'>[], fewest: number): string[] =>
  part(groups.map((group) => ({ ...group, agree: 0 })), ({ answers }) => answers >= fewest).hidden.map(({ key }) => key);

const share = (part: number, whole: number): Decimal => decimal(String(part)).multiply(decimal('100')).divide(decimal(String(whole))).round(1);

export interface Share {
  /** As it is printed: "61%", or "90% or more" where all were of one mind. */
  readonly words: string;
  /** Percent to one decimal, halves up; the bound where only that is told. */
  readonly percent: Decimal;
}

/** The share that said so, and the share that did not. Of one mind only a bound is told, which holds one answer the other way as well. */
export function sharesOf({ answers, agree }: Omit<Group, 'key'>): { readonly so: Share; readonly not: Share } {
  const least = Math.min(Math.max(agree, 1), answers - 1);
  const [bound, other] = agree === answers ? [' or more', ' or less'] : agree === 0 ? [' or less', ' or more'] : ['', ''];
  const of = (part: number, suffix: string): Share => ({ percent: share(part, answers), words: `${share(part, answers).toString()}%${suffix}` });
  return { so: of(least, bound), not: of(answers - least, other) };
}
