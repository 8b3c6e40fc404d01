import { counted } from '#kernel/counted';
import { formatPounds } from '#kernel/money';
import { SIZES, type Size } from '#parties';
import { barChart, lineChart, stackedBarChart } from '#platform/pages/chart';
import type { Read } from '#platform/database/connection';
import { html, type Renderable } from '#platform/pages/html';
import { addUp, share, shareWords, yearWords, type Spent } from '../spend.ts';
import { SECTORS } from '../spend.register.ts';
import { awardsOfYear } from './agreements.store.ts';
import { kindFigures, supplierFigures, type SupplierFigure } from './figures.store.ts';
import { agreementsBehind, linked, money, number, partsTable, percent, rowsBehind, suppliersBehind, words, type Part, type ReportBody, type ReportQuestion, type ReportSection } from './report.ts';

const SIZE_NAMES = Object.keys(SIZES) as Size[];
const SECTOR_NAMES = Object.keys(SECTORS) as (keyof typeof SECTORS)[];
export const DECLARED = 'Size and sector are what each supplier declares of itself today, so a declaration or a new match moves its money at once, in every year.';

const outside = (figures: readonly SupplierFigure[], year: number): SupplierFigure[] => figures.filter((one) => one.kind === 'external' && one.year === year);
const of = (figures: readonly SupplierFigure[], fits: (figure: SupplierFigure) => boolean): Spent => addUp(figures.filter(fits));
const years = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const inMillions = (pence: number): string => (Math.abs(pence) >= 100_000_000 ? `£${Math.round(pence / 10_000_000) / 10}m` : `£${Math.round(pence / 100).toLocaleString('en-GB')}`);

/** Rows that stand beside what suppliers declare: those who declared nothing, and money whose supplier is not known. */
function unknownParts(question: ReportQuestion, figures: readonly SupplierFigure[], column: 'size' | 'sector'): Part[] {
  return [
    { label: `Matched, ${column} not declared`, ...of(figures, (one) => one.matched && one[column] === null), href: suppliersBehind(question, { [column]: 'unknown' }) },
    { label: 'Not matched to an organisation', ...of(figures, (one) => !one.matched && !one.redacted), href: suppliersBehind(question, { matched: 'named' }) },
    { label: 'Name withheld', ...of(figures, (one) => one.redacted), href: suppliersBehind(question, { matched: 'withheld' }) },
  ].filter(({ lines }) => lines > 0);
}

/** How much of the outside spending cannot be said to be anybody's: shown on every report that depends on it. */
export function unmatchedWords(question: Pick<ReportQuestion, 'body' | 'year'>, figures: readonly SupplierFigure[]): Renderable {
  const [all, unmatched] = [addUp(figures), of(figures, (one) => !one.matched)];
  if (unmatched.lines === 0) return 'Every payment to an outside supplier is matched to an organisation.';
  return html`Not matched to an organisation, withheld names among them: ${linked(formatPounds(unmatched.pence), suppliersBehind(question, { matched: 'no' }))} in ${unmatched.lines.toLocaleString('en-GB')} of ${counted(all.lines, 'payment')} (${share(unmatched.pence, all.pence) ?? 'no share'} of the money).`;
}

