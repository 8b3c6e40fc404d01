import { Decimal, decimal, divideHalfUp } from './decimal.ts';

declare const vatSide: unique symbol;

/** A whole number of pence. `bigint`, because a float loses pennies and a council's ledger may not. */
export type Pence = bigint;
/** Pence without VAT: the side the 2006 and 2015 Regulations test. */
export type NetPence = Pence & { readonly [vatSide]: 'net' };
/** Pence with VAT: the side the Procurement Act 2023 tests (s.123(2)). */
export type GrossPence = Pence & { readonly [vatSide]: 'gross' };

export type ParsedPounds = { readonly ok: true; readonly pence: Pence } | { readonly ok: false; readonly why: string };

/** Brands pence as net of VAT. */
export const netPence = (pence: Pence): NetPence => pence as NetPence;
/** Brands pence as including VAT. */
export const grossPence = (pence: Pence): GrossPence => pence as GrossPence;

/** The total, still net; 0 for an empty list. */
export const sumNet = (amounts: readonly NetPence[]): NetPence => netPence(sumPence(amounts));
/** The total, still gross; 0 for an empty list. */
export const sumGross = (amounts: readonly GrossPence[]): GrossPence => grossPence(sumPence(amounts));
/** The total of unbranded pence. Summing net with gross by this is a mistake the types do not catch; use the branded sums. */
export const sumPence = (amounts: readonly Pence[]): Pence => amounts.reduce((total, amount) => total + amount, 0n);

const POUNDS = /^(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/;
/** 15 digits of pounds: far beyond any public budget, and inside PostgreSQL's bigint once in pence. */
const LONGEST_POUNDS = 15;

/**
 * Reads what a person typed or a file held: "£1,234.50", "1234.5", "-5", "-£5", "£-5", "(1,234.50)" (an accountant's negative).
 * Refuses, with a sentence, misplaced commas and fractions of a penny: never rounds input.
 */
export function parsePounds(text: string): ParsedPounds {
  const trimmed = text.trim().replace(/\s+/g, '').replace('−', '-');
  if (trimmed === '') return { ok: false, why: 'Enter an amount in pounds' };
  const bracketed = /^\((.*)\)$/.exec(trimmed);
  const unbracketed = bracketed?.[1] ?? trimmed;
  const signed = /^(-?)£?(-?)(.*)$/.exec(unbracketed);
  const minusSigns = (signed?.[1] ?? '') + (signed?.[2] ?? '');
  const digits = signed?.[3] ?? '';
  const amount = POUNDS.exec(digits);
  if (!amount || minusSigns.length > 1 || (bracketed && minusSigns)) {
    return { ok: false, why: 'Enter an amount in pounds, like 1,234.50' };
  }
  const pennies = amount[1] ?? '';
  if (pennies.length > 2) return { ok: false, why: 'Enter an amount with no more than two digits after the decimal point' };
  const pounds = (digits.split('.')[0] ?? '').replaceAll(',', '');
  if (pounds.length > LONGEST_POUNDS) return { ok: false, why: 'Enter a smaller amount' };
  const pence = BigInt(pounds) * 100n + BigInt(pennies.padEnd(2, '0'));
  return { ok: true, pence: bracketed || minusSigns ? -pence : pence };
}

/** For people: "£1,234" when whole pounds, "£1,234.50" otherwise, "-£5" below zero (GOV.UK style). */
export function formatPounds(pence: Pence): string {
  const [pounds, pennies] = groupedPounds(poundsDecimal(pence < 0n ? -pence : pence)).split('.');
  return `${pence < 0n ? '-' : ''}${pounds}${pennies === '00' ? '' : `.${pennies}`}`;
}

/** With its pennies always, as sums are shown: "£21,900.00". @param decimal an amount that is not below zero, as `poundsDecimal` gives it */
export const groupedPounds = (decimal: string): string => `£${decimal.replace(/\B(?=(\d{3})+\.)/g, ',')}`;

/** For files: "1234.50", no sign of currency and no commas, leading minus for credits (Local Government Transparency Code format). */
export const poundsDecimal = (pence: Pence): string => Decimal.fromUnits(pence, 2).toFixed(2);

/**
 * Adds VAT at a percentage, such as "20" or "17.5", and rounds to the nearest penny, half a penny upwards
 * (away from zero for a credit). Throws RangeError on a rate below zero or not a number.
 */
export function grossFromNet(net: NetPence, ratePercent: string | Decimal): GrossPence {
  const rate = typeof ratePercent === 'string' ? decimal(ratePercent) : ratePercent;
  if (rate.isNegative()) throw new RangeError(`A rate of VAT is not below zero: ${rate.toString()}`);
  const hundredPercent = 100n * 10n ** BigInt(rate.scale);
  return grossPence(divideHalfUp(net * (hundredPercent + rate.units), hundredPercent));
}
