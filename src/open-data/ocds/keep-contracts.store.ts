import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { refreshSearch } from '#agreements';
import { newId } from '#kernel/ids';
import { readClock } from '#platform/clock';
import type { Tx } from '#platform/database/connection';
import type { Config } from '#platform/config';
import type { ContractRecord } from './contract-record.ts';
import { contractRecords } from './contract-record.store.ts';
import { contractContent, goneRelease, nextContractRelease } from './contract-release.ts';
import { problemsOf } from './release-problems.ts';
import type { Json } from './parties-of-release.ts';
import { withoutWithheld } from './withheld.ts';
import { withholdingsOf } from './withheld.store.ts';

const BATCH = 200;

interface Told { readonly agreementId: string; readonly ocid: string; readonly hash: Buffer; readonly count: number; readonly isGone: boolean; readonly bodyId: string | null; readonly last: Json | null }

/**
 * Compares contracts that something happened to with what the feed last said of them, and keeps a release of each that is new or reads
 * otherwise. What has come to be withheld is taken out of the releases that were kept before.
 * @returns how many contracts were looked at, released, and found wrong by the schema
 */
export async function keepContractReleases(tx: Tx, { siteUrl, ocidPrefix }: Pick<Config, 'siteUrl' | 'ocidPrefix'>): Promise<{ looked: number; kept: number; withProblems: number; retracted: number }> {
  await labelsThatEnded(tx);
  // Taken first and read afterwards: a change that commits in between is either read now or still due.
  const { rows: due } = await sql<{ id: string }>`delete from feed_due where agreement_id in (select agreement_id from feed_due order by agreement_id limit ${BATCH}) returning agreement_id as id`.execute(tx);
  const ids = await withMainContracts(tx, [...new Set(due.map(({ id }) => id))]);
  const records = new Map((await contractRecords(tx, ids, ocidPrefix)).map((record) => [record.id, record]));
  const told = new Map((await toldOf(tx, ids)).map((one) => [one.agreementId, one]));
  await refreshSearchOfLabelled(tx, ids);
  const at = await readClock(tx);
  const counts = { looked: ids.length, kept: 0, withProblems: 0, retracted: await retractWithheld(tx, [...records.values()], at) };
  for (const id of ids) {
    const release = await releaseDue(tx, records.get(id), told.get(id), at, siteUrl);
    if (!release) continue;
    const problems = problemsOf(release.content);
    counts.kept++;
    if (problems.length > 0) counts.withProblems++;
    await tx.insertInto('ocds_release').values({
      id: newId<'ocds_release'>(), notice_id: null, agreement_id: id, body_id: release.bodyId, ocid: String(release.content['ocid']), release_id: String(release.content['id']), dated_at: at,
      content: JSON.stringify(release.content), problems: JSON.stringify(problems),
    }).execute();
  }
  return counts;
}

