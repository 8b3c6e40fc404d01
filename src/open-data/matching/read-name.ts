import { ABBREVIATIONS, CUT_FORMS, DISTRICTS, GENERIC, GIVEN_NAMES, INITIALS, LEGAL_FORM_OF, NO_NAME, PEOPLES_NAMES, PLACES, SMALL_WORDS, TITLES, WEAK_ENDINGS } from './name-words.data.ts';

export type LegalForm = 'limited' | 'plc' | 'partnership' | 'cic' | 'cio' | 'foreign';

/** One way a name may be read: the whole of it, the company before "t/a", the trading name behind, a former name, what stands before a bracket. */
export interface Reading {
  /**
   * What the reading is of the name; `first` and `second` are the sides of a dash or comma, `bare` the name without its bracket, `short` an acronym in the bracket,
   * `chartered` a name without "Royal ... Society", `group` one without "Group".
   */
  readonly part: 'whole' | 'company' | 'trading' | 'former' | 'bare' | 'first' | 'second' | 'short' | 'chartered' | 'group';
  /** Canonical words without the legal form, in order. */
  readonly words: readonly string[];
  /** Without small words, "UK" and "Company" at the end, and plurals. */
  readonly loose: readonly string[];
  /** All but small words run together, for words joined or split. */
  readonly squeezed: string;
  /** `loose` in order of alphabet, for words re-ordered. */
  readonly sorted: string;
  readonly form: LegalForm | null;
  /** Where the legal form was followed by more, or a bracket or the side of a dash was left out: what was left out. */
  readonly tail: readonly string[];
  /** The last word is a legal form: nothing was written behind the name. */
  readonly endsInForm: boolean;
}

/** A name as it was written, and all it may be read as. */
export interface ReadName {
  readonly written: string;
  /** Lower case, single spaces, punctuation gone: equal when two names differ in capitals and punctuation only. */
  readonly plain: string;
  readonly whole: Reading;
  /** The whole first. Empty of a name that names nobody ("REDACTED"). */
  readonly readings: readonly Reading[];
  readonly isPerson: boolean;
}

