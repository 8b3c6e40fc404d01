import { sql } from 'kysely';
import type { BodyId, Id } from '#kernel/ids';
import type { Actor } from '#platform/access/access';
import type { Read, Tx } from '#platform/database/connection';
import { panelOf, type Assessor } from '#parts/assessments';
import { endsInShortlist, titleInStage } from '#opportunities';
import { inRound, unscored, answersToScore, type PanelBid, type PanelProgress, type PanelQuestion, type Round } from './evaluation.ts';
import { panelBids, panelQuestions } from './panel-bid.store.ts';
import type { EvaluationPlan } from './plan.ts';
import { planOf } from './plan.store.ts';
import { agreedAnswers, finishedRounds } from './score.store.ts';

/** What evaluation needs of an opportunity. The row belongs to the room `opportunities`. */
export interface EvaluatedOpportunity {
  readonly id: string;
  readonly bodyId: BodyId;
  readonly reference: string;
  readonly title: string;
  readonly state: string;
  /** What follows is who goes on to the next stage, and no award. */
  readonly endsInShortlist: boolean;
  readonly scaleId: string;
  readonly priceFormula: string | null;
  readonly benchmarkPence: bigint | null;
  readonly valueNetPence: bigint | null;
  readonly openedAt: Date | null;
  /** When prices that stayed sealed were opened; null before, and where they were opened with the rest. */
  readonly pricesOpenedAt: Date | null;
  readonly lots: readonly { readonly id: Id<'lot'>; readonly number: number; readonly title: string; readonly state: string; readonly valueNetPence: bigint | null }[];
  readonly plan: EvaluationPlan;
}

const aboutOpportunity = (id: string) => ({ kind: 'opportunity', id }) as const;

export async function readOpportunity(read: Read, id: string): Promise<EvaluatedOpportunity | null> {
  const row = await read.selectFrom('opportunity').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) return null;
  const lots = await read.selectFrom('lot').select(['id', 'number', 'title', 'state', 'value_net_pence as valueNetPence']).where('opportunity_id', '=', id).where('state', '<>', 'withdrawn').orderBy('number').execute();
  return {
    id: row.id, bodyId: row.body_id as BodyId, reference: row.reference, title: titleInStage(row), state: row.state, endsInShortlist: endsInShortlist(row), scaleId: row.scale_id, priceFormula: row.price_formula,
    benchmarkPence: row.price_benchmark_pence, valueNetPence: row.value_net_pence, openedAt: row.opened_at, pricesOpenedAt: row.prices_opened_at,
    lots: lots.map((lot) => ({ ...lot, id: lot.id as Id<'lot'> })), plan: await planOf(read, id),
  };
}

/** As `readOpportunity`, with its row locked: whoever scores, moderates, bars or completes takes turns. */
export async function lockOpportunity(tx: Tx, id: string): Promise<EvaluatedOpportunity | null> {
  await tx.selectFrom('opportunity').select('id').where('id', '=', id).forUpdate().execute();
  return readOpportunity(tx, id);
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
  /** By assessor. */
  readonly finished: ReadonlyMap<string, ReadonlySet<Round>>;
  readonly progress: PanelProgress;
  /** Whether every written answer has its agreed score: from here names are shown. */
  readonly paperModerated: boolean;
}

/** How far the panel is. Seven queries however many bids and scores. */
export async function panelState(read: Read, opportunityId: string): Promise<PanelState> {
  const panel = await panelOf(read, aboutOpportunity(opportunityId));
  const [questions, bids] = [await panelQuestions(read, opportunityId), await panelBids(read, opportunityId)];
  const [finished, agreed] = [await finishedRounds(read, opportunityId), await agreedAnswers(read, opportunityId)];
  const [paper, meeting] = [inRound(questions, 'paper'), inRound(questions, 'meeting')];
  const evaluators = panel.filter((one) => !one.chair && !one.barredAt);
  const paperLeft = unscored(bids, paper, agreed).length;
  const shortlistMade = bids.length > 0 && bids.every(({ shortlisted }) => shortlisted !== null);
  const round: Round = meeting.length > 0 && shortlistMade ? 'meeting' : 'paper';
  const ofRound = round === 'paper' ? paper : meeting;
  return {
    panel, questions, bids, finished,
    progress: {
      round, evaluators: evaluators.map((one) => ({ name: one.name, finished: finished.get(one.id)?.has(round) ?? false })),
      notModerated: round === 'paper' ? paperLeft : unscored(bids, ofRound, agreed).length, toScore: answersToScore(bids, ofRound).length, meetingFollows: meeting.length > 0 && round === 'paper',
    },
    paperModerated: bids.length > 0 && paperLeft === 0 && (paper.length === 0 || evaluators.every((one) => finished.get(one.id)?.has('paper') ?? false)),
  };
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

/** Whether those who judge may not know who has bid: where the tender says so, until the written answers are moderated. */
export async function namesHidden(read: Read, opportunityId: string): Promise<boolean> {
  if (!(await planOf(read, opportunityId)).anonymous) return false;
  return !(await panelState(read, opportunityId)).paperModerated;
}
