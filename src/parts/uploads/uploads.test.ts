import { readdir, utimes, writeFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BodyId, PersonId } from '#kernel/ids';
import { SYSTEM } from '#platform/access/access';
import { uploadOrganisations } from '../../open-data/matching/load-organisations.routes.ts';
import { importOrganisations } from '../../open-data/matching/import-organisations.command.ts';
import { openHouse, type House } from '../../../tests/house.ts';
import { clearUploads, clearUploadsJob } from './clear-uploads.command.ts';
import { noteProgress } from './progress.ts';

let house: House;
let body: BodyId;
let officer: PersonId;
beforeAll(async () => {
  house = await openHouse();
  body = await house.addBody('uploading');
  officer = await house.addPerson('Olive Officer', ['procurement-officer', body]);
});
afterAll(() => house.close());

/** Sends a file by its page. @returns where the answer leads, or the page that says no */
async function send(kind: string, personId: PersonId, content: string | Buffer, name = 'file.csv', isWhole = true): Promise<string> {
  const url = `/imports${kind}/new`;
  const page = await house.app.inject({ method: 'GET', url, headers: { 'x-test-person': personId } });
  const token = /name="_csrf" value="([^"]*)"/.exec(page.body)?.[1]?.replaceAll('&#x2F;', '/').replaceAll('&#x3D;', '=') ?? '';
  const cookie = page.cookies.map((one) => `${one.name}=${encodeURIComponent(one.value)}`).join('; ');
  const head = `--x\r\nContent-Disposition: form-data; name="_csrf"\r\n\r\n${token}\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/csv\r\n\r\n`;
  const payload = Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from(isWhole ? '\r\n--x--\r\n' : '')]);
  const sent = await house.app.inject({ method: 'POST', url, headers: { 'x-test-person': personId, cookie, 'content-type': 'multipart/form-data; boundary=x' }, payload });
  return sent.headers.location ?? `${sent.statusCode} ${sent.body}`;
}
const uploads = async () => (await house.database.pool.query<{ file_id: string }>('select file_id from import_upload order by 1')).rows.map((row) => row.file_id);
const named = async (like: string) => (await house.database.pool.query<{ name: string }>('select name from organisation where name like $1 order by 1', [like])).rows.map((row) => row.name);
const halves = () => readdir(join(house.services.config.dataFolder, 'uploads')).catch(() => []);

const GRANTS = 'Beneficiary,Amount,Date awarded,Purpose,Colour\nFarrowby Stroke Club,100,13/04/2014,Tea,red\nFarrowby Swimmers,lots,14/04/2014,Hats,blue\nFarrowby Choir,250.50,15/04/2014,Scores,\n';
const PLACES = 'Who they are,Co No,Postcode\nTeaselmere Kilns Ltd,1234569,xq1 2ab\nTeaselmere Wharf Ltd,QQ99,\nTeaselmere Trust,,\n';

