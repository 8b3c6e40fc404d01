import { may } from '#platform/access/access';
import type { Read } from '#platform/database/connection';
import { form, notFound, page, pageOf, redirectTo, type Answer } from '#platform/web/route';
import { exerciseFacts, seesBudget, type ExerciseFacts } from '#needs';
import { isInDoubt } from './benefit.ts';
import { benefitsOf, suggestionsOf } from './benefit.store.ts';
import { decideSuggestion, dropBenefit, ruleOnRelevance, seekBenefit, suggestBenefit } from './benefits.commands.ts';
import { benefitsPage, decideSuggestionPage, dropBenefitPage, relevancePage, seekBenefitPage, suggestBenefitPage } from './benefits.page.ts';
import { socialValueActs } from './social-value.acts.ts';

const home = (id: string): string => `/exercises/${id}/benefits`;
const back = (id: string) => ({ backLink: { href: home(id) } });

export const benefitsRoutes = [
  page({
    url: '/exercises/:id/benefits', act: socialValueActs.viewBenefits,
    show: async ({ read, services, actor, params }) => {
      const exercise = await exerciseFacts(read, params.id);
      if (!exercise) return notFound;
      const record = { kind: 'exercise', id: exercise.id };
      const allowed = (act: (typeof socialValueActs)['seekBenefit']) => may(read, services.kinds, actor, act, record);
      const isOpen = exercise.stage === 'analyse' || exercise.stage === 'plan';
      const content = benefitsPage({
        exercise, benefits: await benefitsOf(read, exercise.id), suggestions: await suggestionsOf(read, exercise.id), staff: await seesBudget(read, services, actor, exercise.id),
        may: { seek: isOpen && (await allowed(socialValueActs.seekBenefit)), rule: await allowed(socialValueActs.ruleOnRelevance), suggest: isOpen && (await allowed(socialValueActs.suggestBenefit)) },
      });
      return pageOf(`Social benefits: ${exercise.title}`, content, { backLink: { href: `/exercises/${exercise.id}` } });
    },
  }),
  ...form({
    url: '/exercises/:id/benefits/add', command: seekBenefit,
    show: ({ read, params, csrf }, state) => onExercise(read, params.id, async (exercise) => pageOf('Add a social benefit', seekBenefitPage(exercise, (await suggestionsOf(read, exercise.id)).filter(({ decision }) => decision === 'accepted'), csrf, state), back(exercise.id))),
    input: (posted, { id }) => ({ exerciseId: id, pick: posted.text('pick'), words: posted.text('words'), why: posted.text('why') }),
    done: (_value, { id }) => redirectTo(home(id), 'The benefit is added'),
  }),
  ...form({
    url: '/exercises/:id/benefits/suggest', command: suggestBenefit, perMinute: 20,
    show: ({ read, params, csrf }, state) => onExercise(read, params.id, async (exercise) => (exercise.stage === 'analyse' || exercise.stage === 'plan' ? pageOf('Suggest a social benefit', suggestBenefitPage(exercise, csrf, state), back(exercise.id)) : notFound)),
    input: (posted, { id }) => ({ exerciseId: id, name: posted.text('name'), why: posted.text('why'), suggestedAs: posted.text('suggestedAs') }),
    done: (_value, { id }) => redirectTo(home(id), 'Thank you. Somebody will read your suggestion.'),
  }),
  ...form({
    url: '/exercises/:id/benefits/suggestions/:suggestion', command: decideSuggestion,
    show: ({ read, params, csrf }, state) => onExercise(read, params.id, async (exercise) => {
      const suggestion = (await suggestionsOf(read, exercise.id)).find(({ id, decision }) => id === params.suggestion && decision === null);
      return suggestion ? pageOf('A suggestion', decideSuggestionPage(exercise, suggestion, csrf, state), back(exercise.id)) : notFound;
    }),
    input: (posted, { id, suggestion }) => ({ exerciseId: id, suggestionId: suggestion, decision: posted.text('decision'), reason: posted.text('reason') }),
    done: (_value, { id }) => redirectTo(home(id), 'The suggestion is decided'),
  }),
  ...form({
    url: '/exercises/:id/benefits/:benefit/relevance', command: ruleOnRelevance,
    show: ({ read, params, csrf }, state) => onBenefit(read, params, isInDoubt, (exercise, benefit) => pageOf('Is this benefit relevant?', relevancePage(exercise, benefit, csrf, state), back(exercise.id))),
    input: (posted, { id, benefit }) => ({ exerciseId: id, benefitId: benefit, decision: posted.text('decision'), reason: posted.text('reason') }),
    done: (_value, { id }) => redirectTo(home(id), 'The decision is kept'),
  }),
  ...form({
    url: '/exercises/:id/benefits/:benefit/drop', command: dropBenefit,
    show: ({ read, params, csrf }, state) => onBenefit(read, params, ({ decision }) => decision === null, (exercise, benefit) => pageOf('Take out this benefit?', dropBenefitPage(exercise, benefit, csrf, state), back(exercise.id))),
    input: (_posted, { id, benefit }) => ({ exerciseId: id, benefitId: benefit }),
    done: (_value, { id }) => redirectTo(home(id), 'The benefit is taken out'),
  }),
];

async function onExercise(read: Read, id: string, draw: (exercise: ExerciseFacts) => Promise<Answer>): Promise<Answer> {
  const exercise = await exerciseFacts(read, id);
  return exercise ? draw(exercise) : notFound;
}

type Found = Awaited<ReturnType<typeof benefitsOf>>[number];
const onBenefit = (read: Read, params: { readonly id: string; readonly benefit: string }, fits: (benefit: Found) => boolean, draw: (exercise: ExerciseFacts, benefit: Found) => Answer): Promise<Answer> => onExercise(read, params.id, async (exercise) => {
  const benefit = (await benefitsOf(read, exercise.id)).find((one) => one.id === params.benefit);
  return benefit && fits(benefit) ? draw(exercise, benefit) : notFound;
});

