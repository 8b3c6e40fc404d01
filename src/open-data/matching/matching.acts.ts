import { acts, onItsBody, holding, system } from '#platform/access/act';

const officers = [...onItsBody('procurement-officer', 'administrator'), holding('site-administrator', 'site')];

export const matchingActs = acts('matching', {
  look: { on: null, words: 'had the organisations compared for duplicates', may: [system, officers] },
  decide: { on: null, words: 'decided whether two organisations are one', may: [officers] },
  importOrganisations: { on: null, words: 'imported organisations', may: [system] },
  undo: { on: null, words: 'took back a merge of two organisations', may: [officers] },
});
