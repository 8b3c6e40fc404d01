import { OperatorProblem } from '../kernel/operator-problem.ts';
import { commandFor, usage, usageOf } from './commands.ts';

/** Exit status: 0 done, 1 what was given was refused, 2 the command was misused or could not run. */
const MISUSE = 2;

async function main(words: readonly string[]): Promise<number> {
  if (words.length === 0 || words.includes('--help') || words[0] === 'help') {
    process.stdout.write(usage(words));
    return words.length === 0 ? MISUSE : 0;
  }
  try {
    const { command, rest } = commandFor(words);
    const run = await command.load();
    return await run(rest, usageOf(command));
  } catch (problem) {
    if (!(problem instanceof OperatorProblem)) throw problem;
    process.stderr.write(`${problem.message}\n`);
    return MISUSE;
  }
}

// A reader such as `head` that closes the pipe early is no fault.
process.stdout.on('error', (problem: NodeJS.ErrnoException) => {
  if (problem.code === 'EPIPE') process.exit(0);
});
process.exitCode = await main(process.argv.slice(2));
