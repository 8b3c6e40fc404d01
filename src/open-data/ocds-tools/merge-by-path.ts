import type { DuplicateId, Release } from './merge-problem.ts';
import { MergeProblem } from './merge-problem.ts';
import type { MergeRules } from './merge-rules.ts';
import { isRawNumber } from './parse-release.ts';

/**
 * The merge routine as the reference library performs it: each release is taken apart into paths and their values, a later value of a
 * path replaces the earlier, and the paths are put together again in the order in which they were first seen. This is the definition;
 * `merge-in-place.ts` does the same faster where it can.
 */

/** One step of a path: a field's name, or an object of a list by its `id`. */
interface Step {
  readonly name: string;
  /** What tells it from other objects of its list; null for a field. Two ids of the same letters share their paths, and still are two objects. */
  readonly identity: string | null;
  readonly id: unknown;
  readonly place: Place;
}

/** Where a path leads. Paths that are written alike are one, whatever their steps are. */
interface Place {
  readonly under: Map<string, Place>;
  leaf: Leaf | null;
  /** The objects that were made for the lists that stand here, by identity. There is one list, but where two objects above it share their paths (1 and "1"). */
  lists: { readonly list: readonly unknown[]; readonly objects: Map<string, Made> }[];
}

interface Leaf { readonly steps: readonly Step[]; value: unknown }
type Made = Record<string, unknown>;

const newPlace = (): Place => ({ under: new Map(), leaf: null, lists: [] });
const isObject = (value: unknown): value is Release => value !== null && typeof value === 'object' && !Array.isArray(value) && !isRawNumber(value);

/** Merges the releases of one process, given in order. */
export class MergeByPath {
  private readonly root = newPlace();
  private readonly leaves: Leaf[] = [];
  private readonly rules: MergeRules;
  private readonly versioned: boolean;
  private readonly tell: (duplicate: DuplicateId) => void;
  private nameless = 0;

  constructor(rules: MergeRules, versioned: boolean, tell: (duplicate: DuplicateId) => void) {
    this.rules = rules;
    this.versioned = versioned;
    this.tell = tell;
    if (!versioned) this.set(['tag'], ['compiled']);
  }

  add(release: Release): void {
    const { tag, ...rest } = release;
    if (this.versioned) {
      const { ocid = null, ...others } = rest;
      this.set(['ocid'], ocid);
      const [releaseID = null, releaseDate = null] = [release['id'], release['date']];
      // A field that a release says twice, by two objects of one id, has one version of it: the last.
      const said = new Map<Place, Leaf>();
      this.flatten(others, this.rules, [], '', (steps, value) => {
        const before = said.get(steps.at(-1)!.place);
        if (before) before.value = value;
        else said.set(steps.at(-1)!.place, { steps: [...steps], value });
      });
      for (const { steps, value } of said.values()) this.addVersion(steps, { releaseID, releaseDate, releaseTag: tag ?? null, value });
    } else {
      this.set(['id'], compiledId(rest));
      this.set(['date'], rest['date'] ?? null);
      this.set(['ocid'], rest['ocid'] ?? null);
      this.flatten(rest, this.rules, [], '', (steps, value) => this.put(steps, value));
    }
  }

  /** @throws MergeProblem where a field is of two kinds in two releases */
  result(): Made {
    const made: Made = {};
    for (const leaf of this.leaves) place(made, leaf, this.root);
    return made;
  }

  private set(names: readonly string[], value: unknown): void {
    let at = this.root;
    this.put(names.map((name) => ({ name, identity: null, id: null, place: (at = placeUnder(at, name)) })), value);
  }

  private put(steps: readonly Step[], value: unknown): void {
    const at = steps.at(-1)!.place;
    if (at.leaf) at.leaf.value = value;
    else this.leaves.push((at.leaf = { steps: [...steps], value }));
  }

  private addVersion(steps: readonly Step[], version: Made): void {
    const versions = steps.at(-1)!.place.leaf?.value;
    if (versions === undefined) this.put(steps, [version]);
    else if (Array.isArray(versions) && !alike((versions.at(-1) as Made)['value'], version['value'])) versions.push(version);
  }

  private flatten(object: Release, { fields }: MergeRules, steps: Step[], path: string, put: (steps: readonly Step[], value: unknown) => void): void {
    const above = steps.at(-1)?.place ?? this.root;
    for (const [name, value] of Object.entries(object)) {
      const rules = fields.get(name) ?? NO_RULES;
      if (rules.rule === 'omit') continue;
      steps.push({ name, identity: null, id: null, place: placeUnder(above, name) });
      if (rules.rule === 'whole' || (Array.isArray(value) ? !value.every(isObject) : !isObject(value))) put(steps, value);
      else if (!Array.isArray(value)) this.flatten(value as Release, rules, steps, `${path}${name}.`, put);
      else for (const [item, step] of this.itemsOf(value as readonly Release[], steps.at(-1)!.place, `${path}${name}`)) {
        steps.push(step);
        this.flatten(item, rules, steps, `${path}${name}.`, put);
        steps.pop();
      }
      steps.pop();
    }
  }

