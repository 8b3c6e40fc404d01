import { londonDate } from '#kernel/calendar-date';
import { isId } from '#kernel/ids';
import { readClock } from '#platform/clock';
import { html } from '#platform/pages/html';
import { plainList } from '#platform/pages/presentation';
import { form, notFound, page, pageOf, redirectTo } from '#platform/web/route';
import { allBodies, bodyById } from '../bodies/bodies.store.ts';
import { lendRole, mayLendFor, takeBackRole } from './delegation.command.ts';
import { awayPage, takeBackPage } from './delegation.page.ts';
import { delegationsOf, ownRoles } from './delegation.store.ts';
import { LENDABLE_ROLES } from './delegation.ts';
import { PEOPLE_ACTS } from './people.acts.ts';
import { personById } from './people.store.ts';
import { peopleOfBody } from './roles-of-body.store.ts';

const MOST_COLLEAGUES = 2000;

export const delegationRoutes = [
  page({
    url: '/away', act: PEOPLE_ACTS.away,
    show: async ({ read, actor }) => {
      const held = new Set(actor.holdings.filter(({ scopeKind, standsInFor }) => scopeKind === 'body' && !standsInFor).map(({ scopeId }) => scopeId));
      const bodies = (await allBodies(read)).filter(({ id }) => held.has(id));
      if (bodies.length === 1) return redirectTo(`/bodies/${bodies[0]!.id}/people/${actor.personId}/away`);
      return pageOf('While you are away', html`<h1 class="govuk-heading-l">While you are away</h1>
${bodies.length === 0 ? html`<p class="govuk-body">You hold no role at a public body that somebody else could stand in for.</p>` : html`<p class="govuk-body">Choose a body.</p>${plainList(bodies.map(({ id, name }) => html`<a class="govuk-link" href="/bodies/${id}/people/${actor.personId}/away">${name}</a>`))}`}`, { backLink: { href: '/home' } });
    },
  }),
  ...form({
    url: '/bodies/:id/people/:person/away', command: lendRole,
    show: async ({ read, actor, params, csrf }, state) => {
      if (!isId(params.person) || !mayLendFor(actor, params.person, params.id)) return notFound;
      const [body, person] = [await bodyById(read, params.id), await personById(read, params.person)];
      const own = await ownRoles(read, params.person, params.id);
      if (!body || !person || own.here.length === 0) return notFound;
      const isOwn = actor.personId === person.id;
      const model = {
        body, person, isOwn, roles: LENDABLE_ROLES.filter((role) => own.here.includes(role)), delegations: await delegationsOf(read, person.id, body.id), today: londonDate(await readClock(read)),
        colleagues: (await peopleOfBody(read, body.id, '', MOST_COLLEAGUES)).filter(({ id }) => id !== person.id),
      };
      return pageOf(isOwn ? 'While you are away' : `While ${person.name} is away`, awayPage(model, csrf, state), { backLink: isOwn ? { href: '/home' } : { href: `/bodies/${body.id}/people/${person.id}`, text: `Back to ${person.name}` } });
    },
    input: (posted, params) => ({ bodyId: params.id, personId: params.person, role: posted.text('role'), delegateId: posted.text('delegateId'), startsOn: posted.date('startsOn'), endsOn: posted.date('endsOn'), reason: posted.text('reason') }),
    done: ({ delegateName }, params) => redirectTo(`/bodies/${params.id}/people/${params.person}/away`, `${delegateName} is named and is told by email`),
  }),
  ...form({
    url: '/bodies/:id/people/:person/away/:delegation/take-back', command: takeBackRole,
    show: async ({ read, actor, params, csrf }, state) => {
      if (!isId(params.person) || !mayLendFor(actor, params.person, params.id)) return notFound;
      const body = await bodyById(read, params.id);
      const delegation = (await delegationsOf(read, params.person, params.id)).find(({ id }) => id === params.delegation);
      return body && delegation ? pageOf('Take a role back', takeBackPage(body, delegation, csrf, state), { backLink: { href: `/bodies/${params.id}/people/${params.person}/away` } }) : notFound;
    },
    input: (_posted, params) => ({ bodyId: params.id, personId: params.person, delegationId: params.delegation }),
    done: (delegateName, params) => redirectTo(`/bodies/${params.id}/people/${params.person}/away`, `The role is taken back from ${delegateName}`),
  }),
];
