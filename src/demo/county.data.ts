/**
 * The demonstration county: wholly invented. Any likeness to a real council, supplier or person is by chance.
 * The outcomes are examples, since the papers name none.
 */
import type { Role } from '#platform/access/roles';

export const COUNTY = { slug: 'wantshire', name: 'Wantshire County Council', kind: 'county-council', contactEmail: 'commissioning@wantshire.example', website: 'https://wantshire.example' } as const;

export const UNITS = ['Children and Young People', 'Adult Social Care', 'Public Health', 'Highways and Transport', 'Corporate Services'] as const;

/** One password for every demonstration sign-in; printed at the start of a demonstration site and nowhere else of use. */
export const DEMONSTRATION_PASSWORD = 'estuary-heron-ledger-41';

export interface DemonstrationPerson {
  readonly key: string;
  readonly name: string;
  readonly email: string;
  readonly jobTitle: string;
  readonly roles: readonly Role[];
}

/** Staff, by what they do. */
export const STAFF: readonly DemonstrationPerson[] = [
  { key: 'administrator', name: 'Alison Marsh', email: 'alison.marsh@wantshire.example', jobTitle: 'Systems administrator', roles: ['administrator'] },
  { key: 'policy', name: 'Peter Oyelaran', email: 'peter.oyelaran@wantshire.example', jobTitle: 'Policy and partnerships adviser', roles: ['policy-officer'] },
  { key: 'commissioner', name: 'Carys Bennett', email: 'carys.bennett@wantshire.example', jobTitle: 'Commissioner, young people', roles: ['commissioner'] },
  { key: 'officer', name: 'Omar Haddad', email: 'omar.haddad@wantshire.example', jobTitle: 'Procurement officer', roles: ['procurement-officer'] },
  { key: 'opener', name: 'Olive Tranter', email: 'olive.tranter@wantshire.example', jobTitle: 'Procurement officer', roles: ['procurement-officer'] },
  { key: 'manager', name: 'Marcus Webb', email: 'marcus.webb@wantshire.example', jobTitle: 'Contract manager', roles: ['contract-manager'] },
  { key: 'manager2', name: 'Mina Kaur', email: 'mina.kaur@wantshire.example', jobTitle: 'Contract manager, adults', roles: ['contract-manager'] },
  { key: 'director', name: 'Diane Foley', email: 'diane.foley@wantshire.example', jobTitle: 'Director of commissioning', roles: ['lead-director'] },
  { key: 'finance', name: 'Femi Adeyemi', email: 'femi.adeyemi@wantshire.example', jobTitle: 'Finance business partner', roles: ['finance-officer'] },
  { key: 'legal', name: 'Laura Quint', email: 'laura.quint@wantshire.example', jobTitle: 'Solicitor', roles: ['legal-officer'] },
  { key: 'auditor', name: 'Ivan Petrov', email: 'ivan.petrov@wantshire.example', jobTitle: 'Internal auditor', roles: ['auditor'] },
  { key: 'panel1', name: 'Priya Shah', email: 'priya.shah@wantshire.example', jobTitle: 'Youth service manager', roles: [] },
  { key: 'panel2', name: 'Paul Denne', email: 'paul.denne@wantshire.example', jobTitle: 'Public health specialist', roles: [] },
  { key: 'panel3', name: 'Rosa Lind', email: 'rosa.lind@wantshire.example', jobTitle: 'Head of early help', roles: [] },
];

export interface DemonstrationSupplier {
  readonly key: string;
  readonly name: string;
  readonly kind: 'private' | 'vcse' | 'social-enterprise' | 'public' | 'sole-trader';
  readonly size: 'micro' | 'small' | 'medium' | 'large';
  readonly companyNumber: string;
  readonly charityNumber: string;
  readonly summary: string;
  /** ONS codes of where it works. The one that works in both districts of the coast is too small for a contract of the whole: there coverage is at risk. */
  readonly areas: readonly string[];
  readonly person: { readonly name: string; readonly email: string };
}

/** Suppliers, from a charity whose manager writes bids at night to a large prime. Numbers are of the right form and invented. */
export const SUPPLIERS: readonly DemonstrationSupplier[] = [
  { key: 'harbour', name: 'Harbour Youth Trust', kind: 'vcse', size: 'small', companyNumber: '', charityNumber: '9912001', summary: 'Detached youth work and mentoring on the coast.', areas: ['E07000113', 'E07000114'], person: { name: 'Hannah Lowe', email: 'hannah@harbouryouth.example' } },
  { key: 'stepping', name: 'Stepping Stones Mediation CIC', kind: 'social-enterprise', size: 'micro', companyNumber: '99120021', charityNumber: '', summary: 'Family mediation by accredited mediators.', areas: ['E07000114'], person: { name: 'Sam Okafor', email: 'sam@steppingstones.example' } },
  { key: 'meadow', name: 'Meadow Care Partners Ltd', kind: 'private', size: 'medium', companyNumber: '99120031', charityNumber: '', summary: 'Short breaks and care at home.', areas: ['E07000105', 'E07000106', 'E07000110'], person: { name: 'Moira Flynn', email: 'moira@meadowcare.example' } },
  { key: 'brightway', name: 'Brightway Services plc', kind: 'private', size: 'large', companyNumber: '99120041', charityNumber: '', summary: 'Public services for many councils.', areas: ['E07000107', 'E07000109', 'E07000110', 'E07000113', 'E06000035'], person: { name: 'Ben Carver', email: 'ben.carver@brightway.example' } },
  { key: 'lantern', name: 'Lantern Young People', kind: 'vcse', size: 'medium', companyNumber: '', charityNumber: '9912005', summary: 'Youth clubs, holiday activities and counselling.', areas: ['E07000106', 'E07000108', 'E07000112', 'E07000113'], person: { name: 'Leah Stone', email: 'leah@lantern.example' } },
];

export interface DemonstrationOutcome {
  readonly code: string;
  readonly title: string;
  readonly description: string;
  readonly supporting: readonly { readonly code: string; readonly title: string; readonly description: string }[];
}

/** An example framework, marked as one. */
export const OUTCOMES: readonly DemonstrationOutcome[] = [
  { code: 'A', title: 'Children and young people in Wantshire get the best start in life', description: 'Example outcome.', supporting: [
    { code: 'A1', title: 'Young people are kept safe and stay out of trouble', description: 'Example outcome.' },
    { code: 'A2', title: 'Families under strain find help early', description: 'Example outcome.' },
  ] },
  { code: 'B', title: 'Communities benefit from growth, and are healthy and connected', description: 'Example outcome.', supporting: [
    { code: 'B1', title: 'Local firms, charities and social enterprises grow', description: 'Example outcome.' },
    { code: 'B2', title: 'People can get about safely', description: 'Example outcome.' },
  ] },
  { code: 'C', title: 'Older and vulnerable people live independently', description: 'Example outcome.', supporting: [
    { code: 'C1', title: 'Carers can go on caring', description: 'Example outcome.' },
    { code: 'C2', title: 'People live in a home that suits them', description: 'Example outcome.' },
  ] },
];
