import { OperatorProblem } from '#kernel/operator-problem';

/** One command of the `wantsum` program. */
export interface CliCommand {
  /** The words that name it: `import contracts`. */
  readonly words: string;
  readonly arguments: string;
  readonly does: string;
  /** Its code is read only when it is asked for, so that a tool that needs no database starts at once and stays small. */
  readonly load: () => Promise<Run>;
}

/** @param rest the words after the command's own @param usage how it is written, for a sentence about a mistake @returns the exit status: 0 done, 1 refused input, 2 misuse */
export type Run = (rest: readonly string[], usage: string) => Promise<number>;

/** The command was typed in a way that cannot be understood; the message says what is right. */
export class CommandLineMisuse extends OperatorProblem {}
