import { auditCommands } from './audit.ts';
import { backupCommands } from './backup.ts';
import { exportCommands } from './export.ts';
import { importCommands } from './import.ts';
import { siteCommands } from './site.ts';
import { CommandLineMisuse, type CliCommand } from './command.ts';

const COMMANDS: readonly CliCommand[] = [...siteCommands, ...importCommands, ...exportCommands, ...auditCommands, ...backupCommands];

/** The command that the first words name, and the words after them. @throws CommandLineMisuse */
export function commandFor(words: readonly string[]): { readonly command: CliCommand; readonly rest: readonly string[] } {
  for (const length of [2, 1]) {
    const command = COMMANDS.find((one) => one.words === words.slice(0, length).join(' '));
    if (command) return { command, rest: words.slice(length) };
  }
  throw new CommandLineMisuse(`There is no command "${words.slice(0, 2).join(' ')}". See wantsum --help.`);
}

/** What `wantsum --help` prints. */
export function usage(): string {
  const width = Math.max(...COMMANDS.map((command) => `${command.words} ${command.arguments}`.length));
  const lines = COMMANDS.map((command) => `  wantsum ${`${command.words} ${command.arguments}`.padEnd(width)}  ${command.does}`);
  return ['wantsum: commissioning, from outcome to contract', '', ...lines, '', 'Settings are environment variables: docs/running.md.', ''].join('\n');
}
