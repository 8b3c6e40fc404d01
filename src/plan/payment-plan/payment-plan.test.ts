import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { calendarDate } from '#kernel/calendar-date';
import { decimal } from '#kernel/decimal';
import { newId, type Id } from '#kernel/ids';
import { sumPence } from '#kernel/money';
import { openHouse, type House } from '../../../tests/house.ts';
import { addCounty, addExercise, type County } from '../exercises/exercises.fixture.ts';
import { addPaymentPart, cashView, savePaymentPlan, yearEnds } from './index.ts';
import { amountsOf, decidePart, deepest, paymentWarnings, type PaymentPart, type PaymentPlan } from './payment-plan.ts';

const part = (kind: PaymentPart['kind'], share: string, more: Partial<PaymentPart> = {}): PaymentPart => ({ id: 'x' as Id<'payment_part'>, kind, name: '', sharePercent: decimal(share), workEndsOn: null, payableOn: null, ...more });
const day = calendarDate;
const planOf = (...parts: PaymentPart[]): PaymentPlan => ({ exerciseId: 'e', valueNetPence: 100_000_00n, startsOn: day('2026-04-01'), endsOn: day('2027-03-31'), paymentDays: 30, reasons: '', parts });
const atRisk = part('at-risk', '40', { name: 'Half of them in work', payableOn: day('2027-06-30') });

describe('the provider’s money', () => {
  test('PL-22: 40% of £100,000 at risk after 31 March leaves the provider £40,000 short at the year end', () => {
    const months = cashView(planOf(part('on-account', '60'), atRisk));
    expect(yearEnds(months)).toEqual([{ on: '2027-03-31', label: '2026 to 2027', balancePence: -40_000_00n }]);
    expect(months.at(-1)).toMatchObject({ month: '2027-06-01', balancePence: 0n });
    expect(deepest(months)).toMatchObject({ balancePence: -40_000_00n });
  });

  test('PL-22: it is above a limit of 20% and in a later financial year: two warnings; within both there is none', () => {
    expect(paymentWarnings(planOf(part('on-account', '60'), atRisk), decimal('20')).map(({ code }) => code)).toEqual(['share-at-risk', 'later-year']);
    expect(paymentWarnings(planOf(part('on-account', '60'), atRisk), decimal('40')).map(({ code }) => code)).toEqual(['later-year']);
    expect(paymentWarnings(planOf(part('on-account', '80'), part('at-risk', '20', { name: 'r', payableOn: day('2027-03-31') })), decimal('20'))).toEqual([]);
    expect(paymentWarnings(planOf(atRisk), null).map(({ code }) => code)).toEqual(['later-year']);
  });

  test.each([
    ['up-front', 91_666_67n, 0n], ['on-account', 0n, 0n], ['in-arrears', -8_333_33n, -8_333_33n],
  ] as const)('paid %s, the first month ends at %s pence and the contract at %s', (kind, first, last) => {
    const months = cashView(planOf(part(kind, '100')));
    expect([months[0]!.balancePence, months[11]!.balancePence]).toEqual([first, last]);
    expect(months.at(-1)!.balancePence).toBe(0n);
  });

  test('thirds add up to the price, to the penny', () => {
    const plan = { ...planOf(part('up-front', '33.3333'), part('on-account', '33.3333'), part('in-arrears', '33.3334')), valueNetPence: 100_01n };
    expect(sumPence(amountsOf(plan))).toBe(100_01n);
    expect(cashView(plan).at(-1)!.balancePence).toBe(0n);
  });

  test('nothing beyond the price, nothing staged without a name and a day, nothing outside the term', () => {
    const plan = planOf(part('on-account', '60'));
    const { id: _id, ...given } = atRisk;
    expect(decidePart(plan, { ...given, sharePercent: decimal('41') })).toMatchObject({ code: 'too-much' });
    expect(decidePart(plan, { ...given, name: '' })).toMatchObject({ field: 'name' });
    expect(decidePart(plan, { ...given, payableOn: null })).toMatchObject({ field: 'payableOn' });
    expect(decidePart(plan, { ...given, payableOn: day('2026-03-31') })).toMatchObject({ code: 'too-early' });
    expect(decidePart(plan, { ...given, workEndsOn: day('2027-04-01') })).toMatchObject({ field: 'workEndsOn' });
    expect(decidePart(plan, { ...given, kind: 'on-account' })).toMatchObject({ code: 'there-already' });
    expect(decidePart(plan, given).kind).toBe('allowed');
  });
});

