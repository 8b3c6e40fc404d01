import type { CalendarDate } from '#kernel/calendar-date';
import type { Id } from '#kernel/ids';
import type { Pence } from '#kernel/money';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { RuleNote } from '#kernel/rule-note';

export interface Evidence {
  readonly id: Id<'need_evidence'>;
  readonly title: string;
  /** Who found it: "Joint Strategic Needs Assessment", "survey of 212 parents". */
  readonly source: string;
  readonly datedOn: CalendarDate | null;
  /** Where it can be read. */
  readonly address: string | null;
}

/** What an exercise is for: whose need, where, how great, how we know, what is wanted and what there is to spend (AN-01). */
export interface Need {
  readonly id: Id<'need'>;
  readonly exerciseId: string;
  readonly userGroup: string | null;
  readonly areas: readonly { readonly code: string; readonly name: string }[];
  readonly sizeOfNeed: string | null;
  readonly levelOfNeed: string | null;
  readonly evidence: readonly Evidence[];
  readonly outcomes: readonly { readonly id: string; readonly code: string; readonly title: string; readonly level: 'strategic' | 'supporting' }[];
  readonly budgetPence: Pence | null;
  readonly budgetYears: number | null;
  readonly version: number;
}

export const NEED_RULE: RuleNote = {
  sentence: 'A service is defined by the needs of its user group, the required outcomes and the available budget.',
  source: 'Select committee evidence H03 7(3); recommendation 9 (AN-01)',
  confidence: 'P',
};

export interface MissingNeed {
  readonly part: 'user group' | 'area' | 'size of need' | 'level of need' | 'evidence' | 'required outcomes' | 'budget';
  readonly sentence: string;
}

/** Every part that is empty, so that a commissioner does not discover them one by one. Null is no record at all. */
export function missingNeedParts(need: Need | null): MissingNeed[] {
  const parts: [MissingNeed['part'], boolean, string][] = [
    ['user group', !!need?.userGroup?.trim(), 'User group: say whose need it is.'],
    ['area', (need?.areas.length ?? 0) > 0, 'Area: choose at least one.'],
    ['size of need', !!need?.sizeOfNeed?.trim(), 'Size of need: say how many people.'],
    ['level of need', !!need?.levelOfNeed?.trim(), 'Level of need: say how great it is.'],
    ['evidence', (need?.evidence.length ?? 0) > 0, 'Evidence: name at least one source.'],
    ['required outcomes', (need?.outcomes.length ?? 0) > 0, 'Required outcomes: pick at least one from the framework.'],
    ['budget', need !== null && need.budgetPence !== null && need.budgetYears !== null, 'Budget: enter what is available, and for how many years.'],
  ];
  return parts.flatMap(([part, isThere, sentence]) => (isThere ? [] : [{ part, sentence }]));
}

/** The record may still change until the plan is agreed; after that it is what the service was bought for. */
export function decideNeedChange(stage: string): Decision {
  if (stage === 'analyse' || stage === 'plan') return allow();
  return refuse('too-late', 'The plan is agreed, so the needs record is kept as it was. Record new needs in the review, for the next exercise.');
}
