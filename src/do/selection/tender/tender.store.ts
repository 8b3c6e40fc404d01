import { sql } from 'kysely';
import { londonDate, type CalendarDate } from '#kernel/calendar-date';
import { newId, type BodyId, type PersonId } from '#kernel/ids';
import { grossPence, netPence, type GrossPence, type NetPence } from '#kernel/money';
import { isCovered } from '#law';
import { approvalState, contentHashOf, type ApprovalState } from '#parts/approvals';
import { questionsOf, type Question, type QuestionType } from '#parts/questions';
import { lawFrom, policyValue } from '#policy';
import { thresholdCategory, titleInStageSql } from '#routes';
import { readClock } from '#platform/clock';
import type { RecordReference } from '#platform/access/record-kind';
import type { Read, Tx } from '#platform/database/connection';
import { checkingFor, type Checking, type Judged } from './checking.ts';
import type { Level, RequirementKind } from './risk.ts';

export const opportunityReference = (id: string): RecordReference => ({ kind: 'opportunity', id });
/** The purpose under which the room of opportunities keeps a tender's questions: ours are asked among them, in the one sealed bid. */
export const TENDER = 'tender';
export const REQUIREMENTS_SUBJECT = 'requirements';
export const EXTRAS_SECTION = 'About your organisation';

/** What this room needs to know of an opportunity, which is a later room's. */
export interface TenderFacts {
  readonly id: string;
  readonly bodyId: BodyId;
  readonly bodyName: string;
  readonly title: string;
  readonly state: string;
  readonly category: 'services' | 'goods' | 'works';
  readonly lightTouch: boolean;
  readonly net: NetPence | null;
  readonly gross: GrossPence | null;
  readonly aboveThreshold: boolean | null;
  readonly regime: string | null;
  readonly openedAt: Date | null;
  readonly closesAt: Date | null;
  readonly startsOn: CalendarDate | null;
}

export async function tenderFacts(read: Read, id: string): Promise<TenderFacts | null> {
  const { rows } = await sql<Omit<TenderFacts, 'net' | 'gross'> & { net: bigint | null; gross: bigint | null }>`
    select o.id, o.body_id as "bodyId", y.name as "bodyName", ${sql.raw(titleInStageSql('o'))} as title, o.state, o.category, o.light_touch as "lightTouch", o.value_net_pence as net, o.value_gross_pence as gross, o.above_threshold as "aboveThreshold",
      o.regime, o.opened_at as "openedAt", o.closes_at as "closesAt", o.contract_starts_on::text as "startsOn"
    from opportunity o join body y on y.id = o.body_id where o.id = ${id}`.execute(read);
  const row = rows[0];
  return row ? { ...row, net: row.net === null ? null : netPence(row.net), gross: row.gross === null ? null : grossPence(row.gross) } : null;
}

export async function lockTender(tx: Tx, id: string): Promise<TenderFacts | null> {
  await tx.selectFrom('opportunity').select('id').where('id', '=', id).forUpdate().execute();
  return tenderFacts(tx, id);
}

/** Whether the full rules apply: as pinned at publication, or by the law of today for a draft. */
export async function isTenderCovered(read: Read, tender: TenderFacts): Promise<boolean | 'unknown'> {
  if (tender.aboveThreshold !== null) return tender.aboveThreshold;
  if (tender.net === null || tender.gross === null) return 'unknown';
  const answer = isCovered({ on: londonDate(await readClock(read)), category: thresholdCategory(tender), value: { net: tender.net, gross: tender.gross } }, await lawFrom(read));
  return answer.covered;
}

export interface RiskAssessment {
  readonly net: bigint;
  readonly complexity: Level;
  readonly harm: Level;
  readonly veryHighValueAndComplex: boolean;
  readonly reasons: string;
  readonly points: number;
  readonly level: Level;
  readonly rule: string;
  readonly assessedAt: Date;
}

export async function riskAssessment(read: Read, opportunityId: string): Promise<RiskAssessment | null> {
  const { rows } = await sql<RiskAssessment>`select value_net_pence as net, complexity, harm, very_high_value_and_complex as "veryHighValueAndComplex", reasons, points, level, rule, assessed_at as "assessedAt"
    from risk_assessment where opportunity_id = ${opportunityId}`.execute(read);
  return rows[0] ?? null;
}

/** How bidders for this tender are looked at. */
export async function checkingOf(read: Read, tender: TenderFacts): Promise<Checking> {
  const policy = await policyValue(read, tender.bodyId, 'selection.selfCertifyBelow', londonDate(await readClock(read)));
  return checkingFor({ covered: await isTenderCovered(read, tender), net: tender.net, gross: tender.gross, risk: (await riskAssessment(read, tender.id))?.level ?? null, selfCertifyBelow: policy.value });
}

