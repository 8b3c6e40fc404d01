import { LookingOver, type LookedOver, type UploadKind } from '#parts/uploads';
import { html } from '#platform/pages/html';
import { MATCHERS } from './matching.acts.ts';
import { SUPPLIER_FIELDS, type SupplierField } from './supplier-file.ts';
import { openSupplierTable, type SupplierTable } from './supplier-table.reader.ts';

const FIELD_WORDS: Readonly<Record<SupplierField, string>> = { name: 'Name', companyNumber: 'Company number', charityNumber: 'Charity number', size: 'Size', sector: 'Sector', postcode: 'Postcode', website: 'Website' };

/** A list of organisations, loaded in the browser. */
export const ORGANISATIONS_UPLOAD: UploadKind = {
  name: 'organisations', address: '/imports/organisations', title: 'Import organisations', fileLabel: 'The organisations, as a CSV or Excel file', fileHint: 'CSV or Excel workbook (.xlsx), up to 50 MB.', accept: '.csv,.tsv,.txt,.xlsx,text/csv',
  lead: html`<p class="govuk-body">Send a list of suppliers or community organisations with its own headings. You see what was understood, the first rows and what cannot be read before anything is stored, and can put it right. Contacts are never read.</p>`,
  things: ['organisation', 'organisations'], roles: MATCHERS, bodyLabel: 'Whose list is this?', fields: SUPPLIER_FIELDS.map((name) => ({ name, label: FIELD_WORDS[name] })), hasDates: false,
  beforeLoading: 'Whoever is here already, by number or by name, stays as they are. Nothing is merged: names that look alike are suggested on the page of duplicates, for a person to decide.',
  open: async (open, { map }) => {
    const opened = await openSupplierTable(open, map);
    if (!opened.ok) return opened;
    const { table } = opened;
    return { ok: true, headings: table.headings, mapping: table.columns, notes: table.notes, facts: [{ key: 'Headings stand on row', value: String(table.headerRow) }, { key: 'Written in', value: table.encoding }], lookOver: () => lookedOver(table) };
  },
};

async function lookedOver(table: SupplierTable): Promise<LookedOver> {
  const looking = new LookingOver();
  for await (const row of table.rows()) {
    if (row.kind === 'refused') looking.aside('unreadable', { row: String(row.row), column: row.column, why: row.reason });
    else looking.good(() => [String(row.row), ...SUPPLIER_FIELDS.map((field) => row.values[field] ?? '')]);
  }
  return looking.seen(['Row', ...SUPPLIER_FIELDS.map((field) => FIELD_WORDS[field])]);
}
