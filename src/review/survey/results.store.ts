import { sql } from 'kysely';
import type { Read, Tx } from '#platform/database/connection';
import { OTHERS } from './survey.data.ts';
import type { Count } from './results.ts';

/** The counts of waves that are closed and have answers enough; of no other wave is any count ever read. @param facts 'all', or others as well */
export async function countsOf(read: Read, waveIds: readonly string[], facts: 'all' | 'every'): Promise<Count[]> {
  const { rows } = await sql<Count>`select c.wave_id as "waveId", c.statement_id as "statementId", c.fact, c.value, u.name as "unitName", c.score, c.answers from survey_count c join survey_wave w on w.id = c.wave_id
      left join organisational_unit u on c.fact = 'directorate' and u.id::text = c.value
    where c.wave_id = any(${waveIds}::uuid[]) and (${facts === 'every'} or c.fact = 'all') and w.closes_on < (wantsum_clock() at time zone 'Europe/London')::date
      and (select count(*) from survey_invitation i where i.wave_id = w.id and i.answered) >= w.fewest
    order by c.statement_id, c.fact, c.value, c.score`.execute(read);
  return rows;
}

/** What was written, in the order of the alphabet, of a wave that is closed and has answers enough. */
export async function wordsOf(read: Read, waveId: string): Promise<string[]> {
  const { rows } = await sql<{ words: string }>`select s.words from survey_words s join survey_wave w on w.id = s.wave_id where w.id = ${waveId} and w.closes_on < (wantsum_clock() at time zone 'Europe/London')::date
    and (select count(*) from survey_invitation i where i.wave_id = w.id and i.answered) >= w.fewest order by lower(s.words), s.id`.execute(read);
  return rows.map(({ words }) => words);
}

/** How many answered, by one value of a fact; the same for every statement of the wave. */
export interface FactTotal {
  readonly fact: string;
  readonly value: string;
  readonly answers: number;
}

/** How many answered, by each value of each fact: for merging what is too small, at the end. */
export async function factTotals(tx: Tx, waveId: string): Promise<FactTotal[]> {
  const { rows } = await sql<FactTotal>`select c.fact, c.value, sum(c.answers)::int as answers from survey_count c where c.wave_id = ${waveId} and c.fact <> 'all'
    and c.statement_id = (select a.statement_id from survey_asked a where a.wave_id = ${waveId} order by a.statement_id limit 1) group by 1, 2`.execute(tx);
  return rows;
}

/** Merges values of a fact into others, in the counts themselves. */
export async function mergeValues(tx: Tx, waveId: string, fact: string, values: readonly string[]): Promise<void> {
  await sql`insert into survey_count (wave_id, statement_id, fact, value, score, answers)
    select wave_id, statement_id, fact, ${OTHERS}, score, sum(answers) from survey_count where wave_id = ${waveId} and fact = ${fact} and value = any(${values}::text[]) group by 1, 2, 3, 5
    on conflict (wave_id, statement_id, fact, value, score) do update set answers = survey_count.answers + excluded.answers`.execute(tx);
  await sql`delete from survey_count where wave_id = ${waveId} and fact = ${fact} and value = any(${values}::text[])`.execute(tx);
}

/** Throws away what can never be shown: all of a wave that too few answered. */
export async function emptyWave(tx: Tx, waveId: string): Promise<void> {
  await sql`delete from survey_count where wave_id = ${waveId}`.execute(tx);
  await sql`delete from survey_words where wave_id = ${waveId}`.execute(tx);
}

export const markSettled = async (tx: Tx, waveId: string): Promise<void> => void (await tx.updateTable('survey_wave').set({ settled: true }).where('id', '=', waveId).execute());
