import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PersonId } from '#kernel/ids';
import { importSpendCli } from '../spend.cli.ts';
import { openHouse, type House } from '../../../../tests/house.ts';

let house: House;
beforeAll(async () => void (house = await openHouse()));
afterAll(() => house.close());

async function send(personId: PersonId, content: string): Promise<string> {
  const page = await house.app.inject({ method: 'GET', url: '/imports/spend/new', headers: { 'x-test-person': personId } });
  const token = /name="_csrf" value="([^"]*)"/.exec(page.body)![1]!.replaceAll('&#x2F;', '/').replaceAll('&#x3D;', '=');
  const cookie = page.cookies.map((one) => `${one.name}=${encodeURIComponent(one.value)}`).join('; ');
  const payload = `--x\r\nContent-Disposition: form-data; name="_csrf"\r\n\r\n${token}\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="spend.csv"\r\nContent-Type: text/csv\r\n\r\n${content}\r\n--x--\r\n`;
  const sent = await house.app.inject({ method: 'POST', url: '/imports/spend/new', headers: { 'x-test-person': personId, cookie, 'content-type': 'multipart/form-data; boundary=x' }, payload });
  return sent.headers.location ?? sent.body;
}

test('AN-16: payments are sent, the mapping found and its sureness are shown, dates are put right, and they are loaded', async () => {
  const body = await house.addBody('tenterden');
  const officer = await house.addPerson('Fay Finance', ['finance-officer', body]);
  const address = await send(officer, 'Directorate,Team,Supplier Name,Paid Date,Net Amount\nAdults,Care,A Ltd,04/05/2023,"1,200.00"\nAdults,Care,B Ltd,06/07/2023,5\nAdults,Care,C Ltd,06/07/2023,lots\n,,Total,,1205.00\n');
  const visitor = house.visitor(officer);
  const preview = await visitor.get(address);
  for (const words of ['Every date could be read day first or month first', 'Net Amount', '100% sure', '4 May 2023', '£1,200', 'unreadable amount: "lots"', 'A total, not a payment', '£1,205']) expect(preview.text).toContain(words);
  const asked = `${address}?unit=Team&dateOrder=month-first`;
  const again = await visitor.get(asked);
  expect(again.text).toContain('5 April 2023');
  expect(again.text).toContain('As you said');
  // Refused once, and what was said of the columns is still there.
  const refused = await visitor.post(asked, { body: 'tenterden', controlTotal: '1,205.00', 'map.unit': 'Team', dateOrder: 'month-first' });
  expect(refused.text).toContain('Nothing was loaded');
  expect(refused.html).toContain('name="map.unit" value="Team"');
  const loaded = await visitor.post(asked, { body: 'tenterden', controlTotal: '1,205.00', keepGood: 'yes', 'map.unit': 'Team', dateOrder: 'month-first' });
  expect(loaded.text).toContain('2 payments loaded, £1,205 in all; 1 row left out. The ledger agrees.');
});

test('a file whose columns say nothing is kept, and they can be said; no table is refused; another’s file is not there', async () => {
  const officer = await house.addPerson('Flo Finance', ['finance-officer', await house.addBody()]);
  const address = await send(officer, 'Uno,Dos,Tres\n13/05/2023,A Ltd,5.00\n14/05/2023,B Ltd,6.00\n');
  const visitor = house.visitor(officer);
  expect((await visitor.get(address)).text).toContain('No row of headings was found');
  expect((await visitor.get(`${address}?date=Uno&supplier=Dos&amount=Tres`)).text).toContain('Load 2 payments');
  expect((await visitor.get(`${address}?date=Uno&supplier=Dos&amount=Nada`)).text).toContain('no column headed Nada');
  expect(await send(officer, '')).toContain('Choose a file');
  expect(await send(officer, '%PDF-1.7')).toContain('This is a PDF');
  const stranger = await house.addPerson('Sid Stranger', ['finance-officer', await house.addBody()]);
  expect((await house.visitor(stranger).get(address)).status).toBe(404);
});

test('AN-16: the command line says what the ledger’s total differs by, and a body that it made', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wantsum-spend-'));
  const said = { out: '', err: '' };
  const into = (name: 'out' | 'err') => new Writable({ write: (chunk, _encoding, next) => { said[name] += String(chunk); next(); } });
  const load = (controlTotal: string, content: string) => writeFile(join(folder, 'spend.csv'), content).then(() => importSpendCli(house.services, { file: join(folder, 'spend.csv'), body: 'estuary-ports-board', controlTotal }, { out: into('out'), err: into('err') }));
  try {
    expect(await load('1,210.00', 'Supplier Name,Paid Date,Net Amount,Directorate\nA Ltd,14/05/2023,1200,Adults\n')).toBe(0);
    expect(said.out).toContain('£1,200 in all. The ledger differs by £10.');
    expect(said.err).toContain('Estuary Ports Board (estuary-ports-board) is new here');
    expect(await load('5', 'Supplier Name,Paid Date,Net Amount,Directorate\nB Ltd,15/05/2023,5,Adults\n')).toBe(0);
    expect(said.out).toContain('£5 in all. The ledger agrees.');
  } finally {
    await rm(folder, { recursive: true });
  }
});
