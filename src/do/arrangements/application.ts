import { Decimal, sumDecimals } from '#kernel/decimal';
import type { BodyId, Id, OrganisationId, PersonId } from '#kernel/ids';
import type { Moves } from '#kernel/machine';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { RuleNote } from '#kernel/rule-note';
import { PROVISIONAL_RULE, type AlternativeKind } from '#agreements';
import { scaleById, scoreBids, type BidResult, type Criterion, type MarkedQuestion } from '#parts/assessments';

export type ApplicationState = 'draft' | 'submitted' | 'incomplete' | 'admitted' | 'provisional' | 'refused' | 'withdrawn';
export type ApplicationId = Id<'arrangement_application'>;

const DECIDED = 'This application has been decided.';
export const APPLICATION_MOVES = {
  submit: { from: ['draft'], to: 'submitted', otherwise: 'This application has been sent already.' },
  revise: { from: ['submitted', 'incomplete'], to: 'draft', otherwise: 'Only an application that waits for its decision can be taken back. You can apply again at any time it is open.' },
  ask: { from: ['submitted'], to: 'incomplete', otherwise: 'Only an application that waits for its decision can be asked about.' },
  reply: { from: ['incomplete'], to: 'submitted', otherwise: 'Nothing is being asked of you.' },
  admit: { from: ['submitted'], to: 'admitted', otherwise: 'Only a complete application can be decided.' },
  admitProvisionally: { from: ['submitted'], to: 'provisional', otherwise: 'Only a complete application can be decided.' },
  refuse: { from: ['submitted'], to: 'refused', otherwise: 'Only a complete application can be decided.' },
  withdraw: { from: ['draft', 'submitted', 'incomplete'], to: 'withdrawn', otherwise: DECIDED },
} as const satisfies Moves<ApplicationState>;

export const STATE_WORDS: Readonly<Record<ApplicationState, string>> = {
  draft: 'Draft, not sent', submitted: 'Being decided', incomplete: 'Waiting for the applicant', admitted: 'Admitted', provisional: 'Admitted provisionally', refused: 'Not admitted', withdrawn: 'Withdrawn',
};
export const isOpen = (state: ApplicationState): boolean => ['draft', 'submitted', 'incomplete'].includes(state);
export const isDecided = (state: ApplicationState): boolean => ['admitted', 'provisional', 'refused'].includes(state);

export interface Application {
  readonly id: ApplicationId;
  readonly reference: string;
  readonly arrangementId: string;
  readonly bodyId: BodyId;
  readonly organisationId: OrganisationId;
  readonly organisationName: string;
  readonly attempt: number;
  readonly previousId: string | null;
  readonly state: ApplicationState;
  readonly bidId: string | null;
  readonly lotIds: readonly string[];
  /** Of each lot asked for, once decided; empty where there are no lots. */
  readonly lotDecisions: readonly LotDecision[];
  /** Other evidence, once it is both named and described. */
  readonly alternative: { readonly kind: AlternativeKind; readonly words: string } | null;
  /** As far as it is written, for the draft’s own form. */
  readonly alternativeTyped: { readonly kind: AlternativeKind | null; readonly words: string };
  readonly version: number;
  readonly submittedAt: Date | null;
  readonly completeAt: Date | null;
  readonly decidedAt: Date | null;
  readonly totalPercent: Decimal | null;
  readonly decisionWords: string;
  readonly tryAgainWords: string;
  readonly alertedAt: Date | null;
  readonly createdBy: PersonId | null;
  readonly createdAt: Date;
}

export const STANDARD_RULE: RuleNote = { sentence: 'An application to join is decided within the time promised, counted from when it is complete.', source: 'Hearing 3, 8(10): “a 30 day turnaround” (DP-23)', confidence: 'P' };
export const REASONS_RULE: RuleNote = { sentence: 'Each application is decided against the same published criteria. A refusal gives reasons and a way to try again.', source: 'Hearing 3, 8(9) (DP-22)', confidence: 'P' };
export const INTEREST_RULE: RuleNote = { sentence: 'An assessor declares interests before seeing an application; one who has an interest, or belongs to the applicant, is locked out of it.', source: 'Select committee evidence, 30 January 2014 (DP-15); Procurement Act 2023 ss.81 to 83', confidence: 'P' };

/** One score written alone. */
export interface ApplicationScore {
  readonly assessorId: string;
  readonly assessorName: string;
  readonly questionId: string;
  readonly score: Decimal;
  readonly reason: string;
  readonly finished: boolean;
  readonly version: number;
}

