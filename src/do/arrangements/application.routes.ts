import { sql } from 'kysely';
import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import { isId } from '#kernel/ids';
import type { Actor } from '#platform/access/access';
import { readClock } from '#platform/clock';
import type { Read } from '#platform/database/connection';
import { textArea } from '#platform/pages/form';
import { form, notFound, page, pageOf, redirectTo, type Answer, type PageContext } from '#platform/web/route';
import { answersOf, postedAnswers } from '#parts/questions';
import { promisesOf, standingOf } from '#parts/promises';
import { appliesFor, missingOf, reviseApplication, replyToQuery, saveApplication, startApplication, submitApplication, withdrawApplication } from './application.commands.ts';
import { draftPage, myApplicationsPage, ownPage, replyPage, startPage } from './application.page.ts';
import type { Application } from './application.ts';
import { applicationReference, applicationsOf, DECISION_PROMISE, findingsOf, latestOf, marksOf, queriesOf, readApplication } from './application.store.ts';
import { decideIntake, type Arrangement } from './arrangement.ts';
import { lotsOf, readArrangement, windowsOf } from './arrangement.store.ts';
import { arrangementsActs } from './arrangements.acts.ts';
import { confirmPage } from './build.page.ts';
import { leaveArrangement } from './membership.commands.ts';
import type { Member } from './membership.ts';
import { membersOf, readMember } from './membership.store.ts';
import { readUsage } from './usage.reader.ts';
import { organisationNames } from '#parties';

type Context = PageContext<{ readonly id: string }, unknown>;
const APPLICATIONS_A_PAGE = 25;
const backToOwn = (id: string) => ({ backLink: { href: `/applications/${id}` } });

/** Runs for an application that is there, with its arrangement. */
async function onApplication({ read, params }: { readonly read: Read; readonly params: { readonly id: string } }, then: (application: Application, arrangement: Arrangement) => Answer | Promise<Answer>): Promise<Answer> {
  const application = await readApplication(read, params.id);
  const arrangement = application && (await readArrangement(read, application.arrangementId));
  return application && arrangement ? then(application, arrangement) : notFound;
}

