import { z } from 'zod';
import { form, notFound, page, pageOf, redirectTo, type PageContext } from '#platform/web/route';
import type { Posted } from '#platform/web/posted';
import { acceptInvitation } from './colleagues.command.ts';
import { declarationChoices } from './declaration.page.ts';
import { findOrganisation } from './find-organisation.store.ts';
import { invitationBy } from './invitations.store.ts';
import { ORGANISATION_ACTS } from './organisations.acts.ts';
import { organisationById } from './organisations.store.ts';
import { declarationProblems, identityProblems, registerQuery, stateOf, type RegisterQuery } from './register-query.page.ts';
import { askToJoin, registerAsSupplier, registerOrganisation, registerToClaim } from './register.command.ts';
import { recentEvents } from '../take-up/take-up.store.ts';
import { accountPage, claimPage, detailsPage, hereAlreadyPage, identityPage, joinPage } from './register.pages.ts';

/** Registering sends mail and makes rows for anyone: fewer a minute than a page. */
const POSTS_A_MINUTE = 20;
const TOLD = 'Thank you. We have sent a mail to confirm your address. You can sign in now.';
const BACK_TO_START = { backLink: { href: '/register' } };

const isSignedIn = (context: { readonly actor: PageContext['actor'] }): boolean => context.actor.kind === 'person';

const first = page({
  url: '/register', act: ORGANISATION_ACTS.lookForIt, query: registerQuery,
  show: async (context) => pageOf('Register as a supplier', identityPage(stateOf(context.query), isSignedIn(context)), { backLink: { href: '/' } }),
});

const second = page({
  url: '/register/details', act: ORGANISATION_ACTS.lookForIt, query: registerQuery,
  show: async (context) => {
    const { query, read } = context;
    const wrong = identityProblems(query);
    if (wrong.length > 0) return pageOf('Register as a supplier', identityPage(stateOf(query, wrong), isSignedIn(context)), { backLink: { href: '/' }, status: 422 });
    const match = await findOrganisation(read, query);
    const here = match && (await organisationById(read, match.organisationId));
    // One that waits for its owner to prove an address is shown to nobody; the last page refuses to make it twice all the same.
    if (here?.isPublic) return pageOf(`${here.name} is here already`, hereAlreadyPage({ id: here.id, name: here.name, by: match!.by }, query, isSignedIn(context)), BACK_TO_START);
    const errors = query.isChecking && !query.isFinding ? declarationProblems(query) : [];
    return pageOf(`About ${query.name}`, detailsPage(stateOf(query, errors), query, await declarationChoices(read, query), isSignedIn(context)), { ...BACK_TO_START, ...(errors.length > 0 ? { status: 422 } : {}) });
  },
});

const lastPage = async (context: PageContext<unknown, RegisterQuery>, state: Parameters<typeof accountPage>[0]) => {
  const { query, csrf, read } = context;
  if (identityProblems(query).length > 0 || declarationProblems(query).length > 0) return redirectTo(`/register/details?${query.parameters}&check=yes`);
  return pageOf(isSignedIn(context) ? 'Check and register' : 'Your account', accountPage(state, csrf, query, { isSignedIn: isSignedIn(context), events: await recentEvents(read) }), { backLink: { href: `/register/details?${query.parameters}` } });
};

const profilePosted = (posted: Posted) => ({
  name: posted.text('name'), companyNumber: posted.text('companyNumber'), charityNumber: posted.text('charityNumber'),
  kind: posted.text('kind'), size: posted.text('size'), areas: posted.texts('areas'), categories: posted.texts('categories'),
});
const sourcePosted = (posted: Posted) => ({ heard: posted.text('heard'), otherPortal: posted.text('otherPortal') });
const accountPosted = (posted: Posted) => ({ personName: posted.text('personName'), email: posted.text('email'), password: posted.text('password') });

const claim = async ({ read, params, csrf, actor }: PageContext<{ readonly id: string }>, state: Parameters<typeof claimPage>[0]) => {
  const organisation = await organisationById(read, params.id);
  return organisation ? pageOf(`Ask to act for ${organisation.name}`, claimPage(state, csrf, organisation, actor.kind === 'person'), { backLink: { href: `/organisations/${params.id}` } }) : notFound;
};

const tokenQuery = z.object({ token: z.string().max(200).catch('') }).catch({ token: '' });

/** Registering, claiming and joining: at most three pages, whatever the way in. */
export const registerRoutes = [
  first,
  second,
  form({
    url: '/register/account', command: registerAsSupplier, query: registerQuery, secret: ['password'], perMinute: POSTS_A_MINUTE,
    show: async (context, state) => (isSignedIn(context) ? redirectTo(`/register/confirm?${context.query.parameters}`) : lastPage(context, state)),
    input: (posted) => {
      const profile = profilePosted(posted);
      const { areas, categories, ...rest } = profile;
      const address = new URLSearchParams([...Object.entries(rest), ...areas.map((code): [string, string] => ['areas', code]), ...categories.map((code): [string, string] => ['categories', code])]);
      return { ...profile, ...accountPosted(posted), ...sourcePosted(posted), address: `/register/confirm?${address.toString()}` };
    },
    done: () => redirectTo('/sign-in', TOLD),
  }),
  form({
    url: '/register/confirm', command: registerOrganisation, query: registerQuery, perMinute: POSTS_A_MINUTE,
    show: lastPage, input: (posted) => ({ ...profilePosted(posted), ...sourcePosted(posted) }),
    done: (id) => redirectTo(`/organisations/${id}`, 'Your organisation is registered'),
  }),
  form({ url: '/organisations/:id/claim', command: askToJoin, perMinute: POSTS_A_MINUTE, show: claim, input: (posted, params) => ({ organisationId: params.id, evidence: posted.text('evidence') }), done: () => redirectTo('/home', 'Your request is sent. We will write to you when it is answered.') }),
  form({
    url: '/organisations/:id/claim/register', command: registerToClaim, secret: ['password'], perMinute: POSTS_A_MINUTE, show: claim,
    input: (posted, params) => ({ organisationId: params.id, ...accountPosted(posted), evidence: posted.text('evidence') }),
    done: () => redirectTo('/sign-in', TOLD),
  }),
  form({
    url: '/join', command: acceptInvitation, query: tokenQuery, secret: ['password'], perMinute: POSTS_A_MINUTE,
    show: async ({ read, query, csrf, actor }, state) => pageOf('Join an organisation', joinPage(state, csrf, query.token, await invitationBy(read, query.token), actor.kind === 'person'), { backLink: { href: '/' } }),
    input: (posted) => ({ token: posted.text('token'), personName: posted.text('personName'), password: posted.text('password') }),
    done: (joined) => (joined.isNew ? redirectTo('/sign-in', 'Your account is ready. Sign in with your new password.') : redirectTo('/home', 'You have joined')),
  }),
];
