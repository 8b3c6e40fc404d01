import { allow, refuse, type Decision, type Refused } from '#kernel/outcome';

/** For a file field's `accept`. */
export const FILE_ENDINGS = '.pdf,.docx,.xlsx,.odt,.ods,.png,.jpg,.jpeg,.txt,.csv';
/** As people read it. */
export const FILE_KINDS_WORDS = 'PDF, Word (.docx), Excel (.xlsx), OpenDocument (.odt, .ods), picture (.png, .jpg) or text (.txt, .csv)';
const BYTES_A_MEGABYTE = 1024 * 1024;

interface FileKind {
  readonly endings: readonly string[];
  readonly mediaType: string;
  readonly matches: (content: Buffer) => boolean;
}

const startsWith = (...bytes: number[]) => (content: Buffer): boolean => bytes.every((byte, index) => content[index] === byte);
/** Office files are ZIP archives; the names of what is in them stand unencrypted near each end. */
const zipHolding = (name: string) => (content: Buffer): boolean => startsWith(0x50, 0x4b, 0x03, 0x04)(content) && content.includes(name);

const KINDS: readonly FileKind[] = [
  { endings: ['pdf'], mediaType: 'application/pdf', matches: (content) => content.subarray(0, 1024).includes('%PDF-') },
  { endings: ['docx'], mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', matches: zipHolding('word/') },
  { endings: ['xlsx'], mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', matches: zipHolding('xl/') },
  { endings: ['odt'], mediaType: 'application/vnd.oasis.opendocument.text', matches: zipHolding('application/vnd.oasis.opendocument.text') },
  { endings: ['ods'], mediaType: 'application/vnd.oasis.opendocument.spreadsheet', matches: zipHolding('application/vnd.oasis.opendocument.spreadsheet') },
  { endings: ['png'], mediaType: 'image/png', matches: startsWith(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) },
  { endings: ['jpg', 'jpeg'], mediaType: 'image/jpeg', matches: startsWith(0xff, 0xd8, 0xff) },
  { endings: ['txt'], mediaType: 'text/plain; charset=utf-8', matches: isPlainText },
  { endings: ['csv'], mediaType: 'text/csv; charset=utf-8', matches: isPlainText },
];

/** How a name of such a file ends, as "pdf"; null for a kind that is not taken. */
export const endingOf = (mediaType: string): string | null => KINDS.find((kind) => kind.mediaType === mediaType)?.endings[0] ?? null;

/** Looks into a file: its content must be what its name says. @returns its media type and the name without any folder */
export function checkFile(name: string, content: Buffer, mostMegabytes: number): Decision<{ readonly name: string; readonly mediaType: string }> {
  const field = { field: 'file' };
  const plainName = (name.split(/[/\\]/).at(-1) ?? '').replaceAll(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '').trim().slice(-200);
  if (content.length > mostMegabytes * BYTES_A_MEGABYTE) return tooLarge(mostMegabytes);
  if (content.length === 0) return refuse('empty', 'The file is empty. Choose another.', field);
  const ending = /\.([a-z0-9]+)$/i.exec(plainName)?.[1]?.toLowerCase() ?? '';
  const kind = KINDS.find(({ endings }) => endings.includes(ending));
  if (!kind) return refuse('wrong-type', `The file must be a ${FILE_KINDS_WORDS}.`, field);
  if (!kind.matches(content)) return refuse('wrong-content', `This does not look like a ${ending.toUpperCase()} file inside. Open it, save it again as ${ending.toUpperCase()} and add it once more.`, field);
  if (content.includes('vbaProject.bin')) return refuse('macros', 'This file holds macros, which are not taken. Save it without them.', field);
  return allow({ name: plainName, mediaType: kind.mediaType });
}

/** Said of a file that is larger than is taken. */
export const tooLarge = (mostMegabytes: number): Refused => refuse('too-large', `The file must be ${mostMegabytes} MB or smaller. Save it smaller, or in two parts.`, { field: 'file' });

function isPlainText(content: Buffer): boolean {
  if (content.includes(0)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(content);
    return true;
  } catch {
    return false;
  }
}
