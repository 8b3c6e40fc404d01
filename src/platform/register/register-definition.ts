import type { RawBuilder } from 'kysely';
import type { Html } from '../pages/html.ts';
import type { Read } from '../database/connection.ts';
import type { TagColour } from '../pages/presentation.ts';
import type { Act } from '../access/act.ts';
import type { RegisterQuery } from './register-query.ts';

export type FieldType = 'text' | 'money' | 'date' | 'yes-no' | 'tag';

/** One thing that the register says of each row: a column of the page and of the file, a property of the JSON. */
export interface RegisterField {
  /** Its name in JSON, and in `sort=`. */
  readonly key: string;
  /** Its heading on the page and in the file. */
  readonly heading: string;
  readonly type: FieldType;
  /** SQL over the row `r` and the joins. Money in pence. */
  readonly sql: string;
  /** In words, for the description of the API. */
  readonly description?: string;
  /** Shown on the page as well as in the files: as a column of its own, or as a tag below the link where it is anything but what most rows are. */
  readonly onPage?: true | { readonly belowLinkUnless: string };
  /** The link to the record's own page. One field has it. */
  readonly link?: true;
  /** The name under which a label can withhold it. */
  readonly label?: string;
  /** How a tag's values read. */
  readonly tags?: Readonly<Record<string, readonly [text: string, colour: TagColour]>>;
}

/** An order of the list. Its SQL is over `r` alone, has an index together with `id`, and is never null (use coalesce). */
export interface RegisterSort {
  readonly key: string;
  readonly words: string;
  readonly sql: string;
  /** The SQL type to which a cursor's text is cast back. */
  readonly type: 'date' | 'bigint' | 'text';
  readonly descending?: true;
  /** The label that hides what this order would give away. */
  readonly label?: string;
}

interface FilterBase {
  readonly key: string;
  readonly words: string;
  readonly hint?: string;
  /** The label whose rows this filter must leave out, since it would give the withheld value away. */
  readonly label?: string;
}

export interface FilterChoice {
  readonly value: string;
  readonly text: string;
}

/** A question that narrows the list. `sql` is over `r` alone. */
export type RegisterFilter =
  | (FilterBase & { readonly type: 'choice'; readonly choices: readonly FilterChoice[]; readonly sql: (value: string) => RawBuilder<unknown> })
  /**
   * A record that rows belong to, such as an authority: its short name in an address, any part of its name on the form. Asked for where there is
   * more than one. `named` reads which there are, the one that was asked for among them even where it has no row; `choices` is its answer.
   */
  | (FilterBase & { readonly type: 'named'; readonly named: (read: Read, asked: string) => Promise<readonly FilterChoice[]>; readonly choices?: readonly FilterChoice[]; readonly sql: (values: readonly string[]) => RawBuilder<unknown> })
  | (FilterBase & { readonly type: 'date'; readonly sql: (date: string) => RawBuilder<unknown> })
  | (FilterBase & { readonly type: 'money'; readonly sql: (pence: bigint) => RawBuilder<unknown> })
  /** The whole of some text, such as a directorate's name. */
  | (FilterBase & { readonly type: 'words'; readonly sql: (value: string) => RawBuilder<unknown> })
  /** Comes by a link from another page, such as one supplier's contracts; not asked for on the form. */
  | (FilterBase & { readonly type: 'id' | 'slug'; readonly sql: (value: string) => RawBuilder<unknown> });

/** What may be withheld from this register, without the machinery knowing how a label is kept. */
export interface RegisterWithholding {
  /** SQL over `r` for whether a field is withheld from the public. */
  readonly isWithheld: (label: string) => string;
  /** SQL for whether a field is withheld on any row at all. */
  readonly anyWithheld: (label: string) => string;
  /** SQL over `r` for everything that is withheld of it, as JSON. */
  readonly labelsSql: string;
  /** The words that stand in a withheld field's place, or null. */
  readonly words: (labels: unknown, label: string) => string | null;
}

/** What a register says of all rows that were found together, such as their sum. */
export interface RegisterTotals {
  /** Stands above the rows; of a question (`asked`) above the search. */
  readonly part: Html;
  /** Stands in the JSON as `totals`. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** A public list, defined once: its page, its files, its search, its filters and its description come of this. */
export interface RegisterDefinition {
  readonly name: string;
  readonly title: string;
  /** What it holds, for the page's first sentence and the description of the API. */
  readonly summary: string;
  /** One and many: "contract", "contracts". */
  readonly nouns: readonly [one: string, many: string];
  readonly url: string;
  readonly act: Act;
  readonly table: string;
  /** SQL over `r`: which rows anyone may see. */
  readonly publicWhere: string;
  /** Joined to the rows of one page only, so that it costs the same at any size. */
  readonly joins?: string;
  readonly address: (id: string) => string;
  /** So many rows are counted and no more, of those that words find at most 10,000: a page of millions says "more than 10,000". Left out: all of them are. */
  readonly mostCounted?: number;
  /**
   * Where rows are of kinds that must not be counted as one another: SQL over `r` for which are `unusual` (an index has them), and for the kind of those;
   * all others are of the `usual` kind. One and many of each. More than `mostCounted` are counted together.
   */
  readonly counted?: { readonly usual: string; readonly unusual: string; readonly sql: string; readonly nouns: Readonly<Record<string, readonly [one: string, many: string]>> };
  readonly fields: readonly RegisterField[];
  readonly filters: readonly RegisterFilter[];
  /** The first is the usual one. */
  readonly sorts: readonly [RegisterSort, ...RegisterSort[]];
  readonly search: {
    readonly words: (words: string) => RawBuilder<unknown>;
    /** Tried when no word matches, so that a typing mistake still finds something. */
    readonly likeness?: (words: string) => RawBuilder<unknown>;
  };
  readonly withholding?: RegisterWithholding;
  /** Asked once for a page, of `matching`: "from ... r where ...", the rows that were found, without joins. It must not give away what is withheld. */
  readonly totals?: (read: Read, matching: RawBuilder<unknown>) => Promise<RegisterTotals>;
  /** As `totals`, said also where nothing was found: what the question itself asks for, such as the figure that led here. Null where there is nothing to say of it. */
  readonly asked?: (read: Read, query: RegisterQuery, matching: RawBuilder<unknown>) => Promise<RegisterTotals | null>;
  /** The same rows in other forms, linked beside the downloads. */
  readonly otherForms?: readonly { readonly text: string; readonly href: string }[];
}
