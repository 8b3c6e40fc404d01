import type { CalendarDate } from '#kernel/calendar-date';
import type { GrossPence, NetPence, Pence } from '#kernel/money';
import type { Confidence } from '#kernel/rule-note';
import type { Citation } from './sources.ts';

export type PackId = 'uk-2026' | 'kent-2014';
/** The procurement law a procurement lives and dies under. PSR: health care services under the Provider Selection Regime. */
export type Regime = 'PCR2006' | 'PCR2015' | 'PA2023' | 'PSR';
/** The six clocks of law report section 1; each is a function in clocks.ts. */
export type ClockName =
  | 'calendarInclusive' | 'calendarDay1IsNextDay' | 'workingDaysAnyUkHoliday' | 'workingDaysEnglandFromNextDay' | 'clearDays' | 'monthsAndFinancialYears';

/** What every row carries, so that any page can show the rule, where it comes from and how sure we are. */
export interface Row {
  /** Unique within its pack and never reused: corrections and audit entries name it. */
  readonly id: string;
  readonly statement: string;
  readonly source: readonly Citation[];
  readonly confidence: Confidence;
  /** False for confidence D: the row is shown as unverified and nothing is decided by it until an authority confirms it. */
  readonly enabled: boolean;
  readonly unverified: boolean;
}

/** A circumstance of a procurement or a contract that a rule may ask about. */
export type Circumstance =
  | 'lightTouch' | 'urgency' | 'utilities' | 'centralGovernment' | 'negotiatedTenderingPeriod' | 'onlyPreselectedSuppliers'
  | 'qualifyingPlannedNotice' | 'dynamicMarketAward' | 'electronicSubmission' | 'allDocumentsWithNotice' | 'belowThreshold'
  | 'electronicNotice' | 'fullElectronicDocuments' | 'priorInformationNotice' | 'timeAgreedWithAllCandidates' | 'timeNotAgreedWithCandidates'
  | 'extremeUrgency' | 'section42Regulations' | 'privateUtilityDirectAward' | 'frameworkCallOff' | 'electronicCommunication'
  | 'userChoice' | 'healthServiceRepresentations';
export type Condition = Circumstance | `not ${Circumstance}`;

/** An amount in pence, which side of VAT it is on, and whether reaching it (>=) or passing it (>) is what counts. */
export interface AmountTest {
  readonly op: '>=' | '>';
  readonly amountPence: Pence;
  readonly basis: 'gross' | 'net';
  readonly from: CalendarDate | null;
  /** Last day on which this version applies; null while it is the current one. */
  readonly to: CalendarDate | null;
}

export type ThresholdCategory =
  | 'works' | 'concession' | 'lightTouchConcession' | 'lightTouch' | 'centralGoodsServices' | 'subCentralGoodsServices' | 'utilitiesGoodsServices'
  | 'utilitiesWorks' | 'utilitiesLightTouch' | 'defenceGoodsServices' | 'defenceWorks' | 'smallLotsGoodsServices' | 'smallLotsWorks';

/** The value from which the full procurement rules apply to a category of contract. */
export interface Threshold extends Row, AmountTest {
  readonly kind: 'threshold';
  readonly regime: Regime;
  readonly category: ThresholdCategory;
}

/** Any other money test: notices, copies, key performance indicators, publication. */
export interface MoneyTest extends Row, AmountTest {
  readonly kind: 'moneyTest';
}

export type PeriodName = 'tendering' | 'participation' | 'mostSuitableProviderNotice';
/** One minimum; of all whose conditions hold, the shortest wins (PA 2023 s.54(5)). */
export interface MinimumPeriod extends Row {
  readonly kind: 'minimumPeriod';
  readonly regime: Regime;
  readonly procedure: 'any' | 'open' | 'restricted';
  readonly period: PeriodName;
  readonly when: readonly Condition[];
  readonly combine: 'min';
  readonly days: number;
  readonly clock: ClockName;
}

export type Event =
  | 'contractEntered' | 'contractTerminated' | 'modificationMade' | 'financialYearStart' | 'quarterEnd' | 'reportingPeriodEnd' | 'breachArose'
  | 'contractAwarded' | 'invoiceReceived' | 'noticePublished' | 'awardSubsidy' | 'exclusionDecided' | 'claimKnown' | 'decisionNoticePublished'
  | 'agendaPublished' | 'transferOfStaff' | 'investigationNotice' | 'requestReceived' | 'otherAdvertisement' | 'tenderNoticePublished';

/** Something owed within a count of days or months of an event. A negative count is owed before it. */
export interface Deadline extends Row {
  readonly kind: 'deadline';
  readonly notice: NoticeCode | null;
  readonly when: readonly Condition[];
  readonly count: number;
  readonly unit: 'days' | 'workingDays' | 'clearDays' | 'months' | 'hours' | 'years';
  readonly clock: ClockName | null;
  readonly from: Event;
}

/** A time in which something may not yet be done. */
export interface Hold extends Row {
  readonly kind: 'hold';
  readonly regime: Regime;
  readonly when: readonly Condition[];
  readonly unless: readonly Circumstance[];
  readonly days: number;
  readonly clock: ClockName;
  readonly startsOn: string;
}

export type NoticeCode = `UK${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 | 16 | 17}`;
export type NoticeDue =
  | { readonly type: 'before'; readonly event: string }
  | { readonly type: 'asSoonAsReasonablyPracticable'; readonly event: string }
  | { readonly type: 'deadlines'; readonly deadlineIds: readonly string[] };

/** One of the statutory notices UK1 to UK17. */
export interface NoticeRule extends Row {
  readonly kind: 'notice';
  readonly code: NoticeCode;
  readonly name: string;
  readonly basis: string;
  readonly trigger: string;
  readonly mandatory: 'yes' | 'optional' | 'complyOrExplain' | 'conditional';
  readonly mandatoryDetail: string | null;
  readonly due: NoticeDue;
  readonly notFor: readonly string[];
  /** Fields by case; `all` where there is only one. Empty where the content is not verified. */
  readonly contents: Readonly<Record<string, readonly string[]>>;
}

/** One step of a path through the notices: optional ones may be skipped, conditional ones depend on the facts. */
export interface Step {
  readonly name: string;
  readonly need: 'required' | 'optional' | 'conditional';
  readonly repeats: boolean;
}

/** The order in which notices and decisions come on one path. */
export interface Sequence extends Row {
  readonly kind: 'sequence';
  readonly flow: string;
  readonly steps: readonly Step[];
}

/** Any other rule, with whatever typed value a program needs. */
export interface Fact<Value = unknown> extends Row {
  readonly kind: 'fact';
  readonly value: Value;
}

export type LawRow = Threshold | MoneyTest | MinimumPeriod | Deadline | Hold | NoticeRule | Sequence | Fact;

/** What a contract is worth, on both sides of VAT, because old law tests net and today's tests gross. */
export interface ContractValue {
  readonly net: NetPence;
  readonly gross: GrossPence;
}
