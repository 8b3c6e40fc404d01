import { cite, fact, row } from '../../row.ts';
import type { NoticeCode, NoticeRule } from '../../rule.ts';

type Wanted = Omit<NoticeRule, 'kind' | 'id' | 'statement' | 'source' | 'confidence' | 'enabled' | 'unverified' | 'code'>;

const notice = (code: NoticeCode, base: ReturnType<typeof row>, rest: Wanted): NoticeRule => ({ kind: 'notice', ...base, code, ...rest });

/** The notice series. Field names are those of the Regulations in short form; OCDS output maps from the record, never from these words. */
export const notices: readonly NoticeRule[] = [
  notice('UK1', row('notice.UK1', 'A', [cite('PA23', 's.93'), cite('PR24', 'reg 15'), cite('FTS-TYPES', '1 April to 26 May inclusive')],
    'An authority that expects to pay more than £100 million under relevant contracts in the coming financial year publishes a pipeline notice of each contract over £2 million planned in the next 18 months.'), {
    name: 'Pipeline notice', basis: 's.93; reg 15',
    trigger: 'authority considers it will pay more than GBP 100m under relevant contracts in the coming financial year; lists each public contract with estimated value more than GBP 2m for which a tender or transparency notice is intended in the reporting period',
    mandatory: 'conditional', mandatoryDetail: 'Depends on the authority’s spending in the coming financial year.',
    due: { type: 'deadlines', deadlineIds: ['deadline.UK1'] },
    notFor: ['private utilities', 'transferred NI authorities'],
    contents: {
      all: ['contractingAuthorityInformation', 'title', 'procurementId', 'contractSubjectMatter', 'estimatedDateOfTenderOrTransparencyNotice'],
    },
  }),
  notice('UK2', row('notice.UK2', 'A', [cite('PA23', 's.17'), cite('PR24', 'reg 17')],
    'Where the market is engaged before the tender, a preliminary market engagement notice comes before the tender notice, or the tender notice says why there was none.'), {
    name: 'Preliminary market engagement notice', basis: 'ss.16-17; reg 17',
    trigger: 'preliminary market engagement intended or carried out',
    mandatory: 'complyOrExplain', mandatoryDetail: 'If none is published, the tender notice (UK4) explains why.',
    due: { type: 'before', event: 'UK4' },
    notFor: ['private utilities'],
    contents: {
      all: ['contractingAuthorityInformation', 'title', 'procurementId', 'contractSubjectMatter', 'engagementCloseDate', 'processDescription'],
    },
  }),
  notice('UK3', row('notice.UK3', 'A', [cite('PA23', 's.15'), cite('PR24', 'reg 16')],
    'A planned procurement notice is optional; if published at least 40 days and not more than 12 months before the tender notice, it shortens the tendering period.'), {
    name: 'Planned procurement notice', basis: 's.15; reg 16',
    trigger: 'optional; qualifying if published at least 40 days and not more than 12 months before UK4',
    mandatory: 'optional', mandatoryDetail: null,
    due: { type: 'before', event: 'UK4' },
    notFor: [],
    contents: {
      all: [
        'contractingAuthorityInformation', 'title', 'procurementId', 'contractSubjectMatter', 'estimatedTenderNoticeDate',
        'estimatedSubmissionDate', 'expectedProcedure', 'dynamicMarketAward?', 'estimatedAwardDate', 'howToObtainDocuments',
        'howToExpressInterest', 'as much UK4 content as is available',
      ],
    },
  }),
  notice('UK4', row('notice.UK4', 'A', [cite('PA23', 'ss.21,87'), cite('PR24', 'regs 18-21,24'), cite('OC-FEB26', 'for the 2026 reservation field')],
    'A tender notice invites tenders or requests to take part, and comes before any other advertisement. Below the threshold it is needed only when advertising a notifiable contract.'), {
    name: 'Tender notice (also below-threshold tender notice)', basis: 's.21; s.87; regs 18-21, 24',
    trigger: 'inviting tenders or requests to participate in a competitive procedure; below threshold: before advertising a notifiable below-threshold contract',
    mandatory: 'conditional', mandatoryDetail: 'Yes for competitive above-threshold; below-threshold only when advertising and value at or above the notifiable floor.',
    due: { type: 'before', event: 'any other advertisement' },
    notFor: [],
    contents: {
      open: [
        'contractingAuthorityInformation', 'title', 'procurementId', 'procedureStatement', 'specialRegime', 'contractSubjectMatter',
        'estimatedValue', 'followOnIntent(Sch5 para8) or next tender estimate', 'electronicAuction', 'submissionMethodAndDeadline',
        'awardCriteriaOrSummary', 'languages', 'gpa', 'cptpp',
        'lots[title,number,description,dates,quantity,value,cpv,criteria,options,geography]', 'lotLimits[maxTender,maxAward,multiAwardCriteria]',
        'noLotsReason (not utilities/light touch)', 'options', 'shortPeriodReason(entry 2,3,4,5)', 'suitableForSME/VCSE', 'associatedDocuments',
        'laterDocuments', 'technicalSpecifications', 'conditionsOfParticipation', 'extraPaymentTerms', 'knownRisks(Sch8 para5)',
        'estimatedAwardDate',
      ],
      flexibleExtra: [
        'processDescription', 'negotiation?', 'refinementSummary(s.24)', 'max/min suppliers and selection criteria',
        'requestToParticipateDeadline or firstTenderDeadline', 'reserved(s.32/s.33)',
      ],
      frameworkExtra: [
        'callOffSelectionProcess', 'term', 'eligibleAuthorities', 'openFramework?', 'previousFrameworkId', 'openFrameworkEnd',
        'single/max/unlimited suppliers', 'fees %', 'dynamicMarketId',
      ],
      belowThreshold: [
        'contractingAuthorityInformation', 'title', 'procurementId', 'contractSubjectMatter', 'estimatedValue', 'submissionMethodAndDeadline',
        'specialRegime(defence/light touch)', 'suitableForSME/VCSE', 'criteriaExplanation', 'conditionsOfParticipation',
        '(2026) reserved SME/VCSE or local/UK area',
      ],
    },
  }),
  notice('UK5', row('notice.UK5', 'A', [cite('PA23', 's.44'), cite('PR24', 'reg 26')],
    'A transparency notice comes before a direct award, except where the person using the service chooses the supplier.'), {
    name: 'Transparency notice', basis: 's.44; reg 26',
    trigger: 'before a direct award under s.41 or s.43 (not user-choice, Sch 5 para 15)',
    mandatory: 'yes', mandatoryDetail: null,
    due: { type: 'before', event: 'award' },
    notFor: [],
    contents: {
      all: [
        'contractingAuthorityInformation', 'title', 'procurementId', 'previousProcurementId(if switched)', 'contractId(if known)',
        'contractSubjectMatter', 'specialRegime', 'justification + explanation', 'excludedSupplier/publicInterest', 's42 SI', 's43 reasons',
        'lots', 'estimatedValue', 'suitableForSME/VCSE', 'knownRisks', 'selectedSuppliers', 'estimatedEntryDate', 'framework term/fees/users',
      ],
    },
  }),
  notice('UK6', row('notice.UK6', 'A', [cite('PA23', 's.50'), cite('PR24', 'reg 27')],
    'A contract award notice comes before a public contract is entered into, after assessment summaries have gone to every assessed tenderer at the same time.'), {
    name: 'Contract award notice', basis: 's.50; reg 27',
    trigger: 'before entering into a public contract (not user-choice; not defence framework call-offs)',
    mandatory: 'yes', mandatoryDetail: null,
    due: { type: 'before', event: 'contractEntered' },
    notFor: [],
    contents: {
      all: [
        'contractingAuthorityInformation', 'title', 'ids(procurement,contract,framework,dynamicMarket)', 'contractSubjectMatter',
        'suppliers[name,address,email,id,consortium?,SME/VCSE/SEP/PSM,associatedPersons,connectedPersons]', 'awardDecisionDate', 'lots',
        'frameworkAwardMethod', 'specialRegime', 'assessmentSummariesDate', 'estimatedValue',
        'if <=GBP5m: tenders received, assessed, assessed from SME and VCSE',
        'if >GBP5m: tenders received and each unsuccessful assessed supplier[id,address,SME,VCSE]', 'procedure', 'reserved?', 'standstillEnd',
        'estimatedEntryDate', 'directAwardGrounds', 'ceasedLots',
      ],
    },
  }),
  notice('UK7', row('notice.UK7', 'A', [cite('PA23', 'ss.53,87(3)'), cite('PR24', 'regs 32-36')],
    'A contract details notice follows entry into a public contract or a notifiable below-threshold contract.'), {
    name: 'Contract details notice', basis: 's.53; s.87(3); regs 32-36',
    trigger: 'after entering a public contract; also notifiable below-threshold contracts',
    mandatory: 'yes', mandatoryDetail: null,
    due: { type: 'deadlines', deadlineIds: ['deadline.UK7', 'deadline.UK7.lightTouch', 'deadline.contractCopy', 'deadline.contractCopy.lightTouch'] },
    notFor: ['private utilities', 'user-choice direct awards'],
    contents: {
      all: [
        'contractingAuthorityInformation', 'title', 'ids', 'contractSubjectMatter', 'suppliers', 'procedure', 'reserved?', 'lot', 'estimatedValue',
        'contractEnteredDate', 'options', 'specialRegime', 'gpa/cptpp', 'three most material KPIs or reason none set',
        'framework: term, users, fees, pricing mechanism, selection process', 'direct award grounds',
      ],
    },
  }),
  notice('UK8', row('notice.UK8', 'B', [cite('PA23', 's.70'), cite('SI2025-1316'), cite('BJ-S70')],
    'Payments over £30,000 under public contracts whose procurement commenced from 1 April 2026 are published each quarter. The code UK8 and the fields have not been verified.'), {
    name: 'Contract payment information (payments over GBP 30,000)', basis: 's.70',
    trigger: 'a payment of more than GBP 30,000 under a public contract whose procurement commenced on/after 2026-04-01',
    mandatory: 'yes', mandatoryDetail: null,
    due: { type: 'deadlines', deadlineIds: ['deadline.UK8'] },
    notFor: [],
    contents: {},
  }),
  notice('UK9', row('notice.UK9', 'A', [cite('PA23', 's.71'), cite('PR24', 'reg 39'), cite('OCDS-UK')],
    'A contract performance notice gives yearly scores against key performance indicators, and any breach or persistent failure under section 71(5).'), {
    name: 'Contract performance notice', basis: 's.71; reg 39',
    trigger: '(a) KPI assessment at least once every 12 months and on termination, where KPIs set under s.52(1); (b) s.71(5) breach leading to termination, damages or settlement, or persistent poor performance',
    mandatory: 'yes', mandatoryDetail: null,
    due: { type: 'deadlines', deadlineIds: ['deadline.UK9.yearly', 'deadline.UK9.breach'] },
    notFor: ['private utilities', 'light touch contracts (s.71(5))'],
    contents: {},
  }),
  notice('UK10', row('notice.UK10', 'A', [cite('PA23', 'ss.75-77'), cite('PR24', 'reg 40')],
    'A contract change notice comes before a public contract is modified, unless the change is within the small-change limits.'), {
    name: 'Contract change notice', basis: 'ss.75-77; reg 40',
    trigger: 'before modifying a public or convertible contract',
    mandatory: 'conditional', mandatoryDetail: 'Yes unless value change within 10% (goods/services) or 15% (works), or term change within 10% of maximum term; always for corporate-restructuring novation.',
    due: { type: 'before', event: 'modification' },
    notFor: ['light touch', 'defence and security', 'private utilities', 'transferred NI'],
    contents: {
      all: [
        'ids', 'suppliers', 'Sch 8 ground + explanation', 'change in value/term', 'new/leaving suppliers', 'estimated dates',
        'voluntary standstill',
      ],
    },
  }),
  notice('UK11', row('notice.UK11', 'A', [cite('PA23', 's.80'), cite('PR24', 'reg 41')],
    'A contract termination notice follows when a public contract ends for any reason.'), {
    name: 'Contract termination notice', basis: 's.80; reg 41',
    trigger: 'public contract ends for any reason: discharge, expiry, termination by a party, rescission, set aside',
    mandatory: 'yes', mandatoryDetail: null,
    due: { type: 'deadlines', deadlineIds: ['deadline.UK11'] },
    notFor: ['private utilities', 'user-choice direct awards'],
    contents: {
      all: ['ids', 'suppliers', 'reasons', 'terminationDate', 'estimatedValue', 'breach details, damages, steps taken'],
    },
  }),
  notice('UK12', row('notice.UK12', 'A', [cite('PA23', 's.55'), cite('PR24', 'reg 37')],
    'A procurement termination notice follows, as soon as reasonably practicable, a decision not to award after a tender or transparency notice.'), {
    name: 'Procurement termination notice', basis: 's.55; reg 37',
    trigger: 'after a UK4 or UK5 the authority decides not to award',
    mandatory: 'yes', mandatoryDetail: 'Yes (above threshold).',
    due: { type: 'asSoonAsReasonablyPracticable', event: 'the decision not to award' },
    notFor: [],
    contents: {
      all: ['contractingAuthorityInformation', 'title', 'procurementId', 'statement', 'decisionDate'],
    },
  }),
  notice('UK13', row('notice.UK13', 'A', [cite('PA23', 's.39(2)'), cite('PR24', 'reg 25'), cite('FTS-LIST-REPO', 'for the code')],
    'A dynamic market intention notice comes before a dynamic market is established.'), {
    name: 'Dynamic market intention notice', basis: 's.39(2); reg 25(2)',
    trigger: 'before establishing a dynamic market',
    mandatory: 'yes', mandatoryDetail: null,
    due: { type: 'before', event: 'dynamicMarketEstablished' },
    notFor: [],
    contents: {},
  }),
  notice('UK14', row('notice.UK14', 'A', [cite('PA23', 's.39(3)'), cite('PR24', 'reg 25(4)'), cite('FTS-LIST-REPO')],
    'A dynamic market establishment notice lists the members when the market is established.'), {
    name: 'Dynamic market establishment notice', basis: 's.39(3); reg 25(4)',
    trigger: 'market established; lists members',
    mandatory: 'yes', mandatoryDetail: null,
    due: { type: 'asSoonAsReasonablyPracticable', event: 'the market is established' },
    notFor: [],
    contents: {},
  }),
  notice('UK15', row('notice.UK15', 'A', [cite('PA23', 's.39(4)'), cite('PR24', 'reg 25(6)'), cite('FTS-LIST-REPO')],
    'A dynamic market modification notice follows any change, including each member admitted or removed.'), {
    name: 'Dynamic market modification notice', basis: 's.39(4); reg 25(6)',
    trigger: 'any modification including each admission or removal of a member',
    mandatory: 'yes', mandatoryDetail: null,
    due: { type: 'asSoonAsReasonablyPracticable', event: 'the modification' },
    notFor: [],
    contents: {},
  }),
  notice('UK16', row('notice.UK16', 'A', [cite('PA23', 's.39(5)'), cite('PR24', 'reg 25(8)'), cite('FTS-LIST-REPO')],
    'A dynamic market cessation notice follows when the market ceases.'), {
    name: 'Dynamic market cessation notice', basis: 's.39(5); reg 25(8)',
    trigger: 'market ceases',
    mandatory: 'yes', mandatoryDetail: 'Yes (not private utilities).',
    due: { type: 'asSoonAsReasonablyPracticable', event: 'the market ceases' },
    notFor: [],
    contents: {},
  }),
  notice('UK17', row('notice.UK17', 'A', [cite('PA23', 's.69'), cite('PR24', 'reg 38'), cite('SI2025-1316'), cite('SENSERITY', 'code UK17 and window')],
    'A payments compliance notice reports each half-year how quickly the authority paid under public contracts.'), {
    name: 'Payments compliance notice', basis: 's.69; reg 38',
    trigger: 'a payment was made or a sum became payable under a public contract in the reporting period',
    mandatory: 'yes', mandatoryDetail: null,
    due: { type: 'deadlines', deadlineIds: ['deadline.UK17'] },
    notFor: ['schools', 'concessions', 'private utilities', 'transferred NI'],
    contents: {
      all: [
        'reporting period dates', 'mean days to pay (day 1 = day after invoice day)', '% paid days 1-30', '% paid days 31-60', '% paid day 61+',
        '% payable sums not paid in period', 'finance director approval statement, name and job title',
      ],
    },
  }),
];

