import { sql } from 'kysely';
import { londonDate } from '#kernel/calendar-date';
import { awardsActs, drawAwards } from '#awards';
import { bidsActs, writersOf } from '#bids';
import { evaluationActs } from '#evaluation';
import type { OpportunityPorts } from '#opportunities';
import type { Owed, OwedWork } from '#parties';
import { isPolicyKey, policyValue } from '#policy';
import { useLocalSetting } from '#performance';
import type { Read } from './platform/database/connection.ts';
import { readClock } from './platform/clock.ts';

/**
 * Answers that later rooms give to what earlier rooms have declared. Kept beside `app.ts`, which lists the rooms, so that
 * the list stays readable.
 */

/** Everyone to tell of a change to an opportunity: whoever writes for an organisation that began a bid. Names go to mail only. */
export const opportunityPorts: Partial<OpportunityPorts> = {
  bidderContacts: async (read, opportunityId) => {
    const bidders = await read.selectFrom('bid').select(['id', 'organisation_id']).where('opportunity_id', '=', opportunityId).where('state', '<>', 'withdrawn').execute();
    const contacts = [];
    for (const bid of bidders) {
      for (const person of await writersOf(read, [bid.organisation_id])) contacts.push({ bidId: bid.id, personId: person.id, email: person.email });
    }
    return contacts;
  },
  furtherSections: drawAwards,
  furtherActions: [
    { text: 'Bids received', path: 'bids', act: bidsActs.listReceived, states: ['published', 'opened', 'evaluated', 'awarded'] },
    { text: 'Open the bids', path: 'opening', act: bidsActs.signOpening, states: ['published'] },
    { text: 'Extend the closing time after an outage', path: 'extend', act: bidsActs.extendClosing, states: ['published'] },
    { text: 'The panel', path: 'panel', act: evaluationActs.nameAssessor, states: ['published', 'opened'] },
    { text: 'Declare your interests', path: 'declaration', act: evaluationActs.declare, states: ['opened'] },
    { text: 'Score the bids', path: 'scoring', act: evaluationActs.viewTasks, states: ['opened'] },
    { text: 'Moderate the scores', path: 'moderation', act: evaluationActs.viewModeration, states: ['opened', 'evaluated'] },
    { text: 'Results', path: 'results', act: evaluationActs.viewResults, states: ['opened', 'evaluated', 'awarded'] },
    { text: 'Award', path: 'award', act: awardsActs.viewLots, states: ['evaluated', 'awarded'] },
  ],
};

/** A bidder's drafts, with the closing time that nobody may miss. */
export const owedBids: OwedWork = {
  title: 'Bids you have begun',
  list: async (read, actor, limit): Promise<Owed[]> => {
    const organisations = actor.holdings.filter((held) => held.scopeKind === 'organisation').map((held) => held.scopeId);
    const { rows } = await sql<{ id: string; title: string; closesAt: Date }>`
      select b.id, o.title, o.closes_at as "closesAt" from bid b join opportunity o on o.id = b.opportunity_id
      where b.organisation_id = any(${organisations}::uuid[]) and b.state = 'draft' and o.state = 'published' and o.closes_at > wantsum_clock()
      order by o.closes_at, b.id limit ${limit}`.execute(read);
    return rows.map((row) => ({ words: `Finish and send your bid for ${row.title}`, dueAt: row.closesAt, address: `/bids/${row.id}` }));
  },
};

/** Opportunities that have closed and wait for their openers. */
export const owedOpenings: OwedWork = {
  title: 'Bids to open',
  list: async (read, actor, limit): Promise<Owed[]> => {
    const bodies = actor.holdings.filter((held) => held.role === 'procurement-officer' && held.scopeKind === 'body').map((held) => held.scopeId);
    const { rows } = await sql<{ id: string; title: string; closesAt: Date }>`
      select o.id, o.title, o.closes_at as "closesAt" from opportunity o
      where o.body_id = any(${bodies}::uuid[]) and o.state = 'published' and o.source = 'made' and o.closes_at <= wantsum_clock()
        and not exists (select 1 from bid_opening x where x.opportunity_id = o.id and x.opener_id = ${actor.personId})
      order by o.closes_at, o.id limit ${limit}`.execute(read);
    return rows.map((row) => ({ words: `Open the bids for ${row.title}, with another officer`, dueAt: row.closesAt, address: `/opportunities/${row.id}/opening` }));
  },
};

/** Reviews count as missed after the authority's own number of days, where it set one. */
export function connectSettings(): void {
  useLocalSetting(async (read, agreementId, setting) => {
    if (agreementId === null || !isPolicyKey(setting)) return undefined;
    const agreement = await read.selectFrom('agreement').select('body_id').where('id', '=', agreementId).executeTakeFirst();
    return agreement ? numberSet(read, agreement.body_id, setting) : undefined;
  });
}

async function numberSet(read: Read, bodyId: string, setting: Parameters<typeof policyValue>[2]): Promise<number | undefined> {
  const found = await policyValue(read, bodyId, setting, londonDate(await readClock(read)));
  return typeof found.value === 'number' ? found.value : undefined;
}
