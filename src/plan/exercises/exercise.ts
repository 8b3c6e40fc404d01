import type { BodyId, Id, PersonId } from '#kernel/ids';
import type { Moves } from '#kernel/machine';

export type Stage = 'analyse' | 'plan' | 'do' | 'review' | 'closed';

/** The commissioning cycle, the same for contracts, grants and in-house services (PL-01). Each of the first four moves is a gate. */
export const EXERCISE_MOVES = {
  completeAnalyse: { from: ['analyse'], to: 'plan', otherwise: 'The Analyse stage is not open, so it cannot be completed.' },
  completePlan: { from: ['plan'], to: 'do', otherwise: 'The Plan stage is not open, so it cannot be completed.' },
  completeDo: { from: ['do'], to: 'review', otherwise: 'The Do stage is not open, so it cannot be completed.' },
  completeReview: { from: ['review'], to: 'closed', otherwise: 'The Review stage is not open, so it cannot be completed.' },
  close: { from: ['analyse', 'plan', 'do'], to: 'closed', reasonNeeded: true, otherwise: 'Only an exercise that has not reached Review can be stopped early.' },
} as const satisfies Moves<Stage>;

export const GATES = ['analyse', 'plan', 'do', 'review'] as const;
export type Gate = (typeof GATES)[number];

/** What each stage is, from the select committee's cycle (REP 2.1.2). */
export const STAGES: Readonly<Record<Gate, { readonly title: string; readonly means: string }>> = {
  analyse: { title: 'Analyse', means: 'what is needed, by whom, and what there is to spend' },
  plan: { title: 'Plan', means: 'what will meet it, by which route, and how success is measured' },
  do: { title: 'Do', means: 'buying or funding it openly' },
  review: { title: 'Review', means: 'what came of the money, for the next exercise' },
};

export const stageWords = (stage: Stage): string => (stage === 'closed' ? 'Closed' : STAGES[stage].title);

export const MECHANISMS = { contract: 'Contract', grant: 'Grant', 'in-house': 'In-house service' } as const;
export type Mechanism = keyof typeof MECHANISMS;
export const CATEGORIES = { services: 'Services', goods: 'Goods', works: 'Works' } as const;
export type Category = keyof typeof CATEGORIES;

export interface Exercise {
  readonly id: Id<'exercise'>;
  readonly reference: string;
  readonly bodyId: BodyId;
  readonly bodyName: string;
  readonly unitId: string | null;
  readonly unitName: string | null;
  readonly title: string;
  /** In one plain sentence, why (AN-02). */
  readonly purpose: string | null;
  readonly stage: Stage;
  readonly mechanism: Mechanism;
  readonly category: Category;
  readonly lightTouch: boolean;
  readonly ownerId: PersonId;
  readonly ownerName: string;
  readonly reviewedAgreementId: string | null;
  readonly revision: number;
  readonly closedEarlyReason: string | null;
  readonly createdAt: Date;
}
