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

  test('statements that are asked together run in the order in which they were asked, and each sees what those before it did', async () => {
    const count = (tx: Parameters<Parameters<House['database']['write']>[0]>[0]) => sql<{ count: number }>`select count(*)::int as count from trip`.execute(tx).then(({ rows }) => rows[0]!.count);
    for (let time = 0; time < 10; time++) {
      const seen = house.database.write(async (tx) => {
        const [before, , between, removed, after] = await Promise.all([count(tx), ahead(7).execute(tx), count(tx), sql`delete from trip where number = ${7}`.execute(tx), count(tx)]);
        return [before, between, removed.numAffectedRows, after];
      });
      expect(await seen).toEqual([2, 3, 1n, 2]);
    }
  });

  test('of statements asked together the first that fails is told, and the transaction is gone', async () => {
    for (let time = 0; time < 10; time++) {
      await expect(house.database.write((tx) => Promise.all([insert(8).execute(tx), insert(1).execute(tx), sql`select 1 / ${0}::int`.execute(tx)]))).rejects.toThrow('duplicate key');
    }
    expect(await numbers()).toEqual([1, 2]);
  });

  test('a lock that is asked for together with a question is held before the question is answered', async () => {
    const blocker = await house.database.client();
    await blocker.query('begin');
    await blocker.query('update trip set number = 9 where number = 1');
    const asked = house.database.write((tx) => Promise.all([sql`select 1 from trip for update${notWaitedFor}`.execute(tx), sql<{ number: number }>`select min(number) as number from trip`.execute(tx)]));
    await new Promise((resolve) => setTimeout(resolve, 200));
    await blocker.query('commit');
    blocker.release();
    expect((await asked)[1].rows).toEqual([{ number: 2 }]);
    await house.database.pool.query('update trip set number = 1 where number = 9');
  });

  test('a value that cannot be written fails its statement and keeps nothing', async () => {
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    await expect(house.database.write((tx) => Promise.all([insert(10).execute(tx), sql`select ${circular}::jsonb`.execute(tx)]))).rejects.toThrow('circular');
    expect(await numbers()).toEqual([1, 2]);
  });

  test('a connection that is lost fails what was asked, and the next transaction has another', async () => {
    await expect(house.database.write((tx) => Promise.all([insert(11).execute(tx), sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx)]))).rejects.toThrow();
    expect(await numbers()).toEqual([1, 2]);
  });

  test('nothing is asked after the end of a transaction', async () => {
    let kept: Parameters<Parameters<House['database']['write']>[0]>[0] | null = null;
    await house.database.write(async (tx) => {
      kept = tx;
    });
    await expect(insert(12).execute(kept!)).rejects.toThrow('after the end');
  });

  test('a question outside a transaction', async () => {
    for (let time = 0; time < 5; time++) expect(await house.database.ask<{ sum: number }>('select $1::int + 1 as sum', [time])).toEqual([{ sum: time + 1 }]);
    await expect(house.database.ask('select nothing from nowhere', [])).rejects.toThrow('nowhere');
    expect(await house.database.ask('select 1 as one', [])).toEqual([{ one: 1 }]);
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
