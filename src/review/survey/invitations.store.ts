import { sql, type RawBuilder } from 'kysely';
import { newId, type PersonId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';
import type { Wave } from './survey.ts';

const ROLES = sql`('organisation-administrator', 'bid-writer')`;
const DECIDED = sql`('opened', 'rejected', 'not-successful', 'successful')`;
/** An award of the wave's body that was decided on one of the wave's days. */
const awardOf = (wave: Wave): RawBuilder<unknown> => sql`a.state = 'confirmed' and (a.confirmed_at at time zone 'Europe/London')::date between ${wave.awardsFrom} and ${wave.awardsTo}`;

/** Tenders of the wave's body with such an award. A tender in lots counts from the first lot decided. */
const tendersOf = (wave: Wave): RawBuilder<unknown> => sql`select p.id, p.exercise_id from opportunity p where p.body_id = ${wave.bodyId} and p.source = 'made' and exists (select 1 from award a where a.opportunity_id = p.id and ${awardOf(wave)})`;

/** The organisations that a wave asks: whoever bid, or whoever has a live contract. */
const whomToAsk = (wave: Wave): RawBuilder<unknown> => wave.occasion === 'after-award'
  ? sql`select b.organisation_id from bid b join (${tendersOf(wave)}) t on t.id = b.opportunity_id where b.state in ${DECIDED}`
  : sql`select r.lead_organisation_id from agreement r where r.body_id = ${wave.bodyId} and r.state = 'live' and r.kind <> 'in-house' and r.lead_organisation_id is not null`;

/** Organisations that are to be asked and have not been invited: those with somebody here who can answer. */
const uninvited = (wave: Wave): RawBuilder<unknown> => sql`select distinct o.id from organisation o where o.id in (${whomToAsk(wave)}) and o.merged_into is null
  and exists (select 1 from role_holding h join person p on p.id = h.person_id where h.scope_kind = 'organisation' and h.scope_id = o.id and h.held_until is null and h.role in ${ROLES} and p.state = 'active')
  and not exists (select 1 from survey_invitation i where i.wave_id = ${wave.id} and i.organisation_id = o.id)`;

export async function anyUninvited(read: Read, wave: Wave): Promise<boolean> {
  const { rows } = await sql<{ any: boolean }>`select exists (${uninvited(wave)}) as any`.execute(read);
  return rows[0]!.any;
}

/** Invites whoever is to be asked and is not. @returns the invitations made */
export async function inviteAll(tx: Tx, wave: Wave): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`${uninvited(wave)}`.execute(tx);
  const made = rows.map(({ id: organisationId }) => ({ id: newId<'survey_invitation'>(), wave_id: wave.id, organisation_id: organisationId }));
  if (made.length > 0) await tx.insertInto('survey_invitation').values(made).onConflict((conflict) => conflict.columns(['wave_id', 'organisation_id']).doNothing()).execute();
  return made.map(({ id }) => id);
}

export interface PersonToAsk {
  readonly invitationId: string;
  readonly organisationName: string;
  readonly personId: PersonId;
  readonly email: string;
}

/** The people who may answer some invitations, as they are today: whoever left is not among them. */
export async function peopleOf(read: Read, invitationIds: readonly string[]): Promise<PersonToAsk[]> {
  const { rows } = await sql<PersonToAsk>`select distinct i.id as "invitationId", o.name as "organisationName", p.id as "personId", p.email from survey_invitation i join organisation o on o.id = i.organisation_id
    join role_holding h on h.scope_kind = 'organisation' and h.scope_id = i.organisation_id and h.held_until is null and h.role in ${ROLES} join person p on p.id = h.person_id and p.state = 'active'
    where i.id = any(${invitationIds}::uuid[]) order by i.id, p.email`.execute(read);
  return rows;
}

/** Marks those that have neither answered nor been reminded. @returns them */
export async function markReminded(tx: Tx, waveId: string): Promise<string[]> {
  const rows = await tx.updateTable('survey_invitation').set({ reminded: true }).where('wave_id', '=', waveId).where('answered', '=', false).where('reminded', '=', false).returning('id').execute();
  return rows.map(({ id }) => id);
}

export interface OpenInvitation {
  readonly id: string;
  readonly organisationName: string;
  readonly bodyName: string;
  readonly closesOn: string;
}

