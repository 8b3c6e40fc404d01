/** Suppliers of the imported register whose people joined, and what was said in the surveys: invented, like all else here. */
export const JOINED = [
  { key: 'tideway', organisation: 'Tideway Ramblers Association', person: 'Tess Wray', email: 'tess@tidewayramblers.example' },
  { key: 'drainwright', organisation: 'Drainwright Limited', person: 'Dan Wright', email: 'dan@drainwright.example' },
  { key: 'stour', organisation: 'Stour Villages Transport', person: 'Stella Rowe', email: 'stella@stourvillages.example' },
  { key: 'tongues', organisation: 'Many Tongues LLP', person: 'Mina Tesfay', email: 'mina@manytongues.example' },
] as const;

/** One organisation's scores, in the order of the statements as they ship, and what it wrote. */
export interface Said {
  readonly who: string;
  readonly scores: readonly [number, number, number, number, number, number];
  readonly words?: string;
}

export const FIRST_YEAR: readonly Said[] = [
  { who: 'harbour', scores: [2, 1, 3, 2, 2, 1], words: 'Three weeks over Christmas is not three weeks.' },
  { who: 'stepping', scores: [3, 2, 3, 4, 2, 2] }, { who: 'meadow', scores: [4, 3, 4, 3, 2, 3] }, { who: 'brightway', scores: [5, 4, 4, 4, 4, 4] },
  { who: 'lantern', scores: [2, 2, 2, 3, 1, 2], words: 'We never know whom to ring.' }, { who: 'tideway', scores: [3, 2, 4, 2, 2, 1] }, { who: 'drainwright', scores: [4, 4, 4, 3, 4, 4] },
];
export const SECOND_YEAR: readonly Said[] = [
  { who: 'harbour', scores: [4, 3, 4, 4, 4, 2], words: 'The meeting before the tender was the first in years at which somebody listened.' },
  { who: 'stepping', scores: [4, 4, 3, 4, 4, 3] }, { who: 'meadow', scores: [4, 3, 4, 4, 3, 4] }, { who: 'brightway', scores: [5, 4, 3, 4, 5, 4], words: 'Questions were answered in two days. That helps more than any guide.' },
  { who: 'lantern', scores: [3, 2, 4, 4, 4, 2], words: 'The price schedule still needs an accountant.' }, { who: 'tideway', scores: [4, 3, 4, 2, 2, 2] }, { who: 'drainwright', scores: [4, 4, 2, 3, 4, 4] }, { who: 'stour', scores: [2, 3, 4, 4, 2, 1] },
];
