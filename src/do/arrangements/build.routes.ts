import { londonDate } from '#kernel/calendar-date';
import { whereMay } from '#platform/access/access';
import { sql } from 'kysely';
import { readClock } from '#platform/clock';
import type { Posted } from '#platform/web/posted';
import { textArea, type FormState } from '#platform/pages/form';
import { nothing, type Html } from '#platform/pages/html';
import type { Read } from '#platform/database/connection';
import { peopleWith } from '#agreements';
import { plainList } from '#platform/pages/presentation';
import { form, notFound, page, pageOf, redirectTo, type Answer, type PageContext } from '#platform/web/route';
import { criteriaOf, peopleOfBody } from '#parts/assessments';
import { outcomesField, publishedOutcomes } from '#outcomes';
import { areas, allBodies } from '#parties';
import { policyNote, policyValue } from '#policy';
import { KIND_RULES, NO_GUARANTEE } from './arrangement-kinds.ts';
import { decideTerm, lotName, publicationObstacles, type Arrangement } from './arrangement.ts';
import { arrangementEvents, arrangementReference, lotsOf, outcomeIdsOf, readArrangement, windowsOf } from './arrangement.store.ts';
import { assessorsOf } from './application.store.ts';
import { arrangementsActs } from './arrangements.acts.ts';
import { arrangementKind } from './arrangements.kinds.ts';
import { addArrangementCriterion, addArrangementQuestion, nameApplicationAssessor, removeApplicationAssessor, removeArrangementCriterion, removeArrangementQuestion } from './asking.commands.ts';
import { addArrangementLot, addTerms, createArrangement, removeArrangementLot, saveArrangementDetails, saveRules, saveTermDates, setsUpFor } from './build.commands.ts';
import { assessorsPage, buildPage, confirmPage, createPage, criteriaPage, detailsPage, draftsPage, frameworkFields, intakesPage, lotsPage, platformFields, questionsPage, reasonField, rulesPage, termPage, termsPage, type DraftLine } from './build.page.ts';
import { factsToPublish } from './building.store.ts';
import { planIntake, recordReview, removeIntake } from './intake.commands.ts';
import { announceIntention, cancelArrangement, endArrangement, publishArrangement, publishChanges } from './publish.commands.ts';
import { withdrawLot } from './withdraw-lot.command.ts';

type Context = PageContext<{ readonly id: string }, unknown>;
const toBuilding = (message: string) => (_value: unknown, params: { readonly id: string }) => redirectTo(`/arrangements/${params.id}/build`, message);
const toPage = (path: string, message: string) => (_value: unknown, params: { readonly id: string }) => redirectTo(`/arrangements/${params.id}/${path}`, message);
const back = (id: string, path = 'build') => ({ backLink: { href: path === '' ? `/arrangements/${id}` : `/arrangements/${id}/${path}` } });

/** Runs for an arrangement that is there. */
async function onArrangement({ read, params }: { readonly read: Context['read']; readonly params: { readonly id: string } }, then: (arrangement: Arrangement) => Answer | Promise<Answer>): Promise<Answer> {
  const arrangement = await readArrangement(read, params.id);
  return arrangement ? then(arrangement) : notFound;
}
/** Runs for a draft: what is published is no longer edited. */
const onDraft = (context: { readonly read: Context['read']; readonly params: { readonly id: string } }, then: (arrangement: Arrangement) => Answer | Promise<Answer>) =>
  onArrangement(context, (arrangement) => (arrangement.state === 'draft' ? then(arrangement) : redirectTo(`/arrangements/${arrangement.id}`, 'This has been published, so it can no longer be edited.')));

const upload = (posted: Posted) => posted.filesOf('file').map(({ name, path }) => ({ name, path }))[0] ?? null;
const platform = (posted: Posted) => ({ platformReference: posted.text('platformReference'), platformPublishedOn: posted.date('platformPublishedOn') });
const criteria = (read: Context['read'], id: string) => criteriaOf(read, arrangementReference(id));

