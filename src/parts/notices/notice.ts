import type { BodyId, Id, PersonId } from '#kernel/ids';
import { noticeRule, type NoticeCode } from '#law';
import type { RecordReference } from '#platform/access/record-kind';

/** One version of something that was made public. It never changes: a change is the next version, with its reason. */
export interface Notice {
  readonly id: Id<'notice'>;
  /** UK1 to UK17, `AWARD_DECISION`, or the code an imported one came with. */
  readonly code: string;
  readonly about: RecordReference;
  readonly bodyId: BodyId;
  readonly ocid: string | null;
  readonly version: number;
  readonly title: string;
  readonly words: string;
  readonly content: NoticeContent;
  readonly reasonForChange: string | null;
  readonly platform: PlatformPublication | null;
  readonly publishedAt: Date;
  readonly source: 'made' | 'imported';
}

/** What the notice said, as it was on that day. `facts` are names and values as people read them; the rest is for machines. */
export interface NoticeContent {
  readonly facts?: Readonly<Record<string, string>>;
  readonly [name: string]: unknown;
}

/** Where and when it stood first on the central digital platform. */
export interface PlatformPublication {
  readonly reference: string;
  readonly publishedAt: Date;
}

export interface NewNotice {
  readonly code: string;
  readonly about: RecordReference;
  readonly bodyId: BodyId;
  readonly ocid?: string | null;
  readonly title: string;
  readonly words: string;
  readonly content: NoticeContent;
  /** Needed from the second version on. */
  readonly reasonForChange?: string;
  readonly platform?: PlatformPublication | null;
  readonly publishedBy: PersonId | null;
}

export const isNoticeCode = (code: string): code is NoticeCode => /^UK([1-9]|1[0-7])$/.test(code);

/** What is announced of an award where the law's series has no notice before the contract: below the threshold it knows the contract's details alone (UK7). */
export const AWARD_DECISION = 'award-decision';

/** "Tender notice", without the alternatives that the rule's name adds in brackets; a code that came from elsewhere stands for itself. */
export const noticeName = (code: string): string => (isNoticeCode(code) ? noticeRule(code).name.replace(/ \(.*\)$/, '') : code === AWARD_DECISION ? 'Award decision' : code);

/** With its code in the UK's series where it has one: "Tender notice (UK4)". */
export const noticeNameAndCode = (code: string): string => (code === AWARD_DECISION ? noticeName(code) : `${noticeName(code)} (${code})`);
