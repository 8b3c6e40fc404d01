import { addDays, addMonths, type CalendarDate } from '#kernel/calendar-date';
import { dayOf } from './grant-cell.ts';
import { listAt, wordsAt } from './check-grant.ts';
import { INDIVIDUAL, memberOf } from './kept-document.ts';
import type { GrantDocument, Json } from './grant-fields.ts';

/** What a grant's agreement says, drawn from its document. */
export interface GrantAgreement {
  readonly title: string;
  readonly description: string;
  /** Null for an amount that is not in pounds. */
  readonly valuePence: bigint | null;
  readonly startsOn: CalendarDate | null;
  readonly endsOn: CalendarDate | null;
  readonly department: string | null;
  readonly recipient: string | null;
}

/** What is kept beside the agreement for the register's filters and sums, drawn from the document. Amounts in hundredths of the grant's currency. */
export interface GrantColumns {
  readonly currency: string;
  readonly awarded_minor: bigint | null;
  readonly applied_for_minor: bigint | null;
  readonly disbursed_minor: bigint | null;
  readonly awarded_on: CalendarDate | null;
  readonly duration_months: number | null;
  readonly programme: string | null;
  readonly area: string | null;
  readonly area_codes: readonly string[];
  readonly is_member_grant: boolean;
  readonly member_name: string | null;
  readonly to_individual: boolean;
  readonly from_open_call: boolean | null;
}

const POUNDS = 'GBP';
const MOST_MONTHS = 1200;

export function agreementOf(document: GrantDocument): GrantAgreement {
  const [recipient] = listAt(document['recipientOrganization']);
  const name = recipient ? wordsAt(recipient['name']) || wordsAt(recipient['id']) : INDIVIDUAL;
  const { startsOn, endsOn } = plannedTerm(document);
  return {
    title: wordsAt(document['title']) || `Grant to ${name}`, description: wordsAt(document['description']), recipient: name,
    valuePence: currencyOf(document) === POUNDS ? minorOf(document['amountAwarded']) : null, startsOn, endsOn,
    department: listAt(document['fundingOrganization']).map((one) => wordsAt(one['department'])).find(Boolean) ?? null,
  };
}

/** The planned term: an end that is not given follows from the start and whole months. */
export function plannedTerm(document: GrantDocument): { readonly startsOn: CalendarDate | null; readonly endsOn: CalendarDate | null } {
  const [planned] = listAt(document['plannedDates']);
  const startsOn = dayOf(planned?.['startDate']);
  const months = monthsOf(document);
  const endsOn = dayOf(planned?.['endDate'], 'end') ?? (startsOn && months !== null && months > 0 && Number.isInteger(months) ? addDays(addMonths(startsOn, months), -1) : null);
  return { startsOn, endsOn };
}

function monthsOf(document: GrantDocument): number | null {
  const months = listAt(document['plannedDates'])[0]?.['duration'];
  return typeof months === 'number' && months >= 0 && months <= MOST_MONTHS ? months : null;
}

export const currencyOf = (document: GrantDocument): string => wordsAt(document['currency']) || POUNDS;

export function columnsOf(document: GrantDocument): GrantColumns {
  const areas = listAt(document['beneficiaryLocation']);
  const programme = listAt(document['grantProgramme']).map((one) => wordsAt(one['title']) || wordsAt(one['code'])).filter(Boolean).join('; ');
  const member = memberOf(document);
  const openCall = wordsAt(document['fromOpenCall']);
  return {
    currency: currencyOf(document), awarded_minor: minorOf(document['amountAwarded']), applied_for_minor: minorOf(document['amountAppliedFor']), disbursed_minor: minorOf(document['amountDisbursed']),
    awarded_on: dayOf(document['awardDate']), duration_months: monthsOf(document),
    programme: programme || null, area: [...new Set(areas.map((one) => wordsAt(one['name'])).filter(Boolean))].join('; ') || null,
    area_codes: [...new Set(areas.map((one) => wordsAt(one['geoCode'])).filter(Boolean))],
    is_member_grant: member !== null, member_name: member || null, to_individual: document['recipientIndividual'] !== undefined,
    from_open_call: openCall === 'Yes' ? true : openCall === 'No' ? false : null,
  };
}

/** Hundredths of a currency, rounded as a ledger would; null where there is no amount. */
export const minorOf = (amount: Json | undefined): bigint | null => (typeof amount === 'number' && Number.isFinite(amount) && Math.abs(amount) < 1e13 ? BigInt(Math.round(Number((amount * 100).toFixed(4)))) : null);
