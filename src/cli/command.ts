/** One command of the `wantsum` program. */
export interface CliCommand {
  /** The words that name it: `import contracts`. */
  readonly words: string;
  readonly arguments: string;
  readonly does: string;
  /** @returns the exit status: 0 done, 1 refused input, 2 misuse */
  readonly run: (rest: readonly string[]) => Promise<number>;
}

/** The command was typed in a way that cannot be understood; the message says what is right. */
export class CommandLineMisuse extends Error {}
