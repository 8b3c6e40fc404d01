import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SYSTEM } from '#platform/access/access';
import { openHouse, sequenceFully, type House } from '../../../tests/house.ts';
import { acts } from '../access/act.ts';
import { sequenceAudit } from './sequencer.ts';
import { verifyAudit } from './verify.ts';
import { openPersonal } from './personal-values.ts';
import { writeAuditEntry } from './write-entry.ts';

const ACTS = acts('tests', { note: { on: null, words: 'noted something', may: [] } });

describe('the audit trail', () => {
  let house: House;
  beforeAll(async () => void (house = await openHouse()));
  afterAll(() => house.close());

  const note = (reason: string) => house.database.write((tx) => writeAuditEntry(tx, SYSTEM, ACTS.note, 'done', { record: null, reason }));

  test('gives entries their positions in commit order, and none to one whose elder is still running', async () => {
    await note('first');
    await sequenceFully(house.database);
    let finish = (): void => undefined;
    const elder = house.database.write(async (tx) => {
      await writeAuditEntry(tx, SYSTEM, ACTS.note, 'done', { record: null, reason: 'begun early, committed late' });
      await new Promise<void>((resolve) => (finish = resolve));
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    await note('begun late, committed early');
    await sequenceAudit(house.database);
    expect(await reasons(house)).not.toContain('begun late, committed early');
    finish();
    await elder;
    await sequenceFully(house.database);
    expect(await reasons(house)).toEqual(['first', 'begun early, committed late', 'begun late, committed early']);
  });

  test('sequencing from two processes at once gives every entry one position', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, index) => note(`entry ${index}`)));
    await Promise.all([sequenceAudit(house.database), sequenceAudit(house.database)]);
    await sequenceFully(house.database);
    const verified = await verifyAudit(house.database);
    expect(verified).toMatchObject({ broken: null, waiting: 0n });
  });

  test('OR-13: an entry cannot be changed, removed or emptied away', async () => {
    for (const statement of ['update audit_entry set reason = null', 'delete from audit_entry', 'truncate audit_entry cascade', 'delete from audit_position']) {
      await expect(house.database.pool.query(statement)).rejects.toThrow('never changed or removed');
    }
  });

  test('verification names the entry that somebody with the database in their hands has changed', async () => {
    await house.database.pool.query("alter table audit_entry disable trigger all; update audit_entry set reason = 'another' where reason = 'first'; alter table audit_entry enable trigger all");
    expect((await verifyAudit(house.database)).broken).toBe('The entry at position 1 was changed after it was written.');
  });

  test('personal values open under their key, and are gone when it is erased while the chain still holds', async () => {
    const person = await house.addPerson('Ann Example');
    await house.database.write((tx) => writeAuditEntry(tx, SYSTEM, ACTS.note, 'done', { record: null, personal: { of: person, values: { phone: '01622 000000' } } }));
    const sealed = await house.database.read((read) => read.selectFrom('audit_entry').select('personal').where('personal_of', '=', person).executeTakeFirstOrThrow());
    expect(sealed.personal!.toString('latin1')).not.toContain('01622');
    expect(await house.database.read((read) => openPersonal(read, person, sealed.personal!))).toEqual({ phone: '01622 000000' });
    await house.database.pool.query('delete from personal_key where person_id = $1', [person]);
    expect(await house.database.read((read) => openPersonal(read, person, sealed.personal!))).toBeNull();
  });
});

const reasons = async (house: House) =>
  (await house.database.read((read) => read.selectFrom('audit_position').innerJoin('audit_entry', 'id', 'entry_id').select('reason').orderBy('position').execute())).map((row) => row.reason);