const settingUp = [
  page({ url: '/arrangements/drafts', act: arrangementsActs.listDrafts, show: showDrafts }),
  ...form({
    url: '/arrangements/new', command: createArrangement,
    show: async ({ read, actor, csrf }, state) => {
      const own = setsUpFor(actor);
      return pageOf('Set up a framework or dynamic market', createPage((await allBodies(read)).filter(({ id }) => own.includes(id)), londonDate(await readClock(read)), csrf, state), { backLink: { href: '/arrangements/drafts' } });
    },
    input: (posted) => ({ bodyId: posted.text('bodyId'), kind: posted.text('kind'), title: posted.text('title'), commencedOn: posted.date('commencedOn') }),
    done: ({ arrangementId }) => redirectTo(`/arrangements/${arrangementId}/build`, 'It is started. Go through the tasks in any order.'),
  }),
  page({ url: '/arrangements/:id/build', act: arrangementsActs.build, show: (context) => onDraft(context, async (arrangement) => pageOf(`Set up ${arrangement.title}`, buildPage(await buildModel(context.read, arrangement)), { backLink: { href: '/arrangements/drafts' } })) }),
  ...form({
    url: '/arrangements/:id/details', command: saveArrangementDetails,
    show: (context, state) => onDraft(context, async (arrangement) => {
      const outcomes = outcomesField(state, await publishedOutcomes(context.read, arrangement.bodyId), await outcomeIdsOf(context.read, arrangement.id), 'Which outcomes does it serve?');
      return pageOf('Details', detailsPage(arrangement, arrangement.areaCodes.map((code) => areas().find((area) => area.code === code)?.name ?? code), outcomes, context.csrf, state), back(arrangement.id));
    }),
    input: (posted, params) => ({ arrangementId: params.id, title: posted.text('title'), summary: posted.text('summary'), category: posted.text('category'), lightTouch: posted.texts('lightTouch').includes('yes'), cpvCodes: posted.text('cpvCodes'), areas: posted.text('areas'), outcomeIds: posted.texts('outcomeIds'), expectedValue: posted.text('expectedValue'), expectedCallOffs: posted.text('expectedCallOffs') }),
    done: toBuilding('Details saved.'),
  }),
  ...form({
    url: '/arrangements/:id/term', command: saveTermDates,
    show: (context, state) => onDraft(context, (arrangement) => {
      const term = decideTerm({ ...arrangement, startsOn: arrangement.startsOn ?? arrangement.commencedOn, endsOn: arrangement.endsOn ?? arrangement.startsOn ?? arrangement.commencedOn });
      return pageOf('Start and end', termPage(arrangement, term.kind === 'allowed' ? term.value : (term.rule ?? null), context.csrf, state), back(arrangement.id));
    }),
    input: (posted, params) => ({ arrangementId: params.id, startsOn: posted.date('startsOn'), endsOn: posted.date('endsOn'), termReason: posted.text('termReason') }),
    done: toBuilding('Dates saved.'),
  }),
  ...form({
    url: '/arrangements/:id/rules', command: saveRules,
    show: (context, state) => onDraft(context, async (arrangement) => pageOf('Rules', rulesPage(arrangement, await criteria(context.read, arrangement.id), context.csrf, state), back(arrangement.id))),
    input: (posted, params) => ({
      arrangementId: params.id, entry: posted.text('entry'), intake: posted.text('intake'), callOffRule: posted.text('callOffRule'), scaleId: posted.text('scaleId'), assessorsNeeded: posted.text('assessorsNeeded'), passPercent: posted.text('passPercent'),
      provisionalCeiling: posted.text('provisionalCeiling'), provisionalReviewMonths: posted.text('provisionalReviewMonths'), provisionalCriteria: posted.texts('provisionalCriteria'),
    }),
    done: toBuilding('Rules saved.'),
  }),
  ...form({
    url: '/arrangements/:id/terms', command: addTerms,
    show: (context, state) => onDraft(context, async (arrangement) => {
      const policy = await policyValue(context.read, arrangement.bodyId, 'terms.mostPages', londonDate(await readClock(context.read)));
      return pageOf('Terms and conditions', termsPage(arrangement, policyNote(policy), context.csrf, state), back(arrangement.id));
    }),
    input: (posted, params) => ({ arrangementId: params.id, file: upload(posted) }),
    done: ({ pages }, params) => redirectTo(`/arrangements/${params.id}/build`, `The terms are added: ${pages} ${pages === 1 ? 'page' : 'pages'}.`),
  }),
];

