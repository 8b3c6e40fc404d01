import { sql } from 'kysely';
import type { OrganisationId } from '#kernel/ids';
import type { CommandContext } from '#platform/command/command';
import { sendMail } from '#platform/mail/send-mail';
import { writersOf } from '#bids';

interface News {
  readonly opportunityId: string;
  /** Only those who bid for this lot; null for everyone. */
  readonly lotId: string | null;
  readonly subject: string;
  readonly text: string;
}

/** Tells everyone whose bid was opened, for a lot or for all of it, whatever became of their bid since. Each mail is about the bid. */
export async function tellBidders({ tx, services }: Pick<CommandContext, 'tx' | 'services'>, { opportunityId, lotId, subject, text }: News): Promise<number> {
  const { rows } = await sql<{ id: string; organisationId: OrganisationId }>`select b.id, b.organisation_id as "organisationId" from bid b where b.opportunity_id = ${opportunityId} and b.state not in ('draft', 'withdrawn', 'late')
    and (${lotId}::uuid is null or exists (select 1 from bid_lot l where l.bid_id = b.id and l.lot_id = ${lotId}::uuid)) order by b.id`.execute(tx);
  for (const bid of rows) {
    for (const person of await writersOf(tx, [bid.organisationId])) {
      await sendMail(tx, { to: { personId: person.id, email: person.email }, about: { kind: 'bid', id: bid.id }, subject, text: `${text}\n\n${services.config.siteUrl}/bids/${bid.id}\n` });
    }
  }
  return rows.length;
}
