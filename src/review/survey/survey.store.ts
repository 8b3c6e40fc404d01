import { sql, type RawBuilder } from 'kysely';
import { newId, type BodyId, type Id, type PersonId } from '#kernel/ids';
import { peopleOfBody } from '#parties';
import type { Read, Tx } from '#platform/database/connection';
import { MOST_WAVES, SHIPPED_STATEMENTS, type Occasion } from './survey.data.ts';
import { WORDS_READERS } from './survey.acts.ts';
import type { Baseline, Invitation, Statement, Wave } from './survey.ts';

const TODAY = sql`(wantsum_clock() at time zone 'Europe/London')::date`;
const STATEMENT = sql.raw(`s.id, s.subject, s.words, s.recommendation, s.recommendation_url as "recommendationUrl", s.from_on as "fromOn", s.until_on as "untilOn",
  (select jsonb_build_object('notPercent', b.not_percent::text, 'words', b.words, 'source', b.source) from survey_baseline b where b.statement_id = s.id order by b.set_at desc, b.id desc limit 1) as baseline`);

/** Every statement of a body, those in force first, in their order. */
export async function statementsOf(read: Read, bodyId: string): Promise<Statement[]> {
  const { rows } = await sql<Statement>`select ${STATEMENT} from survey_statement s where s.body_id = ${bodyId} order by s.until_on is not null, s.position, s.from_on desc, s.id`.execute(read);
  return rows;
}

export const statementById = async (read: Read, bodyId: string, id: string): Promise<Statement | null> => (await statementsOf(read, bodyId)).find((statement) => statement.id === id) ?? null;

/** The statements that a wave asks, in its order. */
export async function askedIn(read: Read, waveIds: readonly string[]): Promise<(Statement & { readonly waveId: string })[]> {
  const { rows } = await sql<Statement & { readonly waveId: string }>`select a.wave_id as "waveId", ${STATEMENT} from survey_asked a join survey_statement s on s.id = a.statement_id where a.wave_id = any(${waveIds}::uuid[]) order by a.position, s.id`.execute(read);
  return rows;
}

/** Two who change what is asked, or open a wave, wait for each other. */
export const lockSurvey = (tx: Tx, bodyId: string): Promise<unknown> => sql`select pg_advisory_xact_lock(hashtextextended('survey:' || ${bodyId}, 0))`.execute(tx);

/** A body that never decided what to ask asks what ships. Call it under the lock, before anything is changed. */
export async function ensureStatements(tx: Tx, bodyId: BodyId): Promise<void> {
  if ((await statementsOf(tx, bodyId)).length > 0) return;
  for (const [index, { baseline, ...statement }] of SHIPPED_STATEMENTS.entries()) {
    const id = await insertStatement(tx, bodyId, { ...statement, recommendationUrl: null, position: index + 1, followsId: null }, null);
    if (baseline) await insertBaseline(tx, id, baseline, null);
  }
}

export interface NewStatement {
  readonly subject: string;
  readonly words: string;
  readonly recommendation: string;
  readonly recommendationUrl: string | null;
  readonly position: number;
  readonly followsId: string | null;
}

export async function insertStatement(tx: Tx, bodyId: string, { subject, words, recommendation, recommendationUrl, position, followsId }: NewStatement, by: PersonId | null): Promise<Id<'survey_statement'>> {
  const id = newId<'survey_statement'>();
  await sql`insert into survey_statement (id, body_id, subject, words, recommendation, recommendation_url, position, from_on, follows_id, set_by) values (${id}, ${bodyId}, ${subject}, ${words}, ${recommendation}, ${recommendationUrl}, ${position}, ${TODAY}, ${followsId}, ${by})`.execute(tx);
  return id;
}

/** Not asked from today on. @returns false when somebody ended it before */
export async function endStatement(tx: Tx, id: string): Promise<boolean> {
  const { numAffectedRows } = await sql`update survey_statement set until_on = ${TODAY} - 1 where id = ${id} and until_on is null`.execute(tx);
  return numAffectedRows === 1n;
}

export async function insertBaseline(tx: Tx, statementId: string, { notPercent, words, source }: Baseline, by: PersonId | null): Promise<void> {
  await tx.insertInto('survey_baseline').values({ id: newId<'survey_baseline'>(), statement_id: statementId, not_percent: notPercent, words, source, set_by: by }).execute();
}

const WAVE = sql`w.id, w.body_id as "bodyId", b.name as "bodyName", b.slug as "bodySlug", w.occasion, w.title, w.awards_from_on as "awardsFrom", w.awards_to_on as "awardsTo", w.opens_on as "opensOn", w.closes_on as "closesOn", w.fewest, w.is_public as "isPublic", w.closes_on < ${TODAY} as "isClosed",
  (select count(*)::int from survey_invitation i join organisation o on o.id = i.organisation_id where i.wave_id = w.id and (o.merged_into is null or i.answered)) as invited, (select count(*)::int from survey_invitation i where i.wave_id = w.id and i.answered) as answered`;
const WAVES = sql`select ${WAVE} from survey_wave w join body b on b.id = w.body_id`;

