import { z } from 'zod';
import { decimal, parseDecimal } from '#kernel/decimal';
import { idFrom, isId } from '#kernel/ids';
import { grossFromNet, netPence, parsePounds } from '#kernel/money';
import { allow, refuse, type Decision } from '#kernel/outcome';
import { command, done, type CommandContext } from '#platform/command/command';
import { optionalWords } from '#platform/typed-words';
import { peopleWith } from '#agreements';
import { askApprovals, contentHashOf, withdrawWaiting } from '#parts/approvals';
import { scaleById } from '#parts/assessments';
import { withdrawPromise } from '#parts/promises';
import { linkRecords } from '#parts/thread';
import { isLockedOut, layOutcomeOf, resultsOf, type LotResult, type Results } from '#evaluation';
import { AWARD_SUBJECT, awardApprovalSubject, awardSteps } from './award-approval.command.ts';
import { decideAwardMove, decideRecommendation, type LotLimit } from './award.ts';
import { tellBidders } from './tell-bidders.store.ts';
import type { Tx } from '#platform/database/connection';
import { awardsOf, insertAward, lockAward, lotLimitOf, markAwarded, moveAward, openLots, readAward, setLotState } from './award.store.ts';
import { closeBids } from './confirm-award.command.ts';
import { draftFeedback } from './feedback.ts';
import { replaceDrafts } from './feedback.store.ts';
import { awardsActs } from './awards.acts.ts';
import { ports } from './ports.ts';
import { provisionalWords } from './provisional.page.ts';
import { decideProvisional } from './provisional.store.ts';
import { decideUnhindered } from './unhindered.store.ts';

const gone = refuse('not-found', 'This is not there any more.');
const about = (id: string) => ({ kind: 'opportunity', id }) as const;

/** Recommends the first-ranked bid of a lot, drafts every bidder's feedback and asks those who must approve. */
export const recommendAward = command({
  act: awardsActs.recommend,
  input: z.object({
    opportunityId: z.string(), lot: z.string().refine((text) => text === 'whole' || isId(text), 'This lot is not there'),
    bidId: z.string().refine(isId, 'Choose a bid'), valueNet: z.string().trim(), vatPercent: z.string().trim(),
    limitApplied: optionalWords(5000).default(''),
    provisional: z.enum(['yes', 'no', ''], 'Say whether the award is provisional').default('no'), evidenceKind: z.string().default(''), evidence: optionalWords(5000).default(''), provisionalReason: optionalWords(5000).default(''),
    reasons: z.string().trim().min(1, 'Give the reasons for the award').max(10_000, 'The reasons must be 10,000 characters or fewer'),
    managerId: z.string().refine(isId, 'Choose a contract manager'), directorId: z.string().refine(isId, 'Choose a lead director'),
  }),
  record: ({ opportunityId }) => about(opportunityId),
  perform: async (context, input) => {
    const { tx, actor } = context;
    const found = await lotToAward(context, input.opportunityId, input.lot);
    if (found.kind === 'refused') return found;
    const { results, lot } = found.value;
    const { opportunity } = results;
    const winner = decideRecommendation(lot.result.bids, input.bidId, await limitFor(tx, results, input.limitApplied));
    if (winner.kind === 'refused') return winner;
    const tie = decideTie(results, lot);
    if (tie.kind === 'refused') return tie;
    const unhindered = await decideUnhindered(tx, { opportunityId: opportunity.id, lotId: lot.lot?.id ?? null, bidId: input.bidId, step: 'recommend' });
    if (unhindered.kind === 'refused') return unhindered;
    const value = readValue(lot, input);
    if (value.kind === 'refused') return value;
    const provisional = await decideProvisional(tx, { ...input, valueNetPence: value.value.valueNetPence });
    if (provisional.kind === 'refused') return provisional;
    const named = await decideNamed(context, opportunity.bodyId, input.managerId, input.directorId);
    if (named.kind === 'refused') return named;
    const { ocid } = await tx.selectFrom('opportunity').select('ocid').where('id', '=', opportunity.id).executeTakeFirstOrThrow();
    const total = lot.result.bids.find(({ bidId }) => bidId === input.bidId)!.total;
    const id = await insertAward(tx, { ...value.value, opportunityId: opportunity.id, lotId: lot.lot?.id ?? null, bidId: input.bidId, ocid, totalPoints: total.toString(), reasons: input.reasons, managerId: input.managerId, directorId: input.directorId, recommendedBy: actor.personId, limitApplied: input.limitApplied || null, provisional: provisional.value });
    const told = provisional.value && provisionalWords((await readAward(tx, id))!);
    await replaceDrafts(tx, opportunity.id, lot.lot?.id ?? null, draftFeedback({ result: lot.result, winnerBidId: input.bidId, agreed: results.agreed, questions: lot.questions, scaleMaximum: scaleById(opportunity.scaleId).maximum, lay: layOutcomeOf(results, lot), ...(told ? { provisional: told } : {}) }));
    await linkRecords(tx, about(opportunity.id), 'led to', { kind: 'award', id });
    await linkRecords(tx, { kind: 'bid', id: input.bidId }, 'led to', { kind: 'award', id });
    await askApprovals(context, { about: { kind: 'award', id }, subject: AWARD_SUBJECT, bodyId: opportunity.bodyId, steps: await awardSteps(tx, opportunity.bodyId, value.value.valueNetPence), contentHash: await awardApprovalSubject.contentHash(tx, id) });
    return done({ awardId: id }, {
      record: { kind: 'award', id }, bodyId: opportunity.bodyId, reason: input.reasons,
      after: { bidId: input.bidId, lotId: lot.lot?.id ?? null, ...value.value, points: total, managerId: input.managerId, directorId: input.directorId, ...(input.limitApplied ? { limitApplied: input.limitApplied } : {}), ...(provisional.value ? { provisional: provisional.value } : {}), resultHash: contentHashOf(lot.result) },
    });
  },
  afterRefusal: async (context, { opportunityId, lot, bidId }, refused) => {
    if (refused.code !== 'held-up') return;
    for (const ask of ports().onHeldUp) await ask(context, { opportunityId, lotId: lot === 'whole' ? null : lot, bidId, step: 'recommend' });
  },
});

