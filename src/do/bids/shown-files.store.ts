import { questionsOf } from '#parts/questions';
import type { Read } from '#platform/database/connection';
import { withNames, withoutNames, type ShownFile } from './shown-files.ts';

/** The files of an opened bid by their names or, for those from whom bidders are hidden, without. Empty before the opening. */
export async function shownFiles(read: Read, opportunityId: string, bidId: string, hidden: boolean): Promise<readonly ShownFile[]> {
  const rows = await read.selectFrom('opened_file').select(['bid_file_id', 'question_id', 'name', 'media_type', 'size_bytes']).where('bid_id', '=', bidId).orderBy('name').execute();
  const files = rows.map((row) => ({ id: row.bid_file_id, questionId: row.question_id, name: row.name, mediaType: row.media_type, sizeBytes: Number(row.size_bytes) }));
  if (!hidden) return withNames(files);
  const questions = (await questionsOf(read, { kind: 'opportunity', id: opportunityId }, 'tender'))?.questions ?? [];
  return withoutNames(files, (questionId) => questions.find(({ id }) => id === questionId)?.position);
}