export interface Finding {
  readonly criterionId: string;
  readonly name: string;
  readonly percent: Decimal;
  readonly passPercent: Decimal | null;
  readonly met: boolean;
}

/** How an application stands against what was published. */
export interface Outcome {
  readonly total: Decimal;
  readonly findings: readonly Finding[];
  /** Whether the total reaches the pass mark of the whole; true where there is none. */
  readonly totalMet: boolean;
  readonly passes: boolean;
}

/** Under what marks an application is judged. */
export interface Marks {
  readonly criteria: readonly Criterion[];
  readonly questions: readonly MarkedQuestion[];
  readonly scaleId: string;
  readonly passPercent: Decimal | null;
}

/** The mean of what the assessors gave each question, exactly. Each writes alone; nobody's score is changed for them. */
export function meanScores(scores: readonly Pick<ApplicationScore, 'questionId' | 'score'>[]): ReadonlyMap<string, Decimal> {
  return new Map([...Map.groupBy(scores, ({ questionId }) => questionId)].map(([id, given]) => [id, sumDecimals(given.map(({ score }) => score)).divide(Decimal.fromUnits(BigInt(given.length), 0))]));
}

/** Judges scores against published marks, by the one sum that awards are made by. */
export function judge({ criteria, questions, scaleId, passPercent }: Marks, scores: ReadonlyMap<string, Decimal>): Outcome {
  const scale = scaleById(scaleId);
  const [result] = scoreBids({ criteria, questions, scaleMaximum: scale.maximum, bids: [{ id: 'application', name: 'application', scores, pricePence: null }], priceFormula: null, benchmarkPence: null }).bids;
  return outcomeFrom(result!, criteria, passPercent);
}

/** The same of a result that an evaluation computed. */
export function outcomeFrom(result: Pick<BidResult, 'total' | 'criteria'>, criteria: readonly Criterion[], passPercent: Decimal | null): Outcome {
  const findings = result.criteria.map(({ criterionId, name, percent }): Finding => {
    const pass = criteria.find(({ id }) => id === criterionId)?.passPercent ?? null;
    return { criterionId, name, percent, passPercent: pass, met: pass === null || percent.compare(pass) >= 0 };
  });
  const totalMet = passPercent === null || result.total.compare(passPercent) >= 0;
  return { total: result.total, findings, totalMet, passes: totalMet && findings.every(({ met }) => met) };
}

export type DecisionKind = 'admit' | 'provisional' | 'refuse';
export const LOT_WORDS: Readonly<Record<DecisionKind, string>> = { admit: 'admitted', provisional: 'admitted provisionally', refuse: 'not admitted' };
export const LOT_STATE = { admit: 'admitted', provisional: 'provisional', refuse: 'refused' } as const satisfies Record<DecisionKind, ApplicationState>;

/** What was decided of an application for one of the lots that it asks for. */
export interface LotDecision {
  readonly lotId: string;
  readonly decision: (typeof LOT_STATE)[DecisionKind];
  readonly reason: string;
}

/** What an application as a whole comes to: in, where it is in for any lot; provisional, where that is the best of it. */
export const decisionOfAll = (decisions: readonly DecisionKind[]): DecisionKind => (decisions.includes('admit') ? 'admit' : decisions.includes('provisional') ? 'provisional' : 'refuse');

/** Where an application stands, in words that say when it is in for some of its lots only. */
export const stateWords = ({ state, lotDecisions }: Pick<Application, 'state' | 'lotDecisions'>): string =>
  (state === 'admitted' || state === 'provisional') && lotDecisions.some(({ decision }) => decision !== state) ? 'Admitted to some lots' : STATE_WORDS[state];

/** One lot that is asked for, with what is to be decided of it; the reason may be empty where the marks say enough. */
export interface LotAsked {
  readonly id: string;
  readonly number: number;
  readonly decision: DecisionKind | null;
  readonly reason: string;
}

