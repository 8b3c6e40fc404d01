import { allow, refuse, type Decision } from '#kernel/outcome';
import type { RuleNote } from '#kernel/rule-note';
import { asNote } from '#law';
import { EXCLUSION_RULES, type GroundKind } from '../exclusion-grounds.ts';

export const HEARD_FIRST: RuleNote = asNote(EXCLUSION_RULES.test);

export interface Concern {
  readonly kind: GroundKind;
  readonly repliedAt: Date | null;
  readonly replyDueAt: Date;
  readonly decidedAt: Date | null;
}

/** May the supplier still say something? Until it is decided, even after its time has passed. */
export const decideReply = ({ decidedAt }: Pick<Concern, 'decidedAt'>): Decision => (decidedAt === null ? allow() : refuse('decided', 'This has been decided already.'));

/** Heard first; a mandatory ground that goes on excludes; one that does not go on excludes nobody (PA23 ss.26 to 28, 57 and 58). */
export function decideExclusion(concern: Concern, asked: { readonly continuing: boolean; readonly decision: 'excluded' | 'not-excluded' }, now: Date): Decision {
  const refused = (code: string, sentence: string, field?: string) => refuse(code, sentence, { rule: HEARD_FIRST, ...(field ? { field } : {}) });
  if (concern.decidedAt !== null) return refuse('decided', 'This has been decided already.');
  if (concern.repliedAt === null && now < concern.replyDueAt) return refused('not-heard', 'The supplier has not replied yet and still has time. Hear it first.');
  if (!asked.continuing && asked.decision === 'excluded') return refused('not-continuing', 'A ground that is over and not likely to come again excludes nobody.', 'decision');
  if (asked.continuing && concern.kind === 'mandatory' && asked.decision === 'not-excluded') return refused('mandatory', 'A mandatory ground that continues or is likely to come again excludes the supplier: there is no choice.', 'decision');
  return allow();
}

export const RELIED_ON = {
  'audited-accounts': 'Audited accounts', 'unaudited-accounts': 'Accounts that need no audit', forecast: 'A forecast', 'bank-letter': 'A letter from the bank', guarantor: 'A guarantor', 'funder-reference': 'A reference from a funder or customer',
  interview: 'A talk with the supplier',
} as const;
export type ReliedOn = keyof typeof RELIED_ON;

/** Why finance may not be satisfied. That there are no accounts is not among them, and cannot be (DP-07). */
export const FINANCIAL_GROUNDS = {
  insolvent: 'It is insolvent, or about to be',
  'cannot-fund-the-contract': 'It could not pay for the work until it is paid',
  'depends-on-this-contract': 'It would rest on this contract so far that a late payment ends it',
  'support-withdrawn': 'The guarantor, bank or funder it named does not stand behind it',
} as const;
export type FinancialGround = keyof typeof FINANCIAL_GROUNDS;

/** A view is somebody's, of something they looked at, for reasons. It is never computed. */
export type FinancialView =
  | { readonly view: 'satisfied' }
  | { readonly view: 'satisfied-with-conditions'; readonly conditions: string }
  | { readonly view: 'not-satisfied'; readonly ground: FinancialGround };

/** @returns the view, or what is missing from it */
export function readView(typed: { readonly view: FinancialView['view']; readonly conditions: string; readonly ground: string }): Decision<FinancialView> {
  if (typed.view === 'satisfied') return allow({ view: 'satisfied' });
  if (typed.view === 'satisfied-with-conditions') return typed.conditions === '' ? refuse('conditions', 'Say on what conditions', { field: 'conditions' }) : allow({ view: typed.view, conditions: typed.conditions });
  return Object.hasOwn(FINANCIAL_GROUNDS, typed.ground) ? allow({ view: 'not-satisfied', ground: typed.ground as FinancialGround })
    : refuse('ground', 'Choose why. Having no accounts is not a reason: look at a forecast, a letter or a guarantor instead.', { field: 'ground' });
}

export const EVIDENCE_KINDS = {
  'public-liability': 'Public liability insurance', 'employers-liability': 'Employers’ liability insurance', 'professional-indemnity': 'Professional indemnity insurance',
  'financial-standing': 'Financial standing: accounts, or a forecast, bank letter, guarantor or reference', policy: 'A policy', certificate: 'A certificate or accreditation', other: 'Something else',
} as const;
export type EvidenceKind = keyof typeof EVIDENCE_KINDS;

export const FAILINGS = { missing: 'It did not come in time', 'false-statement': 'A statement in the bid was not true', 'not-as-promised': 'It does not show what was promised' } as const;
export type Failing = keyof typeof FAILINGS;

export interface EvidenceRequest {
  readonly state: 'asked' | 'received' | 'accepted' | 'failed';
  readonly dueAt: Date;
}

/** Accepted only once it came; failed as missing only once its day has passed. */
export function decideEvidence(request: EvidenceRequest, asked: { readonly to: 'accepted' } | { readonly to: 'failed'; readonly failing: Failing }, now: Date): Decision {
  if (request.state === 'accepted' || request.state === 'failed') return refuse('decided', 'This has been decided already.');
  if (asked.to === 'accepted') return request.state === 'received' ? allow() : refuse('not-received', 'Not everything that was asked for has come yet.');
  if (asked.failing === 'missing' && request.state === 'received') return refuse('received', 'Everything that was asked for has come.', { field: 'failing' });
  return asked.failing === 'missing' && now < request.dueAt ? refuse('not-due', 'The supplier still has time to send it.', { field: 'failing' }) : allow();
}
