import { EXTENSIONS, GENERIC, LOCAL_INSTITUTION, PEOPLES_NAMES, PLACES, TRADES } from './name-words.data.ts';
import { isCutForm, isDistinctive, type LegalForm, type Reading, type ReadName } from './read-name.ts';
import { misspelling } from './spelling.ts';

/** Why two names are thought one, and how sure that is. */
export interface Judgement {
  readonly confidence: number;
  readonly reason: string;
  /**
   * `same`: the two say the same. `part`: one says less than the other (cut short, without its ending, an acronym), so that it may be
   * meant for several; the caller drops it where it is. `less` says which of the two is the shorter.
   */
  readonly kind: 'same' | 'part';
  readonly less?: 'a' | 'b';
}

const same = (confidence: number, reason: string): Judgement => ({ confidence, reason, kind: 'same' });
const part = (confidence: number, less: 'a' | 'b', reason: string): Judgement => ({ confidence, reason, kind: 'part', less });

/** Whether two names, read, are probably of one organisation. Symmetric but for `less`. Null when nothing says so. */
export function judgePair(a: ReadName, b: ReadName): Judgement | null {
  if (a.readings.length === 0 || b.readings.length === 0) return null;
  if (cannotBeOne(a, b)) return null;
  if (a.isPerson || b.isPerson) return ofPerson(a, b);
  return wholeNames(a, b) ?? best([readings(a, b), turned(readings(b, a)), mistyped(a.whole, b.whole), otherEnding(a.whole, b.whole), cutShort(a, b), extended(a, b, 'a'), extended(b, a, 'b'), endsAlike(a, b)]);
}

const best = (all: readonly (Judgement | null)[]): Judgement | null => all.reduce((first, one) => (one && (!first || one.confidence > first.confidence) ? one : first), null);

/** A judgement of two names that were given the other way round. */
const turned = (judged: Judgement | null): Judgement | null => (judged?.less ? { ...judged, less: judged.less === 'a' ? 'b' : 'a' } : judged);

/** What looks like a person's name may be another person's: only the same name counts, with or without the company's legal form. */
function ofPerson(a: ReadName, b: ReadName): Judgement | null {
  if (a.plain === b.plain) return same(0.8, 'The same name but for capitals and punctuation; it looks like a person’s, so look twice');
  if (a.isPerson !== b.isPerson && a.whole.words.join(' ') === b.whole.words.join(' ')) return same(0.88, 'The same name but for the legal form');
  const [person, other] = a.isPerson ? [a, b] : [b, a];
  const rest = other.whole.words.slice(person.whole.words.length);
  const isBeginning = !other.isPerson && person.whole.words.every((word, place) => other.whole.words[place] === word);
  return isBeginning && person.plain.split(' ')[0]!.length <= 2 && /^(?:and )?company\b/.test(rest.join(' ')) ? part(0.85, person === a ? 'a' : 'b', 'One is the other without its ending') : null;
}

/** Numbers, single letters and places in brackets that differ: "Project 12" and "Project 13", "(North)" and "(South)". */
export function cannotBeOne(a: ReadName, b: ReadName): boolean {
  if (formsClash(a.whole.form, b.whole.form)) return true;
  const numbersA = numbersIn(a), numbersB = numbersIn(b);
  // "Catch 22" and "Catch22" are one: the same letters and the same numbers.
  if (numbersA && numbersB && numbersA !== numbersB && !(a.whole.squeezed === b.whole.squeezed && figuresIn(numbersA) === figuresIn(numbersB))) return true;
  return annotation(a) !== null && annotation(b) !== null && a.whole.sorted !== b.whole.sorted && clashing(annotation(a)!, annotation(b)!);
}

const numbersIn = (name: ReadName): string => (name.readings.find((reading) => reading.part === 'company') ?? name.whole).loose.filter((word) => /\d/.test(word)).toSorted().join(' ');
const figuresIn = (numbers: string): string => numbers.match(/\d+/g)!.join(' ');
/** What stands in a bracket or behind a dash. */
const annotation = (name: ReadName): readonly string[] | null => name.readings.find((reading) => (reading.part === 'bare' || reading.part === 'first') && reading.tail.length > 0)?.tail ?? null;
const clashing = (one: readonly string[], other: readonly string[]): boolean => one.join('') !== other.join('') && !one.some((word) => word.length > 1 && other.includes(word));

