import { sql } from 'kysely';
import { decimal, type Decimal } from '#kernel/decimal';
import { newId, type BodyId, type Id, type PersonId } from '#kernel/ids';
import type { Actor } from '#platform/access/access';
import type { Read, Tx } from '#platform/database/connection';
import { panelOf, type Assessor } from '#parts/assessments';
import { hasFinished, unscored, type AgreedScore, type OwnScore, type PanelBid, type PanelProgress, type PanelQuestion } from './evaluation.ts';

/** What evaluation needs of an opportunity. The row belongs to the room `opportunities`. */
export interface EvaluatedOpportunity {
  readonly id: string;
  readonly bodyId: BodyId;
  readonly reference: string;
  readonly title: string;
  readonly state: string;
  readonly scaleId: string;
  readonly priceFormula: string | null;
  readonly benchmarkPence: bigint | null;
  readonly lots: readonly { readonly id: Id<'lot'>; readonly number: number; readonly title: string; readonly state: string }[];
}

const aboutOpportunity = (id: string) => ({ kind: 'opportunity', id }) as const;

export async function readOpportunity(read: Read, id: string): Promise<EvaluatedOpportunity | null> {
  const row = await read.selectFrom('opportunity').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) return null;
  const lots = await read.selectFrom('lot').select(['id', 'number', 'title', 'state']).where('opportunity_id', '=', id).where('state', '<>', 'withdrawn').orderBy('number').execute();
  return {
    id: row.id, bodyId: row.body_id as BodyId, reference: row.reference, title: row.title, state: row.state, scaleId: row.scale_id, priceFormula: row.price_formula,
    benchmarkPence: row.price_benchmark_pence, lots: lots.map((lot) => ({ ...lot, id: lot.id as Id<'lot'> })),
  };
}

/** As `readOpportunity`, with its row locked: whoever scores, moderates, bars or completes takes turns. */
export async function lockOpportunity(tx: Tx, id: string): Promise<EvaluatedOpportunity | null> {
  await tx.selectFrom('opportunity').select('id').where('id', '=', id).forUpdate().execute();
  return readOpportunity(tx, id);
}

/** The opportunity of a bid that was opened; null for any other bid. */
export async function opportunityOfBid(read: Read, bidId: string): Promise<string | null> {
  const row = await read.selectFrom('bid').select('opportunity_id').where('id', '=', bidId).where('state', 'in', COUNTING).executeTakeFirst();
  return row?.opportunity_id ?? null;
}

const COUNTING = ['opened', 'successful', 'not-successful'];

/** The questions that carry a criterion, in the set that was published. */
export async function panelQuestions(read: Read, opportunityId: string): Promise<PanelQuestion[]> {
  const { rows } = await sql<Omit<PanelQuestion, 'marks'> & { marks: string | null }>`
    select q.id, q.position, q.section, q.text, q.type, q.purpose, q.good_answer as "goodAnswer", q.marks, q.criterion_id as "criterionId", c.name as "criterionName", q.lot_id as "lotId"
    from question q join question_set s on s.id = q.question_set_id join criterion c on c.id = q.criterion_id
    where s.about_kind = 'opportunity' and s.about_id = ${opportunityId} and s.purpose = 'tender' and s.state = 'fixed' and q.envelope = 'quality' and c.kind <> 'price'
    order by q.position, q.id`.execute(read);
  return rows.map((row) => ({ ...row, marks: row.marks === null ? null : decimal(row.marks) }));
}

/** Bids that count, by name. Late, withdrawn and rejected ones are left out. */
export async function panelBids(read: Read, opportunityId: string): Promise<PanelBid[]> {
  const bids = await read
    .selectFrom('bid as b').innerJoin('organisation as g', 'g.id', 'b.organisation_id').innerJoin('opportunity as o', 'o.id', 'b.opportunity_id')
    .select(['b.id', 'b.reference', 'b.organisation_id', 'g.name']).where('b.opportunity_id', '=', opportunityId).where('o.opened_at', 'is not', null).where('b.state', 'in', COUNTING)
    .orderBy('g.name').orderBy('b.id').execute();
  if (bids.length === 0) return [];
  const ids = bids.map(({ id }) => id);
  const lots = await read.selectFrom('bid_lot').selectAll().where('bid_id', 'in', ids).execute();
  const prices = await read.selectFrom('opened_price').selectAll().where('bid_id', 'in', ids).execute();
  return bids.map((bid) => ({
    id: bid.id, reference: bid.reference, organisationId: bid.organisation_id, organisationName: bid.name,
    lotIds: lots.filter((row) => row.bid_id === bid.id).map((row) => row.lot_id),
    prices: prices.filter((row) => row.bid_id === bid.id).map((row) => ({ lotId: row.lot_id, netPence: row.price_net_pence })),
  }));
}

/** What a bid answered, by question. */
export async function openedAnswers(read: Read, bidId: string): Promise<ReadonlyMap<string, unknown>> {
  const rows = await read.selectFrom('opened_answer').select(['question_id', 'value']).where('bid_id', '=', bidId).execute();
  return new Map(rows.map((row) => [row.question_id, row.value]));
}

/** The names and questions of a bid's files; they are read on the bid's own page. */
export async function openedFiles(read: Read, bidId: string): Promise<{ readonly id: string; readonly questionId: string | null; readonly name: string }[]> {
  const rows = await read.selectFrom('opened_file').select(['bid_file_id', 'question_id', 'name']).where('bid_id', '=', bidId).orderBy('name').execute();
  return rows.map((row) => ({ id: row.bid_file_id, questionId: row.question_id, name: row.name }));
}

