import { resolve } from 'node:path';
import { importOcdsCli } from '#ocds';
import { importContractsCli, undoImportCli } from '#transparency';
import { parsed, required, STREAMS } from './arguments.ts';
import type { CliCommand } from './command.ts';
import { onTheSite } from './on-the-site.ts';

const CONTRACTS = 'FILE.csv --body SLUG [--name NAME] [--map "Field=Heading"] [--keep-good] [--dry-run] [--json]';
const OCDS = 'FILE.json [--keep-good] [--json]';
const UNDO = 'ID [--json]';

/** Reading others' data in. */
export const importCommands: readonly CliCommand[] = [
  { words: 'import contracts', arguments: CONTRACTS, does: 'Read a council’s contracts register as published.', run: contracts },
  { words: 'import ocds', arguments: OCDS, does: 'Read Find a Tender release packages.', run: ocds },
  { words: 'import undo', arguments: UNDO, does: 'Take back what one import added.', run: undo },
];

function contracts(words: readonly string[]): Promise<number> {
  const usage = `import contracts ${CONTRACTS}`;
  const { values, positionals } = parsed(words, usage, {
    body: { type: 'string' }, name: { type: 'string' }, map: { type: 'string', multiple: true },
    'keep-good': { type: 'boolean', default: false }, 'dry-run': { type: 'boolean', default: false }, json: { type: 'boolean', default: false },
  }, 1);
  const body = required(values.body, '--body, the short name of the council such as "salford"', usage);
  return onTheSite((services) =>
    importContractsCli(services, {
      file: resolve(positionals[0]!), body, ...(values.name ? { name: values.name } : {}), map: values.map ?? [],
      keepGood: values['keep-good'], dryRun: values['dry-run'], json: values.json,
    }, STREAMS),
  );
}

function ocds(words: readonly string[]): Promise<number> {
  const { values, positionals } = parsed(words, `import ocds ${OCDS}`, { 'keep-good': { type: 'boolean', default: false }, json: { type: 'boolean', default: false } }, 1);
  return onTheSite((services) => importOcdsCli(services, { file: resolve(positionals[0]!), keepGood: values['keep-good'], json: values.json }, STREAMS));
}

function undo(words: readonly string[]): Promise<number> {
  const { values, positionals } = parsed(words, `import undo ${UNDO}`, { json: { type: 'boolean', default: false } }, 1);
  return onTheSite((services) => undoImportCli(services, { importId: positionals[0]!, json: values.json }, STREAMS));
}
