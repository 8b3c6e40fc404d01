import { calendarDate, parseCalendarDate, addDays, addMonths, type CalendarDate } from '#kernel/calendar-date';
import { parsePounds } from '#kernel/money';

/** Words that a register writes where it has nothing to say yet. A cell of these is empty, not unreadable. */
const NOTHING = new Set(
  ['', '-', '--', '---', '.', '?', 'n/a', 'na', 'n.a.', 'n\\a', '#n/a', '#ref!', '#value!', 'null', 'none', 'tbc', 'tba', 'tbd', 'to be confirmed', 'to be agreed', 'to be determined', 'unknown', 'not known', 'not applicable', 'not available',
    'not stated', 'not specified', 'not given', 'pending', 'ongoing', 'on going', 'on-going', 'rolling', 'rolling contract', 'open', 'open ended', 'open-ended', 'no end date', 'no end', 'perpetual', 'in perpetuity', 'perpetuity', 'indefinite', 'indefinitely', 'until terminated',
    'until further notice', 'continuous', 'various', 'variable', 'varies', 'as required', 'as and when', 'ad hoc', 'ad-hoc', 'annual rolling', 'month to month', 'evergreen', 'x', 'blank', 'not recorded', 'undetermined', 'spot purchase', 'call off', 'rate based', 'n/k', 'nk', 'not disclosed', 'commercially sensitive', 'confidential', 'withheld'],
);

export const isNothing = (text: string): boolean => NOTHING.has(text.trim().toLowerCase()) || /^redacted\b/i.test(text.trim());

const EXCEL_DAY_ZERO = calendarDate('1899-12-30');
/** 1 January 1950 to 31 December 2149: outside it a bare number is not a date anybody meant. */
const [FIRST_SERIAL, LAST_SERIAL] = [18_264, 91_312];

/** A date as councils write them. `edge` says which day a month alone means. Null when it cannot be read. */
export function readDate(text: string, edge: 'start' | 'end'): CalendarDate | null {
  const plain = text.trim().replace(/^(mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s+/i, '').replace(/[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(am|pm)?(Z|[+-]\d{2}:?\d{2})?$/i, '').replace(/(\d)(st|nd|rd|th)\b/gi, '$1').trim();
  if (/^\d{5}(\.\d+)?$/.test(plain)) {
    const serial = Math.floor(Number(plain));
    return serial >= FIRST_SERIAL && serial <= LAST_SERIAL ? addDays(EXCEL_DAY_ZERO, serial) : null;
  }
  const yearFirst = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(plain) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
  if (yearFirst) return made(yearFirst[3]!, yearFirst[2]!, yearFirst[1]!);
  const dayFirst = /^(\d{1,2})[\s/.-]+(\d{1,2}|[A-Za-z]{3,9})\.?,?[\s/.-]+(\d{4}|\d{2})$/.exec(plain);
  if (dayFirst) return made(dayFirst[1]!, dayFirst[2]!, dayFirst[3]!);
  const monthNamed = /^([A-Za-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})$/.exec(plain);
  if (monthNamed) return made(monthNamed[2]!, monthNamed[1]!, monthNamed[3]!);
  const month = /^([A-Za-z]{3,9}|\d{1,2})[\s/.'-]+(\d{4}|\d{2})$/.exec(plain);
  if (!month || /^\d+$/.test(month[1]!) && month[2]!.length === 2) return null;
  const first = made('1', month[1]!, month[2]!);
  return first && edge === 'end' ? addDays(addMonths(first, 1), -1) : first;
}

function made(day: string, month: string, year: string): CalendarDate | null {
  const full = year.length === 2 ? (Number(year) < 70 ? `20${year}` : `19${year}`) : year;
  const parsed = parseCalendarDate(day, month.replace(/^sept$/i, 'Sep'), full);
  return parsed.ok ? parsed.date : null;
}

const SCALES: Readonly<Record<string, number>> = { k: 1_000, m: 1_000_000, million: 1_000_000, bn: 1_000_000_000, billion: 1_000_000_000, thousand: 1_000 };

/** Whole pence, or null when it cannot be read. More than two decimals come of spreadsheets' arithmetic: rounded half up to the penny. */
export function readMoney(text: string): bigint | null {
  const plain = text.trim().replace(/[\s\u00a0]+/g, ' ').replace(/^(circa|approx\.?|approximately|est\.?|estimated|c\.?|up to|gbp|max|maximum)\s*/i, '').replace(/\s*(gbp|p\.?a\.?|per annum|per year|annually|a year|approx\.?|estimated|\(est\.?\)|est\.?|ex(cl)?\.? vat|\+ ?vat|net|total)$/i, '').trim();
  if (/^nil$/i.test(plain)) return 0n;
  const scaled = /^(-?)£?\s*(\d+(?:,\d{3})*(?:\.\d+)?)\s*(k|m|bn|million|billion|thousand)$/i.exec(plain);
  if (scaled) return rounded(Number(`${scaled[1]}${scaled[2]!.replaceAll(',', '')}`) * SCALES[scaled[3]!.toLowerCase()]!);
  if (/^-?\d+(\.\d+)?e[+-]?\d+$/i.test(plain)) return rounded(Number(plain));
  const decimals = /^([^.]*\.\d{2})(\d+)(\)?)$/.exec(plain);
  const parsed = parsePounds((decimals ? `${decimals[1]}${decimals[3]}` : plain).replace(/\.$/, ''));
  if (!parsed.ok) return null;
  if (!decimals || decimals[2]![0]! < '5') return parsed.pence;
  return parsed.pence < 0n || plain.startsWith('-') ? parsed.pence - 1n : parsed.pence + 1n;
}

const rounded = (pounds: number): bigint | null => (Number.isFinite(pounds) && Math.abs(pounds) < 1e13 ? BigInt(Math.round(pounds * 100)) : null);

/** Yes or no in its many forms; sizes answer whether a supplier is small or medium. Null for anything else. */
export function readYesNo(text: string): boolean | null {
  const plain = text.trim().toLowerCase();
  if (/^(y|yes|true|t|1|sme|vcse|vcs|vcso|micro|small|medium|small\/medium|charity|✓|✔)\b/.test(plain) && !/^(sme|vcse)\s*[-:]?\s*no/.test(plain)) return true;
  if (/^(n|no|false|f|0|large|non|not)\b/.test(plain)) return false;
  return null;
}

/** Whole months in "12", "12.0", "24 months", "2 years", "1 + 1 years". Null when it cannot be read. */
export function readMonths(text: string): number | null {
  const plain = text.trim().toLowerCase();
  const years = /year|yr/.test(plain) ? 12 : 1;
  const sum = /^([\d.]+)((?:\s*(?:\+|plus|and)\s*[\d.]+)*)\s*(months?|mths?|years?|yrs?)?$/.exec(plain);
  if (!sum) return null;
  const months = (plain.match(/[\d.]+/g) ?? []).reduce((total, part) => total + Number(part), 0) * years;
  return Number.isFinite(months) && months >= 0 && months <= 1200 ? Math.round(months) : null;
}
