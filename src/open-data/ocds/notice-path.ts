import type { CalendarDate } from '#kernel/calendar-date';
import type { Sequence, Step } from '#law';

/** Something that has happened on the way: a notice, or a step that is none. */
export interface PathEvent {
  readonly on: CalendarDate;
  readonly href: string | null;
}

/** What is owed by a day, or as soon as it can be (no day). */
export interface PathDue {
  readonly on: CalendarDate | null;
  readonly words: string;
}

export type StepStanding = 'done' | 'missed' | 'next' | 'overdue' | 'later' | 'not-made';

export interface PathStep {
  readonly name: string;
  readonly need: Step['need'];
  readonly standing: StepStanding;
  readonly events: readonly PathEvent[];
  readonly due: PathDue | null;
}

/**
 * A procurement's steps in the law's order, each with what became of it. A needed step that a later one has overtaken was missed; one
 * that the law leaves open was simply not made. The first needed step that is still to come is next, and overdue after its day.
 */
export function noticePath(sequence: Sequence, events: ReadonlyMap<string, readonly PathEvent[]>, dues: ReadonlyMap<string, PathDue>, today: CalendarDate): readonly PathStep[] {
  const last = sequence.steps.findLastIndex(({ name }) => eventsFor(name, events).length > 0);
  let nextFound = false;
  return sequence.steps.map(({ name, need }, index) => {
    const happened = eventsFor(name, events);
    const due = dues.get(name) ?? null;
    const standing = ((): StepStanding => {
      if (happened.length > 0) return 'done';
      if (index < last) return need === 'required' ? 'missed' : 'not-made';
      if (need !== 'required' && due === null) return 'later';
      if (due?.on && due.on < today) return 'overdue';
      if (nextFound) return 'later';
      nextFound = true;
      return 'next';
    })();
    return { name, need, standing, events: happened, due: standing === 'done' ? null : due };
  });
}

/** "UK4 or UK5" is done by either; "UK4 revised" by any version after the first. */
const eventsFor = (name: string, events: ReadonlyMap<string, readonly PathEvent[]>): readonly PathEvent[] =>
  name.split(' or ').flatMap((one) => events.get(one) ?? []);

/** The law's sequence for a procurement; null where its law has no such series. */
export function flowOf(procurement: { readonly regime: string | null; readonly aboveThreshold: boolean | null; readonly advertised: boolean; readonly direct: boolean; readonly underArrangement: boolean; readonly cancelled: boolean }): string | null {
  if (procurement.regime !== null && procurement.regime !== 'PA2023') return null;
  if (procurement.cancelled) return 'abandon';
  if (procurement.underArrangement) return 'frameworkCallOff';
  if (procurement.aboveThreshold) return procurement.direct ? 'directAward' : 'competitiveAboveThreshold';
  return procurement.advertised ? 'belowThresholdAdvertised' : 'belowThresholdSelectedSuppliers';
}
