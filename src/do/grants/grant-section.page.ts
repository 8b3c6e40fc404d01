import { html, nothing, type Html } from '#platform/pages/html';
import { formatDate, formatPounds, keyValue, plainList, scrollingTable, statusTag } from '#platform/pages/presentation';
import { listAt, wordsAt } from './check-grant.ts';
import { currencyOf } from './grant-columns.ts';
import { dayOf } from './grant-cell.ts';
import type { GrantDocument, Json } from './grant-fields.ts';
import { memberOf } from './kept-document.ts';
import type { OnwardGrant } from './onward.store.ts';

export interface GrantSection {
  readonly agreementId: string;
  /** Null for a grant that nobody has described yet. */
  readonly identifier: string | null;
  readonly document: GrantDocument;
  /** The words in place of amounts, where a label withholds them. */
  readonly amountsWithheld: string | null;
  readonly onward: readonly OnwardGrant[];
  readonly mayDescribe: boolean;
}

/** What the page of a grant's agreement says beside what every agreement's does. */
export function grantSection({ agreementId, identifier, document, amountsWithheld, onward, mayDescribe }: GrantSection): Html {
  const member = memberOf(document);
  const currency = currencyOf(document);
  const amount = (name: string): string | null => (document[name] === undefined ? null : (amountsWithheld ?? amountText(document[name], currency)));
  return html`<h2 class="govuk-heading-m" id="grant">The grant</h2>
    ${member === null ? nothing : html`<p class="govuk-body">${statusTag('Member grant', 'purple')} ${member === '' ? 'A councillor gave it.' : `Given by ${member}.`}</p>`}
    ${keyValue([
      { key: 'Grant identifier', value: identifier ?? 'Made from its reference' },
      document['awardDate'] !== undefined && { key: 'Awarded', value: dated(document['awardDate']) },
      currency !== 'GBP' && { key: 'Amount awarded', value: amount('amountAwarded') },
      document['amountAppliedFor'] !== undefined && { key: 'Amount applied for', value: amount('amountAppliedFor') },
      document['amountDisbursed'] !== undefined && { key: 'Amount paid', value: amount('amountDisbursed') },
      { key: 'Programme', value: listAt(document['grantProgramme']).map((one) => wordsAt(one['title']) || wordsAt(one['code'])).filter(Boolean).join('; ') },
      { key: 'Area that benefits', value: listAt(document['beneficiaryLocation']).map((one) => [wordsAt(one['name']), wordsAt(one['geoCode'])].filter(Boolean).join(', ')).filter(Boolean).join('; ') },
      document['fromOpenCall'] !== undefined && { key: 'From an open call', value: wordsAt(document['fromOpenCall']) },
      ...listAt(document['actualDates']).slice(0, 1).map((dates) => ({ key: 'Actual dates', value: [dated(dates['startDate']), dated(dates['endDate'])].filter(Boolean).join(' to ') })),
    ])}
    ${mayDescribe ? html`<p class="govuk-body"><a class="govuk-link" href="/agreements/${agreementId}/grant">Describe this grant</a></p>` : nothing}
    ${onwardPart(agreementId, onward, mayDescribe)}`;
}

function onwardPart(agreementId: string, onward: readonly OnwardGrant[], mayRecord: boolean): Html {
  const record = mayRecord ? html`<p class="govuk-body"><a class="govuk-link" href="/agreements/${agreementId}/passed-on">Record what was passed on</a></p>` : nothing;
  if (onward.length === 0) return html`${record}`;
  return html`<h3 class="govuk-heading-s" id="passed-on">Passed on to others</h3>
    ${scrollingTable({
      caption: 'Who received part of this grant from its recipient', captionClasses: 'govuk-visually-hidden', firstCellIsHeader: true,
      head: [{ text: 'To whom' }, { text: 'For what' }, { text: 'When' }, { text: 'Amount', format: 'numeric' }],
      rows: onward.map((one) => [
        { html: one.recipientId ? html`<a class="govuk-link" href="/organisations/${one.recipientId}">${one.recipient}</a>` : html`${one.recipient}` },
        { text: one.purpose }, { text: one.givenOn ? formatDate(one.givenOn) : 'Not given' },
        { text: one.amountWithheld ?? (one.pence === null ? 'Not given' : formatPounds(one.pence)), format: 'numeric' },
      ]),
    })}${record}`;
}

/** On a child's page: whose money it is. */
export const onwardNote = (parent: { readonly id: string; readonly title: string }): Html =>
  html`<h2 class="govuk-heading-m" id="grant">Where the money comes from</h2>${plainList([html`It was passed on from <a class="govuk-link" href="/contracts/${parent.id}">${parent.title}</a>, and is counted there.`])}`;

function amountText(amount: Json | undefined, currency: string): string | null {
  if (typeof amount !== 'number') return null;
  return currency === 'GBP' ? formatPounds(BigInt(Math.round(amount * 100))) : `${currency} ${amount.toLocaleString('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

function dated(value: Json | undefined): string {
  const day = dayOf(value);
  return day === null ? '' : formatDate(day);
}
