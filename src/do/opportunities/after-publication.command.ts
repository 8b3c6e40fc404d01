import { z } from 'zod';
import { newId } from '#kernel/ids';
import { formatInstant } from '#kernel/instant';
import { allow, refuse, type Decision, type Refused } from '#kernel/outcome';
import { readClock } from '#platform/clock';
import { command, done } from '#platform/command/command';
import type { Tx } from '#platform/database/connection';
import { publishAdvert } from './advert.store.ts';
import { isRefused, noteOn, NOT_THERE } from './draft.store.ts';
import { storeUpload, uploadInput } from './documents.command.ts';
import { insertDocument, markReplaced } from './documents.store.ts';
import { opportunitiesActs } from './opportunities.acts.ts';
import type { Opportunity } from './opportunity.ts';
import { lockOpportunity, opportunityReference, updateOpportunity } from './opportunity.store.ts';
import { day, instantOf, timeOfDay, words } from './typed-fields.ts';

/** Asked of every change after publication. */
export const reason = words(2000, 'Give the reason: it is published, and every bidder is told');

/** Gives everyone more time. Never less: a bidder may rely on the time it was given. */
export const changeClosing = command({
  act: opportunitiesActs.changeClosing,
  input: z.object({ opportunityId: z.string(), closesOn: day('Enter the new closing day'), closesAt: timeOfDay, reason }),
  record: (input) => opportunityReference(input.opportunityId),
  perform: async ({ tx, actor, services }, input) => {
    const opportunity = await lockOpportunity(tx, input.opportunityId);
    if (!opportunity) return NOT_THERE;
    const closesAt = instantOf(input.closesOn, input.closesAt);
    const decision = decideLaterClosing(opportunity, closesAt, await readClock(tx));
    if (decision.kind === 'refused') return decision;
    await moveClosing(tx, opportunity, closesAt, input.reason, actor.personId);
    await publishAdvert(tx, opportunity.id, actor.personId, services.config.siteUrl, input.reason);
    return done({ closesAt }, noteOn(opportunity, { before: { closesAt: opportunity.closesAt }, after: { closesAt }, reason: input.reason }));
  },
});

/** Whether the closing may be moved there. Field names are those of the form. */
export function decideLaterClosing(opportunity: Pick<Opportunity, 'state' | 'closesAt'>, closesAt: Date, now: Date): Decision {
  if (opportunity.state !== 'published' || opportunity.closesAt === null) return refuse('wrong-state', 'The closing time can be changed only while an opportunity is published and not opened.');
  // Once it has closed only a recorded outage reopens it (bids: extendClosing): else an officer could wait for a favourite.
  if (now >= opportunity.closesAt) return refuse('closed', 'Bidding has closed. Only an outage or a fault near closing gives more time now, with the evidence of it: use “Extend the closing time”.', { field: 'closesOn' });
  if (closesAt <= opportunity.closesAt) return refuse('not-later', `The new closing time must be later than the one published: ${formatInstant(opportunity.closesAt)}.`, { field: 'closesOn' });
  if (closesAt <= now) return refuse('past', 'The new closing time must be in the future.', { field: 'closesOn' });
  return allow();
}

/** Moves the closing and keeps the change in the trail of closing times. The caller has decided, and publishes. */
export async function moveClosing(tx: Tx, opportunity: Opportunity, closesAt: Date, why: string, by: string | null): Promise<void> {
  await updateOpportunity(tx, opportunity.id, 'published', { closes_at: closesAt });
  await tx.insertInto('closing_change')
    .values({ id: newId<'closing_change'>(), opportunity_id: opportunity.id, old_closes_at: opportunity.closesAt!, new_closes_at: closesAt, reason: why, changed_by: by }).execute();
}

/** Puts a new version of a document beside the old one, which stays to be read. */
export const replaceDocument = command({
  act: opportunitiesActs.replaceDocument,
  input: z.object({ opportunityId: z.string(), documentId: z.uuid(), reason, file: uploadInput }),
  record: (input) => opportunityReference(input.opportunityId),
  perform: async ({ tx, actor, services }, input) => {
    const opportunity = await lockPublished(tx, input.opportunityId);
    if (isRefused(opportunity)) return opportunity;
    const file = await storeUpload(services.files, input.file);
    if (isRefused(file)) return file;
    const title = await markReplaced(tx, opportunity.id, input.documentId, input.reason);
    if (title === null) return NOT_THERE;
    await insertDocument(tx, opportunity.id, title, file, actor.personId);
    await publishAdvert(tx, opportunity.id, actor.personId, services.config.siteUrl, `The document “${title}” is replaced. ${input.reason}`);
    return done(undefined, noteOn(opportunity, { after: { document: title, fileName: file.name, sha256: file.sha256.toString('hex') }, reason: input.reason }));
  },
});

/** Under its lock, published and still open for bids. */
export async function lockPublished(tx: Tx, opportunityId: string): Promise<Opportunity | Refused> {
  const opportunity = await lockOpportunity(tx, opportunityId);
  if (!opportunity) return NOT_THERE;
  if (opportunity.state !== 'published' || opportunity.closesAt === null) return refuse('wrong-state', 'This can be changed only while the opportunity is published and open for bids.');
  if ((await readClock(tx)) >= opportunity.closesAt) return refuse('closed', 'Bidding has closed, so what bidders answered can no longer be changed.');
  return opportunity;
}
