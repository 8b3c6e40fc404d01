import type { ProviderCapacity, Size } from '#parties';

/** A lot as far as carrying it goes. */
export interface LotToCarry {
  /** Empty: wherever the whole is. */
  readonly areaCodes: readonly string[];
  /** Without VAT, for one year; null while nobody gave it, and then size decides nothing. */
  readonly yearlyNetPence: bigint | null;
}

/** The districts that an area code stands for (`districtsOf` of the parties). */
export type Districts = (code: string) => readonly string[];

/** Why a provider could not carry a lot alone, or null when it could: it works in every district of it, in as many at once, for as much a year. */
export function whyNotAlone(provider: Pick<ProviderCapacity, 'areas' | 'yearlyNetPence' | 'mostDistricts'>, lot: LotToCarry, districts: Districts): 'area' | 'districts' | 'value' | null {
  const wanted = new Set(lot.areaCodes.flatMap(districts));
  const works = new Set(provider.areas.flatMap(districts));
  if ([...wanted].some((code) => !works.has(code))) return 'area';
  if (provider.mostDistricts !== null && wanted.size > provider.mostDistricts) return 'districts';
  return lot.yearlyNetPence !== null && lot.yearlyNetPence > provider.yearlyNetPence ? 'value' : null;
}

export const couldBidAlone = (provider: Pick<ProviderCapacity, 'areas' | 'yearlyNetPence' | 'mostDistricts'>, lot: LotToCarry, districts: Districts): boolean => whyNotAlone(provider, lot, districts) === null;

const SIZE_ORDER: readonly (Size | null)[] = ['micro', 'small', 'medium', 'large', null];

/** Who could bid for a lot alone. */
export interface LotReach<Lot extends LotToCarry> {
  readonly lot: Lot;
  readonly able: readonly ProviderCapacity[];
  /** The smallest provider that could; null when none could, or only providers that named no size. */
  readonly smallest: Size | null;
  /** No registered provider that stated its capacity could carry it: "coverage at risk". */
  readonly atRisk: boolean;
}

/** Asks of each lot who could bid for it alone. */
export const reachOf = <Lot extends LotToCarry>(lots: readonly Lot[], providers: readonly ProviderCapacity[], districts: Districts): LotReach<Lot>[] =>
  lots.map((lot) => {
    const able = providers.filter((provider) => couldBidAlone(provider, lot, districts));
    return { lot, able, smallest: SIZE_ORDER.find((size) => able.some((provider) => provider.size === size)) ?? null, atRisk: able.length === 0 };
  });

/** How many different providers could bid alone for at least one lot, by size. */
export function biddersBySize(reach: readonly LotReach<LotToCarry>[]): Readonly<Record<Size | 'not-stated', number>> {
  const different = new Map(reach.flatMap(({ able }) => able.map((provider) => [provider.organisationId, provider] as const)));
  const counts = { micro: 0, small: 0, medium: 0, large: 0, 'not-stated': 0 };
  for (const { size } of different.values()) counts[size ?? 'not-stated'] += 1;
  return counts;
}

/** Districts of the need that no lot covers. A lot that names no area covers all of it. */
export function uncoveredDistricts(lots: readonly Pick<LotToCarry, 'areaCodes'>[], needed: readonly string[], districts: Districts): string[] {
  if (lots.some(({ areaCodes }) => areaCodes.length === 0)) return [];
  const covered = new Set(lots.flatMap(({ areaCodes }) => areaCodes.flatMap(districts)));
  return [...new Set(needed.flatMap(districts))].filter((code) => !covered.has(code));
}

/** What a lot is worth a year, of a value for a whole term. @param days of the term, both ends included; null while the dates are not known */
export function yearlyOf(wholeNetPence: bigint | null, days: number | null): bigint | null {
  if (wholeNetPence === null || days === null || days <= 0) return wholeNetPence;
  // A term shorter than a year is worth no more a year than it is worth.
  return days <= DAYS_A_YEAR ? wholeNetPence : (wholeNetPence * BigInt(DAYS_A_YEAR)) / BigInt(days);
}
const DAYS_A_YEAR = 365;
