import { cite, fact, plainRule } from '../../row.ts';

/** The LGA guide reproduces the Code's mandatory items; the Code itself was not read. */
const GUIDE = [cite('LGA15'), cite('LGTC')];

/** Local Government Transparency Code 2015. Money thresholds are rows of `moneyTests`. */
export const transparencyCode = {
  dateFormat: fact('transparency.dateFormat', 'B', GUIDE, 'Dates read DD/MM/YYYY, exactly 10 characters.', 'DD/MM/YYYY'),
  amountFormat: fact('transparency.amountFormat', 'B', GUIDE,
    'Amounts are pounds with two decimals, no currency sign and no commas, with a leading minus for credits: 25123.00, -26123.45.', { decimals: 2 }),
  vatBasis: plainRule('transparency.vatBasis', 'B', GUIDE, 'Amounts are net of recoverable VAT; irrecoverable VAT is shown.'),
  redactionLabels: fact('transparency.redactionLabels', 'B', GUIDE, 'What is withheld is marked as personal data or commercial confidentiality.',
    { personal: 'REDACTED PERSONAL DATA', commercial: 'REDACTED COMMERCIAL CONFIDENTIALITY' }),
  file: plainRule('transparency.file', 'B', GUIDE, 'Files are CSV, following a published template.'),
  spend: fact('transparency.spend', 'B', GUIDE, 'Spend over £500 is published quarterly, not later than one month after the quarter.', {
    moneyTestId: 'money.transparencySpend', publishWithinMonthsOfQuarter: 1,
    mandatory: ['date', 'directorate or service responsible', 'beneficiary (unless redacted)', 'purpose of spend', 'net amount', 'irrecoverable VAT (where any)', 'merchant category (any one classification)'],
    conditional: [
      { field: 'card transaction flag (GPC, CCC, None)', when: 'card spend is in the same file' },
      { field: 'VCSE grant flag and charity number', when: 'VCSE grants are not in a separate register' },
    ],
    includes: ['individual invoices', 'grant payments', 'expense payments', 'credit notes over 500', 'payments to other public bodies', 'rent and policy lending'],
    excludes: ['debt financing', 'investment', 'HMRC VAT, PAYE, NIC, pensions', 'salaries', 'compensation to individuals', 'school budgets'],
  }),
  procurementCard: fact('transparency.procurementCard', 'B', GUIDE, 'Every procurement card transaction is published quarterly, however small, with the same fields as spend.', { publishWithinMonthsOfQuarter: 1 }),
  invitationsToTender: fact('transparency.invitationsToTender', 'B', GUIDE,
    'Invitations to tender over £5,000 are published quarterly; if local rules start tenders higher, only those need be.', {
      moneyTestId: 'money.transparencyInvitation', publishWithinMonthsOfQuarter: 1,
      mandatory: ['reference number', 'title', 'description of goods and/or services sought', 'start, end and review dates', 'department responsible'],
    }),
  contracts: fact('transparency.contracts', 'B', GUIDE,
    'Contracts, commissioned activity, purchase orders, frameworks and other legally enforceable agreements over £5,000 are in a register published quarterly.', {
      moneyTestId: 'money.transparencyContract', publishWithinMonthsOfQuarter: 1,
      covers: ['contracts', 'commissioned activity', 'purchase orders', 'framework agreements', 'other legally enforceable agreements'],
      mandatory: [
        'reference number', 'title of agreement', 'directorate or service', 'description', 'start date', 'end date', 'review date (where relevant)',
        'contract value (whole life or estimated annual)', 'irrecoverable VAT', 'supplier name', 'charity or other registration number (where VCSE)',
        'SME flag (fewer than 250 employees)', 'VCSE flag', 'process type (invitation to quote / published invitation to tender)',
      ],
      recommended: ['company number', 'VCSE type', 'performance information URL', 'location served', 'whole contract text', 'KPI performance'],
      schemaFieldNames: [
        'ContractReference', 'ContractTitle', 'OrganisationalUnit', 'Description', 'StartDate', 'EndDate', 'ReviewDate', 'ContractValue', 'IrrecoverableVAT',
        'SupplierName', 'CharityCommissionNumber', 'SMESupplier', 'VCSESupplier', 'ProcessType',
      ],
      contractTypes: ['Single award contract', 'Multiple award contract', 'Framework agreement', 'Dynamic purchasing system', 'Grant agreement', 'Other'],
    }),
  vcseGrants: fact('transparency.vcseGrants', 'B', GUIDE, 'Every grant to a voluntary, community or social enterprise is published at least yearly, however small.', {
    publishAtLeastEveryMonths: 12,
    fields: ['date awarded', 'period', 'department', 'beneficiary', 'registration number', 'summary of purpose', 'amount'],
    recommendedFormat: '360Giving data standard, or the contracts-register layout with type Grant agreement',
  }),
} as const;
