import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openHouse, type House } from '../../../tests/house.ts';
import { askTogether, insertTogether, readTogether, writeTogether } from './gathered.ts';
import { forgetPreparedForTests, notWaitedFor } from './prompt-connection.ts';
import { Wave } from './wave.ts';

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
    const next = readTogether<{ readonly next: number }>((asked) => `select n::text as asked, n + 1 as next from generate_series(1, 9) n where n::text = ${asked}`);
    const nowhere = readTogether((asked) => `select nothing as asked from nowhere where nothing = ${asked}`);
    const ask = async (id: string) => (await house.database.ask(next, id)).map((row) => row.next);
    for (let time = 0; time < 5; time++) {
      expect(await ask('1')).toEqual([2]);
      // Together, with one that fails: each has their own.
      const settled = await Promise.allSettled([ask('2'), ask('3'), house.database.ask(nowhere, '4'), ask('no\0ne').catch(() => 'refused'), ask('2')]);
      expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
      expect(await Promise.all(['2', '3', 'none', '2'].map(ask))).toEqual([[3], [4], [], [3]]);
    }
    expect((await house.database.pool.query('show plan_cache_mode')).rows).toEqual([{ plan_cache_mode: 'auto' }]);
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

describe('what many ask at the same moment', () => {
  let house: House;
  beforeAll(async () => {
    forgetPreparedForTests();
    house = await openHouse();
    await house.database.pool.query('create table shelf (id uuid primary key, words text, bytes bytea, price numeric, at timestamptz, tags jsonb)');
  });
  afterAll(() => house.close());

  const put = writeTogether<Readonly<Record<string, unknown>>>({ id: 'uuid', words: 'text', bytes: 'bytea', price: 'numeric', at: 'timestamptz', tags: 'jsonb' }, (given) => `insert into shelf (id, words, bytes, price, at, tags) ${given}`);
  const read = readTogether<{ readonly id: string; readonly words: string | null; readonly bytes: Buffer | null }>((asked) => `select s.id as asked, s.* from shelf s where s.id = ${asked}`);
  const ids = (count: number) => Array.from({ length: count }, () => randomUUID());
  const statements = async (work: () => Promise<unknown>): Promise<string[]> => {
    const sent = vi.spyOn(Wave.prototype, 'submit');
    await work();
    const texts = sent.mock.contexts.flatMap((wave) => (wave as Wave).texts);
    sent.mockRestore();
    return texts;
  };

  test('is one statement, and each gets their own answer, none where there is none', async () => {
    const those = ids(5);
    await house.database.write((tx) => Promise.all(those.slice(1).map((id, index) => put(tx, [{ id, words: `number ${index}`, bytes: null, price: null, at: null, tags: null }]))));
    let answers: unknown[] = [];
    const texts = await statements(() => house.database.read(async (tx) => (answers = await Promise.all([...those, those[2]!].map(async (id) => (await read(tx, id)).map(({ words }) => words))))));
    expect(answers).toEqual([[], ['number 0'], ['number 1'], ['number 2'], ['number 3'], ['number 1']]);
    expect(texts.filter((text) => text.includes('shelf'))).toHaveLength(1);
  });

  test('is written whole: bytes of every length and none, quotes, line feeds, zones, JSON', async () => {
    const rows = ids(4).map((id, index) => ({
      id, words: [null, '', 'a "quote", a \\ and {braces},\nNULL', 'é NULL'][index], bytes: [Buffer.from([0, 255, 39, 92]), null, Buffer.alloc(0), Buffer.alloc(30_000, 7)][index],
      price: [null, '12.50', '0', '-3'][index], at: [null, new Date('2026-03-02T09:00:00Z'), null, new Date(0)][index], tags: [null, '{"a": ["b\\"c"]}', '[]', '"x"'][index],
    }));
    // Two of one asker, and one each of two others.
    await house.database.write((tx) => Promise.all([put(tx, rows.slice(0, 2)), put(tx, [rows[2]!]), put(tx, []), put(tx, [rows[3]!])]));
    for (const row of rows) {
      const { rows: [stored] } = await house.database.pool.query('select * from shelf where id = $1', [row.id]);
      expect(stored).toEqual({ ...row, price: row.price === '12.50' ? '12.50' : row.price, tags: row.tags ? JSON.parse(row.tags) : null });
    }
  });

  test('a question that is asked after a write sees it, whoever asked the same before it', async () => {
    const [one, other] = ids(2);
    const seen = await house.database.write((tx) => Promise.all([read(tx, other!), put(tx, [{ id: one, words: 'mine', bytes: null, price: null, at: null, tags: null }]).then(() => read(tx, one!))]));
    expect(seen[1]).toMatchObject([{ words: 'mine' }]);
  });

  test('a write that fails takes its transaction with it, and the next on that connection is unharmed', async () => {
    const [one, other] = ids(2);
    const row = (id: string) => ({ id, words: null, bytes: null, price: null, at: null, tags: null });
    await expect(house.database.write((tx) => Promise.all([put(tx, [row(one!)]), put(tx, [row(one!)]), put(tx, [row(other!)])]))).rejects.toThrow('duplicate key');
    await expect(house.database.write((tx) => Promise.all([read(tx, 'no id'), read(tx, one!)]))).rejects.toThrow('invalid input syntax');
    expect(await house.database.read((tx) => Promise.all([read(tx, one!), read(tx, other!)]))).toEqual([[], []]);
  });

  test('a lock for several is held before what is asked after it is answered', async () => {
    const [one, other] = ids(2);
    await house.database.write((tx) => put(tx, [one, other].map((id) => ({ id, words: 'before', bytes: null, price: null, at: null, tags: null }))));
    const lock = askTogether((asked) => `select id from shelf where id = ${asked} for update`);
    const blocker = await house.database.client();
    await blocker.query('begin');
    await blocker.query("update shelf set words = 'after' where id = $1", [other]);
    const locked = house.database.write((tx) => Promise.all([one, other].map(async (id) => {
      await lock(tx, id!);
      return (await read(tx, id!))[0]?.words;
    })));
    await blocker.query('commit');
    blocker.release();
    expect(await locked).toEqual(['before', 'after']);
  });

  test('is prepared once it comes often, whatever stands in it: the question of a bid once cost thrice as much for a limit in it', async () => {
    const newest = readTogether((asked) => `select s.id as asked, (select w.words from shelf w where w.id = s.id order by w.at limit 1) as newest_words from shelf s where s.id = ${asked}`);
    const names = await house.database.read(async (tx) => {
      for (const id of ids(4)) await newest(tx, id);
      return (await sql<{ name: string }>`select name from pg_prepared_statements where statement like '%as newest_words%' and statement not like '%pg_prepared%'`.execute(tx)).rows;
    });
    expect(names).toHaveLength(1);
  });

  test('rows of a table are inserted by its columns’ names', async () => {
    const insert = insertTogether('outbox_mail', { id: 'uuid', recipient_email: 'text', subject: 'text', body_text: 'text' });
    const those = ids(2);
    await house.database.write((tx) => Promise.all(those.map((id, index) => insert(tx, [{ id, recipient_email: `${index}@example.org`, subject: 'Words', body_text: 'More' }]))));
    const { rows } = await house.database.pool.query('select recipient_email from outbox_mail where id = any($1) order by 1', [those]);
    expect(rows).toEqual([{ recipient_email: '0@example.org' }, { recipient_email: '1@example.org' }]);
  });
});
