import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';

/** How a file's bytes are text. `double-utf-8`: UTF-8 that was read as something else and written as UTF-8 again, BOM and all. */
export type Encoding = 'utf-8' | 'utf-8-bom' | 'double-utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

export interface LookedOver {
  readonly encoding: Encoding;
  readonly sha256: Buffer;
  readonly sizeBytes: number;
}

/** Reads the whole file once, to know its hash and its encoding: one stray byte at the end tells Windows text from UTF-8. */
export async function lookOver(open: () => Readable): Promise<LookedOver> {
  const hash = createHash('sha256');
  let head = Buffer.alloc(0);
  let sizeBytes = 0;
  let isAllUtf8 = true;
  let cutOff = Buffer.alloc(0);
  for await (const chunk of open() as AsyncIterable<Buffer>) {
    hash.update(chunk);
    sizeBytes += chunk.length;
    if (head.length < 4096) head = Buffer.concat([head, chunk.subarray(0, 4096)]);
    if (!isAllUtf8) continue;
    const joined = cutOff.length > 0 ? Buffer.concat([cutOff, chunk]) : chunk;
    const whole = wholeCharacters(joined);
    isAllUtf8 = isUtf8(joined.subarray(0, whole));
    cutOff = Buffer.from(joined.subarray(whole));
  }
  isAllUtf8 &&= cutOff.length === 0;
  return { encoding: encodingOf(head, isAllUtf8), sha256: hash.digest(), sizeBytes };
}

/** How many bytes come before a character that is cut off at the end of a piece. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) break;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

function encodingOf(head: Buffer, isUtf8: boolean): Encoding {
  const starts = (...bytes: number[]) => bytes.every((byte, index) => head[index] === byte);
  if (starts(0xff, 0xfe)) return 'utf-16le';
  if (starts(0xfe, 0xff)) return 'utf-16be';
  // Text of Latin letters in UTF-16 without a BOM has a zero in every second byte.
  const zeros = (offset: number) => head.subarray(0, 400).filter((byte, index) => index % 2 === offset && byte === 0).length;
  if (head.length >= 20 && zeros(1) > Math.min(200, head.length / 2) * 0.7) return 'utf-16le';
  if (head.length >= 20 && zeros(0) > Math.min(200, head.length / 2) * 0.7) return 'utf-16be';
  if (!isUtf8) return 'windows-1252';
  if (starts(0xc3, 0xaf, 0xc2, 0xbb, 0xc2, 0xbf)) return 'double-utf-8';
  return starts(0xef, 0xbb, 0xbf) ? 'utf-8-bom' : 'utf-8';
}

/** The file's text, piece by piece, with every BOM at its head taken off. */
export async function* textOf(open: () => Readable, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding.startsWith('utf-16') || encoding === 'windows-1252' ? encoding : 'utf-8', { ignoreBOM: true });
  let isHead = true;
  for await (const chunk of open() as AsyncIterable<Buffer>) {
    let text = decoder.decode(chunk, { stream: true });
    if (text === '') continue;
    if (isHead) text = text.replace(/^(\uFEFF|ï»¿)+/, '');
    isHead = false;
    yield text.replaceAll('\0', '');
  }
  yield decoder.decode();
}

/** Bytes of Windows-1252 that are other characters in Unicode. */
const WINDOWS = new Map([...new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 32 }, (_, index) => 0x80 + index))].map((character, index) => [character, 0x80 + index]));

/** Undoes a double encoding ("Councilâ€™s" is "Council’s"), or gives the text back when it was not encoded twice. */
export function undoubled(given: string): string {
  if (!/[\u0080-\u00ff]/.test(given)) return given;
  // Salford's file has lost the first byte of its dashes and quotation marks (E2 80 93 became 80 93): no text has these otherwise.
  const text = given.replaceAll(/(?<!\u00e2)\u0080([\u0090-\u00bf])/g, (_pair, last: string) => `\u00e2\u0080${last}`);
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0)!;
    const byte = code <= 0xff ? code : WINDOWS.get(character);
    if (byte === undefined) return text;
    bytes.push(byte);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
  } catch {
    return text;
  }
}

/** The name that the web's Encoding Standard has for it: a mark at the head or an encoding done twice is still UTF-8. */
export const encodingName = (encoding: Encoding): string => (encoding === 'utf-8-bom' || encoding === 'double-utf-8' ? 'utf-8' : encoding);
