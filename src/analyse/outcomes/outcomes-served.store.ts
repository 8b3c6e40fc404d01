import { sql } from 'kysely';
import { refuse, type Refused } from '#kernel/outcome';
import type { RecordReference } from '#platform/access/record-kind';
import type { Read, Tx } from '#platform/database/connection';
import { publishedFramework } from './framework.store.ts';
import { decideOutcomesServed, type Outcome } from './outcome.ts';

/** An outcome that a record serves, worded as the newest published version has it. */
export interface OutcomeServed {
  readonly id: Outcome['id'];
  readonly code: string;
  readonly title: string;
  readonly level: Outcome['level'];
}

/** The outcomes that a record serves, in the framework's order. */
export const outcomesServed = async (read: Read, about: RecordReference): Promise<OutcomeServed[]> => (await outcomesServedByAll(read, about.kind, [about.id])).get(about.id) ?? [];

/** As `outcomesServed` for many records of a kind, in one query. */
export async function outcomesServedByAll(read: Read, kind: string, ids: readonly string[]): Promise<Map<string, OutcomeServed[]>> {
  const { rows } = await sql<OutcomeServed & { aboutId: string }>`
    select s.about_id as "aboutId", s.outcome_id as id, w.code, w.title, w.level from outcome_served s
    join lateral (select w.code, w.title, w.level, w.position from outcome_wording w join outcome_framework f on f.id = w.framework_id
      where w.outcome_id = s.outcome_id order by (f.state = 'draft'), f.version desc limit 1) w on true
    where s.about_kind = ${kind} and s.about_id = any(${ids}::uuid[]) order by w.position, w.code`.execute(read);
  return Map.groupBy(rows, ({ aboutId }) => aboutId);
}

/**
 * Says which outcomes a record serves, in place of what was said before. Only outcomes of the body's published framework can be
 * picked (AN-03); one served already may stay, and so may those that it takes over from what it came of.
 * @param carried outcomes that what this record came of serves already
 * @returns a refusal on the field `outcomeIds`, or what was added and taken away
 */
export async function setOutcomesServed(tx: Tx, about: RecordReference, bodyId: string, outcomeIds: readonly string[], carried: readonly string[] = []): Promise<Refused | { readonly kind: 'set'; readonly added: readonly string[]; readonly removed: readonly string[] }> {
  const before = (await tx.selectFrom('outcome_served').select('outcome_id').where('about_kind', '=', about.kind).where('about_id', '=', about.id).execute()).map((row) => row.outcome_id);
  const chosen = [...new Set(outcomeIds)];
  const decision = decideOutcomesServed((await publishedFramework(tx, bodyId))?.outcomes ?? null, [...before, ...carried], chosen);
  if (decision.kind === 'refused') return decision;
  const [added, removed] = [chosen.filter((id) => !before.includes(id)), before.filter((id) => !chosen.includes(id))];
  if (removed.length > 0) await tx.deleteFrom('outcome_served').where('about_kind', '=', about.kind).where('about_id', '=', about.id).where('outcome_id', 'in', removed).execute();
  if (added.length > 0) await tx.insertInto('outcome_served').values(added.map((outcome_id) => ({ about_kind: about.kind, about_id: about.id, outcome_id }))).onConflict((conflict) => conflict.doNothing()).execute();
  return { kind: 'set', added, removed };
}

/** Refuses a record that must serve an outcome and serves none (AN-04). */
export async function mustServeAnOutcome(read: Read, about: RecordReference): Promise<Refused | null> {
  if ((await outcomesServed(read, about)).length > 0) return null;
  return refuse('no-outcome', 'Link at least one strategic or supporting outcome first: every pound leads back to an outcome.', {
    field: 'outcomeIds', rule: { sentence: 'Each contract, grant and in-house agreement links to the outcomes framework.', source: 'PRG recommendation 6 (AN-04)', confidence: 'P' },
  });
}
