/** How a field is merged when it is not merged by its own parts: left out, or taken whole, as one value. */
export type MergeRule = 'omit' | 'whole';
/** The rules of all fields, as a tree of field names; positions in lists do not count. */
export interface MergeRules { readonly rule: MergeRule | null; readonly fields: ReadonlyMap<string, MergeRules> }

/** As much of a release schema as says how to merge. */
export interface MergeSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, MergeSchema>>;
  readonly items?: MergeSchema;
  readonly definitions?: Readonly<Record<string, MergeSchema>>;
  readonly wholeListMerge?: boolean;
  readonly omitWhenMerged?: boolean;
  /** OCDS 1.0's words for the same. */
  readonly mergeStrategy?: string;
}

/** A schema that describes itself within itself would have no end. No release schema is near as deep. */
const DEEPEST_SCHEMA = 20;

/**
 * The merge rules that a release schema declares, as the merge routine of OCDS 1.1 reads them: `omitWhenMerged` comes before
 * everything; a list is taken whole if it says `wholeListMerge`, may hold anything but objects, or holds objects that have no `id`.
 */
export function mergeRules(schema: MergeSchema): MergeRules {
  return { rule: null, fields: fieldRules(schema.properties ?? {}, schema, 0) };
}

function fieldRules(properties: Readonly<Record<string, MergeSchema>>, root: MergeSchema, depth: number): ReadonlyMap<string, MergeRules> {
  const found = new Map<string, MergeRules>();
  if (depth > DEEPEST_SCHEMA) return found;
  for (const [name, declared] of Object.entries(properties)) {
    const rules = rulesOf(resolved(declared, root), root, depth);
    if (rules.rule || rules.fields.size > 0) found.set(name, rules);
  }
  return found;
}

function rulesOf(field: MergeSchema, root: MergeSchema, depth: number): MergeRules {
  const types = typesOf(field);
  const only = (rule: MergeRule): MergeRules => ({ rule, fields: new Map() });
  if (field.omitWhenMerged || field.mergeStrategy === 'ocdsOmit') return only('omit');
  if (types.includes('array') && (field.wholeListMerge || field.mergeStrategy === 'ocdsVersion')) return only('whole');
  if (types.includes('object') && field.properties) return { rule: null, fields: fieldRules(field.properties, root, depth + 1) };
  if (!types.includes('array') || !field.items) return { rule: null, fields: new Map() };
  const items = resolved(field.items, root);
  const itemTypes = typesOf(items);
  if (itemTypes.some((type) => type !== 'object')) return only('whole');
  if (!itemTypes.includes('object') || !items.properties) return { rule: null, fields: new Map() };
  return Object.hasOwn(items.properties, 'id') ? { rule: null, fields: fieldRules(items.properties, root, depth + 1) } : only('whole');
}

const typesOf = ({ type = [] }: MergeSchema): readonly string[] => (typeof type === 'string' ? [type] : type);

function resolved(schema: MergeSchema, root: MergeSchema): MergeSchema {
  let found = schema;
  for (let steps = 0; found.$ref !== undefined; steps++) {
    const definition = root.definitions?.[found.$ref.replace('#/definitions/', '')];
    if (!definition || steps > DEEPEST_SCHEMA) throw new Error(`the schema names ${found.$ref}, and has no such definition`);
    found = definition;
  }
  return found;
}

/** A schema changed by an extension's: JSON Merge Patch (RFC 7396). */
export function patched(schema: unknown, patch: unknown): unknown {
  if (patch === null || typeof patch !== 'object' || Array.isArray(patch)) return patch;
  const before = schema !== null && typeof schema === 'object' && !Array.isArray(schema) ? schema : {};
  const result = new Map<string, unknown>(Object.entries(before));
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) result.delete(name);
    else result.set(name, patched(result.get(name), value));
  }
  return Object.fromEntries(result);
}

/** The paths of the rules, for tests and for people: `tender.items.additionalClassifications`. */
export function rulePaths({ fields }: MergeRules, above = ''): readonly string[] {
  return [...fields].flatMap(([name, rules]) => [...(rules.rule ? [`${above}${name} ${rules.rule}`] : []), ...rulePaths(rules, `${above}${name}.`)]);
}