describe('grants', () => {
  test('XC-12: a list of grants is sent, its mapping and sureness, first rows and refused rows are shown, it is loaded, and undone', async () => {
    const address = await send('/grants', officer, GRANTS);
    expect(address).toMatch(/^\/imports\/grants\/files\//);
    const visitor = house.visitor(officer);
    const preview = await visitor.get(address);
    for (const words of ['Who was given it', 'Beneficiary', '90% sure', 'Farrowby Stroke Club', '13 April 2014', 'Amount is not an amount of money: lots', 'Load 2 grants', 'Colour', 'Not found in the file: Identifier of the grant', 'after 7 days if nobody goes on with it']) expect(`${preview.text} ${(await visitor.get('/imports/grants/new')).text}`).toContain(words);
    expect((await visitor.post(address, { body: 'uploading' })).text).toContain('Nothing was imported: row 3');
    const done = await visitor.post(address, { body: 'uploading', keepGood: 'yes' });
    expect(done.text).toContain('2 grants added, 0 changed, 0 unchanged, 1 left out');
    expect((await visitor.get('/grants?body=uploading')).text).toContain('Farrowby Choir');
    const undo = /href="(\/imports\/[0-9a-f-]+\/undo)"/.exec(done.html)![1]!;
    expect((await visitor.post(undo)).text).toContain('2 records removed');
    expect((await visitor.get('/grants?body=uploading')).text).not.toContain('Farrowby Choir');
  });

  test('a column is said otherwise, and what was said is still there after a refusal', async () => {
    const address = await send('/grants', officer, 'A,B,C\n13/04/2014,Farrowby Band,90\n14/04/2014,Farrowby Bowls,12\n');
    const visitor = house.visitor(officer);
    expect((await visitor.get(address)).text).toContain('No table of grants was found');
    const said = `${address}?${new URLSearchParams({ awardDate: 'A', 'recipientOrganization/0/name': 'B', amountAwarded: '#3' }).toString()}`;
    const again = await visitor.get(said);
    expect(again.text).toContain('Load 2 grants');
    expect(again.text).toContain('As you said');
    const refused = await visitor.post(said, { body: '', 'map.awardDate': 'A', 'map.recipientOrganization/0/name': 'B', 'map.amountAwarded': '#3' });
    expect(refused.text).toContain('Choose the authority that gave the grants');
    expect(refused.html).toContain('name="map.amountAwarded" value="#3"');
    expect((await visitor.post(said, { body: 'uploading', 'map.awardDate': 'A', 'map.recipientOrganization/0/name': 'B', 'map.amountAwarded': '#3' })).text).toContain('2 grants added');
  });

  test('360Giving JSON has no columns to choose among', async () => {
    const address = await send('/grants', officer, JSON.stringify({ grants: [{ id: 'u1', title: 'Roof', description: 'A roof', currency: 'GBP', amountAwarded: 5, awardDate: '2014-04-13', recipientOrganization: [{ id: 'x', name: 'Farrowby Hall' }] }] }), 'grants.json');
    const visitor = house.visitor(officer);
    const preview = await visitor.get(address);
    expect(preview.text).toContain('Load 1 grant');
    expect(preview.text).not.toContain('Change what a column means');
    expect((await visitor.post(address, { body: 'uploading' })).text).toContain('1 grant added');
  });
});

describe('organisations', () => {
  test('a list is sent, a column said otherwise, loaded, and taken back by the authority whose list it is', async () => {
    const address = await send('/organisations', officer, PLACES);
    const visitor = house.visitor(officer);
    expect((await visitor.get(address)).text).toContain('No column of names was found');
    const preview = await visitor.get(`${address}?name=Who+they+are`);
    for (const words of ['Teaselmere Kilns Ltd', '01234569', 'Load 2 organisations', 'Company number', 'Co No']) expect(preview.text).toContain(words);
    const form = { body: 'uploading', 'map.name': 'Who they are' };
    expect((await visitor.post(`${address}?name=Who+they+are`, form)).text).toContain('1 of 3 rows cannot be read');
    const done = await visitor.post(`${address}?name=Who+they+are`, { ...form, keepGood: 'yes' });
    expect(done.text).toContain('2 organisations added, 0 here already, 1 left out');
    expect(await named('Teaselmere%')).toEqual(['Teaselmere Kilns Ltd', 'Teaselmere Trust']);
    const undo = /href="(\/imports\/[0-9a-f-]+\/undo)"/.exec(done.html)![1]!;
    const stranger = await house.addPerson('Stan Stranger', ['procurement-officer', await house.addBody()]);
    expect((await house.visitor(stranger).get(undo)).status).toBe(404);
    expect((await visitor.post(undo)).text).toContain('0 records removed');
    expect(await named('Teaselmere%')).toEqual([]);
  });

  test('another authority’s name is not theirs to use', async () => {
    await house.addBody('elsewhere');
    const address = await send('/organisations', officer, 'name\nTeaselmere Mill\nTeaselmere Lock\n');
    expect(address).toMatch(/^\/imports/);
    expect((await house.visitor(officer).post(address, { body: 'elsewhere' })).text).toContain('You do not hold a role that may import for this authority');
    expect(await named('Teaselmere M%')).toEqual([]);
  });
});

describe('files that are no good', () => {
  test.each(['', '/spend', '/grants', '/organisations'])('nothing, a PDF, a packed archive or a web page is refused in a sentence and not kept: %s', async (kind) => {
    const before = await uploads();
    expect(await send(kind, officer, '')).toContain('Choose a file');
    expect(await send(kind, officer, '%PDF-1.7')).toContain('This is a PDF');
    expect(await send(kind, officer, Buffer.from([0x1f, 0x8b, 8, 0, 0, 0]))).toContain('packed archive');
    expect(await send(kind, officer, '<!doctype html><p>Sign in')).toContain('web page');
    expect(await uploads()).toEqual(before);
  });

  test('one that is larger than is taken, or breaks off half way, leaves nothing behind', async () => {
    const before = await uploads();
    expect(await send('/organisations', officer, Buffer.alloc(51 * 1024 * 1024, 'name\n'))).toMatch(/^413/);
    expect(await send('/organisations', officer, 'name\nHalf a na', 'half.csv', false)).toMatch(/^400/);
    expect(await uploads()).toEqual(before);
    await expect.poll(halves).toEqual([]);
  });

  test('a file of one kind is not gone on with as another; nobody else’s either; nobody without a role sends any', async () => {
    const address = await send('/grants', officer, GRANTS);
    const visitor = house.visitor(officer);
    expect((await visitor.get(address.replace('/grants', '/organisations'))).status).toBe(404);
    const colleague = await house.addPerson('Cole Colleague', ['procurement-officer', body]);
    expect((await house.visitor(colleague).get(address)).status).toBe(404);
    expect((await house.visitor(colleague).get(`/imports/files/${address.split('/').at(-1)}/progress`)).status).toBe(404);
    const finance = await house.addPerson('Fay Finance', ['finance-officer', body]);
    for (const kind of ['', '/grants', '/organisations']) expect((await house.visitor(finance).get(`/imports${kind}/new`)).status).toBe(404);
    expect((await house.visitor(finance).get('/imports/spend/new')).status).toBe(200);
    expect(await house.run(uploadOrganisations, finance, { name: 'a.csv', path: '/etc/hostname' })).toMatchObject({ kind: 'refused', code: 'not-yours' });
    expect((await house.visitor().get('/imports/grants/new')).url).toContain('/sign-in');
  });
});

describe('how far it is, and twice', () => {
  test('whoever sent a file reads how many of its rows are done', async () => {
    const address = await send('/organisations', officer, 'name\nWickmoor Mill\nWickmoor Lock\n');
    const id = address.split('/').at(-1)!;
    noteProgress(id, 1500);
    expect((await house.visitor(officer).get(`/imports/files/${id}/progress`)).html).toBe('{"done":1500}');
    expect((await house.visitor(officer).get(address)).html).toContain(`data-progress="/imports/files/${id}/progress"`);
  });

  test('two loads of one file at once: one is done, the other finds it gone; two of equal files: the second adds nothing', async () => {
    const [one, other] = [await send('/organisations', officer, 'name\nEnnerby Mill\nEnnerby Lock\n'), await send('/organisations', officer, 'name\nEnnerby Mill\nEnnerby Lock\n')];
    const load = (address: string) => house.run(importOrganisations, officer, { source: { storedFileId: address.split('/').at(-1)! }, body: 'uploading' });
    const twice = await Promise.all([load(one), load(one)]);
    expect(twice.map((result) => result.kind).toSorted()).toEqual(['done', 'refused']);
    expect(twice.find((result) => result.kind === 'refused')).toMatchObject({ code: 'no-such-file', sentence: expect.stringContaining('it has been loaded, or was removed') as string });
    const colleague = await house.addPerson('Cal Colleague', ['administrator', body]);
    const third = await send('/organisations', colleague, 'name\nEnnerby Mill\nEnnerby Weir\n');
    const both = await Promise.all([load(other), house.run(importOrganisations, colleague, { source: { storedFileId: third.split('/').at(-1)! }, body: 'uploading' })]);
    expect(both.map((result) => result.kind)).toEqual(['done', 'done']);
    expect(await named('Ennerby%')).toEqual(['Ennerby Lock', 'Ennerby Mill', 'Ennerby Weir']);
    expect(await house.run(importOrganisations, officer, { source: { path: '/etc/passwd' }, body: 'uploading' })).toMatchObject({ kind: 'refused', code: 'not-here' });
  });
});

describe('no longer than needed', () => {
  const onDisk = async () => { const ids: string[] = []; for await (const id of house.services.files.ids()) ids.push(id); return ids; };
  const toRemove = async () => (await house.database.pool.query<{ file_id: string }>('select file_id from stored_file_to_remove')).rows.map((row) => row.file_id);

  test('a file that is loaded goes with the load; one that is refused stays; one that nobody went on with goes after its days', async () => {
    await house.setClock('2026-09-01T10:00:00Z');
    const [loaded, left] = [(await send('/organisations', officer, 'name\nHalden Mill\nHalden Lock\n')).split('/').at(-1)!, (await send('/organisations', officer, 'name\nHalden Weir\nHalden Quay\n')).split('/').at(-1)!];
    await house.run(importOrganisations, officer, { source: { storedFileId: loaded }, body: 'elsewhere' });
    expect(await uploads()).toContain(loaded);
    await house.mustRun(importOrganisations, officer, { source: { storedFileId: loaded }, body: 'uploading' });
    expect([(await uploads()).includes(loaded), (await toRemove()).includes(loaded)]).toEqual([false, true]);
    await house.setClock('2026-09-08T09:59:00Z');
    await clearUploadsJob.run(house.services, {});
    expect(await uploads()).toContain(left);
    await house.setClock('2026-09-08T10:01:00Z');
    await clearUploadsJob.run(house.services, {});
    await clearUploadsJob.run(house.services, {});
    expect(await uploads()).not.toContain(left);
    expect((await house.visitor(officer).get(`/imports/organisations/files/${left}`)).status).toBe(404);
    const entries = await house.database.read((read) => read.selectFrom('audit_entry').select('detail').where('act', '=', 'uploads.clear').execute());
    expect(entries.length).toBeGreaterThan(0);
    // The bytes go with all others whose rows are gone.
    expect(await onDisk()).toContain(left);
    const { removeVaultFiles } = await import('../../do/selection/index.ts');
    await house.mustRun(removeVaultFiles, SYSTEM, {});
    expect((await onDisk()).filter((id) => [left, loaded].includes(id))).toEqual([]);
    expect((await house.run(clearUploads, officer, {})).kind).toBe('forbidden');
  });

  test('what a request left half written is swept after a day', async () => {
    const folder = join(house.services.config.dataFolder, 'uploads');
    await mkdir(folder, { recursive: true });
    await house.setClock('2026-09-20T10:00:00Z');
    for (const [name, at] of [['old', '2026-09-19T09:00:00Z'], ['new', '2026-09-20T09:00:00Z']] as const) {
      await writeFile(join(folder, name), 'half');
      await utimes(join(folder, name), new Date(at), new Date(at));
    }
    await clearUploadsJob.run(house.services, {});
    expect(await halves()).toEqual(['new']);
  });
});
