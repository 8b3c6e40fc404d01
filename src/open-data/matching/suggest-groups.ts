import { candidatePairs, readNames } from './candidates.ts';
import { cannotBeOne, judgePair } from './judge-pair.ts';
import type { ReadName } from './read-name.ts';

/** A name with the valid numbers known of it. */
export interface NamedRow {
  readonly name: string;
  readonly company: string | null;
  readonly charity: string | null;
}

/** Records thought to be one organisation. */
export interface SuggestedGroup {
  /** Indexes of the rows, the first to appear first. */
  readonly rows: readonly number[];
  /** Their spellings, each once, in order of appearance. */
  readonly names: readonly string[];
  readonly reason: string;
  /** 0 to 1: of a hundred groups at 0.9, about ninety are right. */
  readonly confidence: number;
}

/** Why two rows are thought one. `less` is the row that says less, where one does. */
export interface Link {
  readonly a: number;
  readonly b: number;
  readonly confidence: number;
  readonly reason: string;
  readonly less: number | null;
}

/**
 * Suggests which rows are one organisation: equal numbers first, then names. Two different valid company numbers never stand in one group,
 * nor do two charity numbers of one register unless the company number is the same. Every member is linked to one that stands in the middle, so that no chain
 * of small likenesses joins strangers. The same input gives the same groups, in order of first appearance.
 */
export function suggestGroups(rows: readonly NamedRow[]): SuggestedGroup[] {
  const records = distinct(rows);
  const all = records.map(({ row }) => row);
  const names = readNames(all.map((row) => row.name));
  const groups = grouped(all, names, suggestLinks(all, names));
  return groups.map(({ members, used }) => {
    const indexes = members.flatMap((member) => records[member]!.indexes).toSorted((a, b) => a - b);
    return { rows: indexes, names: [...new Set(indexes.map((index) => rows[index]!.name))], ...summed(used) };
  }).filter((group) => group.names.length > 1).toSorted((a, b) => a.rows[0]! - b.rows[0]!);
}

/** Rows that say exactly the same are one record. */
function distinct(rows: readonly NamedRow[]): { readonly row: NamedRow; readonly indexes: number[] }[] {
  const byText = new Map<string, { row: NamedRow; indexes: number[] }>();
  for (const [index, row] of rows.entries()) {
    const key = `${row.name}\u0000${row.company ?? ''}\u0000${row.charity ?? ''}`;
    const known = byText.get(key);
    if (known) known.indexes.push(index);
    else byText.set(key, { row, indexes: [index] });
  }
  return [...byText.values()];
}

/** Every link between two records, the surest first. Weak links that may be meant for several are left out. */
export function suggestLinks(rows: readonly NamedRow[], names: readonly ReadName[] = readNames(rows.map((row) => row.name))): Link[] {
  const links = [...linksByNumber(rows, names)];
  const numbered = new Set(links.map(pairKey));
  for (const [a, b] of candidatePairs(names)) {
    if (numbersClash(rows[a]!, rows[b]!)) continue;
    const judged = judgePair(names[a]!, names[b]!);
    if (judged && !numbered.has(pairKey({ a, b }))) links.push({ a, b, confidence: judged.confidence, reason: judged.reason, less: judged.kind === 'part' ? (judged.less === 'a' ? a : b) : null });
  }
  return withoutDoubtful(links, rows, names).toSorted((one, other) => other.confidence - one.confidence || one.a - other.a || one.b - other.b);
}

const pairKey = (link: { readonly a: number; readonly b: number }): string => `${Math.min(link.a, link.b)}:${Math.max(link.a, link.b)}`;

/** Records of one number, each linked with the first that bears it: they stay together whatever they are called. */
function* linksByNumber(rows: readonly NamedRow[], names: readonly ReadName[]): Generator<Link> {
  for (const kind of ['company', 'charity'] as const) {
    const first = new Map<string, number>();
    for (const [index, row] of rows.entries()) {
      const number = row[kind];
      if (number === null) continue;
      // A charity number under two company numbers stands for each of them apart.
      const key = kind === 'charity' && row.company !== null ? `${number} ${row.company}` : number;
      const known = first.get(key) ?? (kind === 'charity' ? first.get(number) : undefined);
      if (known === undefined || numbersClash(rows[known]!, row)) first.set(key, first.get(key) ?? index);
      else yield { a: known, b: index, ...byNumber(kind, number, names[known]!, names[index]!), less: null };
      if (kind === 'charity' && !first.has(number)) first.set(number, index);
    }
  }
}

function byNumber(kind: 'company' | 'charity', number: string, a: ReadName, b: ReadName): { readonly confidence: number; readonly reason: string } {
  const words = new Set(a.readings.flatMap((reading) => reading.loose));
  const alike = a.readings.length === 0 || b.readings.length === 0 || b.readings.some((reading) => reading.loose.some((word) => words.has(word)) || a.readings.some((other) => other.squeezed === reading.squeezed));
  const said = `Same ${kind} number ${number}`;
  return alike ? { confidence: 0.995, reason: said } : { confidence: 0.99, reason: `${said}, though the names have no word in common` };
}

/** Different valid numbers of one register: two organisations. */
export function numbersClash(a: NamedRow, b: NamedRow): boolean {
  if (a.company !== null && b.company !== null) return a.company !== b.company;
  return a.charity !== null && b.charity !== null && a.charity !== b.charity && registerOf(a.charity) === registerOf(b.charity);
}

const registerOf = (charity: string): string => /^(?:SC|NIC)?/.exec(charity)![0];

/**
 * A name that says less and is linked with two that are not one another's is meant for neither in particular ("Virgin Media" beside "Virgin
 * Media Business Ltd" and "Virgin Media Ireland Ltd"); nor is it meant for a longer one where somebody bears it in full.
 */