const parts = [
  ...form({
    url: '/arrangements/:id/lots', command: addArrangementLot, input: (posted, params) => ({ arrangementId: params.id, title: posted.text('title'), description: posted.text('description'), condition: posted.text('condition') }),
    show: (context, state) => onDraft(context, async (arrangement) => pageOf('Lots', lotsPage(arrangement, await lotsOf(context.read, arrangement.id), context.csrf, state), back(arrangement.id))), done: toPage('lots', 'Lot added.'),
  }),
  ...form({
    url: '/arrangements/:id/lots/:lot/remove', command: removeArrangementLot, input: (_posted, params) => ({ arrangementId: params.id, lotId: params.lot }), done: toPage('lots', 'Lot removed.'),
    show: (context, state) => onDraft(context, async (arrangement) => !has(await lotsOf(context.read, arrangement.id), context.params.lot) ? notFound : pageOf('Remove a lot', confirmPage({ caption: arrangement.title, title: 'Remove this lot', sentences: ['The lots after it are numbered again.'], act: 'Remove it', danger: true }, context.csrf, state), back(arrangement.id, 'lots'))),
  }),
  ...form({
    url: '/arrangements/:id/lots/:lot/withdraw', command: withdrawLot, input: (posted, params) => ({ arrangementId: params.id, lotId: params.lot, reason: posted.text('reason') }), done: ({ told }, params) => redirectTo(`/arrangements/${params.id}`, `The lot is withdrawn. ${told} ${told === 1 ? 'organisation was' : 'organisations were'} told.`),
    show: (context, state) => onArrangement(context, async (arrangement) => {
      const lot = (await lotsOf(context.read, arrangement.id)).find(({ id }) => id === context.params.lot);
      return lot && lot.withdrawnAt === null ? pageOf('Withdraw a lot', confirmPage({ caption: arrangement.title, title: `Withdraw ${lotName(lot)}`, sentences: ['Nobody joins it or is called off from it any more. Its providers and applicants are told why. Contracts already made go on.'], fields: reasonField(state, 'Reason', 'Public, and sent to everyone concerned'), act: 'Withdraw it', danger: true }, context.csrf, state), back(arrangement.id, '')) : notFound;
    }),
  }),
  ...form({
    url: '/arrangements/:id/criteria', command: addArrangementCriterion,
    input: (posted, params) => ({ arrangementId: params.id, name: posted.text('name'), guidance: posted.text('guidance'), kind: posted.text('kind'), share: posted.text('share'), pass: posted.text('pass') }),
    show: (context, state) => onDraft(context, async (arrangement) => pageOf('Criteria and pass marks', criteriaPage(arrangement, await criteria(context.read, arrangement.id), context.csrf, state), back(arrangement.id))), done: toPage('criteria', 'Criterion added.'),
  }),
  ...form({
    url: '/arrangements/:id/criteria/:criterion/remove', command: removeArrangementCriterion, input: (_posted, params) => ({ arrangementId: params.id, criterionId: params.criterion }), done: toPage('criteria', 'Criterion removed.'),
    show: (context, state) => onDraft(context, async (arrangement) => !has(await criteria(context.read, arrangement.id), context.params.criterion) ? notFound : pageOf('Remove a criterion', confirmPage({ caption: arrangement.title, title: 'Remove this criterion', sentences: ['Questions under it stay, and are no longer scored.'], act: 'Remove it', danger: true }, context.csrf, state), back(arrangement.id, 'criteria'))),
  }),
  ...form({
    url: '/arrangements/:id/questions', command: addArrangementQuestion,
    input: (posted, params) => ({ arrangementId: params.id, text: posted.text('text'), purpose: posted.text('purpose'), goodAnswer: posted.text('goodAnswer'), type: posted.text('type'), wordLimit: posted.text('wordLimit'), criterionId: posted.text('criterionId') }),
    show: (context, state) => onDraft(context, async (arrangement) => pageOf('Questions', questionsPage(arrangement, (await factsToPublish(context.read, arrangement)).questions, await criteria(context.read, arrangement.id), context.csrf, state), back(arrangement.id))), done: toPage('questions', 'Question added.'),
  }),
  ...form({
    url: '/arrangements/:id/questions/:question/remove', command: removeArrangementQuestion, input: (_posted, params) => ({ arrangementId: params.id, questionId: params.question }), done: toPage('questions', 'Question removed.'),
    show: (context, state) => onDraft(context, async (arrangement) => !has((await factsToPublish(context.read, arrangement)).questions, context.params.question) ? notFound : pageOf('Remove a question', confirmPage({ caption: arrangement.title, title: 'Remove this question', sentences: ['It is taken out of this draft.'], act: 'Remove it', danger: true }, context.csrf, state), back(arrangement.id, 'questions'))),
  }),
  ...form({
    url: '/arrangements/:id/assessors', command: nameApplicationAssessor, input: (posted, params) => ({ arrangementId: params.id, personId: posted.text('personId') }), done: toPage('assessors', 'Named.'),
    show: (context, state) => onArrangement(context, async (arrangement) => pageOf('Assessors', assessorsPage(arrangement, await assessorsOf(context.read, arrangement.id), await peopleOfBody(context.read, arrangement.bodyId), context.csrf, state), back(arrangement.id, arrangement.state === 'draft' ? 'build' : ''))),
  }),
  ...form({
    url: '/arrangements/:id/assessors/:assessor/remove', command: removeApplicationAssessor, input: (posted, params) => ({ arrangementId: params.id, assessorId: params.assessor, reason: posted.text('reason') }), done: toPage('assessors', 'Removed.'),
    show: (context, state) => onArrangement(context, async (arrangement) => !has(await assessorsOf(context.read, arrangement.id), context.params.assessor) ? notFound : pageOf('Remove an assessor', confirmPage({ caption: arrangement.title, title: 'Remove this assessor', sentences: ['What they finished scoring still counts.'], fields: reasonField(state, 'Reason', 'Kept with the record'), act: 'Remove them', danger: true }, context.csrf, state), back(arrangement.id, 'assessors'))),
  }),
  ...form({
    url: '/arrangements/:id/intakes', command: planIntake, input: (posted, params) => ({ arrangementId: params.id, opensOn: posted.date('opensOn'), closesOn: posted.date('closesOn'), words: posted.text('words') }),
    done: ({ told }, params) => redirectTo(`/arrangements/${params.id}/intakes`, told > 0 ? `The intake is planned, and ${told} ${told === 1 ? 'person was' : 'people were'} told.` : 'The intake is planned.'),
    show: (context, state) => onArrangement(context, async (arrangement) => pageOf('Intakes and reviews', intakesPage(arrangement, await windowsOf(context.read, arrangement.id), context.csrf, state), back(arrangement.id, arrangement.state === 'draft' ? 'build' : ''))),
  }),
  ...form({
    url: '/arrangements/:id/intakes/:window/remove', command: removeIntake, input: (_posted, params) => ({ arrangementId: params.id, windowId: params.window }), done: toPage('intakes', 'Intake removed.'),
    show: (context, state) => onDraft(context, async (arrangement) => !has(await windowsOf(context.read, arrangement.id), context.params.window) ? notFound : pageOf('Remove an intake', confirmPage({ caption: arrangement.title, title: 'Remove this intake', sentences: ['It is taken out of this draft.'], act: 'Remove it', danger: true }, context.csrf, state), back(arrangement.id, 'intakes'))),
  }),
  ...form({
    url: '/arrangements/:id/review', command: recordReview, input: (posted, params) => ({ arrangementId: params.id, findings: posted.text('findings') }), done: toPage('intakes', 'The review is recorded and public.'),
    show: (context, state) => onArrangement(context, (arrangement) => pageOf('Record a review', confirmPage({ caption: arrangement.title, title: 'Record a review', sentences: ['Everyone can read what it found. The next intake or review is then due a year from today, or sooner if the authority set less.'], fields: textArea(state, { name: 'findings', label: 'What the review found, and why newcomers are not let in now', rows: 5 }), act: 'Record it' }, context.csrf, state), back(arrangement.id, 'intakes'))),
  }),
];

