import { acts, onItsBody, holding, system } from '#platform/access/act';

const importers = [...onItsBody('administrator', 'contract-manager', 'procurement-officer')];

export const transparencyActs = acts('transparency', {
  list: { on: null, words: 'read the list of imports', may: [importers] },
  upload: { on: null, words: 'sent a file to be imported', may: [importers] },
  preview: { on: null, words: 'looked over a file to be imported', may: [importers] },
  importContracts: { on: null, words: 'imported contracts', may: [system, importers, holding('site-administrator', 'site')] },
  undo: { on: null, words: 'undid an import', may: [system, importers] },
});

/** The roles that may import into a body, for asking again once the body is known. */
export const IMPORTING_ROLES = ['administrator', 'contract-manager', 'procurement-officer'] as const;
