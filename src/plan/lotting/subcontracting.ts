import type { Decimal } from '#kernel/decimal';
import { allow, refuse, type Decision } from '#kernel/outcome';
import { plainMeasure, type MeasureDraft } from '#parts/measures';

export const STANCES = {
  allowed: ['Allowed', 'Sub-contracting is allowed.'],
  encouraged: ['Encouraged', 'Sub-contracting is encouraged.'],
  barred: ['Not allowed', 'Sub-contracting is not allowed.'],
} as const;
export type Stance = keyof typeof STANCES;

/** Whether work may be passed on, and what protects those to whom it is (PL-25). */
export interface Subcontracting {
  readonly stance: Stance;
  readonly paymentDays: number | null;
  /** The least share of the work that is passed on. */
  readonly workSharePercent: Decimal | null;
  readonly disclosesFee: boolean;
  readonly otherDisclosure: string;
  /** The contractor advertises the work it passes on (DM-06). */
  readonly requiresPosting: boolean;
  readonly reasons: string;
}

/** Nothing can protect those to whom nothing is passed on. */
export function decideSubcontracting(given: Subcontracting): Decision<Subcontracting> {
  const protects = given.paymentDays !== null || given.workSharePercent !== null || given.disclosesFee || given.otherDisclosure !== '' || given.requiresPosting;
  return given.stance === 'barred' && protects ? refuse('barred', 'When sub-contracting is not allowed there is nobody to protect: leave the protections empty, or allow it.', { field: 'stance' }) : allow(given);
}

export interface ProtectionTerm {
  readonly words: string;
  /** How it is watched while the contract runs. */
  readonly measure: MeasureDraft;
}

/** The stance and its protections as the contract will say them, each with the row of the monitoring plan that watches it. */
export function protectionTerms(given: Subcontracting): ProtectionTerm[] {
  const watched = (words: string, name: string, more: Partial<MeasureDraft>): ProtectionTerm => ({ words, measure: { ...plainMeasure(name, 'activity'), nature: 'qualitative', method: 'The contractor’s return, checked with sub-contractors', collectedBy: 'provider', targetWords: words, ...more } });
  return [
    watched(STANCES[given.stance][1], given.stance === 'barred' ? 'Work passed on to others' : 'Work passed on to sub-contractors, and to whom', {}),
    given.paymentDays !== null && watched(`The contractor pays its sub-contractors within ${given.paymentDays} days of a valid invoice.`, `Sub-contractors’ invoices paid within ${given.paymentDays} days`, {}),
    given.workSharePercent !== null && watched(`At least ${given.workSharePercent.toString()}% of the work is passed on to sub-contractors.`, 'Share of the work passed on to sub-contractors', { nature: 'quantitative', unit: '%', target: given.workSharePercent }),
    given.disclosesFee && watched('The contractor discloses the fee that it keeps of work passed on.', 'Fee kept of work passed on, disclosed', {}),
    given.otherDisclosure !== '' && watched(`The contractor discloses: ${given.otherDisclosure}`, 'Other facts disclosed about sub-contractors', {}),
    given.requiresPosting && watched('The contractor advertises the work that it passes on, at least once a quarter.', 'Sub-contract opportunities advertised in each quarter', {}),
  ].filter((term) => term !== false);
}
