import { z } from 'zod';
import { formatDate, londonDate } from '#kernel/calendar-date';
import { isId, newId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import { readClock } from '#platform/clock';
import { day, optionalWords, words } from '#opportunities';
import { keepPromise } from '#parts/promises';
import { INTAKE_WORDS, KIND_RULES, NO_GUARANTEE } from './arrangement-kinds.ts';
import { arrangementReference, deleteWindow, insertWindow, lockArrangement, recordEvent, windowsOf } from './arrangement.store.ts';
import { arrangementsActs } from './arrangements.acts.ts';
import { noteOn, NOT_THERE } from './building.store.ts';
import { INTAKE_PROMISE, scheduleIntake } from './publish.commands.ts';
import { tellFollowers } from './tell.store.ts';

const onArrangement = ({ arrangementId: id }: { readonly arrangementId: string }) => arrangementReference(id);

/** Plans a window in which newcomers may apply. Of one that is live, its followers are told at once. */
export const planIntake = command({
  act: arrangementsActs.planIntake,
  input: z.object({ arrangementId: z.string(), opensOn: day('Enter the first day'), closesOn: day('Enter the last day'), words: optionalWords(1000) }),
  record: onArrangement,
  perform: async (context, input) => {
    const { tx, actor, services } = context;
    const arrangement = await lockArrangement(tx, input.arrangementId);
    if (!arrangement) return NOT_THERE;
    if (arrangement.state !== 'draft' && arrangement.state !== 'live') return refuse('wrong-state', 'This is over, so nobody can join it.');
    if (arrangement.intake === 'standing') return refuse('standing', `${INTAKE_WORDS.standing}: a ${KIND_RULES[arrangement.kind].title.toLowerCase()} needs no intake.`);
    const today = londonDate(await readClock(tx));
    if (input.closesOn < input.opensOn) return refuse('closes-before', 'It must close on or after the day it opens.', { field: 'closesOn' });
    if (arrangement.state === 'live' && input.opensOn < today) return refuse('past', `It cannot open before today, ${formatDate(today)}.`, { field: 'opensOn' });
    if (arrangement.endsOn && input.closesOn > arrangement.endsOn) return refuse('after-end', `It must close by ${formatDate(arrangement.endsOn)}, when the arrangement ends.`, { field: 'closesOn' });
    const overlaps = (await windowsOf(tx, arrangement.id)).some(({ kind, opensOn, closesOn }) => kind === 'intake' && opensOn <= input.closesOn && input.opensOn <= closesOn);
    if (overlaps) return refuse('overlap', 'Another intake is planned on some of these days.', { field: 'opensOn' });
    await insertWindow(tx, arrangement.id, { kind: 'intake', opensOn: input.opensOn, closesOn: input.closesOn, words: input.words }, actor.personId);
    let told = 0;
    if (arrangement.state === 'live') {
      await keepPromise(tx, INTAKE_PROMISE, arrangementReference(arrangement.id));
      await scheduleIntake(context, arrangement, input.closesOn);
      await recordEvent(tx, { arrangement, kind: 'intake', words: `An intake is open from ${formatDate(input.opensOn)} to ${formatDate(input.closesOn)}.`, by: actor.personId });
      told = await tellFollowers(tx, arrangement, `New intake: ${arrangement.title}`, `You asked to be told. ${arrangement.bodyName} takes applications to join “${arrangement.title}” from ${formatDate(input.opensOn)} to ${formatDate(input.closesOn)}.\n\n${NO_GUARANTEE}\n\n${services.config.siteUrl}/arrangements/${arrangement.id}\n`);
    }
    return done({ told }, noteOn(arrangement, { after: { opensOn: input.opensOn, closesOn: input.closesOn, told } }));
  },
});

/** Takes a window out of a draft. */
export const removeIntake = command({
  act: arrangementsActs.edit,
  input: z.object({ arrangementId: z.string(), windowId: z.string().refine(isId, 'This intake is not there') }),
  record: onArrangement,
  perform: async ({ tx }, input) => {
    const arrangement = await lockArrangement(tx, input.arrangementId);
    if (!arrangement) return NOT_THERE;
    if (arrangement.state !== 'draft') return refuse('fixed', 'This has been published, so its timetable changes only by a change that a director agrees to.');
    if (!(await deleteWindow(tx, arrangement.id, input.windowId))) return NOT_THERE;
    return done(undefined, noteOn(arrangement, { before: { windowId: input.windowId } }));
  },
});

/** Records the yearly review of one that does not open: what was found, for everyone to read (DP-27). */
export const recordReview = command({
  act: arrangementsActs.planIntake,
  input: z.object({ arrangementId: z.string(), findings: words(4000, 'Say what the review found, and why newcomers are not let in now') }),
  record: onArrangement,
  perform: async (context, input) => {
    const { tx, actor } = context;
    const arrangement = await lockArrangement(tx, input.arrangementId);
    if (!arrangement) return NOT_THERE;
    if (arrangement.state !== 'live') return refuse('wrong-state', 'Only one that is live is reviewed.');
    const today = londonDate(await readClock(tx));
    await insertWindow(tx, arrangement.id, { kind: 'review', opensOn: today, closesOn: today, words: input.findings }, actor.personId);
    await keepPromise(tx, INTAKE_PROMISE, arrangementReference(arrangement.id));
    await scheduleIntake(context, arrangement, today);
    await recordEvent(tx, { arrangement, kind: 'review', words: `It was reviewed. ${input.findings}`, by: actor.personId });
    return done(undefined, noteOn(arrangement, { after: { reviewedOn: today }, reason: input.findings }));
  },
});

/** Asks to be told of the next intake: of the categories that this one buys, or of it alone where it names none. */
export const followIntakes = command({
  act: arrangementsActs.follow,
  input: z.object({ arrangementId: z.string() }),
  record: onArrangement,
  perform: async ({ tx, actor }, input) => {
    const arrangement = await lockArrangement(tx, input.arrangementId);
    if (!arrangement || actor.personId === null) return NOT_THERE;
    const topics = [...arrangement.cpvCodes.map((code) => ({ cpv_code: code, arrangement_id: null })), ...(arrangement.cpvCodes.length === 0 ? [{ cpv_code: null, arrangement_id: arrangement.id as string }] : [])];
    await tx.insertInto('arrangement_follow').values(topics.map((topic) => ({ id: newId<'arrangement_follow'>(), person_id: actor.personId!, ...topic }))).onConflict((conflict) => conflict.doNothing()).execute();
    return done(undefined, noteOn(arrangement, { after: { categories: arrangement.cpvCodes } }));
  },
});

/** Stops all of it. */
export const unfollowIntakes = command({
  act: arrangementsActs.unfollow,
  input: z.object({}),
  record: () => null,
  perform: async ({ tx, actor }) => {
    const gone = await tx.deleteFrom('arrangement_follow').where('person_id', '=', actor.personId).executeTakeFirst();
    return done({ stopped: Number(gone.numDeletedRows) }, { record: null, bodyId: null, after: { stopped: Number(gone.numDeletedRows) } });
  },
});