  private *itemsOf(items: readonly Release[], list: Place, path: string): Generator<readonly [Release, Step]> {
    const seen = new Set<string>();
    for (const item of items) {
      const step = this.stepOf(item, list);
      if (seen.has(step.name)) this.tell({ path, id: step.name });
      seen.add(step.name);
      yield [item, step];
    }
  }

  private stepOf(item: Release, list: Place): Step {
    const id = Object.hasOwn(item, 'id') ? item['id'] : undefined;
    // An object without an id is like no other.
    const name = id === undefined ? `\u0000${this.nameless++}` : idText(id);
    return { name, identity: id === undefined ? name : identityOf(id), id: id ?? null, place: placeUnder(list, name) };
  }
}

const NO_RULES: MergeRules = { rule: null, fields: new Map() };

function placeUnder(place: Place, name: string): Place {
  const known = place.under.get(name);
  if (known) return known;
  const made = newPlace();
  place.under.set(name, made);
  return made;
}

/** Puts one value where its path leads. What stands there already stays: a path is set once. */
function place(made: Made, { steps, value }: Leaf, root: Place): void {
  let node: unknown = made;
  let above = root;
  for (const [index, step] of steps.entries()) {
    if (step.identity !== null) node = objectOf(node, step, above, steps, index);
    else if (!isObject(node)) throw inconsistent(steps, index, aKindOf(node), `an object with \`${step.name}\``);
    else if (Object.hasOwn(node, step.name)) node = node[step.name];
    else if (index + 1 < steps.length) node = define(node as Made, step.name, steps[index + 1]!.identity === null ? {} : []);
    else if (value !== null) define(node as Made, step.name, value);
    above = step.place;
  }
}

function objectOf(node: unknown, step: Step, list: Place, steps: readonly Step[], index: number): Made {
  if (step.identity === '?') throw new MergeProblem('NonStringNonNumberIdValueError', `An object of \`${namesOf(steps.slice(0, index)).join('.')}\` has an \`id\` that is a list or an object.`);
  if (!Array.isArray(node)) throw inconsistent(steps, index, aKindOf(node), 'a list of objects');
  let made = list.lists.find((one) => one.list === node);
  if (!made) list.lists.push((made = { list: node, objects: new Map() }));
  const known = made.objects.get(step.identity!);
  if (known) return known;
  const object: Made = step.id === null ? {} : { id: step.id };
  made.objects.set(step.identity!, object);
  node.push(object);
  return object;
}

/** An assignment would change the object's kind where a hostile file says `__proto__`. */
function define(object: Made, name: string, value: unknown): unknown {
  if (name === '__proto__') Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  else object[name] = value;
  return value;
}

const namesOf = (steps: readonly Step[]): readonly string[] => steps.filter(({ identity }) => identity === null).map(({ name }) => name);
const kindOf = (value: unknown): string => (isObject(value) ? 'object' : Array.isArray(value) ? 'list' : isRawNumber(value) ? 'number' : typeof value);
const aKindOf = (value: unknown): string => (isObject(value) ? 'an object' : `a ${kindOf(value)}`);
const inconsistent = (steps: readonly Step[], index: number, before: string, now: string): MergeProblem =>
  new MergeProblem('InconsistentTypeError', `An earlier release had ${before} for \`${namesOf(steps.slice(0, index)).join('.')}\`, but the current release has ${now}.`);

/** The compiled release's own id: that of the process with the date of its last release. A date that is missing is written as the reference library writes nothing. */
export const compiledId = (release: Release): string => `${idText(release['ocid'] ?? null)}-${idText(release['date'] ?? null)}`;

/** A value as Python prints it, since that is how the reference library compares ids. */
function idText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return String(value);
  return isRawNumber(value) ? value.rawJSON : JSON.stringify(value);
}

/** Equal for ids that Python holds to be equal: 1 and true are, 1 and "1" are not. A list or an object cannot be an id. */
function identityOf(id: unknown): string {
  if (typeof id === 'string') return `"${id}`;
  if (id === null) return 'null';
  if (typeof id === 'boolean') return id ? '1' : '0';
  if (typeof id === 'number') return String(id);
  return isRawNumber(id) ? id.rawJSON : '?';
}

/** Whether two values are equal as Python compares them: whatever the order of the names, and true equals 1. */
function alike(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (isRawNumber(one) || isRawNumber(other)) return isRawNumber(one) && isRawNumber(other) && one.rawJSON === other.rawJSON;
  if (Array.isArray(one)) return Array.isArray(other) && one.length === other.length && one.every((item, index) => alike(item, other[index]));
  if (isObject(one)) {
    if (!isObject(other)) return false;
    const names = Object.keys(one);
    return names.length === Object.keys(other).length && names.every((name) => Object.hasOwn(other, name) && alike(one[name], other[name]));
  }
  const asNumber = (value: unknown): unknown => (typeof value === 'boolean' ? Number(value) : value);
  return asNumber(one) === asNumber(other);
}
