import { BorderStyle, Document, HeadingLevel, Packer, Paragraph, ShadingType, TextRun } from 'docx';
import type { Block, WrittenDocument } from './document.ts';

export const WORD_MEDIA_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const HEADINGS = { 1: HeadingLevel.HEADING_1, 2: HeadingLevel.HEADING_2, 3: HeadingLevel.HEADING_3 } as const;
const GREY = '505A5F';
const FRAME = { style: BorderStyle.SINGLE, size: 8, color: '0B0C0C', space: 4 } as const;
/** So many twentieths of a point after a paragraph. */
const AFTER = 120;

/** A Word document (Office Open XML) that any word processor opens. No macros, no images, no links out. */
export async function writeWord({ title, author, blocks }: WrittenDocument): Promise<Buffer> {
  return Packer.toBuffer(new Document({
    title, creator: author,
    styles: { default: { document: { run: { font: 'Arial', size: 24, language: { value: 'en-GB' } } } } },
    sections: [{ children: [new Paragraph({ text: printable(title), heading: HeadingLevel.TITLE }), ...blocks.flatMap(paragraphsOf)] }],
  }));
}

function paragraphsOf(block: Block): Paragraph[] {
  switch (block.kind) {
    case 'heading': return [new Paragraph({ text: printable(block.text), heading: HEADINGS[block.level], keepNext: true, spacing: { before: 240, after: AFTER } })];
    case 'paragraph': return [plain(block.text)];
    case 'note': return [grey(block.text)];
    case 'list': return block.items.map((item) => new Paragraph({ text: printable(item), bullet: { level: 0 } }));
    case 'fact': return [new Paragraph({ children: [new TextRun({ text: printable(`${block.name}: `), bold: true }), new TextRun({ text: printable(block.text) })], spacing: { after: AFTER } })];
    case 'answer': return [grey(block.begins, true), ...block.text.split('\n').map(written), grey(block.ends)];
  }
}

const plain = (text: string): Paragraph => new Paragraph({ text: printable(text), spacing: { after: AFTER } });
const grey = (text: string, keepNext = false): Paragraph => new Paragraph({ children: [new TextRun({ text: printable(text), color: GREY, size: 16 })], keepNext, spacing: { after: AFTER } });
/** A line of an answer, in a frame: paragraphs with one frame are drawn as one box. */
const written = (line: string): Paragraph => new Paragraph({ text: printable(line), border: { top: FRAME, bottom: FRAME, left: FRAME, right: FRAME }, shading: { type: ShadingType.CLEAR, fill: 'FFFFFF', color: 'auto' } });

/** XML has no place for control characters. */
// eslint-disable-next-line no-control-regex
const printable = (text: string): string => text.replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '');