function withoutDoubtful(links: readonly Link[], rows: readonly NamedRow[], names: readonly ReadName[]): Link[] {
  const firmly = new Set(links.filter((link) => link.less === null).map(pairKey));
  const partners = new Map<number, number[]>();
  for (const link of links) if (link.less !== null) partners.set(link.less, [...(partners.get(link.less) ?? []), link.less === link.a ? link.b : link.a]);
  const borneInFull = new Set<number>();
  for (const link of links) {
    if (link.less !== null || names[link.a]!.whole.sorted !== names[link.b]!.whole.sorted) continue;
    for (const [one, other] of [[link.a, link.b], [link.b, link.a]] as const) if (names[one]!.whole.form === null && names[other]!.whole.form !== null) borneInFull.add(one);
  }
  const doubtful = new Set([...partners].filter(([, all]) => all.length > 1 && all.some((one, place) => place > 0 && !areOne(all[0]!, one, firmly, rows, names))).map(([less]) => less));
  // "Walker Morris" may be the partnership or the company.
  const forms = new Map<number, Set<boolean>>();
  for (const link of links) {
    if (names[link.a]!.whole.sorted !== names[link.b]!.whole.sorted) continue;
    for (const [one, other] of [[link.a, link.b], [link.b, link.a]] as const) {
      const form = names[other]!.whole.form;
      if (names[one]!.whole.form === null && form !== null) forms.set(one, (forms.get(one) ?? new Set()).add(form === 'partnership'));
    }
  }
  const isEither = (link: Link): boolean => [[link.a, link.b], [link.b, link.a]].some(([one, other]) => (forms.get(one!)?.size ?? 0) > 1 && names[other!]!.whole.form !== null && link.confidence < SURE);
  const isExtension = (link: Link): boolean => /ending|behind the dash|in brackets/.test(link.reason);
  return links.filter((link) => !isEither(link)).filter((link) => link.less === null || (!doubtful.has(link.less) && !(isExtension(link) && borneInFull.has(link.less) && !(link.confidence >= 0.85))));
}

const areOne = (a: number, b: number, firmly: ReadonlySet<string>, rows: readonly NamedRow[], names: readonly ReadName[]): boolean =>
  firmly.has(pairKey({ a, b })) || (!numbersClash(rows[a]!, rows[b]!) && names[a]!.whole.sorted === names[b]!.whole.sorted && !cannotBeOne(names[a]!, names[b]!));

interface Group {
  readonly members: readonly number[];
  readonly used: readonly Link[];
}

/** Numbers are sure: links of this and more are followed without asking for a middle. */
const SURE = 0.99;

function grouped(rows: readonly NamedRow[], names: readonly ReadName[], links: readonly Link[]): Group[] {
  const linkOf = new Map<number, Map<number, Link>>();
  const note = (from: number, to: number, link: Link): void => {
    const known = linkOf.get(from) ?? new Map<number, Link>();
    if (!known.has(to)) known.set(to, link);
    linkOf.set(from, known);
  };
  for (const link of links) {
    note(link.a, link.b, link);
    note(link.b, link.a, link);
  }
  const groupOf = new Map<number, { members: number[]; used: Link[] }>();
  const of = (index: number): { members: number[]; used: Link[] } => {
    const known = groupOf.get(index) ?? { members: [index], used: [] };
    groupOf.set(index, known);
    return known;
  };
  for (const link of links) {
    const one = of(link.a), other = of(link.b);
    if (one === other || !mayJoin(one.members, other.members, link)) continue;
    const [into, from] = one.members.length >= other.members.length ? [one, other] : [other, one];
    into.members.push(...from.members);
    into.used.push(...from.used, link);
    for (const member of from.members) groupOf.set(member, into);
  }
  return [...new Set(groupOf.values())].filter((group) => group.members.length > 1).map((group) => ({ members: group.members.toSorted((a, b) => a - b), used: group.used }));

  function mayJoin(one: readonly number[], other: readonly number[], link: Link): boolean {
    for (const a of one.slice(0, 50)) for (const b of other.slice(0, 50)) if (numbersClash(rows[a]!, rows[b]!) || (link.confidence < SURE && !linkOf.get(a)?.has(b) && cannotBeOne(names[a]!, names[b]!))) return false;
    if (link.confidence >= SURE) return true;
    const all = [...one, ...other];
    // Those of one number stand for one another: it is enough that the middle knows one of them.
    return [...all.slice(0, 50), link.a, link.b].some((middle) => all.every((member) => member === middle || knows(middle, member)));
  }

  /** Linked, or linked with one that is as good as the same: of one number, or the same name but for its form. */
  function knows(middle: number, member: number): boolean {
    const known = linkOf.get(middle)!;
    if (known.has(member)) return true;
    const ofMember = linkOf.get(member);
    return ofMember !== undefined && [...ofMember].slice(0, 200).some(([other, link]) => known.has(other) && (isFirm(link) || isFirm(known.get(other)!)));
  }
}

/** Two records that say the same, nearly for certain: one stands for the other when it is asked who knows whom. */
const isFirm = (link: Link): boolean => link.less === null && link.confidence >= 0.9;

/** A group is as sure as its least sure link; every reason is given once, the least sure last. */
function summed(used: readonly Link[]): { readonly reason: string; readonly confidence: number } {
  const reasons = [...new Set(used.toSorted((one, other) => other.confidence - one.confidence).map((link) => link.reason))];
  return { reason: reasons.length > 4 ? `${reasons.slice(0, 3).join('; ')}; and ${reasons.length - 3} more reasons` : reasons.join('; '), confidence: Math.min(...used.map((link) => link.confidence)) };
}
