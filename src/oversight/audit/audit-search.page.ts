import { button } from '#platform/pages/components/index';
import { html, type Html } from '#platform/pages/html';
import { dateField, selectField, textField, type FormState } from '#platform/pages/form';
import { emptyState, formatInstant, pageLinks, scrollingTable, statusTag } from '#platform/pages/presentation';
import { recordKey, type NamedRecord } from '#parts/thread';
import type { AuditQuery, AuditRow } from './audit-search.store.ts';
import { nameOfDetail, wordsOfDetail } from './detail-words.ts';

interface AuditPage {
  readonly query: AuditQuery;
  readonly rows: readonly AuditRow[];
  /** The records that this reader may open, by key. */
  readonly named: ReadonlyMap<string, NamedRecord>;
  /** What a kind of record is called, for those that they may not. */
  readonly nounOf: (kind: string) => string;
  readonly next: string | null;
  readonly csvAddress: string;
}

const RESULT_TAGS = { done: statusTag('Done', 'green'), refused: statusTag('Refused', 'orange'), viewed: statusTag('Viewed', 'grey') };

/** The trail as internal audit searches it. */
export function auditSearchPage(page: AuditPage): Html {
  const { query, rows, next, csvAddress } = page;
  return html`<h1 class="govuk-heading-l">Audit trail</h1>
    <p class="govuk-body">Every decision, refusal, override and sensitive view, with who, when and why. Nobody can change or remove an entry.</p>
    ${searchForm(query)}
    <p class="govuk-body"><a class="govuk-link" href="${csvAddress}">Download these entries as CSV</a></p>
    ${rows.length === 0 ? emptyState({ title: 'No entries match.', text: 'Try fewer words or a longer time.' }) : entriesTable(page)}
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

const entriesTable = ({ rows, named, nounOf }: AuditPage): Html =>
  scrollingTable({
    caption: 'Entries, newest first',
    head: [{ text: 'When' }, { text: 'Who' }, { text: 'What' }, { text: 'Result' }, { text: 'Reason, rule and change' }],
    rows: rows.map((row) => [
      { text: formatInstant(row.happenedAt) },
      { text: row.who },
      { html: html`${row.words}${recordOf(row, named, nounOf)}` },
      { html: RESULT_TAGS[row.result] },
      { html: html`${row.reason}${row.rule ? html`<br>Rule: ${row.rule}` : null}${changes(row)}` },
    ]),
  });

/** Which record: its title, which leads to it, and a way to everything that was done to it. */
function recordOf({ recordKind: kind, recordId: id, body }: AuditRow, named: AuditPage['named'], nounOf: AuditPage['nounOf']): Html | null {
  if (!kind) return null;
  const record = id === null ? undefined : named.get(recordKey({ kind, id }));
  return html`<br>${record && html`<a class="govuk-link" href="${record.address}">${record.title}</a> `}<span class="govuk-hint">${nounOf(kind)}${body && ` of ${body}`}</span>${id && html` <a class="govuk-link" href="/audit?record=${id}">All entries about it${record && html`<span class="govuk-visually-hidden">: ${record.title}</span>`}</a>`}`;
}

function changes({ detail }: AuditRow): Html | null {
  const before = detail.before ?? {};
  const after = detail.after ?? {};
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  if (names.length === 0) return null;
  const words = (name: string, value: unknown) => wordsOfDetail(name, value, formatInstant);
  return html`<details class="govuk-details wantsum-changes"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">Before and after</span></summary>
    <div class="govuk-details__text"><ul class="govuk-list">${names.map((name) => html`<li><strong>${nameOfDetail(name)}</strong>: ${name in before ? html`${words(name, before[name])} → ` : null}${words(name, after[name])}</li>`)}</ul></div></details>`;
}
