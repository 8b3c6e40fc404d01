import { sql } from 'kysely';
import { londonDate } from '#kernel/calendar-date';
import { formatPounds } from '#kernel/money';
import type { Decision } from '#kernel/outcome';
import { readClock } from '#platform/clock';
import type { CommandContext } from '#platform/command/command';
import type { Read, Tx } from '#platform/database/connection';
import { html, nothing, type Html } from '#platform/pages/html';
import { keyValue, scrollingTable } from '#platform/pages/presentation';
import type { AwardConfirmed, AwardInQuestion, AwardObstacle } from '#awards';
import { resultsOf } from '#evaluation';
import { invitationsOf, type DraftInQuestion, type FurtherTask, type Obstacle } from '#opportunities';
import { burdenOf } from '#parts/questions';
import { linkRecords } from '#parts/thread';
import { policyNote, policyValue } from '#policy';
import { decideCurrent } from './arrangement.ts';
import { arrangementReference, lockArrangement, readArrangement } from './arrangement.store.ts';
import { awardCallOff, callOffOf, callOffsOfCompetition, insertCallOff, type CallOff } from './call-off.store.ts';
import { decideWithinFramework } from './framework.store.ts';
import { decideCeiling, isActive, type Member } from './membership.ts';
import { callOffLines, membersOfLot } from './membership.store.ts';

/** Who of the lot is not invited yet. */
async function notInvited(read: Read, callOff: CallOff): Promise<string[]> {
  const invited = new Set((await invitationsOf(read, callOff.opportunityId!)).map(({ organisationId }) => organisationId as string));
  return (await membersOfLot(read, callOff.arrangementId, callOff.lotId)).filter(({ status, organisationId }) => isActive(status) && !invited.has(organisationId)).map(({ organisationName }) => organisationName);
}

/** A mini-competition goes out to all of its lot, on a page of questions, or not at all (DP-24). */
export async function miniCompetitionObstacles(read: Read, { opportunity, questions }: DraftInQuestion): Promise<readonly Obstacle[]> {
  const callOff = await callOffOf(read, opportunity.id);
  if (!callOff) return [];
  const missing = await notInvited(read, callOff);
  const policy = await policyValue(read, opportunity.bodyId, 'miniCompetition.mostPages', londonDate(await readClock(read)));
  const { pages } = burdenOf(questions);
  return [
    ...(missing.length > 0 ? [{ sentence: `${missing.length} ${missing.length === 1 ? 'provider' : 'providers'} of the lot ${missing.length === 1 ? 'is' : 'are'} not invited: ${missing.slice(0, 5).join(', ')}${missing.length > 5 ? ' and others' : ''}. Everyone in the lot is invited, never a chosen few.`, href: `/opportunities/${opportunity.id}/whole-lot` }] : []),
    ...(policy.value !== null && pages > policy.value ? [{ sentence: `The answers may come to ${pages} pages. A short competition asks for at most ${policy.value}: shorten the word limits or drop questions.`, task: 'questions' as const, rule: policyNote(policy) }] : []),
  ];
}

export async function miniCompetitionTasks(read: Read, { opportunity }: DraftInQuestion): Promise<readonly FurtherTask[]> {
  const callOff = await callOffOf(read, opportunity.id);
  if (!callOff) return [];
  const missing = await notInvited(read, callOff);
  return [{ text: 'Providers of the lot', hint: `${callOff.invited} invited, all from ${callOff.arrangementTitle}`, href: `/opportunities/${opportunity.id}/whole-lot`, status: missing.length === 0 ? 'ready' : 'to-do' }];
}

/** A provisional member is not awarded more than its ceiling (DP-20), nor is more called off in all than the framework's. */
export async function callOffAwardObstacles(read: Read, { opportunityId, bidId, lotId, step }: AwardInQuestion): Promise<readonly AwardObstacle[]> {
  if (step === 'publish') return [];
  const callOff = await callOffOf(read, opportunityId);
  if (!callOff) return [];
  const { rows } = await sql<{ organisationId: string; value: bigint | null }>`select b.organisation_id as "organisationId",
      coalesce((select w.value_net_pence from award w where w.bid_id = b.id and w.lot_id is not distinct from ${lotId}::uuid and w.state <> 'withdrawn' limit 1),
        (select p.price_net_pence from opened_price p where p.bid_id = b.id and p.lot_id is not distinct from ${lotId}::uuid)) as value from bid b where b.id = ${bidId}`.execute(read);
  const bid = rows[0];
  const member = bid && (await membersOfLot(read, callOff.arrangementId, callOff.lotId)).find(({ organisationId }) => organisationId === bid.organisationId);
  if (!bid || !member) return [{ sentence: 'This bidder is not a member of the lot any more.', href: `/arrangements/${callOff.arrangementId}/members` }];
  const decisions = await mayBeCalledOff(read, callOff, member, bid.value ?? 0n);
  return decisions.flatMap((one) => (one.decision.kind === 'allowed' ? [] : [{ sentence: one.decision.sentence, href: one.href, ...(one.decision.rule ? { rule: one.decision.rule } : {}) }]));
}