/** Invitations of some organisations that can still be answered, the soonest to close first. */
export async function openInvitations(read: Read, organisationIds: readonly string[], limit: number): Promise<OpenInvitation[]> {
  const { rows } = await sql<OpenInvitation>`select i.id, o.name as "organisationName", b.name as "bodyName", w.closes_on as "closesOn" from survey_invitation i join survey_wave w on w.id = i.wave_id join body b on b.id = w.body_id join organisation o on o.id = i.organisation_id
    where i.organisation_id = any(${organisationIds}::uuid[]) and not i.answered and w.closes_on >= (wantsum_clock() at time zone 'Europe/London')::date order by w.closes_on, i.id limit ${limit}`.execute(read);
  return rows;
}

/** One fact about an answer, to be counted by itself. */
export interface CoarseFact {
  readonly fact: string;
  readonly value: string;
}

/** What is counted beside an answer: in all, and four coarse facts of the organisation as they are now. */
export async function factsOf(read: Read, wave: Wave, organisationId: string): Promise<CoarseFact[]> {
  const units = wave.occasion === 'after-award'
    ? sql`select unit_counted_as(e.unit_id) as unit from bid b join (${tendersOf(wave)}) t on t.id = b.opportunity_id left join exercise e on e.id = t.exercise_id where b.organisation_id = ${organisationId} and b.state in ${DECIDED}`
    : sql`select unit_counted_as(r.unit_id) as unit from agreement r where r.body_id = ${wave.bodyId} and r.state = 'live' and r.lead_organisation_id = ${organisationId}`;
  const { rows } = await sql<{ size: string; sector: string; units: string[]; won: boolean }>`select case when o.size is null then 'not-said' when o.size = 'large' then 'large' else 'sme' end as size, coalesce(o.sector, 'not-said') as sector,
    array(select distinct u.unit::text from (${units}) u where u.unit is not null) as units,
    exists (select 1 from award a join bid b on b.id = a.bid_id join opportunity p on p.id = a.opportunity_id where b.organisation_id = o.id and p.body_id = ${wave.bodyId} and ${wave.occasion === 'after-award' ? awardOf(wave) : sql`false`}) as won
    from organisation o where o.id = ${organisationId}`.execute(read);
  const { size, sector, units: ids, won } = rows[0]!;
  return [
    { fact: 'all', value: 'all' }, { fact: 'size', value: size }, { fact: 'sector', value: sector },
    { fact: 'directorate', value: ids.length > 1 ? 'several' : (ids[0] ?? 'none') },
    ...(wave.occasion === 'after-award' ? [{ fact: 'outcome', value: won ? 'won' : 'lost' }] : []),
  ];
}

/**
 * Counts one answer. Every count of the wave is written, and all words of the wave are written anew in random order under new ids, also
 * where none were added: the rows' last transaction, order and ids then tell nothing of this answer. Call it under the wave's lock.
 */
export async function countAnswer(tx: Tx, waveId: string, facts: readonly CoarseFact[], scores: Readonly<Record<string, number>>, words: string): Promise<void> {
  const given = Object.entries(scores);
  const cells = facts.flatMap(({ fact, value }) => given.map(([statement, score]) => ({ fact, value, statement, score })));
  // Every score of every value met so far has its row, so that the one that was given is not the one that is new.
  await sql`insert into survey_count (wave_id, statement_id, fact, value, score)
    select ${waveId}, a.statement_id, f.fact, f.value, score from survey_asked a cross join unnest(${facts.map(({ fact }) => fact)}::text[], ${facts.map(({ value }) => value)}::text[]) as f (fact, value) cross join generate_series(1, 5) as score
    where a.wave_id = ${waveId} on conflict do nothing`.execute(tx);
  await sql`update survey_count c set answers = c.answers + case when given.statement is null then 0 else 1 end
    from survey_count every left join unnest(${cells.map(({ statement }) => statement)}::uuid[], ${cells.map(({ fact }) => fact)}::text[], ${cells.map(({ value }) => value)}::text[], ${cells.map(({ score }) => score)}::smallint[]) as given (statement, fact, value, score)
      on given.statement = every.statement_id and given.fact = every.fact and given.value = every.value and given.score = every.score
    where every.wave_id = ${waveId} and c.wave_id = every.wave_id and c.statement_id = every.statement_id and c.fact = every.fact and c.value = every.value and c.score = every.score`.execute(tx);
  await sql`with taken as (delete from survey_words where wave_id = ${waveId} returning words)
    insert into survey_words (wave_id, words) select ${waveId}, said.words from (select words from taken union all select ${words}::text where ${words}::text <> '') said order by random()`.execute(tx);
}

/** Yes, and nothing else. @returns false when it was yes before */
export async function markAnswered(tx: Tx, invitationId: string): Promise<boolean> {
  const { numUpdatedRows } = await tx.updateTable('survey_invitation').set({ answered: true }).where('id', '=', invitationId).where('answered', '=', false).executeTakeFirst();
  return numUpdatedRows === 1n;
}
