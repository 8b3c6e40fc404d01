/** Words that say what an organisation is in law, not which it is. */
const LEGAL_FORMS = new Set(['ltd', 'limited', 'plc', 'cic', 'llp', 'lp', 'cio', 'inc', 'incorporated', 'uk', 'company', 'co', 'cyf', 'cyfyngedig', 'ccc']);
const ALWAYS_LEFT_OUT = new Set(['ltd', 'limited', 'plc', 'cic', 'llp', 'cio', 'cyf', 'cyfyngedig']);

/**
 * A name for matching: lower case, without accents, punctuation, "the", and words such as "Ltd", "PLC", "CIC", "LLP"; "and" for "&";
 * of "Smith t/a Bright Care" the trading name. Two names that give the same text are taken for one organisation.
 */
export function matchName(name: string): string {
  const plain = name
    .normalize('NFKD').replaceAll(/\p{M}+/gu, '').toLowerCase()
    .replace(/^.*\S\s+(?:t\s*\/\s*a|trading as)\s+(?=\S)/, '')
    .replaceAll(/&/g, ' and ')
    .replaceAll(/['’`.]/g, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  const phrase = plain.replaceAll(/\b(public limited company|community interest company|limited liability partnership|private limited company|charitable incorporated organisation)\b/g, ' ');
  const words = phrase.split(/\s+/).filter((word) => word !== '' && !ALWAYS_LEFT_OUT.has(word));
  while (words.length > 1 && LEGAL_FORMS.has(words.at(-1)!)) words.pop();
  if (words.length > 1 && words[0] === 'the') words.shift();
  // Nothing is left of "The Limited Company Ltd"; its own words must do.
  return words.length > 0 ? words.join(' ') : plain;
}
