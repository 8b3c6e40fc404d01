import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids';
import { putLabel } from '#parts/labels';
import { exportContractsCli, undoImportCli } from '#transparency';
import { openHouse, type House } from '../../../tests/house.ts';
import { ALL_CONTRACTS_FORMATS, importOcdsCli } from './index.ts';
import { readRelease } from './read-release.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
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

async function cli(work: (streams: { out: PassThrough; err: PassThrough }) => Promise<number>): Promise<{ status: number; out: string; err: string }> {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const texts = ['', ''];
  out.on('data', (chunk: Buffer) => (texts[0] += chunk.toString()));
  err.on('data', (chunk: Buffer) => (texts[1] += chunk.toString()));
  const status = await work({ out, err });
  await new Promise((resolve) => setImmediate(resolve));
  return { status, out: texts[0]!, err: texts[1]! };
}
const importing = async (file: string, keepGood = false) => {
  const result = await cli((streams) => importOcdsCli(house.services, { file, json: true, keepGood }, streams));
  return { ...result, value: JSON.parse(result.out || 'null') as Record<string, number> & { importId: string; refused: unknown[] } };
};
async function made(content: unknown): Promise<string> {
  const path = join(folder, `${newId<'file'>()}.json`);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}
const counts = () => house.database.read((read) => sql<Record<string, number>>`select (select count(*) from notice)::int as notices, (select count(*) from opportunity)::int as opportunities, (select count(*) from agreement)::int as agreements, (select count(*) from lot)::int as lots, (select count(*) from search_entry)::int as entries, (select count(*) from thread_link)::int as links`.execute(read)).then((result) => result.rows[0]!);

describe('Find a Tender’s notices', () => {
  const files = ['UK1-083664-2026', 'UK2-083655-2026', 'UK4-083662-2026', 'UK7-083608-2026', 'UK12-083256-2026'];

  test('each comes in as a notice, the tenders as opportunities, the contract as an agreement; again changes nothing; undo removes them', async () => {
    const before = await counts();
    const imports: string[] = [];
    for (const name of files) {
      const { status, value } = await importing(join(FIXTURES, `${name}.json`));
      expect([status, value['added']]).toEqual([0, 1]);
      imports.push(value.importId);
    }
    expect(await counts()).toMatchObject({ notices: before['notices']! + 5, opportunities: before['opportunities']! + 2, agreements: before['agreements']! + 1, lots: before['lots']! + 2 });
    const { rows } = await house.database.read((read) => sql<Record<string, unknown>>`select n.code, n.ocid, b.name as body, b.platform_identifier as ppon, n.about_kind as about from notice n join body b on b.id = n.body_id order by n.code`.execute(read));
    expect(rows).toEqual([
      { code: 'UK1', ocid: 'ocds-h6vhtk-06f1b4', body: 'Government Property Agency', ppon: 'PGHR-3329-MDGL', about: 'body' },
      { code: 'UK12', ocid: 'ocds-h6vhtk-05f9f4', body: 'Solihull Metropolitan Borough Council', ppon: 'PGWC-7578-LYDG', about: 'opportunity' },
      { code: 'UK2', ocid: 'ocds-h6vhtk-06f1ad', body: 'Leeds City Council', ppon: 'PJYG-6658-PPMY', about: 'body' },
      { code: 'UK4', ocid: 'ocds-h6vhtk-06f1b2', body: 'Arts Council England', ppon: 'PBGY-4385-GQGP', about: 'opportunity' },
      { code: 'UK7', ocid: 'ocds-h6vhtk-06f19e', body: 'West Northamptonshire Council', ppon: 'PGDV-8944-CMBP', about: 'agreement' },
    ]);
    const contract = await house.database.read((read) => sql<Record<string, unknown>>`select title, value_net_pence::text as value, starts_on, ends_on, state, incomplete from agreement where ocid = 'ocds-h6vhtk-06f19e'`.execute(read));
    expect(contract.rows[0]).toEqual({ title: 'Passenger Transport Services 2026 - Area Based', value: '1', starts_on: '2026-09-04', ends_on: '2026-09-20', state: 'live', incomplete: true });
    const states = await house.database.read((read) => sql<{ state: string; reference: string }>`select state, reference from opportunity order by reference`.execute(read));
    expect(states.rows).toEqual([{ state: 'published', reference: 'ACE 1012 ITQ' }, { state: 'cancelled', reference: 'SOL30024' }]);

    const after = await counts();
    for (const name of files) expect((await importing(join(FIXTURES, `${name}.json`))).value).toMatchObject({ added: 0, unchanged: 1 });
    expect(await counts()).toEqual(after);
    for (const id of imports) expect((await cli((streams) => undoImportCli(house.services, { importId: id }, streams))).status).toBe(0);
    expect(await counts()).toEqual(before);
  });
});

