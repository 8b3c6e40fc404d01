import { formatDate, type CalendarDate } from '#kernel/calendar-date';
import type { Decimal } from '#kernel/decimal';
import { formatPounds } from '#kernel/money';
import { allow, refuse, type Decision } from '#kernel/outcome';
import { asNote, lawFor } from '#law';
import { criteriaProblems, type Criterion } from '#parts/assessments';
import { judge, type Marks } from './application.ts';
import { FIXED_RULE, KIND_RULES } from './arrangement-kinds.ts';
import type { Arrangement, IntakeWindow } from './arrangement.ts';
import { CEILING_GROUNDS, type CeilingGround } from './ceiling.ts';

/** Under which the part `approvals` knows a change. */
export const CHANGE_SUBJECT = 'arrangement-change';

/** A change to what was fixed at publication. Decimals are exact text, so that the row can be read back. */
export type ChangeDetails =
  | { readonly kind: 'pass-mark'; readonly from: string | null; readonly to: string }
  | { readonly kind: 'criterion-pass-mark'; readonly criterionId: string; readonly name: string; readonly from: string | null; readonly to: string | null }
  | { readonly kind: 'shares'; readonly shares: readonly { readonly criterionId: string; readonly name: string; readonly from: string; readonly to: string }[] }
  | { readonly kind: 'timetable'; readonly endsOn: { readonly from: CalendarDate; readonly to: CalendarDate } | null; readonly intake: { readonly closesOn: CalendarDate; readonly intakeId: string; readonly from: CalendarDate } | null }
  | CeilingDetails;
/** Another ceiling. Sums are whole pence excluding VAT, as text; `ground` is null where the law asks for none. */
export interface CeilingDetails {
  readonly kind: 'ceiling';
  readonly from: string;
  readonly to: string;
  /** What it was before its first change. */
  readonly first: string;
  readonly ground: CeilingGround | null;
  readonly groundWords: string;
  readonly vatPercent: string;
}
export type ChangeKind = ChangeDetails['kind'];

/** What the change would do to who is admitted: worked out before anyone agrees to it. */
export interface Effect {
  readonly applicants: number;
  readonly admittedBefore: number;
  readonly admittedAfter: number;
  /** Those whose outcome would turn, by reference. */
  readonly turned: readonly { readonly reference: string; readonly name: string; readonly from: boolean; readonly to: boolean }[];
}

/** An applicant whose scores are in. */
export interface ScoredApplicant {
  readonly reference: string;
  readonly name: string;
  /** By question; for one that came through an opportunity, none: its total stands. */
  readonly scores: ReadonlyMap<string, Decimal> | null;
  readonly total: Decimal;
}

/** Counts who passes under the marks that stand and under those proposed. */
export function effectOf(applicants: readonly ScoredApplicant[], before: Marks, after: Marks): Effect {
  const passes = (applicant: ScoredApplicant, marks: Marks): boolean =>
    applicant.scores ? judge(marks, applicant.scores).passes : marks.passPercent === null || applicant.total.compare(marks.passPercent) >= 0;
  const each = applicants.map((applicant) => ({ reference: applicant.reference, name: applicant.name, from: passes(applicant, before), to: passes(applicant, after) }));
  return { applicants: each.length, admittedBefore: each.filter(({ from }) => from).length, admittedAfter: each.filter(({ to }) => to).length, turned: each.filter(({ from, to }) => from !== to) };
}

/** The marks once a change is applied. */
export function marksAfter(marks: Marks, details: ChangeDetails, read: (text: string) => Decimal): Marks {
  switch (details.kind) {
    case 'pass-mark': return { ...marks, passPercent: read(details.to) };
    case 'criterion-pass-mark': return { ...marks, criteria: marks.criteria.map((one) => (one.id === details.criterionId ? { ...one, passPercent: details.to === null ? null : read(details.to) } : one)) };
    case 'shares': {
      const shares = new Map(details.shares.map(({ criterionId, to }) => [criterionId, read(to)]));
      return { ...marks, criteria: marks.criteria.map((one): Criterion => ({ ...one, sharePercent: shares.get(one.id) ?? one.sharePercent })) };
    }
    case 'timetable': case 'ceiling': return marks;
  }
}

