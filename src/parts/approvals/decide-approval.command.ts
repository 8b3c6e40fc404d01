import { z } from 'zod';
import { isId, type BodyId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { command, done, type CommandContext } from '#platform/command/command';
import { decideApprovalStep, deciderOf, standingOf, type Approval } from './approval.ts';
import { approvalActs } from './approvals.acts.ts';
import { approvalSubject } from './subject.ts';
import { approvalById, approvalsOf, lockApproval, storeDecision, withdrawWaiting } from './approval.store.ts';
import { writeToDeciders } from './ask-approvals.store.ts';

const LONGEST_REASON = 5000;

/** Agrees or refuses one step. The last agreement lets what hangs on it follow at once. */
export const decideApproval = command({
  act: approvalActs.decide,
  input: z.object({
    approvalId: z.string().refine(isId, 'This approval is not there'),
    decision: z.enum(['agree', 'refuse'], 'Choose whether you agree'),
    reason: z.string().trim().max(LONGEST_REASON, `The reason must be ${LONGEST_REASON} characters or fewer`),
  }),
  record: ({ approvalId }) => ({ kind: 'approval', id: approvalId }),
  perform: async (context, { approvalId, decision, reason }) => {
    const { tx, actor } = context;
    const asked = await approvalById(tx, approvalId);
    if (!asked) return refuse('not-found', 'This approval is not there any more.');
    const subject = approvalSubject(asked.about.kind, asked.subject);
    // The record first, then the approval: the order in which a room that asks takes them.
    await subject.hold(tx, asked.about.id);
    const approval = (await lockApproval(tx, approvalId)) ?? asked;
    const before = standingOf(await approvalsOf(tx, approval.about, approval.subject), await subject.contentHash(tx, approval.about.id));
    const decider = deciderOf(approval, actor);
    const decided = decideApprovalStep(approval, before, decider, decision === 'agree', reason);
    if (decided.kind === 'refused') return decided;
    const lender = decider.standsInFor;
    // What bars whoever lent the role bars whoever stands in for them too.
    const barred = (await subject.barred?.(context, approval.about.id)) ?? (lender && (await subject.barred?.({ ...context, actor: { ...actor, ...lender } }, approval.about.id)));
    if (barred) return barred;
    const first = decision === 'agree' ? await subject.beforeAgreeing?.(context, approval.about.id) : null;
    if (first) return first;
    if (!(await storeDecision(tx, approvalId, decided.value, { decidedBy: actor.personId!, decidedFor: lender?.personId ?? null }, reason))) return refuse('wrong-state', 'Somebody has just decided this.');
    await follow(context, approval, decision === 'agree');
    return done({ about: approval.about, agreed: decision === 'agree', address: subject.address(approval.about.id) }, {
      record: { kind: 'approval', id: approvalId },
      bodyId: approval.bodyId as BodyId,
      after: { decision, subject: approval.subject, about: approval.about, step: approval.step, ...(lender ? { decidedFor: lender.personId } : {}) },
      ...(reason ? { reason } : {}),
      ...(approval.rule ? { rule: approval.rule } : {}),
    });
  },
});

async function follow(context: CommandContext, approval: Approval, agrees: boolean): Promise<void> {
  const { about, subject } = approval;
  if (!agrees) return withdrawWaiting(context.tx, about, subject);
  const state = standingOf(await approvalsOf(context.tx, about, subject), null);
  if (state.standing === 'agreed') return approvalSubject(about.kind, subject).agreed?.(context, about.id);
  const next = state.waitingFor;
  if (next) await writeToDeciders(context, { about, subject, bodyId: approval.bodyId as BodyId, steps: [{ role: next.role }] }, 0, next.id);
}
