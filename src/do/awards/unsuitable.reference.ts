import type { RuleNote } from '#kernel/rule-note';

/** Why a tender or request to take part is not suitable, in the law's own list (Procurement Act 2023, section 43(2), as enacted). */
export interface Unsuitable {
  readonly id: string;
  readonly words: string;
  readonly source: string;
}

/** Where anybody may read the section itself. */
export const SECTION_43 = 'https://www.legislation.gov.uk/ukpga/2023/54/section/43';

/**
 * Paragraph (a) names section 19(3)(a) to (c) alone: a tender of an excluded supplier is disregarded under another section, and so is no
 * reason of its own here. Paragraph (b) has two limbs, kept apart because the second can be held against the scores and the first cannot.
 */
export const UNSUITABLE: readonly Unsuitable[] = [
  { id: 'none-received', words: 'No tender or request to take part came in time', source: 'PA23 s.43(1)(b)' },
  { id: 'disregarded', words: 'Each would be disregarded: its supplier does not satisfy the conditions of participation, or it or a sub-contractor is from neither the United Kingdom nor a treaty state, or its price is abnormally low', source: 'PA23 ss.43(2)(a), 19(3)(a) to (c)' },
  { id: 'requirements', words: 'None satisfies the authority’s requirements, judged as the tender said', source: 'PA23 s.43(2)(b)' },
  { id: 'criteria', words: 'None satisfies the award criteria, judged as the tender said', source: 'PA23 s.43(2)(b)' },
  { id: 'collusion', words: 'There is evidence of corruption or of collusion between suppliers, or between suppliers and the authority', source: 'PA23 s.43(2)(c)' },
  { id: 'procedure', words: 'Each materially breaches a procedural requirement of the tender notice or its documents: to ignore the breach would put the tender at an unfair advantage', source: 'PA23 s.43(2)(d), (3), (4)' },
];

export const SWITCH_RULE: RuleNote = {
  sentence: 'After suppliers were invited to tender or to ask to take part, and no suitable tender or request came, the contract may be given directly to a supplier that is not excluded, where the authority considers that an award by competition is not possible in the circumstances. Before it does, it considers whether that supplier is excludable and whether it sent an unsuitable tender or request. A transparency notice comes first.',
  source: 'PA23 ss.43(1), 43(6), 44', confidence: 'A',
};
