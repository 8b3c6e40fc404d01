import { describe, expect, test } from 'vitest';
import { calendarDate } from '#kernel/calendar-date';
import { sequenceFor } from '#law';
import { AWARD_DECISION } from '#parts/notices';
import { hasRelease, noticeAsRelease } from './notice-as-release.ts';
import { flowOf, noticePath, type PathDue, type PathEvent } from './notice-path.ts';
import { NO_CONDITIONS } from './release-facts.ts';
import { AWARDED, CONTRACTED, factsFor, MARKET, SUPPLIER } from './release.fixture.ts';
import { undocumentedFields, validateRelease } from '#ocds-tools';

const CODES = ['UK1', 'UK2', 'UK3', 'UK4', 'UK5', 'UK6', 'UK7', 'UK12', 'UK13', 'UK14', 'UK15', 'UK16'];
const isOfMarket = (code: string) => Number(code.slice(2)) >= 13;
const factsOf = (code: string) => factsFor(code, {
  ...(code === 'UK5' || code === 'UK6' || code === 'UK7' ? AWARDED : {}), ...(code === 'UK7' ? CONTRACTED : {}), ...(isOfMarket(code) ? { tender: null, market: MARKET } : {}),
});

describe('a notice as an OCDS release', () => {
  test.each(CODES)('%s is valid against the schema of Find a Tender, with no undocumented field, full or bare', (code) => {
    expect(hasRelease(code)).toBe(true);
    const release = noticeAsRelease(factsOf(code));
    expect(validateRelease(release)).toEqual({ errors: [], undocumented: [] });
    const { tender, ...rest } = factsOf(code);
    const bare = tender && { ...tender, lots: [], criteria: [], conditions: NO_CONDITIONS, follows: [], reserved: [], cpv: [], areas: [], netPence: null, grossPence: null, startsOn: null, endsOn: null, closesAt: null, clarificationsUntil: null, publishedAt: null, expectedOn: null, regime: null, aboveThreshold: null, lotsTenderedPerBidder: null, lotsPerBidder: null, extensionMonths: 0 };
    const minimal = noticeAsRelease({ ...rest, tender: bare, market: rest.market && { ...rest.market, members: [], lots: [], cpv: [], areas: [], netPence: null, startsOn: null, endsOn: null }, buyer: { ...rest.buyer, gssCode: null, platformIdentifier: null, website: null, contactEmail: null } });
    expect(validateRelease(minimal)).toEqual({ errors: [], undocumented: [] });
    expect(JSON.stringify(minimal)).not.toMatch(/null|""|\[\]/);
  });

  test('an award decision below the threshold is valid, says what an award notice says, and bears no type of the UK series', () => {
    const release = noticeAsRelease({ ...factsOf('UK6'), notice: { ...factsOf('UK6').notice, code: AWARD_DECISION } });
    expect(validateRelease(release)).toEqual({ errors: [], undocumented: [] });
    expect(release).toMatchObject({ tag: ['award'], awards: [{ documents: [{ documentType: 'awardNotice' }] }] });
    expect(JSON.stringify(release)).not.toContain('noticeType');
  });

  test('the code stands on its document, in the section where Find a Tender puts it', () => {
    const at = (code: string) => {
      const release = noticeAsRelease(factsOf(code)) as Record<string, never>;
      return ['planning', 'tender'].filter((section) => JSON.stringify(release[section] ?? {}).includes(`"noticeType":"${code}"`)).concat(['awards', 'contracts'].filter((section) => JSON.stringify(release[section] ?? []).includes(`"noticeType":"${code}"`)));
    };
    expect(Object.fromEntries(CODES.map((code) => [code, at(code).join()]))).toEqual({
      UK1: 'planning', UK2: 'planning', UK3: 'planning', UK4: 'tender', UK5: 'awards', UK6: 'awards', UK7: 'contracts', UK12: 'tender', UK13: 'planning', UK14: 'tender', UK15: 'tender', UK16: 'tender',
    });
  });

  test('amounts are exact pounds, periods are days in London, and a later version says what it amends', () => {
    const release = noticeAsRelease({ ...factsFor('UK4'), notice: { ...factsFor('UK4').notice, version: 2, changes: [{ id: 'notice-2', version: 2, at: new Date('2026-03-05T09:00:00Z'), reason: 'A week longer.' }] } });
    expect(release).toMatchObject({
      tag: ['tenderUpdate'],
      tender: {
        value: { amount: 9_999_999.99, amountGross: 11_999_999.99, currency: 'GBP' }, amendments: [{ id: 'UK4-2', rationale: 'A week longer.' }],
        lots: [{ id: '1', status: 'active', contractPeriod: { startDate: '2026-09-01T00:00:00+01:00', endDate: '2028-08-31T23:59:59+01:00', maxExtentDate: '2029-08-31T23:59:59+01:00' } }, { id: '2', status: 'cancelled' }],
      },
    });
  });

  test('a supplier is named by its company number, with its charity number beside it', () => {
    const release = noticeAsRelease(factsOf('UK6')) as { parties: { id: string }[] };
    expect(release.parties[1]).toMatchObject({ id: 'GB-COH-01234567', additionalIdentifiers: [{ scheme: 'GB-CHC', id: '1112223' }], details: { scale: 'micro', vcse: true, url: 'https://www.harbouryouth.example' } });
    const nameless = noticeAsRelease({ ...factsOf('UK6'), awards: [{ ...AWARDED.awards[0]!, suppliers: [{ ...SUPPLIER, companyNumber: null, charityNumber: null }] }] }) as { parties: { id: string; identifier?: unknown }[] };
    expect(nameless.parties[1]).toMatchObject({ id: `wantsum-organisation-${SUPPLIER.id}` });
    expect(nameless.parties[1]?.identifier).toBeUndefined();
  });
});

