import { known, periodOf, supplierReference, valueOf, type Json } from './parties-of-release.ts';
import { lotId } from './lots-of-release.ts';
import type { MarketFacts, ReleaseFacts } from './release-facts.ts';
import { LEGAL_BASIS } from './tender-of-release.ts';

/** A framework or a dynamic market as the section `tender`: the technique, its term, who may be on it and who is. */
export function marketTender({ notice, siteUrl }: ReleaseFacts, market: MarketFacts, document: Json | null): Json {
  const isFramework = market.kind === 'framework' || market.kind === 'open-framework';
  const has = MARKET_STATUS[notice.code] ?? 'active';
  return known({
    id: market.reference, title: market.title, description: market.description, status: has === 'pending' ? 'planned' : has === 'terminated' ? 'complete' : 'active',
    legalBasis: market.regime && LEGAL_BASIS[market.regime], value: valueOf(market.netPence, null), procurementMethod: 'selective', competitive: true, mainProcurementCategory: market.category,
    techniques: isFramework
      ? { hasFrameworkAgreement: true, frameworkAgreement: known({ isOpenFrameworkScheme: market.kind === 'open-framework', period: periodOf(market.startsOn, market.endsOn), value: valueOf(market.netPence, null) }) }
      : { hasDynamicPurchasingSystem: true, dynamicPurchasingSystem: { type: 'open', status: has } },
    submissionMethod: has === 'terminated' ? null : ['electronicSubmission'], submissionMethodDetails: has === 'terminated' ? null : `${siteUrl}/arrangements/${market.id}`,
    tenderPeriod: periodOf(market.startsOn, market.endsOn), tenderers: market.members.map(supplierReference),
    items: (market.lots.length === 0 ? [{ number: 1 }] : market.lots).map(({ number }) => known({
      id: lotId(number), additionalClassifications: market.cpv.map(({ code, title }) => known({ scheme: 'CPV', id: code, description: title })), relatedLot: lotId(number),
      deliveryAddresses: market.areas.map(({ name }) => ({ region: name, country: 'GB', countryName: 'United Kingdom' })),
    })),
    lots: (market.lots.length === 0 ? [{ number: 1, title: market.title }] : market.lots).map(({ number, title }) => ({ id: lotId(number), title, status: has === 'terminated' ? 'complete' : has === 'pending' ? 'planned' : 'active' })),
    documents: document && [document],
    amendments: notice.changes.map(({ id, version, at, reason }) => ({ id: `${notice.code}-${version}`, date: at.toISOString(), rationale: reason, releaseID: id })),
  });
}

/** What each notice says of the market (PA23 s.39): intended, there, changed, ended. */
const MARKET_STATUS: Readonly<Record<string, 'pending' | 'active' | 'terminated'>> = { UK13: 'pending', UK14: 'active', UK15: 'active', UK16: 'terminated' };
