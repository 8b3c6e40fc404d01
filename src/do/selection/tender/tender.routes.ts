import { burdenOf } from '#parts/questions';
import { bodyById } from '#parties';
import { may, type Actor } from '#platform/access/access';
import type { Read } from '#platform/database/connection';
import type { Services } from '#platform/services';
import { form, notFound, page, pageOf, redirectTo, type Page } from '#platform/web/route';
import { selectionActs } from '../selection.acts.ts';
import { addToBank, retireFromBank } from './bank.commands.ts';
import { addExtra, askSelfCertification, assessRisk, setRequirement } from './tender.commands.ts';
import { addExtraPage, addToBankPage, bankPage, requirementPage, requirementsPage, retirePage, riskPage, suitabilityPage } from './tender.page.ts';
import { ceilingsAt } from './tender-standing.reader.ts';
import { isRequirementKind } from './risk.ts';
import { bankOf, checkingOf, extrasOf, opportunityReference, requirementsApproval, requirementsOf, riskAssessment, tenderFacts, tenderQuestions, type TenderFacts } from './tender.store.ts';

const back = (href: string, text = 'Back'): Pick<Page, 'backLink'> => ({ backLink: { text, href } });
const toTender = (tender: TenderFacts): Pick<Page, 'backLink'> => (tender.state === 'draft' ? back(`/opportunities/${tender.id}/build`, 'Back to building') : back(`/opportunities/${tender.id}`, 'Back to the opportunity'));
const onSuitability = (id: string): string => `/opportunities/${id}/suitability`;
const onRequirements = (id: string): string => `/opportunities/${id}/requirements`;

interface Asking { readonly read: Read; readonly actor: Actor; readonly services: Services }
const mayBuild = ({ read, services, actor }: Asking, id: string) => may(read, services.kinds, actor, selectionActs.addExtra, opportunityReference(id));

