import { z } from 'zod';
import { londonDate, type CalendarDate } from '#kernel/calendar-date';
import { refuse, type Refused } from '#kernel/outcome';
import { readClock } from '#platform/clock';
import { command, done } from '#platform/command/command';
import { lockOpportunity, opportunityReference } from '#opportunities';
import { draftTime } from './judge.store.ts';
import { earlyNoticeById } from './early-notice.store.ts';
import { COMPLEXITIES, type Complexity } from './fair-time.ts';
import { optionalDay, optionalWords, words } from './fields.ts';
import { decidePlan, PLANNED_STAGES, type PlannedStage } from './stage.ts';
import { timetableActs } from './timetable.acts.ts';
import { saveClashReason, saveHeader, savePlanned } from './timetable.store.ts';

export const NOT_THERE: Refused = refuse('not-there', 'This is no longer here. Go back and look again.');
/** Planned here while it is built: the start is among its details, questions and closing among its dates. */
export const STAGES_TO_PLAN = PLANNED_STAGES.filter((stage): stage is Exclude<PlannedStage, 'start'> => stage !== 'start');

/** Plans a tender: its days, what makes it take longer, and its visits. */
export const saveTimetable = command({
  act: timetableActs.plan,
  input: z.object({
    opportunityId: z.uuid(), advert: optionalDay, visits: optionalDay, opening: optionalDay, evaluation: optionalDay, award: optionalDay, 'standstill-end': optionalDay,
    complexity: z.enum(Object.keys(COMPLEXITIES) as [Complexity, ...Complexity[]], 'Choose how complex it is'), consortiaAllowed: z.boolean(),
    visitsNoneReason: optionalWords(1000), earlyNoticeId: z.union([z.uuid(), z.literal('').transform(() => null)]),
  }),
  record: (input) => opportunityReference(input.opportunityId),
  perform: async ({ tx }, input) => {
    const opportunity = await lockOpportunity(tx, input.opportunityId);
    if (!opportunity) return NOT_THERE;
    if (opportunity.state !== 'draft') return refuse('published', 'The timetable is published. Move a date, with its reason, on “Move a date”.');
    const early = input.earlyNoticeId === null ? null : await earlyNoticeById(tx, input.earlyNoticeId);
    if (input.earlyNoticeId !== null && (early?.bodyId !== opportunity.bodyId || early.state === 'draft')) return refuse('no-notice', 'Choose an early notice that your authority has published.', { field: 'earlyNoticeId' });
    const planned = Object.fromEntries(STAGES_TO_PLAN.map((stage) => [stage, input[stage]])) as Record<(typeof STAGES_TO_PLAN)[number], CalendarDate | null>;
    const order = decidePlan({ ...planned, start: opportunity.startsOn }, opportunity.closesAt ? londonDate(opportunity.closesAt) : null);
    if (order.kind === 'refused') return order;
    await saveHeader(tx, opportunity.id, input);
    await savePlanned(tx, opportunity.id, planned);
    return done(undefined, {
      record: opportunityReference(opportunity.id), bodyId: opportunity.bodyId,
      after: { ...planned, complexity: input.complexity, consortiaAllowed: input.consortiaAllowed, earlyNotice: early?.reference ?? null, visitsNoneReason: input.visitsNoneReason },
    });
  },
});

/** Says why a tender stays where it is though it closes near others for the same market. */
export const answerClash = command({
  act: timetableActs.answerClash,
  input: z.object({ opportunityId: z.uuid(), reason: words(1000, 'Say why it is not moved, or move it under “Dates”') }),
  record: (input) => opportunityReference(input.opportunityId),
  perform: async ({ tx, actor }, input) => {
    const opportunity = await lockOpportunity(tx, input.opportunityId);
    if (!opportunity) return NOT_THERE;
    if (opportunity.state !== 'draft') return refuse('published', 'This is published already.');
    const { clash } = await draftTime(tx, opportunity, await readClock(tx));
    if (!clash) return refuse('no-clash', 'It no longer closes near another for the same market, so there is nothing to say.');
    const others = clash.clash.others.map(({ opportunityId }) => opportunityId);
    await saveClashReason(tx, opportunity.id, input.reason, others, actor.personId);
    return done(undefined, { record: opportunityReference(opportunity.id), bodyId: opportunity.bodyId, after: { closesNear: clash.clash.others.map(({ title, closesOn }) => `${title}, ${closesOn}`), affectedProviders: clash.affected.count }, reason: input.reason });
  },
});
