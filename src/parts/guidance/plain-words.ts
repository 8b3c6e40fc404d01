import { termSentence, type Term } from './glossary.ts';
import { JARGON } from './jargon.ts';
import { readingEase, sentencesIn, wordsIn } from './reading-ease.ts';

/** A text that others will read, and where it is put right. */
export interface Passage {
  /** Such as "Summary" or "Question 3". */
  readonly place: string;
  readonly text: string;
  readonly href: string;
}

export interface Mark {
  readonly kind: 'short-form' | 'long-sentence' | 'jargon';
  readonly place: string;
  readonly href: string;
  /** The words as they stand in the text. */
  readonly found: string;
  readonly suggestion: string;
  /** The words of the glossary, where it explains a short form. */
  readonly glossary: string | null;
}

export interface PlainWords {
  /** Flesch reading ease of the whole; null where there are too few words to judge. */
  readonly score: number | null;
  readonly words: number;
  readonly sentences: number;
  readonly longSentences: number;
  /** Different short forms that nothing in the text explains. */
  readonly unexplained: readonly string[];
  readonly marks: readonly Mark[];
}

interface Standard {
  readonly glossary: readonly Term[];
  /** A sentence with more words is marked. */
  readonly longestSentence: number;
}

/** Short forms that people use outside procurement as well. */
const EVERYDAY = new Set(['UK', 'NHS', 'GP', 'GPS', 'TV', 'PDF', 'ID', 'CV', 'OK', 'AM', 'PM', 'BBC', 'DVD', 'USB', 'PO', 'MP', 'II', 'III', 'IV']);
const SHORT_FORM = /(?<![\p{L}\p{N}])(?:[A-Z]{2,8}|[A-Z]{1,6}&[A-Z]{1,6})(?=(?:s|[’']s)?(?![\p{L}\p{N}]))/gu;
/** A longer passage is marked by its beginning. */
const MARK_CHARACTERS = 160;

/**
 * Checks texts together, as one reader meets them: a short form explained once, anywhere, counts as explained (XC-02).
 * Linear in the length of the text.
 */
export function checkPlainWords(passages: readonly Passage[], { glossary, longestSentence }: Standard): PlainWords {
  const whole = passages.map(({ text }) => text).join('\n');
  const unexplained = [...new Set(passages.flatMap(({ text }) => shortFormsIn(text)))].filter((form) => !isExplained(form, whole));
  const marks = passages.flatMap((passage) => [
    ...unexplained.filter((form) => shortFormsIn(passage.text).includes(form)).map((form) => shortFormMark(passage, form, glossary)),
    ...sentencesIn(passage.text).filter((sentence) => wordsIn(sentence).length > longestSentence).map((sentence): Mark => ({
      ...of(passage), kind: 'long-sentence', found: shortened(sentence), glossary: null,
      suggestion: `${wordsIn(sentence).length} words in one sentence. Cut it into sentences of at most ${longestSentence}.`,
    })),
    ...JARGON.flatMap(({ pattern, instead }): Mark[] => {
      const found = pattern.exec(passage.text)?.[0];
      return found === undefined ? [] : [{ ...of(passage), kind: 'jargon', found, glossary: null, suggestion: `Try: ${instead}` }];
    }),
  ]);
  return {
    score: readingEase(whole), words: wordsIn(whole).length, sentences: sentencesIn(whole).length, unexplained, marks,
    longSentences: marks.filter(({ kind }) => kind === 'long-sentence').length,
  };
}

const of = ({ place, href }: Passage) => ({ place, href });
const shortened = (text: string): string => (text.length <= MARK_CHARACTERS ? text : `${text.slice(0, MARK_CHARACTERS).replace(/\s+\S*$/, '')} …`);

/** A line in capitals is a heading, not a string of short forms. */
function shortFormsIn(text: string): readonly string[] {
  const lines = text.split('\n').filter((line) => /[a-z]/.test(line) || wordsIn(line).length < 3);
  return [...new Set(lines.flatMap((line) => line.match(SHORT_FORM) ?? []))].filter((form) => !EVERYDAY.has(form));
}

/** "prior information notice (PIN)", "PIN (prior information notice)", "PIN means …". */
function isExplained(form: string, text: string): boolean {
  return new RegExp(`\\(${escaped(form)}s?\\)|(?<![\\p{L}\\p{N}])${escaped(form)}s?(?: \\(\\p{L}+ \\p{L}| (?:means|stands? for|(?:is|are) short for) )`, 'u').test(text);
}
const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

function shortFormMark(passage: Passage, form: string, glossary: readonly Term[]): Mark {
  const term = glossary.find((one) => one.term.toUpperCase() === form);
  return {
    ...of(passage), kind: 'short-form', found: form, glossary: term ? termSentence(term) : null,
    suggestion: term ? `Write it in full the first time${term.inFull === '' ? '' : `: “${term.inFull} (${form})”`}, or add the words of the glossary.` : 'Write it in full the first time, or do without it.',
  };
}