/** A sub-contract is told in the releases of its main contract. */
async function withMainContracts(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct parent_id as id from agreement where id = any(${ids}::uuid[]) and kind = 'sub-contract' and parent_id is not null`.execute(tx);
  return [...new Set([...ids, ...rows.map(({ id }) => id)])];
}

/** The release that a contract is owed, with the feed's memory of it brought up to date; null when there is nothing new to say. */
async function releaseDue(tx: Tx, record: ContractRecord | undefined, told: Told | undefined, at: Date, siteUrl: string): Promise<{ readonly content: Json; readonly bodyId: string } | null> {
  if (!record) {
    if (!told || told.isGone || told.bodyId === null) return null;
    await tx.updateTable('feed_contract').set({ is_gone: true, release_count: told.count + 1 }).where('agreement_id', '=', told.agreementId).execute();
    return { content: goneRelease(told.last, { ocid: told.ocid, agreementId: told.agreementId, id: `${told.agreementId}-${told.count + 1}`, at }), bodyId: told.bodyId };
  }
  const content = { ...contractContent(record, siteUrl), ...(told ? { ocid: told.ocid } : {}) };
  const hash = createHash('sha256').update(JSON.stringify(content)).digest();
  if (!told) {
    // A contract that was awarded here is first told by its notice, as the law has it; the feed goes on from there.
    if (record.awardedHere && !record.hasNotice) return null;
    const count = record.awardedHere ? 0 : 1;
    await tx.insertInto('feed_contract').values({ agreement_id: record.id, ocid: record.ocid, content_hash: hash, release_count: count }).execute();
    return count === 0 ? null : { content: nextContractRelease(content, null, { id: `${record.id}-1`, at, isFirst: true }), bodyId: record.bodyId };
  }
  if (told.hash.equals(hash) && !told.isGone) return null;
  await tx.updateTable('feed_contract').set({ content_hash: hash, release_count: told.count + 1, is_gone: false }).where('agreement_id', '=', record.id).execute();
  return { content: nextContractRelease(content, told.last, { id: `${record.id}-${told.count + 1}`, at, isFirst: false }), bodyId: record.bodyId };
}

async function toldOf(tx: Tx, ids: readonly string[]): Promise<Told[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<Told>`select f.agreement_id as "agreementId", f.ocid, f.content_hash as hash, f.release_count as count, f.is_gone as "isGone", r.body_id as "bodyId", r.content as last
    from feed_contract f left join lateral (
      select body_id, content from ocds_release r where r.agreement_id = f.agreement_id or (r.agreement_id is null and r.ocid = f.ocid and r.content @> jsonb_build_object('contracts', jsonb_build_array(jsonb_build_object('id', f.agreement_id))))
      order by r.dated_at desc, r.id desc limit 1) r on true
    where f.agreement_id = any(${ids}::uuid[])`.execute(tx);
  return rows;
}

/** Takes out of the kept releases what is withheld by now, and says when and what. They keep their place: the new release tells whoever follows. */
async function retractWithheld(tx: Tx, records: readonly ContractRecord[], at: Date): Promise<number> {
  const labelled = records.filter(({ labels }) => labels.length > 0);
  if (labelled.length === 0) return 0;
  const [ocids, ids] = [labelled.map(({ ocid }) => ocid), labelled.map(({ id }) => id)];
  const withholdings = await withholdingsOf(tx, ocids, ids);
  const { rows } = await sql<{ id: string; content: Json }>`select id, content from ocds_release where ocid = any(${ocids}::text[]) or agreement_id = any(${ids}::uuid[])`.execute(tx);
  let retracted = 0;
  for (const { id, content } of rows) {
    const without = withoutWithheld(content, withholdings);
    if (JSON.stringify(without) === JSON.stringify(content)) continue;
    await tx.updateTable('ocds_release').set({ content: JSON.stringify(without), retracted_at: at, retraction: 'What has come to be withheld was taken out of it.' }).where('id', '=', id).execute();
    retracted++;
  }
  return retracted;
}

/** The public search keeps what it finds a contract by: a label that came or went changes that, whoever put it there. */
async function refreshSearchOfLabelled(tx: Tx, ids: readonly string[]): Promise<void> {
  const { rows } = await sql<{ id: string }>`select distinct about_id as id from label where about_kind = 'agreement' and about_id = any(${ids}::uuid[])`.execute(tx);
  if (rows.length > 0) await refreshSearch(tx, rows.map(({ id }) => id));
}

/** A label that ends by itself changes what is public without anybody writing: its contracts are due on the day after. */
async function labelsThatEnded(tx: Tx): Promise<void> {
  await sql`with today as (select (wantsum_clock() at time zone 'Europe/London')::date as day),
    ended as (select l.about_id from label l, feed_day f, today t where l.about_kind = 'agreement' and l.ended_at is null and l.until >= f.labels_until and l.until < t.day),
    put as (insert into feed_due (agreement_id) select distinct about_id from ended on conflict do nothing)
    update feed_day f set labels_until = t.day from today t where f.labels_until <> t.day`.execute(tx);
}

/** Whether any contract waits to be looked at. */
export const contractsAreDue = sql<{ waiting: boolean }>`select exists (select 1 from feed_due) or (select labels_until <> (wantsum_clock() at time zone 'Europe/London')::date from feed_day) as waiting`;
