/** Tools for anybody's OCDS files, without a database. */
export { mergeOcdsCli, type MergeOcdsArguments } from './merge-ocds.cli.ts';
export { validateOcdsCli, type ValidateOcdsArguments } from './validate-ocds.cli.ts';
export { isReleaseSchemaName, RELEASE_SCHEMAS, type ReleaseSchemaName } from './release-schemas.ts';
export { undocumentedFields, type JsonSchema } from './undocumented-fields.ts';
export { validateRelease, type ReleaseProblem, type ReleaseValidity } from './validate-release.reference.ts';
export { mergeProcess, type Merged, type ReleaseToMerge } from './compile-process.ts';
export { rulesWith } from './extensions.reference.ts';
