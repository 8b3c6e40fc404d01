import { counted } from '#kernel/counted';

interface OddGrants {
  readonly memberGrants: number;
  readonly toIndividuals: number;
  readonly notInPounds: number;
  readonly awardedInFuture: number;
}

/** What whoever loads grants should know of some of them, a sentence each; none where there is nothing to say. */
export const asidesInWords = ({ memberGrants, toIndividuals, notInPounds, awardedInFuture }: OddGrants): readonly string[] => [
  ...(memberGrants > 0 ? [`${counted(memberGrants, 'is a member’s grant', 'are members’ grants')}.`] : []),
  ...(toIndividuals > 0 ? [`${counted(toIndividuals, 'is to an individual, whose name and identifiers', 'are to individuals, whose names and identifiers')} are not kept.`] : []),
  ...(notInPounds > 0 ? [`${counted(notInPounds, 'is not in pounds and is', 'are not in pounds and are')} in no sum.`] : []),
  ...(awardedInFuture > 0 ? [`${counted(awardedInFuture, 'was', 'were')} awarded on a day to come: is the year right?`] : []),
];
