import { decimal } from '#kernel/decimal';
import { idFrom, type BodyId, type OrganisationId, type PersonId } from '#kernel/ids';
import { addCriterion, criteriaOf, type NewCriterion } from '#parts/assessments';
import { addQuestion, questionsOf, type QuestionDraft } from '#parts/questions';
import { createOpportunity, publishOpportunity, updateOpportunity } from '#opportunities';
import { addFile, saveAnswer, savePrices, signOpening, startBid, submitBid } from '#bids';
import { openHouse, type House } from '../../../tests/house.ts';
import { completeDraft, TODAY } from '../opportunities/opportunities.fixture.ts';
import { addItem, declareInterests, finishScoring, moderate, nameAssessor, panelBids, panelQuestions, savePlan, saveScore } from './index.ts';

/** An opportunity taken the whole way by its own commands, from the draft to opened bids, for what hangs on how it was published. */
export interface JudgedHouse extends House {
  readonly bodyId: BodyId;
  readonly officer: PersonId;
  readonly second: PersonId;
  readonly chair: PersonId;
  readonly evaluators: readonly [PersonId, PersonId];
  readonly opportunityId: string;
  readonly bids: readonly JudgedBid[];
  criterion(name: string): Promise<string>;
  publish(): Promise<void>;
  /** Writes and sends each bid, closes the tender and opens it. */
  bid(): Promise<void>;
  open(): Promise<void>;
  /** Names the panel and lets it declare. */
  seat(): Promise<void>;
  /** Each evaluator gives every owed answer of this round the score, by bidder, finishes, and the chair agrees it. */
  score(scores: Readonly<Record<string, string>>): Promise<void>;
}

interface JudgedBid {
  readonly id: string;
  readonly name: string;
  readonly organisationId: OrganisationId;
  readonly writer: PersonId;
}

export interface Judging {
  readonly criteria: readonly (Pick<NewCriterion, 'name' | 'kind'> & { readonly share: string } & Partial<Pick<NewCriterion, 'judgedBy' | 'reach' | 'passPercent'>>)[];
  /** Questions of the tender by the name of their criterion. */
  readonly questions: readonly (Partial<QuestionDraft> & Pick<QuestionDraft, 'text' | 'type'> & { readonly criterion: string })[];
  readonly items?: readonly { readonly criterion: string; readonly text: string; readonly testsLocal?: boolean }[];
  readonly plan?: Readonly<Record<string, unknown>>;
  /** Name, price in pounds ('' where nothing is scored on price), and an answer to each question. */
  readonly bidders: readonly { readonly name: string; readonly price: string; readonly answers: readonly string[]; readonly file?: string }[];
  readonly benchmarkPounds?: string;
}

export const NO_PLAN = { anonymous: false, pricesOpenedLater: false, overallPassPoints: '', neutralPercent: '', shortlistCount: '', tieRules: [] } as const;

export async function openJudgedHouse(judging: Judging): Promise<JudgedHouse> {
  const house = await openHouse();
  await house.setClock(TODAY);
  const bodyId = await house.addBody('kent');
  await house.database.write((tx) => tx.insertInto('area').values({ code: 'E07000113', name: 'Swale', kind: 'district' }).onConflict((conflict) => conflict.doNothing()).execute());
  const [officer, second] = [await house.addPerson('Olive Officer', ['procurement-officer', bodyId]), await house.addPerson('Percy Second', ['procurement-officer', bodyId])];
  const [chair, first, other] = [await house.addPerson('Cher Chair', ['commissioner', bodyId]), await house.addPerson('Ava First', ['commissioner', bodyId]), await house.addPerson('Ben Second', ['commissioner', bodyId])];
  const { opportunityId } = await house.mustRun(createOpportunity, officer, { bodyId, exerciseId: '', title: 'Youth clubs' });
  await completeDraft(house, officer, opportunityId, { title: 'Youth clubs', lots: 0 });
  await setCriteria(house, opportunityId, officer, judging);
  const about = { kind: 'opportunity', id: opportunityId };
  const criterion = async (name: string) => (await house.database.read((read) => criteriaOf(read, about))).find((one) => one.name === name)!.id as string;
  await house.mustRun(savePlan, officer, { opportunityId, ...NO_PLAN, ...judging.plan });
  for (const item of judging.items ?? []) await house.mustRun(addItem, officer, { opportunityId, criterionId: await criterion(item.criterion), text: item.text, goodAnswer: '', marks: '', testsLocal: item.testsLocal ?? false });
  const bids: JudgedBid[] = [];
  const evaluators = [first, other] as const;
  return {
    ...house, bodyId, officer, second, chair, evaluators, opportunityId, bids, criterion,
    publish: async () => void (await house.mustRun(publishOpportunity, officer, { opportunityId, reasons: { 'not-quality': 'Reach matters here.', 'burden-above-median': 'Each question is needed.' } })),
    bid: async () => bids.push(...(await sendBids(house, opportunityId, judging))) as unknown as undefined,
    open: async () => {
      await house.setClock('2026-03-30T09:00:00Z');
      for (const opener of [officer, second]) await house.mustRun(signOpening, opener, { opportunityId });
    },
    seat: async () => {
      for (const personId of evaluators) await house.mustRun(nameAssessor, officer, { opportunityId, personId, chair: 'no' });
      await house.mustRun(nameAssessor, officer, { opportunityId, personId: chair, chair: 'yes' });
      for (const person of [...evaluators, chair]) await house.mustRun(declareInterests, person, { opportunityId, declaration: 'none', declarationWords: '' });
    },
    score: (scores) => scoreRound(house, { opportunityId, chair, evaluators }, scores),
  };
}

