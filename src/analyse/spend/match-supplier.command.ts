import { sql } from 'kysely';
import { z } from 'zod';
import { isId, type BodyId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { endLabel, labelsOn, putLabel } from '#parts/labels';
import { organisationById } from '#parties';
import { command, done } from '#platform/command/command';
import type { Actor } from '#platform/access/access';
import type { Tx } from '#platform/database/connection';
import { spendActs } from './spend.acts.ts';

const spelling = (supplierId: string) => ({ kind: 'spend-supplier', id: supplierId });
const input = { supplierId: z.string().refine(isId) };
const locked = (tx: Tx, id: string) => tx.selectFrom('spend_supplier').selectAll().where('id', '=', id).forUpdate().executeTakeFirstOrThrow();

/** Matches a spelling to an organisation that stands; a refusal says why it cannot be. */
export async function matchTo(tx: Tx, actor: Pick<Actor, 'personId'>, supplierId: string, organisationId: string) {
  const before = await locked(tx, supplierId);
  if (before.redacted) return refuse('redacted', 'The file withholds this supplier’s name, so it cannot be matched.');
  // Held, so that a merge of it at this moment comes before or after and never between.
  await sql`select from organisation where id = ${organisationId} for key share`.execute(tx);
  const organisation = await organisationById(tx, organisationId);
  if (organisation?.mergedInto) return refuse('merged', `${organisation.name} is another name of an organisation here now. Choose that one.`, { field: 'organisationId' });
  if (!organisation) return refuse('no-such-organisation', 'There is no such organisation here.', { field: 'organisationId' });
  await setMatch(tx, actor, supplierId, organisationId);
  return { before, organisation };
}

/** Sets or takes away what a person decided of a spelling; no later load changes it by itself. */
export const setMatch = (tx: Tx, actor: Pick<Actor, 'personId'>, supplierId: string, organisationId: string | null) =>
  tx.updateTable('spend_supplier').set((set) => ({ organisation_id: organisationId, matched_by: organisationId === null ? null : 'staff', decided_by: actor.personId, decided_at: set.fn<Date>('wantsum_clock') })).where('id', '=', supplierId).execute();

/**
 * Says once which organisation a spelling is. All that was paid under it, and will be, is that organisation's at once: no payment
 * changes, since the reports join the organisation when they are read.
 */
export const matchSupplier = command({
  act: spendActs.matchSupplier,
  input: z.object({ ...input, organisationId: z.string().refine(isId, 'Choose an organisation') }),
  record: ({ supplierId }) => spelling(supplierId),
  perform: async ({ tx, actor }, { supplierId, organisationId }) => {
    const matched = await matchTo(tx, actor, supplierId, organisationId);
    if ('kind' in matched) return matched;
    const { before, organisation } = matched;
    return done({ name: before.name, organisation: organisation.name }, { record: spelling(supplierId), bodyId: before.body_id as BodyId, before: { organisationId: before.organisation_id, matchedBy: before.matched_by }, after: { name: before.name, organisationId } });
  },
});

/** Takes a match away; no later load makes it again by itself. */
export const unmatchSupplier = command({
  act: spendActs.unmatchSupplier,
  input: z.object({ ...input, reason: z.string().trim().min(1, 'Say why it is not this organisation').max(500) }),
  record: ({ supplierId }) => spelling(supplierId),
  perform: async ({ tx, actor }, { supplierId, reason }) => {
    const before = await locked(tx, supplierId);
    if (before.organisation_id === null) return refuse('not-matched', 'This supplier is not matched.');
    await setMatch(tx, actor, supplierId, null);
    await sql`update spelling_suggestion set state = 'different', decided_by = ${actor.personId}, decided_at = wantsum_clock() where supplier_id = ${supplierId} and organisation_id = ${before.organisation_id}`.execute(tx);
    return done({ name: before.name }, { record: spelling(supplierId), bodyId: before.body_id as BodyId, before: { organisationId: before.organisation_id, matchedBy: before.matched_by }, reason });
  },
});

/** Withholds a name that a file gave and should not have: everywhere that anyone may read, from now on. */
export const withholdSupplier = command({
  act: spendActs.withholdSupplier,
  input: z.object({ ...input, label: z.enum(['personal', 'commercial'], 'Choose what it is'), reason: z.string().trim().min(1, 'Say why, without the name').max(300) }),
  record: ({ supplierId }) => spelling(supplierId),
  perform: async ({ tx, actor }, { supplierId, label, reason }) => {
    const before = await locked(tx, supplierId);
    if ((await labelsOn(tx, spelling(supplierId))).length > 0) return refuse('withheld-already', 'This name is withheld already.');
    await putLabel(tx, spelling(supplierId), { field: null, label, reason, until: null, readers: [] }, actor.personId);
    return done(null, { record: spelling(supplierId), bodyId: before.body_id as BodyId, after: { label }, reason });
  },
});

/** Ends the withholding of a name. */
export const discloseSupplier = command({
  act: spendActs.discloseSupplier,
  input: z.object(input),
  record: ({ supplierId }) => spelling(supplierId),
  perform: async ({ tx }, { supplierId }) => {
    const before = await locked(tx, supplierId);
    const labels = await labelsOn(tx, spelling(supplierId));
    if (labels.length === 0) return refuse('not-withheld', 'This name is not withheld.');
    for (const label of labels) await endLabel(tx, label.id);
    return done(null, { record: spelling(supplierId), bodyId: before.body_id as BodyId, before: { labels: labels.map(({ label }) => label) } });
  },
});

/** Organisations whose names are like a spelling, the likest first, for the person who matches it. */
export async function likelyOrganisations(read: Parameters<typeof organisationById>[0], words: string, matchName: string): Promise<{ readonly id: string; readonly name: string; readonly number: string | null }[]> {
  const { rows } = await sql<{ id: string; name: string; number: string | null }>`select id, name, coalesce(company_number, charity_number) as number from organisation
    where merged_into is null and (match_name % ${matchName} or match_name like '%' || plain_text(${words}) || '%') order by similarity(match_name, ${matchName}) desc, name, id limit 10`.execute(read);
  return rows;
}
