import { isId } from '#kernel/ids';
import { may } from '#platform/access/access';
import { readClock } from '#platform/clock';
import type { Read } from '#platform/database/connection';
import { csvLine, plainCell, textCell } from '#platform/register/csv';
import type { FormState } from '#platform/pages/form';
import { form, notFound, page, pageOf, payload, redirectTo, type Answer, type PageContext } from '#platform/web/route';
import { poundsDecimal } from '#kernel/money';
import { caseById } from '#parts/cases';
import { organisationNames } from '#parties';
import { askingFor, opportunityById, opportunityReference, type Opportunity } from '#opportunities';
import { amendClausePage, answerPointPage, clauseFormPage, contractPage, pointPage, pointsPage, raisePointPage, removeClausePage, termsTaskPage, type PointPage } from './contract.page.ts';
import { decidePoint, type Clause } from './clause.ts';
import { amendClause, answerPoint, putTermsForward, raisePoint, removeClause, saveClause } from './draft-contract.commands.ts';
import { factsToRelease, requestsOf } from './facts-request.store.ts';
import { termsActs } from './terms.acts.ts';
import { answeredPoints, CLAUSE_POINT, clauseOfPoint, clausesOf, hasPack, latestPack, legalStanding, pointsOf, receiptCounts, receiptsOf, tupeStatement } from './terms.store.ts';
import { receivePack, releasePack, stateTupe } from './tupe.commands.ts';
import { releasePackPage, supplierPackPage, tupeTaskPage } from './tupe.page.ts';

type Context = PageContext<Readonly<Record<string, string>>, unknown>;
const back = (id: string, end = '') => ({ backLink: { href: `/opportunities/${id}${end}` } });
const CLAUSES = '/contract-clauses';

