import { sql } from 'kysely';
import { newId, type Id, type OrganisationId, type PersonId } from '#kernel/ids';
import type { CalendarDate } from '#kernel/calendar-date';
import { answersOf, createQuestionSet, fixQuestionSet, questionsOf, saveAnswers, type Answers, type QuestionSet } from '#parts/questions';
import type { RecordReference } from '#platform/access/record-kind';
import type { Read, Tx } from '#platform/database/connection';
import { byKey, coreGaps, isOutOfDate, type AnswersByKey, type CoreGap } from './core.ts';
import { CORE, CORE_QUESTIONNAIRE } from './core-questionnaire.ts';

export const organisationReference = (id: string): RecordReference => ({ kind: 'organisation', id });

export const PERSON_KINDS = {
  director: 'Director', trustee: 'Trustee', partner: 'Partner', 'significant-control': 'Person with significant control', 'parent-organisation': 'Parent organisation', other: 'Another who controls or directs it',
} as const;
export type PersonKind = keyof typeof PERSON_KINDS;

export interface ConnectedPerson {
  readonly id: Id<'connected_person'>;
  readonly name: string;
  readonly kind: PersonKind;
  readonly endedAt: Date | null;
}

/** Confirmation that the core information stands on the central digital platform. */
export interface ShareCode {
  readonly code: string;
  readonly sharedOn: CalendarDate;
  readonly recordedAt: Date;
}

export interface CoreState {
  /** Null until it was begun. */
  readonly set: QuestionSet | null;
  readonly answers: Answers;
  readonly people: readonly ConnectedPerson[];
  readonly gaps: readonly CoreGap[];
  readonly outOfDate: boolean;
  readonly shareCode: ShareCode | null;
  readonly version: { readonly number: number; readonly savedAt: Date } | null;
}

/** An organisation's core questionnaire as it stands now. */
export async function coreOf(read: Read, organisationId: string): Promise<CoreState> {
  const about = organisationReference(organisationId);
  const set = await questionsOf(read, about, CORE);
  const [answers, people] = [await answersOf(read, about), await connectedPeople(read, organisationId)];
  const questions = set?.questions ?? [];
  const version = await read.selectFrom('core_version').select(['version', 'saved_at']).where('organisation_id', '=', organisationId).orderBy('version', 'desc').limit(1).executeTakeFirst();
  return {
    set, answers, people, outOfDate: set !== null && isOutOfDate(questions),
    gaps: coreGaps(questions, answers, people.length), shareCode: await latestShareCode(read, organisationId),
    version: version ? { number: version.version, savedAt: version.saved_at } : null,
  };
}

/** True when nothing is missing, so that a tender has nothing of it to ask. */
export const isComplete = (core: CoreState): boolean => core.set !== null && core.gaps.length === 0;

/** Those named now; with `ended` those too who are no longer. */
export async function connectedPeople(read: Read, organisationId: string, ended = false): Promise<ConnectedPerson[]> {
  const { rows } = await sql<ConnectedPerson>`select id, name, kind, ended_at as "endedAt" from connected_person
    where organisation_id = ${organisationId} and (${ended} or ended_at is null) order by added_at, id`.execute(read);
  return rows;
}

/**
 * Who controls or directs several organisations, as they say of themselves, by organisation: whoever left since too, unless erased.
 * For what an officer is told of a bidder whose bid is open; never for a list.
 */
export async function connectedPeopleOf(read: Read, organisationIds: readonly string[]): Promise<ReadonlyMap<string, readonly ConnectedPerson[]>> {
  const { rows } = await sql<ConnectedPerson & { organisationId: string }>`select id, name, kind, ended_at as "endedAt", organisation_id as "organisationId" from connected_person
    where organisation_id = any(${organisationIds}::uuid[]) and erased_at is null order by added_at, id`.execute(read);
  return Map.groupBy(rows, ({ organisationId }) => organisationId);
}

async function latestShareCode(read: Read, organisationId: string): Promise<ShareCode | null> {
  const { rows } = await sql<ShareCode>`select code, shared_on::text as "sharedOn", recorded_at as "recordedAt" from platform_share_code
    where organisation_id = ${organisationId} order by recorded_at desc, id desc limit 1`.execute(read);
  return rows[0] ?? null;
}

/** Holds an organisation's core until the transaction ends, so that versions are numbered one by one. */
export async function lockCore(tx: Tx, organisationId: string): Promise<void> {
  await tx.selectFrom('organisation').select('id').where('id', '=', organisationId).forUpdate().execute();
}

/** Gives the organisation the questionnaire, or its newest edition with every answer that still has its question. */
export async function issueCore(tx: Tx, organisationId: string, by: PersonId | null): Promise<void> {
  const about = organisationReference(organisationId);
  const before = await questionsOf(tx, about, CORE);
  if (before && !isOutOfDate(before.questions)) return;
  const answers = await answersOf(tx, about);
  const set = await createQuestionSet(tx, about, CORE, CORE_QUESTIONNAIRE.title, CORE_QUESTIONNAIRE.questions);
  await fixQuestionSet(tx, set.id);
  if (!before) return;
  const carried = set.questions.flatMap((question) => {
    const old = before.questions.find(({ key, type }) => key === question.key && type === question.type);
    const answer = old && answers.get(old.id);
    const kept = answer && keepChoices(answer.value, question.choices);
    return answer && kept !== undefined ? [{ questionId: question.id, value: kept, evidence: null, ownerId: null, version: 0 }] : [];
  });
  await saveAnswers(tx, about, by, carried);
}

