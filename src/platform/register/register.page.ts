import { calendarDate, formatDateInTable } from '#kernel/calendar-date';
import { poundsDecimal } from '#kernel/money';
import { button, input, select } from '../pages/components/index.ts';
import { emptyForm, errorSummaryFor, fieldId } from '../pages/form.ts';
import { html, nothing, type Html } from '../pages/html.ts';
import { emptyState, formatPounds, pageLinks, scrollingTable, statusTag } from '../pages/presentation.ts';
import type { RegisterDefinition, RegisterField, RegisterFilter } from './register-definition.ts';
import { namedBy, registerAddress, type RegisterQuery } from './register-query.ts';
import type { FieldValue, RegisterPage, RegisterRow } from './register.store.ts';

/** The register's page: what it is, the search, the filters, the rows and their downloads. */
export function registerPage(definition: RegisterDefinition, query: RegisterQuery, found: RegisterPage, { lead, part }: { readonly lead: Html; readonly part: Html } = { lead: nothing, part: nothing }): Html {
  const [, many] = definition.nouns;
  const { from: _from, limit: _limit, ...kept } = query.typed;
  const link = (cursor: string | null) => (cursor ? registerAddress(definition.url, query.typed, { from: cursor }) : null);
  return html`${errorSummaryFor({ ...emptyForm, errors: query.errors.filter((error) => definition.filters.some((filter) => filter.key === error.field)) })}
    <h1 class="govuk-heading-l">${definition.title}</h1>
    <p class="govuk-body">${definition.summary}</p>
    ${lead}
    ${searchForm(definition, query, lead !== nothing)}
    <h2 class="govuk-heading-m" id="results">${countWords(definition, found)}</h2>
    ${chosenWords(query)}
    ${found.byLikeness ? html`<p class="govuk-body">No ${many} have those words. These are spelt like them.</p>` : nothing}
    ${part}
    ${found.total === 0 ? noRows(definition, query) : rowsTable(definition, query, found)}
    ${pageLinks({ previous: link(found.previous), next: link(found.next), of: many })}
    ${found.total === 0 ? nothing : downloads(definition, kept)}`;
}

/** What one field of a row holds, or the words that stand in its place when it is withheld. */
export function fieldOf(definition: RegisterDefinition, row: RegisterRow, field: RegisterField): { readonly value: FieldValue } | { readonly withheld: string } {
  const words = field.label && definition.withholding ? definition.withholding.words(row.labels, field.label) : null;
  return words === null ? { value: (row[field.key] ?? null) as FieldValue } : { withheld: words };
}

/** A field's value as a file holds it: pounds with two decimals, ISO dates, Yes and No. */
export function plainValue(field: RegisterField, value: FieldValue): string {
  if (value === null) return '';
  switch (field.type) {
    case 'money': return poundsDecimal(BigInt(value));
    case 'yes-no': return value === true ? 'Yes' : 'No';
    case 'tag': return field.tags?.[String(value)]?.[0] ?? String(value);
    default: return String(value);
  }
}

function countWords(definition: RegisterDefinition, { total, hasMore, counted, offset, rows }: RegisterPage): string {
  const all = counted ? kindWords(definition, counted) : `${hasMore ? 'More than ' : ''}${numberOf(total, hasMore ? togetherNouns(definition) : definition.nouns)}`;
  if (rows.length === 0 || (rows.length === total && !hasMore)) return all;
  const isMixed = counted !== null && Object.keys(counted).length > 1;
  return `${all}: ${(offset + 1).toLocaleString('en-GB')} to ${(offset + rows.length).toLocaleString('en-GB')}${isMixed ? ` of ${total.toLocaleString('en-GB')}` : ''}`;
}

const numberOf = (count: number, [one, many]: RegisterDefinition['nouns']): string => `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
const listed = (parts: readonly string[]): string => (parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`);

