import { describe, expect, test } from 'vitest';
import { headingText, vatOfHeading } from './heading-meaning.ts';
import { findHeadings, mapColumns } from './map-columns.ts';

/** Rows of headings as English councils, police, fire authorities and departments write them, with the column each field should be. */
const STYLES: readonly (readonly [headings: string, date: string, amount: string, supplier: string, unit: string | null])[] = [
  ['Body,Body Name,Date,Transaction number,Invoice Number,Amount,Supplier Name,Supplier ID,VAT Registration Number,Expense Area,Expense Type,Expense Code', 'Date', 'Amount', 'Supplier Name', 'Expense Area'],
  ['Body,Body Name,Transaction Date,Transaction number,Supplier Name,Net Amount,Merchant Category,Merchant Category Group,Expense Area,Expense Type', 'Transaction Date', 'Net Amount', 'Supplier Name', 'Expense Area'],
  ['ï»¿Body Name,Service Area,Expenses Type,Invoice Payment Date,Transaction Number,Net Amount,Supplier Name', 'Invoice Payment Date', 'Net Amount', 'Supplier Name', 'Service Area'],
  ['Directorate,Service Area,Group Description,Paid Date,Supplier Name,Internal Ref,Cap/Rev,Cost Centre,Cost Centre Name,Total', 'Paid Date', 'Total', 'Supplier Name', 'Directorate'],
  ['Directorate,Service Area,Paid Date,Supplier Name,Internal Ref,Total (excludes VAT)', 'Paid Date', 'Total (excludes VAT)', 'Supplier Name', 'Directorate'],
  ['OrganisationLabel,OrganisationURI,OrganisationalUnit,BeneficiaryName,CompaniesHouseRegistrationNumber,CharityCommissionNumber,PaymentDate,TransactionNumber,Amount,IrrecoverableVATAmount,Purpose', 'PaymentDate', 'Amount', 'BeneficiaryName', 'OrganisationalUnit'],
  ['Organisation Name,Organisation Code,Effective Date,Directorate,Service Category Label,Responsible Unit,Supplier Name,Supplier ID,Payment Date,Transaction Number,Net Amount,Irrecoverable VAT,Purpose of Spend,Procurement Category,Contract ID', 'Payment Date', 'Net Amount', 'Supplier Name', 'Directorate'],
  ['Organisation_Name,Directorate,Department,Service_Plan,Creditor_Name,Payment_Date,Transaction_No,Card_Transaction,Net_Amount,Irrecoverable_VAT,Subjective_Group,Subjective_Subgroup,Subjective_Detail', 'Payment_Date', 'Net_Amount', 'Creditor_Name', 'Directorate'],
  ['Body name,Body,Service area categorisation,Responsible unit,Expenses type,Date,Transaction number,Amount,Supplier name', 'Date', 'Amount', 'Supplier name', 'Service area categorisation'],
  ['Service area,Service division,Expense type,Expense code,Detailed expense type,Payment date,Transaction number,Amount Exc VAT,Supplier name', 'Payment date', 'Amount Exc VAT', 'Supplier name', 'Service area'],
  ['Service_Area_Categorisation,Service_Division_Categorisation,Responsible_Unit,Expenses_Type,Narrative,Date,Transaction_Number,SumOfAmount_Inc_VAT,SumOfAmount_Exc_VAT,Capital_Revenue,Supplier_Name,Supplier_ID,Contract_ID', 'Date', 'SumOfAmount_Exc_VAT', 'Supplier_Name', 'Service_Area_Categorisation'],
  ['Organisation Name,Organisation Code,Service label,Service area categorisation,Expenditure category,Date paid,Creditor,Transaction number,Net amount,VAT,Narrative', 'Date paid', 'Net amount', 'Creditor', 'Service label'],
  ['Portfolio,Service,Supplier,Posting date,Amount £', 'Posting date', 'Amount £', 'Supplier', 'Portfolio'],
  ['Body,Name of Body,Date,Transaction Number,Invoice Number,Amount,Supplier Name,Supplier ID,VAT Reg no,Expense Area,Expense Type,Expense Code,Creditor Type', 'Date', 'Amount', 'Supplier Name', 'Expense Area'],
  ['Supplier id,Supplier Name,Transno,Account,Description,Amount,Pay Date,Directorate', 'Pay Date', 'Amount', 'Supplier Name', 'Directorate'],
  ['Supplier Name,Supplier ID,Payment Date,Amount,Spend Area,Account Code,Account Description,Internal Reference Number', 'Payment Date', 'Amount', 'Supplier Name', 'Spend Area'],
  ['Body name,Transaction date,Supplier (beneficiary),Transaction number,Net amount,Irrecoverable VAT,Department or service where expenditure occurred,Procurement category,CIPFA expenditure code,Purpose of expenditure (narrative)', 'Transaction date', 'Net amount', 'Supplier (beneficiary)', 'Department or service where expenditure occurred'],
  ['Department family,Entity,Date,Expense type,Expense area,Supplier,Transaction number,AP Amount (£),VAT registration number', 'Date', 'AP Amount (£)', 'Supplier', 'Expense area'],
  ['Supplier(T),SupplierID,Cost Centre,Cost Centre(T),Account(T),Trans.date,TransNo,Amount', 'Trans.date', 'Amount', 'Supplier(T)', 'Cost Centre(T)'],
  ['SERVICE_LABEL,EXPENDITURE_CATEGORY,EFFECTIVE_DATE,TRANS_NO,NET_AMT,SUPPLIER_NAME', 'EFFECTIVE_DATE', 'NET_AMT', 'SUPPLIER_NAME', 'SERVICE_LABEL'],
  ['VENDORNAME,DATEPAID,NETAMOUNT,BUSINESSUNIT,INVOICENO', 'DATEPAID', 'NETAMOUNT', 'VENDORNAME', 'BUSINESSUNIT'],
  ['Vendor Name,Vendor No.,Clearing date,Amount in GBP,Portfolio,Description,Doc. No.', 'Clearing date', 'Amount in GBP', 'Vendor Name', 'Portfolio'],
  ['Merchant Name,Merchant Category,Trans Date,Transaction Amount,Division', 'Trans Date', 'Transaction Amount', 'Merchant Name', 'Division'],
  ['Payee,Date of payment,Value (£),Department', 'Date of payment', 'Value (£)', 'Payee', 'Department'],
  ['Creditor,Invoice Date,Paid On,Gross Amount,Net,VAT,Service', 'Paid On', 'Net', 'Creditor', 'Service'],
  ['Supplier,Invoice Date,Invoice Amount,Cost Centre Description,Invoice Ref', 'Invoice Date', 'Invoice Amount', 'Supplier', 'Cost Centre Description'],
  ['Supplier Name,Invoice Date,Payment Date,Invoice Amount,Line Amount,Service Area,Cost Centre Description', 'Payment Date', 'Line Amount', 'Supplier Name', 'Service Area'],
  ['Benificiary Name,Paymnet Date,Ammount,Directorate', 'Paymnet Date', 'Ammount', 'Benificiary Name', 'Directorate'],
  ['Name,Date,£,Team', 'Date', '£', 'Name', 'Team'],
  ['Paid To,Month,Sum of Amount,Committee', 'Month', 'Sum of Amount', 'Paid To', 'Committee'],
  ['Trading Name,Posting Date,Amount paid (exc. VAT),Total,Organisational Unit,Purpose', 'Posting Date', 'Amount paid (exc. VAT)', 'Trading Name', 'Organisational Unit'],
  ['Beneficiary Name,Beneficiary Company Number,Beneficiary Charity Number,Payment Date,Amount,Organisational Unit', 'Payment Date', 'Amount', 'Beneficiary Name', 'Organisational Unit'],
  ['Supplier,Supplier Type,Supplier Postcode,Cheque Date,Nett Amount,VAT Amount,Gross Amount,Dept', 'Cheque Date', 'Nett Amount', 'Supplier', 'Dept'],
  ['Provider,Ledger Date,Spend,Business Area,Account Code Description', 'Ledger Date', 'Spend', 'Provider', 'Business Area'],
  ['Council,Supplier Name,Contract Value,Order Date,Payment Date,Total Amount (£),Service Area', 'Payment Date', 'Total Amount (£)', 'Supplier Name', 'Service Area'],
  ['Supplier Name,Date Paid,Amount Inc VAT,Section', 'Date Paid', 'Amount Inc VAT', 'Supplier Name', 'Section'],
  ['Date Invoice Paid,Supplier/Merchant Name,Net Value,Service Division,Expenditure Description', 'Date Invoice Paid', 'Net Value', 'Supplier/Merchant Name', 'Service Division'],
  ['Directorate Code,Directorate Description,Supplier No,Supplier,BACS Date,Payment Total', 'BACS Date', 'Payment Total', 'Supplier', 'Directorate Description'],
];

