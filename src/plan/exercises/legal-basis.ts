import { Decimal, decimal, parseDecimal } from '#kernel/decimal';
import type { Pence } from '#kernel/money';
import { allow, refuse, type Decision } from '#kernel/outcome';

export const BASES = { statutory: 'Statutory', discretionary: 'Discretionary', 'best-practice': 'Best practice' } as const;
export type Basis = keyof typeof BASES;
export const BASIS_NAMES = Object.keys(BASES) as readonly Basis[];

/** The share of the spending that each basis carries; empty while it is not classified. */
export type LegalBasis = ReadonlyMap<Basis, Decimal>;

const HUNDRED = decimal('100');

/** Reads the percentages as typed. They total exactly 100, or all are blank: then it is not classified, and reported so (AN-02). */
export function readLegalBasis(typed: Readonly<Record<Basis, string>>): Decision<LegalBasis> {
  const split = new Map<Basis, Decimal>();
  for (const basis of BASIS_NAMES) {
    const text = typed[basis].trim().replace(/%$/, '');
    if (text === '') continue;
    const parsed = parseDecimal(text);
    if (!parsed.ok || parsed.value.isNegative() || parsed.value.compare(HUNDRED) > 0) return refuse('not-a-percentage', `${BASES[basis]} must be a number from 0 to 100`, { field: basis });
    if (!parsed.value.equals(parsed.value.round(2))) return refuse('too-fine', `${BASES[basis]} must have no more than two digits after the decimal point`, { field: basis });
    if (!parsed.value.isZero()) split.set(basis, parsed.value);
  }
  const total = [...split.values()].reduce((sum, share) => sum.add(share), Decimal.zero);
  if (split.size === 0 || total.equals(HUNDRED)) return allow(split);
  return refuse('not-100', `The percentages total ${total}. They must total 100, or all be left blank while the basis is not known.`, { field: 'statutory' });
}

/** "Statutory 2.9%, discretionary 97.1%", or "Not classified" */
export function basisWords(split: LegalBasis): string {
  if (split.size === 0) return 'Not classified';
  const words = BASIS_NAMES.flatMap((basis) => (split.has(basis) ? [`${BASES[basis]} ${split.get(basis)!}%`] : [])).join(', ').toLowerCase();
  return words[0]!.toUpperCase() + words.slice(1);
}

/** As the exercise's own pages say it, where "Not classified" would not tell what was left out. */
export function basisSentence(split: LegalBasis, isClosed: boolean): string {
  if (split.size > 0) return basisWords(split);
  return isClosed ? 'It was closed without saying how much of it the law requires.' : 'Nobody has said yet how much of it the law requires.';
}

/** One exercise's part in the report. */
export interface BasisRow {
  readonly service: string;
  readonly spendPence: Pence;
  readonly split: LegalBasis;
}

export interface ServiceBasis {
  readonly service: string;
  /** Of all its agreements, classified or not. */
  readonly spendPence: Pence;
  readonly unclassifiedPence: Pence;
  /** Of what is classified, weighted by spend; null when nothing of it is. */
  readonly shares: ReadonlyMap<Basis, Decimal> | null;
}

/** Spend by legal basis for each service: to one decimal place, weighted by what each exercise's agreements cost. */
export function basisByService(rows: readonly BasisRow[]): ServiceBasis[] {
  return [...Map.groupBy(rows, ({ service }) => service)].map(([service, own]) => {
    const classified = own.filter(({ split }) => split.size > 0);
    const sum = (some: readonly BasisRow[]): Pence => some.reduce((total, { spendPence }) => total + spendPence, 0n);
    return { service, spendPence: sum(own), unclassifiedPence: sum(own.filter(({ split }) => split.size === 0)), shares: classified.length === 0 ? null : weightedShares(classified, sum(classified)) };
  }).sort((one, other) => (one.service.toLowerCase() < other.service.toLowerCase() ? -1 : 1));
}

function weightedShares(rows: readonly BasisRow[], total: Pence): ReadonlyMap<Basis, Decimal> {
  // Before anything is spent each exercise counts the same.
  const weight = (row: BasisRow): Decimal => decimal(total === 0n ? 1n : row.spendPence);
  const whole = total === 0n ? decimal(BigInt(rows.length)) : decimal(total);
  return new Map(BASIS_NAMES.map((basis) => {
    const weighted = rows.reduce((sum, row) => sum.add((row.split.get(basis) ?? Decimal.zero).multiply(weight(row))), Decimal.zero);
    return [basis, weighted.divide(whole).round(1)] as const;
  }));
}
