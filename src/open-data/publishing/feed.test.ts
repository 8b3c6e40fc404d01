import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { newId, type BodyId } from '#kernel/ids';
import { endLabel, putLabel } from '#parts/labels';
import { validateRelease } from '#ocds-tools';
import { openHouse, type House } from '../../../tests/house.ts';
import { readFeedQuery } from './feed-query.ts';
import { addContract, ask, followFeed, publish, type Package } from './publishing.fixture.ts';

let house: House;
let bodyId: BodyId;
beforeAll(async () => {
  house = await openHouse();
  await house.setClock('2026-05-01T09:00:00Z');
  bodyId = await house.addBody('feed-county');
});
afterAll(() => house.close());

const change = (id: string, fields: Readonly<Record<string, unknown>>) => house.database.write((tx) => tx.updateTable('agreement').set(fields).where('id', '=', id).execute());
const releasesOf = async (id: string) => (await followFeed(house, '')).releases.filter((release) => JSON.stringify(release).includes(id));
const tagsOf = async (id: string) => (await releasesOf(id)).map((release) => String(release['tag']));

describe('contracts of the register in the feed', () => {
  test('a contract is released when it comes, when the public would read something else, and not otherwise', async () => {
    const id = await addContract(house, bodyId);
    await publish(house);
    expect(await tagsOf(id)).toEqual(['contract']);
    await change(id, { updated_at: sql`wantsum_clock()`, manager_name: 'Somebody else' });
    await publish(house);
    expect(await tagsOf(id)).toEqual(['contract']);
    await change(id, { value_net_pence: 7_000_000n, ends_on: '2030-03-31' });
    await publish(house);
    await change(id, { state: 'ended' });
    await publish(house);
    expect(await tagsOf(id)).toEqual(['contract', 'contractUpdate', 'contractTermination']);
    const releases = await releasesOf(id);
    expect(new Set(releases.map((release) => release['ocid'])).size).toBe(1);
    expect(new Set(releases.map((release) => release['id'])).size).toBe(3);
    for (const release of releases) expect(validateRelease(release)).toEqual({ errors: [], undocumented: [] });
  });

  test('grants, services in house and drafts are no contract releases; a draft that goes live is', async () => {
    const kinds = await Promise.all([addContract(house, bodyId, { kind: 'grant' }), addContract(house, bodyId, { kind: 'in-house' }), addContract(house, bodyId, { kind: 'sub-contract' }), addContract(house, bodyId, { state: 'draft' })]);
    await publish(house);
    for (const id of kinds) expect(await tagsOf(id)).toEqual([]);
    await change(kinds[3]!, { state: 'live' });
    await publish(house);
    expect(await tagsOf(kinds[3]!)).toEqual(['contract']);
  });

  test('a contract that is taken away is said to be gone, and can come back', async () => {
    const id = await addContract(house, bodyId);
    await publish(house);
    await house.database.write((tx) => tx.deleteFrom('agreement').where('id', '=', id).execute());
    await publish(house);
    const [, gone] = await releasesOf(id);
    expect(gone).toMatchObject({ tag: ['contractTermination'], contracts: [{ id, status: 'cancelled' }] });
    expect(validateRelease(gone)).toEqual({ errors: [], undocumented: [] });
    await publish(house);
    expect(await tagsOf(id)).toHaveLength(2);
  });

  test('a supplier’s new name, a partner, an indicator and a sub-contract are public changes; all of it is valid', async () => {
    const supplier = await house.addOrganisation('Old Name Ltd');
    const partner = await house.addOrganisation('Partner CIC');
    const below = await house.addOrganisation('Under Contractor Ltd');
    const id = await addContract(house, bodyId, { lead_organisation_id: supplier, cpv_code: '85312000', entered_on: '2026-03-30', sme: true, process: 'Open tender' });
    await publish(house);
    await house.database.write((tx) => tx.updateTable('organisation').set({ name: 'New Name Ltd', company_number: '01234567', size: 'small', sector: 'vcse' }).where('id', '=', supplier).execute());
    await publish(house);
    await house.database.write((tx) => tx.insertInto('agreement_party').values({ agreement_id: id, organisation_id: partner, role: 'partner' }).execute());
    await publish(house);
    await house.database.write((tx) => tx.insertInto('measure').values({ id: newId<'measure'>(), about_kind: 'agreement', about_id: id, name: 'Young people reached', kind: 'output', nature: 'quantitative', target: '80', unit: 'people', key_performance_indicator: true }).execute());
    await publish(house);
    await addContract(house, bodyId, { kind: 'sub-contract', parent_id: id, lead_organisation_id: below, title: 'Transport' });
    await publish(house);
    const releases = await releasesOf(id);
    expect(releases.map((release) => String(release['tag']))).toEqual(['contract', ...Array.from({ length: 4 }, () => 'contractUpdate')]);
    for (const release of releases) expect(validateRelease(release)).toEqual({ errors: [], undocumented: [] });
    expect(releases.at(-1)).toMatchObject({
      awards: [{ suppliers: [{ id: 'GB-COH-01234567', name: 'New Name Ltd' }, { name: 'Partner CIC' }], hasSubcontracting: true, subcontracting: { subcontracts: [{ description: 'Transport', subcontractor: { name: 'Under Contractor Ltd' } }] } }],
      contracts: [{ agreedMetrics: [{ title: 'Young people reached', description: '80 people' }], dateSigned: '2026-03-30T00:00:00+01:00' }],
    });
  });

  test('what comes to be withheld is gone at once, from old releases too, and a new one says so; it comes back when the label ends', async () => {
    const id = await addContract(house, bodyId, { supplier_name: 'Refuge Nobody May Find', value_net_pence: 1_234_567_89n });
    await publish(house);
    const ocid = String((await releasesOf(id))[0]!['ocid']);
    const everywhere = async () => [(await ask(house, `/api/ocds/records/${ocid}.json`)).text, (await ask(house, '/api/ocds/releases.jsonl')).text, JSON.stringify((await followFeed(house, '')).releases)].join('\n');
    expect(await everywhere()).toContain('Refuge Nobody May Find');
    const labels = await house.database.write((tx) => Promise.all((['supplier', 'value'] as const).map((field) => putLabel(tx, { kind: 'agreement', id }, { field, label: 'confidential', reason: 'Safety of residents', until: null, readers: [] }, null))));
    // Before the worker has been.
    expect(await everywhere()).not.toMatch(/Refuge Nobody|1234567\.89/);
    await publish(house);
    expect(await everywhere()).not.toMatch(/Refuge Nobody|1234567\.89/);
    expect((await releasesOf(id)).map((release) => String(release['tag']))).toEqual(['contract', 'contractUpdate']);
    for (const release of await releasesOf(id)) {
      expect(validateRelease(release)).toEqual({ errors: [], undocumented: [] });
      expect(release).toMatchObject({ contracts: [{ statusDetails: expect.stringContaining('REDACTED COMMERCIAL CONFIDENTIALITY: Safety of residents') }] });
    }
    const { rows: stored } = await house.database.pool.query<{ content: string; retraction: string | null }>('select content::text, retraction from ocds_release where agreement_id = $1 order by position', [id]);
    expect(stored.map(({ content }) => content).join()).not.toMatch(/Refuge Nobody|1234567\.89/);
    expect(stored.map(({ retraction }) => retraction !== null)).toEqual([true, false]);
    await house.database.write(async (tx) => { for (const label of labels) await endLabel(tx, label); });
    await publish(house);
    const last = (await releasesOf(id)).at(-1)!;
    expect(last).toMatchObject({ awards: [{ suppliers: [{ name: 'Refuge Nobody May Find' }], statusDetails: null }], contracts: [{ value: { amount: 1_234_567.89 }, statusDetails: null }] });
    expect(validateRelease(last)).toEqual({ errors: [], undocumented: [] });
  });

  test('a label that ends by its own day makes its contract due on the day after', async () => {
    const id = await addContract(house, bodyId);
    await house.database.write((tx) => putLabel(tx, { kind: 'agreement', id }, { field: 'value', label: 'commercial', reason: 'Until the other tender closes', until: '2026-05-03', readers: [] }, null));
    await publish(house);
    expect(await releasesOf(id)).toMatchObject([{ contracts: [{ statusDetails: expect.stringContaining('(until 2026-05-03)') }] }]);
    expect(JSON.stringify(await releasesOf(id))).not.toContain('62000');
    await house.setClock('2026-05-03T12:00:00Z');
    await publish(house);
    expect(await tagsOf(id)).toHaveLength(1);
    await house.setClock('2026-05-04T08:00:00Z');
    await publish(house);
    expect((await releasesOf(id)).at(-1)).toMatchObject({ tag: ['contractUpdate'], contracts: [{ value: { amount: 62_000 } }] });
  });
});

