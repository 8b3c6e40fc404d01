import { cite, date, fact, plainRule } from '../../row.ts';

export const localGovernment = {
  keyDecisionNotice: fact('localGovernment.keyDecisionNotice', 'A', [cite('SI2012-2089', 'reg 9(2)')], 'A key decision is published at least 28 clear days before it is taken.', { clearDays: 28 }),
  keyDecisionDefinition: plainRule('localGovernment.keyDecisionDefinition', 'A', [cite('SI2012-2089', 'reg 8')],
    'A key decision is significant in spending or savings for its budget, or in its effect on two or more wards or divisions; the money test is set locally.'),
  privateMeetingNotice: fact('localGovernment.privateMeetingNotice', 'A', [cite('SI2012-2089', 'reg 5')], 'A private meeting is announced 28 clear days ahead, and again 5 clear days ahead.', { clearDays: 28, secondClearDays: 5 }),
  agenda: fact('localGovernment.agenda', 'A', [cite('SI2012-2089', 'regs 6-7')], 'Agenda and reports are available 5 clear days before the meeting.', { clearDays: 5 }),
  generalException: fact('localGovernment.generalException', 'A', [cite('SI2012-2089', 'reg 10')], 'A key decision not published for 28 clear days may be taken after 5 clear days’ notice.', { clearDays: 5 }),
  specialUrgency: fact('localGovernment.specialUrgency', 'A', [cite('SI2012-2089', 'reg 11')],
    'A decision too urgent for that needs the agreement of the scrutiny chair, or failing them the council’s chair, or the vice-chair.', ['scrutinyChair', 'councilChair', 'councilViceChair']),
  exemptMarking: plainRule('localGovernment.exemptMarking', 'A', [cite('SI2012-2089', 'reg 7(5)')], 'An exempt report is marked "not for publication" with the Schedule 12A description that applies.'),
  callIn: fact('localGovernment.callIn', 'C', [cite('CALLIN')], 'Decisions can be called in for a time the local constitution sets, typically 5 working days.', { typicalWorkingDays: 5, setBy: 'localConstitution' }),
  contractStandingOrders: plainRule('localGovernment.contractStandingOrders', 'C', [cite('LGA72')], 'A council must make standing orders about its contracts.'),
  schedule12A: fact('localGovernment.schedule12A', 'D', [cite('BG')], 'Schedule 12A lists seven descriptions of exempt information. This has not been verified.', [
    'para 1 individual', 'para 2 identity', 'para 3 financial or business affairs', 'para 4 labour relations', 'para 5 legal privilege', 'para 6 notices/orders', 'para 7 crime',
  ]),
  memberInterests: plainRule('localGovernment.memberInterests', 'D', [cite('BG', 'Localism Act 2011 ss.30-34')],
    'A member with a disclosable pecuniary interest takes no part and does not vote; to do so is an offence. This has not been verified.'),
} as const;

export const otherDuties = {
  bestValue: plainRule('duty.bestValue', 'B', [cite('BVGUID24')], 'Best value is a duty under section 3 of the Local Government Act 1999; statutory guidance of 8 May 2024 replaced that of 2015.'),
  publicSectorEquality: fact('duty.publicSectorEquality', 'D', [cite('BG', 'Equality Act 2010 s.149')],
    'Due regard to equality is recorded when planning, specifying, awarding, changing and ending a service. This has not been verified.', ['plan', 'specification', 'award', 'change', 'decommission']),
  freedomOfInformation: fact('duty.freedomOfInformation', 'D', [cite('BG')],
    'A freedom of information request is answered in 20 working days; commercial interests (s.43) are a qualified exemption and confidence (s.41) an absolute one. This has not been verified.',
    { replyWorkingDays: 20, commercialInterests: 's.43 qualified', confidence: 's.41 absolute' }),
  accessibility: fact('duty.accessibility', 'A', [cite('PSBAR18', 'regs 4-14'), cite('PSBAR', 'for the WCAG 2.2 monitoring date')],
    'A public site meets WCAG 2.2 level AA and carries an accessibility statement.', {
      standard: 'WCAG 2.2 AA', statementRequired: true,
      statementMustHave: ['inaccessible parts and reasons', 'accessible alternatives', 'contact form link', 'enforcement procedure link'],
      disproportionateBurdenAssessmentRequired: true, answerCabinetOfficeNoticeDays: 28, intranetsCoveredFrom: date('2019-09-23'),
      documentsCoveredFrom: date('2018-09-23'), monitoringAgainst22From: '2024-10',
    }),
  staffTransfer: fact('duty.staffTransfer', 'B', [cite('TUPE06', 'regs 11-12'), cite('XPERT-TUPE', 'for the 28 days')],
    'When staff transfer, the old employer gives the new one employee liability information at least 28 days before, dated no more than 14 days before it is given.', {
      daysBeforeTransfer: 28, informationNotOlderThanDays: 14, lookbackYears: 2, mayBeInInstalments: true, mayBeViaThirdParty: true, complaintMonths: 3,
      minimumCompensationPerEmployeePence: 50_000n,
      fields: ['identity and age', 'section 1 employment particulars', 'disciplinary and grievance, 2 years', 'claims, 2 years or expected', 'collective agreements'],
    }),
  subsidy: fact('duty.subsidy', 'B', [cite('SCA22', 's.33')], 'A subsidy is entered in the database within 3 months, and under a scheme each award over £100,000; entries are kept 6 years.',
    { databaseUploadMonths: 3, perAwardUnderSchemeMoreThanPence: 10_000_000n, entryKeptYears: 6 }),
  grants: fact('duty.grants', 'B', [cite('GRANTSTD')], 'The government’s grant standard has ten minimum requirements.', [
    'named senior responsible officer', 'approvals and data capture', 'complex grants advice', 'business case', 'competition by default', 'grant agreement',
    'risk/due diligence/fraud', 'outputs and monitoring', 'annual review and reconciliation', 'training',
  ]),
} as const;

/** Not statute. Shown beside an authority's own contract standing orders as a starting point; local policy is edited in the product. */
export const localOverlayKent = [
  fact('overlay.kent.formalTender', 'C', [cite('KCC-WEB', 'page not updated to 207,720')],
    'Kent’s public page says goods and services above £214,904 and works above £1 million go to formal tender.', { goodsServicesAbovePence: 21_490_400n, worksAbovePence: 100_000_000n }),
  fact('overlay.kent.quotes', 'C', [cite('KELSI', 'schools scheme mirroring KCC rules of May 2023')],
    'Kent’s schools scheme asks for one written quote up to £24,999, three from £25,000, and a tender from the public procurement threshold, or £1 million for works.',
    { oneWrittenQuoteUpToPence: 2_499_900n, threeWrittenQuotesFromPence: 2_500_000n, worksTenderFromPence: 100_000_000n }),
  plainRule('overlay.kent.strategy', 'B', [cite('KCC-25-00083')],
    'Kent adopted a Commercial Strategy 2026-2028 as key decision 25/00083, with a Responsible Procurement Charter, a Contract Management Policy and a promised social value policy; suppliers are asked to register on the Kent Business Portal and the central digital platform.'),
] as const;
