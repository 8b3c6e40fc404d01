import { addDays, addMonths, calendarDate, formatDate, type CalendarDate } from '#kernel/calendar-date';
import type { GrossPence, NetPence } from '#kernel/money';
import { formatPounds } from '#kernel/money';
import { asNote, deadlineDate, lawFor, meets, shippedLaw, type Law } from '#law';
import type { RuleNote } from '#kernel/rule-note';

/** Something the authority means to buy, wherever it is written down. */
export interface Planned {
  readonly title: string;
  readonly reference: string;
  readonly address: string;
  readonly source: 'opportunity' | 'early-notice' | 'exercise';
  /** The day on which its tender or transparency notice is expected. */
  readonly expectedOn: CalendarDate | null;
  /** Its estimated value; null where nobody has estimated it. */
  readonly value: { readonly net: NetPence; readonly gross: GrossPence } | null;
}

export interface Pipeline {
  readonly listed: readonly Planned[];
  readonly leftOut: readonly { readonly planned: Planned; readonly why: string }[];
}

/** The financial year of a day: its 1 April. */
export const financialYearOf = (day: CalendarDate): CalendarDate => calendarDate(`${Number(day.slice(0, 4)) - (day.slice(5) < '04-01' ? 1 : 0)}-04-01`);

/** The months a pipeline notice looks ahead, from the first day of its financial year. */
export function reportingPeriod(startsOn: CalendarDate, law: Law = shippedLaw): { readonly from: CalendarDate; readonly to: CalendarDate; readonly rule: RuleNote } {
  const row = lawFor('uk-2026', law).rules.noticeFacts.pipelinePeriod;
  return { from: startsOn, to: addDays(addMonths(startsOn, row.value.reportingPeriodMonths), -1), rule: asNote(row) };
}

/** The last day on which the notice of a financial year is in time. */
export const pipelineDue = (startsOn: CalendarDate, law: Law = shippedLaw): CalendarDate => deadlineDate(lawFor('uk-2026', law).rules.deadlines.pipelineNotice, startsOn, law) ?? startsOn;

/** Whether an authority that expects to pay so much owes the notice, and the rule. */
export function owesPipeline(expectedGross: GrossPence, law: Law = shippedLaw): { readonly required: boolean; readonly rule: RuleNote } {
  const row = lawFor('uk-2026', law).rules.moneyTests.pipelineAuthoritySpend;
  return { required: meets(row, { net: expectedGross as unknown as NetPence, gross: expectedGross }), rule: asNote(row) };
}

/** Sorts what is planned into what the notice lists and what it leaves out, each with why. */
export function pipelineOf(planned: readonly Planned[], startsOn: CalendarDate, law: Law = shippedLaw): Pipeline {
  const { from, to } = reportingPeriod(startsOn, law);
  const test = lawFor('uk-2026', law).rules.moneyTests.pipelineContract;
  const why = ({ expectedOn, value }: Planned): string | null => {
    if (value === null) return 'Nobody has estimated its value yet.';
    if (!meets(test, value)) return `It is estimated at ${formatPounds(value.gross)} with VAT. ${asNote(test).sentence}`;
    if (expectedOn === null) return 'No day is given on which its notice is expected.';
    if (expectedOn < from || expectedOn > to) return `Its notice is expected on ${formatDate(expectedOn)}, outside ${formatDate(from)} to ${formatDate(to)}.`;
    return null;
  };
  const sorted = planned.map((one) => ({ planned: one, why: why(one) }));
  return { listed: sorted.filter((one) => one.why === null).map((one) => one.planned).sort((one, other) => one.expectedOn!.localeCompare(other.expectedOn!)), leftOut: sorted.filter((one): one is { planned: Planned; why: string } => one.why !== null) };
}
