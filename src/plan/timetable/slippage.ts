import type { CalendarDate } from '#kernel/calendar-date';
import { decimal, type Decimal } from '#kernel/decimal';

/** One tender's slip at one stage that has happened. */
export interface TenderSlip {
  readonly opportunityId: string;
  readonly title: string;
  readonly directorate: string;
  readonly plannedOn: CalendarDate;
  readonly actualOn: CalendarDate;
  /** Days after the first plan; early counts below zero. */
  readonly days: number;
  /** Empty when nobody gave one. */
  readonly reasons: readonly string[];
}

export interface DirectorateSlippage {
  readonly directorate: string;
  readonly tenders: number;
  readonly late: number;
  readonly withoutReason: number;
  /** Mean days, early ones counted as they are, to one place. */
  readonly averageDays: Decimal;
  readonly slips: readonly TenderSlip[];
}

/** Each directorate's record, the slowest first. */
export function slippageByDirectorate(slips: readonly TenderSlip[]): readonly DirectorateSlippage[] {
  const names = [...new Set(slips.map(({ directorate }) => directorate))];
  return names.map((directorate): DirectorateSlippage => {
    const mine = slips.filter((slip) => slip.directorate === directorate);
    const total = mine.reduce((sum, { days }) => sum + days, 0);
    return {
      directorate, tenders: mine.length, late: mine.filter(({ days }) => days > 0).length, withoutReason: mine.filter(({ days, reasons }) => days > 0 && reasons.length === 0).length,
      averageDays: decimal(String(total)).divide(decimal(String(mine.length)), 1), slips: [...mine].sort((one, other) => other.days - one.days),
    };
  }).sort((one, other) => other.averageDays.compare(one.averageDays));
}
