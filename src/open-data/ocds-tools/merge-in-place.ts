import type { DuplicateId, Release } from './merge-problem.ts';
import type { MergeRules } from './merge-rules.ts';

/**
 * The compiled release of one process, made by merging each release into the first as it stands: what `MergeByPath` makes, several times
 * faster, for releases in which nothing is odd. Where the outcome hangs on the order of paths (a field that is of two kinds in two
 * releases, or an object where null stood; ids that are not text or whole numbers) it declines, and leaves them to `MergeByPath`.
 */

type Made = Record<string, unknown>;

/** Thrown to decline: the releases have been changed by then and must be read again. */
export class Unsure extends Error {}

/** Lists of more objects are searched by an index. */
const SMALL = 12;
const isObject = (value: unknown): value is Made => value !== null && typeof value === 'object' && !Array.isArray(value);

export class MergeInPlace {
  private readonly made: Made = { tag: ['compiled'] };
  private readonly indexes = new Map<readonly Made[], Map<string, Made>>();
  private readonly rules: MergeRules;
  private readonly tell: (duplicate: DuplicateId) => void;

  constructor(rules: MergeRules, tell: (duplicate: DuplicateId) => void) {
    this.rules = rules;
    this.tell = tell;
  }

  /** Takes the release over: it must not be used afterwards. @throws Unsure */
  add(release: Release): void {
    const { ocid, date } = release;
    if (typeof ocid !== 'string' || typeof date !== 'string') throw new Unsure();
    const { made } = this;
    made['id'] = `${ocid}-${date}`;
    made['date'] = date;
    made['ocid'] = ocid;
    for (const name in release) if (name !== 'tag') this.mergeField(made, name, release[name], this.rules.fields.get(name), '');
  }

  /** Fields that are undefined are absent: they keep their place in the order of names for a value that may come. */
  result(): Made {
    return this.made;
  }

  private merge(into: Made, from: Made, rules: MergeRules | undefined, path: string): void {
    const fields = rules && rules.fields.size > 0 ? rules.fields : undefined;
    for (const name in from) this.mergeField(into, name, from[name], fields?.get(name), path);
  }

  private mergeField(into: Made, name: string, value: unknown, rules: MergeRules | undefined, path: string): void {
    if (rules?.rule === 'omit') return;
    if (name === '__proto__') throw new Unsure();
    let before = into[name];
    // What every object has by birth: constructor, toString and their like.
    if (typeof before === 'function') before = undefined;
    const whole = rules?.rule === 'whole';
    if (value === null || typeof value !== 'object' || whole || (Array.isArray(value) && !value.every(isObject))) {
      // A later value does not take the place of a field's parts; they would have to be removed one by one.
      if (whole || !isParts(before)) into[name] = value === null ? undefined : value;
    } else if (Array.isArray(value)) {
      this.mergeList(into, name, value as Made[], before, rules, path === '' ? name : `${path}.${name}`);
    } else if (before === undefined) {
      if (!this.settle(value as Made, rules, path === '' ? name : `${path}.${name}`)) return;
      // Null stood here: whether that is an error hangs on what comes.
      if (Object.hasOwn(into, name)) throw new Unsure();
      into[name] = value;
    } else if (isObject(before)) {
      this.merge(before, value as Made, rules, path === '' ? name : `${path}.${name}`);
    } else throw new Unsure();
  }

  private mergeList(into: Made, name: string, items: Made[], before: unknown, rules: MergeRules | undefined, path: string): void {
    if (items.length === 0) return;
    if (before === undefined) {
      const settled = this.settleList(items, rules, path);
      if (settled.length === 0) return;
      if (Object.hasOwn(into, name)) throw new Unsure();
      into[name] = settled;
      return;
    }
    if (!Array.isArray(before) || !before.every(isObject)) throw new Unsure();
    this.tellDuplicates(items, path);
    for (const item of items) this.mergeItem(before as Made[], item, rules, path);
  }

