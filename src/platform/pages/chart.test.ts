import { expect, test } from 'vitest';
import { barChart, lineChart, stackedBarChart } from './chart.ts';

const words = { id: 'spend', title: 'Spending <by> size', description: 'Small has most.' };

test('a chart is one picture with its title and description, and no style of its own', () => {
  const drawn = barChart({ ...words, bars: [{ label: 'Small & medium', value: 60, words: '60.0%' }, { label: 'Credits', value: -5, words: '-£5' }] }).value;
  expect(drawn).toContain('role="img" aria-labelledby="spend-title spend-description"');
  expect(drawn).toContain('Spending &lt;by&gt; size');
  expect(drawn).toContain('60.0%');
  expect(drawn).not.toContain('style=');
});

test('a chart of nothing has no number that is none', () => {
  for (const drawn of [
    barChart({ ...words, bars: [] }), barChart({ ...words, bars: [{ label: 'None', value: 0, words: '£0' }] }),
    stackedBarChart({ ...words, series: [], bars: [] }), stackedBarChart({ ...words, series: ['A'], bars: [{ label: 'None', parts: [0], words: '£0' }] }),
    lineChart({ ...words, points: [], lines: [], tickWords: String }), lineChart({ ...words, points: ['2025'], lines: [{ name: 'A', values: [null] }], tickWords: String }),
  ]) expect(drawn.value).not.toMatch(/NaN|Infinity|undefined/);
});

test('series differ by pattern and dash, not by colour alone', () => {
  const stacked = stackedBarChart({ ...words, series: ['One', 'Two'], bars: [{ label: 'A', parts: [1, 2], words: '3' }] }).value;
  expect(stacked.match(/<pattern id="spend-fill-\d"/g)).toHaveLength(2);
  const lined = lineChart({ ...words, points: ['a', 'b'], lines: [{ name: 'One', values: [1, 2] }, { name: 'Two', values: [2, 1] }], tickWords: String }).value;
  expect(lined).toContain('wantsum-chart__series--1');
  expect(lined).toContain('>Two</text>');
});
