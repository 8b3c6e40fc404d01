import { buyerParty, buyerReference, endOf, known, periodOf, startOf, supplierParty, supplierReference, valueOf, type Json } from './parties-of-release.ts';
import type { ContractRecord } from './contract-record.ts';
import type { SupplierFacts } from './release-facts.ts';
import { withoutWithheld } from './withheld.ts';

/** What a release says of a contract: everything but its own id, date and tag. What a label withholds is left out and said to be. Pure. */
export function contractContent(record: ContractRecord, siteUrl: string): Json {
  const term = periodOf(record.startsOn, record.endsOn, record.latestEndsOn);
  const value = valueOf(record.netPence, record.grossPence);
  const suppliers = record.suppliers.map(supplierReference);
  const full = known({
    ocid: record.ocid, initiationType: 'tender', language: 'en',
    parties: [buyerParty(record.buyer), ...record.suppliers.map((supplier) => withMarks(supplier, record)), ...subcontractors(record)],
    buyer: buyerReference(record.buyer),
    // The tender of a procurement here was told by its own notices; of one elsewhere only what the register says is known.
    tender: record.awardedHere || record.tenderTold ? null : known({ id: record.ocid, title: record.title, status: 'complete', procurementMethodDetails: record.process, techniques: record.kind === 'framework' ? { hasFrameworkAgreement: true, frameworkAgreement: known({ period: term, value }) } : null }),
    awards: [known({ id: record.awardId, title: record.title, status: 'active', suppliers, value, contractPeriod: term, items: itemsOf(record), hasSubcontracting: record.subcontracts.length > 0 ? true : null, subcontracting: subcontractingOf(record, suppliers) })],
    contracts: [known({
      id: record.id, awardID: record.awardId, title: record.title, description: record.description, status: record.state === 'live' ? 'active' : 'terminated', value, period: term,
      dateSigned: record.enteredOn && startOf(record.enteredOn), agreedMetrics: record.indicators.map(({ id, name, target }) => known({ id, title: name, description: target })),
      implementation: record.state === 'live' || !record.endsOn ? null : { endDate: endOf(record.endsOn) },
    })],
    relatedProcesses: record.framework ? [{ id: '1', relationship: ['framework'], title: record.framework.title, scheme: 'ocid', identifier: record.framework.ocid }] : null,
    links: [{ rel: 'alternate', href: `${siteUrl}/contracts/${record.id}` }],
  });
  return withoutWithheld(full, [{ contractId: record.id, awardIds: [record.awardId], labels: record.labels }]);
}

/**
 * The content as the next release of its contract. What an earlier release said and this one no longer does is said to be nothing, so that
 * whoever merges the releases drops it too.
 */
export function nextContractRelease(content: Json, previous: Json | null, { id, at, isFirst }: { readonly id: string; readonly at: Date; readonly isFirst: boolean }): Json {
  const [contract] = content['contracts'] as readonly Json[];
  const before = (previous?.['contracts'] as readonly Json[] | undefined)?.find((one) => one['id'] === contract!['id']);
  const ends = before?.['status'] === 'active' && contract!['status'] === 'terminated';
  const head = { ocid: content['ocid'], id, date: at.toISOString(), tag: [isFirst ? 'contract' : ends ? 'contractTermination' : 'contractUpdate'] };
  return { ...head, ...content, ...(previous ? { awards: clearing(content, previous, 'awards'), contracts: clearing(content, previous, 'contracts') } : {}) };
}

/** The last word on a contract that is on the register no more, such as one of an import that was undone. */
export function goneRelease(previous: Json | null, { ocid, agreementId, id, at }: { readonly ocid: string; readonly agreementId: string; readonly id: string; readonly at: Date }): Json {
  const of = (previous?.['contracts'] as readonly Json[] | undefined)?.find((one) => one['id'] === agreementId);
  const parties = (previous?.['parties'] as readonly Json[] | undefined)?.filter((party) => (party['roles'] as readonly string[]).includes('buyer'));
  return known({
    ocid, id, date: at.toISOString(), tag: ['contractTermination'], initiationType: 'tender', language: 'en', parties, buyer: previous?.['buyer'],
    contracts: [{ id: agreementId, awardID: of?.['awardID'] ?? agreementId, status: 'cancelled', statusDetails: 'Taken off the register: it was published by mistake, or by an import that was undone.' }],
  });
}

function clearing(content: Json, previous: Json, section: 'awards' | 'contracts'): Json[] {
  const earlier = (previous[section] ?? []) as readonly Json[];
  return (content[section] as readonly Json[]).map((one) => {
    const before = earlier.find(({ id }) => id === one['id']) ?? {};
    return { ...Object.fromEntries(Object.entries(before).filter(([name]) => !(name in one)).flatMap(([name, value]) => nothingFor(name, value))), ...one };
  });
}

/** Null for text; for an amount or a period each of its parts; a list the standard gives no way to take back. */
function nothingFor(name: string, value: unknown): [string, unknown][] {
  if (Array.isArray(value) || (typeof value === 'object' && name !== 'value' && name !== 'period' && name !== 'contractPeriod')) return [];
  return [[name, typeof value === 'object' && value !== null ? Object.fromEntries(Object.keys(value).map((part) => [part, null])) : null]];
}

/** What the register says of the supplier's size and sector counts where its own record says nothing. */
function withMarks(supplier: SupplierFacts, { sme, vcse, suppliers }: ContractRecord): Json {
  const party = supplierParty(supplier);
  if (suppliers.length !== 1) return party;
  const marks = known({ scale: supplier.size === null && sme !== null ? (sme ? 'sme' : 'large') : null, vcse: supplier.sector === null ? vcse : null });
  return Object.keys(marks).length === 0 ? party : { ...party, details: { ...(party['details'] as Json | undefined), ...marks } };
}

const subcontractors = ({ subcontracts, suppliers }: ContractRecord): Json[] =>
  [...new Map(subcontracts.map(({ supplier }) => [supplier.id, supplier])).values()].filter(({ id }) => !suppliers.some((one) => one.id === id)).map((supplier) => supplierParty(supplier, ['subcontractor']));

const subcontractingOf = ({ subcontracts }: ContractRecord, mainContractors: readonly Json[]): Json | null =>
  subcontracts.length === 0 ? null : { subcontracts: subcontracts.map(({ id, title, supplier }) => known({ id, description: title, subcontractor: supplierReference(supplier), mainContractors })) };

const itemsOf = ({ cpvCode }: ContractRecord): Json[] | null => (cpvCode ? [{ id: '1', classification: { scheme: 'CPV', id: cpvCode } }] : null);
