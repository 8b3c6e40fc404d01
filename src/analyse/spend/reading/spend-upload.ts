import { formatDate } from '#kernel/calendar-date';
import { formatPounds } from '#kernel/money';
import { LookingOver, rowInWords, type LookedOver, type UploadKind } from '#parts/uploads';
import { textField } from '#platform/pages/form';
import { html } from '#platform/pages/html';
import { SPEND_LOADERS } from '../spend.acts.ts';
import { openSpendFile } from './open-spend-file.ts';
import { isRefused, SPEND_FIELDS, type SpendField, type SpendFile } from './spend-row.ts';

const FIELD_WORDS: Readonly<Record<SpendField, string>> = {
  date: 'Date of payment', amount: 'Amount', credit: 'Credits, or what marks them', supplier: 'Who was paid', unit: 'Directorate or service', service: 'Service within it', purpose: 'Purpose', category: 'Category', transactionNumber: 'Transaction number',
  companyNumber: 'Company number', charityNumber: 'Charity number', supplierNumber: 'Supplier’s number in the ledger', capital: 'Capital or revenue',
};

/** A file of payments, loaded in the browser. */
export const SPEND_UPLOAD: UploadKind = {
  name: 'spend', address: '/imports/spend', title: 'Import spending', fileLabel: 'The payments, as a CSV or Excel file', fileHint: 'CSV or Excel workbook (.xlsx), up to 50 MB.', accept: '.csv,.tsv,.txt,.xlsx,text/csv',
  lead: html`<p class="govuk-body">Send the file as it is published, with its own headings. You see what was understood, the first payments and what cannot be read before anything is stored, and can put it right.</p>`,
  things: ['payment', 'payments'], roles: SPEND_LOADERS, bodyLabel: 'Whose spending is this?', fields: SPEND_FIELDS.map((name) => ({ name, label: FIELD_WORDS[name] })), hasDates: true,
  furtherFields: (form) => textField(form, { name: 'controlTotal', label: 'What the ledger says it adds up to (optional)', hint: 'In pounds. The difference is shown when it is loaded.' }),
  open: async (open, said) => {
    const opened = await openSpendFile(open, { map: said.map, ...(said.dateOrder ? { dateOrder: said.dateOrder } : {}) });
    if (!opened.ok) return { ok: false, why: opened.why, headings: opened.headings ?? [] };
    const { file } = opened;
    const facts = [{ key: 'Headings stand on row', value: String(file.headerRow) }, { key: 'Dates are read', value: file.dateOrder.replace('-', ' ') }, { key: 'Written in', value: file.encoding }];
    return { ok: true, headings: file.headings, mapping: file.mapping, notes: file.notes, facts, lookOver: () => lookedOver(file) };
  },
};

async function lookedOver(file: SpendFile): Promise<LookedOver> {
  const looking = new LookingOver();
  let totalPence = 0n;
  for await (const row of file.rows()) {
    if (isRefused(row)) looking.aside(row.notPayment ? 'leftOut' : 'unreadable', { row: rowInWords(row), column: row.column ?? 'The whole row', why: row.refused });
    else {
      totalPence += row.amountPence;
      looking.good(() => [String(row.row), formatDate(row.date), row.supplier || 'Not named', formatPounds(row.amountPence), row.unit ?? '']);
    }
  }
  return looking.seen(['Row', 'Date', 'Who was paid', 'Amount', 'Directorate or service'], [{ key: 'Adding up to', value: formatPounds(totalPence) }]);
}
