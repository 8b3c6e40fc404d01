import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeConflicts } from '#evaluation';
import { criteriaOf } from '#parts/assessments';
import { questionsOf, type Question } from '#parts/questions';
import {
  addDocument, choosePreset, chooseRoute, confirmReading, createOpportunity, lotsOf, opportunityReference, publishOpportunity, recordPlatformNotice, saveCriterion, saveDates, saveDetails, saveLot, saveQuestion, saveScoring, TENDER_QUESTIONS,
} from '#opportunities';
import { addFile, saveAnswer, saveLots, savePrices, signOpening, startBid, submitBid } from '#bids';
import type { Cast } from './cast.ts';

export interface QuestionStory {
  readonly section: string;
  readonly text: string;
  readonly purpose: string;
  readonly goodAnswer: string;
  readonly type?: 'long-text' | 'short-text';
  /** '0' with no criterion: asked for information only. */
  readonly marks: string;
  readonly wordLimit?: string;
  readonly criterion: string;
}

export interface OpportunityStory {
  readonly title: string;
  readonly summary: string;
  readonly description: string;
  /** One a line, by name or ONS code. */
  readonly areas: string;
  readonly cpvCodes: string;
  readonly lightTouch: boolean;
  readonly valueNet: string;
  readonly valueGross: string;
  readonly years: number;
  readonly extensionMonths: string;
  /** The weights in use in the county, by name; or this tender's own, in which nothing is scored on price. */
  readonly preset: string | readonly { readonly name: string; readonly kind: 'quality' | 'social-value'; readonly share: string }[];
  /** A way of buying other than the one that the value leads to. */
  readonly route?: string;
  readonly lateBids?: 'refuse' | 'record-unread';
  readonly lots: readonly { readonly title: string; readonly description: string; readonly areas: string; readonly valueNet: string }[];
  readonly documents: readonly { readonly title: string; readonly name: string; readonly words: string }[];
  readonly questions: readonly QuestionStory[];
  /** Of its notice on the central platform, where the law puts that first. */
  readonly platformNumber?: string;
}

/** Where a tender asks more than is usual or allowed at its value. Only a warning that stands needs, and keeps, its reason. */
export const BURDEN_REASONS = {
  'burden-above-median': 'Families asked for each of these questions, and two forms of the old tender are gone.',
  'burden-limit': 'Two lots with different children need a question each.',
};

/** In days from the loading. Questions end at 5pm and bidding at midday. */
export interface Timetable {
  readonly built: number;
  readonly published: number;
  readonly questionsUntil: number;
  readonly closes: number;
  readonly starts: number;
}

/** Builds a whole draft as the procurement officer. @returns its id */
export async function buildOpportunity(cast: Cast, story: OpportunityStory, days: Timetable, exerciseId = ''): Promise<string> {
  await cast.at(days.built, 9);
  const { opportunityId } = await cast.act(createOpportunity, 'officer', { bodyId: cast.bodyId, exerciseId, title: story.title });
  const term = termOf(cast, days.starts, story.years);
  const { title, summary, description, areas, cpvCodes, lightTouch, valueNet, valueGross, extensionMonths } = story;
  await cast.act(saveDetails, 'officer', {
    opportunityId, title, summary, description, category: 'services', lightTouch, areas, cpvCodes, valueNet, valueGross, ...term, extensionMonths, suitableForSme: true, suitableForVcse: true, lotsPerBidder: '',
  });
  if (story.route) await cast.act(chooseRoute, 'officer', { opportunityId, route: story.route });
  for (const lot of story.lots) await cast.act(saveLot, 'officer', { opportunityId, lotId: null, ...lot });
  await attach(cast, opportunityId, story.documents);
  await askBidders(cast, opportunityId, story, days);
  return opportunityId;
}

/** What a draft asks of bidders and by when: its weights, its scoring, its questions and its dates. A later stage has the rest from the stage before. */
export async function askBidders(cast: Cast, opportunityId: string, story: Pick<OpportunityStory, 'preset' | 'lateBids' | 'questions'>, days: Pick<Timetable, 'questionsUntil' | 'closes'>): Promise<void> {
  const isPriced = typeof story.preset === 'string';
  if (typeof story.preset === 'string') await cast.act(choosePreset, 'officer', { opportunityId, preset: story.preset });
  else for (const one of story.preset) await cast.act(saveCriterion, 'officer', { opportunityId, criterionId: null, parentId: '', guidance: '', pass: '', ...one });
  await cast.act(saveScoring, 'officer', { opportunityId, priceFormula: isPriced ? 'lowestOverBid' : 'fixedPrice', benchmark: '', scaleId: '0-5', openersNeeded: '2', lateBids: story.lateBids ?? 'refuse' });
  const criteria = await cast.services.database.read((read) => criteriaOf(read, opportunityReference(opportunityId)));
  for (const { criterion, type = 'long-text', wordLimit = '', ...question } of story.questions) {
    const criterionId = criteria.find(({ name }) => name === criterion)?.id ?? '';
    await cast.act(saveQuestion, 'officer', { opportunityId, questionId: null, ...question, type, choices: '', wordLimit, minutes: '', required: true, criterionId, lotId: '' });
  }
  await cast.act(confirmReading, 'officer', { opportunityId, confirmed: 'yes' });
  await cast.act(saveDates, 'officer', { opportunityId, clarificationsOn: cast.date(days.questionsUntil), clarificationsAt: '5pm', closesOn: cast.date(days.closes), closesAt: 'midday' });
}

