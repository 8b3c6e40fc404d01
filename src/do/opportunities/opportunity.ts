import { daysBetween, londonDate, type CalendarDate } from '#kernel/calendar-date';
import type { BodyId, Id, PersonId } from '#kernel/ids';
import { formatInstant } from '#kernel/instant';
import type { Moves } from '#kernel/machine';
import type { GrossPence, NetPence } from '#kernel/money';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { PackId, Regime } from '#law';
import type { PriceFormula } from '#parts/assessments';
import type { ReservationKind } from '#routes';
import type { PlatformPublication } from '#parts/notices';

export type OpportunityId = Id<'opportunity'>;
export type OpportunityState = 'draft' | 'published' | 'opened' | 'evaluated' | 'awarded' | 'cancelled';
export type Category = 'services' | 'goods' | 'works';

/** The life of an opportunity. Opening belongs to bids, evaluating to evaluation, awarding to awards; closing is read from the clock, never a state. */
export const OPPORTUNITY_MOVES = {
  publish: { from: ['draft'], to: 'published', otherwise: 'This opportunity has been published already.' },
  open: { from: ['published'], to: 'opened' },
  evaluate: { from: ['opened'], to: 'evaluated' },
  award: { from: ['evaluated'], to: 'awarded' },
  cancel: { from: ['published', 'opened', 'evaluated'], to: 'cancelled', reasonNeeded: true, otherwise: 'Only an opportunity that is published and not yet awarded can be cancelled.' },
} as const satisfies Moves<OpportunityState>;

/** The law it was pinned to when it was published. */
export interface PinnedOpportunityLaw {
  readonly packId: PackId;
  readonly version: string;
  readonly regime: Regime;
  readonly commencedOn: CalendarDate;
  readonly aboveThreshold: boolean | null;
}

export interface Opportunity {
  readonly id: OpportunityId;
  readonly reference: string;
  readonly ocid: string | null;
  readonly bodyId: BodyId;
  readonly bodyName: string;
  readonly exerciseId: Id<'exercise'> | null;
  readonly specificationId: Id<'specification'> | null;
  readonly route: string;
  /** Which stage of its route, from 1. A later stage follows the earlier opportunity. */
  readonly stage: number;
  readonly followsId: OpportunityId | null;
  readonly arrangementId: string | null;
  /** Who may answer. One for the invited is read by them and by staff alone; its existence may be public. */
  readonly audience: 'anyone' | 'invited';
  readonly existencePublic: boolean;
  /** For whom it is reserved; empty for nobody in particular. Several only below the threshold (`decideCombination`). */
  readonly reservedTo: readonly ReservationKind[];
  readonly reservationReason: string | null;
  readonly reservationAreaCodes: readonly string[];
  /** The answer to the question before a health service is routed; null until it is asked. */
  readonly healthCare: 'no' | 'mixed-outside' | null;
  readonly healthCareReason: string | null;
  readonly title: string;
  readonly summary: string;
  readonly description: string;
  readonly category: Category;
  readonly cpvCodes: readonly string[];
  readonly areaCodes: readonly string[];
  readonly lightTouch: boolean;
  readonly suitableForSme: boolean;
  readonly suitableForVcse: boolean;
  readonly valueNetPence: NetPence | null;
  readonly valueGrossPence: GrossPence | null;
  readonly startsOn: CalendarDate | null;
  readonly endsOn: CalendarDate | null;
  readonly extensionMonths: number;
  readonly state: OpportunityState;
  readonly law: PinnedOpportunityLaw | null;
  readonly platform: PlatformPublication | null;
  readonly expectedOn: CalendarDate | null;
  readonly publishedAt: Date | null;
  readonly clarificationsUntil: Date | null;
  readonly closesAt: Date | null;
  readonly lateBids: 'refuse' | 'record-unread';
  readonly openersNeeded: number;
  readonly priceFormula: PriceFormula | null;
  readonly priceBenchmarkPence: bigint | null;
  readonly scaleId: string;
  readonly readingConfirmed: boolean;
  /** The most lots that one bidder may win, the most it may tender for, and which it wins when it leads more. */
  readonly lotsPerBidder: number | null;
  readonly lotsTenderedPerBidder: number | null;
  readonly lotsLimitMechanism: string | null;
  readonly cancelledReason: string | null;
  readonly cancelledMidBid: { readonly drafting: number; readonly submitted: number } | null;
  readonly cancelProposal: { readonly reason: string; readonly at: Date } | null;
  readonly source: 'made' | 'imported';
  readonly createdBy: PersonId | null;
}

export interface Lot {
  readonly id: Id<'lot'>;
  readonly number: number;
  readonly title: string;
  readonly description: string;
  readonly areaCodes: readonly string[];
  readonly valueNetPence: bigint | null;
  readonly state: 'open' | 'withdrawn' | 'awarded' | 'not-awarded';
  readonly stateReason: string | null;
}

/** What a visitor asks first: can I still answer? Read from the clock at every look. */
export type OpportunityStatus = 'draft' | 'coming' | 'open' | 'closed' | 'awarded' | 'cancelled';

export function statusOf(opportunity: Pick<Opportunity, 'state' | 'closesAt' | 'expectedOn'>, now: Date): OpportunityStatus {
  switch (opportunity.state) {
    case 'draft': return opportunity.expectedOn ? 'coming' : 'draft';
    case 'cancelled': return 'cancelled';
    case 'awarded': return 'awarded';
    default: return opportunity.state === 'published' && opportunity.closesAt !== null && now < opportunity.closesAt ? 'open' : 'closed';
  }
}

/** Weights, questions and scoring guide are fixed and public from publication (DP-12). */
export const decideDraftEdit = (opportunity: Pick<Opportunity, 'state'>): Decision =>
  opportunity.state === 'draft'
    ? allow()
    : refuse('fixed', 'This opportunity is published. Its criteria, weights, questions and lots are fixed, so that every bidder answers the same. What may still change has its own page, with a reason.', {
      rule: { sentence: 'Weights and scoring guide are fixed and public from publication.', source: 'Requirement DP-12 (REP R17)', confidence: 'P' },
    });

/** "Closes on 1 March 2026 at midday: in 12 days." Whole London days, so that the words do not change through a day; on the last day, hours. */
export function closingWords(closesAt: Date, now: Date): string {
  const when = formatInstant(closesAt);
  if (now >= closesAt) return `Closed on ${when}.`;
  const days = daysBetween(londonDate(now), londonDate(closesAt));
  if (days > 1) return `Closes on ${when}: in ${days} days.`;
  if (days === 1) return `Closes on ${when}: tomorrow.`;
  const minutes = Math.floor((closesAt.getTime() - now.getTime()) / 60_000);
  if (minutes < 1) return `Closes on ${when}: in less than a minute.`;
  const left = minutes >= 60 ? `${Math.floor(minutes / 60)} hour${minutes < 120 ? '' : 's'}` : `${minutes} minute${minutes === 1 ? '' : 's'}`;
  return `Closes today, on ${when}: in ${left}.`;
}