/** Choices that are no longer offered are asked anew. */
function keepChoices(value: string | boolean | readonly string[], choices: readonly string[]): string | boolean | readonly string[] | undefined {
  if (choices.length === 0 || typeof value === 'boolean') return value;
  if (typeof value === 'string') return choices.includes(value) ? value : undefined;
  return value.every((one) => choices.includes(one)) ? value : undefined;
}

/** Keeps what the core says now as its next version. The caller holds the core. @returns its number */
export async function keepVersion(tx: Tx, organisationId: OrganisationId | string, by: PersonId | null): Promise<number> {
  const core = await coreOf(tx, organisationId);
  if (!core.set) throw new Error('a core questionnaire that was not begun has no version');
  const version = (core.version?.number ?? 0) + 1;
  await tx.insertInto('core_version').values({
    organisation_id: organisationId, version, question_set_id: core.set.id, answers: JSON.stringify(byKey(core.set.questions, core.answers)),
    connected_people: core.people.map(({ id }) => id), complete: isComplete(core), saved_by: by,
  }).execute();
  return version;
}

/** A version to read: its own questions, and the people named in it as far as they were not erased. */
export interface CoreVersion {
  readonly number: number;
  readonly savedAt: Date;
  readonly complete: boolean;
  readonly answers: AnswersByKey;
  readonly questions: QuestionSet['questions'];
  readonly people: readonly ConnectedPerson[];
}

/** The version that was current at an instant; null where there was none. What is saved later never reaches a bid that was sent. */
export async function coreAt(read: Read, organisationId: string, at: Date): Promise<CoreVersion | null> {
  const row = await read.selectFrom('core_version').selectAll().where('organisation_id', '=', organisationId).where('saved_at', '<=', at).orderBy('version', 'desc').limit(1).executeTakeFirst();
  if (!row) return null;
  const questions = await read.selectFrom('question').select(['id', 'section', 'text', 'type', 'reuse_key']).where('question_set_id', '=', row.question_set_id).orderBy('position').execute();
  const { rows: people } = row.connected_people.length === 0 ? { rows: [] } : await sql<ConnectedPerson>`select id, name, kind, ended_at as "endedAt" from connected_person where id = any(${row.connected_people}::uuid[]) order by added_at, id`.execute(read);
  return {
    number: row.version, savedAt: row.saved_at, complete: row.complete, answers: row.answers as AnswersByKey, people,
    questions: questions.map((question) => ({ id: question.id, section: question.section, text: question.text, type: question.type, key: question.reuse_key })) as unknown as QuestionSet['questions'],
  };
}

/** Versions, newest first. */
export async function versionsOf(read: Read, organisationId: string, limit: number): Promise<readonly { readonly number: number; readonly savedAt: Date; readonly savedBy: string | null; readonly complete: boolean }[]> {
  const { rows } = await sql<{ number: number; savedAt: Date; savedBy: string | null; complete: boolean }>`
    select v.version as number, v.saved_at as "savedAt", p.name as "savedBy", v.complete from core_version v left join person p on p.id = v.saved_by
    where v.organisation_id = ${organisationId} order by v.version desc limit ${limit}`.execute(read);
  return rows;
}

export async function insertConnectedPerson(tx: Tx, person: { readonly organisationId: string; readonly name: string; readonly kind: PersonKind; readonly personId: PersonId | null; readonly addedBy: PersonId | null }): Promise<Id<'connected_person'>> {
  const id = newId<'connected_person'>();
  await tx.insertInto('connected_person').values({ id, organisation_id: person.organisationId, name: person.name, kind: person.kind, person_id: person.personId, added_by: person.addedBy }).execute();
  return id;
}

/** Ends a person's place in the list; with `erase` their name goes too, from every version that names them. @returns false when they are not in it */
export async function endConnectedPerson(tx: Tx, organisationId: string, id: string, erase: boolean): Promise<boolean> {
  const result = await sql`update connected_person set ended_at = coalesce(ended_at, wantsum_clock()),
      name = case when ${erase} then 'Name erased' else name end, person_id = case when ${erase} then null else person_id end, erased_at = case when ${erase} then wantsum_clock() else null end
    where id = ${id} and organisation_id = ${organisationId} and erased_at is null and (ended_at is null or ${erase})`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** Erases those who left the list so many months ago, whatever became of the organisation. @returns how many */
export async function eraseEnded(tx: Tx, months: number): Promise<number> {
  const result = await sql`update connected_person set name = 'Name erased', person_id = null, erased_at = wantsum_clock()
    where erased_at is null and ended_at <= wantsum_clock() - make_interval(months => ${months})`.execute(tx);
  return Number(result.numAffectedRows ?? 0n);
}

export async function insertShareCode(tx: Tx, organisationId: string, code: string, sharedOn: CalendarDate, by: PersonId | null): Promise<void> {
  await tx.insertInto('platform_share_code').values({ id: newId<'platform_share_code'>(), organisation_id: organisationId, code, shared_on: sharedOn, recorded_by: by }).execute();
}
