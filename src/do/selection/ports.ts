import type { Refused } from '#kernel/outcome';
import type { Actor } from '#platform/access/access';
import type { CommandContext } from '#platform/command/command';
import type { Read } from '#platform/database/connection';

export interface ProvisionalWinner {
  readonly bidId: string;
  readonly lotId: string | null;
}

/** What this room needs of rooms that come after it. `app.ts` connects them. */
export interface SelectionPorts {
  /** Bids ranked first in a completed evaluation, by lot: the only ones that may be asked for evidence. */
  readonly provisionalWinners: (read: Read, opportunityId: string) => Promise<readonly ProvisionalWinner[]>;
  /** Takes a bid out of the running with its reason, so that the next one ranks first. Null when it is done. */
  readonly passOver: (context: CommandContext, bidId: string, reason: string) => Promise<Refused | null>;
  /** Whether somebody declared an interest in this tender, and so sees nothing of its bids. */
  readonly isLockedOut: (read: Read, opportunityId: string, actor: Actor) => Promise<boolean>;
  /** What each bidder lacks of the kind that a tender is reserved to, null where nothing; null for a tender that is not reserved. */
  readonly reservedStanding: (read: Read, opportunityId: string, organisationIds: readonly string[]) => Promise<ReadonlyMap<string, string | null> | null>;
}

let connected: SelectionPorts = { provisionalWinners: async () => [], passOver: async () => null, isLockedOut: async () => false, reservedStanding: async () => null };

export function connectSelection(ports: Partial<SelectionPorts>): void {
  connected = { ...connected, ...ports };
}

export const ports = (): SelectionPorts => connected;
