import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BodyId } from '#kernel/ids';
import { putLabel } from '#parts/labels';
import { openHouse, type House } from '../../../tests/house.ts';
import { keepCounts, openApi } from './index.ts';
import { everyDataset, OWN_DATASETS } from './datasets.ts';
import { intentionsRegister } from './intentions.register.ts';
import { addContract, ask, publish } from './publishing.fixture.ts';

let house: House;
let bodyId: BodyId;
beforeAll(async () => {
  house = await openHouse();
  await house.setClock('2016-01-15T09:00:00Z');
  bodyId = await house.addBody('api-county');
  // 40 end before 31 March 2016, one of them with its value and supplier withheld; 20 do not.
  for (let count = 0; count < 60; count++) await addContract(house, bodyId, { title: `Service ${count}`, starts_on: '2012-04-01', ends_on: count < 40 ? '2016-03-30' : '2016-03-31', supplier_name: count === 7 ? 'Hidden Refuge' : 'Open Trust' });
  const { id } = await house.database.read((read) => read.selectFrom('agreement').select('id').where('supplier_name', '=', 'Hidden Refuge').executeTakeFirstOrThrow());
  await house.database.write(async (tx) => { for (const field of ['supplier', 'value']) await putLabel(tx, { kind: 'agreement', id }, { field, label: 'commercial', reason: 'Its name gives its place away', until: null, readers: [] }, null); });
  await publish(house);
});
afterAll(() => house.close());

interface List { readonly total: number; readonly next: string | null; readonly items: readonly Record<string, unknown>[] }
interface Described { readonly paths: Record<string, { get: { operationId: string; parameters?: { name: string; in: string }[]; responses: Record<string, { content?: Record<string, { schema: object }> }> } }>; readonly components: { schemas: Record<string, object> } }
const described = async () => (await ask<Described>(house, '/api/openapi.json')).value;

describe('the API of registers', () => {
  test('OR-15: contracts ending before 31 March 2016: the API’s count equals the web filter’s, over all its pages, and holds no withheld field', async () => {
    const web = await house.visitor().get('/contracts?body=api-county&endsBefore=31%2F3%2F2016');
    const items: Record<string, unknown>[] = [];
    let total = -1;
    for (let url: string | null = '/api/v1/contracts?body=api-county&endsBefore=2016-03-31&limit=15'; url;) {
      const { status, value }: { status: number; value: List } = await ask<List>(house, url);
      expect(status).toBe(200);
      total = value.total;
      items.push(...value.items);
      url = value.next;
    }
    expect(web.text).toContain(`${total} contracts`);
    expect([total, items.length, new Set(items.map(({ id }) => id)).size]).toEqual([40, 40, 40]);
    expect(JSON.stringify(items)).not.toContain('Hidden Refuge');
    const withheld = items.filter((item) => item['withheld'] !== undefined);
    expect(withheld).toMatchObject([{ title: 'Service 7', withheld: { supplier: expect.stringContaining('REDACTED COMMERCIAL CONFIDENTIALITY'), value: expect.any(String) } }]);
    expect(Object.keys(withheld[0]!)).not.toEqual(expect.arrayContaining(['value']));
  });

  test('one row by its id; what is not there, not public or no id is not found', async () => {
    const draft = await addContract(house, bodyId, { state: 'draft', title: 'Not yet' });
    const { value: { items } } = await ask<List>(house, '/api/v1/contracts?limit=1');
    expect((await ask(house, `/api/v1/contracts/${String(items[0]!['id'])}`)).value).toEqual(items[0]);
    for (const url of [`/api/v1/contracts/${draft}`, '/api/v1/contracts/nothing', '/api/v1/people', '/api/v1/people/1', "/api/v1/contracts/'; drop table agreement"]) expect([url, (await ask(house, encodeURI(url))).status]).toEqual([url, 404]);
  });

  test('a filter that is misspelt or wrong is refused with its name, and never read as none', async () => {
    expect(await ask(house, '/api/v1/contracts?endsbefore=2016-03-31')).toMatchObject({ status: 400, value: { problems: [{ field: 'endsbefore' }] } });
    expect(await ask(house, '/api/v1/contracts?endsBefore=soon&limit=0')).toMatchObject({ status: 400, value: { problems: [{ field: 'endsBefore' }, { field: 'limit' }] } });
  });

  test('every register of the house is in the index, with the rest of the catalogue', async () => {
    const { value } = await ask<{ registers: { name: string; address: string }[] }>(house, '/api/v1');
    expect(value.registers.map(({ name }) => name)).toEqual(expect.arrayContaining(['contracts', 'opportunities', 'organisations', 'notices', 'early-notices', 'pipeline']));
    for (const { address } of value.registers) expect([address, (await ask(house, `${address}?limit=5`)).status]).toEqual([address, 200]);
  });

  test('pages of other sites may read it, and whoever holds the same is told so', async () => {
    const { headers } = await ask(house, '/api/v1/contracts');
    expect(headers).toMatchObject({ 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' });
    expect(headers['set-cookie']).toBeUndefined();
    expect((await ask(house, '/api/v1/contracts', { 'if-none-match': String(headers['etag']) })).status).toBe(304);
    expect((await house.visitor().get('/contracts')).response.headers['access-control-allow-origin']).toBeUndefined();
  });
});

describe('the description of the API', () => {
  test('holds together: every reference leads somewhere, every operation has a name of its own, every name in a path is described', async () => {
    const { paths, components } = await described();
    const text = JSON.stringify({ paths, components });
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)) expect(Object.keys(components.schemas)).toContain(name);
    const operations = Object.values(paths).map(({ get }) => get.operationId);
    expect(new Set(operations).size).toBe(operations.length);
    for (const [path, { get }] of Object.entries(paths)) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(get.parameters?.filter((parameter) => parameter.in === 'path').map(({ name }) => name) ?? [], path).toEqual(inPath);
      expect(new Set(get.parameters?.map(({ name }) => name)).size, path).toBe(get.parameters?.length ?? 0);
      expect(Object.keys(get.responses)).toContain('200');
    }
  });

  test('what is answered is what is described: each list and its first row, and the feed', async () => {
    const document = await described();
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true, keywords: ['components', 'paths', 'openapi', 'info', 'servers'] });
    addFormats.default(ajv, ['date', 'date-time', 'uri', 'uuid']);
    ajv.addSchema({ $id: 'api', ...document });
    const check = async (path: string, url: string): Promise<void> => {
      const pointer = `api#/paths/${path.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D')}/get/responses/200/content/application~1json/schema`;
      const validate = ajv.getSchema(pointer)!;
      const { value } = await ask<List>(house, url);
      expect([path, validate(value), validate.errors ?? []]).toEqual([path, true, []]);
      if (!path.endsWith('}') && value.items?.[0] && document.paths[`${path}/{id}`]) await check(`${path}/{id}`, `${url}/${String(value.items[0]['id'])}`);
    };
    for (const path of Object.keys(document.paths).filter((one) => one.startsWith('/api/v1') && !one.includes('{'))) await check(path, path);
    await check('/api/ocds/releases.json', '/api/ocds/releases.json');
    const ocid = (await ask<{ releases: { ocid: string }[] }>(house, '/api/ocds/releases.json?limit=1')).value.releases[0]!.ocid;
    await check('/api/ocds/records/{ocid}.json', `/api/ocds/records/${ocid}.json`);
  });

  test('its filters are those that the register takes', () => {
    const paths = (openApi([intentionsRegister.definition], 'https://here.example') as unknown as Described).paths;
    expect(paths['/api/v1/pipeline']!.get.parameters!.map(({ name }) => name)).toEqual([...intentionsRegister.definition.filters.map(({ key }) => key), 'q', 'sort', 'limit', 'from']);
  });
});