/** The conflicts assessment, prepared before the first notice and confirmed for each that the law names. @param words of the first, when it is written */
export async function assessConflicts(cast: Cast, opportunityId: string, notice: 'UK4' | 'UK7', words: { readonly conflicts: string; readonly mitigations: string }): Promise<void> {
  if (notice === 'UK4') await cast.act(writeConflicts, 'officer', { opportunityId, kind: 'prepared', notice: '', ...words });
  await cast.act(writeConflicts, 'officer', { opportunityId, kind: 'confirmed', notice, ...words });
}

/** Builds and publishes. @returns its id */
export async function advertise(cast: Cast, story: OpportunityStory, days: Timetable, exerciseId = ''): Promise<string> {
  const opportunityId = await buildOpportunity(cast, story, days, exerciseId);
  await publish(cast, opportunityId, days.published, story.platformNumber);
  return opportunityId;
}

/** Publishes a draft that lacks nothing. @param platformNumber of its notice on the central platform, where the law puts that first */
export async function publish(cast: Cast, opportunityId: string, day: number, platformNumber?: string): Promise<void> {
  await cast.at(day, 10);
  if (platformNumber) await cast.act(recordPlatformNotice, 'officer', { opportunityId, reference: platformReference(cast, day, platformNumber), publishedOn: cast.date(day), publishedAt: '8am' });
  await cast.act(publishOpportunity, 'officer', { opportunityId, reasons: BURDEN_REASONS });
}

/** As the central platform numbers its notices: “2026/S 000-012345”. */
export const platformReference = (cast: Cast, days: number, number: string): string => `${cast.date(days).slice(0, 4)}/S 000-${number}`;

/** From the first of a month for whole years. */
function termOf(cast: Cast, starts: number, years: number): { startsOn: string; endsOn: string } {
  const startsOn = `${cast.date(starts).slice(0, 7)}-01`;
  const last = new Date(`${startsOn}T12:00:00Z`);
  last.setUTCFullYear(last.getUTCFullYear() + years);
  last.setUTCDate(last.getUTCDate() - 1);
  return { startsOn, endsOn: last.toISOString().slice(0, 10) };
}

async function attach(cast: Cast, opportunityId: string, documents: OpportunityStory['documents']): Promise<void> {
  if (documents.length === 0) return;
  const folder = await mkdtemp(join(tmpdir(), 'wantsum-demonstration-'));
  try {
    for (const { title, name, words } of documents) {
      const path = join(folder, name);
      await writeFile(path, words);
      await cast.act(addDocument, 'officer', { opportunityId, title, file: { name, path } });
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a supplier writes: answers in the order of the questions, and one price for each lot it bids for (or for the whole). */
export interface BidStory {
  readonly supplier: string;
  readonly answers: readonly string[];
  /** Pounds without VAT. The place is the lot's; an empty one is not bid for. */
  readonly prices: readonly string[];
  /** Text files sent with it. */
  readonly files?: readonly { readonly name: string; readonly words: string }[];
}

/** Writes a bid as the supplier's own person. Fewer answers than questions leave a draft unfinished. @returns its id */
export async function writeBid(cast: Cast, opportunityId: string, { supplier, answers, prices, files = [] }: BidStory): Promise<string> {
  const { bidId } = await cast.act(startBid, supplier, { opportunityId, organisationId: cast.organisation(supplier) });
  const [questions, lots] = await cast.services.database.read(async (read) => [await askedOf(cast, opportunityId), await lotsOf(read, opportunityId)] as const);
  for (const [index, answer] of answers.entries()) await cast.act(saveAnswer, supplier, { bidId, questionId: questions[index]!.id, version: 0, texts: [answer] });
  for (const { name, words } of files) await cast.act(addFile, supplier, { bidId, questionId: '', file: { name, content: Buffer.from(words), tooLarge: false } });
  const priced = lots.length === 0 ? [['whole', prices[0] ?? ''] as const] : lots.map((lot, index) => [lot.id as string, prices[index] ?? ''] as const);
  const offered = priced.filter(([, price]) => price !== '');
  if (offered.length === 0) return bidId;
  if (lots.length > 0) await cast.act(saveLots, supplier, { bidId, version: 0, lots: offered.map(([lot]) => lot) });
  await cast.act(savePrices, supplier, { bidId, version: 0, price: Object.fromEntries(offered) });
  return bidId;
}

export async function sendBid(cast: Cast, opportunityId: string, story: BidStory): Promise<string> {
  const bidId = await writeBid(cast, opportunityId, story);
  await cast.act(submitBid, story.supplier, { bidId, checked: '' });
  return bidId;
}

/** Two named officers open together. */
export async function openBids(cast: Cast, opportunityId: string): Promise<void> {
  for (const officer of ['officer', 'opener']) await cast.act(signOpening, officer, { opportunityId });
}

/** The questions asked of bidders, in their order. */
export async function askedOf(cast: Cast, opportunityId: string): Promise<readonly Question[]> {
  const set = await cast.services.database.read((read) => questionsOf(read, opportunityReference(opportunityId), TENDER_QUESTIONS));
  return set?.questions ?? [];
}
