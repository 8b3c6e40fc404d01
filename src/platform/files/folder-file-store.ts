import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isId } from '#kernel/ids';
import type { FileStore } from './file-store.ts';

/** Files in a folder, spread over sub-folders by the end of their id (its beginning is the time, which would fill one folder a day). */
export function folderFileStore(folder: string): FileStore {
  const pathOf = (id: string) => {
    if (!isId(id)) throw new Error('not a file id');
    return join(folder, id.slice(-2), id);
  };
  return {
    async write(id, content) {
      const path = pathOf(id);
      await mkdir(join(folder, id.slice(-2)), { recursive: true });
      const partial = `${path}.part`;
      const hash = createHash('sha256');
      const source = Buffer.isBuffer(content) ? Readable.from([content]) : content;
      await pipeline(source, async function* digest(chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          hash.update(chunk);
          yield chunk;
        }
      }, createWriteStream(partial));
      await flush(partial);
      // A crash leaves either the whole file or a `.part` that nothing names.
      await rename(partial, path);
      return { sizeBytes: (await stat(path)).size, sha256: hash.digest() };
    },
    read: (id) => createReadStream(pathOf(id)),
    readAll: (id) => readFile(pathOf(id)),
    remove: (id) => rm(pathOf(id), { force: true }),
    async *ids() {
      for (const sub of (await readdir(folder).catch(() => [])).sort()) {
        for (const name of (await readdir(join(folder, sub))).sort()) if (isId(name)) yield name;
      }
    },
  };
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
