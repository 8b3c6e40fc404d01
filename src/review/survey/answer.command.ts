import { z } from 'zod';
import { countWords } from '#parts/questions';
import { command, done } from '#platform/command/command';
import { optionalWords } from '#platform/typed-words';
import { countAnswer, factsOf, markAnswered } from './invitations.store.ts';
import { MOST_WORDS, SCALE } from './survey.data.ts';
import { decideAnswer } from './survey.ts';
import { surveyActs } from './survey.acts.ts';
import { lockInvitation } from './survey.store.ts';

const points = new Set<string>(SCALE.map(({ score }) => String(score)));
const readScores = (given: Readonly<Record<string, string>>): Record<string, number> =>
  Object.fromEntries(Object.entries(given).flatMap(([statement, score]) => (points.has(score) ? [[statement, Number(score)]] : [])));

/**
 * Counts the answer of an organisation, once (RV-21). It cannot be changed or taken back, since nothing here knows which it was; the form
 * says so before. The trail names no survey, no organisation and nothing of what was said, a refusal neither.
 */
export const answerSurvey = command({
  act: surveyActs.answer,
  input: z.object({
    invitationId: z.string(),
    scores: z.record(z.string(), z.string()).transform(readScores),
    words: optionalWords(3000).refine((text) => countWords(text) <= MOST_WORDS, `Use ${MOST_WORDS} words or fewer`),
    isFinal: z.string(),
  }),
  record: ({ invitationId }) => ({ kind: 'survey-invitation', id: invitationId }),
  sealedRefusals: true,
  perform: async ({ tx }, { invitationId, scores, words, isFinal }) => {
    const invitation = await lockInvitation(tx, invitationId);
    const decision = decideAnswer(invitation, { scores, knowsItIsFinal: isFinal === 'yes' });
    if (decision.kind === 'refused') return decision;
    if (!(await markAnswered(tx, invitationId))) throw new Error('an invitation was answered twice under its lock');
    const asked = new Set<string>(invitation.statements.map(({ id }) => id));
    await countAnswer(tx, invitation.wave.id, await factsOf(tx, invitation.wave, invitation.organisationId), Object.fromEntries(Object.entries(scores).filter(([id]) => asked.has(id))), words);
    return done(undefined, { record: null });
  },
});
