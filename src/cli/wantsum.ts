import { CommandLineMisuse } from './command.ts';
import { commandFor, usage } from './commands.ts';
import { ConfigProblem } from '../platform/config.ts';
import { DatabaseProblem } from '../platform/embedded-database/index.ts';
import { KeysProblem } from '../platform/keys.ts';
import { MigrationProblem } from '../platform/database/migrate.ts';
import { StartProblem } from '../main.ts';

/** Exit status: 0 done, 1 what was given was refused, 2 the command was misused or could not run. */
const MISUSE = 2;

/** Problems that an operator can mend; their messages are plain sentences, so no trace is shown. */
const EXPECTED = [CommandLineMisuse, ConfigProblem, DatabaseProblem, KeysProblem, MigrationProblem, StartProblem];

async function main(words: readonly string[]): Promise<number> {
  if (words.length === 0 || words.includes('--help') || words[0] === 'help') {
    process.stdout.write(usage());
    return words.length === 0 ? MISUSE : 0;
  }
  try {
    const { command, rest } = commandFor(words);
    return await command.run(rest);
  } catch (problem) {
    if (!EXPECTED.some((kind) => problem instanceof kind)) throw problem;
    process.stderr.write(`${(problem as Error).message}\n`);
    return MISUSE;
  }
}

// A reader such as `head` that closes the pipe early is no fault.
process.stdout.on('error', (problem: NodeJS.ErrnoException) => {
  if (problem.code === 'EPIPE') process.exit(0);
});
process.exitCode = await main(process.argv.slice(2));
