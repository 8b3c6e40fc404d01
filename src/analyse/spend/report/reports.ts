import type { Read } from '#platform/database/connection';
import { contractsReport, mixReport, valuesReport } from './agreement-reports.reader.ts';
import { districtReport, localReport } from './local-report.reader.ts';
import { baselineReport, directorateReport, serviceReport } from './place-reports.reader.ts';
import type { ReportBody, ReportQuestion } from './report.ts';
import { sectorReport, sizeReport, yearsReport } from './supplier-reports.reader.ts';

export interface ReportDefinition {
  readonly title: string;
  readonly lead: string;
  readonly read: (read: Read, question: ReportQuestion) => Promise<ReportBody>;
}

/** Every report, by its address. */
export const REPORTS: Readonly<Record<string, ReportDefinition>> = {
  size: { title: 'Spending by size of supplier', lead: 'What is spent with micro, small, medium and large suppliers.', read: sizeReport },
  sector: { title: 'Spending by sector', lead: 'What is spent with private, voluntary and community, and public suppliers.', read: sectorReport },
  local: { title: 'Local spending', lead: 'What is spent with local suppliers, directly and through main contractors, against the target.', read: localReport },
  district: { title: 'Spending by district', lead: 'Where the suppliers are.', read: districtReport },
  service: { title: 'Spending by service', lead: 'What each service spends.', read: serviceReport },
  directorate: { title: 'Spending by directorate', lead: 'What each directorate spends.', read: directorateReport },
  years: { title: 'Spending year on year', lead: 'What was spent each year, and on what kind of thing.', read: yearsReport },
  baseline: { title: 'Spending baseline', lead: 'For each service, what is spent, how much of it outside, and how it reconciles to the ledger.', read: baselineReport },
  contracts: { title: 'Spending and contracts', lead: 'What was paid under contracts on the register, and what was paid without one.', read: contractsReport },
  mix: { title: 'Funding mix', lead: 'How much is granted, contracted and done in-house, with whom, and who was funded last year and is not now.', read: mixReport },
  values: { title: 'What the publication value lists', lead: 'How many payments are published one by one at each value, and the work that causes.', read: valuesReport },
};
export const REPORT_TITLES = Object.entries(REPORTS).map(([key, { title }]) => [key, title] as const);