export const termsRoutes = [
  page({ url: '/opportunities/:id/contract', act: termsActs.viewContract, show: showContract }),
  ...form({
    url: '/opportunities/:id/contract-clauses', command: putTermsForward, input: (_posted, params) => ({ opportunityId: params.id }),
    show: (context, state) => ofOpportunity(context, async (opportunity) => pageOf('Draft contract', termsTaskPage({
      opportunity, clauses: await clausesOf(context.read, opportunity.id), legal: await legalStanding(context.read, opportunity.id), csrf: context.csrf,
      mayWrite: opportunity.state === 'draft' && (await may(context.read, context.services.kinds, context.actor, termsActs.saveClause, opportunityReference(opportunity.id))),
    }, state), back(opportunity.id, '/build'))),
    done: (_value, params) => redirectTo(`/opportunities/${params.id}${CLAUSES}`, 'Legal has been asked'),
  }),
  ...form({
    url: '/opportunities/:id/contract-clauses/:clause', command: saveClause,
    show: (context, state) => ofOpportunity(context, async (opportunity) => {
      const clause = context.params.clause === 'new' ? null : await clauseOf(context.read, opportunity.id, context.params.clause!);
      return clause === undefined ? notFound : pageOf(clause ? `Clause ${clause.number}` : 'Add a clause', clauseFormPage(opportunity, clause, state, context.csrf), back(opportunity.id, CLAUSES));
    }),
    input: (posted, params) => ({ opportunityId: params.id, clauseId: params.clause, heading: posted.text('heading'), summary: posted.text('summary'), words: posted.text('words'), oneSided: posted.texts('oneSided').includes('yes'), oneSidedReason: posted.text('oneSidedReason') }),
    done: ({ number }, params) => redirectTo(`/opportunities/${params.id}${CLAUSES}`, `Clause ${number} saved`),
  }),
  ...form({
    url: '/opportunities/:id/contract-clauses/:clause/remove', command: removeClause, input: (_posted, params) => ({ opportunityId: params.id, clauseId: params.clause }),
    show: (context, state) => ofClause(context, (opportunity, clause) => pageOf('Take out a clause', removeClausePage(opportunity, clause, state, context.csrf), back(opportunity.id, CLAUSES))),
    done: (_value, params) => redirectTo(`/opportunities/${params.id}${CLAUSES}`, 'The clause was taken out'),
  }),
  ...form({
    url: '/opportunities/:id/contract/:clause/amend', command: amendClause,
    show: (context, state) => ofClause(context, (opportunity, clause) => pageOf('Change a clause', amendClausePage(opportunity, clause, state, context.csrf), back(opportunity.id, '/contract'))),
    input: (posted, params) => ({ opportunityId: params.id, clauseId: params.clause, summary: posted.text('summary'), words: posted.text('words'), reason: posted.text('reason') }),
    done: ({ number }, params) => redirectTo(`/opportunities/${params.id}/contract`, `Clause ${number} was changed and every bidder told`),
  }),
  ...form({
    url: '/opportunities/:id/contract/:clause/point', command: raisePoint, perMinute: 20,
    show: (context, state) => ofClause(context, async (opportunity, clause) => pageOf(`Ask about clause ${clause.number}`, raisePointPage(opportunity, clause, await organisationNames(context.read, askingFor(context.actor)), state, context.csrf), back(opportunity.id, '/contract'))),
    input: (posted, params) => ({ opportunityId: params.id, clauseId: params.clause, organisationId: posted.text('organisationId'), point: posted.text('point') }),
    done: ({ pointId }) => redirectTo(`/clause-points/${pointId}`, 'Sent. You will have a mail when it is answered.'),
  }),
  page({ url: '/opportunities/:id/contract-points', act: termsActs.buildContract, show: (context) => ofOpportunity(context, async (opportunity) => pageOf('Points on the draft contract', pointsPage(opportunity, await pointsOf(context.read, opportunity.id)), back(opportunity.id))) }),
  page({ url: '/clause-points/:id', act: termsActs.viewPoint, show: (context) => ofPoint(context, (model) => pageOf(`Point ${model.point.number} on clause ${model.clause.number}`, pointPage(model), back(model.opportunity.id, '/contract'))) }),
  ...form({
    url: '/clause-points/:id/answer', command: answerPoint, input: (posted, params) => ({ pointId: params.id, publicText: posted.text('publicText'), answer: posted.text('answer') }),
    show: (context, state) => ofPoint(context, (model) => pageOf('Answer a point', answerPointPage(model, state, context.csrf), { backLink: { href: `/clause-points/${model.point.id}` } })),
    done: ({ opportunityId }) => redirectTo(`/opportunities/${opportunityId}/contract-points`, 'The answer is sent'),
  }),
  ...form({
    url: '/opportunities/:id/tupe', command: stateTupe, show: showTupe,
    input: (posted, params) => ({ opportunityId: params.id, says: posted.text('says'), reason: posted.text('reason') }),
    done: (_value, params) => redirectTo(`/opportunities/${params.id}/tupe`, 'Saved'),
  }),
  ...form({
    url: '/opportunities/:id/tupe/release', command: releasePack,
    show: (context, state) => ofOpportunity(context, async (opportunity) => pageOf('Staff information', releasePackPage(opportunity, await latestPack(context.read, opportunity.id), await factsToRelease(context.read, opportunity.id), state, context.csrf), back(opportunity.id, '/tupe'))),
    input: (posted, params) => ({ opportunityId: params.id, fromProvider: posted.text('fromProvider'), factsOfOn: posted.date('factsOfOn'), posts: posted.text('posts'), pensionWords: posted.text('pensionWords'), otherWords: posted.text('otherWords'), checked: posted.texts('checked').includes('yes'), reason: posted.text('reason') }),
    done: ({ version }, params) => redirectTo(`/opportunities/${params.id}/tupe`, `Version ${version} is with every bidder who asks`),
  }),
  ...form({
    url: '/opportunities/:id/tupe-information', command: receivePack, show: showSupplierPack,
    input: (posted, params) => ({ opportunityId: params.id, organisationId: posted.text('organisationId'), undertake: posted.texts('undertake').includes('yes') }),
    done: (_value, params) => redirectTo(`/opportunities/${params.id}/tupe-information`),
  }),
  page({
    url: '/opportunities/:id/tupe-information.csv', act: termsActs.readPack,
    show: async ({ read, actor, params }) => {
      const pack = await latestPack(read, params.id);
      if (!pack || !(await hasPack(read, pack.id, actor.personId))) return notFound;
      const lines = pack.posts.map((post) => csvLine([textCell(post.role), plainCell(post.hoursPerWeek), plainCell(poundsDecimal(post.salaryPence)), plainCell(String(post.startedYear)), plainCell(post.contract), textCell(post.pension)]));
      return payload('text/csv; charset=utf-8', [csvLine(['role', 'hours_per_week', 'yearly_salary_pounds', 'year_started', 'contract', 'pension']), ...lines].join(''), { fileName: `staff-information-version-${pack.version}.csv` });
    },
  }),
];

