import { londonDate } from '#kernel/calendar-date';
import { formatPounds } from '#kernel/money';
import { refuse, type Refused } from '#kernel/outcome';
import { isLockedOut } from '#evaluation';
import type { Role } from '#platform/access/roles';
import type { CommandContext } from '#platform/command/command';
import type { Read } from '#platform/database/connection';
import { readClock } from '#platform/clock';
import { contentHashOf, type ApprovalStepAsked, type ApprovalSubject } from '#parts/approvals';
import { makePromise } from '#parts/promises';
import { bandFor, lawFrom, policyNote, policyValue } from '#policy';
import { FEEDBACK_RULE } from './feedback.ts';
import { titleWithStage } from './publish-award.command.ts';
import { lockAward, moveAward, readAward, type Award } from './award.store.ts';

export const AWARD_SUBJECT = 'award';

/** What is approved, exactly: another winner, value or name is another award, and so is one that is provisional on other terms. */
const hashOf = (award: Award): string => contentHashOf([award.bidId, award.lot?.id ?? null, award.valueNetPence, award.valueGrossPence, award.managerId, award.directorId, award.reasons, ...(award.provisional ? [award.provisionalCeilingNetPence, award.provisional] : [])]);

/** Who signs off an award of this value, by the body's policy on the day; a lead director where it has set nobody. */
export async function awardSteps(read: Read, bodyId: string, valueNetPence: bigint): Promise<readonly ApprovalStepAsked[]> {
  const policy = await policyValue(read, bodyId, 'award.approvals', londonDate(await readClock(read)));
  const role: Role | undefined = policy.value ? bandFor(policy.value, valueNetPence)?.role : undefined;
  if (role) return [{ role, rule: policyNote(policy) }];
  return [{ role: 'lead-director', rule: { sentence: `No policy says who signs off an award of ${formatPounds(valueNetPence)}, so a lead director does: nobody approves an award alone.`, source: policyNote(policy).source } }];
}

/** Registered with the part `approvals` in `app.ts`. */
export const awardApprovalSubject: ApprovalSubject = {
  subject: AWARD_SUBJECT,
  aboutKind: 'award',
  words: 'the award',
  title: async (read, awardId) => {
    const award = await readAward(read, awardId);
    return award ? titleWithStage(award) : '';
  },
  hold: lockAward,
  contentHash: async (read, awardId) => {
    const award = await readAward(read, awardId);
    return award ? hashOf(award) : null;
  },
  address: (awardId) => `/awards/${awardId}`,
  barred: interestOf,
  agreed: async (context, awardId) => {
    const award = await lockAward(context.tx, awardId);
    if (award?.state !== 'recommended') return;
    await moveAward(context.tx, award, 'approved');
    await promiseFeedback(context, award);
  },
};

/** Whoever writes or advises for one of the bidders, or declared an interest as an assessor, does not agree to the award. */
async function interestOf({ tx, actor }: CommandContext, awardId: string): Promise<Refused | null> {
  const award = await readAward(tx, awardId);
  if (!award) return null;
  if (await isLockedOut(tx, award.opportunityId, actor)) return refuse('interest', 'You declared an interest in this opportunity or were locked out of it, so somebody else must decide.');
  const theirs = actor.holdings.flatMap(({ scopeKind, scopeId }) => (scopeKind === 'organisation' && scopeId !== null ? [scopeId] : []));
  if (theirs.length === 0) return null;
  const bid = await tx.selectFrom('bid').select('id').where('opportunity_id', '=', award.opportunityId).where('organisation_id', 'in', theirs).where('state', '<>', 'draft').executeTakeFirst();
  return bid ? refuse('interest', 'You act for an organisation that bid here, so somebody else must decide.') : null;
}

/** From the decision the clock for feedback runs, where the authority has promised a time (DP-30). */
async function promiseFeedback({ tx }: CommandContext, award: Award): Promise<void> {
  const now = await readClock(tx);
  const { value } = await policyValue(tx, award.bodyId, 'feedback.withinDays', londonDate(now));
  if (value === null) return;
  await makePromise(tx, {
    kind: 'feedback', about: { kind: 'award', id: award.id }, bodyId: award.bodyId, owner: { role: 'procurement-officer' }, words: `Give feedback to the bidders of ${award.titleInStage}`,
    address: `/awards/${award.id}/feedback`, startsAt: now, clock: value.counted === 'working' ? 'workingDaysAnyUkHoliday' : 'calendarDay1IsNextDay', count: value.count, law: await lawFrom(tx), rule: FEEDBACK_RULE,
  });
}