describe('the catalogue', () => {
  test('lists every set with its licence, forms, rows and last change, and every link answers', async () => {
    const seen = await house.visitor().get('/open-data');
    expect(seen.text).toMatch(/Contracts register 60 .*2016/);
    expect(seen.text).toContain('Open Government Licence v3.0');
    const links = [...seen.html.matchAll(/href="(\/[^"#]*)"/g)].map(([, href]) => href!).filter((href) => /csv|json|ics|api|open-data/.test(href));
    for (const href of new Set(links)) expect([href, (await ask(house, href)).status]).toEqual([href, 200]);
  });

  test('reads what was counted: the worker counts, and the page asks no table but that one', async () => {
    const { registers } = (await ask<{ registers: { name: string }[] }>(house, '/api/v1')).value;
    await house.database.write((tx) => keepCounts(tx, everyDataset([intentionsRegister.definition], OWN_DATASETS)));
    await addContract(house, bodyId);
    const seen = await house.visitor().get('/open-data');
    expect(seen.text).toMatch(/Contracts, as the Transparency Code has them 60 /);
    expect(seen.text).toMatch(/Counted 15 January 2016/);
    expect(registers.length).toBeGreaterThan(5);
  });

  test('documents the fields of a register, and is there for machines', async () => {
    const seen = await house.visitor().get('/open-data/contracts');
    expect(seen.text).toMatch(/endsBefore Ends before/);
    expect(seen.text).toMatch(/supplier Supplier Text May be withheld/);
    expect((await house.visitor().get('/open-data/nothing')).status).toBe(404);
    const dcat = JSON.parse((await ask(house, '/open-data.jsonld')).text) as { '@type': string; 'dcat:dataset': { 'dct:identifier': string; 'dcat:distribution': object[] }[] };
    expect(dcat['@type']).toBe('dcat:Catalog');
    expect(dcat['dcat:dataset'].map((one) => one['dct:identifier'])).toEqual(expect.arrayContaining(['contracts', 'releases', 'transparency-contracts']));
  });

  test('the Transparency Code’s contracts stand at an address of their own, with its redaction words; a body that is not here is not found', async () => {
    const { status, text, headers } = await ask(house, '/api/transparency/contracts.csv?body=api-county');
    expect([status, headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
    const lines = text.trimEnd().split('\r\n');
    expect(lines[0]).toMatch(/^OrganisationLabel,OrganisationURI,ContractReference,/);
    expect(lines.filter((line) => line.includes('REDACTED COMMERCIAL CONFIDENTIALITY: Its name gives its place away'))).toHaveLength(1);
    expect(text).not.toContain('Hidden Refuge');
    expect((await ask(house, '/api/transparency/contracts.csv?body=nowhere')).status).toBe(404);
  });
});
