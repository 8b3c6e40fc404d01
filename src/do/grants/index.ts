/** Grants: read from everyone's files, listed with their sums, given back in the 360Giving standard. See README.md. */
import type { Module } from '#platform/module';
import type { FurtherUndo } from '#transparency';
import { grantsActs, IMPORTERS } from './grants.acts.ts';
import { loadGrantsRoutes } from './load-grants.routes.ts';
import { grantsRoutes } from './grants.routes.ts';
import { restoreGrantRecords } from './import-grants.store.ts';

export { checkGrantsCli, importGrantsCli, type ImportGrantsArguments } from './import-grants.cli.ts';
export { exportGrantsCli } from './export-grants.cli.ts';
export { importGrants, type ImportedGrants } from './import-grants.command.ts';
export { describeGrant } from './describe-grant.command.ts';
export { recordOnward } from './record-onward.command.ts';
export { drawGrant } from './grant-section.reader.ts';
export { grantsDefinition } from './grants.register.ts';
export { OWN_GRANT } from './grants.store.ts';
export { grantsActs } from './grants.acts.ts';

/** Takes an import of grants back: their agreements are taken back as any are; this puts the records of changed ones back first. */
export const grantsUndo: FurtherUndo = {
  kind: 'grants',
  roles: IMPORTERS,
  undo: async (tx, importId) => {
    await restoreGrantRecords(tx, importId);
    return { removed: 0 };
  },
};

export const grantsModule: Module = {
  name: 'grants',
  acts: grantsActs,
  routes: [grantsRoutes, loadGrantsRoutes],
  navigation: [{ text: 'Grants', href: '/grants' }],
  datasets: [{
    name: '360giving', title: 'Grants in the 360Giving standard', page: '/grants',
    summary: 'Every grant on the register as one 360Giving package, or the standard’s spreadsheet. Without names of people; a grant whose amount is withheld is left out.',
    forms: [
      { text: '360Giving JSON', href: '/api/360giving.json', mediaType: 'application/json', standard: 'https://standard.threesixtygiving.org/' },
      { text: '360Giving CSV', href: '/api/360giving.csv', mediaType: 'text/csv', standard: 'https://standard.threesixtygiving.org/' },
    ],
    rows: { table: 'agreement', where: `r.kind = 'grant' and r.state <> 'draft' and not exists (select 1 from agreement up where up.id = r.parent_id and up.kind = 'grant')` },
  }],
};
