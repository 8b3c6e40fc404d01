import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refreshWords } from '#agreements';
import { ALL_CONTRACTS_FORMATS } from '#ocds';
import { putLabel, type LabelName } from '#parts/labels';
import { exportContractsCli } from '#transparency';
import { Writable } from 'node:stream';
import type { BodyId } from '#kernel/ids';
import { openHouse, type House } from '../../../tests/house.ts';
import { addContract, ask, publish } from './publishing.fixture.ts';

/**
 * Every label on every field of a contract, against every way out of the house: a marker stands in the field, and nothing that leaves may hold it.
 * A new way out joins this table; a new field joins it or is public.
 */
const LABELS: readonly LabelName[] = ['commercial', 'exempt', 'personal', 'confidential'];
const FIELDS = ['supplier', 'value', 'description', 'manager', 'director'] as const;
type Field = (typeof FIELDS)[number];
const ABOUT: readonly (Field | null)[] = [...FIELDS, null];

interface Case {
  readonly label: LabelName;
  readonly field: Field | null;
  readonly id: string;
  readonly ocid: string;
  readonly markers: Readonly<Record<Field, readonly string[]>>;
}

let house: House;
let bodyId: BodyId;
let cases: Case[];
let open: Case;

/** Something that could not stand there by chance; an amount in each way in which it is written. */
function markersOf(number: number): { readonly pence: bigint; readonly markers: Case['markers'] } {
  const pounds = 7_310_000 + number * 13;
  const word = (field: string) => `Zq${field}marker${String(number).padStart(3, '0')}`;
  return {
    pence: BigInt(pounds) * 100n + 17n,
    markers: { supplier: [word('supplier')], description: [word('description')], manager: [word('manager')], director: [word('director')], value: [`${pounds}.17`, `${pounds.toLocaleString('en-GB')}.17`, `${pounds}17`] },
  };
}

async function addCase(label: LabelName, field: Field | null, number: number): Promise<Case> {
  const { pence, markers } = markersOf(number);
  const ocid = `ocds-matrix-${number}`;
  const id = await addContract(house, bodyId, {
    title: `Contract ${number}`, ocid, supplier_name: markers.supplier[0]!, supplier_number: markers.supplier[0]!, description: markers.description[0]!, manager_name: markers.manager[0]!, director_name: markers.director[0]!, value_net_pence: pence, annual_value_net_pence: pence, value_gross_pence: pence,
    source_row: JSON.stringify({ CharityCommissionNumber: markers.supplier[0], OtherSupplierID: markers.supplier[0], ContactName: markers.manager[0], ContactEmail: `${markers.manager[0]}@example.org` }),
  });
  await house.database.write((tx) => refreshWords(tx, [id]));
  return { label, field, id, ocid, markers };
}

beforeAll(async () => {
  house = await openHouse();
  await house.setClock('2026-05-01T09:00:00Z');
  bodyId = await house.addBody('matrix-county');
  cases = [];
  for (const label of LABELS) for (const field of ABOUT) cases.push(await addCase(label, field, cases.length + 1));
  open = await addCase('commercial', null, 500);
  // Everything is public first: a label that comes afterwards must take it back.
  await publish(house);
  await house.database.write(async (tx) => {
    for (const { id, field, label } of cases) await putLabel(tx, { kind: 'agreement', id }, { field, label, reason: 'For the test', until: null, readers: [] }, null);
  });
});
afterAll(() => house.close());

const page = async (url: string) => (await house.visitor().get(url)).html;
const api = async (url: string) => (await ask(house, url)).text;

async function exported(format: string): Promise<string> {
  let text = '';
  const sink = () => new Writable({
    write: (chunk: Buffer, _encoding, next) => {
      text += chunk.toString();
      next();
    },
  });
  expect(await exportContractsCli(house.services, { body: 'matrix-county', format }, { out: sink(), err: sink() } as never, ALL_CONTRACTS_FORMATS)).toBe(0);
  return text;
}

/** Ways out that hold many contracts. */
const LISTS: Readonly<Record<string, () => Promise<string>>> = {
  'register page': () => page('/contracts?limit=1000'), 'register CSV': () => page('/contracts.csv'), 'register JSON': () => page('/contracts.json?limit=1000'), 'register by value': () => page('/contracts.json?sort=-value&limit=1000'),
  'API': () => api('/api/v1/contracts?limit=1000'), 'OCDS feed': () => api('/api/ocds/releases.json?limit=1000'), 'OCDS lines': () => api('/api/ocds/releases.jsonl'), 'Transparency Code CSV': () => api('/api/transparency/contracts.csv?body=matrix-county'),
  'every body’s Transparency Code CSV': () => api('/api/transparency/contracts.csv'), 'export csv': () => exported('csv'), 'export json': () => exported('json'), 'export ocds': () => exported('ocds'),
  'opportunities calendar': () => api('/opportunities.ics'), 'plan calendar': () => api('/pipeline.ics'), 'forward plan': () => page('/pipeline.csv'), 'organisations': () => page('/organisations.json?limit=1000'), 'outcomes': () => page('/outcomes.json'),
  'notices': () => page('/notices.json?limit=1000'), 'catalogue': () => page('/open-data'), 'DCAT': () => api('/open-data.jsonld'), 'description of the API': () => api('/api/openapi.json'), 'first page': () => page('/'),
};

