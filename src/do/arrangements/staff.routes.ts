import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import { may } from '#platform/access/access';
import { readClock } from '#platform/clock';
import type { Read } from '#platform/database/connection';
import type { FormState } from '#platform/pages/form';
import { Posted } from '#platform/web/posted';
import { form, notFound, page, pageOf, redirectTo, type Answer, type PageContext } from '#platform/web/route';
import { peopleWith } from '#agreements';
import { opportunityById } from '#opportunities';
import { approvalSteps, approvalState } from '#parts/approvals';
import { criteriaOf } from '#parts/assessments';
import { answersOf, answerWords } from '#parts/questions';
import { promisesOf, standingOf } from '#parts/promises';
import { admitFromResults, startEntryOpportunity } from './admit-from-results.command.ts';
import { askApplicant } from './application.commands.ts';
import type { Application } from './application.ts';
import { applicationReference, applicationsTo, assessorsOf, belongsTo, declarationsOn, DECISION_PROMISE, findingsOf, marksOf, queriesOf, readApplication, scoresOf } from './application.store.ts';
import type { Arrangement } from './arrangement.ts';
import { arrangementReference, lotsOf, readArrangement, windowsOf } from './arrangement.store.ts';
import { arrangementsActs } from './arrangements.acts.ts';
import { declareOnApplication, finishAssessment, scoreAnswer } from './assess.commands.ts';
import { confirmPage } from './build.page.ts';
import { callOffDirectly, inviteWholeLot, startMiniCompetition } from './call-off.commands.ts';
import { callOffOf } from './call-off.store.ts';
import { showCeilingChange } from './ceiling.routes.ts';
import { arrangementChangeApproval, changeInput, previewChange, proposeChange, withdrawChange } from './change.commands.ts';
import { changeReference, readChange } from './change.store.ts';
import { CHANGE_SUBJECT, changeInWords } from './change.ts';
import { decideApplication, standingOfApplication } from './decide.command.ts';
import { leftOfFramework } from './framework.store.ts';
import { changeMemberStatus, reviewMember } from './membership.commands.ts';
import { isActive, nextInTurn } from './membership.ts';
import { callOffLines, membersOf, membersOfLot, readMember } from './membership.store.ts';
import { applicationsPage, askPage, assessmentPage, changeFormPage, changePage, competitionPage, decidePage, declarePage, directPage, membersPage, reviewPage, scorePage, statusPage, type AssessmentModel, type ClockedApplication } from './staff.page.ts';

type Context<Names extends string = 'id', Query = unknown> = PageContext<Readonly<Record<Names, string>>, Query>;
const backTo = (href: string) => ({ backLink: { href } });
const toAssessment = (message: string) => (_value: unknown, params: { readonly id: string }) => redirectTo(`/applications/${params.id}/assessment`, message);

async function onArrangement({ read, params }: { readonly read: Read; readonly params: { readonly id: string } }, then: (arrangement: Arrangement) => Answer | Promise<Answer>): Promise<Answer> {
  const arrangement = await readArrangement(read, params.id);
  return arrangement ? then(arrangement) : notFound;
}
/** An application that was sent: a draft is nobody's but its writers'. */
async function onSent({ read, params }: { readonly read: Read; readonly params: { readonly id: string } }, then: (application: Application, arrangement: Arrangement) => Answer | Promise<Answer>): Promise<Answer> {
  const application = await readApplication(read, params.id);
  const arrangement = application && application.submittedAt && (await readArrangement(read, application.arrangementId));
  return application && arrangement ? then(application, arrangement) : notFound;
}

async function clocked(read: Read, application: Application, now: Date): Promise<ClockedApplication> {
  const promise = (await promisesOf(read, applicationReference(application.id))).findLast(({ kind, withdrawnAt }) => kind === DECISION_PROMISE && withdrawnAt === null);
  return { application, dueAt: promise?.dueAt ?? null, standing: promise ? standingOf(promise, now) : null };
}

