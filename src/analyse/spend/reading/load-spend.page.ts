import { formatDate } from '#kernel/calendar-date';
import { formatPounds } from '#kernel/money';
import { DATE_ORDERS, type DateOrder } from '#parts/tables';
import { button, details, insetText } from '#platform/pages/components/index';
import { checkboxField, emptyForm, errorSummaryFor, hiddenField, selectField, textField, type FormState } from '#platform/pages/form';
import { html, nothing, type Html } from '#platform/pages/html';
import { keyValue, scrollingTable } from '#platform/pages/presentation';
import type { UploadWords } from '#transparency';
import type { SpendCounts } from './spend-lines.ts';
import { SPEND_FIELDS, type RefusedRow, type SpendField, type SpendFile, type SpendRow } from './spend-row.ts';

export const SPEND_UPLOAD: UploadWords = {
  title: 'Import spending', label: 'The payments, as a CSV or Excel file',
  lead: html`<p class="govuk-body">Send the file as it is published, with its own headings. You see what was understood, the first payments and what cannot be read before anything is stored, and can put it right.</p>`,
};

const FIELD_WORDS: Readonly<Record<SpendField, string>> = {
  date: 'Date of payment', amount: 'Amount', supplier: 'Who was paid', unit: 'Directorate or service', service: 'Service within it', purpose: 'Purpose', category: 'Category', transactionNumber: 'Transaction number',
  companyNumber: 'Company number', charityNumber: 'Charity number', supplierNumber: 'Supplier’s number in the ledger', capital: 'Capital or revenue',
};
const ORDER_WORDS: Readonly<Record<DateOrder, string>> = { 'day-first': 'Day first: 07/09/2018 is 7 September', 'month-first': 'Month first: 07/09/2018 is 9 July', 'year-first': 'Year first: 2018-09-07' };

/** What somebody said of a file in the address of the page: field to column, and the order of dates. */
export interface Said {
  readonly map: Readonly<Partial<Record<SpendField, string>>>;
  readonly dateOrder: DateOrder | undefined;
}

export interface LookedOverSpend {
  readonly file: SpendFile;
  readonly counts: SpendCounts;
  readonly totalPence: bigint;
  readonly first: readonly SpendRow[];
  readonly refused: readonly RefusedRow[];
}

export interface LoadSpendModel {
  readonly fileName: string;
  readonly bodies: readonly { readonly slug: string; readonly name: string }[];
  readonly said: Said;
  readonly headings: readonly string[];
  /** What was understood, or why the file cannot be read as it stands. */
  readonly understood: LookedOverSpend | { readonly why: string };
}

/** What a file of payments would bring, before anything is stored, with forms to put its columns right and to load it. */
export function loadSpendPage(model: LoadSpendModel, form: FormState, csrf: Html): Html {
  const { understood } = model;
  const isRead = !('why' in understood);
  return html`${errorSummaryFor(isRead ? form : { ...form, errors: [{ field: 'date', message: understood.why }] })}
    <span class="govuk-caption-l">${model.fileName}</span><h1 class="govuk-heading-l">Check what was understood</h1>
    ${isRead ? found(understood) : nothing}
    ${columnsForm(model)}
    ${isRead ? loadForm(model, understood, form, csrf) : nothing}
    <p class="govuk-body"><a class="govuk-link" href="/imports/spend/new">Send another file instead</a></p>`;
}

function found({ file, counts, totalPence, first, refused }: LookedOverSpend): Html {
  const unreadable = counts.refused - counts.notPayments;
  return html`${file.notes.map((note) => insetText({ text: note }))}
    ${keyValue([
      { key: 'Payments', value: (counts.rows - counts.refused).toLocaleString('en-GB') },
      { key: 'Adding up to', value: formatPounds(totalPence) },
      { key: 'Cannot be read', value: unreadable.toLocaleString('en-GB') },
      { key: 'Left out (totals, notes)', value: counts.notPayments.toLocaleString('en-GB') },
      { key: 'Headings stand on row', value: String(file.headerRow) },
      { key: 'Dates are read', value: file.dateOrder.replace('-', ' ') },
      { key: 'Written in', value: file.encoding },
    ])}
    <h2 class="govuk-heading-m">First payments</h2>
    ${scrollingTable({ caption: 'The first payments as they would be stored', firstCellIsHeader: true, head: [{ text: 'Row' }, { text: 'Date' }, { text: 'Who was paid' }, { text: 'Amount', format: 'numeric' }, { text: 'Directorate or service' }],
      rows: first.map((row) => [{ text: String(row.row) }, { text: formatDate(row.date) }, { text: row.supplier || 'Not named' }, { text: formatPounds(row.amountPence), format: 'numeric' }, { text: row.unit ?? 'Not given' }]) })}
    ${refused.length === 0 ? nothing : html`<h2 class="govuk-heading-m">Rows left out</h2>
      ${counts.refused > refused.length ? html`<p class="govuk-body">The first ${refused.length} are shown; the command line lists them all.</p>` : nothing}
      ${scrollingTable({ caption: 'Each row, its column and why', firstCellIsHeader: true, head: [{ text: 'Row' }, { text: 'Column' }, { text: 'Why' }],
        rows: refused.map((row) => [{ text: row.sheet === null ? String(row.row) : `${row.row} of ${row.sheet}` }, { text: row.column ?? 'The whole row' }, { text: row.refused }]) })}`}`;
}

