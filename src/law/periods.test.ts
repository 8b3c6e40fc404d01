import { describe, expect, test } from 'vitest';
import { calendarDate } from '#kernel/calendar-date';
import {
  correctLaw, deadlineDate, lawFor, minimumTenderingPeriod, qualifyingPlannedNoticeWindow, shippedLaw, standstillFor,
  type Circumstance, type Correction, type PeriodQuestion,
} from './index.ts';

const day = calendarDate;
const days = (question: PeriodQuestion): number | string => {
  const answer = minimumTenderingPeriod(question);
  return answer.kind === 'period' ? answer.days : answer.kind;
};

describe('Procurement Act tendering periods: the shortest that applies', () => {
  test.each<[readonly Circumstance[], number]>([
    [['electronicSubmission', 'allDocumentsWithNotice'], 25],
    [['electronicSubmission'], 30],
    [['allDocumentsWithNotice'], 30],
    [[], 35],
    [['electronicSubmission', 'allDocumentsWithNotice', 'qualifyingPlannedNotice'], 10],
    [['urgency'], 10],
    [['dynamicMarketAward', 'electronicSubmission'], 10],
    [['onlyPreselectedSuppliers', 'electronicSubmission'], 10],
    [['onlyPreselectedSuppliers', 'negotiatedTenderingPeriod'], 0],
    [['centralGovernment', 'negotiatedTenderingPeriod', 'electronicSubmission'], 30],
    [['centralGovernment', 'utilities', 'negotiatedTenderingPeriod'], 0],
    [['centralGovernment', 'onlyPreselectedSuppliers'], 35],
    [['lightTouch'], 0],
    [['lightTouch', 'electronicSubmission', 'allDocumentsWithNotice', 'urgency'], 0],
  ])('%j: %i days', (circumstances, expected) => expect(days({ circumstances })).toBe(expected));

  test.each<[readonly Circumstance[], number]>([[[], 25], [['urgency'], 10], [['lightTouch'], 0]])('participation, %j: %i days', (circumstances, expected) =>
    expect(days({ period: 'participation', circumstances })).toBe(expected));

  test.each<[readonly Circumstance[], string]>([
    [['urgency'], '2026-06-11'], [['electronicSubmission', 'allDocumentsWithNotice'], '2026-06-26'], [['electronicSubmission'], '2026-07-01'], [[], '2026-07-06'],
  ])('a notice of 1 June 2026, %j, may close on %s', (circumstances, expected) => {
    const answer = minimumTenderingPeriod({ circumstances });
    expect(answer.kind === 'period' && answer.earliestDeadline(day('2026-06-01'))).toBe(expected);
  });

  test('every row is shown, with those that apply', () => {
    const answer = minimumTenderingPeriod({ circumstances: ['electronicSubmission', 'urgency'] });
    expect(answer.considered).toHaveLength(12);
    expect(answer.considered.filter(({ applies }) => applies).map(({ rule }) => rule.days)).toEqual([10, 30]);
    expect(answer.kind === 'period' && answer.chosen.id).toBe('minimum.tendering.urgency');
  });
  test('below threshold there is no number', () => expect(minimumTenderingPeriod({ circumstances: ['belowThreshold'] })).toMatchObject({ kind: 'noNumber', rule: { id: 'belowThreshold.tenderingTime' } }));
  test('most suitable provider', () => expect(days({ regime: 'PSR', period: 'mostSuitableProviderNotice', circumstances: [] })).toBe(14));
});

describe('the older Regulations', () => {
  test.each<[readonly Circumstance[], number]>([[[], 52], [['electronicNotice'], 45], [['fullElectronicDocuments'], 47], [['electronicNotice', 'fullElectronicDocuments'], 40]])(
    '2006 open, %j: %i', (circumstances, expected) => expect(days({ regime: 'PCR2006', circumstances })).toBe(expected));
  test.each<[readonly Circumstance[], number]>([[[], 35], [['electronicSubmission'], 30], [['priorInformationNotice'], 15], [['urgency', 'electronicSubmission'], 15]])(
    '2015 open, %j: %i', (circumstances, expected) => expect(days({ regime: 'PCR2015', circumstances })).toBe(expected));
  test.each<[readonly Circumstance[], number]>([[[], 30], [['electronicSubmission'], 25], [['priorInformationNotice'], 10], [['urgency'], 10], [['timeNotAgreedWithCandidates'], 10], [['timeAgreedWithAllCandidates'], 0]])(
    '2015 restricted, %j: %i', (circumstances, expected) => expect(days({ regime: 'PCR2015', procedure: 'restricted', circumstances })).toBe(expected));
  test('2006 restricted is unverified', () => {
    expect(days({ regime: 'PCR2006', procedure: 'restricted', circumstances: [] })).toBe('unverified');
    expect(days({ regime: 'PCR2006', procedure: 'restricted', period: 'participation', circumstances: [] })).toBe('unverified');
  });
});