const assessing = [
  page({
    url: '/arrangements/:id/applications', act: arrangementsActs.listApplications,
    show: (context) => onArrangement(context, async (arrangement) => {
      const now = await readClock(context.read);
      const lines = [];
      for (const application of await applicationsTo(context.read, arrangement.id, 200)) lines.push(await clocked(context.read, application, now));
      return pageOf('Applications', applicationsPage(arrangement, lines), backTo(`/arrangements/${arrangement.id}`));
    }),
  }),
  page({ url: '/applications/:id/assessment', act: arrangementsActs.assess, viewing: true, show: (context) => onSent(context, async (application, arrangement) => pageOf(`Application of ${application.organisationName}`, assessmentPage(await assessmentModel(context, application, arrangement)), backTo(`/arrangements/${arrangement.id}/applications`))) }),
  ...form({
    url: '/applications/:id/declaration', command: declareOnApplication, input: (posted, params) => ({ applicationId: params.id, declaration: posted.text('declaration'), declarationWords: posted.text('declarationWords') }),
    show: (context, state) => onSent(context, (application) => pageOf('Declare your interests', declarePage(application, context.csrf, state), backTo(`/applications/${application.id}/assessment`))), done: toAssessment('Your declaration is kept.'),
  }),
  ...form({
    url: '/applications/:id/scores/:question', command: scoreAnswer, input: (posted, params) => ({ applicationId: params.id, questionId: params.question, score: posted.text('score'), reason: posted.text('reason'), version: posted.text('version') || '0' }),
    show: showScore, done: ({ left }, params) => redirectTo(`/applications/${params.id}/assessment`, left > 0 ? `Saved. ${left} ${left === 1 ? 'answer is' : 'answers are'} left to score.` : 'Saved. Every answer is scored: say that you have finished.'),
  }),
  ...form({
    url: '/applications/:id/finish', command: finishAssessment, input: (_posted, params) => ({ applicationId: params.id }), done: toAssessment('You have finished. Your scores stand.'),
    show: (context, state) => onSent(context, (application) => pageOf('Finish scoring', confirmPage({ caption: application.organisationName, title: 'Finish scoring', sentences: ['Your scores stand from then and cannot be changed.'], act: 'I have finished' }, context.csrf, state), backTo(`/applications/${application.id}/assessment`))),
  }),
  ...form({
    url: '/applications/:id/ask', command: askApplicant, input: (posted, params) => ({ applicationId: params.id, words: posted.text('words') }), done: toAssessment('The applicant is asked. The clock stands still.'),
    show: (context, state) => onSent(context, (application) => pageOf('Ask for something missing', askPage(application, context.csrf, state), backTo(`/applications/${application.id}/assessment`))),
  }),
  ...form({
    url: '/applications/:id/decision', command: decideApplication,
    input: (posted, params) => ({
      applicationId: params.id, decision: posted.text('decision'), ground: posted.text('ground'), words: posted.text('words'), tryAgain: posted.text('tryAgain'), lateReason: posted.text('lateReason'),
      reasons: Object.fromEntries(Object.keys(posted.values).filter((name) => name.startsWith('reason-')).map((name) => [name.slice('reason-'.length), posted.text(name)])),
      lots: Object.fromEntries(Object.keys(posted.values).filter((name) => /^(decision|lotReason)-/.test(name)).map((name) => name.slice(name.indexOf('-') + 1)).map((id) => [id, { decision: posted.text(`decision-${id}`), reason: posted.text(`lotReason-${id}`) }])),
    }),
    show: (context, state) => onSent(context, async (application, arrangement) => pageOf('Decide the application', decidePage(await assessmentModel(context, application, arrangement), context.csrf, state), backTo(`/applications/${application.id}/assessment`))), done: toAssessment('It is decided, and the applicant is told.'),
  }),
];

