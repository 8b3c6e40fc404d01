import { z } from 'zod';
import { addMonths, formatDate, londonDate } from '#kernel/calendar-date';
import { decideMove } from '#kernel/machine';
import { refuse } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import { readClock } from '#platform/clock';
import { optionalWords, words } from '#opportunities';
import { keepPromise, makePromise } from '#parts/promises';
import { lawFrom } from '#policy';
import { PROVISIONAL_RULE } from '#agreements';
import { INTEREST_RULE } from './application.ts';
import { applicationReference, belongsTo } from './application.store.ts';
import { readArrangement, recordEvent } from './arrangement.store.ts';
import { arrangementsActs } from './arrangements.acts.ts';
import { NOT_THERE } from './building.store.ts';
import { REVIEW_PROMISE } from './decide.command.ts';
import { bringProvidersInStep } from './framework.store.ts';
import { MEMBER_MOVES, STATUS_WORDS, type MemberStatus } from './membership.ts';
import { lockMember, setStatus } from './membership.store.ts';
import { tellOrganisations } from './tell.store.ts';

const onMember = ({ memberId }: { readonly memberId: string }) => ({ kind: 'arrangement-member', id: memberId });

/** The early review of a provisional member: full status and no ceiling, a later review, or the end (DP-20). */
export const reviewMember = command({
  act: arrangementsActs.review,
  input: z.object({ memberId: z.string(), outcome: z.enum(['lift', 'extend', 'end'], 'Choose what follows from the review'), reason: words(4000, 'Say what the review found: the member is sent it') }),
  record: onMember,
  perform: async ({ tx, actor, services }, input) => {
    const member = await lockMember(tx, input.memberId);
    const arrangement = member && (await readArrangement(tx, member.arrangementId));
    if (!member || !arrangement) return NOT_THERE;
    if (await belongsTo(tx, actor, member.organisationId)) return refuse('own-organisation', 'You belong, or belonged, to this organisation, so somebody else must review it.', { rule: INTEREST_RULE });
    if (member.status !== 'provisional') return refuse('wrong-state', MEMBER_MOVES.lift.otherwise);
    const move = decideMove<MemberStatus, typeof MEMBER_MOVES>(MEMBER_MOVES, input.outcome, member.status, 'This membership', input.reason);
    if (move.kind === 'refused') return move;
    const now = await readClock(tx);
    const months = arrangement.provisional?.reviewMonths;
    if (input.outcome === 'extend' && months === undefined) return refuse('no-provisional', 'This arrangement has no provisional entry, so the time cannot be made longer.', { field: 'outcome' });
    const reviewDueOn = input.outcome === 'extend' ? addMonths(londonDate(now), months!) : undefined;
    await setStatus(tx, member, { status: move.value, reason: input.reason, ...(reviewDueOn ? { reviewDueOn } : {}) });
    const inStep = await bringProvidersInStep(tx, arrangement);
    if (inStep.kind === 'refused') return inStep;
    if (member.applicationId) {
      await keepPromise(tx, REVIEW_PROMISE, applicationReference(member.applicationId));
      if (reviewDueOn) {
        await makePromise(tx, { kind: REVIEW_PROMISE, about: applicationReference(member.applicationId), bodyId: arrangement.bodyId, owner: { role: 'procurement-officer' }, words: `Review ${member.organisationName}, provisional on ${arrangement.title}`, address: `/arrangements/${arrangement.id}/members`, startsAt: now, clock: 'months', count: months!, law: await lawFrom(tx), rule: PROVISIONAL_RULE });
      }
    }
    const sentence = { lift: 'is a full member now, with no ceiling', extend: `stays provisional until a review on ${reviewDueOn ? formatDate(reviewDueOn) : 'a later day'}`, end: 'is no longer a member' }[input.outcome];
    await recordEvent(tx, { arrangement, kind: 'status', organisationId: member.organisationId, words: `${member.organisationName} ${sentence}.`, by: actor.personId });
    await tellOrganisations(tx, [member.organisationId], { about: { kind: 'arrangement-member', id: member.id }, subject: `Your review: ${arrangement.title}`, text: `Your organisation was reviewed on “${arrangement.title}”: it ${sentence}.\n\n${input.reason}\n\n${services.config.siteUrl}/arrangements/${arrangement.id}\n` });
    return done({ arrangementId: arrangement.id }, { record: onMember(input), bodyId: arrangement.bodyId, before: { status: member.status, ceilingNetPence: member.ceilingNetPence }, after: { status: move.value, ...(reviewDueOn ? { reviewDueOn } : {}) }, reason: input.reason, rule: PROVISIONAL_RULE.sentence });
  },
});

