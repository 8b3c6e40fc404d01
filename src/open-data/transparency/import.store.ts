import { sql } from 'kysely';
import { missingFrom } from '#agreements';
import { AGREEMENT_PLAIN, AGREEMENT_WORDS, refreshSearch, refreshWords } from '#agreements';
import type { CalendarDate } from '#kernel/calendar-date';
import { newId } from '#kernel/ids';
import { scheduleReviews } from '#performance';
import type { Read, Tx } from '#platform/database/connection';
import { nextReferences } from '#platform/reference';
import { COMPARED, type ContractColumns } from './contract-row.ts';

/** An agreement that a row of a file may be. */
export interface KnownAgreement {
  readonly id: string;
  readonly reference: string;
  readonly sourceKey: string | null;
  readonly sourceHash: string | null;
  readonly columns: Readonly<Record<string, string | number | boolean | null>>;
  readonly unitName: string | null;
  readonly sourceRow: Readonly<Record<string, string>> | null;
}

/** A row ready to be stored. */
export interface RowToStore {
  readonly columns: ContractColumns;
  readonly reference: string | null;
  readonly sourceKey: string;
  readonly sourceHash: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly unitId: string | null;
  readonly organisationId: string | null;
  readonly managerId: string | null;
  readonly directorId: string | null;
  readonly outcomeIds: readonly string[];
}

/** Agreements of a body that rows with these keys or references may be. */
export async function knownAgreements(tx: Tx, bodyId: string, keys: readonly string[], references: readonly string[]): Promise<KnownAgreement[]> {
  const { rows } = await sql<KnownAgreement>`
    select r.id, r.reference, r.source_key as "sourceKey", r.source_hash as "sourceHash", r.source_row as "sourceRow", u.name as "unitName",
      ${sql.raw(`jsonb_build_object(${COMPARED.map((column) => `'${column}', r.${column}${column.endsWith('_pence') ? '::text' : ''}`).join(', ')})`)} as columns
    from agreement r left join organisational_unit u on u.id = r.unit_id
    where r.body_id = ${bodyId} and (r.source_key = any(${keys}::text[]) or r.reference = any(${references}::text[])) order by r.id`.execute(tx);
  return rows;
}

const RECORD = `id uuid, reference text, title text, description text, kind text, supplier_name text, supplier_number text, value_net_pence bigint, annual_value_net_pence bigint,
  irrecoverable_vat_pence bigint, starts_on date, ends_on date, latest_ends_on date, review_on date, extension_months int, process text, procurement_category text, cpv_code text,
  proclass_code text, sme boolean, vcse boolean, manager_name text, director_name text, ocid text, unit_id uuid, lead_organisation_id uuid, manager_id uuid, director_id uuid,
  missing text[], source_key text, source_hash text, source_row jsonb`;

