import { formatPounds, type GrossPence, type NetPence } from '#kernel/money';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { RuleNote } from '#kernel/rule-note';
import { reachesPolicy, type MoneyThreshold } from '#policy';

export const LEVELS = ['low', 'medium', 'high'] as const;
export type Level = (typeof LEVELS)[number];

/** What the authority has set for the risk of a contract; the papers give no numbers, so there are none here. */
export interface RiskSettings {
  readonly mediumValueFrom: MoneyThreshold;
  readonly highValueFrom: MoneyThreshold;
  readonly mediumFromPoints: number;
  readonly highFromPoints: number;
}

export interface RiskAnswers {
  readonly net: NetPence;
  readonly gross: GrossPence;
  readonly complexity: Level;
  /** To people, if it goes wrong. */
  readonly harm: Level;
}

export interface Risk {
  readonly points: number;
  readonly level: Level;
  /** How the points came about, to be kept with the assessment. */
  readonly rule: string;
}

const pointsOf = (level: Level): number => LEVELS.indexOf(level) + 1;

/** Value, complexity and harm count one to three points each; the authority says what their sum means (PL-21). */
export function riskOf({ net, gross, complexity, harm }: RiskAnswers, settings: RiskSettings): Risk {
  const value: Level = reachesPolicy(settings.highValueFrom, { net, gross }) ? 'high' : reachesPolicy(settings.mediumValueFrom, { net, gross }) ? 'medium' : 'low';
  const points = pointsOf(value) + pointsOf(complexity) + pointsOf(harm);
  const level: Level = points >= settings.highFromPoints ? 'high' : points >= settings.mediumFromPoints ? 'medium' : 'low';
  return { points, level, rule: `Value ${value}, complexity ${complexity}, harm ${harm}: ${points} points. Medium from ${settings.mediumFromPoints}, high from ${settings.highFromPoints}.` };
}

export const REQUIREMENTS = {
  'public-liability': { title: 'Public liability insurance', counted: 'pounds', policy: 'requirements.publicLiability', plain: 'covers harm to people or property' },
  'employers-liability': { title: 'Employers’ liability insurance', counted: 'pounds', policy: 'requirements.employersLiability', plain: 'covers harm to your own staff; most employers need it by law' },
  'professional-indemnity': { title: 'Professional indemnity insurance', counted: 'pounds', policy: 'requirements.professionalIndemnity', plain: 'covers losses from wrong advice' },
  guarantee: { title: 'Guarantee', counted: 'pounds', policy: 'requirements.guarantee', plain: 'another organisation promises to pay if you cannot deliver' },
  'performance-bond': { title: 'Performance bond', counted: 'pounds', policy: null, plain: 'a bank promises to pay if you do not deliver; you pay the bank for it' },
  evidence: { title: 'Documents of evidence', counted: 'documents', policy: 'requirements.evidence', plain: 'asked only of whoever is about to win' },
  terms: { title: 'Length of the terms', counted: 'pages', policy: 'requirements.termsPages', plain: 'the terms and conditions you would sign' },
} as const;
export type RequirementKind = keyof typeof REQUIREMENTS;
export const isRequirementKind = (text: string): text is RequirementKind => Object.hasOwn(REQUIREMENTS, text);

/** Pence or a count, with its unit. */
export const amountWords = (kind: RequirementKind, amount: bigint): string => (REQUIREMENTS[kind].counted === 'pounds' ? formatPounds(amount) : `${amount} ${REQUIREMENTS[kind].counted}`);

export interface RequirementInQuestion {
  readonly kind: RequirementKind;
  readonly amount: bigint;
  readonly reason: string;
  readonly level: Level;
  readonly veryHighValueAndComplex: boolean;
  /** The most at this level of risk; null for a bond, which has none: it is off. */
  readonly ceiling: { readonly amount: bigint; readonly note: RuleNote } | null;
}

export const BOND_RULE: RuleNote = { sentence: 'A performance bond is considered only for a contract of very high value that is complex.', source: 'Requirement PL-21 (REP 8.8.7)', confidence: 'P' };

/** May this much be asked? Up to the ceiling, yes; above it only with a reason that somebody else agrees to; a bond never where it does not belong. */
export function decideRequirement({ kind, amount, reason, level, veryHighValueAndComplex, ceiling }: RequirementInQuestion): Decision<{ readonly exceeds: boolean }> {
  const { title } = REQUIREMENTS[kind];
  if (amount <= 0n) return refuse('amount', 'Enter more than nothing, or leave it empty to ask for none.', { field: 'amount' });
  if (kind === 'performance-bond') {
    return veryHighValueAndComplex ? allow({ exceeds: false }) : refuse('bond', 'No performance bond may be asked here: this contract is not marked as very high value and complex.', { field: 'amount', rule: BOND_RULE });
  }
  if (ceiling === null) return refuse('no-ceiling', `The authority has not set the most that may be asked of ${title.toLowerCase()}.`, { field: 'amount' });
  if (amount <= ceiling.amount) return allow({ exceeds: false });
  if (reason.trim() !== '') return allow({ exceeds: true });
  return refuse('above-ceiling', `${title} of ${amountWords(kind, amount)} is more than this contract’s risk allows. At ${level} risk the ceiling is ${amountWords(kind, ceiling.amount)}. Ask for no more than that, or give a reason, which somebody else has to agree to.`, { field: 'amount', rule: ceiling.note });
}

/** May a contract be marked as very high value and complex, so that a bond can be considered at all? */
export function decideMark(answers: RiskAnswers, bondFrom: MoneyThreshold | null): Decision {
  if (bondFrom === null) return refuse('bond-value', 'The authority has not set from which value a bond may be considered, so none may.', { field: 'veryHighValueAndComplex', rule: BOND_RULE });
  if (answers.complexity !== 'high') return refuse('not-complex', 'Only a contract of high complexity can be marked.', { field: 'veryHighValueAndComplex', rule: BOND_RULE });
  return reachesPolicy(bondFrom, answers) ? allow() : refuse('not-high-value', `The value does not reach ${formatPounds(bondFrom.amountPence)}, from which the authority considers a bond.`, { field: 'veryHighValueAndComplex', rule: BOND_RULE });
}
