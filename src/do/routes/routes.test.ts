import { describe, expect, test } from 'vitest';
import { calendarDate } from '#kernel/calendar-date';
import { decimal } from '#kernel/decimal';
import { statesOf } from '#kernel/machine';
import { grossFromNet, netPence } from '#kernel/money';
import { decideAward, decideOverride, PURCHASE_MOVES, splitFlag, type PurchaseState } from './purchase.ts';
import { decideMove } from '#kernel/machine';
import { ROUTE_DEFINITIONS, waysFor, type PurchasingRouteName } from './route-definitions.ts';
import { routeFor, type RoutePolicy } from './route-for.ts';
import { wholeLifeValue } from './whole-life-value.ts';

const money = (key: string, title: string, pounds: number, op: '>=' | '>' = '>=') => ({
  key, title, value: { amountPence: BigInt(pounds) * 100n, op, basis: 'net' as const }, words: `${op} ${pounds}`, origin: 'default' as const, source: 'papers', from: null, to: null,
});
const policy = (quotesOp: '>=' | '>' = '>=', advertiseOp: '>=' | '>' = '>='): RoutePolicy => ({
  'purchasing.writtenQuotesFrom': money('purchasing.writtenQuotesFrom', 'Written quotations', 8_000, quotesOp),
  'purchasing.advertiseFrom': money('purchasing.advertiseFrom', 'Advertised tender', 50_000, advertiseOp),
  'purchasing.quotesNeeded': { key: 'purchasing.quotesNeeded', title: 'Quotes', value: 3, words: '3', origin: 'default', source: 'papers', from: null, to: null },
  'plan.requiredFrom': money('plan.requiredFrom', 'Procurement plan', 50_000),
}) as RoutePolicy;
const ask = (pounds: string, given: Partial<Parameters<typeof routeFor>[0]> = {}) => {
  const net = netPence(BigInt(Math.round(Number(pounds) * 100)));
  return routeFor({ net, gross: grossFromNet(net, '20'), on: calendarDate('2026-11-02'), policy: policy(), category: 'services', lightTouch: false, ...given });
};

describe('the route that a value leads to', () => {
  test.each<[string, PurchasingRouteName, number, boolean]>([
    ['7999', 'direct-purchase', 0, false], ['8001', 'written-quotations', 3, false], ['49999', 'written-quotations', 3, false], ['50000', 'advertised', 0, true],
  ])('DP-01: £%s: %s, %i quotes, plan %s', (pounds, route, quotes, plan) => {
    expect(ask(pounds)).toMatchObject({ route, quotesNeeded: quotes, planRequired: plan, aboveThreshold: false });
  });
  test.each<['>=' | '>', PurchasingRouteName]>([['>=', 'written-quotations'], ['>', 'direct-purchase']])('DP-01: exactly £8,000 when the setting is %s: %s', (op, route) => {
    expect(ask('8000', { policy: policy(op) }).route).toBe(route);
    expect(ask('7999.99', { policy: policy(op) }).route).toBe('direct-purchase');
    expect(ask('8000.01', { policy: policy(op) }).route).toBe('written-quotations');
  });
  test('exactly £50,000 likewise', () => {
    expect(ask('50000', { policy: policy('>=', '>') })).toMatchObject({ route: 'written-quotations', planRequired: true });
  });
  test('the law’s threshold is tested with VAT, and light touch services and works have their own', () => {
    expect(ask('173099.99').aboveThreshold).toBe(false);
    expect(ask('173100')).toMatchObject({ route: 'advertised-above-threshold', aboveThreshold: true });
    expect(ask('173100').rule.sentence).toContain('£207,720');
    expect(ask('173100', { lightTouch: true })).toMatchObject({ route: 'advertised', aboveThreshold: false });
    expect(ask('173100', { category: 'works' }).aboveThreshold).toBe(false);
  });
  test('where the packs hold no amount for the day the law is not guessed', () => {
    expect(ask('900000', { on: calendarDate('2019-01-01') })).toMatchObject({ route: 'advertised', aboveThreshold: 'unknown' });
  });
  test('the law of the day: in 2014 the threshold was net of VAT', () => {
    expect(ask('172514', { on: calendarDate('2014-06-01') }).aboveThreshold).toBe(true);
    expect(ask('172513', { on: calendarDate('2014-06-01') }).aboveThreshold).toBe(false);
  });
});

describe('whole-life value', () => {
  const question = { annualNetPence: 2_000_000n, years: decimal('2'), extensionYears: decimal('1'), oneOffNetPence: 0n, lots: [], vatPercent: decimal('20') };
  test('DP-02: £20,000 a year for 2 years with an optional third is £60,000, and is advertised', () => {
    const value = wholeLifeValue(question);
    expect([value.net, value.gross]).toEqual([6_000_000n, 7_200_000n]);
    expect(routeFor({ ...value, on: calendarDate('2026-11-02'), policy: policy(), category: 'services', lightTouch: false }).route).toBe('advertised');
  });
  test('every lot and what is paid once counts', () => {
    const lots = [{ title: 'North', annualNetPence: 100_000n, oneOffNetPence: 50n }, { title: 'South', annualNetPence: 1n, oneOffNetPence: 0n }];
    expect(wholeLifeValue({ ...question, oneOffNetPence: 7n, lots })).toMatchObject({ annualNetPence: 2_100_001n, oneOffNetPence: 57n, net: 6_300_060n });
  });
  test('part years are exact, rounded once, half up', () => {
    expect(wholeLifeValue({ ...question, annualNetPence: 1n, years: decimal('0.5'), extensionYears: decimal('0') }).net).toBe(1n);
    expect(wholeLifeValue({ ...question, annualNetPence: 333n, years: decimal('0.333'), extensionYears: decimal('0') }).net).toBe(111n);
    expect(wholeLifeValue({ ...question, annualNetPence: 10n ** 15n, vatPercent: decimal('17.5') }).gross).toBe(3_525_000_000_000_000n);
  });
});

