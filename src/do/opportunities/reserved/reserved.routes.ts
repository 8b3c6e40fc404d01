import { organisationById, organisationNames } from '#parties';
import type { Actor } from '#platform/access/access';
import type { Read } from '#platform/database/connection';
import { nothing, type Html } from '#platform/pages/html';
import { form, notFound, pageOf, redirectTo } from '#platform/web/route';
import { lawFrom } from '#policy';
import { reservationRule } from '#routes';
import { areaNames } from '../areas.store.ts';
import type { Opportunity } from '../opportunity.ts';
import { reservedKindsOf } from '../reservation-columns.ts';
import { declareReserved } from './reserved.command.ts';
import { declarePage, reservedSection, reservedWarning, type OwnStanding } from './reserved.page.ts';
import { declaredStatus, mayBidReserved } from './reserved.store.ts';

/** More organisations than anybody writes for; the rest see it on the page where a bid is started. */
const MOST_OWN = 5;

/** Where the organisations stand for which this reader writes bids. */
async function ownStandings(read: Read, actor: Actor, opportunityId: string): Promise<OwnStanding[]> {
  const ids = new Set(actor.holdings.flatMap(({ role, scopeKind, scopeId }) => (scopeKind === 'organisation' && scopeId !== null && ['bid-writer', 'organisation-administrator', 'bid-adviser'].includes(role) ? [scopeId] : [])));
  const standings: OwnStanding[] = [];
  for (const { id, name } of (await organisationNames(read, [...ids])).slice(0, MOST_OWN)) {
    const decision = await mayBidReserved(read, opportunityId, id);
    if (decision) standings.push({ organisationId: id, name, decision });
  }
  return standings;
}

/** For whom an opportunity is reserved, as this reader meets it; null where it is reserved to nobody. */
export async function drawReserved(read: Read, opportunity: Opportunity, actor: Actor | null): Promise<Html | null> {
  const { reservedTo: kinds, reservationReason: reason, reservationAreaCodes: codes } = opportunity;
  const [first] = kinds;
  if (first === undefined) return null;
  const law = await lawFrom(read);
  const own = actor?.kind === 'person' && opportunity.state === 'published' ? await ownStandings(read, actor, opportunity.id) : [];
  return reservedSection({ kinds, reason: reason ?? '', areas: (await areaNames(read, codes)).map(({ name }) => name), rule: reservationRule(first, law), law, own });
}

/**
 * On a bid's own page, while it is written or waits to be opened: what its organisation lacks now of the kind that the tender is reserved to. A declaration
 * may have been taken back since the bid was begun; it may be put right too, so the bid can be sent, but it cannot win.
 */
export async function drawReservedWarning(read: Read, bidId: string): Promise<Html> {
  const bid = await read.selectFrom('bid as b').innerJoin('opportunity as o', 'o.id', 'b.opportunity_id').select(['b.opportunity_id', 'b.organisation_id', 'o.reservation', 'o.reservation_with']).where('b.id', '=', bidId).where('b.state', 'in', ['draft', 'submitted']).where('o.reservation', 'is not', null).executeTakeFirst();
  const decision = bid && (await mayBidReserved(read, bid.opportunity_id, bid.organisation_id));
  return decision?.kind === 'refused' ? reservedWarning(decision.sentence, bid!.organisation_id, reservedKindsOf(bid!)) : nothing;
}

export const reservedRoutes = form({
  url: '/organisations/:id/reserved', command: declareReserved,
  show: async ({ read, params, csrf }, state) => {
    const organisation = await organisationById(read, params.id);
    return organisation ? pageOf('Reserved contracts', declarePage(organisation, await declaredStatus(read, params.id), await lawFrom(read), state, csrf), { breadcrumbs: [{ text: organisation.name, href: `/organisations/${params.id}` }] }) : notFound;
  },
  input: (posted, { id }) => ({
    organisationId: id, supportsEmployment: posted.text('supportsEmployment') === 'yes', workforcePercent: posted.text('workforcePercent'), workforceOf: posted.text('workforceOf'), mutual: posted.texts('mutual'),
    contracts: posted.text('contracts'), basedInUk: posted.text('basedInUk') === 'yes', bases: posted.text('bases'),
  }),
  done: (_value, { id }) => redirectTo(`/organisations/${id}/reserved`, 'It is saved. Each reserved contract now says whether you may bid.'),
});