const TRADING_AS = /\s*[([]?\s*\b(?:t\s*[/\\]\s*as?\b|t\.a\.|trading\s+as\b|trading\s+name\b|dba\b|d\s*\/\s*b\s*\/\s*a\b)[\s:.-]*/;
const FORMERLY = /\s*[([,-]?\s*\b(?:formerly(?:\s+(?:known\s+as|called|t\/a|trading\s+as))?|previously(?:\s+(?:known\s+as|called))?|prev(?=[\s.]+\S)|fka|f\/k\/a|was(?=\s+\S+.*\)\s*$)|now(?:\s+(?:known\s+as|called|t\/a|trading\s+as))|now(?=\s+\S.*\)\s*$)|aka|a\.k\.a\.?|also\s+known\s+as|known\s+as)[\s:.-]*/;

const DOTTED_FORM = /\b(?:l\. ?t\. ?d|p\. ?l\. ?c|c\. ?i\. ?c|l\. ?l\. ?p|c\. ?i\. ?o)\b\.?/g;
/** A reference that the ledger wrote behind the name: "(0045231)", "- V10023". Numbers of one or two digits, and years, are part of the name. */
const CODE_AT_END = /(\S)\s*(?:[([]\s*(?:ref:?\s*)?[a-z]{0,4}[-/ ]?\d{3,}[a-z]?\s*[)\]]|[-–/#]?\s+[a-z]{0,3}(?!(?:19|20)\d\d$)\d{4,})$/;

/** What the ledger's keeper wrote to other keepers, and what stands before a name without being part of it. */
const NOTES = /[*(["-]*\s*\b(?:do not use|dont use|not in use|no longer used|account closed|closed account|duplicate(?: account| supplier)?|inactive)\b\s*[*)\]"-]*/g;
const BEFORE_NAME = /^(?:messrs\.?|m\/s|(?:the )?(?:trustees|governors|governing body) of(?: the)?|https?:\/\/)\s*(?=\S)/;
/** An address of the web instead of a name: "www.example.co.uk". */
const WEB_ADDRESS = /^(?:www\.)?([a-z0-9-]{4,})\.(?:co\.uk|org\.uk|ltd\.uk|com|org|net|uk)$/;
/** The company behind a home or a shop, in the bracket behind its name: "Rosebank Lodge (Pendlewick Homes Ltd)". */
const COMPANY_IN_BRACKET = /^([^()]{4,}?)\s*\(\s*([^()]+\s(?:ltd|limited|plc|llp|cic)\.?)\s*\)$/;

/** Longer than any name. What stands behind is not read: brackets by the ten thousand would be looked through again from each. */
const LONGEST = 500;

/** Reads a supplier's name as ledgers write it. Pure, and total: any text has a reading. */
export function readName(written: string): ReadName {
  const lower = written.slice(0, LONGEST).normalize('NFKD').replaceAll(/\p{M}+/gu, '').toLowerCase().replaceAll('&amp;', '&').replaceAll(/['’‘`´]/g, '').replaceAll(/\s+/g, ' ').trim().replaceAll(DOTTED_FORM, (form) => form.replaceAll(/[. ]/g, ''))
    .replaceAll(NOTES, ' ').trim().replace(BEFORE_NAME, '').replace(WEB_ADDRESS, '$1');
  const plain = plainWords(lower).join(' ');
  const whole = readingOf('whole', lower.replace(CODE_AT_END, '$1'));
  if (plain === '' || NO_NAME.test(plain)) return { written, plain, whole, readings: [], isPerson: false };
  const readings = [whole];
  const add = (reading: Reading): void => void (reading.words.length > 0 && readings.push(reading));
  const [trading, before] = splitAt(lower.replace(CODE_AT_END, '$1'), TRADING_AS);
  const [former, newer] = splitAt(before ?? lower, FORMERLY);
  if (trading !== null) {
    add(readingOf('trading', unclosed(trading)));
    // "t/a Chamberlain Music/Starland": several names, of which each may stand alone.
    const several = unclosed(trading).split(/\s*\/\s*/).filter((one) => one.trim().length >= 4);
    if (several.length > 1) for (const one of several) add(readingOf('trading', one));
  }
  if (former !== null) add(readingOf('former', unclosed(former)));
  const company = newer ?? before;
  if (company !== null && company !== undefined) add(readingOf('company', unclosed(company)));
  const behind = trading === null ? COMPANY_IN_BRACKET.exec(lower) : null;
  if (behind && readingOf('whole', behind[1]!).form === null) {
    add(readingOf('trading', behind[1]!));
    add(readingOf('company', behind[2]!));
  }
  for (const reading of partsOf(company ?? lower)) add(reading);
  for (const reading of unadorned(whole)) add(reading);
  return { written, plain, whole, readings, isPerson: isPerson(whole, plain) };
}

function splitAt(text: string, mark: RegExp): [after: string | null, before: string | null] {
  const found = mark.exec(text);
  if (!found || found.index === 0 || found.index + found[0].length >= text.length) return [null, null];
  return [text.slice(found.index + found[0].length), text.slice(0, found.index)];
}

/** A bracket of which only one side is left after the split is dropped. */
const unclosed = (text: string): string => (text.includes('(') ? text : text.replaceAll(/[)\]]/g, ' '));

/** The name without its bracket, or one side of a dash or comma. */
function partsOf(text: string): Reading[] {
  const parts: Reading[] = [];
  const bracket = /^(.*?\S)\s*[([]([^()[\]]+)[)\]]\s*(.*)$/.exec(text);
  if (bracket && plainWords(bracket[1]!).length > 0) {
    const inside = plainWords(bracket[2]!);
    parts.push({ ...readingOf('bare', `${bracket[1]} ${bracket[3]}`), tail: inside });
    const outside = readingOf('bare', bracket[1]!).loose;
    if (inside.length === 1 && isAcronymOf(inside[0]!, outside)) parts.push(readingOf('short', inside[0]!));
  }
  const sides = /^(.{2,}?)(?:\s+[-–—:|]\s*|\s*[–—:|]\s+|\s*,\s+|\s*-\s+)(.{2,})$/.exec(text);
  if (sides) {
    const first = readingOf('first', sides[1]!), second = readingOf('second', sides[2]!);
    parts.push({ ...first, tail: second.words }, { ...second, tail: first.words });
  }
  return parts;
}

const CHARTERED_END = new Set(['society', 'associates', 'institution', 'institute', 'college', 'charity']);

/** What people call it: "Mencap" of "Royal Mencap Society", "Avalon" of "The Avalon Group". Only a word that is its own can stand alone. */
function unadorned(whole: Reading): Reading[] {
  const words = whole.words.filter((word, place) => place > 0 || word !== 'the');
  const own = (part: 'chartered' | 'group', kept: readonly string[]): Reading[] => (kept.some((word) => isDistinctive(singular(word))) && kept.join('').length >= 5 ? [{ ...readingOf(part, kept.join(' ')), form: null, tail: [] }] : []);
  if (words[0] === 'royal' && words.length >= 3 && CHARTERED_END.has(words.at(-1)!)) return own('chartered', words.slice(1, -1));
  return words.length >= 2 && words.at(-1) === 'group' ? own('group', words.slice(0, -1)) : [];
}

/** "cipfa" of "chartered institute of public finance and accountancy": the first letters, small words left out. */
const isAcronymOf = (short: string, words: readonly string[]): boolean => short.length >= 3 && words.length >= 3 && words.map((word) => word[0]).join('').startsWith(short);

const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/\bnhs ft\b/g, ' nhs foundation trust '], [/\bcitizens? advice bureaux?\b/g, ' citizens advice '], [/(?<=\S )management committee(?= *$)/g, ' '],
  [/\bprimary(?= *$)/g, ' primary school '], [/\bdist council\b/g, ' district council '], [/\bboro council\b/g, ' borough council '],
  [/\bpublic limited company\b|\bp l c\b/g, ' plc '], [/\bcommunity interest company\b|\bc i c\b/g, ' cic '], [/\blimited liability partnership\b|\bl l p\b/g, ' llp '],
  [/\b(?:scottish )?charitable incorporated organisation\b|\bc i o\b/g, ' cio '], [/\bprivate limited company\b|\blimited company\b|\bco(?:mpany)? limited by guarantee\b|\bl t d\b/g, ' ltd '],
];

function plainWords(text: string): string[] {
  const found = text.replaceAll('&', ' and ').replaceAll('+', ' and ').replaceAll('@', ' at ').replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim().split(' ');
  return joinInitials(found.filter((word) => word !== ''));
}

/** "h b clark" is "hb clark"; "johns" where an apostrophe was a space ("john s"). Digits are no initials. */
function joinInitials(words: readonly string[]): string[] {
  const joined: string[] = [];
  let isRun = false;
  for (const word of words) {
    const isInitial = word.length === 1 && /\p{L}/u.test(word);
    const last = joined.at(-1);
    const isPossessive: boolean = word === 's' && !isRun && last !== undefined && last.length >= 3;
    if (isInitial && isRun) joined[joined.length - 1] = last! + word;
    else if (isPossessive) joined[joined.length - 1] = `${last}s`;
    else joined.push(word);
    isRun = isInitial && !isPossessive;
  }
  return joined;
}

function readingOf(part: Reading['part'], text: string): Reading {
  let plain = ` ${plainWords(text).join(' ')} `;
  for (const [phrase, word] of PHRASES) plain = plain.replaceAll(phrase, word);
  for (const [phrase, word] of INITIALS) {
    const short = plain.replaceAll(phrase, word);
    // "Royal National Institute of Blind People (RNIB)" says it twice.
    if (short !== plain) plain = short.replace(/\b(\S+) +\1(?= |$)/, '$1');
  }
  const all = plain.trim().split(/\s+/).filter((word) => word !== '');
  const { words: kept, form, tail } = withoutForm(all);
  const words = councilWords(kept.map((word, place) => (word === 'and' ? word : canonical(word, place, kept.length))));
  const loose = looseWords(words);
  return { part, words, loose, squeezed: squeezedOf(words), sorted: loose.toSorted().join(' '), form, tail, endsInForm: isForm(all.at(-1) ?? '') };
}

/** Takes out the words of legal form. What stands behind one in the middle is the tail as well as part of the name. */
function withoutForm(all: readonly string[]): { words: string[]; form: LegalForm | null; tail: string[] } {
  const words = [...all];
  let form: LegalForm | null = null;
  while (words.length > 1 && isForm(words.at(-1)!)) {
    form ??= LEGAL_FORM_OF[words.at(-1)!] ?? null;
    words.pop();
  }
  const middle = words.findIndex((word, place) => place > 0 && /^(?:ltd|limited|plc|llp|cic|cio)$/.test(word));
  const tail = middle > 0 ? words.slice(middle + 1) : [];
  if (middle > 0) form ??= LEGAL_FORM_OF[words[middle]!] ?? null;
  return { words: middle > 0 ? words.filter((word, place) => place === 0 || !/^(?:ltd|limited|plc|llp|cic|cio)$/.test(word)) : words, form, tail };
}

const isForm = (word: string): boolean => LEGAL_FORM_OF[word] !== undefined;

const canonical = (word: string, place: number, count: number): string =>
  // "Int" and "Eng" at the beginning are more often a name than an abbreviation.
  (place === 0 && count > 1 && word.length <= 3 && !SHORT_AT_FIRST.has(word) ? word : (Object.hasOwn(ABBREVIATIONS, word) ? ABBREVIATIONS[word]! : word));

const SHORT_AT_FIRST = new Set(['1st', 'st', 'wm']);

const COUNCILS: Readonly<Record<string, string>> = { mbc: 'borough', bc: 'borough', mdc: 'borough', dc: 'district', cc: 'city-or-county', tc: 'town', pc: 'parish', lbc: 'borough' };

/** Boroughs that became cities: both names are in use. */
const CITY_SINCE: ReadonlySet<string> = new Set(['colchester']);

/** "Wigan MBC", "Wigan Metropolitan Borough Council" and "Wigan Council" are "wigan council"; a town's or parish's council is another. */
function councilWords(words: readonly string[]): string[] {
  const last = words.at(-1) ?? '';
  const kind = words.length > 1 ? COUNCILS[last] : undefined;
  if (kind === 'town' || kind === 'parish') return [...words.slice(0, -1), kind, 'council'];
  // "Lancashire CC" may be a cricket club, and is a council only of a place we know; a borough has no county or city council of its name ("Maidstone CC").
  const hasCouncil = last === 'mbc' || (kind === 'city-or-county' ? PLACES.has(words[0]!) && (!DISTRICTS.has(words[0]!) || CITY_SINCE.has(words[0]!)) : PLACES.has(words[0]!) || DISTRICTS.has(words[0]!));
  if (kind && hasCouncil) return [...words.slice(0, -1), 'council'];
  // "LB Camden" is the borough; "LB Roofing" is a firm.
  if ((words[0] === 'lb' || words[0] === 'lbc') && words.length > 1 && words.slice(1).every((word) => PLACES.has(word) || word === 'and' || word === 'council')) return [...words.slice(1).filter((word) => word !== 'council'), 'council'];
  return last === 'council' ? words.filter((word, place) => place === words.length - 1 || place === 0 || !/^(?:metropolitan|borough|district|city|county|mb)$/.test(word)) : [...words];
}

const squeezedOf = (words: readonly string[]): string => withoutEnding(words).filter((word) => word !== 'the' && word !== 'and').join('');

function withoutEnding(words: readonly string[]): readonly string[] {
  let end = words.length;
  while (end > 1 && WEAK_ENDINGS.has(words[end - 1]!)) end -= 1;
  return words.slice(0, end);
}

function looseWords(words: readonly string[]): string[] {
  const all = withoutEnding(words);
  const kept = all.filter((word) => !SMALL_WORDS.has(word));
  return (kept.length > 0 ? kept : all).map(singular);
}

/** One for many: "services" is "service". Names of people keep their s ("Williams" is not "William"). */
export function singular(word: string): string {
  if (word.length < 5 || !word.endsWith('s') || /(?:ss|us|is|ous)$/.test(word)) return word;
  const single = word.endsWith('ies') ? `${word.slice(0, -3)}y` : word.slice(0, -1);
  return PEOPLES_NAMES.has(word) || PEOPLES_NAMES.has(single) || PLACES.has(word) ? word : single;
}

/** A title, or a given name or initials with nothing but a family name: "Mrs J Smith", "John Smith", "HB Clark". */
function isPerson(whole: Reading, plain: string): boolean {
  const words = plain.split(' ');
  if (words.length < 2 || words.length > 4) return false;
  const isFamilyName = (word: string): boolean => PEOPLES_NAMES.has(word) || (!GENERIC.has(singular(word)) && !PLACES.has(word) && /^\p{L}{3,}$/u.test(word));
  // "Mr Clutch Autocentres Ltd" is a company.
  if (whole.form !== null) return false;
  if (TITLES.has(words[0]!)) return words.slice(1).every((word) => isFamilyName(word) || word.length <= 2);
  const [first, last] = [words[0]!, words.at(-1)!];
  if (!isFamilyName(last)) return false;
  const isGiven = GIVEN_NAMES.has(first) || (first.length <= 2 && /^[a-z]+$/.test(first) && PEOPLES_NAMES.has(last));
  return isGiven && words.slice(1, -1).every((word) => GIVEN_NAMES.has(word) || word.length === 1);
}

/** A word by which an organisation is told from others: no common word, place, family name or number. */
export const isDistinctive = (word: string): boolean => word.length >= 4 && !/\d/.test(word) && !GENERIC.has(word) && !PLACES.has(word) && !PEOPLES_NAMES.has(word) && !SMALL_WORDS.has(word);

export const isCutForm = (word: string): boolean => CUT_FORMS.has(word) || isForm(word);
