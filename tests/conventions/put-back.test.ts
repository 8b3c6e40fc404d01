import { expect, test } from 'vitest';
import { notPutBack, testFiles } from './put-back.ts';

test('what a test connects it puts back, since the files after it run in its process', () => {
  expect(notPutBack(testFiles())).toEqual([]);
});

test('planted: a port that stays connected is named, one that is handed on is let through', () => {
  const planted = ['test("a", () => {', '  connectBids({ a });', '  onTestFinished(connectBids({ a }));', '  return connectBids({ a });', '  const putBack = connectBids({ a });', '});'].join('\n');
  expect(notPutBack([{ path: 'src/a.test.ts', text: planted }])).toEqual(['src/a.test.ts:2 connects a port and does not put it back: hand what it returns to onTestFinished, or return it from beforeAll.']);
});
