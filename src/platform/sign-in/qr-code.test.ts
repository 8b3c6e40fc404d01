import { encode } from 'uqr';
import { expect, test } from 'vitest';
import { darkRuns, qrCode } from './qr-code.ts';

/** The squares that a path of rectangles covers, drawn back. */
function drawn(path: string, size: number): boolean[][] {
  const rows = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g)) for (let step = 0; step < Number(width); step += 1) rows[Number(y)]![Number(x) + step] = true;
  return rows;
}

test('the drawing has exactly the squares of the code, in a quiet zone of four', () => {
  const address = 'otpauth://totp/Wantsum%3Ajo%40example.org?secret=JBSWY3DPEHPK3PXP&issuer=Wantsum&digits=6&period=30';
  const { data, size } = encode(address, { ecc: 'M', boostEcc: false, border: 4 });
  const svg = qrCode(address, 'Key').value;
  const path = /fill="#000" d="([^"]*)"/.exec(svg)![1]!;
  expect(drawn(path, size)).toEqual(data);
  expect(data.slice(0, 4).flat()).not.toContain(true);
  // A finder pattern stands in three corners: a bar of seven dark squares.
  for (const [x, y] of [[4, 4], [size - 11, 4], [4, size - 11]] as const) expect(data[y]!.slice(x, x + 7)).toEqual(Array.from({ length: 7 }, () => true));
});

test('runs are joined, and an empty row draws nothing', () => {
  expect(darkRuns([[true, true, false, true], [false, false, false, false]])).toBe('M0 0h2v1H0zM3 0h1v1H3z');
});

test('it carries no style and no script, and says what it is', () => {
  const svg = qrCode('x', 'Key & code').value;
  expect(svg).toContain('role="img" aria-label="Key &amp; code"');
  expect(svg).not.toMatch(/style=|<script|<style/);
});
