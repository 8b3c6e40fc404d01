import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openHouse, type House } from '../../../tests/house.ts';
import type { Tx } from '../database/connection.ts';
import { Company } from './together.ts';

describe('commands that arrive at the same time', () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
    await house.database.pool.query('create table traveller (key text primary key, transaction text not null, runs integer not null default 1)');
  });
  beforeEach(() => house.database.pool.query("truncate traveller; insert into traveller select 'record-' || n, '' from generate_series(0, 40) n"));
  afterAll(() => house.close());

  /** Writes down in which transaction it ran, on the record of its key. */
  const mark = async (tx: Tx, key: string): Promise<string> => {
    await sql`select 1 from traveller where key = ${key} for update`.execute(tx);
    const { rows } = await sql<{ transaction: string }>`update traveller set transaction = pg_current_xact_id()::text, runs = runs + 1 where key = ${key} returning transaction`.execute(tx);
    return rows[0]!.transaction;
  };
  const companion = (key: string, run: (tx: Tx) => Promise<string> = (tx) => mark(tx, key)) => ({ key, inCompany: run, alone: () => house.database.write(run) });
  const runs = async () => (await house.database.pool.query<{ key: string; runs: number }>('select key, runs - 1 as runs from traveller where runs > 1 order by key')).rows;

  test('share a transaction, each with its own result, and each is done once', async () => {
    const company = new Company<string>(house.database);
    const transactions = await Promise.all(Array.from({ length: 40 }, (_, index) => company.join(companion(`record-${index}`))));
    expect(transactions).toHaveLength(40);
    expect(new Set(transactions).size).toBeLessThan(10);
    expect((await runs()).map((one) => one.runs)).toEqual(Array.from({ length: 40 }, () => 1));
  });

  test('one that comes alone has a transaction of its own at once', async () => {
    const company = new Company<string>(house.database);
    const first = await company.join(companion('record-1'));
    expect(await company.join(companion('record-2'))).not.toBe(first);
  });

  test('two for one record are never in one transaction, however many come', async () => {
    const company = new Company<string>(house.database);
    const transactions = await Promise.all(Array.from({ length: 12 }, () => company.join(companion('record-1'))));
    expect(new Set(transactions).size).toBe(12);
    expect(await runs()).toEqual([{ key: 'record-1', runs: 12 }]);
  });

  test('one that fails after it has written leaves nothing behind, and the others are kept', async () => {
    const company = new Company<string>(house.database);
    const fails = async (tx: Tx): Promise<string> => {
      await mark(tx, 'record-3');
      throw new Error('this one cannot');
    };
    const breaks = (tx: Tx): Promise<string> => sql`select 1 / 0`.execute(tx).then(() => 'never');
    const settled = await Promise.allSettled([company.join(companion('record-1')), company.join(companion('record-3', fails)), company.join(companion('record-2')), company.join(companion('record-4', breaks))]);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
    expect(settled.flatMap((one) => (one.status === 'rejected' ? [(one.reason as Error).message] : []))).toEqual(['this one cannot', 'division by zero']);
    expect(await runs()).toEqual([{ key: 'record-1', runs: 1 }, { key: 'record-2', runs: 1 }]);
  });

  test('a lock that somebody else holds keeps back only the one who needs it', async () => {
    const company = new Company<string>(house.database);
    const holder = await house.database.pool.connect();
    try {
      await holder.query("begin; select 1 from traveller where key = 'record-1' for update");
      let held = true;
      const waits = company.join(companion('record-1')).then((transaction) => ({ transaction, held }));
      const goes = await company.join(companion('record-2'));
      expect(goes).toMatch(/^\d+$/);
      expect(await runs()).toEqual([{ key: 'record-2', runs: 1 }]);
      held = false;
      await holder.query('commit');
      expect((await waits).held).toBe(false);
      expect(await runs()).toEqual([{ key: 'record-1', runs: 1 }, { key: 'record-2', runs: 1 }]);
    } finally {
      holder.release();
    }
  });
});
