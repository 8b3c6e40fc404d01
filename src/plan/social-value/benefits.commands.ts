import { z } from 'zod';
import { isId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import { optionalWords, words } from '#platform/typed-words';
import { exerciseFacts, lockExercise } from '#needs';
import { BENEFIT_KINDS, decideBenefitChange, decideRelevanceRuling, isStanding, MENU_KINDS, RELEVANCE_RULE, SUGGESTED_AS, type BenefitKind, type MenuKind, type SuggestedAs } from './benefit.ts';
import { benefitsOf, deleteBenefit, insertBenefit, insertSuggestion, isSpecified, lockBenefit, storeRuling, storeSuggestionDecision, suggestionsOf } from './benefit.store.ts';
import { socialValueActs } from './social-value.acts.ts';

const gone = refuse('not-found', 'This is not there any more.');
const onExercise = ({ exerciseId }: { exerciseId: string }) => ({ kind: 'exercise', id: exerciseId });
/** More than a tender can honestly ask for. */
const MOST_BENEFITS = 30;
/** Beyond this somebody is filling a form by machine. */
const MOST_WAITING = 200;

/** A commissioner picks a benefit, from the menu or from what was suggested and accepted, and says what exactly and why. */
export const seekBenefit = command({
  act: socialValueActs.seekBenefit,
  input: z.object({ exerciseId: z.string(), pick: z.string().refine((text) => (MENU_KINDS as readonly string[]).includes(text) || isId(text), 'Choose a benefit'), words: words(500, 'Enter exactly what is sought'), why: words(2000, 'Say why it is relevant to what is bought') }),
  record: onExercise,
  perform: async ({ tx, actor }, given) => {
    const exercise = await lockExercise(tx, given.exerciseId);
    if (!exercise) return gone;
    const change = decideBenefitChange(exercise.stage, await isSpecified(tx, exercise.id));
    if (change.kind === 'refused') return change;
    const fromMenu = (MENU_KINDS as readonly string[]).includes(given.pick);
    const suggestion = fromMenu ? undefined : (await suggestionsOf(tx, exercise.id)).find(({ id }) => id === given.pick);
    if (!fromMenu && suggestion?.decision !== 'accepted') return refuse('not-accepted', 'Choose a benefit from the menu, or a suggestion that was accepted', { field: 'pick' });
    if ((await benefitsOf(tx, exercise.id)).filter(isStanding).length >= MOST_BENEFITS) return refuse('too-many', `${MOST_BENEFITS} benefits are sought already. Take one out first.`);
    const kind: BenefitKind = fromMenu ? (given.pick as MenuKind) : 'suggested';
    const benefit = { exerciseId: exercise.id, kind, suggestionId: suggestion?.id ?? null, name: suggestion?.name ?? BENEFIT_KINDS[given.pick as MenuKind].title, words: given.words, why: given.why };
    const id = await insertBenefit(tx, { ...benefit, addedBy: actor.personId });
    if (!id) return refuse('there-already', 'This benefit is there already, in the same words.', { field: 'words' });
    return done({ benefitId: id }, { record: onExercise(given), bodyId: exercise.bodyId, after: { benefitId: id, ...benefit } });
  },
});

/** Takes a benefit out again, while nobody has decided about it. */
export const dropBenefit = command({
  act: socialValueActs.dropBenefit,
  input: z.object({ exerciseId: z.string(), benefitId: z.string().refine(isId, 'This benefit is not there') }),
  record: onExercise,
  perform: async ({ tx }, given) => {
    const exercise = await lockExercise(tx, given.exerciseId);
    const benefit = exercise && (await lockBenefit(tx, exercise.id, given.benefitId));
    if (!exercise || !benefit) return gone;
    const change = decideBenefitChange(exercise.stage, await isSpecified(tx, exercise.id));
    if (change.kind === 'refused') return change;
    if (!(await deleteBenefit(tx, benefit.id))) return refuse('decided', 'An approver has decided about this benefit, so it is kept with the decision.');
    return done(undefined, { record: onExercise(given), bodyId: exercise.bodyId, before: { benefitId: benefit.id, name: benefit.name, words: benefit.words, why: benefit.why } });
  },
});

/** The approver confirms that a doubted benefit is relevant, or strikes it. The decision is kept with the doubt it answers (SV-03). */
export const ruleOnRelevance = command({
  act: socialValueActs.ruleOnRelevance,
  input: z.object({ exerciseId: z.string(), benefitId: z.string().refine(isId, 'This benefit is not there'), decision: z.enum(['confirmed', 'struck'], 'Choose whether it is relevant'), reason: words(2000, 'Give the reason') }),
  record: onExercise,
  perform: async ({ tx, actor }, given) => {
    const exercise = await lockExercise(tx, given.exerciseId);
    const benefit = exercise && (await lockBenefit(tx, exercise.id, given.benefitId));
    if (!exercise || !benefit) return gone;
    const ruling = decideRelevanceRuling(benefit, actor.personId, exercise.stage);
    if (ruling.kind === 'refused') return ruling;
    if (!(await storeRuling(tx, benefit.id, { doubt: benefit.doubt!, decision: given.decision, reason: given.reason, by: actor.personId }))) return refuse('decided', 'This has been decided already.');
    return done(undefined, { record: onExercise(given), bodyId: exercise.bodyId, after: { benefitId: benefit.id, words: benefit.words, doubt: benefit.doubt, decision: given.decision }, reason: given.reason, rule: RELEVANCE_RULE.sentence });
  },
});

/** Anyone says what would help them, without a name. It is shown to nobody else before it was looked at. */
export const suggestBenefit = command({
  act: socialValueActs.suggestBenefit,
  input: z.object({ exerciseId: z.string(), name: words(150, 'Say what would help, in a few words'), why: words(2000, 'Say whom it would help, and how'), suggestedAs: z.enum(Object.keys(SUGGESTED_AS) as [SuggestedAs, ...SuggestedAs[]], 'Choose who you are') }),
  record: onExercise,
  perform: async ({ tx }, given) => {
    const exercise = await exerciseFacts(tx, given.exerciseId);
    if (!exercise) return gone;
    if (exercise.stage !== 'analyse' && exercise.stage !== 'plan') return refuse('too-late', 'What is asked of bidders has been settled, so suggestions can no longer be taken in.');
    if ((await suggestionsOf(tx, exercise.id)).filter(({ decision }) => decision === null).length >= MOST_WAITING) return refuse('full', 'Many suggestions wait to be read. Please come back in a few days.');
    const id = await insertSuggestion(tx, given);
    return done({ suggestionId: id }, { record: onExercise(given), bodyId: exercise.bodyId, after: { suggestionId: id, name: given.name, suggestedAs: given.suggestedAs } });
  },
});

/** A suggestion is taken into the menu of its exercise, or declined with a reason. */
export const decideSuggestion = command({
  act: socialValueActs.decideSuggestion,
  input: z.object({ exerciseId: z.string(), suggestionId: z.string().refine(isId, 'This suggestion is not there'), decision: z.enum(['accepted', 'declined'], 'Choose whether it can be chosen'), reason: optionalWords(2000) }),
  record: onExercise,
  perform: async ({ tx, actor }, given) => {
    const exercise = await lockExercise(tx, given.exerciseId);
    if (!exercise) return gone;
    if (given.decision === 'declined' && given.reason === '') return refuse('reason-missing', 'Give the reason for declining it', { field: 'reason' });
    if (!(await storeSuggestionDecision(tx, exercise.id, given.suggestionId, given.decision, given.reason, actor.personId))) return refuse('decided', 'This suggestion has been decided already.');
    return done(undefined, { record: onExercise(given), bodyId: exercise.bodyId, after: { suggestionId: given.suggestionId, decision: given.decision }, ...(given.reason ? { reason: given.reason } : {}) });
  },
});