/** Ways out of one contract. */
const RECORDS: Readonly<Record<string, (one: Case) => Promise<string>>> = {
  'page': ({ id }) => page(`/contracts/${id}`), 'JSON': ({ id }) => page(`/contracts/${id}.json`), 'API item': ({ id }) => api(`/api/v1/contracts/${id}`), 'OCDS record': ({ ocid }) => api(`/api/ocds/records/${ocid}.json`),
};

/** The markers of fields that a case withholds. */
const hiddenIn = ({ field, markers }: Case): readonly string[] => (field === null ? Object.values(markers).flat() : markers[field]);
/** What of the hidden markers stands in a text: nothing, or a leak. */
const leaksIn = (text: string, hidden: readonly string[]): readonly string[] => hidden.filter((marker) => text.toLowerCase().includes(marker.toLowerCase()));

async function everyLeak(lists: typeof LISTS, records: typeof RECORDS): Promise<readonly string[]> {
  const hidden = cases.flatMap(hiddenIn);
  const leaks: string[] = [];
  for (const [way, text] of Object.entries(lists)) for (const marker of leaksIn(await text(), hidden)) leaks.push(`${way}: ${marker}`);
  for (const [way, text] of Object.entries(records)) for (const one of cases) for (const marker of leaksIn(await text(one), hiddenIn(one))) leaks.push(`${way}, ${one.label} on ${one.field ?? 'everything'}: ${marker}`);
  return leaks;
}

describe('nothing that is labelled leaves the house', () => {
  test('by any way out, for any label on any field, from the moment the label is there', async () => {
    expect(await everyLeak(LISTS, RECORDS)).toEqual([]);
  });

  test('nor by searching for it, nor after the worker has been and what was public before is taken back', async () => {
    await publish(house);
    expect(await everyLeak(LISTS, RECORDS)).toEqual([]);
    const { rows } = await house.database.pool.query<{ text: string }>('select string_agg(content::text, chr(10)) as text from ocds_release');
    expect(leaksIn(rows[0]!.text, cases.filter(({ field }) => field !== 'manager' && field !== 'director').flatMap(hiddenIn))).toEqual([]);
    for (const one of cases.filter(({ field }) => field === 'supplier' || field === 'description' || field === null)) {
      for (const marker of one.field === 'description' ? one.markers.description : one.markers.supplier) {
        const found = JSON.parse(await page(`/contracts.json?q=${marker}`)) as { items: { id: string }[] };
        expect(found.items.filter(({ id }) => id === one.id), `${one.label} on ${one.field}`).toEqual([]);
expect(await page(`/search?words=${marker}`), `search, ${one.label} on ${one.field}`).not.toContain(one.id);
        expect(leaksIn(await page(`/search?words=${encodeURIComponent('Contract matrix')}`), [marker])).toEqual([]);
      }
    }
  });

  test('what is not labelled does leave, by each way that has it: the markers would be seen', async () => {
    const shown = async (texts: readonly Promise<string>[], field: Field) => (await Promise.all(texts)).map((text) => leaksIn(text, open.markers[field]).length > 0);
    const { 'register CSV': csv, 'register JSON': json, API: list, 'OCDS feed': feed, 'OCDS lines': lines, 'Transparency Code CSV': code, 'export csv': inCsv, 'export json': inJson, 'export ocds': inOcds } = LISTS;
    for (const field of ['supplier', 'value', 'description'] as const) {
      expect(await shown([csv!(), json!(), list!(), feed!(), lines!(), code!(), inCsv!(), inJson!(), inOcds!(), ...Object.values(RECORDS).map((way) => way(open))], field), field).toEqual(Array.from({ length: 13 }, () => true));
    }
    for (const field of ['manager', 'director'] as const) expect(await shown([csv!(), json!(), list!()], field), field).toEqual([true, true, true]);
  });

  test('a planted leak is found, in a list and in a record', async () => {
    const planted = async ({ id }: Pick<Case, 'id'>) => (await house.database.pool.query<{ row: string }>('select row_to_json(a)::text as row from agreement a where id = $1', [id])).rows[0]!.row;
    const leaks = await everyLeak({ planted: () => planted(cases[0]!) }, { 'planted record': planted });
    expect(leaks).toContainEqual(`planted: ${cases[0]!.markers.supplier[0]}`);
    for (const one of cases) expect(leaks.filter((leak) => leak.startsWith('planted record') && hiddenIn(one).some((marker) => leak.endsWith(`: ${marker}`))), `${one.label} on ${one.field}`).not.toEqual([]);
  });
});
