import { sql } from 'kysely';
import { londonDate } from '#kernel/calendar-date';
import { allow, refuse } from '#kernel/outcome';
import { html } from '#platform/pages/html';
import { callOffAwardObstacles, drawCallOff, holdCallOff, miniCompetitionObstacles, miniCompetitionTasks, recordAwardedCallOff } from '#arrangements';
import { awardsActs, drawAwards, drawBidResult, procurementEndSql, toldBids, type AwardPorts } from '#awards';
import { burdenActs, burdenTasks, burdenWarnings, drawBurden, keepBurden } from '#burden';
import { bidsActs, peopleKeptMonths, setBidOutcome, bidContacts, connectBids } from '#bids';
import { lottingObstacles } from '#lotting';
import { carryIntoContract, connectPartners, coverageWarnings, drawPartners, finderActs, groupBidObstacles, lineageActs, lineageObstacles, openedGroups, ownBidWanting, requestWhatIsMissing, twoBidsObstacles, writingGroup } from '#partners';
import { paymentObstacles } from '#payment-plan';
import { evaluationActs, clearJudgements, resultsOf, isLockedOut, namesHidden, carryPriceExplanation, drawEvaluationPlan, evaluationObstacles, evaluationTasks, evaluationWarnings, keepTieRules, priceObstacles, pricesToKeepSealed, qualityComplete } from '#evaluation';
import { ocdsActs } from '#ocds';
import { drawReservedWarning, reservedStanding, routeAwardObstacles, titleInStageSql, type OpportunityPorts } from '#opportunities';
import { grantRole, type HeldWork, type Owed, type OwedWork } from '#parties';
import { decidedByOneAlone } from '#parts/approvals';
import { bookersAbout } from '#parts/sessions';
import { isPolicyKey, policyValue } from '#policy';
import { drawSocialValue, socialValueObstacles, socialValueTasks } from '#social-value';
import { awardStanding, drawRequirements, selectionActs, tenderObstacles, tenderTasks, type SelectionPorts } from '#selection';
import { bidderSessions, connectTimetable, drawTime, questionHelp, startObstacles, timeCircumstances, timeObstacles, timetableActs, timeTasks, timeWarnings } from '#timetable';
import { tupeFacts, drawTerms, openPointsOfWinner, termsActs, termsObstacles, termsTasks } from '#terms';
import { grantsUndo } from '#grants';
import { spendUndo } from '#spend';
import { connectUndo } from '#transparency';
import { useReviewPlanner } from '#agreements';
import { createReviewSchedule, REVIEW_KINDS, useLocalSetting, type Frequency } from '#performance';
import type { Read } from './platform/database/connection.ts';
import { readClock } from './platform/clock.ts';

/**
 * Answers that later rooms give to what earlier rooms have declared. Kept beside `app.ts`, which lists the rooms, so that
 * the list stays readable.
 */

