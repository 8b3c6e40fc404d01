import { z } from 'zod';
import { isId, newId } from '#kernel/ids';
import { refuse } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import { button } from '#platform/pages/components/index';
import { errorSummaryFor, selectField, textField, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { plainList } from '#platform/pages/presentation';
import { form, notFound, pageOf, redirectTo } from '#platform/web/route';
import type { BidResult } from '#parts/assessments';
import { evaluationActs } from './evaluation.acts.ts';
import { isLockedOut, lockOpportunity, type EvaluatedOpportunity } from './evaluation.store.ts';
import { heading } from './panel.page.ts';
import { resultsOf, type Results } from './results.store.ts';
import { words } from './typed-fields.ts';

const lotIdOf = (text: string): string | null => (text === 'whole' ? null : text);
const tiedIn = (results: Results, lot: string): readonly BidResult[] => {
  const found = results.lots.find((one) => (one.lot?.id ?? null) === lotIdOf(lot));
  return found && found.result.tiedFirst.length > 0 ? found.result.bids.filter(({ rank }) => rank === 1) : [];
};

/** Lots were drawn before two witnesses, as the tender says of ties that nothing else parts. Once, and for good. */
export const recordDrawing = command({
  act: evaluationActs.recordDrawing,
  input: z.object({ opportunityId: z.string(), lot: z.string().refine((text) => text === 'whole' || isId(text), 'This lot is not there'), order: z.array(z.string()).max(50), witnesses: z.array(words(200, 'Name two witnesses')).length(2) }),
  record: ({ opportunityId }) => ({ kind: 'opportunity', id: opportunityId }),
  perform: async ({ tx, actor }, { opportunityId, lot, order, witnesses }) => {
    const opportunity = await lockOpportunity(tx, opportunityId);
    const results = opportunity && !(await isLockedOut(tx, opportunityId, actor)) ? await resultsOf(tx, opportunityId) : null;
    if (!opportunity || !results) return refuse('not-found', 'This opportunity is not there any more.');
    if (opportunity.state !== 'evaluated') return refuse('wrong-state', 'Lots are drawn once the evaluation is complete.');
    if (!opportunity.plan.tieRules.includes('drawing')) return refuse('no-rule', 'The tender does not say that lots are drawn.');
    const tied = tiedIn(results, lot);
    if (tied.length === 0) return refuse('no-tie', 'No bids tie for the first place here.');
    if (new Set(order).size !== tied.length || !tied.every(({ bidId }) => order.includes(bidId))) return refuse('order', 'Put every bid that ties in the order drawn, each once.', { field: 'order-0' });
    if (witnesses[0]!.toLowerCase() === witnesses[1]!.toLowerCase()) return refuse('one-witness', 'Name two different witnesses.', { field: 'witness-1' });
    await tx.insertInto('tie_drawing').values({ id: newId<'tie_drawing'>(), opportunity_id: opportunityId, lot_id: lotIdOf(lot), bid_ids: order, witnesses, drawn_by: actor.personId }).execute();
    return done(undefined, { record: { kind: 'opportunity', id: opportunityId }, bodyId: opportunity.bodyId, after: { lot, order, witnesses } });
  },
});

export const drawingRoutes = form({
  url: '/opportunities/:id/drawing/:lot',
  command: recordDrawing,
  show: async ({ read, actor, params, csrf }, state) => {
    const results = (await isLockedOut(read, params.id, actor)) ? null : await resultsOf(read, params.id);
    const tied = results ? tiedIn(results, params.lot) : [];
    return results && tied.length > 0 ? pageOf('A drawing of lots', drawingPage(results.opportunity, tied, csrf, state), { backLink: { href: `/opportunities/${params.id}/results` } }) : notFound;
  },
  input: (posted, params) => ({
    opportunityId: params.id, lot: params.lot, order: Array.from({ length: 50 }, (_unused, index) => posted.text(`order-${index}`)).filter((text) => text !== ''), witnesses: [posted.text('witness-0'), posted.text('witness-1')],
  }),
  done: (_value, params) => redirectTo(`/opportunities/${params.id}/results`, 'The drawing is recorded'),
});

const drawingPage = (opportunity: EvaluatedOpportunity, tied: readonly BidResult[], csrf: Html, state: FormState): Html => html`${errorSummaryFor(state)}${heading(opportunity, 'A drawing of lots')}
<p class="govuk-body">These bids have equal totals that no other stated rule parts. Draw lots before two people who have nothing to do with it, and write down the order.</p>${plainList(tied.map(({ name }) => name))}
<form method="post" novalidate>${csrf}
${tied.map((_bid, index) => selectField(state, { name: `order-${index}`, label: `Drawn ${index === 0 ? 'first' : `as number ${index + 1}`}`, emptyText: 'Choose a bid', items: tied.map(({ bidId, name }) => ({ value: bidId, text: name })) }))}
${[0, 1].map((index) => textField(state, { name: `witness-${index}`, label: `Witness ${index + 1}`, hint: 'Name and post' }))}
${button({ text: 'Record the drawing', preventDoubleClick: true })}</form>`;