describe('releases with the publisher’s slips', () => {
  const release = async () => ((JSON.parse(await readFile(join(FIXTURES, 'UK7-083608-2026.json'), 'utf8')) as { releases: Record<string, unknown>[] }).releases[0]!);

  test('one thing where a list should be, null text, a missing buyer with a party in the role', async () => {
    const given = await release();
    const { buyer: _buyer, ...rest } = given;
    const odd = { ...rest, tag: 'contract', awards: (given['awards'] as unknown[])[0], contracts: { 0: { ...(given['contracts'] as Record<string, unknown>[])[0], description: null, value: { amount: '12.5', currency: 'GBP' } } }, tender: { ...(given['tender'] as object), description: null, lots: null } };
    const read = readRelease(odd);
    expect(read).toMatchObject({ ok: true, release: { buyer: { name: 'West Northamptonshire Council' }, contracts: [{ value: { netPence: 1250n }, suppliers: [{ name: expect.stringContaining('sole-trader') }] }] } });
  });
  test('a package whose releases are one object, a record package, a bare release and lines', async () => {
    const given = await release();
    const forms: unknown[] = [{ releases: given }, { records: [{ ocid: 'x', releases: [{ ...given, id: 'r2' }] }] }, { ...given, id: 'r3' }, `${JSON.stringify({ ...given, id: 'r4' })}\n${JSON.stringify({ ...given, id: 'r5' })}\n`];
    const added: (number | undefined)[] = [];
    for (const form of forms) added.push((await importing(await made(form))).value['added']);
    expect(added).toEqual([1, 1, 1, 2]);
    // One contract of one process, however many notices tell of it.
    const { rows } = await house.database.read((read) => sql<{ count: number }>`select count(*)::int from agreement where ocid = 'ocds-h6vhtk-06f19e'`.execute(read));
    expect(rows[0]!.count).toBe(1);
  });
  test('what cannot be kept is refused with its number and reason, all or nothing, unless the good are asked for', async () => {
    const given = await release();
    const path = await made({ releases: [{ ...given, id: 'g1' }, { id: 'no-ocid', date: '2026-01-01T00:00:00Z', buyer: { name: 'X' } }, 'nonsense', { ...given, id: 'g2', ocid: 'ocds-h6vhtk-unheard', parties: [], buyer: null, tender: null }] });
    const all = await importing(path);
    expect(all.status).toBe(1);
    expect(all.err).toContain('Release 2 (no-ocid): the release has no ocid');
    expect(all.err).toContain('names no buyer');
    const good = await importing(path, true);
    expect(good.value).toMatchObject({ added: 1 });
    expect(good.value.refused).toHaveLength(3);
    expect(good.err).toContain('release 3 (no id): this is not a release but something else');
  });
  test('a change that names only what changed is of the process it belongs to: nothing else of the contract is touched', async () => {
    const given = await release();
    const [contract] = given['contracts'] as Record<string, unknown>[];
    const start = { ...given, id: 'd1', ocid: 'ocds-h6vhtk-delta', date: '2026-01-01T09:00:00Z', contracts: [{ ...contract, id: '1', title: 'Ferry to the island', status: 'terminated', value: { amount: 100, currency: 'GBP' } }] };
    const delta = (id: string, day: string, amount: number) => ({ id, ocid: 'ocds-h6vhtk-delta', date: `2026-02-0${day}T09:00:00Z`, tag: ['contractAmendment'], contracts: [{ id: 1, value: { amount, currency: 'GBP' } }] });
    expect((await importing(await made({ releases: [delta('d2', '1', 200), start] }))).value).toMatchObject({ added: 2, contracts: 1 });
    // The process is here now, so a file of the change alone will do.
    expect((await importing(await made(delta('d3', '2', 300)))).value).toMatchObject({ added: 1, contracts: 0 });
    const { rows } = await house.database.read((read) => sql`select title, state, value_net_pence::text as value from agreement where ocid = 'ocds-h6vhtk-delta'`.execute(read));
    expect(rows).toEqual([{ title: 'Ferry to the island', state: 'ended', value: '30000' }]);
    const { status, err } = await importing(await made({ ...delta('d4', '3', 400), ocid: 'ocds-h6vhtk-nobody' }));
    expect([status, err]).toEqual([1, expect.stringContaining('names no buyer, and no earlier release of its process does')]);
  });
  test('two bodies whose notices share an ocid keep their own: one’s award does not end the other’s tender', async () => {
    const [tender] = (JSON.parse(await readFile(join(FIXTURES, 'UK4-083662-2026.json'), 'utf8')) as { releases: Record<string, unknown>[] }).releases;
    const award = await release();
    await importing(await made({ ...tender, id: 's1', ocid: 'ocds-h6vhtk-shared', date: '2026-01-01T09:00:00Z' }));
    await importing(await made({ ...award, id: 's2', ocid: 'ocds-h6vhtk-shared', date: '2026-02-01T09:00:00Z' }));
    const { rows } = await house.database.read((read) => sql`select o.state, o.body_id = a.body_id as "sameBody" from opportunity o join agreement a on a.ocid = o.ocid where o.ocid = 'ocds-h6vhtk-shared'`.execute(read));
    expect(rows).toEqual([{ state: 'published', sameBody: false }]);
  });
  test.each([['not JSON', 'hello'], ['no releases', '{"a":1}'], ['empty', '']])('%s is refused in a sentence', async (_name, content) => {
    const { status, err } = await importing(await made(content));
    expect([status, err.length > 10]).toEqual([1, true]);
  });
  test('no file is misuse', async () => expect((await cli((streams) => importOcdsCli(house.services, { file: '/nowhere' }, streams))).status).toBe(2));
});

