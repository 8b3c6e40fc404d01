import type { CalendarDate } from '#kernel/calendar-date';
import { formatPounds, poundsDecimal } from '#kernel/money';
import { csvLine, plainCell, textCell } from '#platform/register/csv';
import { html, type Html, type Renderable } from '#platform/pages/html';
import { addUp, shareWords, yearWords, type Spent } from '../spend.ts';
import type { SpendBody, SpendLoad } from './figures.store.ts';

/** What every report is asked: whose spending, which financial year, today. */
export interface ReportQuestion {
  readonly body: SpendBody;
  readonly year: number;
  readonly today: CalendarDate;
  /** Where this reader finds the payments behind a figure: the public register, or every payment for the authority's own staff. */
  readonly payments: string;
}

/** A cell of a report's table: what the page shows, where it leads, and what the file holds where that is plainer. */
export interface ReportCell {
  readonly text: string;
  readonly href?: string;
  readonly plain?: string;
  readonly numeric?: true;
}
export interface ReportSection {
  readonly heading: string;
  readonly words?: readonly Renderable[];
  readonly chart?: Html;
  readonly head: readonly string[];
  /** Columns of numbers, by place. */
  readonly rows: readonly (readonly ReportCell[])[];
  /** Said in place of an empty table. */
  readonly empty?: string;
}
export interface ReportBody {
  readonly sections: readonly ReportSection[];
  /** How it is counted, and what is not known. */
  readonly method: readonly Renderable[];
}

export const words = (text: string, href?: string): ReportCell => ({ text, ...(href ? { href } : {}) });
export const money = (pence: bigint, href?: string): ReportCell => ({ text: formatPounds(pence), plain: poundsDecimal(pence), numeric: true, ...(href ? { href } : {}) });
export const number = (count: number | bigint, href?: string): ReportCell => ({ text: count.toLocaleString('en-GB'), plain: String(count), numeric: true, ...(href ? { href } : {}) });
/** Leads nowhere where the money it is made of stands, linked, in its own row. */
export const percent = (part: bigint, whole: bigint, href?: string): ReportCell => ({ text: shareWords(part, whole), numeric: true, ...(href ? { href } : {}) });

/** One part of a whole, with the address of the rows behind it. */
export interface Part extends Spent {
  readonly label: string;
  readonly href?: string;
}

/** The table of parts of a whole: money, share, payments; the last row is all of them. */
export function partsTable(heading: string, first: string, parts: readonly Part[], rest: Omit<ReportSection, 'heading' | 'head' | 'rows'> & { readonly totalHref?: string } = {}): ReportSection {
  const all = addUp(parts);
  const { totalHref, ...others } = rest;
  return {
    heading, ...others, head: [first, 'Amount', 'Share', 'Payments'],
    rows: parts.length === 0 ? [] : [
      ...parts.map((part) => [words(part.label), money(part.pence, part.href), percent(part.pence, all.pence), number(part.lines, part.href)]),
      [words('All'), money(all.pence, totalHref), percent(all.pence, all.pence), number(all.lines, totalHref)],
    ],
  };
}

type Whose = Pick<ReportQuestion, 'body' | 'year'>;
type Filters = Readonly<Record<string, string>>;
/** The payments behind a figure of a year. */
export const rowsBehind = ({ body, year, payments }: Whose & Pick<ReportQuestion, 'payments'>, filters: Filters = {}): string => `${payments}?${new URLSearchParams({ body: body.slug, year: yearWords(year), ...filters })}`;
/** The payments behind a figure that is of no year, such as an agreement's. */
export const rowsOf = ({ body, payments }: Pick<ReportQuestion, 'body' | 'payments'>, filters: Filters): string => `${payments}?${new URLSearchParams({ body: body.slug, ...filters })}`;
/** The agreements behind a figure of the funding mix. */
export const agreementsBehind = ({ body, year }: Whose, filters: Filters = {}): string => `/spend/agreements?${new URLSearchParams({ body: body.slug, year: yearWords(year), ...filters })}`;
/** The contractors' returns behind the second tier, or behind both tiers together. */
export const secondTierBehind = ({ body, year }: Whose, tiers: 'second' | 'both' = 'second'): string => `/spend/second-tier?${new URLSearchParams({ body: body.slug, year: yearWords(year), ...(tiers === 'both' ? { tiers } : {}) })}`;
/** A figure in a sentence. */
export const linked = (text: string, href: string): Html => html`<a class="govuk-link" href="${href}">${text}</a>`;
/** The list of suppliers and what each was paid, narrowed. */
export function suppliersBehind({ body, year }: Whose, filters: Filters = {}): string {
  return `/spend/suppliers?${new URLSearchParams({ body: body.slug, year: yearWords(year), ...filters })}`;
}
/** A report's own address. */
export const reportAddress = (report: string, { body, year }: Whose, file = ''): string => `/spend/report/${report}${file}?${new URLSearchParams({ body: body.slug, year: yearWords(year) })}`;

/** The tables of a report as one file: the section first, a line for each heading row. */
export function reportAsCsv(report: ReportBody): string {
  return report.sections.map((section) => csvLine(['Table', ...section.head].map(plainCell)) +
    section.rows.map((row) => csvLine([plainCell(section.heading), ...row.map((cell) => (cell.numeric ? plainCell(cell.plain ?? cell.text) : textCell(cell.plain ?? cell.text)))])).join('')).join('\r\n');
}

/** The last load, for the top of every report. */
export const lastLoad = (loads: readonly SpendLoad[]): SpendLoad | undefined => loads[0];
