import { sql } from 'kysely';
import { streamRows } from '#platform/database/stream-rows';
import type { Services } from '#platform/services';
import { contractContent, nextContractRelease } from './contract-release.ts';
import type { ContractRecord } from './contract-record.ts';
import { contractRecordFrom, contractRecordsSql } from './contract-record.store.ts';
import type { Json } from './parties-of-release.ts';
import { releasePackage } from './release-package.ts';

/** An OCDS 1.1.5 release package: one contract release for each public contract of a body, streamed. Withheld fields are left out. */
export async function* contractsAsOcds({ database, config }: Services, bodySlug: string): AsyncGenerator<string> {
  const { rows } = await database.pool.query<{ now: Date; name: string | null }>('select wantsum_clock() as now, (select name from body where slug = $1) as name', [bodySlug]);
  const { now, name } = rows[0]!;
  const around = JSON.stringify(releasePackage(`${config.siteUrl}/contracts?body=${bodySlug}`, now, { name: name ?? bodySlug, uri: config.siteUrl }, []));
  yield around.slice(0, around.lastIndexOf(']'));
  let comma = '';
  for await (const batch of streamRows(database, contractRecordsSql(sql`b.slug = ${bodySlug}`, config.ocidPrefix))) {
    let text = '';
    for (const row of batch) {
      text += `${comma}\n${JSON.stringify(standingRelease(contractRecordFrom(row), config.siteUrl))}`;
      comma = ',';
    }
    yield text;
  }
  yield '\n]}\n';
}

/** A contract as it stands, as one release: its id changes when the contract does. */
export const standingRelease = (record: ContractRecord, siteUrl: string): Json =>
  nextContractRelease(contractContent(record, siteUrl), null, { id: `${record.id}-${record.updatedAt.getTime()}`, at: record.updatedAt, isFirst: true });