/** The applicant's own pages. */
export const applicationRoutes = [
  ...form({
    url: '/arrangements/:id/apply', command: startApplication, show: async (context, state) => {
      const { read, actor, params, csrf } = context;
      const arrangement = await readArrangement(read, params.id);
      if (!arrangement) return notFound;
      const intake = decideIntake(arrangement, await windowsOf(read, arrangement.id), londonDate(await readClock(read)));
      const ids = appliesFor(actor);
      const organisations = await organisationNames(read, ids);
      return pageOf(`Apply to join ${arrangement.title}`, startPage({ arrangement, organisations, questions: (await marksOf(read, arrangement)).asked, usage: await readUsage(read, arrangement), closedBecause: intake.kind === 'refused' ? intake.sentence : null, csrf }, state), { backLink: { href: `/arrangements/${arrangement.id}` } });
    },
    input: (posted, params) => ({ arrangementId: params.id, organisationId: posted.text('organisationId') }),
    done: ({ applicationId, made }) => redirectTo(`/applications/${applicationId}/write`, made ? 'Your application is started.' : 'You have joined your colleague’s application.'),
  }),
  page({
    url: '/my-applications', act: arrangementsActs.listMine, query: z.object({ before: z.string().refine(isId).nullable().catch(null) }),
    show: async ({ read, actor, query }) => {
      const own = organisationsOf(actor);
      const found = await applicationsOf(read, own, query.before, APPLICATIONS_A_PAGE + 1);
      const shown = found.slice(0, APPLICATIONS_A_PAGE);
      return pageOf('My applications and memberships', myApplicationsPage(shown, await membershipsOf(read, own), found.length > APPLICATIONS_A_PAGE ? `/my-applications?before=${shown.at(-1)!.id}` : null), { breadcrumbs: [{ text: 'Home', href: '/' }, { text: 'My applications' }] });
    },
  }),
  page({ url: '/applications/:id', act: arrangementsActs.viewOwn, show: showOwn }),
  ...form({
    url: '/applications/:id/write', command: saveApplication, show: (context, state) => onApplication(context, async (application, arrangement) => {
      if (application.state !== 'draft') return redirectTo(`/applications/${application.id}`);
      const { read, actor, csrf } = context;
      const before = application.previousId ? await readApplication(read, application.previousId) : null;
      return pageOf(`Application to join ${arrangement.title}`, draftPage({
        application, arrangement, csrf, personId: actor.personId, lots: await lotsOf(read, arrangement.id), questions: (await marksOf(read, arrangement)).asked, answers: await answersOf(read, applicationReference(application.id)),
        previous: before?.state === 'refused' ? { application: before, findings: await findingsOf(read, before.id) } : null,
      }, state), backToOwn(application.id));
    }),
    input: (posted, params) => ({ applicationId: params.id, version: posted.text('version') || '0', lotIds: posted.texts('lotIds'), alternativeKind: posted.text('alternativeKind'), alternativeWords: posted.text('alternativeWords'), answers: postedAnswers(posted) }),
    done: (_value, params) => redirectTo(`/applications/${params.id}`, 'Saved.'), saved: ({ version, at }) => ({ version, at }),
  }),
  ...form({
    url: '/applications/:id/send', command: submitApplication, input: (_posted, params) => ({ applicationId: params.id }), done: (_value, params) => redirectTo(`/applications/${params.id}`, 'Your application is sent. Its time is being counted.'),
    show: (context, state) => onApplication(context, (application, arrangement) => pageOf('Send the application', confirmPage({ caption: application.reference, title: `Send your application to join ${arrangement.title}`, sentences: ['Once it is sent the days to a decision are counted. You can take it back to change it until it is decided.'], act: 'Send it' }, context.csrf, state), backToOwn(application.id))),
  }),
  ...form({
    url: '/applications/:id/revise', command: reviseApplication, input: (_posted, params) => ({ applicationId: params.id }), done: (_value, params) => redirectTo(`/applications/${params.id}/write`, 'It is a draft again. Send it when it is ready.'),
    show: (context, state) => onApplication(context, (application) => pageOf('Take it back', confirmPage({ caption: application.reference, title: 'Take the application back to change it', sentences: ['The days counted so far are given up: they start again when you send it. What was scored is judged anew.'], act: 'Take it back' }, context.csrf, state), backToOwn(application.id))),
  }),
  ...form({
    url: '/applications/:id/withdraw', command: withdrawApplication, input: (_posted, params) => ({ applicationId: params.id }), done: ({ arrangementId }) => redirectTo(`/arrangements/${arrangementId}`, 'The application is withdrawn.'),
    show: (context, state) => onApplication(context, (application) => pageOf('Withdraw the application', confirmPage({ caption: application.reference, title: 'Withdraw the application', sentences: ['It stays in your list. You can apply again whenever applications are open.'], act: 'Withdraw it', danger: true }, context.csrf, state), backToOwn(application.id))),
  }),
  ...form({
    url: '/applications/:id/reply', command: replyToQuery, input: (posted, params) => ({ applicationId: params.id, reply: posted.text('reply') }), done: (_value, params) => redirectTo(`/applications/${params.id}`, 'Your answer is sent.'),
    show: (context, state) => onApplication(context, async (application) => {
      const open = (await queriesOf(context.read, application.id)).findLast(({ repliedAt }) => repliedAt === null);
      return open ? pageOf('Answer what is asked', replyPage(application, open.words, context.csrf, state), backToOwn(application.id)) : redirectTo(`/applications/${application.id}`);
    }),
  }),
  ...form({
    url: '/arrangement-members/:id/leave', command: leaveArrangement, record: (params) => ({ kind: 'arrangement-member', id: params.id }), input: (posted, params) => ({ memberId: params.id, reason: posted.text('reason') }), done: () => redirectTo('/my-applications', 'You have left.'),
    show: async ({ read, params, csrf }, state) => {
      const member = await readMember(read, params.id);
      const arrangement = member && (await readArrangement(read, member.arrangementId));
      return member && arrangement ? pageOf('Leave', confirmPage({ caption: arrangement.title, title: `Leave ${arrangement.title}`, sentences: ['You are not invited to its work any more. Contracts you hold go on.'], fields: textArea(state, { name: 'reason', label: 'Why? (optional)', hint: 'It helps the authority to do better', rows: 3 }), act: 'Leave', danger: true }, csrf, state), { backLink: { href: '/my-applications' } }) : notFound;
    },
  }),
];

const organisationsOf = (actor: Actor): readonly string[] => actor.holdings.flatMap(({ scopeKind, scopeId }) => (scopeKind === 'organisation' && scopeId !== null ? [scopeId] : []));

async function membershipsOf(read: Read, organisationIds: readonly string[]): Promise<(Member & { readonly title: string })[]> {
  const { rows } = await sql<{ id: string; title: string }>`select m.id, g.title from arrangement_member m join arrangement g on g.id = m.arrangement_id where m.organisation_id = any(${organisationIds}::uuid[]) order by m.status in ('left', 'ended'), lower(g.title), m.id limit 100`.execute(read);
  const members = await Promise.all(rows.map(async ({ id, title }) => ({ ...(await readMember(read, id))!, title })));
  return members;
}

async function showOwn(context: Context): Promise<Answer> {
  const { read } = context;
  return onApplication(context, async (application, arrangement) => {
    const about = applicationReference(application.id);
    const promise = (await promisesOf(read, about)).findLast(({ kind, withdrawnAt }) => kind === DECISION_PROMISE && withdrawnAt === null);
    const now = await readClock(read);
    const intake = decideIntake(arrangement, await windowsOf(read, arrangement.id), londonDate(now));
    const latest = await latestOf(read, arrangement.id, application.organisationId);
    return pageOf(`Application ${application.reference}`, ownPage({
      application, arrangement, lots: await lotsOf(read, arrangement.id), questions: (await marksOf(read, arrangement)).asked, answers: await answersOf(read, about), missing: application.state === 'draft' ? await missingOf(read, application, arrangement) : [],
      findings: await findingsOf(read, application.id), queries: await queriesOf(read, application.id), dueAt: promise?.dueAt ?? null, standing: promise ? standingOf(promise, now) : null, mayAgain: intake.kind === 'allowed' && latest?.id === application.id,
      members: (await membersOf(read, arrangement.id)).filter(({ applicationId }) => applicationId === application.id),
    }), { breadcrumbs: [{ text: 'My applications', href: '/my-applications' }, { text: application.reference }] });
  });
}
