import type { Decimal } from '#kernel/decimal';
import { allow, refuse, type Decision } from '#kernel/outcome';

interface Standing {
  readonly bidId: string;
  readonly name: string;
  /** For the written answers, of 100. */
  readonly points: Decimal;
  /** Why it cannot go on whatever its points, such as a pass mark it missed. */
  readonly failed: readonly string[];
}

export interface Place extends Standing {
  readonly shortlisted: boolean;
  readonly reason: string;
}

/**
 * Who goes on: as many as the tender says, by their points for the written answers, with all who equal the last of them. Where it says no
 * number, everybody who passed.
 */
export function shortlist(bids: readonly Standing[], count: number | null): readonly Place[] {
  const passed = bids.filter(({ failed }) => failed.length === 0).sort((one, other) => other.points.compare(one.points));
  const last = count === null || passed.length <= count ? null : passed[count - 1]!.points;
  return bids.map((bid): Place => {
    if (bid.failed.length > 0) return { ...bid, shortlisted: false, reason: bid.failed.join(' ') };
    const place = 1 + passed.filter(({ points }) => points.compare(bid.points) > 0).length;
    const goes = last === null || bid.points.compare(last) >= 0;
    return { ...bid, shortlisted: goes, reason: `Placed ${place} of ${passed.length} by the written answers${count === null ? '; all who passed go on' : `; the first ${count} go on`}.` };
  });
}

export interface VisitPlan {
  readonly bidId: string;
  readonly kind: 'visit' | 'alternative';
}

/** A visit to everyone shortlisted who has a service, and for a newcomer another exercise, judged by the same items for the same points (DP-18). */
export const visitsFor = (shortlisted: readonly { readonly bidId: string; readonly hasService: boolean }[]): readonly VisitPlan[] =>
  shortlisted.map(({ bidId, hasService }) => ({ bidId, kind: hasService ? 'visit' : 'alternative' }));

export const VISIT_WORDS = { visit: 'Visit to a service', alternative: 'Equal exercise, as there is no service to visit yet' } as const;

interface ShortlistStanding {
  readonly opportunityState: string;
  readonly pricesOpenedLate: boolean;
  readonly meetingQuestions: number;
  readonly paperModerated: boolean;
  readonly made: boolean;
}

/** May the shortlist be made now? On agreed scores only, and once. */
export function decideShortlist({ opportunityState, pricesOpenedLate, meetingQuestions, paperModerated, made }: ShortlistStanding): Decision {
  if (opportunityState !== 'opened' || pricesOpenedLate) return refuse('wrong-state', 'A shortlist is made while the bids are evaluated, before any prices that were kept apart are opened.');
  if (meetingQuestions === 0) return refuse('none-needed', 'Nothing here is judged at an interview or on a visit, so there is no shortlist.');
  if (made) return refuse('made', 'The shortlist was made already.');
  return paperModerated ? allow() : refuse('not-moderated', 'The shortlist is made on the agreed scores of the written answers, and some are missing.');
}

interface Coming {
  readonly name: string;
  readonly willDeliver: boolean;
  readonly attended: boolean | null;
}

/** What an interview asks of those who come (DP-17). */
export const MANAGER_MUST_COME = 'The manager who will run the service must come. Mark them “will deliver the service” when you say who is coming. You may come online.';

/** The gap that the bidder is warned of and the panel sheet shows; null where somebody who will deliver comes, or nobody was named yet. */
export function deliveryGap(people: readonly Coming[], held: boolean): string | null {
  if (people.length === 0) return held ? 'Nobody was named as coming.' : null;
  const delivering = people.filter(({ willDeliver }) => willDeliver);
  if (delivering.length === 0) return held ? 'Nobody who came was marked as one who will deliver the service.' : 'Nobody on the list is marked “will deliver the service”. The manager who will run it must come.';
  if (held && !delivering.some(({ attended }) => attended === true)) return `${delivering.map(({ name }) => name).join(' and ')} would deliver the service and did not come.`;
  return null;
}
