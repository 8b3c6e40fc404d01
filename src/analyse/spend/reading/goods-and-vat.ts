import { plainHeading, readAmount } from '#parts/tables';
import { trimmed } from './column-cells.ts';

/** VAT that cannot be had back is a cost, and no reason to leave it out. */
const VAT = /^(?!.*irrecoverable)(?!.*non recoverable)(?!.*unrecoverable).*\b(?:vat|tax|v a t)\b/;
const NEARLY_ALL = 0.95;
/** Fewer rows than this may add up by chance. */
const FEW = 5;

/**
 * The column that is what the amount is without its VAT, where the file itself shows it: under "Goods", "VAT" and "Total" the first two add up to
 * the third. -1 where no column does.
 */
export function withoutVatOf(amountAt: number, headings: readonly string[], rows: readonly (readonly string[])[]): number {
  const isVat = (heading: string): boolean => VAT.test(plainHeading(heading));
  if (isVat(headings[amountAt]!)) return -1;
  const vats = headings.flatMap((heading, index) => (index !== amountAt && isVat(heading) ? [index] : []));
  if (vats.length === 0) return -1;
  const pence = rows.map((row) => headings.map((_heading, index) => { const read = readAmount(trimmed(row[index])); return 'pence' in read ? read.pence : null; }));
  for (const vat of vats) {
    const taxed = pence.filter((row) => row[amountAt] !== null && row[vat] !== null);
    // Where VAT is always nought, every copy of the amount would do.
    if (taxed.filter((row) => row[vat] !== 0n).length < FEW) continue;
    const net = headings.findIndex((_heading, index) => index !== amountAt && index !== vat && taxed.filter((row) => row[index] !== null && row[index]! + row[vat]! === row[amountAt]).length >= taxed.length * NEARLY_ALL);
    if (net >= 0) return net;
  }
  return -1;
}
