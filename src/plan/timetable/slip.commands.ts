import { z } from 'zod';
import { addDays, daysBetween, formatDate, londonDate, type CalendarDate } from '#kernel/calendar-date';
import { refuse } from '#kernel/outcome';
import { readClock } from '#platform/clock';
import { command, done, type CommandContext } from '#platform/command/command';
import { lockOpportunity, opportunityReference, publishAdvert, statusOf, tellEveryone, titleInStage, updateOpportunity, type Opportunity } from '#opportunities';
import { day, words } from './fields.ts';
import { decideStart } from './mobilisation.ts';
import { NOT_THERE } from './plan.commands.ts';
import { decideSlip, PLANNED_STAGES, STAGES, type PlannedStage } from './stage.ts';
import { timetableActs } from './timetable.acts.ts';
import { agreementOf, insertAgreement, insertSlip, timetableOf, winnersOf } from './timetable.store.ts';

interface Moved {
  readonly stage: PlannedStage;
  readonly fromOn: CalendarDate;
  readonly toOn: CalendarDate;
}

/** Moves a published date, with its reason. Where the award slips, the start moves with it, or the provider has agreed in writing (PL-16). Everyone concerned is told. */
export const recordSlip = command({
  act: timetableActs.recordSlip,
  input: z.object({
    opportunityId: z.uuid(), stage: z.enum(PLANNED_STAGES, 'Choose which date moves'), toOn: day('Enter the new day'),
    reason: words(1000, 'Give the reason: it is published, and everyone concerned is told'), startChoice: z.enum(['moves', 'stays']).catch('moves'),
  }),
  record: (input) => opportunityReference(input.opportunityId),
  perform: async (context, input) => {
    const { tx } = context;
    const opportunity = await lockOpportunity(tx, input.opportunityId);
    if (!opportunity) return NOT_THERE;
    const now = await readClock(tx);
    const status = statusOf(opportunity, now);
    if (status === 'draft') return refuse('draft', 'Nothing is published yet: change the plan itself, under “Timetable”.');
    if (status === 'cancelled') return refuse('cancelled', 'This was cancelled, so nothing of it slips any more.');
    if (status === 'coming' && input.stage !== 'advert') return refuse('coming', 'Only the day of the advert is announced. Change the rest under “Timetable”.', { field: 'stage' });
    const lines = await timetableOf(tx, opportunity.id, now);
    const line = lines.find(({ stage }) => stage === input.stage);
    const decision = decideSlip(line, input.toOn, input.reason);
    if (decision.kind === 'refused') return decision;
    if (input.stage === 'advert' && status !== 'coming') return refuse('advertised', 'It has been advertised, so that day no longer moves.', { field: 'stage' });
    const start = await startWith(context, opportunity, input, decision.value.days);
    if ('kind' in start) return start;
    const moved: readonly Moved[] = [{ stage: input.stage, fromOn: decision.value.fromOn, toOn: input.toOn }, ...start.moved];
    for (const one of moved) await insertSlip(tx, opportunity.id, { ...one, reason: one.stage === input.stage ? input.reason : `The award slipped. ${input.reason}` }, context.actor.personId);
    await changeOpportunity(context, opportunity, moved);
    await tell(context, opportunity, status, moved, input.reason);
    return done({ days: decision.value.days, startOn: start.moved[0]?.toOn ?? null }, { record: opportunityReference(opportunity.id), bodyId: opportunity.bodyId, after: { moved: moved.map(({ stage, fromOn, toOn }) => `${STAGES[stage]}: ${fromOn} to ${toOn}`), startChoice: input.startChoice }, reason: input.reason });
  },
});

/** What the start does when the award slips. */
async function startWith({ tx }: CommandContext, opportunity: Opportunity, input: { readonly stage: PlannedStage; readonly startChoice: 'moves' | 'stays' }, days: number) {
  if (input.stage !== 'award') return { moved: [] as Moved[] };
  const decision = decideStart(opportunity.startsOn, days, input.startChoice, await agreementOf(tx, opportunity.id));
  if (decision.kind === 'refused') return decision;
  const toOn = decision.value.startOn;
  return { moved: toOn === null || toOn === opportunity.startsOn ? [] : [{ stage: 'start' as const, fromOn: opportunity.startsOn!, toOn }] };
}

/** The contract keeps its length: its end moves with its start, so that nobody is paid for less than they priced. */
async function changeOpportunity({ tx }: CommandContext, opportunity: Opportunity, moved: readonly Moved[]): Promise<void> {
  const start = moved.find(({ stage }) => stage === 'start');
  const advert = moved.find(({ stage }) => stage === 'advert');
  if (start) {
    const length = opportunity.startsOn && opportunity.endsOn ? daysBetween(opportunity.startsOn, opportunity.endsOn) : null;
    await updateOpportunity(tx, opportunity.id, opportunity.state, { contract_starts_on: start.toOn, ...(length === null ? {} : { contract_ends_on: addDays(start.toOn, length) }) });
  }
  if (advert) await updateOpportunity(tx, opportunity.id, opportunity.state, { expected_on: advert.toOn });
}

/** While bids may still come a new version of the notice says it; afterwards only its page and the mails do. */
async function tell({ tx, actor, services }: CommandContext, opportunity: Opportunity, status: string, moved: readonly Moved[], reason: string): Promise<void> {
  const sentences = moved.map(({ stage, fromOn, toOn }) => `${STAGES[stage]}: ${formatDate(toOn)}, and not ${formatDate(fromOn)}.`).join('\n');
  if (status === 'open') await publishAdvert(tx, opportunity.id, actor.personId, services.config.siteUrl, `${sentences.replaceAll('\n', ' ')} ${reason}`, { tell: false });
  await tellEveryone(tx, opportunity, services.config.siteUrl, `A date has moved: ${titleInStage(opportunity)}`, `${sentences}\n\nWhy: ${reason}`);
}

/** Records the winning provider's written agreement to start before the time to mobilise has passed. */
export const recordEarlyStart = command({
  act: timetableActs.recordEarlyStart,
  input: z.object({
    opportunityId: z.uuid(), organisationId: z.uuid('Choose the provider'), startsOn: day('Enter the day on which it agrees to start'), signedBy: words(200, 'Enter who signed for the provider'),
    signedOn: day('Enter the day on which it was signed'), words: words(4000, 'Enter what was agreed, in the words that were signed'),
  }),
  record: (input) => opportunityReference(input.opportunityId),
  perform: async ({ tx, actor }, input) => {
    const opportunity = await lockOpportunity(tx, input.opportunityId);
    if (!opportunity) return NOT_THERE;
    const winner = (await winnersOf(tx, opportunity.id)).find(({ id }) => id === input.organisationId);
    if (!winner) return refuse('not-the-winner', 'Only the provider that is to have the contract can agree to an early start.', { field: 'organisationId' });
    if (input.signedOn > londonDate(await readClock(tx))) return refuse('future', 'It cannot be signed on a day to come.', { field: 'signedOn' });
    await insertAgreement(tx, opportunity.id, input, actor.personId);
    return done(undefined, { record: opportunityReference(opportunity.id), bodyId: opportunity.bodyId, after: { provider: winner.name, startsOn: input.startsOn, signedBy: input.signedBy, signedOn: input.signedOn, words: input.words } });
  },
});
