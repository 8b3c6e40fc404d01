import { burdenOf, missingAnswers, type Answers, type AnswerValue, type Burden, type Question } from '#parts/questions';
import { CORE_PARTS, CORE_QUESTIONNAIRE, NONE_APPLIES, type CorePart } from './core-questionnaire.ts';

/** Answers by the key of their question, as a version keeps them. */
export type AnswersByKey = Readonly<Record<string, AnswerValue>>;

export interface CoreGap {
  readonly part: CorePart;
  readonly sentence: string;
  /** The key of the question it belongs to; null for the list of people. */
  readonly key: string | null;
}

const GROUND_KEYS = ['mandatory-grounds', 'discretionary-grounds'] as const;

/** What is still missing or contradicts itself, in the order of the parts. Empty: the core can be used in any tender. */
export function coreGaps(questions: readonly Question[], answers: Answers, people: number): readonly CoreGap[] {
  const gaps: CoreGap[] = missingAnswers(questions, answers).map(({ question, sentence }) => ({ part: partOf(question), sentence, key: question.key }));
  if (people === 0) gaps.push({ part: 'people', sentence: 'Nobody is named who controls or directs the organisation.', key: null });
  const ticked = groundsTicked(byKey(questions, answers));
  const detail = byKey(questions, answers)['grounds-detail'];
  if (ticked.length > 0 && !detail) gaps.push({ part: 'exclusion', sentence: 'Say what happened, and what you have put right since.', key: 'grounds-detail' });
  return [...gaps, ...contradictions(byKey(questions, answers))];
}

/** "None of these" beside a ground cannot both be true. */
export const contradictions = (answers: AnswersByKey): readonly CoreGap[] => GROUND_KEYS.flatMap((key): CoreGap[] => {
  const value = answers[key];
  return Array.isArray(value) && value.includes(NONE_APPLIES) && value.length > 1 ? [{ part: 'exclusion', key, sentence: `Tick either “${NONE_APPLIES}” or what applies, not both.` }] : [];
});

/** The words of the grounds that a supplier declared of itself. */
export const groundsTicked = (answers: AnswersByKey): readonly string[] =>
  GROUND_KEYS.flatMap((key) => { const value = answers[key]; return Array.isArray(value) ? value.filter((words) => words !== NONE_APPLIES) : []; });

/** Answers by key; blank ones are left out. */
export const byKey = (questions: readonly Question[], answers: Answers): AnswersByKey => Object.fromEntries(
  questions.flatMap((question): [string, AnswerValue][] => {
    const value = answers.get(question.id)?.value;
    return question.key === null || value === undefined || value === '' ? [] : [[question.key, value]];
  }),
);

export const partOf = (question: Pick<Question, 'section'>): CorePart =>
  (Object.keys(CORE_PARTS) as CorePart[]).find((part) => CORE_PARTS[part].title === question.section) ?? 'identity';

/** True when the questionnaire has been changed since this edition of it was given to an organisation. */
export const isOutOfDate = (questions: readonly Question[]): boolean =>
  questions.length !== CORE_QUESTIONNAIRE.questions.length || CORE_QUESTIONNAIRE.questions.some(({ key, text, choices }, index) => {
    const kept = questions[index];
    return kept?.key !== key || kept.text !== text || JSON.stringify(kept.choices) !== JSON.stringify(choices ?? []);
  });

/** What the core asks of somebody who answers it for the first time. Adding a person takes about a minute each. */
export const coreBurden = (): Burden => burdenOf(CORE_QUESTIONNAIRE.questions.map((question) => ({ wordLimit: null, minutes: null, ...question })));
