import type { Module } from '#platform/module';
import { CONTRACTS_FORMATS, type ContractsFormat } from '#transparency';
import { contractsAsOcds } from './contracts-as-ocds.ts';
import { ocdsActs } from './import-ocds.command.ts';

export { contractRelease, contractsAsOcds } from './contracts-as-ocds.ts';
export { importOcds, type ImportedReleases } from './import-ocds.command.ts';
export { importOcdsCli, type ImportOcdsArguments } from './import-ocds.cli.ts';

/** Every form in which a register can be exported, for `exportContractsCli`. */
export const ALL_CONTRACTS_FORMATS: Readonly<Record<string, ContractsFormat>> = { ...CONTRACTS_FORMATS, ocds: contractsAsOcds };

export const ocdsModule: Module = { name: 'ocds', acts: ocdsActs };
