import { formatPounds, keyValue, plainList } from '#platform/pages/presentation';
import { html, nothing, type Html } from '#platform/pages/html';
import { lengthInWords } from './length-in-words.ts';

/** Sums of some grants. Null where none of them has an amount or a length. */
export interface GrantTotals {
  readonly pence: bigint;
  /** Grants whose amount is in the sum. */
  readonly counted: number;
  readonly smallestPence: bigint | null;
  readonly largestPence: bigint | null;
  readonly shortestMonths: number | null;
  readonly longestMonths: number | null;
  readonly withheld: number;
  readonly otherCurrencies: number;
  readonly memberGrants: number;
  readonly memberPence: bigint;
  readonly directorates: readonly { readonly id: string; readonly name: string; readonly grants: number; readonly pence: string | null }[];
}

const grants = (count: number): string => `${count.toLocaleString('en-GB')} ${count === 1 ? 'grant' : 'grants'}`;

/** What stands above the register's rows: the sums of all that were found, not of this page alone. */
export function grantTotalsPart(totals: GrantTotals): Html {
  const money = (pence: bigint | null) => (pence === null ? 'None' : formatPounds(BigInt(pence)));
  const asides = [
    totals.withheld > 0 && `The amount of ${grants(totals.withheld)} is withheld and in no sum here.`,
    totals.otherCurrencies > 0 && `${grants(totals.otherCurrencies)} in another currency ${totals.otherCurrencies === 1 ? 'is' : 'are'} not in these sums.`,
  ].filter((one): one is string => one !== false);
  return html`${keyValue([
    { key: 'Total', value: `${formatPounds(BigInt(totals.pence))}, ${grants(totals.counted)}` },
    { key: 'Smallest', value: money(totals.smallestPence) },
    { key: 'Largest', value: money(totals.largestPence) },
    { key: 'Shortest', value: totals.shortestMonths === null ? 'Not given' : lengthInWords(totals.shortestMonths) },
    { key: 'Longest', value: totals.longestMonths === null ? 'Not given' : lengthInWords(totals.longestMonths) },
    totals.memberGrants > 0 && { key: 'Given by councillors', value: `${formatPounds(BigInt(totals.memberPence))}, ${grants(totals.memberGrants)}` },
  ])}
  ${asides.map((aside) => html`<p class="govuk-body">${aside}</p>`)}
  ${totals.directorates.length > 1 ? html`<h3 class="govuk-heading-s">By directorate or service</h3>
    ${plainList(totals.directorates.map(({ id, name, grants: count, pence }) => html`<a class="govuk-link" href="/grants?directorate=${id}">${name}</a>: ${grants(count)}${pence === null ? '' : `, ${formatPounds(BigInt(pence))}`}`))}` : nothing}`;
}
