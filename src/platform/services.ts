import type { Config } from './config.ts';
import type { Database } from './database/connection.ts';
import type { Act } from './access/act.ts';
import type { RecordKinds } from './access/record-kind.ts';
import type { FileStore } from './files/file-store.ts';

/** What the machinery hands to every command and page. Made once by `app.ts`, and by tests with a scratch database. */
export interface Services {
  readonly config: Config;
  readonly database: Database;
  readonly kinds: RecordKinds;
  /** Every act, by name: the thread asks a kind's view act. */
  readonly actsByName: ReadonlyMap<string, Act>;
  readonly files: FileStore;
}