/** A partnership (LLP) is another person in law than a company of its name. */
const formsClash = (a: LegalForm | null, b: LegalForm | null): boolean => a !== null && b !== null && a !== b && (a === 'partnership' || b === 'partnership');

function wholeNames(a: ReadName, b: ReadName): Judgement | null {
  const one = a.whole, other = b.whole;
  if (one.loose.length === 0 || other.loose.length === 0) return null;
  if (a.plain === b.plain) return same(0.98, 'The same name but for capitals and punctuation');
  if (one.words.join(' ') === other.words.join(' ')) return sameButForm(a, b);
  if (one.loose.join(' ') === other.loose.join(' ')) return same(saysEnough(one) ? 0.92 : 0.86, 'The same name but for small words, plurals or “UK” and “Company”');
  if (one.squeezed === other.squeezed && one.squeezed.length >= 5) return same(0.92, 'The same name, with words joined or split');
  if (one.sorted === other.sorted && one.loose.length > 1) return reordered(one) ? same(0.88, 'The same words in another order') : null;
  return null;
}

function sameButForm(a: ReadName, b: ReadName): Judgement {
  const { form } = a.whole, other = b.whole.form;
  const withoutForms = (name: ReadName): string => name.plain.split(' ').filter((word) => !isCutForm(word)).join(' ');
  const withoutCodes = (name: ReadName): string => withoutForms(name).split(' ').filter((word) => !/\d{3}/.test(word)).join(' ');
  if (form !== null && other !== null && form !== other) return same(0.87, 'The same name with two legal forms');
  if (withoutForms(a) !== withoutForms(b) && withoutCodes(a) === withoutCodes(b)) return same(0.94, 'The same name but for a reference behind it');
  if (withoutForms(a) !== withoutForms(b) && !/company|liability|organisation/.test(a.plain + b.plain)) return same(0.93, 'The same name, one with words shortened');
  return same(0.96, 'The same name but for the legal form');
}

/** "Smith Jones" and "Jones Smith" may be two firms; "Leeds University" and "University of Leeds" are one. */
const reordered = (reading: Reading): boolean => reading.loose.length > 2 || reading.loose.some((word) => GENERIC.has(word) || isDistinctive(word));

/** There is a word nobody else is likely to bear, or a legal form that makes the name one company's, and enough of it. */
const saysEnough = (reading: Reading): boolean => reading.loose.some(isDistinctive) || reading.loose.length >= 3 || (reading.form !== null && reading.loose.length >= 2);
const isLocal = (reading: Reading): boolean => reading.words.some((word) => LOCAL_INSTITUTION.has(word)) || reading.words[0] === 'st';

const WORDS_OF_PART: Readonly<Record<Exclude<Reading['part'], 'whole'>, string>> = {
  company: 'The same company, with and without the name it trades as', trading: 'One is the name the other trades as', former: 'One is a former or other name of the other',
  bare: 'The same name but for what stands in brackets', first: 'The same name but for what stands behind the dash or comma', second: 'The same name but for what stands before the dash or comma', short: 'One is the initials that the other gives itself',
  chartered: 'One is the other’s own word, without “Royal” and what it is', group: 'One is the name the other trades as, but for “Group”',
};

/** A part of `a` against the whole of `b`, or like part against like. */
function readings(a: ReadName, b: ReadName): Judgement | null {
  const found: (Judgement | null)[] = [];
  for (const reading of a.readings) {
    if (reading.part === 'whole') continue;
    for (const other of b.readings) if (reading.sorted === other.sorted || reading.squeezed === other.squeezed) found.push(partAgainst(a, reading, b, other));
  }
  return best(found);
}

