import type { BodyId, PersonId } from '#kernel/ids';
import type { Decision } from '#kernel/outcome';
import type { Actor } from '#platform/access/access';
import type { Role } from '#platform/access/roles';
import type { CommandContext } from '#platform/command/command';
import type { Read, Tx } from '#platform/database/connection';

/** How one kind of work is given to somebody else as a whole. */
export interface Inheritance {
  /** Its name in the form and in the trail: "contracts-managed". */
  readonly key: string;
  /** Roles on the body, one of which the heir holds; anybody in office there where none is named. */
  readonly heirs?: readonly Role[];
  /** What the heir should know, in a sentence. */
  readonly hint?: string;
  /** Gives all of it, in the caller's transaction. @returns how much changed hands, or why it may not */
  readonly give: (context: CommandContext, hands: { readonly from: PersonId; readonly to: PersonId; readonly bodyId: BodyId; readonly reason: string }) => Promise<Decision<number>>;
}

/** Work that a person answers for by name. A leaver hands it over first (RV-01). Later rooms give it; `app.ts` wires it. */
export interface HeldWork {
  /** One and many: "contract", "contracts". */
  readonly nouns: readonly [one: string, many: string];
  /** How much of it the person holds at this body. */
  readonly count: (read: Read, personId: PersonId, bodyId: string) => Promise<number>;
  /** The page on which it is given to somebody else. */
  readonly handOverAddress: string;
  /** Roles without which it cannot be held: they too end only once it is handed over. */
  readonly roles?: readonly Role[];
  /** How it is handed over together with all else; absent where that is done one by one. */
  readonly inheritance?: Inheritance;
}

/** One thing that somebody owes. */
export interface Owed {
  /** What is to be done, beginning with a verb: "Answer a question about Youth clubs". */
  readonly words: string;
  readonly dueAt: Date | null;
  readonly address: string;
}

/** A room's share of the home page: what this person owes now, the most urgent first, no more than the limit. */
export interface OwedWork {
  /** Of which kind it is, in a word or two: "Contract reviews". */
  readonly title: string;
  readonly list: (read: Read, actor: Actor, limit: number) => Promise<readonly Owed[]>;
}

/** What another room holds about a person, for their own export of it. */
export interface PersonalData {
  /** The key under which it stands: "assessorDeclarations". */
  readonly key: string;
  readonly read: (read: Read, personId: PersonId) => Promise<unknown>;
}

export interface PartiesPorts {
  readonly heldWork?: readonly HeldWork[];
  readonly owedWork?: readonly OwedWork[];
  readonly personalData?: readonly PersonalData[];
  /** What other rooms do when a directorate or service has another name. */
  readonly unitRenamed?: readonly ((tx: Tx, unitId: string) => Promise<void>)[];
  /** Months after which each of these leavers' names is erased, by person: the longest of the bodies concerned. Whoever is left out has six years. */
  readonly retentionMonths?: (read: Read, personIds: readonly string[]) => Promise<ReadonlyMap<string, number>>;
}

/** Claims on a simple contract may be brought for six years (Limitation Act 1980 s.5), and who acted may be asked that long. */
export const USUAL_RETENTION_MONTHS = 72;
