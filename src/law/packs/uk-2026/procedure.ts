import { cite, fact, plainRule } from '../../row.ts';

export const definitions = {
  workingDay: plainRule('definition.workingDay', 'A', [cite('PA23', 's.123(1)')],
    'A working day is not a Saturday, a Sunday or a bank holiday in any part of the United Kingdom.'),
  valueIncludesVat: fact('definition.valueIncludesVat', 'A', [cite('PA23', 's.123(2)')], 'The value of a contract includes VAT.', true),
  sme: fact('definition.sme', 'A', [cite('PA23', 's.123(1)')],
    'A small or medium-sized enterprise has fewer than 250 staff and a turnover of no more than £44 million or a balance sheet of no more than £38 million.',
    { staffFewerThan: 250, turnoverMaximumPence: 4_400_000_000n, orBalanceSheetMaximumPence: 3_800_000_000n }),
  vcse: plainRule('definition.vcse', 'A', [cite('PR24', 'reg 9(3)(k)')],
    'A voluntary, community or social enterprise is a non-governmental organisation that is value-driven and mainly reinvests its surpluses for social, environmental or cultural aims.'),
  supportedEmploymentProvider: fact('definition.supportedEmploymentProvider', 'A', [cite('PA23', 's.32(4)')],
    'At least 30% of a supported employment provider’s workforce are disabled or disadvantaged.', { minimumWorkforcePercent: 30 }),
  publicServiceMutual: fact('definition.publicServiceMutual', 'A', [cite('PA23', 's.33'), cite('PR24', 'reg 42')],
    'A contract reserved to public service mutuals lasts at most 5 years, goes to one without a comparable contract in the last 3 years, and is for services marked R in the Regulations.',
    { maximumTermYears: 5, noComparableContractInYears: 3 }),
  supplierIdFormat: fact('definition.supplierIdFormat', 'B', [cite('CDP-SRC', 'ChildOrganisationResultsPageTests, ShareCodeExtensionsTests')],
    'A supplier’s platform identifier reads GB-PPON:AAAA-9999-AAAA, for example PMZV-7732-XXTT, and a share code has 8 characters.',
    { scheme: 'GB-PPON', pattern: '^[A-Z]{4}-[0-9]{4}-[A-Z]{4}$', shareCodeLength: 8 }),
} as const;

export const valuation = [
  plainRule('valuation.maximum', 'A', [cite('PA23', 'Sch 3 para 1')],
    'Estimate the most the authority could expect to pay, including options, extensions, renewals, premiums, fees, interest and prizes.'),
  plainRule('valuation.framework', 'A', [cite('PA23', 'Sch 3 para 2')],
    'A framework is worth the total of all contracts that have been or may be awarded under it; an open framework counts every framework in the scheme.'),
  plainRule('valuation.concession', 'A', [cite('PA23', 'Sch 3 para 3')], 'A concession is worth the most the supplier could expect to receive.'),
  plainRule('valuation.oneContract', 'A', [cite('PA23', 'Sch 3 para 4')],
    'Where several contracts could reasonably have been one, each is valued at the total unless there are good reasons.'),
  plainRule('valuation.noEstimate', 'A', [cite('PA23', 'Sch 3 para 5')], 'If no estimate is possible, treat the contract as above the threshold.'),
  plainRule('valuation.noAvoidance', 'A', [cite('PA23', 's.4(3)')], 'No choice about valuing a contract may be made to avoid the Act.'),
] as const;

export const procedures = [
  plainRule('procedure.open', 'A', [cite('PA23', 's.20(2)(a)')], 'Open: one stage; anyone may tender.'),
  plainRule('procedure.competitiveFlexible', 'A', [cite('PA23', 's.20(2)(b),(4)-(6)')],
    'Competitive flexible: any other procedure the authority designs; it may limit suppliers, refine criteria if it said it would, and exclude suppliers at intermediate assessments.'),
  plainRule('procedure.directAward', 'A', [cite('PA23', 'ss.41-44')],
    'Direct award: only on a Schedule 5 justification, under section 42 regulations, or by switching under section 43 when there were no suitable tenders.'),
  plainRule('procedure.framework', 'A', [cite('PA23', 'ss.45-46')],
    'Award under a framework: a competitive selection, unless there is one supplier or an objective mechanism together with the core terms.'),
  plainRule('procedure.dynamicMarket', 'A', [cite('PA23', 's.34')], 'Dynamic market: a competitive flexible procedure limited to members.'),
] as const;

const justification = (name: string, paragraphs: string, statement: string) =>
  fact(`directAward.${name}`, 'A', [cite('PA23', `Sch 5 ${paragraphs}`)], statement, { justification: name, paragraphs });

export const directAwardJustifications = [
  justification('prototypes', 'para 2', 'Prototypes and development.'),
  justification('uniqueArt', 'para 4', 'A unique work of art or artistic performance.'),
  justification('exclusiveRights', 'para 5', 'Intellectual property or other exclusive rights, with no reasonable alternative.'),
  justification('noTechnicalCompetition', 'para 6', 'Competition is absent for technical reasons, with no reasonable alternative.'),
  justification('additionalSupply', 'para 7', 'Additional or replacement supply where a change would be incompatible.'),
  justification('repeatSupply', 'para 8', 'Repeat supply that was signalled in a competed contract awarded within the last 5 years.'),
  justification('commodities', 'para 10', 'Goods bought on a commodity market.'),
  justification('insolvency', 'para 11', 'Advantageous terms because of an insolvency.'),
  justification('extremeUrgency', 'para 13', 'Extreme and unavoidable urgency.'),
  justification('userChoice', 'para 15', 'Light touch services that the person using them, or their carer, chooses.'),
  justification('defence', 'paras 18-20', 'Defence and security.'),
] as const;

