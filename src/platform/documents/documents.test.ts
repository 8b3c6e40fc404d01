import { describe, expect, test } from 'vitest';
import { unzipSync, zipSync } from 'fflate';
import { fact, fileNameFrom, heading, linesOf, list, paragraph, type WrittenDocument } from './document.ts';
import { MOST_WORD_BYTES, readWordText } from './read-word.ts';
import { westernText, writePdf } from './write-pdf.ts';
import { writeWord } from './write-word.ts';

const PACK: WrittenDocument = {
  title: 'Questions & answers', author: 'Kent Council',
  blocks: [heading(1, 'Your approach'), paragraph('Who <comes>?'), list(['One', 'Two']), fact('Marks', '10'), { kind: 'answer', begins: '[[answer]]', ends: '[[end]]', text: 'First line\n\nÉlan — “łódź” 北京' }],
};

describe('Word', () => {
  test('what is written comes back line by line, in every alphabet', async () => {
    const text = readWordText('answers.docx', await writeWord(PACK));
    expect(text.kind).toBe('allowed');
    const lines = text.kind === 'allowed' ? text.value.split('\n') : [];
    for (const line of linesOf(PACK)) expect(lines).toContain(line);
    const begins = lines.indexOf('[[answer]]');
    expect(lines.slice(begins + 1, lines.indexOf('[[end]]'))).toEqual(['First line', '', 'Élan — “łódź” 北京']);
  });

  test('control characters never make a document that cannot be opened', async () => {
    const bytes = await writeWord({ ...PACK, blocks: [paragraph('a\u0000b\u000bc')] });
    expect(Buffer.from(unzipSync(bytes)['word/document.xml']!).toString()).toContain('abc');
  });

  const code = (name: string, bytes: Uint8Array) => {
    const found = readWordText(name, Buffer.from(bytes));
    return found.kind === 'refused' ? found.code : 'read';
  };
  test('a trap, a macro file, an old file, a picture and a broken file are refused with a sentence', async () => {
    const good = await writeWord(PACK);
    const bomb = zipSync({ 'word/document.xml': new Uint8Array(200 * 1024 * 1024) });
    expect(bomb.length).toBeLessThan(MOST_WORD_BYTES);
    expect(code('bomb.docx', bomb)).toBe('too-much');
    expect(code('x.docx', zipSync({ ...unzipSync(good), 'word/vbaProject.bin': new Uint8Array(10) }))).toBe('macros');
    expect(code('x.docm', good)).toBe('not-word');
    expect(code('x.doc', good)).toBe('not-word');
    expect(code('x.docx', Buffer.from('%PDF-1.7'))).toBe('not-word');
    expect(code('x.docx', Buffer.alloc(0))).toBe('not-word');
    expect(code('x.docx', good.subarray(0, 300))).toBe('not-word');
    expect(code('x.docx', zipSync({ 'other.xml': new Uint8Array(10) }))).toBe('not-word');
    expect(code('x.docx', Buffer.alloc(MOST_WORD_BYTES + 1))).toBe('too-large');
    expect(code('x.docx', zipSync(Object.fromEntries(Array.from({ length: 3000 }, (_unused, index) => [`p${index}`, new Uint8Array(0)]))))).toBe('too-much');
  });
});

describe('PDF', () => {
  test('is tagged, named and in a language, and long texts run over pages', async () => {
    const bytes = await writePdf({ ...PACK, blocks: [...PACK.blocks, ...Array.from({ length: 200 }, (_unused, index) => paragraph(`Paragraph ${index} of a long text that goes on and on for a while.`))] });
    const text = bytes.toString('latin1');
    expect(text.startsWith('%PDF-1.7')).toBe(true);
    expect(text).toContain('/Marked true');
    expect(text).toContain('/Lang (en-GB)');
    expect(text).toContain('/StructTreeRoot');
    for (const tag of ['/H1', '/H2', '/P', '/L\n', '/LI']) expect(text).toContain(`/S ${tag}`);
    expect(text.match(/\/Type \/Page\n/g)!.length).toBeGreaterThan(3);
  });
  test('letters beyond the font lose their marks or become a question mark, and nothing fails', async () => {
    expect(westernText('Łódź, naïve, ﬁne, “quotes” – €5')).toEqual({ words: 'Lódz, naïve, fine, “quotes” – €5', replaced: false });
    expect(westernText('北京')).toEqual({ words: '??', replaced: true });
    expect((await writePdf({ ...PACK, title: '北京' })).length).toBeGreaterThan(500);
  });
});

test('a file is named by its title', () => {
  expect(fileNameFrom('Évening / clubs: 2026!', 'pdf')).toBe('evening-clubs-2026.pdf');
  expect(fileNameFrom('北京', 'docx')).toBe('document.docx');
});
