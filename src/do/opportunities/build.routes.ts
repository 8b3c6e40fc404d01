import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import { isId } from '#kernel/ids';
import { whereMay } from '#platform/access/access';
import { readClock } from '#platform/clock';
import type { Read } from '#platform/database/connection';
import { ruleNote } from '#platform/pages/presentation';
import { html } from '#platform/pages/html';
import { form, notFound, page, pageOf, redirectTo } from '#platform/web/route';
import type { Posted } from '#platform/web/posted';
import { burdenOf } from '#parts/questions';
import { policyNote, policyValue } from '#policy';
import { announceOpportunity } from './announce-opportunity.command.ts';
import { areaNames } from './areas.store.ts';
import { buildPage, draftsPage, publishPage, type BuildModel } from './build.page.ts';
import { announcePage, confirmPage, platformNoticePage } from './changes.page.ts';
import { createOpportunity, mayBuildFor } from './create-opportunity.command.ts';
import { createPage, detailsPage, lotPage } from './details.page.ts';
import { documentsPage, lotsPage } from './lists.page.ts';
import { addDocument, removeDocument } from './documents.command.ts';
import { documentsOf } from './documents.store.ts';
import { backTo, backToBuilding, draftPage } from './draft-frame.routes.ts';
import { draftsOf } from './drafts.store.ts';
import { exerciseOf } from './exercise.store.ts';
import { removeLot, saveLot } from './lots.command.ts';
import { opportunitiesActs } from './opportunities.acts.ts';
import { opportunitiesKinds } from './opportunities.kinds.ts';
import { lotsOf } from './opportunity.store.ts';
import type { Opportunity } from './opportunity.ts';
import { lawOfTheDay, publicationObstacles } from './publication.ts';
import { ports } from './ports.ts';
import { publicationFacts, questionLimit } from './publication.store.ts';
import { publishOpportunity } from './publish-opportunity.command.ts';
import { recordPlatformNotice } from './record-platform-notice.command.ts';
import { saveDates } from './save-dates.command.ts';
import { saveDetails } from './save-details.command.ts';
import { datesPage } from './tender-questions.page.ts';
import { lawFrom } from '#policy';
import { titleInStage } from '#routes';
import { postedReasons } from './typed-fields.ts';

const toBuilding = (message: string) => (_value: unknown, params: { readonly id: string }) => redirectTo(`/opportunities/${params.id}/build`, message);
const upload = (posted: Posted, field: string) => posted.filesOf(field).map(({ name, path }) => ({ name, path }))[0] ?? null;
const idOrNothing = z.string().refine(isId).nullable().catch(null);

