/** Ways of showing things that many pages share. */
import { calendarDate, formatDate as formatCalendarDate } from '#kernel/calendar-date';
import type { Confidence, RuleNote } from '#kernel/rule-note';
import { insetText, pagination, summaryList, table, tag, type SummaryAction, type TableCell, type TableOptions } from './components/index.ts';
import { html, nothing, type Attributes, type Html, type Renderable } from './html.ts';

export { formatPounds } from '#kernel/money';
export { formatInstant } from '#kernel/instant';

/** `2026-03-01` as "1 March 2026". */
export function formatDate(date: string): string {
  return formatCalendarDate(calendarDate(date));
}

/** "1 March 2026 to 31 March 2027"; an open end reads "from 1 March 2026". */
export function formatDateRange(from: string | null | undefined, to: string | null | undefined): string {
  if (from && to) return from === to ? formatDate(from) : `${formatDate(from)} to ${formatDate(to)}`;
  if (from) return `from ${formatDate(from)}`;
  return to ? `until ${formatDate(to)}` : '';
}

export type PageLinks = {
  readonly previous?: string | null | undefined;
  readonly next?: string | null | undefined;
  /** What the pages are of, such as "contracts", read aloud with the landmark. */
  readonly of?: string | undefined;
};

/** Previous and next, for lists paged by key, where pages have no numbers. Nothing when there is one page. */
export function pageLinks({ previous, next, of }: PageLinks): Html {
  if (!previous && !next) return nothing;
  return pagination({
    previous: previous ? { href: previous } : undefined,
    next: next ? { href: next } : undefined,
    landmarkLabel: of && `Pages of ${of}`,
  });
}

/** Says that a list is empty, why, and what to do about it. */
export function emptyState({ title, text, action }: {
  readonly title: string;
  readonly text?: string | Html | undefined;
  readonly action?: { readonly text: string; readonly href: string } | undefined;
}): Html {
  return html`<div class="wantsum-empty">
<p class="govuk-body govuk-!-font-weight-bold">${title}</p>
${text !== undefined && html`<p class="govuk-body">${text}</p>`}
${action && html`<p class="govuk-body"><a class="govuk-link" href="${action.href}">${action.text}</a></p>`}
</div>`;
}

/** Blue is the colour of a tag that is given none. */
export type TagColour = 'green' | 'grey' | 'orange' | 'pink' | 'purple' | 'red' | 'teal' | 'turquoise' | 'yellow' | 'magenta';

/** A status. Colour only repeats what the word says. */
export function statusTag(text: string, colour?: TagColour): Html {
  return tag({ text, classes: colour && `govuk-tag--${colour}` });
}

const confidenceSentences: Readonly<Record<Confidence, string>> = {
  A: 'We read the law itself.',
  B: 'From an official page, or two sources that agree.',
  C: 'From one secondary source: check it before you rely on it.',
  D: 'Not verified: this rule is switched off until someone checks it.',
  P: 'From the papers of this project.',
};

/** A rule where it bites: what it says, where that is written and how sure we are. */
export function ruleNote({ sentence, source, confidence }: RuleNote): Html {
  return insetText({
    classes: 'wantsum-rule',
    html: html`<p class="govuk-body">${sentence}</p>
<p class="govuk-body-s wantsum-rule__source">Source: ${source}${confidence && html`. <span>${confidenceSentences[confidence]}</span>`}</p>`,
  });
}

/** A list of a few things; nothing when there are none. */
export function plainList(items: readonly Renderable[], kind: 'bullet' | 'number' | 'plain' = 'bullet'): Html {
  if (items.length === 0) return nothing;
  const entries = items.map((item) => html`<li>${item}</li>`);
  if (kind === 'number') return html`<ol class="govuk-list govuk-list--number">${entries}</ol>`;
  return html`<ul class="govuk-list${kind === 'bullet' ? ' govuk-list--bullet' : ''}">${entries}</ul>`;
}

export type KeyValueRow = {
  readonly key: string;
  /** Left out or empty reads "Not given". */
  readonly value: string | number | Html | null | undefined;
  readonly change?: { readonly href: string; readonly text?: string | undefined } | undefined;
};

/** Facts with their names. A "Change" link says aloud what it changes. */
export function keyValue(
  rows: readonly (KeyValueRow | false | null | undefined)[],
  options: { readonly classes?: string | undefined; readonly attributes?: Attributes | undefined } = {},
): Html {
  return summaryList({
    ...options,
    rows: rows.map((row) => row && { key: { text: row.key }, value: valueWords(row.value), actions: changeLink(row) }),
  });
}

function valueWords(value: KeyValueRow['value']): { readonly text: string | number } | { readonly html: Html } {
  if (value === null || value === undefined || value === '') return { html: html`<span class="wantsum-not-given">Not given</span>` };
  return typeof value === 'object' ? { html: value } : { text: value };
}

function changeLink({ key, change }: KeyValueRow): { readonly items: readonly SummaryAction[] } | undefined {
  if (change === undefined) return undefined;
  return { items: [{ href: change.href, text: change.text ?? 'Change', visuallyHiddenText: key.toLowerCase() }] };
}

/**
 * A wide table. On a phone each row is a block of its own and each cell says its heading; on what lies between it scrolls by itself,
 * reachable by keyboard, so that the page never does.
 */
export function scrollingTable(options: TableOptions & { readonly caption: string }): Html {
  const labelled = options.head ? { ...options, rows: options.rows.map((row) => row && row.map((cell, index) => withHeading(cell, options.head?.[index]))) } : options;
  return html`<div class="wantsum-scroll wantsum-stacks" role="region" aria-label="${options.caption}" tabindex="0">${table(labelled)}</div>`;
}

/** A cell with its column's heading, which the style sheet shows where the headings are not seen. */
function withHeading(cell: TableCell, heading: TableCell | undefined): TableCell {
  return typeof heading?.text === 'string' && heading.text !== '' ? { ...cell, attributes: { 'data-heading': heading.text, ...cell.attributes } } : cell;
}

/** Only a browser that runs scripts saves by itself: the others are told how. @param otherwise what to press, as a sentence */
export const savedAsYouWrite = (otherwise: string): Html => html`<span class="wantsum-with-script">It is saved as you write.</span><span class="wantsum-without-script">${otherwise}</span>`;
