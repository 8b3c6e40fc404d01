import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openHouse, type House } from '../../../tests/house.ts';
import type { BodyId, PersonId } from '#kernel/ids';
import { decideApproval } from '#parts/approvals';
import { setPolicy } from '#policy';
import { addExercise } from './exercise.fixture.ts';
import { awardPurchase, cancelPurchase, exerciseRoute, overridePurchaseRoute, overrideRoute, recordPurchase, valueExercise } from './index.ts';

let house: House;
let body: BodyId;
let administrator: PersonId;
let officer: PersonId;
let director: PersonId;

beforeAll(async () => {
  house = await openHouse();
  await house.setClock('2026-11-02T10:00:00Z');
  body = await house.addBody('kent');
  administrator = await house.addPerson('Ann Administrator', ['administrator', body]);
  officer = await house.addPerson('Paul Officer', ['procurement-officer', body]);
  director = await house.addPerson('Dora Director', ['lead-director', body]);
  for (const name of ['Acme Limited', 'Bright Futures', 'Twin', 'Twin']) await house.addOrganisation(name);
});
afterAll(() => house.close());

const purchase = (value: string, more: object = {}) => ({ bodyId: body, title: `Purchase of ${value}`, value, decidedOn: '2026-11-02', ...more });
const policy = (key: string, fields: object, from: string, more: object = {}) => house.mustRun(setPolicy, administrator, { bodyId: body, key, fields, from, source: 'Standing order 5', reason: 'Test', ...more });
const approvalsOf = (id: string) => house.database.read((read) => read.selectFrom('approval').selectAll().where('about_id', '=', id).orderBy('round').execute());

describe('DP-01: recording and awarding a purchase', () => {
  test('over HTTP: £8,001 needs three quotations, and two are refused', async () => {
    const visitor = house.visitor(officer);
    const recorded = await visitor.post('/purchases/new', {
      bodyId: body, title: 'Minibus hire', category: 'services', value: '8,001', vat: '20', supplier: 'acme limited', 'decidedOn-day': '2', 'decidedOn-month': '11', 'decidedOn-year': '2026', quotesReceived: '2',
    });
    expect(recorded.text).toContain('Recorded. The route is: written quotations.');
    expect(recorded.text).toContain('At least 3 written quotations: £8,000 or more, excluding VAT.');
    const refused = await visitor.post(`${recorded.url}/award`, { supplier: 'Acme Limited', quotesReceived: '2' });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('This purchase needs at least 3 written quotations, and 2 are recorded.');
    expect((await visitor.post(`${recorded.url}/award`, { supplier: 'Acme Limited', quotesReceived: '3' })).text).toContain('Awarded.');
    expect((await visitor.get('/purchases')).text).toContain('Minibus hire');
  });

  test('£50,000 must be advertised, with a plan', async () => {
    const recorded = await house.mustRun(recordPurchase, officer, purchase('50000'));
    expect(recorded).toMatchObject({ route: 'advertised', planRequired: true });
    expect(await house.run(awardPurchase, officer, { purchaseId: recorded.id, supplier: 'Acme Limited', quotesReceived: '5' })).toMatchObject({ code: 'must-be-advertised' });
  });

  test('mistakes and strangers', async () => {
    const outsider = await house.addPerson('Olga Other', ['procurement-officer', await house.addBody('surrey')]);
    expect(await house.run(recordPurchase, outsider, purchase('100'))).toMatchObject({ kind: 'refused', code: 'not-yours' });
    expect((await house.run(recordPurchase, director, purchase('100'))).kind).toBe('forbidden');
    expect(await house.run(recordPurchase, officer, purchase('-1'))).toMatchObject({ kind: 'invalid', errors: [{ field: 'value' }] });
    expect(await house.run(recordPurchase, officer, purchase('999999999999999'))).toMatchObject({ code: 'too-much' });
    expect(await house.run(recordPurchase, officer, purchase('100', { decidedOn: '2026-11-03' }))).toMatchObject({ code: 'in-the-future', field: 'decidedOn' });
    expect(await house.run(recordPurchase, officer, purchase('100', { supplier: 'Nobody' }))).toMatchObject({ code: 'no-supplier', field: 'supplier' });
    expect(await house.run(recordPurchase, officer, purchase('100', { supplier: 'Twin' }))).toMatchObject({ code: 'several-suppliers' });
    const { id } = await house.mustRun(recordPurchase, officer, purchase('100', { title: '<script>alert(1)</script>' }));
    expect((await house.visitor(outsider).get(`/purchases/${id}`)).status).toBe(404);
    expect((await house.visitor(outsider).get('/purchases')).text).not.toContain('alert(1)');
    expect((await house.visitor(officer).get(`/purchases/${id}`)).html).not.toContain('<script>alert');
    expect((await house.visitor().get('/purchases')).url).toContain('/sign-in');
  });

  test('awarded twice at once is awarded once', async () => {
    const { id } = await house.mustRun(recordPurchase, officer, purchase('200'));
    const results = await Promise.all([1, 2, 3].map(() => house.run(awardPurchase, officer, { purchaseId: id, supplier: 'Bright Futures', quotesReceived: '0', reason: 'Nobody else does it' })));
    expect(results.map((result) => result.kind === 'refused' ? result.code : result.kind).sort()).toEqual(['done', 'wrong-state', 'wrong-state']);
  });
});

