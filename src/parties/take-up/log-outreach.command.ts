import { z } from 'zod';
import { calendarDateOrNull, type CalendarDate } from '#kernel/calendar-date';
import type { BodyId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { holdsOn } from '#platform/access/holdings';
import { command, done } from '#platform/command/command';
import { insertEvent } from './take-up.store.ts';
import { TAKE_UP_ACTS } from './take-up.acts.ts';
import { OUTREACH_KINDS, type OutreachKind } from './take-up.ts';

/** Logs an event, a talk or a mailing, so that registrations can name it (DM-21). */
export const logOutreach = command({
  act: TAKE_UP_ACTS.log,
  input: z.object({
    bodyId: z.uuid('Choose the authority'),
    kind: z.enum(Object.keys(OUTREACH_KINDS) as [OutreachKind, ...OutreachKind[]], 'Choose what it was'),
    name: z.string().trim().min(1, 'Enter its name').max(200, 'Name must be 200 characters or fewer'),
    heldOn: z.string().transform((text, context): CalendarDate => {
      const date = calendarDateOrNull(text);
      if (date) return date;
      context.addIssue({ code: 'custom', message: text === '' ? 'Enter the day it was held' : 'The day it was held must be a real date' });
      return z.NEVER;
    }),
    place: z.string().trim().max(200, 'Place must be 200 characters or fewer'),
  }),
  record: () => null,
  perform: async ({ tx, actor }, input) => {
    const bodyId = input.bodyId as BodyId;
    if (!holdsOn(actor, bodyId, 'procurement-officer')) return refuse('not-yours', 'You do not work for this authority.', { field: 'bodyId' });
    const id = await insertEvent(tx, { ...input, bodyId }, actor.personId);
    if (!id) return refuse('logged-already', 'An event of this name on this day is logged already.', { field: 'name' });
    return done(id, { record: { kind: 'body', id: bodyId }, bodyId, after: { kind: input.kind, name: input.name, heldOn: input.heldOn, place: input.place } });
  },
});
