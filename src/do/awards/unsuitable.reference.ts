import type { RuleNote } from '#kernel/rule-note';

/** Why a tender or request to take part is not suitable, in the law's own list (Procurement Act 2023, section 43). */
export interface Unsuitable {
  readonly id: string;
  readonly words: string;
  readonly source: string;
}

export const UNSUITABLE: readonly Unsuitable[] = [
  { id: 'none-received', words: 'No tender or request to take part came in time', source: 'PA23 s.43(1)' },
  { id: 'disregarded', words: 'Each would be disregarded, such as one from an excluded supplier or one that misses a condition of participation', source: 'PA23 s.43(2)(a)' },
  { id: 'criteria', words: 'None satisfies the award criteria, judged as the tender said', source: 'PA23 s.43(2)(b)' },
  { id: 'collusion', words: 'There is evidence of corruption or of collusion between suppliers, or between a supplier and the authority', source: 'PA23 s.43(2)(c)' },
  { id: 'procedure', words: 'Each materially breaches a procedural requirement of the tender', source: 'PA23 s.43(2)(d)' },
];

export const SWITCH_RULE: RuleNote = {
  sentence: 'After a competitive tendering procedure that brought no suitable tender, the contract may be given directly to a supplier that is not excluded, where the procedure cannot lead to an award. A transparency notice comes first.',
  source: 'PA23 ss.43, 44', confidence: 'A',
};