/** Building an opportunity: its task list, each task, and publishing. */
export const buildRoutes = [
  page({
    url: '/opportunities/drafts',
    act: opportunitiesActs.listDrafts,
    show: async ({ read, actor }) => pageOf('Opportunities being built', draftsPage(await draftsOf(read, whereMay(actor, opportunitiesActs.build, opportunitiesKinds[0]!)), await readClock(read), (await read.selectFrom('body').select(['id', 'name']).orderBy('name').execute()).filter(({ id }) => mayBuildFor(actor, id))), { breadcrumbs: [{ text: 'Home', href: '/' }, { text: 'Opportunities being built' }] }),
  }),
  ...form({
    url: '/opportunities/new',
    command: createOpportunity,
    query: z.object({ exercise: idOrNothing }),
    show: async ({ read, actor, query, csrf }, state) => {
      const exercise = query.exercise ? await exerciseOf(read, query.exercise) : null;
      const bodies = (await read.selectFrom('body').select(['id', 'name']).orderBy('name').execute()).filter(({ id }) => mayBuildFor(actor, id));
      return pageOf('Start an opportunity', createPage({ bodies, exercise: exercise && { id: exercise.exerciseId, title: exercise.title } }, state, csrf), { backLink: { text: 'Back to opportunities being built', href: '/opportunities/drafts' } });
    },
    input: (posted) => ({ bodyId: posted.text('bodyId'), exerciseId: posted.text('exerciseId'), title: posted.text('title') }),
    done: ({ opportunityId }) => redirectTo(`/opportunities/${opportunityId}/build`, 'The opportunity is started.'),
  }),
  page({
    url: '/opportunities/:id/build',
    act: opportunitiesActs.build,
    show: (context) => draftPage(context, async (opportunity) => pageOf(titleInStage(opportunity), buildPage(await buildModel(context.read, opportunity)), { breadcrumbs: [{ text: 'Opportunities being built', href: '/opportunities/drafts' }, { text: titleInStage(opportunity) }] })),
  }),
  ...form({
    url: '/opportunities/:id/details',
    command: saveDetails,
    show: (context, state) => draftPage(context, async (opportunity) => {
      const areas = (await areaNames(context.read, opportunity.areaCodes)).map(({ name }) => name);
      return pageOf('Details', detailsPage(opportunity, areas, state, context.csrf), backToBuilding(opportunity.id));
    }),
    input: (posted, params) => ({
      opportunityId: params.id, title: posted.text('title'), summary: posted.text('summary'), description: posted.text('description'), category: posted.text('category'),
      lightTouch: posted.texts('lightTouch').includes('yes'), areas: posted.text('areas'), cpvCodes: posted.text('cpvCodes'), valueNet: posted.text('valueNet'), valueGross: posted.text('valueGross'),
      startsOn: posted.date('startsOn'), endsOn: posted.date('endsOn'), extensionMonths: posted.text('extensionMonths'),
      suitableForSme: posted.texts('suitable').includes('sme'), suitableForVcse: posted.texts('suitable').includes('vcse'), lotsPerBidder: posted.text('lotsPerBidder'), lotsTenderedPerBidder: posted.text('lotsTenderedPerBidder'), lotsLimitMechanism: posted.text('lotsLimitMechanism'),
    }),
    done: toBuilding('Details saved.'),
  }),
  page({
    url: '/opportunities/:id/lots',
    act: opportunitiesActs.edit,
    show: (context) => draftPage(context, async (opportunity) => pageOf('Lots', lotsPage(opportunity, await lotsOf(context.read, opportunity.id)), backToBuilding(opportunity.id))),
  }),
  ...form({
    url: '/opportunities/:id/lots/:lotId',
    command: saveLot,
    show: (context, state) => draftPage(context, async (opportunity) => {
      const lot = (await lotsOf(context.read, opportunity.id)).find(({ id }) => id === context.params.lotId) ?? null;
      if (lot === null && context.params.lotId !== 'new') return notFound;
      const areas = lot ? (await areaNames(context.read, lot.areaCodes)).map(({ name }) => name) : [];
      return pageOf(lot ? `Lot ${lot.number}` : 'Add a lot', lotPage(lot, areas, state, context.csrf), backTo(opportunity.id, 'lots', 'Back to the lots'));
    }),
    input: (posted, params) => ({ opportunityId: params.id, lotId: params.lotId === 'new' ? null : params.lotId, title: posted.text('title'), description: posted.text('description'), areas: posted.text('areas'), valueNet: posted.text('valueNet') }),
    done: (_value, params) => redirectTo(`/opportunities/${params.id}/lots`, 'Lot saved.'),
  }),
  ...form({
    url: '/opportunities/:id/lots/:lotId/remove',
    command: removeLot,
    show: (context, state) => draftPage(context, async (opportunity) => {
      const lot = (await lotsOf(context.read, opportunity.id)).find(({ id }) => id === context.params.lotId);
      if (!lot) return notFound;
      return pageOf('Remove a lot', confirmPage({ heading: `Remove lot ${lot.number}, ${lot.title}`, sentences: ['Questions asked for it alone are then asked for every lot.'], act: 'Remove this lot', danger: true }, state, context.csrf), backTo(opportunity.id, 'lots', 'Back to the lots'));
    }),
    input: (_posted, params) => ({ opportunityId: params.id, lotId: params.lotId }),
    done: (_value, params) => redirectTo(`/opportunities/${params.id}/lots`, 'Lot removed.'),
  }),
  // A new document's page is named apart from a document's own address, which anyone may open once it is published.
  ...form({
    url: '/opportunities/:id/documents',
    command: addDocument,
    show: (context, state) => draftPage(context, async (opportunity) => pageOf('Documents', documentsPage(opportunity, await documentsOf(context.read, opportunity.id), state, context.csrf), backToBuilding(opportunity.id))),
    input: (posted, params) => ({ opportunityId: params.id, title: posted.text('title'), file: upload(posted, 'file') }),
    done: (_value, params) => redirectTo(`/opportunities/${params.id}/documents`, 'Document added.'),
  }),
  ...form({
    url: '/opportunities/:id/documents/:documentId/remove',
    command: removeDocument,
    show: (context, state) => draftPage(context, async (opportunity) => {
      const document = (await documentsOf(context.read, opportunity.id)).find(({ id }) => id === context.params.documentId);
      if (!document) return notFound;
      return pageOf('Remove a document', confirmPage({ heading: `Remove “${document.title}”`, sentences: ['It is taken out of this draft.'], act: 'Remove this document', danger: true }, state, context.csrf), backTo(opportunity.id, 'documents', 'Back to the documents'));
    }),
    input: (_posted, params) => ({ opportunityId: params.id, documentId: params.documentId }),
    done: (_value, params) => redirectTo(`/opportunities/${params.id}/documents`, 'Document removed.'),
  }),
  ...form({
    url: '/opportunities/:id/dates',
    command: saveDates,
    show: (context, state) => draftPage(context, async (opportunity) => {
      const today = londonDate(await readClock(context.read));
      const law = lawOfTheDay(opportunity, today, await lawFrom(context.read), await ports().furtherCircumstances(context.read, opportunity, today));
      const minimum = await policyValue(context.read, opportunity.bodyId, 'tender.minimumDays', today);
      return pageOf('Dates', datesPage(opportunity, html`${ruleNote(law.periodNote)}${ruleNote(policyNote(minimum))}`, state, context.csrf), backToBuilding(opportunity.id));
    }),
    input: (posted, params) => ({ opportunityId: params.id, clarificationsOn: posted.date('clarificationsOn'), clarificationsAt: posted.text('clarificationsAt'), closesOn: posted.date('closesOn'), closesAt: posted.text('closesAt') }),
    done: toBuilding('Dates saved.'),
  }),
  ...form({
    url: '/opportunities/:id/platform-notice',
    command: recordPlatformNotice,
    show: (context, state) => draftPage(context, async (opportunity) => {
      const { law } = await publicationFacts(context.read, opportunity);
      return pageOf('Notice on the central digital platform', platformNoticePage(opportunity, law.platformFirst ? ruleNote(law.platformFirst) : html`<p class="govuk-body">The law does not put the platform first for this value.</p>`, state, context.csrf), backToBuilding(opportunity.id));
    }),
    input: (posted, params) => ({ opportunityId: params.id, reference: posted.text('reference'), publishedOn: posted.date('publishedOn'), publishedAt: posted.text('publishedAt') }),
    done: toBuilding('The notice on the central digital platform is recorded.'),
  }),
  ...form({
    url: '/opportunities/:id/announce',
    command: announceOpportunity,
    show: (context, state) => draftPage(context, (opportunity) => pageOf('Announce as coming', announcePage(opportunity, state, context.csrf), backToBuilding(opportunity.id))),
    input: (posted, params) => ({ opportunityId: params.id, expectedOn: posted.date('expectedOn') }),
    done: toBuilding('It is announced as coming.'),
  }),
  ...form({
    url: '/opportunities/:id/publish',
    command: publishOpportunity,
    show: (context, state) => draftPage(context, async (opportunity) => pageOf(`Publish ${titleInStage(opportunity)}`, publishPage(await buildModel(context.read, opportunity), context.csrf, state), backToBuilding(opportunity.id))),
    input: (posted, params) => ({ opportunityId: params.id, reasons: postedReasons(posted) }),
    done: ({ audience }, params) => redirectTo(`/opportunities/${params.id}`, audience === 'anyone' ? 'It is published. Everyone can read it now.' : 'It is published. Those invited can read it, and are told.'),
  }),
];

async function buildModel(read: Read, opportunity: Opportunity): Promise<BuildModel> {
  const { input, law } = await publicationFacts(read, opportunity);
  const draft = { ...input, law };
  return {
    opportunity, law, warnings: input.warnings,
    further: (await Promise.all(ports().furtherTasks.map((tasks) => tasks(read, draft)))).flat(),
    counts: { lots: input.lots.length, documents: (await documentsOf(read, opportunity.id)).length, criteria: input.criteria.length, questions: input.questions.length, invited: input.invited },
    obstacles: publicationObstacles(input, law),
    burden: burdenOf(input.questions),
    limit: await questionLimit(read, opportunity),
  };
}
