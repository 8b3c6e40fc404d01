import { sql } from 'kysely';
import { z } from 'zod';
import { refuse } from '#kernel/outcome';
import { newId, type OrganisationId } from '#kernel/ids';
import { command, done, type CommandContext } from '#platform/command/command';
import { nextReference } from '#platform/reference';
import { readClock } from '#platform/clock';
import { isLockedOut, resultsOf, type LotResult } from '#evaluation';
import { draftOpportunity, opportunityReference } from '#opportunities';
import { linkRecords } from '#parts/thread';
import { LOT_WORDS } from './application.ts';
import { storeLotDecisions } from './application.store.ts';
import { lotName, standingLots, type Arrangement, type ArrangementLot } from './arrangement.ts';
import { bringProvidersInStep } from './framework.store.ts';
import { arrangementReference, lockArrangement, lotsOf, recordEvent, updateArrangement } from './arrangement.store.ts';
import { arrangementsActs } from './arrangements.acts.ts';
import { noteOn, NOT_THERE } from './building.store.ts';
import { admitMember } from './membership.store.ts';
import { tellOrganisations } from './tell.store.ts';

const onArrangement = ({ arrangementId: id }: { readonly arrangementId: string }) => arrangementReference(id);

/** Starts the open tender through which a framework is set up, with the lots that the framework has. */
export const startEntryOpportunity = command({
  act: arrangementsActs.startOpportunity,
  input: z.object({ arrangementId: z.string() }),
  record: onArrangement,
  perform: async ({ tx, actor }, { arrangementId }) => {
    const arrangement = await lockArrangement(tx, arrangementId);
    if (!arrangement) return NOT_THERE;
    if (arrangement.entry !== 'opportunity') return refuse('by-application', 'Providers join this by applying here, so it needs no tender. Change that under “Rules” first.');
    if (arrangement.state !== 'draft' && arrangement.state !== 'live') return refuse('wrong-state', 'This is over.');
    if (arrangement.opportunityId) return refuse('begun', 'Its tender has been started already.');
    const { id, reference } = await draftOpportunity(tx, {
      bodyId: arrangement.bodyId, title: arrangement.title, route: 'framework', arrangementId: arrangement.id, createdBy: actor.personId,
      from: { summary: arrangement.summary, category: arrangement.category as 'services', lightTouch: arrangement.lightTouch, areaCodes: arrangement.areaCodes, ...(arrangement.expectedValueNetPence === null ? {} : { valueNetPence: arrangement.expectedValueNetPence as never }) },
    });
    for (const lot of standingLots(await lotsOf(tx, arrangement.id))) await tx.insertInto('lot').values({ id: newId<'lot'>(), opportunity_id: id, number: lot.number, title: lot.title, description: lot.description }).execute();
    await updateArrangement(tx, arrangement.id, arrangement.state, { opportunity_id: id });
    await linkRecords(tx, opportunityReference(id), 'led to', arrangementReference(arrangement.id));
    return done({ opportunityId: id }, noteOn(arrangement, { after: { opportunityId: id, reference } }));
  },
});

/** Admits everyone whose bid reached the pass marks, in each lot, and records who did not with why. Nobody is picked by hand. */
export const admitFromResults = command({
  act: arrangementsActs.admitFromResults,
  input: z.object({ arrangementId: z.string() }),
  record: onArrangement,
  perform: async (context, { arrangementId }) => {
    const { tx, actor } = context;
    const arrangement = await lockArrangement(tx, arrangementId);
    if (!arrangement) return NOT_THERE;
    if (arrangement.state !== 'live') return refuse('wrong-state', 'Publish the framework first: nobody joins one whose rules are not public.');
    if (!arrangement.opportunityId) return refuse('no-tender', 'This framework has no tender whose results could admit anyone.');
    if (await isLockedOut(tx, arrangement.opportunityId, actor)) return refuse('barred', 'You declared an interest in this tender, so somebody else must admit from it.');
    const results = await resultsOf(tx, arrangement.opportunityId);
    if (!results || !['evaluated', 'awarded'].includes(results.opportunity.state)) return refuse('not-evaluated', 'The evaluation is not complete yet.');
    const before = await sql<{ found: boolean }>`select exists (select 1 from arrangement_application where arrangement_id = ${arrangement.id} and bid_id is not null) as found`.execute(tx);
    if (before.rows[0]!.found) return refuse('admitted-already', 'The results of this tender have been taken over already.');
    const lots = await lotsOf(tx, arrangement.id);
    const bidders = biddersOf(arrangement, lots, results.lots);
    for (const bidder of bidders) await take(context, arrangement, bidder);
    const inStep = await bringProvidersInStep(tx, arrangement);
    if (inStep.kind === 'refused') return inStep;
    const admitted = bidders.filter(isAdmitted);
    await recordEvent(tx, { arrangement, kind: 'admitted', words: `${admitted.length} of ${bidders.length} ${bidders.length === 1 ? 'bidder' : 'bidders'} reached the pass marks of the tender and joined.`, by: actor.personId });
    return done({ admitted: admitted.length, of: bidders.length }, noteOn(arrangement, { after: { admitted: admitted.length, of: bidders.length, passPercent: arrangement.passPercent?.toString() ?? null, opportunityId: arrangement.opportunityId } }));
  },
});

