import type { Module } from '#platform/module';
import { CONTRACTS_FORMATS, type ContractsFormat } from '#transparency';
import { contractsAsOcds } from './contracts-as-ocds.store.ts';
import { noticesAsOcdsRoutes } from './notices-as-ocds.routes.ts';
import { keepReleasesJob } from './keep-releases.command.ts';
import { ocdsActs } from './ocds.acts.ts';

export { contractsAsOcds, standingRelease } from './contracts-as-ocds.store.ts';
export { importOcds, type ImportedReleases } from './import-ocds.command.ts';
export { importOcdsCli, type ImportOcdsArguments } from './import-ocds.cli.ts';

/** Every form in which a register can be exported, for `exportContractsCli`. */
export const ALL_CONTRACTS_FORMATS: Readonly<Record<string, ContractsFormat>> = { ...CONTRACTS_FORMATS, ocds: contractsAsOcds };

export { keepContracts, keepEverything, keepReleases } from './keep-releases.command.ts';
export { EXTENSIONS, LICENCE, releasePackage } from './release-package.ts';
export type { Json } from './parties-of-release.ts';
export { withoutWithheld, type Withholding } from './withheld.ts';
export { withholdingsOf } from './withheld.store.ts';
export { noticeAsRelease, hasRelease } from './notice-as-release.ts';
export { ocdsActs } from './ocds.acts.ts';
export { validateRelease, RELEASE_SCHEMAS, type ReleaseProblem, type ReleaseSchemaName, type ReleaseValidity } from '#ocds-tools';

export const ocdsModule: Module = { name: 'ocds', acts: ocdsActs, routes: [noticesAsOcdsRoutes], jobs: [keepReleasesJob] };
