import { sql } from 'kysely';
import { z } from 'zod';
import { idFrom, isId, newId, type BodyId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import { optionalWords, words } from '#platform/typed-words';
import { selectionActs } from '../selection.acts.ts';
import { judged, JUDGEMENTS, TOPICS, type Judgement, type Topic } from './checking.ts';

const onBody = ({ bodyId }: { readonly bodyId: string }) => ({ kind: 'body', id: bodyId });
const keysOf = <Key extends string>(table: Readonly<Record<Key, string>>): [Key, ...Key[]] => Object.keys(table) as [Key, ...Key[]];

/** Adds a question to the managed bank. One about money may be looked at by finance, and can never fail a bid by itself. */
export const addToBank = command({
  act: selectionActs.addToBank,
  input: z.object({
    bodyId: z.string(), topic: z.enum(keysOf<Topic>(TOPICS), 'Choose what it is about'), text: z.string().trim().min(1, 'Enter the question').max(1000, 'The question must be 1,000 characters or fewer'),
    purpose: words(1000, 'Say why it is asked: bidders read it'), goodAnswer: optionalWords(2000),
    type: z.enum(['short-text', 'long-text', 'yes-no'], 'Choose how it is answered'), wordLimit: z.string().trim().regex(/^\d{0,4}$/, 'Enter a whole number of words'), minutes: z.coerce.number('Enter how many minutes it takes').int('Enter whole minutes').min(1, 'Enter 1 minute or more').max(240, 'Enter 240 minutes or fewer'),
    judgement: z.enum(keysOf<Judgement>(JUDGEMENTS), 'Choose how the answer is used'),
  }),
  record: onBody,
  perform: async ({ tx, actor }, input) => {
    const both = judged(input.topic, input.judgement);
    if (!both) {
      return refuse('no-automatic-fail', 'A question about money has no pass and no fail: a new organisation has no accounts and may still be sound. Choose “Finance gives a reasoned view”.', {
        field: 'judgement', rule: { sentence: 'Automatic fail on “no accounts” is not possible; finance records a reasoned view.', source: 'Requirement DP-07 (REP 8.8.4)', confidence: 'P' },
      });
    }
    const wordLimit = input.type === 'long-text' ? Number(input.wordLimit) : null;
    if (wordLimit !== null && (wordLimit < 1 || wordLimit > 1000)) return refuse('word-limit', 'Enter a word limit from 1 to 1,000', { field: 'wordLimit' });
    const id = newId<'bank_question'>();
    await tx.insertInto('bank_question').values({
      id, body_id: input.bodyId, ...both, text: input.text, purpose: input.purpose, good_answer: input.goodAnswer, type: input.type, word_limit: wordLimit, minutes: input.minutes, added_by: actor.personId,
    }).execute();
    return done({ id }, { record: onBody(input), bodyId: idFrom(input.bodyId) as BodyId, after: { question: input.text, ...both } });
  },
});

/** Takes a question out of use; tenders that ask it keep it. */
export const retireFromBank = command({
  act: selectionActs.retireFromBank,
  input: z.object({ bodyId: z.string(), bankQuestionId: z.string().refine(isId, 'This question is not in the bank') }),
  record: onBody,
  perform: async ({ tx }, { bodyId, bankQuestionId }) => {
    const result = await sql`update bank_question set retired_at = wantsum_clock() where id = ${bankQuestionId} and body_id = ${bodyId} and retired_at is null`.execute(tx);
    if (result.numAffectedRows !== 1n) return refuse('gone', 'This question is not in the bank any more.');
    return done(undefined, { record: onBody({ bodyId }), bodyId: idFrom(bodyId) as BodyId, before: { bankQuestionId } });
  },
});
