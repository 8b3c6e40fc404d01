import { sql } from 'kysely';
import { insertAgreements, updateAgreements, type ContractColumns, type RowToStore } from '#transparency';
import type { Tx } from '#platform/database/connection';
import { agreementOf, columnsOf } from './grant-columns.ts';
import type { GrantDocument } from './grant-fields.ts';
import { grantsSql } from './grants.store.ts';
import type { KnownGrant } from './known-grant.ts';

/** A grant of a file ready to be stored. */
export interface GrantToStore {
  readonly identifier: string;
  readonly document: GrantDocument;
  readonly hash: string;
  /** All recipients that are organisations; the first leads. */
  readonly organisationIds: readonly string[];
  readonly unitId: string | null;
  readonly outcomeIds: readonly string[];
}

/** The grants of a body that bear these identifiers. */
export async function knownGrants(tx: Tx, bodyId: string, identifiers: readonly string[], prefix: string): Promise<Map<string, KnownGrant>> {
  const { rows } = await grantsSql(sql`a.body_id = ${bodyId} and (g.identifier = any(${identifiers}::text[]) or (g.agreement_id is null and ${prefix} || '-' || a.reference = any(${identifiers}::text[])))`, prefix).execute(tx);
  return new Map(rows.map((row) => [row.identifier, row]));
}

/** Stores new grants as agreements in force, each with its record. */
export async function insertGrants(tx: Tx, bodyId: string, importId: string, grants: readonly GrantToStore[]): Promise<void> {
  if (grants.length === 0) return;
  const ids = await insertAgreements(tx, bodyId, importId, grants.map(asRow));
  await storeRecords(tx, bodyId, grants.map((grant, index) => ({ grant, agreementId: ids[index]! })));
}

/** Brings grants up to date, remembering how their agreements and records were. */
export async function updateGrants(tx: Tx, bodyId: string, importId: string, changes: readonly { readonly agreementId: string; readonly grant: GrantToStore }[]): Promise<void> {
  if (changes.length === 0) return;
  const ids = changes.map(({ agreementId }) => agreementId);
  await updateAgreements(tx, importId, changes.map(({ agreementId, grant }) => ({ id: agreementId, row: asRow(grant) })));
  await sql`insert into import_change (import_id, record_kind, record_id, version_after, before)
    select ${importId}, 'grant', a.id, a.version, coalesce(to_jsonb(g), '{}') from agreement a left join grant_record g on g.agreement_id = a.id where a.id = any(${ids}::uuid[])`.execute(tx);
  await storeRecords(tx, bodyId, changes);
}

const COLUMNS = ['currency', 'awarded_minor', 'applied_for_minor', 'disbursed_minor', 'awarded_on', 'duration_months', 'programme', 'area', 'area_codes', 'is_member_grant', 'member_name', 'to_individual', 'from_open_call'] as const;
const RECORD = `agreement_id uuid, identifier text, document jsonb, currency text, awarded_minor bigint, applied_for_minor bigint, disbursed_minor bigint, awarded_on date, duration_months numeric,
  programme text, area text, area_codes text[], is_member_grant boolean, member_name text, to_individual boolean, from_open_call boolean`;

/** Writes what stands beside agreements, drawn from their documents; one that is there already is written anew. */
export async function storeRecords(tx: Tx, bodyId: string, records: readonly { readonly agreementId: string; readonly grant: Pick<GrantToStore, 'identifier' | 'document'> }[]): Promise<void> {
  const rows = records.map(({ agreementId, grant }) => {
    const columns = columnsOf(grant.document);
    return { agreement_id: agreementId, identifier: grant.identifier, document: grant.document, ...columns, awarded_minor: text(columns.awarded_minor), applied_for_minor: text(columns.applied_for_minor), disbursed_minor: text(columns.disbursed_minor) };
  });
  const set = ['identifier', 'document', ...COLUMNS].map((column) => `${column} = excluded.${column}`).join(', ');
  await sql`insert into grant_record (agreement_id, body_id, identifier, document, ${sql.raw(COLUMNS.join(', '))})
    select agreement_id, ${bodyId}, identifier, document, ${sql.raw(COLUMNS.join(', '))} from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (${sql.raw(RECORD)})
    on conflict (agreement_id) do update set ${sql.raw(set)}, updated_at = wantsum_clock()`.execute(tx);
}

const text = (amount: bigint | null): string | null => amount?.toString() ?? null;

/** Recipients beside the first, each a party to the agreement. */
export async function storeFurtherRecipients(tx: Tx, bodyId: string, grants: readonly GrantToStore[]): Promise<void> {
  const parties = grants.flatMap(({ identifier, organisationIds }) => organisationIds.slice(1).map((organisation) => ({ identifier, organisation })));
  if (parties.length === 0) return;
  await sql`insert into agreement_party (agreement_id, organisation_id, role) select g.agreement_id, p.organisation, 'grantee'
    from unnest(${parties.map(({ identifier }) => identifier)}::text[], ${parties.map(({ organisation }) => organisation)}::uuid[]) as p (identifier, organisation)
    join grant_record g on g.body_id = ${bodyId} and g.identifier = p.identifier on conflict do nothing`.execute(tx);
}

/** A grant as the agreement that carries it. */
function asRow({ identifier, document, hash, organisationIds, unitId, outcomeIds }: GrantToStore): RowToStore {
  const agreement = agreementOf(document);
  const columns: ContractColumns = {
    title: agreement.title, description: agreement.description, kind: 'grant', supplier_name: agreement.recipient, supplier_number: null, value_net_pence: agreement.valuePence?.toString() ?? null,
    annual_value_net_pence: null, irrecoverable_vat_pence: null, starts_on: agreement.startsOn, ends_on: agreement.endsOn, latest_ends_on: null, review_on: null, extension_months: null, process: null,
    procurement_category: null, cpv_code: null, proclass_code: null, sme: null, vcse: null, manager_name: null, director_name: null, ocid: null,
  };
  return { columns, reference: identifier, sourceKey: `grant:${identifier}`, sourceHash: hash, texts: {}, unitId, organisationId: organisationIds[0] ?? null, managerId: null, directorId: null, outcomeIds };
}

/** Puts the records of changed grants back, where nobody has worked on their agreements since; the agreements themselves the undo puts back. */
export async function restoreGrantRecords(tx: Tx, importId: string): Promise<void> {
  const unworked = sql`c.import_id = ${importId} and c.record_kind = 'grant' and a.id = c.record_id and a.version = c.version_after`;
  await sql`delete from grant_record g using import_change c, agreement a where g.agreement_id = a.id and c.before = '{}' and ${unworked}`.execute(tx);
  await sql`update grant_record g set identifier = b.identifier, document = b.document, ${sql.raw(COLUMNS.map((column) => `${column} = b.${column}`).join(', '))}, updated_at = wantsum_clock()
    from import_change c, agreement a, jsonb_populate_record(null::grant_record, c.before) b where g.agreement_id = a.id and c.before <> '{}' and ${unworked}`.execute(tx);
}