export const tenderRoutes = [
  page({
    url: '/bodies/:id/question-bank', act: selectionActs.viewBank,
    show: async ({ read, params, actor, services }) => {
      const body = await bodyById(read, params.id);
      if (!body) return notFound;
      const mayChange = await may(read, services.kinds, actor, selectionActs.addToBank, { kind: 'body', id: params.id });
      return pageOf('Question bank', bankPage(body, await bankOf(read, params.id, true), mayChange), { breadcrumbs: [{ text: 'Home', href: '/home' }, { text: 'Question bank' }] });
    },
  }),
  ...form({
    url: '/bodies/:id/question-bank/add', command: addToBank,
    show: async ({ params, csrf }, state) => pageOf('Add a question to the bank', addToBankPage(state, csrf), back(`/bodies/${params.id}/question-bank`, 'Back to the bank')),
    input: (posted, params) => ({
      bodyId: params.id, topic: posted.text('topic'), text: posted.text('text'), purpose: posted.text('purpose'), goodAnswer: posted.text('goodAnswer'), type: posted.text('type'), wordLimit: posted.text('wordLimit'),
      minutes: posted.text('minutes'), judgement: posted.text('judgement'),
    }),
    done: (_value, params) => redirectTo(`/bodies/${params.id}/question-bank`, 'The question is in the bank.'),
  }),
  ...form({
    url: '/bodies/:id/question-bank/:question/retire', command: retireFromBank,
    show: async ({ read, params, csrf }, state) => {
      const question = (await bankOf(read, params.id)).find(({ id }) => id === params.question);
      return question ? pageOf('Retire a question', retirePage(question, state, csrf), back(`/bodies/${params.id}/question-bank`, 'Back to the bank')) : notFound;
    },
    input: (_posted, params) => ({ bodyId: params.id, bankQuestionId: params.question }),
    done: (_value, params) => redirectTo(`/bodies/${params.id}/question-bank`, 'The question is retired.'),
  }),
  page({
    url: '/opportunities/:id/suitability', act: selectionActs.viewTender,
    show: async (context) => {
      const { read, params, csrf } = context;
      const tender = await tenderFacts(read, params.id);
      if (!tender) return notFound;
      const total = burdenOf(await tenderQuestions(read, tender.id));
      return pageOf('Suitability of bidders', suitabilityPage({ tender, checking: await checkingOf(read, tender), extras: await extrasOf(read, tender.id), total, mayChange: await mayBuild(context, tender.id) }, csrf), toTender(tender));
    },
  }),
  ...form({
    url: '/opportunities/:id/suitability/add', command: addExtra,
    show: async ({ read, params, csrf }, state) => {
      const tender = await tenderFacts(read, params.id);
      return tender ? pageOf('Add a question from the bank', addExtraPage(await bankOf(read, tender.bodyId), tender.bodyId, state, csrf), back(onSuitability(tender.id))) : notFound;
    },
    input: (posted, params) => ({ opportunityId: params.id, bankQuestionId: posted.text('bankQuestionId'), reason: posted.text('reason') }),
    done: (_value, params) => redirectTo(onSuitability(params.id), 'The question is in the tender.'),
  }),
  ...form({
    url: '/opportunities/:id/suitability/self-certification', command: askSelfCertification,
    show: async ({ params }) => redirectTo(onSuitability(params.id)),
    input: (_posted, params) => ({ opportunityId: params.id }),
    done: (_value, params) => redirectTo(onSuitability(params.id), 'The statements are in the tender.'),
  }),
  page({
    url: '/opportunities/:id/requirements', act: selectionActs.viewTender,
    show: async (context) => {
      const { read, params } = context;
      const tender = await tenderFacts(read, params.id);
      if (!tender) return notFound;
      const [risk, requirements] = [await riskAssessment(read, tender.id), await requirementsOf(read, tender.id)];
      const content = requirementsPage({
        tender, risk, requirements, ceilings: risk ? await ceilingsAt(read, tender, risk.level) : new Map(), approval: await requirementsApproval(read, tender.id, requirements),
        mayChange: await mayBuild(context, tender.id),
      });
      return pageOf('Insurance, guarantees and terms', content, toTender(tender));
    },
  }),
  ...form({
    url: '/opportunities/:id/requirements/risk', command: assessRisk,
    show: async ({ read, params, csrf }, state) => {
      const tender = await tenderFacts(read, params.id);
      return tender ? pageOf('How risky is this contract?', riskPage(tender, await riskAssessment(read, tender.id), state, csrf), back(onRequirements(tender.id))) : notFound;
    },
    input: (posted, params) => ({ opportunityId: params.id, complexity: posted.text('complexity'), harm: posted.text('harm'), veryHighValueAndComplex: posted.text('veryHighValueAndComplex') === 'yes', reasons: posted.text('reasons') }),
    done: ({ level }, params) => redirectTo(onRequirements(params.id), `The risk is ${level}.`),
  }),
  ...form({
    url: '/opportunities/:id/requirements/:kind', command: setRequirement,
    show: async ({ read, params, csrf }, state) => {
      const { id, kind } = params;
      const tender = isRequirementKind(kind) ? await tenderFacts(read, id) : null;
      if (!tender || !isRequirementKind(kind)) return notFound;
      const risk = await riskAssessment(read, id);
      if (!risk) return redirectTo(onRequirements(id));
      const ceiling = (await ceilingsAt(read, tender, risk.level)).get(kind) ?? null;
      return pageOf('Change a requirement', requirementPage(kind, (await requirementsOf(read, id)).find((one) => one.kind === kind), ceiling, state, csrf), back(onRequirements(id)));
    },
    input: (posted, params) => ({ opportunityId: params.id, kind: params.kind, amount: posted.text('amount'), reason: posted.text('reason') }),
    done: ({ exceeds }, params) => redirectTo(onRequirements(params.id), exceeds ? 'Saved. It is above the ceiling: somebody else has been asked to agree.' : 'Saved.'),
  }),
];
