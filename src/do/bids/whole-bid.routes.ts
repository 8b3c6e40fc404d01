import { may } from '#platform/access/access';
import { postedAnswers } from '#parts/questions';
import type { FormState } from '#platform/pages/form';
import { Posted } from '#platform/web/posted';
import { form, notFound, pageOf, redirectTo, type Answer, type PageContext } from '#platform/web/route';
import { bidModel, postedPrices } from './bid.reader.ts';
import type { BidModel } from './bid.page.ts';
import { bidsActs } from './bids.acts.ts';
import { saveWhole, submitWhole } from './whole-bid.command.ts';
import { wholePage } from './whole-bid.page.ts';
import { fateOf, readWhole, storedPart, suitsOnePage, type TypedWhole } from './whole-bid.ts';

const typedWhole = (posted: Posted): TypedWhole => ({
  answers: postedAnswers(posted),
  lots: posted.values['lots-stamp'] === undefined ? null : { chosen: posted.texts('lots'), stamp: posted.text('lots-stamp') },
  prices: posted.values['prices-stamp'] === undefined ? null : { given: postedPrices(posted), stamp: posted.text('prices-stamp') },
});

/** Compares what came back with what is stored now, which the refusal may have saved. */
function compared(model: BidModel, state: FormState) {
  const typed = typedWhole(new Posted(state.values as Posted['values']));
  const parts = readWhole(model.isPriced ? typed : { ...typed, prices: null }, { questions: model.questions, lots: model.lots, lotsPerBidder: model.bid.lotsPerBidder });
  return {
    fates: new Map(parts.map((part) => [part.partKey, fateOf(part, storedPart(model.draft, part.partKey))])),
    stamps: new Map(parts.map(({ partKey, stamp }) => [partKey, stamp])),
  };
}

async function show({ read, actor, services, params, csrf }: PageContext<{ readonly id: string }>, state: FormState): Promise<Answer> {
  const model = await bidModel(read, params.id, actor);
  if (!model) return notFound;
  if (!suitsOnePage(model.questions) && state.errors.length === 0) return redirectTo(`/bids/${params.id}`);
  const maySubmit = await may(read, services.kinds, actor, bidsActs.submitWhole, { kind: 'bid', id: params.id });
  const page = wholePage({ ...model, ...compared(model, state), maySubmit }, { csrf, personId: actor.personId }, state);
  return pageOf('Write your bid on one page', page, { backLink: { text: 'Back to the bid', href: `/bids/${params.id}` } });
}

/** A short tender on one page: two buttons, and so two addresses, of one form. */
export const wholeBidRoutes = [
  ...form({
    url: '/bids/:id/one-page',
    command: saveWhole,
    show,
    input: (posted, params) => ({ bidId: params.id, ...typedWhole(posted) }),
    done: (_value, params) => redirectTo(`/bids/${params.id}/check`, 'Your bid is saved.'),
    saved: ({ at, versions }) => ({ at, versions }),
  }),
  ...form({
    url: '/bids/:id/one-page/submit',
    command: submitWhole,
    show,
    input: (posted, params) => ({ bidId: params.id, ...typedWhole(posted), files: posted.text('files'), confirmed: posted.text('confirm') === 'yes' }),
    done: (_value, params) => redirectTo(`/bids/${params.id}/receipt`),
  }),
];
