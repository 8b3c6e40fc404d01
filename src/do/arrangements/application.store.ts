import { sql } from 'kysely';
import { decimal, type Decimal } from '#kernel/decimal';
import { newId, type Id, type OrganisationId, type PersonId } from '#kernel/ids';
import type { Actor } from '#platform/access/access';
import type { Read, Tx } from '#platform/database/connection';
import type { Updateable } from 'kysely';
import type { ArrangementApplicationTable } from '#platform/database/schema.generated';
import { readClock } from '#platform/clock';
import { withdrawPromise } from '#parts/promises';
import type { AlternativeKind } from '#agreements';
import { criteriaOf, panelOf, type Assessor } from '#parts/assessments';
import { questionsOf, type Question } from '#parts/questions';
import { meanScores, type Application, type ApplicationId, type ApplicationScore, type ApplicationState, type Finding, type LotDecision, type Marks } from './application.ts';
import type { Arrangement } from './arrangement.ts';
import { APPLICATION_QUESTIONS, arrangementReference } from './arrangement.store.ts';
import type { ScoredApplicant } from './change.ts';

export const applicationReference = (id: string) => ({ kind: 'arrangement-application', id }) as const;
/** The kind of promise that counts an application's days. */
export const DECISION_PROMISE = 'application-decision';

const COLUMNS = sql.raw(`a.id, a.reference, a.arrangement_id as "arrangementId", r.body_id as "bodyId", a.organisation_id as "organisationId", o.name as "organisationName", a.attempt,
  a.previous_id as "previousId", a.state, a.bid_id as "bidId", a.lot_ids as "lotIds",
  coalesce((select json_agg(json_build_object('lotId', d.lot_id, 'decision', d.decision, 'reason', d.reason) order by l.number) from arrangement_lot_decision d join arrangement_lot l on l.id = d.lot_id where d.application_id = a.id), '[]'::json) as "lotDecisions", a.alternative_kind as "alternativeKind", a.alternative_words as "alternativeWords",
  a.submitted_at as "submittedAt", a.complete_at as "completeAt", a.decided_at as "decidedAt", a.total_percent::text as "totalPercent", a.decision_words as "decisionWords",
  a.try_again_words as "tryAgainWords", a.alerted_at as "alertedAt", a.version, a.created_by as "createdBy", a.created_at as "createdAt"`);
const FROM = sql.raw('arrangement_application a join arrangement r on r.id = a.arrangement_id join organisation o on o.id = a.organisation_id');

type Row = Omit<Application, 'alternative' | 'alternativeTyped' | 'totalPercent'> & { alternativeKind: AlternativeKind | null; alternativeWords: string; totalPercent: string | null };
const from = ({ alternativeKind, alternativeWords, totalPercent, ...row }: Row): Application => ({
  ...row, totalPercent: totalPercent === null ? null : decimal(totalPercent),
  alternativeTyped: { kind: alternativeKind, words: alternativeWords },
  alternative: alternativeKind === null || alternativeWords === '' ? null : { kind: alternativeKind, words: alternativeWords },
});

export async function readApplication(read: Read, id: string): Promise<Application | null> {
  const { rows } = await sql<Row>`select ${COLUMNS} from ${FROM} where a.id = ${id}`.execute(read);
  return rows[0] ? from(rows[0]) : null;
}

/** Under its row's lock. The caller takes the arrangement's first where it takes both. */
export async function lockApplication(tx: Tx, id: string): Promise<Application | null> {
  await tx.selectFrom('arrangement_application').select('id').where('id', '=', id).forUpdate().execute();
  return readApplication(tx, id);
}

/** Applications sent to an arrangement, oldest waiting first. Drafts are their writers' own. */
export async function applicationsTo(read: Read, arrangementId: string, limit = 500): Promise<Application[]> {
  const { rows } = await sql<Row>`select ${COLUMNS} from ${FROM} where a.arrangement_id = ${arrangementId} and a.state <> 'draft'
    order by a.state not in ('submitted', 'incomplete'), a.complete_at nulls last, a.id limit ${limit}`.execute(read);
  return rows.map(from);
}

