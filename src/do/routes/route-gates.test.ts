import { describe, expect, test } from 'vitest';
import { calendarDate } from '#kernel/calendar-date';
import { grossPence, netPence } from '#kernel/money';
import { lawFor, thresholdFor } from '#law';
import { ROUTE_DEFINITIONS, routeDefinition } from './route-definitions.ts';
import { decideHealthCare, decideReservation, decideWay, regulatoryRoute, reservationsAllowed, waysToChoose, type GateQuestion } from './route-gates.ts';

const TODAY = calendarDate('2026-11-02');
const worth = (pounds: bigint) => ({ net: netPence(pounds * 100n), gross: grossPence(pounds * 100n) });
const question = (change: Partial<GateQuestion> = {}): GateQuestion => ({ on: TODAY, category: 'services', lightTouch: false, value: worth(90_000n), ...change });
const way = (id: string) => routeDefinition(id)!;
const codeOf = (id: string, change: Partial<GateQuestion> = {}) => {
  const decision = decideWay(way(id), question(change));
  return decision.kind === 'refused' ? decision.code : 'allowed';
};

describe('DP-05: a stage that selects who may tender', () => {
  test('DP-05: below the threshold it is refused with the rule, and one stage is allowed', () => {
    expect(decideWay(way('competitive-flexible'), question())).toMatchObject({ kind: 'refused', code: 'no-selection-stage', rule: { source: expect.stringContaining('s.85') } });
    expect(codeOf('open')).toBe('allowed');
  });
  test('the exact threshold is covered, a pound below it is not', () => {
    const { amountPence } = thresholdFor({ on: TODAY, category: 'subCentralGoodsServices' })!;
    expect(codeOf('competitive-flexible', { value: { net: netPence(amountPence), gross: grossPence(amountPence) } })).toBe('allowed');
    expect(codeOf('competitive-flexible', { value: { net: netPence(amountPence), gross: grossPence(amountPence - 100n) } })).toBe('no-selection-stage');
  });
  test('works of the section 85(3) amount are the exception, on both sides of it', () => {
    const { amountPence } = lawFor('uk-2026').rules.moneyTests.worksSuitability2026;
    const works = (pence: bigint) => codeOf('competitive-flexible', { category: 'works', value: { net: netPence(pence), gross: grossPence(pence) } });
    expect([works(amountPence), works(amountPence - 1n)]).toEqual(['allowed', 'no-selection-stage']);
  });
  test('the restricted procedure existed only under the older regulations; competitive flexible only under the Act', () => {
    expect(codeOf('restricted', { value: worth(500_000n) })).toBe('not-this-regime');
    expect(codeOf('restricted', { on: calendarDate('2014-06-02') })).toBe('allowed');
    expect(codeOf('restricted', { on: calendarDate('2015-06-01') })).toBe('no-selection-stage');
    expect(codeOf('restricted', { on: calendarDate('2015-06-01'), value: worth(172_514n) })).toBe('allowed');
    expect(codeOf('competitive-flexible', { on: calendarDate('2015-06-01'), value: worth(500_000n) })).toBe('not-this-regime');
    expect(codeOf('dynamic-market', { on: calendarDate('2015-06-01') })).toBe('not-this-regime');
  });
  test('where the packs hold no threshold the law is not guessed', () => {
    expect(codeOf('restricted', { on: calendarDate('2018-06-01'), value: worth(500_000n) })).toBe('threshold-unknown');
  });
  test('call-offs need an arrangement, direct awards a ground, light touch a light touch service', () => {
    expect([codeOf('mini-competition'), codeOf('mini-competition', { underArrangement: true }), codeOf('direct-award'), codeOf('light-touch'), codeOf('light-touch', { lightTouch: true })])
      .toEqual(['no-arrangement', 'allowed', 'needs-a-ground', 'not-light-touch', 'allowed']);
  });
  test('DP-01: quotations and the low-value lane will not do where the value asks for more; a stricter way does for less', () => {
    const rule = { sentence: 'Advertised', source: 'Test' };
    const refused = (route: 'written-quotations' | 'advertised' | 'advertised-above-threshold') =>
      waysToChoose(question({ value: worth(600_000n) }), { route, rule }).flatMap(({ definition, decision }) => (decision.kind === 'refused' && decision.code === 'not-enough' ? [definition.id] : []));
    expect(refused('advertised-above-threshold')).toEqual(['low-value', 'written-quotations']);
    expect(refused('advertised')).toEqual(['low-value', 'written-quotations']);
    expect(refused('written-quotations')).toEqual([]);
  });
  test('each way to choose is a row, with its answer', () => {
    for (const { definition } of waysToChoose(question(), null)) expect(Object.keys(ROUTE_DEFINITIONS)).toContain(definition.id);
  });
});

