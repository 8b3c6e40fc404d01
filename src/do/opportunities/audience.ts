import type { RuleNote } from '#kernel/rule-note';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { Opportunity } from './opportunity.ts';

/** How an organisation came to be asked. */
export const INVITATION_SOURCES = {
  directory: 'chosen from the directory', suggestion: 'suggested in rotation', shortlist: 'on the shortlist of the stage before', arrangement: 'admitted to the arrangement', direct: 'named by the officer',
} as const;
export type InvitationSource = keyof typeof INVITATION_SOURCES;

/** What is known of an organisation that wants to answer. */
export interface Answerer {
  readonly invited: boolean;
  readonly declined: boolean;
}

const INVITED_ONLY: RuleNote = { sentence: 'Only those who were invited may answer this.', source: 'Its route: published with the opportunity' };

/** Whether an organisation is asked. For whom it is reserved is decided in `reserved/`. */
export function decideMayBid(opportunity: Pick<Opportunity, 'audience'>, answerer: Answerer): Decision {
  if (opportunity.audience === 'invited' && !answerer.invited) {
    return refuse('not-invited', 'Only organisations that were invited may answer this. Yours was not.', { field: 'organisationId', rule: INVITED_ONLY });
  }
  if (answerer.declined) return refuse('declined', 'Your organisation has said that it will not answer. Ask the authority if you want to be invited again.', { field: 'organisationId' });
  return allow();
}
