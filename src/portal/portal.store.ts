import { sql } from 'kysely';
import type { Read } from '#platform/database/connection';

export interface PortalFigures {
  readonly liveContracts: bigint;
  readonly organisations: bigint;
  readonly closingSoonest: readonly { readonly id: string; readonly title: string; readonly body: string; readonly valuePence: bigint | null; readonly startsOn: string | null; readonly closesAt: Date }[];
}

const OPEN_SHOWN = 5;

/** What the first page shows. Open is read from the clock, so that a closed one is never listed for want of a job. */
export async function portalFigures(read: Read): Promise<PortalFigures> {
  const { rows: counts } = await sql<{ live: bigint; organisations: bigint }>`
    select (select count(*) from agreement where state = 'live') - (select count(*) from agreement where kind = 'grant' and state = 'live') as live, (select count(*) from organisation) as organisations`.execute(read);
  const { rows } = await sql<PortalFigures['closingSoonest'][number]>`
    select o.id, o.title, coalesce(b.name, o.buyer_name) as body, o.value_net_pence as "valuePence", o.contract_starts_on as "startsOn", o.closes_at as "closesAt"
    from opportunity o join body b on b.id = o.body_id
    where o.state = 'published' and o.audience = 'anyone' and o.closes_at > wantsum_clock() order by o.closes_at, o.id limit ${OPEN_SHOWN}`.execute(read);
  return { liveContracts: counts[0]!.live, organisations: counts[0]!.organisations, closingSoonest: rows };
}
