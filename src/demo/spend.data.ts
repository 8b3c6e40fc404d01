import { fileOf } from '#spend';

/** A year of the county's ledger, wholly invented: suppliers spelt as ledgers spell them, some that nobody has matched yet, names withheld, work done in-house and grants. */
interface Payee {
  readonly supplier: string;
  readonly company?: string;
  readonly charity?: string;
  readonly unit: string;
  readonly service: string;
  readonly purpose: string;
  readonly category: string;
  /** Pounds of a usual payment. */
  readonly usual: number;
  readonly aMonth: number;
  readonly redacted?: true;
}

const PAYEES: readonly Payee[] = [
  { supplier: 'HARBOUR YOUTH TRUST', charity: '9912001', unit: 'Children and Young People', service: 'Youth work', purpose: 'Detached youth work', category: 'Third party payments', usual: 5_100, aMonth: 8 },
  { supplier: 'Lantern Young People', charity: '9912005', unit: 'Children and Young People', service: 'Short breaks', purpose: 'Holiday activities', category: 'Third party payments', usual: 7_000, aMonth: 9 },
  { supplier: 'Stepping Stones Mediation C.I.C.', company: '99120021', unit: 'Children and Young People', service: 'Family support', purpose: 'Family mediation', category: 'Third party payments', usual: 3_900, aMonth: 5 },
  { supplier: 'MEADOW CARE PARTNERS LTD', company: '99120031', unit: 'Adult Social Care', service: 'Home care', purpose: 'Care at home', category: 'Third party payments', usual: 19_000, aMonth: 24 },
  { supplier: 'Brightway Services PLC', company: '99120041', unit: 'Adult Social Care', service: 'Extra care housing', purpose: 'Night cover', category: 'Third party payments', usual: 39_000, aMonth: 16 },
  { supplier: 'Brightway Services plc', company: '99120041', unit: 'Public Health', service: 'Healthy living', purpose: 'Stop smoking service', category: 'Third party payments', usual: 13_200, aMonth: 6 },
  { supplier: 'Drainwright Limited', company: '99120121', unit: 'Highways and Transport', service: 'Roads', purpose: 'Gully emptying', category: 'Contractors', usual: 11_000, aMonth: 14 },
  { supplier: 'Stour Villages Transport', charity: '9912013', unit: 'Highways and Transport', service: 'Community transport', purpose: 'Community minibus', category: 'Contractors', usual: 2_400, aMonth: 6 },
  { supplier: 'Many Tongues LLP', unit: 'Corporate Services', service: 'Communications', purpose: 'Interpreting', category: 'Professional services', usual: 2_000, aMonth: 8 },
  { supplier: 'Tideway Ramblers Association', charity: '9912011', unit: 'Public Health', service: 'Healthy living', purpose: 'Grant for healthy walks', category: 'Grants', usual: 1_050, aMonth: 2 },
  { supplier: 'Lantern Young People', charity: '9912005', unit: 'Children and Young People', service: 'Youth work', purpose: 'Grant for youth clubs', category: 'Grants', usual: 5_600, aMonth: 2 },
  { supplier: 'ESTUARY TAXIS (WANTSHIRE)', unit: 'Children and Young People', service: 'School transport', purpose: 'Taxis', category: 'Transport', usual: 1_800, aMonth: 30 },
  { supplier: 'Ash & Elm Joinery', unit: 'Corporate Services', service: 'Property', purpose: 'Repairs', category: 'Premises', usual: 6_300, aMonth: 9 },
  { supplier: 'Saltmarsh IT Solutions', unit: 'Corporate Services', service: 'Information technology', purpose: 'Licences', category: 'Supplies', usual: 9_400, aMonth: 5 },
  { supplier: 'Heron Agency Staff', unit: 'Adult Social Care', service: 'Home care', purpose: 'Agency workers', category: 'Employees', usual: 5_700, aMonth: 18 },
  { supplier: 'REDACTED PERSONAL DATA', unit: 'Children and Young People', service: 'Fostering', purpose: 'Fees', category: 'Third party payments', usual: 1_350, aMonth: 28, redacted: true },
  { supplier: 'Wantshire residential homes', unit: 'Adult Social Care', service: 'Residential care', purpose: 'Own homes', category: 'Internal recharge', usual: 118_000, aMonth: 4 },
  { supplier: 'Wantshire fostering team', unit: 'Children and Young People', service: 'Fostering', purpose: 'Own carers and staff', category: 'Internal recharge', usual: 86_000, aMonth: 4 },
  { supplier: 'Wantshire highways depot', unit: 'Highways and Transport', service: 'Roads', purpose: 'Own gangs', category: 'Internal recharge', usual: 47_000, aMonth: 3 },
];

/** The rules by which the county's ledger is told apart. */
export const SPEND_KIND_RULES = 'in-house: category is Internal recharge\ngrant: category is Grants';
/** Postcode districts that no real place has. */
export const LOCAL_DISTRICTS = 'North: QW1\nCoast: QW2, QW3\nStour Valley: QW4\nDowns: QW5';
export const POSTCODES: Readonly<Record<string, string>> = { harbour: 'QW2 4HY', stepping: 'QW1 1SM', meadow: 'QW4 7MC', brightway: 'QZ9 1BS', lantern: 'QW3 2LY' };

/** So many payments of a payee in a month, of amounts that differ as real ones do. @param month 'YYYY-MM' */
export function ledgerOf(months: readonly string[]) {
  let number = 0;
  return fileOf(months.flatMap((month) => PAYEES.flatMap((payee, index) => Array.from({ length: payee.aMonth }, (_, nth) => {
    number++;
    const share = 60 + ((nth * 37 + index * 53 + Number(month.slice(5)) * 29) % 80);
    return {
      date: `${month}-${String(1 + ((nth * 11 + index * 3) % 28)).padStart(2, '0')}`, amountPence: BigInt(payee.usual) * BigInt(share) + BigInt((nth * 17 + index) % 100) * (nth % 40 === 39 ? -1n : 1n), supplier: payee.supplier, redacted: payee.redacted === true,
      unit: payee.unit, service: payee.service, purpose: payee.purpose, category: payee.category, transactionNumber: `${month.replace('-', '')}${String(number).padStart(6, '0')}`,
      companyNumber: payee.company ?? null, charityNumber: payee.charity ?? null, vat: 'net' as const, capital: payee.category === 'Premises',
    };
  }))), months.join(' '));
}