describe('the feed', () => {
  test('pages lead on by their links, narrow by body and day, and meet every release once in order', async () => {
    const other = await house.addBody('feed-district');
    for (let count = 0; count < 7; count++) await addContract(house, other, { title: `District ${count}` });
    await publish(house);
    const pages: Package[] = [];
    for (let url: string | undefined = '/api/ocds/releases.json?body=feed-district&limit=3'; url;) {
      const { value }: { value: Package } = await ask<Package>(house, url);
      pages.push(value);
      url = value.links?.next;
    }
    expect(pages.map(({ releases }) => releases.length)).toEqual([3, 3, 1]);
    expect(new Set(pages.flatMap(({ releases }) => releases.map((release) => release['id']))).size).toBe(7);
    expect((await ask<Package>(house, '/api/ocds/releases.json?since=2026-05-04&body=feed-district')).value.releases).toHaveLength(7);
    expect((await ask<Package>(house, '/api/ocds/releases.json?since=2026-05-05&body=feed-district')).value.releases).toHaveLength(0);
    expect((await ask<Package>(house, '/api/ocds/releases.json?until=2026-05-03&body=feed-district')).value.releases).toHaveLength(0);
    expect((await ask<Package>(house, '/api/ocds/releases.json?until=2026-05-04&body=feed-district')).value.releases).toHaveLength(7);
  });

  test('a reader who holds the same is told so, by tag or by date; a new release is another tag', async () => {
    const url = '/api/ocds/releases.json?body=feed-district&limit=1000';
    const first = await ask(house, url);
    const { etag, 'last-modified': changed } = first.headers as Record<string, string>;
    expect(first.headers).toMatchObject({ 'access-control-allow-origin': '*', 'cache-control': 'public, no-cache' });
    expect(first.headers['set-cookie']).toBeUndefined();
    expect(await ask(house, url, { 'if-none-match': etag! })).toMatchObject({ status: 304, text: '' });
    expect(await ask(house, url, { 'if-none-match': `"other", ${etag}` })).toMatchObject({ status: 304 });
    expect(await ask(house, url, { 'if-modified-since': changed! })).toMatchObject({ status: 304 });
    expect(await ask(house, url, { 'if-none-match': '"other"', 'if-modified-since': changed! })).toMatchObject({ status: 200 });
    await addContract(house, (await house.database.read((read) => read.selectFrom('body').select('id').where('slug', '=', 'feed-district').executeTakeFirstOrThrow())).id as BodyId);
    await publish(house);
    expect((await ask(house, url, { 'if-none-match': etag! })).status).toBe(200);
  });

  test('is compressed for whoever asks, whole or as lines', async () => {
    for (const url of ['/api/ocds/releases.json', '/api/ocds/releases.jsonl', '/api/openapi.json']) {
      const response = await house.app.inject({ method: 'GET', url, headers: { 'accept-encoding': 'gzip' } });
      expect([url, response.headers['content-encoding']]).toEqual([url, 'gzip']);
    }
  });

  test('the lines hold what the pages hold, end where their header says, and go on from there', async () => {
    const { headers, text } = await ask(house, '/api/ocds/releases.jsonl');
    const lines = text.trimEnd().split('\n').map((line) => (JSON.parse(line) as { id: string }).id);
    expect(lines).toEqual((await followFeed(house, '', 7)).releases.map(({ id }) => id));
    const cursor = String(headers['wantsum-cursor']);
    const id = await addContract(house, bodyId);
    await publish(house);
    expect((await ask(house, `/api/ocds/releases.jsonl?cursor=${cursor}`)).text).toContain(id);
    expect((await ask(house, `/api/ocds/releases.jsonl?cursor=${cursor}`)).text.trimEnd().split('\n')).toHaveLength(1);
    expect((await ask(house, '/api/ocds/releases.jsonl?cursor=999999999')).text).toBe('');
  });

  test('a record holds every release of its process and what they come to', async () => {
    const id = await addContract(house, bodyId, { description: 'First words' });
    await publish(house);
    await change(id, { description: '', value_net_pence: null });
    await publish(house);
    const ocid = String((await releasesOf(id))[0]!['ocid']);
    const { status, value } = await ask<{ records: { ocid: string; releases: unknown[]; compiledRelease: { tag: string[]; contracts: Record<string, unknown>[] } }[] }>(house, `/api/ocds/records/${ocid}.json`);
    expect(status).toBe(200);
    expect(value.records).toHaveLength(1);
    expect(value.records[0]!.releases).toHaveLength(2);
    expect(value.records[0]!.compiledRelease).toMatchObject({ ocid, tag: ['compiled'], contracts: [{ id, title: 'Evening clubs' }] });
    expect(JSON.stringify(value.records[0]!.compiledRelease)).not.toMatch(/First words|62000/);
    expect(await ask(house, '/api/ocds/records/ocds-nobody-1.json')).toMatchObject({ status: 404, value: { error: 'Not found' } });
  });

  test('the last day that can be written is a day', async () => {
    expect((await ask(house, '/api/ocds/releases.json?until=9999-12-31')).status).toBe(200);
    expect((await ask(house, '/api/ocds/releases.json?since=9999-12-31')).status).toBe(200);
  });
  test.each([['cursor=abc'], ['cursor=-1'], ['limit=0'], ['limit=1001'], ['limit=1&limit=2'], ['since=yesterday'], ['since=2026-02-31'], ['until=2026-13-01T00:00:00Z'], ['body=a b'], ['cursor=99999999999999999999']])('%s is refused in words', async (query) => {
    const { status, value } = await ask<{ problems: unknown[] }>(house, `/api/ocds/releases.json?${query}`);
    expect(status).toBe(400);
    expect(value.problems).toHaveLength(1);
  });

  test('a day means the day in London', () => {
    expect(readFeedQuery({ since: '2026-07-01', until: '2026-07-01' })).toMatchObject({ query: { since: new Date('2026-06-30T23:00:00Z'), until: new Date('2026-07-01T23:00:00Z') } });
  });
});
