import type { Module } from '#platform/module';
import { transparencyActs, IMPORTING_ROLES } from './import.acts.ts';
import { importsRoutes } from './imports.routes.ts';

export { importContracts, type Imported } from './import-contracts.command.ts';
export { undoImport, type Undone } from './undo-import.command.ts';
export { contractsAsCsv, contractsAsJson, contractsOf, type ExportedContract } from './export-contracts.store.ts';
export { importContractsCli, undoImportCli, write, type ExitStatus, type ImportContractsArguments, type Streams } from './import-contracts.cli.ts';
export { CONTRACTS_FORMATS, exportContractsCli, type ContractsFormat, type ExportContractsArguments } from './export-contracts.cli.ts';
export { ImportSuppliers, type SupplierClue } from './import-suppliers.store.ts';
export { localAuthority } from './local-authorities.ts';
export { transparencyActs } from './import.acts.ts';

export const transparencyModule: Module = {
  name: 'transparency',
  acts: transparencyActs,
  routes: importsRoutes,
  navigation: [{ text: 'Imports', href: '/imports', to: IMPORTING_ROLES }],
};
