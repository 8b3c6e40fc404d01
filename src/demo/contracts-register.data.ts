/** A year’s register as a council might publish it: invented, with the oddities of a real one. Made from a few words so that it reads like fifty different contracts. */
const SERVICES = [
  ['Children and Young People', 'Holiday activities for children with disabilities', 'Lantern Young People', '', '9912005', 84_000, 'Yes', 'Yes', 'A1'],
  ['Children and Young People', 'Supervised contact centre', 'Stepping Stones Mediation CIC', '99120021', '', 46_500, 'Yes', 'Yes', 'A2'],
  ['Children and Young People', 'Independent visitors for looked-after children', 'Harbour Youth Trust', '', '9912001', 61_200, 'Yes', 'Yes', 'A1'],
  ['Adult Social Care', 'Carers’ assessment and support', 'Meadow Care Partners Ltd', '99120031', '', 912_000, 'Yes', 'No', 'C1'],
  ['Adult Social Care', 'Extra care housing, night cover', 'Brightway Services plc', '99120041', '', 2_340_000, 'No', 'No', 'C2'],
  ['Public Health', 'Stop smoking in the workplace', 'Brightway Services plc', '99120041', '', 318_000, 'No', 'No', 'B'],
  ['Public Health', 'Healthy walks', 'Tideway Ramblers Association', '', '9912011', 12_400, 'Yes', 'Yes', 'B'],
  ['Highways and Transport', 'Gully emptying', 'Drainwright Limited', '99120121', '', 640_000, 'Yes', 'No', 'B2'],
  ['Highways and Transport', 'Community minibus, Stour villages', 'Stour Villages Transport', '', '9912013', 28_750, 'Yes', 'Yes', 'B2'],
  ['Corporate Services', 'Translation and interpreting', 'Many Tongues LLP', 'OC991214', '', 96_000, 'Yes', 'No', 'B'],
] as const;

const AREAS = ['North', 'South', 'Coast', 'Stour Valley', 'Downs'] as const;

/** The one contract of the register whose review nobody has held. */
export const MISSED_CONTRACT = 'Gully emptying, Coast';

/** What the managers wrote up, in turn. */
export const REVIEW_NOTES = [
  { results: 'All targets met but one. Attendance rose by a tenth on the year before.', issues: 'Two invoices were paid late, by us.', actions: 'Invoices go to the shared inbox from now on.' },
  { results: 'Nine in ten of those asked said that the service was good or very good.', issues: 'Staff turnover: four of eleven left in the year.', actions: 'The provider sends a recruitment plan by the next quarter.' },
  { results: 'Delivered in full and within the price. No complaints.', issues: 'None', actions: 'None' },
  { results: 'Numbers were a fifth below what was agreed in the first half, and at target since the autumn.', issues: 'Referrals from schools come late in the term.', actions: 'We write to head teachers each September.' },
  { results: 'Outcomes good where people stayed the course; a third left early.', issues: 'No transport from the outlying villages.', actions: 'Try one session a fortnight in the village hall, and look again in six months.' },
] as const;

/** Some rows name no manager, some no outcome, and some have run past their end: what registers are like. */
const isUnmanaged = (number: number): boolean => number % 9 === 8;
const isWithoutOutcome = (number: number): boolean => number % 7 === 5;
const isPastItsEnd = (number: number): boolean => number % 17 === 3;

/** The first of a month, so many months before the day. */
const monthStart = (today: string, monthsBefore: number): Date => new Date(Date.UTC(Number(today.slice(0, 4)), Number(today.slice(5, 7)) - 1 - monthsBefore, 1));
const inRegister = (date: Date): string => `${String(date.getUTCDate()).padStart(2, '0')}/${String(date.getUTCMonth() + 1).padStart(2, '0')}/${date.getUTCFullYear()}`;

/**
 * The register's CSV.
 * @param today 'YYYY-MM-DD'; contracts begin up to two years before it and end up to four years after, but for a few that have run past their end
 * @param managers the names that the file gives
 */
export function demonstrationRegister(today: string, managers: readonly string[], director: string): string {
  const heading = 'Contract Reference,Contract Title,Directorate,Description,Start Date,End Date,Contract Value,Supplier Name,Company Number,Charity Number,SME,VCSE,Process,Contract Manager,Lead Director,Outcomes';
  const rows = AREAS.flatMap((area, areaIndex) =>
    SERVICES.map(([directorate, title, supplier, company, charity, value, sme, vcse, outcome], index) => {
      const number = areaIndex * SERVICES.length + index;
      const starts = monthStart(today, number % 2 === 0 ? 9 + (number % 3) : 13 + ((number * 5) % 11));
      // The day before the first of a month.
      const ends = new Date(monthStart(today, isPastItsEnd(number) ? 1 : -(3 + ((number * 7) % 45))).getTime() - 86_400_000);
      const manager = isUnmanaged(number) ? '' : managers[number % managers.length]!;
      const cells = [
        `W${1000 + number}`, `${title}, ${area}`, directorate, `${title} in ${area} Wantshire`, inRegister(starts), inRegister(ends), (value + areaIndex * 1250).toFixed(2), supplier, company, charity, sme, vcse,
        index % 4 === 0 ? 'Invitation to quote' : 'Published invitation to tender', manager, manager ? director : '', isWithoutOutcome(number) ? '' : outcome,
      ];
      return cells.map((cell) => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
    }),
  );
  return `${heading}\r\n${rows.join('\r\n')}\r\n`;
}
