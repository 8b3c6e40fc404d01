import { counted } from '#kernel/counted';
import { formatPounds, poundsDecimal } from '#kernel/money';
import { html, nothing } from '#platform/pages/html';
import type { RegisterTotals } from '#platform/register/register-definition';
import type { FigureBehind } from './figure-behind.store.ts';

/**
 * Says what the figure that led to a list comes to, and how much of it the list shows.
 * @param list `published`: payments that anyone may read one by one; `all`: every payment, for the authority's own staff
 */
export function saidOfFigure(behind: FigureBehind | null, list: 'published' | 'all'): RegisterTotals | null {
  if (!behind) return null;
  const { figure, listed, controlPence } = behind;
  // Payments that were loaded or matched this moment: say nothing rather than something that does not add up.
  if (listed && listed.lines > figure.lines) return null;
  const rest = listed && { lines: figure.lines - listed.lines, pence: figure.pence - listed.pence };
  const shown = list === 'all' ? nothing
    : rest === null ? ' More than 10,000 of them are listed here one by one; the others are no larger than the value the authority publishes from, or of a kind it does not list.'
    : rest.lines === 0 ? ' All of them are listed here.'
    : ` ${listed!.lines === 0 ? 'None of them is listed here one by one' : `${counted(listed!.lines, 'is', 'are')} listed here one by one, ${formatPounds(listed!.pence)} in all`}. The other ${counted(rest.lines, 'payment')}, ${formatPounds(rest.pence)} in all, ${rest.lines === 1 ? 'is' : 'are'} no larger than the value the authority publishes from, or of a kind it does not list.`;
  return {
    part: html`<p class="govuk-body">The figure is of <strong>${counted(figure.lines, 'payment')}</strong>, <strong>${formatPounds(figure.pence)}</strong> in all.${shown}${controlPence === null ? nothing : ` The ledger’s keeper said that the file adds up to ${formatPounds(controlPence)}.`}</p>`,
    json: { figurePayments: figure.lines, figureAmount: Number(poundsDecimal(figure.pence)) },
  };
}
