import { sql } from 'kysely';
import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import { newId, type BodyId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { readClock } from '#platform/clock';
import { command, done } from '#platform/command/command';
import type { Tx } from '#platform/database/connection';
import { BODY_ACTS } from './bodies.acts.ts';
import { unitsOf } from './bodies.store.ts';
import { decideRename, decideSuccession } from './body.ts';

const onBody = (input: { readonly bodyId: string }) => ({ kind: 'body', id: input.bodyId });
const unitName = z.string().trim().min(1, 'Enter its name').max(200, 'Name must be 200 characters or fewer').regex(/^[^\p{Cc}<>]+$/u, 'Name must not include < or >');
const reason = z.string().trim().min(1, 'Give a reason: it is kept with the record').max(2000, 'Reason must be 2,000 characters or fewer');
const TAKEN = 'This body has a directorate or service of that name. Two that become one are merged: end the one, and name the other as what it went into.';

export const addUnit = command({
  act: BODY_ACTS.addUnit,
  input: z.object({ bodyId: z.uuid(), unitName }),
  record: onBody,
  perform: async ({ tx }, input) => {
    const { bodyId, unitName: name } = input;
    const added = await tx.insertInto('organisational_unit').values({ id: newId<'organisational_unit'>(), body_id: bodyId, name }).onConflict((conflict) => conflict.columns(['body_id', 'name']).doNothing()).executeTakeFirst();
    if (added.numInsertedOrUpdatedRows !== 1n) return refuse('taken', 'This body has a directorate or service of that name', { field: 'unitName' });
    return done(undefined, { record: onBody(input), bodyId: bodyId as BodyId, after: { unit: name } });
  },
});

/** Gives a directorate or service another name from a day on. It stays the same one: what belongs to it keeps its link, and the old name is kept with its last day. */
export const renameUnit = (unitRenamed: readonly ((tx: Tx, unitId: string) => Promise<void>)[] = []) => command({
  act: BODY_ACTS.renameUnit,
  input: z.object({ bodyId: z.uuid(), unitId: z.uuid(), unitName, from: z.string().min(1, 'Enter the first day of the new name').regex(/^(|\d{4}-\d{2}-\d{2})$/, 'Enter a real date'), reason }),
  record: onBody,
  perform: async ({ tx, actor }, input) => {
    const { bodyId, unitId, unitName: name, from } = input;
    await lockBody(tx, bodyId);
    const units = await unitsOf(tx, bodyId);
    const unit = units.find(({ id }) => id === unitId);
    if (!unit) return refuse('gone', 'This directorate or service is not there any more.');
    const decision = decideRename(unit, { name, from, today: londonDate(await readClock(tx)) });
    if (decision.kind === 'refused') return decision;
    if (units.some((other) => other.id !== unitId && other.name.toLowerCase() === name.toLowerCase())) return refuse('taken', TAKEN, { field: 'unitName' });
    await sql`insert into former_unit_name (id, unit_id, name, until_on, reason, changed_by) values (${newId<'former_unit_name'>()}, ${unitId}, ${unit.name}, ${from}::date - 1, ${input.reason}, ${actor.personId})`.execute(tx);
    await tx.updateTable('organisational_unit').set({ name }).where('id', '=', unitId).execute();
    for (const follow of unitRenamed) await follow(tx, unitId);
    return done(undefined, { record: onBody(input), bodyId: bodyId as BodyId, before: { unit: unitId, name: unit.name }, after: { unit: unitId, name, from }, reason: input.reason });
  },
});

/** Ends a directorate or service, which may have gone into another; what belongs to it keeps its name, and is counted under that other. */
export const endUnit = command({
  act: BODY_ACTS.endUnit,
  input: z.object({ bodyId: z.uuid(), unitId: z.uuid(), successorId: z.union([z.literal('').transform(() => null), z.uuid('Choose one of the list')]), reason }),
  record: onBody,
  perform: async ({ tx }, input) => {
    const { bodyId, unitId, successorId } = input;
    await lockBody(tx, bodyId);
    const units = await unitsOf(tx, bodyId);
    const unit = units.find((one) => one.id === unitId);
    const successor = successorId === null ? null : (units.find((one) => one.id === successorId) ?? null);
    if (!unit || unit.endedOn !== null) return refuse('gone', 'This directorate or service has ended already.');
    const decision = decideSuccession(unit, successorId, successor);
    if (decision.kind === 'refused') return decision;
    await sql`update organisational_unit set ended_on = (wantsum_clock() at time zone 'Europe/London')::date, successor_id = ${successorId}, ended_reason = ${input.reason} where id = ${unitId} and ended_on is null`.execute(tx);
    return done(undefined, { record: onBody(input), bodyId: bodyId as BodyId, before: { unit: unitId, name: unit.name }, after: { ended: true, ...(successor ? { successor: successor.id } : {}) }, reason: input.reason });
  },
});

/** One change of a body's directorates at a time, so that two do not go into each other. */
const lockBody = (tx: Tx, bodyId: string): Promise<unknown> => tx.selectFrom('body').select('id').where('id', '=', bodyId).forUpdate().execute();