/** May such a change be proposed at all? Some law fixes the conditions for as long as the arrangement lasts. */
export function decideProposal(arrangement: Arrangement, windows: readonly IntakeWindow[], details: ChangeDetails, after: Marks, today: CalendarDate): Decision {
  const rules = KIND_RULES[arrangement.kind];
  if (arrangement.state !== 'live') return refuse('wrong-state', arrangement.state === 'draft' ? 'This is a draft: change it directly.' : 'This is over, so nothing of it can be changed.');
  if (rules.conditionsFixed && details.kind !== 'timetable') return refuse('fixed-by-law', `The conditions for joining a ${rules.title.toLowerCase()} cannot be changed while it lasts. Close this one and set up another.`, { rule: rules.conditionsFixed });
  const { modifyDuringProcurement } = lawFor('uk-2026').rules;
  const beforeDeadline = modifyDuringProcurement.find(({ id }) => id === 'modifyDuring.beforeDeadline')!;
  const closed = arrangement.intake !== 'standing' && !windows.some(({ kind, closesOn }) => kind === 'intake' && closesOn >= today);
  if (arrangement.regime === 'PA2023' && closed && !arrangement.lightTouch && details.kind !== 'timetable') {
    return refuse('after-deadline', 'The time to apply has passed, so how applicants are judged can no longer be changed.', { rule: asNote(beforeDeadline) });
  }
  const [problem] = details.kind === 'shares' ? criteriaProblems(after.criteria) : [];
  return problem ? refuse('shares', problem, { field: 'shares', rule: FIXED_RULE }) : allow();
}

/** The change as a sentence for everyone. */
export function changeInWords(details: ChangeDetails): string {
  const mark = (text: string | null) => (text === null ? 'none' : `${text}%`);
  switch (details.kind) {
    case 'pass-mark': return `The pass mark of the whole changes from ${mark(details.from)} to ${mark(details.to)}.`;
    case 'criterion-pass-mark': return `The pass mark of “${details.name}” changes from ${mark(details.from)} to ${mark(details.to)}.`;
    case 'shares': return `Weights change: ${details.shares.filter(({ from, to }) => from !== to).map(({ name, from, to }) => `“${name}” from ${from}% to ${to}%`).join('; ')}.`;
    case 'timetable': return [
      details.endsOn && `It ends on ${formatDate(details.endsOn.to)} and not on ${formatDate(details.endsOn.from)}.`,
      details.intake && `Applications close on ${formatDate(details.intake.closesOn)} and not on ${formatDate(details.intake.from)}.`,
    ].filter(Boolean).join(' ');
    case 'ceiling': return `The most that may be called off in all ${BigInt(details.to) > BigInt(details.from) ? 'rises' : 'falls'} from ${formatPounds(BigInt(details.from))} to ${formatPounds(BigInt(details.to))}, excluding VAT.`;
  }
}

/** On what ground the ceiling changes, for everyone; empty where the law asks for none. */
export const groundInWords = ({ ground, groundWords }: CeilingDetails): string => (ground === null ? '' : `${CEILING_GROUNDS[ground]}. ${groundWords}`);

/** "2 of 5 applicants would have been admitted; with the change 5 would be." */
export const effectInWords = ({ applicants, admittedBefore, admittedAfter }: Effect): string =>
  applicants === 0
    ? 'Nobody has been scored yet, so nobody’s outcome turns.'
    : `Of ${applicants} ${applicants === 1 ? 'applicant' : 'applicants'} scored so far, ${admittedBefore} ${admittedBefore === 1 ? 'reaches' : 'reach'} the pass marks now and ${admittedAfter} would after the change.`;
