/** Grants of the demonstration county: invented, as a council might keep them in a spreadsheet with 360Giving's titles. */
interface DemonstrationGrant {
  readonly to: string;
  readonly charity?: string;
  readonly company?: string;
  readonly what: string;
  readonly pounds: string;
  /** Days before the loading on which it was awarded, and for how many months. */
  readonly daysAgo: number;
  readonly months: number;
  readonly unit: string;
  readonly programme: string;
  readonly area: string;
  readonly councillor?: string;
}

const MEMBERS = 'Members’ community grants';
const CHEST = 'Community chest';
const CORE = 'Core support for carers';

export const GRANTS: readonly DemonstrationGrant[] = [
  { to: 'Wantshire Community Foundation', charity: '9913001', what: 'Small grants to groups that nobody reaches', pounds: '120,000.00', daysAgo: 300, months: 24, unit: 'Public Health', programme: 'Small groups fund', area: 'Wantshire' },
  { to: 'Harbour Youth Trust', charity: '9912001', what: 'A youth worker on the quay at weekends', pounds: '38,400.00', daysAgo: 340, months: 36, unit: 'Children and Young People', programme: CHEST, area: 'Coast' },
  { to: 'Lantern Young People', charity: '9912005', what: 'Counselling in the village halls', pounds: '24,500.00', daysAgo: 335, months: 12, unit: 'Children and Young People', programme: CHEST, area: 'Stour Valley' },
  { to: 'Carers of the Downs', charity: '9913002', what: 'A sitting service, so that carers can go out', pounds: '61,250.50', daysAgo: 330, months: 12, unit: 'Adult Social Care', programme: CORE, area: 'Downs' },
  { to: 'Stour Carers’ Voice', charity: '9913003', what: 'Advice and a telephone line', pounds: '42,000.00', daysAgo: 330, months: 12, unit: 'Adult Social Care', programme: CORE, area: 'Stour Valley' },
  { to: 'North Wantshire Crossroads', charity: '9913004', what: 'Breaks for carers at night', pounds: '96,000.00', daysAgo: 328, months: 24, unit: 'Adult Social Care', programme: CORE, area: 'North' },
  { to: 'Tideway Ramblers Association', charity: '9912011', what: 'Healthy walks from the surgery', pounds: '3,600.00', daysAgo: 250, months: 12, unit: 'Public Health', programme: CHEST, area: 'Coast' },
  { to: 'Stour Villages Transport', charity: '9912013', what: 'Drivers for hospital visits', pounds: '18,750.00', daysAgo: 240, months: 12, unit: 'Highways and Transport', programme: CHEST, area: 'Stour Valley' },
  { to: 'The Blue Door Day Centre', charity: '9913005', what: 'Lunch and company on weekdays', pounds: '27,300.00', daysAgo: 225, months: 12, unit: 'Adult Social Care', programme: CHEST, area: 'South' },
  { to: 'Deaf Wantshire', charity: '9913006', what: 'Lip-reading classes', pounds: '5,420.00', daysAgo: 210, months: 9, unit: 'Adult Social Care', programme: CHEST, area: 'Wantshire' },
  { to: 'Quay Kitchen CIC', company: '99130071', what: 'Cooking for young people who leave care', pounds: '15,800.00', daysAgo: 200, months: 12, unit: 'Children and Young People', programme: CHEST, area: 'Coast' },
  { to: 'Fallow Field Allotments', what: 'A raised bed and a shed', pounds: '536.75', daysAgo: 190, months: 3, unit: 'Public Health', programme: CHEST, area: 'North' },
  { to: 'Memory Café, Eastmarsh', charity: '9913008', what: 'A café for people with dementia and their families', pounds: '4,950.00', daysAgo: 160, months: 12, unit: 'Adult Social Care', programme: CHEST, area: 'South' },
  { to: 'Downs Good Neighbours', charity: '9913009', what: 'Shopping and small repairs', pounds: '7,200.00', daysAgo: 150, months: 12, unit: 'Adult Social Care', programme: CHEST, area: 'Downs' },
  { to: 'Homestart Stour', charity: '9913010', what: 'Volunteers who visit young families', pounds: '33,000.00', daysAgo: 140, months: 24, unit: 'Children and Young People', programme: CHEST, area: 'Stour Valley' },
  { to: 'Wantshire Mediation Volunteers', charity: '9913011', what: 'Training of twelve neighbours', pounds: '2,880.00', daysAgo: 120, months: 6, unit: 'Corporate Services', programme: CHEST, area: 'Wantshire' },
  { to: 'Eastmarsh Brass', what: 'Instruments for beginners', pounds: '900.00', daysAgo: 110, months: 12, unit: 'Corporate Services', programme: MEMBERS, area: 'South', councillor: 'Cllr Edna Pike' },
  { to: 'Northgate Scouts', charity: '9913012', what: 'Two tents', pounds: '640.00', daysAgo: 100, months: 6, unit: 'Corporate Services', programme: MEMBERS, area: 'North', councillor: 'Cllr Arun Mistry' },
  { to: 'Stour Bridge Village Hall', charity: '9913013', what: 'A ramp at the side door', pounds: '2,500.00', daysAgo: 90, months: 6, unit: 'Corporate Services', programme: MEMBERS, area: 'Stour Valley', councillor: 'Cllr Edna Pike' },
  { to: 'Friends of Quay Park', what: 'Benches', pounds: '1,150.00', daysAgo: 80, months: 3, unit: 'Corporate Services', programme: MEMBERS, area: 'Coast', councillor: 'Cllr Tom Laker' },
  { to: 'Downs Bowls Club', what: 'Lessons for people over seventy', pounds: '750.00', daysAgo: 60, months: 6, unit: 'Corporate Services', programme: MEMBERS, area: 'Downs', councillor: 'Cllr Arun Mistry' },
  { to: 'Women’s Refuge of Wantshire', charity: '9913014', what: 'Toys and a garden', pounds: '9,999.99', daysAgo: 45, months: 12, unit: 'Children and Young People', programme: CHEST, area: 'Wantshire' },
  { to: 'Carers of the Downs', charity: '9913002', what: 'A sitting service, second year', pounds: '63,000.00', daysAgo: 20, months: 12, unit: 'Adult Social Care', programme: CORE, area: 'Downs' },
];

