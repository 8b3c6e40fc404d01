/** A file that came with a form, already written to a temporary folder, or held in memory where the form asks for that. */
export interface UploadedFile {
  readonly field: string;
  readonly name: string;
  readonly mediaType: string;
  /** Empty for a file in memory. */
  readonly path: string;
  readonly sizeBytes: number;
  /** The bytes of a file that may not touch the disk unsealed. */
  readonly content?: Buffer;
  /** Cut off at the form's own limit: say so, do not use it. */
  readonly tooLarge?: true;
}

/** What was posted, as text. Nothing else about a form is trusted to have a type. */
export class Posted {
  readonly values: Readonly<Record<string, string | string[] | undefined>>;
  readonly files: readonly UploadedFile[];
  constructor(values: Readonly<Record<string, string | string[] | undefined>>, files: readonly UploadedFile[] = []) {
    this.values = values;
    this.files = files;
  }

  /** The one value of a field, with line ends made plain; empty when it was not sent. */
  text(name: string): string {
    const value = this.values[name];
    return (Array.isArray(value) ? (value.at(-1) ?? '') : (value ?? '')).replaceAll('\r\n', '\n');
  }

  /** Every value of a field, as checkboxes send them. */
  texts(name: string): string[] {
    const value = this.values[name];
    return (Array.isArray(value) ? value : value === undefined ? [] : [value]).filter((text) => text !== '');
  }

  /** A GOV.UK date input's three fields, to 'YYYY-MM-DD' where they have digits, else as typed, for the schema to refuse. */
  date(name: string): string {
    const [day, month, year] = [this.text(`${name}-day`), this.text(`${name}-month`), this.text(`${name}-year`)].map((part) => part.trim());
    if (!day && !month && !year) return '';
    return `${year!.padStart(4, '0')}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`;
  }

  /** The files of one field that are not empty. */
  filesOf(name: string): UploadedFile[] {
    return this.files.filter((file) => file.field === name && file.sizeBytes > 0);
  }
}
