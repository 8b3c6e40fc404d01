import type { Id } from '#kernel/ids';
import type { CommandContext } from '#platform/command/command';
import { sendMail } from '#platform/mail/send-mail';
import { approvalSubject } from './subject.ts';
import { holdersOf, insertRound, type ApprovalRequest } from './approval.store.ts';

/**
 * Asks those who must agree, in order, in the caller's transaction. What still waited of an earlier asking is withdrawn; what was
 * decided stays as history. Whoever may decide the first step is written to.
 * @returns the ids of the steps
 * @throws when the subject was not registered by a room, or there is no step: both are faults in the program
 */
export async function askApprovals(context: CommandContext, request: Omit<ApprovalRequest, 'askedBy'>): Promise<Id<'approval'>[]> {
  if (request.steps.length === 0) throw new Error(`nobody is asked to approve ${request.subject}`);
  const ids = await insertRound(context.tx, { ...request, askedBy: context.actor.personId });
  await writeToDeciders(context, request, 0, ids[0]!);
  return ids;
}

/** Tells those who may decide a step that it waits for them. */
export async function writeToDeciders({ tx, services, actor }: CommandContext, request: Pick<ApprovalRequest, 'about' | 'subject' | 'bodyId' | 'steps'>, step: number, approvalId: string): Promise<void> {
  const { words, title: titleOf } = approvalSubject(request.about.kind, request.subject);
  const title = await titleOf(tx, request.about.id);
  for (const holder of await holdersOf(tx, request.steps[step]!.role, request.bodyId)) {
    if (holder.personId === actor.personId) continue;
    await sendMail(tx, {
      to: { personId: holder.personId, email: holder.email },
      subject: `For you to decide: ${words} of ${title}`,
      text: `${actor.name} asks you to agree ${words} of “${title}”.\n\nRead it and decide here:\n${services.config.siteUrl}/approvals/${approvalId}\n`,
      about: request.about,
    });
  }
}
