import { createHash } from 'node:crypto';
import { FIELD_NAMES, type FieldName } from './contract-fields.ts';
import type { ContractTerm } from './contract-term.ts';
import type { ContractValues } from './read-contract.ts';

/** The columns of an agreement that a file can give, as the database has them: pence as text, for JSON. */
export interface ContractColumns {
  readonly title: string;
  readonly description: string | null;
  readonly kind: string | null;
  readonly supplier_name: string | null;
  readonly supplier_number: string | null;
  readonly value_net_pence: string | null;
  readonly annual_value_net_pence: string | null;
  readonly irrecoverable_vat_pence: string | null;
  readonly starts_on: string | null;
  readonly ends_on: string | null;
  readonly latest_ends_on: string | null;
  readonly review_on: string | null;
  readonly extension_months: number | null;
  readonly process: string | null;
  readonly procurement_category: string | null;
  readonly cpv_code: string | null;
  readonly proclass_code: string | null;
  readonly sme: boolean | null;
  readonly vcse: boolean | null;
  readonly manager_name: string | null;
  readonly director_name: string | null;
  readonly ocid: string | null;
}

/** The columns that a second import may bring up to date, and is compared by. */
export const COMPARED = [
  'title', 'description', 'supplier_name', 'supplier_number', 'value_net_pence', 'annual_value_net_pence', 'irrecoverable_vat_pence', 'starts_on', 'ends_on', 'latest_ends_on', 'review_on',
  'extension_months', 'process', 'procurement_category', 'cpv_code', 'proclass_code', 'sme', 'vcse', 'manager_name', 'director_name', 'ocid',
] as const satisfies readonly (keyof ContractColumns)[];

const text = (value: ContractValues[FieldName]): string | null => (typeof value === 'string' ? value : null);
const pence = (value: ContractValues[FieldName]): string | null => (typeof value === 'bigint' ? value.toString() : null);
const yesNo = (value: ContractValues[FieldName]): boolean | null => (typeof value === 'boolean' ? value : null);

/** A read row as an agreement's columns. */
export function columnsOf(values: ContractValues, term: ContractTerm): ContractColumns {
  return {
    title: text(values.ContractTitle)!, description: text(values.Description), kind: kindOf(text(values.ContractType)),
    supplier_name: text(values.SupplierName), supplier_number: text(values.CompaniesHouseRegistrationNumber),
    value_net_pence: pence(values.ContractValue), annual_value_net_pence: pence(values.AnnualValue), irrecoverable_vat_pence: pence(values.IrrecoverableVAT),
    starts_on: text(values.StartDate), ends_on: term.endsOn, latest_ends_on: term.latestEndsOn, review_on: text(values.ReviewDate),
    extension_months: typeof values.ExtensionMonths === 'number' ? values.ExtensionMonths : null, process: text(values.ProcessType),
    procurement_category: text(values.ProcurementCategory) ?? text(values.ProclassLabel) ?? text(values.CPVLabel) ?? text(values.ServiceCategoryLabel),
    cpv_code: text(values.CPVCode), proclass_code: text(values.ProclassCode), sme: yesNo(values.SMESupplier), vcse: yesNo(values.VCSESupplier),
    manager_name: text(values.ContractManager), director_name: text(values.LeadDirector), ocid: text(values.OpenContractingID),
  };
}

/** The kind of agreement that the schema's contract types and councils' own words name. */
function kindOf(type: string | null): string | null {
  if (type === null) return null;
  if (/grant/i.test(type)) return 'grant';
  if (/call[- ]?off/i.test(type)) return 'call-off';
  return /framework|dynamic purchasing|\bdps\b/i.test(type) ? 'framework' : 'contract';
}

const spaced = (words: string | null): string => (words ?? '').trim().replaceAll(/\s+/g, ' ');

/** What a contract is recognised by when its file comes again. One reference may stand on several: an extension is a row of its own. */
export const identityOf = (reference: string | null, title: string, supplier: string | null, start: string | null): string =>
  createHash('sha256').update(JSON.stringify([spaced(reference), spaced(title), spaced(supplier), start ?? ''])).digest('base64url');

/** How many extensions there are was not always read: rows imported before keep the hash they have, so that the same file still changes nothing. */
const HASHED = FIELD_NAMES.filter((field) => field !== 'ExtensionCount');

/** Whether anything in the row changed since it was last imported. */
export const hashOf = (values: ContractValues): string =>
  createHash('sha256').update(JSON.stringify(HASHED.map((field) => { const value = values[field]; return value === undefined || value === null ? null : String(value); }))).digest('base64url');

/** What the file says of a row that has no column of its own, kept so that an export gives it back. */
export function keptTexts(texts: Readonly<Partial<Record<FieldName, string>>>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== undefined && value !== ''));
}
