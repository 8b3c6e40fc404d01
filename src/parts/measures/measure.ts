import type { CalendarDate } from '#kernel/calendar-date';
import type { Decimal } from '#kernel/decimal';
import type { Id } from '#kernel/ids';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { RuleNote } from '#kernel/rule-note';

/** The results chain, in order. What each word means is from the select committee's glossary (REP Glossary). */
export const MEASURE_KINDS = {
  input: { title: 'Input', means: 'what is put in: money, staff, premises' },
  activity: { title: 'Activity', means: 'what is done with it: sessions run, homes visited' },
  output: { title: 'Output', means: 'what can be counted at once: attendances, certificates, hours' },
  outcome: { title: 'Outcome', means: 'what changed for the people the service is for' },
  impact: { title: 'Impact', means: 'what lasted, for them and the community around them' },
} as const satisfies Readonly<Record<string, { readonly title: string; readonly means: string }>>;
export type MeasureKind = keyof typeof MEASURE_KINDS;

export type Nature = 'quantitative' | 'qualitative';
export type Confidence = 'high' | 'medium' | 'low';
/** The three accountability questions: how much did we do, how well, and is anyone better off? */
export const ACCOUNTABILITY = { 'how-much': 'How much did we do?', 'how-well': 'How well did we do it?', 'better-off': 'Is anyone better off?' } as const;
export type Accountability = keyof typeof ACCOUNTABILITY;

export interface Measure {
  readonly id: Id<'measure'>;
  /** The measure this one was carried over from, when a specification became an agreement. */
  readonly carriedFrom: Id<'measure'> | null;
  readonly position: number;
  readonly name: string;
  readonly kind: MeasureKind;
  readonly nature: Nature;
  readonly accountability: Accountability | null;
  readonly unit: string | null;
  readonly baseline: Decimal | null;
  readonly baselineConfidence: Confidence | null;
  readonly baselineNote: string | null;
  readonly target: Decimal | null;
  /** The target of a qualitative measure, or what a number alone does not say. */
  readonly targetWords: string | null;
  readonly targetOn: CalendarDate | null;
  readonly method: string | null;
  readonly collectedBy: string | null;
  readonly promisedBy: 'provider' | 'authority';
  readonly socialValue: boolean;
  readonly keyPerformanceIndicator: boolean;
}

/** A measure as it is written down, before it has a row. */
export type MeasureDraft = Omit<Measure, 'id' | 'position' | 'carriedFrom'>;

/** A measure that says only its name and kind; spread it and add what is known. For imports, tests and the demonstration. */
export const plainMeasure = (name: string, kind: MeasureKind): MeasureDraft => ({
  name, kind, nature: 'quantitative', accountability: null, unit: null, baseline: null, baselineConfidence: null, baselineNote: null,
  target: null, targetWords: null, targetOn: null, method: null, collectedBy: null, promisedBy: 'provider', socialValue: false, keyPerformanceIndicator: false,
});

/** Said wherever a results chain stops at what can be counted (AN-05). */
export const OUTCOMES_RULE: RuleNote = {
  sentence: 'Measures are to evaluate outcomes and impacts, not outputs alone.',
  source: 'Select Committee on Commissioning, recommendation 6 (AN-05)',
  confidence: 'P',
};

/** True when none of the measures is of an outcome or an impact; a chain with no measure at all is such a chain. */
export const onlyOutputs = (measures: readonly Pick<Measure, 'kind'>[]): boolean =>
  !measures.some(({ kind }) => kind === 'outcome' || kind === 'impact');

/**
 * May a document with these measures go forward? With no outcome or impact measure only by a reason, which is kept and shown.
 * @param overrideReason what the person gave for going forward all the same; blank is none
 */
export function decideMeasures(measures: readonly Pick<Measure, 'kind'>[], overrideReason: string | null): Decision {
  if (measures.length === 0) return refuse('no-measures', 'Add at least one measure: nobody could say whether the service worked.', { rule: OUTCOMES_RULE });
  if (!onlyOutputs(measures) || overrideReason?.trim()) return allow();
  return refuse('only-outputs', 'Warning: no outcome or impact measure. Add one, or give a reason for going forward without.', { field: 'outputsOnlyReason', rule: OUTCOMES_RULE });
}

/** What the whole of a draft must satisfy beyond the form of each field. */
export function decideDraft(draft: MeasureDraft): Decision {
  if (draft.nature === 'quantitative' && draft.target === null && !draft.targetWords?.trim()) {
    return refuse('no-target', 'Enter a target, as a number or in words', { field: 'target' });
  }
  if (draft.nature === 'qualitative' && !draft.targetWords?.trim()) {
    return refuse('no-target', 'Say in words what would count as success', { field: 'targetWords' });
  }
  if (draft.baseline !== null && draft.baselineConfidence === null) {
    return refuse('no-confidence', 'Choose how sure you are of the baseline', { field: 'baselineConfidence' });
  }
  return allow();
}
