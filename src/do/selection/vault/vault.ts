import { addDays, type CalendarDate } from '#kernel/calendar-date';

/** What a vault holds. Insurance and what shows financial standing have kinds of their own, since tenders ask for them by name. */
export const DOCUMENT_KINDS = {
  'public-liability': 'Public liability insurance',
  'employers-liability': 'Employers’ liability insurance',
  'professional-indemnity': 'Professional indemnity insurance',
  accounts: 'Accounts',
  forecast: 'Forecast',
  'bank-letter': 'Letter from a bank',
  'guarantor-letter': 'Letter from a guarantor',
  'funder-reference': 'Reference from a funder or customer',
  policy: 'Policy',
  certificate: 'Certificate or accreditation',
  other: 'Another document',
} as const;
export type DocumentKind = keyof typeof DOCUMENT_KINDS;

export const isInsurance = (kind: DocumentKind): boolean => kind === 'public-liability' || kind === 'employers-liability' || kind === 'professional-indemnity';

export type ExpiryStanding = 'lasting' | 'expiring' | 'expired';

/** How a version stands on a day. On its last day it still holds. */
export function expiryStanding(expiresOn: CalendarDate | null, today: CalendarDate, warnDays: number): ExpiryStanding {
  if (expiresOn === null) return 'lasting';
  if (expiresOn < today) return 'expired';
  return expiresOn <= addDays(today, warnDays) ? 'expiring' : 'lasting';
}

export interface TenderDays {
  /** The day on which bidding closes in London: an award comes after it. */
  readonly closesOn: CalendarDate | null;
  readonly startsOn: CalendarDate | null;
}

/**
 * What has to be said of a document in a tender: a paper that ends before bidding closes cannot hold when the contract is awarded.
 * Null where it lasts.
 */
export function expiryInTender(expiresOn: CalendarDate | null, { closesOn, startsOn }: TenderDays): 'expires before award' | 'expires before the contract starts' | null {
  if (expiresOn === null) return null;
  if (closesOn !== null && expiresOn < closesOn) return 'expires before award';
  return startsOn !== null && expiresOn < startsOn ? 'expires before the contract starts' : null;
}
