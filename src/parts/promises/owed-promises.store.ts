import type { Actor } from '#platform/access/access';
import type { Read } from '#platform/database/connection';
import { owedBy } from './promise.store.ts';

/** The part's share of the staff home: what this person has promised and not kept yet. `app.ts` gives it to the parties room as owed work. */
export const owedPromises = {
  title: 'Promises',
  list: async (read: Read, actor: Actor, limit: number): Promise<{ words: string; dueAt: Date | null; address: string }[]> =>
    (await owedBy(read, actor, limit)).map(({ words, dueAt, address }) => ({ words, dueAt, address })),
};
