import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { newId, type PersonId } from '#kernel/ids';
import { SYSTEM } from '../access/access.ts';
import { acts } from '../access/act.ts';
import { verifyAudit } from '../audit/verify.ts';
import { writeAuditEntry } from '../audit/write-entry.ts';
import { openPersonal } from '../audit/personal-values.ts';
import type { Database } from '../database/connection.ts';
import { openScratchDatabase, type ScratchDatabase } from '../database/scratch.ts';
import { folderFileStore } from '../files/folder-file-store.ts';
import { openHouse, sequenceFully, type House } from '../../../tests/house.ts';
import { backup, type BackupManifest } from './backup.ts';
import { restore } from './restore.ts';

const ACTS = acts('tests', { note: { on: null, words: 'noted something', may: [] } });

let house: House;
let folder: string;
let manifest: BackupManifest;
let person: PersonId;
const fileId = newId<'stored_file'>();

beforeAll(async () => {
  house = await openHouse();
  folder = await mkdtemp(join(tmpdir(), 'wantsum backup '));
  person = await house.addPerson('Tab\there and a new\nline, "quotes" and \\N');
  const written = await house.services.files.write(fileId, Buffer.from('a file'));
  await house.database.write(async (tx) => {
    await tx.insertInto('stored_file').values({ id: fileId, name: 'a.txt', media_type: 'text/plain', size_bytes: BigInt(written.sizeBytes), sha256: written.sha256 }).execute();
    await writeAuditEntry(tx, SYSTEM, ACTS.note, 'done', { record: null, personal: { of: person, values: { phone: '01622 000000' } } });
  });
  await sequenceFully(house.database);
  manifest = await backup(house.services, join(folder, 'first'), () => undefined);
});
afterAll(async () => {
  await house.close();
  await rm(folder, { recursive: true, force: true });
});

const emptyDatabase = async (): Promise<ScratchDatabase> => {
  const server = inject('testServer').url;
  const scratch = await openScratchDatabase(server, { template: 'template1' });
  return scratch;
};

test('a restored site holds what was backed up, and its audit chain still holds and grows', async () => {
  const scratch = await emptyDatabase();
  const files = folderFileStore(join(folder, 'restored files'));
  await restore(scratch.database, files, join(folder, 'first'), () => undefined);
  const restored = await scratch.database.read((read) => read.selectFrom('person').select('name').where('id', '=', person).executeTakeFirstOrThrow());
  expect(restored.name).toBe('Tab\there and a new\nline, "quotes" and \\N');
  expect((await files.readAll(fileId)).toString()).toBe('a file');
  expect(await verifyAudit(scratch.database)).toMatchObject({ broken: null, waiting: 0n, lastHash: manifest.lastAuditHash });
  await scratch.database.write((tx) => writeAuditEntry(tx, SYSTEM, ACTS.note, 'done', { record: null, reason: 'after the restore' }));
  await sequenceFully(scratch.database);
  expect(await verifyAudit(scratch.database)).toMatchObject({ broken: null, waiting: 0n, entries: BigInt(manifest.tables.find((table) => table.name === 'audit_entry')!.rows) + 1n });
  expect(await personalIn(scratch.database)).toEqual({ phone: '01622 000000' });
  await scratch.drop();
});

test('the database still refuses what it refused: foreign keys and append-only rows are back', async () => {
  const scratch = await emptyDatabase();
  await restore(scratch.database, folderFileStore(join(folder, 'other files')), join(folder, 'first'), () => undefined);
  await expect(scratch.database.pool.query('delete from audit_entry')).rejects.toThrow('never changed or removed');
  await expect(scratch.database.pool.query('insert into role_holding (id, person_id, role, scope_kind) values (gen_random_uuid(), gen_random_uuid(), $1, $2)', ['auditor', 'site'])).rejects.toThrow('foreign key');
  await scratch.drop();
});

test('a second backup into the same folder is refused, and so is a restore over records', async () => {
  await expect(backup(house.services, join(folder, 'first'), () => undefined)).rejects.toThrow('is not empty');
  await expect(restore(house.database, house.services.files, join(folder, 'first'), () => undefined)).rejects.toThrow('into an empty site only');
});

test('a damaged backup is refused whole', async () => {
  await backup(house.services, join(folder, 'damaged'), () => undefined);
  const path = join(folder, 'damaged', 'manifest.json');
  await writeFile(path, (await readFile(path, 'utf8')).replace(/("name": "person"[\s\S]*?"sha256": ")[0-9a-f]{8}/, '$100000000'));
  const scratch = await emptyDatabase();
  await expect(restore(scratch.database, folderFileStore(join(folder, 'x')), join(folder, 'damaged'), () => undefined)).rejects.toThrow('the table person is not as it was written');
  expect((await scratch.database.pool.query('select 1 from body')).rowCount).toBe(0);
  await scratch.drop();
});

const personalIn = async (database: Database) =>
  database.read(async (read) => {
    const row = await read.selectFrom('audit_entry').select('personal').where('personal_of', '=', person).executeTakeFirstOrThrow();
    return openPersonal(read, person, row.personal!);
  });
