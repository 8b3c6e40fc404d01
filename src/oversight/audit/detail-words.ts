import { calendarDateOrNull, formatDate } from '#kernel/calendar-date';
import { formatPounds, netPence } from '#kernel/money';
import { isRole, ROLES } from '#platform/access/roles';
import { PRICE_FORMULA_NAMES } from '#parts/assessments';
import { PURCHASING_ROUTE_TITLES, routeDefinition } from '#routes';

type Words = (code: string) => string | undefined;

/** A code is asked of a map, in which no word of the language itself stands. */
const among = (titles: Readonly<Record<string, string>>): Words => {
  const words = new Map(Object.entries(titles));
  return (code) => words.get(code);
};
const purchasingRoute = among(PURCHASING_ROUTE_TITLES);
const routeWords: Words = (code) => purchasingRoute(code) ?? routeDefinition(code)?.title;
const roleWords: Words = (code) => (isRole(code) ? ROLES[code].title : undefined);

/** Fields whose codes have titles that other pages show. */
const TITLED: ReadonlyMap<string, Words> = new Map([
  ...['role', 'roles', 'approver', 'askedOf', 'approvalAskedOf'].map((field) => [field, roleWords] as const),
  ...['route', 'routes', 'way', 'callOffRule'].map((field) => [field, routeWords] as const),
  ['priceFormula', among(PRICE_FORMULA_NAMES)],
]);

/** Fields that hold a code made of plain words. In any other a hyphen may be somebody's own. */
const CODED: ReadonlySet<string> = new Set([
  'accountability', 'answer', 'audience', 'basis', 'category', 'clock', 'code', 'complexity', 'decision', 'declaration', 'entry', 'for', 'form', 'from', 'ground', 'intake', 'judgement', 'key', 'kind', 'lateBids', 'level', 'mechanism', 'method',
  'missing', 'nature', 'occasion', 'outcome', 'put', 'reliedOn', 'reservation', 'reservedTo', 'risk', 'round', 'says', 'size', 'stage', 'stance', 'standstill', 'startChoice', 'state', 'status', 'subject', 'suggestedAs', 'tieRules', 'to', 'told', 'topic', 'type', 'view',
  'workforceOf', ...TITLED.keys(),
]);

const CODE = /^[a-z]+(?:-[a-z]+|[A-Z][a-z]+)*$/;
const WHOLE_PENCE = /^-?\d+$/;
const DATE = /^\d{4}-\d\d-\d\d$/;
const INSTANT = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** `lead-director` and `leadDirector` as "Lead director". */
function plain(code: string): string {
  const spaced = code.replaceAll('-', ' ').replaceAll(/([a-z0-9])([A-Z])/g, (_pair, before: string, after: string) => `${before} ${after.toLowerCase()}`);
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** What a field of an audit entry is called on a page: `valueNetPence` is "Value net". */
export const nameOfDetail = (field: string): string => plain(field.replace(/(?<=.)Pence$/, ''));

/**
 * What a field of an audit entry holds, as the pages of its room say it: a role and a route by their titles, other codes in plain words, money in
 * pounds, a date in full. Words that somebody typed stay as they were typed. @param instantWords an instant in London's time
 */
export function wordsOfDetail(field: string, value: unknown, instantWords: (instant: Date) => string): string {
  if (value === undefined || value === null || value === '') return 'nothing';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.map((one) => wordsOfDetail(field, one, instantWords)).join(', ');
  if (typeof value === 'object') return Object.entries(value).map(([inner, held]) => `${nameOfDetail(inner)}: ${wordsOfDetail(inner, held, instantWords)}`).join('; ');
  const text = String(value as string | number);
  if (field.endsWith('Pence') && WHOLE_PENCE.test(text)) return formatPounds(netPence(BigInt(text)));
  // What only looks like a day somebody typed, a title perhaps: it stays, and never keeps the page from being read.
  const day = DATE.test(text) ? calendarDateOrNull(text) : null;
  if (day !== null) return formatDate(day);
  if (INSTANT.test(text) && !Number.isNaN(Date.parse(text))) return instantWords(new Date(text));
  return TITLED.get(field)?.(text) ?? (CODED.has(field) && CODE.test(text) ? plain(text) : text);
}
