import type { LotFacts, TenderFacts } from './release-facts.ts';

/** As Find a Tender does, one lot stands for the whole where there are none. */
export const lotId = (number: number | null): string => String(number ?? 1);

/** What the process calls a lot that began in one of its stages: in the first its number, later the stage's too, so that no two are one. */
export const lotIdOfStage = (stage: number, number: number | null): string => (stage === 1 ? lotId(number) : `stage-${stage}-${lotId(number)}`);

/** What the process calls a lot of a tender, by its number there. A lot of a tender that is not known is called by its number. */
export const lotIdIn = (tender: Pick<TenderFacts, 'names'> | null, number: number | null): string =>
  (number === null ? tender?.names?.whole : tender?.names?.lots.get(number)) ?? lotId(number);

/** The state of a lot in the standard's words, seen from its procurement. */
export function lotStatus(lot: Pick<LotFacts, 'state'> | null, whole: string): string {
  if (lot === null || whole === 'withdrawn' || whole === 'planned') return whole;
  return { open: whole, withdrawn: 'cancelled', awarded: 'complete', 'not-awarded': 'unsuccessful' }[lot.state];
}
