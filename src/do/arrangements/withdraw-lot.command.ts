import { sql } from 'kysely';
import { z } from 'zod';
import { isId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import { words } from '#opportunities';
import { mailWriters } from '#parties';
import { applicationsTo, closeApplication } from './application.store.ts';
import { lotName, standingLots } from './arrangement.ts';
import { arrangementReference, lockArrangement, lotsOf, recordEvent } from './arrangement.store.ts';
import { arrangementsActs } from './arrangements.acts.ts';
import { noteOn, NOT_THERE } from './building.store.ts';
import { openCallOffOf } from './call-off.store.ts';
import { bringProvidersInStep } from './framework.store.ts';

/** Takes one lot out of what is running: nobody joins it or is called off from it any more, its members and applicants are told why. */
export const withdrawLot = command({
  act: arrangementsActs.withdrawLot,
  input: z.object({ arrangementId: z.string(), lotId: z.string().refine(isId, 'This lot is not there'), reason: words(4000, 'Give the reason: it is public, and sent to everyone concerned') }),
  record: ({ arrangementId }) => arrangementReference(arrangementId),
  perform: async ({ tx, actor, services }, input) => {
    const arrangement = await lockArrangement(tx, input.arrangementId);
    const lots = arrangement ? await lotsOf(tx, arrangement.id) : [];
    const lot = lots.find(({ id }) => id === input.lotId);
    if (!arrangement || !lot) return NOT_THERE;
    if (arrangement.state !== 'live') return refuse('wrong-state', arrangement.state === 'draft' ? 'This is a draft: remove the lot instead.' : 'This is over, and its lots with it.');
    if (lot.withdrawnAt) return refuse('withdrawn-already', 'This lot was withdrawn already.');
    if (standingLots(lots).length === 1) return refuse('last-lot', 'It is the last lot. End the whole instead.');
    const open = await openCallOffOf(tx, lot.id);
    if (open) return refuse('competition-open', `The short competition “${open.title}” is under way in this lot. Award or cancel it first.`);
    await sql`update arrangement_lot set withdrawn_at = wantsum_clock(), withdrawn_reason = ${input.reason} where id = ${lot.id}`.execute(tx);
    const { rows: members } = await sql<{ organisationId: string }>`update arrangement_member set status = 'ended', status_reason = ${input.reason}, status_changed_at = wantsum_clock(), ceiling_net_pence = null, review_due_on = null
      where lot_id = ${lot.id} and status in ('provisional', 'full', 'suspended') returning organisation_id as "organisationId"`.execute(tx);
    const asking = (await applicationsTo(tx, arrangement.id, 10_000)).filter(({ state, lotIds }) => (state === 'submitted' || state === 'incomplete') && lotIds.includes(lot.id));
    const over = asking.filter(({ lotIds }) => !standingLots(lots).some(({ id }) => id !== lot.id && lotIds.includes(id)));
    for (const application of over) await closeApplication(tx, application);
    const inStep = await bringProvidersInStep(tx, arrangement);
    if (inStep.kind === 'refused') return inStep;
    await recordEvent(tx, { arrangement, kind: 'changed', words: `${lotName(lot)} was withdrawn. Reason: ${input.reason}`, by: actor.personId });
    const concerned = [...new Set([...members, ...asking].map(({ organisationId }) => organisationId as string))].sort();
    await mailWriters(tx, concerned.map((organisationId) => {
      const closes = over.some((one) => one.organisationId === organisationId);
      return {
        organisationIds: [organisationId], about: arrangementReference(arrangement.id), subject: `Lot withdrawn: ${arrangement.title}`,
        text: `${arrangement.bodyName} has withdrawn ${lotName(lot)} of “${arrangement.title}”.\n\n${input.reason}\n\n${closes ? 'Your application asked for no other lot, so it is closed.\n\n' : ''}Contracts already made go on.\n${services.config.siteUrl}/arrangements/${arrangement.id}\n`,
      };
    }));
    return done({ told: concerned.length }, noteOn(arrangement, { before: { lot: lot.number, members: members.length }, after: { withdrawn: lotName(lot), applicationsClosed: over.length, told: concerned.length }, reason: input.reason }));
  },
});