describe('contracts as OCDS', () => {
  test('OR-15: a body’s public contracts are a release package that leaves out what is withheld, and drafts', async () => {
    const body = await house.addBody('ocds-county');
    const supplier = await house.addOrganisation('Open Data Trust');
    const [shown, hidden, draft] = [newId<'agreement'>(), newId<'agreement'>(), newId<'agreement'>()];
    await house.database.write(async (tx) => {
      for (const [id, title, state] of [[shown, 'Shown', 'live'], [hidden, 'Partly hidden', 'live'], [draft, 'Drafted', 'draft']] as const) {
        await tx.insertInto('agreement').values({ id, reference: title, body_id: body, kind: 'contract', title, state, incomplete: state === 'live', missing: state === 'live' ? ['manager'] : [], value_net_pence: 6_200_000n, starts_on: '2026-04-01', ends_on: '2029-03-31', lead_organisation_id: supplier, supplier_name: 'Open Data Trust' }).execute();
      }
      for (const field of ['value', 'supplier']) await putLabel(tx, { kind: 'agreement', id: hidden }, { field, label: 'commercial', reason: 'In use elsewhere', until: null, readers: [] }, null);
    });
    const { status, out } = await cli((streams) => exportContractsCli(house.services, { body: 'ocds-county', format: 'ocds' }, streams, ALL_CONTRACTS_FORMATS));
    expect(status).toBe(0);
    const releases = (JSON.parse(out) as { version: string; releases: Record<string, unknown>[] }).releases;
    expect(releases).toHaveLength(2);
    const whole = releases.find((release) => JSON.stringify(release).includes('"Shown"'))!;
    expect(whole).toMatchObject({ tag: ['contract'], buyer: { name: 'ocds-county Council' }, contracts: [{ awardID: shown, status: 'active', value: { amount: 62000, currency: 'GBP' }, period: { startDate: '2026-04-01T00:00:00+01:00' } }] });
    const part = JSON.stringify(releases.find((release) => JSON.stringify(release).includes('Partly hidden'))!);
    expect(part).not.toContain('Open Data');
    expect(part).not.toContain('62000');
    for (const release of releases) expect(readRelease(release)).toMatchObject({ ok: true });
  });
  test('an unknown format or body is misuse', async () => {
    expect((await cli((streams) => exportContractsCli(house.services, { body: 'ocds-county', format: 'xml' }, streams))).status).toBe(2);
    expect((await cli((streams) => exportContractsCli(house.services, { body: 'nobody', format: 'csv' }, streams))).status).toBe(2);
  });
});
