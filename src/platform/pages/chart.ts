/**
 * Charts drawn on the server as SVG, each beside a table that says the same. Colour is never alone: series differ by pattern, dash and
 * marker, and every value stands in words. No inline style; the style sheet has the colours, each at least 3 to 1 against white.
 */
import { scaleBand, scaleLinear, scalePoint } from 'd3-scale';
import { line } from 'd3-shape';
import { html, nothing, raw, type Html } from './html.ts';

interface ChartWords {
  /** Unique on its page: letters, digits and hyphens. */
  readonly id: string;
  readonly title: string;
  /** What a person who cannot see it should know. */
  readonly description: string;
}

/** One bar: how long, and the words at its end. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly words: string;
}
/** A bar in parts, one for each series, none below nothing. */
export interface StackedBar {
  readonly label: string;
  readonly parts: readonly number[];
  readonly words: string;
}
export interface ChartLine {
  readonly name: string;
  /** One for each point along the bottom; null leaves a gap. */
  readonly values: readonly (number | null)[];
}

const WIDTH = 640;
const LABEL = 200;
const ROW = 34;
const END = 120;
const SERIES = 6;
/** Longer labels would run into the bars; the table has them whole. */
const LONGEST = 30;

/** A frame with its title and description, read aloud as one picture. */
export function chartFrame({ id, title, description }: ChartWords, width: number, height: number, drawing: Html): Html {
  return html`<figure class="wantsum-chart"><svg class="wantsum-chart__svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-title ${id}-description" focusable="false"><title id="${id}-title">${title}</title><desc id="${id}-description">${description}</desc>
${drawing}</svg><figcaption class="govuk-body-s">${title}</figcaption></figure>`;
}

/** Horizontal bars, the first on top. A value below nothing goes to the left of the line. */
export function barChart(options: ChartWords & { readonly bars: readonly Bar[] }): Html {
  const { bars } = options;
  const x = scaleLinear().domain([Math.min(0, ...bars.map(({ value }) => value)), Math.max(0, ...bars.map(({ value }) => value)) || 1]).range([LABEL, WIDTH - END]);
  const { y, height } = rowsOf(bars.map((_, index) => String(index)));
  return chartFrame(options, WIDTH, height, html`${bars.map((bar, index) => {
    const [top, from, to] = [y(String(index))!, x(Math.min(0, bar.value)), x(Math.max(0, bar.value))];
    return html`${barLabel(bar.label, top)}<rect class="wantsum-chart__above" x="${place(from)}" y="${place(top)}" width="${place(Math.max(1, to - from))}" height="${place(y.bandwidth())}"></rect>${endWords(bar.words, to, top, y.bandwidth())}`;
  })}<line class="wantsum-chart__zero" x1="${place(x(0))}" x2="${place(x(0))}" y1="0" y2="${height}"></line>`);
}

/** Horizontal bars in parts, with a key. */
export function stackedBarChart(options: ChartWords & { readonly series: readonly string[]; readonly bars: readonly StackedBar[] }): Html {
  const { id, series, bars } = options;
  const totals = bars.map(({ parts }) => parts.reduce((sum, part) => sum + Math.max(0, part), 0));
  const x = scaleLinear().domain([0, Math.max(0, ...totals) || 1]).range([LABEL, WIDTH - END]);
  const { y, height } = rowsOf(bars.map((_, index) => String(index)));
  const keyTop = height + 4;
  return chartFrame(options, WIDTH, keyTop + Math.ceil(series.length / 2) * 22, html`<defs>${series.map((_, index) => pattern(id, index))}</defs>${bars.map((bar, index) => {
    const top = y(String(index))!;
    let before = 0;
    return html`${barLabel(bar.label, top)}${bar.parts.map((part, at) => {
      const [from, to] = [x(before), x(before += Math.max(0, part))];
      return to > from ? html`<rect class="wantsum-chart__part" fill="url(#${id}-fill-${at % SERIES})" x="${place(from)}" y="${place(top)}" width="${place(to - from)}" height="${place(y.bandwidth())}"></rect>` : nothing;
    })}${endWords(bar.words, x(totals[index]!), top, y.bandwidth())}`;
  })}${series.map((name, index) => html`<rect class="wantsum-chart__part" fill="url(#${id}-fill-${index % SERIES})" x="${8 + (index % 2) * (WIDTH / 2)}" y="${keyTop + Math.floor(index / 2) * 22}" width="16" height="14"></rect><text x="${30 + (index % 2) * (WIDTH / 2)}" y="${keyTop + 11 + Math.floor(index / 2) * 22}">${name}</text>`)}`);
}

