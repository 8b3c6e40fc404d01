import type { Act } from '#platform/access/act';
import { sql } from 'kysely';
import { londonInstant, type CalendarDate } from '#kernel/calendar-date';
import { agreementKind } from '#agreements';
import type { OwedWork } from '#parties';
import { whereMay } from '#platform/access/access';
import type { Module } from '#platform/module';
import { performanceActs } from './performance.acts.ts';
import { REVIEW_KINDS } from './review.ts';
import { checklistRoutes } from './checklists/checklist.routes.ts';
import { checklistsRoutes } from './checklists/checklists.routes.ts';
import { forgetInspectorsJob } from './checklists/forget-inspectors.command.ts';
import { reviewsRoutes } from './reviews.routes.ts';

export { createReviewSchedule, reviewsOf, type ReviewPlan, type ReviewRow } from './review.store.ts';
export { MISSED_AFTER_DAYS, MISSED_AFTER_SETTING, REVIEW_KINDS, SCHEDULE_RULE, scheduleReviews, standingOf, type Frequency } from './review.ts';
export { missedAfterDays, useLocalSetting, type LocalSetting } from './missed-after.ts';
export { holdReview, planReviews } from './reviews.commands.ts';
export { makeChecklist, inviteInspector, withdrawInspector, forgetOneInspector } from './checklists/checklists.commands.ts';
export { CHECKLIST_KIND, CHECKLIST_PURPOSE } from './checklists/checklist.store.ts';
export { sendChecklist } from './checklists/send-checklist.command.ts';
export { forgetInspectors } from './checklists/forget-inspectors.command.ts';
export { inspectionsOfPerson } from './checklists/forget.store.ts';
export { performanceActs } from './performance.acts.ts';

/** Those who may write a review up, asked of its agreement. */
const ON_AGREEMENT: Act = { ...performanceActs.hold, on: 'agreement' };

/** Reviews whose day has come and that nobody has written up, the longest due first. */
export const owedReviews: OwedWork = {
  title: 'Contract reviews',
  list: async (read, actor, limit) => {
    const { rows } = await sql<{ id: string; title: string; dueOn: CalendarDate }>`select v.id, r.title, v.due_on as "dueOn" from review v join agreement r on r.id = v.agreement_id
      where v.held_on is null and v.due_on <= (wantsum_clock() at time zone 'Europe/London')::date and r.state = 'live' and ${whereMay(actor, ON_AGREEMENT, agreementKind)}
      order by r.manager_id is distinct from ${actor.personId}, v.due_on, v.id limit ${limit}`.execute(read);
    return rows.map((row) => ({ words: `Review ${row.title}`, dueAt: londonInstant(row.dueOn, '23:59'), address: `/reviews/${row.id}/hold` }));
  },
};

export const performanceModule: Module = {
  name: 'performance',
  acts: performanceActs,
  kinds: [{
    kind: 'review', noun: 'review', table: 'review',
    scopes: { body: '(select a.body_id from agreement a where a.id = r.agreement_id)', agreement: 'r.agreement_id' },
    public: `exists (select 1 from agreement a where a.id = r.agreement_id and a.state <> 'draft')`,
    title: `case r.kind ${Object.entries(REVIEW_KINDS).map(([kind, { words }]) => `when '${kind}' then '${words}' `).join('')}else 'Final' end || ' review, ' || case when r.held_on is null then 'due ' || to_char(r.due_on, 'FMDD FMMonth YYYY') else 'held on ' || to_char(r.held_on, 'FMDD FMMonth YYYY') end`,
    summary: `case when length(r.results) > 200 then left(r.results, 199) || '…' else r.results end`,
    address: (id) => `/reviews/${id}`,
    viewAct: 'performance.viewReview',
  }],
  routes: [...reviewsRoutes, ...checklistsRoutes, ...checklistRoutes],
  jobs: [forgetInspectorsJob],
  navigation: [{ text: 'Missed reviews', href: '/reviews/missed', to: ['contract-manager', 'lead-director'] }],
};