/** Outside spending by the size of the supplier (OR-04), with small and medium-sized ones together. */
export async function sizeReport(read: Read, question: ReportQuestion): Promise<ReportBody> {
  const [figures, awards] = [await supplierFigures(read, question.body.id, question.year - 4, question.year), await awardsOfYear(read, question.body.id, question.year)];
  const now = outside(figures, question.year);
  const all = addUp(now);
  const parts: Part[] = [...SIZE_NAMES.map((size) => ({ label: SIZES[size][0], ...of(now, (one) => one.size === size), href: suppliersBehind(question, { size }) })).filter(({ lines }) => lines > 0), ...unknownParts(question, now, 'size')];
  const sme = of(now, (one) => one.size !== null && one.size !== 'large');
  return {
    sections: [
      partsTable('Spending by size of supplier', 'Size', parts, {
        words: [html`With small and medium-sized enterprises (micro, small and medium): ${linked(formatPounds(sme.pence), suppliersBehind(question, { size: 'sme' }))}, ${shareWords(sme.pence, all.pence)} of the money. Of ${linked(counted(awards.all, 'agreement'), agreementsBehind(question, { began: 'yes' }))} that began in the year ${linked(counted(awards.sme, 'is', 'are'), agreementsBehind(question, { began: 'yes', size: 'sme' }))} with them.`, unmatchedWords(question, now)],
        ...(parts.length > 0 ? { chart: chartOf('size', 'Spending by size of supplier', question, parts) } : {}), totalHref: rowsBehind(question, { kind: 'external' }), empty: 'Nothing was paid to outside suppliers in this year.',
      }),
      trend('size', figures, question, SIZE_NAMES.map((size) => ({ name: SIZES[size][0], value: size, fits: (one) => one.size === size }))),
    ],
    method: [DECLARED],
  };
}

/** Outside spending by sector (OR-05), with the voluntary and community share. */
export async function sectorReport(read: Read, question: ReportQuestion): Promise<ReportBody> {
  const [figures, awards] = [await supplierFigures(read, question.body.id, question.year - 4, question.year), await awardsOfYear(read, question.body.id, question.year)];
  const now = outside(figures, question.year);
  const all = addUp(now);
  const parts: Part[] = [...SECTOR_NAMES.map((sector) => ({ label: SECTORS[sector], ...of(now, (one) => one.sector === sector), href: suppliersBehind(question, { sector }) })).filter(({ lines }) => lines > 0), ...unknownParts(question, now, 'sector')];
  const vcs = of(now, (one) => one.sector === 'vcse');
  return {
    sections: [
      partsTable('Spending by sector of supplier', 'Sector', parts, {
        words: [html`With voluntary, community and social enterprises: ${linked(formatPounds(vcs.pence), suppliersBehind(question, { sector: 'vcse' }))}, ${shareWords(vcs.pence, all.pence)} of the money. Of ${linked(counted(awards.all, 'agreement'), agreementsBehind(question, { began: 'yes' }))} that began in the year ${linked(counted(awards.vcs, 'is', 'are'), agreementsBehind(question, { began: 'yes', sector: 'vcse' }))} with them.`, unmatchedWords(question, now)],
        ...(parts.length > 0 ? { chart: chartOf('sector', 'Spending by sector of supplier', question, parts) } : {}), totalHref: rowsBehind(question, { kind: 'external' }), empty: 'Nothing was paid to outside suppliers in this year.',
      }),
      trend('sector', figures, question, SECTOR_NAMES.map((sector) => ({ name: SECTORS[sector], value: sector, fits: (one) => one.sector === sector }))),
    ],
    method: [DECLARED, 'Grants are counted in the funding mix, not here.'],
  };
}

const chartOf = (id: string, title: string, { year }: ReportQuestion, parts: readonly Part[]) => {
  const all = addUp(parts).pence;
  return barChart({ id: `chart-${id}`, title: `${title}, ${yearWords(year)}`, description: parts.map((part) => `${part.label}: ${shareWords(part.pence, all)}`).join('. '),
    bars: parts.map((part) => ({ label: part.label, value: Number(part.pence), words: `${formatPounds(part.pence)} (${shareWords(part.pence, all)})` })) });
};

