import { readFileSync } from 'node:fs';
import { mergeRules, patched, type MergeRules, type MergeSchema } from './merge-rules.ts';
import { RELEASE_SCHEMAS, type ReleaseSchemaName } from './release-schemas.ts';

/** Extensions by name, each with as much of its schema as says how to merge. See schema/ATTRIBUTION.md. */
let shapes: Readonly<Record<string, unknown>> | null = null;

/** Extensions that have no file here of their own: the profile for the European Union collects them. */
const WITHIN_EU = new Set([
  'additionalContactPoints', 'awardCriteria', 'communication', 'contractTerms', 'coveredBy', 'designContest', 'finance', 'legalBasis', 'location', 'options',
  'organizationClassification', 'otherRequirements', 'participationFee', 'partyDetails_scale', 'procurementMethodRationaleClassifications', 'recurrence', 'renewal',
  'secondStageDescription', 'submissionTerms', 'subcontracting', 'unstructuredChanges', 'tenderClassification',
]);

const shapesRead = (): Readonly<Record<string, unknown>> => (shapes ??= readSchema('extension-shapes.json') as Readonly<Record<string, unknown>>);

function readSchema(file: string): unknown {
  return JSON.parse(readFileSync(new URL(`schema/${file}`, import.meta.url), 'utf8'));
}

/** The extension that an address of a package's `extensions` means, or null where we do not have it. */
export function extensionAt(address: string): string | null {
  if (address.includes('/profiles/eu/')) return 'eu';
  const name = /ocds_([A-Za-z_]+?)_extension/.exec(address)?.[1];
  if (name === undefined) return null;
  if (Object.hasOwn(shapesRead(), name)) return name;
  return WITHIN_EU.has(name) ? 'eu' : null;
}

/** The merge rules of a schema together with those of extensions, in the order in which they are declared. */
export function rulesWith(schema: ReleaseSchemaName, extensions: readonly string[]): MergeRules {
  const start = readSchema(RELEASE_SCHEMAS[schema]);
  return mergeRules(extensions.reduce((sum: unknown, name) => patched(sum, shapesRead()[name]), start) as MergeSchema);
}
