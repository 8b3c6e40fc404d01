import { scaleBand, scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { formatPounds } from '#kernel/money';
import { chartFrame, place, valueLines } from '#platform/pages/chart';
import { html, raw, type Html } from '#platform/pages/html';
import type { CashMonth } from './payment-plan.ts';

const WIDTH = 420;
const HEIGHT = 230;
const LEFT = 52;
const TOP = 14;
const BOTTOM = 26;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const monthName = (month: string): string => MONTHS[Number(month.slice(5, 7)) - 1]!;
const pounds = (pence: bigint): number => Number(pence) / 100;
const short = (amount: number): string => (Math.abs(amount) >= 1000 ? `${amount < 0 ? '−' : ''}£${Math.round(Math.abs(amount) / 1000)}k` : `${amount < 0 ? '−' : ''}£${Math.abs(Math.round(amount))}`);

/**
 * The provider's balance at the end of each month as a drawing made on the server: bars below the line are money that it must find
 * elsewhere. The table beside it says the same, so nothing is lost to those who cannot see it.
 */
export function cashChart(months: readonly CashMonth[], summary: string): Html {
  const balances = months.map(({ balancePence }) => pounds(balancePence));
  const y = scaleLinear().domain([Math.min(0, ...balances), Math.max(0, ...balances, 1)]).nice().range([HEIGHT - BOTTOM, TOP]);
  const x = scaleBand<string>().domain(months.map(({ month }) => month)).range([LEFT, WIDTH - 6]).padding(0.18);
  const every = Math.max(1, Math.ceil(months.length / 9));
  const outline = line<CashMonth>().x(({ month }) => x(month)! + x.bandwidth() / 2).y(({ balancePence }) => y(pounds(balancePence)))([...months]) ?? '';
  return chartFrame({ id: 'cash-chart', title: summary, description: months.map(({ month, balancePence }) => `${monthName(month)} ${month.slice(0, 4)}: ${formatPounds(balancePence)}`).join('. ') }, WIDTH, HEIGHT, html`${valueLines(y, LEFT, WIDTH - 6, short)}
${months.map(({ month, balancePence }, index) => {
    const value = pounds(balancePence);
    const [from, to] = [y(Math.max(0, value)), y(Math.min(0, value))];
    return html`<rect class="${value < 0 ? 'wantsum-chart__below' : 'wantsum-chart__above'}" x="${place(x(month)!)}" width="${place(x.bandwidth())}" y="${place(from)}" height="${place(Math.max(0.5, to - from))}"><title>${monthName(month)} ${month.slice(0, 4)}: ${formatPounds(balancePence)}</title></rect>
${index % every === 0 && html`<text class="wantsum-chart__month" x="${place(x(month)! + x.bandwidth() / 2)}" y="${HEIGHT - 8}" text-anchor="middle">${monthName(month)}${(index === 0 || month.slice(5, 7) === '01') && ` ’${month.slice(2, 4)}`}</text>`}`;
  })}
<path class="wantsum-chart__line" d="${raw(outline)}"></path>
<line class="wantsum-chart__zero" x1="${LEFT}" x2="${WIDTH - 6}" y1="${place(y(0))}" y2="${place(y(0))}"></line>`);
}
