import type { CalendarDate } from '#kernel/calendar-date';
import type { Regime } from '#law';
import type { CriterionKind } from '#parts/assessments';
import type { TimetableLine } from '#timetable';

/** What a release is made of: the record as it stands, read by release-facts.store.ts. Amounts are whole pence, dates of calendar are days in London. */
export interface ReleaseFacts {
  readonly notice: NoticeFacts;
  readonly buyer: BuyerFacts;
  /** Null for a notice about an arrangement or about a body alone. */
  readonly tender: TenderFacts | null;
  readonly market: MarketFacts | null;
  /** Only for notices from the award on: before it, who bid and how many is sealed. */
  readonly awards: readonly AwardFacts[];
  readonly contracts: readonly ContractFacts[];
  readonly bids: readonly BidCount[];
  /** Where this site answers, without a slash at the end. */
  readonly siteUrl: string;
}

export interface NoticeFacts {
  readonly id: string;
  readonly code: string;
  readonly version: number;
  readonly ocid: string;
  readonly title: string;
  readonly words: string;
  readonly reasonForChange: string | null;
  readonly publishedAt: Date;
  /** The central digital platform's own reference, where it stood there first. */
  readonly platformReference: string | null;
  /** Earlier versions of the same notice with their reasons, oldest first. */
  readonly changes: readonly { readonly id: string; readonly version: number; readonly at: Date; readonly reason: string }[];
  /** What the room that published it said beside, for machines. */
  readonly content: Readonly<Record<string, unknown>>;
}

export interface BuyerFacts {
  readonly slug: string;
  readonly name: string;
  readonly kind: string;
  readonly gssCode: string | null;
  readonly platformIdentifier: string | null;
  readonly website: string | null;
  readonly contactEmail: string | null;
  /** The officer named for the procurement; null where nobody is. */
  readonly contactName: string | null;
}

export interface Area { readonly code: string; readonly name: string }
export interface Cpv { readonly code: string; readonly title: string | null }

export interface TenderFacts {
  readonly id: string;
  readonly reference: string;
  /** What its process calls it and its lots; null for one that is a process by itself. */
  readonly names: ProcessNames | null;
  readonly title: string;
  readonly description: string;
  readonly state: 'draft' | 'published' | 'opened' | 'evaluated' | 'awarded' | 'cancelled';
  readonly cancelledReason: string | null;
  readonly cancelledAt: Date | null;
  readonly route: string;
  readonly routeTitle: string;
  /** Anyone may answer, only those invited, or nobody was asked. */
  readonly method: 'open' | 'selective' | 'limited' | 'direct';
  readonly methodRationale: string | null;
  readonly category: 'services' | 'goods' | 'works';
  readonly cpv: readonly Cpv[];
  readonly areas: readonly Area[];
  readonly regime: Regime | null;
  readonly aboveThreshold: boolean | null;
  readonly lightTouch: boolean;
  readonly reserved: readonly ReservedTo[];
  /** Where suppliers have to be, in words, for one reserved by place. */
  readonly reservedPlace: string | null;
  readonly suitableForSme: boolean;
  readonly suitableForVcse: boolean;
  readonly netPence: bigint | null;
  readonly grossPence: bigint | null;
  readonly startsOn: CalendarDate | null;
  readonly endsOn: CalendarDate | null;
  readonly extensionMonths: number;
  readonly publishedAt: Date | null;
  readonly clarificationsUntil: Date | null;
  readonly closesAt: Date | null;
  readonly expectedOn: CalendarDate | null;
  readonly lots: readonly LotFacts[];
  /** The most lots one bidder may tender for, and may win. */
  readonly lotsTenderedPerBidder: number | null;
  readonly lotsPerBidder: number | null;
  readonly criteria: readonly CriterionFacts[];
  readonly conditions: ConditionsFacts;
  /** The contracting process that this one follows: the framework or market it is bought under, or an earlier stage that has an identifier of its own. */
  readonly follows: readonly { readonly ocid: string; readonly relationship: 'prior' | 'framework' | 'unsuccessfulProcess'; readonly title: string }[];
}
/** How a stage of a procurement says what its process calls itself and its lots. */
export interface ProcessNames {
  /** The first stage's reference: what the process calls its tender from the beginning. */
  readonly reference: string;
  /** The place of this opportunity among the stages of its process, from 1. */
  readonly stage: number;
  /** What the process calls each of this stage's lots, by its number here. */
  readonly lots: ReadonlyMap<number, string>;
  /** What the process calls this stage's whole where it has no lots. */
  readonly whole: string;
}

