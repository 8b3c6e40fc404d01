import { sql } from 'kysely';
import type { Read } from '#platform/database/connection';
import { processOf } from './process.store.ts';
import type { TenderFacts } from './release-facts.ts';

/**
 * The contracting processes that an opportunity comes of: the framework that it is called off from, by the process of that framework's contract, or the
 * dynamic market, by the one of its notices. An earlier stage is of the same process, but for a stage that was published under an identifier
 * of its own before stages shared one. Only what the public may read.
 */
export async function followedProcesses(read: Read, opportunityId: string, ocidPrefix: string): Promise<TenderFacts['follows']> {
  const { rows } = await sql<TenderFacts['follows'][number]>`
    select distinct ${processOf('f', ocidPrefix)} as ocid, 'framework' as relationship, f.title from call_off c join arrangement g on g.id = c.arrangement_id join agreement f on f.id = g.agreement_id and f.state <> 'draft' where c.opportunity_id = ${opportunityId}
    union all select distinct ${ocidPrefix} || '-' || g.id, 'framework', g.title from call_off c join arrangement g on g.id = c.arrangement_id
      where c.opportunity_id = ${opportunityId} and exists (select 1 from notice n where n.about_kind = 'arrangement' and n.about_id = g.id)
    union all select p.ocid, 'prior', p.title from opportunity o join opportunity p on p.id = o.follows_id where o.id = ${opportunityId} and p.ocid is not null and p.ocid is distinct from o.ocid and p.state <> 'draft' and p.existence_public`.execute(read);
  return rows;
}
