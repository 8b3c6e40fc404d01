import { endingOf } from '#platform/files/check-file';
import { sizeWords } from './file-size.ts';

/** A file of an opened bid as somebody sees it. */
export interface ShownFile {
  readonly id: string;
  readonly questionId: string | null;
  /** What stands on the page. */
  readonly name: string;
  /** What it is called when it is saved. */
  readonly fileName: string;
}

interface NamedFile {
  readonly id: string;
  readonly questionId: string | null;
  readonly name: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
}

/** A bid's files under their own names, for whoever may know whose they are. */
export const withNames = (files: readonly NamedFile[]): readonly ShownFile[] => files.map(({ id, questionId, name }) => ({ id, questionId, name, fileName: name }));

/**
 * A bid's files as those see them from whom its bidder is hidden: "File 1 for question 3 (PDF, 210 KB)", saved as "file-1-for-question-3.pdf".
 * A name such as "Alpha Trust plan.pdf" gives its bidder away. In the order in which they were added, which says nothing either.
 * @param positionOf the number of a question as the tender prints it
 */
export function withoutNames(files: readonly NamedFile[], positionOf: (questionId: string) => number | undefined): readonly ShownFile[] {
  const inOrder = [...files].sort((one, other) => (one.id < other.id ? -1 : 1));
  return inOrder.map(({ id, questionId, mediaType, sizeBytes }) => {
    const place = inOrder.filter((file) => file.questionId === questionId).findIndex((file) => file.id === id) + 1;
    const position = questionId === null ? undefined : positionOf(questionId);
    const whole = `File ${place} for ${position === undefined ? 'the bid as a whole' : `question ${position}`}`;
    const ending = endingOf(mediaType);
    return { id, questionId, name: `${whole} (${ending === null ? '' : `${ending.toUpperCase()}, `}${sizeWords(sizeBytes)})`, fileName: `${whole.toLowerCase().replaceAll(' ', '-')}${ending === null ? '' : `.${ending}`}` };
  });
}
