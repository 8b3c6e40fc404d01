import { AWARD_DECISION, isNoticeCode } from '#parts/notices';
import { endOf, buyerParty, buyerReference, known, periodOf, startOf, supplierParty, supplierReference, valueOf, type Json } from './parties-of-release.ts';
import { lotIdIn } from './lots-of-release.ts';
import { marketTender } from './market-release.ts';
import { tenderOf } from './tender-of-release.ts';
import type { AwardFacts, BidCount, ContractFacts, ReleaseFacts, SupplierFacts, TenderFacts } from './release-facts.ts';

/** Where a notice's document stands in a release, what the standard and the UK extension call it, and the release's tag. */
interface NoticeForm {
  readonly section: 'planning' | 'tender' | 'awards' | 'contracts';
  readonly documentType: string;
  readonly tag: string;
  /** The tag of every later version. */
  readonly updateTag: string;
}

const PLANNING: NoticeForm = { section: 'planning', documentType: 'plannedProcurementNotice', tag: 'planning', updateTag: 'planningUpdate' };
const TENDER: NoticeForm = { section: 'tender', documentType: 'tenderNotice', tag: 'tender', updateTag: 'tenderUpdate' };

/**
 * The UK notices that the ways of buying need. Tags and places follow Find a Tender's own releases where we hold them (UK1, UK2, UK4, UK7, UK12);
 * the dynamic market's notices are mapped by analogy: intention is planning, establishment and modification are of the tender.
 */
export const NOTICE_FORMS: Readonly<Record<string, NoticeForm>> = {
  UK1: PLANNING,
  UK2: { ...PLANNING, documentType: 'marketEngagementNotice' },
  UK3: PLANNING,
  UK4: TENDER,
  UK5: { section: 'awards', documentType: 'awardNotice', tag: 'award', updateTag: 'awardUpdate' },
  UK6: { section: 'awards', documentType: 'awardNotice', tag: 'award', updateTag: 'awardUpdate' },
  // Of no UK series: its release says what the award notice's does, and its document bears no type of that series.
  [AWARD_DECISION]: { section: 'awards', documentType: 'awardNotice', tag: 'award', updateTag: 'awardUpdate' },
  UK7: { section: 'contracts', documentType: 'contractNotice', tag: 'contract', updateTag: 'contractUpdate' },
  UK12: { ...TENDER, documentType: 'tenderCancellationNotice', tag: 'tenderCancellation', updateTag: 'tenderCancellation' },
  UK13: PLANNING,
  UK14: TENDER,
  UK15: { ...TENDER, tag: 'tenderUpdate' },
  UK16: { ...TENDER, tag: 'tenderUpdate' },
};

/** True for a notice that can be given as a release. */
export const hasRelease = (code: string): boolean => Object.hasOwn(NOTICE_FORMS, code);

/** One notice as one OCDS release, from the record behind it. Pure. */
export function noticeAsRelease(facts: ReleaseFacts): Json {
  const { notice, tender, market } = facts;
  const form = NOTICE_FORMS[notice.code];
  if (!form) throw new Error(`a ${notice.code} has no form as a release`);
  const document = documentOf(facts, form);
  const awards = facts.awards.map((award) => awardOf(award, facts, form.section === 'awards' ? document : null));
  return known({
    ocid: notice.ocid,
    id: notice.id,
    date: notice.publishedAt.toISOString(),
    tag: [notice.version > 1 ? form.updateTag : form.tag],
    initiationType: 'tender',
    language: 'en',
    parties: [buyerParty(facts.buyer), ...partiesOf(facts)],
    buyer: buyerReference(facts.buyer),
    planning: form.section === 'planning' ? planningOf(facts, document) : null,
    tender: tender ? tenderOf(facts, tender, form.section === 'tender' ? document : null) : market ? marketTender(facts, market, form.section === 'tender' ? document : null) : null,
    awards,
    contracts: facts.contracts.map((contract) => contractOf(contract, tender?.aboveThreshold ?? null, form.section === 'contracts' ? document : null)),
    bids: facts.bids.length === 0 ? null : { statistics: statisticsOf(facts.bids, tender) },
    relatedProcesses: (tender?.follows ?? []).map((process, index) => ({ id: String(index + 1), relationship: [process.relationship], title: process.title, scheme: 'ocid', identifier: process.ocid })),
  });
}

