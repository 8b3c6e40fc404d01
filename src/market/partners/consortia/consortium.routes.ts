import { daysBetween, londonDate } from '#kernel/calendar-date';
import { whereMay, type Actor } from '#platform/access/access';
import { readClock } from '#platform/clock';
import { isId } from '#kernel/ids';
import type { Read } from '#platform/database/connection';
import type { FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { form, notFound, page, pageOf, redirectTo, type Answer } from '#platform/web/route';
import { lotsOf, opportunityById } from '#opportunities';
import { consortiaActs } from '../partners.acts.ts';
import { isOfAuthority, speaksFor } from '../suppliers.ts';
import { consortiumKind } from '../partners.kinds.ts';
import {
  acceptConfidentiality, answerInvitation, editConsortium, endConsortium, formConsortium, inviteToConsortium, leaveConsortium, ownMember, registerInterest, saveConsortiumShares, shareBid, signMembersAgreement, tickReadiness,
} from './consortium.commands.ts';
import { agreementBody, answerPage, checkPage, confirmingPage, consortiaPage, consortiumPage, copyPage, editConsortiumPage, endPage, invitePage, leavePage, newConsortiumPage, sharesPage, takeOutPage } from './consortium.page.ts';
import { otherMember, remindMember, takeOutMember } from './see-to-member.command.ts';
import { consortiaSeen, consortiumById, copiesOf, copyContent, openRequest } from './consortium.store.ts';
import { OWN_CHECKS, type Consortium, type Member } from './consortium.ts';
import { decideTwoBids } from './decide-two-bids.command.ts';
import { heardField } from './two-bids.ts';
import { declareTwoBids } from './two-bids.command.ts';
import { decideTwoBidsPage, twoBidsPage, type OwnTwoBids } from './two-bids.page.ts';
import { ports } from '../ports.ts';
import { checkTwoBids, inTwoBids } from './two-bids.store.ts';
import { organisationNames } from '#parties';

const back = (id: string) => ({ backLink: { text: 'Back to the consortium', href: `/consortia/${id}` } });
const toConsortium = (message: string) => (_value: unknown, { id }: { readonly id: string }) => redirectTo(`/consortia/${id}`, message);

/** A page of one consortium, drawn when it is there. */
async function onConsortium(context: { readonly read: Read; readonly params: { readonly id: string } }, title: string, draw: (consortium: Consortium) => Html | null | Promise<Html | null>): Promise<Answer> {
  const consortium = await consortiumById(context.read, context.params.id);
  const content = consortium && (await draw(consortium));
  return content ? pageOf(title, content, back(context.params.id)) : notFound;
}
async function ownTwoBidsOf(read: Read, opportunityId: string, organisationId: string, name: string): Promise<OwnTwoBids | null> {
  const check = await checkTwoBids(read, opportunityId, organisationId, {});
  return check && { organisationId, name, check };
}

const asMember = (actor: Actor, draw: (consortium: Consortium, member: Member) => Html) => (consortium: Consortium): Html | null => {
  const member = ownMember(consortium, actor);
  return member && draw(consortium, member);
};

const postedShares = (values: Readonly<Record<string, unknown>>, text: (name: string) => string) =>
  Object.keys(values).filter((name) => name.startsWith('work-')).map((name) => name.slice('work-'.length)).map((memberId) => ({ memberId, work: text(`work-${memberId}`), money: text(`money-${memberId}`), part: text(`part-${memberId}`), specialNeed: text(`need-${memberId}`) }));

export const consortiaRoutes = [
  page({
    url: '/consortia',
    act: consortiaActs.list,
    show: async ({ read, actor }) => pageOf('Your consortia', consortiaPage((await consortiaSeen(read, whereMay(actor, consortiaActs.view, consortiumKind), null)).filter((one) => ownMember(one, actor) !== null)), { breadcrumbs: [{ text: 'Home', href: '/home' }, { text: 'Consortia' }] }),
  }),
  ...form({
    url: '/opportunities/:id/consortia/new',
    command: formConsortium,
    show: async ({ read, params, actor, csrf }, state) => {
      const opportunity = await opportunityById(read, params.id);
      if (!opportunity) return notFound;
      const own = speaksFor(actor);
      const organisations = await organisationNames(read, own);
      return pageOf('Begin a consortium', newConsortiumPage(opportunity.title, organisations, state, csrf), { backLink: { href: `/opportunities/${params.id}/partners` } });
    },
    input: (posted, { id }) => ({ opportunityId: id, organisationId: posted.text('organisationId'), name: posted.text('name'), form: posted.text('form') }),
    done: (id) => redirectTo(`/consortia/${id}`, 'Begun. Invite the others next.'),
  }),
  page({
    url: '/consortia/:id',
    act: consortiaActs.view,
    show: async ({ read, params, actor }) => {
      const consortium = await consortiumById(read, params.id);
      if (!consortium) return notFound;
      const now = await readClock(read);
      const own = ownMember(consortium, actor);
      // Whoever judges without names does not read who bids together; its own members always do.
      if (own === null && (await ports().isLockedOut(read, consortium.opportunityId, actor))) return notFound;
      const content = consortiumPage({
        consortium, own, isLead: speaksFor(actor).includes(consortium.leadId), lots: await lotsOf(read, consortium.opportunityId), twoBids: own?.state === 'member' ? await ownTwoBidsOf(read, consortium.opportunityId, own.organisationId, own.name) : null, request: await openRequest(read, consortium.id),
        daysLeft: consortium.closesAt && daysBetween(londonDate(now), londonDate(consortium.closesAt)),
      });
      return pageOf(consortium.name, content, { breadcrumbs: [{ text: 'Consortia', href: '/consortia' }, { text: consortium.name }] });
    },
  }),
  ...form({
    url: '/consortia/:id/edit',
    command: editConsortium,
    show: (context, state) => onConsortium(context, 'Change the consortium', async (consortium) => editConsortiumPage(consortium, await lotsOf(context.read, consortium.opportunityId), state, context.csrf)),
    input: (posted, { id }) => ({ consortiumId: id, name: posted.text('name'), form: posted.text('form'), legalForm: posted.text('legalForm'), decisionRules: posted.text('decisionRules'), confidentiality: posted.text('confidentiality'), daysNeeded: posted.text('daysNeeded'), lots: posted.texts('lots') }),
    done: toConsortium('Saved.'),
  }),
  ...form({
    url: '/consortia/:id/members/add',
    command: inviteToConsortium,
    show: (context, state) => onConsortium(context, 'Invite an organisation', (consortium) => invitePage(consortium, state, context.csrf)),
    input: (posted, { id }) => ({ consortiumId: id, organisation: posted.text('organisation'), part: posted.text('part'), specialNeed: posted.text('specialNeed') }),
    done: toConsortium('Invited. Its people get a mail.'),
  }),
  ...form({
    url: '/consortia/:id/shares',
    command: saveConsortiumShares,
    show: (context, state) => onConsortium(context, 'Shares', (consortium) => sharesPage(consortium, state, context.csrf)),
    input: (posted, { id }) => ({ consortiumId: id, shares: postedShares(posted.values, (name) => posted.text(name)) }),
    done: toConsortium('The shares are saved: each totals 100%.'),
  }),
  ...form({
    url: '/consortia/:id/answer',
    command: answerInvitation,
    show: (context, state) => onConsortium(context, 'Answer the invitation', async (consortium) => {
      const member = ownMember(consortium, context.actor, (one) => one.state === 'invited');
      const check = member && await checkTwoBids(context.read, consortium.opportunityId, member.organisationId, { joining: consortium });
      return member && answerPage(consortium, member, check && { organisationId: member.organisationId, name: member.name, check }, state, context.csrf);
    }),
    input: (posted, { id }) => ({ consortiumId: id, answer: posted.text('answer'), declaration: posted.text('declaration') }),
    done: (answer, { id }) => (answer === 'accept' ? redirectTo(`/consortia/${id}`, 'You take part.') : redirectTo('/consortia', 'You declined.')),
  }),
  ...form({
    url: '/consortia/:id/confidentiality',
    command: acceptConfidentiality,
    show: (context, state) => onConsortium(context, 'Confidentiality agreement', asMember(context.actor, (consortium, member) => confirming(state, context.csrf, 'Confidentiality agreement', html`<div class="govuk-body wantsum-prose">${consortium.confidentiality}</div>`, 'Accept', `${member.name} accepts this agreement`))),
    input: (posted, { id }) => ({ consortiumId: id, agreed: posted.text('agreed') }),
    done: toConsortium('Accepted. The shared bid is open to you.'),
  }),
  ...form({
    url: '/consortia/:id/agreement',
    command: signMembersAgreement,
    show: (context, state) => onConsortium(context, 'Members’ agreement', asMember(context.actor, (consortium, member) => confirming(state, context.csrf, 'Members’ agreement', agreementBody(consortium), 'Sign', `${member.name} signs this agreement`))),
    input: (posted, { id }) => ({ consortiumId: id, agreed: posted.text('agreed') }),
    done: toConsortium('Signed.'),
  }),
  ...form({
    url: '/consortia/:id/leave',
    command: leaveConsortium,
    show: (context, state) => onConsortium(context, 'Leave', asMember(context.actor, (consortium, member) => leavePage(consortium, member, state, context.csrf))),
    input: (posted, { id }) => ({ consortiumId: id, reason: posted.text('reason') }),
    done: () => redirectTo('/consortia', 'You have left. What was shared is closed to you.'),
  }),
  ...form({
    url: '/consortia/:id/members/:member/remind',
    command: remindMember,
    show: (context, state) => onConsortium(context, 'Remind a member', (consortium) => {
      const member = otherMember(consortium, context.params.member);
      return member && confirming(state, context.csrf, `Remind ${member.name}`, html`<p class="govuk-body">Its people are told by email that something waits for them on the page of ${consortium.name}. The mail names neither the group nor the tender. You can do this once a day.</p>
<p class="govuk-body">If it does not answer, you can <a class="govuk-link" href="/consortia/${consortium.id}/members/${member.id}/take-out">take it out of the group</a>.</p>`, 'Remind them');
    }),
    input: (_posted, { id, member }) => ({ consortiumId: id, memberId: member }),
    done: ({ name }, { id }) => redirectTo(`/consortia/${id}`, `${name} is reminded.`),
  }),
  ...form({
    url: '/consortia/:id/members/:member/take-out',
    command: takeOutMember,
    show: (context, state) => onConsortium(context, 'Take out a member', (consortium) => {
      const member = otherMember(consortium, context.params.member);
      return member && takeOutPage(consortium, member, state, context.csrf);
    }),
    input: (posted, { id, member }) => ({ consortiumId: id, memberId: member, reason: posted.text('reason') }),
    done: ({ name }, { id }) => redirectTo(`/consortia/${id}`, `${name} is taken out. Set the shares again, and have the agreement signed anew.`),
  }),
  ...form({
    url: '/consortia/:id/end',
    command: endConsortium,
    show: (context, state) => onConsortium(context, 'End the consortium', (consortium) => endPage(consortium, state, context.csrf)),
    input: (posted, { id }) => ({ consortiumId: id, reason: posted.text('reason') }),
    done: () => redirectTo('/consortia', 'The consortium has ended.'),
  }),
  ...form({
    url: '/consortia/:id/interest',
    command: registerInterest,
    show: (context, state) => onConsortium(context, 'Register interest', () => confirming(state, context.csrf, 'Register interest', html`<p class="govuk-body">The authority and other suppliers see that one more consortium is interested, and how much time the slowest still needs. They never see who you are.</p>`, 'Register')),
    input: (_posted, { id }) => ({ consortiumId: id }),
    done: toConsortium('Your interest is registered.'),
  }),
  ...form({
    url: '/consortia/:id/bid',
    command: shareBid,
    show: (context, state) => onConsortium(context, 'Share the bid', () => confirming(state, context.csrf, 'Share the bid with the members', html`<p class="govuk-body">Members who have accepted the confidentiality agreement read and write all of it, prices too. Only you send it or take it back.</p>`, 'Share the bid')),
    input: (_posted, { id }) => ({ consortiumId: id }),
    done: toConsortium('The bid is shared.'),
  }),
  ...form({
    url: '/consortia/:id/checks/:key',
    command: tickReadiness,
    show: (context, state) => onConsortium(context, 'Readiness', () => {
      const words = Object.entries(OWN_CHECKS).find(([key]) => key === context.params.key)?.[1];
      return words ? checkPage(words, state, context.csrf) : null;
    }),
    input: (posted, { id, key }) => ({ consortiumId: id, key, note: posted.text('note') }),
    done: toConsortium('Ticked.'),
  }),
  ...form({
    url: '/opportunities/:id/two-bids',
    command: declareTwoBids,
    show: async ({ read, params, actor, csrf }, state) => {
      const opportunity = isId(params.id) && !isOfAuthority(actor) ? await opportunityById(read, params.id) : null;
      const own: OwnTwoBids[] = [];
      for (const { id, name } of opportunity ? await organisationNames(read, speaksFor(actor)) : []) own.push(...[await ownTwoBidsOf(read, params.id, id, name)].filter((found) => found !== null));
      // Whoever takes part in one bid at most finds no page, so that the address tells nothing of a tender either.
      return opportunity && own.length > 0 ? pageOf('Two bids for one lot', twoBidsPage(opportunity.title, own, state, csrf), { backLink: { text: 'Back to the opportunity', href: `/opportunities/${params.id}` } }) : notFound;
    },
    input: (posted, { id }) => ({ opportunityId: id, organisationId: posted.text('organisationId'), words: posted.text('words') }),
    done: (_value, { id }) => redirectTo(`/opportunities/${id}/two-bids`, 'Your declaration is kept.'),
  }),
  ...form({
    url: '/opportunities/:id/two-bids/:organisation',
    command: decideTwoBids,
    show: async ({ read, params, actor, csrf }, state) => {
      const opportunity = await opportunityById(read, params.id);
      const found = opportunity && !(await ports().isLockedOut(read, params.id, actor)) ? (await inTwoBids(read, params.id)).find(({ organisationId }) => organisationId === params.organisation) : undefined;
      return opportunity && found ? pageOf('Two bids for one lot', decideTwoBidsPage(opportunity.title, found, state, csrf), { backLink: { text: 'Back to what ties the bidders', href: `/opportunities/${params.id}/lineage` } }) : notFound;
    },
    input: (posted, { id, organisation }) => ({
      opportunityId: id, organisationId: organisation, decision: posted.text('decision'), reason: posted.text('reason'),
      heard: Object.fromEntries(Object.keys(posted.values).filter((name) => name.startsWith(heardField(''))).map((name) => [name.slice(heardField('').length), posted.text(name)])),
    }),
    done: (_value, { id }) => redirectTo(`/opportunities/${id}/lineage`, 'Your decision is recorded, and both bidders are told.'),
  }),
  page({
    url: '/consortia/:id/copy',
    act: consortiaActs.viewCopy,
    show: (context) => onConsortium(context, 'What the bid says of you', async (consortium) => {
      const member = ownMember(consortium, context.actor);
      return member && copyPage(member, copyContent(consortium, member), await copiesOf(context.read, member.id));
    }),
  }),
];

const confirming = (state: FormState, csrf: Html, title: string, body: Html, act: string, tick?: string): Html => confirmingPage({ title, body, act, ...(tick ? { tick } : {}) }, state, csrf);
