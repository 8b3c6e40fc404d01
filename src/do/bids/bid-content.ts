import { createHash } from 'node:crypto';
import type { AnswerValue, Question } from '#parts/questions';
import type { Envelope } from '#platform/sealing/envelope-keys';

/** The key of a price that is for the whole opportunity, where it has no lots. */
export const WHOLE = 'whole';

export interface BidFile {
  readonly id: string;
  readonly fileId: string;
  readonly questionId: string | null;
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** Of the file's own bytes, in hexadecimal. */
  readonly sha256: string;
}

export interface DraftPart<Value> {
  readonly value: Value;
  readonly version: number;
  readonly savedBy: string | null;
  readonly savedAt: Date;
}

/** What a bidder has written so far. Pence are kept as text, as JSON has no whole numbers of that size. */
export interface Draft {
  readonly lots: DraftPart<readonly string[]> | null;
  readonly prices: DraftPart<Readonly<Record<string, string>>> | null;
  readonly answers: ReadonlyMap<string, DraftPart<AnswerValue>>;
  readonly files: readonly BidFile[];
}

/** The words of one envelope, exactly as they are hashed and sealed. */
export type ContentLines = Readonly<Record<Envelope, string>>;

interface ContentOf {
  readonly bidId: string;
  readonly opportunityId: string;
  readonly organisationId: string;
  readonly draft: Draft;
  readonly questions: readonly Question[];
  /** A secret of each envelope, so that a short answer cannot be guessed from the published hash. */
  readonly salts: Readonly<Record<Envelope, string>>;
}

/**
 * The canonical form of a bid: two lines of JSON, one an envelope, each ended by a line feed. Everything is in a fixed order
 * (questions by position, the rest by id), so that the same bid always gives the same bytes.
 */
export function contentLines({ bidId, opportunityId, organisationId, draft, questions, salts }: ContentOf): ContentLines {
  const head = (envelope: Envelope) => ({ format: 'wantsum-bid-1', envelope, bid: bidId, opportunity: opportunityId, organisation: organisationId, salt: salts[envelope] });
  const answersIn = (envelope: Envelope) =>
    questions.flatMap((question) => {
      const part = question.envelope === envelope ? draft.answers.get(question.id) : undefined;
      return part ? [{ question: question.id, lot: question.lotId, text: question.text, answer: part.value }] : [];
    });
  const files = [...draft.files].sort(byId).map(({ id, questionId, name, mediaType, sizeBytes, sha256 }) => ({ id, question: questionId, name, mediaType, sizeBytes, sha256 }));
  const lots = [...(draft.lots?.value ?? [])].sort();
  const prices = Object.entries(draft.prices?.value ?? {}).sort(([one], [other]) => (one < other ? -1 : 1))
    .filter(([lot]) => lot === WHOLE || lots.includes(lot))
    .map(([lot, netPence]) => ({ lot: lot === WHOLE ? null : lot, netPence }));
  return {
    quality: `${JSON.stringify({ ...head('quality'), lots, answers: answersIn('quality'), files })}\n`,
    price: `${JSON.stringify({ ...head('price'), answers: answersIn('price'), prices })}\n`,
  };
}

/** The two lines one after the other: what the bidder downloads, and what is hashed. */
export const contentBytes = (lines: ContentLines): Buffer => Buffer.from(lines.quality + lines.price);

/** SHA-256 over the downloaded file, so `sha256sum` checks it. */
export const contentHash = (lines: ContentLines): Buffer => createHash('sha256').update(lines.quality).update(lines.price).digest();

interface OpenedAnswerLine { readonly question: string; readonly lot: string | null; readonly answer: AnswerValue }
interface OpenedFileLine { readonly id: string; readonly question: string | null; readonly name: string; readonly mediaType: string; readonly sizeBytes: number; readonly sha256: string }

/** An envelope's line as the opening reads it. */
export interface OpenedLine {
  readonly answers: readonly OpenedAnswerLine[];
  readonly lots?: readonly string[];
  readonly files?: readonly OpenedFileLine[];
  readonly prices?: readonly { readonly lot: string | null; readonly netPence: string }[];
}
export const readContentLine = (line: string): OpenedLine => JSON.parse(line) as OpenedLine;

/** The answers of one envelope's line, by question: as they were in the draft. */
export const answersOf = (line: string): ReadonlyMap<string, unknown> => new Map(readContentLine(line).answers.map(({ question, answer }) => [question, answer]));

const byId = (one: { readonly id: string }, other: { readonly id: string }): number => (one.id < other.id ? -1 : 1);