/** What the notices' rows say beside their fields. */
export const noticeFacts = {
  pipelinePeriod: fact('notice.pipelinePeriod', 'A', [cite('PA23', 's.93'), cite('PR24', 'reg 15')], 'A pipeline notice looks 18 months ahead.', { reportingPeriodMonths: 18 }),
  qualifyingPlannedNotice: fact('notice.qualifyingPlannedNotice', 'A', [cite('PA23', 's.15'), cite('PR24', 'reg 16')],
    'A planned procurement notice qualifies if it is published at least 40 days and not more than 12 months before the tender notice.', { minimumDays: 40, maximumMonths: 12 }),
  assessmentSummaries: fact('notice.assessmentSummaries', 'A', [cite('PA23', 's.50(3)'), cite('PR24', 'reg 31(4)')],
    'Assessment summaries go to every assessed tenderer, all at the same time, before the contract award notice.', { before: 'UK6' }),
  noEngagementExplanation: fact('notice.noEngagementExplanation', 'A', [cite('PA23', 's.17'), cite('PR24', 'reg 17')],
    'If there was engagement but no preliminary market engagement notice, the tender notice says why.', { explainIn: 'UK4' }),
  belowThresholdDetails: fact('notice.belowThresholdDetails', 'A', [cite('PA23', 's.87(3)')],
    'For a notifiable below-threshold contract the contract details notice is published as soon as reasonably practicable after it is entered into.', { notice: 'UK7' }),
  paymentsUpload: fact('notice.paymentsUpload', 'B', [cite('PA23', 's.70'), cite('BJ-S70')],
    'Payments over £30,000 are uploaded as one template a quarter, not a notice for each payment. The code UK8 is inferred and the field list has not been verified.', { onePerQuarter: true }),
  performanceRatings: fact('notice.performanceRatings', 'A', [cite('PR24', 'reg 39(5)'), cite('OCDS-UK')],
    'Performance is rated Good, Approaching target, Requires improvement, Inadequate or Other.',
    [
      { label: 'Good', ocdsId: 'met' }, { label: 'Approaching target', ocdsId: 'slightlyBelow' }, { label: 'Requires improvement', ocdsId: 'below' },
      { label: 'Inadequate', ocdsId: 'significantlyBelow' }, { label: 'Other', ocdsId: 'other' },
    ]),
  paymentsComplianceFirstPeriod: fact('notice.paymentsComplianceFirstPeriod', 'B', [cite('PA23', 's.69'), cite('SI2025-1316'), cite('SENSERITY')],
    'The first payments compliance period is 1 January to 31 March 2026 on the statute’s text; Cabinet Office guidance said 1 October 2025 to 31 March 2026. Either way it was due by 29 April 2026.',
    { onStatuteText: { start: '2026-01-01', end: '2026-03-31' }, onGuidance: { start: '2025-10-01', end: '2026-03-31' }, due: '2026-04-29' }),
  paymentsCompliancePeriods: fact('notice.paymentsCompliancePeriods', 'A', [cite('PA23', 's.69'), cite('PR24', 'reg 38')],
    'Payments compliance is reported for 1 April to 30 September and for 1 October to 31 March.', ['1 April to 30 September', '1 October to 31 March']),
  voluntaryChangeStandstill: fact('notice.voluntaryChangeStandstill', 'A', [cite('PA23', 'ss.75-77'), cite('PR24', 'reg 40')],
    'A voluntary standstill on a contract change lasts at least 8 working days.', { minimumWorkingDays: 8 }),
} as const;
