import pg from 'pg';

/** A statement on its way, and whom to tell. */
export interface Asked {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Under which it is prepared; undefined for a statement that is parsed each time. */
  readonly name: string | undefined;
  readonly resolve: (answered: Answered) => void;
  readonly reject: (problem: Error) => void;
}

export interface Answered {
  /** PostgreSQL's word for what was done: `SELECT`, `INSERT`, `COMMIT`. */
  readonly command: string;
  readonly rowCount: number;
  readonly rows: unknown[];
}

/** What is used of the driver's connection: the messages of PostgreSQL's extended query protocol, one method each. */
interface Connection {
  readonly stream: { cork(): void; uncork(): void };
  parse(message: { text: string; name: string; types: undefined }): void;
  bind(message: { portal: string; statement: string; values: readonly unknown[]; binary: false; valueMapper: (value: unknown) => unknown }): void;
  describe(message: { type: 'P'; name: string }): void;
  execute(message: { portal: string; rows: undefined }): void;
  sync(): void;
  on(event: 'parseComplete', listener: () => void): void;
}
interface Description { readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[] }

/** How the rows of a statement are read; null for a statement without rows. */
type Reader = ((texts: readonly (string | null)[]) => unknown) | null;

/** What one connection has prepared: by name, how its rows are read, or undefined while that is not known. */
interface Known {
  readonly readers: Map<string, Reader | undefined>;
  current: Wave | null;
}
const knownOn = new WeakMap<object, Known>();

/** The driver's own way of writing values, so that a wave and its plain queries agree. */
const { prepareValue } = (pg as unknown as { readonly utils: { readonly prepareValue: (value: unknown) => unknown } }).utils;

/**
 * Several statements as one query of the driver: their messages in one write, and one Sync at the end, so that PostgreSQL answers them
 * all in one write too. It runs them in order, each with a snapshot of its own; after one that fails it passes over the rest.
 * https://www.postgresql.org/docs/18/protocol-flow.html#PROTOCOL-FLOW-PIPELINING
 */
export class Wave implements pg.Submittable {
  readonly #client: pg.PoolClient;
  #asked: readonly Asked[];
  readonly #known: Known;
  readonly #readers: (Reader | undefined)[] = [];
  /** The statement that is being answered. */
  #index = 0;
  #rows: unknown[] = [];
  #problem: Error | null = null;

  constructor(client: pg.PoolClient, asked: readonly Asked[]) {
    this.#client = client;
    this.#asked = asked;
    const { connection } = client as unknown as { readonly connection: Connection };
    const known = knownOn.get(connection) ?? { readers: new Map(), current: null };
    if (!knownOn.has(connection)) {
      knownOn.set(connection, known);
      connection.on('parseComplete', () => known.current?.handleParseComplete());
    }
    this.#known = known;
  }

  /** What is asked, in order. */
  get texts(): readonly string[] {
    return this.#asked.map(({ text }) => text);
  }

  submit(given: pg.Connection): void {
    const connection = given as unknown as Connection;
    const { readers } = this.#known;
    this.#known.current = this;
    const parsed = new Set<string>();
    connection.stream.cork();
    try {
      for (const { text, values, name = '' } of this.#asked) {
        const reader = readers.get(name);
        if (name === '' || (!readers.has(name) && !parsed.has(name))) connection.parse({ text, name, types: undefined });
        parsed.add(name);
        connection.bind({ portal: '', statement: name, values, binary: false, valueMapper: prepareValue });
        if (reader === undefined) connection.describe({ type: 'P', name: '' });
        connection.execute({ portal: '', rows: undefined });
        this.#readers.push(reader);
      }
    } catch (problem) {
      // A value that cannot be written: what stands before it is sent, and nothing after it.
      const sent = this.#readers.length;
      for (const { reject } of this.#asked.slice(sent)) reject(problem as Error);
      this.#asked = this.#asked.slice(0, sent);
    } finally {
      connection.sync();
      connection.stream.uncork();
    }
  }

  /** From here on the statement is there under its name, whatever becomes of this run of it. */
  handleParseComplete(): void {
    const name = this.#asked[this.#index]?.name;
    if (name !== undefined) this.#known.readers.set(name, undefined);
  }

  handleRowDescription({ fields }: Description): void {
    this.#readers[this.#index] = this.#readerOf(fields);
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    try {
      this.#rows.push(this.#readers[this.#index]!(fields));
    } catch (problem) {
      this.#problem ??= problem as Error;
    }
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    const { name, resolve, reject } = this.#asked[this.#index]!;
    const reader = this.#readers[this.#index] ?? null;
    if (name !== undefined) this.#known.readers.set(name, reader);
    const [rows, problem] = [this.#rows, this.#problem];
    this.#index++;
    this.#rows = [];
    this.#problem = null;
    if (problem) return reject(problem);
    const words = text.split(' ');
    resolve({ command: words[0]!, rowCount: Number(words.at(-1)) || 0, rows });
  }

  handleError(problem: Error): void {
    this.#known.current = null;
    for (const { reject } of this.#asked.slice(this.#index)) reject(problem);
    this.#index = this.#asked.length;
  }

  handleReadyForQuery(): void {
    this.#known.current = null;
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: '' });
  }

  handlePortalSuspended(): void {
    throw new Error('every row was asked for at once');
  }

  handleCopyInResponse(): void {
    throw new Error('COPY needs a client of its own');
  }

  handleCopyData(): void {
    throw new Error('COPY needs a client of its own');
  }

  #readerOf(fields: Description['fields']): Reader {
    const columns = fields.map(({ name, dataTypeID }) => [name, (this.#client as unknown as { getTypeParser(oid: number, format: 'text'): (text: string) => unknown }).getTypeParser(dataTypeID, 'text')] as const);
    return (texts) => {
      const row: Record<string, unknown> = {};
      for (let index = 0; index < columns.length; index++) {
        const text = texts[index]!;
        row[columns[index]![0]] = text === null ? null : columns[index]![1](text);
      }
      return row;
    };
  }
}
