import { addDays, formatDate, londonDate, type CalendarDate } from '#kernel/calendar-date';
import { formatInstant } from '#kernel/instant';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { RuleNote } from '#kernel/rule-note';
import { isWorkingDay, workingDaysAnyUkHoliday, type BankHoliday } from '#law';
import type { PromisedDays } from '#policy';
import type { Opportunity } from './opportunity.ts';

/** Whether a supplier may still ask. */
export function decideAsking(opportunity: Pick<Opportunity, 'state' | 'clarificationsUntil'>, now: Date): Decision {
  if (opportunity.state !== 'published' || opportunity.clarificationsUntil === null) return refuse('not-open', 'Questions can be asked only while an opportunity is open.');
  if (now >= opportunity.clarificationsUntil) {
    return refuse('too-late', `Questions could be asked until ${formatInstant(opportunity.clarificationsUntil)}. The answers to earlier ones are on the opportunity’s page.`);
  }
  return allow();
}

export interface MaterialAnswer {
  readonly material: boolean;
  /** The later closing set in the same act, where there is one. */
  readonly newClosesAt: Date | null;
  readonly closesAt: Date;
  readonly now: Date;
  /** How near to closing counts as late; null where the authority has not said, and then every material answer does. */
  readonly within: PromisedDays | null;
  readonly note: RuleNote;
  readonly holidays: readonly BankHoliday[];
}

/** What the day to answer a question by is counted from. */
export interface AskedQuestion {
  readonly askedAt: Date;
  readonly closesAt: Date;
  /** The time promised to whoever asks, as the policy of the day of asking has it; null where the authority promised none. */
  readonly promised: PromisedDays | null;
  /** How near to closing counts as late for an answer that changes what bidders must do; null where the authority has not said. */
  readonly late: PromisedDays | null;
  readonly holidays: readonly BankHoliday[];
}

/**
 * The day by which a question is to be answered: so many days after the day it was asked, and never later than the last working day
 * before answers count as late, or before bids close. A question asked later than that is to be answered on the day it was asked.
 */
export function answerBy({ askedAt, closesAt, promised, late, holidays }: AskedQuestion): CalendarDate {
  const [asked, closing] = [londonDate(askedAt), londonDate(closesAt)];
  const beforeClosing = lastWorkingDayBefore(closing, holidays);
  const beforeLate = late === null ? beforeClosing : lastWorkingDayBefore(daysBefore(closing, late, holidays), holidays);
  const latest = beforeLate > asked ? beforeLate : beforeClosing > asked ? beforeClosing : asked;
  const due = promised === null ? latest : daysAfter(asked, promised, holidays);
  return due < latest ? due : latest;
}

/** An answer that changes what bidders price or write, late in the time to tender, needs a later closing (DP-10). */
export function decideMaterialAnswer({ material, newClosesAt, closesAt, now, within, note, holidays }: MaterialAnswer): Decision {
  if (!material || newClosesAt !== null) return allow();
  const lastEarlyDay = within === null ? null : daysBefore(londonDate(closesAt), within, holidays);
  if (lastEarlyDay !== null && londonDate(now) < lastEarlyDay) return allow();
  const why = within === null ? 'The authority has not said how late is too late, so any such answer does.' : `Bids close within ${within.count} ${within.counted === 'working' ? 'working ' : ''}days: an answer like this had to be given before ${formatDate(lastEarlyDay!)}.`;
  return refuse('needs-later-closing', `An answer that changes what bidders must price or write needs a new, later closing time, set together with it. ${why}`, { field: 'closesOn', rule: note });
}

/**
 * Whether the words for everyone give the asker away. A person still has to read them: this only stops the plain cases.
 * @param names the organisation's name, the asker's name and address
 */
export function decidePublicWords(texts: readonly string[], names: readonly string[]): Decision {
  const plain = texts.map(simplified).join(' ');
  const given = names.map((name) => name.trim()).filter((name) => simplified(name).length >= 4).find((name) => plain.includes(simplified(name)));
  return given === undefined
    ? allow()
    : refuse('names-the-asker', 'The words that everyone will see name who asked. Take the name out of the question and the answer.', {
      field: 'publicText', rule: { sentence: 'Answers go to all bidders without naming the asker.', source: 'Requirement DP-10 (H30 2(6))', confidence: 'P' },
    });
}

const simplified = (text: string): string => text.toLowerCase().normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll(/[^\p{L}\p{N}@.]+/gu, ' ').trim();

const lastWorkingDayBefore = (day: CalendarDate, holidays: readonly BankHoliday[]): CalendarDate => daysBefore(day, { count: 1, counted: 'working' }, holidays);

/** So many days after a day, which itself does not count. */
function daysAfter(start: CalendarDate, { count, counted }: PromisedDays, holidays: readonly BankHoliday[]): CalendarDate {
  if (counted === 'calendar') return addDays(start, count);
  return count === 0 ? start : workingDaysAnyUkHoliday(addDays(start, 1), count, holidays);
}

/** The day that is so many days before the closing day, in whole London days. */
function daysBefore(closing: CalendarDate, { count, counted }: PromisedDays, holidays: readonly BankHoliday[]): CalendarDate {
  if (counted === 'calendar') return addDays(closing, -count);
  let day = closing;
  for (let left = count; left > 0; ) {
    day = addDays(day, -1);
    if (isWorkingDay(day, holidays)) left -= 1;
  }
  return day;
}
