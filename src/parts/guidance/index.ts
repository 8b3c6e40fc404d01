/** Plain words: the glossary, and the check of every text that bidders read. See README.md. */
import type { Module } from '#platform/module';
import { guidanceActs } from './guidance.acts.ts';
import { guidanceRoutes } from './guidance.routes.ts';

export { GLOSSARY, mergedGlossary, termSentence, type Term } from './glossary.ts';
export { glossaryFor, ownTerms, type OwnTerm } from './glossary.store.ts';
export { addTerm, removeTerm } from './glossary.commands.ts';
export { checkPlainWords, type Mark, type Passage, type PlainWords } from './plain-words.ts';
export { easeInWords, FORMULA_WORDS, readingEase } from './reading-ease.ts';
export { plainWordsResult } from './glossary.page.ts';
export { guidanceActs } from './guidance.acts.ts';

export const guidanceModule: Module = { name: 'guidance', acts: guidanceActs, routes: [guidanceRoutes] };
