import { z } from 'zod';
import { formatDate, londonDate } from '#kernel/calendar-date';
import { refuse } from '#kernel/outcome';
import { asNote, contractDetailsDue, lawFor } from '#law';
import { noticesOf, platformInput, readPlatform } from '#parts/notices';
import { keepPromise } from '#parts/promises';
import { readClock } from '#platform/clock';
import { command, done } from '#platform/command/command';
import { html } from '#platform/pages/html';
import { form, notFound, pageOf, redirectTo } from '#platform/web/route';
import { lawFrom } from '#policy';
import { decideConflicts, notice } from './direct-award.commands.ts';
import { stepPage } from './direct-award.page.ts';
import { directAwardById, lockDirectAward } from './direct-award.store.ts';
import { owesNotices } from './direct-award.ts';
import { routesActs } from './routes.acts.ts';

const about = (id: string) => ({ kind: 'direct-award', id });

/** Publishes the contract details notice (UK7) of a contract given without competition, from the record, and keeps the promise of it. */
export const publishDirectAwardDetails = command({
  act: routesActs.publishDirectDetails,
  input: z.object({ directAwardId: z.string(), ...platformInput }),
  record: ({ directAwardId }) => about(directAwardId),
  perform: async (context, input) => {
    const { tx } = context;
    const award = await lockDirectAward(tx, input.directAwardId);
    if (!award) return refuse('not-found', 'This direct award is not there any more.');
    if (award.agreementId === null || award.contractedOn === null) return refuse('wrong-state', 'The contract details notice follows the contract: make the contract first.');
    const rule = lawFor('uk-2026').rules.notices.find(({ code }) => code === 'UK7')!;
    if (!owesNotices(award.ground)) return refuse('not-owed', 'No contract details notice is owed: the person who uses the service chose the supplier.', { rule: asNote(rule) });
    if ((await noticesOf(tx, about(award.id))).some(({ code }) => code === 'UK7')) return refuse('published-already', 'The contract details notice has been published already.');
    const conflicts = await decideConflicts(tx, award, 'UK7');
    if (conflicts.kind === 'refused') return conflicts;
    const now = await readClock(tx);
    const platform = readPlatform(input, now);
    if (platform.kind === 'refused') return platform;
    const publishedOn = londonDate(platform.value?.publishedAt ?? now);
    if (publishedOn < award.contractedOn) return refuse('platform-date', `The contract was made on ${formatDate(award.contractedOn)}: its details notice cannot be older.`, { field: 'platformPublishedOn' });
    const { notice: due } = contractDetailsDue({ contractEntered: award.contractedOn, estimatedGross: award.gross, lightTouch: award.lightTouch }, await lawFrom(tx));
    await notice(context, award, 'UK7', `${award.bodyName} has given this contract to ${award.supplier} without competition.`, platform.value, { 'Contract made': formatDate(award.contractedOn) });
    await keepPromise(tx, 'contract-details-notice', { kind: 'agreement', id: award.agreementId });
    return done({ late: due.owed === 'by' && publishedOn > due.date }, { record: about(award.id), bodyId: award.bodyId, after: { notice: 'UK7', platform: platform.value?.reference ?? null, ...(due.owed === 'by' ? { dueOn: due.date } : {}) }, rule: asNote(due.rule).sentence });
  },
});

export const directAwardDetailsRoutes = form({
  url: '/direct-awards/:id/details',
  command: publishDirectAwardDetails,
  show: async ({ read, params, csrf }, state) => {
    const award = await directAwardById(read, params.id);
    if (!award || award.state !== 'contracted' || award.contractedOn === null || !owesNotices(award.ground)) return notFound;
    if ((await noticesOf(read, about(award.id))).some(({ code }) => code === 'UK7')) return notFound;
    const { notice: due } = contractDetailsDue({ contractEntered: award.contractedOn, estimatedGross: award.gross, lightTouch: award.lightTouch }, await lawFrom(read));
    const sentence = due.owed === 'by' ? `It is due by ${formatDate(due.date)}.` : '';
    return pageOf('Publish the contract details notice', stepPage(award, {
      heading: 'Publish the contract details notice', act: 'Publish', platform: true, sentences: [`The contract was made on ${formatDate(award.contractedOn)}. ${sentence}`],
      fields: html`<p class="govuk-body">The <a class="govuk-link" href="/direct-awards/${award.id}/conflicts">conflicts assessment</a> is confirmed for this notice (UK7) first.</p>`,
    }, csrf, state), { backLink: { href: `/direct-awards/${award.id}` } });
  },
  input: (posted, { id }) => ({ directAwardId: id, platformReference: posted.text('platformReference'), platformPublishedOn: posted.date('platformPublishedOn') }),
  done: ({ late }, { id }) => redirectTo(`/direct-awards/${id}`, late ? 'The contract details notice is published, after its due date.' : 'The contract details notice is published.'),
});
