import type { PersonId } from '#kernel/ids';
import type { Act } from '#platform/access/act';
import type { CommandContext } from '#platform/command/command';
import type { Read } from '#platform/database/connection';
import { nothing, type Html } from '#platform/pages/html';
import type { Circumstance } from '#law';
import type { CalendarDate } from '#kernel/calendar-date';
import type { Opportunity, OpportunityState } from './opportunity.ts';
import type { DraftInQuestion, Obstacle, Task, Warning } from './publication.ts';

/** A step of later rooms, offered on the record page to those who may take it, in the states in which it makes sense. */
export interface FurtherAction {
  readonly text: string;
  /** The end of its address, after the opportunity's own. */
  readonly path: string;
  readonly act: Act;
  readonly states: readonly OpportunityState[];
  /** Its states where the stage ends in a shortlist, if other than those. */
  readonly shortlistStates?: readonly OpportunityState[];
}

/** A task that a later room adds to the page on which an opportunity is built. */
export interface FurtherTask {
  readonly text: string;
  readonly hint: string;
  /** Its whole address. */
  readonly href: string;
  readonly status: 'to-do' | 'ready' | 'optional';
  /** The task it stands after; the last before the preview when left out. */
  readonly after?: Task;
}

export interface BidderContact {
  /** Mail about a bid is kept out of every list of the authority's. */
  readonly bidId: string;
  readonly personId: PersonId;
  readonly email: string;
}

/** Somebody to tell who has no bid: who came to its sessions or registered for them. */
export interface FurtherContact {
  readonly personId: PersonId;
  readonly email: string;
}

/** How far bidders are when something ends or changes: numbers only, never who. */
export interface BidCounts {
  readonly drafting: number;
  readonly submitted: number;
}

/** How an answer came out of its evaluation, for the shortlist. */
export interface AssessedBid {
  readonly bidId: string;
  readonly organisationId: string;
  readonly organisationName: string;
  /** Points of 100, as shown. */
  readonly total: string;
  readonly rank: number | null;
  /** Why it cannot go on, such as a pass mark that it missed. */
  readonly failed: readonly string[];
}

/** What this room needs of rooms that come after it. `app.ts` connects them. */
export interface OpportunityPorts {
  /** Everyone who is writing or has sent a bid. Used for mail only: it is never shown. */
  readonly bidderContacts: (read: Read, opportunityId: string) => Promise<readonly BidderContact[]>;
  /** Everyone else to tell of a change. Whoever follows it is told already. */
  readonly furtherContacts: readonly ((read: Read, opportunityId: string) => Promise<readonly FurtherContact[]>)[];
  readonly bidCounts: (read: Read, opportunityId: string) => Promise<BidCounts>;
  /** The results of a completed evaluation, the best first. */
  readonly assessed: (read: Read, opportunityId: string) => Promise<readonly AssessedBid[]>;
  /** What else stands in the way of publishing. */
  readonly furtherObstacles: readonly ((read: Read, draft: DraftInQuestion) => Promise<readonly Obstacle[]>)[];
  /** What may be published in spite of, with a reason that stands on the advert. */
  readonly furtherWarnings: readonly ((read: Read, draft: DraftInQuestion) => Promise<readonly Warning[]>)[];
  /** What later rooms keep of it at the moment of publication, in the same transaction. */
  readonly onPublished: readonly ((context: CommandContext, draft: DraftInQuestion) => Promise<void>)[];
  readonly furtherTasks: readonly ((read: Read, draft: DraftInQuestion) => Promise<readonly FurtherTask[]>)[];
  /** What later rooms add to the record page for everyone who may read it, such as the timetable. Each in its order; a short posting folds them away. */
  readonly furtherSections: readonly ((read: Read, opportunityId: string) => Promise<Html>)[];
  /** What a bidder needs, as everyone may read it: never folded away. */
  readonly furtherNeeds: readonly ((read: Read, opportunityId: string) => Promise<Html>)[];
  /** What came of it, as everyone may read it, such as the awards: never folded away. */
  readonly furtherResults: readonly ((read: Read, opportunityId: string) => Promise<Html>)[];
  readonly furtherActions: readonly FurtherAction[];
  /** Stands at each question of the tender for everyone, such as a link to its guide (MD-12). */
  readonly questionHelp: (read: Read, opportunityId: string) => Promise<Html>;
  /** What else the law asks about, such as an early notice that qualifies. */
  readonly furtherCircumstances: (read: Read, opportunity: Pick<Opportunity, 'id'>, on: CalendarDate) => Promise<readonly Circumstance[]>;
}

let connected: OpportunityPorts = {
  bidderContacts: async () => [], furtherContacts: [], bidCounts: async () => ({ drafting: 0, submitted: 0 }), assessed: async () => [], furtherObstacles: [], furtherWarnings: [], onPublished: [], furtherTasks: [], furtherSections: [], furtherNeeds: [], furtherResults: [], furtherActions: [],
  questionHelp: async () => nothing, furtherCircumstances: async () => [],
};

/** Connects the ports: all at once or some. `app.ts` calls it while the program starts, tests for a house of their own. @returns what puts back what was connected before, for tests */
export function connectOpportunities(ports: Partial<OpportunityPorts>): () => void {
  const before = connected;
  connected = { ...before, ...ports };
  return () => void (connected = before);
}

export const ports = (): OpportunityPorts => connected;
