import PDFDocument from 'pdfkit';
import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { countPdfPages } from './pdf-pages.ts';

const pdf = (pages: number, options: object = {}): Promise<Buffer> => new Promise((resolve) => {
  const document = new PDFDocument({ autoFirstPage: false, ...options });
  const parts: Buffer[] = [];
  document.on('data', (part: Buffer) => parts.push(part));
  document.on('end', () => resolve(Buffer.concat(parts)));
  for (let page = 0; page < pages; page += 1) document.addPage().text(`Page ${page + 1}: /Type /Page 5 0 obj endobj`);
  document.end();
});

/** A file of newer kind: its catalogue and page tree are in a compressed object stream. */
function compressed(pages: number): Buffer {
  const objects = ['<< /Type /Catalog /Pages 2 0 R >>', `<< /Type /Pages /Count 99 /Kids [${Array.from({ length: pages }, (_, index) => `${index + 3} 0 R`).join(' ')}] >>`, ...Array.from({ length: pages }, () => '<< /Type /Page /Parent 2 0 R >>')];
  let offset = 0;
  const pairs = objects.map((object, index) => {
    const pair = `${index + 1} ${offset}`;
    offset += object.length + 1;
    return pair;
  }).join(' ');
  const stream = deflateSync(Buffer.from(`${pairs} ${objects.join(' ')}`));
  return Buffer.concat([Buffer.from(`%PDF-1.5\n100 0 obj\n<< /Type /ObjStm /N ${objects.length} /First ${pairs.length + 1} /Filter /FlateDecode /Length ${stream.length} >>\nstream\n`), stream, Buffer.from('\nendstream\nendobj\n101 0 obj\n<< /Type /XRef /Root 1 0 R >>\nendobj\n%%EOF')]);
}

describe('pages of a PDF', () => {
  test.each([1, 10, 11, 120])('%i pages', async (pages) => expect(countPdfPages(await pdf(pages))).toBe(pages));
  test('a tree in compressed streams is walked, and the number written in it is not trusted', () => expect(countPdfPages(compressed(7))).toBe(7));
  test('a protected file cannot be counted', async () => expect(countPdfPages(await pdf(2, { userPassword: 'x' }))).toBeNull());
  test('what is no PDF, damaged or endless cannot be counted', () => {
    expect(countPdfPages(Buffer.from('hello'))).toBeNull();
    expect(countPdfPages(Buffer.from('%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj'))).toBeNull();
    expect(countPdfPages(Buffer.from('%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n2 0 obj << /Type /Pages /Kids [2 0 R] >> endobj'))).toBeNull();
  });
});
