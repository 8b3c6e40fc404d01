import { expect, test } from 'vitest';
import { decideLaterClosing } from './after-publication.command.ts';

const CLOSING = new Date('2026-03-27T12:00:00Z');
const LATER = new Date('2026-03-30T12:00:00Z');
const decide = (state: 'published' | 'opened', now: string, to = LATER) => decideLaterClosing({ state, closesAt: CLOSING }, to, new Date(now));

test('the closing moves only later, and only while bidding is open: once closed it takes an outage and its evidence', () => {
  expect(decide('published', '2026-03-27T11:59:59Z').kind).toBe('allowed');
  expect(decide('published', '2026-03-27T12:00:00Z')).toMatchObject({ code: 'closed' });
  expect(decide('published', '2026-03-27T12:05:00Z')).toMatchObject({ code: 'closed' });
  expect(decide('published', '2026-03-20T12:00:00Z', CLOSING)).toMatchObject({ code: 'not-later' });
  expect(decide('opened', '2026-03-20T12:00:00Z')).toMatchObject({ code: 'wrong-state' });
});
