import type { Refused } from '#kernel/outcome';
import type { CommandContext } from '#platform/command/command';
import type { Read, Tx } from '#platform/database/connection';

/** Something that rooms ask approval for. A room exports one; `app.ts` gives them all to `approvalsModule`. */
export interface ApprovalSubject {
  /** Its name on the approval's row: "specification". */
  readonly subject: string;
  readonly aboutKind: string;
  /** As a sentence goes on: "the specification". */
  readonly words: string;
  /** What the record is called. */
  readonly title: (read: Read, aboutId: string) => Promise<string>;
  /** Holds the record where it is until the transaction ends, so that it does not change while it is agreed. */
  readonly hold: (tx: Tx, aboutId: string) => Promise<unknown>;
  /** A digest of exactly what is to be agreed, as it stands now; null when nothing of it can change. */
  readonly contentHash: (read: Read, aboutId: string) => Promise<string | null>;
  /** The page on which the decider reads what they decide. */
  readonly address: (aboutId: string) => string;
  /** Why this person may not decide it though they hold the role: an interest of theirs, say. Null where nothing stands against it. */
  readonly barred?: (context: CommandContext, aboutId: string) => Promise<Refused | null>;
  /** What the decider must have done before agreeing; refusing needs none of it. */
  readonly beforeAgreeing?: (context: CommandContext, aboutId: string) => Promise<Refused | null>;
  /** What follows at once, in the same transaction, when the last step has agreed. */
  readonly agreed?: (context: CommandContext, aboutId: string) => Promise<void>;
}

let subjects: ReadonlyMap<string, ApprovalSubject> = new Map();

const keyOf = (aboutKind: string, subject: string): string => `${aboutKind} ${subject}`;

/** Called once, by `app.ts`. */
export function setApprovalSubjects(all: readonly ApprovalSubject[]): void {
  subjects = new Map(all.map((one) => [keyOf(one.aboutKind, one.subject), one]));
}

/** The subject of an approval's row. Throws when no room registered it, which is a fault in the wiring. */
export function approvalSubject(aboutKind: string, subject: string): ApprovalSubject {
  const found = subjects.get(keyOf(aboutKind, subject));
  if (!found) throw new Error(`no room registered the approval of ${subject} on ${aboutKind}: see approvalsModule in app.ts`);
  return found;
}
