import { describe, expect, test } from 'vitest';
import { comparable } from './components/comparable-html.ts';
import * as fields from './form.ts';
import { html, type Html } from './html.ts';

const hostile = `"><img src=x onerror=alert(1)> & 'co'`;
const choices = [{ value: 'a', text: 'A' }, { value: 'b', text: 'B', conditional: html`<p>Why B?</p>` }, { divider: 'or' }, { value: 'c', text: 'C' }];

/** A form with one of each field. */
function everyField(form: fields.FormState): Html {
  return html`${fields.errorSummaryFor(form)}
${fields.textField(form, { name: 'title', label: 'Title', hint: 'Short', value: 'stored title', width: 20 })}
${fields.textArea(form, { name: 'story', label: 'Story' })}
${fields.textArea(form, { name: 'limited', label: 'Limited', wordLimit: 500 })}
${fields.radioField(form, { name: 'route', label: 'Route', items: choices, value: 'a' })}
${fields.checkboxField(form, { name: 'areas', label: 'Areas', items: choices, values: ['a', 'c'] })}
${fields.selectField(form, { name: 'department', label: 'Department', items: [{ value: 'adults', text: 'Adults' }], emptyText: 'Choose' })}
${fields.dateField(form, { name: 'starts', label: 'Starts', value: '2026-03-01' })}
${fields.moneyField(form, { name: 'limit', label: 'Limit', pence: 123450n })}
${fields.fileField(form, { name: 'policy', label: 'Policy', accept: '.pdf' })}
${fields.textField(form, { name: 'answers[3].text', label: 'Third' })}
${fields.csrfField('token')}`;
}

const posted: fields.FormState = {
  values: {
    title: hostile, story: `\n${hostile}`, limited: 'some words', route: 'b', areas: ['b', 'c'], department: 'adults',
    'starts-day': '31', 'starts-month': '2', 'starts-year': 'soon', limit: '12,5', 'answers[3].text': 'third',
  },
  errors: [
    'title', 'story', 'limited', 'route', 'areas', 'department', 'starts', 'limit', 'policy', 'answers[3].text', 'starts-month',
  ].map((field) => ({ field, message: `Wrong: ${field} <b>` })),
};

const idsIn = (markup: string): string[] => [...markup.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id ?? '');
const linksIn = (markup: string): string[] => [...markup.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id ?? '');
const inputWith = (markup: string, id: string): string =>
  new RegExp(`<(?:input|textarea|select)[^>]*\\sid="${id}"[^>]*>`).exec(markup)?.[0] ?? '';

describe('a first visit', () => {
  const markup = everyField(fields.emptyForm).value;

  test('shows the stored values and no errors', () => {
    expect(inputWith(markup, 'title')).toContain('value="stored title"');
    expect(inputWith(markup, 'limit')).toContain('value="1,234.50"');
    expect(inputWith(markup, 'starts-day')).toContain('value="1"');
    expect(inputWith(markup, 'starts-month')).toContain('value="3"');
    expect(inputWith(markup, 'starts-year')).toContain('value="2026"');
    expect(inputWith(markup, 'route')).toContain(' checked');
    expect(inputWith(markup, 'areas-4')).toContain(' checked');
    expect(markup).not.toContain('error');
  });

  test('is well formed, with no id twice', () => {
    expect(() => comparable(markup)).not.toThrow();
    expect(new Set(idsIn(markup)).size).toBe(idsIn(markup).length);
  });
});

describe('after an error', () => {
  const markup = everyField(posted).value;

  test('everything typed is still there, escaped', () => {
    const shown = comparable(markup);
    expect(shown).toContain(` value=${JSON.stringify(hostile)}`);
    expect(shown).toContain(JSON.stringify(`\n\n${hostile}`));
    expect(markup).not.toContain('<img');
    expect(markup).not.toContain('<b>');
    expect(shown).toContain(JSON.stringify('some words'));
    expect(inputWith(markup, 'route')).not.toContain(' checked');
    expect(inputWith(markup, 'route-2')).toContain(' checked');
    expect(inputWith(markup, 'areas')).not.toContain(' checked');
    expect(inputWith(markup, 'areas-2')).toContain(' checked');
    expect(inputWith(markup, 'areas-4')).toContain(' checked');
    expect(markup).toContain('<option value="adults" selected>');
    expect(inputWith(markup, 'starts-year')).toContain('value="soon"');
    expect(inputWith(markup, 'limit')).toContain('value="12,5"');
    expect(inputWith(markup, 'answers-3-text')).toContain('value="third"');
  });

  test('each link of the summary leads to an input', () => {
    const links = linksIn(markup);
    expect(links).toHaveLength(posted.errors.length);
    for (const id of links) expect(inputWith(markup, id), id).not.toBe('');
    expect(links).toContain('starts-day');
    expect(links).toContain('starts-month');
  });

  test('only the wrong part of a date is marked', () => {
    expect(inputWith(markup, 'starts-month')).toContain('govuk-input--error');
    expect(inputWith(markup, 'starts-day')).not.toContain('govuk-input--error');
    const whole = fields.dateField({ ...posted, errors: [{ field: 'starts', message: 'Enter a date' }] }, { name: 'starts', label: 'Starts' });
    expect(whole.value.match(/govuk-input--error/g)).toHaveLength(3);
  });

  test('boxes that were all unticked stay unticked, whatever was stored', () => {
    const none = { values: { title: '' }, errors: [] };
    const markupOfNone = everyField(none).value;
    expect(markupOfNone).not.toContain(' checked');
    expect(inputWith(markupOfNone, 'title')).toContain('value=""');
  });
});

test('an error of the whole form has no link; a refusal shows its rule', () => {
  const refused = {
    values: { title: 'x' },
    errors: [{ field: '', message: 'The time is over' }, { field: 'place', message: 'Choose a place' }],
    rule: { sentence: 'Bids close at noon', source: 'Standing order 4' },
  };
  const markup = fields.errorSummaryFor(refused, { place: 'map' }).value;
  expect(linksIn(markup)).toEqual(['map']);
  expect(markup).toContain('The time is over');
  expect(markup).toContain('Source: Standing order 4');
});

test('names of Object are ordinary field names', () => {
  expect(fields.textField(fields.emptyForm, { name: 'constructor', label: 'Constructor' }).value).not.toContain('value=');
});
