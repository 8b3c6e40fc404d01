import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids';
import { openHouse, type House } from '../../../tests/house.ts';
import { importOcdsCli } from './index.ts';
import { readRelease } from './read-release.ts';

let house: House;
let folder: string;
beforeAll(async () => {
  house = await openHouse();
  folder = await mkdtemp(join(tmpdir(), 'wantsum-ocds-'));
});
afterAll(async () => {
  await house.close();
  await rm(folder, { recursive: true, force: true });
});

async function importing(content: unknown, keepGood = false) {
  const path = join(folder, `${newId<'file'>()}.json`);
  await writeFile(path, typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content));
  const [out, err] = [new PassThrough(), new PassThrough()];
  const texts = ['', ''];
  out.on('data', (chunk: Buffer) => (texts[0] += chunk.toString()));
  err.on('data', (chunk: Buffer) => (texts[1] += chunk.toString()));
  const status = await importOcdsCli(house.services, { file: path, json: true, keepGood }, { out, err });
  await new Promise((resolve) => setImmediate(resolve));
  return { status, err: texts[1]!, value: JSON.parse(texts[0]!) as { added: number; unchanged: number; contracts: number; refused: readonly (string | { release: number; reason: string })[] } };
}
const agreementsOf = (ocid: string) => house.database.read((read) => sql<{ starts: string; ends: string; pounds: number }>`select starts_on::text as starts, ends_on::text as ends, (value_net_pence / 100)::int as pounds from agreement where ocid = ${ocid} order by value_net_pence desc`.execute(read)).then(({ rows }) => rows);
const codesOf = (ocid: string) => house.database.read((read) => sql<{ code: string }>`select code from notice where ocid = ${ocid} order by platform_published_at`.execute(read)).then(({ rows }) => rows.map(({ code }) => code));

let processes = 0;
const ocidOf = () => `ocds-h6vhtk-k${++processes}`;
const COUNCIL = { id: 'GB-PPON-AAAA-1111-AAAA', name: 'Wantshire Council', roles: ['buyer'] };
const base = (ocid: string, more: object = {}) => ({ ocid, id: `${ocid}-1`, tag: ['tender'], date: '2026-03-01T10:00:00Z', parties: [COUNCIL], buyer: { id: COUNCIL.id }, tender: { id: ocid, title: 'Home care' }, ...more });

describe('notices of the Procurement Act, and those before it', () => {
  test('UK6, UK7 and UK10: an award, its contract, and a change that names an end before the start leaves the contract’s dates as they were', async () => {
    const ocid = ocidOf();
    const notice = (noticeType: string) => ({ documents: [{ id: noticeType, noticeType }] });
    const { status, value } = await importing({ releases: [
      base(ocid, { id: '1-2026', tag: ['award'], awards: [{ id: '1', status: 'pending', suppliers: [{ name: 'Care Ltd' }], value: { amount: 1000000, currency: 'GBP' }, ...notice('UK6') }] }),
      base(ocid, { id: '2-2026', tag: ['award', 'contract'], date: '2026-04-01T10:00:00Z', contracts: [{ id: '1', awardID: '1', status: 'active', value: { amount: 1000000, currency: 'GBP' }, period: { startDate: '2026-04-01T00:00:00+01:00', endDate: '2029-03-31T23:59:59+01:00' }, ...notice('UK7') }] }),
      base(ocid, { id: '3-2026', tag: ['contractAmendment'], date: '2026-06-01T10:00:00Z', contracts: [{ id: '1', awardID: '1', value: { amount: 1100000, currency: 'GBP' }, period: { endDate: '2025-01-31T00:00:00Z' }, amendments: [{ id: '3-2026', description: 'More hours' }], ...notice('UK10') }] }),
    ] });
    expect([status, value.contracts, await codesOf(ocid)]).toEqual([0, 1, ['UK6', 'UK7', 'UK10']]);
    expect(await agreementsOf(ocid)).toEqual([{ starts: '2026-04-01', ends: '2029-03-31', pounds: 1100000 }]);
  });

  test('UK15: a dynamic market that takes on a member, one thing where lists stand, is a notice of its body', async () => {
    const ocid = ocidOf();
    expect((await importing(base(ocid, { tag: 'tenderUpdate', parties: { ...COUNCIL, roles: 'buyer' }, tender: { id: ocid, title: 'Care market', techniques: { hasDynamicPurchasingSystem: true }, documents: { id: 'z', noticeType: 'UK15' } }, awards: { id: '1', suppliers: { name: 'New member CIC' }, status: 'active' } }))).status).toBe(0);
    expect(await codesOf(ocid)).toEqual(['UK15']);
  });

  test('an award of 2021 with null words, items as an object, no buyer, amounts as text and two contracts of one number', async () => {
    const ocid = ocidOf();
    const { status, value } = await importing({ releases: { ocid, id: '002109-2021', tag: ['award', 'contract'], date: '2021-02-05T16:12:41Z', description: null, parties: [{ ...COUNCIL, identifier: { legalName: 'Wantshire Council' } }], tender: { id: ocid, title: 'Grounds', description: null, items: { 0: { id: '1', additionalClassifications: [{ scheme: 'CPV', id: '77310000' }] } }, lots: [{ id: '1', description: null }, { id: '2' }] },
      awards: [{ id: '1', suppliers: [{ name: 'Green Ltd' }], relatedLots: ['1'] }, { id: '2', suppliers: [{ name: 'Brown Ltd' }] }],
      contracts: [{ id: '1', awardID: '1', status: 'active', value: { amount: '250000.50', currency: 'GBP' } }, { id: '1', awardID: '2', status: 'active', value: { amount: 100, currency: 'GBP' } }] } });
    expect([status, value.contracts, (await agreementsOf(ocid)).map(({ pounds }) => pounds)]).toEqual([0, 2, [250000, 100]]);
  });

  test('a time without a zone is London’s, wherever this runs; a date of no year anybody means is none', () => {
    const closing = (endDate: string) => { const read = readRelease(base('x', { tender: { tenderPeriod: { endDate } } })); return read.ok ? read.release.closesAt?.toISOString() ?? null : read.why; };
    expect([closing('2021-07-05T12:00:00'), closing('2021-01-05T12:00:00'), closing('2021-07-05T12:00:00Z'), closing('9999-12-31T23:59:59Z'), closing('0001-01-01T00:00:00Z')]).toEqual(['2021-07-05T11:00:00.000Z', '2021-01-05T12:00:00.000Z', '2021-07-05T12:00:00.000Z', null, null]);
  });
});

