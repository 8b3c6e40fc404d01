import { poundsDecimal } from '#kernel/money';
import { londonInstant, type CalendarDate } from '#kernel/calendar-date';
import type { BuyerFacts, SupplierFacts } from './release-facts.ts';

export type Json = { readonly [name: string]: unknown };

/** Leaves out what is not known: the standard wants a missing field, never an empty one. */
export const known = (fields: Json): Json => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)));

/** An amount of whole pence as the standard's pounds, net and, where it is known, gross of VAT. Undefined for no amount. */
export const valueOf = (netPence: bigint | null, grossPence: bigint | null): Json | undefined =>
  netPence === null && grossPence === null ? undefined : known({ amountGross: grossPence === null ? null : Number(poundsDecimal(grossPence)), amount: netPence === null ? null : Number(poundsDecimal(netPence)), currency: 'GBP' });

/** The first instant of a day in London, as the standard writes instants; with London's own offset, as Find a Tender does, so that the day can be read. */
export const startOf = (day: CalendarDate): string => `${day}T00:00:00${offsetAt(day, '00:00')}`;
/** The last second of a day in London. */
export const endOf = (day: CalendarDate): string => `${day}T23:59:59${offsetAt(day, '23:59')}`;

/** Asking for a zone's offset is slow, and a register has the same days over and over. */
const offsets = new Map<string, string>();
const MOST_OFFSETS = 50_000;

function offsetAt(day: CalendarDate, time: string): string {
  const minute = `${day}T${time}`;
  const known = offsets.get(minute);
  if (known !== undefined) return known;
  const offset = londonInstant(day, time).getTime() === Date.parse(`${minute}:00Z`) ? 'Z' : '+01:00';
  if (offsets.size < MOST_OFFSETS) offsets.set(minute, offset);
  return offset;
}

export const periodOf = (starts: CalendarDate | null, ends: CalendarDate | null, latest: CalendarDate | null = null): Json | undefined => {
  const period = known({ startDate: starts && startOf(starts), endDate: ends && endOf(ends), maxExtentDate: latest && latest !== ends ? endOf(latest) : null });
  return Object.keys(period).length === 0 ? undefined : period;
};

/** By the central platform's identifier, else its ONS code; a body that has neither is known by its name here. */
export function buyerReference(buyer: BuyerFacts): { readonly id: string; readonly name: string } {
  const id = buyer.platformIdentifier ? `GB-PPON-${buyer.platformIdentifier}` : buyer.gssCode ? `GB-GSS-${buyer.gssCode}` : `wantsum-body-${buyer.slug}`;
  return { id, name: buyer.name };
}

/** Central government departments do not run Wantsum; a school, a parish and a county are alike in the law's eyes here (PA23 s.2, Sch 1). */
const AUTHORITY_TYPE = { scheme: 'UK_CA_TYPE', id: 'publicAuthoritySubCentralGovernment', description: 'Public authority - sub-central government' };

export function buyerParty(buyer: BuyerFacts): Json {
  const identifier = buyer.platformIdentifier ? { scheme: 'GB-PPON', id: buyer.platformIdentifier } : buyer.gssCode ? { scheme: 'GB-GSS', id: buyer.gssCode, legalName: buyer.name } : null;
  return known({
    ...buyerReference(buyer), identifier, address: { country: 'GB', countryName: 'United Kingdom' },
    contactPoint: buyer.contactEmail === null && buyer.contactName === null ? null : known({ name: buyer.contactName, email: buyer.contactEmail }), roles: ['buyer'],
    details: known({ url: webAddress(buyer.website), classifications: [AUTHORITY_TYPE] }),
  });
}

export function supplierReference(supplier: SupplierFacts): { readonly id: string; readonly name: string } {
  const [first] = identifiersOf(supplier);
  return { id: first ? `${first.scheme}-${first.id}` : `wantsum-organisation-${supplier.id}`, name: supplier.name };
}

export function supplierParty(supplier: SupplierFacts, roles: readonly string[] = ['supplier']): Json {
  const [identifier, ...additionalIdentifiers] = identifiersOf(supplier);
  return known({
    ...supplierReference(supplier), identifier, additionalIdentifiers, address: known({ postalCode: supplier.postcode, country: 'GB', countryName: 'United Kingdom' }), roles,
    details: known({ url: webAddress(supplier.website), scale: supplier.size, vcse: supplier.sector === null ? null : supplier.sector === 'vcse' }),
  });
}

function identifiersOf({ companyNumber, charityNumber, platformIdentifier }: SupplierFacts): { readonly scheme: string; readonly id: string }[] {
  return [
    ...(companyNumber ? [{ scheme: 'GB-COH', id: companyNumber }] : []),
    ...(charityNumber ? [{ scheme: 'GB-CHC', id: charityNumber }] : []),
    ...(platformIdentifier ? [{ scheme: 'GB-PPON', id: platformIdentifier }] : []),
  ];
}

/** The schema wants an absolute address; people write "www.example.org". */
function webAddress(text: string | null): string | null {
  if (text === null || text.trim() === '') return null;
  const address = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  return URL.canParse(address) ? address : null;
}