describe('DM-05: purchases that should have been posted', () => {
  test('DM-05: a £5,200 purchase with no posting is flagged under “required from £5,000”; switching to “optional” removes the flag, and who switched it and when is logged', async () => {
    const { id } = await house.mustRun(recordPurchase, officer, purchase('5200', { title: 'Quiet purchase' }));
    const visitor = house.visitor(officer);
    expect((await visitor.get(`/purchases/${id}`)).text).toContain('No opportunity was posted for it');
    expect((await visitor.get('/purchases')).text).toContain('Not posted');
    const below = await house.mustRun(recordPurchase, officer, purchase('4999.99', { title: 'Below it' }));
    expect((await visitor.get(`/purchases/${below.id}`)).text).not.toContain('No opportunity was posted');
    await policy('opportunity.publishing', { choice: 'optional' }, '2026-11-02');
    expect((await visitor.get(`/purchases/${id}`)).text).not.toContain('No opportunity was posted');
    const change = await house.database.read((read) => read.selectFrom('audit_entry').select(['act', 'actor_person_id as actor_id']).where('act', 'like', 'policy.set%').orderBy('happened_at', 'desc').limit(1).executeTakeFirst());
    expect(change).toMatchObject({ actor_id: administrator });
    await policy('opportunity.publishing', { choice: 'required' }, '2026-11-02', { reason: 'Back again' });
  });
  test('one with its posting named is not flagged; a posting that is not there is refused', async () => {
    expect(await house.run(recordPurchase, officer, purchase('5200', { posting: 'KENT-OP-9999' }))).toMatchObject({ code: 'no-posting', field: 'posting' });
  });
});

describe('DP-02: split purchases', () => {
  test('two of £7,000 from one supplier in a year raise a flag, shown and reported; cancelling clears it', async () => {
    const supplier = 'Splitters';
    await house.addOrganisation(supplier);
    const first = await house.mustRun(recordPurchase, officer, purchase('7000', { supplier, decidedOn: '2026-01-10', title: 'First half' }));
    expect(first.splitFlag).toBeNull();
    const second = await house.mustRun(recordPurchase, officer, purchase('7000', { supplier, title: 'Second half' }));
    expect(second.splitFlag).toContain('2 purchases from Splitters within 12 months come to £14,000');
    expect((await house.visitor(officer).get(`/purchases/${second.id}`)).text).toContain('First half');
    expect((await house.visitor(officer).get('/purchases?flagged=yes')).text).toContain('May be split');
    expect((await house.visitor(director).get('/reports/exemptions')).text).toContain('Second half');
    await house.mustRun(cancelPurchase, officer, { purchaseId: first.id, reason: 'Not needed' });
    expect((await house.visitor(officer).get(`/purchases/${second.id}`)).text).not.toContain('come to £14,000');
  });

  test('more than a year apart is none; one recorded late flags the later one', async () => {
    const supplier = 'Yearly';
    await house.addOrganisation(supplier);
    await house.mustRun(recordPurchase, officer, purchase('7000', { supplier, decidedOn: '2025-11-02' }));
    const later = await house.mustRun(recordPurchase, officer, purchase('7000', { supplier }));
    expect(later.splitFlag).toBeNull();
    await house.mustRun(recordPurchase, officer, purchase('2000', { supplier, decidedOn: '2026-06-01' }));
    expect((await house.visitor(officer).get(`/purchases/${later.id}`)).text).toContain('come to £9,000');
  });

  test('two at once see each other', async () => {
    await house.addOrganisation('At once');
    const results = await Promise.all(['a', 'b'].map((title) => house.mustRun(recordPurchase, officer, purchase('7000', { supplier: 'At once', title }))));
    expect(results.filter(({ splitFlag }) => splitFlag !== null).length).toBe(1);
  });
});

