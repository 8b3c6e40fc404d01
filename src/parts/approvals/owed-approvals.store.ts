import type { Actor } from '#platform/access/access';
import type { Read } from '#platform/database/connection';
import { approvalsWaitingFor } from './approval.store.ts';
import { approvalSubject } from './subject.ts';

/** The part's share of the staff home: what waits for this person to decide. `app.ts` gives it to the parties room as owed work. */
export const owedApprovals = {
  title: 'Approvals',
  list: async (read: Read, actor: Actor, limit: number): Promise<{ words: string; dueAt: Date | null; address: string }[]> => {
    const owed = [];
    for (const waiting of await approvalsWaitingFor(read, actor, limit)) {
      const subject = approvalSubject(waiting.about.kind, waiting.subject);
      owed.push({ words: `Agree ${subject.words} of ${await subject.title(read, waiting.about.id)}`, dueAt: null, address: `/approvals/${waiting.id}` });
    }
    return owed;
  },
};
