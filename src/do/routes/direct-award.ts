import type { CalendarDate } from '#kernel/calendar-date';
import { decideMove, type Moves } from '#kernel/machine';
import type { GrossPence, NetPence } from '#kernel/money';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { RuleNote } from '#kernel/rule-note';
import { asNote, isCovered, lawFor, regimeAt, shippedLaw, standstillFor, type Circumstance, type Law } from '#law';
import { thresholdCategory, type ExerciseCategory } from './route-for.ts';

export type DirectAwardState = 'draft' | 'announced' | 'awarded' | 'contracted' | 'withdrawn';

/** The life of a contract given without competition: justified, announced (UK5), awarded (UK6), waited for, made. */
export const DIRECT_AWARD_MOVES = {
  announce: { from: ['draft'], to: 'announced', otherwise: 'The transparency notice has been published already.' },
  award: { from: ['announced'], to: 'awarded', otherwise: 'The transparency notice comes before the award.' },
  contract: { from: ['awarded'], to: 'contracted', otherwise: 'The award comes before the contract.' },
  withdraw: { from: ['draft', 'announced', 'awarded'], to: 'withdrawn', reasonNeeded: true },
} as const satisfies Moves<DirectAwardState>;

/** A ground on which the law lets a contract be given without competition. */
export interface Ground {
  readonly id: string;
  readonly rule: RuleNote;
}

/** The grounds of the law of a day, each with its source: data, never a list of this room's. */
export function groundsFor(on: CalendarDate, law: Law = shippedLaw): readonly Ground[] {
  if (regimeAt(on, law) !== 'PA2023') return [];
  return lawFor('uk-2026', law).rules.directAwardJustifications.map((row) => ({ id: row.value.justification, rule: asNote(row) }));
}

/** The ground of a direct award that a competition without a suitable tender is switched to: not one to choose, but one that follows from the record. */
export const SWITCHED = 'noSuitableTenders';

/** The rule of any ground, that of a switch too; undefined where the law of that day has none of the name. */
export function groundOf(id: string, on: CalendarDate, law: Law = shippedLaw): Ground | undefined {
  if (id !== SWITCHED) return groundsFor(on, law).find((ground) => ground.id === id);
  const rule = regimeAt(on, law) === 'PA2023' ? lawFor('uk-2026', law).rules.procedures.find((row) => row.id === 'procedure.directAward') : undefined;
  return rule && { id, rule: asNote(rule) };
}

export interface DirectAwardQuestion {
  readonly on: CalendarDate;
  readonly category: ExerciseCategory;
  readonly lightTouch: boolean;
  readonly value: { readonly net: NetPence; readonly gross: GrossPence };
  readonly ground: string;
}

const USER_CHOICE = 'userChoice';

/** Whether the law lets it be given on that ground; the value is the ground's rule. */
export function decideGround(question: DirectAwardQuestion, law: Law = shippedLaw): Decision<RuleNote> {
  const ground = groundOf(question.ground, question.on, law);
  if (!ground) return refuse('no-ground', 'Choose the ground in law', { field: 'ground' });
  const covered = isCovered({ on: question.on, category: thresholdCategory(question), value: question.value }, law);
  if (covered.covered === false) {
    return refuse('below-threshold', 'Below the threshold the law asks for no ground. Record it as a purchase, and ask for an exemption from the authority’s own rule if it needs one.', { field: 'value', rule: asNote(covered.rule) });
  }
  if (question.ground === USER_CHOICE && !question.lightTouch) return refuse('not-light-touch', 'Only light touch services can be given on the choice of the person who uses them.', { field: 'ground', rule: ground.rule });
  return allow(ground.rule);
}

/** Whether the notices UK5, UK6 and UK7 are owed: not where the person who uses the service chose. */
export const owesNotices = (ground: string): boolean => ground !== USER_CHOICE;

const CIRCUMSTANCE: Readonly<Record<string, Circumstance>> = { extremeUrgency: 'extremeUrgency' };

/** The last day of the standstill after the award notice, and the rule; null where none is owed. */
export function standstillOf({ ground, lightTouch, awardedOn }: { readonly ground: string; readonly lightTouch: boolean; readonly awardedOn: CalendarDate }, law: Law = shippedLaw): { readonly lastDay: CalendarDate | null; readonly rule: RuleNote } {
  const urgent = CIRCUMSTANCE[ground];
  const answer = standstillFor({ regime: 'PA2023', awardNoticeDate: awardedOn, circumstances: [...(lightTouch ? ['lightTouch' as const] : []), ...(urgent ? [urgent] : [])] }, law);
  return { lastDay: answer.mandatory === true ? answer.lastDay : null, rule: asNote(answer.rule) };
}

/** Whether the contract may be made today. */
export function decideContract(state: DirectAwardState, standstillEndsOn: CalendarDate | null, today: CalendarDate): Decision<DirectAwardState> {
  const move = decideMove<DirectAwardState, typeof DIRECT_AWARD_MOVES>(DIRECT_AWARD_MOVES, 'contract', state, 'This direct award');
  if (move.kind === 'refused') return move;
  if (standstillEndsOn !== null && today <= standstillEndsOn) return refuse('standstill', 'The standstill has not ended: the contract may be made the day after its last day.');
  return move;
}
