import { checkboxField, errorSummaryFor, radioField, textArea, textField } from '#platform/pages/form';
import { html } from '#platform/pages/html';
import { button } from '#platform/pages/components/index';
import { emptyState } from '#platform/pages/presentation';
import { readClock } from '#platform/clock';
import { form, notFound, pageOf, redirectTo, type Route } from '#platform/web/route';
import { SESSION_KINDS, postedSlotSet, sessionList, sharedAnswers, slotSetFields, slotsOf } from '#parts/sessions';
import { opportunityById, titleInStage } from '#opportunities';
import { draftTime } from './judge.store.ts';
import { earlyNoticesOf } from './early-notice.store.ts';
import { answerClash, saveTimetable, STAGES_TO_PLAN } from './plan.commands.ts';
import { arrangeForBidders, BIDDER_SESSIONS } from './sessions.command.ts';
import { bidderSessionsOf } from './sections.store.ts';
import { recordEarlyStart, recordSlip } from './slip.commands.ts';
import { choosePacks } from './support.commands.ts';
import { chosenPacks, packsOf } from './support.store.ts';
import { clashPage, earlyStartPage, planPage, slipPage } from './timetable.page.ts';
import { agreementOf, timetableOf, winnersOf } from './timetable.store.ts';

const back = (id: string, isDraft: boolean) => ({ backLink: isDraft ? { text: 'Back to building', href: `/opportunities/${id}/build` } : { text: 'Back to the opportunity', href: `/opportunities/${id}` } });

