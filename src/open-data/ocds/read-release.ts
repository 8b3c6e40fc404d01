import { calendarDate, londonDate, londonInstant, type CalendarDate } from '#kernel/calendar-date';
import { isDeeper } from '#kernel/json-depth';

/** One organisation that a release names. */
export interface ReleaseParty {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly companyNumber: string | null;
  readonly charityNumber: string | null;
  /** On the central digital platform (GB-PPON). */
  readonly platformIdentifier: string | null;
  readonly postcode: string | null;
  readonly vcse: boolean | null;
  readonly scale: string | null;
}

export interface ReleaseValue {
  readonly netPence: bigint | null;
  readonly grossPence: bigint | null;
}

export interface ReleaseContract {
  readonly id: string;
  readonly title: string | null;
  readonly description: string;
  /** Null where the release does not say: a change often names only what changed. */
  readonly state: 'live' | 'ended' | 'terminated' | null;
  readonly value: ReleaseValue;
  readonly startsOn: CalendarDate | null;
  readonly endsOn: CalendarDate | null;
  readonly latestEndsOn: CalendarDate | null;
  readonly suppliers: readonly ReleaseParty[];
}

/** What we keep of a release. The whole of it is kept beside this, as it came. */
export interface Release {
  readonly id: string;
  readonly ocid: string;
  readonly date: Date;
  readonly tags: readonly string[];
  /** UK1 to UK17 where the release says, else what its tags amount to. */
  readonly noticeCode: string;
  readonly title: string;
  /** The tender's own, where the release has one. */
  readonly tenderTitle: string | null;
  readonly description: string;
  /** Null where the release does not say: a change may leave it to the process's earlier releases. */
  readonly buyer: ReleaseParty | null;
  readonly category: 'services' | 'goods' | 'works';
  readonly cpvCodes: readonly string[];
  readonly value: ReleaseValue;
  readonly closesAt: Date | null;
  readonly procedure: string | null;
  readonly reference: string | null;
  readonly contractStartsOn: CalendarDate | null;
  readonly contractEndsOn: CalendarDate | null;
  readonly lots: readonly { readonly title: string; readonly description: string; readonly netPence: bigint | null }[];
  readonly contracts: readonly ReleaseContract[];
  readonly isCancelled: boolean;
}

/** The deepest place that Find a Tender's schema describes is some fifteen levels down. */
const DEEPEST = 100;

export type ReadRelease = { readonly ok: true; readonly release: Release } | { readonly ok: false; readonly why: string };

type Json = Readonly<Record<string, unknown>>;

/** Publishers write one thing where the standard has a list, null where it has text, and leave out what it asks for: nothing here trusts a type. */
const objectOf = (value: unknown): Json => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {});
/** The things of a list, whatever they are; null is an empty list, and one thing a list of one. */
export const itemsOf = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : typeof value === 'object' && Object.keys(value).every((key) => /^\d+$/.test(key)) ? Object.values(value) : [value];
const listOf = (value: unknown): Json[] => itemsOf(value).filter((one): one is Json => typeof one === 'object' && one !== null && !Array.isArray(one));
export const textOf = (value: unknown): string => (typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed().trim() : typeof value === 'number' ? String(value) : '');
/** No name or reference is longer; the whole is in the release, which is kept as it came. */
const [LONGEST_NAME, LONGEST_KEY] = [500, 200];
const nameOf = (value: unknown): string => textOf(value).slice(0, LONGEST_NAME).toWellFormed().trim();
const keyOf = (value: unknown): string | null => { const text = textOf(value); return text === '' || text.length > LONGEST_KEY ? null : text; };
const textsOf = (value: unknown): string[] => (Array.isArray(value) ? value : [value]).map(textOf).filter(Boolean);

