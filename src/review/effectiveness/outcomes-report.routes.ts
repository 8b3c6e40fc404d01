import { z } from 'zod';
import { financialYearOf, londonDate } from '#kernel/calendar-date';
import { allBodies } from '#parties';
import { mayAct, type Actor } from '#platform/access/access';
import { readClock } from '#platform/clock';
import type { Read } from '#platform/database/connection';
import { form, notFound, page, pageOf, redirectTo, type Route } from '#platform/web/route';
import { effectivenessActs } from './effectiveness.acts.ts';
import { draftReport, publishReport, writeIntroduction, writeOfOutcome } from './outcomes-report.commands.ts';
import { draftPage, introductionPage, listPage, publishPage, reportPage, reportTitle, wordsPage } from './outcomes-report.page.ts';
import { listReports, reportById } from './outcomes-report.store.ts';

const home = { text: 'Home', href: '/' };
const list = { text: 'Annual outcomes reports', href: '/outcomes-reports' };
const paged = z.object({ page: z.coerce.number().int().min(1).max(10_000).catch(1) });
const at = (id: string) => `/outcomes-reports/${id}`;

/** The bodies whose outcomes this person keeps. */
const keeps = (actor: Actor): string[] => actor.holdings.filter(({ role, scopeKind }) => role === 'policy-officer' && scopeKind === 'body').flatMap(({ scopeId }) => scopeId ?? []);
const readsDraftsOf = (actor: Actor): string[] => actor.holdings.filter((held) => held.scopeKind === 'body' && effectivenessActs.readReport.may.some((grant) => grant.by === 'role' && grant.role === held.role)).flatMap(({ scopeId }) => scopeId ?? []);

export const outcomesReportRoutes: readonly Route[] = [
  page({
    url: '/outcomes-reports', act: effectivenessActs.reports, query: paged,
    show: async ({ read, actor, query }) => {
      const { reports, more } = await listReports(read, readsDraftsOf(actor), query.page);
      const pageAt = (number: number) => `/outcomes-reports?page=${number}`;
      return pageOf('Annual outcomes reports', listPage({ reports, pages: { previous: query.page > 1 ? pageAt(query.page - 1) : null, next: more ? pageAt(query.page + 1) : null }, mayDraft: mayAct(actor, effectivenessActs.startReport, null, null) }), { breadcrumbs: [home, { text: 'Annual outcomes reports' }] });
    },
  }),
  ...form({
    url: '/outcomes-reports/new', command: draftReport,
    show: async ({ read, actor, csrf }, state) => {
      const kept = keeps(actor);
      return pageOf('Draft an annual outcomes report', draftPage(state, csrf, (await allBodies(read)).filter(({ id }) => kept.includes(id)), (await thisYear(read)) - 1), { backLink: { href: '/outcomes-reports' } });
    },
    input: (posted) => ({ bodyId: posted.text('bodyId'), year: posted.text('year') }),
    done: (id) => redirectTo(at(id), 'Drafted from the records. Now write what the figures mean.'),
  }),
  page({
    url: '/outcomes-reports/:id', act: effectivenessActs.readReport,
    show: async ({ read, actor, params }) => {
      const report = await reportById(read, params.id);
      return report ? pageOf(reportTitle(report), reportPage(report, report.state === 'draft' && keeps(actor).includes(report.bodyId)), { breadcrumbs: [home, list, { text: `${report.year} to ${report.year + 1}` }] }) : notFound;
    },
  }),
  ...form({
    url: '/outcomes-reports/:id/introduction', command: writeIntroduction,
    show: async ({ read, params, csrf }, state) => {
      const report = await reportById(read, params.id);
      return report ? pageOf('Introduction', introductionPage(state, csrf, report), { backLink: { href: at(params.id) } }) : notFound;
    },
    input: (posted, params) => ({ reportId: params.id, introduction: posted.text('introduction') }),
    done: (_value, params) => redirectTo(at(params.id), 'Saved'),
  }),
  ...form({
    url: '/outcomes-reports/:id/outcomes/:outcomeId', command: writeOfOutcome,
    show: async ({ read, params, csrf }, state) => {
      const report = await reportById(read, params.id);
      const outcome = report?.outcomes.find(({ outcomeId }) => outcomeId === params.outcomeId);
      return report && outcome ? pageOf(outcome.title, wordsPage(state, csrf, report, outcome), { backLink: { href: at(params.id) } }) : notFound;
    },
    input: (posted, params) => ({ reportId: params.id, outcomeId: params.outcomeId, words: posted.text('words'), version: posted.text('version') }),
    done: (_value, params) => redirectTo(at(params.id), 'Saved'),
  }),
  ...form({
    url: '/outcomes-reports/:id/publish', command: publishReport,
    show: async ({ read, params, csrf }, state) => {
      const report = await reportById(read, params.id);
      return report ? pageOf('Publish the report', publishPage(state, csrf, report), { backLink: { href: at(params.id) } }) : notFound;
    },
    input: (_posted, params) => ({ reportId: params.id }),
    done: (_value, params) => redirectTo(at(params.id), 'Published'),
  }),
];

const thisYear = async (read: Read): Promise<number> => financialYearOf(londonDate(await readClock(read))).startYear;
