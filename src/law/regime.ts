import type { CalendarDate } from '#kernel/calendar-date';
import { shippedLaw, type Law } from './law.ts';
import type { PackId, Regime } from './rule.ts';

/** Law a procurement is under by its date alone. Health services under the Provider Selection Regime are chosen by what is bought, not when. */
export type DatedRegime = Exclude<Regime, 'PSR'>;

/** What a procurement stores when it commences, and keeps for life. */
export interface PinnedLaw {
  readonly packId: PackId;
  readonly version: string;
  readonly regime: DatedRegime;
}

/**
 * The regime of a procurement that commences on a date: PCR 2006 to 25 February 2015, PCR 2015 to 23 February 2025, then the Procurement Act 2023.
 * A call-off keeps the regime of its framework: pass the framework's date.
 */
export function regimeAt(commencedOn: CalendarDate, law: Law = shippedLaw): DatedRegime {
  if (commencedOn >= law.packs['uk-2026'].rules.thresholdFacts.regimeSwitch.value.from) return 'PA2023';
  return commencedOn >= law.packs['kent-2014'].rules.regime2015.span.value.from ? 'PCR2015' : 'PCR2006';
}

/** The pack that holds a regime's rows. */
export const packOf = (regime: Regime): PackId => (regime === 'PA2023' || regime === 'PSR' ? 'uk-2026' : 'kent-2014');

/** The law to pin at the legal commencing event (SI 2025/1200 reg 3(2)): pack, its version and the regime. */
export function pinLaw(commencedOn: CalendarDate, law: Law = shippedLaw): PinnedLaw {
  const regime = regimeAt(commencedOn, law);
  const packId = packOf(regime);
  return { packId, version: law.packs[packId].version, regime };
}
