import type { BodyId, Id } from '#kernel/ids';
import { allow, refuse, type Decision } from '#kernel/outcome';

/** An agreement that served an outcome in the year. */
export interface Served {
  readonly id: string;
  readonly title: string;
  /** Net pence; null where it is not known or withheld. */
  readonly valuePence: string | null;
  /** Confirmed results and held reviews of the year. */
  readonly results: number;
  /** Of the confirmed results, those that name their evidence. */
  readonly evidenced: number;
  /** The latest confirmed result of an outcome or impact measure, in words. */
  readonly change: string | null;
}

/** What the records say of one outcome in a year; kept as it is on publication. */
export interface OutcomeFigures {
  readonly outcomeId: string;
  readonly code: string;
  readonly title: string;
  readonly level: 'strategic' | 'supporting';
  readonly agreements: readonly Served[];
}

export interface OutcomesReport {
  readonly id: Id<'outcomes_report'>;
  readonly bodyId: BodyId;
  readonly bodyName: string;
  readonly frameworkId: string;
  readonly year: number;
  readonly state: 'draft' | 'published';
  readonly introduction: string;
  readonly publishedAt: Date | null;
  readonly outcomes: readonly OutcomeFigures[];
  readonly words: ReadonlyMap<string, { readonly words: string; readonly version: number }>;
}

/** What a reader is told of an outcome's year, from its records alone (OR-07). */
export function summaryOf({ agreements }: Pick<OutcomeFigures, 'agreements'>): { readonly sentence: string; readonly silent: readonly Served[] } {
  if (agreements.length === 0) return { sentence: 'No agreement served it this year.', silent: [] };
  const silent = agreements.filter(({ results }) => results === 0);
  const results = agreements.reduce((sum, one) => sum + one.results, 0);
  const evidenced = agreements.reduce((sum, one) => sum + one.evidenced, 0);
  const evidence = results === 0 ? '' : ` ${results} ${results === 1 ? 'result' : 'results'} confirmed or reviewed, ${evidenced} with evidence named.`;
  return { sentence: `${agreements.length - silent.length} of ${agreements.length} reporting.${evidence}`, silent };
}

/** The known value of what served it. @returns the sum in pence, and of how many the value is not known or withheld */
export function valueOf({ agreements }: Pick<OutcomeFigures, 'agreements'>): { readonly pence: bigint; readonly unknown: number } {
  const known = agreements.flatMap(({ valuePence }) => (valuePence === null ? [] : [BigInt(valuePence)]));
  return { pence: known.reduce((sum, pence) => sum + pence, 0n), unknown: agreements.length - known.length };
}

export function decideWriting({ state }: Pick<OutcomesReport, 'state'>): Decision<void> {
  return state === 'draft' ? allow(undefined) : refuse('published', 'This report is published. What it says stays as it was read.');
}

/** A report is published when its year is over, with a word from its authors. @param today in London */
export function decidePublication({ state, introduction, year }: Pick<OutcomesReport, 'state' | 'introduction' | 'year'>, today: string): Decision<void> {
  if (state === 'published') return refuse('published', 'This report is published already.');
  if (today <= `${year + 1}-03-31`) return refuse('too-early', `The year ends on 31 March ${year + 1}. The report can be published after it.`);
  if (introduction.trim() === '') return refuse('no-introduction', 'Write an introduction first: what the year was about, in a few sentences.', { field: 'introduction' });
  return allow(undefined);
}
