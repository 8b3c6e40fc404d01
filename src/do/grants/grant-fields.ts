import { z } from 'zod';

/** Anything that JSON can hold. */
export type Json = null | string | number | boolean | readonly Json[] | { readonly [name: string]: Json };
/** One grant as the 360Giving standard writes it. */
export type GrantDocument = { readonly [field: string]: Json };

/** What a field of the standard holds: `date` may be a day or a moment, `moment` must be a moment, `texts` is a list of codes. */
export type GrantFieldKind = 'text' | 'number' | 'date' | 'moment' | 'address' | 'texts' | 'object' | 'list';

/** One field of the standard's schema, with the heading that spreadsheets give it. */
export interface GrantField {
  readonly name: string;
  readonly title: string;
  readonly kind: GrantFieldKind;
  /** Of an object, or of each object of a list. */
  readonly fields: ReadonlyMap<string, GrantField>;
  /** The only values it may have; null where it may have any. */
  readonly choices: ReadonlySet<string> | null;
}

interface SchemaPart {
  readonly $ref?: string | undefined;
  readonly title?: string | undefined;
  readonly type?: string | string[] | undefined;
  readonly format?: string | undefined;
  readonly enum?: unknown[] | undefined;
  readonly oneOf?: { readonly format?: string | undefined; readonly pattern?: string | undefined }[] | undefined;
  readonly items?: SchemaPart | undefined;
  readonly properties?: Record<string, SchemaPart> | undefined;
}

const part: z.ZodType<SchemaPart> = z.lazy(() => z.object({
  $ref: z.string().optional(), title: z.string().optional(), type: z.union([z.string(), z.array(z.string())]).optional(), format: z.string().optional(), enum: z.array(z.unknown()).optional(),
  oneOf: z.array(z.object({ format: z.string().optional(), pattern: z.string().optional() })).optional().catch(undefined), items: part.optional(), properties: z.record(z.string(), part).optional(),
}));
const grantSchema = z.object({ $defs: z.record(z.string(), part), properties: z.record(z.string(), part) });

/** The fields of the grant schema (draft 2020-12, references within `$defs`), by name. */
export function fieldsOfSchema(schema: unknown): ReadonlyMap<string, GrantField> {
  const { $defs, properties } = grantSchema.parse(schema);
  const resolved = (one: SchemaPart): SchemaPart => (one.$ref ? { ...$defs[one.$ref.replace('#/$defs/', '')]!, ...(one.title ? { title: one.title } : {}) } : one);
  const fieldsOf = (parts: Record<string, SchemaPart>): Map<string, GrantField> => new Map(Object.entries(parts).map(([name, one]) => [name, fieldOf(name, resolved(one))]));
  const fieldOf = (name: string, one: SchemaPart): GrantField => {
    const items = one.items && resolved(one.items);
    const kind = kindOf(one, items);
    const choices = one.enum ? new Set(one.enum.filter((choice): choice is string => typeof choice === 'string')) : null;
    return { name, title: one.title ?? name, kind, fields: fieldsOf((kind === 'list' ? items?.properties : one.properties) ?? {}), choices };
  };
  return fieldsOf(properties);
}

function kindOf(one: SchemaPart, items: SchemaPart | undefined): GrantFieldKind {
  const types = [one.type ?? []].flat();
  if (types.includes('array')) return items?.type === 'object' ? 'list' : 'texts';
  if (types.includes('object')) return 'object';
  if (types.includes('number')) return 'number';
  if (one.oneOf?.some(({ format }) => format === 'date-time')) return 'date';
  return one.format === 'date-time' ? 'moment' : one.format === 'uri' ? 'address' : 'text';
}
