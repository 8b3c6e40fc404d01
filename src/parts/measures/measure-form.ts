import { z } from 'zod';
import { calendarDate, type CalendarDate } from '#kernel/calendar-date';
import { parseDecimal, type Decimal } from '#kernel/decimal';
import { html, type Html } from '#platform/pages/html';
import { checkboxField, dateField, radioField, textArea, textField, type FormState } from '#platform/pages/form';
import type { Posted } from '#platform/web/posted';
import { ACCOUNTABILITY, MEASURE_KINDS, type Accountability, type Measure, type MeasureDraft, type MeasureKind } from './measure.ts';

const LONGEST_NAME = 200;
const LONGEST_WORDS = 2000;

const words = (longest: number, tooLong: string) => z.string().trim().max(longest, tooLong).transform((text) => (text === '' ? null : text));

const number = (notANumber: string) => z.string().trim().transform((text, context): Decimal | null => {
  if (text === '') return null;
  const parsed = parseDecimal(text.replaceAll(',', '').replace(/%$/, ''));
  if (parsed.ok && text.length <= 30) return parsed.value;
  context.addIssue({ code: 'custom', message: notANumber });
  return z.NEVER;
});

const day = z.string().transform((text, context): CalendarDate | null => {
  if (text === '') return null;
  try {
    return calendarDate(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'The target date must be a real date, like 31 3 2027' });
    return z.NEVER;
  }
});

/** A measure as a form or another program sends it: text, to be read into a draft. */
export const measureInput: z.ZodType<MeasureDraft> = z.object({
  name: z.string().trim().min(1, 'Enter what is measured').max(LONGEST_NAME, `The name must be ${LONGEST_NAME} characters or fewer`),
  kind: z.enum(Object.keys(MEASURE_KINDS) as [MeasureKind, ...MeasureKind[]], 'Choose which link of the results chain it measures'),
  nature: z.enum(['quantitative', 'qualitative'], 'Choose whether it is a number or told in words'),
  accountability: z.union([z.literal('').transform(() => null), z.enum(Object.keys(ACCOUNTABILITY) as [Accountability, ...Accountability[]])], 'Choose a question from the list'),
  unit: words(100, 'The unit must be 100 characters or fewer'),
  baseline: number('The baseline must be a number, like 12.5'),
  baselineConfidence: z.union([z.literal('').transform(() => null), z.enum(['high', 'medium', 'low'])], 'Choose how sure you are of the baseline'),
  baselineNote: words(LONGEST_WORDS, `Keep the note on the baseline to ${LONGEST_WORDS} characters`),
  target: number('The target must be a number, like 12.5'),
  targetWords: words(LONGEST_WORDS, `Keep the target to ${LONGEST_WORDS} characters`),
  targetOn: day,
  method: z.string().trim().min(1, 'Say how it is measured').max(LONGEST_WORDS, `Keep the method to ${LONGEST_WORDS} characters`),
  collectedBy: z.string().trim().min(1, 'Say who collects it').max(LONGEST_NAME, `Keep who collects it to ${LONGEST_NAME} characters`),
  promisedBy: z.enum(['provider', 'authority'], 'Choose whose promise it is'),
  socialValue: z.boolean(),
  keyPerformanceIndicator: z.boolean(),
}) as unknown as z.ZodType<MeasureDraft>;

/** The posted fields as `measureInput` wants them. */
export const postedMeasure = (posted: Posted): Record<string, unknown> => ({
  ...Object.fromEntries(
    ['name', 'kind', 'nature', 'accountability', 'unit', 'baseline', 'baselineConfidence', 'baselineNote', 'target', 'targetWords', 'method', 'collectedBy'].map((name) => [name, posted.text(name)]),
  ),
  targetOn: posted.date('targetOn'),
  promisedBy: posted.text('promisedBy') || 'provider',
  socialValue: posted.texts('also').includes('social-value'),
  keyPerformanceIndicator: posted.texts('also').includes('kpi'),
});

/** The fields of one measure, filled from a stored one where it is changed. */
export function measureFields(form: FormState, measure: Measure | null = null): Html {
  const text = (value: { toString(): string } | null | undefined) => value?.toString();
  return html`${textField(form, { name: 'name', label: 'What is measured?', value: measure?.name })}
${radioField(form, {
    name: 'kind', label: 'Which link of the results chain is it?', value: measure?.kind,
    items: Object.entries(MEASURE_KINDS).map(([value, { title, means }]) => ({ value, text: title, hint: means })),
  })}
${radioField(form, { name: 'nature', label: 'Number or words?', inline: true, value: measure?.nature, items: [{ value: 'quantitative', text: 'Number' }, { value: 'qualitative', text: 'Words' }] })}
${radioField(form, {
    name: 'accountability', label: 'Which question does it answer? (optional)', value: measure?.accountability ?? undefined,
    items: Object.entries(ACCOUNTABILITY).map(([value, words]) => ({ value, text: words })),
  })}
${textField(form, { name: 'unit', label: 'Unit (optional)', hint: 'Such as “people” or “% of families”', width: 20, value: text(measure?.unit) })}
${textField(form, { name: 'baseline', label: 'Where it stands now (optional)', hint: 'The baseline, as a number', width: 10, inputmode: 'decimal', value: text(measure?.baseline) })}
${radioField(form, { name: 'baselineConfidence', label: 'How sure are you of that?', inline: true, value: measure?.baselineConfidence ?? undefined, items: ['high', 'medium', 'low'].map((value) => ({ value, text: value[0]!.toUpperCase() + value.slice(1) })) })}
${textField(form, { name: 'baselineNote', label: 'Where the baseline comes from (optional)', value: text(measure?.baselineNote) })}
${textField(form, { name: 'target', label: 'Target, as a number', width: 10, inputmode: 'decimal', value: text(measure?.target) })}
${textArea(form, { name: 'targetWords', label: 'Target, in words', hint: 'Needed when the measure is told in words', rows: 3, value: text(measure?.targetWords) })}
${dateField(form, { name: 'targetOn', label: 'To be reached by (optional)', value: text(measure?.targetOn) })}
${textArea(form, { name: 'method', label: 'How is it measured?', rows: 3, value: text(measure?.method) })}
${textField(form, { name: 'collectedBy', label: 'Who collects it?', value: text(measure?.collectedBy) })}
${radioField(form, { name: 'promisedBy', label: 'Whose promise is it?', inline: true, value: measure?.promisedBy ?? 'provider', items: [{ value: 'provider', text: 'The provider’s' }, { value: 'authority', text: 'Ours' }] })}
${checkboxField(form, {
    name: 'also', label: 'Is it also any of these?', values: [...(measure?.socialValue ? ['social-value'] : []), ...(measure?.keyPerformanceIndicator ? ['kpi'] : [])],
    items: [{ value: 'social-value', text: 'A social value promise' }, { value: 'kpi', text: 'A key performance indicator' }],
  })}`;
}
