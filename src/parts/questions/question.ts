import type { Id, PersonId } from '#kernel/ids';
import type { Decimal } from '#kernel/decimal';

export const QUESTION_TYPES = ['short-text', 'long-text', 'yes-no', 'choice', 'choices', 'number', 'money', 'date', 'file'] as const;
export type QuestionType = (typeof QUESTION_TYPES)[number];
/** Which of a bid's two envelopes an answer is sealed in. */
export type Envelope = 'quality' | 'price';

export type FactValue = string | number | bigint | boolean;
/** What a room knows of the record when it asks: its value, its risk, whether it is a service. Named by the room. */
export type Facts = Readonly<Record<string, FactValue>>;

/** When a question is asked: a fact that equals or reaches something, or another answer of the same set (named by its key). */
export type Condition =
  | { readonly fact: string; readonly is: string | number | boolean }
  | { readonly fact: string; readonly atLeast: string }
  | { readonly answerTo: string; readonly is: string | boolean };

export interface Question {
  readonly id: Id<'question'>;
  /** The same question through the versions of its set. */
  readonly lineageId: Id<'question'>;
  readonly position: number;
  readonly section: string;
  readonly text: string;
  /** Why it is asked. */
  readonly purpose: string;
  /** What a good answer covers. */
  readonly goodAnswer: string;
  readonly type: QuestionType;
  readonly choices: readonly string[];
  readonly marks: Decimal | null;
  readonly wordLimit: number | null;
  readonly required: boolean;
  /** The evidence asked for; null where none is. */
  readonly evidence: string | null;
  /** All must hold; an empty list always does. */
  readonly askedWhen: readonly Condition[];
  /** A name that stays the same between sets, so that what was told once is not asked again. */
  readonly key: string | null;
  readonly minutes: number | null;
  readonly criterionId: Id<'criterion'> | null;
  readonly lotId: Id<'lot'> | null;
  readonly envelope: Envelope;
}

/** A question as it is written down, before it has a row: only its words and type are needed. */
export interface QuestionDraft extends Partial<Omit<Question, 'id' | 'position' | 'text' | 'type'>> {
  readonly text: string;
  readonly type: QuestionType;
}

export interface QuestionSet {
  readonly id: Id<'question_set'>;
  readonly purpose: string;
  readonly title: string;
  readonly version: number;
  readonly state: 'draft' | 'fixed' | 'superseded';
  readonly questions: readonly Question[];
}

/** What is kept of an answer, as JSON: text; true or false; one or several choices; a number as decimal text; money as pence in text; a date 'YYYY-MM-DD'; a file's id. */
export type AnswerValue = string | boolean | readonly string[];

export interface Answer {
  readonly questionId: Id<'question'>;
  readonly value: AnswerValue;
  readonly evidence: string | null;
  readonly ownerId: PersonId | null;
  readonly version: number;
  readonly answeredBy: PersonId | null;
  readonly answeredAt: Date;
}
export type Answers = ReadonlyMap<string, Answer>;

/** A set that a room ships as data, such as the procurement plan. Each question has a key, unique in the set. */
export interface QuestionSetDefinition {
  readonly purpose: string;
  readonly title: string;
  readonly questions: readonly (QuestionDraft & { readonly key: string })[];
}

/** Checks a shipped set when the program starts: keys unique, choices given, conditions name keys that come before. Throws on a mistake, which is a fault in the program. */
export function defineQuestionSet(definition: QuestionSetDefinition): QuestionSetDefinition {
  const seen = new Set<string>();
  for (const question of definition.questions) {
    if (seen.has(question.key)) throw new Error(`Question set ${definition.purpose} has two questions with the key ${question.key}`);
    if (needsChoices(question.type) && (question.choices?.length ?? 0) < 2) throw new Error(`Question ${question.key} needs at least two choices`);
    for (const condition of question.askedWhen ?? []) {
      if ('answerTo' in condition && !seen.has(condition.answerTo)) throw new Error(`Question ${question.key} asks about ${condition.answerTo}, which does not come before it`);
    }
    seen.add(question.key);
  }
  return definition;
}

export const needsChoices = (type: QuestionType): boolean => type === 'choice' || type === 'choices';

/** Whether nothing was said: no text, no choice. */
export const isBlank = (value: AnswerValue | undefined): boolean =>
  value === undefined || (typeof value !== 'boolean' && (typeof value === 'string' ? value.trim() === '' : value.length === 0));

/** The questions that are asked, given what is known and what was answered. A question that hangs on one not asked is not asked either. */
export function askedQuestions(questions: readonly Question[], answers: Answers, facts: Facts = {}): readonly Question[] {
  const asked: Question[] = [];
  for (const question of questions) {
    const holds = (condition: Condition): boolean => {
      if ('answerTo' in condition) {
        const other = asked.find(({ key }) => key === condition.answerTo);
        const value = other && answers.get(other.id)?.value;
        return value === condition.is || (Array.isArray(value) && value.includes(condition.is));
      }
      const fact = facts[condition.fact];
      if (fact === undefined) return false;
      return 'is' in condition ? fact === condition.is : reachesAmount(fact, condition.atLeast);
    };
    if (question.askedWhen.every(holds)) asked.push(question);
  }
  return asked;
}

export interface MissingPart {
  readonly question: Question;
  readonly lacks: 'answer' | 'evidence' | 'owner';
  readonly sentence: string;
}

/** What is still missing of the questions that are required and asked. With `owners`, each answer must name who answers for it (PL-08). */
export function missingAnswers(questions: readonly Question[], answers: Answers, facts: Facts = {}, options: { readonly owners?: boolean } = {}): readonly MissingPart[] {
  return askedQuestions(questions, answers, facts).filter(({ required }) => required).flatMap((question): MissingPart[] => {
    const answer = answers.get(question.id);
    if (isBlank(answer?.value)) return [{ question, lacks: 'answer', sentence: `“${question.text}” has no answer.` }];
    const missing: MissingPart[] = [];
    if (question.evidence !== null && !answer?.evidence?.trim()) missing.push({ question, lacks: 'evidence', sentence: `“${question.text}” has no evidence.` });
    if (options.owners && !answer?.ownerId) missing.push({ question, lacks: 'owner', sentence: `“${question.text}” has no owner.` });
    return missing;
  });
}

/** Amounts of pence pass through JSON as text, so both sides are compared as whole numbers. */
function reachesAmount(fact: FactValue, amount: string): boolean {
  if (typeof fact === 'boolean' || !/^-?\d+$/.test(String(fact))) return false;
  return BigInt(fact) >= BigInt(amount);
}
