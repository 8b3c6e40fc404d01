import { z } from 'zod';
import { isId, type PersonId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import { optionalDecimal, optionalWhole, optionalWords, percent, words } from '#opportunities';
import { addCriterion, criteriaOf, CRITERION_KINDS, decideNaming, panelOf, peopleOfBody, removeCriterion, rolesOfPerson } from '#parts/assessments';
import { addQuestion, questionsOf, removeQuestion } from '#parts/questions';
import { APPLICATION_QUESTIONS, arrangementReference, lockArrangement } from './arrangement.store.ts';
import { assessorsOf, barRow, nameAssessorRow } from './application.store.ts';
import { arrangementsActs } from './arrangements.acts.ts';
import { lockDraft, noteOn, NOT_THERE } from './building.store.ts';

const arrangementId = z.string();
const onArrangement = ({ arrangementId: id }: { readonly arrangementId: string }) => arrangementReference(id);
/** Applicants are not asked for a price, and files are asked for as words: nothing that only a large organisation has at hand. */
const APPLICATION_KINDS = CRITERION_KINDS.filter((kind) => kind !== 'price');

/** Adds something that applicants are judged on. */
export const addArrangementCriterion = command({
  act: arrangementsActs.edit,
  input: z.object({
    arrangementId, name: words(200, 'Enter what is judged'), guidance: optionalWords(2000), kind: z.enum(APPLICATION_KINDS as [string, ...string[]], 'Choose what it is about'),
    share: percent('Enter its share of the whole'), pass: optionalDecimal('Enter a percentage from 0 to 100'),
  }),
  record: onArrangement,
  perform: async ({ tx }, input) => {
    const draft = await lockDraft(tx, input.arrangementId);
    if (draft.kind === 'refused') return draft;
    if (input.pass && Number(input.pass.toString()) > 100) return refuse('pass', 'Enter a percentage from 0 to 100', { field: 'pass' });
    const criterionId = await addCriterion(tx, arrangementReference(input.arrangementId), { parentId: null, name: input.name, guidance: input.guidance, kind: input.kind as 'quality', sharePercent: input.share, passPercent: input.pass });
    return done({ criterionId }, noteOn(draft.value, { after: { criterion: input.name, share: input.share.toString(), pass: input.pass?.toString() ?? null } }));
  },
});

export const removeArrangementCriterion = command({
  act: arrangementsActs.edit,
  input: z.object({ arrangementId, criterionId: z.string().refine(isId, 'This criterion is not there') }),
  record: onArrangement,
  perform: async ({ tx }, input) => {
    const draft = await lockDraft(tx, input.arrangementId);
    if (draft.kind === 'refused') return draft;
    if (!(await removeCriterion(tx, arrangementReference(input.arrangementId), input.criterionId, []))) return NOT_THERE;
    return done(undefined, noteOn(draft.value, { before: { criterionId: input.criterionId } }));
  },
});

/** Adds a question to applicants. */
export const addArrangementQuestion = command({
  act: arrangementsActs.edit,
  input: z.object({
    arrangementId, text: words(500, 'Enter the question'), purpose: optionalWords(500), goodAnswer: optionalWords(1000), type: z.enum(['long-text', 'short-text', 'yes-no'], 'Choose how it is answered'),
    wordLimit: optionalWhole(1, 5000, 'Enter a word limit from 1 to 5,000'), criterionId: z.string(),
  }),
  record: onArrangement,
  perform: async ({ tx }, input) => {
    const draft = await lockDraft(tx, input.arrangementId);
    if (draft.kind === 'refused') return draft;
    const about = arrangementReference(input.arrangementId);
    const criterion = (await criteriaOf(tx, about)).find(({ id }) => id === input.criterionId);
    if (input.criterionId !== '' && !criterion) return refuse('no-criterion', 'Choose a criterion of this list', { field: 'criterionId' });
    const set = await questionsOf(tx, about, APPLICATION_QUESTIONS);
    const questionId = set && (await addQuestion(tx, set.id, {
      text: input.text, type: input.type, purpose: input.purpose, goodAnswer: input.goodAnswer, criterionId: criterion?.id ?? null, wordLimit: input.type === 'long-text' ? (input.wordLimit ?? 250) : null,
    }));
    if (!questionId) return NOT_THERE;
    return done({ questionId }, noteOn(draft.value, { after: { question: input.text, criterion: criterion?.name ?? null } }));
  },
});

export const removeArrangementQuestion = command({
  act: arrangementsActs.edit,
  input: z.object({ arrangementId, questionId: z.string().refine(isId, 'This question is not there') }),
  record: onArrangement,
  perform: async ({ tx }, input) => {
    const draft = await lockDraft(tx, input.arrangementId);
    if (draft.kind === 'refused') return draft;
    const set = await questionsOf(tx, arrangementReference(input.arrangementId), APPLICATION_QUESTIONS);
    if (!set || !(await removeQuestion(tx, set.id, input.questionId))) return NOT_THERE;
    return done(undefined, noteOn(draft.value, { before: { questionId: input.questionId } }));
  },
});

/** Names a person of the body to read applications. Each declares interests anew before each application. */
export const nameApplicationAssessor = command({
  act: arrangementsActs.nameAssessor,
  input: z.object({ arrangementId, personId: z.string().refine(isId, 'Choose a person') }),
  record: onArrangement,
  perform: async ({ tx }, input) => {
    const arrangement = await lockArrangement(tx, input.arrangementId);
    if (!arrangement) return NOT_THERE;
    if (arrangement.state === 'ended' || arrangement.state === 'cancelled') return refuse('wrong-state', 'This is over, so nobody is named any more.');
    const isOfBody = (await peopleOfBody(tx, arrangement.bodyId)).some(({ id }) => id === input.personId);
    const naming = decideNaming({ panel: await panelOf(tx, arrangementReference(arrangement.id)), personId: input.personId, chair: false, isOfBody, held: await rolesOfPerson(tx, input.personId) });
    if (naming.kind === 'refused') return naming;
    await nameAssessorRow(tx, arrangementReference(arrangement.id), input.personId as PersonId);
    return done(undefined, noteOn(arrangement, { after: { personId: input.personId } }));
  },
});

/** Takes an assessor away. What they scored before is kept and still counts where they had finished. */
export const removeApplicationAssessor = command({
  act: arrangementsActs.removeAssessor,
  input: z.object({ arrangementId, assessorId: z.string().refine(isId, 'This person is not there'), reason: words(2000, 'Give a reason') }),
  record: onArrangement,
  perform: async ({ tx }, input) => {
    const arrangement = await lockArrangement(tx, input.arrangementId);
    const assessor = (await assessorsOf(tx, input.arrangementId)).find(({ id }) => id === input.assessorId);
    if (!arrangement || !assessor) return NOT_THERE;
    if (assessor.barredAt) return refuse('removed', `${assessor.name} was removed already.`);
    await barRow(tx, assessor.id, input.reason);
    return done(undefined, noteOn(arrangement, { before: { personId: assessor.personId }, reason: input.reason }));
  },
});