async function assessmentModel({ read, actor, services }: Pick<Context, 'read' | 'actor' | 'services'>, application: Application, arrangement: Arrangement): Promise<AssessmentModel> {
  const about = applicationReference(application.id);
  const declared = await declarationsOn(read, application.id);
  const mine = declared.find(({ personId }) => personId === actor.personId);
  const named = (await assessorsOf(read, arrangement.id)).some(({ personId, barredAt }) => personId === actor.personId && barredAt === null);
  const scores = await scoresOf(read, application.id);
  const finished = mine !== undefined && scores.some(({ assessorId, finished: done }) => assessorId === mine.id && done);
  const marks = await marksOf(read, arrangement);
  const own = (await belongsTo(read, actor, application.organisationId)) ? 'own-organisation' : mine?.barredAt ? 'barred' : !named ? 'not-named' : !mine?.declaration ? 'to-declare' : finished ? 'finished' : 'scoring';
  return {
    ...(await clocked(read, application, await readClock(read))), arrangement, declared, scores, own, ownAssessorId: mine?.id ?? null, lots: await lotsOf(read, arrangement.id), questions: marks.asked, criteria: marks.criteria,
    answers: await answersOf(read, about), standingOf: await standingOfApplication(read, arrangement, application), findings: await findingsOf(read, application.id), queries: await queriesOf(read, application.id),
    mayDecide: own !== 'own-organisation' && (await may(read, services.kinds, actor, arrangementsActs.decide, about)), mayAsk: await may(read, services.kinds, actor, arrangementsActs.ask, about),
  };
}

async function showScore(context: Context<'id' | 'question'>, state: FormState): Promise<Answer> {
  return onSent(context, async (application, arrangement) => {
    const model = await assessmentModel(context, application, arrangement);
    const question = model.questions.find(({ id }) => id === context.params.question);
    if (!question || model.own !== 'scoring') return redirectTo(`/applications/${application.id}/assessment`);
    const own = model.scores.find(({ assessorId, questionId }) => assessorId === model.ownAssessorId && questionId === question.id);
    return pageOf('Score an answer', scorePage(application, question, answerWords(question, model.answers.get(question.id)?.value), own, arrangement.scaleId, context.csrf, state), backTo(`/applications/${application.id}/assessment`));
  });
}

const memberRecord = (params: { readonly id: string }) => ({ kind: 'arrangement-member', id: params.id });
const toMembers = ({ arrangementId }: { readonly arrangementId: string }) => redirectTo(`/arrangements/${arrangementId}/members`, 'Saved, and the member is told.');

const membership = [
  page({ url: '/arrangements/:id/members', act: arrangementsActs.listApplications, show: (context) => onArrangement(context, async (arrangement) => pageOf('Providers', membersPage(arrangement, await membersOf(context.read, arrangement.id), await lotsOf(context.read, arrangement.id)), backTo(`/arrangements/${arrangement.id}`))) }),
  ...form({
    url: '/arrangement-members/:id/review', command: reviewMember, record: memberRecord, input: (posted, params) => ({ memberId: params.id, outcome: posted.text('outcome'), reason: posted.text('reason') }), done: toMembers,
    show: (context, state) => onMember(context, (arrangement, member) => pageOf('Review a provisional member', reviewPage(arrangement, member, context.csrf, state), backTo(`/arrangements/${arrangement.id}/members`))),
  }),
  ...form({
    url: '/arrangement-members/:id/status', command: changeMemberStatus, record: memberRecord, input: (posted, params) => ({ memberId: params.id, move: posted.text('move'), reason: posted.text('reason') }), done: toMembers,
    show: (context, state) => onMember(context, (arrangement, member) => pageOf('Change a member’s standing', statusPage(arrangement, member, context.csrf, state), backTo(`/arrangements/${arrangement.id}/members`))),
  }),
];

async function onMember({ read, params }: { readonly read: Read; readonly params: { readonly id: string } }, then: (arrangement: Arrangement, member: NonNullable<Awaited<ReturnType<typeof readMember>>>) => Answer): Promise<Answer> {
  const member = await readMember(read, params.id);
  const arrangement = member && (await readArrangement(read, member.arrangementId));
  return member && arrangement ? then(arrangement, member) : notFound;
}