describe('OR-13: another route than the rule says', () => {
  test('asks whoever the authority names; counts once agreed; stands in the audit trail and the report', async () => {
    const { id } = await house.mustRun(recordPurchase, officer, purchase('8001', { title: 'Only one maker' }));
    const asked = { purchaseId: id, route: 'direct-purchase', reason: 'Only one supplier makes it' };
    expect(await house.run(overridePurchaseRoute, officer, asked)).toMatchObject({ code: 'policy-not-set' });
    await policy('purchasing.exemptionApprover', { choice: 'lead-director' }, '2026-11-02');
    await house.mustRun(overridePurchaseRoute, officer, asked);
    expect(await house.run(awardPurchase, officer, { purchaseId: id, supplier: 'Acme Limited', quotesReceived: '1' })).toMatchObject({ code: 'exemption-waiting' });
    const [approval] = await approvalsOf(id);
    expect(await house.run(decideApproval, officer, { approvalId: approval!.id, decision: 'agree', reason: '' })).toMatchObject({ kind: 'refused' });
    await house.mustRun(decideApproval, director, { approvalId: approval!.id, decision: 'agree', reason: '' });
    await house.mustRun(awardPurchase, officer, { purchaseId: id, supplier: 'Acme Limited', quotesReceived: '1' });
    const auditor = await house.addPerson('Ada Auditor', ['auditor', body]);
    const found = await house.visitor(auditor).get('/audit?words=override');
    for (const words of ['Paul Officer', 'recorded an override of the purchasing route', 'Only one supplier makes it', 'At least 3 written quotations: £8,000 or more']) expect(found.text).toContain(words);
    const report = await house.visitor(auditor).get('/reports/exemptions');
    for (const words of ['Only one maker', 'Direct purchase', 'Only one supplier makes it', 'Agreed', 'Dora Director']) expect(report.text).toContain(words);
  });

  test('a reason is needed, and the law’s own requirement cannot be lifted', async () => {
    const { id } = await house.mustRun(recordPurchase, officer, purchase('300000'));
    const seen = await house.visitor(officer).post(`/purchases/${id}/exemption`, {});
    expect(seen.text).toContain('cannot lift it');
    expect(await house.run(overridePurchaseRoute, officer, { purchaseId: id, route: 'direct-purchase', reason: ' ' })).toMatchObject({ kind: 'invalid', errors: [{ field: 'reason' }] });
    expect(await house.run(overridePurchaseRoute, officer, { purchaseId: id, route: 'direct-purchase', reason: 'Quick' })).toMatchObject({ code: 'law' });
  });
});

