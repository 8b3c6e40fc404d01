import { acts, onItsBody, holding, system } from '#platform/access/act';

/** Who keeps the records of organisations in order. */
export const MATCHERS = ['procurement-officer', 'administrator'] as const;
const officers = [...onItsBody(...MATCHERS), holding('site-administrator', 'site')];

export const matchingActs = acts('matching', {
  look: { on: null, words: 'had the organisations compared for duplicates', may: [system, officers] },
  decide: { on: null, words: 'decided whether two organisations are one', may: [officers] },
  importOrganisations: { on: null, words: 'imported organisations', may: [system, onItsBody(...MATCHERS)] },
  reconsider: { on: null, words: 'asked anew whether two organisations are one', may: [officers] },
  undo: { on: null, words: 'took back a merge of two organisations', may: [officers] },
});
