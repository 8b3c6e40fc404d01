import { html, nothing, type Html } from '#platform/pages/html';
import { formatDate, formatPounds, keyValue } from '#platform/pages/presentation';
import { SPEND_KINDS, type SpendKind } from './spend.ts';

/** One payment as anyone may read it. */
export interface Payment {
  readonly id: string;
  readonly supplier: string;
  /** Whether the name is withheld; then nothing else that could give it away is here. */
  readonly withheld: boolean;
  readonly spellingId: string;
  readonly written: string | null;
  readonly organisationId: string | null;
  readonly matchedBy: string | null;
  readonly amountPence: bigint;
  readonly paidOn: string;
  readonly body: string;
  readonly unit: string | null;
  readonly service: string | null;
  readonly purpose: string | null;
  readonly category: string | null;
  readonly kind: SpendKind;
  readonly vat: 'net' | 'gross' | null;
  readonly capital: boolean | null;
  readonly sme: boolean | null;
  readonly vcs: boolean | null;
  readonly transactionNumber: string | null;
  readonly fileName: string;
  readonly sheet: string | null;
  readonly row: number;
  readonly loadedOn: string;
}

const threeWay = (value: boolean | null): string => (value === null ? 'Not known' : value ? 'Yes' : 'No');
const MATCHED: Readonly<Record<string, string>> = { 'company-number': 'Its company number', 'charity-number': 'Its charity number', name: 'Its name', staff: 'An officer of the authority' };

/** A payment, and the row of the file that it came from. */
export function paymentPage(payment: Payment, forStaff: Html): Html {
  return html`<span class="govuk-caption-l">Payment by ${payment.body}</span><h1 class="govuk-heading-l">${formatPounds(payment.amountPence)} to ${payment.supplier}</h1>
    ${keyValue([
      { key: 'Supplier', value: payment.organisationId && !payment.withheld ? html`<a class="govuk-link" href="/organisations/${payment.organisationId}">${payment.supplier}</a>` : payment.supplier },
      payment.written !== null && payment.written !== payment.supplier && { key: 'As the file writes it', value: payment.written },
      { key: 'Matched by', value: payment.withheld ? 'Withheld' : payment.matchedBy ? MATCHED[payment.matchedBy]! : 'Not matched to an organisation' },
      { key: 'SME', value: threeWay(payment.sme) }, { key: 'VCS', value: threeWay(payment.vcs) },
      { key: 'Amount', value: formatPounds(payment.amountPence) },
      { key: 'VAT', value: payment.vat === 'net' ? 'Excluded' : payment.vat === 'gross' ? 'Included' : 'The file does not say' },
      { key: 'Paid', value: formatDate(payment.paidOn) },
      { key: 'Directorate', value: payment.unit }, { key: 'Service', value: payment.service }, { key: 'What for', value: payment.purpose }, { key: 'Category', value: payment.category },
      { key: 'Kind', value: SPEND_KINDS[payment.kind] },
      { key: 'Capital', value: payment.capital === null ? 'The file does not say' : payment.capital ? 'Yes' : 'No' },
      { key: 'Transaction number', value: payment.transactionNumber },
      { key: 'Source', value: `${payment.fileName}${payment.sheet === null ? '' : `, sheet ${payment.sheet}`}, row ${payment.row}, loaded on ${formatDate(payment.loadedOn)}` },
    ])}
    ${payment.withheld ? nothing : html`<p class="govuk-body"><a class="govuk-link" href="/spend?supplier=${payment.spellingId}">Every payment to this supplier</a></p>`}${forStaff}`;
}
