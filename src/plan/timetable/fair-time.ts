import { addDays, daysBetween, formatDate, type CalendarDate } from '#kernel/calendar-date';
import type { RuleNote } from '#kernel/rule-note';
import { breaksBetween, type BreakRule } from '#policy';

export const COMPLEXITIES = { low: 'Simple', medium: 'Some parts are complex', high: 'Complex' } as const;
export type Complexity = keyof typeof COMPLEXITIES;

/** What makes a tender take longer to answer, and a service longer to start. */
export interface Shape {
  readonly complexity: Complexity;
  readonly consortiaAllowed: boolean;
}

/** The authority's own settings on time to tender; null where it set none. */
export interface PeriodSettings {
  /** From the row of its value. */
  readonly minimumDays: number | null;
  readonly extraDaysMedium: number | null;
  readonly extraDaysHigh: number | null;
  readonly extraDaysConsortium: number | null;
  readonly breaks: readonly BreakRule[] | null;
  /** Where these are set, as a rule beside the warning. */
  readonly note: RuleNote;
  readonly breaksNote: RuleNote;
}

/** A warning in spite of which one may publish, with a reason that is printed on the advert. */
export interface TimeWarning {
  readonly code: string;
  readonly sentence: string;
  readonly rule: RuleNote;
}

/** The least time this tender needs by the authority's own settings; null where it set none. */
export function leastDays(settings: PeriodSettings, { complexity, consortiaAllowed }: Shape): number | null {
  if (settings.minimumDays === null) return null;
  const forComplexity = complexity === 'high' ? settings.extraDaysHigh : complexity === 'medium' ? settings.extraDaysMedium : 0;
  return settings.minimumDays + (forComplexity ?? 0) + (consortiaAllowed ? (settings.extraDaysConsortium ?? 0) : 0);
}

/** Too short, or over a break. Day 1 is the day after opening, as for the periods of the law: 15 December to 5 January is 21 days. */
export function periodWarnings(opensOn: CalendarDate, closesOn: CalendarDate, settings: PeriodSettings, shape: Shape): readonly TimeWarning[] {
  const days = daysBetween(opensOn, closesOn);
  const least = leastDays(settings, shape);
  const why = [shape.complexity !== 'low' && 'its complexity', shape.consortiaAllowed && 'consortia being allowed'].filter(Boolean).join(' and ');
  const warnings: TimeWarning[] = [];
  if (least !== null && days < least) {
    warnings.push({
      code: 'tender-period-short', rule: settings.note,
      sentence: `Bidders have ${count(days, 'day')}, and the authority’s minimum for this value${why && ` with ${why}`} is ${least}: ${count(least - days, 'day')} too short. It could close on ${formatDate(addDays(opensOn, least))}.`,
    });
  }
  for (const { name, from, to } of breaksBetween(settings.breaks ?? [], opensOn, closesOn)) {
    const closesInIt = closesOn >= from && closesOn <= to;
    warnings.push({
      code: `holiday-break-${slug(name)}`, rule: settings.breaksNote,
      sentence: `The time to answer ${closesInIt ? 'ends in' : 'runs over'} the break “${name}”, ${formatDate(from)} to ${formatDate(to)}.`,
    });
  }
  return warnings;
}

/** The minimum between an early notice and the advert: "15 days short" on day 45 of 60 (PL-26). */
export function earlyNoticeWarning(publishedOn: CalendarDate | null, advertOn: CalendarDate, minimumDays: number | null, note: RuleNote): TimeWarning | null {
  if (minimumDays === null || minimumDays === 0) return null;
  if (publishedOn === null) return { code: 'early-notice-none', rule: note, sentence: `There was no early notice. The authority gives at least ${count(minimumDays, 'day')} between one and the advert, so that partners can find each other.` };
  const passed = daysBetween(publishedOn, advertOn);
  if (passed >= minimumDays) return null;
  return { code: 'early-notice-short', rule: note, sentence: `The early notice was published on ${formatDate(publishedOn)}, ${count(passed, 'day')} ago. The authority gives at least ${minimumDays}: ${count(minimumDays - passed, 'day')} short.` };
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
const slug = (name: string): string => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '').slice(0, 60);