export type ReservedTo = 'shelteredWorkshop' | 'publicServiceMissionOrganization' | 'smeVcse';

export interface LotFacts {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly description: string;
  readonly netPence: bigint | null;
  readonly state: 'open' | 'withdrawn' | 'awarded' | 'not-awarded';
  readonly stateReason: string | null;
  readonly areas: readonly Area[];
}

/** A criterion on which something is judged, with its points of 100 as an exact decimal. */
export interface CriterionFacts {
  readonly name: string;
  readonly kind: CriterionKind;
  readonly guidance: string;
  readonly points: string;
  /** The least percent of it that passes; null where any does. */
  readonly passPercent: string | null;
  /** By whom it is judged, and from what, in words; null for the panel from the answers. */
  readonly judged: string | null;
}

/** What a published tender asks of bidders, seeks beside the service, pays by and plans: as its public page says it. */
export interface ConditionsFacts {
  /** How bidders are looked at; null where nothing is known. */
  readonly checks: string | null;
  /** Insurance, guarantees and bonds, a sentence each; then the most that is asked of terms and documents. */
  readonly required: readonly string[];
  readonly limits: readonly string[];
  /** Of suitability, by the topic of the authority's bank of questions. */
  readonly questions: readonly { readonly topic: string | null; readonly text: string }[];
  readonly stages: readonly StageFacts[];
  readonly benefits: readonly { readonly id: string; readonly name: string; readonly words: string }[];
  readonly payment: { readonly terms: readonly string[]; readonly staged: readonly { readonly id: string; readonly words: string; readonly payableOn: CalendarDate }[] };
}
export type StageFacts = TimetableLine;
export const NO_CONDITIONS: ConditionsFacts = { checks: null, required: [], limits: [], questions: [], stages: [], benefits: [], payment: { terms: [], staged: [] } };

export interface SupplierFacts {
  readonly id: string;
  readonly name: string;
  readonly companyNumber: string | null;
  readonly charityNumber: string | null;
  readonly platformIdentifier: string | null;
  readonly size: 'micro' | 'small' | 'medium' | 'large' | null;
  readonly sector: 'private' | 'vcse' | 'public' | null;
  readonly postcode: string | null;
  readonly website: string | null;
}

export interface AwardFacts {
  readonly id: string;
  readonly title: string;
  readonly lotNumber: number | null;
  readonly state: 'pending' | 'active' | 'cancelled' | 'unsuccessful';
  readonly date: Date | null;
  readonly reasons: string | null;
  readonly netPence: bigint | null;
  readonly grossPence: bigint | null;
  readonly suppliers: readonly SupplierFacts[];
  readonly summariesSentAt: Date | null;
  readonly standstillEndsOn: CalendarDate | null;
  readonly startsOn: CalendarDate | null;
  readonly endsOn: CalendarDate | null;
}

export interface ContractFacts {
  readonly id: string;
  readonly awardId: string;
  readonly title: string;
  readonly state: 'draft' | 'live' | 'ended' | 'terminated';
  readonly startsOn: CalendarDate | null;
  readonly endsOn: CalendarDate | null;
  readonly latestEndsOn: CalendarDate | null;
  readonly enteredOn: CalendarDate | null;
  readonly netPence: bigint | null;
  readonly grossPence: bigint | null;
  readonly indicators: readonly { readonly id: string; readonly name: string; readonly target: string | null }[];
}

/** Bids that were assessed, for the statistics of the award notice (PR24 reg 27). */
export interface BidCount {
  readonly lotNumber: number | null;
  readonly received: number;
  readonly assessed: number;
  readonly assessedSme: number;
  readonly assessedVcse: number;
}

/** A framework, dynamic purchasing system or dynamic market. */
export interface MarketFacts {
  readonly id: string;
  readonly reference: string;
  readonly title: string;
  readonly description: string;
  readonly kind: 'framework' | 'open-framework' | 'dynamic-market' | 'dynamic-purchasing-system';
  readonly state: string;
  readonly startsOn: CalendarDate | null;
  readonly endsOn: CalendarDate | null;
  readonly category: 'services' | 'goods' | 'works';
  readonly cpv: readonly Cpv[];
  readonly areas: readonly Area[];
  readonly netPence: bigint | null;
  readonly regime: Regime | null;
  readonly lots: readonly { readonly number: number; readonly title: string }[];
  readonly members: readonly SupplierFacts[];
}
