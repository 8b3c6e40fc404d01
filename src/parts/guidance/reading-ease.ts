/**
 * How easy a text is to read, by R. Flesch, "A new readability yardstick", Journal of Applied Psychology 32 (1948):
 * 206.835 - 1.015 x (words / sentences) - 84.6 x (syllables / words). 100 is very easy, 60 plain English, below 30 very hard.
 */
export const FORMULA_WORDS = 'Flesch reading ease: 206.835 less 1.015 for each word in the average sentence, less 84.6 for each syllable in the average word. 100 is very easy, 60 is plain English, below 30 is very hard.';

/** Fewer words than these say nothing of how a text reads. */
const FEWEST_WORDS = 20;

/** Sentences end at a full stop, a question mark or an exclamation mark before a space, and at the end of a line: headings and list items count on their own. */
export const sentencesIn = (text: string): readonly string[] =>
  text.split(/(?<=[.?!])["”’)]*\s+|\n+/).map((sentence) => sentence.trim()).filter((sentence) => /[A-Za-z]/.test(sentence));

/** Words of letters; a number is none. */
export const wordsIn = (text: string): readonly string[] => text.match(/[A-Za-zÀ-ž]+(?:[’'-][A-Za-zÀ-ž]+)*/g) ?? [];

/** Groups of vowels, but for a silent e at the end. An estimate: English has no rule. */
export function syllablesIn(word: string): number {
  const plain = word.toLowerCase().replaceAll(/[^a-zà-ž]/g, '');
  if (plain.length <= 3) return 1;
  const trimmed = plain.replace(/(?:[^laeiouy]es|[^td]ed|[^laeiouy]e)$/, (ending) => ending[0]!);
  return Math.max(1, trimmed.match(/[aeiouyà-ž]+/g)?.length ?? 1);
}

/** The score to one decimal; null where there are too few words to judge. */
export function readingEase(text: string): number | null {
  const [sentences, words] = [sentencesIn(text), wordsIn(text)];
  if (words.length < FEWEST_WORDS || sentences.length === 0) return null;
  const syllables = words.reduce((sum, word) => sum + syllablesIn(word), 0);
  return Math.round((206.835 - 1.015 * (words.length / sentences.length) - 84.6 * (syllables / words.length)) * 10) / 10;
}

/** What a score means, in words. The bands are Flesch's own. */
export function easeInWords(score: number): string {
  const band = [[90, 'very easy'], [80, 'easy'], [70, 'fairly easy'], [60, 'plain English'], [50, 'fairly hard'], [30, 'hard']] as const;
  return band.find(([from]) => score >= from)?.[1] ?? 'very hard';
}
