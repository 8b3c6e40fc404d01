import { expect, test } from 'vitest';
import { counted } from './counted.ts';

test('one is one, none and many are many, and thousands are grouped', () => {
  expect([counted(1, 'supplier'), counted(0, 'supplier'), counted(1204n, 'supplier')]).toEqual(['1 supplier', '0 suppliers', '1,204 suppliers']);
  expect([counted(1, 'reply', 'replies'), counted(2, 'reply', 'replies'), counted(1, 'row is', 'rows are')]).toEqual(['1 reply', '2 replies', '1 row is']);
});
