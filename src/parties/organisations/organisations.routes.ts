import { isId } from '#kernel/ids';
import { drawThread } from '#parts/thread';
import { mayAct } from '#platform/access/access';
import { holdsOn } from '#platform/access/holdings';
import { scopesOf } from '#platform/access/record-kind';
import { form, notFound, page, pageOf, redirectTo } from '#platform/web/route';
import { claimById, claimsFor, claimsOf, mayDecide } from './claims.store.ts';
import { decideClaim, endColleague, inviteColleague } from './colleagues.command.ts';
import { stateCapacity } from './capacity.command.ts';
import { capacityPage } from './capacity.page.ts';
import { correctProfile } from './correct-profile.command.ts';
import { declarationChoices } from './declaration.page.ts';
import { openInvitations } from './invitations.store.ts';
import { ORGANISATION_ACTS } from './organisations.acts.ts';
import { claimDecisionPage, claimsPage, colleaguesPage, endColleaguePage, invitePage, organisationPage, ownOrganisationsPage, profilePage } from './organisations.pages.ts';
import { organisationsRegister } from './organisations.register.ts';
import { colleaguesOf, organisationById, organisationNames } from './organisations.store.ts';
import { registerQuery, stateOf } from './register-query.page.ts';
import { registerRoutes } from './register.routes.ts';

const crumbs = (organisation: { readonly id: string; readonly name: string }) => ({ breadcrumbs: [{ text: 'Organisations', href: '/organisations' }, { text: organisation.name, href: `/organisations/${organisation.id}` }] });

