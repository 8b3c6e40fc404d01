/** How sure we are of a rule's text. A: primary text read; B: official page or two sources; C: one secondary source; D: background knowledge, shipped disabled; P: the project's papers. */
export type Confidence = 'A' | 'B' | 'C' | 'D' | 'P';

/** A rule as it is shown beside whatever it bites on: what it says, where it comes from and how sure we are. */
export interface RuleNote {
  readonly sentence: string;
  readonly source: string;
  readonly confidence?: Confidence;
}
