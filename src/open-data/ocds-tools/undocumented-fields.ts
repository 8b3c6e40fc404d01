/** As much of a JSON Schema as is walked here. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly definitions?: Readonly<Record<string, JsonSchema>>;
}

/**
 * The fields of a value that its schema does not describe, as JSON Pointers in the order they stand. An object whose schema names no
 * properties at all is free, and nothing inside it counts. Pure.
 */
export function undocumentedFields(value: unknown, schema: JsonSchema): readonly string[] {
  const found: string[] = [];
  walk(value, schema, '', schema, found);
  return found;
}

function walk(value: unknown, schema: JsonSchema, path: string, root: JsonSchema, found: string[]): void {
  const described = resolve(schema, root);
  if (Array.isArray(value)) {
    if (described.items) for (const [index, item] of value.entries()) walk(item, described.items, `${path}/${index}`, root, found);
    return;
  }
  if (value === null || typeof value !== 'object' || (!described.properties && !described.patternProperties)) return;
  for (const [name, inner] of Object.entries(value)) {
    const pointer = `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    const within = (described.properties && Object.hasOwn(described.properties, name) ? described.properties[name] : undefined) ?? byPattern(name, described);
    if (within) walk(inner, within, pointer, root, found);
    else found.push(pointer);
  }
}

function byPattern(name: string, { patternProperties = {} }: JsonSchema): JsonSchema | undefined {
  return Object.entries(patternProperties).find(([pattern]) => patternOf(pattern).test(name))?.[1];
}

const patterns = new Map<string, RegExp>();
function patternOf(source: string): RegExp {
  const known = patterns.get(source) ?? new RegExp(source, 'u');
  patterns.set(source, known);
  return known;
}

function resolve(schema: JsonSchema, root: JsonSchema): JsonSchema {
  if (schema.$ref === undefined) return schema;
  const name = schema.$ref.replace('#/definitions/', '');
  const definition = root.definitions?.[name];
  if (!definition) throw new Error(`the schema names ${schema.$ref}, and has no such definition`);
  return resolve(definition, root);
}
