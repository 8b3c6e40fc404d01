import { z } from 'zod';
import { refuse } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import { cpvTitle } from '#parties';
import { cpvLines } from './fields.ts';
import { followedBy, saveFollowed } from './follow.store.ts';
import { timetableActs } from './timetable.acts.ts';

/** Chooses the kinds of work that a person is told of; none ends it. */
export const followCommand = command({
  act: timetableActs.follow,
  input: z.object({ divisions: z.array(z.string().regex(/^\d{8}$/)).max(100), codes: cpvLines }),
  record: () => null,
  perform: async ({ tx, actor }, input) => {
    if (actor.personId === null) return refuse('not-signed-in', 'Sign in first.');
    const codes = [...new Set([...input.divisions, ...input.codes])];
    const unknown = codes.find((code) => cpvTitle(code) === undefined);
    if (unknown !== undefined) return refuse('no-category', `There is no category ${unknown}. Look it up in the list of CPV codes.`, { field: 'codes' });
    const before = await followedBy(tx, actor.personId);
    await saveFollowed(tx, actor.personId, codes);
    return done(undefined, { record: { kind: 'person', id: actor.personId }, before: { categories: before }, after: { categories: codes } });
  },
});
