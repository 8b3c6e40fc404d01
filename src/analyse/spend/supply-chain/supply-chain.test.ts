import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { calendarDate } from '#kernel/calendar-date';
import { newId, type BodyId, type PersonId } from '#kernel/ids';
import { decideMove, statesOf } from '#kernel/machine';
import { matchName } from '#parties';
import { setPolicy } from '#policy';
import { openHouse, type House } from '../../../../tests/house.ts';
import { importSpend } from '../import-spend.command.ts';
import { fileOf } from '../spend.fixture.ts';
import { remindReturnsJob } from './remind.job.ts';
import { periodsOver, RETURN_MOVES, standingOf, type ReturnState } from './return-period.ts';
import { acceptReturn, askReturns, prepareReturn, queryReturn, sendReturn } from './supply-chain.commands.ts';

const day = calendarDate;

describe('periods', () => {
  const duty = { everyMonths: 3, firstOn: day('2025-01-31'), dueDays: 30 };
  test('those that are over, from the first day on, the last cut at the contract’s end', () => {
    expect(periodsOver(duty, null, day('2025-04-29'))).toEqual([]);
    expect(periodsOver(duty, null, day('2025-08-01'))).toEqual([{ fromOn: '2025-01-31', toOn: '2025-04-29', dueOn: '2025-05-29' }, { fromOn: '2025-04-30', toOn: '2025-07-30', dueOn: '2025-08-29' }]);
    expect(periodsOver(duty, day('2025-06-15'), day('2026-08-01')).at(-1)).toEqual({ fromOn: '2025-04-30', toOn: '2025-06-15', dueOn: '2025-07-15' });
    expect(periodsOver(duty, day('2024-12-31'), day('2026-08-01'))).toEqual([]);
  });
  test.each([[null, '2025-05-29', 'open'], [null, '2025-05-30', 'late'], ['2025-05-29', '2025-09-01', 'in-time'], ['2025-05-30', '2025-09-01', 'sent-late']] as const)('sent %s, asked on %s: %s', (sentOn, today, standing) => expect(standingOf(day('2025-05-29'), sentOn === null ? null : day(sentOn), day(today))).toBe(standing));
  test('every state against every move', () => {
    const may: Readonly<Record<string, readonly ReturnState[]>> = { prepare: ['draft', 'queried'], send: ['draft'], accept: ['sent'], query: ['sent', 'accepted'] };
    for (const move of Object.keys(RETURN_MOVES) as (keyof typeof RETURN_MOVES)[]) for (const state of statesOf<ReturnState>(RETURN_MOVES)) expect(decideMove(RETURN_MOVES, move, state, 'This return', 'why').kind === 'allowed', `${move} ${state}`).toBe(may[move]!.includes(state));
  });
});

