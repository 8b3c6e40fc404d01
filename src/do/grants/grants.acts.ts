import { acts, anyone, holding, onItsBody, system } from '#platform/access/act';

/** Who imports an authority's grants. */
export const IMPORTERS = ['administrator', 'contract-manager', 'procurement-officer'] as const;
const importers = onItsBody(...IMPORTERS);
const keepers = onItsBody('commissioner', 'contract-manager', 'procurement-officer');

export const grantsActs = acts('grants', {
  list: { on: null, words: 'read the register of grants', may: [anyone] },
  export: { on: null, words: 'read the grants in the 360Giving standard', may: [anyone] },
  importGrants: { on: null, words: 'imported grants', may: [system, importers, holding('site-administrator', 'site')] },
  describe: { on: 'agreement', words: 'described a grant', may: [keepers] },
  recordOnward: { on: 'agreement', words: 'recorded that a grant was passed on', may: [keepers] },
});