/** Suspends a member, brings one back or ends a membership, with the reason. */
export const changeMemberStatus = command({
  act: arrangementsActs.changeStatus,
  input: z.object({ memberId: z.string(), move: z.enum(['suspend', 'restore', 'end'], 'Choose what to do'), reason: words(4000, 'Give the reason: the member is sent it') }),
  record: onMember,
  perform: async ({ tx, actor, services }, input) => {
    const member = await lockMember(tx, input.memberId);
    const arrangement = member && (await readArrangement(tx, member.arrangementId));
    if (!member || !arrangement) return NOT_THERE;
    if (await belongsTo(tx, actor, member.organisationId)) return refuse('own-organisation', 'You belong, or belonged, to this organisation, so somebody else must decide.', { rule: INTEREST_RULE });
    const move = decideMove(MEMBER_MOVES, input.move, member.status, 'This membership', input.reason);
    if (move.kind === 'refused') return move;
    await setStatus(tx, member, { status: move.value, reason: input.reason });
    const inStep = await bringProvidersInStep(tx, arrangement);
    if (inStep.kind === 'refused') return inStep;
    await recordEvent(tx, { arrangement, kind: 'status', organisationId: member.organisationId, words: `${member.organisationName}: ${STATUS_WORDS[move.value].toLowerCase()}.`, by: actor.personId });
    await tellOrganisations(tx, [member.organisationId], { about: { kind: 'arrangement-member', id: member.id }, subject: `Your membership: ${arrangement.title}`, text: `Your membership of “${arrangement.title}” has changed: ${STATUS_WORDS[move.value].toLowerCase()}.\n\n${input.reason}\n\n${services.config.siteUrl}/arrangements/${arrangement.id}\n` });
    return done({ arrangementId: arrangement.id }, { record: onMember(input), bodyId: arrangement.bodyId, before: { status: member.status }, after: { status: move.value }, reason: input.reason });
  },
});

/** A member leaves. Contracts it holds go on. */
export const leaveArrangement = command({
  act: arrangementsActs.leave,
  input: z.object({ memberId: z.string(), reason: optionalWords(2000) }),
  record: onMember,
  perform: async ({ tx, actor }, input) => {
    const member = await lockMember(tx, input.memberId);
    const arrangement = member && (await readArrangement(tx, member.arrangementId));
    if (!member || !arrangement) return NOT_THERE;
    const move = decideMove(MEMBER_MOVES, 'leave', member.status, 'This membership');
    if (move.kind === 'refused') return move;
    await setStatus(tx, member, { status: move.value, reason: input.reason });
    const inStep = await bringProvidersInStep(tx, arrangement);
    if (inStep.kind === 'refused') return inStep;
    if (member.applicationId) await keepPromise(tx, REVIEW_PROMISE, applicationReference(member.applicationId));
    await recordEvent(tx, { arrangement, kind: 'status', organisationId: member.organisationId, words: `${member.organisationName} left.`, by: actor.personId });
    return done({ arrangementId: arrangement.id }, { record: onMember(input), bodyId: arrangement.bodyId, before: { status: member.status }, after: { status: move.value }, ...(input.reason ? { reason: input.reason } : {}) });
  },
});
