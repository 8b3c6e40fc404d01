/** The front door of the law: dated rules as data, and pure functions that ask them. Nothing here reads a clock, a file or a database. */
export * from './rule.ts';
export { asNote, sourceText, sourceTitles } from './row.ts';
export { SOURCES, type Citation, type SourceCode } from './sources.ts';
export {
  changedSince, correctLaw, lawFor, rowsOf, ruleById, shippedLaw,
  type Correction, type Edition, type Law, type Pack, type Packs, type RowChange,
} from './law.ts';
export { packOf, pinLaw, regimeAt, type DatedRegime, type PinnedLaw } from './regime.ts';
export {
  inForce, isCovered, kpiDuty, meets, notifiableBelowThreshold, reaches, thresholdFor,
  type Coverage, type KpiDuty, type KpiFlags, type ThresholdQuestion,
} from './coverage.ts';
export {
  conditionsHold, minimumTenderingPeriod, qualifyingPlannedNoticeWindow,
  type ConsideredRule, type MinimumPeriodAnswer, type PeriodQuestion,
} from './tendering.ts';
export { standstillFor, voluntarySpan, type Standstill, type StandstillQuestion } from './standstill.ts';
export { contractDetailsDue, deadlineDate, noticeRule, sequenceFor, type ContractDetailsQuestion, type Owed } from './notices.ts';
export * from './clocks.ts';
export { bankHolidays, easterSunday, holidayDates, FIRST_HOLIDAY_YEAR, LAST_HOLIDAY_YEAR, type BankHoliday, type Division } from './holidays.ts';
