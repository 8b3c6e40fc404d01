import type { Writable } from 'node:stream';
import { inFigures } from '#kernel/counted';
import { write, type ExitStatus, type Streams } from '#platform/command-line';

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

/** Says why the input is refused, as JSON too where that was asked for. */
export async function refusedInput(streams: Streams, { json }: { readonly json?: boolean }, why: string): Promise<ExitStatus> {
  if (json) await write(streams.out, `${JSON.stringify({ refused: why })}\n`);
  streams.err.write(`${why}\n`);
  return 1;
}

/** The last sentence of an import that was done: how it is taken back, or that there is nothing to take back. @param changed whether anything here is other than before */
export const takeBackWords = (importId: string, changed: boolean): string =>
  changed ? `To take it back: wantsum import undo ${importId}` : 'Nothing was changed, so there is nothing to take back.';

const WIDTH = 30;
/** How far a long piece of work is, on one line that is written over. */
export function progressBar(err: Writable, done: number, total: number): void {
  const share = total === 0 ? 1 : Math.min(1, done / total);
  err.write(`\r[${'#'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH, '.')}] ${inFigures(done)} of ${inFigures(total)}`);
}