const ending = [
  ...form({
    url: '/arrangements/:id/intention', command: announceIntention, input: (posted, params) => ({ arrangementId: params.id, ...platform(posted) }), done: toBuilding('The intention is published.'),
    show: (context, state) => onDraft(context, (arrangement) => pageOf('Notice of intention', confirmPage({ caption: arrangement.title, title: 'Publish the notice of intention', sentences: ['The law asks for it before a dynamic market is set up. It stands on the central digital platform first.'], fields: platformFields(state), act: 'Publish it' }, context.csrf, state), back(arrangement.id))),
  }),
  ...form({
    url: '/arrangements/:id/publish', command: publishArrangement, input: (posted, params) => ({ arrangementId: params.id, ...platform(posted), ceiling: posted.text('ceiling'), managerId: posted.text('managerId'), directorId: posted.text('directorId') }), done: (_value, params) => redirectTo(`/arrangements/${params.id}`, 'It is published.'),
    show: (context, state) => onDraft(context, async (arrangement) => {
      const obstacles = publicationObstacles(await factsToPublish(context.read, arrangement));
      const sentences = [...obstacles.map(({ sentence }) => sentence), 'From publication the pass marks, criteria, questions and timetable are fixed: a change then needs a director, and everyone is told why.', NO_GUARANTEE];
      return pageOf('Publish', confirmPage({ caption: arrangement.title, title: obstacles.length > 0 ? 'Publishing waits for this' : 'Publish it', sentences, fields: await publishFields(context.read, arrangement, state), act: 'Publish now' }, context.csrf, state), back(arrangement.id));
    }),
  }),
  ...form({
    url: '/arrangements/:id/notices', command: publishChanges, input: (posted, params) => ({ arrangementId: params.id, ...platform(posted) }), done: ({ left }, params) => redirectTo(`/arrangements/${params.id}`, left > 0 ? 'The notice is published. Another is owed.' : 'The notice is published.'),
    show: (context, state) => onArrangement(context, async (arrangement) => {
      const waiting = (await arrangementEvents(context.read, arrangement.id, { unnoticedOnly: true })).toReversed();
      const sentences = waiting.length === 0 ? ['Nothing has happened since the last notice.'] : ['The law wants a notice of each change as soon as reasonably practicable, on the central digital platform first. It will say:', plainList(waiting.map(({ words }) => words))];
      return pageOf('Publish what changed', confirmPage({ caption: arrangement.title, title: 'Publish what changed', sentences, ...(waiting.length > 0 ? { fields: platformFields(state) } : {}), act: 'Publish the notice' }, context.csrf, state), back(arrangement.id, ''));
    }),
  }),
  ...form({
    url: '/arrangements/:id/end', command: endArrangement, input: (posted, params) => ({ arrangementId: params.id, reason: posted.text('reason') }), done: (_value, params) => redirectTo(`/arrangements/${params.id}`, 'It has ended and everyone concerned was told.'),
    show: (context, state) => onArrangement(context, (arrangement) => pageOf('End it', confirmPage({ caption: arrangement.title, title: 'End it', sentences: ['Memberships end and open applications are closed. Contracts already made go on. Every member and applicant is told why.'], fields: reasonField(state, 'Reason', 'Public, and sent to everyone concerned'), act: 'End it', danger: true }, context.csrf, state), back(arrangement.id, ''))),
  }),
  ...form({
    url: '/arrangements/:id/cancel', command: cancelArrangement, input: (posted, params) => ({ arrangementId: params.id, reason: posted.text('reason') }), done: () => redirectTo('/arrangements/drafts', 'The draft is given up.'),
    show: (context, state) => onDraft(context, (arrangement) => pageOf('Give this draft up', confirmPage({ caption: arrangement.title, title: 'Give this draft up', sentences: ['It stays on record and cannot be published any more.'], fields: reasonField(state, 'Reason', 'Kept with the record'), act: 'Give it up', danger: true }, context.csrf, state), back(arrangement.id))),
  }),
];

