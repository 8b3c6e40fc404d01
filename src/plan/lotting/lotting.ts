import type { Id } from '#kernel/ids';
import { parsePounds, sumPence } from '#kernel/money';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { RuleNote } from '#kernel/rule-note';
import type { LotToCarry } from './who-could-bid.ts';

export const PATTERNS = {
  'one-contract': ['One contract', 'Everything in one piece'],
  'area-lots': ['Lots by area', 'A district or several in each'],
  'service-lots': ['Lots by service', 'Each for another kind of work'],
  'small-lots': ['Small lots', 'Both, cut as small as a small provider can carry'],
} as const;
export type Pattern = keyof typeof PATTERNS;

export interface OptionLot extends LotToCarry {
  readonly title: string;
  readonly yearlyNetPence: bigint;
}

/** One way of cutting the work, to be compared with the others. */
export interface LottingOption {
  readonly id: Id<'lotting_option'>;
  readonly kind: Pattern;
  readonly title: string;
  /** For the whole, a year, without VAT: the estimate of whoever compares. */
  readonly costNetPence: bigint | null;
  /** Days of the authority's own work a year. */
  readonly managementDays: number | null;
  readonly notes: string;
  readonly lots: readonly OptionLot[];
}

export interface Lotting {
  readonly exerciseId: string;
  /** The kind of service for which providers are counted. */
  readonly cpvCode: string | null;
  readonly options: readonly LottingOption[];
  readonly decision: { readonly optionId: string; readonly reasons: string; readonly decidedOn: string; readonly decidedBy: string | null } | null;
}

export const LOTTING_RULE: RuleNote = {
  sentence: 'Larger contracts are broken into smaller lots wherever practical. The comparison is compulsory, its result is free, and the reasons are kept.',
  source: 'Select committee recommendation 19 (PL-13)',
  confidence: 'P',
};

const MOST_LOTS = 200;

/**
 * Reads lots as they are typed, one a line: "Isle of Sheppey; Swale; 45,000". Several areas are parted by commas; without an area a lot is for the whole.
 * @param areaNamed the ONS code of an area by its name or code
 */
export function readLotLines(text: string, areaNamed: (name: string) => string | undefined): Decision<OptionLot[]> {
  const lines = text.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  if (lines.length === 0) return refuse('no-lots', 'Enter at least one lot', { field: 'lots' });
  if (lines.length > MOST_LOTS) return refuse('too-many', `Enter ${MOST_LOTS} lots or fewer: there are ${lines.length}`, { field: 'lots' });
  const read = lines.map((line, index) => readLot(line, index + 1, areaNamed));
  const wrong = read.filter((one) => typeof one === 'string');
  const [first, ...more] = wrong;
  if (first !== undefined) return refuse('lots', first, { field: 'lots', more: more.slice(0, 20).map((sentence) => ({ sentence, field: 'lots' })) });
  return allow(read as OptionLot[]);
}

function readLot(line: string, number: number, areaNamed: (name: string) => string | undefined): OptionLot | string {
  const [title = '', places = '', money = '', ...rest] = line.split(';').map((part) => part.trim());
  if (title === '' || money === '' || rest.length > 0) return `Line ${number}: write the lot’s name, its area and what it is worth a year, parted by semicolons`;
  const pounds = parsePounds(money);
  if (!pounds.ok || pounds.pence < 0n) return `Line ${number}: “${money.slice(0, 30)}” is not an amount in pounds`;
  const areaCodes: string[] = [];
  for (const name of places.split(',').map((part) => part.trim()).filter((part) => part !== '')) {
    const code = areaNamed(name);
    if (code === undefined) return `Line ${number}: “${name.slice(0, 60)}” is not an area we know`;
    areaCodes.push(code);
  }
  return { title: title.slice(0, 200), areaCodes, yearlyNetPence: pounds.pence };
}

export const totalYearly = (lots: readonly OptionLot[]): bigint => sumPence(lots.map(({ yearlyNetPence }) => yearlyNetPence));

/** A choice needs something to choose from: two patterns at least, the chosen one among them. */
export function decideLotting(options: readonly LottingOption[], optionId: string): Decision<LottingOption> {
  if (options.length < 2) return refuse('too-few', 'Compare at least two patterns before you choose one.', { rule: LOTTING_RULE, field: 'optionId' });
  const chosen = options.find(({ id }) => id === optionId);
  return chosen ? allow(chosen) : refuse('not-there', 'Choose one of the patterns', { field: 'optionId' });
}
