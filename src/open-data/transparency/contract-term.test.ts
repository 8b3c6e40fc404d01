import { describe, expect, test } from 'vitest';
import { termOf } from './contract-term.ts';

describe('when a contract ends, from Salford’s register', () => {
  const row = (StartDate: string | null, EndDate: string | null, DurationMonths: number | null, ExtensionMonths: number | null, ExtensionCount: number | null, LastExtensionDate: string | null, heading = 'Current Expiry Date') =>
    Object.values(termOf({ StartDate, EndDate, DurationMonths, ExtensionMonths, ExtensionCount, LastExtensionDate }, heading));

  test.each([
    ['S1152, its one extension taken', row('2021-04-01', '2022-03-31', 12, 12, 1, '2023-03-31'), ['2023-03-31', '2023-03-31']],
    ['S1262, extensions of 12 months each, where S1046 gives them together: no last day', row('2020-04-01', '2023-03-31', 24, 12, 2, '2024-03-31'), ['2024-03-31', null]],
    ['S1033, no expiry date and three extensions', row('2020-04-01', '2026-03-31', 60, 60, 3, null), ['2026-03-31', null]],
    ['S1161, whose end holds its extension already', row('2017-04-01', '2023-03-31', 60, 12, 1, '2023-03-31'), ['2023-03-31', null]],
    ['S1417, without any extension', row('2022-03-07', '2022-03-07', 0, 0, 0, '2022-03-07'), ['2022-03-07', '2022-03-07']],
    ['S1003, one extension not taken yet', row('2022-02-01', '2027-01-31', 60, 60, 1, '2027-01-31'), ['2027-01-31', '2032-01-31']],
    ['an expiry before the end as let: a slip', row('2021-04-01', '2022-03-31', 12, 12, 1, '2021-03-31'), ['2022-03-31', '2023-03-31']],
    ['only an expiry date', row('2021-04-01', null, 12, null, null, '2023-03-31'), ['2023-03-31', '2023-03-31']],
    ['only an expiry date, before the start', row('2021-04-01', null, 12, null, null, '2001-03-31'), [null, null]],
    ['nothing at all', row(null, null, null, null, null, null), [null, null]],
  ])('%s', (_name, found, expected) => expect(found).toEqual(expected));

  test('a column that says how far a contract might run extends nothing', () => {
    for (const heading of ['Contract Final Expiry Date', 'LastExtensionDate', 'Maximum end date']) expect(row('2021-04-01', '2022-03-31', 12, 12, 1, '2024-03-31', heading)).toEqual(['2022-03-31', '2024-03-31']);
  });
});
