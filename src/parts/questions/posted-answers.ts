import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Posted } from '#platform/web/posted';
import { isBlank, type Answer, type AnswerValue, type Question } from './question.ts';
import { readAnswer, sameAnswer, type PostedAnswer } from './read-answer.ts';

/** Form field of a question's answer; its evidence, owner and stamp have the same name with an ending. */
export const answerField = (questionId: string): string => `answer-${questionId}`;

export type PostedAnswers = Readonly<Record<string, PostedAnswer>>;

/** For a command's input. */
export const postedAnswersSchema: z.ZodType<PostedAnswers> = z.record(
  z.string(),
  z.object({
    texts: z.array(z.string()),
    date: z.object({ day: z.string(), month: z.string(), year: z.string() }).exactOptional(),
    evidence: z.string().exactOptional(),
    ownerId: z.string().exactOptional(),
    stamp: z.string(),
  }),
);

const FIELD = /^answer-([0-9a-f]{8}-[0-9a-f-]{27})(?:-(day|month|year|evidence|owner|stamp))?$/;

/** Gathers the answers of a posted form by question id. It says nothing of questions the form did not hold. */
export function postedAnswers(posted: Posted): PostedAnswers {
  const ids = new Set(Object.keys(posted.values).flatMap((name) => FIELD.exec(name)?.[1] ?? []));
  return Object.fromEntries([...ids].map((id) => [id, postedAnswer(posted, answerField(id))]));
}

function postedAnswer(posted: Posted, name: string): PostedAnswer {
  const given = (ending: string) => posted.values[`${name}-${ending}`] !== undefined;
  return {
    texts: posted.texts(name).map((text) => text.replaceAll('\r\n', '\n')),
    stamp: posted.text(`${name}-stamp`),
    ...(given('day') ? { date: { day: posted.text(`${name}-day`), month: posted.text(`${name}-month`), year: posted.text(`${name}-year`) } } : {}),
    ...(given('evidence') ? { evidence: posted.text(`${name}-evidence`).trim() } : {}),
    ...(given('owner') ? { ownerId: posted.text(`${name}-owner`) } : {}),
  };
}

/**
 * What a form showed of an answer when it was opened: its version, and a digest of its words. With both, an answer that the
 * person did not touch is told apart from one that a colleague changed meanwhile, so two people in one form do not clash needlessly.
 */
export const stampOf = (answer: Pick<Answer, 'version' | 'value' | 'evidence' | 'ownerId'> | undefined): string =>
  `${answer?.version ?? 0}.${digestOf(answer?.value ?? null, answer?.evidence ?? null, answer?.ownerId ?? null)}`;

/** A blank answer and none have the same digest. */
export const digestOf = (value: AnswerValue | null, evidence: string | null, ownerId: string | null): string =>
  createHash('sha256').update(JSON.stringify([isBlank(value ?? undefined) ? null : value, evidence || null, ownerId || null])).digest('hex').slice(0, 16);

/** An answer to be saved: `value` null takes it away. `version` is the one the person saw, 0 for none. */
export interface AnswerToSave {
  readonly questionId: Question['id'];
  readonly value: AnswerValue | null;
  readonly evidence: string | null;
  readonly ownerId: string | null;
  readonly version: number;
}

export interface AnswerProblem {
  readonly field: string;
  readonly sentence: string;
}

/**
 * Reads a form against its questions. Answers that the person left as they were are not among those to save.
 * Questions of another set, or not in the form, are passed over.
 */
export function readAnswers(
  questions: readonly Question[], posted: PostedAnswers, before: ReadonlyMap<string, Answer>,
): { readonly toSave: readonly AnswerToSave[]; readonly problems: readonly AnswerProblem[] } {
  const toSave: AnswerToSave[] = [];
  const problems: AnswerProblem[] = [];
  for (const question of questions) {
    const typed = posted[question.id];
    if (!typed) continue;
    const read = readAnswer(question, typed);
    if (!read.ok) {
      problems.push({ field: answerField(question.id), sentence: read.why });
      continue;
    }
    const old = before.get(question.id);
    const evidence = typed.evidence === undefined ? (old?.evidence ?? null) : typed.evidence || null;
    const ownerId = typed.ownerId === undefined ? (old?.ownerId ?? null) : typed.ownerId || null;
    const [version, digest] = typed.stamp.split('.');
    const untouched = digest === digestOf(read.value, evidence, ownerId);
    const already = sameAnswer(old?.value, read.value) && (old?.evidence ?? null) === evidence && (old?.ownerId ?? null) === ownerId;
    if (!untouched && !already) toSave.push({ questionId: question.id, value: read.value, evidence, ownerId, version: /^\d{1,9}$/.test(version ?? '') ? Number(version) : 0 });
  }
  return { toSave, problems };
}
