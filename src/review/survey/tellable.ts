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

/**
 * Everyone said the same, but one at most: whoever is known to be in such a group is as good as known to have said it. One the other way
 * is treated as none, or else the words for “all” would tell the one from the other.
 */
const isOfOneMind = ({ answers, agree }: Omit<Group, 'key'>): boolean => agree <= 1 || agree >= answers - 1;
const togetherOf = (groups: readonly Group[]): Group => ({ key: 'others', answers: groups.reduce((sum, { answers }) => sum + answers, 0), agree: groups.reduce((sum, { agree }) => sum + agree, 0) });

/**
 * The groups that are hidden among others, the same in each of several wholes (the statements of a wave, which the same organisations
 * answered): one that is hidden in one whole and shown in the next would be known by what it said. Whoever takes what is shown from a
 * whole has the others: so these are at least two, and safe together in each; where they are not, the smallest shown joins them.
 */
function hiddenIn(wholes: readonly (readonly Group[])[], isSafe: (group: Group) => boolean): ReadonlySet<string> {
  const there = (wholes[0] ?? []).filter(({ answers }) => answers > 0).toSorted((one, other) => one.answers - other.answers || (one.key < other.key ? -1 : 1)).map(({ key }) => key);
  const ofKeys = (whole: readonly Group[], keys: ReadonlySet<string>) => whole.filter(({ key }) => keys.has(key));
  const hidden = new Set(there.filter((key) => wholes.some((whole) => ofKeys(whole, new Set([key])).some((group) => !isSafe(group)))));
  const shown = there.filter((key) => !hidden.has(key));
  while (hidden.size > 0 && shown.length > 0 && (hidden.size < 2 || wholes.some((whole) => !isSafe(togetherOf(ofKeys(whole, hidden)))))) hidden.add(shown.shift()!);
  return hidden;
}

/**
 * Which groups of each of several wholes may be shown. One of fewer than `fewest`, or one that is of one mind, is merged into others.
 * @param wholes the groups of each, which have the same keys and numbers of answers in all of them
 * @param fewest the least answers that may stand by themselves
 */
export function tellable(wholes: readonly (readonly Group[])[], fewest: number): readonly Told[] {
  const hidden = hiddenIn(wholes, (group) => group.answers >= fewest && !isOfOneMind(group));
  return wholes.map((whole) => {
    const there = whole.filter(({ answers }) => answers > 0);
    const shown = there.filter(({ key }) => !hidden.has(key)).toSorted((one, other) => other.answers - one.answers || (one.key < other.key ? 1 : -1));
    // Nothing but others is the whole again.
    return { shown, others: hidden.size === 0 || shown.length === 0 ? null : togetherOf(there.filter(({ key }) => hidden.has(key))) };
  });
}

/** The keys of groups that are too small by their numbers alone, with those that must join them, the smallest first. */
export const tooSmall = (groups: readonly Omit<Group, 'agree'>[], fewest: number): string[] => [...hiddenIn([groups.map((group) => ({ ...group, agree: 0 }))], ({ answers }) => answers >= fewest)];

const share = (part: number, whole: number): Decimal => decimal(String(part)).multiply(decimal('100')).divide(decimal(String(whole))).round(1);

export interface Share {
  /** As it is printed: "61%", or "90% or more" where all were of one mind. */
  readonly words: string;
  /** Percent to one decimal, halves up; the bound where only that is told. */
  readonly percent: Decimal;
}

/** How many gave each answer may be told beside the share: not where all, but one at most, were of one mind. */
export const mayTellNumbers = (group: Omit<Group, 'key'>): boolean => !isOfOneMind(group);

/** The share that said so, and the share that did not. Of one mind, but for one at most, only a bound is told that holds both. */
export function sharesOf({ answers, agree }: Omit<Group, 'key'>): { readonly so: Share; readonly not: Share } {
  const least = Math.min(Math.max(agree, 1), answers - 1);
  const [bound, other] = agree >= answers - 1 ? [' or more', ' or less'] : agree <= 1 ? [' or less', ' or more'] : ['', ''];
  const of = (part: number, suffix: string): Share => ({ percent: share(part, answers), words: `${share(part, answers).toString()}%${suffix}` });
  return { so: of(least, bound), not: of(answers - least, other) };
}
