/** 1 is A, 26 is Z, 27 is AA: as columns of a sheet are named, so that five hundred bidders have names too. */
export function letters(number: number): string {
  const last = String.fromCharCode(65 + ((number - 1) % 26));
  return number <= 26 ? last : `${letters(Math.floor((number - 1) / 26))}${last}`;
}

/** What a bidder is called while its name is hidden from those who judge. */
export const bidderLabel = (number: number): string => `Bidder ${letters(number)}`;

interface Named {
  readonly organisationName: string;
  readonly reference: string;
  readonly label: string;
}

/** Bids as they are shown to somebody from whom names are hidden: by label, and in its order, because the order of names gives them away. */
export const withoutNames = <Bid extends Named>(bids: readonly Bid[]): readonly Bid[] =>
  bids.map((bid) => ({ ...bid, organisationName: bid.label, reference: '' })).sort((one, other) => one.label.length - other.label.length || one.label.localeCompare(other.label));
