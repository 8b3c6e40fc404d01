import { addMonths, formatDate, type CalendarDate } from '#kernel/calendar-date';
import type { Decimal } from '#kernel/decimal';
import { decimal } from '#kernel/decimal';
import { allow, refuse, type Decision } from '#kernel/outcome';
import { asNote, lawFor, shippedLaw, type Law } from '#law';
import { areaOf, districtsOf, isSmallOrMedium, type BodyKind } from '#parties';
import { isByPlace, reservedToWords, type ReservationKind } from '#routes';

/** Whose workforce counts towards the share: the Act allows each of the three (PA23 s.32(4)). */
export const WORKFORCES = {
  organisation: 'Everybody who works for it',
  part: 'The part of it that would do the work',
  together: 'Its own and its partners’ people who would do the work together, counted as one',
} as const;
export type Workforce = keyof typeof WORKFORCES;

/** What an organisation declares where contracts are reserved. Nothing declared is nothing claimed. */
export interface ReservedStatus {
  readonly supportsEmployment: boolean;
  readonly workforcePercent: Decimal | null;
  readonly workforceOf: Workforce | null;
  readonly mutualPurpose: boolean;
  readonly mutualProfit: boolean;
  readonly mutualControl: boolean;
  readonly basedInUk: boolean;
  /** ONS codes of the areas in which it is based and at work. */
  readonly bases: readonly string[];
}

export const NOTHING_DECLARED: ReservedStatus = {
  supportsEmployment: false, workforcePercent: null, workforceOf: null, mutualPurpose: false, mutualProfit: false, mutualControl: false, basedInUk: false, bases: [],
};

/** An organisation as a reservation looks at it. */
export interface Reservable {
  readonly size: string | null;
  readonly sector: string | null;
  readonly socialEnterprise: boolean | null;
  readonly status: ReservedStatus;
  /** The day of its last contract of the same kind that this authority reserved to mutuals; null for none. */
  readonly lastComparable: CalendarDate | null;
}

/** What it is tested against: the day is that of the award, or the earliest it could be. */
export interface ReservedTender {
  readonly areaCodes: readonly string[];
  readonly on: CalendarDate;
}

interface Row {
  /** Who may bid, as the advert says it. */
  readonly who: (law: Law) => string;
  /** What keeps an organisation out, of it in the third person; null for nothing. */
  readonly lacks: (who: Reservable, tender: ReservedTender, law: Law) => string | null;
  /** The page of an organisation on which it declares that. */
  readonly declaredAt: 'profile' | 'reserved';
}

const rules = (law: Law) => lawFor('uk-2026', law).rules;
const names = (codes: readonly string[]): string => codes.map((code) => areaOf(code)?.name ?? code).join(', ');

/** One row for each kind of reservation: who may bid, what keeps out, where it is declared. */
export const RESERVED: Readonly<Record<ReservationKind, Row>> = {
  'supported-employment': {
    who: (law) => `An organisation that exists, wholly or in part, to give work or support towards work to disabled or disadvantaged people, where they are at least ${rules(law).definitions.supportedEmploymentProvider.value.minimumWorkforcePercent}% of the workforce: its own, that of the part that would do the work, or that of all who would do it together.`,
    lacks: ({ status }, _tender, law) => {
      const least = rules(law).definitions.supportedEmploymentProvider.value.minimumWorkforcePercent;
      if (!status.supportsEmployment || status.workforcePercent === null) return 'does not declare that it gives work or support towards work to disabled or disadvantaged people';
      return status.workforcePercent.compare(decimal(BigInt(least))) < 0 ? `declares that ${status.workforcePercent.toString()}% of its workforce are disabled or disadvantaged; the Act asks for at least ${least}%` : null;
    },
    declaredAt: 'reserved',
  },
  'public-service-mutual': {
    who: (law) => `A public service mutual: ${lower(rules(law).reservedContracts.mutualBody.statement.replace(/^A public service mutual /, ''))} It may not have entered into a comparable contract, reserved by this authority for the same kind of service, in the ${rules(law).definitions.publicServiceMutual.value.noComparableContractInYears} years up to the award.`,
    lacks: ({ status, lastComparable }, { on }, law) => {
      const missing = ([['mutualPurpose', 'that it exists to deliver public services'], ['mutualProfit', 'that it makes no profit or shares it among its members alone'], ['mutualControl', 'that its employees manage and control it']] as const)
        .flatMap(([key, words]) => (status[key] ? [] : [words]));
      if (missing.length > 0) return `does not declare ${missing.join(', nor ')}`;
      const years = rules(law).definitions.publicServiceMutual.value.noComparableContractInYears;
      return lastComparable !== null && lastComparable > addMonths(on, -12 * years) ? `entered into a comparable contract on ${formatDate(lastComparable)}, within the ${years} years up to the award` : null;
    },
    declaredAt: 'reserved',
  },
  'small-suppliers': {
    who: () => 'An organisation with fewer than 250 staff, and no more turnover or balance sheet than the law’s definition allows.',
    lacks: ({ size }) => (size === null ? 'does not say how many staff it has' : isSmallOrMedium(size) ? null : 'says that it has 250 staff or more'),
    declaredAt: 'profile',
  },
  vcse: {
    who: () => 'A voluntary or community organisation, a charity or a social enterprise.',
    lacks: ({ sector, socialEnterprise }) => (sector === 'vcse' || socialEnterprise === true ? null : 'does not say that it is a voluntary or community organisation or a social enterprise'),
    declaredAt: 'profile',
  },
  'uk-suppliers': {
    who: () => 'A supplier that is based or established in the United Kingdom and has substantive business operations there. Who owns it does not count.',
    lacks: ({ status }) => (status.basedInUk || status.bases.length > 0 ? null : 'does not declare that it is based and at work in the United Kingdom'),
    declaredAt: 'reserved',
  },
  'local-suppliers': {
    who: () => 'A supplier that is based or established in the named area and has substantive business operations there. An address alone is not enough, and who owns it does not count.',
    lacks: ({ status }, { areaCodes }) => {
      if (status.bases.length === 0) return `does not declare that it is based and at work in ${names(areaCodes)}`;
      return status.bases.some((base) => areaCodes.some((area) => isWithin(base, area))) ? null : `declares that it is based and at work in ${names(status.bases)}, and not in ${names(areaCodes)}`;
    },
    declaredAt: 'reserved',
  },
};

