import { divideHalfUp, type Decimal } from '#kernel/decimal';
import type { Pence } from '#kernel/money';

/** A district and the postcodes that are in it, as the authority set them. */
export interface LocalDistrict {
  readonly name: string;
  /** "CT" is every postcode that begins so; "CT1" is that postcode district alone. */
  readonly codes: readonly string[];
}

/** Reads the policy, a district a line: "Canterbury: CT1, CT2". What cannot be read is left out. */
export function parseDistricts(text: string): LocalDistrict[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const at = line.indexOf(':');
    const codes = line.slice(at + 1).toUpperCase().split(/[\s,;]+/).filter((code) => /^[A-Z]{1,2}(\d[A-Z\d]?)?$/.test(code));
    return at > 0 && codes.length > 0 ? [{ name: line.slice(0, at).trim(), codes }] : [];
  });
}

/** The district of a postcode's first half ("CT1"), or null where it is none of them. The whole code goes before the letters alone. */
export function districtOf(outward: string, districts: readonly LocalDistrict[]): string | null {
  const whole = districts.find(({ codes }) => codes.includes(outward));
  const letters = /^[A-Z]+/.exec(outward)?.[0] ?? '';
  return (whole ?? districts.find(({ codes }) => codes.includes(letters)))?.name ?? null;
}

/** What is paid to outside suppliers, and how much of it stays near. All in pence. */
export interface LocalMoney {
  readonly total: Pence;
  /** Paid by the authority to local suppliers. */
  readonly firstTier: Pence;
  /** Paid by suppliers who are not local to local businesses, by their own returns. */
  readonly secondTier: Pence;
}

/** How a sum stands against the target: the gap is what would have had to be local and was not, nothing when the target is met. */
export interface AgainstTarget {
  readonly pence: Pence;
  readonly met: boolean;
  readonly gapPence: Pence;
}

/** First tier alone, and with the second. Compared exactly, before anything is rounded. Null where nothing was spent. */
export function againstTarget(money: LocalMoney, target: Decimal): { readonly first: AgainstTarget; readonly both: AgainstTarget } | null {
  if (money.total <= 0n) return null;
  const [units, whole] = [target.units, 100n * 10n ** BigInt(target.scale)];
  const wanted = divideHalfUp(money.total * units, whole);
  const one = (pence: Pence): AgainstTarget => {
    const met = pence * whole >= money.total * units;
    return { pence, met, gapPence: met ? 0n : wanted - pence };
  };
  return { first: one(money.firstTier), both: one(money.firstTier + money.secondTier) };
}