/** Every application of an organisation, newest first. */
export async function applicationsOf(read: Read, organisationIds: readonly string[], before: string | null, limit: number): Promise<(Application & { readonly title: string })[]> {
  const { rows } = await sql<Row & { title: string }>`select ${COLUMNS}, r.title from ${FROM} where a.organisation_id = any(${organisationIds}::uuid[]) and (${before}::uuid is null or a.id < ${before}::uuid)
    order by a.id desc limit ${limit}`.execute(read);
  return rows.map((row) => ({ ...from(row), title: row.title }));
}

/** The last application of an organisation to an arrangement, whatever became of it. */
export async function latestOf(read: Read, arrangementId: string, organisationId: string): Promise<Application | null> {
  const { rows } = await sql<Row>`select ${COLUMNS} from ${FROM} where a.arrangement_id = ${arrangementId} and a.organisation_id = ${organisationId} order by a.attempt desc limit 1`.execute(read);
  return rows[0] ? from(rows[0]) : null;
}

export interface NewApplication {
  readonly reference: string;
  readonly arrangementId: string;
  readonly organisationId: OrganisationId;
  readonly previous: Pick<Application, 'id' | 'attempt' | 'lotIds' | 'lotDecisions'> | null;
  readonly createdBy: PersonId | null;
}

/** Starts a draft. A colleague who starts at the same moment finds this one instead. @returns null when one is open already */
export async function insertApplication(tx: Tx, given: NewApplication): Promise<ApplicationId | null> {
  const id = newId<'arrangement_application'>();
  const made = await tx.insertInto('arrangement_application').values({
    id, reference: given.reference, arrangement_id: given.arrangementId, organisation_id: given.organisationId, attempt: (given.previous?.attempt ?? 0) + 1, previous_id: given.previous?.id ?? null,
    // Of what it was admitted to before it need not ask again.
    lot_ids: (given.previous?.lotIds ?? []).filter((id) => !given.previous!.lotDecisions.some(({ lotId, decision }) => lotId === id && decision === 'admitted')), created_by: given.createdBy,
  }).onConflict((conflict) => conflict.doNothing()).returning('id').executeTakeFirst();
  return made ? id : null;
}

/** Moves or changes an application that is still in the state it was decided on. Throws when it is not: the caller holds its lock. */
export async function updateApplication(tx: Tx, id: string, state: ApplicationState, change: Omit<Updateable<ArrangementApplicationTable>, 'id' | 'reference'>): Promise<void> {
  const result = await tx.updateTable('arrangement_application').set(change).where('id', '=', id).where('state', '=', state).executeTakeFirst();
  if (result.numUpdatedRows !== 1n) throw new Error(`application ${id} was not ${state} when it was changed`);
}

/** Ends an application that waits, because what it was for is over. */
export async function closeApplication(tx: Tx, { id, state }: Pick<Application, 'id' | 'state'>): Promise<void> {
  await updateApplication(tx, id, state, { state: 'withdrawn', withdrawn_at: await readClock(tx) });
  await withdrawPromise(tx, DECISION_PROMISE, applicationReference(id));
}

export interface Query {
  readonly id: Id<'arrangement_query'>;
  readonly words: string;
  readonly askedAt: Date;
  readonly reply: string | null;
  readonly repliedAt: Date | null;
}

