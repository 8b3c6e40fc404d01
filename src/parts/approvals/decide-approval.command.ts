import { z } from 'zod';
import { isId, type BodyId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { command, done, type CommandContext } from '#platform/command/command';
import { decideApprovalStep, standingOf, type Approval } from './approval.ts';
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
    const holdsRole = actor.holdings.some((held) => held.role === approval.role && (held.scopeKind === 'site' || (held.scopeKind === 'body' && held.scopeId === approval.bodyId)));
    const decided = decideApprovalStep(approval, before, { personId: actor.personId, holdsRole }, decision === 'agree', reason);
    if (decided.kind === 'refused') return decided;
    const barred = await subject.barred?.(context, approval.about.id);
    if (barred) return barred;
    if (!(await storeDecision(tx, approvalId, decided.value, actor.personId!, reason))) return refuse('wrong-state', 'Somebody has just decided this.');
    await follow(context, approval, decision === 'agree');
    return done({ about: approval.about, agreed: decision === 'agree', address: subject.address(approval.about.id) }, {
      record: { kind: 'approval', id: approvalId },
      bodyId: approval.bodyId as BodyId,
      after: { decision, subject: approval.subject, about: approval.about, step: approval.step },
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