export interface Requirement {
  readonly kind: RequirementKind;
  readonly amount: bigint;
  readonly ceiling: bigint | null;
  readonly ceilingRule: string;
  readonly exceeds: boolean;
  readonly reason: string | null;
}

export async function requirementsOf(read: Read, opportunityId: string): Promise<Requirement[]> {
  const { rows } = await sql<Requirement>`select kind, coalesce(amount_pence, amount_count) as amount, coalesce(ceiling_pence, ceiling_count) as ceiling, ceiling_rule as "ceilingRule", exceeds, reason
    from tender_requirement where opportunity_id = ${opportunityId} order by kind`.execute(read);
  return rows.map((row) => ({ ...row, amount: BigInt(row.amount), ceiling: row.ceiling === null ? null : BigInt(row.ceiling) }));
}

/** A digest of what is above its ceiling; null when nothing is. An agreement to anything else has lapsed. */
export function exceedingHash(requirements: readonly Requirement[]): string | null {
  const above = requirements.filter(({ exceeds }) => exceeds).map(({ kind, amount, ceiling, reason }) => [kind, amount.toString(), ceiling?.toString() ?? null, reason]);
  return above.length === 0 ? null : contentHashOf(above);
}

export const requirementsApproval = async (read: Read, opportunityId: string, requirements: readonly Requirement[]): Promise<ApprovalState> =>
  approvalState(read, opportunityReference(opportunityId), REQUIREMENTS_SUBJECT, exceedingHash(requirements));

export interface Extra {
  readonly id: string;
  readonly question: Question;
  readonly kind: 'bank' | 'self-certification';
  readonly reason: string;
  readonly judgement: Judged['judgement'] | null;
}

/** The suitability questions of a tender, in their order. */
export async function extrasOf(read: Read, opportunityId: string): Promise<Extra[]> {
  const set = await questionsOf(read, opportunityReference(opportunityId), TENDER);
  const { rows } = await sql<{ id: string; questionId: string; kind: Extra['kind']; reason: string; judgement: Extra['judgement'] }>`
    select x.id, x.question_id as "questionId", x.kind, x.reason, b.judgement from tender_extra x left join bank_question b on b.id = x.bank_question_id where x.opportunity_id = ${opportunityId}`.execute(read);
  return (set?.questions ?? []).flatMap((question) => rows.filter(({ questionId }) => questionId === question.id).map(({ id, kind, reason, judgement }) => ({ id, question, kind, reason, judgement })));
}

/** All questions of the tender, ours among them. */
export const tenderQuestions = async (read: Read, opportunityId: string): Promise<readonly Question[]> => (await questionsOf(read, opportunityReference(opportunityId), TENDER))?.questions ?? [];

export interface BankQuestion {
  readonly id: string;
  readonly judged: Judged;
  readonly text: string;
  readonly purpose: string;
  readonly goodAnswer: string;
  readonly type: Extract<QuestionType, 'short-text' | 'long-text' | 'yes-no'>;
  readonly wordLimit: number | null;
  readonly minutes: number;
  readonly retiredAt: Date | null;
  /** In how many tenders it was asked. */
  readonly used: number;
}

/** The bank of a body by topic; retired questions only where they are asked for. */
export async function bankOf(read: Read, bodyId: string, withRetired = false): Promise<BankQuestion[]> {
  const { rows } = await sql<Omit<BankQuestion, 'judged'> & Judged>`
    select b.id, b.topic, b.judgement, b.text, b.purpose, b.good_answer as "goodAnswer", b.type, b.word_limit as "wordLimit", b.minutes, b.retired_at as "retiredAt",
      (select count(*)::int from tender_extra x where x.bank_question_id = b.id) as used
    from bank_question b where b.body_id = ${bodyId} and (${withRetired} or b.retired_at is null) order by b.topic, b.added_at, b.id limit 500`.execute(read);
  return rows.map(({ topic, judgement, ...row }) => ({ ...row, judged: { topic, judgement } as Judged }));
}

export async function insertExtra(tx: Tx, extra: { readonly opportunityId: string; readonly questionId: string; readonly kind: Extra['kind']; readonly bankQuestionId: string | null; readonly reason: string; readonly by: PersonId | null }): Promise<void> {
  await tx.insertInto('tender_extra').values({ id: newId<'tender_extra'>(), opportunity_id: extra.opportunityId, question_id: extra.questionId, kind: extra.kind, bank_question_id: extra.bankQuestionId, reason: extra.reason, added_by: extra.by }).execute();
}