describe('a purchase', () => {
  const rule = { sentence: 'At least 3 written quotations: £8,000 or more.', source: 'papers' };
  const award = { state: 'planned', route: 'written-quotations', quotesNeeded: 3, quotesReceived: 2, rule, exemption: null, directReason: null } as const;

  // Written by hand: what each move answers in each state.
  const TRUTH: Record<PurchaseState, Record<keyof typeof PURCHASE_MOVES, boolean>> = {
    planned: { award: true, cancel: true, override: true }, awarded: { award: false, cancel: false, override: false }, cancelled: { award: false, cancel: false, override: false },
  };
  test.each(statesOf<PurchaseState>(PURCHASE_MOVES))('moves in state %s', (state) => {
    for (const move of Object.keys(PURCHASE_MOVES) as (keyof typeof PURCHASE_MOVES)[]) {
      expect(decideMove<PurchaseState, typeof PURCHASE_MOVES>(PURCHASE_MOVES, move, state, 'This purchase', 'because').kind === 'allowed', `${move} in ${state}`).toBe(TRUTH[state][move]);
    }
  });

  test('DP-01: two quotations where three are needed is refused, with the rule', () => {
    expect(decideAward(award)).toMatchObject({ kind: 'refused', code: 'too-few-quotes', field: 'quotesReceived', rule });
    expect(decideAward({ ...award, quotesReceived: 3 }).kind).toBe('allowed');
  });
  test('an exemption stands in for the rule once it is agreed, and not before', () => {
    expect(decideAward({ ...award, exemption: { route: 'direct-purchase', agreed: false } })).toMatchObject({ code: 'exemption-waiting' });
    expect(decideAward({ ...award, exemption: { route: 'direct-purchase', agreed: true } }).kind).toBe('allowed');
    expect(decideAward({ ...award, route: 'advertised', exemption: { route: 'written-quotations', agreed: true } })).toMatchObject({ code: 'too-few-quotes' });
  });
  test('DP-01: a direct purchase needs its reason, and nothing else', () => {
    expect(decideAward({ ...award, route: 'direct-purchase' })).toMatchObject({ code: 'no-reason', field: 'reason' });
    expect(decideAward({ ...award, route: 'direct-purchase', directReason: 'The only garage in the village' }).kind).toBe('allowed');
  });
  test('what must be advertised is not awarded here, nor what somebody chose to advertise', () => {
    expect(decideAward({ ...award, route: 'advertised', quotesReceived: 9 })).toMatchObject({ code: 'must-be-advertised' });
    expect(decideAward({ ...award, quotesReceived: 9, exemption: { route: 'advertised', agreed: false } })).toMatchObject({ code: 'must-be-advertised' });
  });
  test('overrides: never of the law, never to the same, and a stricter one needs nobody', () => {
    expect(decideOverride('advertised-above-threshold', 'direct-purchase', rule)).toMatchObject({ code: 'law' });
    expect(decideOverride('advertised', 'advertised', rule)).toMatchObject({ code: 'same-route' });
    expect(decideOverride('direct-purchase', 'advertised', rule)).toMatchObject({ value: 'stricter' });
    expect(decideOverride('written-quotations', 'direct-purchase', rule)).toMatchObject({ value: 'needs-approval' });
  });
  test('DP-02: a flag only where the total reaches what none reached alone', () => {
    const split = { count: 2, totalNetPence: 1_400_000n, months: 12, strictestAlone: 'direct-purchase', together: 'written-quotations', togetherRule: rule, tie: 'from Acme' } as const;
    expect(splitFlag(split)).toBe('2 purchases from Acme within 12 months come to £14,000: together written quotations. At least 3 written quotations: £8,000 or more.');
    expect(splitFlag({ ...split, count: 1 })).toBeNull();
    expect(splitFlag({ ...split, strictestAlone: 'written-quotations' })).toBeNull();
  });
});

test('every purchasing route has a way that will do, and every row names itself', () => {
  for (const route of ['direct-purchase', 'written-quotations', 'advertised', 'advertised-above-threshold'] as const) expect(waysFor(route).length).toBeGreaterThan(0);
  for (const [id, definition] of Object.entries(ROUTE_DEFINITIONS)) expect(definition.id).toBe(id);
  expect(waysFor('advertised').map(({ id }) => id)).toEqual(['open', 'light-touch', 'competitive-flexible', 'framework']);
});
