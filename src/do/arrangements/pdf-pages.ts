import { inflateSync } from 'node:zlib';

/** Text of one object of the file, without its stream. */
type Objects = ReadonlyMap<number, string>;
const MOST_BYTES = 60 * 1024 * 1024;
const MOST_NODES = 20_000;
const HEADER = /(?:^|[\r\n\s])(\d{1,10})\s{1,20}\d{1,5}\s{1,20}obj\b/g;

/**
 * Counts the pages of a PDF by walking its page tree, as a reader does: the number written in the file is not trusted.
 * Newer files keep the tree in compressed streams, which are unpacked here.
 * @returns null when it cannot be counted: encrypted, damaged, or no PDF
 */
export function countPdfPages(content: Buffer): number | null {
  const text = content.toString('latin1');
  if (!text.slice(0, 1024).includes('%PDF-') || /\/Encrypt\s{1,20}\d{1,10}\s{1,20}\d{1,5}\s{1,20}R/.test(text)) return null;
  const found = readObjects(content, text);
  if (!found) return null;
  const root = rootOf(text, found);
  const pages = root === null ? null : referenceIn(found.get(root), 'Pages');
  return pages === null ? null : countLeaves(found, pages);
}

function readObjects(content: Buffer, text: string): Objects | null {
  const found = new Map<number, string>();
  let unpacked = 0;
  HEADER.lastIndex = 0;
  for (let header = HEADER.exec(text); header; header = HEADER.exec(text)) {
    const start = HEADER.lastIndex;
    const end = endOf(text, start);
    const body = text.slice(start, end.body);
    // A later object of the same number replaces an earlier one: that is how a PDF is changed.
    found.set(Number(header[1]), body);
    if (end.stream !== null && /\/Type\s*\/ObjStm\b/.test(body)) {
      const inner = unpack(content.subarray(end.stream, end.next), body, MOST_BYTES - unpacked);
      if (inner === null) return null;
      unpacked += inner.length;
      for (const [number, object] of objectsIn(inner, body)) found.set(number, object);
    }
    HEADER.lastIndex = end.next;
  }
  return found;
}

/** Where an object's dictionary ends, where its stream begins, and where to read on. Bytes of a stream are never read as text. */
function endOf(text: string, start: number): { readonly body: number; readonly stream: number | null; readonly next: number } {
  const close = text.indexOf('endobj', start);
  const end = close === -1 ? text.length : close;
  const stream = /\bstream(?:\r\n|\n|\r)/g;
  stream.lastIndex = start;
  const begins = stream.exec(text);
  if (!begins || begins.index > end) return { body: end, stream: null, next: end };
  const last = text.indexOf('endstream', stream.lastIndex);
  return { body: begins.index, stream: stream.lastIndex, next: last === -1 ? text.length : last };
}

function unpack(bytes: Buffer, dictionary: string, mostBytes: number): string | null {
  if (!/\/Filter/.test(dictionary)) return bytes.toString('latin1');
  if (!/\/Filter\s*(?:\[\s*)?\/FlateDecode/.test(dictionary) || /\/Predictor\s+(?!1\b)\d/.test(dictionary) || mostBytes <= 0) return null;
  try {
    return inflateSync(bytes, { maxOutputLength: mostBytes }).toString('latin1');
  } catch {
    return null;
  }
}

/** An object stream begins with pairs of number and offset; offsets count from /First. */
function objectsIn(inner: string, dictionary: string): [number, string][] {
  const first = Number(/\/First\s+(\d+)/.exec(dictionary)?.[1] ?? Number.NaN);
  if (!Number.isSafeInteger(first)) return [];
  const numbers = (inner.slice(0, first).match(/\d+/g) ?? []).map(Number);
  return numbers.flatMap((number, index): [number, string][] => {
    if (index % 2 === 1) return [];
    const [from, to] = [numbers[index + 1] ?? 0, numbers[index + 3]];
    return [[number, inner.slice(first + from, to === undefined ? undefined : first + to)]];
  });
}

/** The last /Root written is the one in force; failing that, any catalogue. */
function rootOf(text: string, objects: Objects): number | null {
  const roots = [...text.matchAll(/\/Root\s{1,20}(\d{1,10})\s{1,20}\d{1,5}\s{1,20}R/g)];
  const last = roots.at(-1);
  if (last && objects.has(Number(last[1]))) return Number(last[1]);
  return [...objects].find(([, body]) => /\/Type\s*\/Catalog\b/.test(body))?.[0] ?? null;
}

const referenceIn = (body: string | undefined, name: string): number | null => {
  const found = new RegExp(`/${name}\\s{1,20}(\\d{1,10})\\s{1,20}\\d{1,5}\\s{1,20}R`).exec(body ?? '');
  return found ? Number(found[1]) : null;
};

function countLeaves(objects: Objects, top: number): number | null {
  const seen = new Set<number>();
  const left = [top];
  let pages = 0;
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    if (seen.has(node) || seen.size > MOST_NODES) return null;
    seen.add(node);
    const body = objects.get(node);
    if (body === undefined) return null;
    const kids = kidsOf(body, objects);
    if (kids) left.push(...kids);
    else pages += 1;
  }
  return pages > 0 ? pages : null;
}

/** The children of a node of the tree; null for a page. */
function kidsOf(body: string, objects: Objects): number[] | null {
  const list = /\/Kids\s*\[([^\]]*)\]/.exec(body)?.[1] ?? (referenceIn(body, 'Kids') === null ? undefined : objects.get(referenceIn(body, 'Kids')!));
  return list === undefined ? null : [...list.matchAll(/(?<!\d)(\d{1,10})\s{1,20}\d{1,5}\s{1,20}R/g)].map((match) => Number(match[1]));
}
