import { allow, refuse, type Decision } from '#kernel/outcome';
import type { RuleNote } from '#kernel/rule-note';

/** What the words of a criterion or a question are held against: the places of this authority, and what its lawyers have blocked. */
export interface WordingRules {
  /** Names of the authority's area and of the areas of the work, such as "Kent" and "Swale". */
  readonly places: readonly string[];
  readonly blocked: readonly string[];
}

const NO_LOCAL_PREFERENCE: RuleNote = {
  sentence: 'Nobody may be scored for where they are based: award criteria relate to what is bought, and suppliers are treated the same.',
  source: 'PA23 ss.12, 23; requirement DP-36 (REP 10.2.4)', confidence: 'P',
};

/** Lawful ways to the same end: what is delivered and what comes of it, never where the bidder sits. */
export const LAWFUL_INSTEAD = [
  'How will you understand and serve local needs?',
  'What will the people and places where you work gain from this contract?',
  'How will you open your supply chain to small and voluntary suppliers?',
] as const;

/**
 * Refuses words that score bidders for being local, and phrases that legal has blocked; offers lawful words instead (DP-36). Opening a
 * supply chain to local firms, knowing local needs and working in a place are lawful, so a sentence about those passes.
 * @param texts by the form field in which each was typed
 */
export function decideWording(texts: Readonly<Record<string, string>>, { places, blocked }: WordingRules): Decision {
  for (const [field, text] of Object.entries(texts)) {
    const phrase = blocked.find((one) => plain(text).includes(plain(one)));
    if (phrase !== undefined) return refuse('blocked-phrase', `“${phrase}” may not be used in a tender: this authority’s legal officers have blocked it. Say it another way.`, { field, rule: { sentence: 'Phrases that no tender of this authority may use.', source: 'Local policy: Phrases that no tender may use' } });
    const found = localPreferenceIn(text, places);
    if (found !== null) {
      return refuse('local-preference', `“${found}” scores bidders for where they are, which the law does not allow. Ask instead: “${LAWFUL_INSTEAD[0]}”`, {
        field, rule: NO_LOCAL_PREFERENCE, more: LAWFUL_INSTEAD.slice(1).map((sentence) => ({ sentence: `Or: “${sentence}”` })),
      });
    }
  }
  return allow();
}

/** The words that prefer bidders for being local; null where there are none. Each sentence is read on its own. */
export function localPreferenceIn(text: string, places: readonly string[]): string | null {
  const named = places.filter((place) => place.length > 2).map(escaped);
  for (const sentence of text.split(/(?<=[.?!])\s+|\n/)) {
    for (const pattern of patternsFor(named)) {
      const match = pattern.exec(sentence);
      if (match && !(ABOUT_SUPPLY.test(sentence) && !SCORED.test(sentence))) return match[0].trim();
    }
  }
  return null;
}

const WHO = '(?:compan(?:y|ies)|firms?|business(?:es)?|suppliers?|providers?|organisations?|bidders?|tenderers?|contractors?|enterprises?|smes?|vcses?|charit(?:y|ies)|people|staff)';
const ABOUT_SUPPLY = /supply[- ]chain|sub-?contract|spend with|buy from|purchas/i;
const SCORED = /\b(points?|marks?|score[sd]?|weight(?:ing)?|prefer\w*|priority|favou?r\w*)\b/i;
const BIDDER = '(?:compan(?:y|ies)|firms?|business(?:es)?|suppliers?|providers?|organisations?|bidders?|tenderers?|contractors?|enterprises?|smes?|vcses?|charit(?:y|ies))';

function patternsFor(named: readonly string[]): RegExp[] {
  const place = ['county', 'district', 'borough', 'council area', 'local area', ...named].join('|');
  return [
    new RegExp(`\\b(?:local(?:ly)?|${place})[- ](?:based|owned|registered|run)\\b(?:\\s+${WHO})?`, 'i'),
    new RegExp(`\\S\\s+[A-Z][a-z]+-(?:based|registered)\\s+${BIDDER}`),
    new RegExp(`\\blocal\\s+${BIDDER}\\b`, 'i'),
    ...(named.length > 0 ? [new RegExp(`\\b(?:${named.join('|')})\\s+${BIDDER}\\b`, 'i')] : []),
    new RegExp(`\\b(?:based|located|headquartered|registered|situated|established)\\s+(?:with)?in\\s+(?:the\\s+|our\\s+)?(?:${place}|area)\\b`, 'i'),
    new RegExp(`\\b(?:head\\s+)?(?:offices?|headquarters)\\s+(?:with)?in\\s+(?:the\\s+|our\\s+)?(?:${place}|area)\\b`, 'i'),
    new RegExp(`\\b(?:based|located|offices?|headquarters|${BIDDER})\\b[^.?!]{0,40}\\bwithin\\s+\\S+\\s+(?:miles?|kilomet(?:re|er)s?|km)\\b`, 'i'),
    /\b(?:points?|marks?|score[sd]?|preference|priority)\s+(?:for|to)\s+(?:being\s+)?local\b/i,
    /\blocal\s+preference\b/i,
  ];
}

const plain = (text: string): string => text.toLowerCase().replaceAll(/\s+/g, ' ').trim();
const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
