import type { Module } from '#platform/module';
import { approvalActs } from './approvals.acts.ts';
import { approvalsRoutes } from './approvals.routes.ts';
import { setApprovalSubjects, type ApprovalSubject } from './subject.ts';

/** Who must agree, in what order. See README.md. */
export { type Approval, type ApprovalStanding, type ApprovalState, type ApprovalStepAsked } from './approval.ts';
export { askApprovals } from './ask-approvals.store.ts';
export { approvalsOf, approvalState, approvalsWaitingFor, decidedByOneAlone, withdrawWaiting, type WaitingApproval } from './approval.store.ts';
export { approvalSteps, standingWords } from './approval.page.ts';
export { contentHashOf } from './content-hash.ts';
export { decideApproval } from './decide-approval.command.ts';
export { owedApprovals, owedByNobody } from './owed-approvals.store.ts';
export type { ApprovalSubject } from './subject.ts';

/** The part's own page and act. `app.ts` gives it the subjects that the rooms export. */
export function approvalsModule(subjects: readonly ApprovalSubject[]): Module {
  setApprovalSubjects(subjects);
  return {
    name: 'approvals',
    acts: approvalActs,
    kinds: [{ kind: 'approval', noun: 'approval', table: 'approval', scopes: { body: 'r.body_id' }, title: 'r.subject', address: (id) => `/approvals/${id}`, viewAct: approvalActs.view.name }],
    routes: [approvalsRoutes],
  };
}
