import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mergeOcdsCli } from './merge-ocds.cli.ts';
import { validateOcdsCli } from './validate-ocds.cli.ts';

let folder: string;
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'wantsum-ocds-test-')); });
afterAll(() => rmSync(folder, { recursive: true }));

const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');

function listening() {
  const chunks: Buffer[] = [];
  const stream = new Writable({ write: (chunk: Buffer, _encoding, done) => { chunks.push(Buffer.from(chunk)); done(); } });
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
}

const linesOf = (text: string) => text.split('\n').filter(Boolean).map((line) => JSON.parse(line) as Record<string, unknown>);
let number = 0;
function file(content: string | Buffer): string {
  const path = join(folder, `${++number}.json`);
  writeFileSync(path, content);
  return path;
}

async function merge(contents: readonly (string | Buffer)[], more: Partial<Parameters<typeof mergeOcdsCli>[0]> = {}) {
  const [out, err] = [listening(), listening()];
  const status = await mergeOcdsCli({ files: contents.map(file), versioned: false, schema: '1.1', ...more }, { out: out.stream, err: err.stream });
  return { status, out: linesOf(out.text()), text: out.text(), err: linesOf(err.text()) };
}

async function validate(content: string | Buffer, json: boolean, schema: '1.1' | 'find-a-tender' = '1.1') {
  const [out, err] = [listening(), listening()];
  const status = await validateOcdsCli({ files: [file(content)], schema, json }, { out: out.stream, err: err.stream });
  return { status, out: out.text(), err: err.text() };
}

const release = (ocid: string, id = '1', more: object = {}) => ({ ocid, id, date: `2020-01-0${id}T00:00:00Z`, tag: ['tender'], initiationType: 'tender', ...more });