/** "281 contracts, 12 grants and 3 grants passed on" */
const kindWords = (definition: RegisterDefinition, counted: Readonly<Record<string, number>>): string =>
  listed(Object.entries(counted).map(([kind, count]) => numberOf(count, definition.counted?.nouns[kind] ?? definition.nouns)));

/** What is said of more rows than are counted, which may be of every kind. */
function togetherNouns({ nouns, counted }: RegisterDefinition): RegisterDefinition['nouns'] {
  const many = counted && listed(Object.values(counted.nouns).map(([, each]) => each));
  return many ? [many, many] : nouns;
}

/** The filters that made this list, in words: a reader who was sent the address sees what is left out. */
function chosenWords(query: RegisterQuery): Html {
  const chosen = query.conditions.filter(({ says }) => says !== null);
  return chosen.length === 0 ? nothing : html`<p class="govuk-body">Only: ${chosen.map(({ filter, says }) => `${filter.words}: ${says}`).join('; ')}.</p>`;
}

/** @param isLed somebody followed a figure here, and looks for its rows before another question */
function searchForm(definition: RegisterDefinition, query: RegisterQuery, isLed: boolean): Html {
  const asked = definition.filters.filter(isAsked);
  const carried = definition.filters.filter((filter) => !isAsked(filter) && query.typed[filter.key]);
  const open = !isLed && asked.some((filter) => query.typed[filter.key]);
  return html`<form method="get" action="${definition.url}" role="search" class="wantsum-register__search">
    ${carried.map((filter) => html`<input type="hidden" name="${filter.key}" value="${query.typed[filter.key]}">`)}
    ${input({ id: 'q', name: 'q', type: 'search', label: { text: `Search ${definition.nouns[1]}` }, value: query.typed['q'], classes: 'govuk-!-width-two-thirds' })}
    <details class="govuk-details"${open ? html` open` : nothing}><summary class="govuk-details__summary"><span class="govuk-details__summary-text">Filter and sort</span></summary>
      <div class="govuk-details__text">${asked.map((filter) => filterField(filter, query))}${sortField(definition, query)}</div></details>
    ${button({ text: 'Search' })}
    ${Object.keys(query.typed).length > 0 ? html`<p class="govuk-body"><a class="govuk-link" href="${definition.url}">Clear search and filters</a></p>` : nothing}
  </form>`;
}

/** What a reader chooses on the form; the others come by links. A choice of one is no question. */
function isAsked(filter: RegisterFilter): boolean {
  if (filter.type === 'named') return (filter.choices ?? []).length > 1;
  return filter.type !== 'id' && filter.type !== 'slug';
}

/** Longer lists than this are not read through: part of a name is typed instead. */
const MOST_TO_CHOOSE = 40;

function filterField(filter: RegisterFilter, query: RegisterQuery): Html {
  const wrong = query.errors.find((error) => error.field === filter.key);
  const shared = {
    id: fieldId(filter.key), name: filter.key, label: { text: filter.words },
    ...(filter.hint ? { hint: { text: filter.hint } } : {}),
    ...(wrong ? { errorMessage: { text: wrong.message } } : {}),
  };
  const value = query.typed[filter.key];
  if (filter.type === 'named') return namedField(filter, shared, value);
  if (filter.type === 'choice') return select({ ...shared, items: [{ value: '', text: 'All' }, ...filter.choices], value: value ?? '' });
  return input({ ...shared, value, classes: 'govuk-input--width-10', ...(filter.type === 'money' ? { prefix: { text: '£' }, inputmode: 'decimal' } : {}) });
}

/** A list to choose from; where there are many, or several were meant, a box that takes any part of a name. */
function namedField({ choices = [] }: RegisterFilter & { readonly type: 'named' }, shared: { readonly id: string; readonly name: string; readonly label: { readonly text: string } }, typed: string | undefined): Html {
  const meant = typed ? namedBy(choices, typed) : [];
  if (choices.length <= MOST_TO_CHOOSE && (!typed || meant.length === 1)) return select({ ...shared, items: [{ value: '', text: 'All' }, ...choices], value: meant[0]?.value ?? '' });
  return input({ ...shared, hint: { text: `All or part of its name. ${choices.length.toLocaleString('en-GB')} to find: leave it empty for all` }, value: meant.length === 1 ? meant[0]!.text : typed, classes: 'govuk-!-width-two-thirds', spellcheck: false });
}