describe('what stands in a file and is no release is refused by its number, and never lost unsaid', () => {
  test('null and words among releases, and a line that is something else', async () => {
    const { value, err } = await importing({ releases: [null, base(ocidOf()), 'words', [[]]] }, true);
    expect([value.added, value.refused.length]).toEqual([1, 3]);
    expect(err).toContain('release 1 (no id): this is not a release but something else');
    expect((await importing(`${JSON.stringify(base(ocidOf()))}\n{"metadata":1}\n`, true)).value.refused).toHaveLength(1);
  });

  test('a line cut short is named; an empty package and lists without end hold no releases', async () => {
    expect((await importing(`${JSON.stringify(base(ocidOf()))}\n\n{"ocid":"a`)).err).toContain('line 3 is none');
    for (const text of ['{"releases":[]}', '{"releases":null}', `${'['.repeat(50_000)}${']'.repeat(50_000)}`, '{"records":[{"ocid":"a","releases":[]}]}', '5']) expect((await importing(text)).err).toBe('The file holds no OCDS releases.\n');
  });

  test('UTF-16 with a mark, a record whose releases are only linked, a list of packages', async () => {
    const [one, two] = [base(ocidOf()), base(ocidOf())];
    expect((await importing(Buffer.from(`\uFEFF${JSON.stringify(one)}`, 'utf16le'))).value.added).toBe(1);
    expect((await importing({ records: [{ ocid: two.ocid, releases: [{ url: 'https://example.org/1', date: '2026-01-01T00:00:00Z', tag: ['tender'] }], compiledRelease: two }] })).value.added).toBe(1);
    expect((await importing([{ releases: [base(ocidOf())] }, [{ releases: [base(ocidOf())] }]])).value.added).toBe(2);
  });

  test('releases of one id that say different things are each kept, once, and that is said', async () => {
    const one = base(ocidOf());
    const other = { ...one, tender: { ...one.tender, title: 'Another' } };
    expect((await importing({ releases: [one, one, other] })).value).toMatchObject({ added: 2, unchanged: 1, idShared: [{ release: 3, id: one.id }] });
    expect(await importing({ releases: [other, one] })).toMatchObject({ status: 0, err: '', value: { added: 0, unchanged: 2 } });
    expect((await importing({ ...one, language: 'en' })).err).toContain('another release of this id says something else; each was kept');
  });

  test('characters no database holds, and an escaped stroke before them; identifiers, names and nesting beyond sense', async () => {
    const one = base(ocidOf(), { description: 'half \ud800 and nought \u0000 and text \\u0000' });
    expect((await importing(one)).status).toBe(0);
    expect((await importing(one)).err).toBe('');
    const words = Array.from({ length: 9000 }, (_, index) => String.fromCharCode(33 + ((index * 7919) % 90))).join('');
    expect((await importing(base(ocidOf(), { id: words }))).err).toContain('its id is longer than 200 characters');
    expect((await importing(base(ocidOf(), { id: '\u0000' }))).err).toContain('the release has no id');
    expect((await importing(base(ocidOf(), { parties: [{ ...COUNCIL, id: 'b', name: words }], buyer: { id: 'b' }, tag: [words], tender: { id: words, title: words } }))).status).toBe(0);
    expect((await importing(`{"ocid":"a","id":"a","date":"2026-01-01T00:00:00Z","buyer":{"name":"X"},"x":${'['.repeat(5000)}${']'.repeat(5000)}}`)).err).toContain('nested deeper than 100 levels');
  });
});
