import { sql } from 'kysely';
import type { BodyId, PersonId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';

/**
 * What rooms before the exercises room (needs, routes, social value, specifications) must know of an exercise. The exercises room owns the table and comes later in the order
 * (it asks needs and specifications for its gates), so this alone reads it by SQL.
 */
export interface ExerciseFacts {
  readonly id: string;
  readonly reference: string;
  readonly title: string;
  readonly bodyId: BodyId;
  readonly bodyName: string;
  readonly bodyArea: string | null;
  readonly stage: 'analyse' | 'plan' | 'do' | 'review' | 'closed';
  readonly ownerId: PersonId;
  readonly category: 'services' | 'goods' | 'works';
  readonly lightTouch: boolean;
}

/** @returns null when there is no such exercise */
export const exerciseFacts = (read: Read, exerciseId: string): Promise<ExerciseFacts | null> => facts(read, exerciseId, false);

/** As `exerciseFacts`, and holds the exercise where it is until the transaction ends, so that no gate closes meanwhile. */
export const lockExercise = (tx: Tx, exerciseId: string): Promise<ExerciseFacts | null> => facts(tx, exerciseId, true);

async function facts(read: Read, exerciseId: string, locked: boolean): Promise<ExerciseFacts | null> {
  const { rows } = await sql<ExerciseFacts>`select e.id, e.reference, e.title, e.body_id as "bodyId", b.name as "bodyName", b.gss_code as "bodyArea", e.stage, e.owner_id as "ownerId",
      e.category, e.light_touch as "lightTouch"
    from exercise e join body b on b.id = e.body_id where e.id = ${exerciseId} ${locked ? sql`for no key update of e` : sql``}`.execute(read);
  return rows[0] ?? null;
}
