import type { RuleNote } from '#kernel/rule-note';
import type { MoneyThreshold } from '#policy';
import { reachesPolicy } from '#policy';
import type { GrossPence, NetPence } from '#kernel/money';
import type { Level } from './risk.ts';

/** How the suitability of bidders is looked at. Evidence is asked of nobody but the provisional winner in any of them. */
export const CHECKING = {
  core: { title: 'Core questionnaire', words: 'Bidders confirm their core questionnaire, which most have answered already, and the share code of the central digital platform. You read both with the opened bid.' },
  'self-certification': { title: 'Self-certification', words: 'Bidders tick statements in the tender. Nobody uploads anything; only the provisional winner is asked for evidence.' },
  questions: { title: 'Suitability questions in the tender', words: 'There is no questionnaire before the tender. You may add a few proportionate questions to it, each with a reason.' },
} as const;
export type Checking = keyof typeof CHECKING;

export interface CheckingFacts {
  /** Whether the full rules of the Act apply; unknown counts as they do not. */
  readonly covered: boolean | 'unknown';
  readonly net: NetPence | null;
  readonly gross: GrossPence | null;
  /** Null until it was assessed: then the contract is not known to be of low risk. */
  readonly risk: Level | null;
  readonly selfCertifyBelow: MoneyThreshold | null;
}

/** Above the threshold the core; below it no qualification of its own (DP-05), and for low value and low risk statements first (DP-06). */
export function checkingFor({ covered, net, gross, risk, selfCertifyBelow }: CheckingFacts): Checking {
  if (covered === true) return 'core';
  const isLowValue = net !== null && gross !== null && selfCertifyBelow !== null && !reachesPolicy(selfCertifyBelow, { net, gross });
  return isLowValue && risk === 'low' ? 'self-certification' : 'questions';
}

export const NO_STAGE_RULE: RuleNote = { sentence: 'Below the threshold there is no qualification stage: only proportionate suitability questions inside the one tender.', source: 'Requirement DP-05 (PRG R15 progress)', confidence: 'P' };
export const SELF_CERTIFICATION_RULE: RuleNote = { sentence: 'For low value and low risk bidders certify themselves, and evidence is asked only of the provisional winner.', source: 'Requirement DP-06 (REP 6.2.7)', confidence: 'P' };

/** The statements that a bidder ticks. A false one lets the next bidder be chosen. */
export const STATEMENTS: readonly string[] = [
  'We can pay our debts as they fall due, and can carry this contract',
  'We will have the insurance that this tender asks for by the day the contract starts',
  'We have the policies that this tender asks for, and follow them',
  'No ground for exclusion of the Procurement Act 2023 applies to us or to those connected with us',
];
export const STATEMENTS_QUESTION = 'Which of these statements are true of you? Tick each one that is.';

export const TOPICS = {
  experience: 'Experience', quality: 'Quality', safeguarding: 'Safeguarding', 'health-and-safety': 'Health and safety', 'data-protection': 'Data protection', environment: 'Environment',
  'financial-standing': 'Financial standing', other: 'Another topic',
} as const;
export type Topic = keyof typeof TOPICS;

export const JUDGEMENTS = { information: 'For information', 'pass-or-fail': 'Must be met', 'finance-view': 'Finance gives a reasoned view' } as const;
export type Judgement = keyof typeof JUDGEMENTS;

/**
 * A question of the bank with how its answer is used. One about money has no pass and no fail: "no accounts, so out" cannot be
 * written (DP-07), here by its type and in the table by its constraint.
 */
export type Judged =
  | { readonly topic: 'financial-standing'; readonly judgement: 'finance-view' }
  | { readonly topic: Exclude<Topic, 'financial-standing'>; readonly judgement: Judgement };

/** @returns null where the two do not go together */
export function judged(topic: Topic, judgement: Judgement): Judged | null {
  if (topic !== 'financial-standing') return { topic, judgement };
  return judgement === 'finance-view' ? { topic, judgement } : null;
}
