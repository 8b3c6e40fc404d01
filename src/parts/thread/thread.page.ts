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
    <ul class="govuk-list wantsum-thread__list">${steps.map((step) => html`<li><span class="wantsum-thread__kind">${step.noun}</span> <a class="govuk-link" href="${step.address}">${step.title}</a>${step.summary ? html` <span class="govuk-hint wantsum-thread__summary">${step.summary}</span>` : null}</li>`)}</ul>
    ${more > 0 ? html`<p class="govuk-body-s">and ${more} more</p>` : null}`;
}

/** At most three nearest on each side are drawn as a row of boxes; the lists hold them all. */
function drawing(thread: Thread): Html {
  const row = [...thread.from.slice(0, 3).toReversed(), thread.here, ...thread.to.slice(0, 3)];
  const width = row.length * BOX_WIDTH + (row.length - 1) * GAP;
  const boxes = row.map((step, index) => box(step, index * (BOX_WIDTH + GAP), step === thread.here));
  const lines = row.slice(1).map((_step, index) => {
    const x = index * (BOX_WIDTH + GAP) + BOX_WIDTH;
    return html`<path class="wantsum-thread__line" d="M${x} ${BOX_HEIGHT / 2} h${GAP - 6} m-5 -5 l6 5 l-6 5"></path>`;
  });
  return html`<svg class="wantsum-thread__svg" viewBox="0 0 ${width} ${BOX_HEIGHT}" width="${width}" height="${BOX_HEIGHT}" aria-hidden="true" focusable="false">${lines}${boxes}</svg>`;
}

function box(step: ThreadStep, x: number, isHere: boolean): Html {
  const [first, second] = twoLines(step.title);
  return html`<g transform="translate(${x} 0)" class="${isHere ? 'wantsum-thread__box wantsum-thread__box--here' : 'wantsum-thread__box'}">
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
