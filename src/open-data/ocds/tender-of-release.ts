import { addMonths } from '#kernel/calendar-date';
import type { Regime } from '#law';
import { conditionsOf, criteriaOf } from './conditions-of-release.ts';
import { known, periodOf, valueOf, type Json } from './parties-of-release.ts';
import { lotIdIn, lotStatus } from './lots-of-release.ts';
import type { Area, Cpv, LotFacts, ReleaseFacts, TenderFacts } from './release-facts.ts';

/** The law that a procurement is pinned to, as legislation.gov.uk numbers it. */
export const LEGAL_BASIS: Readonly<Partial<Record<Regime, Json>>> = {
  PA2023: { id: '2023/54', scheme: 'UKPGA', uri: 'https://www.legislation.gov.uk/ukpga/2023/54/contents' },
  PCR2015: { id: '2015/102', scheme: 'UKSI', uri: 'https://www.legislation.gov.uk/uksi/2015/102/contents' },
  PCR2006: { id: '2006/5', scheme: 'UKSI', uri: 'https://www.legislation.gov.uk/uksi/2006/5/contents' },
};

/** The section `tender`: what is wanted, until when, and how it is judged. */
export function tenderOf({ notice, siteUrl }: ReleaseFacts, tender: TenderFacts, document: Json | null): Json {
  const status = statusOf(tender, notice.code);
  const term = periodOf(tender.startsOn, tender.endsOn, tender.endsOn && tender.extensionMonths > 0 ? addMonths(tender.endsOn, tender.extensionMonths) : null);
  const isAdvert = notice.code === 'UK4';
  return known({
    id: tender.names?.reference ?? tender.reference, title: tender.title, description: tender.description, status,
    statusDetails: tender.state === 'cancelled' ? tender.cancelledReason : null, finalStatusDate: tender.cancelledAt?.toISOString(),
    legalBasis: tender.regime && LEGAL_BASIS[tender.regime], value: valueOf(tender.netPence, tender.grossPence),
    procurementMethod: tender.method, procurementMethodDetails: tender.routeTitle, procurementMethodRationale: tender.methodRationale,
    competitive: tender.method !== 'direct', mainProcurementCategory: tender.category, aboveThreshold: tender.aboveThreshold, specialRegime: tender.lightTouch ? ['lightTouch'] : null,
    otherRequirements: tender.reserved.length > 0 || tender.reservedPlace !== null ? known({ reservedParticipation: tender.reserved.length > 0 ? tender.reserved : null, reservedParticipationLocation: tender.reservedPlace && { description: tender.reservedPlace } }) : null,
    submissionMethod: isAdvert ? ['electronicSubmission'] : null, submissionMethodDetails: isAdvert ? `${siteUrl}/opportunities/${tender.id}` : null,
    submissionTerms: isAdvert ? { electronicSubmissionPolicy: 'required', languages: ['en'] } : null,
    tenderPeriod: tender.closesAt && known({ startDate: tender.publishedAt?.toISOString(), endDate: tender.closesAt.toISOString() }),
    enquiryPeriod: tender.clarificationsUntil && { endDate: tender.clarificationsUntil.toISOString() },
    items: itemsOf(tender), lots: tender.lots.length === 0 ? [wholeAsLot(tender, status, term)] : tender.lots.map((lot) => lotOf(lot, tender, status, term)),
    lotDetails: tender.lotsTenderedPerBidder === null && tender.lotsPerBidder === null ? null : known({ maximumLotsBidPerSupplier: tender.lotsTenderedPerBidder, maximumLotsAwardedPerSupplier: tender.lotsPerBidder }),
    ...conditionsOf(tender.conditions),
    documents: document && [document],
    // An amendment of a later stage is another than that of the first, though both are a notice's second version.
    amendments: notice.changes.map(({ id, version, at, reason }) => ({ id: `${tender.names && tender.names.stage > 1 ? `stage-${tender.names.stage}-` : ''}${notice.code}-${version}`, date: at.toISOString(), rationale: reason, releaseID: id })),
  });
}

/** The standard's state of the tender as the notice found it. Find a Tender calls a terminated procurement withdrawn. */
function statusOf({ state }: TenderFacts, code: string): string {
  if (code === 'UK12' || state === 'cancelled') return 'withdrawn';
  if (state === 'draft') return code === 'UK2' ? 'planning' : 'planned';
  return state === 'awarded' ? 'complete' : 'active';
}

const classificationsOf = (codes: readonly Cpv[]): Json[] => codes.map(({ code, title }) => known({ scheme: 'CPV', id: code, description: title }));
const addressesOf = (areas: readonly Area[]): Json[] => areas.map(({ name }) => ({ region: name, country: 'GB', countryName: 'United Kingdom' }));

function itemsOf(tender: TenderFacts): Json[] {
  const places = tender.lots.length === 0 ? [{ number: null, areas: tender.areas }] : tender.lots;
  return places.map(({ number, areas }) => known({
    id: lotIdIn(tender, number), additionalClassifications: classificationsOf(tender.cpv), deliveryAddresses: addressesOf(areas.length > 0 ? areas : tender.areas), relatedLot: lotIdIn(tender, number),
  }));
}

const suitabilityOf = ({ suitableForSme, suitableForVcse }: TenderFacts): Json => ({ sme: suitableForSme, vcse: suitableForVcse });

function wholeAsLot(tender: TenderFacts, status: string, contractPeriod: Json | undefined): Json {
  return known({
    id: lotIdIn(tender, null), status: lotStatus(null, status), value: valueOf(tender.netPence, tender.grossPence), awardCriteria: criteriaOf(tender.criteria), suitability: suitabilityOf(tender), contractPeriod,
    hasRenewal: tender.extensionMonths > 0, renewal: renewalOf(tender),
  });
}

function lotOf(lot: LotFacts, tender: TenderFacts, status: string, contractPeriod: Json | undefined): Json {
  return known({
    id: lotIdIn(tender, lot.number), title: lot.title, description: lot.description, status: lotStatus(lot, status), value: valueOf(lot.netPence, null), awardCriteria: criteriaOf(tender.criteria),
    suitability: suitabilityOf(tender), contractPeriod, hasRenewal: tender.extensionMonths > 0, renewal: renewalOf(tender),
  });
}

const renewalOf = ({ extensionMonths }: TenderFacts): Json | null => (extensionMonths > 0 ? { description: `May be extended by up to ${extensionMonths} months.` } : null);
