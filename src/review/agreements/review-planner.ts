import type { CalendarDate } from '#kernel/calendar-date';
import type { Tx } from '#platform/database/connection';

/** How reviews are planned: the performance room's, which comes later in the order. `wiring.ts` gives it. */
export interface ReviewPlanner {
  /** How often an agreement may be reviewed, for a choice. */
  readonly frequencies: readonly { readonly value: string; readonly text: string }[];
  /** Plans reviews of an agreement from its own dates, in the caller's transaction. */
  plan(tx: Tx, agreementId: string, plan: { readonly startsOn: CalendarDate; readonly endsOn: CalendarDate; readonly frequencies: readonly string[] }): Promise<void>;
}

let planner: ReviewPlanner = {
  frequencies: [],
  plan: () => Promise.reject(new Error('nobody gave agreements a way to plan reviews')),
};

export const useReviewPlanner = (given: ReviewPlanner): void => {
  planner = given;
};
export const reviewPlanner = (): ReviewPlanner => planner;
