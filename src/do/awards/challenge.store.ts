import { sql } from 'kysely';
import type { CalendarDate } from '#kernel/calendar-date';
import { newId, type BodyId, type OrganisationId, type PersonId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';
import { titleInStageSql } from '#opportunities';
import type { AwardInQuestion, AwardObstacle } from './ports.ts';
import { pausedWords, PAUSE_RULE, type Challenge, type ChallengeOutcome } from './challenge.ts';

const CHALLENGE = sql.raw(`c.id, c.opportunity_id as "opportunityId", c.kind, c.grounds, c.public_words as "publicWords", c.raised_on::text as "raisedOn", c.expected_next_on::text as "expectedNextOn",
  c.outcome, c.outcome_words as "outcomeWords", c.resolved_on::text as "resolvedOn"`);

/** The challenges of an opportunity, the latest first. */
export async function challengesOf(read: Read, opportunityId: string): Promise<Challenge[]> {
  const { rows } = await sql<Challenge>`select ${CHALLENGE} from award_challenge c where c.opportunity_id = ${opportunityId} order by c.raised_on desc, c.id desc`.execute(read);
  return rows;
}

export interface ChallengedOpportunity { readonly id: string; readonly title: string; readonly reference: string; readonly bodyId: BodyId; readonly bodyName: string; readonly state: string }

/** A challenge with its opportunity, the opportunity locked when a transaction that writes asks for it. */
export async function challengeById(read: Read, id: string): Promise<{ readonly challenge: Challenge; readonly opportunity: ChallengedOpportunity } | null> {
  const { rows } = await sql<Challenge>`select ${CHALLENGE} from award_challenge c where c.id = ${id}`.execute(read);
  const opportunity = rows[0] && (await challengedOpportunity(read, rows[0].opportunityId));
  return rows[0] && opportunity ? { challenge: rows[0], opportunity } : null;
}

export async function challengedOpportunity(read: Read, id: string): Promise<ChallengedOpportunity | null> {
  const { rows } = await sql<ChallengedOpportunity>`select o.id, ${sql.raw(titleInStageSql('o'))} as title, o.reference, o.body_id as "bodyId", b.name as "bodyName", o.state from opportunity o join body b on b.id = o.body_id where o.id = ${id}`.execute(read);
  return rows[0] ?? null;
}

export const lockForChallenge = async (tx: Tx, opportunityId: string): Promise<void> => void (await sql`select 1 from opportunity where id = ${opportunityId} for update`.execute(tx));

/** @returns null when one is open already */
export async function insertChallenge(tx: Tx, challenge: Pick<Challenge, 'opportunityId' | 'kind' | 'grounds' | 'publicWords' | 'raisedOn' | 'expectedNextOn'>, by: PersonId | null): Promise<string | null> {
  const id = newId<'award_challenge'>();
  const { rows } = await sql`insert into award_challenge (id, opportunity_id, kind, grounds, public_words, raised_on, expected_next_on, recorded_by)
    values (${id}, ${challenge.opportunityId}, ${challenge.kind}, ${challenge.grounds}, ${challenge.publicWords}, ${challenge.raisedOn}, ${challenge.expectedNextOn}, ${by})
    on conflict (opportunity_id) where outcome is null do nothing returning id`.execute(tx);
  return rows.length === 1 ? id : null;
}

/** @returns false when it was closed meanwhile */
export async function moveChallenge(tx: Tx, id: string, change: { readonly expectedNextOn: CalendarDate | null; readonly publicWords: string } | { readonly outcome: ChallengeOutcome; readonly outcomeWords: string; readonly resolvedOn: CalendarDate; readonly by: PersonId | null }): Promise<boolean> {
  const set = 'outcome' in change
    ? { outcome: change.outcome, outcome_words: change.outcomeWords, resolved_on: change.resolvedOn, resolved_by: change.by }
    : { expected_next_on: change.expectedNextOn, public_words: change.publicWords };
  const result = await tx.updateTable('award_challenge').set(set).where('id', '=', id).where('outcome', 'is', null).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export interface Interim {
  readonly id: string;
  readonly challengeId: string;
  readonly organisationId: OrganisationId;
  readonly organisationName: string;
  readonly words: string;
  readonly untilOn: CalendarDate;
  readonly offeredAt: Date;
  readonly answer: 'accepted' | 'declined' | null;
  readonly answeredAt: Date | null;
}
const INTERIM = sql.raw(`i.id, i.challenge_id as "challengeId", i.organisation_id as "organisationId", g.name as "organisationName", i.words, i.until_on::text as "untilOn", i.offered_at as "offeredAt", i.answer, i.answered_at as "answeredAt"`);

export async function interimsOf(read: Read, challengeId: string): Promise<Interim[]> {
  const { rows } = await sql<Interim>`select ${INTERIM} from award_interim i join organisation g on g.id = i.organisation_id where i.challenge_id = ${challengeId} order by i.offered_at, i.id`.execute(read);
  return rows;
}
export async function interimById(read: Read, id: string): Promise<Interim | null> {
  const { rows } = await sql<Interim>`select ${INTERIM} from award_interim i join organisation g on g.id = i.organisation_id where i.id = ${id}`.execute(read);
  return rows[0] ?? null;
}

export async function insertInterim(tx: Tx, interim: { readonly challengeId: string; readonly organisationId: string; readonly words: string; readonly untilOn: CalendarDate; readonly by: PersonId | null }): Promise<string> {
  const id = newId<'award_interim'>();
  await tx.insertInto('award_interim').values({ id, challenge_id: interim.challengeId, organisation_id: interim.organisationId, words: interim.words, until_on: interim.untilOn, offered_by: interim.by }).execute();
  return id;
}

/** @returns false when it has been answered already */
export async function storeInterimAnswer(tx: Tx, id: string, answer: 'accepted' | 'declined', by: PersonId | null): Promise<boolean> {
  const result = await tx.updateTable('award_interim').set({ answer, answered_by: by, answered_at: sql<Date>`wantsum_clock()` }).where('id', '=', id).where('answer', 'is', null).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** An open challenge holds every step up but the recommendation: nothing is announced, nothing is signed. */
export async function challengeObstacle(read: Read, { opportunityId, step }: AwardInQuestion): Promise<readonly AwardObstacle[]> {
  if (step === 'recommend') return [];
  const words = pausedWords(await challengesOf(read, opportunityId));
  return words ? [{ sentence: `${words} Record what became of the challenge before the award goes on.`, rule: PAUSE_RULE, href: `/opportunities/${opportunityId}/challenges` }] : [];
}

/** The days of the way to a contract, those that have come; earliest and latest over the lots. Says nothing of who wins. */
export interface PathDays {
  readonly title: string; readonly reference: string; readonly state: string;
  readonly publishedOn: CalendarDate | null; readonly closedOn: CalendarDate | null; readonly openedOn: CalendarDate | null;
  readonly toldOn: CalendarDate | null; readonly announcedOn: CalendarDate | null; readonly standstillEndsOn: CalendarDate | null; readonly contractOn: CalendarDate | null;
  readonly cancelledOn: CalendarDate | null; readonly startsOn: CalendarDate | null;
}
const LONDON = (column: string) => `(${column} at time zone 'Europe/London')::date`;
const PATH = sql.raw(`${titleInStageSql('o')} as title, o.reference, o.state, ${LONDON('o.published_at')}::text as "publishedOn", ${LONDON('o.closes_at')}::text as "closedOn", ${LONDON('o.opened_at')}::text as "openedOn", ${LONDON('o.cancelled_at')}::text as "cancelledOn",
  o.contract_starts_on::text as "startsOn", (select max(${LONDON('a.summaries_sent_at')})::text from award a where a.opportunity_id = o.id and a.state <> 'withdrawn') as "toldOn",
  (select max(${LONDON('a.notice_published_at')})::text from award a where a.opportunity_id = o.id and a.state <> 'withdrawn') as "announcedOn", (select max(a.standstill_ends_on)::text from award a where a.opportunity_id = o.id and a.state <> 'withdrawn') as "standstillEndsOn",
  case when o.state = 'awarded' then (select max(${LONDON('a.confirmed_at')})::text from award a where a.opportunity_id = o.id) end as "contractOn"`);

export async function pathOf(read: Read, opportunityId: string): Promise<PathDays | null> {
  const { rows } = await sql<PathDays>`select ${PATH} from opportunity o where o.id = ${opportunityId}`.execute(read);
  return rows[0] ?? null;
}

export interface UncertainOpportunity extends PathDays { readonly id: string; readonly unitName: string | null; readonly challenges: readonly Pick<Challenge, 'raisedOn' | 'resolvedOn'>[] }
const PAGE = 50;

/** Procurements of the reader's bodies that have closed, those still undecided and longest waiting first. */
export async function uncertainOpportunities(read: Read, bodies: readonly string[], page: number): Promise<{ readonly rows: UncertainOpportunity[]; readonly more: boolean }> {
  const { rows } = await sql<UncertainOpportunity>`select o.id, ${PATH}, (select u.name from exercise e join organisational_unit u on u.id = unit_counted_as(e.unit_id) where e.id = o.exercise_id) as "unitName",
      coalesce((select jsonb_agg(jsonb_build_object('raisedOn', c.raised_on::text, 'resolvedOn', c.resolved_on::text)) from award_challenge c where c.opportunity_id = o.id), '[]') as challenges
    from opportunity o where o.body_id = any(${bodies}::uuid[]) and o.source = 'made' and o.state <> 'draft' and o.closes_at <= wantsum_clock()
    order by o.state in ('awarded', 'cancelled'), o.closes_at, o.id limit ${PAGE + 1} offset ${(page - 1) * PAGE}`.execute(read);
  return { rows: rows.slice(0, PAGE), more: rows.length > PAGE };
}