/** Five years side by side, in shares of each year's outside spending. */
function trend(id: 'size' | 'sector', figures: readonly SupplierFigure[], question: ReportQuestion, series: readonly { readonly name: string; readonly value: string; readonly fits: (figure: SupplierFigure) => boolean }[]): ReportSection {
  const shown = years(question.year - 4, question.year).filter((year) => outside(figures, year).length > 0);
  const sums = shown.map((year) => ({ year, all: addUp(outside(figures, year)), parts: series.map(({ fits }) => of(outside(figures, year), fits)) }));
  return {
    heading: `Year on year, by ${id}`,
    head: ['Year', ...series.map(({ name }) => name), 'Not known', 'All'],
    rows: sums.map(({ year, all, parts }) => [words(yearWords(year)), ...parts.map((part, at) => percent(part.pence, all.pence, suppliersBehind({ ...question, year }, { [id]: series[at]!.value }))), percent(all.pence - addUp(parts).pence, all.pence, suppliersBehind({ ...question, year }, { [id]: 'not-known' })), money(all.pence, rowsBehind({ ...question, year }, { kind: 'external' }))]),
    empty: 'There is no spending to compare.',
    ...(sums.length === 0 ? {} : { chart: stackedBarChart({ id: `chart-${id}-years`, title: `Spending by ${id}, year on year`, description: sums.map(({ year, all }) => `${yearWords(year)}: ${formatPounds(all.pence)}`).join('. '), series: [...series.map(({ name }) => name), 'Not known'],
      bars: sums.map(({ year, all, parts }) => ({ label: yearWords(year), parts: [...parts.map(({ pence }) => Number(pence)), Number(all.pence - addUp(parts).pence)], words: inMillions(Number(all.pence)) })) }) }),
  };
}

/** All spending of every year, by kind. */
export async function yearsReport(read: Read, question: ReportQuestion): Promise<ReportBody> {
  const figures = await kindFigures(read, question.body.id, question.year - 9, question.year);
  const suppliers = await supplierFigures(read, question.body.id, question.year, question.year);
  const shown = [...new Set(figures.map(({ year }) => year))].toSorted();
  const KINDS = [['external', 'Outside suppliers'], ['grant', 'Grants'], ['in-house', 'In-house'], ['transfer', 'Transfers']] as const;
  const sums = KINDS.map(([kind, name]) => ({ kind, name, years: shown.map((year) => addUp(figures.filter((one) => one.year === year && one.kind === kind))) })).filter(({ years: values }) => values.some(({ lines }) => lines > 0));
  const totals = shown.map((year) => addUp(figures.filter((one) => one.year === year)));
  return {
    sections: [{
      heading: 'Spending year on year', head: ['Year', ...sums.map(({ name }) => name), 'All', 'Change', 'Payments'], empty: 'There is no spending to compare.',
      rows: shown.map((year, at) => [words(yearWords(year)), ...sums.map(({ kind, years: values }) => money(values[at]!.pence, rowsBehind({ ...question, year }, { kind }))), money(totals[at]!.pence, rowsBehind({ ...question, year })), words(at === 0 ? '' : changeWords(totals[at - 1]!.pence, totals[at]!.pence)), number(totals[at]!.lines, rowsBehind({ ...question, year }))]),
      ...(shown.length > 0 ? { chart: lineChart({ id: 'chart-years', title: 'Spending year on year', description: shown.map((year, at) => `${yearWords(year)}: ${formatPounds(totals[at]!.pence)}`).join('. '), points: shown.map(yearWords), lines: sums.map(({ name, years: values }) => ({ name, values: values.map(({ pence }) => Number(pence)) })), tickWords: inMillions }) } : {}),
      words: [unmatchedWords(question, outside(suppliers, question.year))],
    }],
    method: ['A year that is not over, or that not every file is loaded for, is smaller than it will be: see the loads.'],
  };
}

/** "+2.5%", or nothing where the year before was nothing. */
function changeWords(before: bigint, after: bigint): string {
  if (before <= 0n) return 'No comparison';
  const tenths = ((after - before) * 1000n + (after >= before ? before / 2n : -before / 2n)) / before;
  const size = tenths < 0n ? -tenths : tenths;
  return `${tenths < 0n ? '−' : '+'}${size / 10n}.${size % 10n}%`;
}
