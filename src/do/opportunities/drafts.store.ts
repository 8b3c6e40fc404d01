import { sql, type RawBuilder } from 'kysely';
import type { Read } from '#platform/database/connection';
import { titleInStageSql } from '#routes';
import type { DraftRow } from './build.page.ts';

const MOST_DRAFTS = 200;

/** The drafts on which the condition holds (over `r`), the newest first. */
export async function draftsOf(read: Read, where: RawBuilder<boolean>): Promise<DraftRow[]> {
  const { rows } = await sql<DraftRow>`select r.id, r.reference, ${sql.raw(titleInStageSql('r'))} as title, b.name as "bodyName", r.closes_at as "closesAt"
    from opportunity r join body b on b.id = r.body_id where r.state = 'draft' and ${where} order by r.created_at desc, r.id limit ${MOST_DRAFTS}`.execute(read);
  return rows;
}
