import type { CalendarDate } from '#kernel/calendar-date';
import type { Read } from '#platform/database/connection';
import { bandFor, policyNote, policyValues } from '#policy';
import type { PeriodSettings } from './fair-time.ts';
import type { MobilisationSettings } from './mobilisation.ts';

const KEYS = [
  'tender.fairDaysByValue', 'tender.extraDaysMedium', 'tender.extraDaysHigh', 'tender.extraDaysConsortium', 'tender.breaks', 'mobilisation.minimumWeeks', 'mobilisation.extraWeeksHigh',
  'mobilisation.extraWeeksConsortium', 'mobilisation.extraWeeksTupe', 'earlyNotice.minimumDays', 'diary.clashDays', 'diary.share', 'timetable.onEveryTender',
] as const;

/** The authority's settings on time, as they stand that day, in one query. */
export async function timeSettings(read: Read, bodyId: string, valueNetPence: bigint | null, on: CalendarDate) {
  const policy = await policyValues(read, bodyId, KEYS, on);
  const byValue = policy['tender.fairDaysByValue'];
  const period: PeriodSettings = {
    minimumDays: byValue.value === null ? null : (bandFor(byValue.value, valueNetPence ?? 0n)?.limit ?? null),
    extraDaysMedium: policy['tender.extraDaysMedium'].value, extraDaysHigh: policy['tender.extraDaysHigh'].value, extraDaysConsortium: policy['tender.extraDaysConsortium'].value,
    breaks: policy['tender.breaks'].value, note: policyNote(byValue), breaksNote: policyNote(policy['tender.breaks']),
  };
  const mobilisation: MobilisationSettings = {
    minimumWeeks: policy['mobilisation.minimumWeeks'].value, extraWeeksHigh: policy['mobilisation.extraWeeksHigh'].value, extraWeeksConsortium: policy['mobilisation.extraWeeksConsortium'].value,
    extraWeeksTupe: policy['mobilisation.extraWeeksTupe'].value, note: policyNote(policy['mobilisation.minimumWeeks']),
  };
  return {
    period, mobilisation,
    earlyNotice: { minimumDays: policy['earlyNotice.minimumDays'].value, note: policyNote(policy['earlyNotice.minimumDays']) },
    clash: { withinDays: policy['diary.clashDays'].value, note: policyNote(policy['diary.clashDays']) },
    required: { isRequired: policy['timetable.onEveryTender'].value === 'required', note: policyNote(policy['timetable.onEveryTender']) },
  };
}

export type TimeSettings = Awaited<ReturnType<typeof timeSettings>>;