function partAgainst(a: ReadName, reading: Reading, b: ReadName, other: Reading): Judgement | null {
  if (formsClash(reading.form, other.form)) return null;
  const words = WORDS_OF_PART[reading.part as keyof typeof WORDS_OF_PART];
  const companyIsCertain = reading.form !== null || other.form !== null || reading.loose.filter(isDistinctive).length > 0 || reading.loose.length >= 3;
  const key = `${reading.part}-${other.part}`;
  if (key === 'company-whole') return companyIsCertain ? same(reading.form !== null ? 0.93 : 0.88, words) : null;
  if (key === 'company-company') return companyIsCertain ? same(0.92, 'The same company, trading under two names') : null;
  if (key === 'trading-whole' || key === 'former-whole') return saysEnough(reading) || reading.loose.length >= 2 ? part(key === 'former-whole' ? 0.92 : 0.9, 'b', words) : reading.squeezed.length >= 3 && !GENERIC.has(reading.squeezed) ? part(0.78, 'b', words) : null;
  if (key === 'former-company') return saysEnough(reading) ? part(0.9, 'b', words) : null;
  if (key === 'trading-company') return saysEnough(reading) && reading.form !== null ? part(0.85, 'b', words) : null;
  if (key === 'trading-trading') return companiesAkin(a, b) && saysEnough(reading) ? same(0.85, 'The same trading name, of companies named alike') : null;
  if (key === 'short-whole') return part(0.8, 'b', words);
  if (key === 'chartered-whole') return other.form === null ? part(0.75, 'b', words) : null;
  if (key === 'group-trading') return part(0.72, 'a', words);
  if (key === 'bare-whole') return bareAgainst(reading, other, words);
  if (key === 'first-whole') return (saysEnough(reading) && !isLocal(reading) && (reading.loose.length >= 2 || reading.loose.some(isDistinctive))) && !isJustPlace(reading) ? part(reading.form !== null ? 0.85 : 0.78, 'b', words) : null;
  if (key === 'second-whole') return reading.tail.length === 1 && reading.tail[0]!.length <= 5 && reading.loose.length >= 2 && !isLocal(reading) ? part(0.78, 'b', words) : null;
  return null;
}

/** A bracket before the legal form is part of a company's name ("Bupa Care Homes (A) Ltd"): another company without it, unless that has no form at all. */
function bareAgainst(reading: Reading, other: Reading, words: string): Judgement | null {
  if (reading.form !== null && other.form !== null) return null;
  if (reading.tail.length === 1 && areInitials(reading.tail[0]!, reading.words)) return part(0.9, 'b', words);
  if (isLocal(reading) || isJustPlace(reading) || !(reading.loose.some(isDistinctive) || reading.loose.length >= 3)) return null;
  if (reading.loose.length === 1 && reading.squeezed.length < 6) return null;
  return part(0.8, 'b', words);
}

/** "mod" of "ministry of defence": the first letters of every word. */
const areInitials = (short: string, words: readonly string[]): boolean => short.length >= 3 && words.length === short.length && words.every((word, place) => word[0] === short[place]);

const isJustPlace = (reading: Reading): boolean => reading.loose.every((word) => PLACES.has(word) || GENERIC.has(word));

/** The companies behind one trading name are the same but for some words ("Arrow Centre (Huddersfield) Ltd", "Arrow Centre"). */
function companiesAkin(a: ReadName, b: ReadName): boolean {
  const one = a.readings.find((reading) => reading.part === 'company')?.loose ?? [], other = b.readings.find((reading) => reading.part === 'company')?.loose ?? [];
  const [fewer, more] = one.length <= other.length ? [one, other] : [other, one];
  return fewer.length >= 2 && fewer.every((word, place) => more[place] === word);
}

/** All words the same but one, which is the other mistyped. */
function mistyped(a: Reading, b: Reading): Judgement | null {
  if (a.loose.length !== b.loose.length) return null;
  const at = a.loose.flatMap((word, place) => (word === b.loose[place] ? [] : [place]));
  if (at.length !== 1) return null;
  const shared = a.loose.filter((_, place) => place !== at[0]);
  const how = misspelling(a.loose[at[0]!]!, b.loose[at[0]!]!, shared);
  // Schools are named after places of which many are a letter apart.
  return how === null || (how < 0.88 && (isLocal(a) || isLocal(b))) ? null : same(how, `One letter apart: “${a.loose[at[0]!]}” and “${b.loose[at[0]!]}”`);
}

