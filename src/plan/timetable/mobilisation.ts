import { addDays, daysBetween, formatDate, type CalendarDate } from '#kernel/calendar-date';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { RuleNote } from '#kernel/rule-note';
import type { Shape, TimeWarning } from './fair-time.ts';
import type { TupeFacts } from './ports.ts';

/** The authority's own settings on mobilising; null where it set none. */
export interface MobilisationSettings {
  readonly minimumWeeks: number | null;
  readonly extraWeeksHigh: number | null;
  readonly extraWeeksConsortium: number | null;
  readonly extraWeeksTupe: number | null;
  readonly note: RuleNote;
}

/** Weeks to keep between award and start; null where the authority set no minimum. */
export function leastWeeks(settings: MobilisationSettings, { complexity, consortiaAllowed }: Shape, tupe: TupeFacts['answer']): number | null {
  if (settings.minimumWeeks === null) return null;
  return settings.minimumWeeks + (complexity === 'high' ? (settings.extraWeeksHigh ?? 0) : 0) + (consortiaAllowed ? (settings.extraWeeksConsortium ?? 0) : 0) + (tupe === 'yes' ? (settings.extraWeeksTupe ?? 0) : 0);
}

/** The first day on which a contract awarded that day may start. */
export const earliestStart = (awardOn: CalendarDate, weeks: number): CalendarDate => addDays(awardOn, weeks * 7);

/** Said at publication, when the plan leaves too little time. */
export function mobilisationWarning(awardOn: CalendarDate | null, startOn: CalendarDate | null, weeks: number | null, note: RuleNote): TimeWarning | null {
  if (awardOn === null || startOn === null || weeks === null || startOn >= earliestStart(awardOn, weeks)) return null;
  return {
    code: 'mobilisation-short', rule: note,
    sentence: `The plan leaves ${daysBetween(awardOn, startOn)} days between the award (${formatDate(awardOn)}) and the start (${formatDate(startOn)}). The authority’s minimum for recruiting, TUPE, pensions and handing over is ${weeks} weeks: until ${formatDate(earliestStart(awardOn, weeks))}.`,
  };
}

/** A provider's written agreement to start earlier. */
export interface SignedAgreement {
  readonly organisationId: string;
  readonly startsOn: CalendarDate;
  readonly signedBy: string;
  readonly signedOn: CalendarDate;
}

export type StartChoice = 'moves' | 'stays';

/**
 * What becomes of the start when the award slips: it moves by as many days, or stays only with the winning provider's signed agreement
 * (PL-16). An award that comes earlier leaves it where it is.
 */
export function decideStart(startOn: CalendarDate | null, awardSlipDays: number, choice: StartChoice, agreement: SignedAgreement | null): Decision<{ readonly startOn: CalendarDate | null }> {
  if (startOn === null || awardSlipDays <= 0) return allow({ startOn });
  if (choice === 'moves') return allow({ startOn: addDays(startOn, awardSlipDays) });
  if (agreement === null || agreement.startsOn > startOn) {
    return refuse('agreement-needed', `The start moves with the award, to ${formatDate(addDays(startOn, awardSlipDays))}, unless the winning provider has agreed in writing to start on ${formatDate(startOn)}. Record that agreement first.`, {
      field: 'startChoice', rule: { sentence: 'Starting earlier needs the winning provider’s written agreement.', source: 'Requirement PL-16 (REP 6.2.8)', confidence: 'P' },
    });
  }
  return allow({ startOn });
}

/** What stands against a contract that starts sooner after its award than the minimum; null when nothing does. */
export function startObstacle(awardOn: CalendarDate, startOn: CalendarDate | null, weeks: number | null, agreement: SignedAgreement | null): string | null {
  if (startOn === null || weeks === null || startOn >= earliestStart(awardOn, weeks)) return null;
  if (agreement !== null && agreement.startsOn <= startOn) return null;
  return `The contract would start on ${formatDate(startOn)}, less than ${weeks} weeks after the award. Move the start to ${formatDate(earliestStart(awardOn, weeks))} or later, or record the provider’s signed agreement to start earlier.`;
}