describe('ocds merge', () => {
  test.each(readdirSync(new URL('fixtures/merge', import.meta.url)).filter((name) => /^[a-z-]+(?<!-compiled|-versioned)\.json$/.test(name)))('the standard’s fixture %s, compiled and versioned', async (name) => {
    const releases = fixture(`merge/${name}`);
    for (const [versioned, kind] of [[false, 'compiled'], [true, 'versioned']] as const) {
      const { status, out } = await merge([releases], { versioned });
      expect({ status, out }).toEqual({ status: 0, out: [JSON.parse(fixture(`merge/${name.replace('.json', `-${kind}.json`)}`))] });
    }
  });

  test('22 real processes come out as the reference library makes them, to the order of names', async () => {
    const processes = linesOf(fixture('contracts-finder-22.jsonl'));
    const releases = processes.flatMap((one) => one['releases'] as object[]);
    const compiled = await merge([JSON.stringify(releases)]);
    expect(compiled.text).toBe(processes.map((one) => `${JSON.stringify(one['compiledRelease'])}\n`).join(''));
    const versioned = await merge([releases.map((one) => JSON.stringify(one)).join('\n')], { versioned: true });
    expect(versioned.out.map((one) => createHash('sha256').update(JSON.stringify(inOrder(one))).digest('hex'))).toEqual(processes.map((one) => one['versionedReleaseSha256']));
  });

  test('packages, records, lists, lines, indented, compressed and with a byte order mark, in any mix, in the order first seen', async () => {
    const { status, out } = await merge([
      JSON.stringify({ version: '1.1', releases: [release('b', '2', { x: 2 }), release('a')] }, null, 2),
      `\uFEFF${JSON.stringify(release('c'))}\n${JSON.stringify([[release('b', '1', { x: 1 })], { records: [{ ocid: 'd', releases: [release('d')], compiledRelease: release('d', '9') }] }])}`,
      gzipSync(JSON.stringify({ releases: release('e') })),
    ]);
    expect(status).toBe(0);
    expect(out.map(({ id }) => id)).toEqual(['b-2020-01-02T00:00:00Z', 'a-2020-01-01T00:00:00Z', 'c-2020-01-01T00:00:00Z', 'd-2020-01-01T00:00:00Z', 'e-2020-01-01T00:00:00Z']);
    expect(out[0]).toMatchObject({ x: 2, tag: ['compiled'] });
  });

  test('a record’s compiled release is used only where nothing else is there, and that is said', async () => {
    const { status, out, err } = await merge([JSON.stringify({ records: [{ ocid: 'a', compiledRelease: release('a', '3', { x: 1 }) }, { ocid: 'b', releases: [{ url: 'https://example.org/1' }] }, { ocid: 'c', compiledRelease: release('c') }] }), JSON.stringify(release('c', '2'))]);
    expect(out).toMatchObject([{ ocid: 'a', x: 1 }, { ocid: 'c', id: 'c-2020-01-02T00:00:00Z' }]);
    expect(err.map(({ code, ocid }) => [code, ocid])).toEqual([['OnlyLinkedReleases', undefined], ['CompiledReleaseUsed', 'a'], ['CompiledReleaseLeftOut', 'c']]);
    expect(status).toBe(1);
  });

  test('a record whose releases are null has none, and is no release itself', async () => {
    const { out } = await merge([JSON.stringify({ records: [{ ocid: 'a', releases: null, compiledRelease: null }, { ocid: 'b', releases: [release('b')] }] })]);
    expect(out.map(({ ocid }) => ocid)).toEqual(['b']);
  });

  test('an extension’s own merge properties hold where its package declares it', async () => {
    const releases = [release('a', '1', { tender: { items: [{ id: '1', deliveryAddresses: [{ region: 'Kent' }] }] } }), release('a', '2', { tender: { items: [{ id: '1', deliveryAddresses: [{ region: 'Essex' }] }] } })];
    const addresses = async (extensions: readonly string[], schema: '1.1' | 'find-a-tender' = '1.1') => (await merge([JSON.stringify({ releases, extensions })], { schema })).out[0];
    const with_ = (found: readonly string[]) => ({ tender: { items: [{ deliveryAddresses: found.map((region) => ({ region })) }] } });
    expect(await addresses([])).toMatchObject(with_(['Kent', 'Essex']));
    expect(await addresses(['https://standard.open-contracting.org/profiles/eu/latest/en/extension.json'])).toMatchObject(with_(['Essex']));
    expect(await addresses(['https://raw.githubusercontent.com/open-contracting-extensions/ocds_location_extension/v1.1.5/extension.json'])).toMatchObject(with_(['Essex']));
    expect(await addresses([], 'find-a-tender')).toMatchObject(with_(['Essex']));
    expect((await merge([JSON.stringify({ releases, extensions: ['https://example.org/x.json'] })])).err).toMatchObject([{ level: 'note', code: 'UnknownExtension' }]);
  });

  test('objects of one id in one list become one, and are told', async () => {
    const { status, out, err } = await merge([JSON.stringify([release('a', '1', { awards: [{ id: 'x', items: [{ id: 1, a: 1, b: 2 }, { id: 1, a: 3 }] }] })])]);
    expect(out[0]).toMatchObject({ awards: [{ id: 'x', items: [{ id: 1, a: 3, b: 2 }] }] });
    expect({ status, err }).toMatchObject({ status: 0, err: [{ level: 'warning', code: 'DuplicateIdValueWarning', ocid: 'a', release: '1', path: 'awards.items', id: '1' }] });
  });

  test('one bad process does not lose the others', async () => {
    const { status, out, err } = await merge([[JSON.stringify(release('a')), '{"ocid":"x","id":"un', '{"ocid":"y","id":tru}', JSON.stringify({ id: 'no ocid' }), JSON.stringify(release('d')), JSON.stringify({ ...release('d', '2'), date: null }), JSON.stringify(release('k', '1', { b: 5 })), JSON.stringify(release('k', '2', { b: { c: 1 } })), JSON.stringify(release('z'))].join('\n')]);
    expect(out.map(({ ocid }) => ocid)).toEqual(['a', 'z']);
    expect(err.map(({ code, ocid, line }) => [code, ocid, line])).toEqual([['InvalidJson', undefined, 2], ['MissingOcidKeyError', undefined, undefined], ['InvalidJson', 'y', 3], ['NullDateValueError', 'd', undefined], ['InconsistentTypeError', 'k', undefined]]);
    expect(status).toBe(1);
  });

  test('a slip inside a release of a package costs that release alone', async () => {
    const { out, err } = await merge([JSON.stringify({ releases: [release('a'), release('b'), release('c')] }, null, 2).replace('"ocid": "b",', '"ocid": "b"')]);
    expect(out.map(({ ocid }) => ocid)).toEqual(['a', 'c']);
    expect(err).toMatchObject([{ code: 'InvalidJson', ocid: 'b' }]);
  });

  test('numbers that JavaScript cannot hold come out as they went in', async () => {
    const line = '{"ocid":"a","id":"1","date":"2020","v":{"big":12345678901234567890,"long":0.12345678901234567891,"huge":1e400,"plain":1.10,"e":1e5}}';
    expect((await merge([line])).text).toContain('{"big":12345678901234567890,"long":0.12345678901234567891,"huge":1e400,"plain":1.1,"e":100000}');
  });

  test('hostile files get a sentence', async () => {
    const good = JSON.stringify(release('good'));
    for (const [bad, code] of [[`{"ocid":"a","x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'ReleaseTooDeep'], [Buffer.from([...Buffer.from('{"ocid":"a","id":"'), 0xff, ...Buffer.from('"}')]), 'InvalidUtf8'], ['{"ocid":"a","id":"\u0000"}', 'InvalidJson']] as const) {
      const { status, out, err } = await merge([Buffer.concat([Buffer.from(bad), Buffer.from(`\n${good}\n`)])]);
      expect({ status, code: err[0]!['code'], out: out.length }).toEqual({ status: 1, code, out: 1 });
    }
    for (const bad of ['', 'name,value\n', '['.repeat(100_000), JSON.stringify({ releases: [release('a')] }).slice(0, 40), Buffer.from(good, 'utf16le')]) expect(await merge([bad])).toMatchObject({ status: 1, text: '' });
    const polluted = await merge(['{"ocid":"a","id":"1","date":"1","__proto__":{"bad":1},"constructor":{"b":1}}\n{"ocid":"a","id":"2","date":"2","__proto__":{"more":1}}']);
    expect(polluted.text).toContain('"__proto__":{"bad":1,"more":1},"constructor":{"b":1}');
    expect(({} as { bad?: unknown }).bad).toBeUndefined();
  });

  test('a large file, whose processes are mixed, is merged on two threads as a small one is on one', async () => {
    const padding = 'words '.repeat(100);
    const releases = Array.from({ length: 14_000 }, (_, index) => release(`p${index % 5000}`, String(1 + Math.floor(index / 5000)), { tender: { id: 't', description: padding, items: [{ id: String(index) }] } }));
    const { status, out } = await merge([JSON.stringify({ releases })]);
    expect(status).toBe(0);
    expect(out.map(({ ocid }) => ocid)).toEqual(Array.from({ length: 5000 }, (_, index) => `p${index}`));
    expect((out[4]!['tender'] as { items: unknown }).items).toEqual([{ id: '4' }, { id: '5004' }, { id: '10004' }]);
  });

  test('a file that is not there is misuse', async () => {
    const [out, err] = [listening(), listening()];
    expect(await mergeOcdsCli({ files: [join(folder, 'nowhere.json')], versioned: false, schema: '1.1' }, { out: out.stream, err: err.stream })).toBe(2);
    expect(err.text()).toMatch(/^There is no file /);
  });
});

describe('ocds validate', () => {
  const wrong = release('a', '1', { date: '2020-01-01 00:00:00Z', tender: { id: 't', value: { amount: 'ten' }, items: [{ id: '1', x: 1 }] } });

  test('--json is one line a release, as documented', async () => {
    const { status, out } = await validate(JSON.stringify({ releases: [release('ok'), wrong], records: [] }), true);
    expect(status).toBe(1);
    expect(linesOf(out)).toEqual([
      { ocid: 'ok', id: '1', errors: [], undocumented: [] },
      { ocid: 'a', id: '1', errors: [{ path: '/date', keyword: 'format', message: 'must match format "date-time"' }, { path: '/tender/value/amount', keyword: 'type', message: 'must be number,null' }], undocumented: ['/tender/items/0/x'] },
    ]);
    expect((await validate(JSON.stringify([release('ok')]), true)).status).toBe(0);
  });

  test('for people: by release, with a sum at the end, and nothing that a terminal obeys', async () => {
    const { out } = await validate(JSON.stringify({ records: [{ ocid: 'a', releases: [{ ...wrong, ocid: 'a\u001b[31m' }] }] }), false);
    expect(out).toContain('  /tender/value/amount  type: must be number,null');
    expect(out).toContain('not in the schema: /tender/items/0/x');
    expect(out).toContain('1 release against the schema 1.1: 2 errors in 1 release; undocumented fields in 1 release.');
    expect(out).not.toContain('\u001b');
  });

  test('a field of an extension is undocumented against 1.1, and known to Find a Tender’s', async () => {
    const lots = JSON.stringify(release('a', '1', { tender: { id: 't', lots: [{ id: '1' }] } }));
    expect(linesOf((await validate(lots, true)).out)).toMatchObject([{ undocumented: ['/tender/lots'] }]);
    expect(linesOf((await validate(lots, true, 'find-a-tender')).out)).toMatchObject([{ undocumented: [] }]);
  });

  test('broken JSON is told with file, line and byte; what can be read is validated', async () => {
    const { status, out, err } = await validate(`${JSON.stringify(release('a'))}\n{"ocid":\n${JSON.stringify(release('b'))}`, true);
    expect(status).toBe(1);
    expect(linesOf(out)).toHaveLength(1);
    expect(err).toMatch(/\.json, line 3, byte \d+: /);
  });
});

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([name, inner]) => [name, inOrder(inner)]));
}
