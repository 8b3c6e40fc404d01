import PDFDocument from 'pdfkit';
import type { Block, WrittenDocument } from './document.ts';

export const PDF_MEDIA_TYPE = 'application/pdf';

const SIZES = { title: 22, 1: 17, 2: 14, 3: 12 } as const;
const BODY = 11;
const SMALL = 9;
const GREY = '#505a5f';
/** Of A4, in points. */
const MARGIN = 62;

/**
 * A tagged PDF: headings, paragraphs and lists in reading order, with its title and language, so that a screen reader reads it as it is
 * meant. Set in Helvetica, a standard font of every reader, which holds the letters of western Europe: other letters lose their marks, and
 * what has no likeness is shown as a question mark, which the last line then says.
 */
export async function writePdf({ title, author, blocks }: WrittenDocument): Promise<Buffer> {
  const pdf = new PDFDocument({ size: 'A4', margin: MARGIN, pdfVersion: '1.7', tagged: true, lang: 'en-GB', displayTitle: true, info: { Title: title, Author: author } });
  const chunks: Buffer[] = [];
  const ended = new Promise<void>((resolve, reject) => pdf.on('end', resolve).on('error', reject));
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  const writer = new Writer(pdf, root);
  writer.heading('H1', SIZES.title, title);
  for (const block of blocks) writer.block(block);
  if (writer.replaced) writer.text('Some letters cannot be shown in this file. The web page shows them all.', SMALL, GREY);
  root.end();
  pdf.end();
  await ended;
  return Buffer.concat(chunks);
}

const TAGS = { 1: 'H2', 2: 'H3', 3: 'H4' } as const;
const LINE = { lineGap: 3 } as const;

class Writer {
  readonly #pdf: PDFKit.PDFDocument;
  readonly #root: PDFKit.PDFStructureElement;
  replaced = false;

  constructor(pdf: PDFKit.PDFDocument, root: PDFKit.PDFStructureElement) {
    this.#pdf = pdf;
    this.#root = root;
  }

  block(block: Block): void {
    switch (block.kind) {
      case 'heading': return this.heading(TAGS[block.level], SIZES[block.level], block.text);
      case 'paragraph': return this.text(block.text, BODY, 'black');
      case 'note': return this.text(block.text, SMALL, GREY);
      case 'fact': return this.#fact(block.name, block.text);
      case 'list': return this.#list(block.items);
      case 'answer': return this.text(block.text, BODY, 'black');
    }
  }

  heading(tag: 'H1' | 'H2' | 'H3' | 'H4', size: number, text: string): void {
    // A heading alone at the foot of a page says nothing.
    if (this.#pdf.y > this.#pdf.page.height - MARGIN - size * 4) this.#pdf.addPage();
    this.#add(tag, () => this.#pdf.font('Helvetica-Bold').fontSize(size).fillColor('black').text(this.#shown(text), MARGIN, undefined, LINE));
    this.#pdf.moveDown(0.4);
  }

  text(text: string, size: number, colour: string): void {
    this.#add('P', () => this.#pdf.font('Helvetica').fontSize(size).fillColor(colour).text(this.#shown(text), MARGIN, undefined, LINE));
    this.#pdf.moveDown(0.5);
  }

  #fact(name: string, text: string): void {
    this.#add('P', () => {
      this.#pdf.font('Helvetica-Bold').fontSize(BODY).fillColor('black').text(this.#shown(`${name}: `), MARGIN, undefined, { ...LINE, continued: true });
      this.#pdf.font('Helvetica').text(this.#shown(text) || ' ', LINE);
    });
    this.#pdf.moveDown(0.3);
  }

  #list(items: readonly string[]): void {
    const whole = this.#pdf.struct('L');
    this.#root.add(whole);
    for (const item of items) {
      const element = this.#pdf.struct('LI');
      whole.add(element);
      element.add(this.#pdf.struct('LBody', {}, () => {
        this.#pdf.font('Helvetica').fontSize(BODY).fillColor('black').text(`•  ${this.#shown(item)}`, MARGIN + 10, undefined, LINE);
      }));
      element.end();
    }
    whole.end();
    this.#pdf.moveDown(0.5);
  }

  #add(tag: 'H1' | 'H2' | 'H3' | 'H4' | 'P', draw: () => void): void {
    this.#root.add(this.#pdf.struct(tag, {}, draw));
  }

  #shown(text: string): string {
    const { words, replaced } = westernText(text);
    this.replaced ||= replaced;
    return words;
  }
}

/** Of the letters beyond Latin-1, those that Windows-1252, the encoding of the standard fonts, holds as well. */
const ALSO_HELD = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';
const isHeld = (letter: string): boolean => letter === '\n' || (letter >= ' ' && letter <= '~') || (letter >= '\u00a0' && letter <= '\u00ff') || ALSO_HELD.includes(letter);
const ALIKE: Readonly<Record<string, string>> = { '\t': ' ', '‑': '-', '−': '-', '\u2009': ' ', '\u202f': ' ', '≥': '>=', '≤': '<=', '×': '×', 'ł': 'l', 'Ł': 'L', 'đ': 'd', 'Đ': 'D', 'ı': 'i' };

/** A text in the letters that the standard fonts hold. @returns `replaced` when a letter without any likeness became a question mark */
export function westernText(text: string): { readonly words: string; readonly replaced: boolean } {
  let replaced = false;
  const words = [...text.normalize('NFC')].map((letter) => {
    if (isHeld(letter)) return letter;
    if (Object.hasOwn(ALIKE, letter)) return ALIKE[letter]!;
    const bare = [...letter.normalize('NFKD')].filter(isHeld).join('');
    if (bare !== '') return bare;
    // eslint-disable-next-line no-control-regex
    if (/\p{M}|\p{Cc}|\p{Cf}/u.test(letter)) return '';
    replaced = true;
    return '?';
  }).join('');
  return { words, replaced };
}
