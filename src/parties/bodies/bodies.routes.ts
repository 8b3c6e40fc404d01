import { londonDate } from '#kernel/calendar-date';
import { drawThread } from '#parts/thread';
import { may, type Actor } from '#platform/access/access';
import { STAFF_ROLES } from '#platform/access/roles';
import { readClock } from '#platform/clock';
import { form, notFound, page, pageOf, payload, redirectTo } from '#platform/web/route';
import type { Posted } from '#platform/web/posted';
import type { PartiesPorts } from '../ports.ts';
import { BODY_ACTS } from './bodies.acts.ts';
import { addUnitPage, bodiesPage, bodyFormPage, bodyPage, endUnitPage, renameUnitPage } from './bodies.pages.ts';
import { allBodies, bodyById, unitsOf } from './bodies.store.ts';
import { addUnit, endUnit, renameUnit } from './change-unit.command.ts';
import { createBody, editBody } from './save-body.command.ts';

const posted = (given: Posted) => Object.fromEntries(['name', 'slug', 'kind', 'gssCode', 'platformIdentifier', 'website', 'contactEmail'].map((field) => [field, given.text(field)]));
const crumbs = (...more: readonly { readonly text: string; readonly href?: string }[]) => ({ breadcrumbs: [{ text: 'Public bodies', href: '/bodies' }, ...more] });

/** Whom the room `policy`, which comes later, shows a body's local policy: its staff, and site administrators. */
const readsPolicyOf = (actor: Actor, bodyId: string): boolean => actor.holdings.some(({ role, scopeId }) => role === 'site-administrator' || (scopeId === bodyId && STAFF_ROLES.includes(role)));

/** Pages of the bodies; `unitRenamed` is what other rooms do when a directorate has another name. */
export const bodyRoutes = (unitRenamed: PartiesPorts['unitRenamed'] = []) => [...ofBodies, ...ofUnits(unitRenamed)];

const ofBodies = [
  page({ url: '/bodies', act: BODY_ACTS.list, show: async ({ read, services, actor }) => pageOf('Public bodies', bodiesPage(await allBodies(read), await may(read, services.kinds, actor, BODY_ACTS.create, null)), { breadcrumbs: [{ text: 'Home', href: '/' }, { text: 'Public bodies' }] }) }),
  page({ url: '/bodies.json', act: BODY_ACTS.list, show: async ({ read }) => payload('application/json; charset=utf-8', JSON.stringify({ items: await allBodies(read) })) }),
  form({
    url: '/bodies/new', command: createBody,
    show: async ({ csrf }, state) => pageOf('Add a body', bodyFormPage(state, csrf, '/bodies/new', null), crumbs()),
    input: posted,
    done: (id) => redirectTo(`/bodies/${id}`, 'The body is added'),
  }),
  page({
    url: '/bodies/:id', act: BODY_ACTS.view,
    show: async ({ read, services, actor, params }) => {
      const body = await bodyById(read, params.id);
      if (!body) return notFound;
      const record = { kind: 'body', id: params.id };
      return pageOf(body.name, bodyPage(body, await unitsOf(read, params.id), await drawThread(read, services, actor, record), { mayEdit: await may(read, services.kinds, actor, BODY_ACTS.edit, record), readsPolicy: readsPolicyOf(actor, params.id) }), crumbs({ text: body.name }));
    },
  }),
  form({
    url: '/bodies/:id/edit', command: editBody,
    show: async ({ read, params, csrf }, state) => {
      const body = await bodyById(read, params.id);
      return body ? pageOf(`Details of ${body.name}`, bodyFormPage(state, csrf, `/bodies/${params.id}/edit`, body), crumbs({ text: body.name, href: `/bodies/${params.id}` })) : notFound;
    },
    input: (given, params) => ({ bodyId: params.id, ...posted(given) }),
    done: (id) => redirectTo(`/bodies/${id}`, 'The details are saved'),
  }),
];

const ofUnits = (unitRenamed: NonNullable<PartiesPorts['unitRenamed']>) => [
  form({
    url: '/bodies/:id/units/add', command: addUnit,
    show: async ({ read, params, csrf }, state) => {
      const body = await bodyById(read, params.id);
      return body ? pageOf('Add a directorate or service', addUnitPage(state, csrf, body), crumbs({ text: body.name, href: `/bodies/${params.id}` })) : notFound;
    },
    input: (given, params) => ({ bodyId: params.id, unitName: given.text('unitName') }),
    done: (_value, params) => redirectTo(`/bodies/${params.id}`, 'It is added'),
  }),
  form({
    url: '/bodies/:id/units/:unit/rename', command: renameUnit(unitRenamed),
    show: async ({ read, params, csrf }, state) => {
      const body = await bodyById(read, params.id);
      const unit = (await unitsOf(read, params.id)).find(({ id, endedOn }) => id === params.unit && endedOn === null);
      return body && unit ? pageOf(`Rename ${unit.name}`, renameUnitPage(state, csrf, body, unit, londonDate(await readClock(read))), crumbs({ text: body.name, href: `/bodies/${params.id}` })) : notFound;
    },
    input: (given, params) => ({ bodyId: params.id, unitId: params.unit, unitName: given.text('unitName'), from: given.date('from'), reason: given.text('reason') }),
    done: (_value, params) => redirectTo(`/bodies/${params.id}`, 'It is renamed'),
  }),
  form({
    url: '/bodies/:id/units/:unit/end', command: endUnit,
    show: async ({ read, params, csrf }, state) => {
      const body = await bodyById(read, params.id);
      const units = (await unitsOf(read, params.id)).filter(({ endedOn }) => endedOn === null);
      const unit = units.find(({ id }) => id === params.unit);
      return body && unit ? pageOf(`End ${unit.name}`, endUnitPage(state, csrf, body, unit, units.filter((other) => other !== unit)), crumbs({ text: body.name, href: `/bodies/${params.id}` })) : notFound;
    },
    input: (given, params) => ({ bodyId: params.id, unitId: params.unit, successorId: given.text('successorId'), reason: given.text('reason') }),
    done: (_value, params) => redirectTo(`/bodies/${params.id}`, 'It is ended'),
  }),
];
