import type { CalendarDate } from '#kernel/calendar-date';
import type { Decimal } from '#kernel/decimal';
import type { Id, OrganisationId } from '#kernel/ids';
import type { Moves } from '#kernel/machine';
import { allow, refuse, type Decision } from '#kernel/outcome';
import { decideWithinCeiling } from '#agreements';
import type { CallOffRule } from './arrangement-kinds.ts';

export type MemberStatus = 'provisional' | 'full' | 'suspended' | 'left' | 'ended';

export const MEMBER_MOVES = {
  lift: { from: ['provisional'], to: 'full', reasonNeeded: true, otherwise: 'Only a provisional member is reviewed.' },
  extend: { from: ['provisional'], to: 'provisional', reasonNeeded: true, otherwise: 'Only a provisional member is reviewed.' },
  suspend: { from: ['full'], to: 'suspended', reasonNeeded: true, otherwise: 'Only a full member can be suspended. A provisional one is reviewed.' },
  restore: { from: ['suspended'], to: 'full', reasonNeeded: true, otherwise: 'Only a suspended member can be brought back.' },
  end: { from: ['provisional', 'full', 'suspended'], to: 'ended', reasonNeeded: true, otherwise: 'This membership is over already.' },
  leave: { from: ['provisional', 'full', 'suspended'], to: 'left', otherwise: 'This membership is over already.' },
} as const satisfies Moves<MemberStatus>;
export type MemberMove = keyof typeof MEMBER_MOVES;

export const STATUS_WORDS: Readonly<Record<MemberStatus, string>> = { provisional: 'Provisional', full: 'Full', suspended: 'Suspended', left: 'Left', ended: 'Ended' };
/** Those who are invited and may be called off. */
export const isActive = (status: MemberStatus): boolean => status === 'provisional' || status === 'full';

export interface Member {
  readonly id: Id<'arrangement_member'>;
  readonly arrangementId: string;
  readonly lotId: string | null;
  readonly organisationId: OrganisationId;
  readonly organisationName: string;
  readonly applicationId: string | null;
  readonly status: MemberStatus;
  readonly ceilingNetPence: bigint | null;
  readonly reviewDueOn: CalendarDate | null;
  readonly points: Decimal | null;
  readonly statusReason: string;
  readonly joinedAt: Date;
}

/** A call-off that has been made. */
export interface CallOffLine {
  readonly organisationId: string;
  readonly valueNetPence: bigint;
  readonly awardedAt: Date;
}

/** May so much more be called off from this member? A provisional one has a ceiling on all that it is given before its review (DP-20). */
export function decideCeiling(member: Pick<Member, 'status' | 'ceilingNetPence' | 'reviewDueOn' | 'organisationName'>, before: readonly CallOffLine[], valueNetPence: bigint): Decision {
  if (member.status === 'suspended') return refuse('suspended', `${member.organisationName} is suspended, so nothing can be called off from it.`, { field: 'organisationId' });
  if (!isActive(member.status)) return refuse('not-member', `${member.organisationName} is no longer a member.`, { field: 'organisationId' });
  if (member.status !== 'provisional' || member.ceilingNetPence === null) return allow();
  const alreadyNetPence = before.reduce((sum, line) => sum + line.valueNetPence, 0n);
  return decideWithinCeiling({ ...member, ceilingNetPence: member.ceilingNetPence }, { alreadyNetPence, valueNetPence, given: 'called off', field: 'value' });
}

/**
 * Whose turn it is for work given without a competition, by the arrangement's own published rule.
 * @param made call-offs made in the lot, in any order
 */
export function nextInTurn(rule: CallOffRule, members: readonly Member[], made: readonly CallOffLine[]): Decision<readonly Member[]> {
  const active = members.filter(({ status }) => isActive(status));
  if (rule === 'mini-competition') return refuse('competition-only', 'The published rule is that every piece of work is offered to all providers of the lot. Hold a short competition.');
  if (active.length === 0) return refuse('no-members', 'No provider can be called off here.');
  if (rule === 'ranked') return allow([...active].sort((one, other) => comparePoints(other, one) || byJoining(one, other)));
  const lastHad = (member: Member): number => Math.max(0, ...made.filter(({ organisationId }) => organisationId === member.organisationId).map(({ awardedAt }) => awardedAt.getTime()));
  return allow([...active].sort((one, other) => lastHad(one) - lastHad(other) || byJoining(one, other)));
}

/** May this member be given the work, when others come before it? Only where each of those turned it down. */
export function decideTurn(order: readonly Member[], chosenId: string, passedOver: string): Decision<Member> {
  const chosen = order.find(({ organisationId }) => organisationId === chosenId);
  if (!chosen) return refuse('not-member', 'Choose a provider of this lot.', { field: 'organisationId' });
  const before = order.slice(0, order.indexOf(chosen));
  if (before.length === 0 || passedOver.trim() !== '') return allow(chosen);
  return refuse('not-next', `By the published rule ${before.map(({ organisationName }) => organisationName).join(' and ')} ${before.length === 1 ? 'comes' : 'come'} first. Say that ${before.length === 1 ? 'it was' : 'they were'} asked and why ${before.length === 1 ? 'it does' : 'they do'} not take this work.`, { field: 'passedOver' });
}

const comparePoints = (one: Member, other: Member): number => {
  if (one.points === null || other.points === null) return Number(one.points !== null) - Number(other.points !== null);
  return one.points.compare(other.points);
};
const byJoining = (one: Member, other: Member): number => one.joinedAt.getTime() - other.joinedAt.getTime() || (one.id < other.id ? -1 : 1);
