import { Decimal } from '#kernel/decimal';

/** What one provider has had. */
export interface ProviderUse {
  readonly organisationId: string;
  readonly name: string;
  readonly callOffs: number;
  readonly valueNetPence: bigint;
}

/** Expected against actual, for everyone to see (DP-28). */
export interface Usage {
  readonly expectedNetPence: bigint | null;
  readonly actualNetPence: bigint;
  readonly callOffs: number;
  readonly expectedCallOffs: number | null;
  /** Of what was expected, in whole percent, halves up; null where nothing was. */
  readonly percentOfExpected: number | null;
  readonly providers: number;
  readonly withWork: number;
  readonly withoutWork: number;
  /** Call-offs of which a label withholds the value or the provider: in none of the figures. */
  readonly withheld: number;
  /** Those with work, most first. */
  readonly lines: readonly ProviderUse[];
}

/**
 * Works usage out from what each provider has had.
 * @param members every organisation that is a member now; one that left with work done still counts in the lines
 */
export function usageOf(expectedNetPence: bigint | null, expectedCallOffs: number | null, members: readonly string[], used: readonly ProviderUse[], withheld = 0): Usage {
  const withWork = new Set(used.filter(({ callOffs }) => callOffs > 0).map(({ organisationId }) => organisationId));
  const everyone = new Set([...members, ...withWork]);
  const actual = used.reduce((sum, { valueNetPence }) => sum + valueNetPence, 0n);
  return {
    expectedNetPence, expectedCallOffs, actualNetPence: actual, callOffs: used.reduce((sum, { callOffs }) => sum + callOffs, 0),
    percentOfExpected: expectedNetPence === null || expectedNetPence === 0n ? null : Number(Decimal.fromUnits(actual * 100n, 0).divide(Decimal.fromUnits(expectedNetPence, 0), 0).toString()),
    providers: everyone.size, withWork: withWork.size, withoutWork: everyone.size - withWork.size, withheld,
    lines: [...used].filter(({ callOffs }) => callOffs > 0).sort((one, other) => (one.valueNetPence === other.valueNetPence ? one.name.localeCompare(other.name) : one.valueNetPence < other.valueNetPence ? 1 : -1)),
  };
}

/** "3 of 127 providers have had work; 124 have had none." */
export function spreadInWords({ providers, withWork, withoutWork }: Pick<Usage, 'providers' | 'withWork' | 'withoutWork'>): string {
  if (providers === 0) return 'No provider has joined yet.';
  const have = (count: number) => (count === 1 ? 'has' : 'have');
  return `${withWork} of ${providers} ${providers === 1 ? 'provider' : 'providers'} ${have(withWork)} had work; ${withoutWork} ${have(withoutWork)} had none.`;
}
