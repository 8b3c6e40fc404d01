import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as ajvModule from 'ajv';
import type { ErrorObject, ValidateFunction } from 'ajv';
import type * as formatsModule from 'ajv-formats';
import { RELEASE_SCHEMAS, type ReleaseSchemaName } from './release-schemas.ts';
import { undocumentedFields, type JsonSchema } from './undocumented-fields.ts';

export interface ReleaseProblem {
  /** JSON Pointer (RFC 6901) into the release; empty for the release itself. */
  readonly path: string;
  /** The schema's own keyword: type, required, enum, format ... */
  readonly keyword: string;
  readonly message: string;
}

export interface ReleaseValidity {
  readonly errors: readonly ReleaseProblem[];
  /** JSON Pointers of fields that the schema does not describe; nothing below such a field is listed. */
  readonly undocumented: readonly string[];
}

// Read when a release is first validated: who only merges does not wait for the validator.
const require = createRequire(import.meta.url);

interface Ready { readonly schema: JsonSchema; readonly validate: ValidateFunction }
const ready = new Map<ReleaseSchemaName, Ready>();

/**
 * Holds one release against a schema: every error, not the first alone, and every undocumented field.
 * Of the formats `date-time` is checked (RFC 3339: a time zone is needed); `uri` and `email` are not, since publishers' own portals break them freely.
 */
export function validateRelease(release: unknown, name: ReleaseSchemaName = 'find-a-tender'): ReleaseValidity {
  const { schema, validate } = readyFor(name);
  const errors = validate(release) ? [] : (validate.errors ?? []).map(asProblem);
  return { errors, undocumented: undocumentedFields(release, schema) };
}

const asProblem = ({ instancePath, keyword, message }: ErrorObject): ReleaseProblem => ({ path: instancePath, keyword, message: message ?? keyword });

function readyFor(name: ReleaseSchemaName): Ready {
  const known = ready.get(name);
  if (known) return known;
  const schema = JSON.parse(readFileSync(new URL(`schema/${RELEASE_SCHEMAS[name]}`, import.meta.url), 'utf8')) as JsonSchema;
  const { Ajv } = require('ajv') as typeof ajvModule;
  const formats = require('ajv-formats') as typeof formatsModule.default;
  // Words of the standard that are no keywords of JSON Schema (codelist, wholeListMerge, versionId) are left alone.
  const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: true, formats: { uri: true, email: true } });
  formats.default(ajv, ['date-time']);
  const dateTime = ajv.formats['date-time'] as { readonly validate: (text: string) => boolean };
  // The library lets a space stand for the T, which RFC 3339 leaves to readers of log files.
  ajv.addFormat('date-time', { type: 'string', validate: (text: string) => /^\d{4}-\d\d-\d\dT/i.test(text) && dateTime.validate(text) });
  const made = { schema, validate: ajv.compile(sinceDraft4(schema)) };
  ready.set(name, made);
  return made;
}

/** The standard's schemas are of draft 4, the validator reads later drafts: what was renamed between them is renamed here. */
function sinceDraft4(schema: JsonSchema): JsonSchema {
  const { id: _id, $schema: _draft, ...rest } = schema as JsonSchema & Record<string, unknown>;
  return exclusiveAsNumber(rest) as JsonSchema;
}

function exclusiveAsNumber(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(exclusiveAsNumber);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, exclusiveAsNumber(inner)] as const);
  const copy = Object.fromEntries(entries) as Record<string, unknown>;
  if (typeof copy['exclusiveMinimum'] === 'boolean') {
    if (copy['exclusiveMinimum']) copy['exclusiveMinimum'] = copy['minimum'];
    else delete copy['exclusiveMinimum'];
    if (copy['exclusiveMinimum'] !== undefined) delete copy['minimum'];
  }
  return copy;
}
