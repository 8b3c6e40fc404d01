import { z } from 'zod';
import { measureOf, observationOf, observationsOfMeasure, postedResult, type Measure, type Observation } from '#parts/measures';
import { mayAct } from '#platform/access/access';
import type { Act } from '#platform/access/act';
import { scopesOf } from '#platform/access/record-kind';
import { form, notFound, page, pageOf, redirectTo, type Answer, type PageContext } from '#platform/web/route';
import { agreementsActs } from '../agreements.acts.ts';
import { fewestShown } from './fewest-shown.store.ts';
import { withoutSmallResults } from './public-results.ts';
import { confirmResult, correctResult, enterResult, queryResult } from './results.commands.ts';
import { confirmResultPage, measurePage, queryResultPage, resultPage } from './results.page.ts';

const ROWS = 50;
const about = (id: string) => ({ kind: 'agreement', id });
const at = (params: { readonly id: string }, measureId: string) => `/agreements/${params.id}/measures/${measureId}`;

/** A measure of a contract: what was found of it, entered by one side, confirmed or queried by another person. */
export const resultsRoutes = [
  page({ url: '/agreements/:id/measures/:measureId', act: agreementsActs.viewResults, query: z.object({ page: z.coerce.number().int().min(1).max(1000).catch(1) }), show: showMeasure }),
  ...form({
    url: '/agreements/:id/measures/:measureId/enter', command: enterResult,
    input: (posted, params) => ({ agreementId: params.id, measureId: params.measureId, ...postedResult(posted) }),
    show: async (context, state) => {
      const measure = await measureOf(context.read, about(context.params.id), context.params.measureId);
      return measure ? pageOf('Enter a result', resultPage('Enter a result', measure, null, state, context.csrf), { backLink: { href: at(context.params, measure.id) } }) : notFound;
    },
    done: (_result, params) => redirectTo(at(params, params.measureId), 'The result is entered. It counts once somebody else of the authority has confirmed it.'),
  }),
  ...form({
    url: '/agreements/:id/results/:resultId/correct', command: correctResult,
    input: (posted, params) => ({ agreementId: params.id, resultId: params.resultId, ...postedResult(posted) }),
    show: (context, state) => onResult(context, 'Correct a result', (measure, result) => resultPage('Correct a result', measure, result, state, context.csrf)),
    done: (measureId, params) => redirectTo(at(params, measureId), 'The correction is entered. It counts once somebody else of the authority has confirmed it.'),
  }),
  ...form({
    url: '/agreements/:id/results/:resultId/confirm', command: confirmResult, input: (_posted, params) => ({ agreementId: params.id, resultId: params.resultId }),
    show: (context, state) => onResult(context, 'Confirm a result', (measure, result) => confirmResultPage(context.params.id, measure, result, state, context.csrf)),
    done: (measureId, params) => redirectTo(at(params, measureId), 'The result is confirmed and public.'),
  }),
  ...form({
    url: '/agreements/:id/results/:resultId/query', command: queryResult, input: (posted, params) => ({ agreementId: params.id, resultId: params.resultId, reason: posted.text('reason') }),
    show: (context, state) => onResult(context, 'Query a result', (measure, result) => queryResultPage(measure, result, state, context.csrf)),
    done: (measureId, params) => redirectTo(at(params, measureId), 'The query is sent to whoever entered the result.'),
  }),
];

async function showMeasure(context: PageContext<{ readonly id: string; readonly measureId: string }, { readonly page: number }>): Promise<Answer> {
  const { read, services, actor, params, query } = context;
  const agreement = await read.selectFrom('agreement').select(['id', 'title', 'state', 'body_id as bodyId']).where('id', '=', params.id).executeTakeFirst();
  const measure = agreement ? await measureOf(read, about(params.id), params.measureId) : null;
  if (!agreement || !measure) return notFound;
  const scopes = await scopesOf(read, services.kinds, about(agreement.id));
  const mayDo = (act: Act) => mayAct(actor, act, about(agreement.id), scopes);
  const isParty = mayDo(agreementsActs.readClaims);
  const takesResults = agreement.state === 'live' || agreement.state === 'ended';
  const results = await observationsOfMeasure(read, measure.id, { onlyConfirmed: !isParty, limit: ROWS + 1, offset: (query.page - 1) * ROWS });
  const content = measurePage({
    agreement, measure, results: withoutSmallResults(results.slice(0, ROWS), measure.unit, isParty ? null : await fewestShown(read, agreement.bodyId)), isParty, personId: actor.personId,
    may: { enter: takesResults && mayDo(agreementsActs.enterResult), correct: takesResults && mayDo(agreementsActs.correctResult), confirm: mayDo(agreementsActs.confirmResult) },
    next: results.length > ROWS ? `${at(params, measure.id)}?page=${query.page + 1}` : null,
  });
  return pageOf(measure.name, content, { backLink: { href: `/contracts/${agreement.id}` } });
}

async function onResult(context: PageContext<{ readonly id: string; readonly resultId: string }>, title: string, draw: (measure: Measure, result: Observation) => ReturnType<typeof resultPage>): Promise<Answer> {
  const { read, params } = context;
  const result = await observationOf(read, about(params.id), params.resultId);
  const measure = result ? await measureOf(read, about(params.id), result.measureId) : null;
  return result && measure ? pageOf(title, draw(measure, result), { backLink: { href: at(params, measure.id) } }) : notFound;
}
