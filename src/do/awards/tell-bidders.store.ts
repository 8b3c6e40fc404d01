import { sql } from 'kysely';
import type { OrganisationId } from '#kernel/ids';
import type { CommandContext } from '#platform/command/command';
import { sendMail } from '#platform/mail/send-mail';
import { writersOf } from '#bids';
import { opportunityById, tellOthers } from '#opportunities';

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
  const { rows } = await sql<{ id: string; organisationId: OrganisationId }>`select b.id, b.organisation_id as "organisationId" from bid b where b.opportunity_id = ${opportunityId} and b.state not in ('draft', 'withdrawn', 'late')
    and (${lotId}::uuid is null or exists (select 1 from bid_lot l where l.bid_id = b.id and l.lot_id = ${lotId}::uuid)) order by b.id`.execute(tx);
  const told = new Set<string>();
  for (const bid of rows) {
    for (const person of await writersOf(tx, [bid.organisationId])) {
      told.add(person.id);
      await sendMail(tx, { to: { personId: person.id, email: person.email }, about: { kind: 'bid', id: bid.id }, subject, text: `${text}\n\n${services.config.siteUrl}/bids/${bid.id}\n` });
    }
  }
  const opportunity = publicText === null ? null : await opportunityById(tx, opportunityId);
  if (opportunity && publicText !== null) await tellOthers(tx, opportunity, services.config.siteUrl, subject, publicText, told);
  return rows.length;
}
