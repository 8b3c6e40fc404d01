/** Why releases of one process cannot be merged, in the reference library's words where it has one. */
export type MergeErrorCode = 'MissingDateKeyError' | 'NullDateValueError' | 'NonStringDateValueError' | 'InconsistentTypeError' | 'NonStringNonNumberIdValueError';

/** The releases of one process cannot be merged. */
export class MergeProblem extends Error {
  readonly code: MergeErrorCode;

  constructor(code: MergeErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Two objects of one list have the same `id` in one release: they become one. */
export interface DuplicateId {
  /** Field names down to the list, with dots, as the reference library writes them. */
  readonly path: string;
  readonly id: string;
}

/** A release as it was read: an object. */
export type Release = Readonly<Record<string, unknown>>;

/**
 * Releases in order of their dates, those of the same date as they came. A single release may have any date, or none.
 * @throws MergeProblem
 */
export function inOrderOfDate<Dated extends { readonly date?: unknown }>(releases: readonly Dated[]): readonly Dated[] {
  if (releases.length === 1) return releases;
  if (releases.some((release) => !Object.hasOwn(release, 'date') || release.date === undefined)) throw new MergeProblem('MissingDateKeyError', 'The `date` field of at least one release is missing.');
  if (releases.some(({ date }) => date === null)) throw new MergeProblem('NullDateValueError', 'The `date` field of at least one release is null.');
  if (releases.some(({ date }) => typeof date !== 'string')) throw new MergeProblem('NonStringDateValueError', 'The `date` field of at least one release is not a string.');
  return releases.toSorted((one, other) => (one.date! < other.date! ? -1 : one.date! > other.date! ? 1 : 0));
}
