import { Unzip, UnzipInflate } from 'fflate';
import { allow, refuse, type Decision } from '#kernel/outcome';

/** A filled form of words is small. */
export const MOST_WORD_BYTES = 2 * 1024 * 1024;
/** What its text may grow to when it is unpacked; a larger one is a trap or no form. */
const MOST_TEXT_BYTES = 16 * 1024 * 1024;
const MOST_PARTS = 2000;
/** Fed to the unpacker in slices, so that a trap is noticed before it fills the memory: deflate grows a slice about a thousandfold at most. */
const SLICE = 4096;
const DOCUMENT = 'word/document.xml';

const NOT_WORD = 'This is not a Word document (.docx) that can be read. Save it in Word as “Word document (.docx)” and send it again, or paste its text instead.';

/**
 * The text of a Word document, one line a paragraph. Whatever else is in the file is left unread.
 * Refused with a sentence: too large, no Word document, one with macros, one that unpacks to far more than a form.
 */
export function readWordText(name: string, bytes: Buffer): Decision<string> {
  if (bytes.length > MOST_WORD_BYTES) return refuse('too-large', 'The document is larger than 2 MB. Take the pictures out, or paste its text instead.', { field: 'file' });
  if (/\.(?:docm|dotm|doc)$/i.test(name)) return refuse('not-word', /m$/i.test(name) ? MACROS : NOT_WORD, { field: 'file' });
  if (bytes.length < 4 || bytes.readUInt32LE(0) !== 0x04034b50) return refuse('not-word', NOT_WORD, { field: 'file' });
  const parts = unpack(bytes);
  if (parts === 'too-much') return refuse('too-much', 'This file unpacks to far more than a form of words holds, so it was not read. Paste the text of your answers instead.', { field: 'file' });
  if (parts === 'broken') return refuse('not-word', NOT_WORD, { field: 'file' });
  if (parts.names.some((part) => /(?:^|\/)vba|\.bin$/i.test(part)) || /macroEnabled/i.test(parts.contentTypes)) return refuse('macros', MACROS, { field: 'file' });
  return parts.document === '' ? refuse('not-word', NOT_WORD, { field: 'file' }) : allow(textOfDocument(parts.document));
}
const MACROS = 'This document holds macros, which are not taken here. Save it as “Word document (.docx)” and send it again, or paste its text instead.';

interface Parts { readonly names: readonly string[]; readonly document: string; readonly contentTypes: string }

function unpack(bytes: Buffer): Parts | 'too-much' | 'broken' {
  const names: string[] = [];
  const texts = new Map<string, Buffer[]>();
  let size = 0;
  let broken = false;
  const unzip = new Unzip((file) => {
    names.push(file.name);
    if (file.name !== DOCUMENT && file.name !== '[Content_Types].xml') return;
    const chunks: Buffer[] = [];
    // A second part of the same name would be one thing to us and another to Word.
    if (texts.has(file.name)) broken = true;
    texts.set(file.name, chunks);
    file.ondata = (problem, data) => {
      if (problem) broken = true;
      else if ((size += data.length) <= MOST_TEXT_BYTES) chunks.push(Buffer.from(data));
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let at = 0; at < bytes.length; at += SLICE) {
      unzip.push(bytes.subarray(at, at + SLICE), at + SLICE >= bytes.length);
      if (size > MOST_TEXT_BYTES || names.length > MOST_PARTS) return 'too-much';
      if (broken) return 'broken';
    }
  } catch {
    return 'broken';
  }
  const text = (name: string) => Buffer.concat(texts.get(name) ?? []).toString('utf8');
  return { names, document: text(DOCUMENT), contentTypes: text('[Content_Types].xml') };
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const decoded = (text: string): string => text.replaceAll(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (whole, hex: string | undefined, digits: string | undefined, name: string | undefined) => {
  if (name) return ENTITIES[name.toLowerCase()]!;
  const code = hex ? Number.parseInt(hex, 16) : Number(digits);
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : whole;
});

/** The words of `document.xml`: text of runs, tabs and breaks, paragraph by paragraph. Deleted text is in elements of its own and is not read. */
function textOfDocument(xml: string): string {
  let text = '';
  let reading = false;
  for (const [piece] of xml.matchAll(/<[^>]*>|[^<]+/g)) {
    if (!piece.startsWith('<')) {
      if (reading) text += decoded(piece);
      continue;
    }
    const name = /^<(\/?[A-Za-z:]+)/.exec(piece)?.[1] ?? '';
    if (name === 'w:t') reading = !piece.endsWith('/>');
    else if (name === '/w:t') reading = false;
    else if (name === 'w:tab') text += '\t';
    else if (name === 'w:br' || name === 'w:cr' || name === '/w:p') text += '\n';
    else if (name === 'w:noBreakHyphen') text += '-';
  }
  return text;
}
