import { z } from 'zod';
import { refreshWords } from '#agreements';
import { isId, type OrganisationId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import type { Tx } from '#platform/database/connection';
import { indexOrganisation } from '#parties';
import { matchingActs } from './matching.acts.ts';
import { lockMerge, lockPair, organisationsToCompare, storeDecision, storeMerge, storePairs, storeUndone, type NewPair } from './matching.store.ts';
import { spellingsThatCount, spellingsToCompare, storeSpellingSuggestions } from './spellings.store.ts';
import { mayMerge } from './merge-rules.ts';
import { moveBack, moveReferences, type Moved } from './move-references.store.ts';
import { suggestLinks, type NamedRow } from './suggest-groups.ts';

/** Compares all organisations here and keeps what is new. What somebody decided is not suggested again. */
export const lookForDuplicates = command({
  act: matchingActs.look,
  input: z.object({}),
  record: () => null,
  perform: async ({ tx }) => {
    const organisations = await organisationsToCompare(tx);
    const links = suggestLinks(organisations);
    const pairs = await storePairs(tx, links.map((link) => ({ left: organisations[link.a]!.id, right: organisations[link.b]!.id, reason: link.reason, confidence: link.confidence })));
    const spellings = await spellingsToCompare(tx);
    // A name of its own comes first: where both say the same, that reason is kept.
    const byOwnName = spellingLinks(organisations, spellings);
    const byOtherName = spellingLinks(await spellingsThatCount(tx), spellings).map((link) => ({ ...link, reason: `Like a spelling that counts as this organisation. ${link.reason}` }));
    const added = pairs + (await storeSpellingSuggestions(tx, [...byOwnName, ...byOtherName]));
    return done({ added, compared: organisations.length + spellings.length }, { record: null, after: { added, organisations: organisations.length, spellings: spellings.length } });
  },
});

/** Which spelling may be which organisation, by a name of each. Compared with all names together, so that a short spelling which may be meant for several is given to none. */
function spellingLinks(names: readonly (NamedRow & { readonly id: string })[], spellings: readonly (NamedRow & { readonly id: string })[]): NewPair[] {
  const all = [...names, ...spellings];
  return spellings.length === 0 || names.length === 0 ? [] : suggestLinks(all).flatMap(({ a, b, reason, confidence }) => {
    const [organisation, spelling] = a < b ? [a, b] : [b, a];
    return organisation < names.length && spelling >= names.length ? [{ left: all[spelling]!.id, right: all[organisation]!.id, reason, confidence }] : [];
  });
}

/** Asks anew about two that were kept apart. */
export const reconsiderPair = command({
  act: matchingActs.reconsider,
  input: z.object({ pairId: z.string().refine(isId) }),
  record: () => null,
  perform: async ({ tx }, { pairId }) => {
    const pair = await lockPair(tx, pairId);
    if (pair?.state !== 'different') return refuse('not-apart', 'These two are not kept apart any more. Look at the list again.');
    await storeDecision(tx, pairId, 'suggested', null);
    return done(pairId, { record: { kind: 'organisation', id: pair.sides[0].id }, before: { decision: 'not the same' }, after: { names: pair.sides.map(({ name }) => name) } });
  },
});

/** What became of a pair: nothing where the two are not the same. */
interface Decided {
  readonly mergeId: string | null;
  readonly keptId: OrganisationId | null;
}

/**
 * A person says of two organisations that they are one, and which record stays; or that they are not, and it is not asked again. The one that
 * does not stay becomes another name of the other; what pointed at it points at the other.
 */
export const decidePair = command({
  act: matchingActs.decide,
  input: z.object({ pairId: z.string().refine(isId), keep: z.string().refine((keep) => keep === 'different' || isId(keep), 'Choose which record stays, or that they are not the same') }),
  record: () => null,
  perform: async ({ tx, actor }, { pairId, keep }) => {
    const pair = await lockPair(tx, pairId);
    if (!pair) return refuse('no-such-pair', 'This suggestion is no longer there.');
    if (pair.state !== 'suggested') return refuse('decided-already', 'Somebody has decided this already. Look at the list again.');
    const names = pair.sides.map(({ name }) => name);
    if (keep === 'different') {
      await storeDecision(tx, pairId, 'different', actor.personId);
      return done<Decided>({ mergeId: null, keptId: null }, { record: { kind: 'organisation', id: pair.sides[0].id }, after: { decision: 'not the same', names } });
    }
    const [kept, merged] = pair.sides[0].id === keep ? pair.sides : [pair.sides[1], pair.sides[0]];
    if (kept.id !== keep) return refuse('not-of-pair', 'Choose which of the two stays.', { field: 'keep' });
    const decision = mayMerge(kept, merged);
    if (decision.kind === 'refused') return decision;
    const moved = await moveReferences(tx, merged.id, kept.id);
    const mergeId = await storeMerge(tx, { pairId, keptId: kept.id, mergedId: merged.id, moved, by: actor.personId });
    await storeDecision(tx, pairId, 'merged', actor.personId);
    await afterMoving(tx, moved, [kept.id, merged.id]);
    return done<Decided>({ mergeId, keptId: kept.id }, { record: { kind: 'organisation', id: kept.id }, before: { organisation: merged.id, name: merged.name, companyNumber: merged.companyNumber, charityNumber: merged.charityNumber }, after: { decision: 'the same', mergeId, kept: kept.name, moved: countsOf(moved) } });
  },
});

/** Takes a merge back: the record is its own again, and every row that the merge moved points at it again. The pair may be decided anew. */
export const undoMerge = command({
  act: matchingActs.undo,
  input: z.object({ mergeId: z.string().refine(isId) }),
  record: () => null,
  perform: async ({ tx, actor }, { mergeId }) => {
    const merge = await lockMerge(tx, mergeId);
    if (!merge) return refuse('no-such-merge', 'There is no such merge.');
    if (merge.undoneAt) return refuse('undone-already', 'This merge has been taken back already.');
    if (merge.keptIsMerged) return refuse('merged-further', `${merge.keptName} has itself been merged since. Take that back first.`);
    const back = await moveBack(tx, merge.moved, merge.keptId, merge.mergedId);
    await storeUndone(tx, merge, actor.personId);
    await storeDecision(tx, merge.pairId, 'suggested', null);
    await afterMoving(tx, merge.moved, [merge.keptId, merge.mergedId]);
    return done({ pairId: merge.pairId, back }, { record: { kind: 'organisation', id: merge.mergedId }, before: { mergedInto: merge.keptId }, after: { mergeId, movedBack: back } });
  },
});

const countsOf = (moved: readonly Moved[]): Readonly<Record<string, number>> => Object.fromEntries(moved.map(({ table, column, rows }) => [`${table}.${column}`, rows.length]));

/** Search reads the name of a contract's supplier, and shows no record that is another's name. */
async function afterMoving(tx: Tx, moved: readonly Moved[], organisations: readonly OrganisationId[]): Promise<void> {
  await refreshWords(tx, moved.filter(({ table }) => table === 'agreement').flatMap(({ rows }) => rows.map((row) => String(row['id']))));
  for (const id of organisations) await indexOrganisation(tx, id);
}