describe('a contractor files what it paid to sub-contractors', () => {
  let house: House;
  let folder: string;
  let bodyId: BodyId;
  let manager: PersonId;
  let writer: PersonId;
  let stranger: PersonId;
  let agreementId: string;
  const FROM = '2025-04-01';
  const base = () => `/agreements/${agreementId}/second-tier`;

  beforeAll(async () => {
    house = await openHouse();
    folder = await mkdtemp(join(tmpdir(), 'wantsum-returns-'));
    await house.setClock('2025-08-10T09:00:00Z');
    bodyId = await house.addBody('tiers');
    manager = await house.addPerson('Marcus', ['contract-manager', bodyId]);
    const [finance, admin] = [await house.addPerson('Femi', ['finance-officer', bodyId]), await house.addPerson('Alison', ['administrator', bodyId])];
    const [main, other] = [await house.addOrganisation('Far Works plc'), await house.addOrganisation('Other Works')];
    await house.database.pool.query("update organisation set match_name = $2, postcode = 'SW1A 1AA' where id = $1", [main, matchName('Far Works plc')]);
    [writer, stranger] = [await house.addPerson('Wanda', ['bid-writer', main]), await house.addPerson('Otto', ['bid-writer', other])];
    await house.mustRun(setPolicy, admin, { bodyId, key: 'localSpend.districts', fields: { text: 'Canterbury: CT1, CT2' }, from: '2000-01-01', isCorrection: true, source: 'Committee', owner: '', reason: 'As decided' });
    agreementId = newId<'agreement'>();
    await house.database.pool.query(`insert into agreement (id, reference, body_id, kind, title, lead_organisation_id, manager_id, value_net_pence, starts_on, ends_on, state, incomplete, missing, source) values ($1, 'R-1', $2, 'contract', 'Road repairs', $3, $4, 1, '2025-04-01', '2027-03-31', 'live', true, '{outcome}', 'imported')`, [agreementId, bodyId, main, manager]);
    await house.mustRun(importSpend, finance, { source: { file: fileOf([{ date: '2025-05-01', amountPence: 1_000_000n, supplier: 'Far Works plc' }]), name: 'ledger.csv' }, body: 'tiers' });
  }, 60_000);
  afterAll(async () => {
    await house?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const file = async (text: string): Promise<string> => {
    const path = join(folder, `${newId<'test'>()}.csv`);
    await writeFile(path, text);
    return path;
  };
  const period = { fromOn: FROM };
  const prepare = (more: object, as = writer) => house.run(prepareReturn, as, { agreementId, ...period, method: 'Every invoice', ...more });
  const mails = async (subject: string): Promise<number> => Number((await house.database.pool.query<{ n: string }>('select count(*) as n from outbox_mail where subject like $1', [`${subject}%`])).rows[0]!.n);
  const local = async (): Promise<string> => (await house.visitor().get('/spend/report/local?body=tiers&year=2025-26')).text;

  test('the manager asks for returns, over the web; a contractor, an auditor and a stranger cannot', async () => {
    const visitor = house.visitor(manager);
    expect((await visitor.get(`/contracts/${agreementId}`)).text).toContain('Ask for returns');
    const refused = await visitor.send(`${base()}/ask`, { everyMonths: '3', 'firstOn-day': '31', 'firstOn-month': '2', 'firstOn-year': '2025', dueDays: '30' }).catch(() => null);
    await visitor.get(`${base()}/ask`);
    const bad = refused ?? (await visitor.send(`${base()}/ask`, { everyMonths: '3', 'firstOn-day': '31', 'firstOn-month': '2', 'firstOn-year': '2025', dueDays: '30' }));
    expect(bad.text).toContain('Enter the first day of the first period');
    for (const [dueDays, firstOn] of [['0', '2025-04-01'], ['121', '2025-04-01'], ['30', '2024-04-01'], ['30', '2028-01-01']]) expect(await house.run(askReturns, manager, { agreementId, everyMonths: '3', firstOn, dueDays })).toMatchObject({ kind: 'refused' });
    expect(await house.run(askReturns, writer, { agreementId, everyMonths: '3', firstOn: FROM, dueDays: '30' })).toEqual({ kind: 'forbidden' });
    await visitor.get(`${base()}/ask`);
    expect((await visitor.send(`${base()}/ask`, { everyMonths: '3', 'firstOn-day': '1', 'firstOn-month': '4', 'firstOn-year': '2025', dueDays: '30' })).text).toContain('Owed: 1 return , 1 of them late.');
  });

  test('what cannot be read is told row by row, and nothing is kept; nothing else’s return can be put in', async () => {
    expect(await prepare({ path: await file('Payee,Postcode,Date paid,Amount\nA Ltd,CT1 1AA,14/5/2025,100\n,CT1,31/3/2025,-5\nB Ltd,XX,32/5/2025,lots\n') })).toMatchObject({ kind: 'refused', code: 'unreadable-rows', sentence: expect.stringContaining('Row 3, sub-contractor: names nobody. Row 3, date paid: 31 March 2025 is not between 1 April 2025 and 30 June 2025.') as string });
    expect(await prepare({ path: await file('Who,When\nA,B\n') })).toMatchObject({ code: 'unreadable', field: 'file' });
    expect(await prepare({ path: await file('%PDF-1.7') })).toMatchObject({ code: 'unreadable' });
    expect(await prepare({ path: await file('Payee,Date paid,Amount\n') })).toMatchObject({ code: 'no-payments' });
    expect(await prepare({})).toMatchObject({ code: 'one-of-three' });
    expect(await prepare({ none: true, typed: 'A, CT1 1AA, 1/5/2025, 5' })).toMatchObject({ code: 'one-of-three' });
    expect(await prepare({ none: true, method: ' ' })).toMatchObject({ kind: 'invalid' });
    for (const fromOn of ['2025-07-01', '2025-04-02', 'x']) expect(await prepare({ none: true, fromOn })).toMatchObject({ code: 'no-such-period' });
    for (const as of [stranger, manager]) expect(await prepare({ none: true }, as)).toEqual({ kind: 'forbidden' });
    const { rows } = await house.database.pool.query('select 1 from second_tier_return where agreement_id = $1', [agreementId]);
    expect(rows).toHaveLength(0);
    expect(await house.run(sendReturn, writer, { agreementId, ...period })).toMatchObject({ code: 'nothing-to-send' });
  });

  test('reminded once when it is due and once when it is late, and it is on the contractor’s home page', async () => {
    await house.setClock('2025-07-24T09:00:00Z');
    await remindReturnsJob.run(house.services, {});
    await remindReturnsJob.run(house.services, {});
    expect([await mails('Your return of 1 April 2025 to 30 June 2025 is due on 30 July 2025'), await mails('Your return of 1 April 2025 to 30 June 2025 is late')]).toEqual([1, 0]);
    await house.setClock('2025-08-10T09:00:00Z');
    await remindReturnsJob.run(house.services, {});
    await remindReturnsJob.run(house.services, {});
    expect(await mails('Your return of 1 April 2025 to 30 June 2025 is late')).toBe(1);
    expect((await house.visitor(writer).get('/home')).text).toContain('Return what you paid to sub-contractors of Road repairs from 1 April 2025');
    expect(await local()).toMatch(/Returns that contractors owe .*Road repairs 1 0 0 1 0/);
  });

  test('OR-03: put in from a file, looked at, sent late, queried with a reason, put right, accepted: then it counts, and never twice', async () => {
    const path = await file('Sub-contractor,Post code,Date paid,Amount (£)\r\n"=Shore, Sons & Co",ct11aa,14/05/2025,"1,250.00"\r\nFar Away Ltd,M1 1AA,15/05/2025,700\r\nTotal,,,1950\r\n');
    expect(await prepare({ path, fileName: 'ledger.csv' })).toMatchObject({ kind: 'done' });
    const own = house.visitor(writer);
    const shown = await own.get(`${base()}/${FROM}`);
    for (const words of ['£1,950 in 2 payments', '£1,250 in 1 payment', 'Sub-contractor Sub-contractor', 'Postcode Post code', 'Amount Amount (£)', 'ledger.csv', 'Not sent yet']) expect(shown.text).toContain(words);
    // Before it is sent the authority sees none of it, and it counts for nothing.
    expect((await house.visitor(manager).get(`${base()}/${FROM}`)).text).not.toContain('Shore');
    expect(await house.run(acceptReturn, manager, { agreementId, ...period })).toMatchObject({ code: 'wrong-state' });
    expect((await own.send(`${base()}/${FROM}/send`, {})).text).toContain('To be checked Sent late');
    expect(await house.run(sendReturn, writer, { agreementId, ...period })).toMatchObject({ code: 'wrong-state' });
    expect(await prepare({ none: true })).toMatchObject({ code: 'wrong-state' });
    expect(await mails('A return to check: Road repairs')).toBe(1);
    expect(await local()).toContain('First tier 0.0%; both tiers 0.0%');
    const check = house.visitor(manager);
    expect((await check.get('/home')).text).toContain('Check the contractor’s return for Road repairs');
    await check.get(`${base()}/${FROM}`);
    expect((await check.send(`${base()}/${FROM}/query`, { reason: '' })).text).toContain('Give a reason');
    await check.get(`${base()}/${FROM}`);
    expect((await check.send(`${base()}/${FROM}/query`, { reason: 'Is Shore within the city?' })).text).toContain('Asked again');
    expect(await mails('A question about your return')).toBe(1);
    expect((await own.get('/home')).text).toContain('Answer what is asked about your return for Road repairs');
    await own.get(`${base()}/${FROM}/prepare`);
    const again = await own.send(`${base()}/${FROM}/prepare`, { typed: 'Shore & Sons, CT1 1AA, 14/5/2025, 1000.00\nFar Away Ltd, , 15/5/2025, 700', method: 'Every invoice' });
    expect(again.text).toContain('£1,000 in 1 payment');
    await own.send(`${base()}/${FROM}/send`, {});
    await check.get(`${base()}/${FROM}`);
    expect((await check.send(`${base()}/${FROM}/accept`, {})).text).toContain('Accepted');
    expect(await house.run(acceptReturn, manager, { agreementId, ...period })).toMatchObject({ code: 'wrong-state' });
    expect(await local()).toMatch(/both tiers 10\.0%.*Returns that contractors owe .*Road repairs 1 0 1 0 0/);
    const returned = await house.visitor().get('/spend/second-tier?body=tiers&year=2025-26');
    expect(returned.text).toContain('1 return counts, £1,000 in all');
    const address = /href="(\/spend\/second-tier\/[0-9a-f-]{36})"/.exec(returned.html)![1]!;
    // Anyone follows the figure to its payments; who the sub-contractors are is for the authority.
    expect((await house.visitor().get(address)).text).toContain('A sub-contractor CT1 14 May 2025 £1,000 Yes');
    expect((await house.visitor().get(address)).text).not.toContain('Shore');
    expect((await house.visitor(manager).get(address)).text).toContain('Shore & Sons');
  });

  test('two at once: one return is accepted once; more than the ledger shows is not accepted', async () => {
    await house.setClock('2025-10-05T09:00:00Z');
    const next = { fromOn: '2025-07-01' };
    expect(await prepare({ ...next, typed: 'Shore & Sons, CT1 1AA, 14/7/2025, 1000.00' })).toMatchObject({ kind: 'done' });
    const sent = await Promise.all([1, 2].map(() => house.run(sendReturn, writer, { agreementId, ...next })));
    expect(sent.map(({ kind }) => kind).toSorted()).toEqual(['done', 'refused']);
    expect(await house.run(acceptReturn, manager, { agreementId, ...next })).toMatchObject({ code: 'more-than-paid' });
    expect(await house.run(queryReturn, manager, { agreementId, ...next, reason: 'We have paid you nothing since.' })).toMatchObject({ kind: 'done' });
    expect(await prepare({ ...next, none: true })).toMatchObject({ kind: 'done' });
    await house.mustRun(sendReturn, writer, { agreementId, ...next });
    await house.mustRun(acceptReturn, manager, { agreementId, ...next });
    expect(await local()).toMatch(/Road repairs 2 1 1 0 0/);
  });

  test('forbidden, absent and hostile addresses', async () => {
    for (const as of [undefined, stranger]) {
      for (const url of [`${base()}/${FROM}/prepare`, `${base()}/ask`, `${base()}/${FROM}/accept`]) expect((await house.visitor(as).get(url)).text, url).not.toContain('Road repairs, 1 April');
      expect((await house.visitor(as).get(base())).text).toContain('Owed: 2 returns , 1 of them late.');
      expect((await house.visitor(as).get(`${base()}/${FROM}`)).text).not.toContain('Shore');
    }
    for (const url of [`${base()}/2025-04-02`, `${base()}/x`, '/agreements/x/second-tier', `/agreements/${newId<'agreement'>()}/second-tier`]) expect((await house.visitor(manager).get(url)).status, url).toBe(404);
    for (const query of ['only=x', 'year=zz', 'only=late&year=2025-26', 'page=99']) expect((await house.visitor(manager).get(`${base()}?${query}`)).status).toBe(200);
  });

  test('a contract whose returns are ended owes none any more; what was accepted still counts', async () => {
    await house.mustRun(askReturns, manager, { agreementId, everyMonths: '0', firstOn: '', dueDays: '' });
    expect(await house.run(askReturns, manager, { agreementId, everyMonths: '0', firstOn: '', dueDays: '' })).toMatchObject({ code: 'none-asked' });
    expect(await local()).toContain('both tiers 10.0%');
    // What was put in stays in sight; nothing more is owed.
    await house.setClock('2026-06-01T09:00:00Z');
    expect((await house.visitor(writer).get(`${base()}/${FROM}`)).text).toContain('Accepted');
    expect((await house.visitor(writer).get(base())).text).toContain('Owed: 2 returns , 1 of them late.');
    expect((await house.visitor(writer).get(`${base()}/2026-01-01`)).status).toBe(404);
  });
});