export const organisationRoutes = [
  ...organisationsRegister.routes,
  ...registerRoutes,
  page({
    url: '/organisations/:id', act: ORGANISATION_ACTS.view,
    show: async ({ read, services, actor, params }) => {
      const organisation = await organisationById(read, params.id);
      if (!organisation) return notFound;
      if (organisation.mergedInto !== null) return redirectTo(`/organisations/${organisation.mergedInto}`);
      const record = { kind: 'organisation', id: params.id };
      const scopes = await scopesOf(read, services.kinds, record);
      const given = {
        thread: await drawThread(read, services, actor, record), isSignedIn: actor.kind === 'person',
        own: mayAct(actor, ORGANISATION_ACTS.viewColleagues, record, scopes), mayCorrect: mayAct(actor, ORGANISATION_ACTS.correct, record, scopes),
      };
      return pageOf(organisation.name, organisationPage(organisation, given), { breadcrumbs: [{ text: 'Organisations', href: '/organisations' }, { text: organisation.name }] });
    },
  }),
  form({
    url: '/organisations/:id/profile', command: correctProfile, query: registerQuery,
    show: async ({ read, params, csrf, query }, typed) => {
      const organisation = await organisationById(read, params.id);
      if (!organisation) return notFound;
      // A look-up of areas or categories comes as a GET with everything typed in its address.
      const state = query.isFinding ? stateOf(query) : typed;
      const listed = (name: string, stored: readonly string[]): readonly string[] => {
        const value = state.values[name];
        return value === undefined ? (Object.keys(state.values).length > 0 ? [] : stored) : typeof value === 'string' ? [value] : value;
      };
      const choices = await declarationChoices(read, { areas: listed('areas', organisation.areas), categories: listed('categories', organisation.categories), areaWords: query.areaWords, categoryWords: query.categoryWords });
      return pageOf(`Profile of ${organisation.name}`, profilePage(state, csrf, organisation, choices), crumbs(organisation));
    },
    input: (posted, params) => ({
      organisationId: params.id, name: posted.text('name'), companyNumber: posted.text('companyNumber'), charityNumber: posted.text('charityNumber'), kind: posted.text('kind'), size: posted.text('size'),
      areas: posted.texts('areas'), categories: posted.texts('categories'), postcode: posted.text('postcode'), website: posted.text('website'), summary: posted.text('summary'), staffNumber: posted.text('staffNumber'),
    }),
    done: (id) => redirectTo(`/organisations/${id}`, 'The profile is saved'),
  }),
  form({
    url: '/organisations/:id/capacity', command: stateCapacity,
    show: async ({ read, params, csrf }, state) => {
      const organisation = await organisationById(read, params.id);
      return organisation ? pageOf('What you could carry alone', capacityPage(state, csrf, organisation), crumbs(organisation)) : notFound;
    },
    input: (posted, params) => ({ organisationId: params.id, yearlyNet: posted.text('yearlyNet'), mostDistricts: posted.text('mostDistricts') }),
    done: (_value, params) => redirectTo(`/organisations/${params.id}`, 'Saved. Open opportunities now show which lots you could bid for alone.'),
  }),
  page({
    url: '/organisations/:id/colleagues', act: ORGANISATION_ACTS.viewColleagues,
    show: async ({ read, params, actor }) => {
      const organisation = await organisationById(read, params.id);
      if (!organisation) return notFound;
      const mayChange = holdsOn(actor, params.id, 'organisation-administrator');
      return pageOf('Colleagues', colleaguesPage(organisation, await colleaguesOf(read, params.id), await openInvitations(read, params.id), mayChange), crumbs(organisation));
    },
  }),
  form({
    url: '/organisations/:id/colleagues/invite', command: inviteColleague, perMinute: 20,
    show: async ({ read, params, csrf }, state) => {
      const organisation = await organisationById(read, params.id);
      return organisation ? pageOf('Invite a colleague', invitePage(state, csrf, organisation), crumbs(organisation)) : notFound;
    },
    input: (posted, params) => ({ organisationId: params.id, email: posted.text('email') }),
    done: (_value, params) => redirectTo(`/organisations/${params.id}/colleagues`, 'The invitation is sent'),
  }),
  form({
    url: '/organisations/:id/colleagues/:person/end', command: endColleague,
    show: async ({ read, params, csrf }, state) => {
      const organisation = await organisationById(read, params.id);
      const colleague = (await colleaguesOf(read, params.id)).find((one) => one.personId === params.person);
      return organisation && colleague ? pageOf('End roles', endColleaguePage(state, csrf, organisation, colleague), crumbs(organisation)) : notFound;
    },
    input: (posted, params) => ({ organisationId: params.id, personId: params.person, reason: posted.text('reason') }),
    done: (_value, params) => redirectTo(`/organisations/${params.id}/colleagues`, 'Their roles are ended'),
  }),
  page({ url: '/organisation', act: ORGANISATION_ACTS.viewOwn, show: async ({ read, actor }) => {
    const ids = [...new Set(actor.holdings.filter((held) => held.scopeKind === 'organisation').map((held) => held.scopeId!))];
    const own = await organisationNames(read, ids);
    return pageOf('Your organisations', ownOrganisationsPage(own, await claimsOf(read, actor.personId!)), { backLink: { href: '/home' } });
  } }),
  page({ url: '/organisation/profile', act: ORGANISATION_ACTS.viewOwn, show: async ({ actor }) => {
    const own = actor.holdings.filter((held) => held.role === 'organisation-administrator');
    return redirectTo(own.length === 1 ? `/organisations/${own[0]!.scopeId}/profile` : '/organisation');
  } }),
  page({ url: '/organisation-claims', act: ORGANISATION_ACTS.decideClaim, show: async ({ read, actor }) => pageOf('Requests to act for an organisation', claimsPage(await claimsFor(read, actor)), { backLink: { href: '/home' } }) }),
  form({
    url: '/organisation-claims/:id', command: decideClaim,
    show: async ({ read, params, actor, csrf }, state) => {
      const claim = isId(params.id) ? await claimById(read, params.id) : null;
      return claim && mayDecide(actor, claim) ? pageOf('Answer a request', claimDecisionPage(state, csrf, claim), { backLink: { href: '/organisation-claims' } }) : notFound;
    },
    input: (posted, params) => ({ claimId: params.id, decision: posted.text('decision'), reason: posted.text('reason') }),
    done: () => redirectTo('/organisation-claims', 'The answer is sent'),
  }),
];