/** Everyone to tell of a change to an opportunity: whoever writes for an organisation that began a bid. Names go to mail only. */
export const opportunityPorts: Partial<OpportunityPorts> = {
  bidderContacts: async (read, opportunityId) => {
    return bidContacts(read, await read.selectFrom('bid').select(['id as bidId', 'organisation_id as organisationId']).where('opportunity_id', '=', opportunityId).where('state', '<>', 'withdrawn').execute());
  },
  furtherObstacles: [socialValueObstacles, termsObstacles, lottingObstacles, paymentObstacles, evaluationObstacles, (read, { opportunity }) => tenderObstacles(read, opportunity.id), timeObstacles, miniCompetitionObstacles],
  furtherTasks: [socialValueTasks, evaluationTasks, (read, { opportunity }) => tenderTasks(read, opportunity.id), termsTasks, timeTasks, miniCompetitionTasks, burdenTasks],
  onPublished: [keepBurden, keepTieRules],
  furtherWarnings: [coverageWarnings, evaluationWarnings, timeWarnings, burdenWarnings],
  furtherSections: [drawSocialValue, drawTime, drawBurden, drawEvaluationPlan, drawTerms, drawPartners],
  furtherNeeds: [drawRequirements],
  furtherResults: [drawCallOff, drawAwards],
  assessed: async (read, opportunityId) => {
    const results = await resultsOf(read, opportunityId);
    const [only] = results?.lots ?? [];
    const names = new Map(results?.lots.flatMap(({ bids }) => bids.map((bid) => [bid.id, bid] as const)));
    // A request to take part is judged as a whole, whatever lots it names: the first result holds everyone.
    return (only?.result.bids ?? []).map(({ bidId, total, rank, failed }) => ({
      bidId, organisationId: names.get(bidId)!.organisationId, organisationName: names.get(bidId)!.organisationName, total: total.toFixed(2), rank, failed,
    })).sort((one, other) => (one.rank ?? Infinity) - (other.rank ?? Infinity));
  },
  bidCounts: async (read, opportunityId) => {
    const { rows } = await sql<{ drafting: number; submitted: number }>`select count(*) filter (where state = 'draft')::int as drafting,
      count(*) filter (where state not in ('draft', 'withdrawn', 'late'))::int as submitted from bid where opportunity_id = ${opportunityId}`.execute(read);
    return rows[0]!;
  },
  furtherContacts: [(read, opportunityId) => bookersAbout(read, { kind: 'opportunity', id: opportunityId })],
  questionHelp,
  furtherCircumstances: timeCircumstances,
  furtherActions: [
    { text: 'Who could bid for each lot alone', path: 'who-could-bid', act: finderActs.viewReach, states: ['published'] },
    { text: 'What the bidders were before, and who bids twice', path: 'lineage', act: lineageActs.viewBidders, states: ['opened', 'evaluated', 'awarded'] },
    { text: 'Bids received', path: 'bids', act: bidsActs.listReceived, states: ['published', 'opened', 'evaluated', 'awarded'] },
    { text: 'What bidders were told', path: 'told', act: bidsActs.viewTold, states: ['published', 'opened', 'evaluated', 'awarded'] },
    { text: 'Open the bids', path: 'opening', act: bidsActs.signOpening, states: ['published'] },
    { text: 'Extend the closing time after an outage', path: 'extend', act: bidsActs.extendClosing, states: ['published'] },
    { text: 'Move a date of the timetable', path: 'slip', act: timetableActs.recordSlip, states: ['published', 'opened', 'evaluated', 'awarded'] },
    { text: 'Visits and surgeries', path: 'sessions', act: timetableActs.arrangeSession, states: ['published'] },
    { text: 'Support for bidders', path: 'support', act: timetableActs.choosePacks, states: ['published'] },
    { text: 'The panel', path: 'panel', act: evaluationActs.nameAssessor, states: ['published', 'opened'] },
    { text: 'Conflicts assessment', path: 'conflicts', act: evaluationActs.viewConflicts, states: ['published', 'opened', 'evaluated', 'awarded'] },
    { text: 'People who use the service and score', path: 'service-users', act: evaluationActs.viewLay, states: ['published', 'opened', 'evaluated'] },
    { text: 'Interviews and visits', path: 'meetings', act: evaluationActs.viewMeetings, states: ['opened', 'evaluated'] },
    { text: 'Past work', path: 'past-work', act: evaluationActs.viewEvidence, states: ['opened'] },
    { text: 'Prices that look too low', path: 'prices', act: evaluationActs.viewPrices, states: ['opened', 'evaluated', 'awarded'] },
    { text: 'Declare your interests', path: 'declaration', act: evaluationActs.declare, states: ['opened'] },
    { text: 'Score the bids', path: 'scoring', act: evaluationActs.viewTasks, states: ['opened'] },
    { text: 'Moderate the scores', path: 'moderation', act: evaluationActs.viewModeration, states: ['opened', 'evaluated'] },
    { text: 'Results', path: 'results', act: evaluationActs.viewResults, states: ['opened', 'evaluated', 'awarded'] },
    { text: 'Checks of bidders', path: 'checks', act: selectionActs.viewChecks, states: ['opened', 'evaluated', 'awarded'] },
    { text: 'Award', path: 'award', act: awardsActs.viewLots, states: ['evaluated', 'awarded', 'cancelled'], shortlistStates: ['cancelled'] },
    { text: 'Points on the draft contract', path: 'contract-points', act: termsActs.buildContract, states: ['published', 'opened', 'evaluated', 'awarded'] },
    { text: 'Staff who may transfer (TUPE)', path: 'tupe', act: termsActs.viewTupe, states: ['published', 'opened', 'evaluated', 'awarded'] },
    { text: 'What it asks of bidders', path: 'burden', act: burdenActs.view, states: ['published', 'opened', 'evaluated', 'awarded'] },
    { text: 'Plain words', path: 'plain-words', act: burdenActs.checkWords, states: ['published', 'opened', 'evaluated', 'awarded'] },
    { text: 'Notices in the law’s order', path: 'notices', act: ocdsActs.viewPath, states: ['published', 'opened', 'evaluated', 'awarded', 'cancelled'] },
  ],
};