/** Reads one release, or says why it cannot be kept. */
export function readRelease(raw: unknown): ReadRelease {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return { ok: false, why: 'this is not a release but something else' };
  if (isDeeper(raw, DEEPEST)) return { ok: false, why: `the release is nested deeper than ${DEEPEST} levels` };
  const release = objectOf(raw);
  const [id, ocid, date] = [textOf(release['id']), textOf(release['ocid']), instantOf(release['date'])];
  if (id === '') return { ok: false, why: 'the release has no id' };
  if (ocid === '') return { ok: false, why: 'the release has no ocid' };
  if (id.length > LONGEST_KEY || ocid.length > LONGEST_KEY) return { ok: false, why: `its ${id.length > LONGEST_KEY ? 'id' : 'ocid'} is longer than ${LONGEST_KEY} characters, which no identifier is` };
  if (date === null) return { ok: false, why: 'the release has no readable date' };
  const parties = listOf(release['parties']).map(partyOf);
  const buyer = buyerOf(release, parties);
  const tender = objectOf(listOf(release['tender'])[0]);
  const awards = listOf(release['awards']);
  const contracts = listOf(release['contracts']);
  const tags = textsOf(release['tag']);
  const title = textOf(tender['title']) || textOf(objectOf(contracts[0])['title']) || textOf(objectOf(awards[0])['title']) || textOf(release['title']) || `Notice ${id}`;
  const lots = listOf(tender['lots']);
  const period = objectOf(objectOf(lots[0])['contractPeriod'] ?? tender['contractPeriod']);
  return {
    ok: true,
    release: {
      id, ocid, date, tags, title, tenderTitle: textOf(tender['title']) || null, buyer, noticeCode: noticeCodeOf(release, tags), description: textOf(tender['description']) || textOf(objectOf(contracts[0])['description']),
      category: categoryOf(textOf(tender['mainProcurementCategory']) || textOf(objectOf(awards[0])['mainProcurementCategory'])),
      cpvCodes: cpvOf([tender, ...awards]), value: valueOf(tender['value']), closesAt: instantOf(objectOf(tender['tenderPeriod'])['endDate']),
      procedure: textOf(tender['procurementMethodDetails']) || textOf(tender['procurementMethod']) || null, reference: keyOf(tender['id']),
      contractStartsOn: dateOf(period['startDate']), contractEndsOn: dateOf(period['endDate']),
      lots: lots.map((lot, index) => ({ title: textOf(lot['title']) || `Lot ${index + 1}`, description: textOf(lot['description']), netPence: valueOf(lot['value']).netPence })),
      contracts: eachOnce(contracts.map((contract, index) => contractOf(contract, index, awards, parties))),
      isCancelled: tags.includes('tenderCancellation') || ['cancelled', 'withdrawn', 'unsuccessful'].includes(textOf(tender['status'])),
    },
  };
}

/** Two contracts of one number in a release are two contracts: the later are told apart by their place. */
function eachOnce(contracts: readonly ReleaseContract[]): ReleaseContract[] {
  const times = new Map<string, number>();
  return contracts.map((contract) => {
    const time = (times.get(contract.id) ?? 0) + 1;
    times.set(contract.id, time);
    return time === 1 ? contract : { ...contract, id: `${contract.id}#${time}` };
  });
}

function contractOf(contract: Json, index: number, awards: readonly Json[], parties: readonly ReleaseParty[]): ReleaseContract {
  const award = awards.find((one) => textOf(one['id']) === textOf(contract['awardID'])) ?? (awards.length === 1 ? awards[0]! : {});
  const named = [...listOf(objectOf(award)['suppliers']), ...listOf(contract['suppliers'])].map((one) => parties.find((party) => party.id !== '' && party.id === textOf(one['id'])) ?? partyOf(one)).filter((party) => party.name !== '');
  const suppliers = named.length > 0 ? named : parties.filter((party) => party.roles.includes('supplier'));
  const period = objectOf(contract['period'] ?? objectOf(award)['contractPeriod']);
  const status = textOf(contract['status']);
  const [startsOn, endsOn] = [dateOf(period['startDate']), dateOf(period['endDate'])];
  return {
    id: textOf(contract['id']) || String(index + 1), title: textOf(contract['title']) || textOf(objectOf(award)['title']) || null,
    description: textOf(contract['description']) || textOf(objectOf(award)['description']),
    state: status === '' ? null : status === 'terminated' ? 'ended' : status === 'cancelled' ? 'terminated' : 'live', value: valueOf(contract['value'] ?? objectOf(award)['value']),
    // An end before the start is the publisher's slip: kept in the release, not made a fact of the contract.
    startsOn, endsOn: startsOn && endsOn && endsOn < startsOn ? null : endsOn, latestEndsOn: dateOf(period['maxExtentDate']),
    suppliers: [...new Map(suppliers.map((party) => [`${party.id}|${party.name}`, party])).values()],
  };
}

function buyerOf(release: Json, parties: readonly ReleaseParty[]): ReleaseParty | null {
  const named = objectOf(release['buyer']);
  const byId = parties.find((party) => party.id !== '' && party.id === textOf(named['id']));
  if (byId && byId.name) return byId;
  if (textOf(named['name'])) return partyOf(named);
  // Find a Tender leaves `buyer` out of some notices, though a party has the role.
  const entity = objectOf(objectOf(listOf(release['tender'])[0])['procuringEntity']);
  return parties.find((party) => party.name && party.roles.some((role) => role === 'buyer' || role === 'procuringEntity')) ?? (textOf(entity['name']) ? partyOf(entity) : null);
}

