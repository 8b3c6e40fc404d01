import { z } from 'zod';
import { formatInstant } from '#kernel/instant';
import { refuse, type Decision, type Refused } from '#kernel/outcome';
import { answerField, type PostedAnswers, type Question } from '#parts/questions';
import { writeAuditEntry } from '#platform/audit/write-entry';
import { command, done, type CommandContext } from '#platform/command/command';
import type { WrittenDocument } from '#platform/documents/document';
import { MOST_WORD_BYTES, readWordText } from '#platform/documents/read-word';
import { decideSaving } from './bid.ts';
import { lockForChange, questionsFor, type Bid, type ForChange } from './bid.store.ts';
import type { Draft } from './bid-content.ts';
import { bidsActs } from './bids.acts.ts';
import { openDraft, saveParts } from './draft.store.ts';
import { answersDocument, postedFrom, readFilled } from './word-answers.ts';
import { fateOf, readWhole, stampOf, storedPart, type Fate, type TypedPart } from './whole-bid.ts';

/** A pasted document of the longest tender. */
const MOST_CHARACTERS = 600_000;

const input = z.object({
  bidId: z.string(),
  text: z.string().max(MOST_CHARACTERS, 'This is longer than any document of questions. Paste fewer answers at a time.'),
  file: z.object({ name: z.string(), content: z.instanceof(Buffer), tooLarge: z.boolean() }).nullable(),
});
type Input = z.infer<typeof input>;
const record = ({ bidId }: { readonly bidId: string }) => ({ kind: 'bid', id: bidId });

/** The text of what was sent: of the file where there is one, else what was pasted. */
export function sentText({ text, file }: Pick<Input, 'text' | 'file'>): Decision<string> {
  if (file) return readWordText(file.name, file.tooLarge ? Buffer.alloc(MOST_WORD_BYTES + 1) : file.content);
  return text.trim() === '' ? refuse('nothing-sent', 'Choose the document, or paste its text.', { field: 'file' }) : { kind: 'allowed', value: text };
}

/** The document of a bid: its questions, and what is written so far. */
export function documentOf(bid: Bid, draft: Draft, questions: readonly Question[]): WrittenDocument {
  const answers = new Map([...draft.answers].map(([id, part]) => [id, { value: part.value, stamp: stampOf(part) }] as const));
  return answersDocument({ opportunityId: bid.opportunityId, title: bid.opportunityTitle, bodyName: bid.bodyName, questions, answers, emptyStamp: stampOf(null), closing: `Closes on ${formatInstant(bid.closesAt)}.`, isPriced: bid.isPriced });
}

/** What became of each answer in a document, and what has no place. */
export interface Placed {
  readonly parts: readonly (TypedPart & { readonly fate: Fate })[];
  /** Lines of the writer's own that stand in no answer's place, and answers to questions that are not asked. */
  readonly left: readonly string[];
}

/** Puts each answer of a document beside what is stored. @returns a sentence where it is no document of this tender */
export function placeAnswers(text: string, bid: Bid, draft: Draft, questions: readonly Question[]): Decision<Placed> {
  const filled = readFilled(text, bid.opportunityId, documentOf(bid, draft, questions));
  if (!filled.ok) return refuse('wrong-document', filled.why, { field: 'file' });
  const asked = new Map(questions.filter(({ type }) => type !== 'file').map((question) => [question.id as string, question]));
  const answers: PostedAnswers = Object.fromEntries(filled.answers.flatMap((answer) => (asked.has(answer.questionId) ? [[answer.questionId, postedFrom(asked.get(answer.questionId)!, answer)]] : [])));
  const parts = readWhole({ answers, lots: null, prices: null }, { questions, lots: bid.lots, lotsPerBidder: bid.lotsPerBidder });
  return {
    kind: 'allowed',
    value: {
      parts: parts.map((part) => ({ ...part, fate: fateOf(part, storedPart(draft, part.partKey)) })),
      left: [...filled.left, ...filled.answers.filter(({ questionId, text: own }) => !asked.has(questionId) && own !== '').map(({ text: own }) => own)],
    },
  };
}

export interface FilledFromWord {
  readonly saved: number;
  readonly theirs: number;
}

/**
 * Puts the answers of a filled document in their places in the draft. An answer that a colleague has changed since the document was
 * handed out is never overwritten unseen; what cannot be placed or read is refused by name, and all the rest is saved.
 */
export const fillFromWord = command({
  act: bidsActs.fillFromWord,
  input,
  record,
  load: (tx, { bidId }) => lockForChange(tx, bidId),
  perform: async ({ tx, actor }, given, { bid, sealed }: ForChange) => {
    const decision = decideSaving(bid);
    if (decision.kind === 'refused') return decision;
    const text = sentText(given);
    if (text.kind === 'refused') return text;
    const placed = placeAnswers(text.value, bid, await openDraft(tx, bid, sealed), await questionsFor(tx, bid));
    if (placed.kind === 'refused') return placed;
    const refused = leftOver(placed.value, await questionsFor(tx, bid));
    if (refused) return refused;
    const changed = of(placed.value, 'save');
    await saveParts(tx, bid, changed, actor.personId);
    return done<FilledFromWord>({ saved: changed.length, theirs: of(placed.value, 'theirs').length }, { record: record(given), after: { answers: changed.length } });
  },
  afterRefusal: saveWhatHasAPlace,
});

const of = ({ parts }: Placed, fate: Fate) => parts.filter((part) => part.fate === fate);

/** The sentences name questions, never what was written: a refusal is kept in the audit trail. */
function leftOver(placed: Placed, questions: readonly Question[]): Refused | null {
  const numbered = (id: string) => questions.find((question) => question.id === id)?.position ?? 0;
  const more = [
    ...of(placed, 'conflict').map(({ partKey, field }) => ({ field, sentence: `Answer ${numbered(partKey)}: a colleague changed it after you downloaded the document. Both are shown below.` })),
    ...of(placed, 'unread').flatMap(({ partKey, problems }) => problems.map(({ field, sentence }) => ({ field, sentence: `Answer ${numbered(partKey)}: ${sentence}` }))),
    ...(placed.left.length === 0 ? [] : [{ field: 'left', sentence: `${placed.left.length === 1 ? 'One passage has' : `${placed.left.length} passages have`} no place. ${placed.left.length === 1 ? 'It is' : 'They are'} shown below.` }]),
  ];
  if (more.length === 0) return null;
  const saved = of(placed, 'save').length;
  return refuse('left-over', `${saved === 0 ? 'Nothing was saved yet' : `${saved} ${saved === 1 ? 'answer is' : 'answers are'} saved`}. Some of the document could not be placed.`, { field: answerField('left'), more });
}

async function saveWhatHasAPlace({ tx, actor }: CommandContext, given: Input, refused: Refused): Promise<void> {
  if (refused.code !== 'left-over') return;
  const found = await lockForChange(tx, given.bidId);
  const text = sentText(given);
  if (!found || text.kind === 'refused' || decideSaving(found.bid).kind === 'refused') return;
  const { bid, sealed } = found;
  const placed = placeAnswers(text.value, bid, await openDraft(tx, bid, sealed), await questionsFor(tx, bid));
  const changed = placed.kind === 'refused' ? [] : of(placed.value, 'save');
  if (changed.length === 0) return;
  await saveParts(tx, bid, changed, actor.personId);
  await writeAuditEntry(tx, actor, bidsActs.fillFromWord, 'done', { record: record(given), after: { answers: changed.length } });
}
