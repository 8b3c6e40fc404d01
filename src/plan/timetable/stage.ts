import { addDays, daysBetween, londonDate, type CalendarDate } from '#kernel/calendar-date';
import { allow, refuse, type Decision } from '#kernel/outcome';

/** The stages of a tender as everyone follows them, in order. */
export const STAGES = {
  'early-notice': 'Early notice', advert: 'Advert', visits: 'Visits', clarifications: 'Last questions', closing: 'Bids close', opening: 'Bids opened', evaluation: 'Evaluation finished',
  award: 'Award announced', 'standstill-end': 'Standstill ends', start: 'Contract starts',
} as const;
export type Stage = keyof typeof STAGES;
export const STAGE_NAMES = Object.keys(STAGES) as readonly Stage[];

/** Those planned here. Questions and closing are set with the opportunity's own dates, and an early notice has a page of its own. */
export const PLANNED_STAGES = ['advert', 'visits', 'opening', 'evaluation', 'award', 'standstill-end', 'start'] as const;
export type PlannedStage = (typeof PLANNED_STAGES)[number];
export const isPlannedStage = (text: string): text is PlannedStage => (PLANNED_STAGES as readonly string[]).includes(text);

/** A change of one date, with its reason. */
export interface Slip {
  readonly stage: Stage;
  readonly fromOn: CalendarDate;
  readonly toOn: CalendarDate;
  readonly reason: string;
  readonly recordedAt: Date;
}

/** All that the line of a stage is made from. */
export interface StageFacts {
  /** As first planned. */
  readonly planned: Partial<Readonly<Record<Stage, CalendarDate | null>>>;
  readonly actual: Partial<Readonly<Record<Stage, CalendarDate | null>>>;
  /** In the order in which they were recorded. */
  readonly slips: readonly Slip[];
}

/** One stage as it is published: first planned, now expected, happened, and how many days late. */
export interface TimetableLine {
  readonly stage: Stage;
  readonly title: string;
  readonly plannedOn: CalendarDate | null;
  readonly expectedOn: CalendarDate | null;
  readonly actualOn: CalendarDate | null;
  /** Days after the first plan: what happened, or else what is expected now. Null without a plan; below zero when early. */
  readonly slipDays: number | null;
  readonly reasons: readonly string[];
}

/** The whole timetable, stage by stage; stages of which nothing is known are left out. */
export function timetableLines({ planned, actual, slips }: StageFacts): readonly TimetableLine[] {
  return STAGE_NAMES.flatMap((stage): TimetableLine[] => {
    const ofStage = slips.filter((slip) => slip.stage === stage);
    const plannedOn = ofStage[0]?.fromOn ?? planned[stage] ?? null;
    const expectedOn = ofStage.at(-1)?.toOn ?? plannedOn;
    const actualOn = actual[stage] ?? null;
    if (plannedOn === null && actualOn === null) return [];
    const counted = actualOn ?? expectedOn;
    return [{
      stage, title: STAGES[stage], plannedOn, expectedOn, actualOn, reasons: ofStage.map(({ reason }) => reason),
      slipDays: plannedOn === null || counted === null ? null : daysBetween(plannedOn, counted),
    }];
  });
}

/** The stage that comes next: the first expected that has not happened. */
export const nextLine = (lines: readonly TimetableLine[]): TimetableLine | undefined => lines.find(({ actualOn, expectedOn }) => actualOn === null && expectedOn !== null);

/** A stage that happened, or is overdue today, later than planned without a reason for all of it: somebody owes one. */
export function unexplained(lines: readonly TimetableLine[], today: CalendarDate): readonly TimetableLine[] {
  return lines.filter(({ stage, actualOn, expectedOn }) => stage !== 'closing' && stage !== 'clarifications' && stage !== 'early-notice' && expectedOn !== null && (actualOn ?? today) > expectedOn);
}

/** Planned dates follow the order of the stages; `closesOn` stands between the advert and the opening. */
export function decidePlan(planned: Partial<Readonly<Record<PlannedStage, CalendarDate | null>>>, closesOn: CalendarDate | null): Decision {
  const inOrder = [['advert', planned.advert], ['closing', closesOn], ['opening', planned.opening], ['evaluation', planned.evaluation], ['award', planned.award], ['standstill-end', planned['standstill-end']], ['start', planned.start]] as const;
  const known = inOrder.filter((entry): entry is readonly [Stage & (typeof inOrder)[number][0], CalendarDate] => entry[1] !== null && entry[1] !== undefined);
  for (const [index, [stage, date]] of known.entries()) {
    const before = known[index - 1];
    if (!before || date >= before[1]) continue;
    // Closing and start are set elsewhere, so the sentence stands at the other of the two.
    const field = [stage, before[0]].find((name) => name !== 'closing' && name !== 'start');
    return refuse('order', `“${STAGES[stage]}” cannot be before “${STAGES[before[0]]}”.`, field ? { field } : {});
  }
  return allow();
}

/** Decides one slip: the new day is another than the one expected, and somebody says why. */
export function decideSlip(line: Pick<TimetableLine, 'title' | 'expectedOn'> | undefined, toOn: CalendarDate, reason: string): Decision<{ readonly fromOn: CalendarDate; readonly days: number }> {
  if (!line?.expectedOn) return refuse('not-planned', 'This has no planned date that could slip.', { field: 'stage' });
  if (toOn === line.expectedOn) return refuse('same-day', 'This is the day that is expected already.', { field: 'toOn' });
  if (reason.trim() === '') return refuse('reason-missing', 'Give the reason: it is published, and everyone concerned is told.', { field: 'reason' });
  return allow({ fromOn: line.expectedOn, days: daysBetween(line.expectedOn, toOn) });
}

/** The same number of days later. */
export const moved = (date: CalendarDate, days: number): CalendarDate => addDays(date, days);

/** For the actual date of something that has an instant: its London day, once that has come. */
export const dayIfPast = (instant: Date | null, now: Date): CalendarDate | null => (instant !== null && instant <= now ? londonDate(instant) : null);