const work = [
  ...form({
    url: '/arrangements/:id/competition', command: startMiniCompetition, input: (posted, params) => ({ arrangementId: params.id, lotId: posted.text('lotId'), title: posted.text('title'), summary: posted.text('summary') }),
    show: (context, state) => onArrangement(context, async (arrangement) => {
      const active = new Set((await membersOf(context.read, arrangement.id)).filter(({ status }) => isActive(status)).map(({ organisationId }) => organisationId));
      return pageOf('Start a short competition', competitionPage(arrangement, await lotsOf(context.read, arrangement.id), active.size, context.csrf, state), backTo(`/arrangements/${arrangement.id}`));
    }),
    done: ({ opportunityId }) => redirectTo(`/opportunities/${opportunityId}/build`, 'It is started, and everyone in the lot is on the list. Write its questions and closing time.'),
  }),
  ...form({
    url: '/opportunities/:id/whole-lot', command: inviteWholeLot, input: (_posted, params) => ({ opportunityId: params.id }), done: ({ added }, params) => redirectTo(`/opportunities/${params.id}/build`, added === 0 ? 'Everyone in the lot was invited already.' : `${added} more invited.`),
    show: async ({ read, params, csrf }, state) => {
      const [opportunity, callOff] = [await opportunityById(read, params.id), await callOffOf(read, params.id)];
      if (!opportunity || !callOff) return notFound;
      const members = (await membersOfLot(read, callOff.arrangementId, callOff.lotId)).filter(({ status }) => isActive(status));
      return pageOf('Providers of the lot', confirmPage({ caption: opportunity.title, title: 'Providers of the lot', sentences: [`${members.length} ${members.length === 1 ? 'provider is' : 'providers are'} in the lot; ${callOff.invited} ${callOff.invited === 1 ? 'is' : 'are'} on the list. Everyone in the lot is invited, never a chosen few.`, members.map(({ organisationName }) => organisationName).join(', ')], act: 'Invite everyone in the lot' }, csrf, state), backTo(`/opportunities/${opportunity.id}/build`));
    },
  }),
  ...form({
    url: '/arrangements/:id/call-off', command: callOffDirectly, query: z.object({ lotId: z.string().catch('') }), show: showDirect,
    input: (posted, params) => ({
      arrangementId: params.id, lotId: posted.text('lotId'), organisationId: posted.text('organisationId'), passedOver: posted.text('passedOver'), title: posted.text('title'), value: posted.text('value'), vatPercent: posted.text('vatPercent'),
      startsOn: posted.date('startsOn'), endsOn: posted.date('endsOn'), managerId: posted.text('managerId'), directorId: posted.text('directorId'),
    }),
    done: ({ agreementId, reference }) => redirectTo(`/contracts/${agreementId}`, `Call-off ${reference} is on the register`),
  }),
  ...form({
    url: '/arrangements/:id/tender', command: startEntryOpportunity, input: (_posted, params) => ({ arrangementId: params.id }), done: ({ opportunityId }) => redirectTo(`/opportunities/${opportunityId}/build`, 'The tender is started, with the lots of the framework.'),
    show: (context, state) => onArrangement(context, (arrangement) => pageOf('Start its tender', confirmPage({ caption: arrangement.title, title: 'Start the tender that sets it up', sentences: ['An open tender is begun with the same title and lots. Everyone whose bid reaches the pass marks joins the framework.'], act: 'Start it' }, context.csrf, state), backTo(`/arrangements/${arrangement.id}`))),
  }),
  ...form({
    url: '/arrangements/:id/admit', command: admitFromResults, input: (_posted, params) => ({ arrangementId: params.id }), done: ({ admitted, of }, params) => redirectTo(`/arrangements/${params.id}`, `${admitted} of ${of} bidders joined.`),
    show: (context, state) => onArrangement(context, (arrangement) => pageOf('Admit providers', confirmPage({ caption: arrangement.title, title: 'Admit providers from the results of its tender', sentences: [`Everyone whose bid reached the pass marks${arrangement.passPercent ? ` and ${arrangement.passPercent}% of the whole` : ''} joins the lots it bid for. The others are told why not, and how to try again. Nobody is picked by hand.`], act: 'Admit them' }, context.csrf, state), backTo(`/arrangements/${arrangement.id}`))),
  }),
];