async function showContract(context: Context): Promise<Answer> {
  const { read, services, actor } = context;
  return ofOpportunity(context, async (opportunity) => {
    const clauses = await clausesOf(read, opportunity.id);
    const decision = decidePoint(opportunity, await readClock(read));
    return pageOf('The draft contract', contractPage({
      opportunity, clauses, points: await answeredPoints(read, clauses), whyNoPoint: decision.kind === 'refused' ? decision.sentence : null,
      mayAmend: decision.kind === 'allowed' && (await may(read, services.kinds, actor, termsActs.amendClause, opportunityReference(opportunity.id))),
    }), back(opportunity.id));
  });
}

async function showTupe(context: Context, state: FormState): Promise<Answer> {
  const { read, services, actor, csrf } = context;
  return ofOpportunity(context, async (opportunity) => {
    const isOpened = opportunity.state !== 'draft' && opportunity.state !== 'published';
    const mayWrite = !isOpened && (await may(read, services.kinds, actor, termsActs.stateTupe, opportunityReference(opportunity.id)));
    return pageOf('Staff who may transfer (TUPE)', tupeTaskPage({
      opportunity, statement: await tupeStatement(read, opportunity.id), pack: await latestPack(read, opportunity.id), counts: await receiptCounts(read, opportunity.id), receipts: isOpened ? await receiptsOf(read, opportunity.id) : null,
      requests: await requestsOf(read, opportunity.id), mayWrite, csrf,
    }, state), back(opportunity.id, opportunity.state === 'draft' ? '/build' : ''));
  });
}

async function showSupplierPack(context: Context, state: FormState): Promise<Answer> {
  const { read, actor, csrf } = context;
  return ofOpportunity(context, async (opportunity) => {
    const pack = opportunity.state === 'draft' ? null : await latestPack(read, opportunity.id);
    if (!pack) return notFound;
    return pageOf('Staff who may transfer (TUPE)', supplierPackPage({ opportunity, pack, isGiven: await hasPack(read, pack.id, actor.personId), organisations: await organisationNames(read, askingFor(actor)), csrf }, state), back(opportunity.id));
  });
}

async function ofOpportunity({ read, params }: Pick<Context, 'read' | 'params'>, draw: (opportunity: Opportunity) => Promise<Answer>): Promise<Answer> {
  const opportunity = await opportunityById(read, params['id']!);
  return opportunity ? draw(opportunity) : notFound;
}

const clauseOf = async (read: Read, opportunityId: string, clauseId: string): Promise<Clause | undefined> => (isId(clauseId) ? (await clausesOf(read, opportunityId)).find(({ id }) => id === clauseId) : undefined);

async function ofClause(context: Pick<Context, 'read' | 'params'>, draw: (opportunity: Opportunity, clause: Clause) => Answer | Promise<Answer>): Promise<Answer> {
  return ofOpportunity(context, async (opportunity) => {
    const clause = await clauseOf(context.read, opportunity.id, context.params['clause']!);
    return clause ? draw(opportunity, clause) : notFound;
  });
}

async function ofPoint({ read, services, actor, params }: Pick<Context, 'read' | 'params' | 'services' | 'actor'>, draw: (model: PointPage) => Answer): Promise<Answer> {
  const raised = await caseById(read, params['id']!);
  const clause = raised?.kind === CLAUSE_POINT ? await clauseOfPoint(read, raised.about.id) : null;
  const opportunity = clause && (await opportunityById(read, clause.opportunityId));
  if (!raised || !clause || !opportunity) return notFound;
  const answer = raised.replies.find(({ isAnswer }) => isAnswer)?.text ?? null;
  return draw({ opportunity, clause, point: { ...raised, answer }, mayAnswer: await may(read, services.kinds, actor, termsActs.answerPoint, { kind: CLAUSE_POINT, id: raised.id }) });
}
