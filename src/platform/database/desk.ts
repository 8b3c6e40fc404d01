import { CompiledQuery, type QueryResult } from 'kysely';
import type pg from 'pg';
import type { Read } from './connection.ts';
import { PLANNED_ONCE, type Question } from './gathered.ts';
import { MARK, promptConnection } from './prompt-connection.ts';

interface Waiting {
  readonly ask: (read: Read) => Promise<unknown[]>;
  readonly resolve: (rows: never[]) => void;
  readonly reject: (problem: unknown) => void;
}

/** Questions on their way at a time; what comes meanwhile goes together when one of them is back. */
const MOST_UNDERWAY = 2;
const plannedOnce = CompiledQuery.raw(`${PLANNED_ONCE} ${MARK}`);

/**
 * Where questions outside a transaction are asked, those of the same moment in one trip. For what is asked at every request: who asks.
 * One that comes alone is asked at once, and waits for nobody.
 */
export class Desk {
  readonly #pool: pg.Pool;
  #waiting: Waiting[] = [];
  #underway = 0;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  ask<Row>(question: Question<Row>, id: string): Promise<Row[]> {
    return new Promise<Row[]>((resolve, reject) => {
      this.#waiting.push({ ask: (read) => question(read, id), resolve, reject });
      if (this.#waiting.length === 1) setImmediate(this.#setOut);
    });
  }

  readonly #setOut = (): void => {
    if (this.#waiting.length === 0 || this.#underway >= MOST_UNDERWAY) return;
    const those = this.#waiting;
    this.#waiting = [];
    this.#underway++;
    void this.#go(those).finally(() => {
      this.#underway--;
      this.#setOut();
    });
  };

  async #go(those: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await this.#together(those);
      const failed = those.filter((_, index) => outcomes[index]!.status === 'rejected');
      for (const [index, outcome] of outcomes.entries()) {
        if (outcome.status === 'fulfilled') those[index]!.resolve(outcome.value as never[]);
        else if (those.length === 1) those[index]!.reject(outcome.reason);
      }
      // What is wrong with one question is told to the one who asked it.
      if (those.length > 1) await Promise.all(failed.map((one) => this.#go([one])));
    } catch (problem) {
      for (const { reject } of those) reject(problem);
    }
  }

  async #together(those: readonly Waiting[]): Promise<PromiseSettledResult<unknown[]>[]> {
    const client = await this.#pool.connect();
    try {
      const connection = promptConnection(client);
      const read = { executeQuery: <Row>(query: CompiledQuery): Promise<QueryResult<Row>> => connection.executeQuery<Row>(query) } as Read;
      // A wave outside a transaction is one of its own, so this holds for these questions and not for the next.
      if (those.length > 1) await connection.executeQuery(plannedOnce);
      return await Promise.allSettled(those.map(({ ask }) => ask(read)));
    } finally {
      client.release();
    }
  }
}