async function showDirect(context: Context<'id', { lotId: string }>, state: FormState): Promise<Answer> {
  const { read, query, csrf } = context;
  return onArrangement(context, async (arrangement) => {
    const lots = await lotsOf(read, arrangement.id);
    const typed = state.values['lotId'];
    const chosen = typeof typed === 'string' && typed !== '' ? typed : query.lotId;
    const lotId = lots.some(({ id }) => id === chosen) ? chosen : lots.length === 1 ? lots[0]!.id : '';
    const members = await membersOfLot(read, arrangement.id, lotId === '' ? null : lotId);
    const turn = nextInTurn(arrangement.callOffRule, members, await callOffLines(read, arrangement.id, { lotId: lotId === '' ? null : lotId }));
    const left = await leftOfFramework(read, arrangement);
    const refusal = lots.length > 0 && lotId === '' ? 'Choose the lot first.' : turn.kind === 'refused' ? turn.sentence : null;
    const model = { arrangement, lots, lotId, left, order: turn.kind === 'allowed' ? turn.value.slice(0, 20) : [], refusal, managers: await peopleWith(read, arrangement.bodyId, 'contract-manager'), directors: await peopleWith(read, arrangement.bodyId, 'lead-director') };
    return pageOf('Call off work directly', directPage(model, csrf, state), backTo(`/arrangements/${arrangement.id}`));
  });
}

/** What a proposal's form says, from what was posted. */
const typedChange = (posted: Posted) => ({
  kind: posted.text('kind'), pass: posted.text('pass'), criterionId: posted.text('criterionId'), endsOn: posted.date('endsOn'), windowId: posted.text('windowId'), closesOn: posted.date('closesOn'),
  shares: Object.fromEntries(Object.keys(posted.values).filter((name) => name.startsWith('share-')).map((name) => [name.slice('share-'.length), posted.text(name)])),
});

const changing = [
  ...form({
    url: '/arrangements/:id/change', command: proposeChange, show: showChangeForm, input: (posted, params) => ({ arrangementId: params.id, confirmed: posted.text('confirmed') || 'no', ...typedChange(posted), reason: posted.text('reason'), reviseUntil: posted.date('reviseUntil') }),
    done: ({ changeId }) => redirectTo(`/arrangement-changes/${changeId}`, 'It waits for a director. Nothing has changed yet.'),
  }),
  page({ url: '/arrangement-changes/:id', act: arrangementsActs.viewChange, record: (params) => changeReference(params.id), show: showChange }),
  ...form({
    url: '/arrangement-changes/:id/withdraw', command: withdrawChange, record: (params) => changeReference(params.id), input: (_posted, params) => ({ changeId: params.id }), done: ({ arrangementId }) => redirectTo(`/arrangements/${arrangementId}`, 'The proposal is withdrawn.'),
    show: async ({ read, params, csrf }, state) => {
      const change = await readChange(read, params.id);
      return change ? pageOf('Withdraw the proposal', confirmPage({ caption: change.arrangementTitle, title: 'Withdraw the proposal', sentences: [changeInWords(change.details)], act: 'Withdraw it', danger: true }, csrf, state), backTo(`/arrangement-changes/${change.id}`)) : notFound;
    },
  }),
];

async function showChangeForm(context: Context, state: FormState): Promise<Answer> {
  const { read, csrf } = context;
  return onArrangement(context, async (arrangement) => {
    const typed = z.object(changeInput).safeParse(typedChange(new Posted(state.values as never)));
    const preview = typed.success ? await previewChange(read, arrangement, typed.data, londonDate(await readClock(read))) : null;
    const shown = preview?.kind === 'allowed' ? { words: changeInWords(preview.value.details), effect: preview.value.effect } : null;
    return pageOf('Propose a change of rules', changeFormPage({ arrangement, criteria: await criteriaOf(read, arrangementReference(arrangement.id)), windows: await windowsOf(read, arrangement.id), preview: shown }, csrf, state), backTo(`/arrangements/${arrangement.id}`));
  });
}

async function showChange(context: Context): Promise<Answer> {
  const { read, actor, services, params } = context;
  const change = await readChange(read, params.id);
  if (!change) return notFound;
  if (change.details.kind === 'ceiling') return showCeilingChange(context, change, change.details);
  const approval = await approvalState(read, changeReference(change.id), CHANGE_SUBJECT, change.state === 'proposed' ? await arrangementChangeApproval.contentHash(read, change.id) : null);
  const mayWithdraw = await may(read, services.kinds, actor, arrangementsActs.withdrawChange, changeReference(change.id));
  return pageOf('Change of rules', changePage(change, approvalSteps(approval, 'Who must agree'), approval.waitingFor?.id ?? null, mayWithdraw), backTo(`/arrangements/${change.arrangementId}`));
}

export const staffRoutes = [...assessing, ...membership, ...work, ...changing];
