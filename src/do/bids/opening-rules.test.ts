import { expect, test } from 'vitest';
import { pricesToOpen, REJECTED_BEFORE_PRICES } from './opening.ts';
import { withNames, withoutNames } from './shown-files.ts';

test('prices to open: lot by lot; a rejected bid keeps all of them, one below a pass mark that lot’s', () => {
  const bid = (id: string, state = 'opened', lots: string[] = []) => ({ id, state, lots });
  const { open, sealed } = pricesToOpen([bid('a'), bid('b', 'rejected', ['1', '2']), bid('c', 'opened', ['1', '2']), bid('d', 'opened', ['1'])], [{ bidId: 'c', lotId: '2', reason: 'Below' }, { bidId: 'd', lotId: '1', reason: 'Below' }, { bidId: 'gone', lotId: null, reason: 'x' }]);
  expect([...open]).toEqual([['a', [null]], ['c', ['1']]]);
  expect(sealed).toEqual([{ bidId: 'b', lotId: '1', reason: REJECTED_BEFORE_PRICES }, { bidId: 'b', lotId: '2', reason: REJECTED_BEFORE_PRICES }, { bidId: 'c', lotId: '2', reason: 'Below' }, { bidId: 'd', lotId: '1', reason: 'Below' }]);
  expect(pricesToOpen([], [])).toEqual({ open: new Map(), sealed: [] });
});

test('files without names: numbered within their question, by when they were added', () => {
  const file = (id: string, questionId: string | null, mediaType = 'application/pdf') => ({ id, questionId, name: `Alpha ${id}.pdf`, mediaType, sizeBytes: 210_000 });
  const files = [file('3', 'q', 'application/x-unknown'), file('1', 'q'), file('2', null)];
  expect(withoutNames(files, (id) => (id === 'q' ? 3 : undefined)).map(({ name, fileName }) => [name, fileName])).toEqual([
    ['File 1 for question 3 (PDF, 210 KB)', 'file-1-for-question-3.pdf'], ['File 1 for the bid as a whole (PDF, 210 KB)', 'file-1-for-the-bid-as-a-whole.pdf'], ['File 2 for question 3 (210 KB)', 'file-2-for-question-3'],
  ]);
  expect(withNames(files)[0]).toEqual({ id: '3', questionId: 'q', name: 'Alpha 3.pdf', fileName: 'Alpha 3.pdf' });
});
