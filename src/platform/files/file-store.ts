import type { Readable } from 'node:stream';

/** Where the bytes of files are: a folder by default, S3 by configuration. Rows about files are in `stored_file`. */
export interface FileStore {
  /** Stores bytes under an id of our own making; written to disk and flushed before it returns. @returns size and SHA-256 */
  write(id: string, content: Readable | Buffer): Promise<{ readonly sizeBytes: number; readonly sha256: Buffer }>;
  /** @throws when no such file is there */
  read(id: string): Readable;
  readAll(id: string): Promise<Buffer>;
  remove(id: string): Promise<void>;
  /** Every id, for backup. */
  ids(): AsyncIterable<string>;
}
