import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openHouse } from '../../../tests/house.ts';

test('statements are not compiled on a server of one’s own either', async () => {
  const house = await openHouse();
  const { rows } = await house.database.read((read) => sql<{ jit: string }>`show jit`.execute(read));
  expect(rows).toEqual([{ jit: 'off' }]);
  await house.close();
});
