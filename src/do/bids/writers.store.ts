import type { PersonId } from '#kernel/ids';
import type { RecordReference } from '#platform/access/record-kind';
import type { Read } from '#platform/database/connection';
import { readTogether } from '#platform/database/gathered';
import { writersByOrganisation, type Writer } from '#parties';

/** The people of a bid's organisation who write and answer for it. */
export const writersOfBid = readTogether<Writer>(
  // `offset 0` keeps the two apart, so that the role cannot lead PostgreSQL to the index by person, which it would read whole while it has no statistics.
  (asked) => `select distinct b.id as asked, p.id, p.email from bid b
    cross join lateral (select h.person_id, h.role from role_holding h where h.scope_kind = 'organisation' and h.scope_id = b.organisation_id and h.held_until is null offset 0) held
    join person p on p.id = held.person_id
  where b.id = ${asked} and held.role in ('bid-writer', 'organisation-administrator') and p.state = 'active' order by p.email`,
);

interface BidOf {
  readonly bidId: string;
  readonly organisationId: string;
}

/** Somebody to tell of something about a bid; `about` is what the mail is filed under, so that no list of the authority's shows who is bidding. */
interface BidContact {
  readonly bidId: string;
  readonly personId: PersonId;
  readonly email: string;
  readonly about: RecordReference;
}

/** Whoever is to be told of something about the bids: one for each bid and each of its writers. */
export async function bidContacts(read: Read, bids: readonly BidOf[]): Promise<BidContact[]> {
  const writers = await writersByOrganisation(read, bids.map(({ organisationId }) => organisationId));
  return bids.flatMap(({ bidId, organisationId }) => (writers.get(organisationId) ?? []).map(({ id, email }) => ({ bidId, personId: id, email, about: { kind: 'bid', id: bidId } })));
}
