/** Something that is published whole, for the catalogue: a register, a feed, a file in a standard's form. */
export interface OpenDataset {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  /** The page where people read it. */
  readonly page?: string;
  readonly forms: readonly OpenForm[];
  /** What it is counted by, over the rows `r`. */
  readonly rows?: { readonly table: string; readonly where: string };
}

export interface OpenForm {
  readonly text: string;
  readonly href: string;
  readonly mediaType: string;
  /** The standard that it keeps to, where there is one. */
  readonly standard?: string;
}
