import { cite, date, fact, plainRule } from '../../row.ts';

export const socialValue = {
  act: plainRule('socialValue.act', 'B', [cite('SVA12')],
    'For services contracts and frameworks above the threshold, consider how they could improve economic, social and environmental well-being, how to secure that in the procurement, and whether to consult.'),
  ppn002: fact('socialValue.ppn002', 'B', [cite('PPN002'), cite('TUSSELL002')],
    'Central government gives social value at least 10% of the marks, from 1 October 2025. A council may adopt this; it is not bound.',
    { minimumWeightPercent: 10, bindsCouncils: false, from: date('2025-10-01') }),
  nationalToms: fact('socialValue.nationalToms', 'B', [cite('TOMS')], 'The National TOMs are a voluntary framework of themes endorsed by the Local Government Association.',
    { themes: ['Jobs', 'Growth', 'Social', 'Environment', 'Innovation'] }),
  consultationProposals2025: plainRule('socialValue.consultationProposals2025', 'B', [cite('GOVDIFF'), cite('CONSULT25')],
    'A 10% jobs and skills criterion, a social value indicator over £5 million and targets for spending with small and voluntary suppliers were proposed in 2025; the government replied on 26 March 2026. No law binding councils was found.'),
} as const;

/** Notes that bind central government only; a council may adopt them as its own policy. */
export const policyNotesCentralOnly = {
  ppn018: fact('policyNote.ppn018', 'B', [cite('PPN018')],
    'From 1 October 2025 central government asks suppliers of contracts over £5 million a year to pay 95% of invoices within 60 days and on average within 45. A council may adopt this.',
    { contractsAbovePerYearPence: 500_000_000n, within60DaysPercent: 95, averageDaysMaximum: 45, previousAverageDays: 55, from: date('2025-10-01'), bindsCouncils: false }),
  ppn024: fact('policyNote.ppn024', 'B', [cite('PPN024')],
    'From 1 April 2027 central government applies a public interest test to services over £1 million, and bodies spending over £100 million have an insourcing strategy. Councils are encouraged, not required.',
    {
      servicesOverPence: 100_000_000n, insourcingStrategyAuthoritySpendPence: 10_000_000_000n, from: date('2027-04-01'), bindsCouncils: false,
      excludes: ['section 41 and 42 direct awards', 'Schedule 2 exempted contracts', 'Provider Selection Regime health services', 'others'],
    }),
  nationalPolicyStatement: fact('policyNote.nationalPolicyStatement', 'B', [cite('NPPS')],
    'The National Procurement Policy Statement of February 2025 has three priorities: growth through small and voluntary suppliers, quality jobs and innovation; social and economic value in line with missions and local growth plans; and commercial capability.',
    ['growth and supply chains', 'social and economic value', 'commercial capability']),
} as const;

/** What changed in 2026, in order. */
export const changes2026 = [
  fact('change.2026-01-01.thresholds', 'A', [cite('SI2025-1200')], 'New threshold amounts apply from 1 January 2026.', { on: date('2026-01-01') }),
  fact('change.2026-01-01.performance', 'A', [cite('SI2025-1316')], 'Sections 69 and 71, payments compliance and contract performance notices, are in force from 1 January 2026.', { on: date('2026-01-01') }),
  fact('change.2026-02-04.reservation', 'B', [cite('BRABNERS-RES'), cite('LORDS-RES')], 'From 4 February 2026 councils may reserve below-threshold contracts to UK or local, small or voluntary suppliers.', { on: date('2026-02-04') }),
  fact('change.2026-03-24.amendment', 'C', [cite('OC-FEB26'), cite('KAEL'), cite('CHANGEFLOW')],
    'The Procurement (Amendment) Regulations 2026 bring platform identifiers for below-threshold winners, a reservation field in the notice, an end to the Contracts Finder duty and new outage conditions. Their text has not been read.', { on: date('2026-03-24') }),
  fact('change.2026-04-01.payments', 'A', [cite('SI2025-1316'), cite('BJ-S70')], 'Payments over £30,000 are published quarterly for procurements commenced from 1 April 2026.', { on: date('2026-04-01') }),
  fact('change.2026-04-01.agency', 'C', [cite('OC-JUN26')], 'Crown Commercial Service became the Government Commercial Agency on 1 April 2026.', { on: date('2026-04-01') }),
  fact('change.2026-06.debarmentProtocol', 'C', [cite('OC-JUN26')], 'The Debarment Review Service published its operational protocol in June 2026.', { month: '2026-06' }),
  fact('change.2026-06-17.publicInterestTest', 'B', [cite('PPN024'), cite('OC-JUN26')], 'PPN 024 on the public interest test was published on 17 June 2026.', { on: date('2026-06-17') }),
] as const;