/** Withdraws an award before its contract is made; the lot can then be awarded anew. */
export const withdrawAward = command({
  act: awardsActs.withdraw,
  input: z.object({ awardId: z.string(), reason: z.string().trim().max(5000, 'The reason must be 5,000 characters or fewer') }),
  record: ({ awardId }) => ({ kind: 'award', id: awardId }),
  perform: async ({ tx, actor }, { awardId, reason }) => {
    const award = await lockAward(tx, awardId);
    if (!award || (await isLockedOut(tx, award.opportunityId, actor))) return gone;
    const move = decideAwardMove('withdraw', award.state, reason);
    if (move.kind === 'refused') return move;
    await moveAward(tx, award, move.value);
    await withdrawWaiting(tx, { kind: 'award', id: awardId }, AWARD_SUBJECT);
    await withdrawPromise(tx, 'feedback', { kind: 'award', id: awardId });
    return done({ opportunityId: award.opportunityId }, { record: { kind: 'award', id: awardId }, bodyId: award.bodyId, before: { state: award.state }, after: { state: move.value }, reason });
  },
});

/** The tender's limit of lots as it bears on this recommendation: who has reached it, and who ranks first in how many. */
async function limitFor(tx: Tx, results: Results, applied: string): Promise<LotLimit | null> {
  const limit = results.lots.length > 1 ? await lotLimitOf(tx, results.opportunity.id) : null;
  if (!limit) return null;
  const won = countOf((await awardsOf(tx, results.opportunity.id)).filter(({ state }) => state !== 'withdrawn').map(({ bidId }) => bidId));
  return {
    ...limit, applied, reached: new Set([...won].filter(([, count]) => count >= limit.most).map(([bidId]) => bidId)),
    firstIn: countOf(results.lots.flatMap(({ result }) => result.bids.filter(({ rank }) => rank === 1).map(({ bidId }) => bidId))),
  };
}
const countOf = (ids: readonly string[]): ReadonlyMap<string, number> => ids.reduce((counts, id) => counts.set(id, (counts.get(id) ?? 0) + 1), new Map<string, number>());

/** A tie that the tender says is parted by drawing lots waits for the drawing: nobody picks. */
function decideTie({ opportunity }: Results, { result }: LotResult): Decision {
  if (result.tiedFirst.length === 0 || !opportunity.plan.tieRules.includes('drawing')) return allow();
  return refuse('tie', `${result.tiedFirst.join(' and ')} tie for first place, and the tender says that lots are drawn. Record the drawing first.`, { field: 'bidId', rule: { sentence: 'A tie is parted by the rules published with the criteria.', source: 'The tender' } });
}

