import type { PostedAnswer, Question, AnswerValue } from '#parts/questions';
import { poundsDecimal } from '#kernel/money';
import { fact, heading, linesOf, list, note, paragraph, type Block, type WrittenDocument } from '#platform/documents/document';

/** What a document for writing answers is made of. */
export interface ToWrite {
  readonly opportunityId: string;
  readonly title: string;
  readonly bodyName: string;
  readonly questions: readonly Question[];
  /** When it closes, in words. */
  readonly closing: string;
  /** Whether a price is asked for. */
  readonly isPriced: boolean;
  /** What is written so far and its stamp, by question; what is not there is empty. */
  readonly answers: ReadonlyMap<string, { readonly value: AnswerValue; readonly stamp: string }>;
  /** The stamp of an answer that is not there. */
  readonly emptyStamp: string;
}

const tenderMark = (opportunityId: string): string => `[[tender ${opportunityId}]]`;
const beginMark = ({ id, position }: Question, stamp: string): string => `[[answer ${position} | ${id} | ${stamp}]]`;
const endMark = ({ position }: Question): string => `[[end of answer ${position}]]`;

/** All questions, each with its help, its marks, its limit and a place to write under it. The marks in double brackets bring the answers back. */
export function answersDocument({ opportunityId, title, bodyName, questions, closing, isPriced, answers, emptyStamp }: ToWrite): WrittenDocument {
  let section = '';
  const blocks = questions.flatMap((question): Block[] => {
    const begins = question.section !== section && question.section !== '' ? [heading(1, question.section)] : [];
    section = question.section;
    return [...begins, heading(2, `${question.position}. ${question.text}`), ...helpOf(question), ...placeFor(question, answers.get(question.id), emptyStamp)];
  });
  return {
    title: `Questions: ${title}`, author: bodyName,
    blocks: [
      paragraph(closing),
      paragraph(`Write each answer in its frame, then send this document back on the page of your bid. Your answers land in your draft: nothing is submitted by it. ${isPriced ? 'Prices, lots' : 'Lots'} and files are given on the web site only.`),
      note('Leave the small grey lines in double brackets as they are: they say which answer is which.'), note(tenderMark(opportunityId)), ...blocks,
    ],
  };
}

function helpOf({ purpose, goodAnswer, marks, wordLimit, required, evidence, type, choices }: Question): Block[] {
  return [
    ...(purpose === '' ? [] : [fact('Why it is asked', purpose)]), ...(goodAnswer === '' ? [] : [fact('What a good answer covers', goodAnswer)]),
    fact('Marks', marks === null ? 'not scored' : marks.toString()), ...(wordLimit === null ? [] : [fact('Most words', String(wordLimit))]),
    ...(required ? [] : [fact('Needed', 'no, you may leave it out')]), ...(evidence === null ? [] : [fact('Evidence to add as a file', evidence)]),
    ...(type === 'choice' || type === 'choices' ? [fact(type === 'choice' ? 'Write one of' : 'Write those that apply, one a line', ''), list(choices)] : []),
    ...(HOW[type] === undefined ? [] : [fact('How to write it', HOW[type])]),
  ];
}
const HOW: Partial<Record<Question['type'], string>> = { 'yes-no': 'yes or no', date: 'day/month/year, such as 31/3/2027', money: 'pounds, such as 1250.50', number: 'a number' };

const placeFor = (question: Question, answer: { readonly value: AnswerValue; readonly stamp: string } | undefined, emptyStamp: string): Block[] =>
  question.type === 'file' ? [paragraph('This is answered with a file: add it on the page of your bid.')]
  : [{ kind: 'answer', begins: beginMark(question, answer?.stamp ?? emptyStamp), ends: endMark(question), text: answer ? valueWords(question, answer.value) : '' }];

function valueWords({ type }: Question, value: AnswerValue): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'string') return value.join('\n');
  if (type === 'money') return poundsDecimal(BigInt(value));
  return type === 'date' ? value.split('-').reverse().join('/') : value;
}

export interface FilledAnswer {
  readonly questionId: string;
  readonly text: string;
  readonly stamp: string;
}
export type Filled =
  | { readonly ok: false; readonly why: string }
  | { readonly ok: true; readonly answers: readonly FilledAnswer[]; readonly left: readonly string[] };

interface OpenPlace {
  readonly position: string;
  readonly questionId: string;
  readonly stamp: string;
  readonly lines: string[];
}

