/** What the demonstration's suppliers say of themselves, once, and what they keep in their vaults. Wholly invented. */

/** Answers to the core questionnaire by the key of the question. Days are given in days before the loading. */
export interface CoreStory {
  readonly supplier: string;
  readonly formedDaysAgo: number;
  readonly people: readonly { readonly name: string; readonly kind: 'director' | 'trustee' | 'partner' | 'significant-control' }[];
  readonly answers: Readonly<Record<string, readonly string[]>>;
}

const NONE = ['None of these'];
const COMMON = { 'people-complete': ['yes'], 'mandatory-grounds': NONE, 'discretionary-grounds': NONE, 'insurance-willing': ['yes'], 'modern-slavery': ['No'], 'health-and-safety': ['Yes'] } as const;
const AUDITED = 'Audited accounts';
const UNAUDITED = 'Accounts that need no audit';
const FUNDER = 'A reference from a funder or a customer';

export const CORES: readonly CoreStory[] = [
  { supplier: 'harbour', formedDaysAgo: 7000, people: [{ name: 'Tessa Moor', kind: 'trustee' }, { name: 'Idris Cole', kind: 'trustee' }], answers: { ...COMMON, 'legal-form': ['Charitable incorporated organisation'], 'registered-address': ['The Old Boathouse, Harbour Street, Sandlin'], 'finance-evidence': [UNAUDITED, FUNDER], 'accounts-years': ['Three or more'], 'annual-income': ['412,000'] } },
  { supplier: 'stepping', formedDaysAgo: 1900, people: [{ name: 'Sam Okafor', kind: 'director' }, { name: 'Ruth Amin', kind: 'director' }], answers: { ...COMMON, 'legal-form': ['Community interest company'], 'registered-address': ['4 Mill Lane, Wantford'], 'finance-evidence': [UNAUDITED], 'accounts-years': ['Three or more'], 'health-and-safety': ['No, the law asks none of an organisation as small as ours'] } },
  { supplier: 'meadow', formedDaysAgo: 5200, people: [{ name: 'Moira Flynn', kind: 'director' }, { name: 'Dev Anand', kind: 'significant-control' }], answers: { ...COMMON, 'legal-form': ['Company limited by shares'], 'registered-address': ['Meadow House, Station Road, Wantford'], 'finance-evidence': [AUDITED, 'A letter from our bank'], 'accounts-years': ['Three or more'], 'annual-income': ['6,900,000'] } },
  { supplier: 'brightway', formedDaysAgo: 9000, people: [{ name: 'Ben Carver', kind: 'director' }, { name: 'Priscilla Long', kind: 'director' }], answers: { ...COMMON, 'legal-form': ['Company limited by shares'], 'registered-address': ['1 Broad Quay, London'], 'finance-evidence': [AUDITED, 'A guarantor, such as a parent organisation'], 'accounts-years': ['Three or more'], 'annual-income': ['182,000,000'], 'modern-slavery': ['Yes, and it is published'], 'modern-slavery-address': ['https://brightway.example/modern-slavery'], 'discretionary-grounds': ['A public contract broken or performed badly, so that it was ended or damages were paid'], 'grounds-detail': ['A cleaning contract elsewhere was ended by agreement three years ago, after two warnings. The manager was replaced, and every contract now has a monthly quality visit.'] } },
  { supplier: 'lantern', formedDaysAgo: 8200, people: [{ name: 'Leah Stone', kind: 'trustee' }, { name: 'Father Paul Esk', kind: 'trustee' }], answers: { ...COMMON, 'legal-form': ['Trust or unincorporated charity'], 'registered-address': ['St Anne’s Hall, Esk Bridge'], 'finance-evidence': [AUDITED, FUNDER], 'accounts-years': ['Three or more'], 'annual-income': ['2,300,000'] } },
];

/** Six months old and without accounts, it can still show that it is sound (DP-07). */
export const NEW_COMPANY = {
  key: 'freshtide', name: 'Fresh Tide CIC', kind: 'social-enterprise', size: 'micro', companyNumber: '99120061', charityNumber: '', summary: 'Sea swimming and kayaking for young people who find sport hard.', person: { name: 'Freya Tandy', email: 'freya@freshtide.example' },
} as const;
export const NEW_CORE: CoreStory = {
  supplier: NEW_COMPANY.key, formedDaysAgo: 183, people: [{ name: 'Freya Tandy', kind: 'director' }],
  answers: { ...COMMON, 'legal-form': ['Community interest company'], 'registered-address': ['Slipway 3, Sandlin'], 'finance-evidence': ['A forecast of income, costs and cash', 'A guarantor, such as a parent organisation'], 'accounts-years': ['None yet'], 'health-and-safety': ['No, the law asks none of an organisation as small as ours'] },
};

export const BANK: readonly { readonly topic: string; readonly text: string; readonly purpose: string; readonly type: string; readonly wordLimit: string; readonly minutes: string; readonly judgement: string }[] = [
  { topic: 'safeguarding', text: 'Who leads safeguarding, and what do they do when a child tells a worker something?', purpose: 'Children will be in your care.', type: 'long-text', wordLimit: '200', minutes: '20', judgement: 'information' },
  { topic: 'safeguarding', text: 'Is everyone who works alone with children checked at the enhanced level before they begin?', purpose: 'The law asks for it.', type: 'yes-no', wordLimit: '', minutes: '1', judgement: 'pass-or-fail' },
  { topic: 'data-protection', text: 'Where are young people’s records kept, and who can read them?', purpose: 'They are about children, and some are about their health.', type: 'long-text', wordLimit: '150', minutes: '15', judgement: 'information' },
  { topic: 'financial-standing', text: 'How will you pay wages until the first payment arrives?', purpose: 'So that payment can be planned with you.', type: 'long-text', wordLimit: '150', minutes: '15', judgement: 'finance-view' },
];
