import { sql } from 'kysely';
import type { Database, Tx } from '../database/connection.ts';
import { PLANNED_ONCE } from '../database/gathered.ts';
import { notWaitedFor } from '../database/prompt-connection.ts';

/** One command that may share a transaction: how it runs in one, and how it runs alone. */
export interface Companion<Result> {
  /** What it locks. Two with the same key never share a transaction, and locks are taken in the order of keys, so that no two wait for each other. */
  readonly key: string;
  /** Runs it in a transaction it shares. Rejects when the transaction must not be kept. */
  readonly inCompany: (tx: Tx) => Promise<Result>;
  readonly alone: () => Promise<Result>;
}

interface Waiting<Result> extends Companion<Result> {
  readonly resolve: (result: Result) => void;
  readonly reject: (problem: unknown) => void;
}

/** While some wait for PostgreSQL, another is made ready here. */
const COMPANIES = 3;
/** A company of more would make the first in it wait for the last. */
const MOST_TOGETHER = 16;
/**
 * Whoever stands in a company behind a lock that somebody else holds would be as late as the one who waits for it. So the company is
 * broken up, and each waits for its own.
 */
const FOR_COMPANY = sql.raw(`${PLANNED_ONCE}, set_config('lock_timeout', '100ms', true)`);

/**
 * Lets what arrives at the same time travel in one transaction: in the last hour of a tender a commit and its trips cost as much as the
 * bid itself (docs/benchmarks.md). Nothing waits for company: a command that comes alone starts at once, and those that come while
 * others are on their way go together when these are back.
 *
 * All or none of a company is kept. When anything in it is refused or fails, it is taken back whole, and each runs alone: what a
 * refusal or a fault does to the one it concerns, it never does to its neighbour.
 */
export class Company<Result> {
  readonly #database: Database;
  #waiting: Waiting<Result>[] = [];
  #underway = 0;

  constructor(database: Database) {
    this.#database = database;
  }

  /** @returns what the command came to; the transaction that it was in is committed by then */
  join(companion: Companion<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...companion, resolve, reject });
      // In a moment, so that what arrived in the same packet is together.
      if (this.#waiting.length === 1) setImmediate(this.#setOut);
    });
  }

  readonly #setOut = (): void => {
    while (this.#waiting.length > 0 && this.#underway < COMPANIES) {
      this.#underway++;
      void this.#travel(this.#take()).finally(() => {
        this.#underway--;
        this.#setOut();
      });
    }
  };

  /** The first who wait, no two of them for the same record. */
  #take(): Waiting<Result>[] {
    const taken = new Map<string, Waiting<Result>>();
    const left: Waiting<Result>[] = [];
    for (const one of this.#waiting) {
      if (taken.size < MOST_TOGETHER && !taken.has(one.key)) taken.set(one.key, one);
      else left.push(one);
    }
    this.#waiting = left;
    return [...taken.values()].sort((one, other) => (one.key < other.key ? -1 : 1));
  }

  async #travel(company: readonly Waiting<Result>[]): Promise<void> {
    const results = company.length > 1 ? await this.#together(company) : null;
    if (results) for (const [index, one] of company.entries()) one.resolve(results[index]!);
    else await Promise.all(company.map((one) => one.alone().then(one.resolve, one.reject)));
  }

  /** @returns null when the transaction was taken back */
  async #together(company: readonly Waiting<Result>[]): Promise<Result[] | null> {
    try {
      return await this.#database.write(async (tx) => {
        await sql`${FOR_COMPANY}${notWaitedFor}`.execute(tx);
        const settled = await Promise.allSettled(company.map((one) => one.inCompany(tx)));
        return settled.map((outcome) => {
          if (outcome.status === 'rejected') throw outcome.reason;
          return outcome.value;
        });
      });
    } catch {
      // Whoever was the cause meets it again alone, and is told then.
      return null;
    }
  }
}
