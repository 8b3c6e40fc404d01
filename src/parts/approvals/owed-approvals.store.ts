import type { Actor } from '#platform/access/access';
import type { Read } from '#platform/database/connection';
import { ROLES } from '#platform/access/roles';
import { approvalsOfNobody, approvalsWaitingFor } from './approval.store.ts';
import { approvalSubject } from './subject.ts';

/** The part's share of the staff home: what waits for this person to decide. `app.ts` gives it to the parties room as owed work. */
export const owedApprovals = {
  title: 'Approvals',
  list: async (read: Read, actor: Actor, limit: number): Promise<{ words: string; dueAt: Date | null; address: string }[]> => {
    const owed = [];
    for (const waiting of await approvalsWaitingFor(read, actor, limit)) {
      const subject = approvalSubject(waiting.about.kind, waiting.subject);
      owed.push({ words: `Agree ${subject.words} of ${await subject.title(read, waiting.about.id)}${waiting.forName === null ? '' : `, for ${waiting.forName}`}`, dueAt: null, address: `/approvals/${waiting.id}` });
    }
    return owed;
  },
};

/** For a body's administrators: approvals asked of a role that nobody holds there any more. */
export const owedByNobody = {
  title: 'Approvals that nobody can decide',
  list: async (read: Read, actor: Actor, limit: number): Promise<{ words: string; dueAt: Date | null; address: string }[]> => {
    const bodies = actor.holdings.filter(({ role, scopeKind }) => role === 'administrator' && scopeKind === 'body').map(({ scopeId }) => scopeId!);
    return (await approvalsOfNobody(read, bodies)).slice(0, limit).map(({ bodyId, role, waiting }) => ({
      words: `Give somebody the role ${ROLES[role].title.toLowerCase()}: ${waiting} ${waiting === 1 ? 'approval waits' : 'approvals wait'} for it and nobody holds it`, dueAt: null, address: `/bodies/${bodyId}/people`,
    }));
  },
};
