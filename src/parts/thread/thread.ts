/** A record as the thread draws it: only what the reader may see of it. */
export interface ThreadStep {
  readonly kind: string;
  readonly id: string;
  readonly noun: string;
  readonly title: string;
  readonly summary: string;
  readonly address: string;
  /** How it is tied to the record the reader stands on, in the direction of reading: "led to", "came from". */
  readonly label: string;
  readonly depth: number;
}

/** The thread through one record: where it came from, itself, and what it led to. Nearest first on both sides. */
export interface Thread {
  readonly here: ThreadStep;
  readonly from: readonly ThreadStep[];
  readonly to: readonly ThreadStep[];
  /** How many more there are on each side than are drawn. */
  readonly moreFrom: number;
  readonly moreTo: number;
}

/** The golden thread's own order, from what is wanted to what came of it; other kinds follow. */
const ORDER = ['outcome', 'need', 'exercise', 'specification', 'opportunity', 'lot', 'bid', 'award', 'agreement', 'measure', 'review'];

/** Where a kind stands on the thread. */
export const placeOf = (kind: string): number => {
  const place = ORDER.indexOf(kind);
  return place === -1 ? ORDER.length : place;
};

/** One sentence that says the drawn thread in words: the drawing's text alternative. */
export function threadInWords(thread: Thread): string {
  const names = (steps: readonly ThreadStep[]) => steps.map((step) => `${step.noun} “${step.title}”`).join(', then ');
  const before = thread.from.length > 0 ? `It came from ${names([...thread.from].reverse())}.` : 'Nothing is recorded before it.';
  const after = thread.to.length > 0 ? `It led to ${names(thread.to)}.` : 'Nothing has followed from it yet.';
  return `This is the ${thread.here.noun} “${thread.here.title}”. ${before} ${after}`;
}