function partyOf(raw: unknown): ReleaseParty {
  const party = objectOf(raw);
  const identifiers = [objectOf(party['identifier']), ...listOf(party['additionalIdentifiers'])];
  const numberIn = (...schemes: string[]) => keyOf(identifiers.find((one) => schemes.includes(textOf(one['scheme']).toUpperCase()))?.['id']);
  const details = objectOf(party['details']);
  return {
    id: textOf(party['id']), name: nameOf(party['name']) || nameOf(objectOf(party['identifier'])['legalName']), roles: textsOf(party['roles']),
    companyNumber: numberIn('GB-COH'), charityNumber: numberIn('GB-CHC', 'GB-SC', 'GB-NIC'),
    platformIdentifier: numberIn('GB-PPON') ?? /^GB-PPON-(.+)$/.exec(keyOf(party['id']) ?? '')?.[1] ?? null,
    postcode: textOf(objectOf(party['address'])['postalCode']) || null, vcse: typeof details['vcse'] === 'boolean' ? details['vcse'] : null, scale: textOf(details['scale']) || null,
  };
}

/** Only pounds are summed with pounds. */
function valueOf(raw: unknown): ReleaseValue {
  const value = objectOf(raw);
  const currency = textOf(value['currency']) || 'GBP';
  const pence = (amount: unknown) => {
    const pounds = typeof amount === 'number' ? amount : typeof amount === 'string' && /^-?\d+(\.\d+)?$/.test(amount) ? Number(amount) : NaN;
    return currency === 'GBP' && pounds >= 0 && pounds < 1e13 ? BigInt(Math.round(pounds * 100)) : null;
  };
  return { netPence: pence(value['amount']), grossPence: pence(value['amountGross']) };
}

function instantOf(value: unknown): Date | null {
  const text = textOf(value);
  if (!/^\d{4}-\d{2}-\d{2}/.test(text)) return null;
  // An impossible day (31 February) parses in some forms and not in others: none is a date.
  if (!dayExists(text.slice(0, 10))) return null;
  // A time without a zone is the clock's on the wall in London, wherever this runs.
  const bare = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?$/.exec(text);
  const instant = bare ? wallInLondon(bare[1]!, bare[2]!) : new Date(text);
  return Number.isNaN(instant.getTime()) || text < EARLIEST || text >= LATEST ? null : instant;
}

/** Outside these a date is a slip: a spreadsheet's nought, or "no end". */
const [EARLIEST, LATEST] = ['1900', '2200'];

function wallInLondon(day: string, time: string): Date {
  try {
    return londonInstant(calendarDate(day), time);
  } catch {
    return new Date(NaN);
  }
}

function dayExists(text: string): boolean {
  try {
    return calendarDate(text) === text;
  } catch {
    return false;
  }
}

/** The day in London. Publishers write a day's first or last second with whatever offset: those mean the day as written. */
function dateOf(value: unknown): CalendarDate | null {
  const instant = instantOf(value);
  const written = /^(\d{4}-\d{2}-\d{2})(T(00:00:00|23:59:59)|$)/.exec(textOf(value))?.[1];
  if (instant && written) return calendarDate(written);
  return instant ? londonDate(instant) : null;
}

function noticeCodeOf(release: Json, tags: readonly string[]): string {
  const tender = objectOf(listOf(release['tender'])[0]);
  const sections = [objectOf(release['planning']), tender, ...listOf(release['awards']), ...listOf(release['contracts'])];
  const said = sections.flatMap((section) => listOf(section['documents'])).map((document) => textOf(document['noticeType'])).filter((type) => /^UK\d{1,2}$/.test(type));
  return said.at(-1) ?? (tags[0] && keyOf(tags[0])) ?? 'notice';
}

function categoryOf(text: string): Release['category'] {
  return text === 'goods' || text === 'works' ? text : 'services';
}

function cpvOf(sections: readonly Json[]): string[] {
  const items = sections.flatMap((section) => [section, ...listOf(section['items'])]);
  const classes = items.flatMap((item) => [objectOf(item['classification']), ...listOf(item['additionalClassifications'])]);
  return [...new Set(classes.filter((one) => textOf(one['scheme']).toUpperCase() === 'CPV').map((one) => textOf(one['id']).slice(0, 8)).filter((code) => /^\d{8}$/.test(code)))];
}
