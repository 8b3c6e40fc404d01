import type { CalendarDate } from '#kernel/calendar-date';
import { allow, refuse, type Decision } from '#kernel/outcome';

interface DetailsInput {
  readonly valueNet: bigint | null;
  readonly valueGross: bigint | null;
  readonly startsOn: CalendarDate | null;
  readonly endsOn: CalendarDate | null;
}

/** What of the details contradicts itself. What is missing is asked for when it is published. */
export function decideDetails({ valueNet, valueGross, startsOn, endsOn }: DetailsInput): Decision {
  if (valueNet !== null && valueGross !== null && valueGross < valueNet) {
    return refuse('value', 'The value including VAT cannot be less than the value without it.', { field: 'valueGross' });
  }
  if (startsOn !== null && endsOn !== null && endsOn < startsOn) return refuse('dates', 'The contract cannot end before it starts.', { field: 'endsOn' });
  return allow();
}
