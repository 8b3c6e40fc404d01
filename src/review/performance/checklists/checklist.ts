import type { CalendarDate } from '#kernel/calendar-date';
import { allow, refuse, type Decision } from '#kernel/outcome';
import { FACES, type Question, type QuestionDraft } from '#parts/questions';

/** Somebody who uses a service and was asked to answer a checklist about it, by a link of their own. */
export interface Inspector {
  readonly id: string;
  readonly checklistId: string;
  /** Null once nobody needs to know any more who it was. */
  readonly name: string | null;
  readonly email: string | null;
  /** The last day on which their answers may arrive. */
  readonly lastOn: CalendarDate;
  readonly invitedAt: Date;
  readonly withdrawnAt: Date | null;
  readonly withdrawnReason: string | null;
}

/** That a checklist was sent. There is one for each inspector, or none. */
export interface Sending {
  readonly sendKey: string;
  /** When the button was pressed, as far as the phone's clock can be believed. */
  readonly doneAt: Date;
  readonly arrivedAt: Date;
}

/** Nobody is made to guess. */
export const COULD_NOT_TELL = 'Could not tell';
const YES_NO = ['Yes', 'No', COULD_NOT_TELL] as const;
const OF_FACES = [...FACES.map(({ face, words }) => `${face} ${words}`), COULD_NOT_TELL];
/** Words are a sentence or two: nobody writes an essay on a phone. */
const MOST_WORDS = 60;
const MOST_CHARACTERS = 300;

/** The three ways of answering, in the order in which they are asked. The key is the field of the form, with one question to a line. */
export const ANSWER_WAYS = {
  yesNo: { words: `Answered with yes, no or “${COULD_NOT_TELL.toLowerCase()}”`, example: 'Were you told what would happen next?', draft: { type: 'choice', choices: YES_NO } },
  faces: { words: 'Answered with one of five faces', example: 'How friendly were the people there?', draft: { type: 'choice', choices: OF_FACES } },
  words: { words: 'Answered in a few words, if they want to', example: 'What would you change?', draft: { type: 'long-text', wordLimit: MOST_WORDS, required: false } },
} as const satisfies Readonly<Record<string, { readonly words: string; readonly example: string; readonly draft: Omit<QuestionDraft, 'text'> }>>;
export type AnswerWay = keyof typeof ANSWER_WAYS;
export const ANSWER_WAY_NAMES = Object.keys(ANSWER_WAYS) as readonly AnswerWay[];

/** One question as it was typed, and how it is answered. */
export interface TypedQuestion {
  readonly way: AnswerWay;
  readonly text: string;
}

/** Each line that says something is one question. */
export const typedQuestions = (typed: Readonly<Record<AnswerWay, string>>): TypedQuestion[] =>
  ANSWER_WAY_NAMES.flatMap((way) => typed[way].split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '').map((text) => ({ way, text })));

export const questionDraft = ({ way, text }: TypedQuestion): QuestionDraft => ({ text, ...ANSWER_WAYS[way].draft });

/** A checklist has questions, each short and asked once, and no more of them than the authority allows. @param most from its policy */
export function decideQuestions(questions: readonly TypedQuestion[], most: number): Decision {
  if (questions.length === 0) return refuse('no-question', 'Write at least one question', { field: 'yesNo' });
  const long = questions.find(({ text }) => text.length > MOST_CHARACTERS);
  if (long) return refuse('long-question', `“${long.text.slice(0, 40)}…” is too long for a phone: use ${MOST_CHARACTERS} characters or fewer`, { field: long.way });
  const twice = questions.find(({ text }, index) => questions.slice(0, index).some((other) => other.text.toLowerCase() === text.toLowerCase()));
  if (twice) return refuse('asked-twice', `“${twice.text}” is there twice`, { field: twice.way });
  if (questions.length > most) return refuse('too-many', `There are ${questions.length} questions, and ${most} at most may be asked. Take out ${questions.length - most}.`, { field: questions.at(-1)!.way });
  return allow();
}

/** Whether a question has choices, which can be counted; the others are words, which can tell who wrote them. */
export const isCounted = (question: Pick<Question, 'type'>): boolean => question.type === 'choice';

export type InspectorStanding = 'sent' | 'withdrawn' | 'expired' | 'open';

/** How it stands with one inspector today. */
export function inspectorStanding({ withdrawnAt, lastOn }: Pick<Inspector, 'withdrawnAt' | 'lastOn'>, sent: boolean, today: CalendarDate): InspectorStanding {
  if (sent) return 'sent';
  if (withdrawnAt) return 'withdrawn';
  return lastOn < today ? 'expired' : 'open';
}

/** May answers arrive now? What a review was written up with does not grow afterwards. */
export function decideSending(inspector: Pick<Inspector, 'withdrawnAt' | 'lastOn'>, review: { readonly heldOn: string | null }, today: CalendarDate): Decision {
  switch (inspectorStanding(inspector, false, today)) {
    case 'withdrawn': return refuse('withdrawn', 'This link is closed. Ask whoever gave it to you.');
    case 'expired': return refuse('expired', 'This link is too old, so nothing can be sent with it. Ask whoever gave it to you for another.');
    default: return review.heldOn === null ? allow() : refuse('written-up', 'The review is over, so nothing can be added to it any more. Tell whoever gave you the link what you found.');
  }
}

/** When the button was pressed: what the phone says, where that lies between the invitation and the arrival; else the arrival. @param claimed ISO 8601, or empty */
export function doneAtOf(claimed: string, invitedAt: Date, arrivedAt: Date): Date {
  const said = claimed === '' ? Number.NaN : Date.parse(claimed);
  return said >= invitedAt.getTime() && said <= arrivedAt.getTime() ? new Date(said) : arrivedAt;
}

/** How often each choice of one question was chosen. */
export interface ChoiceCount {
  readonly choice: string;
  readonly count: number;
}

/** A question with what was answered, counted. */
export interface CountedQuestion {
  readonly text: string;
  readonly counts: readonly ChoiceCount[];
}

/** "Yes 3, no 1": choices that nobody chose are left out. */
export const countWords = (counts: readonly ChoiceCount[]): string => {
  const chosen = counts.filter(({ count }) => count > 0);
  return chosen.length === 0 ? 'Nobody has answered' : chosen.map(({ choice, count }) => `${choice}: ${count}`).join(', ');
};

/**
 * As `countWords`, for everyone. A number so small that a person could be recognised by it is kept back, and the other numbers of its question with
 * it, since what is left of all would tell it.
 * @param fewest the authority's `results.fewestShown`; null hides nothing
 */
export function publicCountWords(counts: readonly ChoiceCount[], fewest: number | null): string {
  const tells = fewest !== null && counts.some(({ count }) => count > 0 && count < fewest);
  return tells ? `Not shown: fewer than ${fewest} people gave one of the answers` : countWords(counts);
}