describe('the value of an exercise', () => {
  test('DP-02 over HTTP: £20,000 × 2 years and an optional third is £60,000, advertised with a plan', async () => {
    const id = await addExercise(house.database, body, officer, 'Youth work in Swale');
    const visitor = house.visitor(officer);
    expect((await visitor.get(`/exercises/${id}/value`)).text).toContain('No whole-life value has been recorded yet');
    const bad = await visitor.post(`/exercises/${id}/value/edit`, { annual: '', years: '0', extensionYears: 'one', oneOff: '', vat: '20', 'lots-1-annual': '5' });
    expect(bad.status).toBe(422);
    for (const words of ['Enter what it costs a year', 'Enter a number from 0.001 to 100', 'Enter a number, like 2 or 2.5', 'Enter what the lot is for']) expect(bad.text).toContain(words);
    expect(bad.html).toContain('value="one"');
    const seen = await visitor.post(`/exercises/${id}/value/edit`, { annual: '20,000', years: '2', extensionYears: '1', oneOff: '', vat: '20' });
    expect(seen.text).toContain('The whole-life value is £60,000 excluding VAT. The route is: advertised tender.');
    expect(seen.text).toContain('Needed before anything is advertised');
    expect(seen.text).toContain('£20,000 × (2 years + 1 of extension)');
    expect(await house.database.read((read) => exerciseRoute(read, id))).toMatchObject({ route: 'advertised', exemption: null, valuation: { lawPack: 'uk-2026', aboveThreshold: false } });
  });

  test('a new value supersedes the old; an exemption lapses with it', async () => {
    const id = await addExercise(house.database, body, officer, 'Respite');
    const value = (annual: string) => house.mustRun(valueExercise, officer, { exerciseId: id, annual, years: '1', extensionYears: '', oneOff: '', vat: '20', lots: [{ title: 'North', annual: '1000', oneOff: '' }] });
    await value('59000');
    await house.mustRun(overrideRoute, officer, { exerciseId: id, route: 'written-quotations', reason: 'Urgent' });
    const [approval] = await approvalsOf(id);
    expect(await house.database.read((read) => exerciseRoute(read, id))).toMatchObject({ route: 'advertised', exemption: 'waiting' });
    await house.mustRun(decideApproval, director, { approvalId: approval!.id, decision: 'agree', reason: '' });
    expect(await house.database.read((read) => exerciseRoute(read, id))).toMatchObject({ route: 'written-quotations', exemption: 'agreed' });
    expect((await house.visitor(director).get('/reports/exemptions')).text).toContain('Respite');
    await value('69000');
    expect(await house.database.read((read) => exerciseRoute(read, id))).toMatchObject({ route: 'advertised', exemption: null });
    expect((await house.visitor(officer).get(`/exercises/${id}/value`)).text).toContain('Earlier values');
  });

  test('an officer of another body sees and changes nothing', async () => {
    const id = await addExercise(house.database, body, officer, 'Private');
    const other = await house.addPerson('Oscar Other', ['procurement-officer', await house.addBody('essex')]);
    for (const path of ['value', 'value/edit', 'value/exemption']) expect((await house.visitor(other).get(`/exercises/${id}/${path}`)).status).toBe(404);
    expect((await house.run(valueExercise, other, { exerciseId: id, annual: '1', years: '1', extensionYears: '', oneOff: '', vat: '20' })).kind).toBe('forbidden');
  });
});

describe('XC-04: what if another amount applied?', () => {
  test('lists the purchases between and changes nothing; a 2014 purchase still shows the 2014 rule', async () => {
    const body2 = await house.addBody('medway');
    const admin = await house.addPerson('Amy Admin', ['administrator', body2]);
    const buyer = await house.addPerson('Bea Buyer', ['procurement-officer', body2]);
    const set = (amount: string, from: string) => house.mustRun(setPolicy, admin, { bodyId: body2, key: 'purchasing.advertiseFrom', fields: { amount, op: '>=', basis: 'net' }, from, source: `Rules of ${from}`, reason: 'History', isCorrection: true });
    await set('30000', '2014-01-01');
    await set('50000', '2016-01-01');
    const buy = (value: number, decidedOn: string) => house.mustRun(recordPurchase, buyer, { bodyId: body2, title: `Bought for ${value}`, value: String(value), decidedOn });
    const old = await buy(31_000, '2014-06-01');
    for (let index = 1; index < 120; index++) await buy(500 * index, '2025-06-01');
    const before = await house.database.read((read) => read.selectFrom('purchase').selectAll().where('body_id', '=', body2).orderBy('id').execute());
    const visitor = house.visitor(buyer);
    const address = `/bodies/${body2}/policy/what-if?key=purchasing.advertiseFrom&op=%3E%3D&amount=25000`;
    const seen = await visitor.get(address);
    // £25,000 to £49,500 in steps of £500, and the £31,000 of 2014.
    expect(seen.text).toContain('51 past purchases would have been treated differently');
    expect(seen.text).toContain('Bought for 25000');
    expect(seen.text).not.toContain('Bought for 24500');
    expect(seen.text).not.toContain('Bought for 50000');
    const second = await visitor.get(`${address}&page=2`);
    expect(second.text).toContain('Advertised to everyone: £30,000 or more, excluding VAT.');
    expect((await visitor.get(`/purchases/${old.id}`)).text).toContain('Rules of 2014-01-01');
    expect(await house.database.read((read) => read.selectFrom('purchase').selectAll().where('body_id', '=', body2).orderBy('id').execute())).toEqual(before);
    expect((await visitor.get(`/bodies/${body2}/policy`)).text).toContain('£50,000 or more, excluding VAT');
    expect((await visitor.get(`/bodies/${body2}/policy/what-if?amount=lots`)).text).toContain('Enter an amount in pounds');
    expect((await house.visitor(officer).get(address)).status).toBe(404);
  });
});
