import { HeadingVocabulary, type MappedColumn } from '#parts/tables';

/** What a file of suppliers may say of each. Contacts are never read. */
export type SupplierField = 'name' | 'companyNumber' | 'charityNumber' | 'size' | 'sector' | 'postcode' | 'website';

const HEADINGS: Readonly<Record<SupplierField, readonly string[]>> = {
  name: ['name', 'supplier name', 'supplier', 'organisation name', 'organisation', 'company name', 'vendor name', 'vendor', 'beneficiary name', 'beneficiary', 'payee', 'payee name', 'creditor name', 'creditor', 'merchant name', 'provider', 'provider name', 'contractor', 'contractor name', 'name of supplier', 'supplier company name', 'recipient', 'trading name', 'account name', 'names'],
  companyNumber: ['company number', 'company_number', 'companies house number', 'company registration number', 'company no', 'co no', 'co number', 'co reg no', 'companies house no', 'company reg number', 'company reg no', 'registered company number', 'supplier company number', 'crn', 'companies house registration number', 'supplier registered company number', 'company registration no'],
  charityNumber: ['charity number', 'charity_number', 'registered charity number', 'charity no', 'charity commission number', 'charity registration number', 'charity reg no', 'supplier registered charity number'],
  size: ['size', 'supplier size', 'organisation size', 'company size', 'number of staff band', 'sme', 'business size'],
  sector: ['sector', 'kind', 'organisation type', 'type of organisation', 'supplier type', 'organisation kind', 'type'],
  postcode: ['postcode', 'post code', 'supplier postcode', 'postal code', 'registered office postcode'],
  website: ['website', 'web site', 'url', 'web address', 'homepage', 'website address'],
};
const VOCABULARY = new HeadingVocabulary<SupplierField>(HEADINGS);
const NEAR = 0.7;

export type SupplierColumns = Readonly<Partial<Record<SupplierField, MappedColumn>>>;

export const SUPPLIER_FIELDS = Object.keys(HEADINGS) as SupplierField[];

/** Where the headings are among the first rows of a file, and which columns hold what; null where no column is of names. */
export function supplierColumns(rows: readonly (readonly string[])[]): { readonly headingAt: number; readonly columns: SupplierColumns } | null {
  let best: { headingAt: number; columns: SupplierColumns; worth: number } | null = null;
  for (const [headingAt, cells] of rows.entries()) {
    const columns = columnsIn(cells);
    const worth = Object.values(columns).reduce((sum, column) => sum + column.confidence, 0);
    if (columns.name && worth > (best?.worth ?? 0) + 0.5) best = { headingAt, columns, worth };
  }
  return best;
}

/** Which of these headings hold what, a column of names or none. */
export function columnsIn(cells: readonly string[]): SupplierColumns {
  const found = cells.flatMap((cell, index) => [...VOCABULARY.confidences(cell)].map(([field, confidence]) => ({ field, index, confidence, column: cell.trim() })))
    .filter(({ confidence }) => confidence >= NEAR).toSorted((a, b) => b.confidence - a.confidence || rankOf(a) - rankOf(b) || a.index - b.index);
  const columns: Partial<Record<SupplierField, MappedColumn>> = {};
  const taken = new Set<number>();
  for (const { field, index, confidence, column } of found) {
    if (columns[field] || taken.has(index)) continue;
    columns[field] = { column, index, confidence: Math.round(confidence * 100) / 100 };
    taken.add(index);
  }
  return columns;
}

/** Of two columns that may both hold the name the likelier heading counts: "Supplier Name" before "Supplier". */
const rankOf = ({ field, column }: { readonly field: SupplierField; readonly column: string }): number => {
  const place = HEADINGS[field].indexOf(column.toLowerCase());
  return place < 0 ? HEADINGS[field].length : place;
};