/** Before the contract of a mini-competition is made: the lock that every call-off takes, so that of two that together pass a ceiling the second is refused. */
export async function holdCallOff(tx: Tx, opportunityId: string): Promise<void> {
  const callOff = await callOffOf(tx, opportunityId);
  if (callOff) await lockArrangement(tx, callOff.arrangementId);
}

/** Everything that a call-off is held to: that its framework runs, that the member's own ceiling holds and that the framework's does. */
async function mayBeCalledOff(read: Read, { arrangementId }: CallOff, member: Member, valueNetPence: bigint): Promise<{ readonly decision: Decision; readonly href: string }[]> {
  const arrangement = (await readArrangement(read, arrangementId))!;
  return [
    { decision: decideCurrent(arrangement, londonDate(await readClock(read))), href: `/arrangements/${arrangementId}` },
    { decision: decideCeiling(member, await callOffLines(read, arrangementId, { organisationId: member.organisationId }), valueNetPence), href: `/arrangements/${arrangementId}/members` },
    { decision: await decideWithinFramework(read, arrangement, valueNetPence), href: `/arrangements/${arrangementId}#use` },
  ];
}

/** The contract of a mini-competition becomes a call-off, and the record freezes who was asked, who answered and what each scored. */
export async function recordAwardedCallOff({ tx, actor }: CommandContext, { opportunityId, bidId, awardId, agreementId }: AwardConfirmed): Promise<void> {
  const callOff = await callOffOf(tx, opportunityId);
  if (!callOff) return;
  const arrangement = (await readArrangement(tx, callOff.arrangementId))!;
  const results = await resultsOf(tx, opportunityId);
  const award = await tx.selectFrom('award').innerJoin('bid', 'bid.id', 'award.bid_id').innerJoin('agreement', (join) => join.on('agreement.id', '=', agreementId)).leftJoin('lot', 'lot.id', 'award.lot_id')
    .select(['award.value_net_pence', 'award.lot_id', 'lot.number', 'bid.organisation_id', 'agreement.title']).where('award.id', '=', awardId).where('bid.id', '=', bidId).executeTakeFirstOrThrow();
  const judged = results?.lots.find(({ lot }) => (lot?.id ?? null) === award.lot_id);
  const scores = (judged?.result.bids ?? []).map(({ name, total, rank }) => ({ name, total: total.toFixed(2), rank }));
  // A further contract of one competition, for another of its lots, is a line of its own: what was called off is added up by line.
  const id = callOff.state === 'open' ? callOff.id : await insertCallOff(tx, { arrangementId: arrangement.id, reference: `${callOff.reference}-lot-${award.number ?? ''}`, lotId: callOff.lotId, method: 'mini-competition', title: award.title, opportunityId, ruleWords: callOff.ruleWords, createdBy: actor.personId });
  await awardCallOff(tx, id, { title: award.title, organisationId: award.organisation_id, valueNetPence: award.value_net_pence, agreementId, awardId, invited: callOff.invited, replied: callOff.replied, scores });
  await sql`update agreement set kind = 'call-off', parent_id = ${arrangement.agreementId}, updated_at = wantsum_clock() where id = ${agreementId}`.execute(tx);
  await linkRecords(tx, arrangementReference(callOff.arrangementId), 'led to', { kind: 'agreement', id: agreementId });
}

/** What the record of a mini-competition says of it: how many were asked, how many answered, who won and with which scores. */
export async function drawCallOff(read: Read, opportunityId: string): Promise<Html> {
  const [first, ...further] = await callOffsOfCompetition(read, opportunityId);
  return first ? html`${callOffFacts(first)}${further.map(winnerFacts)}` : nothing;
}

const callOffFacts = (callOff: CallOff): Html => html`<h2 class="govuk-heading-m">The short competition</h2>
<p class="govuk-body">This work is offered to every provider of its lot on <a class="govuk-link" href="/arrangements/${callOff.arrangementId}">${callOff.arrangementTitle}</a>.</p>
${keyValue([{ key: 'Invited', value: callOff.invited }, { key: 'Replied', value: callOff.state === 'open' && callOff.replied === 0 ? 'Known once the bids are opened' : callOff.replied }])}
${winnerFacts(callOff)}`;

/** Who won one contract of it, and with which scores; nothing before the award. */
const winnerFacts = (callOff: CallOff): Html => html`${callOff.state === 'awarded' && keyValue([{ key: 'Winner', value: callOff.organisationName }, { key: 'Contract', value: callOff.title }, callOff.valueNetPence !== null && { key: 'Value', value: `${formatPounds(callOff.valueNetPence)} excluding VAT` }])}
${callOff.scores !== null && callOff.scores.length > 0 && scrollingTable({
  caption: `Scores for ${callOff.title}`, firstCellIsHeader: true, head: [{ text: 'Provider' }, { text: 'Points of 100', format: 'numeric' }, { text: 'Rank', format: 'numeric' }],
  rows: callOff.scores.map(({ name, total, rank }) => [{ text: name }, { text: total, format: 'numeric' }, { text: rank === null ? 'Not ranked' : String(rank), format: 'numeric' }]),
})}`;
