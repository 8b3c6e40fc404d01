import { z } from 'zod';
import { criteriaOf, weigh } from '#parts/assessments';
import { isId } from '#kernel/ids';
import type { Decision } from '#kernel/outcome';
import { whereMay } from '#platform/access/access';
import type { Read } from '#platform/database/connection';
import type { Html } from '#platform/pages/html';
import { mayBid } from '#opportunities';
import { form, notFound, page, pageOf, payload, redirectTo, type Page } from '#platform/web/route';
import { contentBytes } from './bid-content.ts';
import { questionsAsked } from './bid-readiness.ts';
import { bidModel, postedPrices } from './bid.reader.ts';
import { organisationNames } from '#parties';
import { findBid, findOpportunity, listBids, type Bid } from './bid.store.ts';
import { bidPage } from './bid.page.ts';
import { bidsActs } from './bids.acts.ts';
import { bidKind } from './bids.kinds.ts';
import { addFile, removeFile } from './change-files.command.ts';
import { deletedBidPage } from './deleted.page.ts';
import { MOST_FILE_BYTES } from './file-check.ts';
import { filesPage, removeFilePage } from './files.page.ts';
import { ports, type BidGroup } from './ports.ts';
import { receiptJson, receiptText } from './receipt-words.ts';
import { saveAnswer, saveLots, savePrices, type Saved } from './save-draft.command.ts';
import { startBid, writesFor } from './start-bid.command.ts';
import { myBidsPage, startBidPage } from './start-bid.page.ts';
import { submitBid, withdrawBid } from './submit-bid.command.ts';
import { checkPage, receiptPage, submitPage, withdrawPage } from './submit-bid.page.ts';
import { receiptsOf, submittedLines } from './submission.store.ts';
import { answerPage, lotsPage, pricesPage } from './write-part.page.ts';

const BIDS_A_PAGE = 25;

const backToBid = (bid: Pick<Bid, 'id'>): Pick<Page, 'backLink'> => ({ backLink: { text: 'Back to the bid', href: `/bids/${bid.id}` } });
const toBid = (message: string) => (_value: unknown, params: { readonly id: string }) => redirectTo(`/bids/${params.id}`, message);
const saved = (value: Saved) => ({ version: value.version, at: value.at });
const writingOn = (context: { readonly csrf: Html; readonly url: string; readonly actor: { readonly personId: string | null } }) => ({ csrf: context.csrf, url: context.url.split('?')[0]!, personId: context.actor.personId });

/** The group that shares a bid. */
async function sentFor(read: Read, bid: Bid): Promise<BidGroup | null> {
  const group = bid.groupId === null ? null : await ports().writingGroup(read, bid.groupId, bid, []);
  return group?.isShared ? group : null;
}