/** What the foundation gave on of its grant. */
export const PASSED_ON = [
  { recipientName: 'Quay Sewing Circle', charityNumber: '', amount: '1,200', purpose: 'Machines and a teacher for new mothers' },
  { recipientName: 'Northgate Boxing Club', charityNumber: '', amount: '3,500', purpose: 'A coach on Friday nights' },
  { recipientName: 'Downs Good Neighbours', charityNumber: '9913009', amount: '2,000', purpose: 'Petrol for volunteers' },
] as const;

const TITLES = ['Identifier', 'Title', 'Description', 'Currency', 'Amount Awarded', 'Award Date', 'Planned Dates:Start Date', 'Planned Dates:Duration (months)', 'Recipient Org:Name', 'Recipient Org:Charity Number', 'Recipient Org:Company Number', 'Funding Org:Name', 'Funding Org:Department', 'Grant Programme:Title', 'Beneficiary Location:Name', 'Councillor'];
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** The spreadsheet. @param day the calendar date so many days from the loading */
export function demonstrationGrants(day: (days: number) => string): string {
  const rows = GRANTS.map((grant, index) => [
    `360G-wantshire-${String(index + 1).padStart(4, '0')}`, `${grant.what.split(',')[0]!}, ${grant.to}`, grant.what, 'GBP', `£${grant.pounds}`, day(-grant.daysAgo), day(-grant.daysAgo + 14), String(grant.months),
    grant.to, grant.charity ?? '', grant.company ?? '', 'Wantshire County Council', grant.unit, grant.programme, grant.area, grant.councillor ?? '',
  ]);
  return [TITLES, ...rows].map((row) => row.map(quoted).join(',')).join('\r\n');
}