/** Who ranks first, and how a bid is passed over: known to rooms that come after selection. */
export const selectionPorts: SelectionPorts = {
  reservedStanding,
  // Where bids are judged without names, whoever judges sees no page that gives one away.
  isLockedOut: async (read, opportunityId, actor) => {
    if (await isLockedOut(read, opportunityId, actor)) return true;
    const judges = await read.selectFrom('assessor').select('id').where('about_kind', '=', 'opportunity').where('about_id', '=', opportunityId).where('person_id', '=', actor.personId).where('barred_at', 'is', null).executeTakeFirst();
    return judges !== undefined && namesHidden(read, opportunityId);
  },
  provisionalWinners: async (read, opportunityId) => {
    const results = await resultsOf(read, opportunityId);
    if (!results || !['evaluated', 'awarded'].includes(results.opportunity.state)) return [];
    return results.lots.flatMap(({ lot, result }) => result.bids.filter(({ rank }) => rank === 1).map(({ bidId }) => ({ bidId, lotId: lot?.id ?? null })));
  },
  passOver: async ({ tx }, bidId, reason) => {
    const award = await tx.selectFrom('award').select('id').where('bid_id', '=', bidId).where('state', '<>', 'withdrawn').executeTakeFirst();
    if (award) return refuse('award-first', 'An award of this bid is under way. Withdraw it first; then this can be recorded, and the next bid recommended.');
    const outcome = await setBidOutcome(tx, bidId, 'rejected', reason);
    return typeof outcome === 'string' ? null : outcome;
  },
};

/** Visits and surgeries of an opportunity: answers given there go to everyone who is bidding. */
export const opportunitySessions = bidderSessions(async (read, { about }) =>
  (await opportunityPorts.bidderContacts!(read, about.id)).map(({ bidId, personId, email }) => ({ personId, email, about: { kind: 'bid', id: bidId } })));

/** What may hold an award up, and what its contract carries over. Each room that has a say adds its own line. */
export const awardPorts: AwardPorts = {
  furtherObstacles: [callOffAwardObstacles, routeAwardObstacles, groupBidObstacles, twoBidsObstacles, lineageObstacles, priceObstacles, openPointsOfWinner, awardStanding, async (read, award) => startObstacles(read, award, londonDate(await readClock(read)))],
  holds: [holdCallOff],
  onConfirmed: [recordAwardedCallOff, carryPriceExplanation, carryIntoContract],
  onHeldUp: [requestWhatIsMissing],
};

