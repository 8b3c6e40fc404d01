import { parseCalendarDate } from '#kernel/calendar-date';
import { parseDecimal } from '#kernel/decimal';
import { isId } from '#kernel/ids';
import { parsePounds } from '#kernel/money';
import { isBlank, type AnswerValue, type Question } from './question.ts';

/** What was typed for one question, before it is known to be an answer. */
export interface PostedAnswer {
  readonly texts: readonly string[];
  readonly date?: { readonly day: string; readonly month: string; readonly year: string };
  readonly evidence?: string;
  readonly ownerId?: string;
  /** What the form showed when it was opened: see `stampOf`. */
  readonly stamp: string;
}

/** `value` is null where nothing was said. */
export type ReadAnswer = { readonly ok: true; readonly value: AnswerValue | null } | { readonly ok: false; readonly why: string };

const SHORT_TEXT_CHARACTERS = 500;
const LONG_TEXT_CHARACTERS = 100_000;

/** Words as the browser's own count under the box counts them, so that nobody is told two numbers. */
export const countWords = (text: string): number => text.match(/\S+/g)?.length ?? 0;

/** Turns what was typed into an answer of the question's type, or says in a sentence what is wrong with it. Blank is not wrong here: `missingAnswers` asks for what is owed. */
export function readAnswer(question: Question, posted: Pick<PostedAnswer, 'texts' | 'date'>): ReadAnswer {
  if (question.type === 'date') return readDate(posted);
  if (question.type === 'choices') return readChoices(question, posted.texts);
  const text = (posted.texts.at(-1) ?? '').trim();
  if (text === '') return { ok: true, value: null };
  switch (question.type) {
    case 'short-text': return withinLength(question, text, SHORT_TEXT_CHARACTERS);
    case 'long-text': return withinLength(question, text, LONG_TEXT_CHARACTERS);
    case 'yes-no': return text === 'yes' || text === 'no' ? { ok: true, value: text === 'yes' } : { ok: false, why: 'Select yes or no' };
    case 'choice': return question.choices.includes(text) ? { ok: true, value: text } : { ok: false, why: 'Select one of the choices' };
    case 'number': {
      const parsed = parseDecimal(text);
      return parsed.ok ? { ok: true, value: parsed.value.toString() } : parsed;
    }
    case 'money': {
      const parsed = parsePounds(text);
      if (!parsed.ok) return parsed;
      return parsed.pence < 0n ? { ok: false, why: 'Enter an amount that is not below zero' } : { ok: true, value: parsed.pence.toString() };
    }
    case 'file': return isId(text) ? { ok: true, value: text } : { ok: false, why: 'Choose the file again' };
  }
}

/** True when both say the same; blank and absent are the same. */
export const sameAnswer = (one: AnswerValue | null | undefined, other: AnswerValue | null | undefined): boolean =>
  (isBlank(one ?? undefined) && isBlank(other ?? undefined)) || JSON.stringify(one) === JSON.stringify(other);

function readDate({ date }: Pick<PostedAnswer, 'date'>): ReadAnswer {
  if (!date || [date.day, date.month, date.year].every((part) => part.trim() === '')) return { ok: true, value: null };
  const parsed = parseCalendarDate(date.day, date.month, date.year);
  return parsed.ok ? { ok: true, value: parsed.date } : parsed;
}

function readChoices(question: Question, texts: readonly string[]): ReadAnswer {
  const chosen = texts.filter((text) => text !== '');
  if (chosen.some((text) => !question.choices.includes(text))) return { ok: false, why: 'Select from the choices shown' };
  return { ok: true, value: chosen.length === 0 ? null : question.choices.filter((choice) => chosen.includes(choice)) };
}

function withinLength(question: Question, text: string, mostCharacters: number): ReadAnswer {
  const words = question.wordLimit === null ? 0 : countWords(text);
  if (question.wordLimit !== null && words > question.wordLimit) {
    return { ok: false, why: `Your answer is ${words} words: the limit is ${question.wordLimit}. Take out ${words - question.wordLimit}.` };
  }
  if (text.length > mostCharacters) return { ok: false, why: `Your answer must be ${mostCharacters.toLocaleString('en-GB')} characters or fewer` };
  return { ok: true, value: text };
}
