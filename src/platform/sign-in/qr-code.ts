import { encode } from 'uqr';
import { html, type Html } from '../pages/html.ts';

/** Readers need this many squares of white around the code (ISO/IEC 18004, 6.3.8). */
const QUIET_ZONE = 4;
const SQUARE_PIXELS = 5;

/**
 * Text as a QR code: one SVG drawing without script or style, black on white whatever colours the reader's screen has.
 * Correction level M mends a smeared or folded sixth of it.
 * @param label what it is, for those who do not see it
 */
export function qrCode(text: string, label: string): Html {
  const { data, size } = encode(text, { ecc: 'M', boostEcc: false, border: QUIET_ZONE });
  const side = size * SQUARE_PIXELS;
  return html`<svg class="wantsum-qr-code" role="img" aria-label="${label}" width="${side}" height="${side}" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path fill="#000" d="${darkRuns(data)}"/></svg>`;
}

/** Each run of dark squares in a row as one rectangle of the path. */
export function darkRuns(rows: readonly (readonly boolean[])[]): string {
  let path = '';
  for (const [y, row] of rows.entries()) {
    for (let x = 0; x < row.length; x += 1) {
      if (!row[x]) continue;
      const from = x;
      while (row[x + 1]) x += 1;
      path += `M${from} ${y}h${x - from + 1}v1H${from}z`;
    }
  }
  return path;
}
