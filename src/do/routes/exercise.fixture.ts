import { newId, type BodyId, type Id, type PersonId } from '#kernel/ids';
import type { Database } from '#platform/database/connection';

/** An exercise straight into its table, for the tests of this room and of social value. */
export async function addExercise(database: Database, bodyId: BodyId, ownerId: PersonId, title: string, more: { readonly category?: 'services' | 'goods' | 'works' } = {}): Promise<Id<'exercise'>> {
  const id = newId<'exercise'>();
  await database.write((tx) => tx.insertInto('exercise').values({ id, reference: `KENT-EX-${id.slice(-6)}`, body_id: bodyId, title, owner_id: ownerId, stage: 'plan', ...more }).execute());
  return id;
}
