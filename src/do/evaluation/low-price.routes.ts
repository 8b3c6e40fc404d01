import type { Read } from '#platform/database/connection';
import { isId } from '#kernel/ids';
import { holdsOn } from '#platform/access/holdings';
import { form, notFound, page, pageOf, redirectTo } from '#platform/web/route';
import { evaluationActs } from './evaluation.acts.ts';
import { isLockedOut, readOpportunity } from './evaluation.store.ts';
import { askPrice, assessPrice, explainPrice, testPrice } from './low-price.commands.ts';
import { askPricePage, assessPricePage, explainPage, pricesPage, testPricePage } from './low-price.page.ts';
import { lowPricesOf, priceQuestion, priceQuestionsOf, priceQuestionsOfAgreement, priceQuestionsOfBid } from './low-price.store.ts';
import { opportunityOfBid, panelBids } from './panel-bid.store.ts';

const lotIdOf = (text: string): string | null | undefined => (text === 'whole' ? null : isId(text) ? text : undefined);
const backToPrices = (id: string) => ({ backLink: { href: `/opportunities/${id}/prices` } });

/** The opportunity, the bid and its price for a lot; null for anybody who may not know of them. */
async function pricedBid(read: Read, bidId: string, lotText: string) {
  const [opportunityId, lotId] = [await opportunityOfBid(read, bidId), lotIdOf(lotText)];
  const opportunity = opportunityId === null ? null : await readOpportunity(read, opportunityId);
  const [bid] = opportunity ? await panelBids(read, opportunity.id, { bidId }) : [];
  if (!opportunity || !bid || lotId === undefined) return null;
  return { opportunity, bid, lotId, price: bid.prices.find((one) => one.lotId === lotId)?.netPence ?? null };
}

/** Prices that look too low: pointed out, asked about, explained, assessed, and tested later. */
export const lowPriceRoutes = [
  page({
    url: '/opportunities/:id/prices',
    act: evaluationActs.viewPrices,
    viewing: true,
    show: async ({ read, actor, params }) => {
      const opportunity = (await isLockedOut(read, params.id, actor)) ? null : await readOpportunity(read, params.id);
      if (!opportunity) return notFound;
      const { flagPercent, lots, bids } = await lowPricesOf(read, opportunity);
      const mayAct = ['opened', 'evaluated'].includes(opportunity.state) && holdsOn(actor, opportunity.bodyId, 'procurement-officer');
      return pageOf('Prices that look too low', pricesPage({ opportunity, flagPercent, lots, questions: await priceQuestionsOf(read, params.id), names: new Map(bids.map(({ id, organisationName }) => [id, organisationName])), mayAct }), { backLink: { href: `/opportunities/${params.id}` } });
    },
  }),
  ...form({
    url: '/bids/:id/price-question/:lot',
    command: askPrice,
    show: async ({ read, actor, params, csrf }, state) => {
      const found = await pricedBid(read, params.id, params.lot);
      if (!found || found.price === null || (await isLockedOut(read, found.opportunity.id, actor))) return notFound;
      const { lots } = await lowPricesOf(read, found.opportunity);
      const why = lots.find((one) => (one.lot?.id ?? null) === found.lotId)?.low.find(({ bidId }) => bidId === params.id)?.why ?? [];
      return pageOf('Ask for an explanation', askPricePage({ opportunity: found.opportunity, bidder: found.bid.organisationName, why, csrf }, state), backToPrices(found.opportunity.id));
    },
    input: (posted, params) => ({ bidId: params.id, lot: params.lot, why: posted.text('why'), answerOn: posted.date('answerOn') }),
    done: ({ opportunityId }) => redirectTo(`/opportunities/${opportunityId}/prices`, 'The bidder was asked to explain its price'),
  }),
  ...form({
    url: '/bids/:id/price-explanation',
    command: explainPrice,
    show: async ({ read, params, csrf }, state) => {
      const questions = await priceQuestionsOfBid(read, params.id);
      const found = await pricedBid(read, params.id, 'whole');
      if (questions.length === 0 || !found) return notFound;
      const { opportunity, bid } = found;
      const lotTitle = (lotId: string | null) => { const lot = opportunity.lots.find(({ id }) => id === lotId); return lot ? `Lot ${lot.number}: ${lot.title}` : null; };
      const model = questions.map((question) => ({ question, lot: question.lotId ?? 'whole', lotTitle: lotTitle(question.lotId), price: bid.prices.find(({ lotId }) => lotId === question.lotId)?.netPence ?? null }));
      return pageOf('Explain your price', explainPage(opportunity.title, model, csrf, state), { backLink: { text: 'Back to your bid', href: `/bids/${params.id}` } });
    },
    input: (posted, params) => ({ bidId: params.id, lot: posted.text('lot'), wage: posted.text('wage'), staffing: posted.text('staffing'), cost: posted.text('cost'), explanation: posted.text('explanation') }),
    done: (_value, params) => redirectTo(`/bids/${params.id}/price-explanation`, 'Your explanation was sent'),
  }),
  ...form({
    url: '/bids/:id/price-assessment/:lot',
    command: assessPrice,
    show: async ({ read, actor, params, csrf }, state) => {
      const found = await pricedBid(read, params.id, params.lot);
      const question = found ? await priceQuestion(read, params.id, found.lotId) : null;
      if (!found || !question || (await isLockedOut(read, found.opportunity.id, actor))) return notFound;
      const model = { opportunity: found.opportunity, bidder: found.bid.organisationName, price: found.price, question, mayAssess: ['opened', 'evaluated'].includes(found.opportunity.state), csrf };
      return pageOf('The explanation of a price', assessPricePage(model, state), backToPrices(found.opportunity.id));
    },
    input: (posted, params) => ({ bidId: params.id, lot: params.lot, accepted: posted.text('accepted'), reason: posted.text('reason') }),
    done: ({ opportunityId }) => redirectTo(`/opportunities/${opportunityId}/prices`, 'The assessment is saved'),
  }),
  ...form({
    url: '/agreements/:id/price-explanation',
    command: testPrice,
    show: async ({ read, params, csrf }, state) => {
      const questions = await priceQuestionsOfAgreement(read, params.id);
      const agreement = await read.selectFrom('agreement').select('title').where('id', '=', params.id).executeTakeFirst();
      return agreement && questions.length > 0 ? pageOf('The low price, and how it was explained', testPricePage(agreement.title, questions, csrf, state), { backLink: { href: `/contracts/${params.id}` } }) : notFound;
    },
    input: (posted, params) => ({ agreementId: params.id, questionId: posted.text('questionId'), tested: posted.text('tested') }),
    done: (_value, params) => redirectTo(`/agreements/${params.id}/price-explanation`, 'Saved'),
  }),
];
