import { expect, test } from 'vitest';
import { ACTS, ROUTES } from '../../src/app.ts';
import { acts, anyone } from '../../src/platform/access/act.ts';
import { page, pageOf } from '../../src/platform/web/route.ts';
import { html } from '../../src/platform/pages/html.ts';
import { actProblems, routeProblems } from './routes.ts';

const { look, wrong } = acts('tests', { look: { on: null, words: 'looked at it', may: [anyone] }, wrong: { on: null, words: 'open it', may: [] } });
const lookPage = page({ url: '/look', act: look, show: async () => pageOf('Look', html``) });

test('every route names one listed act, and every POST is a command with a GET beside it', () => {
  expect(routeProblems(ROUTES, ACTS)).toEqual([]);
});

test('planted: a route twice, an unlisted act, an act nobody may do, a POST without command or GET, an address with a code that is not byLink', () => {
  expect(routeProblems([lookPage, lookPage], [look])).toEqual(['GET /look is there twice.']);
  expect(routeProblems([lookPage], [])).toEqual([expect.stringContaining('which no module lists')]);
  expect(routeProblems([{ ...lookPage, act: wrong }], [wrong])).toEqual([expect.stringContaining('nobody may do')]);
  expect(routeProblems([{ ...lookPage, url: '/say/:code' }], [look])).toEqual([expect.stringContaining('say byLink')]);
  expect(routeProblems([{ ...lookPage, url: '/say/:code', byLink: true }], [look])).toEqual([]);
  expect(routeProblems([{ ...lookPage, method: 'POST' }], [look])).toEqual([expect.stringContaining('runs no command'), expect.stringContaining('has no GET')]);
});

test('every act reads well after a name in the audit trail', () => {
  expect(actProblems(ACTS)).toEqual([]);
});

test('planted: words in the present tense, and a name twice', () => {
  expect(actProblems([wrong])).toEqual([expect.stringContaining('not in the past tense')]);
  expect(actProblems([look, look])).toEqual(['tests.look is there twice.']);
});
