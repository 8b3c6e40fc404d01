import type { RecordKind } from '#platform/access/record-kind';

const OPENED = "r.state in ('opened', 'rejected', 'not-successful', 'successful')";

/**
 * A bid belongs to its organisation alone until it is opened. Its body and its opportunity are no scopes of it before, so that no
 * role held there (administrator, officer, evaluator, auditor) reaches any act on a bid, whoever writes that act.
 */
export const bidKind: RecordKind = {
  kind: 'bid',
  noun: 'bid',
  table: 'bid',
  scopes: {
    organisation: 'r.organisation_id',
    body: `(select o.body_id from opportunity o where o.id = r.opportunity_id and o.opened_at is not null and ${OPENED})`,
    opportunity: `(select o.id from opportunity o where o.id = r.opportunity_id and o.opened_at is not null and ${OPENED})`,
  },
  // Members of the consortium for which its lead shares this bid, from the moment each accepts confidentiality to the moment it leaves.
  // The rows belong to the room `partners`; the rule stands here, so that all that decides who reads a bid is in one place.
  manyScopes: {
    partner: `array(select m.organisation_id from consortium c join consortium_member m on m.consortium_id = c.id
      where c.bid_id = r.id and c.ended_at is null and m.state = 'member' and m.confidentiality_accepted_at is not null)`,
  },
  title: "'Bid ' || r.reference",
  address: (id) => `/bids/${id}`,
  viewAct: 'bids.view',
};