/** Stores new agreements, live: whole ones with an annual review planned, the others marked with what they lack. @returns their ids */
export async function insertAgreements(tx: Tx, bodyId: string, importId: string, rows: readonly RowToStore[]): Promise<string[]> {
  if (rows.length === 0) return [];
  const references = await nextReferences(tx, bodyId, 'CO', rows.filter((row) => row.reference === null).length);
  const made = rows.map((row) => {
    const reviews = reviewsFor(row);
    const missing = missingFrom({
      managerId: row.managerId, directorId: row.directorId, outcomes: row.outcomeIds.length, reviews: reviews.length,
      startsOn: row.columns.starts_on, endsOn: row.columns.ends_on, valueNetPence: row.columns.value_net_pence === null ? null : BigInt(row.columns.value_net_pence),
    // Reviews cannot be planned before there are dates and people; they are asked for once the rest is there.
    }).filter((one) => one !== 'reviews');
    return { id: newId<'agreement'>(), row, reviews: missing.length === 0 ? reviews : [], missing };
  });
  const records = made.map(({ id, row, missing }) => ({
    id, ...row.columns, description: row.columns.description ?? '', kind: row.columns.kind ?? 'contract', reference: row.reference ?? references.shift(), unit_id: row.unitId, lead_organisation_id: row.organisationId,
    manager_id: row.managerId, director_id: row.directorId, missing, source_key: row.sourceKey, source_hash: row.sourceHash, source_row: row.texts,
  }));
  const columns = RECORD.replaceAll(/\s+/g, ' ').split(', ').map((part) => part.trim().split(' ')[0]!);
  await sql`insert into agreement (${sql.raw(columns.join(', '))}, body_id, state, incomplete, source, import_id, words, plain)
    select ${sql.raw(columns.map((column) => `r.${column}`).join(', '))}, ${bodyId}, 'live', cardinality(r.missing) > 0, 'imported', ${importId}, ${sql.raw(AGREEMENT_WORDS)}, ${sql.raw(AGREEMENT_PLAIN)}
    from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as r (${sql.raw(RECORD)})
      left join organisation o on o.id = r.lead_organisation_id left join organisational_unit u on u.id = r.unit_id`.execute(tx);
  const ids = made.map((one) => one.id);
  await sql`insert into agreement_party (agreement_id, organisation_id, role) select id, lead_organisation_id, case when kind = 'grant' then 'grantee' else 'supplier' end from agreement
    where id = any(${ids}::uuid[]) and lead_organisation_id is not null`.execute(tx);
  await sql`insert into import_change (import_id, record_kind, record_id, version_after) select ${importId}, 'agreement', unnest(${ids}::uuid[]), 1`.execute(tx);
  await storeOutcomes(tx, made.flatMap(({ id, row }) => row.outcomeIds.map((outcome) => ({ id, outcome }))));
  const reviews = made.flatMap(({ id, reviews: planned }) => planned.map((review) => ({ id: newId<'review'>(), agreement_id: id, kind: review.kind, due_on: review.dueOn })));
  if (reviews.length > 0) {
    await sql`insert into review (id, agreement_id, kind, due_on) select id, agreement_id, kind, due_on from jsonb_to_recordset(${JSON.stringify(reviews)}::jsonb) as v (id uuid, agreement_id uuid, kind text, due_on date)`.execute(tx);
  }
  await refreshSearch(tx, ids);
  return ids;
}

/** The Code's file says nothing of reviews. One a year is planned, the least that is a schedule; the manager plans more by risk. */
function reviewsFor({ columns }: RowToStore) {
  return columns.starts_on && columns.ends_on ? scheduleReviews(columns.starts_on as CalendarDate, columns.ends_on as CalendarDate, ['annual']) : [];
}

async function storeOutcomes(tx: Tx, served: readonly { readonly id: string; readonly outcome: string }[]): Promise<void> {
  if (served.length === 0) return;
  await sql`insert into outcome_served (about_kind, about_id, outcome_id) select 'agreement', a, o from unnest(${served.map((one) => one.id)}::uuid[], ${served.map((one) => one.outcome)}::uuid[]) as s (a, o) on conflict do nothing`.execute(tx);
  await sql`insert into thread_link (id, from_kind, from_id, label, to_kind, to_id)
    select i, 'outcome', o, 'is served by', 'agreement', a from unnest(${served.map(() => newId<'thread_link'>())}::uuid[], ${served.map((one) => one.id)}::uuid[], ${served.map((one) => one.outcome)}::uuid[]) as s (i, a, o) on conflict do nothing`.execute(tx);
}

const UPDATED = COMPARED.map((column) => `${column} = coalesce(r.${column}, a.${column})`).join(', ');

