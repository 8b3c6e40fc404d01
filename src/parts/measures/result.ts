import { addDays, addMonths, type CalendarDate } from '#kernel/calendar-date';
import { decimal, type Decimal } from '#kernel/decimal';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { Measure } from './measure.ts';
import type { Claim, Observation } from './observation.store.ts';

/** Whether the numbers alone tell if a target is met: only where a baseline says in which direction it lies. */
export const tellsItself = ({ nature, target, baseline }: Pick<Measure, 'nature' | 'target' | 'baseline'>): boolean =>
  nature === 'quantitative' && target !== null && baseline !== null && baseline.compare(target) !== 0;

/** Whether there is anything to meet. */
const hasTarget = ({ target, targetWords }: Pick<Measure, 'target' | 'targetWords'>): boolean => target !== null || Boolean(targetWords?.trim());

/** Whether whoever enters a result has to say if it meets the target. */
export const asksWhetherMet = (measure: Measure): boolean => hasTarget(measure) && !tellsItself(measure);

/** Whether a result meets its measure's target: by the numbers where they tell, else as was said of it; null where there is no target. */
export function meetsTarget(measure: Pick<Measure, 'nature' | 'target' | 'targetWords' | 'baseline'>, found: { readonly value: Decimal | null; readonly meetsTarget: boolean | null }): boolean | null {
  if (!hasTarget(measure)) return null;
  if (!tellsItself(measure) || found.value === null) return found.meetsTarget;
  const wanted = measure.target!.compare(measure.baseline!);
  return found.value.compare(measure.target!) * wanted >= 0;
}

/** "Target met", "Target not met"; "Target not met yet" while its day is still to come; null where there is no target. */
export function againstTarget(measure: Pick<Measure, 'nature' | 'target' | 'targetWords' | 'baseline' | 'targetOn'>, found: Pick<Observation, 'value' | 'meetsTarget' | 'to'>): string | null {
  const met = meetsTarget(measure, found);
  if (met === null) return null;
  return met ? 'Target met' : measure.targetOn !== null && measure.targetOn > found.to ? 'Target not met yet' : 'Target not met';
}

const isShare = (unit: string | null): boolean => /^%\s*of\b/.test(unit?.trim() ?? '');

/**
 * Whether a result can be entered as it is typed.
 * @param startsOn the first day of what the measure is carried by; null where it is not known
 */
export function decideResult(measure: Measure, claim: Claim, today: CalendarDate, startsOn: CalendarDate | null): Decision {
  if (claim.to < claim.from) return refuse('period-backwards', 'The period must end on or after the day it starts', { field: 'to' });
  if (claim.to > today) return refuse('in-future', 'The period has not ended yet: enter its result when it has.', { field: 'to' });
  if (startsOn !== null && claim.from < startsOn) return refuse('before-start', 'The period begins before the contract does.', { field: 'from' });
  if (claim.observedOn && (claim.observedOn > today || claim.observedOn < claim.from)) return refuse('checked-when', 'The day it was checked must be within the period or after it, and not in the future.', { field: 'observedOn' });
  if (measure.nature === 'qualitative' && !claim.words) return refuse('no-words', 'Say in words what was found', { field: 'words' });
  if (measure.nature === 'quantitative') {
    const [some, all] = [claim.numerator, claim.denominator];
    if ((some === null) !== (all === null)) return refuse('half-a-rate', 'Enter both: how many, and of how many in all', { field: some === null ? 'numerator' : 'denominator' });
    if (all?.isZero()) return refuse('no-denominator', 'Enter how many there were in all: it cannot be zero', { field: 'denominator' });
    if (some && all && (some.isNegative() || all.isNegative() || some.compare(all) > 0)) return refuse('more-than-all', 'How many cannot be more than how many there were in all', { field: 'numerator' });
    if (claim.value === null && some === null) return refuse('no-number', 'Enter what was found, as a number', { field: 'value' });
    if (isShare(measure.unit) && claim.value !== null && (claim.value.isNegative() || claim.value.compare(decimal('100')) > 0)) return refuse('not-a-percentage', 'Enter a percentage from 0 to 100', { field: 'value' });
  }
  if (asksWhetherMet(measure) && (claim.meetsTarget ?? null) === null) return refuse('met-unsaid', 'Choose whether the target is met', { field: 'meetsTarget' });
  return allow();
}

/** Whether it is a share, for which how many of how many may be typed instead of the percentage. */
export const asksShare = (measure: Pick<Measure, 'nature' | 'unit'>): boolean => measure.nature === 'quantitative' && isShare(measure.unit);

/** How often results of a measure come, where it says so itself in words. Nothing is assumed where it does not. */
const SAID: readonly (readonly [pattern: RegExp, months: number, words: string])[] = [
  [/\b(six-monthly|half-yearly|(every|each) six months|twice a year)\b/i, 6, 'every six months'],
  [/\b(quarterly|(every|each) (quarter|three months))\b/i, 3, 'quarterly'],
  [/\b(monthly|(every|each) month)\b/i, 1, 'monthly'],
  [/\b(yearly|annually|annual|once a year|(every|each) year)\b/i, 12, 'yearly'],
];
export interface SaidFrequency {
  readonly months: number;
  readonly words: string;
}
/** In SQL's own pattern: a measure that may say a frequency. `saidFrequency` has the last word. */
export const MAY_SAY_FREQUENCY = '(month|quarter|year|annual)';
export function saidFrequency({ collectedBy, method }: Pick<Measure, 'collectedBy' | 'method'>): SaidFrequency | null {
  for (const text of [collectedBy, method]) for (const [pattern, months, words] of SAID) if (text && pattern.test(text)) return { months, words };
  return null;
}

/** The last whole period that has ended, counted from the start; null while none has, or after the end. */
export function lastEndedPeriod(startsOn: CalendarDate, endsOn: CalendarDate | null, months: number, today: CalendarDate): { readonly from: CalendarDate; readonly to: CalendarDate } | null {
  let found: { from: CalendarDate; to: CalendarDate } | null = null;
  for (let period = 1; period <= 1200; period++) {
    const to = addDays(addMonths(startsOn, period * months), -1);
    if (to >= today || (endsOn !== null && to > endsOn)) break;
    found = { from: addMonths(startsOn, (period - 1) * months), to };
  }
  return found;
}
