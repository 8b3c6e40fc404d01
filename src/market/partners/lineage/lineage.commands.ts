import { z } from 'zod';
import { sql } from 'kysely';
import { newId, type BodyId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import type { RuleNote } from '#kernel/rule-note';
import type { Actor } from '#platform/access/access';
import { command, done } from '#platform/command/command';
import { optionalWords, words } from '#platform/typed-words';
import type { Read } from '#platform/database/connection';
import { mailWriters, matchName } from '#parties';
import { lineageActs } from '../partners.acts.ts';
import { isOfAuthority, speaksFor } from '../suppliers.ts';
import { LINEAGE_RULE, personKey, VIEWS, type View } from './lineage.ts';
import { isKeptFrom, lineageOfBid } from './lineage.store.ts';

const aboutBid = ({ bidId }: { readonly bidId: string }) => ({ kind: 'bid', id: bidId });

/** Officers of an authority of every organisation; suppliers of their own. */
export const mayTellOf = (actor: Actor, organisationId: string): boolean => isOfAuthority(actor) || speaksFor(actor).includes(organisationId);

/** Records a person who runs an organisation, or what it was before, with where that is known from. */
export const addLineage = command({
  act: lineageActs.add,
  input: z.object({
    organisationId: z.string(), kind: z.enum(['officer', 'predecessor'], 'Choose what you record'), name: words(300, 'Enter the name'), role: optionalWords(100),
    number: z.string().trim().toUpperCase().max(20, 'Use 20 characters or fewer'), source: words(500, 'Say where this is known from'),
  }),
  record: () => null,
  perform: async ({ tx, actor }, input) => {
    if (!mayTellOf(actor, input.organisationId)) return refuse('not-found', 'This organisation is not there.');
    const common = { organisation_id: input.organisationId, name: input.name, source: input.source, added_by: actor.personId };
    if (input.kind === 'officer') await tx.insertInto('organisation_officer').values({ id: newId<'organisation_officer'>(), ...common, match_name: personKey(input.name), role: input.role || 'Director' }).execute();
    else await tx.insertInto('organisation_predecessor').values({ id: newId<'organisation_predecessor'>(), ...common, match_name: matchName(input.name), number: input.number || null }).execute();
    return done(undefined, { record: { kind: 'organisation', id: input.organisationId }, after: { kind: input.kind, name: input.name, source: input.source } });
  },
});

const gone = refuse('not-found', 'This is not there any more.');
const noLink = refuse('no-link', 'Nothing ties this bidder to an organisation whose contract was ended.');

/** Tells the bidder what was found and asks for its side. */
export const askAboutLineage = command({
  act: lineageActs.ask,
  input: z.object({ bidId: z.string() }),
  record: aboutBid,
  perform: async ({ tx, actor, services }, { bidId }) => {
    if (await isKeptFrom(tx, actor, bidId)) return gone;
    const found = await lineageOfBid(tx, bidId);
    if (!found) return noLink;
    if (found.asked) return refuse('asked', 'The bidder has been asked already.');
    await tx.insertInto('lineage_reply').values({ id: newId<'lineage_reply'>(), bid_id: bidId, asked_by: actor.personId }).execute();
    await mailWriters(tx, [{
      organisationIds: [found.organisationId], about: { kind: 'bid', id: bidId }, subject: 'A question about your organisation',
      text: `The authority asks about your organisation’s history before it decides. Read what it found, and reply:\n${services.config.siteUrl}/bids/${bidId}/lineage\n`,
    }]);
    return done(undefined, { record: aboutBid({ bidId }), bodyId: await bodyOf(tx, bidId), after: { links: found.links.length } });
  },
});

export const replyAboutLineage = command({
  act: lineageActs.reply,
  input: z.object({ bidId: z.string(), words: words(5000, 'Enter your reply') }),
  record: aboutBid,
  perform: async ({ tx, actor }, input) => {
    const result = await tx.updateTable('lineage_reply').set({ words: input.words, replied_by: actor.personId, replied_at: sql<Date>`wantsum_clock()` }).where('bid_id', '=', input.bidId).where('replied_at', 'is', null).executeTakeFirst();
    if (result.numUpdatedRows !== 1n) return refuse('not-asked', 'Nothing waits for a reply here.');
    return done(undefined, { record: aboutBid(input), bodyId: await bodyOf(tx, input.bidId), after: { replied: true } });
  },
});

/** The officer's view of what was found. It judges nothing by itself: the award needs only that somebody looked and said so. */
export const recordLineageView = command({
  act: lineageActs.record,
  input: z.object({ bidId: z.string(), view: z.enum(Object.keys(VIEWS) as [View, ...View[]], 'Choose your view'), words: words(5000, 'Give the reasons for your view') }),
  record: aboutBid,
  perform: async ({ tx, actor }, input) => {
    if (await isKeptFrom(tx, actor, input.bidId)) return gone;
    const found = await lineageOfBid(tx, input.bidId);
    if (!found) return noLink;
    const columns = { view: input.view, words: input.words, recorded_by: actor.personId, recorded_at: sql<Date>`wantsum_clock()` };
    await tx.insertInto('lineage_view').values({ id: newId<'lineage_view'>(), bid_id: input.bidId, links_hash: found.linksHash, ...columns }).onConflict((conflict) => conflict.columns(['bid_id', 'links_hash']).doUpdateSet(columns)).execute();
    return done(undefined, { record: aboutBid(input), bodyId: await bodyOf(tx, input.bidId), after: { view: input.view, links: found.links.length, replied: (found.asked?.repliedAt ?? null) !== null }, reason: input.words });
  },
});

async function bodyOf(read: Read, bidId: string): Promise<BodyId> {
  const { body_id: bodyId } = await read.selectFrom('bid').innerJoin('opportunity', 'opportunity.id', 'bid.opportunity_id').select('opportunity.body_id').where('bid.id', '=', bidId).executeTakeFirstOrThrow();
  return bodyId as BodyId;
}

/** No award before an officer recorded a view of what the bidder appears to follow (DP-35). */
export async function lineageObstacles(read: Read, { bidId }: { readonly bidId: string }): Promise<{ sentence: string; rule: RuleNote; href: string }[]> {
  const found = await lineageOfBid(read, bidId);
  if (!found || found.view) return [];
  const [link] = found.links;
  return [{ sentence: `${found.organisation} appears to follow ${link!.failed.name}, whose contract was ended. Record a view of that first.`, rule: LINEAGE_RULE, href: `/bids/${bidId}/lineage/view` }];
}
