import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { londonDate, addYears } from '#kernel/calendar-date';
import type { Actor } from '#platform/access/access';
import { readClock } from '#platform/clock';
import type { Read } from '#platform/database/connection';
import { matchName } from '#parties';
import { policyValue } from '#policy';
import { connectedPeopleOf, PERSON_KINDS, type ConnectedPerson } from '#selection';
import { ports } from '../ports.ts';
import { lineageLinks, linksKey, withNamed, type Failed, type Lineage, type LineageLink, type Officer, type Predecessor, type View } from './lineage.ts';

const LINEAGE = sql.raw(`g.id as "organisationId", g.name, g.match_name as "matchName", array_remove(array[g.company_number, g.charity_number], null) as numbers,
  coalesce((select json_agg(json_build_object('name', f.name, 'matchName', f.match_name, 'role', f.role, 'source', f.source) order by f.name) from organisation_officer f where f.organisation_id = g.id and f.removed_at is null), '[]') as officers,
  coalesce((select json_agg(json_build_object('name', p.name, 'matchName', p.match_name, 'number', p.number, 'source', p.source) order by p.name) from organisation_predecessor p where p.organisation_id = g.id and p.removed_at is null), '[]') as predecessors`);

export async function lineageOf(read: Read, organisationId: string): Promise<Lineage | null> {
  const { rows } = await sql<Lineage>`select ${LINEAGE} from organisation g where g.id = ${organisationId}`.execute(read);
  return rows[0] ?? null;
}

/** Suppliers whose contracts a body ended for poor performance, as far back as it looks. */
async function failedFor(read: Read, bodyId: string): Promise<Failed[]> {
  const today = londonDate(await readClock(read));
  const years = (await policyValue(read, bodyId, 'lineage.yearsBack', today)).value;
  const { rows } = await sql<Failed>`select ${LINEAGE}, a.id as "agreementId", a.title as "agreementTitle", a.terminated_on::text as "terminatedOn", a.ended_because as because
    from agreement a join organisation g on g.id = a.lead_organisation_id
    where a.state = 'terminated' and a.poor_performance and a.terminated_on is not null and (${years === null} or a.terminated_on >= ${years === null ? today : addYears(today, -years)}::date)
    order by a.terminated_on desc, a.id limit 500`.execute(read);
  return rows;
}

export interface BidderLineage {
  readonly bidId: string;
  readonly organisationId: string;
  readonly organisation: string;
  readonly links: readonly LineageLink[];
  readonly linksHash: string;
  readonly view: { readonly view: View; readonly words: string; readonly recordedAt: Date; readonly recordedBy: string | null } | null;
  readonly asked: { readonly askedAt: Date; readonly words: string | null; readonly repliedAt: Date | null } | null;
}

/** The opened bidders of an opportunity that have links, or one of them. Before the opening there is nobody to name. */
export async function bidderLineages(read: Read, opportunityId: string, bidId: string | null = null): Promise<BidderLineage[]> {
  const { rows: bids } = await sql<Lineage & { bidId: string; bodyId: string }>`select ${LINEAGE}, b.id as "bidId", o.body_id as "bodyId" from bid b join opportunity o on o.id = b.opportunity_id join organisation g on g.id = b.organisation_id
    where b.opportunity_id = ${opportunityId} and o.opened_at is not null and b.state in ('opened', 'rejected', 'not-successful', 'successful') and (${bidId}::uuid is null or b.id = ${bidId}) order by g.name, b.id`.execute(read);
  if (bids.length === 0) return [];
  const recorded = await failedFor(read, bids[0]!.bodyId);
  const people = await connectedPeopleOf(read, [...bids, ...recorded].map(({ organisationId }) => organisationId));
  const named = (organisationId: string) => (people.get(organisationId) ?? []).map(inWords);
  const failed = recorded.map((one) => withNamed(one, named(one.organisationId), true, matchName));
  const linked = bids.map((one) => withNamed(one, named(one.organisationId), false, matchName)).map((bidder) => ({ bidder, links: lineageLinks(bidder, failed) })).filter(({ links }) => links.length > 0);
  const found: BidderLineage[] = [];
  for (const { bidder, links } of linked) {
    const linksHash = createHash('sha256').update(linksKey(links)).digest('hex');
    const view = await read.selectFrom('lineage_view as v').leftJoin('person as p', 'p.id', 'v.recorded_by').select(['v.view', 'v.words', 'v.recorded_at as recordedAt', 'p.name as recordedBy']).where('v.bid_id', '=', bidder.bidId).where('v.links_hash', '=', linksHash).executeTakeFirst();
    const asked = await read.selectFrom('lineage_reply').select(['asked_at as askedAt', 'words', 'replied_at as repliedAt']).where('bid_id', '=', bidder.bidId).executeTakeFirst();
    found.push({ bidId: bidder.bidId, organisationId: bidder.organisationId, organisation: bidder.name, links, linksHash, view: view ? { ...view, view: view.view as View } : null, asked: asked ?? null });
  }
  return found;
}

const inWords = ({ name, kind, endedAt }: ConnectedPerson) => ({ name, kind, role: PERSON_KINDS[kind], hasLeft: endedAt !== null });

export async function lineageOfBid(read: Read, bidId: string): Promise<BidderLineage | null> {
  const bid = await read.selectFrom('bid').select('opportunity_id').where('id', '=', bidId).executeTakeFirst();
  return bid ? ((await bidderLineages(read, bid.opportunity_id, bidId))[0] ?? null) : null;
}

/** Whether a bid is of a tender that this reader, of the authority, is kept from: no page shows them who bids, and no command of theirs may touch it. True where there is no such bid. */
export async function isKeptFrom(read: Read, actor: Actor, bidId: string): Promise<boolean> {
  const bid = await read.selectFrom('bid').select('opportunity_id').where('id', '=', bidId).executeTakeFirst();
  return !bid || ports().isLockedOut(read, bid.opportunity_id, actor);
}

export type { Officer, Predecessor };
