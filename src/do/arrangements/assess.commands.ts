import { z } from 'zod';
import { isId } from '#kernel/ids';
import { refuse, type Decision } from '#kernel/outcome';
import { command, done, type CommandContext } from '#platform/command/command';
import { optionalWords } from '#platform/typed-words';
import { parseDecimal, type Decimal } from '#kernel/decimal';
import { words } from '#opportunities';
import { scaleById, storeDeclaration, type Assessor, type Scale } from '#parts/assessments';
import { INTEREST_RULE, type Application } from './application.ts';
import { applicationReference, assessorsOf, barRow, belongsTo, declarationsOn, finishScores, lockApplication, marksOf, nameAssessorRow, scoresOf, storeScore } from './application.store.ts';
import type { Arrangement } from './arrangement.ts';
import { readArrangement } from './arrangement.store.ts';
import { arrangementsActs } from './arrangements.acts.ts';
import { NOT_THERE } from './building.store.ts';

const applicationId = z.string();
const onApplication = ({ applicationId: id }: { readonly applicationId: string }) => applicationReference(id);
const OWN = refuse('own-organisation', 'You belong, or belonged, to this applicant, so you cannot judge its application.', { rule: INTEREST_RULE });

interface Judging {
  readonly application: Application;
  readonly arrangement: Arrangement;
}

/** The application, for somebody who is named to assess this arrangement's applications and does not belong to the applicant. */
async function judging({ tx, actor }: CommandContext, id: string): Promise<Decision<Judging>> {
  const application = await lockApplication(tx, id);
  const arrangement = application && (await readArrangement(tx, application.arrangementId));
  if (!application || !arrangement) return NOT_THERE;
  if (await belongsTo(tx, actor, application.organisationId)) return OWN;
  const named = (await assessorsOf(tx, arrangement.id)).find(({ personId }) => personId === actor.personId);
  if (!named || named.barredAt) return refuse('not-named', 'You are not named to assess these applications.');
  return { kind: 'allowed', value: { application, arrangement } };
}

/** The actor's own row on this application, once they have declared that they have no interest. */
async function cleared(context: CommandContext, { application }: Judging): Promise<Decision<Assessor>> {
  const own = (await declarationsOn(context.tx, application.id)).find(({ personId }) => personId === context.actor.personId);
  if (!own || own.declaration === null) return refuse('not-declared', 'Declare your interests before you see this application.', { rule: INTEREST_RULE });
  if (own.barredAt || own.declaration === 'interest') return refuse('barred', 'You declared an interest, so you are locked out of this application.', { rule: INTEREST_RULE });
  return { kind: 'allowed', value: own };
}

/** Declares, having seen who applies and nothing else. An interest locks the assessor out of this application at once. */
export const declareOnApplication = command({
  act: arrangementsActs.declare,
  input: z.object({ applicationId, declaration: z.enum(['none', 'interest'], 'Choose whether you have an interest'), declarationWords: optionalWords(4000) }),
  record: onApplication,
  perform: async (context, input) => {
    const { tx, actor } = context;
    const found = await judging(context, input.applicationId);
    if (found.kind === 'refused') return found;
    const { application } = found.value;
    if (input.declaration === 'interest' && input.declarationWords === '') return refuse('words-missing', 'Say what the interest is', { field: 'declarationWords' });
    const before = (await declarationsOn(tx, application.id)).find(({ personId }) => personId === actor.personId);
    if (before?.barredAt) return refuse('barred', 'You are locked out of this application already.');
    if (before && input.declaration === 'none') return refuse('declared-already', 'You have declared already.');
    const id = before?.id ?? (await nameAssessorRow(tx, applicationReference(application.id), actor.personId!));
    await storeDeclaration(tx, id, input.declaration, input.declaration === 'interest' ? input.declarationWords : '');
    if (input.declaration === 'interest') await barRow(tx, id, 'Declared an interest');
    return done({ declaration: input.declaration }, {
      record: applicationReference(application.id), bodyId: application.bodyId, after: { declaration: input.declaration }, rule: INTEREST_RULE.sentence,
      ...(input.declaration === 'interest' && actor.personId ? { personal: { of: actor.personId, values: { declarationWords: input.declarationWords } } } : {}),
    });
  },
});

