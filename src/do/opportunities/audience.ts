import type { RuleNote } from '#kernel/rule-note';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { Opportunity } from './opportunity.ts';

/** How an organisation came to be asked. */
export const INVITATION_SOURCES = {
  directory: 'chosen from the directory', suggestion: 'suggested in rotation', shortlist: 'on the shortlist of the stage before', arrangement: 'admitted to the arrangement', direct: 'named by the officer',
} as const;
export type InvitationSource = keyof typeof INVITATION_SOURCES;

/** For whom a procurement may be reserved, as its page says it. The rule that allows each is law data: see reservation.ts. */
export const RESERVATIONS = {
  'supported-employment': 'supported employment providers',
  'public-service-mutual': 'public service mutuals',
  'small-suppliers': 'small and medium-sized enterprises',
  vcse: 'voluntary, community and social enterprises',
  'uk-suppliers': 'suppliers in the United Kingdom',
  'local-suppliers': 'suppliers in the named areas',
} as const;
export type Reservation = keyof typeof RESERVATIONS;

/** What is known of an organisation that wants to answer. */
export interface Answerer {
  readonly invited: boolean;
  readonly declined: boolean;
  readonly size: string | null;
  readonly sector: string | null;
  readonly socialEnterprise: boolean | null;
}

const INVITED_ONLY: RuleNote = { sentence: 'Only those who were invited may answer this.', source: 'Its route: published with the opportunity' };

/**
 * Whether an organisation may answer. What its profile says decides a reservation by size or kind; the kinds that no profile holds
 * (supported employment, mutuals, places) are declared in the answer and checked with it.
 */
export function decideMayBid(opportunity: Pick<Opportunity, 'audience' | 'reservation'>, answerer: Answerer): Decision {
  if (opportunity.audience === 'invited' && !answerer.invited) {
    return refuse('not-invited', 'Only organisations that were invited may answer this. Yours was not.', { field: 'organisationId', rule: INVITED_ONLY });
  }
  if (answerer.declined) return refuse('declined', 'Your organisation has said that it will not answer. Ask the authority if you want to be invited again.', { field: 'organisationId' });
  if (opportunity.reservation === 'small-suppliers' && answerer.size !== null && !SMALL.includes(answerer.size)) return reserved(opportunity.reservation);
  if (opportunity.reservation === 'vcse' && answerer.sector !== 'vcse' && answerer.socialEnterprise !== true) return reserved(opportunity.reservation);
  return allow();
}

const SMALL: readonly string[] = ['micro', 'small', 'medium'];

const reserved = (reservation: Reservation): Decision =>
  refuse('reserved', `This is reserved to ${RESERVATIONS[reservation]}. Your organisation’s profile says that it is none: correct the profile if that is wrong.`, { field: 'organisationId' });
