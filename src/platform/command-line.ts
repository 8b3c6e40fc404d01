import { stat } from 'node:fs/promises';
import type { Writable } from 'node:stream';

/** 0 done, 1 the input was refused, 2 misuse. */
export type ExitStatus = 0 | 1 | 2;

/** Where a command line's words go: results to `out`, progress and messages to `err`. */
export interface Streams {
  readonly out: Writable;
  readonly err: Writable;
}

/** Why what was named cannot be read as a file, a sentence; null where it can. */
export async function whyNoFile(path: string): Promise<string | null> {
  const found = await stat(path).catch(() => null);
  if (found?.isFile()) return null;
  return found?.isDirectory() ? `${path} is a folder: name a file in it.` : `There is no file ${path}.`;
}

/** Says how the command is misused. */
export function misused(streams: Streams, why: string): ExitStatus {
  streams.err.write(`${why}\n`);
  return 2;
}

/** Waits while the reader of a pipe is slower than we are, so that a long list never stands in memory. */
export const write = (stream: Writable, text: string): Promise<void> => new Promise((resolve) => (stream.write(text) ? resolve() : void stream.once('drain', resolve)));
