import { allow, refuse, type Decision } from '#kernel/outcome';
import type { RuleNote } from '#kernel/rule-note';

/** The menu of social benefits: the six that the evidence names, and two that authorities ask for as often (SV-09). */
export const BENEFIT_KINDS = {
  'skilled-training': { title: 'Skilled training', hint: 'Places on courses that end in a qualification', work: true },
  apprenticeships: { title: 'Apprenticeships', hint: 'Apprentices begun or carried through', work: true },
  'local-management': { title: 'Local management posts', hint: 'Managers who work where the service is given', work: true },
  wages: { title: 'Wage levels', hint: 'What the people who do the work are paid', work: true },
  'local-suppliers': { title: 'Share of local suppliers', hint: 'How much of what is passed on may be won by suppliers nearby. Where a bidder itself is based never counts', work: false },
  'fair-payment': { title: 'Fair payment', hint: 'Days within which sub-contractors are paid', work: false },
  volunteering: { title: 'Volunteering', hint: 'Hours given to groups nearby', work: true },
  environment: { title: 'Environment', hint: 'Carbon, waste, nature', work: false },
} as const;
export type MenuKind = keyof typeof BENEFIT_KINDS;
/** From the menu, or suggested by those whom the service is for. */
export type BenefitKind = MenuKind | 'suggested';
export const MENU_KINDS = Object.keys(BENEFIT_KINDS) as readonly MenuKind[];

export const SUGGESTED_AS = { resident: 'Somebody who lives here', user: 'Somebody who uses the service', carer: 'Somebody who cares for a user', community: 'A community group', supplier: 'A provider' } as const;
export type SuggestedAs = keyof typeof SUGGESTED_AS;

export const RELEVANCE_RULE: RuleNote = { sentence: 'A social benefit is sought only where it is relevant and in proportion to what is bought. Where that is in doubt the approver confirms or strikes it.', source: 'Public Services (Social Value) Act 2012 s.1(6)', confidence: 'B' };

/** A benefit that an exercise seeks. */
export interface Benefit {
  readonly id: string;
  readonly exerciseId: string;
  readonly kind: BenefitKind;
  readonly name: string;
  /** Exactly what is sought. */
  readonly words: string;
  readonly why: string;
  readonly addedBy: string | null;
  /** Why its relevance is doubted; null where nothing is. As it read when it was decided. */
  readonly doubt: string | null;
  readonly decision: 'confirmed' | 'struck' | null;
  readonly decisionReason: string | null;
  readonly decidedByName: string | null;
  readonly decidedAt: Date | null;
}

/** What is bought, as the check of relevance reads it. */
export interface Bought {
  readonly title: string;
  readonly purpose: string | null;
  readonly category: 'services' | 'goods' | 'works';
}

const OF_WORK = /\b(?:jobs?|posts?|apprentice(?:s|ships?)?|trainees?|training|staff|managers?|volunteers?|volunteering|wages?|employ\w*|recruit\w*)\b/i;
const BOUGHT_READY = /\b(?:licen[cs]es?|software|subscriptions?|hosting|cloud|insurance|energy|electricity|gas|fuel|lease)\b/i;

/**
 * Whether a benefit is doubtfully relevant: it is about people at work, and what is bought is made already and puts nobody to work for
 * the authority. A check that asks, not one that judges: the approver does.
 * @returns the doubt as a sentence, or null
 */
export function doubtOf({ kind, words }: Pick<Benefit, 'kind' | 'words'>, bought: Bought): string | null {
  const ofWork = (kind !== 'suggested' && BENEFIT_KINDS[kind].work) || OF_WORK.test(words);
  if (!ofWork) return null;
  const named = BOUGHT_READY.exec(`${bought.title} ${bought.purpose ?? ''}`)?.[0]?.toLowerCase();
  if (named) return `“${words}” is about people at work, and this buys something ready made (“${named}”). Is it relevant to what is bought?`;
  return bought.category === 'goods' ? `“${words}” is about people at work, and this buys goods. Is it relevant to what is bought?` : null;
}

export const isStanding = ({ decision }: Pick<Benefit, 'decision'>): boolean => decision !== 'struck';
export const isInDoubt = ({ doubt, decision }: Pick<Benefit, 'doubt' | 'decision'>): boolean => doubt !== null && decision === null;

/** Benefits are chosen while the plan is open, and not under a specification that a director has approved: what they saw stands. */
export function decideBenefitChange(stage: string, isApproved: boolean): Decision {
  if (stage !== 'analyse' && stage !== 'plan') return refuse('too-late', 'The plan is agreed, so the benefits that are sought stay as they were.');
  return isApproved ? refuse('approved', 'The specification is approved with these benefits. Start a new version of it before you change them.') : allow();
}

/** May this person decide whether a doubted benefit is relevant? Not whoever asked for it, and only while it is in doubt. */
export function decideRelevanceRuling(benefit: Pick<Benefit, 'doubt' | 'decision' | 'addedBy'>, personId: string | null, stage: string): Decision {
  if (!isInDoubt(benefit)) return refuse('not-in-doubt', benefit.decision ? 'This has been decided already.' : 'Nothing is in doubt here.');
  if (stage !== 'analyse' && stage !== 'plan' && stage !== 'do') return refuse('too-late', 'This exercise is past the point at which it can be decided.');
  return benefit.addedBy !== null && benefit.addedBy === personId ? refuse('own-request', 'You asked for this benefit, so somebody else must decide.') : allow();
}
