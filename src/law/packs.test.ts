import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { asNote, lawFor, noticeRule, rowsOf, ruleById, sequenceFor, SOURCES, type NoticeCode, type PackId } from './index.ts';

const PACKS: readonly PackId[] = ['uk-2026', 'kent-2014'];

describe.each(PACKS)('%s', (packId) => {
  const rows = rowsOf(lawFor(packId));

  test('every row has a source that resolves, a confidence and a statement', () => {
    for (const row of rows) {
      expect(row.source.length, row.id).toBeGreaterThan(0);
      for (const { code } of row.source) expect(SOURCES[code], `${row.id} cites ${code}`).toBeTruthy();
      expect(row.confidence, row.id).toMatch(/^[ABCDP]$/);
      expect(row.statement, row.id).toMatch(/^["A-Z£].*\.$/);
    }
  });
  test('ids are unique', () => {
    const ids = rows.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });
  test('confidence D ships disabled and marked; everything else ships enabled', () => {
    expect(rows.some(({ confidence }) => confidence === 'D')).toBe(true);
    for (const row of rows) {
      expect([row.enabled, row.unverified], row.id).toEqual(row.confidence === 'D' ? [false, true] : [true, false]);
      if (row.confidence === 'D' && !row.id.startsWith('practice.')) expect(row.statement, row.id).toContain('not been verified');
    }
  });
  test('the last edition in the history is the version', () => expect(lawFor(packId).history.at(-1)?.version).toBe(lawFor(packId).version));
});

describe('notices', () => {
  const codes = Array.from({ length: 17 }, (_, index) => `UK${index + 1}` as NoticeCode);
  test.each(codes)('%s has a rule whose deadlines exist', (code) => {
    const rule = noticeRule(code);
    expect(rule.code).toBe(code);
    if (rule.due.type === 'deadlines') for (const id of rule.due.deadlineIds) expect(ruleById('uk-2026', id)?.kind, id).toBe('deadline');
  });
  test('names', () => expect([noticeRule('UK4').name, noticeRule('UK17').name]).toEqual(['Tender notice (also below-threshold tender notice)', 'Payments compliance notice']));
  test('a note for a page', () => expect(asNote(noticeRule('UK6'))).toMatchObject({ source: 'PA23 s.50; PR24 reg 27', confidence: 'A' }));
});

test('sequences mark what is optional, conditional and repeated', () => {
  const steps = sequenceFor('competitiveAboveThreshold')?.steps ?? [];
  expect(steps[0]).toEqual({ name: 'UK1', need: 'optional', repeats: false });
  expect(steps.find(({ name }) => name === 'UK10')).toEqual({ name: 'UK10', need: 'conditional', repeats: true });
  expect(sequenceFor('none')).toBeUndefined();
});

test('no data file outgrows a reader, and none reads the papers at run time', () => {
  const folder = new URL('.', import.meta.url);
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))) {
    const text = readFileSync(new URL(file, folder), 'utf8');
    expect(text.split('\n').length, file).toBeLessThanOrEqual(400);
    expect(text.includes('/work/' + 'shared'), file).toBe(false);
  }
});
