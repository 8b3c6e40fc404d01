import type { RuleNote } from '#kernel/rule-note';

export interface Officer {
  readonly name: string;
  readonly matchName: string;
  readonly role: string;
  readonly source: string;
}
export interface Predecessor {
  readonly name: string;
  readonly matchName: string;
  readonly number: string | null;
  readonly source: string;
}

/** An organisation as its lineage is judged. */
export interface Lineage {
  readonly organisationId: string;
  readonly name: string;
  readonly matchName: string;
  readonly numbers: readonly string[];
  readonly officers: readonly Officer[];
  readonly predecessors: readonly Predecessor[];
  /** Organisations that it says control it. */
  readonly parents?: readonly { readonly name: string; readonly matchName: string; readonly source: string }[];
}

/** An organisation whose contract was ended for poor performance. */
export interface Failed extends Lineage {
  readonly agreementId: string;
  readonly agreementTitle: string;
  readonly terminatedOn: string;
  readonly because: string | null;
}

export interface LineageLink {
  readonly failed: Failed;
  /** What ties the two, each with where it comes from. */
  readonly ties: readonly { readonly words: string; readonly source: string }[];
}

export const LINEAGE_RULE: RuleNote = {
  sentence: 'A link to an organisation whose contract was ended informs judgement. It is not a bar, the bidder may reply, and the officer records a view.',
  source: 'Select committee hearing 3, 7(22) (DP-35)',
  confidence: 'P',
};

/** A name of a person as two sources would both have it: no titles, no case, no order of given names beyond the first and the last. */
export function personKey(name: string): string {
  const words = name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/[^\p{L} ,'-]/gu, '').trim();
  // "SMITH, Jane Anne" as Companies House writes it.
  const [family = '', given] = words.includes(',') ? words.split(',').map((part) => part.trim()) : ['', undefined];
  const parts = (given === undefined ? words : `${given} ${family}`).split(/\s+/).filter((part) => part !== '' && !TITLES.has(part));
  return parts.length < 2 ? parts.join(' ') : `${parts[0]} ${parts.at(-1)}`;
}
const TITLES = new Set(['mr', 'mrs', 'ms', 'miss', 'dr', 'prof', 'sir', 'dame', 'rev']);

/** A person, or a parent organisation, as a supplier names them in its core questionnaire. */
export interface Named {
  readonly name: string;
  readonly kind: string;
  /** The kind in words: "Director". */
  readonly role: string;
  readonly hasLeft: boolean;
}

/**
 * Adds who a supplier says controls or directs it. Of a bidder only those there now: who has left does not tie it to anything; of an
 * organisation whose contract was ended those who have left too, since leaving is how a company comes back under another name.
 * @param matchOf an organisation's name as names are compared
 */
export function withNamed<Of extends Lineage>(lineage: Of, named: readonly Named[], leaversToo: boolean, matchOf: (name: string) => string): Of {
  const source = 'Its own core questionnaire';
  const known = new Set(lineage.officers.map(({ matchName }) => matchName));
  const counted = named.filter(({ hasLeft }) => leaversToo || !hasLeft);
  return {
    ...lineage,
    officers: [...lineage.officers, ...counted.filter(({ kind, name }) => kind !== 'parent-organisation' && !known.has(personKey(name))).map(({ name, role }) => ({ name, matchName: personKey(name), role, source }))],
    parents: counted.filter(({ kind }) => kind === 'parent-organisation').map(({ name }) => ({ name, matchName: matchOf(name), source })),
  };
}

/** What ties a bidder to organisations whose contracts were ended for poor performance: people, predecessor names and numbers. Its own failed contract is told too. */
export function lineageLinks(bidder: Lineage, failed: readonly Failed[]): LineageLink[] {
  return failed.flatMap((other) => {
    const ties = tiesBetween(bidder, other);
    return ties.length > 0 ? [{ failed: other, ties }] : [];
  });
}

function tiesBetween(bidder: Lineage, other: Failed): { words: string; source: string }[] {
  if (bidder.organisationId === other.organisationId) return [{ words: 'It is the same organisation.', source: 'The register here' }];
  const people = bidder.officers.flatMap((officer) => {
    const there = other.officers.find(({ matchName }) => matchName === officer.matchName);
    return there ? [{ words: `${officer.name} is ${officer.role.toLowerCase()} of the bidder, and was ${there.role.toLowerCase()} of ${other.name}.`, source: `${officer.source}; ${there.source}` }] : [];
  });
  const before = bidder.predecessors.flatMap((predecessor) =>
    (predecessor.number !== null && other.numbers.includes(predecessor.number)) || predecessor.matchName === other.matchName
      ? [{ words: `The bidder was ${predecessor.name}${predecessor.number ? ` (${predecessor.number})` : ''} before.`, source: predecessor.source }] : []);
  const owned = [
    ...(bidder.parents ?? []).filter(({ matchName }) => matchName === other.matchName).map(({ source }) => ({ words: `${other.name} controls the bidder.`, source })),
    ...(other.parents ?? []).filter(({ matchName }) => matchName === bidder.matchName).map(({ source }) => ({ words: `The bidder controlled ${other.name}.`, source })),
    ...(bidder.parents ?? []).filter(({ matchName }) => other.parents?.some((parent) => parent.matchName === matchName)).map(({ name, source }) => ({ words: `${name} controls the bidder, and controlled ${other.name}.`, source })),
  ];
  return [...people, ...before, ...owned];
}

/** What a view was recorded on: another tie asks for another view. */
export const linksKey = (links: readonly LineageLink[]): string => JSON.stringify(links.map(({ failed, ties }) => [failed.agreementId, ties.map(({ words }) => words).sort()]).sort());

export const VIEWS = {
  'no-concern': ['No concern', 'What ties them does not put this contract at risk'],
  watch: ['To be watched', 'The contract, if it is awarded, is managed with this in mind'],
  concern: ['A concern', 'To be taken up under the rules on exclusion, with advice'],
} as const;
export type View = keyof typeof VIEWS;
