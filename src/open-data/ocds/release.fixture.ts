import { calendarDate } from '#kernel/calendar-date';
import type { ReleaseFacts, SupplierFacts } from './release-facts.ts';

export const SUPPLIER: SupplierFacts = { id: '0198c0de-0000-7000-8000-000000000001', name: 'Harbour Youth Trust', companyNumber: '01234567', charityNumber: '1112223', platformIdentifier: null, size: 'micro', sector: 'vcse', postcode: 'CT11 8AB', website: 'www.harbouryouth.example' };

/** Facts of a full record, for any notice. */
export function factsFor(code: string, changes: Partial<ReleaseFacts> = {}): ReleaseFacts {
  return {
    siteUrl: 'https://commissioning.example', market: null, awards: [], contracts: [], bids: [],
    notice: { id: `notice-${code}`, code, version: 1, ocid: 'ocds-wantsum-1', title: 'Youth clubs', words: 'Evenings for young people.', reasonForChange: null, publishedAt: new Date('2026-03-02T09:00:00Z'), platformReference: '012345-2026', changes: [], content: { engagementClosesOn: '2026-03-20' } },
    buyer: { slug: 'kent', name: 'Kent County Council', kind: 'county-council', gssCode: 'E10000016', platformIdentifier: 'PABC-1234-WXYZ', website: 'kent.example', contactEmail: 'buying@kent.example', contactName: 'Olive Officer' },
    tender: {
      id: '0198c0de-0000-7000-8000-000000000002', reference: 'KENT-OP-2026-1', names: null, title: 'Youth clubs', description: 'Two clubs.', state: 'published', cancelledReason: null, cancelledAt: null, route: 'open', routeTitle: 'Open, one stage', method: 'open',
      methodRationale: null, category: 'services', cpv: [{ code: '85312000', title: 'Social work services without accommodation' }], areas: [{ code: 'E07000113', name: 'Swale' }], regime: 'PA2023', aboveThreshold: true, lightTouch: true, reserved: ['smeVcse'], reservedPlace: 'Kent',
      suitableForSme: true, suitableForVcse: true, netPence: 9_999_999_99n, grossPence: 11_999_999_99n, startsOn: calendarDate('2026-09-01'), endsOn: calendarDate('2028-08-31'), extensionMonths: 12, publishedAt: new Date('2026-03-02T09:00:00Z'),
      clarificationsUntil: new Date('2026-03-20T12:00:00Z'), closesAt: new Date('2026-04-10T12:00:00Z'), expectedOn: calendarDate('2026-03-01'), lotsTenderedPerBidder: 2, lotsPerBidder: 1,
      lots: [
        { id: 'a', number: 1, title: 'North', description: '', netPence: 100_00n, state: 'open', stateReason: null, areas: [] },
        { id: 'b', number: 2, title: 'South', description: 'By the sea', netPence: null, state: 'withdrawn', stateReason: 'No need', areas: [{ code: 'E07000114', name: 'Thanet' }] },
      ],
      criteria: [
        { name: 'Quality', kind: 'quality', guidance: 'How', points: '23.333333', passPercent: '50', judged: 'By people who use the service: the mean of their scores' },
        { name: 'Social value', kind: 'social-value', guidance: '', points: '10', passPercent: null, judged: null }, { name: 'Price', kind: 'price', guidance: '', points: '66.666667', passPercent: null, judged: null },
      ],
      conditions: {
        checks: 'Your core questionnaire.', required: ['Public liability insurance of £2,000,000'], limits: ['The terms have no more than 10 pages.'],
        questions: [{ topic: 'experience', text: 'Who did it?' }, { topic: 'financial-standing', text: 'How do you pay your way?' }, { topic: null, text: 'These are true of us.' }],
        stages: [
          { stage: 'opening', title: 'Bids opened', plannedOn: calendarDate('2026-04-10'), expectedOn: calendarDate('2026-04-10'), actualOn: calendarDate('2026-04-10'), slipDays: 0, reasons: [] },
          { stage: 'award', title: 'Award announced', plannedOn: calendarDate('2026-04-30'), expectedOn: calendarDate('2026-05-01'), actualOn: null, slipDays: 1, reasons: ['The panel is ill.'] },
          { stage: 'closing', title: 'Bids close', plannedOn: null, expectedOn: null, actualOn: calendarDate('2026-04-10'), slipDays: null, reasons: [] },
        ],
        benefits: [{ id: 'benefit-1', name: 'Skilled training', words: '10 local skilled jobs' }],
        payment: { terms: ['90% is paid in arrears.', '10% is at risk.'], staged: [{ id: 'part-2', words: '10% is at risk.', payableOn: calendarDate('2028-09-30') }] },
      },
      follows: [{ ocid: 'ocds-wantsum-0', relationship: 'prior', title: 'First stage' }],
    },
    ...changes,
  };
}

export const AWARDED: Pick<ReleaseFacts, 'awards' | 'bids'> = {
  awards: [{ id: 'award-1', title: 'Youth clubs, lot 1', lotNumber: 1, state: 'active', date: new Date('2026-05-01T09:00:00Z'), reasons: 'Most points.', netPence: 100_00n, grossPence: 120_00n, suppliers: [SUPPLIER], summariesSentAt: new Date('2026-04-30T09:00:00Z'), standstillEndsOn: calendarDate('2026-05-13'), startsOn: calendarDate('2026-09-01'), endsOn: calendarDate('2028-08-31') }],
  bids: [{ lotNumber: 1, received: 3, assessed: 2, assessedSme: 2, assessedVcse: 1 }],
};

export const CONTRACTED: Pick<ReleaseFacts, 'contracts'> = {
  contracts: [{ id: 'contract-1', awardId: 'award-1', title: 'Youth clubs, lot 1', state: 'live', startsOn: calendarDate('2026-09-01'), endsOn: calendarDate('2028-08-31'), latestEndsOn: calendarDate('2029-08-31'), enteredOn: calendarDate('2026-05-14'), netPence: 100_00n, grossPence: 120_00n, indicators: [{ id: 'm1', name: 'Young people reached', target: '80' }] }],
};

export const MARKET: ReleaseFacts['market'] = {
  id: '0198c0de-0000-7000-8000-000000000003', reference: 'KENT-DM-1', title: 'Youth provision', description: 'Open at any time.', kind: 'dynamic-market', state: 'open', startsOn: calendarDate('2026-04-01'), endsOn: calendarDate('2030-03-31'), category: 'services',
  cpv: [{ code: '85312000', title: null }], areas: [{ code: 'E07000113', name: 'Swale' }], netPence: 500_000_00n, regime: 'PA2023', lots: [{ number: 1, title: 'Evenings' }], members: [SUPPLIER],
};