interface Bidder {
  readonly bidId: string;
  readonly organisationId: OrganisationId;
  readonly name: string;
  readonly lots: readonly { readonly lotId: string | null; readonly total: Total; readonly failed: readonly string[] }[];
  readonly best: Total;
}
type Total = LotResult['result']['bids'][number]['total'];
const isAdmitted = ({ lots }: Bidder): boolean => lots.some(({ failed }) => failed.length === 0);

/** Every bidder with how it came out in each lot that it bid for, against the pass marks of the criteria and of the whole. A lot that was withdrawn admits nobody. */
function biddersOf(arrangement: Arrangement, lots: readonly ArrangementLot[], results: readonly LotResult[]): Bidder[] {
  const found = new Map<string, Bidder>();
  for (const { lot, bids, result } of results) {
    const own = lot === null ? null : lots.find(({ number }) => number === lot.number);
    if (own === undefined || own?.withdrawnAt) continue;
    for (const scored of result.bids) {
      const bid = bids.find(({ id }) => id === scored.bidId)!;
      const below = arrangement.passPercent !== null && scored.total.compare(arrangement.passPercent) < 0;
      const failed = [...scored.failed, ...(below ? [`The total of ${scored.total.toFixed(2)}% is below the pass mark of ${arrangement.passPercent}%.`] : [])];
      const before = found.get(bid.id);
      found.set(bid.id, {
        bidId: bid.id, organisationId: bid.organisationId as OrganisationId, name: bid.organisationName, lots: [...(before?.lots ?? []), { lotId: own?.id ?? null, total: scored.total, failed }],
        best: before && before.best.compare(scored.total) > 0 ? before.best : scored.total,
      });
    }
  }
  return [...found.values()];
}

const TRY_AGAIN = 'The feedback on your bid says what would have made it stronger. Ask to be told of the next intake on the framework’s page.';

async function take({ tx, actor, services }: CommandContext, arrangement: Arrangement, bidder: Bidder): Promise<void> {
  const now = await readClock(tx);
  const id = newId<'arrangement_application'>();
  const last = await tx.selectFrom('arrangement_application').select((e) => e.fn.max('attempt').as('attempt')).where('arrangement_id', '=', arrangement.id).where('organisation_id', '=', bidder.organisationId).executeTakeFirst();
  const admitted = isAdmitted(bidder);
  const all = await lotsOf(tx, arrangement.id);
  const inWords = (lotId: string | null, sentences: readonly string[]) => sentences.map((sentence) => (lotId === null ? sentence : `${lotName(all.find(({ id: own }) => own === lotId)!)}: ${sentence}`));
  const words = bidder.lots.flatMap(({ lotId, failed }) => inWords(lotId, failed)).join('\n');
  const isRefusedAnywhere = bidder.lots.some(({ failed }) => failed.length > 0);
  await tx.insertInto('arrangement_application').values({
    id, reference: await nextReference(tx, arrangement.bodyId, 'AP'), arrangement_id: arrangement.id, organisation_id: bidder.organisationId, attempt: (last?.attempt ?? 0) + 1, state: admitted ? 'admitted' : 'refused', bid_id: bidder.bidId,
    lot_ids: bidder.lots.flatMap(({ lotId }) => (lotId === null ? [] : [lotId])), submitted_at: now, complete_at: now, decided_at: now, decided_by: actor.personId, total_percent: bidder.best.round(6).toString(), decision_words: words,
    try_again_words: isRefusedAnywhere ? TRY_AGAIN : '', created_by: actor.personId,
  }).execute();
  await storeLotDecisions(tx, id, bidder.lots.flatMap(({ lotId, failed }) => (lotId === null ? [] : [{ lotId, decision: failed.length === 0 ? 'admitted' : 'refused', reason: failed.join(' ') } as const])));
  for (const { lotId, total } of bidder.lots.filter(({ failed }) => failed.length === 0)) {
    await admitMember(tx, { arrangementId: arrangement.id, lotId, organisationId: bidder.organisationId, applicationId: id, status: 'full', ceilingNetPence: null, reviewDueOn: null, points: total });
  }
  await tellOrganisations(tx, [bidder.organisationId], {
    about: { kind: 'arrangement-application', id }, subject: `${admitted ? 'You are on' : 'The result for'} ${arrangement.title}`,
    text: [admitted ? `Your organisation is on “${arrangement.title}”.` : `Your organisation is not on “${arrangement.title}” this time.`,
      bidder.lots.filter(({ lotId }) => lotId !== null).map(({ lotId, failed }) => inWords(lotId, [failed.length === 0 ? LOT_WORDS.admit : LOT_WORDS.refuse])[0]).join('\n'),
      words, isRefusedAnywhere && TRY_AGAIN, `${services.config.siteUrl}/applications/${id}\n`].filter(Boolean).join('\n\n'),
  });
}