describe('headings of councils', () => {
  test.each(STYLES)('%s', (line, date, amount, supplier, unit) => {
    const headings = line.split(',');
    const { mapping } = mapColumns(headings, []);
    expect({ date: mapping.date?.column, amount: mapping.amount?.column, supplier: mapping.supplier?.column, unit: mapping.unit?.column ?? null }).toEqual({ date, amount, supplier, unit });
    expect(findHeadings([['Payments over £500'], ['2024', '', ''], headings, ['x', 'y', 'z']])).toBe(2);
  });

  test('numbers of companies and charities are not VAT numbers, and internal numbers are neither', () => {
    const { mapping } = mapColumns('Supplier Name,Supplier ID,VAT Registration Number,Company Number,Charity Number,Payment Date,Amount,Irrecoverable VAT'.split(','), []);
    expect([mapping.companyNumber?.column, mapping.charityNumber?.column, mapping.supplierNumber?.column, mapping.amount?.column]).toEqual(['Company Number', 'Charity Number', 'Supplier ID', 'Amount']);
    expect(mapColumns('Supplier Name,VAT Registration Number,Payment Date,Amount'.split(','), []).mapping.companyNumber).toBeNull();
    for (const heading of ['Company Reg No', 'Companies House Registration Number', 'Supplier Registered Company Number', 'CompanyNumber', 'Registered Company No.']) expect(mapColumns([heading], []).mapping.companyNumber?.column).toBe(heading);
    for (const heading of ['Charity Commission Number', 'Registered charity number', 'CharityNo']) expect(mapColumns([heading], []).mapping.charityNumber?.column).toBe(heading);
  });

  test.each([['Net Amount', 'net'], ['Amount excl VAT', 'net'], ['Total (excludes VAT)', 'net'], ['Amount inc. VAT', 'gross'], ['Gross', 'gross'], ['Amount', null], ['Net amount (inc irrecoverable VAT)', 'net'], ['NET_AMT', 'net']])('VAT by the heading %s', (heading, vat) => {
    expect(vatOfHeading(heading)).toBe(vat);
  });

  test('a heading is read in one spelling', () => {
    expect([headingText('SUPPLIERNAME'), headingText(' Supplier_Name '), headingText('Supplier name:'), headingText('Suplier Name'), headingText('\uFEFF"Supplier Name'), headingText('6 Supplier Name'), headingText('SuppID(T)')]).toEqual([...Array<string>(6).fill('supplier name'), 'supp name']);
  });
});

