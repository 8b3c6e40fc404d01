import { z } from 'zod';
import { calendarDate, londonInstant } from '#kernel/calendar-date';
import { newId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import type { Read, Tx } from '#platform/database/connection';
import { opportunityById, publishAdvert, tellOthers } from '#opportunities';
import { mailWriters } from '#parties';
import { lockOpportunity } from './bid.store.ts';
import { bidsActs } from './bids.acts.ts';
import { decideExtension } from './opening.ts';
import { extensionMail, extensionNews } from './receipt-words.ts';

/** After an outage or a fault near closing: more time, for everyone, with the evidence kept. */
export const extendClosing = command({
  act: bidsActs.extendClosing,
  input: z.object({
    opportunityId: z.string(),
    newDate: z.iso.date('Enter the new closing date, such as 27 3 2026'),
    newTime: z.string().trim().regex(/^([01]?\d|2[0-3]):[0-5]\d$/, 'Enter the time with two digits each, such as 17:00'),
    reason: z.string().trim().min(1, 'Say why bidders need more time: all of them are told').max(2000, 'The reason must be 2,000 characters or fewer'),
    evidence: z.string().trim().min(1, 'Say what shows that it happened, such as a log, a status page or a call reference').max(2000, 'The evidence must be 2,000 characters or fewer'),
  }),
  record: (input) => ({ kind: 'opportunity', id: input.opportunityId }),
  perform: async ({ tx, actor, services }, { opportunityId, newDate, newTime, reason, evidence }) => {
    const opportunity = await lockOpportunity(tx, opportunityId);
    if (!opportunity) return refuse('wrong-state', 'This opportunity has no closing time yet.');
    const newClosesAt = londonInstant(calendarDate(newDate), newTime.padStart(5, '0'));
    const decision = decideExtension({ opportunityState: opportunity.state, closesAt: opportunity.closesAt, newClosesAt, now: opportunity.now });
    if (decision.kind === 'refused') return decision;
    await tx.updateTable('opportunity').set({ closes_at: newClosesAt }).where('id', '=', opportunityId).where('state', '=', 'published').execute();
    await tx.insertInto('closing_change').values({ id: newId<'closing_change'>(), opportunity_id: opportunityId, old_closes_at: opportunity.closesAt, new_closes_at: newClosesAt, reason, evidence, changed_by: actor.personId }).execute();
    await publishAdvert(tx, opportunityId, actor.personId, services.config.siteUrl, reason, { tell: false });
    const told = await tellBidders(tx, opportunityId, extensionMail(opportunity, { oldClosesAt: opportunity.closesAt, newClosesAt, reason }, services.config.siteUrl));
    const { subject, text } = extensionNews(opportunity, { oldClosesAt: opportunity.closesAt, newClosesAt, reason });
    await tellOthers(tx, (await opportunityById(tx, opportunityId))!, services.config.siteUrl, subject, text, told);
    return done({ newClosesAt }, { record: { kind: 'opportunity', id: opportunityId }, bodyId: opportunity.bodyId, before: { closesAt: opportunity.closesAt }, after: { closesAt: newClosesAt, evidence }, reason });
  },
});

/** Everyone who writes a bid, submitted or not. Each mail is about the bid, so that no list of the authority's shows who is bidding. */
async function tellBidders(tx: Tx, opportunityId: string, mail: { readonly subject: string; readonly text: string }): Promise<ReadonlySet<string>> {
  const bids = await tx.selectFrom('bid').select(['id', 'organisation_id']).where('opportunity_id', '=', opportunityId).execute();
  return mailWriters(tx, bids.map((bid) => ({ organisationIds: [bid.organisation_id], about: { kind: 'bid', id: bid.id }, ...mail })));
}

export interface ClosingChange {
  readonly oldClosesAt: Date;
  readonly newClosesAt: Date;
  readonly reason: string;
  readonly changedAt: Date;
}

/** Every extension, the newest first, for everyone to read on the opportunity's page. */
export async function closingChangesOf(read: Read, opportunityId: string): Promise<ClosingChange[]> {
  const rows = await read.selectFrom('closing_change').select(['old_closes_at', 'new_closes_at', 'reason', 'changed_at']).where('opportunity_id', '=', opportunityId).orderBy('changed_at', 'desc').execute();
  return rows.map((row) => ({ oldClosesAt: row.old_closes_at, newClosesAt: row.new_closes_at, reason: row.reason, changedAt: row.changed_at }));
}
