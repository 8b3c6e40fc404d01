import { z } from 'zod';
import { isId, type BodyId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { readClock } from '#platform/clock';
import { command, done } from '#platform/command/command';
import { endTerm, insertTerm } from './glossary.store.ts';
import { guidanceActs } from './guidance.acts.ts';

const text = (most: number, empty: string) => z.string().transform((typed) => typed.trim().replaceAll(/\s+/g, ' ')).pipe(z.string().min(1, empty).max(most, `Use at most ${most} characters`));
const onBody = ({ bodyId }: { readonly bodyId: string }) => ({ kind: 'body', id: bodyId });

/** Explains a word in a body's own words: its tenders may then use it. */
export const addTerm = command({
  act: guidanceActs.addTerm,
  input: z.object({ bodyId: z.string(), term: text(60, 'Enter the word or short form'), meaning: text(400, 'Explain it in one plain sentence') }),
  record: onBody,
  perform: async ({ tx, actor }, input) => {
    const added = await insertTerm(tx, input.bodyId as BodyId, input, actor.personId);
    if (!added) return refuse('there-already', `“${input.term}” is explained already. Take it out first, then explain it anew.`, { field: 'term' });
    return done(undefined, { record: onBody(input), after: { term: input.term, meaning: input.meaning } });
  },
});

export const removeTerm = command({
  act: guidanceActs.removeTerm,
  input: z.object({ bodyId: z.string(), termId: z.string() }),
  record: onBody,
  perform: async ({ tx }, input) => {
    const before = isId(input.termId) ? await endTerm(tx, input.bodyId, input.termId, await readClock(tx)) : null;
    return before ? done(undefined, { record: onBody(input), before }) : refuse('not-there', 'That word has been taken out already.');
  },
});
