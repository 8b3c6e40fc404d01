import { html, raw, type Html } from '#platform/pages/html';
import { threadInWords, type Thread, type ThreadStep } from './thread.ts';

const BOX_WIDTH = 168;
const BOX_HEIGHT = 64;
const GAP = 28;
const CHARACTERS = 19;

/**
 * The thread on a record's page: a drawing for those who see it, and the same as two lists of links for everyone. The
 * drawing is hidden from assistive technology, since the lists beneath say it better.
 */
export function threadPage(thread: Thread): Html {
  const { from, to } = thread;
  if (from.length + to.length === 0) {
    return html`<section aria-labelledby="thread-heading"><h2 class="govuk-heading-m" id="thread-heading">The golden thread</h2>
      <p class="govuk-body">Nothing is tied to this ${thread.here.noun} yet. What it came from and what it leads to will be shown here.</p></section>`;
  }
  return html`<section class="wantsum-thread" aria-labelledby="thread-heading">
    <h2 class="govuk-heading-m" id="thread-heading">The golden thread</h2>
    <p class="govuk-body">${threadInWords(thread)}</p>
    <div class="wantsum-thread__drawing">${drawing(thread)}</div>
    ${side('Where it came from', [...from].reverse(), thread.moreFrom)}
    ${side('What it led to', to, thread.moreTo)}
  </section>`;
}

function side(title: string, steps: readonly ThreadStep[], more: number): Html | null {
  if (steps.length === 0) return null;
  return html`<h3 class="govuk-heading-s">${title}</h3>
    <ul class="govuk-list wantsum-thread__list">${steps.map((step) => html`<li><span class="wantsum-thread__kind">${step.noun.charAt(0).toUpperCase()}${step.noun.slice(1)}</span> <a class="govuk-link" href="${step.address}">${step.title}</a>${step.summary ? html` <span class="govuk-hint wantsum-thread__summary">${step.summary}</span>` : null}</li>`)}</ul>
    ${more > 0 ? html`<p class="govuk-body-s">and ${more} more</p>` : null}`;
}

/** So many boxes stand in one row of a page; a longer thread goes on in the next. */
const BOXES_A_ROW = 5;
/** So many of the nearest on each side are drawn; the lists hold them all. Seven steps reach from an outcome to its contract. */
const DRAWN_EACH_SIDE = 7;

function drawing(thread: Thread): Html {
  const row = [...thread.from.slice(0, DRAWN_EACH_SIDE).toReversed(), thread.here, ...thread.to.slice(0, DRAWN_EACH_SIDE)];
  const width = Math.min(row.length, BOXES_A_ROW) * (BOX_WIDTH + GAP) - GAP;
  const height = Math.ceil(row.length / BOXES_A_ROW) * (BOX_HEIGHT + GAP) - GAP;
  const at = (index: number) => ({ x: (index % BOXES_A_ROW) * (BOX_WIDTH + GAP), y: Math.floor(index / BOXES_A_ROW) * (BOX_HEIGHT + GAP) });
  const boxes = row.map((step, index) => box(step, at(index), step === thread.here));
  const lines = row.slice(1).map((_step, index) => html`<path class="wantsum-thread__line" d="${lineFrom(at(index), at(index + 1))}"></path>`);
  return html`<svg class="wantsum-thread__svg" viewBox="-2 -2 ${width + 4} ${height + 4}" width="${width + 4}" height="${height + 4}" aria-hidden="true" focusable="false">${lines}${boxes}</svg>`;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** An arrow to the next box: straight on in a row, down and back to the beginning where the next row starts. */
function lineFrom(from: Point, to: Point): string {
  if (from.y === to.y) return `M${from.x + BOX_WIDTH} ${from.y + BOX_HEIGHT / 2} h${GAP - 6} m-5 -5 l6 5 l-6 5`;
  return `M${from.x + BOX_WIDTH / 2} ${from.y + BOX_HEIGHT} v${GAP / 2} H${to.x + BOX_WIDTH / 2} v${GAP / 2 - 4} m-5 -5 l5 6 l5 -6`;
}

function box(step: ThreadStep, { x, y }: Point, isHere: boolean): Html {
  const [first, second] = twoLines(step.title);
  return html`<g transform="translate(${x} ${y})" class="${isHere ? 'wantsum-thread__box wantsum-thread__box--here' : 'wantsum-thread__box'}">
    <rect width="${BOX_WIDTH}" height="${BOX_HEIGHT}" rx="4"></rect>
    <text x="10" y="18" class="wantsum-thread__noun">${step.noun}</text>
    <text x="10" y="37">${first}</text>${second ? html`<text x="10" y="54">${second}</text>` : raw('')}
  </g>`;
}

/** SVG text does not wrap: two lines of whole words, the second cut with an ellipsis. */
function twoLines(title: string): [string, string] {
  const words = title.split(/\s+/);
  let first = '';
  while (words.length > 0 && `${first} ${words[0]!}`.trim().length <= CHARACTERS) first = `${first} ${words.shift()!}`.trim();
  if (first === '') first = words.shift()?.slice(0, CHARACTERS) ?? '';
  const rest = words.join(' ');
  return [first, rest.length > CHARACTERS ? `${rest.slice(0, CHARACTERS - 1).trimEnd()}…` : rest];
}
