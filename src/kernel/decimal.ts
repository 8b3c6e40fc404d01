/** Longest fraction a division gives unless told otherwise, in decimal places. */
const DIVISION_PLACES = 12;
const DECIMAL = /^([-−]?)(\d+)(?:\.(\d+))?$/;

export type ParsedDecimal = { readonly ok: true; readonly value: Decimal } | { readonly ok: false; readonly why: string };

const tenTo = (places: number): bigint => 10n ** BigInt(places);
const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);

/** Whole-number division, halves away from zero: the rounding of every figure this product shows. */
export function divideHalfUp(dividend: bigint, divisor: bigint): bigint {
  if (divisor === 0n) throw new RangeError('Cannot divide by zero');
  const rounded = (magnitude(dividend) * 2n + magnitude(divisor)) / (magnitude(divisor) * 2n);
  return dividend < 0n === divisor < 0n ? rounded : -rounded;
}

/**
 * An exact decimal number, for weights, scores and rates. A whole number of units of 10^-scale: never a float,
 * because 0.1 + 0.2 must be 0.3 when a rank depends on it. Values never change.
 * Adding, subtracting and multiplying are exact; only `divide`, `round` and `toFixed` round, always half up (halves away from zero).
 */
export class Decimal {
  readonly units: bigint;
  readonly scale: number;

  static readonly zero: Decimal = new Decimal(0n, 0);
  static readonly one: Decimal = new Decimal(1n, 0);

  private constructor(units: bigint, scale: number) {
    this.units = units;
    this.scale = scale;
  }

  /** From units of 10^-scale: `Decimal.fromUnits(125n, 1)` is 12.5. Throws RangeError on a scale that is not a whole number from 0 up. */
  static fromUnits(units: bigint, scale: number): Decimal {
    if (!Number.isInteger(scale) || scale < 0) throw new RangeError(`A scale is a whole number of decimal places, not ${scale}`);
    return new Decimal(units, scale);
  }

  add(other: Decimal): Decimal {
    const scale = Math.max(this.scale, other.scale);
    return new Decimal(this.unitsAt(scale) + other.unitsAt(scale), scale);
  }

  subtract(other: Decimal): Decimal {
    return this.add(other.negate());
  }

  multiply(other: Decimal): Decimal {
    return new Decimal(this.units * other.units, this.scale + other.scale);
  }

  /** Rounds half up to `places` decimal places (12 unless told). Throws RangeError when `other` is zero. */
  divide(other: Decimal, places: number = DIVISION_PLACES): Decimal {
    // this/other = (a/10^s)/(b/10^t); scaled by 10^places so that one whole-number division carries the only rounding.
    return Decimal.fromUnits(divideHalfUp(this.units * tenTo(places + other.scale), other.units * tenTo(this.scale)), places);
  }

  negate(): Decimal {
    return new Decimal(-this.units, this.scale);
  }

  /** The nearest value with `places` decimal places, halves away from zero. */
  round(places: number): Decimal {
    if (places >= this.scale) return Decimal.fromUnits(this.unitsAt(places), places);
    return Decimal.fromUnits(divideHalfUp(this.units, tenTo(this.scale - places)), places);
  }

  /** Less than 0, 0 or more than 0, as sorting wants. 1.5 and 1.50 are the same number. */
  compare(other: Decimal): -1 | 0 | 1 {
    const scale = Math.max(this.scale, other.scale);
    const difference = this.unitsAt(scale) - other.unitsAt(scale);
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }

  equals(other: Decimal): boolean {
    return this.compare(other) === 0;
  }

  isNegative(): boolean {
    return this.units < 0n;
  }

  isZero(): boolean {
    return this.units === 0n;
  }

  /** Exactly `places` digits after the point, rounded half up: `decimal('2.345').toFixed(2)` is "2.35". */
  toFixed(places: number): string {
    const rounded = this.round(places);
    const digits = magnitude(rounded.units).toString().padStart(places + 1, '0');
    const sign = rounded.units < 0n ? '-' : '';
    return places === 0 ? sign + digits : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
  }

  /** The shortest exact text: 1.50 gives "1.5". Safe to store and to read back. */
  toString(): string {
    const text = this.toFixed(this.scale);
    return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  }

  /** As text, so that JSON never turns an exact value into a float. */
  toJSON(): string {
    return this.toString();
  }

  private unitsAt(scale: number): bigint {
    return this.units * tenTo(scale - this.scale);
  }
}

/** Nobody means a number of more characters; one of millions takes seconds to turn into units and back, while everybody waits. */
const LONGEST_TYPED = 100;

/** Reads "12.5" or "-0.25". No exponent, no thousands comma, no percent sign: a weight typed otherwise is a mistake to show, not to guess at. */
export function parseDecimal(text: string): ParsedDecimal {
  const match = DECIMAL.exec(text.trim());
  if (!match) return { ok: false, why: 'Enter a number, like 12.5' };
  if (match[0].length > LONGEST_TYPED) return { ok: false, why: 'Enter a shorter number' };
  const [, sign = '', whole = '0', fraction = ''] = match;
  const units = BigInt(whole + fraction);
  return { ok: true, value: Decimal.fromUnits(sign ? -units : units, fraction.length) };
}

/** A decimal from text or a whole bigint. Throws RangeError on other text: that is a fault in the program, so use `parseDecimal` for input. */
export function decimal(value: string | bigint): Decimal {
  if (typeof value === 'bigint') return Decimal.fromUnits(value, 0);
  const parsed = parseDecimal(value);
  if (!parsed.ok) throw new RangeError(`Not a decimal: ${JSON.stringify(value)}`);
  return parsed.value;
}

/** The exact total; 0 for an empty list. */
export const sumDecimals = (values: readonly Decimal[]): Decimal => values.reduce((total, value) => total.add(value), Decimal.zero);