/** What publication asks beside what was set up: where the notice stood, or who answers for the contract that a framework is. */
async function publishFields(read: Read, arrangement: Arrangement, state: FormState): Promise<Html> {
  const rules = KIND_RULES[arrangement.kind];
  if (!rules.isContract) return rules.notices ? platformFields(state) : nothing;
  return frameworkFields({ expectedNetPence: arrangement.expectedValueNetPence, managers: await peopleWith(read, arrangement.bodyId, 'contract-manager'), directors: await peopleWith(read, arrangement.bodyId, 'lead-director') }, state);
}

/** Whether something that is to be removed is there still: an address of nothing is not found. */
const has = (items: readonly { readonly id: string }[], id: string): boolean => items.some((item) => item.id === id);

export const buildRoutes = [...settingUp, ...parts, ...ending];

async function showDrafts({ read, actor }: PageContext): Promise<Answer> {
  const { rows } = await sql<DraftLine>`select r.id, r.reference, r.title, r.kind, r.state, (select count(*)::int from arrangement_application a where a.arrangement_id = r.id and a.state = 'submitted') as waiting
    from arrangement r where ${whereMay(actor, arrangementsActs.build, arrangementKind)} order by r.state <> 'draft', r.state <> 'live', lower(r.title), r.id limit 500`.execute(read);
  return pageOf('Frameworks and dynamic markets we run', draftsPage(rows, setsUpFor(actor).length > 0), { breadcrumbs: [{ text: 'Home', href: '/home' }, { text: 'Frameworks and dynamic markets we run' }] });
}

async function buildModel(read: Context['read'], arrangement: Arrangement) {
  const facts = await factsToPublish(read, arrangement);
  return {
    arrangement, obstacles: publicationObstacles(facts), lots: (await lotsOf(read, arrangement.id)).length, criteria: facts.criteria.length, questions: facts.questions, assessors: facts.assessors,
    windows: facts.windows.filter(({ kind }) => kind === 'intake').length, intended: facts.intentionPublished,
  };
}
