import { stat } from 'node:fs/promises';
import type { Writable } from 'node:stream';

/** 0 done, 1 the input was refused, 2 misuse. */
export type ExitStatus = 0 | 1 | 2;

/** Where a command line's words go: results to `out`, progress and messages to `err`. */
export interface Streams {
  readonly out: Writable;
  readonly err: Writable;
}

/** What every import of a file is told on the command line. */
export interface ImportFileArguments {
  readonly file: string;
  /** `Field=Heading`, as often as needed. */
  readonly map?: readonly string[];
  readonly keepGood?: boolean;
  readonly json?: boolean;
}

/** The fields that `--map` names with their headings, or null when it is not written as it should be. */
export function readMap(map: readonly string[]): Record<string, string> | null {
  const overrides: Record<string, string> = {};
  for (const one of map) {
    const at = one.indexOf('=');
    if (at < 1) return null;
    overrides[one.slice(0, at).trim()] = one.slice(at + 1).trim();
  }
  return overrides;
}

export const isFile = async (path: string): Promise<boolean> => stat(path).then((found) => found.isFile(), () => false);

/** Says why the input is refused, as JSON too where that was asked for. */
export async function refusedInput(streams: Streams, { json }: { readonly json?: boolean }, why: string): Promise<ExitStatus> {
  if (json) await write(streams.out, `${JSON.stringify({ refused: why })}\n`);
  streams.err.write(`${why}\n`);
  return 1;
}

/** Says how the command is misused. */
export function misused(streams: Streams, why: string): ExitStatus {
  streams.err.write(`${why}\n`);
  return 2;
}

const WIDTH = 30;
/** How far a long piece of work is, on one line that is written over. */
export function progressBar(err: Writable, done: number, total: number): void {
  const share = total === 0 ? 1 : Math.min(1, done / total);
  err.write(`\r[${'#'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH, '.')}] ${done.toLocaleString('en-GB')} of ${total.toLocaleString('en-GB')}`);
}

/** Waits while the reader of a pipe is slower than we are, so that a long list never stands in memory. */
export const write = (stream: Writable, text: string): Promise<void> => new Promise((resolve) => (stream.write(text) ? resolve() : void stream.once('drain', resolve)));
