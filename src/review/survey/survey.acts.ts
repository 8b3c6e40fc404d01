import type { Actor } from '#platform/access/access';
import { acts, anyone, anyoneWhenPublic, holding, onItsBody, system } from '#platform/access/act';
import type { Role } from '#platform/access/roles';

/** Who reads results that are kept to staff. An administrator looks after people and settings, and has no part in them. */
export const RESULT_READERS: readonly Role[] = ['policy-officer', 'lead-director', 'commissioner', 'procurement-officer', 'contract-manager', 'auditor'];
/** Who may be named to read what providers wrote. */
export const WORDS_READERS: readonly Role[] = [...RESULT_READERS, 'legal-officer', 'finance-officer'];
const readers = onItsBody(...RESULT_READERS);

export const surveyActs = acts('survey', {
  trend: { on: null, words: 'looked at what providers say', may: [anyone] },
  viewWave: { on: 'survey-wave', words: 'looked at a survey of providers', may: [anyoneWhenPublic, readers] },
  // Any of the body's people, so that a named reader needs no other role; who is named is asked beside it.
  readWords: { on: 'survey-wave', words: 'asked for what providers wrote', may: onItsBody(...WORDS_READERS) },
  nameReaders: { on: 'survey-wave', words: 'named who reads what providers wrote', may: onItsBody('policy-officer') },
  openWave: { on: 'body', words: 'opened a survey of providers', may: onItsBody('policy-officer') },
  viewStatements: { on: 'body', words: 'looked at what providers are asked', may: readers },
  changeStatements: { on: 'body', words: 'changed what providers are asked', may: onItsBody('policy-officer') },
  // The entry of this one names no survey and no organisation.
  answer: { on: 'survey-invitation', words: 'answered a survey of providers', may: [holding('organisation-administrator', 'organisation'), holding('bid-writer', 'organisation')] },
  follow: { on: 'survey-wave', words: 'invited, reminded, or settled a survey that closed', may: [system] },
});

/** The bodies whose results somebody reads before, and whether or not, they are public. */
export const staffOf = (actor: Actor): string[] => actor.holdings.filter(({ role, scopeKind }) => scopeKind === 'body' && RESULT_READERS.includes(role)).flatMap(({ scopeId }) => scopeId ?? []);
