import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHouse, type House } from '../../../tests/house.ts';
import { notWaitedFor } from './prompt-connection.ts';

describe('statements in fewer trips', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
    await house.database.pool.query('create table trip (number integer primary key)');
  });
  afterAll(() => house.close());

  const insert = (number: number) => sql`insert into trip values (${number})`;
  const ahead = (number: number) => sql`insert into trip values (${number})${notWaitedFor}`;
  const numbers = async () => (await house.database.pool.query<{ number: number }>('select number from trip order by 1')).rows.map((row) => row.number);

  test('a statement that nobody waited for is there after the commit', async () => {
    await house.database.write(async (tx) => {
      await ahead(1).execute(tx);
      expect((await sql<{ number: number }>`select number from trip`.execute(tx)).rows).toEqual([{ number: 1 }]);
      await ahead(2).execute(tx);
    });
    expect(await numbers()).toEqual([1, 2]);
  });

  test('when it fails, the commit throws its own problem and nothing of the transaction is kept', async () => {
    const both = house.database.write(async (tx) => {
      await insert(3).execute(tx);
      await ahead(1).execute(tx);
    });
    await expect(both).rejects.toThrow('duplicate key');
    expect(await numbers()).toEqual([1, 2]);
  });

  test('when it fails, the next statement throws its problem, and the connection is fit for use again', async () => {
    for (let time = 0; time < 30; time++) {
      await expect(house.database.write(async (tx) => {
        await ahead(1).execute(tx);
        await insert(4).execute(tx);
      })).rejects.toThrow('duplicate key');
    }
    expect(await house.database.read(async (read) => (await sql`select 1`.execute(read)).rows.length)).toBe(1);
    expect(await numbers()).toEqual([1, 2]);
  });

  test('what was thrown by the program rolls back what was sent ahead', async () => {
    await expect(house.database.write(async (tx) => {
      await ahead(5).execute(tx);
      throw new Error('no');
    })).rejects.toThrow('no');
    expect(await numbers()).toEqual([1, 2]);
  });

  test('a read transaction refuses a write from its first statement', async () => {
    await expect(house.database.read((read) => insert(6).execute(read))).rejects.toThrow('read-only');
  });

  test('a statement prepared by use follows a replaced clock and an added column', async () => {
    const year = () => house.database.read(async (read) => (await sql<{ year: string }>`select extract(year from wantsum_clock())::text as year where ${1} = 1`.execute(read)).rows[0]!.year);
    const all = () => house.database.read(async (read) => (await sql<object>`select * from trip where number = ${1}`.execute(read)).rows[0]);
    await house.setClock('2031-03-01T09:00:00Z');
    for (let time = 0; time < 20; time++) expect([await year(), await all()]).toEqual(['2031', { number: 1 }]);
    await house.setClock('2044-03-01T09:00:00Z');
    await house.database.pool.query('alter table trip add column colour text');
    for (let time = 0; time < 20; time++) expect([await year(), await all()]).toEqual(['2044', { number: 1, colour: null }]);
  });
});
