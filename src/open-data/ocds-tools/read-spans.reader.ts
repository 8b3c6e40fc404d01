import { isUtf8 } from 'node:buffer';
import { readSync } from 'node:fs';
import { parseRelease } from './parse-release.ts';
import type { Span, ToolProblem } from './tool-problem.ts';
import { LARGEST_RELEASE } from './tool-problem.ts';

/** Releases that stand this near are read at one go. */
const NEAR = 4096;
const LONGEST_RUN = 4_000_000;

/** Why a release cannot be read. */
export class UnreadableRelease extends Error {
  readonly problem: ToolProblem;

  constructor(problem: ToolProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** The bytes of each span, in the order given; those that stand together are read together. */
export function bytesOf(spans: readonly Span[], descriptors: readonly number[]): readonly Buffer[] {
  const order = spans.map((_, index) => index).toSorted((one, other) => spans[one]!.file - spans[other]!.file || spans[one]!.start - spans[other]!.start);
  const found: Buffer[] = Array.from({ length: spans.length });
  for (let at = 0; at < order.length; ) {
    const first = spans[order[at]!]!;
    let end = first.start + first.length;
    let past = at + 1;
    for (; past < order.length; past++) {
      const { file, start, length } = spans[order[past]!]!;
      if (file !== first.file || start > end + NEAR || start + length - first.start > LONGEST_RUN) break;
      end = Math.max(end, start + length);
    }
    const run = readBytes(descriptors[first.file]!, first.start, end - first.start);
    for (; at < past; at++) {
      const { start, length } = spans[order[at]!]!;
      found[order[at]!] = run.subarray(start - first.start, start - first.start + length);
    }
  }
  return found;
}

function readBytes(descriptor: number, start: number, length: number): Buffer {
  const buffer = Buffer.allocUnsafeSlow(length);
  for (let at = 0; at < length; ) {
    const read = readSync(descriptor, buffer, at, length - at, start + at);
    if (read === 0) throw new Error('the file became shorter while it was read');
    at += read;
  }
  return buffer;
}

/** @throws UnreadableRelease */
export function releaseFrom(bytes: Buffer, { file, start, length, risky }: Span): unknown {
  const problem = (code: string, message: string, byte = start): UnreadableRelease => new UnreadableRelease({ level: 'error', code, message, file, byte });
  if (length > LARGEST_RELEASE) throw problem('ReleaseTooLarge', `The release that begins here is of ${Math.round(length / 1e6)} MB; none above ${LARGEST_RELEASE / 1e6} MB is read.`);
  if (!isUtf8(bytes)) throw problem('InvalidUtf8', 'The release that begins here is not in UTF-8.');
  const text = bytes.toString('utf8');
  try {
    return parseRelease(text, risky);
  } catch (complaint) {
    if (!(complaint instanceof SyntaxError)) throw complaint;
    const at = /at position (\d+)/.exec(complaint.message)?.[1];
    const byte = start + (at === undefined ? 0 : Buffer.byteLength(text.slice(0, Number(at))));
    throw problem('InvalidJson', `This is not JSON: ${plainWords(complaint.message)}.`, byte);
  }
}

/** The engine's complaint quotes the text at length. */
const plainWords = (message: string): string => message.replace(/ in JSON at position.*$/s, '').replace(/,? *\.{3}.*$/s, '').replace(/ \(line.*$/s, '').replace(/[\u0000-\u001f]/g, ' ').slice(0, 120);
