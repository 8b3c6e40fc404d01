import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { mergeProcess } from './compile-process.ts';
import { extensionAt, rulesWith } from './extensions.reference.ts';
import { MergeByPath } from './merge-by-path.ts';
import { inOrderOfDate, type Release } from './merge-problem.ts';
import { mergeRules, patched, rulePaths } from './merge-rules.ts';
import { parseRelease } from './parse-release.ts';
import { ReleaseScanner, type FoundRelease } from './scan-releases.ts';

const RULES = rulesWith('1.1', []);
type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

const merged = (releases: readonly Release[], versioned = false): unknown =>
  JSON.parse(JSON.stringify(mergeProcess(releases.map((one) => ({ ...('date' in one ? { date: one['date'] } : {}), risky: false, read: () => structuredClone(one) })), RULES, versioned).release));

/** Fields of a process whose two releases say this of them. */
const after = (first: object, second: object): unknown => {
  const { tag: _tag, id: _id, date: _date, ocid: _ocid, ...rest } = merged([{ ocid: 'o', date: '1', ...first }, { ocid: 'o', date: '2', ...second }]) as Record<string, unknown>;
  return rest;
};

describe('the merge routine, as the reference library performs it', () => {
  // Each was computed by ocds-merge's own algorithm.
  test.each([
    ['null removes a value', { b: { c: 1, d: 2 } }, { b: { c: null } }, { b: { d: 2 } }],
    ['null does not remove an object', { b: { c: 1 } }, { b: null }, { b: { c: 1 } }],
    ['a value does not replace an object', { b: { c: 1 } }, { b: 5 }, { b: { c: 1 } }],
    ['empty objects and lists are nothing', { b: {}, c: [] }, { d: [{}] }, {}],
    ['an object of nulls is an empty object', { b: { c: null } }, {}, { b: {} }],
    ['objects without an id are added each time', { b: [{ x: 1 }] }, { b: [{ x: 1 }] }, { b: [{ x: 1 }, { x: 1 }] }],
    ['1 and "1" are two objects whose fields are one', { b: [{ id: 1, x: 1 }] }, { b: [{ id: '1', x: 5, y: 2 }] }, { b: [{ id: 1, x: 5 }, { id: '1', y: 2 }] }],
    ['under 1 and "1" the lists of one path are two lists', { b: [{ id: 1, c: [{ id: '2', x: 1 }] }, { id: '1', c: [{ id: '2', y: 1 }, { z: 1 }] }] }, {}, { b: [{ id: 1, c: [{ id: '2', x: 1 }] }, { id: '1', c: [{ id: '2', y: 1 }, { z: 1 }] }] }],
    ['objects whose id is null are one, without an id', { b: [{ id: null, x: 1 }] }, { b: [{ id: null, y: 1 }] }, { b: [{ x: 1, y: 1 }] }],
    ['a list of anything else is one value', { b: ['p', { id: 1 }] }, { b: ['q'] }, { b: ['q'] }],
    ['objects are added to a list of anything else', { b: ['p'] }, { b: [{ id: 1 }] }, { b: ['p', { id: 1 }] }],
    ['a whole list is replaced, were it by an empty one', { tender: { submissionMethod: ['a'] }, parties: [{ id: '1', additionalIdentifiers: [{ id: '2' }] }] }, { tender: { submissionMethod: [] }, parties: [{ id: '1', additionalIdentifiers: [] }] }, { tender: { submissionMethod: [] }, parties: [{ id: '1', additionalIdentifiers: [] }] }],
  ])('%s', (_, first, second, expected) => expect(after(first, second)).toEqual(expected));

  test('a field of two kinds is refused; dates are needed where there is more than one release', () => {
    expect(() => after({ b: 5 }, { b: { c: 1 } })).toThrow(/`b`/);
    expect(() => after({ b: { x: 1 } }, { b: [{ id: 1 }] })).toThrow(/list of objects/);
    expect(() => merged([{ ocid: 'o', date: '1' }, { ocid: 'o' }])).toThrow(/missing/);
    expect(() => merged([{ ocid: 'o', date: '1' }, { ocid: 'o', date: 5 }])).toThrow(/not a string/);
    expect(merged([{ ocid: 'o' }])).toEqual({ tag: ['compiled'], id: 'o-None', ocid: 'o' });
  });

  test('the quick way gives what the definition gives, to the order of names, for 3,000 random processes', () => {
    const next = random(7);
    for (let index = 0; index < 3000; index++) {
      const releases = Array.from({ length: 1 + Math.floor(next() * 4) }, (_, at) => ({ ocid: 'o', id: String(at), date: `2020-0${1 + Math.floor(next() * 3)}`, tag: ['tender'], ...(anyObject(next, 4) as object) }));
      expect(outcome(() => mergeProcess(releases.map((one) => ({ date: one.date, risky: false, read: () => structuredClone(one) })), RULES, false).release)).toBe(outcome(() => {
        const byPath = new MergeByPath(RULES, false, () => null);
        for (const one of inOrderOfDate(releases)) byPath.add(structuredClone(one));
        return byPath.result();
      }));
    }
  });
});

