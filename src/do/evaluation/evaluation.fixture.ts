import { createHash } from 'node:crypto';
import { newId, type BodyId, type OrganisationId, type PersonId } from '#kernel/ids';
import type { RecordKind } from '#platform/access/record-kind';
import { presetById, replaceCriteria, criteriaOf } from '#parts/assessments';
import { readClock } from '#platform/clock';
import { openHouse, type House } from '../../../tests/house.ts';

/** An opportunity whose bids have just been opened, straight into the tables: bidding itself is the business of the room `bids`. */
export interface PanelHouse extends House {
  readonly bodyId: BodyId;
  readonly officer: PersonId;
  readonly chair: PersonId;
  readonly evaluators: readonly [PersonId, PersonId, PersonId];
  readonly opportunityId: string;
  readonly lots: readonly string[];
  /** The quality question, then the one of social value. */
  readonly questions: readonly [string, string];
  readonly bids: readonly { readonly id: string; readonly organisationId: OrganisationId; readonly writer: PersonId }[];
}

interface PanelOptions {
  readonly preset?: string;
  readonly lots?: number;
  /** Names and prices in pence of the bidders; each bids for every lot. */
  readonly bidders?: readonly (readonly [name: string, pricePence: bigint])[];
  readonly opportunity?: Readonly<Record<string, unknown>>;
}

const opportunityKind: RecordKind = { kind: 'opportunity', noun: 'opportunity', table: 'opportunity', scopes: { body: 'r.body_id', opportunity: 'r.id' }, public: "r.state <> 'draft'", title: 'r.title', address: (id) => `/opportunities/${id}` };

export async function openPanelHouse(options: PanelOptions = {}): Promise<PanelHouse> {
  const house = await openHouse();
  if (!house.services.kinds.has('opportunity')) (house.services.kinds as Map<string, RecordKind>).set('opportunity', opportunityKind);
  await house.setClock('2026-11-02T09:00:00Z');
  const bodyId = await house.addBody('kent');
  const officer = await house.addPerson('Olive Officer', ['procurement-officer', bodyId]);
  const [chair, ...evaluators] = await Promise.all(['Cher Chair', 'Ava First', 'Ben Second', 'Cid Third'].map((name) => house.addPerson(name, ['commissioner', bodyId]))) as [PersonId, PersonId, PersonId, PersonId];
  const made = await insertOpened(house, bodyId, options);
  return { ...house, bodyId, officer, chair, evaluators: evaluators as unknown as PanelHouse['evaluators'], ...made };
}

