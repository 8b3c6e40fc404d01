import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { readFileSync } from 'node:fs';
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { newId } from '#kernel/ids';
import type { Streams } from '#platform/command-line';
import type { GrantDocument, GrantField, Json } from './grant-fields.ts';
import { GRANT_SCHEMA_FILE, grantFields } from './grant-schema.reference.ts';

/** Runs a command line's work and keeps what it wrote. */
export async function heard(work: (streams: Streams) => Promise<number>): Promise<{ status: number; out: string; err: string; lines: Record<string, unknown>[] }> {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const texts = ['', ''];
  out.on('data', (chunk: Buffer) => (texts[0] += chunk.toString()));
  err.on('data', (chunk: Buffer) => (texts[1] += chunk.toString()));
  const status = await work({ out, err });
  await new Promise((resolve) => setImmediate(resolve));
  return { status, out: texts[0]!, err: texts[1]!, get lines() { return texts[0]!.trim().split('\n').filter(Boolean).map((line) => JSON.parse(line) as Record<string, unknown>); } };
}

export async function written(folder: string, text: string | Buffer, extension = 'csv'): Promise<string> {
  const path = join(folder, `${newId<'file'>()}.${extension}`);
  await writeFile(path, text);
  return path;
}

/** Every error of a package by the published schema, and every field that the schema does not have. */
export function packageProblems(pack: unknown): string[] {
  // The schemas name their draft by http, which is not its name.
  const read = (file: URL) => ({ ...(JSON.parse(readFileSync(file, 'utf8')) as { $id: string }), $schema: 'https://json-schema.org/draft/2020-12/schema' });
  const grant = read(GRANT_SCHEMA_FILE);
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  addFormats.default(ajv);
  ajv.addSchema(grant);
  // The package names the version before for its grants; both are one file here.
  ajv.addSchema({ ...grant, $id: grant.$id.replace('1.4.3', '1.4.2') });
  const validate = ajv.compile(read(new URL('360-giving-package-schema.json', GRANT_SCHEMA_FILE)));
  const errors = validate(pack) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
  return [...errors, ...((pack as { grants: GrantDocument[] }).grants.flatMap((one, index) => undocumented(one, grantFields(), `/grants/${index}`)))];
}

function undocumented(value: Json, fields: ReadonlyMap<string, GrantField>, at: string): string[] {
  if (Array.isArray(value)) return (value as Json[]).flatMap((item, index) => undocumented(item, fields, `${at}/${index}`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value as GrantDocument).flatMap(([name, inner]) => {
    const field = fields.get(name);
    return field ? undocumented(inner, field.fields, `${at}/${name}`) : [`${at}/${name} is not in the schema`];
  });
}