export async function waveById(read: Read, id: string): Promise<Wave | null> {
  const { rows } = await sql<Wave>`${WAVES} where w.id = ${id}`.execute(read);
  return rows[0] ?? null;
}

/** Which waves somebody may read: all of the bodies whose staff they are, and of the others what is published and closed. */
const readable = (staffOf: readonly string[]): RawBuilder<boolean> => sql`(w.body_id = any(${staffOf}::uuid[]) or (w.is_public and w.closes_on < ${TODAY}))`;

/** The waves of a body that somebody may read, the newest first. @param staffOf the bodies of which they may read all */
export async function wavesOf(read: Read, bodyId: string, staffOf: readonly string[]): Promise<Wave[]> {
  const { rows } = await sql<Wave>`${WAVES} where w.body_id = ${bodyId} and ${readable(staffOf)} order by w.closes_on desc, w.id desc limit ${MOST_WAVES}`.execute(read);
  return rows;
}

/** The waves that closed between two days, of one body or of all, that somebody may read. */
export async function wavesClosed(read: Read, { bodyId, from, to }: { readonly bodyId: string | null; readonly from: string; readonly to: string }, staffOf: readonly string[]): Promise<Wave[]> {
  const { rows } = await sql<Wave>`${WAVES} where (${bodyId}::uuid is null or w.body_id = ${bodyId}::uuid) and w.closes_on between ${from} and ${to} and w.closes_on < ${TODAY} and ${readable(staffOf)} order by w.closes_on desc, w.id desc limit ${MOST_WAVES}`.execute(read);
  return rows;
}

export interface NewWave {
  readonly bodyId: BodyId;
  readonly occasion: Occasion;
  readonly title: string;
  readonly awardsFrom: string | null;
  readonly awardsTo: string | null;
  readonly closesOn: string;
  readonly fewest: number;
  readonly isPublic: boolean;
}

/** Opens a wave today with the statements in force. @returns which constraint of time says no, where one does */
export async function insertWave(tx: Tx, wave: NewWave, by: PersonId | null): Promise<Id<'survey_wave'> | 'open-already' | 'asked-already'> {
  const { rows } = await sql<{ open: boolean; asked: boolean }>`select
    exists (select 1 from survey_wave w where w.body_id = ${wave.bodyId} and w.occasion = ${wave.occasion} and daterange(w.opens_on, w.closes_on, '[]') && daterange(${TODAY}, ${wave.closesOn}::date, '[]')) as open,
    exists (select 1 from survey_wave w where w.body_id = ${wave.bodyId} and w.occasion = 'after-award' and ${wave.awardsFrom}::date is not null and daterange(w.awards_from_on, w.awards_to_on, '[]') && daterange(${wave.awardsFrom}::date, ${wave.awardsTo}::date, '[]')) as asked`.execute(tx);
  if (rows[0]!.open) return 'open-already';
  if (rows[0]!.asked) return 'asked-already';
  const id = newId<'survey_wave'>();
  await sql`insert into survey_wave (id, body_id, occasion, title, awards_from_on, awards_to_on, opens_on, closes_on, fewest, is_public, opened_by)
    values (${id}, ${wave.bodyId}, ${wave.occasion}, ${wave.title}, ${wave.awardsFrom}, ${wave.awardsTo}, ${TODAY}, ${wave.closesOn}, ${wave.fewest}, ${wave.isPublic}, ${by})`.execute(tx);
  await sql`insert into survey_asked (wave_id, statement_id, position) select ${id}, s.id, s.position from survey_statement s where s.body_id = ${wave.bodyId} and s.until_on is null`.execute(tx);
  return id;
}

interface InvitationRow {
  readonly id: Invitation['id'];
  readonly waveId: string;
  readonly organisationId: Invitation['organisationId'];
  readonly organisationName: string;
  readonly answered: boolean;
}

export async function invitationById(read: Read, id: string): Promise<Invitation | null> {
  const { rows } = await sql<InvitationRow>`select i.id, i.wave_id as "waveId", i.organisation_id as "organisationId", o.name as "organisationName", i.answered from survey_invitation i join organisation o on o.id = i.organisation_id where i.id = ${id}`.execute(read);
  const [row] = rows;
  if (!row) return null;
  const { waveId, ...invitation } = row;
  return { ...invitation, wave: (await waveById(read, waveId))!, statements: await askedIn(read, [waveId]) };
}

/** Answers of one wave follow each other: each writes all of its counts. */
export async function lockInvitation(tx: Tx, id: string): Promise<Invitation> {
  await sql`select 1 from survey_wave w where w.id = (select wave_id from survey_invitation where id = ${id}) for update`.execute(tx);
  return (await invitationById(tx, id))!;
}

/** People of a body who may be named to read what providers wrote: whoever works there as more than an administrator. */
export const possibleReaders = async (read: Read, bodyId: string): ReturnType<typeof peopleOfBody> => (await peopleOfBody(read, bodyId)).filter(({ roles }) => roles.some((role) => WORDS_READERS.includes(role)));
