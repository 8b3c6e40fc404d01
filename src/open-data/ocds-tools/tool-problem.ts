/** What is told on stderr, one JSON line each. An `error` makes the exit status 1; a `warning` or `note` does not. */
export interface ToolProblem {
  readonly level: 'error' | 'warning' | 'note';
  /** The reference library's own name for it, where it has one. */
  readonly code: string;
  /** A sentence for a person. */
  readonly message: string;
  /** The position of the file among those given. */
  readonly file?: number;
  /** Counted from 0, of the file as it is read (a compressed file: of its content). */
  readonly byte?: number;
  readonly ocid?: string;
  /** The `id` of the release. */
  readonly release?: unknown;
  /** Of two objects of one `id`: field names down to their list. */
  readonly path?: string;
  readonly id?: string;
}

/** Where one release stands: its file among those given, and its bytes. */
export interface Span {
  readonly file: number;
  readonly start: number;
  readonly length: number;
  readonly risky: boolean;
}

/** Larger ones are refused rather than read into memory. */
export const LARGEST_RELEASE = 64_000_000;

/** A name from somebody's file, in a sentence for a terminal: without the signs that a terminal obeys, and not endless. */
export const shown = (text: string): string => {
  const plain = text.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, '\ufffd');
  return plain.length > 200 ? `${plain.slice(0, 200)}…` : plain;
};