/** Lines over points in order, such as years; each has its own dash and its name at its end. */
export function lineChart(options: ChartWords & { readonly points: readonly string[]; readonly lines: readonly ChartLine[]; readonly tickWords: (value: number) => string }): Html {
  const { points, lines, tickWords } = options;
  const [height, left, right, bottom] = [260, 76, 150, 232];
  const values = lines.flatMap((one) => one.values.filter((value) => value !== null));
  const y = scaleLinear().domain([Math.min(0, ...values), Math.max(0, ...values) || 1]).nice().range([bottom, 12]);
  const x = scalePoint<string>().domain(points).range([left + 12, WIDTH - right]);
  const every = Math.max(1, Math.ceil(points.length / 8));
  return chartFrame(options, WIDTH, height, html`${valueLines(y, left, WIDTH - right, tickWords)}
${points.map((point, index) => index % every === 0 && html`<text x="${place(x(point)!)}" y="${bottom + 18}" text-anchor="middle">${point}</text>`)}
${lines.map((one, index) => {
    const drawn = line<number | null>().defined((value) => value !== null).x((_value, at) => x(points[at]!)!).y((value) => y(value!))([...one.values]) ?? '';
    const lastAt = one.values.findLastIndex((value) => value !== null);
    return html`<path class="wantsum-chart__series wantsum-chart__series--${index % SERIES}" d="${raw(drawn)}"></path>${one.values.map((value, at) => value !== null && html`<circle class="wantsum-chart__dot wantsum-chart__dot--${index % SERIES}" cx="${place(x(points[at]!)!)}" cy="${place(y(value))}" r="3.5"></circle>`)}${lastAt >= 0 && html`<text x="${place(x(points[lastAt]!)! + 9)}" y="${place(y(one.values[lastAt]!) + 4 + lineOffset(lines, index, lastAt, y))}">${short(one.name, 22)}</text>`}`;
  })}`);
}

/** Names of lines that end at one height stand below each other. */
function lineOffset(lines: readonly ChartLine[], index: number, at: number, y: (value: number) => number): number {
  const own = y(lines[index]!.values[at]!);
  return lines.slice(0, index).filter((other) => other.values[at] !== null && other.values[at] !== undefined && Math.abs(y(other.values[at]!) - own) < 11).length * 12;
}

function rowsOf(keys: readonly string[]) {
  const height = Math.max(1, keys.length) * ROW;
  return { y: scaleBand<string>().domain(keys).range([0, height]).padding(0.28), height };
}

/** Fine lines across at round values, with the values in words at their left. */
export const valueLines = (y: { (value: number): number; ticks(count: number): number[] }, left: number, right: number, words: (value: number) => string): Html =>
  html`${y.ticks(5).map((tick) => html`<g class="wantsum-chart__tick"><line x1="${left}" x2="${right}" y1="${place(y(tick))}" y2="${place(y(tick))}"></line><text x="${left - 6}" y="${place(y(tick) + 4)}" text-anchor="end">${words(tick)}</text></g>`)}`;

const barLabel = (label: string, top: number): Html => html`<text x="${LABEL - 8}" y="${place(top + 16)}" text-anchor="end">${short(label, LONGEST)}</text>`;
const endWords = (words: string, x: number, top: number, band: number): Html => html`<text x="${place(x + 6)}" y="${place(top + band / 2 + 4)}">${words}</text>`;
const short = (text: string, longest: number): string => (text.length > longest ? `${text.slice(0, longest - 1).trimEnd()}…` : text);

/** Patterns that are told apart in grey, and in print. */
function pattern(id: string, index: number): Html {
  const marks = [
    nothing,
    html`<path class="wantsum-chart__mark" d="M0 8L8 0M-2 2L2 -2M6 10L10 6"></path>`,
    html`<circle class="wantsum-chart__mark-fill" cx="2" cy="2" r="1.4"></circle><circle class="wantsum-chart__mark-fill" cx="6" cy="6" r="1.4"></circle>`,
    html`<path class="wantsum-chart__mark" d="M0 4H8"></path>`,
    html`<path class="wantsum-chart__mark" d="M4 0V8M0 4H8"></path>`,
    html`<path class="wantsum-chart__mark" d="M0 0L8 8M-2 6L2 10M6 -2L10 2"></path>`,
  ];
  return html`<pattern id="${id}-fill-${index % SERIES}" width="8" height="8" patternUnits="userSpaceOnUse"><rect class="wantsum-chart__fill--${index % SERIES}" width="8" height="8"></rect>${marks[index % SERIES]!}</pattern>`;
}

/** A coordinate, short enough for a page. */
export const place = (value: number): string => value.toFixed(1);
