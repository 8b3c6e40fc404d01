import { londonDate } from '#kernel/calendar-date';
import { decimal, type Decimal } from '#kernel/decimal';
import type { DraftInQuestion, FurtherTask, Warning } from '#opportunities';
import { checkPlainWords, easeInWords, glossaryFor, type Passage, type PlainWords } from '#parts/guidance';
import { burdenInWords, burdenOf, type Burden } from '#parts/questions';
import { bandFor, policyNote, policyValues, type LimitBand } from '#policy';
import type { CommandContext } from '#platform/command/command';
import type { Read } from '#platform/database/connection';
import { bandOf } from './band.ts';
import { biddingCost, costInWords, costWarning, daysFromMinutes, type BiddingCost, type BiddingEstimate } from './bidding-cost.ts';
import { baselineOf, clauseTexts, estimateOf, medianFor, stepsOf, storeBurden } from './burden.store.ts';
import { limitWarning, medianWarning, type BandMedian, type BurdenLimits, type Meter } from './meter.ts';

type Draft = Pick<DraftInQuestion, 'opportunity' | 'lots' | 'criteria' | 'questions' | 'now'>;

const KEYS = ['burden.aboveMedian', 'burden.marginPercent', 'burden.warningRatioPercent', 'burden.expectedBidders', 'burden.dayRatePounds', 'burden.questionsLimitByValue', 'burden.pagesLimitByValue', 'burden.hoursLimitByValue', 'plainWords.leastReadingEase', 'plainWords.longestSentence'] as const;
const settingsOf = (read: Read, { opportunity, now }: Draft) => policyValues(read, opportunity.bodyId, KEYS, londonDate(now));

/** What a draft asks, against what is usual, what is allowed and what the contract is worth. */
export interface DraftBurden {
  readonly meter: Meter;
  readonly baseline: (Burden & { readonly takenAt: Date }) | null;
  readonly bandWords: string | null;
  readonly median: BandMedian | null;
  readonly limits: BurdenLimits;
  /** Per cent that time and pages may pass the median and the limits by before a reason is asked. */
  readonly margin: Decimal;
  /** What the officer saved; null before. */
  readonly saved: BiddingEstimate | null;
  /** What is offered where nothing is saved: from the minutes of the questions and the authority's settings. */
  readonly offered: { readonly bidders: number | null; readonly personDays: string; readonly dayRatePounds: number | null };
  /** Of what was saved, else of what is offered; null while the authority offers no bidders or rate. */
  readonly estimate: BiddingEstimate | null;
  readonly cost: BiddingCost | null;
  readonly warnings: readonly Warning[];
}

export async function draftBurden(read: Read, draft: Draft): Promise<DraftBurden> {
  const { opportunity, questions } = draft;
  const settings = await settingsOf(read, draft);
  const meter: Meter = { ...burdenOf(questions), ...(await stepsOf(read, opportunity.id)) };
  const value = opportunity.valueNetPence;
  const [median, saved] = [await medianFor(read, opportunity.id, value), await estimateOf(read, opportunity.id)];
  const limitFor = (bands: readonly LimitBand[] | null) => (bands === null || value === null ? null : (bandFor(bands, value)?.limit ?? null));
  const limits = { questions: limitFor(settings['burden.questionsLimitByValue'].value), pages: limitFor(settings['burden.pagesLimitByValue'].value), hours: limitFor(settings['burden.hoursLimitByValue'].value) };
  const offered = { bidders: settings['burden.expectedBidders'].value, personDays: daysFromMinutes(meter.minutes).toString(), dayRatePounds: settings['burden.dayRatePounds'].value };
  const estimate = saved ?? (offered.bidders === null || offered.dayRatePounds === null ? null : { bidders: offered.bidders, personDays: decimal(offered.personDays), dayRatePence: BigInt(offered.dayRatePounds) * 100n });
  const cost = estimate && biddingCost(estimate, value);
  const bandWords = value === null ? null : bandOf(value).words;
  const margin = settings['burden.marginPercent'].value!;
  const warnings = [
    settings['burden.aboveMedian'].value === 'ask' && bandWords !== null ? medianWarning(meter, median, bandWords, policyNote(settings['burden.aboveMedian']), margin) : null,
    limitWarning(meter, limits, policyNote(settings['burden.questionsLimitByValue']), margin),
    estimate && cost ? costWarning(estimate, cost, settings['burden.warningRatioPercent'].value, policyNote(settings['burden.warningRatioPercent'])) : null,
  ].filter((warning) => warning !== null);
  return { meter, baseline: await baselineOf(read, opportunity.id), bandWords, median, limits, margin, saved, offered, estimate, cost, warnings };
}

