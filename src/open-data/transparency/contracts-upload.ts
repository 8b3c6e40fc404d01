import { poundsDecimal } from '#kernel/money';
import { LookingOver, rowInWords, type LookedOver, type UploadKind } from '#parts/uploads';
import { html } from '#platform/pages/html';
import { checkRows } from './check-register.ts';
import { CONTRACT_FIELDS, FIELD_NAMES, type FieldName } from './contract-fields.ts';
import { IMPORTING_ROLES } from './import.acts.ts';
import { openRegisterFile, type RegisterFile } from './register-file.ts';

const FIRST_FIELDS = ['ContractReference', 'ContractTitle', 'SupplierName', 'StartDate', 'EndDate', 'ContractValue'] as const;

/** A field as the Transparency Code and councils call it: the first of its headings. */
const labelOf = (field: FieldName): string => {
  const heading = CONTRACT_FIELDS[field].headings[0] ?? field;
  return `${heading.slice(0, 1).toUpperCase()}${heading.slice(1)}`.replaceAll(/\b(cpv|sme|vcse|url|uri|vat|id)\b/gi, (word) => word.toUpperCase());
};

/** A contracts register, loaded in the browser. */
export const CONTRACTS_UPLOAD: UploadKind = {
  name: 'contracts', address: '/imports', title: 'Import a contracts register', fileLabel: 'The register, as a CSV or Excel file', fileHint: 'CSV or Excel workbook (.xlsx), up to 50 MB.', accept: '.csv,.tsv,.txt,.xlsx,text/csv',
  lead: html`<p class="govuk-body">Send the register as it is published: a CSV or Excel file with its own headings. You see what was understood, and what cannot be read, before anything is stored. A single agreement can be <a class="govuk-link" href="/agreements/new">recorded by hand</a>.</p>`,
  things: ['contract', 'contracts'], roles: IMPORTING_ROLES, bodyLabel: 'Whose register is this?', fields: FIELD_NAMES.map((name) => ({ name, label: labelOf(name) })), hasDates: false,
  beforeLoading: 'Rows without a manager, a director or an outcome come in as live but incomplete: public, marked, and listed as work to do.',
  open: async (open, { map }) => {
    const opened = await openRegisterFile(open, map);
    if (!opened.ok) return opened;
    const { file } = opened;
    return { ok: true, headings: file.headings, mapping: file.mapping, notes: file.notes, facts: [{ key: 'Headings stand on row', value: String(file.headerRow) }, { key: 'Written in', value: file.encoding }], lookOver: () => lookedOver(file) };
  },
};

async function lookedOver(file: RegisterFile): Promise<LookedOver> {
  const looking = new LookingOver();
  for await (const row of checkRows(file)) {
    if (row.kind === 'skipped') looking.aside('leftOut');
    else if (row.kind === 'contract') looking.good(() => FIRST_FIELDS.map((field) => shown(row.values[field])));
    else looking.aside('unreadable', ...row.cells.map((cell) => ({ row: rowInWords(row), column: cell.column, why: cell.reason })));
  }
  return looking.seen(FIRST_FIELDS.map(labelOf));
}

const shown = (value: string | bigint | boolean | number | null | undefined): string => (value === null || value === undefined ? '' : typeof value === 'bigint' ? poundsDecimal(value) : String(value));
