import { expect, test } from 'vitest';
import { importProblems, purityProblems } from './imports.ts';
import { shippedFiles } from './source-files.ts';

const planted = (path: string, text: string) => [{ path, text }];

test('every room imports only those before it, by their front doors', () => {
  expect(importProblems(shippedFiles())).toEqual([]);
});

test('planted: an earlier room that imports a later one is told to declare what it needs', () => {
  expect(importProblems(planted('src/parties/people/person.ts', "import { openBids } from '#bids';\n"))).toEqual([expect.stringContaining('stands later in the order. Declare what you need')]);
  expect(importProblems(planted('src/kernel/money.ts', "import { html } from '../platform/pages/html.ts';\n"))).toHaveLength(1);
  expect(importProblems(planted('src/platform/web/x.ts', "export { bid } from '../../do/bids/bid.ts';\n"))).toHaveLength(1);
});

test('planted: reaching into another room past its door is told of the door', () => {
  expect(importProblems(planted('src/do/awards/award.store.ts', "import { x } from '../bids/bid.store.ts';\n"))).toEqual([expect.stringContaining('front door, #bids')]);
});

test('planted: a folder that is in no order, and a name that means nothing', () => {
  expect(importProblems(planted('src/do/new-room/x.ts', ''))).toEqual([expect.stringContaining('not in src/module-order.ts')]);
  expect(importProblems(planted('src/do/bids/x.ts', "import { x } from '#nothing';\n"))).toEqual([expect.stringContaining('there is no #nothing')]);
});

test('files without a role suffix are pure', () => {
  expect(purityProblems(shippedFiles())).toEqual([]);
});

test('planted: a domain file that reads the clock or the database is told where to move it', () => {
  expect(purityProblems(planted('src/do/bids/bid.ts', 'export const late = () => Date.now() > 5;\n'))).toEqual([expect.stringContaining('reads the clock')]);
  expect(purityProblems(planted('src/do/bids/bid.ts', "import { sql } from 'kysely';\n"))).toEqual([expect.stringContaining('a file without a role suffix is pure')]);
  expect(purityProblems(planted('src/do/bids/bid.store.ts', "import { sql } from 'kysely';\n"))).toEqual([]);
});