export const publicationRules = {
  platformFirst: plainRule('publication.platformFirst', 'A', [cite('PR24', 'reg 5(1),(11)')],
    'A notice is published on the central digital platform first, and nowhere else before it.'),
  platformFault: fact('publication.platformFault', 'A', [cite('PR24', 'reg 5(5)-(10)'), cite('OC-FEB26')],
    'If the platform has not confirmed a notice after 4 hours (urgent or section 42 direct awards) or 48 hours (others), a free and accessible alternative system may be used. The conditions were altered in 2026; the new wording has not been verified.',
    { urgentHours: 4, otherHours: 48 }),
  supplierInformation: plainRule('publication.supplierInformation', 'A', [cite('PR24', 'reg 6(3),(5)')],
    'Before the tendering period ends, the authority obtains the supplier’s confirmation that its core information is registered, up to date and shared through the platform.'),
  supplierInformationLate: plainRule('publication.supplierInformationLate', 'A', [cite('PR24', 'reg 7')],
    'If the platform was faulty, that confirmation may follow as soon as practicable, and before award.'),
  electronic: plainRule('publication.electronic', 'A', [cite('PA23', 's.96')],
    'Communication is electronic, by systems that are free to suppliers, generally available or interoperable, and accessible to disabled people.'),
  withholding: plainRule('publication.withholding', 'A', [cite('PA23', 's.94')],
    'Information may be withheld only for national security, or as sensitive commercial information with an overriding public interest, and the withholding must be notified.'),
  submission: plainRule('publication.submission', 'C', [cite('FTS-API')],
    'Submitting to Find a Tender needs an account and a platform key. The schema for submitting UK1 to UK17 has not been verified; OCDS is the format for reading.'),
} as const;

export const preconditions = {
  conflictsAssessment: fact('precondition.conflictsAssessment', 'A', [cite('PA23', 's.83')],
    'A conflicts assessment is prepared before a tender, transparency or dynamic market intention notice, kept under review, and confirmed with UK4, UK5, UK13, UK7 and UK10.',
    { preparedBefore: ['UK4', 'UK5', 'UK13'], confirmedWith: ['UK4', 'UK5', 'UK13', 'UK7', 'UK10'] }),
  lots: plainRule('precondition.lots', 'A', [cite('PA23', 's.18'), cite('PR24', 'reg 18(2)(q)')],
    'Consider lots before the tender notice; where lots would suit, use them or give reasons. Light touch and utilities contracts need no reason in the notice.'),
  smallSuppliers: plainRule('precondition.smallSuppliers', 'A', [cite('PA23', 'ss.12(4),86')],
    'Have regard to the barriers small and medium-sized enterprises face, and consider removing or reducing them, above and below the threshold.'),
  awardCriteria: plainRule('precondition.awardCriteria', 'A', [cite('PA23', 's.23')],
    'Award criteria relate to the subject matter, are clear, measurable, specific and proportionate, and state how tenders are assessed and the relative importance of each.'),
  participation: plainRule('precondition.participation', 'A', [cite('PA23', 's.22')],
    'Conditions of participation are proportionate: no audited accounts from those not required to have them, no insurance in place before award, no earlier award by a named authority, and equivalent qualifications accepted.'),
  lotLimits: plainRule('precondition.lotLimits', 'A', [cite('PA23', 'ss.20(7),23(4)')],
    'The number of lots one supplier may tender for or win may be limited, by an objective mechanism stated in the notice.'),
  subcontractors: plainRule('precondition.subcontractors', 'A', [cite('PA23', 's.28(1)')],
    'Ask about sub-contracting, and check intended sub-contractors against the debarment list.'),
  abnormallyLow: plainRule('precondition.abnormallyLow', 'A', [cite('PA23', 's.19(3)(c),(4),(5)')],
    'A supplier whose price looks abnormally low is told so and may show that it can perform; if it shows that, its tender cannot be disregarded for its price.'),
  proceduralBreach: plainRule('precondition.proceduralBreach', 'A', [cite('PA23', 's.19(3)(d)')], 'A tender that breaches a procedural requirement may be disregarded.'),
  lightTouchCriteria: plainRule('precondition.lightTouchCriteria', 'A', [cite('PA23', 's.23(6)')],
    'Light touch award criteria may also weigh the views of those who use the service, their differing needs, and proximity.'),
  nationalPolicyStatement: plainRule('precondition.nationalPolicyStatement', 'A', [cite('PA23', 's.13(9),(10)')],
    'Have regard to the National Procurement Policy Statement, except for call-offs and awards under dynamic markets.'),
  socialValue: plainRule('precondition.socialValue', 'B', [cite('SVA12', 's.1(1)-(3)')],
    'Consider social value before starting to procure services, and before contacting anyone to answer an unsolicited offer.'),
} as const;

export const modifyDuringProcurement = [
  plainRule('modifyDuring.beforeDeadline', 'A', [cite('PA23', 's.31(1),(4),(5)')],
    'Any term may change before the deadline for tenders (open) or for requests or first tenders (flexible); the notice is issued again and more time considered.'),
  plainRule('modifyDuring.later', 'A', [cite('PA23', 's.31(2),(6)')],
    'In a flexible procedure a later change must not be substantial, unless the contract is light touch; those taking part are told.'),
] as const;