describe('holding a release against the schema', () => {
  test('every error is found with its JSON Pointer and keyword', () => {
    const { errors } = validateRelease({ ocid: 'x', id: '1', date: '2026-03-02', tag: ['tender'], initiationType: 'tender', tender: { id: 'a', value: { amount: 'ten' }, status: 'open' } });
    expect(errors.map(({ path, keyword }) => `${path} ${keyword}`).toSorted()).toEqual(['/date format', '/tender/status enum', '/tender/value/amount type']);
    expect(validateRelease({ id: '1' }).errors.map(({ keyword }) => keyword)).toEqual(['required', 'required', 'required', 'required']);
  });

  test('undocumented fields are named once, at the top of what is not described', () => {
    const schema = { properties: { a: { properties: { b: {} } }, list: { items: { $ref: '#/definitions/Thing' } }, free: {} }, definitions: { Thing: { properties: { id: {} }, patternProperties: { '^id_[a-z]+$': {} } } } };
    expect(undocumentedFields({ a: { b: 1, 'c/d~e': { f: 1 } }, list: [{ id: 1, id_en: 2, x: 1 }], free: { anything: { goes: 1 } }, more: 1 }, schema)).toEqual(['/a/c~1d~0e', '/list/0/x', '/more']);
  });
});

describe('a procurement’s notices in the law’s order', () => {
  const today = calendarDate('2026-06-01');
  const pathOf = (flow: string, happened: Record<string, string>, dues: Record<string, PathDue> = {}) =>
    noticePath(sequenceFor(flow)!, new Map(Object.entries(happened).map(([name, on]): [string, PathEvent[]] => [name, [{ on: calendarDate(on), href: null }]])), new Map(Object.entries(dues)), today);
  const standings = (...given: Parameters<typeof pathOf>) => Object.fromEntries(pathOf(...given).map(({ name, standing }) => [name, standing]));

  test('a needed step that a later one overtook was missed; one that the law leaves open was not made', () => {
    expect(standings('competitiveAboveThreshold', { UK4: '2026-03-02', tenderDeadline: '2026-04-10', assessment: '2026-04-20', UK6: '2026-05-01' })).toMatchObject({
      UK1: 'not-made', UK3: 'not-made', conflictsAssessment: 'missed', UK4: 'done', assessmentSummaries: 'missed', UK6: 'done', standstill: 'next', contractEntered: 'later', UK7: 'later',
    });
  });

  test('a notice is owed by its day and overdue after it', () => {
    const happened = { smallSuppliersDuty: '2026-03-01', UK4: '2026-03-02', tenderDeadline: '2026-04-10', contractEntered: '2026-05-01' };
    expect(standings('belowThresholdAdvertised', happened, { UK7: { on: calendarDate('2026-06-01'), words: '' } })['UK7']).toBe('next');
    expect(standings('belowThresholdAdvertised', happened, { UK7: { on: calendarDate('2026-05-31'), words: '' } })['UK7']).toBe('overdue');
    expect(standings('abandon', { UK4: '2026-03-02', decisionNotToAward: '2026-04-01' }, { UK12: { on: null, words: 'soon' } })).toEqual({ 'UK4 or UK5': 'done', decisionNotToAward: 'done', UK12: 'next' });
  });

  test.each([
    [{ regime: 'PCR2015' }, null], [{ cancelled: true }, 'abandon'], [{ underArrangement: true }, 'frameworkCallOff'], [{ aboveThreshold: true }, 'competitiveAboveThreshold'],
    [{ aboveThreshold: true, direct: true }, 'directAward'], [{}, 'belowThresholdAdvertised'], [{ advertised: false }, 'belowThresholdSelectedSuppliers'],
  ])('%o follows %s', (given, flow) => {
    expect(flowOf({ regime: 'PA2023', aboveThreshold: false, advertised: true, direct: false, underArrangement: false, cancelled: false, ...given })).toBe(flow);
    if (flow) expect(sequenceFor(flow)).toBeDefined();
  });
});