export async function queriesOf(read: Read, applicationId: string): Promise<Query[]> {
  const { rows } = await sql<Query>`select id, words, asked_at as "askedAt", reply, replied_at as "repliedAt" from arrangement_query where application_id = ${applicationId} order by asked_at, id`.execute(read);
  return rows;
}
export async function insertQuery(tx: Tx, applicationId: string, words: string, askedBy: PersonId | null): Promise<void> {
  await tx.insertInto('arrangement_query').values({ id: newId<'arrangement_query'>(), application_id: applicationId, words, asked_by: askedBy }).execute();
}
export async function storeReply(tx: Tx, applicationId: string, reply: string, repliedBy: PersonId | null): Promise<void> {
  await sql`update arrangement_query set reply = ${reply}, replied_by = ${repliedBy}, replied_at = wantsum_clock() where application_id = ${applicationId} and replied_at is null`.execute(tx);
}

/** What applicants are asked and judged by. */
export async function marksOf(read: Read, arrangement: Arrangement): Promise<Marks & { readonly asked: readonly Question[] }> {
  const about = arrangementReference(arrangement.id);
  const asked = (await questionsOf(read, about, APPLICATION_QUESTIONS))?.questions ?? [];
  return {
    criteria: await criteriaOf(read, about), asked, scaleId: arrangement.scaleId, passPercent: arrangement.passPercent,
    questions: asked.flatMap(({ id, criterionId, marks }) => (criterionId === null ? [] : [{ id, criterionId, marks }])),
  };
}

/** Those named to assess applications; who of them has declared is kept with each application. */
export const assessorsOf = (read: Read, arrangementId: string): Promise<Assessor[]> => panelOf(read, arrangementReference(arrangementId));
export const declarationsOn = (read: Read, applicationId: string): Promise<Assessor[]> => panelOf(read, applicationReference(applicationId));

/** Names somebody. The acts ask for a role on the body besides, so none is granted here. */
export async function nameAssessorRow(tx: Tx, about: { readonly kind: string; readonly id: string }, personId: PersonId): Promise<Id<'assessor'>> {
  const id = newId<'assessor'>();
  await tx.insertInto('assessor').values({ id, about_kind: about.kind, about_id: about.id, person_id: personId }).execute();
  return id;
}
/** Locks somebody out, with why. */
export async function barRow(tx: Tx, assessorId: string, reason: string): Promise<void> {
  await sql`update assessor set barred_at = wantsum_clock(), barred_reason = ${reason} where id = ${assessorId} and barred_at is null`.execute(tx);
}

/** Whether a person belongs to the applicant, now or before: nobody judges their own organisation. */
export async function belongsTo(read: Read, actor: Pick<Actor, 'personId'>, organisationId: string): Promise<boolean> {
  const row = await read.selectFrom('role_holding').select('id').where('person_id', '=', actor.personId).where('scope_kind', '=', 'organisation').where('scope_id', '=', organisationId).limit(1).executeTakeFirst();
  return row !== undefined;
}

export async function scoresOf(read: Read, applicationId: string): Promise<ApplicationScore[]> {
  const { rows } = await sql<Omit<ApplicationScore, 'score'> & { score: string }>`select s.assessor_id as "assessorId", p.name as "assessorName", s.question_id as "questionId", s.score::text, s.reason,
      s.finished_at is not null as finished, s.version from arrangement_score s join assessor a on a.id = s.assessor_id join person p on p.id = a.person_id
    where s.application_id = ${applicationId} and a.barred_at is null order by p.name, s.id`.execute(read);
  return rows.map((row) => ({ ...row, score: decimal(row.score) }));
}

/** Saves a score over the version its writer saw, 0 for none. @returns the new version, or null when it was changed meanwhile */
export async function storeScore(tx: Tx, assessorId: string, applicationId: string, given: { readonly questionId: string; readonly score: Decimal; readonly reason: string }, version: number): Promise<number | null> {
  const { rows } = version === 0
    ? await sql<{ version: number }>`insert into arrangement_score (id, application_id, assessor_id, question_id, score, reason)
        values (${newId<'arrangement_score'>()}, ${applicationId}, ${assessorId}, ${given.questionId}, ${given.score.toString()}, ${given.reason}) on conflict do nothing returning version`.execute(tx)
    : await sql<{ version: number }>`update arrangement_score set score = ${given.score.toString()}, reason = ${given.reason}, version = version + 1
        where assessor_id = ${assessorId} and question_id = ${given.questionId} and version = ${version} and finished_at is null returning version`.execute(tx);
  return rows[0]?.version ?? null;
}
export async function finishScores(tx: Tx, assessorId: string): Promise<void> {
  await sql`update arrangement_score set finished_at = wantsum_clock() where assessor_id = ${assessorId} and finished_at is null`.execute(tx);
}

