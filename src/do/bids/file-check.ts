import { checkFile as checkAnyFile, tooLarge } from '#platform/files/check-file';
import type { Decision } from '#kernel/outcome';

export { FILE_ENDINGS, FILE_KINDS_WORDS } from '#platform/files/check-file';

/** Few and small: a bid is read by people. */
export const MOST_FILES = 10;
const MOST_MEGABYTES = 10;
export const MOST_FILE_BYTES = MOST_MEGABYTES * 1024 * 1024;

/** Looks into a file of a bid. @param wasCut whether it was longer than was read */
export const checkFile = (name: string, content: Buffer, wasCut: boolean): Decision<{ readonly name: string; readonly mediaType: string }> =>
  wasCut ? tooLarge(MOST_MEGABYTES) : checkAnyFile(name, content, MOST_MEGABYTES);