/** May each lot be decided so? Everything in the way at once, each beside the field of its lot. Criteria and how to try again are said once for all. */
export function decideEachLot(lots: readonly LotAsked[], deciding: Deciding): Decision<readonly (LotDecision & { readonly kind: DecisionKind })[]> {
  const wrong: { sentence: string; field: string; code: string; rule?: RuleNote }[] = [];
  const note = (code: string, field: string, sentence: string, rule?: RuleNote): void => { if (!wrong.some((one) => one.field === field)) wrong.push({ code, field, sentence, ...(rule ? { rule } : {}) }); };
  for (const { id, number, decision, reason } of lots) {
    if (decision === null) { note('decision', `decision-${id}`, `Choose a decision for lot ${number}`); continue; }
    const decided = decideOutcome(decision, { ...deciding, ground: reason || deciding.ground, words: reason || deciding.words });
    if (decided.kind === 'allowed') continue;
    for (const { sentence, field = 'decision' } of [{ sentence: decided.sentence, field: decided.field }, ...(decided.more ?? [])]) {
      const own = field === 'decision' ? `decision-${id}` : field === 'ground' || field === 'words' ? `lotReason-${id}` : field;
      note(decided.code, own, own === field ? sentence : `Lot ${number}: ${sentence}`, decided.rule);
    }
  }
  const [first, ...more] = wrong;
  if (first) return refuse(first.code, first.sentence, { field: first.field, more: more.map(({ sentence, field }) => ({ sentence, field })), ...(first.rule ? { rule: first.rule } : {}) });
  return allow(lots.map(({ id, decision, reason }) => ({ lotId: id, kind: decision!, decision: LOT_STATE[decision!], reason: reason || (decision === 'refuse' ? deciding.words || deciding.ground : '') })));
}

export interface Deciding {
  readonly state: ApplicationState;
  readonly outcome: Outcome;
  readonly alternative: Application['alternative'];
  readonly provisional: { readonly ceilingNetPence: bigint } | null;
  readonly provisionalCriteria: readonly string[];
  /** A ground outside the marks, such as exclusion; with it a passing application may be refused. */
  readonly ground: string;
  readonly reasons: ReadonlyMap<string, string>;
  readonly words: string;
  readonly tryAgain: string;
}

/** May it be decided so? Marks decide who is admitted; a person gives the reasons and never bends the marks. */
export function decideOutcome(decision: DecisionKind, { outcome, alternative, provisional, provisionalCriteria, ground, reasons, words, tryAgain }: Deciding): Decision {
  const failed = outcome.findings.filter(({ met }) => !met);
  switch (decision) {
    case 'admit':
      return outcome.passes ? allow() : refuse('below-pass', `It does not reach every pass mark${failedWords(failed, outcome)}, so it cannot be admitted in full.`, { field: 'decision', rule: REASONS_RULE });
    case 'provisional': {
      if (!provisional) return refuse('no-provisional', 'This arrangement has no provisional entry.', { field: 'decision', rule: PROVISIONAL_RULE });
      if (outcome.passes) return refuse('passes', 'It reaches every pass mark, so it is admitted in full.', { field: 'decision' });
      if (!alternative) return refuse('no-alternative', 'The applicant gave no other evidence that could stand in place of what is missing.', { field: 'decision', rule: PROVISIONAL_RULE });
      const beyond = failed.filter(({ criterionId }) => !provisionalCriteria.includes(criterionId));
      return beyond.length === 0 && failed.length > 0 ? allow() : refuse('beyond', `Other evidence can stand in for some criteria only, not for ${beyond.map(({ name }) => `“${name}”`).join(' and ') || 'the total'}.`, { field: 'decision', rule: PROVISIONAL_RULE });
    }
    case 'refuse': {
      if (outcome.passes && ground.trim() === '') return refuse('passes', 'It reaches every pass mark. It can be refused only on a ground outside the marks, such as exclusion: say which.', { field: 'ground' });
      const missing = failed.filter(({ criterionId }) => !reasons.get(criterionId)?.trim()).map(({ criterionId, name }) => ({ sentence: `Say why “${name}” was not met`, field: `reason-${criterionId}` }));
      if (words.trim() === '') missing.push({ sentence: 'Say what was decided and why, in words the applicant can use', field: 'words' });
      if (tryAgain.trim() === '') missing.push({ sentence: 'Say how they can try again', field: 'tryAgain' });
      const [first, ...more] = missing;
      return first ? refuse('reasons-missing', first.sentence, { field: first.field, more, rule: REASONS_RULE }) : allow();
    }
  }
}

const failedWords = (failed: readonly Finding[], { totalMet }: Outcome): string => {
  const names = [...failed.map(({ name }) => `“${name}”`), ...(totalMet ? [] : ['the total'])];
  return names.length === 0 ? '' : ` (${names.join(', ')})`;
};