describe('cells speak too', () => {
  const rows = (count: number, row: (index: number) => string[]) => Array.from({ length: count }, (_, index) => row(index));
  test('a column headed like an amount that holds words is not one', () => {
    const { mapping } = mapColumns(['Date', 'Total', 'Supplier', 'Value'], rows(30, (index) => ['2024-01-02', 'Highways', `Firm ${index}`, `${index}.50`]));
    expect(mapping.amount?.column).toBe('Value');
  });
  test('“Supplier” of codes gives way to a name', () => {
    const { mapping } = mapColumns(['Date', 'Amount', 'Supplier', 'Supplier Description'], rows(30, (index) => ['2024-01-02', `${index}.50`, `40${index}`, `Firm ${index}`]));
    expect(mapping.supplier?.column).toBe('Supplier Description');
  });
  test('an empty directorate gives way to the service', () => {
    const { mapping } = mapColumns(['Date', 'Amount', 'Supplier', 'Directorate', 'Service'], rows(30, (index) => ['2024-01-02', `${index}.50`, `Firm ${index}`, '', 'Parks']));
    expect(mapping.unit?.column).toBe('Service');
  });
  test('a heading that says nothing is known by its cells, with less confidence', () => {
    const { mapping } = mapColumns(['When', 'How much', 'Supplier'], rows(30, (index) => ['02/01/2024', `1,00${index % 10}.50`, `Firm ${index}`]));
    expect([mapping.date?.column, mapping.amount?.column]).toEqual(['When', 'How much']);
    expect(mapping.date!.confidence).toBeLessThan(0.7);
  });
  test('two columns as good as each other: one is taken with little confidence, and it is said', () => {
    const { mapping, notes } = mapColumns(['Date', 'Amount', 'Amount', 'Supplier'], rows(30, (index) => ['2024-01-02', `${index}.50`, `${index + 9}.75`, `Firm ${index}`]));
    expect(mapping.amount).toEqual({ column: 'Amount', index: 1, confidence: 0.5 });
    expect(notes[0]).toContain('Two columns could be the amount');
    expect(mapColumns(['Date', 'Amount', 'Amount', 'Supplier'], rows(30, (index) => ['2024-01-02', `${index}.50`, `${index}.50`, `Firm ${index}`])).notes).toEqual([]);
  });
  test('data is not taken for headings', () => {
    expect(findHeadings([['2024-01-02', '5.00', 'Payment Processing Ltd'], ['2024-01-03', '6.00', 'Supplier Services']])).toBe(-1);
    expect(findHeadings([['Report of payments to suppliers by date'], ['', ''], ['a', 'b', 'c']])).toBe(-1);
  });
});
