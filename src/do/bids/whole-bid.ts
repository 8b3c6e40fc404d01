import { createHash } from 'node:crypto';
import { parsePounds } from '#kernel/money';
import { isBlank, readAnswer, answerField, type PostedAnswers, type Question } from '#parts/questions';
import type { Envelope } from '#platform/sealing/envelope-keys';
import { WHOLE, type Draft, type DraftPart } from './bid-content.ts';
import type { LotOffered } from './bid-readiness.ts';

/** More than this is no page to fill in on a phone: the low-value lane asks for a tender of at most twelve questions. */
export const MOST_ON_ONE_PAGE = 12;

/** Whether a bid can be written on one page: few questions, none of which hangs on the answer to another. */
export const suitsOnePage = (questions: readonly Question[]): boolean => questions.length <= MOST_ON_ONE_PAGE && questions.every(({ askedWhen }) => askedWhen.length === 0);

/** The whole bid as a form held it. What the form did not hold is left as it is. */
export interface TypedWhole {
  readonly answers: PostedAnswers;
  readonly lots: { readonly chosen: readonly string[]; readonly stamp: string } | null;
  readonly prices: { readonly given: Readonly<Record<string, string>>; readonly stamp: string } | null;
}

type PartValue = Exclude<Parameters<typeof isBlank>[0], undefined> | Readonly<Record<string, string>>;

/** One part of a bid as it was typed: read, or what is wrong with it and at which field. */
export interface TypedPart {
  /** 'lots', 'prices', or the id of the question answered. */
  readonly partKey: string;
  readonly envelope: Envelope;
  /** The form field that a sentence about it belongs to. */
  readonly field: string;
  /** What the form showed of it: see `stampOf`. */
  readonly stamp: string;
  readonly value: PartValue | null;
  readonly problems: readonly { readonly field: string; readonly sentence: string }[];
}

interface Offered {
  readonly questions: readonly Question[];
  readonly lots: readonly LotOffered[];
  readonly lotsPerBidder: number | null;
}

/** Reads what was typed. A word limit is for the submission: nothing typed is refused for being too long yet. */
export function readWhole(typed: TypedWhole, offered: Offered): TypedPart[] {
  const answers = offered.questions.flatMap((question): TypedPart[] => {
    const posted = typed.answers[question.id];
    if (!posted || question.type === 'file') return [];
    const field = answerField(question.id);
    const read = readAnswer({ ...question, wordLimit: null }, posted);
    const shared = { partKey: question.id, envelope: question.envelope, field, stamp: posted.stamp };
    return [read.ok ? { ...shared, value: read.value ?? '', problems: [] } : { ...shared, value: null, problems: [{ field, sentence: read.why }] }];
  });
  return [...(typed.lots && offered.lots.length > 0 ? [readLots(typed.lots, offered)] : []), ...answers, ...(typed.prices ? [readPrices(typed.prices, offered)] : [])];
}

function readLots({ chosen, stamp }: NonNullable<TypedWhole['lots']>, { lots, lotsPerBidder }: Offered): TypedPart {
  const found = lots.filter(({ id }) => chosen.includes(id));
  const why =
    found.length !== new Set(chosen).size ? 'Choose from the lots shown.'
    : lotsPerBidder !== null && found.length > lotsPerBidder ? `Choose no more than ${lotsPerBidder} ${lotsPerBidder === 1 ? 'lot' : 'lots'}.`
    : null;
  const shared = { partKey: 'lots', envelope: 'quality', field: 'lots', stamp } as const;
  return why === null ? { ...shared, value: found.map(({ id }) => id), problems: [] } : { ...shared, value: null, problems: [{ field: 'lots', sentence: why }] };
}

function readPrices({ given, stamp }: NonNullable<TypedWhole['prices']>, { lots }: Offered): TypedPart {
  const keys = lots.length === 0 ? [WHOLE] : lots.map(({ id }) => id);
  const value: Record<string, string> = {};
  const problems: { field: string; sentence: string }[] = [];
  for (const key of keys) {
    const text = given[key]?.trim() ?? '';
    if (text === '') continue;
    const parsed = parsePounds(text);
    if (parsed.ok && parsed.pence >= 0n) value[key] = parsed.pence.toString();
    else problems.push({ field: `price-${key}`, sentence: parsed.ok ? 'Enter a price that is not below zero' : parsed.why });
  }
  return { partKey: 'prices', envelope: 'price', field: `price-${keys[0]!}`, stamp, value: problems.length === 0 ? value : null, problems };
}

/** The stored part that a typed one is of. */
export function storedPart(draft: Draft, partKey: string): DraftPart<PartValue> | null {
  if (partKey === 'lots') return draft.lots;
  if (partKey === 'prices') return draft.prices;
  return draft.answers.get(partKey) ?? null;
}

/**
 * What a form shows of a part: its version, and a digest of its words. With both, a part that its reader left as it was is told
 * apart from one that two people wrote at once.
 */
export const stampOf = (part: Pick<DraftPart<PartValue>, 'version' | 'value'> | null): string => `${part?.version ?? 0}.${digestOf(part?.value ?? null)}`;

const digestOf = (value: PartValue | null): string => createHash('sha256').update(plain(value)).digest('hex').slice(0, 16);
/** Blank and absent are the same. */
const plain = (value: PartValue | null): string => (isEmpty(value) ? 'null' : JSON.stringify(value));
const isEmpty = (value: PartValue | null): boolean =>
  value === null || (typeof value === 'object' && !Array.isArray(value) ? Object.keys(value).length === 0 : isBlank(value as Parameters<typeof isBlank>[0]));

/** What the files of a draft were when a form was drawn. */
export const filesStamp = ({ files }: Pick<Draft, 'files'>): string => createHash('sha256').update(files.map(({ id }) => id).sort().join()).digest('hex').slice(0, 16);

/**
 * - `same`: it is stored as typed.
 * - `save`: it was written over what its writer saw.
 * - `theirs`: its reader left it alone, and a colleague has changed it since.
 * - `conflict`: both wrote.
 * - `unread`: what was typed cannot be read.
 */
export type Fate = 'same' | 'save' | 'theirs' | 'conflict' | 'unread';

export function fateOf({ value, stamp, problems }: Pick<TypedPart, 'value' | 'stamp' | 'problems'>, stored: DraftPart<PartValue> | null): Fate {
  if (problems.length > 0) return 'unread';
  if (stored === null ? isEmpty(value) : plain(value) === plain(stored.value)) return 'same';
  const [version, digest] = stamp.split('.');
  if (version === String(stored?.version ?? 0)) return 'save';
  return digest === digestOf(value) ? 'theirs' : 'conflict';
}

/** The draft as it is once these parts are stored. */
export function withParts(draft: Draft, parts: readonly Pick<TypedPart, 'partKey' | 'value'>[], savedAt: Date): Draft {
  let { lots, prices } = draft;
  const answers = new Map(draft.answers);
  for (const { partKey, value } of parts) {
    const part = { value, version: (storedPart(draft, partKey)?.version ?? 0) + 1, savedBy: null, savedAt };
    if (partKey === 'lots') lots = part as Draft['lots'];
    else if (partKey === 'prices') prices = part as Draft['prices'];
    else answers.set(partKey, part as DraftPart<never>);
  }
  return { ...draft, lots, prices, answers };
}