/** All words the same but that of the trade, which has another ending ("Builders" and "Building"), or one son for several. */
function otherEnding(a: Reading, b: Reading): Judgement | null {
  if (a.loose.length !== b.loose.length || isLocal(a) || isLocal(b)) return null;
  const at = a.loose.flatMap((word, place) => (word === b.loose[place] ? [] : [place]));
  const [one, other] = [a.loose[at[0] ?? -1] ?? '', b.loose[at[0] ?? -1] ?? ''];
  if (at.length !== 1 || TRADES.get(one) === undefined || TRADES.get(one) !== TRADES.get(other)) return null;
  const shared = a.loose.filter((_, place) => place !== at[0]);
  return shared.some(isDistinctive) || shared.filter((word) => PEOPLES_NAMES.has(word)).length >= 2 ? same(0.82, `The same name but for the ending of a word: “${one}” and “${other}”`) : null;
}

/** Widths at which ledgers' columns end. */
const WIDTHS = new Set([20, 24, 25, 28, 29, 30, 31, 32, 34, 35, 36, 39, 40, 45, 48, 50, 60]);
const CUT_AT_LEAST = 12;

/** One is the beginning of the other, and ends within a word or at a ledger's width. */
function cutShort(a: ReadName, b: ReadName): Judgement | null {
  const [less, more, which] = a.plain.length < b.plain.length ? [a, b, 'a' as const] : [b, a, 'b' as const];
  if (less.plain.length < CUT_AT_LEAST || !more.plain.startsWith(less.plain) || isLocal(less.whole) && less.whole.loose.length < 3) return null;
  const width = less.written.trim().length;
  const isAtWidth = WIDTHS.has(width) || WIDTHS.has(width + 1);
  const words = less.plain.split(' '), lastLength = words.at(-1)!.length;
  const isWithinWord = more.plain[less.plain.length] !== ' ';
  if (isWithinWord && isAtWidth && words.length >= 2) return part(0.9, which, `One is the other cut short at ${width} characters`);
  // "Trust" is no "Trustees" cut short.
  if (isWithinWord && lastLength < 7 && GENERIC.has(words.at(-1)!)) return null;
  if (isWithinWord && words.length >= 2 && lastLength >= 5 && !isJustPlural(less.plain, more.plain) && words.slice(0, -1).some((word) => !PLACES.has(word) || words.length > 2)) return part(0.8, which, 'One is the other cut short within a word');
  return !isWithinWord && isAtWidth && width >= 24 && less.whole.form === null && less.whole.loose.length >= 3 && !PLACES.has(more.whole.loose[less.whole.loose.length] ?? '') ? part(0.8, which, `One is the other cut short at ${width} characters`) : null;
}

const isJustPlural = (less: string, more: string): boolean => more.slice(less.length).split(' ')[0] === 's';

/** `a` without legal form is the beginning of `b`, which goes on with words that say little; or with more behind its legal form. */
function extended(a: ReadName, b: ReadName, less: 'a' | 'b'): Judgement | null {
  const short = a.whole, long = b.whole;
  if (short.loose.length === 0) return null;
  if (long.tail.length > 0 && long.words.length > long.tail.length && !long.endsInForm) {
    const head = long.words.slice(0, long.words.length - long.tail.length).filter((word) => word !== 'the').join(' ');
    if (head === short.words.filter((word) => word !== 'the').join(' ') && short.tail.length === 0 && (short.form !== null || saysEnough(short))) return part(short.form !== null ? 0.85 : 0.8, less, 'The same name, with more written behind the legal form of one');
  }
  const firm = ofPartners(short, long, less) ?? withTrade(short, long, less);
  if (firm) return firm;
  // Word for word: "Barnardos" is the charity, "Barnardo Services Ltd" is not.
  if (short.form !== null || short.loose.length >= long.loose.length || !short.loose.every((word, place) => long.loose[place] === word) || !long.words.join(' ').includes(short.words.filter((word) => word !== 'the').join(' '))) return null;
  if (isLocal(short) || isJustPlace(short) && short.loose.length < 3 && !(short.loose.length === 2 && long.form !== null)) return null;
  return tellsItself(short) ? goesOn(long, short.loose.length, short.words.filter((word) => word !== 'the').length, less) : null;
}

