import type { Refused } from '#kernel/outcome';
import type { Actor } from '#platform/access/access';
import type { CommandContext } from '#platform/command/command';
import type { Read } from '#platform/database/connection';

/** What this room needs of rooms that come after it. `wiring.ts` connects them. */
export interface PartnersPorts {
  /** Takes a bid out of the running with its reason, so that the next one ranks first. Null when it is done. */
  readonly passOver: (context: CommandContext, bidId: string, reason: string) => Promise<Refused | null>;
  /** Whether somebody declared an interest in a tender, or judges its bids while their names are hidden: they read nothing of who bids, and decide nothing of it. */
  readonly isLockedOut: (read: Read, opportunityId: string, actor: Actor) => Promise<boolean>;
}

let connected: PartnersPorts | null = null;

/** @returns what puts back what was connected before, for tests */
export function connectPartners(ports: PartnersPorts): () => void {
  const before = connected;
  connected = ports;
  return () => void (connected = before);
}

/** Throws where nothing is connected: a bid that was excluded and not taken out would be the worst of both. */
export function ports(): PartnersPorts {
  if (!connected) throw new Error('the partners room was not connected: see connectPartners in wiring.ts');
  return connected;
}
