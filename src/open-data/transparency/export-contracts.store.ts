import { sql } from 'kysely';
import { poundsDecimal } from '#kernel/money';
import { inForceToday, labelCovering, withheldWords, type Label } from '#parts/labels';
import type { Database } from '#platform/database/connection';
import { streamRows } from '#platform/database/stream-rows';
import { csvLine, plainCell, textCell } from '#platform/register/csv';
import { CONTRACT_FIELDS, SCHEMA_FIELD_NAMES, type FieldName } from './contract-fields.ts';

/** A public agreement with what its export says. */
export interface ExportedContract {
  readonly id: string;
  readonly reference: string;
  readonly title: string;
  readonly description: string;
  readonly kind: string;
  readonly state: string;
  readonly body_slug: string;
  readonly body_name: string;
  readonly gss_code: string | null;
  readonly unit_name: string | null;
  readonly organisation_id: string | null;
  readonly organisation_name: string | null;
  readonly company_number: string | null;
  readonly charity_number: string | null;
  readonly supplier_name: string | null;
  readonly supplier_number: string | null;
  readonly starts_on: string | null;
  readonly ends_on: string | null;
  readonly latest_ends_on: string | null;
  readonly review_on: string | null;
  readonly value_net_pence: bigint | null;
  readonly value_gross_pence: bigint | null;
  readonly irrecoverable_vat_pence: bigint | null;
  readonly sme: boolean | null;
  readonly vcse: boolean | null;
  readonly process: string | null;
  readonly procurement_category: string | null;
  readonly cpv_code: string | null;
  readonly proclass_code: string | null;
  readonly ocid: string | null;
  readonly source: string;
  readonly source_row: Readonly<Record<string, string>> | null;
  readonly labels: readonly Label[] | null;
  readonly updated_at: Date;
}

/** Every public agreement of a body, or of every body for null, a few hundred at a time, in one snapshot. */
export const contractsOf = (database: Database, bodySlug: string | null): AsyncGenerator<readonly ExportedContract[]> =>
  streamRows(database, sql<ExportedContract>`select a.id, a.reference, a.title, a.description, a.kind, a.state, b.slug as body_slug, b.name as body_name, b.gss_code, u.name as unit_name,
      o.id as organisation_id, o.name as organisation_name, o.company_number, o.charity_number, a.supplier_name, a.supplier_number, a.starts_on, a.ends_on, a.latest_ends_on, a.review_on,
      a.value_net_pence, a.value_gross_pence, a.irrecoverable_vat_pence, a.sme, a.vcse, a.process, a.procurement_category, a.cpv_code, a.proclass_code, a.ocid, a.source, a.source_row, a.updated_at,
      (select json_agg(json_build_object('id', l.id, 'field', l.field, 'label', l.label, 'reason', l.reason, 'until', l.until, 'readers', '[]'::json)) from label l
      where l.about_kind = 'agreement' and l.about_id = a.id and ${inForceToday('l')}) as labels
    from agreement a join body b on b.id = a.body_id left join organisational_unit u on u.id = a.unit_id left join organisation o on o.id = a.lead_organisation_id
    where (${bodySlug}::text is null or b.slug = ${bodySlug}) and a.state <> 'draft' order by a.id`);

/** The whole file as the Transparency Code has it: the schema's field names, DD/MM/YYYY, pounds with two decimals. */
export async function* contractsAsCsv(database: Database, bodySlug: string | null): AsyncGenerator<string> {
  yield csvLine([...SCHEMA_FIELD_NAMES]);
  for await (const rows of contractsOf(database, bodySlug)) yield rows.map((row) => csvLine(SCHEMA_FIELD_NAMES.map((name) => csvCell(name, fieldOf(row, name))))).join('');
}

/** One JSON document: the same fields, ISO dates and amounts as numbers. */
export async function* contractsAsJson(database: Database, bodySlug: string): AsyncGenerator<string> {
  yield '{"licence":"https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/","contracts":[';
  let isFirst = true;
  for await (const rows of contractsOf(database, bodySlug)) {
    yield rows.map((row, index) => `${isFirst && index === 0 ? '' : ','}\n${JSON.stringify({ id: row.id, ...Object.fromEntries(SCHEMA_FIELD_NAMES.map((name) => [name, jsonValue(fieldOf(row, name))])) })}`).join('');
    isFirst = false;
  }
  yield '\n]}\n';
}

type Value = string | bigint | boolean | null;

/** What the public may read of a field; a withheld one reads as the Code words it. */
function fieldOf(row: ExportedContract, name: FieldName): Value {
  const label = LABELLED[name] ? labelCovering(row.labels ?? [], LABELLED[name], null) : undefined;
  return label ? withheldWords(label) : valueOf(row, name);
}

/** The name under which a label withholds each field. */
const LABELLED: Readonly<Partial<Record<FieldName, string>>> = {
  SupplierName: 'supplier', CompaniesHouseRegistrationNumber: 'supplier', CharityCommissionNumber: 'supplier', OtherSupplierID: 'supplier', SMESupplier: 'supplier', VCSESupplier: 'supplier', VCSESupplierType: 'supplier',
  ContractValue: 'value', IrrecoverableVAT: 'value', Description: 'description', ContactName: 'manager', ContactEmail: 'manager',
};

function valueOf(row: ExportedContract, name: FieldName): Value {
  const kept = row.source_row?.[name] ?? null;
  switch (name) {
    case 'OrganisationLabel': return kept ?? row.body_name;
    case 'OrganisationURI': return kept ?? (row.gss_code ? `http://statistics.data.gov.uk/id/statistical-geography/${row.gss_code}` : null);
    case 'ContractReference': return row.reference;
    case 'OpenContractingID': return row.ocid;
    case 'ContractTitle': return row.title;
    case 'ContractType': return kept ?? CONTRACT_TYPES[row.kind] ?? null;
    case 'OrganisationalUnit': return row.unit_name;
    case 'Description': return row.description || null;
    // An imported category may have been another column's words; each goes back where it came from.
    case 'ProcurementCategory': return row.source === 'imported' ? kept : row.procurement_category;
    case 'CPVCode': return row.cpv_code;
    case 'ProclassCode': return row.proclass_code;
    case 'StartDate': return row.starts_on;
    case 'EndDate': return row.ends_on;
    case 'ReviewDate': return row.review_on;
    case 'LastExtensionDate': return row.latest_ends_on;
    case 'ContractValue': return row.value_net_pence;
    case 'IrrecoverableVAT': return row.irrecoverable_vat_pence;
    case 'SupplierName': return row.supplier_name ?? row.organisation_name;
    case 'CompaniesHouseRegistrationNumber': return row.supplier_number ?? row.company_number;
    case 'CharityCommissionNumber': return kept ?? row.charity_number;
    case 'SMESupplier': return row.sme;
    case 'VCSESupplier': return row.vcse;
    case 'ProcessType': return row.process;
    default: return kept;
  }
}

const CONTRACT_TYPES: Readonly<Record<string, string>> = { contract: 'Single award contract', framework: 'Framework agreement', grant: 'Grant agreement', 'call-off': 'Other', 'in-house': 'Other', 'sub-contract': 'Other' };

function csvCell(name: FieldName, value: Value): string {
  if (value === null) return '';
  if (typeof value === 'bigint') return plainCell(poundsDecimal(value));
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (CONTRACT_FIELDS[name].type === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return value.split('-').reverse().join('/');
  return textCell(value);
}

const jsonValue = (value: Value): unknown => (typeof value === 'bigint' ? Number(poundsDecimal(value)) : value);
