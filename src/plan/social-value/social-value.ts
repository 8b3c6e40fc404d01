import type { CalendarDate } from '#kernel/calendar-date';
import type { Decimal } from '#kernel/decimal';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { RuleNote } from '#kernel/rule-note';
import type { ApprovalStanding } from '#parts/approvals';

/** The three duties of the Public Services (Social Value) Act 2012: section 1(3)(a), 1(3)(b) and 1(7). */
export const DUTIES = {
  improve: {
    question: 'How might what is bought improve the economic, social and environmental well-being of the area?', source: 'Public Services (Social Value) Act 2012 s.1(3)(a)',
    missing: 'how the purchase might improve well-being has no answer.',
  },
  secure: {
    question: 'How might the way it is bought secure that improvement?', source: 'Public Services (Social Value) Act 2012 s.1(3)(b)',
    missing: 'how the process might secure that improvement has no answer.',
  },
  consult: {
    question: 'Should people be consulted about these two, and if so whom?', source: 'Public Services (Social Value) Act 2012 s.1(7)',
    missing: 'whether to consult has no answer.',
  },
} as const;
export type Duty = keyof typeof DUTIES;
export const DUTY_NAMES = Object.keys(DUTIES) as readonly Duty[];

/** The short answer below the threshold: is social value relevant to what is bought? Either needs its reason (SV-02). */
export type Relevance = 'relevant' | 'not-relevant';
export const RELEVANCE_WORDS: Readonly<Record<Relevance, string>> = { relevant: 'Relevant', 'not-relevant': 'Not relevant' };

/** What was considered for one exercise. Empty text is no answer. */
export interface SocialValueConsideration {
  /** The short answer, where the three duties do not bind; null where it was not given. */
  readonly relevance: Relevance | null;
  readonly relevanceReason: string | null;
  readonly improve: string | null;
  readonly secure: string | null;
  readonly consult: string | null;
  /** Share of the award, in percent; null until it is chosen. */
  readonly weightPercent: Decimal | null;
  readonly weightReason: string | null;
  /** The authority's least weight on the day, copied. */
  readonly minimumPercent: Decimal | null;
  readonly minimumRule: string | null;
  readonly consideredOn: CalendarDate | null;
  readonly consideredBy: string | null;
  readonly version: number;
}

/** Whether the duties bind this exercise, and the rule that says so. */
export interface DutyStanding {
  readonly required: boolean;
  readonly rule: RuleNote;
}

/** What a chosen weight asks for: nothing more, or the agreement of whoever local policy names. */
export type WeightNeed = 'nothing' | 'approval';

/** May this weight be chosen (SV-04)? Zero needs a reason; so does anything below the authority's least, and an approval with it. */
export function decideWeight(weight: Decimal, reason: string, minimum: Decimal | null, rule: RuleNote): Decision<WeightNeed> {
  const below = isBelow(weight, minimum);
  if (reason.trim() === '' && (below || weight.isZero())) {
    const sentence = below ? `The weight is below the authority’s least, ${minimum!.toString()}%. Give a reason.` : 'Social value counts for nothing in this award. Give a reason.';
    return refuse('reason-missing', sentence, { field: 'weightReason', rule });
  }
  return allow(below ? 'approval' : 'nothing');
}

export const isBelow = (weight: Decimal, minimum: Decimal | null): boolean => minimum !== null && weight.compare(minimum) < 0;

/** May this short answer stand? Where the duties bind it does not take their place; elsewhere either answer needs a reason, and what is not relevant weighs nothing. */
export function decideRelevance(relevance: Relevance | null, reason: string, weight: Decimal | null, duties: DutyStanding): Decision {
  if (relevance === null) return reason.trim() === '' ? allow() : refuse('relevance-missing', 'Choose whether social value is relevant here', { field: 'relevance' });
  if (duties.required && relevance === 'not-relevant') return refuse('duties-bind', 'The three duties bind this exercise, so “not relevant” is no answer here. Answer the three.', { field: 'relevance', rule: duties.rule });
  if (reason.trim() === '') return refuse('reason-missing', relevance === 'relevant' ? 'Say in a sentence why social value is relevant' : 'Give the reason why social value is not relevant', { field: 'relevanceReason' });
  if (relevance === 'not-relevant' && weight !== null && !weight.isZero()) return refuse('contradiction', 'What is not relevant cannot count in the award. Leave the weight empty, or say that it is relevant.', { field: 'weight' });
  return allow();
}

/** How an exercise considered social value, for the report: all three duties, the short answer, or not yet. */
export type Considered = 'three-duties' | Relevance | 'not-yet';
export function consideredAs(consideration: Pick<SocialValueConsideration, Duty | 'relevance'> | null): Considered {
  if (consideration !== null && DUTY_NAMES.every((duty) => consideration[duty]?.trim())) return 'three-duties';
  return consideration?.relevance ?? 'not-yet';
}

/** What a gate still lacks: the duties where they bind, elsewhere at least the short answer, the weight of what is relevant, and the approval of one below the least. */
export function missingFrom(consideration: SocialValueConsideration | null, duties: DutyStanding, approval: ApprovalStanding): string[] {
  const short = consideredAs(consideration) === 'not-yet' ? ['whether it is relevant here has no answer.'] : [];
  const unanswered = duties.required ? DUTY_NAMES.filter((duty) => !consideration?.[duty]?.trim()).map((duty) => DUTIES[duty].missing) : short;
  const weight = consideration?.weightPercent ?? null;
  if (weight === null) return [...unanswered, 'its weight in the award has not been chosen.'];
  return isBelow(weight, consideration!.minimumPercent) && approval !== 'agreed' ? [...unanswered, WEIGHT_LACKS[approval]] : unanswered;
}

const WEIGHT_LACKS: Readonly<Record<Exclude<ApprovalStanding, 'agreed'>, string>> = {
  'not-asked': 'the weight is below the authority’s least, and nobody was asked to agree to it.',
  waiting: 'the weight is below the authority’s least, and waits to be agreed.',
  refused: 'the weight is below the authority’s least, and was not agreed to.',
  lapsed: 'the weight has changed since it was agreed to. Save it again.',
};
