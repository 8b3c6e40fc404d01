import { sql } from 'kysely';
import { formatDate, londonDate, londonInstant, type CalendarDate } from '#kernel/calendar-date';
import { whereMay, type Actor } from '#platform/access/access';
import { readClock } from '#platform/clock';
import type { Read } from '#platform/database/connection';
import { casesAbout, type Case } from '#parts/cases';
import type { Owed, OwedWork } from '#parties';
import { lawFrom, policyOnDays } from '#policy';
import { titleInStageSql } from '#routes';
import { answerBy } from './clarification.ts';
import { opportunitiesActs } from './opportunities.acts.ts';
import { opportunitiesKinds } from './opportunities.kinds.ts';
import { opportunityReference } from './opportunity.store.ts';
import type { Opportunity } from './opportunity.ts';

/** What suppliers ask about an opportunity, as a kind of case and of record. */
export const CLARIFICATION = 'clarification';
const clarificationKind = opportunitiesKinds.find(({ kind }) => kind === CLARIFICATION)!;

interface Unanswered {
  readonly id: string;
  readonly bodyId: string;
  readonly askedAt: Date;
  readonly closesAt: Date;
}

/** The day by which each is to be answered, by its id: three queries, however many there are. The promise is that of the day of asking. */
async function answerDays(read: Read, questions: readonly Unanswered[]): Promise<Map<string, CalendarDate>> {
  if (questions.length === 0) return new Map();
  const asked = questions.map(({ bodyId, askedAt }) => ({ bodyId, onDate: londonDate(askedAt) }));
  const promised = await policyOnDays(read, 'clarifications.answerWithinDays', asked);
  const late = await policyOnDays(read, 'clarifications.materialWithinDays', asked);
  const { holidays } = await lawFrom(read);
  return new Map(questions.map(({ id, askedAt, closesAt }, index) => [id, answerBy({ askedAt, closesAt, promised: promised[index]!.value, late: late[index]!.value, holidays })]));
}

/** When a question of this opportunity is to be answered, by its id: those that still can be. One whose asker has to decide first waits for nobody here. */
export async function answersDue(read: Read, opportunity: Opportunity, cases: readonly Case[]): Promise<Map<string, CalendarDate>> {
  const { bodyId, closesAt } = opportunity;
  if (opportunity.state !== 'published' || closesAt === null || (await readClock(read)) >= closesAt) return new Map();
  return answerDays(read, cases.filter(({ state, audience, privacy }) => state === 'open' && !(audience === 'private' && privacy === 'refused')).map(({ id, createdAt }) => ({ id, bodyId, askedAt: createdAt, closesAt })));
}

/** "2 to answer, the next by 24 November 2026"; null when nothing waits. */
export async function unansweredInWords(read: Read, opportunity: Opportunity): Promise<string | null> {
  const days = [...(await answersDue(read, opportunity, await casesAbout(read, opportunityReference(opportunity.id), CLARIFICATION))).values()].sort();
  return days[0] === undefined ? null : `${days.length} to answer, ${days.length === 1 ? 'by' : 'the first by'} ${formatDate(days[0])}`;
}

/** Officers whose opportunities are theirs together; others answer for what they took on by name. */
const officersOf = (actor: Actor): readonly string[] => actor.holdings.flatMap(({ role, scopeKind, scopeId }) => (role === 'procurement-officer' && scopeKind === 'body' && scopeId !== null ? [scopeId] : []));
const namedAs = (actor: Actor): readonly string[] => [...new Set([actor.personId, ...actor.holdings.map(({ standsInFor }) => standsInFor?.personId ?? null)])].filter((id) => id !== null);

/** Questions that wait for an answer: on the home of the opportunity's own officer first, and of the authority's other procurement officers. */
export const owedQuestions: OwedWork = {
  title: 'Questions from suppliers',
  list: async (read, actor, limit): Promise<Owed[]> => {
    const { rows } = await sql<Unanswered & { number: number; title: string; isAskedInPrivate: boolean }>`
      select r.id, r.body_id as "bodyId", r.number, r.created_at as "askedAt", o.closes_at as "closesAt", ${sql.raw(titleInStageSql('o'))} as title, r.audience = 'private' and r.privacy = 'asked' as "isAskedInPrivate"
      from case_record r join opportunity o on o.id = r.about_id and r.about_kind = 'opportunity'
      where r.kind = ${CLARIFICATION} and r.state = 'open' and o.state = 'published' and o.closes_at > wantsum_clock() and not (r.audience = 'private' and r.privacy = 'refused')
        and ${whereMay(actor, opportunitiesActs.answer, clarificationKind)}
        and (r.body_id = any(${officersOf(actor)}::uuid[]) or coalesce(o.officer_id, o.created_by) = any(${namedAs(actor)}::uuid[]))
      order by coalesce(o.officer_id, o.created_by) = any(${namedAs(actor)}::uuid[]) desc nulls last, r.created_at, r.id limit ${limit}`.execute(read);
    const days = await answerDays(read, rows);
    return rows.map(({ id, number, title, isAskedInPrivate }) => ({
      words: isAskedInPrivate ? `Decide whether question ${number} about ${title} is sensitive, and answer it` : `Answer question ${number} about ${title}`,
      dueAt: londonInstant(days.get(id)!, '23:59'), address: `/clarifications/${id}${isAskedInPrivate ? '/privacy' : '/answer'}`,
    }));
  },
};
