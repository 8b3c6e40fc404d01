import type { RuleNote } from '#kernel/rule-note';
import type { CommandContext } from '#platform/command/command';
import type { Read, Tx } from '#platform/database/connection';
import type { AgreementId } from '#agreements';

/** The three moments at which an award can be held up: when it is recommended, when bidders and then the public are told (each asks anew), when the contract is made. */
export type AwardStep = 'recommend' | 'publish' | 'confirm';

/** What an award would be of: a bid for a lot, or for the whole where there are none. */
export interface AwardInQuestion {
  readonly opportunityId: string;
  readonly lotId: string | null;
  readonly bidId: string;
  readonly step: AwardStep;
}

/** One thing in the way of an award, in a sentence that says how it is put right, with the page for it. */
export interface AwardObstacle {
  readonly sentence: string;
  readonly rule?: RuleNote;
  /** The address of the page on which it is put right. */
  readonly href?: string;
}

/** A contract that has just been made, in the transaction that makes it. */
export interface AwardConfirmed {
  readonly opportunityId: string;
  readonly exerciseId: string | null;
  readonly bidId: string;
  readonly awardId: string;
  readonly agreementId: AgreementId;
}

/** What this room asks of others: those that may hold an award up, and those that carry something into its contract. `app.ts` connects them. */
export interface AwardPorts {
  readonly furtherObstacles: readonly ((read: Read, award: AwardInQuestion) => Promise<readonly AwardObstacle[]>)[];
  /** Run first when a contract is about to be made: locks on what the obstacles are asked of, so that nothing passes them at the same moment. */
  readonly holds: readonly ((tx: Tx, opportunityId: string) => Promise<void>)[];
  /** Run in order in the confirming transaction: terms, protections and promises that become part of the contract. */
  readonly onConfirmed: readonly ((context: CommandContext, confirmed: AwardConfirmed) => Promise<void>)[];
  /** Run when a recommendation was held up, beside the record of its refusal: whoever holds it up asks for what is missing. */
  readonly onHeldUp: readonly ((context: CommandContext, award: AwardInQuestion) => Promise<void>)[];
}

let connected: AwardPorts = { furtherObstacles: [], holds: [], onConfirmed: [], onHeldUp: [] };

/** Connects the ports: all at once or some. `app.ts` calls it while the program starts, tests for a house of their own. */
export function connectAwards(ports: Partial<AwardPorts>): void {
  connected = { ...connected, ...ports };
}

export const ports = (): AwardPorts => connected;
