import type { Criterion } from '#parts/assessments';
import type { PublicCase } from '#parts/cases';
import type { Notice } from '#parts/notices';
import type { Burden, Question } from '#parts/questions';
import type { AreaName } from './areas.store.ts';
import type { OpportunityChange } from './changes.store.ts';
import type { Contact } from './contact.store.ts';
import type { OpportunityDocument } from './documents.store.ts';
import type { Lot, Opportunity, OpportunityStatus } from './opportunity.ts';
import type { Html } from '#platform/pages/html';
import type { SocialValueShown } from './exercise.store.ts';
import type { PublicationOverride } from './publication-override.store.ts';
import type { LawOfTheDay } from './publication.ts';

/** Everything that anyone may read of an opportunity. Nothing of bids or of who asked is in it, so that nothing of them can be shown. */
export interface OpportunityRecord {
  readonly opportunity: Opportunity;
  readonly status: OpportunityStatus;
  readonly now: Date;
  readonly areas: readonly AreaName[];
  readonly lots: readonly (Lot & { readonly areas: readonly AreaName[] })[];
  readonly documents: readonly OpportunityDocument[];
  readonly criteria: readonly Criterion[];
  readonly questions: readonly Question[];
  readonly burden: Burden;
  readonly needSummary: string;
  readonly outcomes: readonly string[];
  readonly socialValue: SocialValueShown | null;
  readonly clarifications: readonly PublicCase[];
  readonly notices: readonly Notice[];
  /** Changes after publication, the newest first; none while bids may still come, since their numbers would tell of rivals. */
  readonly changes: readonly OpportunityChange[];
  readonly law: LawOfTheDay;
  /** Stands at each question: a link to its guide, where the tender has one. */
  readonly questionHelp: Html;
  readonly contact: Contact | null;
  /** What later rooms show everyone, such as the timetable and the terms. */
  readonly further: readonly Html[];
  /** What a bidder needs, such as insurance. */
  readonly needs: readonly Html[];
  /** What came of it, such as the awards. */
  readonly results: readonly Html[];
  /** Later stages that everyone may know of. */
  readonly later: readonly { readonly id: string; readonly title: string; readonly stage: number }[];
  /** What it was published in spite of, and why. */
  readonly overrides: readonly PublicationOverride[];
}
