import { sql } from 'kysely';
import type { CommandContext } from '#platform/command/command';
import { opportunityById, tellOthers } from '#opportunities';
import { mailWriters } from '#parties';

interface News {
  readonly opportunityId: string;
  /** Only those who bid for this lot; null for everyone. */
  readonly lotId: string | null;
  readonly subject: string;
  readonly text: string;
  /** For everyone else concerned: who follows it, was invited, or came to its events (DM-16). Null where nobody but bidders may know yet. */
  readonly publicText: string | null;
}

/** Tells everyone whose bid was opened, for a lot or for all of it, whatever became of their bid since. Each mail is about the bid. */
export async function tellBidders({ tx, services }: Pick<CommandContext, 'tx' | 'services'>, { opportunityId, lotId, subject, text, publicText }: News): Promise<number> {
  const { rows } = await sql<{ id: string; organisationId: string }>`select b.id, b.organisation_id as "organisationId" from bid b where b.opportunity_id = ${opportunityId} and b.state not in ('draft', 'withdrawn', 'late')
    and (${lotId}::uuid is null or exists (select 1 from bid_lot l where l.bid_id = b.id and l.lot_id = ${lotId}::uuid)) order by b.id`.execute(tx);
  const told = await mailWriters(tx, rows.map(({ id, organisationId }) => ({ organisationIds: [organisationId], about: { kind: 'bid', id }, subject, text: `${text}\n\n${services.config.siteUrl}/bids/${id}\n` })));
  if (publicText !== null) await tellOthers(tx, (await opportunityById(tx, opportunityId))!, services.config.siteUrl, subject, publicText, told);
  return rows.length;
}