/** Everyone whom the release names but the buyer, each once. */
function partiesOf({ awards, market }: ReleaseFacts): Json[] {
  const winners = awards.flatMap(({ suppliers }) => suppliers);
  const once = (suppliers: readonly SupplierFacts[]) => [...new Map(suppliers.map((supplier) => [supplier.id, supplier])).values()];
  return [
    ...once(winners).map((supplier) => supplierParty(supplier)),
    ...once(market?.members ?? []).filter(({ id }) => !winners.some((winner) => winner.id === id)).map((supplier) => supplierParty(supplier, ['tenderer'])),
  ];
}

function documentOf({ notice, siteUrl }: ReleaseFacts, { documentType }: NoticeForm): Json {
  return known({
    id: notice.platformReference ?? notice.id, documentType, noticeType: isNoticeCode(notice.code) ? notice.code : null, title: notice.title, description: notice.words.slice(0, 2000),
    url: `${siteUrl}/notices/${notice.id}`, datePublished: notice.publishedAt.toISOString(), format: 'text/html', language: 'en',
  });
}

function planningOf({ notice, tender, market }: ReleaseFacts, document: Json): Json {
  const day = notice.content['engagementClosesOn'];
  const engagement = notice.code === 'UK2' && typeof day === 'string'
    ? [known({ id: 'engagement', type: 'engagement', description: notice.words, dueDate: endOf(day as never), status: 'scheduled' })]
    : [];
  const expected = tender?.expectedOn ? [{ id: 'tender-notice', type: 'preProcurement', description: 'Tender notice expected', dueDate: startOf(tender.expectedOn), status: 'scheduled' }] : [];
  return known({ rationale: tender || market ? null : notice.words, milestones: [...engagement, ...expected], documents: [document] });
}

function awardOf(award: AwardFacts, { tender }: ReleaseFacts, document: Json | null): Json {
  return known({
    id: award.id, title: award.title, description: award.reasons, status: award.state, date: award.date?.toISOString(), value: valueOf(award.netPence, award.grossPence),
    suppliers: award.suppliers.map(supplierReference),
    items: tender && [known({ id: lotIdIn(tender, award.lotNumber), additionalClassifications: tender.cpv.map(({ code, title }) => known({ scheme: 'CPV', id: code, description: title })), relatedLot: lotIdIn(tender, award.lotNumber) })],
    contractPeriod: periodOf(award.startsOn, award.endsOn), relatedLots: [lotIdIn(tender, award.lotNumber)], documents: document && [document],
    assessmentSummariesDateSent: award.summariesSentAt?.toISOString(), standstillPeriod: award.standstillEndsOn && { endDate: endOf(award.standstillEndsOn) },
    aboveThreshold: tender?.aboveThreshold, mainProcurementCategory: tender?.category,
  });
}

const CONTRACT_STATUS = { draft: 'pending', live: 'active', ended: 'terminated', terminated: 'terminated' } as const;

function contractOf(contract: ContractFacts, aboveThreshold: boolean | null, document: Json | null): Json {
  return known({
    id: contract.id, awardID: contract.awardId, title: contract.title, status: CONTRACT_STATUS[contract.state], period: periodOf(contract.startsOn, contract.endsOn, contract.latestEndsOn),
    value: valueOf(contract.netPence, contract.grossPence), dateSigned: contract.enteredOn && startOf(contract.enteredOn), aboveThreshold, documents: document && [document],
    agreedMetrics: contract.indicators.map(({ id, name, target }) => known({ id, title: name, description: target })),
    noAgreedMetricsRationale: contract.indicators.length === 0 ? 'No key performance indicator is set for this contract.' : null,
  });
}

/** The counts that the award notice gives, each under an id of its own. */
function statisticsOf(counts: readonly BidCount[], tender: TenderFacts | null): Json[] {
  return counts.flatMap(({ lotNumber, received, assessed, assessedSme, assessedVcse }) => {
    const relatedLot = lotIdIn(tender, lotNumber);
    return Object.entries({ bids: received, finalStageBids: assessed, smeFinalStageBids: assessedSme, vcseFinalStageBids: assessedVcse })
      .map(([measure, value]) => ({ id: `${measure}-${relatedLot}`, measure, value, relatedLot }));
  });
}