/** Approvals that nobody but a leaver could decide: whoever takes them over is given the role. */
export const heldApprovals: HeldWork = {
  nouns: ['approval that nobody else can decide', 'approvals that nobody else can decide'],
  handOverAddress: '/people',
  count: async (read, personId, bodyId) => (await decidedByOneAlone(read, personId, bodyId)).length,
  inheritance: {
    key: 'approvals', hint: 'They are given the role that the approvals are asked of.',
    give: async ({ tx, actor }, { from, to, bodyId, reason }) => {
      const waiting = await decidedByOneAlone(tx, from, bodyId);
      for (const role of new Set(waiting)) {
        const granted = await grantRole(tx, { personId: to, role, scopeKind: 'body', scopeId: bodyId, grantedBy: actor.personId, reason });
        if (granted.kind === 'refused') return granted;
      }
      return allow(waiting.length);
    },
  },
};

/** A bidder's drafts, with the closing time that nobody may miss. */
export const owedBids: OwedWork = {
  title: 'Bids you have begun',
  list: async (read, actor, limit): Promise<Owed[]> => {
    const organisations = actor.holdings.filter((held) => held.scopeKind === 'organisation').map((held) => held.scopeId);
    const { rows } = await sql<{ id: string; title: string; closesAt: Date }>`
      select b.id, ${sql.raw(titleInStageSql('o'))} as title, o.closes_at as "closesAt" from bid b join opportunity o on o.id = b.opportunity_id
      where b.organisation_id = any(${organisations}::uuid[]) and b.state = 'draft' and o.state = 'published' and o.closes_at > wantsum_clock()
      order by o.closes_at, b.id limit ${limit}`.execute(read);
    return rows.map((row) => ({ words: `Finish and send your bid for ${row.title}`, dueAt: row.closesAt, address: `/bids/${row.id}` }));
  },
};

/** How long the names of leavers are kept, as each authority concerned has set it. */
export const retentionMonths = peopleKeptMonths;

/** Opportunities that have closed and wait for their openers. */
export const owedOpenings: OwedWork = {
  title: 'Bids to open',
  list: async (read, actor, limit): Promise<Owed[]> => {
    const bodies = actor.holdings.filter((held) => held.role === 'procurement-officer' && held.scopeKind === 'body').map((held) => held.scopeId);
    const { rows } = await sql<{ id: string; title: string; closesAt: Date }>`
      select o.id, ${sql.raw(titleInStageSql('o'))} as title, o.closes_at as "closesAt" from opportunity o
      where o.body_id = any(${bodies}::uuid[]) and o.state = 'published' and o.source = 'made' and o.closes_at <= wantsum_clock()
        and not exists (select 1 from bid_opening x where x.opportunity_id = o.id and x.opener_id = ${actor.personId})
      order by o.closes_at, o.id limit ${limit}`.execute(read);
    return rows.map((row) => ({ words: `Open the bids for ${row.title}, with another officer`, dueAt: row.closesAt, address: `/opportunities/${row.id}/opening` }));
  },
};

/** Staff who may transfer are told of in the terms, and counted with in the timetable. */
export function connectTime(): void {
  connectTimetable({ tupeFacts });
}

/** What the opening of bids asks of their evaluation. */
export function connectOpening(): void {
  connectPartners({ passOver: selectionPorts.passOver!, isLockedOut: selectionPorts.isLockedOut });
  connectBids({ ownBidWanting, writingGroup, openedGroups, namesHidden, qualityComplete, pricesToKeepSealed, toldBids, procurementEndSql, clearJudgements, drawResult: async (read, bidId) => html`${await drawReservedWarning(read, bidId)}${await drawBidResult(read, bidId)}` });
}

/** Imports that rooms after the first bring are taken back by them. */
export function connectImports(): void {
  connectUndo([spendUndo, grantsUndo]);
}

/** Reviews count as missed after the authority's own number of days, where it set one. */
export function connectSettings(): void {
  useReviewPlanner({
    frequencies: Object.entries(REVIEW_KINDS).map(([value, { words: text }]) => ({ value, text })),
    plan: async (tx, agreementId, plan) => void (await createReviewSchedule(tx, agreementId, { ...plan, frequencies: plan.frequencies as readonly Frequency[] })),
  });
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
