import { z } from 'zod';
import { sumDecimals, type Decimal } from '#kernel/decimal';
import { formatInstant } from '#kernel/instant';
import { isId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import { readClock } from '#platform/clock';
import { arrangeSession, insertSlots, slotSetInput, slotsOfSet } from '#parts/sessions';
import { weigh } from '#parts/assessments';
import { mailWriters } from '#parties';
import { evaluationActs } from './evaluation.acts.ts';
import { inRound } from './evaluation.ts';
import { isLockedOut, lockOpportunity, panelState } from './evaluation.store.ts';
import { decideShortlist, MANAGER_MUST_COME, shortlist, visitsFor } from './meeting.ts';
import { insertInterviews, insertVisits, interviewOf, interviewsOf, shortlistOf, storeShortlist, visitTo, writeInterview, writeVisit } from './meeting.store.ts';
import { opportunityOfBid } from './panel-bid.store.ts';
import { resultsOf } from './results.store.ts';
import { day, optionalWords, words } from './typed-fields.ts';

const about = (id: string) => ({ kind: 'opportunity', id }) as const;
const bid = (id: string) => ({ kind: 'bid', id }) as const;
const gone = refuse('not-found', 'This is not there any more.');

/** Makes the shortlist as the tender says, from the agreed scores of the written answers, and with it the visits and their equal exercises. */
export const makeShortlist = command({
  act: evaluationActs.makeShortlist,
  input: z.object({ opportunityId: z.string(), newcomers: z.array(z.string().refine(isId, 'This bid is not there')).max(1000) }),
  record: ({ opportunityId }) => about(opportunityId),
  perform: async ({ tx, actor }, { opportunityId, newcomers }) => {
    const opportunity = await lockOpportunity(tx, opportunityId);
    if (!opportunity || (await isLockedOut(tx, opportunityId, actor))) return gone;
    const state = await panelState(tx, opportunityId);
    const meeting = inRound(state.questions, 'meeting');
    const decision = decideShortlist({ opportunityState: opportunity.state, pricesOpenedLate: opportunity.pricesOpenedAt !== null, meetingQuestions: meeting.length, paperModerated: state.paperModerated, made: state.bids.some(({ shortlisted }) => shortlisted !== null) });
    if (decision.kind === 'refused') return decision;
    const places = await standings(tx, opportunityId);
    const made = shortlist(places, opportunity.plan.shortlistCount);
    const isNew = new Set(newcomers);
    await storeShortlist(tx, opportunityId, made, isNew, actor.personId);
    const going = made.filter((place) => place.shortlisted);
    if (meeting.some(({ judgedBy }) => judgedBy === 'visit')) await insertVisits(tx, opportunityId, visitsFor(going.map(({ bidId }) => ({ bidId, hasService: !isNew.has(bidId) }))));
    return done({ shortlisted: going.length }, { record: about(opportunityId), bodyId: opportunity.bodyId, after: { shortlisted: going.map(({ bidId }) => bidId), of: made.length, newcomers } });
  },
});

/** Each bid's points for what was judged on paper; of several lots, its best. Prices do not come into it. */
export async function standings(tx: Parameters<typeof resultsOf>[0], opportunityId: string) {
  const results = await resultsOf(tx, opportunityId);
  if (!results) return [];
  const paper = new Set(weigh(results.criteria).filter(({ isLeaf, kind, judgedBy = 'answers' }) => isLeaf && kind !== 'price' && kind !== 'reach' && (judgedBy === 'answers' || judgedBy === 'past-performance')).map(({ id }) => id as string));
  const best = new Map<string, { readonly bidId: string; readonly name: string; readonly points: Decimal; readonly failed: readonly string[] }>();
  for (const { result } of results.lots) {
    for (const { bidId, name, criteria } of result.bids) {
      const own = criteria.filter(({ criterionId }) => paper.has(criterionId));
      const points = sumDecimals(own.map((one) => one.points));
      const failed = own.flatMap((one) => {
        const mark = results.criteria.find(({ id }) => id === one.criterionId)?.passPercent;
        return mark && one.percent.compare(mark) < 0 ? [`${one.name}: ${one.percent.toFixed(2)}%, below the pass mark of ${mark}%.`] : [];
      });
      const before = best.get(bidId);
      if (!before || (before.failed.length > 0 && failed.length === 0) || points.compare(before.points) > 0) best.set(bidId, { bidId, name, points, failed });
    }
  }
  return [...best.values()];
}

/** Invites everyone shortlisted to an interview: times to choose from, some online, and who must come (DP-17). */
export const arrangeInterviews = command({
  act: evaluationActs.arrangeInterviews,
  input: slotSetInput.extend({ opportunityId: z.string(), words: optionalWords(2000) }),
  record: ({ opportunityId }) => about(opportunityId),
  perform: async ({ tx, actor, services }, { opportunityId, words: said, ...set }) => {
    const opportunity = await lockOpportunity(tx, opportunityId);
    if (!opportunity || (await isLockedOut(tx, opportunityId, actor))) return gone;
    if (opportunity.state !== 'opened') return refuse('wrong-state', 'Interviews are held while the bids are evaluated.');
    const going = (await shortlistOf(tx, opportunityId)).filter(({ shortlisted }) => shortlisted);
    if (going.length === 0) return refuse('no-shortlist', 'Make the shortlist first.');
    if (!(await panelState(tx, opportunityId)).questions.some(({ judgedBy }) => judgedBy === 'interview')) return refuse('none', 'The tender judges nothing at an interview.');
    if ((await interviewsOf(tx, opportunityId)).length > 0) return refuse('arranged', 'The interviews are arranged already. Add times to them.');
    if (set.remoteLink === null) return refuse('no-remote', 'Give a link, so that nobody has to travel for a short talk. You may name a place as well.', { field: 'remoteLink' });
    const times = slotsOfSet(set, await readClock(tx));
    if (times.kind === 'refused') return times;
    const sessionId = await arrangeSession(tx, { about: about(opportunityId), bodyId: opportunity.bodyId, kind: 'interview', title: `Interviews for ${opportunity.title}`, words: `${MANAGER_MUST_COME}${said ? ` ${said}` : ''}`, audience: 'invited', createdBy: actor.personId });
    await insertSlots(tx, sessionId, times.value, set);
    await insertInterviews(tx, opportunityId, going.map(({ bidId }) => bidId), sessionId, actor.personId);
    await mailWriters(tx, going.map(({ bidId, organisationId }) => ({
      organisationIds: [organisationId], subject: `Invitation to an interview: ${opportunity.title}`, about: bid(bidId),
      text: `You are invited to an interview for “${opportunity.title}”. Times begin on ${formatInstant(times.value[0]!.startsAt)}.\n\n${MANAGER_MUST_COME}\n\nChoose a time, with one press:\n${services.config.siteUrl}/sessions/${sessionId}\n\nThen say who is coming.\n`,
    })));
    return done({ sessionId }, { record: about(opportunityId), bodyId: opportunity.bodyId, after: { invited: going.length, times: times.value.length, online: true } });
  },
});

/** Writes an interview up. From here it can be scored. Who came stands with its session. */
export const saveInterview = command({
  act: evaluationActs.writeInterview,
  input: z.object({ bidId: z.string(), notes: words(20_000, 'Write what was asked and said') }),
  record: ({ bidId }) => bid(bidId),
  perform: async ({ tx, actor }, { bidId, notes }) => {
    const opportunityId = await opportunityOfBid(tx, bidId);
    const opportunity = opportunityId === null ? null : await lockOpportunity(tx, opportunityId);
    if (!opportunity || !(await interviewOf(tx, bidId)) || (await isLockedOut(tx, opportunity.id, actor))) return gone;
    if (opportunity.state !== 'opened') return refuse('wrong-state', 'The evaluation is over, so notes can no longer be changed.');
    await writeInterview(tx, bidId, notes, actor.personId);
    return done({ opportunityId: opportunity.id }, { record: bid(bidId), bodyId: opportunity.bodyId, after: { writtenUp: true } });
  },
});

/** Arranges a visit or its equal exercise, and writes it up where there are notes. */
export const saveVisit = command({
  act: evaluationActs.writeVisit,
  input: z.object({ bidId: z.string(), place: words(300, 'Say where'), visitOn: day('Enter the day'), visitors: words(500, 'Say who goes'), notes: optionalWords(20_000) }),
  record: ({ bidId }) => bid(bidId),
  perform: async ({ tx, actor }, { bidId, ...given }) => {
    const opportunityId = await opportunityOfBid(tx, bidId);
    const opportunity = opportunityId === null ? null : await lockOpportunity(tx, opportunityId);
    const visit = await visitTo(tx, bidId);
    if (!opportunity || !visit || (await isLockedOut(tx, opportunity.id, actor))) return gone;
    if (opportunity.state !== 'opened') return refuse('wrong-state', 'The evaluation is over, so notes can no longer be changed.');
    if (visit.heldAt && given.notes === '') return refuse('notes', 'It has been written up: notes can be changed, not taken away.', { field: 'notes' });
    await writeVisit(tx, bidId, given, actor.personId);
    return done({ opportunityId: opportunity.id }, { record: bid(bidId), bodyId: opportunity.bodyId, after: { kind: visit.kind, visitOn: given.visitOn, writtenUp: given.notes !== '' } });
  },
});
