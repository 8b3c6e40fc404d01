import { closeSync, fstatSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { ReleaseScanner, type ScanSink } from './scan-releases.ts';

/** A file whose bytes can be read again at any place. */
export interface OpenInput { readonly name: string; readonly descriptor: number }

const CHUNK = 1 << 20;
const STDIN = 0;

/**
 * Opens a file (`-` is stdin) and finds its releases. What cannot be read twice, a pipe or a compressed file, is kept in a temporary
 * file that has no name any more, so that it is gone however the program ends.
 * @throws the operating system's error where the file cannot be opened
 */
export async function openAndScan(name: string, sink: ScanSink): Promise<OpenInput> {
  const given = name === '-' ? STDIN : openSync(name, 'r');
  const scanner = new ReleaseScanner(sink);
  if (fstatSync(given).isFile() && !isCompressed(given)) {
    scanFile(given, scanner);
    return { name, descriptor: given };
  }
  if (fstatSync(given).isDirectory()) throw Object.assign(new Error(`${name} is a folder`), { code: 'EISDIR' });
  const kept = namelessFile();
  const source = given === STDIN && !fstatSync(given).isFile() ? process.stdin : createReadStream(name === '-' ? '/dev/stdin' : name, { fd: given, ...(fstatSync(given).isFile() ? { start: 0 } : {}), autoClose: false });
  await keepAndScan(source, scanner, kept);
  if (given !== STDIN) closeSync(given);
  return { name, descriptor: kept };
}

function scanFile(descriptor: number, scanner: ReleaseScanner): void {
  const buffer = Buffer.allocUnsafe(CHUNK);
  for (let position = 0; !scanner.isStopped; ) {
    const length = readSync(descriptor, buffer, 0, CHUNK, position);
    if (length === 0) break;
    scanner.push(length === CHUNK ? buffer : buffer.subarray(0, length));
    position += length;
  }
  scanner.end();
}

async function keepAndScan(source: Readable, scanner: ReleaseScanner, kept: number): Promise<void> {
  let from: AsyncIterable<Buffer> = source as AsyncIterable<Buffer>;
  let beginning = true;
  const iterator = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const first = await iterator.next();
  const head = first.done ? Buffer.alloc(0) : first.value;
  from = (async function* everything() {
    if (head.length > 0) yield head;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  })();
  if (head[0] === 0x1f && head[1] === 0x8b) from = unpacked(from);
  for await (const chunk of from) {
    beginning = false;
    writeAll(kept, chunk);
    if (!scanner.isStopped) scanner.push(chunk);
  }
  if (!beginning || !scanner.isStopped) scanner.end();
}

async function* unpacked(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const { Readable: Reader } = await import('node:stream');
  const source = Reader.from(packed, { objectMode: false });
  const gunzip = createGunzip();
  source.on('error', (problem) => gunzip.destroy(problem));
  yield* source.pipe(gunzip) as AsyncIterable<Buffer>;
}

function writeAll(descriptor: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
}

function isCompressed(descriptor: number): boolean {
  const head = Buffer.alloc(2);
  return readSync(descriptor, head, 0, 2, 0) === 2 && head[0] === 0x1f && head[1] === 0x8b;
}

/** A temporary file that is open and already deleted. Where the system does not delete an open file, it is deleted when the program ends. */
function namelessFile(): number {
  const folder = mkdtempSync(join(tmpdir(), 'wantsum-ocds-'));
  const descriptor = openSync(join(folder, 'input'), 'w+', 0o600);
  try {
    rmSync(folder, { recursive: true });
  } catch {
    process.once('exit', () => {
      closeSync(descriptor);
      rmSync(folder, { recursive: true, force: true });
    });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  }
  return descriptor;
}

/** The number of the line in which a byte stands, from 1. */
export function lineAt(descriptor: number, byte: number): number {
  const buffer = Buffer.allocUnsafe(CHUNK);
  let line = 1;
  for (let position = 0; position < byte; ) {
    const length = readSync(descriptor, buffer, 0, Math.min(CHUNK, byte - position), position);
    if (length === 0) break;
    for (let at = buffer.indexOf(0x0a); at >= 0 && at < length; at = buffer.indexOf(0x0a, at + 1)) line += 1;
    position += length;
  }
  return line;
}
