import { sql } from 'kysely';
import { newId, type BodyId, type Id } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';
import { inTreeOrder, type Framework, type FrameworkState, type Outcome, type OutcomeDraft, type OutcomeLevel } from './outcome.ts';

type FrameworkId = Framework['id'];

/** One version with its outcomes; null when it is not there. */
export async function frameworkById(read: Read, frameworkId: string): Promise<Framework | null> {
  const row = await read.selectFrom('outcome_framework').selectAll().where('id', '=', frameworkId).executeTakeFirst();
  if (!row) return null;
  const wordings = await read.selectFrom('outcome_wording').selectAll().where('framework_id', '=', frameworkId).execute();
  return {
    id: row.id as FrameworkId, bodyId: row.body_id, title: row.title, version: row.version, state: row.state as FrameworkState, words: row.words, publishedAt: row.published_at,
    outcomes: inTreeOrder(wordings.map((wording): Outcome => ({
      id: wording.outcome_id as Id<'outcome'>, parentId: wording.parent_id as Id<'outcome'> | null, level: wording.level as OutcomeLevel,
      code: wording.code, title: wording.title, description: wording.description, position: wording.position,
    }))),
  };
}

/** The version in force; null while there is none. */
export async function publishedFramework(read: Read, bodyId: string): Promise<Framework | null> {
  const row = await read.selectFrom('outcome_framework').select('id').where('body_id', '=', bodyId).where('state', '=', 'published').executeTakeFirst();
  return row ? frameworkById(read, row.id) : null;
}

/** The outcomes that may be picked: those of the body's published framework, in order; none while there is none. */
export const publishedOutcomes = async (read: Read, bodyId: string): Promise<readonly Outcome[]> => (await publishedFramework(read, bodyId))?.outcomes ?? [];

export interface FrameworkListed {
  readonly id: FrameworkId;
  readonly bodyId: string;
  readonly bodyName: string;
  readonly bodySlug: string;
  readonly title: string;
  readonly version: number;
  readonly state: FrameworkState;
  readonly publishedAt: Date | null;
}

/** Versions, newest first: those published, and with `withDrafts` the drafts too. Left without a body: of all of them. */
export async function frameworks(read: Read, filter: { readonly bodyId?: string; readonly states: readonly FrameworkState[] }): Promise<FrameworkListed[]> {
  const { rows } = await sql<FrameworkListed>`select f.id, f.body_id as "bodyId", b.name as "bodyName", b.slug as "bodySlug", f.title, f.version, f.state, f.published_at as "publishedAt"
    from outcome_framework f join body b on b.id = f.body_id
    where f.state = any(${filter.states}) ${filter.bodyId ? sql`and f.body_id = ${filter.bodyId}` : sql``} order by b.name, f.version desc limit 500`.execute(read);
  return rows;
}

/** Makes the next version: a copy of the one in force where there is one. @returns null when a draft is there already */
export async function insertDraft(tx: Tx, bodyId: BodyId, title: string, words: string): Promise<FrameworkId | null> {
  // One at a time for a body: two drafts would be two futures.
  await sql`select id from body where id = ${bodyId} for no key update`.execute(tx);
  const all = await tx.selectFrom('outcome_framework').select(['id', 'version', 'state']).where('body_id', '=', bodyId).execute();
  if (all.some(({ state }) => state === 'draft')) return null;
  const id = newId<'outcome_framework'>();
  await tx.insertInto('outcome_framework').values({ id, body_id: bodyId, title, words, version: Math.max(0, ...all.map(({ version }) => version)) + 1 }).execute();
  const inForce = all.find(({ state }) => state === 'published');
  if (inForce) {
    await sql`insert into outcome_wording (framework_id, outcome_id, parent_id, level, code, title, description, position)
      select ${id}, outcome_id, parent_id, level, code, title, description, position from outcome_wording where framework_id = ${inForce.id}`.execute(tx);
  }
  return id;
}

/** Locks a version, so that it is not published while it changes. */
export async function lockFramework(tx: Tx, frameworkId: string): Promise<Framework | null> {
  await tx.selectFrom('outcome_framework').select('id').where('id', '=', frameworkId).forNoKeyUpdate().execute();
  return frameworkById(tx, frameworkId);
}

export async function insertOutcome(tx: Tx, framework: Framework, level: OutcomeLevel, draft: OutcomeDraft): Promise<Id<'outcome'>> {
  const id = newId<'outcome'>();
  await tx.insertInto('outcome').values({ id, body_id: framework.bodyId }).execute();
  const position = Math.max(0, ...framework.outcomes.map((one) => one.position)) + 1;
  await tx.insertInto('outcome_wording').values({ framework_id: framework.id, outcome_id: id, parent_id: draft.parentId, level, code: draft.code, title: draft.title, description: draft.description, position }).execute();
  return id;
}

export async function updateOutcome(tx: Tx, framework: Framework, outcomeId: string, level: OutcomeLevel, draft: OutcomeDraft): Promise<void> {
  await tx.updateTable('outcome_wording').set({ parent_id: draft.parentId, level, code: draft.code, title: draft.title, description: draft.description })
    .where('framework_id', '=', framework.id).where('outcome_id', '=', outcomeId).execute();
}

/** Takes an outcome out of a draft. One that no other version words is not kept at all. */
export async function deleteWording(tx: Tx, framework: Framework, outcomeId: string): Promise<void> {
  await tx.deleteFrom('outcome_wording').where('framework_id', '=', framework.id).where('outcome_id', '=', outcomeId).execute();
  await sql`delete from outcome o where o.id = ${outcomeId} and not exists (select 1 from outcome_wording w where w.outcome_id = o.id)
    and not exists (select 1 from outcome_served s where s.outcome_id = o.id)`.execute(tx);
}

/** Puts a draft in force and supersedes what was. @returns false when it was no draft any more */
export async function publish(tx: Tx, framework: Framework): Promise<boolean> {
  await tx.updateTable('outcome_framework').set({ state: 'superseded' }).where('body_id', '=', framework.bodyId).where('state', '=', 'published').execute();
  const result = await sql`update outcome_framework set state = 'published', published_at = wantsum_clock() where id = ${framework.id} and state = 'draft'`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** An outcome in the words of the newest version that was published, or of the draft while there is no other; null when it is not there. */
export async function outcomeById(read: Read, outcomeId: string): Promise<(Outcome & { readonly bodyId: string; readonly frameworkId: FrameworkId; readonly frameworkState: FrameworkState; readonly parentTitle: string | null }) | null> {
  const { rows } = await sql<Outcome & { bodyId: string; frameworkId: FrameworkId; frameworkState: FrameworkState; parentTitle: string | null }>`
    select w.outcome_id as id, w.parent_id as "parentId", w.level, w.code, w.title, w.description, w.position, f.body_id as "bodyId", f.id as "frameworkId", f.state as "frameworkState",
      (select p.title from outcome_wording p where p.framework_id = w.framework_id and p.outcome_id = w.parent_id) as "parentTitle"
    from outcome_wording w join outcome_framework f on f.id = w.framework_id where w.outcome_id = ${outcomeId}
    order by (f.state = 'draft'), f.version desc limit 1`.execute(read);
  return rows[0] ?? null;
}
