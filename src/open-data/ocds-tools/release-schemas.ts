/** `1.1` is the standard alone, release schema 1.1.5; `find-a-tender` is that schema with the extensions that Find a Tender declares. */
export const RELEASE_SCHEMAS = { '1.1': 'release-schema-1.1.5.json', 'find-a-tender': 'find-a-tender-release-schema.json' } as const;
export type ReleaseSchemaName = keyof typeof RELEASE_SCHEMAS;
export const isReleaseSchemaName = (name: string): name is ReleaseSchemaName => Object.hasOwn(RELEASE_SCHEMAS, name);
