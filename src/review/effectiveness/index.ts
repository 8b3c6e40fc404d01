import type { Module } from '#platform/module';
import { effectivenessActs } from './effectiveness.acts.ts';
import { outcomesReportRoutes } from './outcomes-report.routes.ts';
import { reportRoutes } from './report.routes.ts';

/** Whether the commissioning itself is any good, and what came of a year. See README.md. */
export { draftReport, publishReport, writeIntroduction, writeOfOutcome } from './outcomes-report.commands.ts';
export { effectivenessActs } from './effectiveness.acts.ts';

export const effectivenessModule: Module = {
  name: 'effectiveness',
  acts: effectivenessActs,
  kinds: [
    {
      kind: 'outcomes-report', noun: 'annual outcomes report', table: 'outcomes_report', scopes: { body: 'r.body_id' }, address: (id) => `/outcomes-reports/${id}`, viewAct: effectivenessActs.readReport.name,
      public: "r.state = 'published'", title: "'Outcomes report ' || r.year || ' to ' || r.year + 1", summary: 'left(r.introduction, 200)',
    },
  ],
  routes: [reportRoutes, outcomesReportRoutes],
  navigation: [{ text: 'How well we commission', href: '/effectiveness' }, { text: 'Outcomes reports', href: '/outcomes-reports' }],
};
