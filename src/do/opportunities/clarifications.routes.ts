import { londonDate } from '#kernel/calendar-date';
import { formatInstant } from '#kernel/instant';
import { may } from '#platform/access/access';
import { readClock } from '#platform/clock';
import { html } from '#platform/pages/html';
import type { FormState } from '#platform/pages/form';
import { form, notFound, page, pageOf, redirectTo, type Answer, type PageContext } from '#platform/web/route';
import { caseById, casesAbout, type Case } from '#parts/cases';
import { organisationNames } from '#parties';
import { policyNote, policyValue } from '#policy';
import { confirmPage } from './changes.page.ts';
import { decideAsking } from './clarification.ts';
import { answerClarification, askClarification, askingFor, letClarificationBePublic, ruleOnPrivacy, withdrawClarification } from './clarifications.command.ts';
import { answerPage, askPage, clarificationPage, clarificationsPage, privacyPage } from './clarifications.page.ts';
import { backToOpportunity, publishedPage } from './draft-frame.routes.ts';
import { opportunitiesActs } from './opportunities.acts.ts';
import { opportunityById, opportunityReference } from './opportunity.store.ts';
import type { Opportunity } from './opportunity.ts';
import { answersDue, CLARIFICATION } from './owed-questions.reader.ts';

type ClarificationContext = PageContext<{ readonly id: string }, unknown>;
const backToQuestion = (id: string) => ({ backLink: { text: 'Back to the question', href: `/clarifications/${id}` } });

/** Suppliers ask, officers answer, everyone reads. */
export const clarificationsRoutes = [
  ...form({
    url: '/opportunities/:id/ask',
    command: askClarification,
    perMinute: 20,
    show: (context, state) => publishedPage(context, async (opportunity) => {
      const decision = decideAsking(opportunity, await readClock(context.read));
      if (decision.kind === 'refused') return pageOf('Ask a question', html`<h1 class="govuk-heading-l">Ask a question</h1><p class="govuk-body">${decision.sentence}</p>`, backToOpportunity(opportunity.id));
      return pageOf('Ask a question', askPage(opportunity, await organisationNames(context.read, askingFor(context.actor)), state, context.csrf), backToOpportunity(opportunity.id));
    }),
    input: (posted, params) => ({ opportunityId: params.id, organisationId: posted.text('organisationId'), question: posted.text('question'), askPrivate: posted.texts('askPrivate').includes('yes') }),
    done: ({ clarificationId }) => redirectTo(`/clarifications/${clarificationId}`, 'Your question is sent. You will have a mail when it is answered.'),
  }),
  page({
    url: '/opportunities/:id/clarifications',
    act: opportunitiesActs.viewClarifications,
    show: (context) => publishedPage(context, async (opportunity) => {
      const cases = await casesAbout(context.read, opportunityReference(opportunity.id), CLARIFICATION);
      const content = clarificationsPage(opportunity, cases, await answersDue(context.read, opportunity, cases), londonDate(await readClock(context.read)));
      return pageOf('Questions from suppliers', content, backToOpportunity(opportunity.id));
    }),
  }),
  page({
    url: '/clarifications/:id',
    act: opportunitiesActs.viewClarification,
    show: (context) => ofQuestion(context, async (raised, opportunity) => {
      const reference = { kind: CLARIFICATION, id: raised.id };
      const answers = await may(context.read, context.services.kinds, context.actor, opportunitiesActs.answer, reference);
      const asks = await may(context.read, context.services.kinds, context.actor, opportunitiesActs.withdrawQuestion, reference);
      const askedBy = answers && raised.raisedFor ? ((await organisationNames(context.read, [raised.raisedFor]))[0]?.name ?? null) : null;
      return pageOf(`Question ${raised.number}`, clarificationPage({ raised, opportunity, may: { answer: answers, withdraw: asks }, askedBy, answerBy: (await answersDue(context.read, opportunity, [raised])).get(raised.id) ?? null }), answers
        ? { backLink: { text: 'Back to the questions', href: `/opportunities/${opportunity.id}/clarifications` } }
        : backToOpportunity(opportunity.id));
    }),
  }),
  ...form({
    url: '/clarifications/:id/answer',
    command: answerClarification,
    show: (context, state) => ofQuestion(context, async (raised, opportunity) => {
      if (raised.state !== 'open' || opportunity.closesAt === null) return redirectTo(`/clarifications/${raised.id}`);
      const policy = await policyValue(context.read, opportunity.bodyId, 'clarifications.materialWithinDays', londonDate(await readClock(context.read)));
      return pageOf(`Answer question ${raised.number}`, answerPage(raised, opportunity, policyNote(policy), state, context.csrf), backToQuestion(raised.id));
    }),
    input: (posted, params) => ({
      clarificationId: params.id, publicText: posted.text('publicText'), answer: posted.text('answer'), material: posted.texts('material').includes('yes'), closesOn: posted.date('closesOn'), closesAt: posted.text('closesAt'),
    }),
    done: ({ opportunityId }) => redirectTo(`/opportunities/${opportunityId}/clarifications`, 'The answer is sent.'),
  }),
  ...form({
    url: '/clarifications/:id/privacy',
    command: ruleOnPrivacy,
    show: (context, state) => ofQuestion(context, async (raised) => pageOf('Is it sensitive?', privacyPage(raised, state, context.csrf), backToQuestion(raised.id))),
    input: (posted, params) => ({ clarificationId: params.id, sensitive: posted.text('sensitive'), reason: posted.text('reason') }),
    done: (_value, params) => redirectTo(`/clarifications/${params.id}`, 'Your decision is saved.'),
  }),
  ...form({
    url: '/clarifications/:id/withdraw',
    command: withdrawClarification,
    show: (context, state) => ofQuestion(context, async (raised) => confirmQuestion(context, state, raised, 'Withdraw your question', 'It will not be answered. You can ask another until the last day for questions.')),
    input: (_posted, params) => ({ clarificationId: params.id }),
    done: (_value, params) => redirectTo(`/clarifications/${params.id}`, 'Your question is withdrawn.'),
  }),
  ...form({
    url: '/clarifications/:id/let-be-public',
    command: letClarificationBePublic,
    show: (context, state) => ofQuestion(context, async (raised) => confirmQuestion(context, state, raised, 'Let your question be answered for everyone', 'Everyone will see the question and its answer. Nobody but the officers will see who asked.')),
    input: (_posted, params) => ({ clarificationId: params.id }),
    done: (_value, params) => redirectTo(`/clarifications/${params.id}`, 'Your question can now be answered for everyone.'),
  }),
];

async function ofQuestion({ read, params }: Pick<ClarificationContext, 'read' | 'params'>, draw: (raised: Case, opportunity: Opportunity) => Promise<Answer>): Promise<Answer> {
  const raised = await caseById(read, params.id);
  const opportunity = raised?.kind === CLARIFICATION ? await opportunityById(read, raised.about.id) : null;
  return raised && opportunity ? draw(raised, opportunity) : notFound;
}

const confirmQuestion = (context: Pick<ClarificationContext, 'csrf'>, state: FormState, raised: Case, heading: string, sentence: string): Answer =>
  pageOf(heading, confirmPage({ heading, sentences: [`You asked on ${formatInstant(raised.createdAt)}: ${raised.text}`, sentence], act: heading }, state, context.csrf), backToQuestion(raised.id));
