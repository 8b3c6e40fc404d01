import { z } from 'zod';
import { isId } from '#kernel/ids';
import { may } from '#platform/access/access';
import { form, notFound, page, pageOf, payload, redirectTo, type PageContext } from '#platform/web/route';
import { allBodies, bodyById } from '../bodies/bodies.store.ts';
import type { HeldWork, PartiesPorts } from '../ports.ts';
import { closeAccount } from './close-account.command.ts';
import { delegationRoutes } from './delegation.routes.ts';
import { handOverWork, heirField, MOST_HEIRS } from './hand-over.command.ts';
import { handOverWorkPage, type StillHeld } from './hand-over.page.ts';
import { homePage } from './home.page.ts';
import { addPerson, endRoleOnBody, grantRoleOnBody, recordLeaver } from './manage-people.command.ts';
import { personalDataOf } from './my-data.store.ts';
import { PEOPLE_ACTS } from './people.acts.ts';
import { endSignInCodes } from './sign-in-codes.command.ts';
import { addPersonPage, bodiesOfPeoplePage, closeAccountPage, endRolePage, grantRolePage, endCodesPage, leaverPage, peoplePage, personPage } from './people.pages.ts';
import { personById } from './people.store.ts';
import { peopleOfBody, rolesAtBody } from './roles-of-body.store.ts';

type Found = PageContext<{ readonly id: string; readonly person: string }>;

/** The body, the person and their roles there; nothing unless they hold one, since others are not this administrator's business. */
async function personHere({ read, services, params }: Found) {
  if (!isId(params.person)) return null;
  const [body, person, roles] = [await bodyById(read, params.id), await personById(read, params.person), await rolesAtBody(read, services.kinds, params.person, params.id)];
  return body && person && roles.length > 0 ? { body, person, roles, trail: { backLink: { href: `/bodies/${params.id}/people/${params.person}`, text: `Back to ${person.name}` } } } : null;
}

async function stillHeld(heldWork: readonly HeldWork[], { read, params }: Found): Promise<StillHeld[]> {
  const held: StillHeld[] = [];
  for (const work of heldWork) {
    const personId = params.person as Parameters<HeldWork['count']>[1];
    const count = await work.count(read, personId, params.id);
    if (count > 0) held.push({ words: `${count} ${work.nouns[count === 1 ? 0 : 1]}`, address: work.handOverAddress, inheritance: work.inheritance });
  }
  return held;
}

/** The pages of people: each one's own, and those of a body's administrator. */
export const peopleRoutes = (ports: PartiesPorts) => [...ownRoutes(ports), ...delegationRoutes, ...listRoutes, ...managingRoutes(ports.heldWork ?? [])];

function ownRoutes({ owedWork = [], personalData = [] }: PartiesPorts) {
  return [
    page({ url: '/home', act: PEOPLE_ACTS.home, show: async ({ read, actor }) => pageOf('What you owe, by when', await homePage(read, actor, owedWork)) }),
    page({
      url: '/account/my-data.json', act: PEOPLE_ACTS.exportOwn, viewing: true, perMinute: 10,
      show: async ({ read, actor }) => payload('application/json; charset=utf-8', JSON.stringify(await personalDataOf(read, actor.personId!, personalData), (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value), 1), { fileName: 'my-data.json' }),
    }),
    form({
      url: '/account/close', command: closeAccount, secret: ['password'], perMinute: 10,
      show: async ({ csrf }, state) => pageOf('Close your account', closeAccountPage(state, csrf), { backLink: { href: '/account' } }),
      input: (posted) => ({ password: posted.text('password') }),
      done: () => redirectTo('/', 'Your account is closed'),
    }),
  ];
}

const listRoutes = [
  page({
    url: '/people', act: PEOPLE_ACTS.list,
    show: async ({ read, services, actor }) => {
      const own = [];
      for (const body of await allBodies(read)) if (await may(read, services.kinds, actor, PEOPLE_ACTS.listOfBody, { kind: 'body', id: body.id })) own.push(body);
      return own.length === 1 ? redirectTo(`/bodies/${own[0]!.id}/people`) : pageOf('People and roles', bodiesOfPeoplePage(own), { backLink: { href: '/home' } });
    },
  }),
  page({
    url: '/bodies/:id/people', act: PEOPLE_ACTS.listOfBody, query: z.object({ words: z.string().max(200).catch('') }).catch({ words: '' }),
    show: async ({ read, params, query }) => {
      const body = await bodyById(read, params.id);
      return body ? pageOf(`People of ${body.name}`, peoplePage(body, await peopleOfBody(read, params.id, query.words), query.words), { breadcrumbs: [{ text: body.name, href: `/bodies/${params.id}` }, { text: 'People' }] }) : notFound;
    },
  }),
  form({
    url: '/bodies/:id/people/add', command: addPerson, perMinute: 60,
    show: async ({ read, params, csrf }, state) => {
      const body = await bodyById(read, params.id);
      return body ? pageOf('Add a person', addPersonPage(state, csrf, body), { backLink: { href: `/bodies/${params.id}/people` } }) : notFound;
    },
    input: (posted, params) => ({ bodyId: params.id, name: posted.text('name'), email: posted.text('email'), jobTitle: posted.text('jobTitle'), role: posted.text('role'), reason: posted.text('reason') }),
    done: (added, params) => redirectTo(`/bodies/${params.id}/people/${added.personId}`, added.isNew ? 'The person is added, and a mail with a link is on its way' : 'The role is given, and a mail tells them so'),
  }),
];

