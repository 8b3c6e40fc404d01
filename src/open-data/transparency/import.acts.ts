import { acts, onItsBody, holding, system } from '#platform/access/act';

const importers = [...onItsBody('administrator', 'contract-manager', 'procurement-officer')];
/** Finance loads the ledger, and nothing else: what each may bring in is asked again by kind. */
const readers = [...importers, ...onItsBody('finance-officer')];

export const transparencyActs = acts('transparency', {
  list: { on: null, words: 'read the list of imports', may: [readers] },
  importContracts: { on: null, words: 'imported contracts', may: [system, importers, holding('site-administrator', 'site')] },
  undo: { on: null, words: 'undid an import', may: [system, readers] },
});

/** The roles that may import into a body, for asking again once the body is known. */
export const IMPORTING_ROLES = ['administrator', 'contract-manager', 'procurement-officer'] as const;

/** The roles that see a body's imports and look files over. */
export const IMPORT_READERS = [...IMPORTING_ROLES, 'finance-officer'] as const;
