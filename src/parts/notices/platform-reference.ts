/** What is said of a reference in no form that Find a Tender gives. */
export const PLATFORM_REFERENCE_EXAMPLE = 'Enter the reference in the form that Find a Tender gives it, such as 2026/S 000-012345 or 012345-2026';

/** As it stands on the notice, in its address and in the data, and of the whole procurement: of each the parts that make it up. */
const FORMS: readonly (readonly [RegExp, (parts: RegExpExecArray) => string])[] = [
  [/^(20\d\d)\/S\s?(\d{3})-(\d{6,7})$/i, ([, year, series, number]) => `${year}/S ${series}-${number}`],
  [/^(?:https:\/\/www\.find-tender\.service\.gov\.uk\/Notice\/)?(\d{6,7}-20\d\d)(?:[/?#].*)?$/i, ([, number]) => number!],
  [/^ocds-h6vhtk-([0-9a-f]{6,})$/i, ([, number]) => `ocds-h6vhtk-${number!.toLowerCase()}`],
];

/**
 * The reference of a notice on the central digital platform, in the one way in which it is kept: `2026/S 000-012345` and `012345-2026` name the notice,
 * `ocds-h6vhtk-067d68` its procurement. Spaces around and within it do not matter; of an address the number is kept.
 * @returns null for words in none of these forms
 */
export function readPlatformReference(typed: string): string | null {
  const text = typed.trim().replaceAll(/\s+/g, ' ').replaceAll(/ ?([-/]) ?/g, '$1');
  for (const [form, kept] of FORMS) {
    const parts = form.exec(text);
    if (parts) return kept(parts);
  }
  return null;
}
