import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openHouse } from '../../../tests/house.ts';
import { connect } from './connection.ts';

test('statements are not compiled on a server of one’s own either, unless its address says so', async () => {
  const house = await openHouse();
  const { rows } = await house.database.read((read) => sql<{ jit: string }>`show jit`.execute(read));
  expect(rows).toEqual([{ jit: 'off' }]);
  const address = new URL(house.database.url);
  address.searchParams.set('options', '-c jit=on');
  const own = connect(address.href, { connections: 1 });
  expect((await own.read((read) => sql<{ jit: string }>`show jit`.execute(read))).rows).toEqual([{ jit: 'on' }]);
  await own.close();
  await house.close();
});