describe('standstill', () => {
  test.each([
    ['2026-03-02', '2026-03-11', '2026-03-12'], ['2026-03-12', '2026-03-24', '2026-03-25'], ['2026-03-28', '2026-04-10', '2026-04-11'],
    ['2026-07-08', '2026-07-20', '2026-07-21'], ['2026-11-24', '2026-12-04', '2026-12-05'], ['2026-12-17', '2026-12-30', '2026-12-31'],
  ])('award notice %s: last day %s, entry from %s', (award, lastDay, earliestEntry) =>
    expect(standstillFor({ regime: 'PA2023', awardNoticeDate: day(award) })).toMatchObject({ mandatory: true, lastDay, earliestEntry, rule: { id: 'hold.standstill' } }));
  test.each<Circumstance>(['extremeUrgency', 'section42Regulations', 'privateUtilityDirectAward', 'frameworkCallOff', 'dynamicMarketAward', 'lightTouch'])(
    'none is owed for %s, but a voluntary one lasts 8 working days', (circumstance) =>
      expect(standstillFor({ regime: 'PA2023', awardNoticeDate: day('2026-03-02'), circumstances: [circumstance] }))
        .toMatchObject({ mandatory: false, because: circumstance, voluntary: { lastDay: '2026-03-11', earliestEntry: '2026-03-12' } }));
  test('health services', () => {
    expect(standstillFor({ regime: 'PSR', awardNoticeDate: day('2026-03-02') })).toMatchObject({ mandatory: true, lastDay: '2026-03-13', earliestEntry: '2026-03-14' });
    expect(standstillFor({ regime: 'PSR', awardNoticeDate: day('2026-03-02'), circumstances: ['healthServiceRepresentations'] }).mandatory).toBe('untilAnswered');
  });
  test.each(['PCR2006', 'PCR2015'] as const)('%s days are unverified until an authority confirms them', (regime) => {
    const question = { regime, awardNoticeDate: day('2014-06-02'), circumstances: ['electronicCommunication'] } as const;
    expect(standstillFor(question)).toMatchObject({ mandatory: 'unverified', rule: { days: 10, enabled: false } });
    expect(standstillFor({ ...question, circumstances: [] })).toMatchObject({ mandatory: 'unverified', rule: { days: 15 } });
    const confirmed: Correction = {
      packId: 'kent-2014', rowId: `hold.${regime}.standstillElectronic`, change: { enabled: true, unverified: false, confidence: 'A' }, on: day('2026-11-21'), why: 'Regulation read',
    };
    expect(standstillFor(question, correctLaw(shippedLaw, [confirmed]))).toMatchObject({ mandatory: true, lastDay: '2014-06-12', earliestEntry: '2014-06-13' });
  });
});

describe('deadlines', () => {
  const { deadlines } = lawFor('uk-2026').rules;
  test.each([
    ['pipelineNotice', '2026-04-01', '2026-05-26'], ['paymentsCompliance', '2026-03-31', '2026-04-29'], ['paymentsCompliance', '2026-09-30', '2026-10-29'],
    ['paymentsOver30000', '2026-06-30', '2026-07-29'], ['contractDetails', '2026-05-01', '2026-05-30'], ['contractDetailsLightTouch', '2026-05-01', '2026-08-28'],
    ['contractCopy', '2026-05-01', '2026-07-29'], ['contractCopyLightTouch', '2026-05-01', '2026-10-27'], ['keyDecision', '2026-03-02', '2026-03-31'],
    ['contractTermination', '2026-05-01', '2026-05-30'], ['payment', '2026-05-01', '2026-05-30'], ['records', '2026-05-01', '2029-05-01'],
    ['staffTransferInformation', '2026-05-29', '2026-05-01'], ['setAsideLongstop', '2026-08-31', '2027-02-28'],
  ] as const)('%s of %s: %s', (name, event, expected) => expect(deadlineDate(deadlines[name], day(event))).toBe(expected));
  test('an unverified deadline gives no date', () => expect(deadlineDate(deadlines.freedomOfInformation, day('2026-05-01'))).toBeUndefined());
  test('a planned procurement notice qualifies', () => expect(qualifyingPlannedNoticeWindow(day('2026-01-10'))).toEqual({ earliest: '2026-02-19', latest: '2027-01-10' }));
});