async function setCriteria(house: House, opportunityId: string, officer: PersonId, judging: Judging): Promise<void> {
  const about = { kind: 'opportunity', id: opportunityId };
  await house.database.write(async (tx) => {
    const set = (await questionsOf(tx, about, 'tender'))!;
    await tx.deleteFrom('question').where('question_set_id', '=', set.id).execute();
    await tx.deleteFrom('criterion').where('about_id', '=', opportunityId).execute();
    const ids = new Map<string, string>();
    for (const { share, name, kind, ...rest } of judging.criteria) ids.set(name, await addCriterion(tx, about, { parentId: null, name, kind, guidance: '', sharePercent: decimal(share), passPercent: null, ...rest }));
    for (const { criterion, ...question } of judging.questions) await addQuestion(tx, set.id, { marks: decimal('10'), section: 'Answers', ...(question.type === 'long-text' ? { wordLimit: 100 } : {}), ...question, criterionId: idFrom<'criterion'>(ids.get(criterion)!) });
    const benchmark = judging.benchmarkPounds;
    await updateOpportunity(tx, opportunityId, 'draft', { criteria_reading_confirmed_by: officer, ...(benchmark ? { price_formula: 'benchmark', price_benchmark_pence: BigInt(benchmark) * 100n } : {}) });
  });
}

async function sendBids(house: House, opportunityId: string, { bidders }: Judging): Promise<JudgedBid[]> {
  const questions = (await house.database.read((read) => questionsOf(read, { kind: 'opportunity', id: opportunityId }, 'tender')))!.questions;
  const sent: JudgedBid[] = [];
  for (const { name, price, answers, file } of bidders) {
    const organisationId = await house.addOrganisation(name);
    const writer = await house.addPerson(`Writer of ${name}`, ['bid-writer', organisationId]);
    const { bidId } = await house.mustRun(startBid, writer, { opportunityId, organisationId });
    for (const [index, answer] of answers.entries()) await house.mustRun(saveAnswer, writer, { bidId, questionId: questions[index]!.id, version: 0, texts: [answer] });
    if (file) await house.mustRun(addFile, writer, { bidId, questionId: questions[0]!.id, file: { name: file, content: Buffer.from('%PDF-1.7 plan'), tooLarge: false } });
    if (price !== '') await house.mustRun(savePrices, writer, { bidId, version: 0, price: { whole: price } });
    await house.mustRun(submitBid, writer, { bidId, checked: '' });
    sent.push({ id: bidId, name, organisationId, writer });
  }
  return sent;
}

async function scoreRound(house: House, { opportunityId, chair, evaluators }: Pick<JudgedHouse, 'opportunityId' | 'chair' | 'evaluators'>, scores: Readonly<Record<string, string>>): Promise<void> {
  const { questionsFor, roundOf } = await import('./evaluation.ts');
  const { currentRound } = await import('./readiness.store.ts');
  const [bids, questions] = await house.database.read(async (read) => [await panelBids(read, opportunityId), await panelQuestions(read, opportunityId)] as const);
  const round = await house.database.read((read) => currentRound(read, opportunityId, questions));
  const owed = bids.flatMap((bid) => questionsFor(bid, questions).filter(({ judgedBy }) => roundOf(judgedBy) === round).map((question) => ({ bid, question })));
  const judgement = (name: string) => ({ score: scores[name]!, reason: 'Meets the guide.', strength: 'Clear.', improvement: 'Say more.' });
  for (const person of evaluators) {
    for (const { bid, question } of owed) await house.mustRun(saveScore, person, { bidId: bid.id, questionId: question.id, ...judgement(bid.organisationName), version: 0 });
    await house.mustRun(finishScoring, person, { opportunityId });
  }
  for (const { bid, question } of owed) await house.mustRun(moderate, chair, { bidId: bid.id, questionId: question.id, ...judgement(bid.organisationName), standing: '' });
}
