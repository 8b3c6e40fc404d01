import { calendarDateOrNull, type CalendarDate } from '#kernel/calendar-date';
import { parsePounds } from '#kernel/money';
import { parseDecimal } from '#kernel/decimal';
import { allow, refuse, type Decision, type Refused } from '#kernel/outcome';
import type { RuleNote } from '#kernel/rule-note';

export const TUPE_STATEMENTS = {
  'may-apply': 'TUPE may apply: staff may transfer to the new provider',
  'does-not-apply': 'TUPE does not apply',
  'facts-not-to-be-had': 'TUPE may apply, but the facts cannot be had',
} as const;
export type TupeSays = keyof typeof TUPE_STATEMENTS;

export const TUPE_RULE: RuleNote = { sentence: 'TUPE and pension facts go to all bidders with the tender, or the tender says why not.', source: 'Requirement DP-32 (H30 1(5)); Transfer of Undertakings (Protection of Employment) Regulations 2006', confidence: 'P' };

export const POST_CONTRACTS = ['permanent', 'fixed-term', 'casual'] as const;
export type PostContract = (typeof POST_CONTRACTS)[number];

/** One post, without who holds it. */
export interface Post {
  readonly role: string;
  /** Hours a week, an exact decimal. */
  readonly hoursPerWeek: string;
  readonly salaryPence: bigint;
  readonly startedYear: number;
  readonly contract: PostContract;
  readonly pension: string;
}

/** What is missing before publication, in a sentence; null when nothing is. */
export function tupeObstacle(says: TupeSays | null, hasPack: boolean, demanded: boolean): string | null {
  if (says === null) return demanded ? 'Nobody has said whether staff may transfer (TUPE).' : null;
  return says === 'may-apply' && !hasPack ? 'TUPE may apply, and no information about the staff is here. Add it, or say why it cannot be had.' : null;
}

/** The statement as planning counts with it: where staff may transfer at all, whoever starts needs the time for it. */
export const planningView = (statement: { readonly says: TupeSays; readonly reason: string } | null): { readonly answer: 'unknown' | 'no' | 'yes'; readonly words: string } =>
  (statement === null ? { answer: 'unknown', words: '' } : { answer: statement.says === 'does-not-apply' ? 'no' : 'yes', words: `${TUPE_STATEMENTS[statement.says]}. ${statement.reason}` });

/** The facts as a form gives them: their day and the posts. */
export function readFacts(given: { readonly factsOfOn: string; readonly posts: string }, today: CalendarDate): Decision<{ readonly day: CalendarDate; readonly posts: readonly Post[] }> {
  const day = calendarDateOrNull(given.factsOfOn);
  if (!day) return refuse('day', 'Enter the day on which the facts were so', { field: 'factsOfOn' });
  if (day > today) return refuse('day', 'The day on which the facts were so cannot be in the future', { field: 'factsOfOn' });
  const posts = readPosts(given.posts);
  return posts.kind === 'refused' ? posts : allow({ day, posts: posts.value });
}

const MOST_POSTS = 2000;
const COLUMNS = 'role; hours a week; yearly salary; year started; permanent, fixed-term or casual; pension scheme';

/**
 * Reads posts as they are copied from a spreadsheet: one a line, cells parted by tabs, semicolons or, where there is neither, commas.
 * A first line of headings is passed over. Every line that cannot be read is named, and one that gives a person away is refused.
 */
export function readPosts(text: string): Decision<readonly Post[]> {
  const lines = text.split(/\r?\n/).map((line, index) => ({ cells: cellsOf(line), number: index + 1 })).filter(({ cells }) => cells.some((cell) => cell !== ''));
  if (lines.length > 0 && /^(role|post|job)\b/i.test(lines[0]!.cells[0] ?? '') && !/\d/.test(lines[0]!.cells[1] ?? '')) lines.shift();
  if (lines.length === 0) return refuse('no-posts', `Enter at least one post, one a line: ${COLUMNS}`, { field: 'posts' });
  if (lines.length > MOST_POSTS) return refuse('too-many', `Enter ${MOST_POSTS.toLocaleString('en-GB')} posts or fewer`, { field: 'posts' });
  const read = lines.map(({ cells, number }) => readPost(cells, number));
  const wrong = read.filter((one): one is Refused => 'kind' in one);
  if (wrong.length > 0) return refuse('posts', wrong[0]!.sentence, { field: 'posts', more: wrong.slice(1, 20).map(({ sentence }) => ({ sentence, field: 'posts' })) });
  return allow(read as Post[]);
}

const cellsOf = (line: string): string[] => line.split(line.includes('\t') ? '\t' : line.includes(';') ? ';' : ',').map((cell) => cell.trim());

function readPost(cells: readonly string[], line: number): Post | Refused {
  const [role = '', hours = '', salary = '', year = '', contract = '', pension = ''] = cells;
  const wrong = (sentence: string) => refuse('post', `Line ${line}: ${sentence}`);
  if (cells.length < 5) return wrong(`there are ${cells.length} cells and at least 5 are needed: ${COLUMNS}`);
  if (role === '' || role.length > 200) return wrong('the role is missing or too long');
  if (cells.some(namesSomebody)) return wrong('there is an email address, telephone or National Insurance number. The facts go to every bidder: leave out whatever tells who somebody is');
  const hoursPerWeek = parseDecimal(hours);
  if (!hoursPerWeek.ok || Number(hours) <= 0 || Number(hours) > 168 || hoursPerWeek.value.scale > 2) return wrong(`“${hours.slice(0, 30)}” is not a number of hours a week, such as 37 or 18.5`);
  const pounds = parsePounds(salary);
  if (!pounds.ok || pounds.pence < 0n) return wrong(`“${salary.slice(0, 30)}” is not a yearly salary, such as 24,500`);
  if (!/^(19[4-9]\d|20\d\d)$/.test(year)) return wrong(`“${year.slice(0, 30)}” is not a year, such as 2019. Leave out the day and the month`);
  const kind = contract.toLowerCase().replaceAll(' ', '-');
  if (!isPostContract(kind)) return wrong(`“${contract.slice(0, 30)}” is not permanent, fixed-term or casual`);
  return { role, hoursPerWeek: hoursPerWeek.value.toString(), salaryPence: pounds.pence, startedYear: Number(year), contract: kind, pension: pension.slice(0, 200) };
}

const isPostContract = (text: string): text is PostContract => (POST_CONTRACTS as readonly string[]).includes(text);

/** An email, a telephone or a National Insurance number: never a fact about a post. */
const namesSomebody = (cell: string): boolean => /\S@\S+\.\S/.test(cell) || /(?:\+44|\b0)\d[\d ]{8,}/.test(cell) || /\b[a-z]{2} ?\d{2} ?\d{2} ?\d{2} ?[a-d]\b/i.test(cell);
