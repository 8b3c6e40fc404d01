import type { PersonId } from '#kernel/ids';
import type { Act } from '#platform/access/act';
import type { Read } from '#platform/database/connection';
import { nothing, type Html } from '#platform/pages/html';
import type { OpportunityState } from './opportunity.ts';

/** A step of later rooms, offered on the record page to those who may take it, in the states in which it makes sense. */
export interface FurtherAction {
  readonly text: string;
  /** The end of its address, after the opportunity's own. */
  readonly path: string;
  readonly act: Act;
  readonly states: readonly OpportunityState[];
}

export interface BidderContact {
  /** Mail about a bid is kept out of every list of the authority's. */
  readonly bidId: string;
  readonly personId: PersonId;
  readonly email: string;
}

/** What this room needs of rooms that come after it. `app.ts` connects them. */
export interface OpportunityPorts {
  /** Everyone who is writing or has sent a bid. Used for mail only: it is never shown. */
  readonly bidderContacts: (read: Read, opportunityId: string) => Promise<readonly BidderContact[]>;
  /** What later rooms add to the record page for everyone, such as the awards. */
  readonly furtherSections: (read: Read, opportunityId: string) => Promise<Html>;
  readonly furtherActions: readonly FurtherAction[];
}

let connected: OpportunityPorts = { bidderContacts: async () => [], furtherSections: async () => nothing, furtherActions: [] };

/** Connects the ports: all at once or some. `app.ts` calls it while the program starts, tests for a house of their own. */
export function connectOpportunities(ports: Partial<OpportunityPorts>): void {
  connected = { ...connected, ...ports };
}

export const ports = (): OpportunityPorts => connected;
