import { z } from 'zod';
import { calendarDateOrNull, type CalendarDate } from '#kernel/calendar-date';
import { parseDecimal, type Decimal } from '#kernel/decimal';
import { optionalWords } from '#platform/typed-words';
import { html, type Html } from '#platform/pages/html';
import { dateField, radioField, textArea, textField, type FormState } from '#platform/pages/form';
import type { Posted } from '#platform/web/posted';
import type { Measure } from './measure.ts';
import { targetWords } from './measure.page.ts';
import type { Claim, Observation } from './observation.store.ts';
import { asksShare, asksWhetherMet } from './result.ts';

const MOST_DIGITS = 20;
const MOST_WORDS = 4000;

const number = z.string().transform((text, context): Decimal | null => {
  const typed = text.trim().replaceAll(',', '').replace(/%$/, '').trimEnd();
  if (typed === '') return null;
  const read = typed.length <= MOST_DIGITS ? parseDecimal(typed) : null;
  if (read?.ok && read.value.scale <= 6) return read.value;
  context.addIssue({ code: 'custom', message: 'Enter a number, like 85 or 12.5' });
  return z.NEVER;
});
const day = (empty: string) => z.string().transform((text, context): CalendarDate => {
  const read = calendarDateOrNull(text);
  if (read) return read;
  context.addIssue({ code: 'custom', message: text === '' ? empty : 'Enter a real date, like 31 3 2027' });
  return z.NEVER;
});
const words = optionalWords(MOST_WORDS);

/** A result as a form sends it: text, to be read into a claim. */
export const resultInput = z.object({
  from: day('Enter the first day of the period'),
  to: day('Enter the last day of the period'),
  value: number,
  numerator: number,
  denominator: number,
  words: words.transform((text) => (text === '' ? null : text)),
  evidence: words.min(1, 'Say what shows it: the records, survey or visit it comes from'),
  observedOn: day('Enter the day it was checked'),
  meetsTarget: z.enum(['yes', 'no', ''], 'Choose whether the target is met').transform((said) => (said === '' ? null : said === 'yes')),
});

/** The posted fields as `resultInput` wants them. */
export const postedResult = (posted: Posted): Record<keyof Claim, unknown> => ({
  from: posted.date('from'), to: posted.date('to'), observedOn: posted.date('observedOn'),
  value: posted.text('value'), numerator: posted.text('numerator'), denominator: posted.text('denominator'),
  words: posted.text('words'), evidence: posted.text('evidence'), meetsTarget: posted.text('meetsTarget'), enteredAs: undefined,
});

/** The fields of one result by its measure's kind: a number with its unit, a percentage, or words. */
export function resultFields(form: FormState, measure: Measure, earlier: Observation | null = null): Html {
  const said = earlier?.meetsTarget;
  return html`${dateField(form, { name: 'from', label: 'First day of the period', value: earlier?.from })}
${dateField(form, { name: 'to', label: 'Last day of the period', value: earlier?.to })}
${measure.nature === 'qualitative'
    ? textArea(form, { name: 'words', label: 'What was found?', rows: 5, value: earlier?.words ?? undefined })
    : textField(form, { name: 'value', label: `What was found${measure.unit ? `, in ${measure.unit}` : ''}?`, hint: 'As a number', width: 10, inputmode: 'decimal', value: earlier?.numerator ? undefined : earlier?.value?.toString() })}
${asksShare(measure) && html`${textField(form, { name: 'numerator', label: 'Or how many', hint: 'Of those below. The percentage is worked out.', width: 10, inputmode: 'decimal', value: earlier?.numerator?.toString() })}
${textField(form, { name: 'denominator', label: 'Of how many in all', width: 10, inputmode: 'decimal', value: earlier?.denominator?.toString() })}`}
${asksWhetherMet(measure) && radioField(form, { name: 'meetsTarget', label: 'Is the target met?', hint: `The target is: ${targetWords(measure)}`, inline: true, value: said === true ? 'yes' : said === false ? 'no' : undefined, items: [{ value: 'yes', text: 'Yes' }, { value: 'no', text: 'No' }] })}
${textArea(form, { name: 'evidence', label: 'What shows it?', hint: 'The records, survey or visit it comes from. Name no service user: it is published when it is confirmed.', rows: 4, value: earlier?.evidence ?? undefined })}
${dateField(form, { name: 'observedOn', label: 'When was it checked?', value: earlier?.observedOn ?? undefined })}`;
}