function sortField(definition: RegisterDefinition, query: RegisterQuery): Html {
  const items = definition.sorts.map((sort) => ({ value: `${sort.descending ? '-' : ''}${sort.key}`, text: sort.words }));
  return select({ id: 'sort', name: 'sort', label: { text: 'Sort by' }, items, value: `${query.descending ? '-' : ''}${query.sort.key}` });
}

function rowsTable(definition: RegisterDefinition, query: RegisterQuery, found: RegisterPage): Html {
  const shown = definition.fields.filter(({ onPage }) => onPage === true);
  return scrollingTable({
    caption: `${definition.title}, by ${query.sort.words.toLowerCase()}`,
    captionClasses: 'govuk-visually-hidden',
    firstCellIsHeader: true,
    head: shown.map((field) => ({ text: field.heading, ...(field.type === 'money' ? { format: 'numeric' } : {}) })),
    rows: found.rows.map((row) => shown.map((field) => ({ html: cell(definition, row, field), ...(field.type === 'money' ? { format: 'numeric' } : {}) }))),
  });
}

function cell(definition: RegisterDefinition, row: RegisterRow, field: RegisterField): Html {
  const held = fieldOf(definition, row, field);
  if ('withheld' in held) return html`<span class="wantsum-withheld">${held.withheld}</span>`;
  const { value } = held;
  if (value === null || value === '') return html`<span class="wantsum-not-given">Not given</span>`;
  if (field.link) return html`<a class="govuk-link" href="${definition.address(row.id)}">${String(value)}</a>${belowLink(definition, row)}`;
  switch (field.type) {
    case 'money': return html`${formatPounds(BigInt(value))}`;
    case 'date': return html`${formatDateInTable(calendarDate(String(value)))}`;
    case 'tag': {
      const [text, colour] = field.tags?.[String(value)] ?? [String(value), 'grey' as const];
      return statusTag(text, colour);
    }
    default: return html`${plainValue(field, value)}`;
  }
}

/** What makes this row other than most: a column for it would push what every row has out of sight. */
function belowLink(definition: RegisterDefinition, row: RegisterRow): Html {
  const told = definition.fields.filter((field) => typeof field.onPage === 'object' && row[field.key] !== field.onPage.belowLinkUnless);
  return html`${told.map((field) => html`<br>${cell(definition, row, field)}`)}`;
}

const noRows = (definition: RegisterDefinition, query: RegisterQuery): Html =>
  Object.keys(query.typed).length > 0
    ? emptyState({ title: `No ${definition.nouns[1]} match.`, text: 'Try fewer words or clear the filters.', action: { text: 'Clear search and filters', href: definition.url } })
    : emptyState({ title: `There are no ${definition.nouns[1]} here yet.` });

function downloads(definition: RegisterDefinition, typed: Readonly<Record<string, string>>): Html {
  return html`<h2 class="govuk-heading-s">Download what you found</h2>
    <ul class="govuk-list govuk-list--bullet">
      <li><a class="govuk-link" href="${registerAddress(`${definition.url}.csv`, typed)}">Every row as a CSV file, for spreadsheets</a></li>
      <li><a class="govuk-link" href="${registerAddress(`${definition.url}.json`, typed)}">JSON, for programs</a></li>
      ${(definition.otherForms ?? []).map((form) => html`<li><a class="govuk-link" href="${form.href}">${form.text}</a></li>`)}
    </ul>
    <p class="govuk-body-s">Free to use under the <a class="govuk-link" href="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/">Open Government Licence</a>.</p>`;
}
