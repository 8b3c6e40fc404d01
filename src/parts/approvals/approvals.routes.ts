import type { Actor } from '#platform/access/access';
import type { Read } from '#platform/database/connection';
import { form, notFound, pageOf, redirectTo } from '#platform/web/route';
import { decideApprovalStep, deciderOf, standingOf } from './approval.ts';
import { approvalPage } from './approval.page.ts';
import { approvalById, approvalsOf } from './approval.store.ts';
import { decideApproval } from './decide-approval.command.ts';
import { approvalSubject } from './subject.ts';

export const approvalsRoutes = [
  ...form({
    url: '/approvals/:id',
    command: decideApproval,
    show: async ({ read, actor, params, csrf }, state) => {
      const approval = await approvalById(read, params.id);
      if (!approval) return notFound;
      const { about } = approval;
      const subject = approvalSubject(about.kind, approval.subject);
      const standing = standingOf(await approvalsOf(read, about, approval.subject), await subject.contentHash(read, about.id));
      const title = await subject.title(read, about.id);
      const page = {
        approval, state: standing, words: subject.words, title, address: subject.address(about.id), csrf,
        askedByName: await nameOf(read, approval.askedBy), whyNot: whyNot(approval, standing, actor), forName: deciderOf(approval, actor).standsInFor?.name ?? null,
      };
      return pageOf(`Agree ${subject.words} of ${title}`, approvalPage(page, state), { backLink: { href: subject.address(about.id) } });
    },
    input: (posted, params) => ({ approvalId: params.id, decision: posted.text('decision'), reason: posted.text('reason') }),
    done: ({ agreed, address }) => redirectTo(address, agreed ? 'You have agreed' : 'You have refused'),
  }),
];

/** Said where the form would be. A reason is passed here because what is asked is whether this person could decide, not what they typed. */
function whyNot(approval: Parameters<typeof decideApprovalStep>[0], standing: Parameters<typeof decideApprovalStep>[1], actor: Actor): string | null {
  const decision = decideApprovalStep(approval, standing, deciderOf(approval, actor), true, 'asked');
  return decision.kind === 'refused' ? decision.sentence : null;
}

async function nameOf(read: Read, personId: string | null): Promise<string | null> {
  if (personId === null) return null;
  return (await read.selectFrom('person').select('name').where('id', '=', personId).executeTakeFirst())?.name ?? null;
}
