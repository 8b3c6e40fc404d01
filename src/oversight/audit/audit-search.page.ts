import { button } from '#platform/pages/components/index';
import { html, type Html } from '#platform/pages/html';
import { dateField, selectField, textField, type FormState } from '#platform/pages/form';
import { emptyState, formatInstant, pageLinks, scrollingTable, statusTag } from '#platform/pages/presentation';
import type { AuditQuery, AuditRow } from './audit-search.store.ts';

interface AuditPage {
  readonly query: AuditQuery;
  readonly rows: readonly AuditRow[];
  readonly next: string | null;
  readonly csvAddress: string;
}

const RESULT_TAGS = { done: statusTag('Done', 'green'), refused: statusTag('Refused', 'orange'), viewed: statusTag('Viewed', 'grey') };

/** The trail as internal audit searches it. */
export function auditSearchPage({ query, rows, next, csvAddress }: AuditPage): Html {
  return html`<h1 class="govuk-heading-l">Audit trail</h1>
    <p class="govuk-body">Every decision, refusal, override and sensitive view, with who, when and why. Nobody can change or remove an entry.</p>
    ${searchForm(query)}
    <p class="govuk-body"><a class="govuk-link" href="${csvAddress}">Download these entries as CSV</a></p>
    ${rows.length === 0 ? emptyState({ title: 'No entries match.', text: 'Try fewer words or a longer time.' }) : entriesTable(rows)}
    ${pageLinks({ next, of: 'entries' })}`;
}

function searchForm(query: AuditQuery): Html {
  const form: FormState = { values: { words: query.words, person: query.person, result: query.result, ...dateParts('from', query.from), ...dateParts('to', query.to) }, errors: [] };
  return html`<form class="wantsum-filters" method="get" action="/audit" role="search" aria-label="Audit trail">
    ${textField(form, { name: 'words', label: 'Words', hint: 'An act, a reason or a rule, such as "override"' })}
    ${textField(form, { name: 'person', label: 'Person' })}
    ${selectField(form, { name: 'result', label: 'Result', items: [{ value: '', text: 'Any' }, { value: 'done', text: 'Done' }, { value: 'refused', text: 'Refused' }, { value: 'viewed', text: 'Viewed' }] })}
    ${dateField(form, { name: 'from', label: 'From' })}
    ${dateField(form, { name: 'to', label: 'To' })}
    ${button({ text: 'Search' })}
  </form>`;
}

function dateParts(name: string, date: string): Record<string, string> {
  const [year = '', month = '', day = ''] = date.split('-');
  return { [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: year };
}

const entriesTable = (rows: readonly AuditRow[]): Html =>
  scrollingTable({
    caption: 'Entries, newest first',
    head: [{ text: 'When' }, { text: 'Who' }, { text: 'What' }, { text: 'Result' }, { text: 'Reason, rule and change' }],
    rows: rows.map((row) => [
      { text: formatInstant(row.happenedAt) },
      { text: row.who },
      { html: html`${row.words}${row.recordKind ? html`<br><span class="govuk-hint">${row.recordKind} ${row.body ? `of ${row.body}` : ''}</span>` : null}` },
      { html: RESULT_TAGS[row.result] },
      { html: html`${row.reason}${row.rule ? html`<br>Rule: ${row.rule}` : null}${changes(row)}` },
    ]),
  });

function changes({ detail }: AuditRow): Html | null {
  const before = detail.before ?? {};
  const after = detail.after ?? {};
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  if (names.length === 0) return null;
  const words = (value: unknown) => (value === undefined || value === null ? 'nothing' : typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean));
  return html`<details class="govuk-details wantsum-changes"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">Before and after</span></summary>
    <div class="govuk-details__text"><ul class="govuk-list">${names.map((name) => html`<li><strong>${name}</strong>: ${name in before ? html`${words(before[name])} → ` : null}${words(after[name])}</li>`)}</ul></div></details>`;
}
