import { decimal, type Decimal } from '#kernel/decimal';

/** What a score means, so that two people who score alone mean the same by it. */
export interface ScaleStep {
  /** Exact decimal text, so that a scale may have halves. */
  readonly score: string;
  readonly title: string;
  readonly means: string;
}
export interface Scale {
  readonly id: string;
  readonly words: string;
  readonly maximum: Decimal;
  readonly steps: readonly ScaleStep[];
  /** Decimal places a score may have. */
  readonly places: number;
}

const FIVE: readonly ScaleStep[] = [
  { score: '0', title: 'No answer', means: 'Nothing was answered, or the answer has nothing to do with the question.' },
  { score: '1', title: 'Poor', means: 'Little of what was asked is met; there are serious doubts.' },
  { score: '2', title: 'Partly', means: 'Some of what was asked is met; there are doubts.' },
  { score: '3', title: 'Acceptable', means: 'What was asked is met in the main; small doubts remain.' },
  { score: '4', title: 'Good', means: 'All that was asked is met, with evidence.' },
  { score: '5', title: 'Excellent', means: 'All that was asked is met with convincing evidence, and more is offered that matters here.' },
];

/** The guides against which answers are scored. An opportunity names one before it is published (DP-12). */
export const SCALES: Readonly<Record<string, Scale>> = {
  '0-5': { id: '0-5', words: '0 to 5', maximum: decimal('5'), steps: FIVE, places: 1 },
  '0-10': { id: '0-10', words: '0 to 10', maximum: decimal('10'), steps: FIVE.map((step) => ({ ...step, score: String(Number(step.score) * 2) })), places: 1 },
  '0-100': { id: '0-100', words: '0 to 100', maximum: decimal('100'), steps: FIVE.map((step) => ({ ...step, score: String(Number(step.score) * 20) })), places: 2 },
};

/** The scale by its id. Throws on one that is not held: an opportunity cannot be published with it. */
export function scaleById(id: string): Scale {
  const scale = Object.hasOwn(SCALES, id) ? SCALES[id] : undefined;
  if (!scale) throw new Error(`no such scale: ${id}`);
  return scale;
}