/**
 * A new owner or partner puts its name before the firm's own ("Sidhil Ltd", "Drive DeVilbiss Sidhil Ltd"): the last word is the whole of one, both are companies of one
 * form and nothing else in the longer says what kind it is; or the last three words are the same, two of which are nobody else's.
 */
function endsAlike(one: ReadName, other: ReadName): Judgement | null {
  // What stands behind "t/a" is judged as a name of its own.
  if ([one, other].some(({ readings: all }) => all.some(({ part: kind }) => kind === 'company'))) return null;
  const [a, b] = [one.whole, other.whole];
  const [short, long, less] = a.loose.length <= b.loose.length ? [a, b, 'a' as const] : [b, a, 'b' as const];
  let shared = 0;
  while (shared < short.loose.length && short.loose.at(-1 - shared) === long.loose.at(-1 - shared)) shared++;
  if (shared === 0 || shared === long.loose.length || isLocal(a) || isLocal(b)) return null;
  const ending = short.loose.slice(short.loose.length - shared);
  if (shared >= 3 && ending.filter(isDistinctive).length >= 2) return part(0.7, less, `Both end in “${ending.join(' ')}”`);
  const before = long.loose.slice(0, long.loose.length - shared);
  const isOwned = shared === 1 && short.loose.length === 1 && before.length >= 2 && before.every((word) => !GENERIC.has(word) && !PLACES.has(word)) && isDistinctive(ending[0]!) && ending[0]!.length >= 6;
  return isOwned && short.form !== null && short.form === long.form ? part(0.62, less, `One is the last word of the other, as after a change of owner: “${ending[0]!}”`) : null;
}

/** A firm that bears its partners' names is called by the first of them: "Steer" is "Steer Davies Gleave". One of the others must be a family name that we know, and none a word of what they do. */
function ofPartners(short: Reading, long: Reading, less: 'a' | 'b'): Judgement | null {
  const [first = '', ...others] = long.loose;
  if (short.form !== null || short.loose.length !== 1 || short.loose[0] !== first || first.length < 5 || !isDistinctive(first) || others.length < 2) return null;
  const areNames = others.some((word) => PEOPLES_NAMES.has(word)) && others.every((word) => !GENERIC.has(word) && !PLACES.has(word) && !EXTENSIONS.has(word) && !/\d/.test(word));
  return areNames ? part(0.64, less, 'One is the first of the names in the other') : null;
}

/** "Wilde Consultants Ltd" and "Wilde Consulting Engineers": both say the trade, and one says more of it and no legal form. */
function withTrade(short: Reading, long: Reading, less: 'a' | 'b'): Judgement | null {
  const last = short.loose.at(-1) ?? '', trade = TRADES.get(last);
  const more = long.loose.slice(short.loose.length);
  if (trade === undefined || long.form !== null || more.length === 0 || TRADES.get(long.loose[short.loose.length - 1] ?? '') !== trade || isLocal(short) || isLocal(long)) return null;
  const own = short.loose.slice(0, -1);
  return own.some(isDistinctive) && own.every((word, place) => long.loose[place] === word) && more.every((word) => TRADES.has(word)) ? part(0.72, less, 'The same name and trade, of which one says more') : null;
}

const tellsItself = (short: Reading): boolean => short.loose.length >= 2 || (short.squeezed.length >= 6 && isDistinctive(short.squeezed));

function goesOn(long: Reading, from: number, wordsOfShort: number, less: 'a' | 'b'): Judgement | null {
  const rest = long.loose.slice(from);
  if (rest.some((word) => PLACES.has(word) && word !== 'england' || /\d/.test(word) || LOCAL_INSTITUTION.has(word))) return null;
  if (rest.every((word) => EXTENSIONS.has(word))) return part(from >= 2 ? 0.82 : 0.78, less, 'One is the other without its ending');
  if (from >= 3 && rest.every((word) => GENERIC.has(word)) && long.words.filter((word) => word !== 'the')[wordsOfShort] === 'for') return part(0.75, less, 'One goes on to say what it is for');
  const head = long.loose.slice(0, from);
  return from >= 2 && head.some(isDistinctive) && rest.length >= 2 && rest.length <= 3 && rest.every((word) => GENERIC.has(word)) ? part(0.75, less, 'One is the other without its ending') : null;
}
