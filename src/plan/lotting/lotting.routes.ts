import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import { formatPounds } from '#kernel/money';
import { may } from '#platform/access/access';
import { readClock } from '#platform/clock';
import type { Read } from '#platform/database/connection';
import { form, notFound, page, pageOf, redirectTo } from '#platform/web/route';
import { exerciseFacts, needOf } from '#needs';
import { areaOf, districtsOf, statedCapacities } from '#parties';
import { policyValue, reachesPolicy } from '#policy';
import { exerciseRoute } from '#routes';
import { lottingActs } from './lotting.acts.ts';
import { addLottingOption, chooseLotting, removeLottingOption, saveSubcontracting, setLottingKind } from './lotting.commands.ts';
import { addOptionPage, chooseLottingPage, lottingKindPage, lottingPage, removeOptionPage } from './lotting.page.ts';
import { lottingOf, subcontractingOf } from './lotting.store.ts';
import { PATTERNS } from './lotting.ts';
import { editSubcontractingPage, subcontractingPage } from './subcontracting.page.ts';

const back = (id: string, path = 'lotting') => ({ backLink: { href: `/exercises/${id}/${path}` } });
const neededAreas = async (read: Read, exerciseId: string): Promise<readonly string[]> => (await needOf(read, exerciseId))?.areas.map(({ code }) => code) ?? [];

export const lottingRoutes = [
  page({
    url: '/exercises/:id/lotting',
    act: lottingActs.view,
    show: async ({ read, params, actor, services }) => {
      const exercise = await exerciseFacts(read, params.id);
      if (!exercise) return notFound;
      const lotting = await lottingOf(read, exercise.id);
      const record = { kind: 'exercise', id: exercise.id };
      const content = lottingPage({
        exercise, lotting, providers: await statedCapacities(read, lotting?.cpvCode ?? null), neededAreas: await neededAreas(read, exercise.id), districts: districtsOf, rule: await ruleInWords(read, exercise.id, exercise.bodyId),
        may: { compare: await may(read, services.kinds, actor, lottingActs.addOption, record), choose: await may(read, services.kinds, actor, lottingActs.choose, record) },
      });
      return pageOf(`Lots: ${exercise.title}`, content, { backLink: { href: `/exercises/${exercise.id}` } });
    },
  }),
  ...form({
    url: '/exercises/:id/lotting/kind',
    command: setLottingKind,
    show: async ({ read, params, csrf }, state) => {
      const exercise = await exerciseFacts(read, params.id);
      return exercise ? pageOf('Which providers are counted?', lottingKindPage(exercise, (await lottingOf(read, exercise.id))?.cpvCode ?? null, state, csrf), back(params.id)) : notFound;
    },
    input: (posted, { id }) => ({ exerciseId: id, cpvCode: posted.text('cpvCode') }),
    done: (_value, { id }) => redirectTo(`/exercises/${id}/lotting`, 'Saved.'),
  }),
  ...form({
    url: '/exercises/:id/lotting/add',
    command: addLottingOption,
    query: z.object({ pattern: z.enum(Object.keys(PATTERNS) as [string, ...string[]]).catch('area-lots') }),
    show: async ({ read, params, csrf, query }, state) => {
      const exercise = await exerciseFacts(read, params.id);
      if (!exercise) return notFound;
      return pageOf('Add a pattern to compare', addOptionPage(exercise, { kind: query.pattern, lots: await suggestedLots(read, exercise.id) }, state, csrf), back(params.id));
    },
    input: (posted, { id }) => ({ exerciseId: id, kind: posted.text('kind'), title: posted.text('title'), lots: posted.text('lots'), cost: posted.text('cost'), managementDays: posted.text('managementDays'), notes: posted.text('notes') }),
    done: (optionId, { id }) => redirectTo(`/exercises/${id}/lotting#option-${optionId}`, 'Added to the comparison.'),
  }),
  ...form({
    url: '/exercises/:id/lotting/choose',
    command: chooseLotting,
    show: async ({ read, params, csrf }, state) => {
      const [exercise, lotting] = [await exerciseFacts(read, params.id), await lottingOf(read, params.id)];
      return exercise && lotting ? pageOf('Choose how the work is cut', chooseLottingPage(exercise, lotting, state, csrf), back(params.id)) : notFound;
    },
    input: (posted, { id }) => ({ exerciseId: id, optionId: posted.text('optionId'), reasons: posted.text('reasons') }),
    done: (_value, { id }) => redirectTo(`/exercises/${id}/lotting`, 'The choice and its reasons are recorded.'),
  }),
  ...form({
    url: '/exercises/:id/lotting/options/:optionId/remove',
    command: removeLottingOption,
    show: async ({ read, params, csrf }, state) => {
      const lotting = await lottingOf(read, params.id);
      const option = lotting?.options.find(({ id }) => id === params.optionId);
      return lotting && option ? pageOf('Take a pattern out', removeOptionPage(option, lotting.decision !== null, state, csrf), back(params.id)) : notFound;
    },
    input: (_posted, { id, optionId }) => ({ exerciseId: id, optionId }),
    done: (_value, { id }) => redirectTo(`/exercises/${id}/lotting`, 'Taken out.'),
  }),
  page({
    url: '/exercises/:id/sub-contracting',
    act: lottingActs.viewSubcontracting,
    show: async ({ read, params, actor, services }) => {
      const exercise = await exerciseFacts(read, params.id);
      if (!exercise) return notFound;
      const mayDecide = await may(read, services.kinds, actor, lottingActs.decideSubcontracting, { kind: 'exercise', id: exercise.id });
      return pageOf(`Sub-contracting: ${exercise.title}`, subcontractingPage(exercise, await subcontractingOf(read, exercise.id), mayDecide), { backLink: { href: `/exercises/${exercise.id}` } });
    },
  }),
  ...form({
    url: '/exercises/:id/sub-contracting/edit',
    command: saveSubcontracting,
    show: async ({ read, params, csrf }, state) => {
      const exercise = await exerciseFacts(read, params.id);
      return exercise ? pageOf('May the work be passed on?', editSubcontractingPage(exercise, await subcontractingOf(read, exercise.id), state, csrf), back(params.id, 'sub-contracting')) : notFound;
    },
    input: (posted, { id }) => ({
      exerciseId: id, stance: posted.text('stance'), paymentDays: posted.text('paymentDays'), workSharePercent: posted.text('workSharePercent'), disclosesFee: posted.texts('protections').includes('fee'),
      requiresPosting: posted.texts('protections').includes('posting'), otherDisclosure: posted.text('otherDisclosure'), reasons: posted.text('reasons'),
    }),
    done: (_value, { id }) => redirectTo(`/exercises/${id}/sub-contracting`, 'Saved. Bidders will read this with the tender.'),
  }),
];