async function insertOpened(house: House, bodyId: BodyId, { preset = '40-40-20', lots: lotCount = 0, bidders = [['Alpha Trust', 85_00n], ['Beta Ltd', 100_00n]], opportunity = {} }: PanelOptions) {
  const people = await Promise.all(bidders.map(async ([name]) => {
    const organisationId = await house.addOrganisation(name);
    return { organisationId, writer: await house.addPerson(`Writer of ${name}`, ['bid-writer', organisationId]) };
  }));
  return house.database.write(async (tx) => {
    const now = await readClock(tx);
    const id = newId<'opportunity'>();
    await tx.insertInto('opportunity').values({ id, reference: `KENT-OP-${id.slice(-6)}`, body_id: bodyId, route: 'open', title: 'Youth clubs', state: 'opened', published_at: now, closes_at: now, opened_at: now, price_formula: 'lowestOverBid', scale_id: '0-5', ...opportunity }).execute();
    const lots = Array.from({ length: lotCount }, () => newId<'lot'>());
    if (lotCount > 0) await tx.insertInto('lot').values(lots.map((lot, index) => ({ id: lot, opportunity_id: id, number: index + 1, title: `Place ${index + 1}` }))).execute();
    const about = { kind: 'opportunity', id };
    await replaceCriteria(tx, about, presetById(preset)!.criteria);
    const criteria = await criteriaOf(tx, about);
    const leaf = (names: readonly string[]) => criteria.find(({ id: criterion, name }) => names.includes(name) && !criteria.some(({ parentId }) => parentId === criterion))?.id ?? null;
    const set = newId<'question_set'>();
    await tx.insertInto('question_set').values({ id: set, about_kind: 'opportunity', about_id: id, purpose: 'tender', title: 'Tender questions', state: 'fixed' }).execute();
    const questions = [newId<'question'>(), newId<'question'>()] as [string, string];
    const row = (index: 0 | 1, text: string, criterionId: string | null) => ({ id: questions[index], question_set_id: set, lineage_id: questions[index], position: index + 1, text, type: 'long-text', good_answer: 'Places, times and partners.', criterion_id: criterionId });
    await tx.insertInto('question').values([row(0, 'How will you reach young people?', leaf(['Other quality', 'Quality'])), row(1, 'How many apprentices will you take on?', leaf(['Social value']))]).execute();
    const bids = [];
    for (const [index, [name, price]] of bidders.entries()) {
      const bidId = newId<'bid'>();
      await tx.insertInto('bid').values({ id: bidId, reference: `BID-${bidId.slice(-8)}`, opportunity_id: id, organisation_id: people[index]!.organisationId }).execute();
      const submission = newId<'bid_submission'>();
      await tx.insertInto('bid_submission').values({ id: submission, bid_id: bidId, number: 1, submitted_at: now, content_sha256: createHash('sha256').update(name).digest(), receipt_code: bidId, quality_ciphertext: Buffer.from('x'), price_ciphertext: Buffer.from('x') }).execute();
      await tx.updateTable('bid').set({ state: 'opened', current_submission_id: submission }).where('id', '=', bidId).execute();
      await tx.insertInto('opened_answer').values(questions.map((question, at) => ({ bid_id: bidId, question_id: question, value: JSON.stringify(at === 0 ? `${name} goes to where they are.` : `${name} takes on two apprentices.`) }))).execute();
      if (lots.length > 0) await tx.insertInto('bid_lot').values(lots.map((lot) => ({ bid_id: bidId, lot_id: lot }))).execute();
      await tx.insertInto('opened_price').values((lots.length > 0 ? lots : [null]).map((lot) => ({ bid_id: bidId, lot_id: lot, price_net_pence: price }))).execute();
      bids.push({ id: bidId as string, ...people[index]! });
    }
    return { opportunityId: id as string, lots: lots as string[], questions, bids };
  });
}

/** Names, declares, scores and agrees everything with these scores on the scale of 5, by bidder: quality, then social value. */
export async function evaluate(house: PanelHouse, scores: readonly (readonly [quality: string, socialValue: string])[]): Promise<void> {
  const { nameAssessor, declareInterests, saveScore, finishScoring, moderate, completeEvaluation } = await import('./index.ts');
  const { opportunityId, officer, chair, evaluators: [evaluator], bids, questions } = house;
  await house.mustRun(nameAssessor, officer, { opportunityId, personId: evaluator, chair: 'no' });
  await house.mustRun(nameAssessor, officer, { opportunityId, personId: chair, chair: 'yes' });
  for (const person of [evaluator, chair]) await house.mustRun(declareInterests, person, { opportunityId, declaration: 'none', declarationWords: '' });
  const each = bids.flatMap((bid, index) => questions.map((questionId, at) => ({ bidId: bid.id, questionId, score: scores[index]![at]!, reason: 'Meets the guide.', strength: `Strong on point ${at + 1}.`, improvement: `Say more on point ${at + 1}.` })));
  for (const score of each) await house.mustRun(saveScore, evaluator, { ...score, version: 0 });
  await house.mustRun(finishScoring, evaluator, { opportunityId });
  for (const score of each) await house.mustRun(moderate, chair, { ...score, standing: '' });
  await house.mustRun(completeEvaluation, officer, { opportunityId });
}
