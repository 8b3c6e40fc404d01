import { CommandLineMisuse, type CliCommand } from './command.ts';

const COMMANDS: readonly CliCommand[] = [
  { words: 'start', arguments: '', does: 'Start the site (PORT, default 3000).', load: async () => (await import('./start.ts')).start },
  { words: 'migrate', arguments: '', does: 'Bring the database up to date and stop.', load: async () => (await import('./site.ts')).migrateOnly },
  { words: 'administrator', arguments: 'EMAIL --name NAME', does: 'Let the first site administrator in; prints their first password.', load: async () => (await import('./site.ts')).administrator },
  { words: 'codes-off', arguments: 'EMAIL', does: 'Turn sign-in codes off for somebody who lost app and recovery codes.', load: async () => (await import('./site.ts')).codesOff },
  { words: 'demo', arguments: '', does: 'Load the demonstration county into an empty site.', load: async () => (await import('./site.ts')).demo },
  { words: 'import spend', arguments: 'FILE --body SLUG [--name NAME] [--new-body] [--map "field=Heading"] [--date-order day-first|month-first|year-first] [--control-total POUNDS] [--keep-good] [--dry-run] [--json]', does: 'Read a council’s spending as published (CSV or XLSX); --dry-run needs no body and no database.', load: async () => (await import('./import-spend.ts')).spend },
  { words: 'import contracts', arguments: 'FILE --body SLUG [--name NAME] [--new-body] [--map "Field=Heading"] [--keep-good] [--dry-run] [--json]', does: 'Read a council’s contracts register as published; --dry-run needs no body and no database.', load: async () => (await import('./import-contracts.ts')).contracts },
  { words: 'import ocds', arguments: 'FILE.json [--keep-good] [--json]', does: 'Read Find a Tender release packages.', load: async () => (await import('./import.ts')).ocds },
  { words: 'import grants', arguments: 'FILE --body SLUG [--name NAME] [--new-body] [--map "Field=Heading"] [--date-order ORDER] [--keep-good] [--dry-run] [--json]', does: 'Read grants: 360Giving CSV, XLSX or JSON. A dry run needs no database.', load: async () => (await import('./grants.ts')).importing },
  { words: 'import organisations', arguments: 'FILE [--map "field=Heading"] [--keep-good] [--dry-run] [--json]', does: 'Read suppliers from CSV or XLSX; those here already stay as they are.', load: async () => (await import('./organisations.ts')).importFile },
  { words: 'import undo', arguments: 'ID [--json]', does: 'Take back what one import added.', load: async () => (await import('./import.ts')).undo },
  { words: 'export contracts', arguments: '--body SLUG --format csv|json|ocds', does: 'Write a body’s contracts to stdout.', load: async () => (await import('./export.ts')).contracts },
  { words: 'export spend', arguments: '--body SLUG --format csv [--above POUNDS]', does: 'Write a body’s spending to stdout as the Transparency Code has it.', load: async () => (await import('./export-spend.ts')).spend },
  { words: 'spend check', arguments: '', does: 'Add every payment up again and compare the totals that the reports read.', load: async () => (await import('./export-spend.ts')).check },
  { words: 'organisations match', arguments: 'FILE.csv [--json]', does: 'Suggest which names in a file are one organisation; needs no database.', load: async () => (await import('./organisations.ts')).match },
  { words: 'ocds merge', arguments: '[--versioned] [--schema 1.1|find-a-tender] FILE...|-', does: 'Merge OCDS releases into one compiled (or versioned) release a process, one a line.', load: async () => (await import('./ocds.ts')).merge },
  { words: 'ocds validate', arguments: 'FILE...|- [--schema 1.1|find-a-tender] [--json]', does: 'List every error and undocumented field of OCDS releases; schema 1.1 (release 1.1.5) unless told.', load: async () => (await import('./ocds.ts')).validate },
  { words: 'export grants', arguments: '--format 360giving|csv|json [--body SLUG]', does: 'Write grants to stdout in the 360Giving standard.', load: async () => (await import('./grants.ts')).exporting },
  { words: 'audit verify', arguments: '[--json]', does: 'Recompute the audit chain and say whether it holds.', load: async () => (await import('./audit.ts')).verify },
  { words: 'backup', arguments: 'FOLDER', does: 'Write a consistent copy of the database and files; keys are kept apart.', load: async () => (await import('./backup.ts')).makeBackup },
  { words: 'restore', arguments: 'FOLDER', does: 'Put a backup into an empty site and verify its audit chain.', load: async () => (await import('./backup.ts')).restoreBackup },
];

/** The command that the first words name, and the words after them. @throws CommandLineMisuse */
export function commandFor(words: readonly string[]): { readonly command: CliCommand; readonly rest: readonly string[] } {
  for (const length of [2, 1]) {
    const command = COMMANDS.find((one) => one.words === words.slice(0, length).join(' '));
    if (command) return { command, rest: words.slice(length) };
  }
  throw new CommandLineMisuse(`There is no command "${words.slice(0, 2).join(' ')}". See wantsum --help.`);
}

/** How a command is written, after the program's name. */
export const usageOf = (command: CliCommand): string => `${command.words} ${command.arguments}`.trim();

/** What `wantsum --help` prints; after the words of a command, or its first word, what is of that alone. */
export function usage(words: readonly string[] = []): string {
  const [first, second] = words.filter((word) => !word.startsWith('-') && word !== 'help');
  const named = COMMANDS.filter((command) => command.words === first || command.words === `${first} ${second}`);
  const family = COMMANDS.filter((command) => command.words.split(' ')[0] === first);
  const shown = named.length > 0 ? named : family.length > 0 ? family : COMMANDS;
  const width = Math.max(0, ...shown.map((command) => usageOf(command).length).filter((length) => length <= 60));
  const lines = shown.flatMap((command) => (usageOf(command).length > width ? [`  wantsum ${usageOf(command)}`, `          ${' '.repeat(width)}  ${command.does}`] : [`  wantsum ${usageOf(command).padEnd(width)}  ${command.does}`]));
  return ['wantsum: commissioning, from outcome to contract', '', ...lines, '', 'Settings are environment variables: docs/running.md.', ''].join('\n');
}
