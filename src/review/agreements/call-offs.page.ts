import { labelCovering } from '#parts/labels';
import { html, nothing, type Html } from '#platform/pages/html';
import { emptyState, formatDate, formatPounds, keyValue, pageLinks, scrollingTable } from '#platform/pages/presentation';
import type { AgreementView } from './agreement-view.store.ts';
import type { CallOffsOf } from './call-offs.store.ts';

/** How much of a framework has been used, and by which call-offs. */
export function callOffsSection(agreement: AgreementView, used: CallOffsOf | null, personId: string | null): Html {
  if (!used) return nothing;
  const hidden = labelCovering(agreement.labels, 'value', personId as never) !== undefined;
  const ceiling = hidden ? null : agreement.valueNetPence;
  return html`<h2 class="govuk-heading-m" id="call-offs">Called off from it</h2>
${keyValue([
    { key: 'Most that may be called off', value: hidden ? 'Withheld' : ceiling === null ? 'Not recorded' : `${formatPounds(ceiling)} in all, without recoverable VAT` },
    { key: 'Called off so far', value: html`<strong>${formatPounds(used.netPence)}</strong> in ${used.callOffs} ${used.callOffs === 1 ? 'contract' : 'contracts'}${ceiling ? `: ${percentOf(used.netPence, ceiling)}% of it` : ''}` },
    ceiling !== null && used.uncounted === 0 && { key: 'Left', value: formatPounds(ceiling > used.netPence ? ceiling - used.netPence : 0n) },
    used.uncounted > 0 && { key: 'Not counted', value: `${used.uncounted} whose value is withheld or not recorded` },
  ])}
${used.callOffs === 0 ? emptyState({ title: 'Nothing has been called off yet.' }) : scrollingTable({
    caption: 'Call-offs, newest first', firstCellIsHeader: true, head: [{ text: 'Work' }, { text: 'Provider' }, { text: 'Starts' }, { text: 'Value', format: 'numeric' }],
    rows: used.lines.map(({ id, title, supplier, value, startsOn }) => [
      { html: html`<a class="govuk-link" href="/contracts/${id}">${title}</a>` }, { text: supplier }, { text: startsOn ? formatDate(startsOn) : 'Not recorded' },
      { text: typeof value === 'bigint' ? formatPounds(value) : (value ?? 'Not recorded'), format: 'numeric' },
    ]),
  })}
${used.next !== null && pageLinks({ previous: null, next: `/contracts/${agreement.id}?callOffs=${used.next}#call-offs` })}
${used.callOffs > 0 && html`<p class="govuk-body"><a class="govuk-link" href="/contracts?framework=${agreement.id}">All of them in the register</a>, also as a file.</p>`}`;
}

/** Whole percent, halves up. */
const percentOf = (part: bigint, whole: bigint): string => String((part * 200n + whole) / (whole * 2n));
