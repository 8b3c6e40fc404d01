import { expect, test } from 'vitest';
import { counted, countedYet } from './counted.ts';

test('one is one, none and many are many, and thousands are grouped', () => {
  expect([counted(1, 'supplier'), counted(0, 'supplier'), counted(1204n, 'supplier')]).toEqual(['1 supplier', '0 suppliers', '1,204 suppliers']);
  expect([counted(1, 'reply', 'replies'), counted(2, 'reply', 'replies'), counted(1, 'row is', 'rows are')]).toEqual(['1 reply', '2 replies', '1 row is']);
});

test('of what is still being gathered none is said in words', () => {
  expect([countedYet(0, 'document'), countedYet(0, 'reply', 'replies'), countedYet(1, 'document'), countedYet(1204, 'document')]).toEqual(['No documents yet', 'No replies yet', '1 document', '1,204 documents']);
});
