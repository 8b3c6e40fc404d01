import { daysBetween, type CalendarDate } from '#kernel/calendar-date';
import type { BodyId, Id } from '#kernel/ids';
import type { Moves } from '#kernel/machine';
import { allow, refuse, type Decision } from '#kernel/outcome';
import { qualifyingPlannedNoticeWindow, type Law } from '#law';

export type EarlyNoticeState = 'draft' | 'published' | 'withdrawn';

export const EARLY_NOTICE_MOVES = {
  publish: { from: ['draft'], to: 'published', otherwise: 'This early notice has been published already.' },
  withdraw: { from: ['published'], to: 'withdrawn', reasonNeeded: true, otherwise: 'Only an early notice that is published can be withdrawn.' },
} as const satisfies Moves<EarlyNoticeState>;

export const EARLY_NOTICE_CODES = { UK3: 'Planned procurement: a tender is coming', UK2: 'Preliminary market engagement: we want to talk first' } as const;
export type EarlyNoticeCode = keyof typeof EARLY_NOTICE_CODES;

/** What is coming, told early, so that partners and supply chains can form (PL-26). */
export interface EarlyNotice {
  readonly id: Id<'early_notice'>;
  readonly reference: string;
  readonly bodyId: BodyId;
  readonly bodyName: string;
  readonly code: EarlyNoticeCode;
  readonly title: string;
  readonly scope: string;
  readonly category: 'services' | 'goods' | 'works';
  readonly cpvCodes: readonly string[];
  readonly areaCodes: readonly string[];
  readonly valueLowNetPence: bigint | null;
  readonly valueHighNetPence: bigint | null;
  readonly lotsWords: string;
  readonly expectedOn: CalendarDate | null;
  readonly state: EarlyNoticeState;
  readonly publishedAt: Date | null;
  readonly withdrawnReason: string | null;
}

/** Scope, size, lots and date: all four are said, or nobody can plan by it. */
export function decideEarlyPublication(notice: Pick<EarlyNotice, 'state' | 'scope' | 'valueHighNetPence' | 'lotsWords' | 'expectedOn'>, today: CalendarDate): Decision {
  if (notice.state !== 'draft') return refuse('wrong-state', EARLY_NOTICE_MOVES.publish.otherwise);
  const missing = [
    notice.scope.trim() === '' && 'Say what will be wanted.', notice.valueHighNetPence === null && 'Say how large it may be.',
    notice.lotsWords.trim() === '' && 'Say which lots are expected, or that there are none.', notice.expectedOn === null && 'Say when the advert is expected.',
    notice.expectedOn !== null && notice.expectedOn <= today && 'The advert must be expected on a day to come.',
  ].filter((sentence) => sentence !== false);
  const [first, ...more] = missing;
  return first ? refuse('not-ready', first, { more: more.map((sentence) => ({ sentence })) }) : allow();
}

/** Whether a planned procurement notice makes the minimum tendering period shorter, as the law rows say (PA 2023 s.15): not too soon before the advert, nor too long. */
export function qualifies(notice: Pick<EarlyNotice, 'code' | 'state'> & { readonly publishedOn: CalendarDate | null }, advertOn: CalendarDate, law: Law): boolean {
  if (notice.code !== 'UK3' || notice.state !== 'published' || notice.publishedOn === null) return false;
  const { earliest, latest } = qualifyingPlannedNoticeWindow(notice.publishedOn, law);
  return advertOn >= earliest && advertOn <= latest;
}

/** "45 days since it was published". */
export const daysSince = (publishedOn: CalendarDate, today: CalendarDate): number => daysBetween(publishedOn, today);
