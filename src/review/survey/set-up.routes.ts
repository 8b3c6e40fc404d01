import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import { bodyById } from '#parties';
import { labelsOn } from '#parts/labels';
import { policyValues } from '#policy';
import { may } from '#platform/access/access';
import { readClock } from '#platform/clock';
import { form, notFound, page, pageOf, redirectTo, type Route } from '#platform/web/route';
import { nameReaders } from './name-readers.command.ts';
import { openWave } from './open-wave.command.ts';
import { baselinePage, endPage, openWavePage, readersPage, statementPage, statementsPage } from './set-up.page.ts';
import { endAsking, saveStatement, setBaseline } from './statements.commands.ts';
import { WORDS_FIELD } from './survey.ts';
import { surveyActs } from './survey.acts.ts';
import { possibleReaders, statementById, statementsOf, waveById } from './survey.store.ts';

const list = (id: string): string => `/bodies/${id}/survey-statements`;
const back = (id: string) => ({ backLink: { href: list(id) } });
const ofBody = ({ id }: { readonly id: string }) => ({ kind: 'body', id });

/** What is asked, when, and who reads the words: for the authority's own people. */
export const setUpRoutes: readonly Route[] = [
  page({
    url: '/bodies/:id/survey-statements', act: surveyActs.viewStatements,
    show: async ({ read, params, actor, services }) => {
      const body = await bodyById(read, params.id);
      if (!body) return notFound;
      const mayChange = await may(read, services.kinds, actor, surveyActs.changeStatements, ofBody(params));
      return pageOf('What providers are asked', statementsPage(body, await statementsOf(read, body.id), mayChange), { breadcrumbs: [{ text: 'Home', href: '/' }, { text: 'What providers say', href: `/provider-survey?body=${body.slug}` }, { text: 'What is asked' }] });
    },
  }),
  ...form({
    url: '/bodies/:id/survey-statements/new', command: saveStatement, query: z.object({ follows: z.string().max(60).catch('') }),
    show: async ({ read, params, query, csrf }, state) => {
      const body = await bodyById(read, params.id);
      if (!body) return notFound;
      const typed = state.values['follows'];
      const follows = typeof typed === 'string' ? typed : query.follows;
      return pageOf('A statement for providers', statementPage(state, csrf, body, (await statementsOf(read, body.id)).find(({ id, untilOn }) => id === follows && untilOn === null) ?? null), back(params.id));
    },
    input: (posted, params) => ({ bodyId: params.id, followsId: posted.text('follows'), subject: posted.text('subject'), words: posted.text('words'), recommendation: posted.text('recommendation'), recommendationUrl: posted.text('recommendationUrl') }),
    done: (_value, params) => redirectTo(list(params.id), 'Saved. It is asked by surveys that open from now on.'),
  }),
  ...form({
    url: '/bodies/:id/survey-statements/:statement/end', command: endAsking,
    show: async ({ read, params, csrf }, state) => {
      const statement = await statementById(read, params.id, params.statement);
      return statement ? pageOf('Ask this no more', endPage(state, csrf, statement), back(params.id)) : notFound;
    },
    input: (_posted, params) => ({ bodyId: params.id, statementId: params.statement }),
    done: (_value, params) => redirectTo(list(params.id), 'It is not asked any more'),
  }),
  ...form({
    url: '/bodies/:id/survey-statements/:statement/baseline', command: setBaseline,
    show: async ({ read, params, csrf }, state) => {
      const statement = await statementById(read, params.id, params.statement);
      return statement ? pageOf('What was so before', baselinePage(state, csrf, statement), back(params.id)) : notFound;
    },
    input: (posted, params) => ({ bodyId: params.id, statementId: params.statement, notPercent: posted.text('notPercent'), words: posted.text('words'), source: posted.text('source') }),
    done: (_value, params) => redirectTo(list(params.id), 'Saved'),
  }),
  ...form({
    url: '/bodies/:id/survey-waves/new', command: openWave,
    show: async ({ read, params, csrf }, state) => {
      const body = await bodyById(read, params.id);
      if (!body) return notFound;
      const policies = await policyValues(read, body.id, ['survey.setPoints', 'survey.fewestAnswers', 'survey.publishing'], londonDate(await readClock(read)));
      const publishing = policies['survey.publishing'];
      return pageOf('Open a survey of providers', openWavePage(state, csrf, { body, setPoints: policies['survey.setPoints'].value ?? [], fewest: policies['survey.fewestAnswers'].words, publishing: publishing.value === null ? 'For staff only' : publishing.words }), { backLink: { href: `/provider-survey?body=${body.slug}` } });
    },
    input: (posted, params) => ({ bodyId: params.id, occasion: posted.text('occasion'), title: posted.text('title'), awardsFrom: posted.date('awardsFrom'), awardsTo: posted.date('awardsTo'), closesOn: posted.date('closesOn') }),
    done: ({ waveId, invited }) => redirectTo(`/survey-waves/${waveId}`, `The survey is open. ${invited === 1 ? '1 organisation was' : `${invited} organisations were`} asked.`),
  }),
  ...form({
    url: '/survey-waves/:id/readers', command: nameReaders,
    show: async ({ read, params, csrf }, state) => {
      const wave = await waveById(read, params.id);
      if (!wave) return notFound;
      const label = (await labelsOn(read, { kind: 'survey-wave', id: wave.id })).find(({ field }) => field === WORDS_FIELD);
      return pageOf('Who reads what providers wrote', readersPage(state, csrf, wave, await possibleReaders(read, wave.bodyId), label?.readers ?? []), { backLink: { href: `/survey-waves/${wave.id}` } });
    },
    input: (posted, params) => ({ waveId: params.id, readers: posted.texts('readers'), reason: posted.text('reason') }),
    done: (_value, params) => redirectTo(`/survey-waves/${params.id}`, 'Saved'),
  }),
];