/** A base lies in an area when every district of it does: "Kent" is not "Swale", and Swale is in Kent. */
const isWithin = (base: string, area: string): boolean => base === area || districtsOf(base).every((district) => districtsOf(area).includes(district));

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** Who may bid, as the advert says it: of several kinds one is enough, and a place goes for each. */
export function whoMayBid(kinds: readonly ReservationKind[], law: Law): string {
  const who = (some: readonly ReservationKind[]) => some.map((kind) => RESERVED[kind].who(law)).join(' ');
  const [natures, places] = [kinds.filter((kind) => !isByPlace(kind)), kinds.filter(isByPlace)];
  return [natures.length > 1 ? `One of these is enough. ${who(natures)}` : who(natures), natures.length > 0 && places.length > 0 ? `It must be this as well: ${lower(who(places))}` : who(places)].filter((words) => words !== '').join(' ');
}

/** Where an organisation puts right what it says of itself for these kinds. */
export const declaredAt = (kinds: readonly ReservationKind[]): readonly ('profile' | 'reserved')[] => [...new Set(kinds.map((kind) => RESERVED[kind].declaredAt))];

/** What keeps an organisation out, of it in the third person; null for nothing. One kind of several is enough, a place is asked beside it. */
export function lackingOf(kinds: readonly ReservationKind[], who: Reservable, tender: ReservedTender, law: Law): { readonly words: string; readonly kinds: readonly ReservationKind[] } | null {
  const lacks = (kind: ReservationKind) => ({ kind, words: RESERVED[kind].lacks(who, tender, law) });
  const natures = kinds.filter((kind) => !isByPlace(kind)).map(lacks);
  const missing = [...(natures.every(({ words }) => words !== null) ? natures : []), ...kinds.filter(isByPlace).map(lacks).filter(({ words }) => words !== null)];
  return missing.length === 0 ? null : { words: missing.map(({ words }) => words).join(', and '), kinds: missing.map(({ kind }) => kind) };
}

const PAGE_WORDS = { profile: 'its profile', reserved: '“Reserved contracts” on its page here' } as const;

/** May it bid for what is reserved? The sentence says what its profile lacks and where that is put right. */
export function decideReserved(kinds: readonly ReservationKind[], who: Reservable, tender: ReservedTender, law: Law = shippedLaw): Decision {
  const lacking = lackingOf(kinds, who, tender, law);
  if (lacking === null) return allow();
  const pages = declaredAt(lacking.kinds).map((page) => PAGE_WORDS[page]).join(' and under ');
  return refuse('reserved', `This is reserved to ${reservedToWords(kinds)}. Your organisation ${lacking.words}. If that is wrong, put it right under ${pages}.`, { field: 'organisationId' });
}

/** Kinds of authority that may reserve by place: best value authorities and parish councils of England. */
const MAY_RESERVE_BY_PLACE: readonly BodyKind[] = ['county-council', 'unitary-authority', 'district-council', 'metropolitan-district', 'london-borough', 'combined-authority', 'parish-council', 'fire-authority', 'police-authority'];
/** A neighbour counts whole: a county, or an authority that no county is around. */
const WHOLE: readonly string[] = ['county', 'unitary', 'london-borough', 'metropolitan-district'];

/** May this authority reserve by place, to these areas? Its own area is whole and among them, or the county around it; each other one is whole too. */
export function decidePlaces(kind: ReservationKind, body: { readonly kind: BodyKind; readonly gssCode: string | null }, areaCodes: readonly string[], law: Law = shippedLaw): Decision {
  if (kind !== 'uk-suppliers' && kind !== 'local-suppliers') return allow();
  const rule = asNote(rules(law).belowThreshold.reservation);
  if (!MAY_RESERVE_BY_PLACE.includes(body.kind)) return refuse('may-not-reserve', 'Only best value authorities and parish councils may reserve a contract by where suppliers are. This authority is neither.', { field: 'reservation', rule });
  if (kind === 'uk-suppliers') return allow();
  const no = (sentence: string) => refuse('reservation-areas', sentence, { field: 'reservationAreas', rule });
  if (areaCodes.length === 0) return no('Name the areas: the whole of the authority’s, alone or with whole counties or London boroughs that border it');
  const own = body.gssCode === null ? undefined : areaOf(body.gssCode);
  const part = areaCodes.map((code) => areaOf(code)).find((area) => area === undefined || (area.code !== own?.code && !WHOLE.includes(area.kind)));
  if (part !== undefined || areaCodes.some((code) => areaOf(code) === undefined)) {
    return no(`${part?.name ?? 'One of them'} is neither the authority’s whole area nor a whole county or London borough. A local area cannot be cut smaller or drawn wider.`);
  }
  if (own && !areaCodes.some((code) => isWithin(own.code, code))) return no(`Name ${own.name} too: a local area is the authority’s whole area, alone or with whole neighbours.`);
  return allow();
}
