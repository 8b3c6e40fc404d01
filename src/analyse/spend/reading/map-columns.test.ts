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
  ['Body Name,Body,Date Of Payment,Transaction Number,Amount Ex VAT,Supplier Name,Supplier ID,Expense Area,Expense Type,Expense Code', 'Date Of Payment', 'Amount Ex VAT', 'Supplier Name', 'Expense Area'],
  ['Directorate,Service,Division,Supplier Name,Invoice Amount Paid (Net of VAT),Date Invoice Paid,Description,Supplier Type', 'Date Invoice Paid', 'Invoice Amount Paid (Net of VAT)', 'Supplier Name', 'Directorate'],
  ['OrganisationalUnit,ServiceCategory,BeneficiaryName,PaymentDate,TransNo,Amount,CapitalOrRevenue,Purpose,CompanyNumber,CharityNumber', 'PaymentDate', 'Amount', 'BeneficiaryName', 'OrganisationalUnit'],
  ['CREDITOR NAME,CREDITOR CODE,INVOICE DATE,PAID DATE,NET VALUE,COST CENTRE,SUBJECTIVE,DIRECTORATE', 'PAID DATE', 'NET VALUE', 'CREDITOR NAME', 'DIRECTORATE'],
  ['Date,Supplier,Cost (ex VAT),Department,Details,Invoice number,Category', 'Date', 'Cost (ex VAT)', 'Supplier', 'Department'],
  ['LA Department,Beneficiary,Summary of the purpose of the expenditure,Amount (£),Date expenditure incurred,Merchant category', 'Date expenditure incurred', 'Amount (£)', 'Beneficiary', 'LA Department'],
  ['Account Description,Supplier Name,Posting Period,Posting Date,Document Number,Net Amount,Directorate,Service Area Name', 'Posting Date', 'Net Amount', 'Supplier Name', 'Directorate'],
  ['Supplier,Invoice no.,Invoice date,Payment date,Invoice value (net),Dept / Service', 'Payment date', 'Invoice value (net)', 'Supplier', 'Dept / Service'],
  ['Service Area,Vendor,Vendor Site,Invoice #,GL Date,Invoice Distribution Amount,Natural Account Desc', 'GL Date', 'Invoice Distribution Amount', 'Vendor', 'Service Area'],
  ['Payment Ref,Payment Date,Payee Name,Line Amount Excl VAT,Cost Centre Desc,Account Desc', 'Payment Date', 'Line Amount Excl VAT', 'Payee Name', 'Cost Centre Desc'],
  ['Spending Area,Supplier Name,Total (£),Paid Date,Classification,Reference', 'Paid Date', 'Total (£)', 'Supplier Name', 'Spending Area'],
  ['Company Name,Payment Date,Amount (Exc VAT),Service Area,Narrative,Voluntary Sector (Y/N)', 'Payment Date', 'Amount (Exc VAT)', 'Company Name', 'Service Area'],
  ['Transaction date,Beneficiary,VCSE,Amount (net of recoverable VAT),Responsible unit,Purpose of expenditure,Procurement category', 'Transaction date', 'Amount (net of recoverable VAT)', 'Beneficiary', 'Responsible unit'],
  ['Fund,Cost Element Name,Vendor Name,Pmnt date,Amount in loc.curr.,Division', 'Pmnt date', 'Amount in loc.curr.', 'Vendor Name', 'Division'],
  ['Business Unit Desc,Supplier Desc,Invoice Paid Dt,Inv Net Amt,Expense Desc', 'Invoice Paid Dt', 'Inv Net Amt', 'Supplier Desc', 'Business Unit Desc'],
  ['Cheque Number,Cheque Date,Payee,Amount Of Cheque,Department', 'Cheque Date', 'Amount Of Cheque', 'Payee', 'Department'],
  ['Merchant,Date,Amount,Cardholder Department,Business Purpose', 'Date', 'Amount', 'Merchant', 'Cardholder Department'],
  ['Transaction Date,Merchant Name,Transaction Description,Original Gross Amt,Original Net Amt,Directorate,Service', 'Transaction Date', 'Original Net Amt', 'Merchant Name', 'Directorate'],
  ['Directorate Description,Vendor Number,Vendor Name,Invoice Number,Payment Run Date,Net Value in GBP', 'Payment Run Date', 'Net Value in GBP', 'Vendor Name', 'Directorate Description'],
  ['Supplier Name (Payee),Date cheque raised,Payment (£),Service heading', 'Date cheque raised', 'Payment (£)', 'Supplier Name (Payee)', 'Service heading'],
  ['Organisation,Unit,Paid to,For,Date,£ (excl VAT)', 'Date', '£ (excl VAT)', 'Paid to', 'Unit'],
  ['Provider Name,Provider Ref,Payment Start,Payment End,Date Paid,Net Paid,Team', 'Date Paid', 'Net Paid', 'Provider Name', 'Team'],
  ['Invoice Date,Invoice Amount,VAT,Gross Invoice Amount,Supplier Name,Directorate', 'Invoice Date', 'Invoice Amount', 'Supplier Name', 'Directorate'],
  ['Year,Month,Directorate,Supplier Name,Paid Date,Sum of Line Value', 'Paid Date', 'Sum of Line Value', 'Supplier Name', 'Directorate'],
  ['Department,Creditors Reference,Creditors Name,Date of Payment,Amount Paid Net,VAT Paid,Total Paid', 'Date of Payment', 'Amount Paid Net', 'Creditors Name', 'Department'],
  ['EntityName,DepartmentFamily,PaymentDate,ExpenseType,ExpenseArea,SupplierName,TransactionNumber,Amount,PurchaseOrderNumber', 'PaymentDate', 'Amount', 'SupplierName', 'ExpenseArea'],
  ['Directorate / Department,Supplier/Provider,Payment date (dd/mm/yy),Net payment', 'Payment date (dd/mm/yy)', 'Net payment', 'Supplier/Provider', 'Directorate / Department'],
  ['Supplier Name,Date,Net Total,VAT Total,Gross Total,Nominal Code,Nominal Description,Cost Centre', 'Date', 'Net Total', 'Supplier Name', 'Cost Centre'],
  ['Committee/Service,Name of payee,Date,Ref,Total payment ex vat', 'Date', 'Total payment ex vat', 'Name of payee', 'Committee/Service'],
  ['Portfolio / Directorate,Supplier (redacted where personal),Date of payment,Value of payment,Reason for payment', 'Date of payment', 'Value of payment', 'Supplier (redacted where personal)', 'Portfolio / Directorate'],
  ['Dept_Desc,Supp_Name,Pay_Date,Net_Value,Acc_Desc', 'Pay_Date', 'Net_Value', 'Supp_Name', 'Dept_Desc'],
  ['Cost Centre (T),Supplier (T),Account (T),Paid Dt,Amount', 'Paid Dt', 'Amount', 'Supplier (T)', 'Cost Centre (T)'],
  ['Body Name,Service Division Label,Service Division,Beneficiary Name,Posting Dt,Amount Net', 'Posting Dt', 'Amount Net', 'Beneficiary Name', 'Service Division Label'],
  ['Fire Authority,Date Payment Made,Who,What,How Much', 'Date Payment Made', 'How Much', 'Who', null],
  ['Account Group,Supplier Invoice Date,Supplier,Supplier Payment Date,Payment Amount (ex VAT) £,Function', 'Supplier Payment Date', 'Payment Amount (ex VAT) £', 'Supplier', 'Function'],
  ['Trust,Date,Expense Type,Expense Area,Supplier,Transaction Number,AP Amount,Cost Centre', 'Date', 'AP Amount', 'Supplier', 'Expense Area'],
  ['Council Department,Name of Supplier/Contractor,Amount of Expenditure (£),Date of Expenditure', 'Date of Expenditure', 'Amount of Expenditure (£)', 'Name of Supplier/Contractor', 'Council Department'],
  ['Supplier_Name,Supplier_Number,Invoice_Number,Invoice_Date,Invoice_Payment_Date,Distribution_Line_Amount,Directorate_Name,Cost_Centre_Name', 'Invoice_Payment_Date', 'Distribution_Line_Amount', 'Supplier_Name', 'Directorate_Name'],
  ['SupplierName,SupplierPostcode,ClearedDate,ClearedAmt,BusinessUnit', 'ClearedDate', 'ClearedAmt', 'SupplierName', 'BusinessUnit'],
  ['Payments To,Date,Expenditure Type,Service Description,Net Amount £', 'Date', 'Net Amount £', 'Payments To', 'Service Description'],
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
    // A heading of nothing but spaces and a mark is read at once: looked for from each space, an end would take hours.
    expect(headingText(`Supplier${' '.repeat(100_000)}!`)).toBe('supplier');
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
