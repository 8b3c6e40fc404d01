import type { CalendarDate } from '#kernel/calendar-date';
import { addMonths } from '#kernel/calendar-date';
import { decideMove, type Moves } from '#kernel/machine';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { RuleNote } from '#kernel/rule-note';
import { decideProvisionalExtension, type ProvisionalStanding } from './provisional.ts';

export const AGREEMENT_KINDS = {
  contract: 'Contract',
  'call-off': 'Call-off from a framework',
  framework: 'Framework',
  grant: 'Grant',
  'in-house': 'In-house service',
  'sub-contract': 'Sub-contract',
} as const;
export type AgreementKind = keyof typeof AGREEMENT_KINDS;

export type AgreementState = 'draft' | 'live' | 'ended' | 'terminated';

export const AGREEMENT_MOVES = {
  activate: { from: ['draft'], to: 'live', otherwise: 'This agreement is not a draft, so it cannot be made live again.' },
  end: { from: ['live'], to: 'ended', otherwise: 'Only a live agreement can be ended.' },
  terminate: { from: ['live'], to: 'terminated', reasonNeeded: true, otherwise: 'Only a live agreement can be terminated.' },
} as const satisfies Moves<AgreementState>;

export type AgreementMove = keyof typeof AGREEMENT_MOVES;

/** What a live agreement must have. In this order it is asked for and named. */
export const MUST_HAVE = {
  manager: { field: 'managerId', words: 'a named contract manager' },
  director: { field: 'directorId', words: 'a named lead director' },
  outcome: { field: 'outcomeIds', words: 'at least one outcome that it serves' },
  'start-date': { field: 'startsOn', words: 'a start date' },
  'end-date': { field: 'endsOn', words: 'an end date' },
  value: { field: 'valueNetPence', words: 'a value' },
  reviews: { field: 'reviews', words: 'a schedule of reviews' },
} as const;
export type Missing = keyof typeof MUST_HAVE;

/** What decides whether an agreement is whole. */
export interface AgreementFacts {
  readonly managerId: string | null;
  readonly directorId: string | null;
  readonly outcomes: number;
  readonly reviews: number;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
  readonly valueNetPence: bigint | null;
  /** Those with whom it is made; only asked of a framework. */
  readonly providers?: number;
}

/** Everything that an agreement lacks to be whole, in the order it is asked for. */
export function missingFrom(facts: AgreementFacts): Missing[] {
  const lacks: Readonly<Record<Missing, boolean>> = {
    manager: facts.managerId === null,
    director: facts.directorId === null,
    outcome: facts.outcomes === 0,
    'start-date': facts.startsOn === null,
    'end-date': facts.endsOn === null,
    value: facts.valueNetPence === null,
    reviews: facts.reviews === 0,
  };
  return (Object.keys(MUST_HAVE) as Missing[]).filter((one) => lacks[one]);
}

export const ANSWERABLE_RULE: RuleNote = {
  sentence: 'Every contract on the register names its contract manager and its lead director, and serves an outcome; without them it is not active.',
  source: 'Select committee report, recommendations 6 and 24 (RV-01, AN-04)',
  confidence: 'P',
};

export const FRAMEWORK_RULE: RuleNote = { sentence: 'A framework is a contract between an authority and one or more suppliers that provides for the future award of contracts.', source: 'PA23 s.45(2)', confidence: 'A' };

/** May this agreement go live? All that is missing is named together. */
export function decideActivation(state: AgreementState, facts: AgreementFacts): Decision<AgreementState> {
  const move = decideMove(AGREEMENT_MOVES, 'activate', state, 'This agreement');
  if (move.kind === 'refused') return move;
  if (facts.providers === 0) return refuse('no-provider', 'Nobody has joined this framework yet. It is a contract with its providers, and live once the first has joined.', { rule: FRAMEWORK_RULE });
  const missing = missingFrom(facts);
  if (missing.length === 0) return move;
  const sentences = missing.map((one) => ({ sentence: `It needs ${MUST_HAVE[one].words} before it can be live.`, field: MUST_HAVE[one].field }));
  const [first, ...more] = sentences;
  return refuse('incomplete', first!.sentence, { field: first!.field, rule: ANSWERABLE_RULE, ...(more.length > 0 ? { more } : {}) });
}

export interface ExtensionFacts {
  readonly state: AgreementState;
  readonly incomplete: boolean;
  readonly missing: readonly string[];
  readonly startsOn: CalendarDate | null;
  readonly endsOn: CalendarDate | null;
  /** The last day that the options to extend, as let, allow; null where there are none. */
  readonly latestEndsOn: CalendarDate | null;
  /** Null, or left out, for what never was provisional. */
  readonly provisional?: Pick<ProvisionalStanding, 'reviewOn' | 'outcome'> | null;
}

/** The last day that an agreement may run to with every option taken. */
export const latestEnd = (endsOn: CalendarDate | null, extensionMonths: number | null): CalendarDate | null =>
  endsOn !== null && extensionMonths !== null && extensionMonths > 0 ? addMonths(endsOn, extensionMonths) : null;

/** May this agreement run on to a later day? Only while whole, and only as far as what was let allows. */
export function decideExtension(facts: ExtensionFacts, to: CalendarDate): Decision<CalendarDate> {
  if (facts.state !== 'live') return refuse('wrong-state', 'Only a live agreement can be extended.');
  const provisional = decideProvisionalExtension(facts.provisional ?? null);
  if (provisional.kind === 'refused') return provisional;
  if (facts.incomplete) {
    return refuse('incomplete', `This agreement cannot be extended or varied until it is complete. It lacks ${missingInWords(facts.missing)}.`, { rule: ANSWERABLE_RULE });
  }
  if (facts.endsOn !== null && to <= facts.endsOn) return refuse('not-later', 'The new end date must be after the present end date.', { field: 'endsOn' });
  if (facts.latestEndsOn === null) return refuse('no-option', 'No last day of an option to extend is recorded for this agreement.', { field: 'endsOn' });
  if (to > facts.latestEndsOn) return refuse('beyond-option', 'That is later than its options to extend allow.', { field: 'endsOn' });
  return allow(to);
}

/** What is said when an agreement may still lack something after a change. */
export const stillMissing = (missing: readonly string[]): string => (missing.length === 0 ? 'This agreement is now complete.' : `Saved. It still lacks ${missingInWords(missing)}.`);

/** "a named contract manager, a named lead director and a value". */
export function missingInWords(missing: readonly string[]): string {
  const words = missing.map((one) => MUST_HAVE[one as Missing]?.words ?? one);
  return words.length < 2 ? (words[0] ?? 'nothing') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
