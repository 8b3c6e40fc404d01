import { sql } from 'kysely';
import type { CalendarDate } from '#kernel/calendar-date';
import { newId, type BodyId, type PersonId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';
import type { PolicyKeyName } from './policy-keys.ts';
import { definitionOf, valueFrom, type PolicyRow, type PolicyValue } from './policy-value.ts';

const columns = sql<PolicyRow>`p.id, p.key, lower(p.valid)::text as "from", upper(p.valid)::text as "until", p.value, p.source, p.owner,
  (select person.name from person where person.id = p.set_by) as "setBy"`;

/** What a body's policy says of one thing on a day. Pin it on the decision it is used for: later changes do not reach back. */
export async function policyValue<Key extends PolicyKeyName>(read: Read, bodyId: string, key: Key, onDate: CalendarDate): Promise<PolicyValue<Key>> {
  return (await policyValues(read, bodyId, [key], onDate))[key] as PolicyValue<Key>;
}

/** Several at once, in one query, by name. */
export async function policyValues<Key extends PolicyKeyName>(
  read: Read, bodyId: string, keys: readonly Key[], onDate: CalendarDate,
): Promise<{ readonly [Name in Key]: PolicyValue<Name> }> {
  const { rows } = await sql<PolicyRow>`select ${columns} from local_policy p
    where p.body_id = ${bodyId} and p.key = any(${keys}) and p.valid @> ${onDate}::date`.execute(read);
  const found = new Map(rows.map((row) => [row.key, row]));
  return Object.fromEntries(keys.map((key) => [key, valueFrom(key, found.get(key))])) as { [Name in Key]: PolicyValue<Name> };
}

/** One policy as it was on each of several days, of any bodies, in one query and in the order asked. */
export async function policyOnDays<Key extends PolicyKeyName>(
  read: Read, key: Key, asked: readonly { readonly bodyId: string; readonly onDate: CalendarDate }[],
): Promise<PolicyValue<Key>[]> {
  if (asked.length === 0) return [];
  const { rows } = await sql<PolicyRow & { readonly place: number }>`select a.place::int as place, ${columns}
    from unnest(${asked.map(({ bodyId }) => bodyId)}::uuid[], ${asked.map(({ onDate }) => onDate)}::date[]) with ordinality as a (body_id, on_date, place)
    join local_policy p on p.body_id = a.body_id and p.key = ${key} and p.valid @> a.on_date`.execute(read);
  const found = new Map(rows.map(({ place, ...row }) => [place, row]));
  return asked.map((_one, index) => valueFrom(key, found.get(index + 1)));
}

/** Every row of one policy, or of all, the newest first. */
export async function policyRows(read: Read, bodyId: string, key?: PolicyKeyName): Promise<PolicyRow[]> {
  const { rows } = await sql<PolicyRow>`select ${columns} from local_policy p
    where p.body_id = ${bodyId} ${key === undefined ? sql`` : sql`and p.key = ${key}`} order by p.key, lower(p.valid) desc`.execute(read);
  return rows;
}

/** Keeps two administrators from changing one body's policies at the same time. */
export async function lockPolicies(tx: Tx, bodyId: string): Promise<boolean> {
  const { rows } = await sql`select id from body where id = ${bodyId} for no key update`.execute(tx);
  return rows.length === 1;
}

interface NewPolicy {
  readonly bodyId: string;
  readonly key: PolicyKeyName;
  readonly value: unknown;
  readonly from: CalendarDate;
  readonly until: CalendarDate | null;
  readonly source: string;
  readonly owner: string | null;
  readonly setBy: PersonId | null;
}

/** Ends or removes the row that stood in the way, and puts the new one in its place. Call with the lock held. */
export async function storePolicy(tx: Tx, policy: NewPolicy, inTheWay: PolicyRow | undefined): Promise<void> {
  if (inTheWay && inTheWay.from === policy.from) await tx.deleteFrom('local_policy').where('id', '=', inTheWay.id).execute();
  else if (inTheWay) await sql`update local_policy set valid = daterange(${inTheWay.from}::date, ${policy.from}::date) where id = ${inTheWay.id}`.execute(tx);
  await sql`insert into local_policy (id, body_id, key, valid, value, source, owner, set_by) values (
    ${newId<'local_policy'>()}, ${policy.bodyId}, ${policy.key}, daterange(${policy.from}::date, ${policy.until}::date),
    ${JSON.stringify(definitionOf(policy.key).kind.toJson(policy.value))}::jsonb, ${policy.source}, ${policy.owner}, ${policy.setBy})`.execute(tx);
}

export interface BodyName {
  readonly id: BodyId;
  readonly slug: string;
  readonly name: string;
}

export async function bodyName(read: Read, by: { readonly id: string } | { readonly slug: string }): Promise<BodyName | undefined> {
  const query = read.selectFrom('body').select(['id', 'slug', 'name']);
  const row = await ('id' in by ? query.where('id', '=', by.id) : query.where('slug', '=', by.slug)).executeTakeFirst();
  return row as BodyName | undefined;
}

/** Bodies that have set at least one policy of their own, by name. */
export async function bodiesWithPolicy(read: Read, limit: number, offset: number): Promise<BodyName[]> {
  const { rows } = await sql<BodyName>`select b.id, b.slug, b.name from body b
    where exists (select from local_policy p where p.body_id = b.id) order by b.name, b.id limit ${limit} offset ${offset}`.execute(read);
  return rows;
}