/** Saves one score with its reason. It may be changed until its writer has finished. */
export const scoreAnswer = command({
  act: arrangementsActs.score,
  input: z.object({ applicationId, questionId: z.string().refine(isId, 'This question is not there'), score: z.string().trim().min(1, 'Enter a score'), reason: words(4000, 'Give the reason for the score, against the guide'), version: z.coerce.number().int().min(0).max(2_000_000_000) }),
  record: onApplication,
  perform: async (context, input) => {
    const { tx } = context;
    const found = await judging(context, input.applicationId);
    if (found.kind === 'refused') return found;
    const { application, arrangement } = found.value;
    if (application.state !== 'submitted' && application.state !== 'incomplete') return refuse('wrong-state', 'This application is not waiting for its decision, so it is not scored now.');
    const assessor = await cleared(context, found.value);
    if (assessor.kind === 'refused') return assessor;
    const question = (await marksOf(tx, arrangement)).questions.find(({ id }) => id === input.questionId);
    if (!question) return NOT_THERE;
    const own = (await scoresOf(tx, application.id)).filter(({ assessorId }) => assessorId === assessor.value.id);
    if (own.some(({ finished }) => finished)) return refuse('finished', 'You have finished scoring this application, so your scores stand.');
    const score = readScore(input.score, scaleById(arrangement.scaleId));
    if (score.kind === 'refused') return score;
    const version = await storeScore(tx, assessor.value.id, application.id, { questionId: question.id, score: score.value, reason: input.reason }, input.version);
    if (version === null) return refuse('conflict', 'This was saved from somewhere else while you were writing. Open the page again and read what is saved.');
    return done({ version, left: (await marksOf(tx, arrangement)).questions.length - own.filter(({ questionId }) => questionId !== question.id).length - 1 }, { record: applicationReference(application.id), bodyId: application.bodyId, after: { questionId: question.id, version } });
  },
});

/** Reads a typed score against the scale. */
function readScore(text: string, scale: Scale): Decision<Decimal> {
  const parsed = parseDecimal(text);
  if (!parsed.ok || parsed.value.isNegative() || parsed.value.compare(scale.maximum) > 0) return refuse('off-scale', `Enter a score from 0 to ${scale.maximum}`, { field: 'score' });
  if (!parsed.value.round(scale.places).equals(parsed.value)) return refuse('too-fine', `The score can have at most ${scale.places} decimal place${scale.places === 1 ? '' : 's'}`, { field: 'score' });
  return { kind: 'allowed', value: parsed.value };
}

/** All is scored: the scores stand. */
export const finishAssessment = command({
  act: arrangementsActs.finish,
  input: z.object({ applicationId }),
  record: onApplication,
  perform: async (context, input) => {
    const { tx } = context;
    const found = await judging(context, input.applicationId);
    if (found.kind === 'refused') return found;
    const { application, arrangement } = found.value;
    const assessor = await cleared(context, found.value);
    if (assessor.kind === 'refused') return assessor;
    const own = (await scoresOf(tx, application.id)).filter(({ assessorId }) => assessorId === assessor.value.id);
    if (own.some(({ finished }) => finished)) return refuse('finished-already', 'You have finished already.');
    const left = (await marksOf(tx, arrangement)).questions.filter(({ id }) => !own.some(({ questionId }) => questionId === id)).length;
    if (left > 0) return refuse('unscored', `${left} ${left === 1 ? 'answer is' : 'answers are'} not scored yet.`);
    await finishScores(tx, assessor.value.id);
    return done({ scores: own.length }, { record: applicationReference(application.id), bodyId: application.bodyId, after: { scores: own.length } });
  },
});