describe('over HTTP', () => {
  let house: House;
  let county: County;
  let exerciseId: string;
  beforeAll(async () => {
    house = await openHouse();
    await house.setClock('2026-03-02T09:00:00Z');
    county = await addCounty(house, 'kent');
    exerciseId = await addExercise(house, county);
    await house.database.write((tx) => tx.insertInto('local_policy').values({ id: newId<'local_policy'>(), body_id: county.bodyId, key: 'payment.mostAtRiskPercent', valid: '[2020-01-01,)', value: JSON.stringify('20'), source: 'Cabinet 4' }).execute());
  });
  afterAll(() => house.close());

  test('PL-22: saved on the pages, both warnings stand above the plan, with the cash view as a sentence, a drawing and a table', async () => {
    const visitor = house.visitor(county.commissioner);
    const base = `/exercises/${exerciseId}/payment`;
    expect((await visitor.get(base)).text).toContain('Nobody has said yet how the provider is paid');
    await visitor.post(`${base}/edit`, { value: '100,000', 'startsOn-day': '1', 'startsOn-month': '4', 'startsOn-year': '2026', 'endsOn-day': '31', 'endsOn-month': '3', 'endsOn-year': '2027', paymentDays: '14', reasons: '' });
    expect((await visitor.post(`${base}/add`, { kind: 'on-account', sharePercent: '60' })).text).toContain('40% of the price is still to be placed');
    const refused = await visitor.post(`${base}/add`, { kind: 'at-risk', sharePercent: '40', name: 'Half of them in work' });
    expect(refused.text).toContain('Enter the day on which the money is there');
    expect(refused.html).toContain('value="Half of them in work"');
    const seen = await visitor.post(`${base}/add`, { kind: 'at-risk', sharePercent: '40', name: 'Half of them in work', 'payableOn-day': '30', 'payableOn-month': '6', 'payableOn-year': '2027' });
    expect(seen.text).toContain('40% of the price is at risk. The authority’s limit is 20%');
    expect(seen.text).toContain('£40,000 for results is paid in a later financial year');
    expect(seen.text).toContain('At the year end, 31 March 2027, the provider is £40,000 short.');
    expect(seen.html).toContain('<svg class="wantsum-chart__svg"');
    expect(seen.html).not.toContain('style=');
  });

  test('an auditor reads it and cannot change it; another body’s people see nothing', async () => {
    const auditor = await house.addPerson('Audrey', ['auditor', county.bodyId]);
    expect((await house.visitor(auditor).get(`/exercises/${exerciseId}/payment`)).text).not.toContain('Add a payment');
    expect((await house.run(addPaymentPart, auditor, { exerciseId, kind: 'up-front', name: '', sharePercent: '1', workEndsOn: '', payableOn: '' })).kind).toBe('forbidden');
    const stranger = await house.addPerson('Stranger', ['commissioner', await house.addBody('medway')]);
    expect((await house.visitor(stranger).get(`/exercises/${exerciseId}/payment`)).status).toBe(404);
  });

  test('once it is advertised it stays as bidders priced it', async () => {
    await house.database.write((tx) => tx.insertInto('opportunity').values({ id: newId<'opportunity'>(), reference: 'X', body_id: county.bodyId, exercise_id: exerciseId, route: 'open', title: 'T', state: 'published', published_at: new Date(), closes_at: new Date() }).execute());
    expect(await house.run(savePaymentPlan, county.commissioner, { exerciseId, value: '1', startsOn: '2026-04-01', endsOn: '2027-03-31', paymentDays: '1', reasons: '' })).toMatchObject({ code: 'advertised' });
  });
});