/** Decides that a lot is not awarded, with the reason, which everyone who bid for it is told. */
export const declineLot = command({
  act: awardsActs.declineLot,
  input: z.object({ opportunityId: z.string(), lot: z.string().refine(isId, 'This lot is not there'), reason: z.string().trim().min(1, 'Give the reason').max(5000, 'The reason must be 5,000 characters or fewer') }),
  record: ({ opportunityId }) => about(opportunityId),
  perform: async (context, { opportunityId, lot, reason }) => {
    const { tx } = context;
    const found = await lotToAward(context, opportunityId, lot);
    if (found.kind === 'refused') return found;
    if (!(await setLotState(tx, lot, 'not-awarded', reason))) return gone;
    const { results, lot: declined } = found.value;
    const text = `Lot ${declined.lot!.number}, ${declined.lot!.title}, of “${results.opportunity.title}” is not awarded to anyone.\n\n${reason}`;
    await tellBidders(context, { opportunityId, lotId: lot, subject: `No award: ${results.opportunity.title}, lot ${declined.lot!.number}`, text, publicText: text });
    if ((await openLots(tx, opportunityId)) === 0) await closeBids(tx, await markAwarded(tx, opportunityId));
    return done({ opportunityId }, { record: about(opportunityId), bodyId: found.value.results.opportunity.bodyId, after: { lotId: lot, state: 'not-awarded' }, reason });
  },
});

/** The lot with its result, the opportunity locked, when it can be awarded now. */
async function lotToAward({ tx, actor }: CommandContext, opportunityId: string, lotId: string): Promise<Decision<{ results: Results; lot: LotResult }>> {
  await tx.selectFrom('opportunity').select('id').where('id', '=', opportunityId).forUpdate().execute();
  const results = (await isLockedOut(tx, opportunityId, actor)) ? null : await resultsOf(tx, opportunityId);
  const lot = results?.lots.find((one) => (one.lot?.id ?? 'whole') === lotId);
  if (!results || !lot) return gone;
  if (results.opportunity.state !== 'evaluated') return refuse('wrong-state', results.opportunity.state === 'awarded' ? 'This opportunity has been awarded.' : 'The evaluation must be complete before an award is recommended.');
  if (lot.lot && lot.lot.state !== 'open') return refuse('lot-decided', `Lot ${lot.lot.number} has been decided already.`);
  if ((await awardsOf(tx, opportunityId)).some((award) => award.state !== 'withdrawn' && (award.lot?.id ?? 'whole') === lotId)) return refuse('recommended-already', 'An award of this is under way. Withdraw it before you recommend another.');
  return { kind: 'allowed', value: { results, lot } };
}

/** The bid's own price, so that nothing is typed twice; a value is typed only where the bid named none. */
function readValue(lot: LotResult, input: { bidId: string; valueNet: string; vatPercent: string }): Decision<{ valueNetPence: bigint; valueGrossPence: bigint }> {
  const price = lot.bids.find(({ id }) => id === input.bidId)?.prices.find(({ lotId }) => lotId === (lot.lot?.id ?? null))?.netPence;
  const typed = input.valueNet === '' ? null : parsePounds(input.valueNet);
  if (typed && !typed.ok) return refuse('value', typed.why, { field: 'valueNet' });
  const net = price ?? typed?.pence;
  if (net === undefined) return refuse('value', 'Enter the value: this bid names no price', { field: 'valueNet' });
  if (net < 0n) return refuse('value', 'The value cannot be below zero', { field: 'valueNet' });
  if (price !== undefined && typed && typed.pence !== price) return refuse('value', 'The value is the price of the bid. Leave this empty.', { field: 'valueNet' });
  const vat = parseDecimal(input.vatPercent);
  if (!vat.ok || vat.value.isNegative() || vat.value.compare(decimal('100')) > 0) return refuse('vat', 'Enter the rate of VAT as a percentage from 0 to 100, like 20', { field: 'vatPercent' });
  return { kind: 'allowed', value: { valueNetPence: net, valueGrossPence: grossFromNet(netPence(net), vat.value) } };
}

async function decideNamed({ tx }: CommandContext, bodyId: string, managerId: string, directorId: string): Promise<Decision> {
  const managers = await peopleWith(tx, bodyId, 'contract-manager');
  if (!managers.some(({ id }) => id === idFrom(managerId))) return refuse('manager', 'Choose a contract manager of this authority', { field: 'managerId' });
  const directors = await peopleWith(tx, bodyId, 'lead-director');
  return directors.some(({ id }) => id === idFrom(directorId)) ? { kind: 'allowed', value: undefined } : refuse('director', 'Choose a lead director of this authority', { field: 'directorId' });
}