describe('merge rules', () => {
  test('Find a Tender’s extensions, patched one by one, give the rules of its published schema', () => {
    const declared = ['eu', 'amendment_rationale_classifications', 'budget_breakdown', 'contract_completion', 'documentation', 'pagination', 'suitability', 'Links', 'uk', 'performance_failures'];
    expect(rulePaths(rulesWith('1.1', declared)).toSorted()).toEqual(rulePaths(rulesWith('find-a-tender', [])).toSorted());
    expect(rulePaths(RULES)).toEqual(expect.arrayContaining(['id omit', 'tag omit', 'parties.additionalIdentifiers whole', 'tender.items.additionalClassifications whole']));
    expect(rulePaths(RULES)).toHaveLength(24);
  });

  test('omission comes first; false says nothing; a list that may hold anything else, or objects without id, is whole', () => {
    const object = (properties: object) => ({ type: 'object', properties });
    expect(rulePaths(mergeRules({ properties: {
      a: { type: 'array', omitWhenMerged: true, wholeListMerge: true }, b: { type: 'array', wholeListMerge: false, items: object({ id: {}, c: { type: ['array', 'null'], items: { type: ['string', 'object'] } } }) },
      d: { type: 'array', items: object({ name: {} }) }, e: { type: 'object', wholeListMerge: true, properties: { f: { omitWhenMerged: true } } }, g: { mergeStrategy: 'ocdsOmit' },
    } } as never))).toEqual(['a omit', 'b.c whole', 'd whole', 'e.f omit', 'g omit']);
    expect(patched({ a: { b: 1, c: 2 } }, { a: { b: null, d: 3 } })).toEqual({ a: { c: 2, d: 3 } });
  });

  test('an extension is known by its address', () => {
    expect(['https://raw.githubusercontent.com/open-contracting-extensions/ocds_lots_extension/v1.1.5/extension.json', 'https://raw.githubusercontent.com/cabinetoffice/ocds_uk_extension/main/extension.json', 'https://example.org/ocds_constructor_extension/'].map(extensionAt)).toEqual(['lots', 'uk', null]);
  });
});

test('releases are found alike however the bytes are cut', () => {
  const text = JSON.stringify({ uri: 'a"\\', extensions: ['x'], releases: [{ ocid: 'é\\"a', x: ['}', { y: '\\\\' }], 'oc\u0069d2': 1 }, { id: 12345678901234567890n.toString(), ocid: 'b', n: [1, { z: null }] }], publisher: {} }, null, 1).repeat(2);
  const found = (size: number): unknown => {
    const releases: FoundRelease[] = [];
    const others: unknown[] = [];
    const scanner = new ReleaseScanner({ release: (one) => releases.push({ ...one, risky: false }), extensions: (_, list) => others.push(list), problem: (one) => others.push(one) });
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; at += size) scanner.push(bytes.subarray(at, at + size));
    scanner.end();
    return { releases, others };
  };
  const whole = found(1e6) as { releases: FoundRelease[] };
  expect(whole.releases.map(({ ocid }) => ocid)).toEqual(['é\\"a', 'b', 'é\\"a', 'b']);
  expect(whole.releases.map(({ start, end }) => (JSON.parse(Buffer.from(text).subarray(start, end).toString()) as { ocid: string }).ocid)).toEqual(whole.releases.map(({ ocid }) => ocid));
  for (const size of [1, 2, 3, 7, 64]) expect(found(size)).toEqual(whole);
});

test('only numbers that would change are kept as text', () => {
  const written = (text: string) => JSON.stringify(parseRelease(text, true));
  expect(written('[1.10,100,1e2,0.30000000000000004,-0.5,0,1.0]')).toBe('[1.1,100,100,0.30000000000000004,-0.5,0,1]');
  expect(written('[9007199254740993,1e999,123456789.123456789123]')).toBe('[9007199254740993,1e999,123456789.123456789123]');
});

test('the schema of the standard is 1.1.5', () => {
  expect((JSON.parse(readFileSync(new URL('schema/release-schema-1.1.5.json', import.meta.url), 'utf8')) as { id: string }).id).toContain('1__1__5');
});

/** A generator of its own, so that a failure can be seen again (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const NAMES = ['a', 'b', 'tender', 'items', 'parties', 'additionalIdentifiers', 'submissionMethod', 'awards', 'suppliers'];
const pick = <One>(next: () => number, from: readonly One[]): One => from[Math.floor(next() * from.length)]!;

function anyObject(next: () => number, depth: number): Json {
  return Object.fromEntries(Array.from({ length: Math.floor(next() * 4) }, () => [pick(next, NAMES), anyValue(next, depth - 1)]));
}

function anyValue(next: () => number, depth: number): Json {
  const kind = next();
  if (depth <= 0 || kind < 0.35) return pick<Json>(next, ['s', 1, true, 1.5, null]);
  if (kind < 0.6) return anyObject(next, depth);
  if (kind < 0.65) return ['p', { id: '1' }];
  return Array.from({ length: Math.floor(next() * 3) }, () => ({ ...(next() < 0.8 ? { id: pick<Json>(next, ['1', '2', '3', 1]) } : {}), ...(anyObject(next, depth - 1) as object) }));
}

function outcome(work: () => unknown): string {
  try {
    return JSON.stringify(work());
  } catch (problem) {
    return (problem as Error).message;
  }
}