/** What the authority's rule asks of this exercise, in a sentence. */
async function ruleInWords(read: Read, exerciseId: string, bodyId: string): Promise<string> {
  const policy = await policyValue(read, bodyId, 'lotting.decisionFrom', londonDate(await readClock(read)));
  if (policy.value === null) return 'The authority has not set from which value this must be decided. It is good practice to compare.';
  const valuation = (await exerciseRoute(read, exerciseId))?.valuation;
  if (!valuation) return `It must be decided for exercises of ${policy.words}. What this one is worth is not known yet.`;
  const needed = reachesPolicy(policy.value, { net: valuation.net, gross: valuation.gross });
  return `This exercise is worth ${formatPounds(valuation.net)} without VAT, so a decision ${needed ? 'must be recorded before anything is advertised' : 'is not needed by the authority’s rule'} (${policy.words}).`;
}

/** A lot for each district of the need, its value split evenly: a place to begin, to be put right by whoever knows. */
async function suggestedLots(read: Read, exerciseId: string): Promise<string> {
  const districts = [...new Set((await neededAreas(read, exerciseId)).flatMap(districtsOf))];
  const valuation = (await exerciseRoute(read, exerciseId))?.valuation;
  if (districts.length === 0 || !valuation) return '';
  const each = valuation.annualNetPence / BigInt(districts.length) / 100n;
  return districts.map((code) => `${areaOf(code)?.name ?? code}; ${areaOf(code)?.name ?? code}; ${each}`).join('\n');
}
