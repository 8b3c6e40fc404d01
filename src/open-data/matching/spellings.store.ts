import { sql } from 'kysely';
import { newId, type PersonId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';
import type { NewPair } from './matching.store.ts';
import type { NamedRow } from './suggest-groups.ts';

/** A spelling in spending that may be an organisation here. */
export interface SpellingSuggestion {
  readonly id: string;
  readonly state: 'suggested' | 'different' | 'matched';
  readonly reason: string;
  readonly confidence: number;
  readonly supplierId: string;
  readonly name: string;
  readonly body: string;
  readonly organisationId: string;
  readonly organisation: string;
}

/** Spellings in spending that are no organisation yet. What is withheld, by the file or by a label, is nobody's to guess at. */
export async function spellingsToCompare(read: Read): Promise<(NamedRow & { readonly id: string })[]> {
  const { rows } = await sql<NamedRow & { id: string }>`select s.id, s.name, nullif(s.company_number, '') as company, nullif(s.charity_number, '') as charity from spend_supplier s
    where s.organisation_id is null and not s.redacted and not exists (select from label l where l.about_kind = 'spend-supplier' and l.about_id = s.id and l.ended_at is null) order by s.id`.execute(read);
  return rows;
}

/** Other names of organisations: spellings that count as them, under the organisation's own numbers. None that is withheld. */
export async function spellingsThatCount(read: Read): Promise<(NamedRow & { readonly id: string })[]> {
  const { rows } = await sql<NamedRow & { id: string }>`select distinct o.id, s.name, o.company_number as company, o.charity_number as charity from spend_supplier s join organisation o on o.id = s.organisation_id
    where o.merged_into is null and s.name <> o.name and not s.redacted and not exists (select 1 from label l where l.about_kind = 'spend-supplier' and l.about_id = s.id and l.ended_at is null) order by o.id, s.name`.execute(read);
  return rows;
}

/** Keeps suggestions: `left` is the spelling, `right` the organisation. One that was decided, or is suggested already, stays as it is. @returns how many are new */
export async function storeSpellingSuggestions(tx: Tx, suggestions: readonly NewPair[]): Promise<number> {
  let added = 0;
  for (let from = 0; from < suggestions.length; from += 1000) {
    const some = suggestions.slice(from, from + 1000).map(({ left, right, reason, confidence }) => ({ id: newId<'spelling_suggestion'>(), supplier_id: left, organisation_id: right, reason, confidence: confidence.toFixed(3) }));
    const done = await tx.insertInto('spelling_suggestion').values(some).onConflict((conflict) => conflict.columns(['supplier_id', 'organisation_id']).doNothing()).executeTakeFirst();
    added += Number(done.numInsertedOrUpdatedRows ?? 0n);
  }
  return added;
}

const FROM = sql`spelling_suggestion x join spend_supplier s on s.id = x.supplier_id join body b on b.id = s.body_id join organisation o on o.id = x.organisation_id`;

/** A suggestion, locked with its spelling so that two who decide follow one another. */
export async function lockSpellingSuggestion(tx: Tx, id: string): Promise<SpellingSuggestion | null> {
  await sql`select s.id from spend_supplier s join spelling_suggestion x on x.supplier_id = s.id where x.id = ${id} for update of s, x`.execute(tx);
  return spellingSuggestionById(tx, id);
}

export async function spellingSuggestionById(read: Read, id: string): Promise<SpellingSuggestion | null> {
  const { rows } = await sql<SpellingSuggestion>`select x.id, x.state, x.reason, x.confidence::float8 as confidence, s.id as "supplierId", s.name, b.name as body, o.id as "organisationId", o.name as organisation from ${FROM} where x.id = ${id}`.execute(read);
  return rows[0] ?? null;
}

export async function storeSpellingDecision(tx: Tx, id: string, state: SpellingSuggestion['state'], by: PersonId | null): Promise<void> {
  await tx.updateTable('spelling_suggestion').set(state === 'suggested' ? { state, decided_by: null, decided_at: null } : { state, decided_by: by, decided_at: sql`wantsum_clock()` }).where('id', '=', id).execute();
}

/** What waits for a decision, whatever it came of: two organisations, or a spelling in the spending of one of these bodies and an organisation. */
export interface Waiting {
  readonly one: string;
  readonly other: string;
  /** Where the first name stands: among organisations, or in the spending of a body. */
  readonly source: string;
  readonly reason: string;
  readonly confidence: number;
  readonly href: string;
}

/** Suggestions nobody has decided, the surest first. `page` counts from 1. */
export async function waitingSuggestions(read: Read, bodies: readonly string[], page: number, perPage: number): Promise<{ readonly waiting: readonly Waiting[]; readonly count: number }> {
  const all = sql`select p.id, l.name as one, r.name as other, 'Organisations' as source, p.reason, p.confidence, '/organisations/duplicates/' || p.id as href
      from organisation_pair p join organisation l on l.id = p.left_id join organisation r on r.id = p.right_id where p.state = 'suggested' and l.merged_into is null and r.merged_into is null
    union all select x.id, s.name, o.name, 'Spending of ' || b.name, x.reason, x.confidence, '/spend/suppliers/' || s.id || '/suggestions/' || x.id
      from ${FROM} where x.state = 'suggested' and s.organisation_id is null and o.merged_into is null and s.body_id = any(${bodies}::uuid[])`;
  const { rows } = await sql<Waiting>`select one, other, source, reason, confidence::float8 as confidence, href from (${all}) w order by w.confidence desc, w.id limit ${perPage} offset ${(page - 1) * perPage}`.execute(read);
  const counted = await sql<{ count: number }>`select count(*)::int as count from (${all}) w`.execute(read);
  return { waiting: rows, count: counted.rows[0]!.count };
}

/** Something that was decided and can be asked anew. Merges stand in a list of their own. */
export interface Decided {
  readonly one: string;
  readonly other: string;
  readonly isSame: boolean;
  readonly decidedAt: Date;
  readonly href: string;
}

/** The latest decisions, merges left out. */
export async function recentDecisions(read: Read, bodies: readonly string[], limit = 20): Promise<readonly Decided[]> {
  const { rows } = await sql<Decided>`select one, other, "isSame", "decidedAt", href from (
      (select p.id, l.name as one, r.name as other, false as "isSame", p.decided_at as "decidedAt", '/organisations/duplicates/' || p.id || '/again' as href
        from organisation_pair p join organisation l on l.id = p.left_id join organisation r on r.id = p.right_id where p.state = 'different' order by p.decided_at desc, p.id desc limit ${limit})
      union all (select x.id, s.name, o.name, x.state = 'matched', x.decided_at, '/spend/suppliers/' || s.id || '/suggestions/' || x.id || '/again'
        from ${FROM} where x.state <> 'suggested' and s.body_id = any(${bodies}::uuid[]) order by x.decided_at desc, x.id desc limit ${limit})) d
    order by "decidedAt" desc, id desc limit ${limit}`.execute(read);
  return rows;
}