/** What a select says of a column: its heading where that names it alone, else its place. */
export function columnChoices(headings: readonly string[]): { readonly value: string; readonly text: string }[] {
  const plain = headings.map((heading) => heading.trim());
  return plain.slice(0, 200).map((heading, index) => {
    const isOwn = heading !== '' && !heading.startsWith('#') && plain.indexOf(heading) === plain.lastIndexOf(heading);
    return { value: isOwn ? heading : `#${index + 1}`, text: `${heading === '' ? 'No heading' : heading.slice(0, 60)} (column ${index + 1})` };
  });
}

function columnsForm({ understood, headings, said }: LoadSpendModel): Html {
  const choices = columnChoices(headings);
  if (choices.length === 0) return nothing;
  const isRead = !('why' in understood);
  const chosen = (field: SpendField): string => {
    if (said.map[field] !== undefined) return said.map[field];
    const column = isRead ? understood.file.mapping[field] : null;
    return column ? (choices[column.index]?.value ?? '') : '';
  };
  const sure = (field: SpendField): string => {
    const column = isRead ? understood.file.mapping[field] : null;
    return column === null ? 'Not found in the file' : said.map[field] === undefined ? `${Math.round(column.confidence * 100)}% sure` : 'As you said';
  };
  const fields = html`<form method="get" novalidate>
    ${SPEND_FIELDS.map((field) => selectField(emptyForm, { name: field, label: FIELD_WORDS[field], hint: sure(field), emptyText: 'Not in the file', items: choices, value: chosen(field) }))}
    ${selectField(emptyForm, { name: 'dateOrder', label: 'How its dates are read', emptyText: 'As the dates themselves prove, else day first', items: DATE_ORDERS.map((order) => ({ value: order, text: ORDER_WORDS[order] })), value: said.dateOrder ?? '' })}
    ${button({ text: 'Look again', classes: 'govuk-button--secondary' })}</form>`;
  const table = isRead ? scrollingTable({ caption: 'Which heading was taken for what, and how sure that is', firstCellIsHeader: true, head: [{ text: 'What' }, { text: 'Heading in the file' }, { text: 'Sure' }],
    rows: SPEND_FIELDS.flatMap((field) => { const column = understood.file.mapping[field]; return column ? [[{ text: FIELD_WORDS[field] }, { text: column.column || `Column ${column.index + 1}` }, { text: sure(field) }]] : []; }) }) : nothing;
  return html`<h2 class="govuk-heading-m">Columns</h2>${table}
    ${isRead ? details({ summaryText: 'Change what a column means, or how dates are read', html: fields }) : fields}`;
}

function loadForm({ bodies, said, fileName }: LoadSpendModel, { counts }: LookedOverSpend, form: FormState, csrf: Html): Html {
  const unreadable = counts.refused - counts.notPayments;
  const good = (counts.rows - counts.refused).toLocaleString('en-GB');
  return html`<h2 class="govuk-heading-m">Load it</h2>
    <form method="post" novalidate>${csrf}
      ${SPEND_FIELDS.map((field) => (said.map[field] === undefined ? nothing : hiddenField(`map.${field}`, said.map[field])))}
      ${said.dateOrder ? hiddenField('dateOrder', said.dateOrder) : nothing}
      ${selectField(form, { name: 'body', label: 'Whose spending is this?', emptyText: 'Choose an authority', items: bodies.map((body) => ({ value: body.slug, text: body.name })), ...(bodies.length === 1 ? { value: bodies[0]!.slug } : {}) })}
      ${textField(form, { name: 'controlTotal', label: 'What the ledger says it adds up to (optional)', hint: 'In pounds. The difference is shown when it is loaded.' })}
      ${unreadable > 0 ? checkboxField(form, { name: 'keepGood', label: 'Rows that cannot be read', items: [{ value: 'yes', text: `Leave them out and load the other ${good}` }] }) : counts.notPayments > 0 ? hiddenField('keepGood', 'yes') : nothing}
      ${button({ text: `Load ${good} payments`, preventDoubleClick: true })}</form>
    <p class="govuk-body">A load can be taken back on the <a class="govuk-link" href="/imports">list of imports</a>, under ${fileName}.</p>`;
}
