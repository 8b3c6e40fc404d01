import { postedAnswers } from '#parts/questions';
import { organisationById } from '#parties';
import { may, type Actor } from '#platform/access/access';
import type { Read } from '#platform/database/connection';
import type { Services } from '#platform/services';
import { form, notFound, page, pageOf, redirectTo, type Page } from '#platform/web/route';
import { selectionActs } from '../selection.acts.ts';
import { addConnectedPerson, beginCore, recordShareCode, removeConnectedPerson, saveCorePart } from './core.commands.ts';
import { addConnectedPersonPage, corePage, corePartPage, removeConnectedPersonPage, shareCodePage, type CoreModel } from './core.page.ts';
import { CORE_PARTS, isCorePart, type CorePart } from './core-questionnaire.ts';
import { connectedPeople, coreOf, organisationReference, versionsOf } from './core.store.ts';

const MOST_VERSIONS = 20;
const PARTS = Object.keys(CORE_PARTS) as CorePart[];

export const crumbsOf = (organisation: { readonly id: string; readonly name: string }): Pick<Page, 'breadcrumbs'> => ({ breadcrumbs: [{ text: organisation.name, href: `/organisations/${organisation.id}` }] });
const backToCore = (id: string): Pick<Page, 'backLink'> => ({ backLink: { text: 'Back to the core questionnaire', href: `/organisations/${id}/core` } });
const backToPeople = (id: string): Pick<Page, 'backLink'> => ({ backLink: { href: `/organisations/${id}/core/people` } });

async function modelOf(context: { readonly read: Read; readonly services: Services; readonly actor: Actor }, organisationId: string): Promise<CoreModel | null> {
  const organisation = await organisationById(context.read, organisationId);
  if (!organisation) return null;
  return {
    organisation, core: await coreOf(context.read, organisationId), versions: await versionsOf(context.read, organisationId, MOST_VERSIONS),
    mayAnswer: await may(context.read, context.services.kinds, context.actor, selectionActs.answerCore, organisationReference(organisationId)),
  };
}

/** The next part that still has something to answer, or the overview. */
const after = (id: string, part: string): string => {
  const next = PARTS[PARTS.indexOf(part as CorePart) + 1];
  return next ? `/organisations/${id}/core/${next}` : `/organisations/${id}/core`;
};

export const coreRoutes = [
  page({
    url: '/organisations/:id/core', act: selectionActs.viewCore,
    show: async (context) => {
      const model = await modelOf(context, context.params.id);
      return model ? pageOf('Core questionnaire', corePage(model, context.csrf), crumbsOf(model.organisation)) : notFound;
    },
  }),
  ...form({
    url: '/organisations/:id/core/begin', command: beginCore,
    show: async ({ params }) => redirectTo(`/organisations/${params.id}/core`),
    input: (_posted, params) => ({ organisationId: params.id }),
    done: (_value, params) => redirectTo(`/organisations/${params.id}/core`, 'The questionnaire is ready. It saves each part as you go.'),
  }),
  ...form({
    url: '/organisations/:id/core/share-code', command: recordShareCode,
    show: async ({ params, csrf }, state) => pageOf('Record your share code', shareCodePage(state, csrf), backToCore(params.id)),
    input: (posted, params) => ({ organisationId: params.id, code: posted.text('code'), sharedOn: posted.date('sharedOn'), confirmed: posted.text('confirmed') }),
    done: (_value, params) => redirectTo(`/organisations/${params.id}/core`, 'The share code is recorded.'),
  }),
  ...form({
    url: '/organisations/:id/core/:part', command: saveCorePart,
    show: async (context, state) => {
      const { id, part } = context.params;
      const model = isCorePart(part) ? await modelOf(context, id) : null;
      if (!model || !isCorePart(part)) return notFound;
      return model.core.set ? pageOf(CORE_PARTS[part].title, corePartPage(model, part, state, context.csrf), backToCore(id)) : redirectTo(`/organisations/${id}/core`);
    },
    input: (posted, params) => ({ organisationId: params.id, part: params.part, answers: postedAnswers(posted) }),
    done: ({ complete }, params) => redirectTo(after(params.id, params.part), complete ? 'Saved. The questionnaire is complete.' : 'Saved.'),
  }),
  ...form({
    url: '/organisations/:id/connected-people/add', command: addConnectedPerson,
    show: async ({ params, csrf }, state) => pageOf('Name somebody', addConnectedPersonPage(state, csrf), backToPeople(params.id)),
    input: (posted, params) => ({ organisationId: params.id, name: posted.text('name'), kind: posted.text('kind'), isMe: posted.text('isMe') === 'yes' }),
    done: (_value, params) => redirectTo(`/organisations/${params.id}/core/people`, 'They are in the list.'),
  }),
  ...form({
    url: '/organisations/:id/connected-people/:person', command: removeConnectedPerson,
    show: async ({ read, params, csrf }, state) => {
      const person = (await connectedPeople(read, params.id)).find(({ id }) => id === params.person);
      return person ? pageOf(`Remove ${person.name}`, removeConnectedPersonPage(person, state, csrf), backToPeople(params.id)) : notFound;
    },
    input: (posted, params) => ({ organisationId: params.id, connectedPersonId: params.person, how: posted.text('how') }),
    done: (_value, params) => redirectTo(`/organisations/${params.id}/core/people`, 'They are no longer in the list.'),
  }),
];