/** What was decided of each lot. */
export async function storeLotDecisions(tx: Tx, applicationId: string, decisions: readonly LotDecision[]): Promise<void> {
  if (decisions.length === 0) return;
  await tx.insertInto('arrangement_lot_decision').values(decisions.map(({ lotId, decision, reason }) => ({ application_id: applicationId, lot_id: lotId, decision, reason }))).execute();
}

export interface KeptFinding extends Finding {
  readonly reason: string;
}
export async function findingsOf(read: Read, applicationId: string): Promise<KeptFinding[]> {
  const rows = await read.selectFrom('arrangement_finding as f').innerJoin('criterion as c', 'c.id', 'f.criterion_id').select(['f.criterion_id', 'c.name', 'f.score_percent', 'f.pass_percent', 'f.met', 'f.reason'])
    .where('f.application_id', '=', applicationId).orderBy('c.position').orderBy('c.id').execute();
  return rows.map((row) => ({ criterionId: row.criterion_id, name: row.name, percent: decimal(row.score_percent), passPercent: row.pass_percent === null ? null : decimal(row.pass_percent), met: row.met, reason: row.reason }));
}
export async function storeFindings(tx: Tx, applicationId: string, findings: readonly KeptFinding[]): Promise<void> {
  if (findings.length === 0) return;
  await tx.insertInto('arrangement_finding').values(findings.map((one) => ({
    application_id: applicationId, criterion_id: one.criterionId, score_percent: one.percent.round(6).toString(), pass_percent: one.passPercent?.toString() ?? null, met: one.met, reason: one.reason,
  }))).execute();
}

/** Everyone whose scores are in, for the effect of a change (DP-26): the latest of each applicant, decided or scored in full. */
export async function scoredApplicants(read: Read, arrangement: Arrangement): Promise<ScoredApplicant[]> {
  const { rows } = await sql<{ id: string; reference: string; name: string; total: string | null; bidId: string | null }>`
    select distinct on (a.organisation_id) a.id, a.reference, o.name, a.total_percent::text as total, a.bid_id as "bidId"
    from arrangement_application a join organisation o on o.id = a.organisation_id
    where a.arrangement_id = ${arrangement.id} and (a.state in ('admitted', 'provisional', 'refused') or (a.state in ('submitted', 'incomplete') and (
      select count(*) from assessor s where s.about_kind = 'arrangement-application' and s.about_id = a.id and s.barred_at is null
        and exists (select 1 from arrangement_score x where x.assessor_id = s.id and x.finished_at is not null)) >= ${arrangement.assessorsNeeded}))
    order by a.organisation_id, a.attempt desc`.execute(read);
  const scores = await read.selectFrom('arrangement_score as s').innerJoin('assessor as e', 'e.id', 's.assessor_id').select(['s.application_id', 's.question_id', 's.score'])
    .where('s.application_id', 'in', rows.length > 0 ? rows.map(({ id }) => id) : ['00000000-0000-0000-0000-000000000000']).where('s.finished_at', 'is not', null).where('e.barred_at', 'is', null).execute();
  const byApplication = Map.groupBy(scores, ({ application_id }) => application_id);
  return rows.map((row) => {
    const own = (byApplication.get(row.id) ?? []).map((score) => ({ questionId: score.question_id, score: decimal(score.score) }));
    return { reference: row.reference, name: row.name, total: decimal(row.total ?? '0'), scores: row.bidId === null && own.length > 0 ? meanScores(own) : null };
  });
}