export interface DraftWords {
  readonly result: PlainWords;
  /** The authority's level; null where it set none. */
  readonly least: number | null;
  readonly longestSentence: number;
  readonly warning: Warning | null;
}

/** Every text of a tender that bidders read, checked together. */
export async function draftWords(read: Read, draft: Draft): Promise<DraftWords> {
  const settings = await settingsOf(read, draft);
  const longestSentence = settings['plainWords.longestSentence'].value!;
  const least = settings['plainWords.leastReadingEase'].value;
  const result = checkPlainWords(await passagesOf(read, draft), { glossary: await glossaryFor(read, draft.opportunity.bodyId), longestSentence });
  const isHard = least !== null && result.score !== null && result.score < least;
  return {
    result, least, longestSentence,
    warning: isHard ? { code: 'plain-words', sentence: `Its words have a reading ease of ${result.score} (${easeInWords(result.score!)}). The authority asks for at least ${least}.`, rule: policyNote(settings['plainWords.leastReadingEase']) } : null,
  };
}

async function passagesOf(read: Read, { opportunity, lots, criteria, questions }: Draft): Promise<Passage[]> {
  const at = (path: string) => `/opportunities/${opportunity.id}/${path}`;
  const clauses = await clauseTexts(read, opportunity.id);
  const passages = [
    { place: 'Title', text: opportunity.title, href: at('details') }, { place: 'Summary', text: opportunity.summary, href: at('details') }, { place: 'Description', text: opportunity.description, href: at('details') },
    ...lots.map(({ number, title, description }) => ({ place: `Lot ${number}`, text: `${title}\n${description}`, href: at('lots') })),
    ...criteria.map(({ name, guidance }) => ({ place: `Criterion: ${name}`, text: `${name}\n${guidance}`, href: at('criteria') })),
    ...questions.map(({ position, text, purpose, goodAnswer }) => ({ place: `Question ${position}`, text: [text, purpose, goodAnswer].join('\n'), href: at('questions') })),
    // A clause in full is the lawyers' text; its summary is the one for everybody.
    ...clauses.map(({ number, heading, summary }) => ({ place: `Clause ${number}`, text: `${heading}\n${summary}`, href: at('contract-clauses') })),
  ];
  return passages.filter(({ text }) => text.trim() !== '');
}

/** For `furtherWarnings` of #opportunities. The low-value lane has a limit of its own, and its one page has no place for a reason. */
export async function burdenWarnings(read: Read, draft: DraftInQuestion): Promise<readonly Warning[]> {
  if (draft.opportunity.route === 'low-value') return [];
  const [burden, words] = [await draftBurden(read, draft), await draftWords(read, draft)];
  return [...burden.warnings, ...(words.warning ? [words.warning] : [])];
}

/** For `furtherTasks`: two lines on the page of building. */
export async function burdenTasks(read: Read, draft: DraftInQuestion): Promise<readonly FurtherTask[]> {
  const [{ meter, estimate, cost, saved }, { result }] = [await draftBurden(read, draft), await draftWords(read, draft)];
  const at = (path: string) => `/opportunities/${draft.opportunity.id}/${path}`;
  return [
    { text: 'What bidding costs', href: at('burden'), after: 'questions', status: saved ? 'ready' : 'optional', hint: estimate && cost ? costInWords(estimate, cost) : burdenInWords(meter) },
    { text: 'Plain words', href: at('plain-words'), after: 'questions', status: result.marks.length === 0 ? 'ready' : 'optional', hint: `${result.score === null ? 'Too few words to judge' : `Reading ease ${result.score}: ${easeInWords(result.score)}`}${result.marks.length > 0 ? `; ${result.marks.length} ${result.marks.length === 1 ? 'place' : 'places'} to look at` : ''}` },
  ];
}

/** For `onPublished`: what it asked, and how its words read, as they were on the day. */
export async function keepBurden({ tx }: CommandContext, draft: DraftInQuestion): Promise<void> {
  const meter: Meter = { ...burdenOf(draft.questions), ...(await stepsOf(tx, draft.opportunity.id)) };
  await storeBurden(tx, draft.opportunity.id, meter, (await draftWords(tx, draft)).result);
}
