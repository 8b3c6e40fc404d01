import { join, resolve } from 'node:path';
import { verifyAudit } from '../platform/audit/verify.ts';
import { backup, BackupProblem } from '../platform/backup/backup.ts';
import { restore } from '../platform/backup/restore.ts';
import { connect } from '../platform/database/connection.ts';
import { openDatabaseFor } from '../platform/embedded-database/index.ts';
import { folderFileStore } from '../platform/files/folder-file-store.ts';
import { CommandLineMisuse } from './command.ts';
import { onTheSite } from './on-the-site.ts';
import { say, siteConfig } from './site-config.ts';

/** Writes a consistent copy. */
export const makeBackup = (rest: readonly string[]): Promise<number> => refusable(() => written(rest));

/** Puts one back. */
export const restoreBackup = (rest: readonly string[]): Promise<number> => refusable(() => restored(rest));

async function written(rest: readonly string[]): Promise<number> {
  const folder = folderNamed(rest);
  const manifest = await onTheSite((services) => backup(services, folder, say));
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  process.stdout.write(`Backed up ${rows} rows and ${manifest.files.length} files to ${folder}. The keys are not in it: keep their escrowed copy apart.\n`);
  return 0;
}

async function restored(rest: readonly string[]): Promise<number> {
  const folder = folderNamed(rest);
  const config = siteConfig();
  const server = await openDatabaseFor(config, say);
  const database = connect(server.url);
  try {
    const manifest = await restore(database, folderFileStore(join(config.dataFolder, 'files')), folder, say);
    const audit = await verifyAudit(database);
    if (audit.broken) throw new BackupProblem(`The records are restored, but the audit chain does not hold: ${audit.broken}`);
    process.stdout.write(`Restored the backup of ${manifest.takenAt}. The audit chain holds: ${audit.entries} entries.\n`);
    return 0;
  } finally {
    await database.close();
    await server.close();
  }
}

function folderNamed(rest: readonly string[]): string {
  if (rest.length !== 1 || rest[0]!.startsWith('-')) throw new CommandLineMisuse('Name one folder: wantsum backup FOLDER, or wantsum restore FOLDER.');
  return resolve(rest[0]!);
}

/** A backup that cannot be made or read is refused input: status 1 and a sentence. */
async function refusable(work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (problem) {
    if (!(problem instanceof BackupProblem)) throw problem;
    process.stderr.write(`${problem.message}\n`);
    return 1;
  }
}