/** The bidder's rooms. No role of an authority reaches any of them. */
export const bidsRoutes = [
  page({
    url: '/my-bids',
    act: bidsActs.listMine,
    query: z.object({ before: z.string().refine(isId).nullable().catch(null) }),
    show: async ({ read, actor, query }) => {
      const bids = await listBids(read, whereMay(actor, bidsActs.view, bidKind), query.before, BIDS_A_PAGE + 1);
      const shown = bids.slice(0, BIDS_A_PAGE);
      return pageOf('My bids', myBidsPage(shown, bids.length > BIDS_A_PAGE ? `/my-bids?before=${shown.at(-1)!.id}` : null), { breadcrumbs: [{ text: 'Home', href: '/' }, { text: 'My bids' }] });
    },
  }),
  ...form({
    url: '/opportunities/:id/bid',
    command: startBid,
    show: async ({ read, actor, params, csrf }, state) => {
      const opportunity = await findOpportunity(read, params.id);
      if (!opportunity || opportunity.state === 'draft') return notFound;
      const organisations = await organisationNames(read, writesFor(actor));
      const refusals: Decision[] = [];
      for (const { id } of organisations) refusals.push(await mayBid(read, opportunity.id, id));
      const allowed = organisations.filter((_organisation, index) => refusals[index]!.kind === 'allowed');
      const refusal = allowed.length === 0 ? refusals.find((decision) => decision.kind === 'refused')?.sentence ?? null : null;
      return pageOf('Start a bid', startBidPage({ opportunity, organisations: allowed, refusal, csrf }, state), { backLink: { text: 'Back to the opportunity', href: `/opportunities/${opportunity.id}` } });
    },
    input: (posted, params) => ({ opportunityId: params.id, organisationId: posted.text('organisationId') }),
    done: ({ bidId, made, filled }) => redirectTo(`/bids/${bidId}`, made ? `Your bid is started.${filled > 0 ? ` ${filled === 1 ? 'One answer is' : `${filled} answers are`} filled in from your last bids: check ${filled === 1 ? 'it' : 'them'}.` : ''}` : 'You have joined your colleague’s bid.'),
  }),
  page({
    url: '/bids/:id',
    act: bidsActs.view,
    show: async ({ read, actor, params }) => {
      const bid = await findBid(read, params.id);
      if (bid?.contentsDeletedAt) return pageOf(`Bid for ${bid.opportunityTitle}`, deletedBidPage(bid, bid.contentsDeletedAt, await receiptsOf(read, bid.id), await ports().drawResult(read, bid.id)), { breadcrumbs: [{ text: 'My bids', href: '/my-bids' }, { text: bid.reference }] });
      const model = await bidModel(read, params.id, actor);
      return model ? pageOf(`Bid for ${model.bid.opportunityTitle}`, bidPage(model), { breadcrumbs: [{ text: 'My bids', href: '/my-bids' }, { text: model.bid.reference }] }) : notFound;
    },
  }),
  page({
    url: '/bids/:id/core',
    act: bidsActs.view,
    show: async ({ read, params }) => {
      const bid = await findBid(read, params.id);
      return bid ? redirectTo(`/organisations/${bid.organisationId}/core`) : notFound;
    },
  }),
  page({
    url: '/bids/:id/two-bids',
    act: bidsActs.view,
    show: async ({ read, params }) => {
      const bid = await findBid(read, params.id);
      return bid ? redirectTo(`/opportunities/${bid.opportunityId}/two-bids`) : notFound;
    },
  }),
  ...form({
    url: '/bids/:id/questions/:questionId',
    command: saveAnswer,
    show: async (context, state) => {
      const model = await bidModel(context.read, context.params.id);
      const question = model?.questions.find(({ id }) => id === context.params.questionId);
      if (!model || !question) return notFound;
      if (question.type === 'file') return redirectTo(`/bids/${model.bid.id}/files`);
      const criterion = question.criterionId === null ? undefined : weigh(await criteriaOf(context.read, { kind: 'opportunity', id: model.bid.opportunityId })).find(({ id }) => id === question.criterionId);
      const asked = questionsAsked(model).filter(({ type }) => type !== 'file');
      const next = asked[asked.findIndex(({ id }) => id === question.id) + 1];
      return pageOf(question.text, answerPage(model, question, criterion, next, writingOn(context), state), backToBid(model.bid));
    },
    input: (posted, params) => ({
      bidId: params.id, questionId: params.questionId, version: posted.text('version'), texts: posted.texts('answer'),
      ...(posted.values['answer-day'] === undefined ? {} : { date: { day: posted.text('answer-day'), month: posted.text('answer-month'), year: posted.text('answer-year') } }),
    }),
    done: toBid('Your answer is saved.'),
    saved,
  }),
  ...form({
    url: '/bids/:id/lots',
    command: saveLots,
    show: async (context, state) => {
      const model = await bidModel(context.read, context.params.id);
      return model && model.lots.length > 0 ? pageOf('Choose your lots', lotsPage(model, writingOn(context), state), backToBid(model.bid)) : notFound;
    },
    input: (posted, params) => ({ bidId: params.id, version: posted.text('version'), lots: posted.texts('lots') }),
    done: toBid('Your lots are saved.'),
    saved,
  }),
  ...form({
    url: '/bids/:id/prices',
    command: savePrices,
    show: async (context, state) => {
      const model = await bidModel(context.read, context.params.id);
      return model?.isPriced ? pageOf('Your prices', pricesPage(model, writingOn(context), state), backToBid(model.bid)) : notFound;
    },
    input: (posted, params) => ({ bidId: params.id, version: posted.text('version'), price: postedPrices(posted) }),
    done: toBid('Your prices are saved.'),
    saved,
  }),
  ...form({
    url: '/bids/:id/files',
    command: addFile,
    filesInMemoryBytes: MOST_FILE_BYTES + 1,
    show: async ({ read, params, csrf }, state) => {
      const model = await bidModel(read, params.id);
      return model ? pageOf('Files', filesPage(model, csrf, state), backToBid(model.bid)) : notFound;
    },
    input: (posted, params) => {
      const [file] = posted.files.filter(({ field, name }) => field === 'file' && name !== '');
      return { bidId: params.id, questionId: posted.text('questionId'), file: file?.content ? { name: file.name, content: file.content, tooLarge: file.tooLarge ?? false } : null };
    },
    done: (_value, params) => redirectTo(`/bids/${params.id}/files`, 'The file is added and sealed.'),
  }),
  ...form({
    url: '/bids/:id/files/:fileId/remove',
    command: removeFile,
    show: async ({ read, params, csrf }, state) => {
      const model = await bidModel(read, params.id);
      const file = model?.draft.files.find(({ id }) => id === params.fileId);
      return file ? pageOf(`Remove ${file.name}`, removeFilePage(file, csrf, state), { backLink: { text: 'Back to the files', href: `/bids/${params.id}/files` } }) : notFound;
    },
    input: (_posted, params) => ({ bidId: params.id, fileId: params.fileId }),
    done: (_value, params) => redirectTo(`/bids/${params.id}/files`, 'The file is removed.'),
  }),
  page({
    url: '/bids/:id/check',
    act: bidsActs.view,
    show: async ({ read, actor, params }) => {
      const model = await bidModel(read, params.id, actor);
      return model ? pageOf('Check your bid', checkPage(model), backToBid(model.bid)) : notFound;
    },
  }),
  ...form({
    url: '/bids/:id/submit',
    command: submitBid,
    show: async ({ read, actor, params, csrf }, state) => {
      const model = await bidModel(read, params.id, actor);
      return model ? pageOf('Submit your bid', submitPage(model, csrf, state), { backLink: { text: 'Back to check your bid', href: `/bids/${params.id}/check` } }) : notFound;
    },
    input: (posted, params) => ({ bidId: params.id, checked: posted.text('checked') }),
    done: (_value, params) => redirectTo(`/bids/${params.id}/receipt`),
  }),
  ...form({
    url: '/bids/:id/withdraw',
    command: withdrawBid,
    show: async ({ read, params, csrf }, state) => {
      const bid = await findBid(read, params.id);
      return bid ? pageOf('Withdraw your bid', withdrawPage(bid, csrf, state), backToBid(bid)) : notFound;
    },
    input: (_posted, params) => ({ bidId: params.id }),
    done: toBid('Your bid is withdrawn.'),
  }),
  page({
    url: '/bids/:id/receipt',
    act: bidsActs.view,
    show: async ({ read, params }) => {
      const bid = await findBid(read, params.id);
      return bid ? pageOf('Receipt', receiptPage(bid, await sentFor(read, bid), await receiptsOf(read, bid.id)), backToBid(bid)) : notFound;
    },
  }),
  ...(['txt', 'json'] as const).map((ending) =>
    page({
      url: `/bids/:id/receipt.${ending}`,
      record: ({ id }: { readonly id: string }) => ({ kind: 'bid', id }),
      act: bidsActs.view,
      show: async ({ read, params }) => {
        const bid = await findBid(read, (params as { readonly id: string }).id);
        const [receipt] = bid ? await receiptsOf(read, bid.id) : [];
        if (!bid || !receipt) return notFound;
        const fileName = `receipt-${receipt.code}.${ending}`;
        const group = await sentFor(read, bid);
        return ending === 'txt' ? payload('text/plain; charset=utf-8', receiptText(bid, receipt, group), { fileName }) : payload('application/json', receiptJson(bid, receipt, group), { fileName });
      },
    }),
  ),
  page({
    url: '/bids/:id/submissions/:number',
    act: bidsActs.view,
    show: async ({ read, params }) => {
      const bid = await findBid(read, params.id);
      const lines = bid && !bid.contentsDeletedAt && /^\d{1,6}$/.test(params.number) ? await submittedLines(read, bid, Number(params.number)) : null;
      return bid && lines ? payload('application/jsonl; charset=utf-8', contentBytes(lines), { fileName: `${bid.reference}-submission-${params.number}.jsonl` }) : notFound;
    },
  }),
];
