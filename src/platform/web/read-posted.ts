import { createWriteStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { FastifyRequest } from 'fastify';
import { newId } from '#kernel/ids';
import { Posted, type UploadedFile } from './posted.ts';

/** Reads a form of either kind into text fields and temporary files. Files are streamed, so that a large one never stands in memory. */
export async function readPosted(request: FastifyRequest, dataFolder: string, inMemoryBytes?: number): Promise<Posted> {
  if (!request.isMultipart()) return new Posted(textValues(request.body));
  try {
    return inMemoryBytes === undefined ? await readParts(request, dataFolder) : await readInMemory(request, inMemoryBytes);
  } catch (problem) {
    // The parser's own complaints about what was sent are the sender's fault, not ours.
    if (BROKEN_FORM.test((problem as Error).message)) throw Object.assign(new Error('broken form', { cause: problem }), { statusCode: 400 });
    throw problem;
  }
}

const BROKEN_FORM = /unexpected end of|malformed|multipart|boundary|part header/i;

async function readParts(request: FastifyRequest, dataFolder: string): Promise<Posted> {
  const values = noFields();
  const files: UploadedFile[] = [];
  const folder = join(dataFolder, 'uploads');
  await mkdir(folder, { recursive: true });
  const paths: string[] = [];
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') add(values, part.fieldname, withoutNull(String(part.value)));
      else {
        const path = join(folder, newId<'upload'>());
        paths.push(path);
        await pipeline(part.file, createWriteStream(path));
        files.push({ field: part.fieldname, name: withoutNull(part.filename).slice(-255), mediaType: part.mimetype, path, sizeBytes: (await stat(path)).size });
        if (part.file.truncated) throw Object.assign(new Error('file too large'), { statusCode: 413 });
      }
    }
    return new Posted(values, files);
  } catch (problem) {
    // Too large, or the line broke off half way: what came so far is nobody's.
    await Promise.all(paths.map((path) => rm(path, { force: true })));
    throw problem;
  }
}

/** A sealed bid's files: a temporary file would leave their plain bytes on disk, and in a backup made at that moment. */
async function readInMemory(request: FastifyRequest, mostBytes: number): Promise<Posted> {
  const values = noFields();
  const files: UploadedFile[] = [];
  for await (const part of request.parts({ limits: { fileSize: mostBytes, files: 1 }, throwFileSizeLimit: false } as never)) {
    if (part.type === 'field') {
      add(values, part.fieldname, withoutNull(String(part.value)));
      continue;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of part.file) chunks.push(chunk as Buffer);
    const content = Buffer.concat(chunks);
    files.push({ field: part.fieldname, name: withoutNull(part.filename ?? '').slice(-255), mediaType: part.mimetype, path: '', sizeBytes: content.length, content, ...(part.file.truncated ? { tooLarge: true as const } : {}) });
  }
  return new Posted(values, files);
}

/** Removes the temporary files that no command took. */
export async function removeUploads(posted: Posted): Promise<void> {
  await Promise.all(posted.files.filter(({ path }) => path !== '').map((file) => rm(file.path, { force: true })));
}

type Values = Record<string, string | string[] | undefined>;

/** Without what every object has: a field may be named `constructor`, or `__proto__`. */
const noFields = (): Values => Object.create(null) as Values;

function textValues(body: unknown): Values {
  const values = noFields();
  if (body instanceof URLSearchParams) for (const [name, value] of body) add(values, name, withoutNull(value));
  return values;
}

/** In a straight line, however often one name comes. */
function add(values: Values, name: string, value: string): void {
  const before = values[name];
  if (Array.isArray(before)) before.push(value);
  else values[name] = before === undefined ? value : [before, value];
}

/** PostgreSQL's text cannot hold the null character, and no keyboard types it. */
const withoutNull = (text: string): string => (text.includes('\0') ? text.replaceAll('\0', '') : text);