/** The pages on an opportunity's time: planned while it is built, moved with a reason once it is published. */
export const planRoutes: readonly (Route | readonly Route[])[] = [
  form({
    url: '/opportunities/:id/timetable',
    command: saveTimetable,
    show: async ({ read, params, csrf }, state) => {
      const opportunity = await opportunityById(read, params.id);
      if (!opportunity) return notFound;
      if (opportunity.state !== 'draft') return redirectTo(`/opportunities/${params.id}/slip`);
      const model = { opportunity, csrf, time: await draftTime(read, opportunity, await readClock(read), true), early: await earlyNoticesOf(read, [opportunity.bodyId], ['published']) };
      return pageOf(`Timetable: ${titleInStage(opportunity)}`, planPage(model, state), back(params.id, true));
    },
    input: (posted, params) => ({
      opportunityId: params.id, ...Object.fromEntries(STAGES_TO_PLAN.map((stage) => [stage, posted.date(stage)])), complexity: posted.text('complexity'), consortiaAllowed: posted.text('consortiaAllowed') === 'yes',
      visitsNoneReason: posted.text('visitsNoneReason'), earlyNoticeId: posted.text('earlyNoticeId'),
    }),
    done: (_value, params) => redirectTo(`/opportunities/${params.id}/timetable`, 'The timetable is saved'),
  }),
  form({
    url: '/opportunities/:id/clash',
    command: answerClash,
    show: async ({ read, params, csrf }, state) => {
      const opportunity = await opportunityById(read, params.id);
      if (opportunity?.state !== 'draft') return notFound;
      return pageOf('Why does it stay where it is?', clashPage(opportunity, await draftTime(read, opportunity, await readClock(read)), state, csrf), { backLink: { text: 'Back to the timetable', href: `/opportunities/${params.id}/timetable` } });
    },
    input: (posted, params) => ({ opportunityId: params.id, reason: posted.text('reason') }),
    done: (_value, params) => redirectTo(`/opportunities/${params.id}/timetable`, 'The reason is recorded'),
  }),
  form({
    url: '/opportunities/:id/slip',
    command: recordSlip,
    show: async ({ read, params, csrf }, state) => {
      const opportunity = await opportunityById(read, params.id);
      if (!opportunity) return notFound;
      const model = { opportunity, csrf, lines: await timetableOf(read, params.id, await readClock(read)), agreement: await agreementOf(read, params.id), hasWinner: (await winnersOf(read, params.id)).length > 0 };
      return pageOf(`Move a date: ${titleInStage(opportunity)}`, slipPage(model, state), back(params.id, opportunity.state === 'draft'));
    },
    input: (posted, params) => ({ opportunityId: params.id, stage: posted.text('stage'), toOn: posted.date('toOn'), reason: posted.text('reason'), startChoice: posted.text('startChoice') }),
    done: (_value, params) => redirectTo(`/opportunities/${params.id}/slip`, 'The date is moved, and everyone concerned is told'),
  }),
  form({
    url: '/opportunities/:id/early-start',
    command: recordEarlyStart,
    show: async ({ read, params, csrf }, state) => {
      const opportunity = await opportunityById(read, params.id);
      const winners = await winnersOf(read, params.id);
      if (!opportunity || winners.length === 0) return notFound;
      return pageOf('The provider agrees to start early', earlyStartPage(opportunity, winners, state, csrf), { backLink: { text: 'Back', href: `/opportunities/${params.id}/slip` } });
    },
    input: (posted, params) => ({ opportunityId: params.id, organisationId: posted.text('organisationId'), startsOn: posted.date('startsOn'), signedBy: posted.text('signedBy'), signedOn: posted.date('signedOn'), words: posted.text('words') }),
    done: (_value, params) => redirectTo(`/opportunities/${params.id}/slip`, 'The agreement is recorded'),
  }),
  form({
    url: '/opportunities/:id/sessions',
    command: arrangeForBidders,
    show: async ({ read, params, csrf }, state) => {
      const opportunity = await opportunityById(read, params.id);
      if (!opportunity) return notFound;
      const sessions = await bidderSessionsOf(read, params.id);
      const slots = await slotsOf(read, sessions.map(({ id }) => id));
      const listed = [];
      for (const session of sessions) listed.push({ session, slots: slots.filter(({ sessionId }) => sessionId === session.id), answers: await sharedAnswers(read, session.id) });
      return pageOf(`Visits and surgeries: ${titleInStage(opportunity)}`, html`${errorSummaryFor(state)}<h1 class="govuk-heading-l"><span class="govuk-caption-l">${titleInStage(opportunity)}</span>Visits and surgeries</h1>
${listed.length > 0 && sessionList(listed, await readClock(read))}
<h2 class="govuk-heading-m">Arrange one</h2><p class="govuk-body">Bidders come on equal terms: anyone who may bid can book, nobody is refused for want of places, and what is asked there is answered for all of them.</p>
<form method="post" novalidate>${csrf}${radioField(state, { name: 'kind', label: 'What is it?', labelSize: 's', items: BIDDER_SESSIONS.map((kind) => ({ value: kind, text: SESSION_KINDS[kind] })) })}
${textField(state, { name: 'title', label: 'Title' })}${textArea(state, { name: 'words', label: 'What happens, and whom bidders meet (optional)', rows: 3 })}${slotSetFields(state)}
${textField(state, { name: 'peopleEach', label: 'How many people may come for each booking (optional)', width: 3, inputmode: 'numeric' })}${textArea(state, { name: 'accessibility', label: 'Access at the place (optional)', rows: 2 })}
${textArea(state, { name: 'alternative', label: 'What those get who cannot come (optional)', hint: 'Such as a film of the visit, or a call', rows: 2 })}${button({ text: 'Arrange it' })}</form>`, back(params.id, opportunity.state === 'draft'));
    },
    input: (posted, params) => ({
      opportunityId: params.id, kind: posted.text('kind'), title: posted.text('title'), words: posted.text('words'), ...postedSlotSet(posted), peopleEach: posted.text('peopleEach'),
      accessibility: posted.text('accessibility'), alternative: posted.text('alternative'),
    }),
    done: ({ sessionId }) => redirectTo(`/sessions/${sessionId}/manage`, 'It is arranged. Add another set of times here.'),
  }),
  form({
    url: '/opportunities/:id/support',
    command: choosePacks,
    show: async ({ read, params, csrf }, state) => {
      const opportunity = await opportunityById(read, params.id);
      if (!opportunity) return notFound;
      const packs = await packsOf(read, [opportunity.bodyId]);
      return pageOf(`Support: ${titleInStage(opportunity)}`, html`${errorSummaryFor(state)}<h1 class="govuk-heading-l"><span class="govuk-caption-l">${titleInStage(opportunity)}</span>Support for bidders</h1>
${packs.length === 0 ? emptyState({ title: 'There are no support packs yet.', action: { text: 'Write one', href: '/support-packs/new' } }) : html`<form method="post" novalidate>${csrf}
${checkboxField(state, { name: 'packIds', label: 'Which packs go with it?', hint: 'A pack with a guide to the questions is linked from each question', labelSize: 's', items: packs.map(({ id, title, items }) => ({ value: id, text: title, hint: items.map((item) => item.title).join(', ') })), values: await chosenPacks(read, params.id) })}
${button({ text: 'Save' })}</form>`}<p class="govuk-body"><a class="govuk-link" href="/opportunities/${params.id}/sessions">Arrange a surgery</a>. <a class="govuk-link" href="/support-packs">All support packs</a></p>`, back(params.id, opportunity.state === 'draft'));
    },
    input: (posted, params) => ({ opportunityId: params.id, packIds: posted.texts('packIds') }),
    done: (_value, params) => redirectTo(`/opportunities/${params.id}/support`, 'The support that goes with it is saved'),
  }),
];
