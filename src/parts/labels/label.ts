import type { PersonId } from '#kernel/ids';

export type LabelName = 'commercial' | 'exempt' | 'personal' | 'confidential';

/** What is withheld, why and until when. */
export interface Label {
  readonly id: string;
  /** The field it covers, or null for the whole record. */
  readonly field: string | null;
  readonly label: LabelName;
  readonly reason: string;
  /** The last day it holds, 'YYYY-MM-DD'; null for no end. */
  readonly until: string | null;
  /** The only people who read what it covers. A named list beats every role, administrators' too. */
  readonly readers: readonly PersonId[];
}

/** The label that covers a field for this reader, if any: the whole record's label covers each of its fields. */
export const labelCovering = (labels: readonly Label[], field: string, personId: PersonId | null): Label | undefined =>
  labels.find((label) => (label.field === null || label.field === field) && !(personId !== null && label.readers.includes(personId)));

/** What stands in place of a withheld value, as the Transparency Code words it. */
export const withheldWords = (label: Label): string =>
  `${label.label === 'personal' ? 'REDACTED PERSONAL DATA' : 'REDACTED COMMERCIAL CONFIDENTIALITY'}: ${label.reason}${label.until ? ` (until ${label.until})` : ''}`;

/** The value, or the label that withholds it. */
export function disclosed<Value>(labels: readonly Label[], field: string, personId: PersonId | null, value: Value): { readonly value: Value } | { readonly withheld: Label } {
  const label = labelCovering(labels, field, personId);
  return label ? { withheld: label } : { value };
}