/** Brings agreements up to date with a later file, remembering how they were. An empty cell takes nothing away. */
export async function updateAgreements(tx: Tx, importId: string, changes: readonly { readonly id: string; readonly row: RowToStore }[]): Promise<void> {
  if (changes.length === 0) return;
  const records = changes.map(({ id, row }) => ({ id, ...row.columns, reference: row.reference, unit_id: row.unitId, lead_organisation_id: row.organisationId, manager_id: row.managerId, director_id: row.directorId, missing: [], source_key: row.sourceKey, source_hash: row.sourceHash, source_row: row.texts }));
  const ids = changes.map((change) => change.id);
  await sql`insert into import_change (import_id, record_kind, record_id, version_after, before)
    select ${importId}, 'agreement', id, version + 1, to_jsonb(a) - 'words' - 'plain' from agreement a where id = any(${ids}::uuid[])`.execute(tx);
  await sql`update agreement a set ${sql.raw(UPDATED)}, unit_id = coalesce(r.unit_id, a.unit_id), lead_organisation_id = coalesce(r.lead_organisation_id, a.lead_organisation_id),
      source_hash = r.source_hash, source_key = coalesce(a.source_key, r.source_key), source_row = coalesce(a.source_row, '{}') || r.source_row, version = a.version + 1, updated_at = wantsum_clock()
    from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as r (${sql.raw(RECORD)}) where a.id = r.id`.execute(tx);
  await sql`update agreement a set missing = m.missing, incomplete = cardinality(m.missing) > 0 from (
      select id, array_remove(array_remove(array_remove(missing, case when starts_on is not null then 'start-date' end), case when ends_on is not null then 'end-date' end), case when value_net_pence is not null then 'value' end) as missing
      from agreement where id = any(${ids}::uuid[])) m where a.id = m.id and a.missing <> m.missing`.execute(tx);
  await refreshWords(tx, ids);
}

/** The directorates and services of a body by their names in lower case; new ones are made. */
export async function unitsByName(tx: Tx, bodyId: string, names: readonly string[], known: Map<string, string>): Promise<void> {
  const fresh = [...new Set(names)].filter((name) => !known.has(name.toLowerCase()));
  if (fresh.length === 0) return;
  await sql`insert into organisational_unit (id, body_id, name) select i, ${bodyId}, n from unnest(${fresh.map(() => newId<'organisational_unit'>())}::uuid[], ${fresh}::text[]) as s (i, n)
    where not exists (select 1 from organisational_unit u where u.body_id = ${bodyId} and lower(u.name) = lower(n))
      and not exists (select 1 from former_unit_name f join organisational_unit u on u.id = f.unit_id where u.body_id = ${bodyId} and lower(f.name) = lower(n)) on conflict do nothing`.execute(tx);
  // A file that still says the name of before means the same directorate; a name in use now goes before one of the past.
  const { rows } = await sql<{ id: string; name: string }>`select id, name from (
    select f.unit_id as id, f.name, 0 as rank, f.until_on from former_unit_name f join organisational_unit u on u.id = f.unit_id where u.body_id = ${bodyId}
    union all select id, name, 1, null from organisational_unit where body_id = ${bodyId}) names order by rank, until_on`.execute(tx);
  for (const row of rows) known.set(row.name.toLowerCase(), row.id);
}

/** A body's own people who may be named in a file, by name and by email in lower case. A name that two of them share names neither. */
export async function peopleByName(read: Read, bodyId: string, role: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string; email: string }>`select distinct p.id, p.name, p.email from role_holding h join person p on p.id = h.person_id
    where h.scope_kind = 'body' and h.scope_id = ${bodyId} and h.role = ${role} and h.held_until is null and p.state = 'active'`.execute(read);
  const found = new Map<string, string>();
  for (const [name, group] of Map.groupBy(rows, (row) => row.name.toLowerCase())) if (group.length === 1) found.set(name, group[0]!.id);
  for (const row of rows) found.set(row.email, row.id);
  return found;
}

/** Outcomes of a body's published framework by code and by title, in lower case. */
export async function outcomesByName(read: Read, bodyId: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; code: string; title: string }>`select w.outcome_id as id, w.code, w.title from outcome_framework f join outcome_wording w on w.framework_id = f.id where f.body_id = ${bodyId} and f.state = 'published'`.execute(read);
  return new Map(rows.flatMap((row) => [[row.code.toLowerCase(), row.id], [row.title.toLowerCase(), row.id]]));
}
