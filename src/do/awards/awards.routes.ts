import { sql } from 'kysely';
import { londonDate } from '#kernel/calendar-date';
import { isId } from '#kernel/ids';
import type { Actor } from '#platform/access/access';
import { holdsOn } from '#platform/access/holdings';
import { readClock } from '#platform/clock';
import type { Read } from '#platform/database/connection';
import { PDF_MEDIA_TYPE, writePdf } from '#platform/documents/write-pdf';
import type { FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { formatDate, ruleNote } from '#platform/pages/presentation';
import { form, notFound, page, pageOf, payload, redirectTo, type Answer, type PageContext } from '#platform/web/route';
import { peopleWith } from '#agreements';
import { isLockedOut, layOutcome, resultsOf } from '#evaluation';
import { approvalSteps, approvalState } from '#parts/approvals';
import { noticesOf, noticeTimeline } from '#parts/notices';
import { drawThread } from '#parts/thread';
import { publishedOutcomes } from '#outcomes';
import { titleInStageSql } from '#opportunities';
import { lawFrom, policyValue } from '#policy';
import { AWARD_SUBJECT, awardApprovalSubject } from './award-approval.command.ts';
import { decideStandstill, platformComesFirst } from './award.ts';
import { awardPage, confirmPage, detailsPage, lotsPage, lotWords, publishPage, reasonPage, recommendPage } from './award.page.ts';
import { lotLimitOf, awardsOf, outcomesServed, readAward, type Award } from './award.store.ts';
import { awardsActs } from './awards.acts.ts';
import { confirmAward, publishContractDetails } from './confirm-award.command.ts';
import { askForTalk, editFeedback, releaseFeedback } from './feedback.commands.ts';
import { bidderFeedbackPage, editLetterPage, lettersPage, releasePage, talkPage } from './feedback.page.ts';
import { lettersOf, releasedLetters } from './feedback.store.ts';
import { letterText, missingFrom } from './feedback.ts';
import { provisionalOffer } from './provisional.store.ts';
import { letterBlocks } from './feedback-letter.ts';
import { awardOfBid, talksOf } from './talks.command.ts';
import { publishAward, titleWithStage } from './publish-award.command.ts';
import { declineLot, recommendAward, withdrawAward } from './recommend.command.ts';
import { obstaclesAhead } from './unhindered.store.ts';

type Context<Names extends string = 'id'> = PageContext<Readonly<Record<Names, string>>, unknown>;
const toAward = (id: string) => ({ backLink: { href: `/awards/${id}` } });

/** Address and message after a command on an award. */
const back = (message: string) => (_value: unknown, params: { readonly id: string }) => redirectTo(`/awards/${params.id}`, message);

export const awardsRoutes = [
  page({ url: '/opportunities/:id/award', act: awardsActs.viewLots, show: showLots }),
  ...form({
    url: '/opportunities/:id/award/:lot', command: recommendAward, show: showRecommend,
    input: (posted, params) => ({ opportunityId: params.id, lot: params.lot, bidId: posted.text('bidId'), valueNet: posted.text('valueNet'), vatPercent: posted.text('vatPercent'), reasons: posted.text('reasons'), limitApplied: posted.text('limitApplied'), provisional: posted.text('provisional'), evidenceKind: posted.text('evidenceKind'), evidence: posted.text('evidence'), provisionalReason: posted.text('provisionalReason'), managerId: posted.text('managerId'), directorId: posted.text('directorId') }),
    done: ({ awardId }) => redirectTo(`/awards/${awardId}`, 'The award is recommended and waits for approval'),
  }),
  ...form({
    url: '/opportunities/:id/award/:lot/decline', command: declineLot, input: (posted, params) => ({ opportunityId: params.id, lot: params.lot, reason: posted.text('reason') }),
    show: async ({ read, actor, params, csrf }, state) => {
      const results = (await isLockedOut(read, params.id, actor)) ? null : await resultsOf(read, params.id);
      const lot = results?.lots.find((one) => one.lot?.id === params.lot)?.lot;
      return results && lot ? pageOf('Do not award a lot', reasonPage(results.opportunity.title, `Do not award ${lotWords(lot)}`, 'The lot is closed without an award. Everyone who bid for it is told the reason, and it stands on the public record.', 'Do not award this lot', csrf, state), { backLink: { href: `/opportunities/${params.id}/award` } }) : notFound;
    },
    done: ({ opportunityId }) => redirectTo(`/opportunities/${opportunityId}/award`, 'The lot will not be awarded'),
  }),
  page({ url: '/awards/:id', act: awardsActs.view, show: showAward }),
  ...form({
    url: '/awards/:id/withdraw', command: withdrawAward, input: (posted, params) => ({ awardId: params.id, reason: posted.text('reason') }),
    show: (context, state) => onAward(context, (award) => pageOf('Withdraw the recommendation', reasonPage(titleWithStage(award), 'Withdraw the recommendation', 'The lot can then be awarded anew. The reason is kept with the record.', 'Withdraw', context.csrf, state), toAward(award.id))),
    done: back('The recommendation is withdrawn'),
  }),
  page({ url: '/awards/:id/feedback', act: awardsActs.viewFeedback, show: (context) => onAward(context, async (award) => pageOf('Feedback to bidders', lettersPage(award, await lettersOf(context.read, award), holdsOn(context.actor, award.bodyId, 'procurement-officer'), await talksOf(context.read, award.id)), toAward(award.id))) }),
  ...form({
    url: '/awards/:id/feedback/release', command: releaseFeedback, input: (_posted, params) => ({ awardId: params.id }),
    show: (context, state) => onAward(context, async (award) => pageOf('Release feedback', releasePage(award, (await lettersOf(context.read, award)).length, await obstaclesAhead(context.read, award, londonDate(await readClock(context.read))), context.csrf, state), { backLink: { href: `/awards/${award.id}/feedback` } })),
    done: back('Feedback was released to every bidder'),
  }),
  ...form({
    url: '/awards/:id/feedback/:letter', command: editFeedback,
    input: (posted, params) => ({ awardId: params.id, feedbackId: params.letter, winnerAdvantages: posted.text('winnerAdvantages'), strength: fieldsAfter(posted.values, 'strength-', (name) => posted.text(name)), improvement: fieldsAfter(posted.values, 'improvement-', (name) => posted.text(name)) }),
    show: (context, state) => onAward(context, async (award) => {
      const letter = (await lettersOf(context.read, award)).find(({ id }) => id === context.params.letter);
      return letter && !letter.releasedAt ? pageOf(`Letter to ${letter.organisationName}`, editLetterPage(award, letter, context.csrf, state), { backLink: { href: `/awards/${award.id}/feedback` } }) : notFound;
    }),
    done: (_value, params) => redirectTo(`/awards/${params.id}/feedback`, 'The letter is saved'),
  }),
  ...form({
    url: '/awards/:id/publish', command: publishAward, show: showPublish,
    input: (posted, params) => ({ awardId: params.id, platformReference: posted.text('platformReference'), platformPublishedOn: posted.date('platformPublishedOn'), voluntary: posted.text('voluntary') }),
    done: ({ lastDay }, params) => redirectTo(`/awards/${params.id}`, lastDay ? `The award is announced. The standstill lasts to the end of ${formatDate(lastDay)}.` : 'The award is announced. It can be confirmed at once.'),
  }),
  ...form({
    url: '/awards/:id/confirm', command: confirmAward,
    input: (posted, params) => ({ awardId: params.id, startsOn: posted.date('startsOn'), endsOn: posted.date('endsOn'), risk: posted.text('risk'), outcomeIds: posted.texts('outcomeIds'), platformReference: posted.text('platformReference'), platformPublishedOn: posted.date('platformPublishedOn') }),
    show: (context, state) => onAward(context, async (award) => {
      const carried = await outcomesServed(context.read, award);
      return pageOf('Confirm the award', confirmPage(award, carried.length > 0 ? [] : await publishedOutcomes(context.read, award.bodyId), context.csrf, state), toAward(award.id));
    }),
    done: ({ agreementId, reference }) => redirectTo(`/contracts/${agreementId}`, `Contract ${reference} is on the register`),
  }),
  ...form({
    url: '/awards/:id/details', command: publishContractDetails,
    input: (posted, params) => ({ awardId: params.id, platformReference: posted.text('platformReference'), platformPublishedOn: posted.date('platformPublishedOn') }),
    show: (context, state) => onAward(context, (award) => pageOf('Publish the contract details notice', detailsPage(award, context.csrf, state), toAward(award.id))),
    done: back('The contract details notice is published'),
  }),
  page({ url: '/bids/:id/feedback', act: awardsActs.readFeedback, show: showFeedback }),
  page({ url: '/bids/:id/feedback.txt', act: awardsActs.readFeedback, show: sendLetter }),
  page({ url: '/bids/:id/feedback.pdf', act: awardsActs.readFeedback, show: sendLetterAsPdf }),
  ...form({
    url: '/bids/:id/feedback/talk', command: askForTalk, input: (_posted, params) => ({ bidId: params.id }),
    show: async ({ read, params, csrf }, state) => {
      const bid = await bidFacts(read, params.id);
      // Where times are offered a talk is booked, not asked for.
      const talks = await talksForBid(read, params.id);
      if (bid && talks && (await releasedLetters(read, params.id))[0]?.small) return redirectTo(`/sessions/${talks.id}`);
      return bid && (await releasedLetters(read, params.id))[0]?.small ? pageOf('Ask for a talk', talkPage(bid.bodyName, csrf, state), { backLink: { href: `/bids/${params.id}/feedback` } }) : notFound;
    },
    done: (_value, params) => redirectTo(`/bids/${params.id}/feedback`, 'You have asked for a talk'),
  }),
];

const isStaff = (actor: Actor, { bodyId }: Pick<Award, 'bodyId'>): boolean => actor.holdings.some(({ scopeKind, scopeId }) => scopeKind === 'body' && scopeId === bodyId);

const fieldsAfter = (values: Readonly<Record<string, unknown>>, prefix: string, text: (name: string) => string): Record<string, string> =>
  Object.fromEntries(Object.keys(values).filter((name) => name.startsWith(prefix) && isId(name.slice(prefix.length))).map((name) => [name.slice(prefix.length), text(name)]));

/** Runs for an award that this reader is not locked out of. */
async function onAward({ read, actor, params }: Context<never> | Context, then: (award: Award) => Answer | Promise<Answer>): Promise<Answer> {
  const award = await readAward(read, (params as { id: string }).id);
  return award && !(await isLockedOut(read, award.opportunityId, actor)) ? then(award) : notFound;
}

async function showLots({ read, actor, params }: Context): Promise<Answer> {
  const results = (await isLockedOut(read, params.id, actor)) ? null : await resultsOf(read, params.id);
  if (!results) return notFound;
  return pageOf('Award', lotsPage({ results, awards: await awardsOf(read, params.id), mayRecommend: holdsOn(actor, results.opportunity.bodyId, 'procurement-officer') }), { backLink: { href: `/opportunities/${params.id}` } });
}

async function showRecommend({ read, actor, params, csrf }: Context<'id' | 'lot'>, state: FormState): Promise<Answer> {
  const results = (await isLockedOut(read, params.id, actor)) ? null : await resultsOf(read, params.id);
  const lot = results?.lots.find((one) => (one.lot?.id ?? 'whole') === params.lot);
  if (!results || !lot || results.opportunity.state !== 'evaluated') return notFound;
  if ((results.opportunity.endsInShortlist || lot.bids.length === 0) && state.errors.length === 0) return redirectTo(`/opportunities/${params.id}/award`);
  const { bodyId } = results.opportunity;
  const model = { results, lot, csrf, limit: results.lots.length > 1 ? await lotLimitOf(read, params.id) : null, provisional: await provisionalOffer(read, params.id), managers: await peopleWith(read, bodyId, 'contract-manager'), directors: await peopleWith(read, bodyId, 'lead-director') };
  return pageOf('Recommend an award', recommendPage(model, state), { backLink: { href: `/opportunities/${params.id}/award` } });
}

async function showAward(context: Context): Promise<Answer> {
  const { read, actor, services, params } = context;
  const award = await readAward(read, params.id);
  const isPublic = award !== null && award.noticePublishedAt !== null;
  const lockedOut = award !== null && (await isLockedOut(read, award.opportunityId, actor));
  if (!award || (lockedOut && !isPublic)) return notFound;
  const staff = isStaff(actor, award) && !lockedOut;
  const about = { kind: 'award', id: award.id };
  const approval = staff ? await approvalState(read, about, AWARD_SUBJECT, await awardApprovalSubject.contentHash(read, award.id)) : null;
  const details = award.agreementId ? await noticesOf(read, { kind: 'agreement', id: award.agreementId }) : [];
  const content = awardPage({
    award, staff, mayAct: holdsOn(actor, award.bodyId, 'procurement-officer'), approvals: approval ? approvalSteps(approval, 'Who must approve the award') : null, approvalId: approval?.waitingFor?.id ?? null,
    notApproved: approval?.standing === 'refused' || approval?.standing === 'lapsed',
    obstacles: staff && holdsOn(actor, award.bodyId, 'procurement-officer') ? await obstaclesAhead(read, award, londonDate(await readClock(read))) : [], lettersIncomplete: staff ? missingFrom(await lettersOf(read, award)).length : 0, contractDetailsOwed: award.agreementId !== null && !details.some(({ code }) => code === 'UK7'),
    lay: isPublic || staff ? await layOutcome(read, award.opportunityId, award.lot?.id ?? null) : null,
    notices: isPublic ? noticeTimeline([...(await noticesOf(read, about)), ...details]) : null, thread: await drawThread(read, services, actor, about), today: londonDate(await readClock(read)),
  });
  return pageOf(`Award: ${titleWithStage(award)}`, content, { breadcrumbs: [{ text: 'Home', href: '/' }, { text: award.titleInStage, href: `/opportunities/${award.opportunityId}` }, { text: 'Award' }] });
}

async function showPublish(context: Context, state: FormState): Promise<Answer> {
  const { read, csrf } = context;
  return onAward(context, async (award) => {
    const today = londonDate(await readClock(read));
    const law = await lawFrom(read);
    const [without, policy] = [decideStandstill(award, today, false, law), await policyValue(read, award.bodyId, 'standstill.voluntary', today)];
    const none = without.kind === 'allowed' && without.value.kind === 'none';
    return pageOf('Publish the award notice', publishPage(award, { standstill: standstillWords(without, platformComesFirst(award)), askVoluntary: none && policy.value === null, obstacles: await obstaclesAhead(read, award, today) }, csrf, state), toAward(award.id));
  });
}

function standstillWords(decided: ReturnType<typeof decideStandstill>, platform: boolean): Html {
  if (decided.kind === 'refused') return html`<p class="govuk-body">${decided.sentence}</p>${decided.rule && ruleNote(decided.rule)}`;
  const { lastDay, rule } = decided.value;
  return html`<p class="govuk-body">${lastDay ? `If it is published ${platform ? 'on the central platform ' : ''}today, the standstill lasts to the end of ${formatDate(lastDay)}.` : 'The law asks for no standstill here.'}</p>${ruleNote(rule)}`;
}

async function bidFacts(read: Read, bidId: string): Promise<{ readonly reference: string; readonly title: string; readonly bodyName: string } | undefined> {
  return read.selectFrom('bid as b').innerJoin('opportunity as o', 'o.id', 'b.opportunity_id').innerJoin('body', 'body.id', 'o.body_id').select(['b.reference', sql<string>`${sql.raw(titleInStageSql('o'))}`.as('title'), 'body.name as bodyName']).where('b.id', '=', bidId).executeTakeFirst();
}

const talksForBid = async (read: Read, bidId: string) => {
  const awardId = await awardOfBid(read, bidId);
  return awardId === null ? null : talksOf(read, awardId);
};

async function showFeedback({ read, params }: Context): Promise<Answer> {
  const [bid, letters] = [await bidFacts(read, params.id), await releasedLetters(read, params.id)];
  if (!bid || letters.length === 0) return notFound;
  return pageOf(`Result of ${bid.title}`, bidderFeedbackPage({ ...bid, bidId: params.id, letters, talks: await talksForBid(read, params.id) }), { backLink: { href: `/bids/${params.id}` } });
}

async function sendLetter({ read, services, params }: Context): Promise<Answer> {
  const [bid, letters] = [await bidFacts(read, params.id), await releasedLetters(read, params.id)];
  if (!bid || letters.length === 0) return notFound;
  const text = letters.map((feedback) => letterText({ feedback, bodyName: bid.bodyName, title: bid.title, bidReference: bid.reference, lotWords: feedback.lotWords, date: formatDate(londonDate(feedback.releasedAt!)), talkAddress: `${services.config.siteUrl}/bids/${params.id}/feedback/talk` }));
  return payload('text/plain; charset=utf-8', text.join('\n\n'), { fileName: `feedback-${bid.reference}.txt` });
}

async function sendLetterAsPdf({ read, services, params }: Context): Promise<Answer> {
  const [bid, letters] = [await bidFacts(read, params.id), await releasedLetters(read, params.id)];
  if (!bid || letters.length === 0) return notFound;
  const blocks = letters.flatMap((feedback) => letterBlocks({ feedback, bodyName: bid.bodyName, title: bid.title, bidReference: bid.reference, lotWords: feedback.lotWords, date: formatDate(londonDate(feedback.releasedAt!)), talkAddress: `${services.config.siteUrl}/bids/${params.id}/feedback/talk` }));
  return payload(PDF_MEDIA_TYPE, await writePdf({ title: `Result of ${bid.title}`, author: bid.bodyName, blocks }), { fileName: `feedback-${bid.reference}.pdf` });
}
