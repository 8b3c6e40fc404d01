import { html, type Html } from '#platform/pages/html';
import { emptyState, formatDate, scrollingTable, statusTag } from '#platform/pages/presentation';
import type { Decimal } from '#kernel/decimal';
import { MEASURE_KINDS, type Measure } from './measure.ts';
import type { Observation } from './observation.store.ts';

export interface MeasuresTableOptions {
  readonly caption: string;
  /** Where each may be changed or removed, while it may. */
  readonly change?: (measure: Measure) => { readonly change: string; readonly remove: string };
  /** Their observations, newest first, where there can be any. */
  readonly observations?: ReadonlyMap<string, readonly Observation[]>;
}

/** The results chain as one table, in the chain's order. */
export function measuresTable(measures: readonly Measure[], options: MeasuresTableOptions): Html {
  if (measures.length === 0) return emptyState({ title: 'No measures yet', text: 'A measure says how anybody will know whether the service worked.' });
  const { observations, change } = options;
  return scrollingTable({
    caption: options.caption,
    captionClasses: 'govuk-table__caption--m',
    head: [{ text: 'Measure' }, { text: 'Kind' }, { text: 'Baseline' }, { text: 'Target' }, { text: 'How, and by whom' }, observations && { text: 'Latest' }, change && { text: 'Actions' }].filter((cell) => cell !== undefined),
    rows: inChainOrder(measures).map((measure) => [
      { html: html`${measure.name}${measure.socialValue && html`<br>${statusTag('Social value', 'green')}`}${measure.keyPerformanceIndicator && html`<br>${statusTag('Key performance indicator')}`}` },
      { text: `${MEASURE_KINDS[measure.kind].title}, ${measure.nature}` },
      { text: baselineWords(measure) },
      { text: targetWords(measure) },
      { text: [measure.method, measure.collectedBy && `Collected by ${measure.collectedBy}`].filter(Boolean).join('. ') },
      observations && { text: latestWords(measure, observations.get(measure.id)) },
      change && { html: html`<a class="govuk-link" href="${change(measure).change}">Change<span class="govuk-visually-hidden"> ${measure.name}</span></a> <a class="govuk-link" href="${change(measure).remove}">Remove<span class="govuk-visually-hidden"> ${measure.name}</span></a>` },
    ].filter((cell) => cell !== undefined)),
  });
}

/** "85 % of families", with the unit where there is one. */
export const amountWords = (amount: Decimal, unit: string | null): string => (unit ? `${amount} ${unit}`.replace(' %', '%') : amount.toString());

/** The target as people read it. */
export function targetWords({ target, targetWords: words, targetOn, unit }: Measure): string {
  const amount = target === null ? words : [amountWords(target, unit), words].filter(Boolean).join('. ');
  return [amount ?? 'None set', targetOn && `by ${formatDate(targetOn)}`].filter(Boolean).join(' ');
}

/** The newest confirmed result, or else the newest claim, marked as such. */
export function latestWords(measure: Pick<Measure, 'unit'>, observed: readonly Observation[] = []): string {
  const latest = observed.find(({ confirmedAt }) => confirmedAt !== null) ?? observed[0];
  if (!latest) return 'No result yet';
  const found = latest.value === null ? latest.words : amountWords(latest.value.round(2), measure.unit);
  return `${found}, to ${formatDate(latest.to)}${latest.confirmedAt ? '' : ' (claimed, not yet confirmed)'}`;
}

function baselineWords({ baseline, baselineConfidence, baselineNote, unit }: Measure): string {
  if (baseline === null) return baselineNote ?? 'Not known';
  return `${amountWords(baseline, unit)} (${baselineConfidence ?? 'unknown'} confidence)${baselineNote ? `. ${baselineNote}` : ''}`;
}

const CHAIN = Object.keys(MEASURE_KINDS);
const inChainOrder = (measures: readonly Measure[]): Measure[] =>
  [...measures].sort((one, other) => CHAIN.indexOf(one.kind) - CHAIN.indexOf(other.kind) || one.position - other.position);
