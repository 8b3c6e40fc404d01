import { askedQuestions, countWords, missingAnswers, type Answer, type Question } from '#parts/questions';
import type { Id } from '#kernel/ids';
import { WHOLE, type Draft } from './bid-content.ts';

export interface LotOffered {
  readonly id: string;
  readonly number: number;
  readonly title: string;
}

/** Something that must be put right before a bid can be submitted, and the page to do it on. */
export interface ToPutRight {
  readonly sentence: string;
  readonly page: 'lots' | 'prices' | 'core' | 'two-bids' | 'group' | `questions/${string}`;
  /** The lot whose price it is about. */
  readonly lotId?: string;
}

interface Asked {
  readonly draft: Draft;
  readonly questions: readonly Question[];
  readonly lots: readonly LotOffered[];
  readonly lotsPerBidder: number | null;
  /** Whether a price is asked for at all. */
  readonly isPriced: boolean;
}

/** Everything at once, in the order of the task list: nobody should find them one by one at five to twelve. */
export function whatToPutRight(asked: Asked): ToPutRight[] {
  return [...lotsToPutRight(asked), ...answersToPutRight(asked), ...pricesToPutRight(asked)];
}

/** The questions that this bid answers: those of lots it is not for are not asked. */
export function questionsAsked({ draft, questions }: Pick<Asked, 'draft' | 'questions'>): readonly Question[] {
  const chosen = draft.lots?.value ?? [];
  const ofItsLots = questions.filter(({ lotId }) => lotId === null || chosen.includes(lotId));
  return askedQuestions(ofItsLots, answersFor(draft));
}

/** The lots that want a price: the chosen ones, or the whole where there are none. Nothing does where nothing is scored on price. */
export const lotsToPrice = ({ draft, lots, isPriced }: Pick<Asked, 'draft' | 'lots' | 'isPriced'>): readonly (LotOffered | null)[] =>
  !isPriced ? [] : lots.length === 0 ? [null] : lots.filter(({ id }) => draft.lots?.value.includes(id));

function lotsToPutRight({ draft, lots, lotsPerBidder }: Asked): ToPutRight[] {
  if (lots.length === 0) return [];
  const chosen = draft.lots?.value.length ?? 0;
  if (chosen === 0) return [{ sentence: 'Choose the lots you are bidding for', page: 'lots' }];
  if (lotsPerBidder !== null && chosen > lotsPerBidder) return [{ sentence: `Choose no more than ${lotsPerBidder} ${lotsPerBidder === 1 ? 'lot' : 'lots'}: you have chosen ${chosen}`, page: 'lots' }];
  return [];
}

function answersToPutRight(asked: Asked): ToPutRight[] {
  const questions = questionsAsked(asked);
  const missing = missingAnswers(questions, answersFor(asked.draft)).map(({ question, sentence }): ToPutRight => ({ sentence, page: `questions/${question.id}` }));
  const tooLong = questions.flatMap((question): ToPutRight[] => {
    if (question.wordLimit === null) return [];
    const words = wordsIn(asked.draft, question);
    return words > question.wordLimit
      ? [{ sentence: `“${question.text}” is ${words} words: the limit is ${question.wordLimit}. Take out ${words - question.wordLimit}.`, page: `questions/${question.id}` }]
      : [];
  });
  return [...missing, ...tooLong];
}

function pricesToPutRight(asked: Asked): ToPutRight[] {
  return lotsToPrice(asked)
    .filter((lot) => asked.draft.prices?.value[lot?.id ?? WHOLE] === undefined)
    .map((lot) => ({ ...(lot ? { lotId: lot.id } : {}), sentence: lot ? `Enter your price for lot ${lot.number}, ${lot.title}` : 'Enter your price', page: 'prices' }));
}

const wordsIn = (draft: Draft, question: Question): number => {
  const value = draft.answers.get(question.id)?.value;
  return typeof value === 'string' ? countWords(value) : 0;
};

/** A question for a file is answered by one that was added for it. Evidence comes as files too, so none is asked in words. */
function answersFor(draft: Draft): ReadonlyMap<string, Answer> {
  const answers = new Map<string, Answer>();
  const add = (id: string, value: Answer['value']) =>
    answers.set(id, { questionId: id as Id<'question'>, value, evidence: 'among the files', ownerId: null, version: 1, answeredBy: null, answeredAt: new Date(0) });
  for (const [id, part] of draft.answers) add(id, part.value);
  for (const file of draft.files) if (file.questionId !== null && !answers.has(file.questionId)) add(file.questionId, file.id);
  return answers;
}
