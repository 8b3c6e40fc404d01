import type { Id, PersonId } from '#kernel/ids';
import { decideMove, type Moves } from '#kernel/machine';
import { allow, refuse, type Decision } from '#kernel/outcome';
import { decideMeasures, type Measure } from '#parts/measures';

export type SpecificationState = 'draft' | 'approved' | 'superseded';

/** A version's life. Approving one supersedes the one before it, in the same transaction. */
export const SPECIFICATION_MOVES = {
  approve: { from: ['draft'], to: 'approved', otherwise: 'This version is not a draft, so it cannot be approved again.' },
  supersede: { from: ['approved'], to: 'superseded' },
} as const satisfies Moves<SpecificationState>;

/** The sections a provider reads, with what each is for. */
export const SECTIONS = {
  summary: { title: 'In short', hint: 'What is wanted, in two or three plain sentences', required: true },
  whoFor: { title: 'Who it is for', hint: 'Who may use it, how they come to it, and what they have told you', required: true },
  service: { title: 'The service', hint: 'What is to be done, where and when. Say what is wanted, not how, wherever a provider may know better', required: true },
  standards: { title: 'Standards it must meet', hint: 'Safeguarding, qualifications, data, accessibility. Ask no more than the value and risk warrant', required: false },
  socialConsidered: { title: 'How social value was considered', hint: 'What was thought of, and with whom. It begins with what was answered for the exercise', required: false },
  socialRecommended: { title: 'What is recommended for social value', hint: 'Such as the weight it has, and what bidders are asked to offer', required: false },
  socialRelevant: { title: 'Why that is relevant to what is bought', hint: 'So that bidders and members can see that it fits', required: false },
} as const;
export type SectionName = keyof typeof SECTIONS;
export const SECTION_NAMES = Object.keys(SECTIONS) as readonly SectionName[];

export interface Specification extends Readonly<Record<SectionName, string>> {
  readonly id: Id<'specification'>;
  readonly exerciseId: string;
  readonly version: number;
  readonly state: SpecificationState;
  /** Why it went forward with no outcome or impact measure, where it did. */
  readonly outputsOnlyReason: string | null;
  readonly revision: number;
  readonly approvedBy: PersonId | null;
  readonly approvedByName: string | null;
  readonly approvedAt: Date | null;
  readonly createdAt: Date;
}

/** May its words and measures change? Only a draft's, while the exercise is still being planned. */
export function decideSpecificationChange(specification: Pick<Specification, 'state'>, stage: string): Decision {
  if (specification.state !== 'draft') return refuse('wrong-state', 'This version is approved, so it no longer changes. Start a new version.');
  if (stage === 'analyse' || stage === 'plan') return allow();
  return refuse('too-late', 'The plan is agreed, so the specification is kept as it was.');
}

/** The statement of social value, which a specification makes wherever social value weighs in the award (SV-03). */
export const SOCIAL_SECTIONS = ['socialConsidered', 'socialRecommended', 'socialRelevant'] as const satisfies readonly SectionName[];

/** May it be put forward for approval? Every required section written, the statement of social value where it weighs, at least one measure, and the rule on outcomes met or overridden with a reason (AN-05). */
export function decidePutForward(specification: Specification, measures: readonly Measure[], overrideReason: string | null, socialValueWeighs = false): Decision {
  const move = decideMove(SPECIFICATION_MOVES, 'approve', specification.state, 'This specification');
  if (move.kind === 'refused') return move;
  const empty = SECTION_NAMES.filter((name) => (SECTIONS[name].required || (socialValueWeighs && (SOCIAL_SECTIONS as readonly string[]).includes(name))) && specification[name].trim() === '');
  if (empty.length > 0) {
    const [first, ...more] = empty.map((name) => `“${SECTIONS[name].title}” is empty.`);
    return refuse('section-empty', first!, { more: more.map((sentence) => ({ sentence })) });
  }
  return decideMeasures(measures, overrideReason);
}