const TENDER = /^\[\[\s*tender\s+([0-9a-f-]{36})\s*\]\]$/i;
const BEGINS = /^\[\[\s*answer\s+(\d{1,4})\s*\|\s*([0-9a-f-]{36})\s*\|\s*(\d{1,9}\.[0-9a-f]{16})\s*\]\]$/i;
const ENDS = /^\[\[\s*end of answer\s+(\d{1,4})\s*\]\]$/i;

/**
 * Finds the answers in the text of a filled document. What stands outside its places and is not printed by the document itself, and what
 * stands in a place whose end is gone, is `left`: it is shown to its writer, never dropped and never put under a guess.
 * @param printed the lines of the document as it was handed out
 */
export function readFilled(text: string, opportunityId: string, printed: WrittenDocument): Filled {
  const lines = text.replaceAll('\r\n', '\n').split('\n').map((line) => line.replaceAll('\u00a0', ' ').trimEnd());
  const tender = lines.map((line) => TENDER.exec(line.trim())?.[1]?.toLowerCase()).find((id) => id !== undefined);
  if (tender === undefined) return { ok: false, why: 'This is not a document of questions from this site: its grey line that names the tender is gone. Download the document again and copy your answers into it.' };
  if (tender !== opportunityId.toLowerCase()) return { ok: false, why: 'This document belongs to another tender. Choose the one that you downloaded from this tender.' };
  const known = new Set(linesOf(printed).flatMap((line) => line.split('\n')).map(plain));
  const answers: FilledAnswer[] = [];
  const left: string[] = [];
  let open: OpenPlace | null = null;
  const giveUp = (place: OpenPlace | null) => left.push(...(place?.lines ?? []).filter((line) => line.trim() !== '' && !known.has(plain(line))));
  for (const line of lines) {
    const [begins, ends] = [BEGINS.exec(line.trim()), ENDS.exec(line.trim())];
    if (begins) {
      giveUp(open);
      open = { position: begins[1]!, questionId: begins[2]!.toLowerCase(), stamp: begins[3]!.toLowerCase(), lines: [] };
    } else if (ends && open !== null && open.position === ends[1]) {
      const { questionId, stamp, lines: own } = open;
      if (answers.some((one) => one.questionId === questionId)) giveUp(open);
      else answers.push({ questionId, stamp, text: own.join('\n').trim() });
      open = null;
    } else if (open) open.lines.push(line);
    else if (line.trim() !== '' && !ends && !TENDER.test(line.trim()) && !known.has(plain(line))) left.push(line.trim());
  }
  giveUp(open);
  return { ok: true, answers, left };
}

/** Word processors straighten and curl quotes and add bullets of their own. */
const plain = (line: string): string => line.replaceAll(/[‘’]/g, "'").replaceAll(/[“”]/g, '"').replaceAll(/\s+/g, ' ').replace(/^\s*[•·*-]\s+/, '').trim();

/** An answer as the form of the question would have posted it. */
export function postedFrom(question: Question, { text, stamp }: FilledAnswer): PostedAnswer {
  switch (question.type) {
    case 'yes-no': return { texts: [/^(yes|no)[.!]?$/i.exec(text)?.[1]?.toLowerCase() ?? text], stamp };
    case 'choice': return { texts: [choiceIn(question, text)], stamp };
    case 'choices': return { texts: text.split('\n').filter((line) => line.trim() !== '').map((line) => choiceIn(question, line)), stamp };
    case 'date': return { texts: [], date: dateIn(text), stamp };
    default: return { texts: [text], stamp };
  }
}
const choiceIn = ({ choices }: Question, line: string): string => choices.find((choice) => plain(choice).toLowerCase() === plain(line).toLowerCase()) ?? line.trim();

function dateIn(text: string): { readonly day: string; readonly month: string; readonly year: string } {
  const [day = '', month = '', year = ''] = text.split(/[/.\s-]+/);
  return /^\d{4}-/.test(text) ? { day: year, month, year: day } : { day, month, year };
}

/** The text with the stamps that stand now: whoever has seen what a colleague wrote chooses by sending it again. */
export const withStamps = (text: string, stamps: ReadonlyMap<string, string>): string =>
  text.split('\n').map((line) => {
    const found = BEGINS.exec(line.trim());
    const stamp = found && stamps.get(found[2]!.toLowerCase());
    return found && stamp ? `[[answer ${found[1]} | ${found[2]} | ${stamp}]]` : line;
  }).join('\n');