  private mergeItem(list: Made[], item: Made, rules: MergeRules | undefined, path: string): void {
    const known = this.find(list, item);
    if (known) return this.merge(known, item, rules, path);
    if (!this.settle(item, rules, path)) return;
    const settled = idFirst(item);
    list.push(settled);
    if (Object.hasOwn(settled, 'id')) this.indexes.get(list)?.set(idText(settled['id']), settled);
  }

  /** Makes an object what it would be if it were merged into nothing, in place. @returns whether anything is in it, were it only a null */
  private settle(object: Made, rules: MergeRules | undefined, path: string): boolean {
    const fields = rules && rules.fields.size > 0 ? rules.fields : undefined;
    let any = false;
    for (const name in object) {
      const value = object[name];
      const rule = fields?.get(name);
      if (rule?.rule === 'omit') delete object[name];
      else if (this.settleField(object, name, value, rule, path)) any = true;
    }
    return any;
  }

  private settleField(object: Made, name: string, value: unknown, rules: MergeRules | undefined, path: string): boolean {
    if (value === null) object[name] = undefined;
    if (value === null || typeof value !== 'object' || rules?.rule === 'whole') return true;
    if (Array.isArray(value)) {
      if (!value.every(isObject)) return true;
      const settled = this.settleList(value as Made[], rules, `${path}.${name}`);
      if (settled.length > 0) {
        if (settled !== value) object[name] = settled;
        return true;
      }
    } else if (this.settle(value as Made, rules, `${path}.${name}`)) return true;
    delete object[name];
    return false;
  }

  /** The list itself, where nothing in it is empty or double. */
  private settleList(items: Made[], rules: MergeRules | undefined, path: string): Made[] {
    if (this.tellDuplicates(items, path)) {
      const list: Made[] = [];
      for (const item of items) this.mergeItem(list, item, rules, path);
      return list;
    }
    let empty = false;
    for (let index = 0; index < items.length; index++) {
      const item = items[index]!;
      if (this.settle(item, rules, path)) items[index] = idFirst(item);
      else empty = true;
    }
    return empty ? items.filter((item) => Object.keys(item).length > 0) : items;
  }

  /** Whether two objects of a list have the same id; each that repeats one is told. */
  private tellDuplicates(items: readonly Made[], path: string): boolean {
    for (const { id } of items) if (id !== undefined && typeof id !== 'string' && !Number.isSafeInteger(id)) throw new Unsure();
    if (items.length === 1) return false;
    const seen = new Set<string>();
    let any = false;
    for (const { id } of items) {
      if (id === undefined) continue;
      const text = idText(id);
      if (seen.has(text)) {
        this.tell({ path, id: text });
        any = true;
      }
      seen.add(text);
    }
    return any;
  }

  private find(list: readonly Made[], { id }: Made): Made | undefined {
    if (id === undefined) return undefined;
    const text = idText(id);
    const found = list.length > SMALL ? this.indexOf(list).get(text) : list.find((item) => item['id'] !== undefined && idText(item['id']) === text);
    // 1 and "1" share some of their paths, and are two objects.
    if (found && found['id'] !== id) throw new Unsure();
    return found;
  }

  private indexOf(list: readonly Made[]): Map<string, Made> {
    const known = this.indexes.get(list);
    if (known) return known;
    const made = new Map(list.filter(({ id }) => id !== undefined).map((item) => [idText(item['id']), item]));
    this.indexes.set(list, made);
    return made;
  }
}

/** An id is text or a whole number here. */
const idText = (id: unknown): string => String(id as string | number);

/** Whether a field is merged by its parts: an object, or a list of objects. */
const isParts = (value: unknown): boolean => value !== undefined && value !== null && typeof value === 'object' && (!Array.isArray(value) || value.every(isObject));

/** An object of a list is told by its id, which comes first. */
function idFirst(item: Made): Made {
  if (!Object.hasOwn(item, 'id')) return item;
  for (const name in item) return name === 'id' ? item : { id: item['id'], ...item };
  return item;
}
