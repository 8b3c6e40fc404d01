import type { Actor } from '#platform/access/access';
import type { RecordReference } from '#platform/access/record-kind';
import type { Read } from '#platform/database/connection';
import type { Html } from '#platform/pages/html';
import type { Services } from '#platform/services';
import { threadPage } from './thread.page.ts';
import { threadOf } from './thread.store.ts';

export { linkRecords, nameRecords, recordKey, threadOf, unlinkRecords, type NamedRecord } from './thread.store.ts';
export { threadInWords, type Thread, type ThreadStep } from './thread.ts';
export { threadPage } from './thread.page.ts';

/** Draws the thread of the record a page is about, as this reader may see it. Nothing when the record is not there. */
export async function drawThread(read: Read, services: Services, actor: Actor, record: RecordReference): Promise<Html | null> {
  const thread = await threadOf(read, services.kinds, services.actsByName, actor, record);
  return thread ? threadPage(thread) : null;
}