describe('PL-23: which rules apply', () => {
  const threshold = thresholdFor({ on: TODAY, category: 'lightTouch' })!;
  const at = (pence: bigint, on = TODAY) => regulatoryRoute({ ...question({ on, lightTouch: true }), value: { net: netPence(pence), gross: grossPence(pence) } });

  test('PL-23: a social service below the light touch threshold: not required to follow the full regime, may be reserved, with the threshold’s date; £1 above changes the route', () => {
    const below = at(threshold.amountPence - 100n);
    expect(below.sentence).toContain('Light touch: not required to follow the full regime');
    expect(below.threshold?.sentence).toContain('1 January 2026');
    expect([...below.reservations.keys()]).toEqual(['supported-employment', 'public-service-mutual', 'small-suppliers', 'vcse', 'uk-suppliers', 'local-suppliers']);
    const above = at(threshold.amountPence + 100n);
    expect(above.regime).toBe('light-touch');
    expect([...above.reservations.keys()]).toEqual(['supported-employment', 'public-service-mutual']);
    expect(above.compulsory).not.toEqual(below.compulsory);
  });
  test('in 2015 the threshold was the sterling of EUR 750,000, net of VAT', () => {
    const day = calendarDate('2015-06-01');
    expect(at(62_505_000n - 100n, day).regime).toBe('light-touch-below');
    expect(at(62_505_000n, day).regime).toBe('light-touch');
    expect(at(62_505_000n, day).reservations.size).toBe(0);
  });
  test('goods and services at the threshold are under the full regime; a year without one is not guessed', () => {
    expect(regulatoryRoute({ ...question(), value: worth(207_720n) }).regime).toBe('full');
    expect(regulatoryRoute({ ...question(), value: worth(207_719n) }).regime).toBe('below');
    expect(regulatoryRoute({ ...question({ on: calendarDate('2018-01-01') }), value: worth(1n) }).regime).toBe('unknown');
  });
  test('reservations by the day, the kind of service and the term', () => {
    expect(decideReservation('vcse', question({ on: calendarDate('2026-02-03') }))).toMatchObject({ code: 'may-not-reserve' });
    expect(decideReservation('vcse', question({ on: calendarDate('2026-02-04') })).kind).toBe('allowed');
    expect(decideReservation('vcse', question({ value: null }))).toMatchObject({ code: 'may-not-reserve' });
    expect(decideReservation('public-service-mutual', question())).toMatchObject({ code: 'may-not-reserve' });
    expect(decideReservation('public-service-mutual', { ...question({ lightTouch: true }), termYears: 6 })).toMatchObject({ sentence: expect.stringContaining('at most 5 years') });
    expect(reservationsAllowed(question({ on: calendarDate('2014-01-06') })).size).toBe(0);
  });
});

describe('before a health service is routed', () => {
  test('health care is refused with the Provider Selection Regime; its codes ask the question; outside it is recorded', () => {
    expect(decideHealthCare('yes', [])).toMatchObject({ code: 'health-care', rule: { source: expect.stringContaining('reg 3') } });
    expect(decideHealthCare(null, ['85100000'])).toMatchObject({ code: 'health-care-unanswered' });
    expect(decideHealthCare('mixed-outside', ['85100000']).kind).toBe('allowed');
    expect(decideHealthCare(null, ['85312000']).kind).toBe('allowed');
  });
});
