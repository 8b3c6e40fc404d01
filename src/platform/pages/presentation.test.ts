import { expect, test } from 'vitest';
import { html } from './html.ts';
import * as show from './presentation.ts';

test('money, dates and times', () => {
  expect(show.formatPounds(123450n)).toBe('£1,234.50');
  expect(show.formatPounds(123400n)).toBe('£1,234');
  expect(show.formatDate('2026-03-01')).toBe('1 March 2026');
  expect(show.formatInstant(new Date('2026-07-01T16:30:00Z'))).toBe('1 July 2026 at 5:30pm');
  expect(show.formatDateRange('2026-03-01', '2027-02-28')).toBe('1 March 2026 to 28 February 2027');
  expect(show.formatDateRange('2026-03-01', null)).toBe('from 1 March 2026');
  expect(show.formatDateRange(null, '2026-03-01')).toBe('until 1 March 2026');
  expect(show.formatDateRange(null, null)).toBe('');
});

test('page links are left out when there is one page', () => {
  expect(show.pageLinks({}).value).toBe('');
  expect(show.pageLinks({ next: '/a?after=1&x=2', of: 'contracts' }).value).toContain('href="/a?after=1&amp;x=2" rel="next"');
});

test('missing values say so; a change link says what it changes', () => {
  const markup = show.keyValue([{ key: 'Start date', value: null, change: { href: '/edit' } }, { key: 'Owner', value: html`<b>Ana</b>` }, false]).value;
  expect(markup).toContain('Not given');
  expect(markup).toContain('Change<span class="govuk-visually-hidden"> start date</span>');
  expect(markup).toContain('<b>Ana</b>');
});

test('a rule shows its source and how sure we are', () => {
  const markup = show.ruleNote({ sentence: 'Wait 8 working days', source: 'Procurement Act 2023 s.51', confidence: 'D' }).value;
  expect(markup).toContain('Source: Procurement Act 2023 s.51. <span>Not verified');
});

test('lists and empty states escape', () => {
  expect(show.plainList(['<a>']).value).toContain('<li>&lt;a&gt;</li>');
  expect(show.plainList([]).value).toBe('');
  expect(show.emptyState({ title: 'No <b> yet' }).value).toContain('No &lt;b&gt; yet');
  expect(show.statusTag('Open', 'green').value).toBe('<strong class="govuk-tag govuk-tag--green">Open</strong>');
});

test('each cell of a wide table carries its heading, escaped, for screens too narrow for columns', () => {
  const markup = show.scrollingTable({ caption: 'Work', head: [{ text: 'What' }, { text: 'By "when"' }, { html: html`<b>x</b>` }], firstCellIsHeader: true, rows: [[{ text: 'Open' }, { text: 'Today' }, { text: '' }]] }).value;
  expect(markup).toContain('<td class="govuk-table__cell" data-heading="By &quot;when&quot;">Today</td>');
  expect(markup).toContain('<td class="govuk-table__cell"></td>');
});
