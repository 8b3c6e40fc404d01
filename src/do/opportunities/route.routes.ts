import { londonDate } from '#kernel/calendar-date';
import { asNote, lawFor } from '#law';
import { readClock } from '#platform/clock';
import { form, notFound, pageOf, redirectTo } from '#platform/web/route';
import { lawFrom } from '#policy';
import { looksLikeHealthCare, regulatoryRoute, waysToChoose } from '#routes';
import { askedRoute } from './asked-route.store.ts';
import { areaNames } from './areas.store.ts';
import { chooseRoute } from './choose-route.command.ts';
import { confirmPage } from './changes.page.ts';
import { backTo, backToBuilding, backToOpportunity, draftPage, publishedPage } from './draft-frame.routes.ts';
import { invitationsOf } from './invitation.store.ts';
import { declineInvitation, inviteSuppliers, takeBackInvitation } from './invite.command.ts';
import { opportunityById } from './opportunity.store.ts';
import { gateQuestion } from './publication.ts';
import { declinePage, invitationsPage, routePage } from './route.page.ts';
import { suggestionsFor } from './suggestions.store.ts';

/** What was ticked: the first, and what it is combined with. */
const reservedKinds = ([reservation = '', ...reservationWith]: readonly string[]) => ({ reservation, reservationWith });

/** The way of buying, and who is invited. */
export const routeRoutes = [
  ...form({
    url: '/opportunities/:id/route',
    command: chooseRoute,
    show: (context, state) => draftPage(context, async (opportunity) => {
      const law = await lawFrom(context.read);
      const question = gateQuestion(opportunity, londonDate(await readClock(context.read)));
      const areas = (await areaNames(context.read, opportunity.reservationAreaCodes)).map(({ name }) => name);
      return pageOf('Way of buying', routePage({
        opportunity, areas, ways: waysToChoose(question, await askedRoute(context.read, opportunity), law), regulatory: question.value === null ? null : regulatoryRoute({ ...question, value: question.value }, law),
        healthRule: asNote(lawFor('uk-2026', law).rules.healthServices.scope), asksHealthCare: opportunity.lightTouch || looksLikeHealthCare(opportunity.cpvCodes) || opportunity.cpvCodes.some((code) => code.startsWith('85')),
      }, state, context.csrf), backToBuilding(opportunity.id));
    }),
    input: (posted, params) => ({
      opportunityId: params.id, route: posted.text('route'), ...reservedKinds(posted.texts('reservation')), healthCare: posted.text('healthCare'), healthCareReason: posted.text('healthCareReason'),
      reservationReason: posted.text('reservationReason'), reservationAreas: posted.text('reservationAreas'), reservable: posted.text('reservable') === 'yes',
    }),
    done: (_value, params) => redirectTo(`/opportunities/${params.id}/build`, 'The way of buying is saved.'),
  }),
  ...form({
    url: '/opportunities/:id/invitations',
    command: inviteSuppliers,
    show: async (context, state) => {
      const opportunity = await opportunityById(context.read, context.params.id);
      if (!opportunity || opportunity.audience !== 'invited') return notFound;
      const byHand = opportunity.followsId === null && opportunity.arrangementId === null && (opportunity.state === 'draft' || opportunity.state === 'published');
      const model = { opportunity, byHand, invitations: await invitationsOf(context.read, opportunity.id), suggestions: byHand ? await suggestionsFor(context.read, opportunity) : [] };
      return pageOf('Who is invited', invitationsPage(model, state, context.csrf), opportunity.state === 'draft' ? backToBuilding(opportunity.id) : backToOpportunity(opportunity.id));
    },
    input: (posted, params) => ({ opportunityId: params.id, suggested: posted.texts('suggested'), named: posted.text('named'), reason: posted.text('reason') }),
    done: ({ count }, params) => redirectTo(`/opportunities/${params.id}/invitations`, count === 1 ? 'One supplier is invited.' : `${count} suppliers are invited.`),
  }),
  ...form({
    url: '/opportunities/:id/invitations/:organisationId/remove',
    command: takeBackInvitation,
    show: (context, state) => draftPage(context, async (opportunity) => {
      const invitation = (await invitationsOf(context.read, opportunity.id)).find(({ organisationId }) => organisationId === context.params.organisationId);
      if (!invitation) return notFound;
      return pageOf('Take back an invitation', confirmPage({ heading: `Take back the invitation of ${invitation.organisationName}`, sentences: ['It has not been told yet.'], act: 'Take it back', danger: true }, state, context.csrf), backTo(opportunity.id, 'invitations', 'Back to who is invited'));
    }),
    input: (_posted, params) => ({ opportunityId: params.id, organisationId: params.organisationId }),
    done: (_value, params) => redirectTo(`/opportunities/${params.id}/invitations`, 'The invitation is taken back.'),
  }),
  ...form({
    url: '/opportunities/:id/decline',
    command: declineInvitation,
    show: (context, state) => publishedPage(context, async (opportunity) => {
      const mine = new Set(context.actor.holdings.filter(({ scopeKind }) => scopeKind === 'organisation').map(({ scopeId }) => scopeId));
      const invited = (await invitationsOf(context.read, opportunity.id)).filter(({ organisationId, declinedAt }) => declinedAt === null && mine.has(organisationId));
      return pageOf('Say that you will not answer', declinePage(opportunity, invited.map(({ organisationId, organisationName }) => ({ id: organisationId, name: organisationName })), state, context.csrf), backToOpportunity(opportunity.id));
    }),
    input: (posted, params) => ({ opportunityId: params.id, organisationId: posted.text('organisationId'), reason: posted.text('reason') }),
    done: (_value, params) => redirectTo(`/opportunities/${params.id}`, 'The authority knows that you will not answer.'),
  }),
];
