import type { LotFacts } from './release-facts.ts';

/** As Find a Tender does, one lot stands for the whole where there are none. */
export const lotId = (number: number | null): string => String(number ?? 1);

/** The state of a lot in the standard's words, seen from its procurement. */
export function lotStatus(lot: Pick<LotFacts, 'state'> | null, whole: string): string {
  if (lot === null || whole === 'withdrawn' || whole === 'planned') return whole;
  return { open: whole, withdrawn: 'cancelled', awarded: 'complete', 'not-awarded': 'unsuccessful' }[lot.state];
}