function managingRoutes(heldWork: readonly HeldWork[]) {
  return [
    page({
      url: '/bodies/:id/people/:person', act: PEOPLE_ACTS.listOfBody,
      show: async (context) => {
        const here = await personHere(context);
        return here ? pageOf(here.person.name, personPage(here.body, here.person, here.roles), { backLink: { href: `/bodies/${context.params.id}/people` } }) : notFound;
      },
    }),
    form({
      url: '/bodies/:id/people/:person/grant', command: grantRoleOnBody,
      show: async (context, state) => {
        const here = await personHere(context);
        return here ? pageOf(`Give ${here.person.name} a role`, grantRolePage(state, context.csrf, here.body, here.person), here.trail) : notFound;
      },
      input: (posted, params) => ({ bodyId: params.id, personId: params.person, role: posted.text('role'), reason: posted.text('reason') }),
      done: (_value, params) => redirectTo(`/bodies/${params.id}/people/${params.person}`, 'The role is given'),
    }),
    form({
      url: '/bodies/:id/people/:person/roles/:holding/end', command: endRoleOnBody(heldWork),
      show: async (context, state) => {
        const here = await personHere(context as unknown as Found);
        const held = here?.roles.find((role) => role.id === context.params.holding);
        return here && held ? pageOf('End a role', endRolePage(state, context.csrf, here.body, here.person, held), here.trail) : notFound;
      },
      input: (posted, params) => ({ bodyId: params.id, personId: params.person, holdingId: params.holding, reason: posted.text('reason') }),
      done: (_value, params) => redirectTo(`/bodies/${params.id}/people`, 'The role is ended'),
    }),
    form({
      url: '/bodies/:id/people/:person/hand-over', command: handOverWork(heldWork),
      show: async (context, state) => {
        const here = await personHere(context);
        if (!here) return notFound;
        const model = { body: here.body, person: here.person, held: await stillHeld(heldWork, context), people: await peopleOfBody(context.read, here.body.id, '', MOST_HEIRS) };
        return pageOf('Hand over work', handOverWorkPage(state, context.csrf, model), here.trail);
      },
      input: (posted, params) => ({
        bodyId: params.id, personId: params.person, reason: posted.text('reason'),
        heirs: Object.fromEntries(heldWork.flatMap(({ inheritance }) => (inheritance ? [[inheritance.key, posted.text(heirField(inheritance.key))]] : []))),
      }),
      done: ({ number }, params) => redirectTo(`/bodies/${params.id}/people/${params.person}/hand-over`, `${number} ${number === 1 ? 'piece of work is' : 'pieces of work are'} handed over`),
    }),
    form({
      url: '/bodies/:id/people/:person/codes-off', command: endSignInCodes, perMinute: 10,
      show: async (context, state) => {
        const here = await personHere(context);
        return here ? pageOf(`Turn off the sign-in codes of ${here.person.name}`, endCodesPage(state, context.csrf, here.body, here.person), here.trail) : notFound;
      },
      input: (posted, params) => ({ bodyId: params.id, personId: params.person, reason: posted.text('reason') }),
      done: (_value, params) => redirectTo(`/bodies/${params.id}/people/${params.person}`, 'Their sign-in codes are off, and a mail tells them so'),
    }),
    form({
      url: '/bodies/:id/people/:person/leave', command: recordLeaver(heldWork),
      show: async (context, state) => {
        const here = await personHere(context);
        return here ? pageOf('Record a leaver', leaverPage(state, context.csrf, here.body, here.person, await stillHeld(heldWork, context)), here.trail) : notFound;
      },
      input: (posted, params) => ({ bodyId: params.id, personId: params.person, reason: posted.text('reason') }),
      done: (left, params) => redirectTo(`/bodies/${params.id}/people`, left.isGone ? 'They are recorded as having left, and their account is closed' : 'Their roles here are ended; they hold others elsewhere'),
    }),
  ];
}
