import { londonDate, londonInstant, type CalendarDate } from '#kernel/calendar-date';
import type { AwardInQuestion, AwardObstacle } from '#awards';
import { askingFor, type DraftInQuestion, type FurtherTask, type Obstacle } from '#opportunities';
import type { OwedWork } from '#parties';
import { policyValue, reachesPolicy } from '#policy';
import type { Read } from '#platform/database/connection';
import type { Module } from '#platform/module';
import { nothing, type Html } from '#platform/pages/html';
import { clauseObstacle, NO_SILENT_ACCEPTANCE, ONE_SIDED_RULE } from './clause.ts';
import { termsActs } from './terms.acts.ts';
import { FACTS_REQUEST } from './facts-request.commands.ts';
import { factsRequestRoutes } from './facts-request.routes.ts';
import { openRequestsTo } from './facts-request.store.ts';
import { termsRoutes } from './terms.routes.ts';
import { CLAUSE_POINT, clausesOf, latestPack, legalStanding, pointsOf, tupeStatement } from './terms.store.ts';
import { planningView, TUPE_RULE, tupeObstacle } from './tupe.ts';
import { termsSection } from './tupe.page.ts';

/** The draft contract and the staff who may transfer. See README.md. */
export { amendClause, answerPoint, oneSidedTermsApproval, putTermsForward, raisePoint, removeClause, saveClause } from './draft-contract.commands.ts';
export { askForFacts, giveFacts } from './facts-request.commands.ts';
export { receivePack, releasePack, stateTupe } from './tupe.commands.ts';
export { termsActs } from './terms.acts.ts';

/** What stands in the way of publishing: one-sided clauses that legal has not agreed, and a TUPE statement or pack that is missing. */
export async function termsObstacles(read: Read, { opportunity, now }: DraftInQuestion): Promise<readonly Obstacle[]> {
  const clauses = await clausesOf(read, opportunity.id);
  const oneSided = clauseObstacle(clauses, (await legalStanding(read, opportunity.id)).standing === 'agreed');
  const tupe = tupeObstacle((await tupeStatement(read, opportunity.id))?.says ?? null, (await latestPack(read, opportunity.id)) !== null, await isTupeDemanded(read, opportunity, now));
  return [
    ...(oneSided ? [{ sentence: oneSided, href: `/opportunities/${opportunity.id}/contract-clauses`, rule: ONE_SIDED_RULE }] : []),
    ...(tupe ? [{ sentence: tupe, href: `/opportunities/${opportunity.id}/tupe`, rule: TUPE_RULE }] : []),
  ];
}

/** Goods bring no staff. For services and works the authority says from which value a statement is needed. */
async function isTupeDemanded(read: Read, { bodyId, category, valueNetPence: net, valueGrossPence: gross }: DraftInQuestion['opportunity'], now: Date): Promise<boolean> {
  if (category === 'goods' || net === null || gross === null) return false;
  const { value } = await policyValue(read, bodyId, 'tupe.statementFrom', londonDate(now));
  return value !== null && reachesPolicy(value, { net, gross });
}

/** The two tasks on the page on which an opportunity is built. */
export async function termsTasks(read: Read, draft: DraftInQuestion): Promise<readonly FurtherTask[]> {
  const { id } = draft.opportunity;
  const blocked = new Set((await termsObstacles(read, draft)).map(({ href }) => href));
  const [contract, tupe] = [`/opportunities/${id}/contract-clauses`, `/opportunities/${id}/tupe`];
  return [
    { text: 'Draft contract', hint: 'Clauses in plain words and in full, open to questions', href: contract, status: blocked.has(contract) ? 'to-do' : (await clausesOf(read, id)).length > 0 ? 'ready' : 'optional', after: 'questions' },
    { text: 'Staff who may transfer (TUPE)', hint: 'What bidders must know of staff and pensions', href: tupe, status: blocked.has(tupe) ? 'to-do' : (await tupeStatement(read, id)) ? 'ready' : 'optional', after: 'questions' },
  ];
}

/** What planning counts with: said and given to bidders here, and nowhere else. */
export async function tupeFacts(read: Read, opportunityId: string): Promise<{ readonly answer: 'unknown' | 'no' | 'yes'; readonly words: string; readonly posts: number | null; readonly factsOn: CalendarDate | null }> {
  const [statement, pack] = [await tupeStatement(read, opportunityId), await latestPack(read, opportunityId)];
  return { ...planningView(statement), posts: pack?.posts.length ?? null, factsOn: pack?.factsOfOn ?? null };
}

/** What a supplier's home says: facts about its staff that it was asked for. */
export const owedFacts: OwedWork = {
  title: 'Facts about your staff',
  list: async (read, actor, limit) => (await openRequestsTo(read, askingFor(actor))).slice(0, limit).map(({ id, bodyName, answerBy }) => ({ words: `Give ${bodyName} the facts about your staff (TUPE)`, dueAt: londonInstant(answerBy, '23:59'), address: `/tupe-requests/${id}` })),
};

/** What the opportunity's own page says of the contract and of staff. */
export async function drawTerms(read: Read, opportunityId: string): Promise<Html> {
  const [clauses, statement, pack] = [await clausesOf(read, opportunityId), await tupeStatement(read, opportunityId), await latestPack(read, opportunityId)];
  return clauses.length === 0 && !statement ? nothing : termsSection(opportunityId, clauses, statement, pack);
}

/** The winner's contract waits for the answer to each point that it raised in time. */
export async function openPointsOfWinner(read: Read, { opportunityId, bidId, step }: AwardInQuestion): Promise<readonly AwardObstacle[]> {
  if (step !== 'confirm') return [];
  const bid = await read.selectFrom('bid').select('organisation_id').where('id', '=', bidId).executeTakeFirst();
  const open = bid ? (await pointsOf(read, opportunityId, bid.organisation_id)).filter(({ state }) => state === 'open') : [];
  return open.map(({ id, clauseNumber, number }) => ({ sentence: `This bidder’s point ${number} on clause ${clauseNumber} of the draft contract is not answered. Answer it first.`, rule: NO_SILENT_ACCEPTANCE, href: `/clause-points/${id}` }));
}

export const termsModule: Module = {
  name: 'terms',
  acts: termsActs,
  kinds: [{
    kind: CLAUSE_POINT, noun: 'point on the draft contract', table: 'case_record', scopes: { body: 'r.body_id', organisation: 'r.raised_for_organisation' },
    title: `'Point ' || r.number || ' on the draft contract'`, address: (id) => `/clause-points/${id}`, viewAct: termsActs.viewPoint.name,
  }, {
    kind: FACTS_REQUEST, noun: 'question about staff who may transfer', table: 'tupe_request', scopes: { body: '(select o.body_id from opportunity o where o.id = r.opportunity_id)', organisation: 'r.organisation_id' },
    title: `'Facts about staff who may transfer'`, address: (id) => `/tupe-requests/${id}`, viewAct: termsActs.viewRequest.name,
  }],
  routes: [termsRoutes, factsRequestRoutes],
};
