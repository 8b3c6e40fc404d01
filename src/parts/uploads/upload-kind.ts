import type { Readable } from 'node:stream';
import type { DateOrder, MappedColumn } from '#parts/tables';
import type { Role } from '#platform/access/roles';
import type { FormState } from '#platform/pages/form';
import type { Html } from '#platform/pages/html';

export const UPLOAD_KINDS = ['contracts', 'spend', 'grants', 'organisations'] as const;
export type UploadKindName = (typeof UPLOAD_KINDS)[number];

/** What somebody said of a file, over what was found: field to column ("#3" for the third), and the order of its dates. */
export interface Said {
  readonly map: Readonly<Record<string, string>>;
  readonly dateOrder: DateOrder | undefined;
}

interface Fact {
  readonly key: string;
  readonly value: string;
}

/** A file that is understood well enough to be read. */
export interface OpenedUpload {
  readonly ok: true;
  /** As they stand in the file; none where it has no columns to choose among (JSON). */
  readonly headings: readonly string[];
  /** By the kind's own field names; a field that is not in the file is null or not there. */
  readonly mapping: Readonly<Partial<Record<string, MappedColumn | null>>>;
  /** How it is written: encoding, row of headings. */
  readonly facts: readonly Fact[];
  /** What a person should know of how it was understood, a sentence each. */
  readonly notes: readonly string[];
  /** Reads it once to the end. Throws `UnreadableFile` when it breaks off. */
  readonly lookOver: () => Promise<LookedOver>;
}

/** Why a file cannot be read as it stands, and what may be its headings, for somebody to say what they mean; none when it is no table. */
export interface NotOpened {
  readonly ok: false;
  readonly why: string;
  readonly headings: readonly string[];
}

/** What a file would bring. Nothing of it is stored. */
export interface LookedOver {
  readonly good: number;
  readonly unreadable: number;
  /** Totals, notes and headings that stand again: no rows at all. */
  readonly leftOut: number;
  readonly facts: readonly Fact[];
  readonly first: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };
  /** The first of those that cannot be read, or were left out. */
  readonly refused: readonly RefusedLine[];
}

export interface RefusedLine {
  /** The row as a spreadsheet shows it, with its sheet where there are several. */
  readonly row: string;
  readonly column: string;
  readonly why: string;
}

/** So many first rows, and refused ones, are shown. */
const FIRST_SHOWN = 8;
const REFUSED_SHOWN = 200;

/** What a file would bring, gathered while it is read once: everything is counted, the first of it kept. */
export class LookingOver {
  readonly #counts = { good: 0, unreadable: 0, leftOut: 0 };
  readonly #first: (readonly string[])[] = [];
  readonly #refused: RefusedLine[] = [];

  /** @param shown its cells as they would be stored; asked for only while it is among the first */
  good(shown: () => readonly string[]): void {
    this.#counts.good++;
    if (this.#first.length < FIRST_SHOWN) this.#first.push(shown());
  }

  /** A row that cannot be read, with all that is wrong with it, or one that is left out. @param lines none where nothing is to be said of it */
  aside(as: 'unreadable' | 'leftOut', ...lines: readonly RefusedLine[]): void {
    this.#counts[as]++;
    if (this.#refused.length < REFUSED_SHOWN) this.#refused.push(...lines);
  }

  seen(head: readonly string[], facts: LookedOver['facts'] = []): LookedOver {
    return { ...this.#counts, facts, first: { head, rows: this.#first }, refused: this.#refused };
  }
}

/** "12", or "12 of Sheet 2" where several sheets were read. */
export const rowInWords = ({ row, sheet }: { readonly row: number; readonly sheet: string | null }): string => (sheet === null ? String(row) : `${row} of ${sheet}`);

/** One kind of file that people load in the browser: its words, its fields, and how it is opened. The flow is the same for all. */
export interface UploadKind {
  readonly name: UploadKindName;
  /** Before "/new" and "/files/:id". */
  readonly address: string;
  readonly title: string;
  readonly lead: Html;
  /** The label of the field that takes the file. */
  readonly fileLabel: string;
  readonly fileHint: string;
  /** File name endings, as a file field's `accept` has them. */
  readonly accept: string;
  /** One and many of what its rows are: "contract", "contracts". */
  readonly things: readonly [one: string, many: string];
  /** Who may load it for a body. */
  readonly roles: readonly Role[];
  readonly bodyLabel: string;
  readonly fields: readonly { readonly name: string; readonly label: string }[];
  /** Whether the file has dates whose order somebody may have to say. */
  readonly hasDates: boolean;
  /** What to know before loading, in a paragraph. */
  readonly beforeLoading?: string;
  /** Fields of the form that loads it, beside the authority. */
  readonly furtherFields?: (form: FormState) => Html;
  /** Opens a file. `open` is called as often as it must be read. */
  readonly open: (open: () => Readable, said: Said) => Promise<OpenedUpload | NotOpened>;
}

/** What a select says of a column: its heading where that names it alone, else its place. */
export function columnChoices(headings: readonly string[]): { readonly value: string; readonly text: string }[] {
  const plain = headings.map((heading) => heading.trim());
  return plain.slice(0, MOST_COLUMNS).map((heading, index) => {
    const isOwn = heading !== '' && !heading.startsWith('#') && plain.indexOf(heading) === plain.lastIndexOf(heading);
    return { value: isOwn ? heading : `#${index + 1}`, text: `${heading === '' ? 'No heading' : heading.slice(0, 60)} (column ${index + 1})` };
  });
}

/** More columns than these are not offered for choice. */
const MOST_COLUMNS = 200;
