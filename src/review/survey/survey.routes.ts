import { z } from 'zod';
import { allBodies } from '#parties';
import { disclosed, labelsOn } from '#parts/labels';
import { may, type Actor } from '#platform/access/access';
import type { Read } from '#platform/database/connection';
import { emptyState } from '#platform/pages/presentation';
import { csvLine, plainCell, textCell } from '#platform/register/csv';
import { form, notFound, page, pageOf, payload, redirectTo, type Route } from '#platform/web/route';
import { answeredPage, answerPage, answerTitle, closedPage } from './answer.page.ts';
import { answerSurvey } from './answer.command.ts';
import { trendPage, wavePage, wordsPage } from './results.page.ts';
import { resultsOf, trendsOf, type Trend } from './results.ts';
import { countsOf, wordsOf } from './results.store.ts';
import { OCCASIONS, type Occasion } from './survey.data.ts';
import { fieldOf, WORDS_FIELD, type Wave } from './survey.ts';
import { staffOf, surveyActs } from './survey.acts.ts';
import { askedIn, invitationById, waveById, wavesOf } from './survey.store.ts';

const home = { text: 'Home', href: '/' };
const query = z.object({ body: z.string().max(200).catch(''), occasion: z.enum(Object.keys(OCCASIONS) as [Occasion]).nullable().catch(null) });

async function trendFor(read: Read, actor: Actor, asked: z.infer<typeof query>) {
  const bodies = await allBodies(read);
  const staff = staffOf(actor);
  const body = asked.body === '' ? (bodies.find(({ id }) => staff.includes(id)) ?? bodies[0]) : bodies.find(({ slug }) => slug === asked.body);
  if (!body) return null;
  const waves = await wavesOf(read, body.id, staff);
  const occasion: Occasion = asked.occasion ?? waves.find(({ isClosed }) => isClosed)?.occasion ?? 'after-award';
  const compared = waves.filter((wave) => wave.occasion === occasion && wave.isClosed);
  const ids = compared.map(({ id }) => id);
  return { body, bodies, occasion, waves, isStaff: staff.includes(body.id), trends: trendsOf(compared, await askedIn(read, ids), await countsOf(read, ids, 'all')) };
}

const trendLines = (trends: readonly Trend[]): string[] => trends.flatMap(({ statement, points }) => points.map(({ wave, result }) => csvLine([
  textCell(statement.words), textCell(wave.title), plainCell(wave.closesOn), result ? String(result.answers) : '', plainCell(result?.so.words), plainCell(result?.not.words),
  plainCell(statement.baseline && `${Number(statement.baseline.notPercent)}%`), textCell(statement.baseline?.source), textCell(statement.recommendation),
])));

async function resultsFor(read: Read, wave: Wave) {
  const statements = await askedIn(read, [wave.id]);
  return { statements, results: resultsOf(wave, statements, await countsOf(read, [wave.id], 'every')) };
}

const readResults: readonly Route[] = [
  page({
    url: '/provider-survey', act: surveyActs.trend, query,
    show: async ({ read, actor, services, query: asked }) => {
      const found = await trendFor(read, actor, asked);
      if (!found) return asked.body === '' ? pageOf('What providers say of us', emptyState({ title: 'There is no authority here yet', text: 'What providers say of one is shown here once it has asked them.' })) : notFound;
      const mayOpen = await may(read, services.kinds, actor, surveyActs.openWave, { kind: 'body', id: found.body.id });
      return pageOf('What providers say of us', trendPage({ ...found, mayOpen }), { breadcrumbs: [home, { text: 'What providers say' }] });
    },
  }),
  page({
    url: '/provider-survey.csv', act: surveyActs.trend, query,
    show: async ({ read, actor, query: asked }) => {
      const found = await trendFor(read, actor, asked);
      if (!found) return notFound;
      return payload('text/csv; charset=utf-8', [csvLine(['Statement', 'Survey', 'Closed', 'Answers', 'Agree', 'Do not agree', 'Did not agree before', 'Source of that', 'Tests']), ...trendLines(found.trends)].join(''), { fileName: `provider-survey-${found.body.slug}-${found.occasion}.csv` });
    },
  }),
  page({
    url: '/survey-waves/:id', act: surveyActs.viewWave,
    show: async ({ read, actor, services, params }) => {
      const wave = await waveById(read, params.id);
      if (!wave) return notFound;
      const record = { kind: 'survey-wave', id: wave.id };
      const allowed = { readWords: await may(read, services.kinds, actor, surveyActs.readWords, record), nameReaders: await may(read, services.kinds, actor, surveyActs.nameReaders, record) };
      return pageOf(wave.title, wavePage({ wave, ...(await resultsFor(read, wave)), may: allowed }), { breadcrumbs: [home, { text: 'What providers say', href: `/provider-survey?body=${wave.bodySlug}&occasion=${wave.occasion}` }, { text: wave.title }] });
    },
  }),
  page({
    url: '/survey-waves/:id/results.csv', act: surveyActs.viewWave,
    show: async ({ read, params }) => {
      const wave = await waveById(read, params.id);
      if (!wave) return notFound;
      const { results } = await resultsFor(read, wave);
      const lines = results.flatMap(({ statement, answers, so, not, byFact }) => [
        { fact: 'All', name: 'All', answers, so, not }, ...byFact.flatMap(({ title, groups }) => groups.map((group) => ({ fact: title, ...group }))),
      ].map((row) => csvLine([textCell(statement.words), textCell(row.fact), textCell(row.name), String(row.answers), plainCell(row.so.words), plainCell(row.not.words)])));
      return payload('text/csv; charset=utf-8', [csvLine(['Statement', 'Fact', 'Group', 'Answers', 'Agree', 'Do not agree']), ...lines].join(''), { fileName: `provider-survey-${wave.bodySlug}-${wave.closesOn}.csv` });
    },
  }),
  page({
    url: '/survey-waves/:id/words', act: surveyActs.readWords, viewing: true,
    show: async ({ read, actor, params }) => {
      const wave = await waveById(read, params.id);
      if (!wave) return notFound;
      const told = disclosed(await labelsOn(read, { kind: 'survey-wave', id: wave.id }), WORDS_FIELD, actor.personId, true);
      return pageOf('What providers wrote', wordsPage(wave, 'value' in told ? await wordsOf(read, wave.id) : null), { backLink: { href: `/survey-waves/${wave.id}` } });
    },
  }),
];

const answer: readonly Route[] = form({
  url: '/survey-invitations/:id', command: answerSurvey,
  show: async ({ read, params, csrf }, state) => {
    const invitation = await invitationById(read, params.id);
    if (!invitation) return notFound;
    const title = answerTitle(invitation);
    const links = { backLink: { href: '/home' } };
    // What came too late, or second, stays on the page for whoever typed it.
    if (state.errors.length > 0) return pageOf(title, answerPage(state, csrf, invitation), links);
    if (invitation.answered) return pageOf('Your organisation has answered', answeredPage(invitation), links);
    return invitation.wave.isClosed ? pageOf('This survey is closed', closedPage(invitation), links) : pageOf(title, answerPage(state, csrf, invitation), links);
  },
  input: (posted, params) => {
    const prefix = fieldOf('');
    return { invitationId: params.id, scores: Object.fromEntries(Object.keys(posted.values).filter((name) => name.startsWith(prefix)).map((name) => [name.slice(prefix.length), posted.text(name)])), words: posted.text('words'), isFinal: posted.text('isFinal') };
  },
  done: (_value, params) => redirectTo(`/survey-invitations/${params.id}`),
});

export const surveyRoutes: readonly Route[] = [...readResults, ...answer];
