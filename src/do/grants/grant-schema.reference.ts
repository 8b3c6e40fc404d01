import { readFileSync } from 'node:fs';
import { fieldsOfSchema, type GrantField } from './grant-fields.ts';

/** The 360Giving schema as it is published, which this room reads, writes and is tested by (CC BY 4.0: schema/ATTRIBUTION.md). */
export const GRANT_SCHEMA_FILE = new URL('schema/360-giving-schema.json', import.meta.url);

let fields: ReadonlyMap<string, GrantField> | null = null;

/** The fields of a grant, read from the schema at first use. */
export const grantFields = (): ReadonlyMap<string, GrantField> => (fields ??= fieldsOfSchema(JSON.parse(readFileSync(GRANT_SCHEMA_FILE, 'utf8'))));
