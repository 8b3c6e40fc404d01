import { sql } from 'kysely';
import type { CalendarDate } from '#kernel/calendar-date';
import { newId, type PersonId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';
import type { ContactWay } from './told.ts';

/** One message, to everyone who was sent the very same words together. */
export interface Told {
  readonly at: Date;
  readonly subject: string;
  readonly text: string;
  readonly to: readonly string[];
  readonly bids: number;
  /** Addresses at which it did not arrive. */
  readonly failed: number;
}

export interface ToldPage {
  readonly bidders: number;
  readonly messages: readonly Told[];
  readonly total: number;
}

/** Bids that were opened: who only began, withdrew or came late stays unknown here as everywhere. */
const bidders = (opportunityId: string) => sql`select b.id, g.name from bid b join organisation g on g.id = b.organisation_id where b.opportunity_id = ${opportunityId} and b.state in ('opened', 'successful', 'not-successful', 'rejected')`;

/**
 * What the opened bids of an opportunity were written, the newest first. Words that differ in the address of the bid alone are the same words; mails of one
 * act are seconds apart, so what is minutes apart is another message. Mail to the authority's own people about a bid is none.
 */
export async function toldTo(read: Read, opportunityId: string, page: { readonly size: number; readonly number: number }): Promise<ToldPage> {
  const { rows } = await sql<Told & { total: number }>`with bidder as (${bidders(opportunityId)}),
    mail as (select m.id, m.subject, replace(m.body_text, m.about_id::text, '…') as words, m.created_at, m.state, bidder.id as bid_id, bidder.name from bidder join outbox_mail m on m.about_id = bidder.id and m.about_kind = 'bid'
      where exists (select from role_holding h where h.person_id = m.recipient_person_id and h.scope_kind = 'organisation')),
    marked as (select mail.*, case when created_at - lag(created_at) over same < interval '2 minutes' then 0 else 1 end as begins from mail window same as (partition by subject, words order by created_at)),
    act as (select marked.*, sum(begins) over (partition by subject, words order by created_at, id) as act from marked)
    select min(created_at) as at, subject, words as text, array_agg(distinct name order by name) as "to", count(distinct bid_id)::int as bids, count(*) filter (where state = 'failed')::int as failed, (count(*) over ())::int as total
    from act group by subject, words, act order by min(created_at) desc, subject limit ${page.size} offset ${(page.number - 1) * page.size}`.execute(read);
  const { rows: counted } = await sql<{ count: number }>`select count(*)::int as count from (${bidders(opportunityId)}) bidder`.execute(read);
  return { bidders: counted[0]!.count, messages: rows, total: rows[0]?.total ?? 0 };
}

export interface OutsideContact {
  readonly happenedOn: CalendarDate;
  readonly way: ContactWay;
  readonly withWhom: string;
  readonly words: string;
  readonly alike: string;
  readonly recordedBy: string;
  readonly recordedAt: Date;
}

/** More talks than any procurement has; the newest are shown. */
export const MOST_CONTACTS = 200;

/** Talks that this site did not carry, the newest first. */
export async function outsideContacts(read: Read, opportunityId: string): Promise<readonly OutsideContact[]> {
  const { rows } = await sql<OutsideContact>`select c.happened_on::text as "happenedOn", c.way, c.with_whom as "withWhom", c.words, c.alike, p.name as "recordedBy", c.recorded_at as "recordedAt"
    from outside_contact c join person p on p.id = c.recorded_by where c.opportunity_id = ${opportunityId} order by c.happened_on desc, c.recorded_at desc limit ${MOST_CONTACTS}`.execute(read);
  return rows;
}

export async function insertContact(tx: Tx, opportunityId: string, contact: Pick<OutsideContact, 'happenedOn' | 'way' | 'withWhom' | 'words' | 'alike'>, by: PersonId): Promise<string> {
  const id = newId<'outside_contact'>();
  await tx.insertInto('outside_contact').values({ id, opportunity_id: opportunityId, happened_on: contact.happenedOn, way: contact.way, with_whom: contact.withWhom, words: contact.words, alike: contact.alike, recorded_by: by }).execute();
  return id;
}
