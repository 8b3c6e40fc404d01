/** A supplier in the directory that could be asked, with all that a suggestion may rest on. Where it has its office is no part of it. */
export interface Candidate {
  readonly organisationId: string;
  readonly name: string;
  readonly size: string | null;
  readonly sector: string | null;
  readonly socialEnterprise: boolean;
  /** Says on its profile that it does this kind of work, and that it works in a place where this is wanted. */
  readonly doesThisWork: boolean;
  readonly worksThere: boolean;
  /** Days since this authority last invited it; null when it never did. */
  readonly invitedDaysAgo: number | null;
}

export interface Suggestion extends Candidate {
  readonly isSmallOrVcse: boolean;
  readonly isNewcomer: boolean;
  /** Why it is suggested, kept with the invitation. */
  readonly why: string;
}

/**
 * Suggests whom to ask, in rotation: whoever does the work, the one asked longest ago first, and among them at least one small or
 * voluntary supplier and one not asked in the last months, wherever there is one (DP-03). Nobody is preferred for being local: an office
 * in the area counts for nothing, and saying that one works there only keeps out those who do not.
 * @param months within which an invitation counts as recent
 * @param turn decides among equals, and differs from one opportunity to the next so that the same few do not always come first
 */
export function suggest(candidates: readonly Candidate[], { count, months, turn }: { readonly count: number; readonly months: number; readonly turn: (organisationId: string) => number }): readonly Suggestion[] {
  const marked = candidates.filter(({ doesThisWork, worksThere }) => doesThisWork && worksThere).map((candidate) => mark(candidate, months));
  const inTurn = marked.toSorted((one, other) => waited(other) - waited(one) || turn(one.organisationId) - turn(other.organisationId) || one.name.localeCompare(other.name));
  const chosen = inTurn.slice(0, count);
  for (const wanted of [(one: Suggestion) => one.isSmallOrVcse, (one: Suggestion) => one.isNewcomer]) {
    const found = chosen.some(wanted) ? undefined : inTurn.find(wanted);
    if (found) chosen.splice(Math.max(0, chosen.length - 1), 1, found);
  }
  return chosen;
}

function mark(candidate: Candidate, months: number): Suggestion {
  const isVcse = candidate.sector === 'vcse' || candidate.socialEnterprise;
  const isSmall = candidate.size !== null && candidate.size !== 'large';
  const isNewcomer = candidate.invitedDaysAgo === null || candidate.invitedDaysAgo > months * DAYS_A_MONTH;
  const kind = [isSmall && `${candidate.size} enterprise`, isVcse && 'voluntary, community or social enterprise'].filter(Boolean).join(', ');
  const turn = candidate.invitedDaysAgo === null ? 'never invited by this authority' : isNewcomer ? `not invited for more than ${months} months` : `invited ${candidate.invitedDaysAgo} days ago`;
  return { ...candidate, isSmallOrVcse: isSmall || isVcse, isNewcomer, why: `Suggested in rotation: ${[kind, turn].filter(Boolean).join('; ')}.` };
}

const waited = ({ invitedDaysAgo }: Candidate): number => invitedDaysAgo ?? Number.MAX_SAFE_INTEGER;
const DAYS_A_MONTH = 365.25 / 12;
