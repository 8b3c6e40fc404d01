import { newId, type BodyId, type PersonId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';
import { mergedGlossary, type Term } from './glossary.ts';

export interface OwnTerm extends Term {
  readonly id: string;
  readonly bodyId: string;
  readonly bodyName: string;
}

const terms = (read: Read) => read.selectFrom('glossary_term').innerJoin('body', 'body.id', 'glossary_term.body_id')
  .select(['glossary_term.id', 'glossary_term.term', 'glossary_term.meaning', 'body.id as bodyId', 'body.name as bodyName']).where('removed_at', 'is', null);
const withoutFull = (row: Omit<OwnTerm, 'inFull'>): OwnTerm => ({ ...row, inFull: '' });

/** What bodies explain in their own words, in alphabetical order. @param bodyId of one body; left out, of all */
export async function ownTerms(read: Read, bodyId?: string): Promise<OwnTerm[]> {
  const query = bodyId === undefined ? terms(read) : terms(read).where('body_id', '=', bodyId);
  return (await query.orderBy('glossary_term.term').execute()).map(withoutFull);
}

/** The glossary as a body's tenders are checked against it. */
export const glossaryFor = async (read: Read, bodyId: string): Promise<readonly Term[]> => mergedGlossary(await ownTerms(read, bodyId));

/** @returns false when the body explains that word already */
export async function insertTerm(tx: Tx, bodyId: BodyId, { term, meaning }: Pick<Term, 'term' | 'meaning'>, by: PersonId | null): Promise<boolean> {
  const there = await tx.selectFrom('glossary_term').select('id').where('body_id', '=', bodyId).where('removed_at', 'is', null).where((where) => where(where.fn('lower', ['term']), '=', term.toLowerCase())).executeTakeFirst();
  if (there) return false;
  await tx.insertInto('glossary_term').values({ id: newId<'glossary_term'>(), body_id: bodyId, term, meaning, added_by: by }).execute();
  return true;
}

/** @returns the words it had; null when it is not there */
export async function endTerm(tx: Tx, bodyId: string, id: string, at: Date): Promise<{ readonly term: string; readonly meaning: string } | null> {
  const row = await tx.updateTable('glossary_term').set({ removed_at: at }).where('id', '=', id).where('body_id', '=', bodyId).where('removed_at', 'is', null).returning(['term', 'meaning']).executeTakeFirst();
  return row ?? null;
}
