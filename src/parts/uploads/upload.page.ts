import { counted, inFigures } from '#kernel/counted';
import { DATE_ORDERS, type DateOrder } from '#parts/tables';
import { button, details, insetText } from '#platform/pages/components/index';
import { checkboxField, emptyForm, errorSummaryFor, fileField, hiddenField, selectField, type FormState } from '#platform/pages/form';
import { html, nothing, type Html } from '#platform/pages/html';
import { formatInstant, keyValue, scrollingTable } from '#platform/pages/presentation';
import { columnChoices, type LookedOver, type NotOpened, type OpenedUpload, type Said, type UploadKind } from './upload-kind.ts';

/** A file's command names its parts; the form has one field. */
export const underFile = (state: FormState): FormState => ({ ...state, errors: [...new Map(state.errors.map((error) => ['file', { field: 'file', message: error.message }])).values()] });

/** How long a file that was sent stays, as both pages say it. */
const retention = (days: number): string => `The file is removed once it is loaded, or after ${days === 1 ? 'a day' : `${days} days`} if nobody goes on with it.`;

/** Takes a file to be looked over before anything is stored. */
export const uploadPage = (kind: UploadKind, days: number, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
  <h1 class="govuk-heading-l">${kind.title}</h1>
  ${kind.lead}
  <form method="post" enctype="multipart/form-data" novalidate>${csrf}
    ${fileField(form, { name: 'file', label: kind.fileLabel, hint: `${kind.fileHint} ${retention(days)}`, accept: kind.accept })}
    ${button({ text: 'Look at this file', preventDoubleClick: true })}</form>`;

export interface PreviewModel {
  readonly fileId: string;
  readonly fileName: string;
  /** When it goes if nobody goes on with it. */
  readonly goesAt: Date;
  readonly bodies: readonly { readonly slug: string; readonly name: string }[];
  readonly said: Said;
  /** What was understood, or why the file cannot be read as it stands. */
  readonly opened: OpenedUpload | NotOpened;
  /** Null where it could not be opened. */
  readonly found: LookedOver | null;
}

/** What a file would bring, before anything is stored, with forms to put its columns right and to load it. */
export function previewPage(kind: UploadKind, model: PreviewModel, form: FormState, csrf: Html): Html {
  const { opened, found } = model;
  return html`${errorSummaryFor(opened.ok ? form : { ...form, errors: [{ field: kind.fields[0]!.name, message: inBrowser(opened.why) }] })}
    <span class="govuk-caption-l">${model.fileName}</span><h1 class="govuk-heading-l">Check what was understood</h1>
    ${opened.ok && found ? understood(kind, opened, found) : nothing}
    ${columnsSection(kind, model)}
    ${opened.ok && found ? loadSection(kind, model, found, form, csrf) : nothing}
    <p class="govuk-body"><a class="govuk-link" href="${kind.address}/new">Send another file instead</a>. This one is removed once it is loaded, or on ${formatInstant(model.goesAt)}.</p>`;
}

/** The sentences are those of the command line, which names a column with --map; here the selects below do. */
const inBrowser = (why: string): string => why.replace(/(Say which it is|Name them)(?:: | with )--map "[^"]*"(?: --map "[^"]*")*\.?/, '$1 below.').replace(/say --date-order [a-z-]+/, 'say so under “Columns”');

const capital = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1);

function understood(kind: UploadKind, opened: OpenedUpload, found: LookedOver): Html {
  const { first, refused } = found;
  const all = found.unreadable + found.leftOut;
  return html`${opened.notes.map((note) => insetText({ text: inBrowser(note) }))}
    ${keyValue([{ key: capital(kind.things[1]), value: inFigures(found.good) }, ...found.facts, { key: 'Cannot be read', value: inFigures(found.unreadable) }, { key: 'Left out (totals, notes)', value: inFigures(found.leftOut) }, ...opened.facts])}
    <h2 class="govuk-heading-m">First ${kind.things[1]}</h2>
    ${scrollingTable({ caption: `The first ${kind.things[1]} as they would be stored`, firstCellIsHeader: true, head: first.head.map((text) => ({ text })), rows: first.rows.map((row) => row.map((text) => ({ text: text || 'Not given' }))) })}
    ${refused.length === 0 ? nothing : html`<h2 class="govuk-heading-m">Rows that cannot be read, or are left out</h2>
      ${all > refused.length ? html`<p class="govuk-body">The first ${refused.length} are shown; the command line lists them all.</p>` : nothing}
      ${scrollingTable({ caption: 'Each row, its column and why', firstCellIsHeader: true, head: [{ text: 'Row' }, { text: 'Column' }, { text: 'Why' }], rows: refused.map((one) => [{ text: one.row }, { text: one.column }, { text: one.why }]) })}`}`;
}

const ORDER_WORDS: Readonly<Record<DateOrder, string>> = { 'day-first': 'Day first: 07/09/2018 is 7 September', 'month-first': 'Month first: 07/09/2018 is 9 July', 'year-first': 'Year first: 2018-09-07' };

/** Which heading was taken for what, and selects to say it otherwise. The selects stand in the page's address, so that nothing is stored to look again. */
function columnsSection(kind: UploadKind, { opened, said }: PreviewModel): Html {
  const choices = columnChoices(opened.headings);
  if (choices.length === 0) return nothing;
  const mapped = (field: string) => (opened.ok ? (opened.mapping[field] ?? null) : null);
  const chosen = (field: string): string => said.map[field] ?? choices[mapped(field)?.index ?? -1]?.value ?? '';
  const sure = (field: string): string => {
    const column = mapped(field);
    return column === null ? 'Not found in the file' : said.map[field] === undefined ? `${Math.round(column.confidence * 100)}% sure` : 'As you said';
  };
  const selects = html`<form method="get" novalidate>
    ${kind.fields.map(({ name, label }) => selectField(emptyForm, { name, label, hint: sure(name), emptyText: 'Not in the file', items: choices, value: chosen(name) }))}
    ${kind.hasDates ? selectField(emptyForm, { name: 'dateOrder', label: 'How its dates are read', emptyText: 'As the dates themselves prove, else day first', items: DATE_ORDERS.map((order) => ({ value: order, text: ORDER_WORDS[order] })), value: said.dateOrder ?? '' }) : nothing}
    ${button({ text: 'Look again', classes: 'govuk-button--secondary' })}</form>`;
  const table = opened.ok ? scrollingTable({ caption: 'Which heading was taken for what, and how sure that is', firstCellIsHeader: true, head: [{ text: 'What' }, { text: 'Heading in the file' }, { text: 'Sure' }],
    rows: kind.fields.flatMap(({ name, label }) => { const column = mapped(name); return column ? [[{ text: label }, { text: column.column || `Column ${column.index + 1}` }, { text: sure(name) }]] : []; }) }) : nothing;
  const missing = kind.fields.filter(({ name }) => mapped(name) === null).map(({ label }) => label);
  return html`<h2 class="govuk-heading-m">Columns</h2>${table}
    ${opened.ok && missing.length > 0 ? html`<p class="govuk-body">Not found in the file: ${missing.join('; ')}.</p>` : nothing}
    ${opened.ok ? details({ summaryText: kind.hasDates ? 'Change what a column means, or how dates are read' : 'Change what a column means', html: selects }) : selects}`;
}

function loadSection(kind: UploadKind, { bodies, said, fileId, fileName }: PreviewModel, { good, unreadable }: LookedOver, form: FormState, csrf: Html): Html {
  return html`<h2 class="govuk-heading-m">Load it</h2>
    ${kind.beforeLoading ? html`<p class="govuk-body">${kind.beforeLoading}</p>` : nothing}
    <form method="post" novalidate data-progress="/imports/files/${fileId}/progress">${csrf}
      ${Object.entries(said.map).map(([field, heading]) => hiddenField(`map.${field}`, heading))}
      ${said.dateOrder ? hiddenField('dateOrder', said.dateOrder) : nothing}
      ${selectField(form, { name: 'body', label: kind.bodyLabel, emptyText: 'Choose an authority', items: bodies.map((body) => ({ value: body.slug, text: body.name })), ...(bodies.length === 1 ? { value: bodies[0]!.slug } : {}) })}
      ${kind.furtherFields?.(form) ?? nothing}
      ${unreadable > 0 ? checkboxField(form, { name: 'keepGood', label: 'Rows that cannot be read', items: [{ value: 'yes', text: `Leave them out and load the other ${inFigures(good)}` }] }) : nothing}
      ${button({ text: `Load ${counted(good, ...kind.things)}`, preventDoubleClick: true })}
      <p class="govuk-body" role="status" hidden><label>Loading <progress max="${String(Math.max(1, good))}" value="0"></progress></label></p></form>
    <p class="govuk-body">A load can be taken back on the <a class="govuk-link" href="/imports">list of imports</a>, under ${fileName}.</p>`;
}
