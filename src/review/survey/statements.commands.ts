import { z } from 'zod';
import { decimal, parseDecimal } from '#kernel/decimal';
import type { BodyId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import { optionalWords, words } from '#platform/typed-words';
import { surveyActs } from './survey.acts.ts';
import { endStatement, ensureStatements, insertBaseline, insertStatement, lockSurvey, statementById, statementsOf } from './survey.store.ts';

const onBody = ({ bodyId }: { readonly bodyId: string }) => ({ kind: 'body', id: bodyId });
const NOT_THERE = 'This statement is not asked any more. Look at the list again.';

const MOST_STATEMENTS = 12;
const optionalLink = optionalWords(500).refine((text) => text === '' || (/^https:\/\/\S+$/.test(text) && URL.canParse(text)), 'Enter an address that begins with https://, or leave it empty').transform((text) => text || null);
const statement = {
  subject: words(60, 'Enter what it is about, in a few words'),
  words: words(300, 'Enter the statement'),
  recommendation: optionalWords(200),
  recommendationUrl: optionalLink,
};

/** Adds a statement, or words one anew: then the one before ends, and its trend with it. Surveys that are open go on as they began. */
export const saveStatement = command({
  act: surveyActs.changeStatements,
  input: z.object({ bodyId: z.string(), followsId: z.string().transform((text) => text || null), ...statement }),
  record: onBody,
  perform: async ({ tx, actor }, { bodyId, followsId, ...given }) => {
    await lockSurvey(tx, bodyId);
    await ensureStatements(tx, bodyId as BodyId);
    const asked = (await statementsOf(tx, bodyId)).filter(({ untilOn }) => untilOn === null);
    const before = asked.find(({ id }) => id === followsId);
    if (followsId !== null && !before) return refuse('ended', NOT_THERE);
    if (asked.some(({ id, words }) => id !== followsId && words.toLowerCase() === given.words.toLowerCase())) return refuse('asked-already', 'This is asked already.', { field: 'words' });
    if (before && before.words === given.words) return refuse('unchanged', 'These are the words as they stand. Change them, or go back.', { field: 'words' });
    if (!before && asked.length >= MOST_STATEMENTS) return refuse('too-many', `A survey asks at most ${MOST_STATEMENTS} things, so that people answer it. End one first.`);
    if (before) await endStatement(tx, before.id);
    const id = await insertStatement(tx, bodyId, { ...given, position: before ? asked.indexOf(before) + 1 : asked.length + 1, followsId }, actor.personId);
    return done(id, { record: onBody({ bodyId }), bodyId: bodyId as BodyId, ...(before ? { before: { words: before.words } } : {}), after: { statement: id, words: given.words } });
  },
});

/** Asks a statement no more. What was said of it stays. */
export const endAsking = command({
  act: surveyActs.changeStatements,
  input: z.object({ bodyId: z.string(), statementId: z.string() }),
  record: onBody,
  perform: async ({ tx }, { bodyId, statementId }) => {
    await lockSurvey(tx, bodyId);
    const found = await statementById(tx, bodyId, statementId);
    if (!found || !(await endStatement(tx, found.id))) return refuse('ended', NOT_THERE);
    return done(undefined, { record: onBody({ bodyId }), bodyId: bodyId as BodyId, before: { words: found.words }, after: { ended: statementId } });
  },
});

/** Sets what a statement is compared with; the earlier figure stays on record. */
export const setBaseline = command({
  act: surveyActs.changeStatements,
  input: z.object({
    bodyId: z.string(), statementId: z.string(),
    notPercent: z.string().trim().transform((text, check) => {
      const parsed = parseDecimal(text.replace(/%$/, ''));
      if (parsed.ok && parsed.value.compare(decimal('0')) >= 0 && parsed.value.compare(decimal('100')) <= 0) return parsed.value.round(1).toString();
      check.addIssue({ code: 'custom', message: 'Enter a percentage from 0 to 100, such as 70' });
      return z.NEVER;
    }),
    words: words(300, 'Enter what was found then'),
    source: words(300, 'Enter where it is written'),
  }),
  record: onBody,
  perform: async ({ tx, actor }, { bodyId, statementId, ...baseline }) => {
    await lockSurvey(tx, bodyId);
    const found = await statementById(tx, bodyId, statementId);
    if (!found) return refuse('ended', NOT_THERE);
    await insertBaseline(tx, found.id, baseline, actor.personId);
    return done(undefined, { record: onBody({ bodyId }), bodyId: bodyId as BodyId, before: { baseline: found.baseline }, after: { statement: statementId, baseline } });
  },
});
