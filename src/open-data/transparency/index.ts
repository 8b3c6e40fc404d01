import type { Module } from '#platform/module';
import { IMPORT_READERS, transparencyActs } from './import.acts.ts';
import { importsRoutes } from './imports.routes.ts';

export { importContracts, type Imported } from './import-contracts.command.ts';
export { connectUndo, undoImport, type FurtherUndo, type Undone } from './undo-import.command.ts';
export { contractsAsCsv, contractsAsJson, contractsOf, type ExportedContract } from './export-contracts.store.ts';
export { importContractsCli, lookOverContractsCli, notImported, undoImportCli, type ImportContractsArguments } from './import-contracts.cli.ts';
export { CONTRACTS_FORMATS, exportContractsCli, type ContractsFormat, type ExportContractsArguments } from './export-contracts.cli.ts';
export { ImportSuppliers, type SupplierClue } from './import-suppliers.store.ts';
export { bodyForImport, newBodyWords, type ImportBody } from './import-body.ts';
export { supplierNumbers } from './supplier-number.ts';
export { insertAgreements, outcomesByName, unitsByName, updateAgreements, type RowToStore } from './import.store.ts';
export type { ContractColumns } from './contract-row.ts';
export { localAuthority } from './local-authorities.ts';
export { transparencyActs } from './import.acts.ts';

export const transparencyModule: Module = {
  name: 'transparency',
  acts: transparencyActs,
  routes: importsRoutes,
  navigation: [{ text: 'Imports', href: '/imports', to: IMPORT_READERS }],
};
