import { sql } from 'kysely';
import { noticeName } from '#parts/notices';
import type { Read } from '#platform/database/connection';

/** A notice that was published for a contract or for the procurement it came of. */
export interface AgreementNotice {
  readonly id: string;
  readonly name: string;
  readonly code: string;
  readonly version: number;
  /** On the central digital platform; null where it stands here alone. */
  readonly platformReference: string | null;
  readonly publishedAt: Date;
}

/** A notice that is owed still. */
export interface NoticeDue {
  readonly words: string;
  readonly address: string;
  /** Null where the law gives no day: as soon as reasonably practicable. */
  readonly dueAt: Date | null;
}

const MOST = 100;

/** Every notice of an agreement, of the award, direct award or framework that it is or came of, and of the tender before it in each of its stages: newest first, at most 100. One query. */
export async function noticesAround(read: Read, { id, awardedFrom }: { readonly id: string; readonly awardedFrom: string | null }): Promise<AgreementNotice[]> {
  const { rows } = await sql<Omit<AgreementNotice, 'name'>>`
    with recursive tender as (
      select o.id, o.follows_id from opportunity o where o.id in (select a.opportunity_id from award a where a.id = ${awardedFrom}::uuid union all select g.opportunity_id from arrangement g where g.agreement_id = ${id})
      union select o.id, o.follows_id from opportunity o join tender on o.id = tender.follows_id
    ), around as (
      select 'agreement' as kind, ${id}::uuid as id
      union all select 'award', a.id from award a where a.id = ${awardedFrom}::uuid
      union all select 'opportunity', tender.id from tender
      union all select 'direct-award', d.id from direct_award d where d.agreement_id = ${id}
      union all select 'arrangement', g.id from arrangement g where g.agreement_id = ${id})
    select n.id, n.code, n.version, n.platform_reference as "platformReference", n.published_at as "publishedAt" from around join notice n on n.about_kind = around.kind and n.about_id = around.id
    order by n.published_at desc, n.id desc limit ${MOST}`.execute(read);
  return rows.map((row) => ({ ...row, name: noticeName(row.code) }));
}

/** What is to be published of it still, the soonest first: what was promised by a day, and contract details that the law wants without one. One query. */
export async function noticesDue(read: Read, { id, awardedFrom }: { readonly id: string; readonly awardedFrom: string | null }): Promise<NoticeDue[]> {
  const { rows } = await sql<NoticeDue>`
    select p.words, p.address, p.due_at as "dueAt" from promise p where p.kind = 'contract-details-notice' and p.about_kind = 'agreement' and p.about_id = ${id} and p.kept_at is null and p.withdrawn_at is null
    union all select 'Publish the contract details notice', '/awards/' || a.id || '/details', null from award a where a.id = ${awardedFrom}::uuid
      and not exists (select 1 from notice n where n.code = 'UK7' and n.about_kind = 'agreement' and n.about_id = ${id})
      and not exists (select 1 from promise p where p.kind = 'contract-details-notice' and p.about_kind = 'agreement' and p.about_id = ${id} and p.kept_at is null and p.withdrawn_at is null)
    order by 3 nulls last`.execute(read);
  return rows;
}