/** Scores written alone, of one assessor or of all. */
export async function ownScores(read: Read, opportunityId: string, only?: { readonly assessorId: string }): Promise<OwnScore[]> {
  const rows = await read
    .selectFrom('score as s').innerJoin('assessor as a', 'a.id', 's.assessor_id').selectAll('s')
    .where('a.about_kind', '=', 'opportunity').where('a.about_id', '=', opportunityId)
    .$if(only !== undefined, (query) => query.where('s.assessor_id', '=', only!.assessorId)).execute();
  return rows.map((row) => ({
    assessorId: row.assessor_id, bidId: row.bid_id, questionId: row.question_id, score: decimal(row.score), reason: row.reason, strength: row.strength,
    improvement: row.improvement, finished: row.finished_at !== null, version: row.version,
  }));
}

/** The agreed scores that stand. */
export async function agreedScores(read: Read, opportunityId: string): Promise<AgreedScore[]> {
  const rows = await read.selectFrom('moderated_score as m').innerJoin('bid as b', 'b.id', 'm.bid_id').selectAll('m').where('b.opportunity_id', '=', opportunityId).where('m.superseded_at', 'is', null).execute();
  return rows.map((row) => ({ id: row.id, bidId: row.bid_id, questionId: row.question_id, score: decimal(row.score), reason: row.reason, strength: row.strength, improvement: row.improvement }));
}

export interface ScoreToStore {
  readonly bidId: string;
  readonly question: PanelQuestion;
  readonly score: Decimal;
  readonly reason: string;
  readonly strength: string;
  readonly improvement: string;
}

/** Saves a score over the version that its writer saw; 0 for the first. @returns the new version, or null when somebody saved in between */
export async function storeScore(tx: Tx, assessorId: string, given: ScoreToStore, version: number): Promise<number | null> {
  const { bidId, question, score, reason, strength, improvement } = given;
  if (version === 0) {
    const { rows } = await sql<{ version: number }>`insert into score (id, assessor_id, bid_id, lot_id, question_id, score, reason, strength, improvement)
      values (${newId<'score'>()}, ${assessorId}, ${bidId}, ${question.lotId}, ${question.id}, ${score.toString()}, ${reason}, ${strength}, ${improvement})
      on conflict do nothing returning version`.execute(tx);
    return rows[0]?.version ?? null;
  }
  const { rows } = await sql<{ version: number }>`update score set score = ${score.toString()}, reason = ${reason}, strength = ${strength}, improvement = ${improvement},
      version = version + 1, updated_at = wantsum_clock()
    where assessor_id = ${assessorId} and bid_id = ${bidId} and question_id = ${question.id} and version = ${version} and finished_at is null returning version`.execute(tx);
  return rows[0]?.version ?? null;
}

/** From here an assessor's scores stand. */
export async function finishScores(tx: Tx, assessorId: string): Promise<void> {
  await sql`update score set finished_at = wantsum_clock() where assessor_id = ${assessorId} and finished_at is null`.execute(tx);
}

/** Writes an agreed score in the place of the one that stood, which is kept. */
export async function storeAgreed(tx: Tx, given: ScoreToStore, moderatedBy: PersonId | null): Promise<void> {
  await sql`update moderated_score set superseded_at = wantsum_clock() where bid_id = ${given.bidId} and question_id = ${given.question.id} and superseded_at is null`.execute(tx);
  await tx.insertInto('moderated_score').values({
    id: newId<'moderated_score'>(), bid_id: given.bidId, lot_id: given.question.lotId, question_id: given.question.id, score: given.score.toString(), reason: given.reason,
    strength: given.strength, improvement: given.improvement, moderated_by: moderatedBy,
  }).execute();
}

/** The opportunity is evaluated from here on; its row belongs to the room `opportunities`, which leaves this one move to the evaluation. */
export async function markEvaluated(tx: Tx, opportunityId: string): Promise<void> {
  const result = await sql`update opportunity set state = 'evaluated', updated_at = wantsum_clock() where id = ${opportunityId} and state = 'opened'`.execute(tx);
  if (result.numAffectedRows !== 1n) throw new Error('the opportunity was not open when its evaluation was completed');
}

export interface PanelState {
  readonly panel: readonly Assessor[];
  readonly questions: readonly PanelQuestion[];
  readonly bids: readonly PanelBid[];
  readonly scores: readonly OwnScore[];
  readonly agreed: readonly AgreedScore[];
  readonly progress: PanelProgress;
}

/** All that the panel has done. Seven queries however many bids. */
export async function panelState(read: Read, opportunityId: string): Promise<PanelState> {
  const panel = await panelOf(read, aboutOpportunity(opportunityId));
  const [questions, bids] = [await panelQuestions(read, opportunityId), await panelBids(read, opportunityId)];
  const [scores, agreed] = [await ownScores(read, opportunityId), await agreedScores(read, opportunityId)];
  const evaluators = panel.filter((one) => !one.chair && !one.barredAt).map((one) => ({ name: one.name, finished: hasFinished(one.id, scores) }));
  return { panel, questions, bids, scores, agreed, progress: { evaluators, notModerated: unscored(bids, questions, agreed).length, toScore: unscored(bids, questions, []).length } };
}

/** The assessor that an actor is here; null for anyone else. */
export async function assessorOf(read: Read, opportunityId: string, actor: Actor): Promise<Assessor | null> {
  return (await panelOf(read, aboutOpportunity(opportunityId))).find(({ personId }) => personId === actor.personId) ?? null;
}

/** True for a person whom a declared interest or a removal keeps from the bids, whatever else they are to the authority. */
export async function isLockedOut(read: Read, opportunityId: string, actor: Actor): Promise<boolean> {
  const assessor = await assessorOf(read, opportunityId, actor);
  return assessor !== null && (assessor.barredAt !== null || assessor.declaration === 'interest');
}
