import { z } from 'zod';
import { parseDecimal, decimal, type Decimal } from '#kernel/decimal';
import { formatInstant } from '#kernel/instant';
import { parsePounds, poundsDecimal } from '#kernel/money';
import { answersDocument, stampOfPart } from '#bids';
import { lotsOf, opportunitiesActs, opportunityById, opportunityRecord, opportunityReference, readsAll, TENDER_QUESTIONS, type Opportunity, titleInStage } from '#opportunities';
import { criteriaOf } from '#parts/assessments';
import { plainWordsResult } from '#parts/guidance';
import { questionsOf } from '#parts/questions';
import { may } from '#platform/access/access';
import { formatDate } from '#kernel/calendar-date';
import { readClock } from '#platform/clock';
import type { Read } from '#platform/database/connection';
import { fileNameFrom } from '#platform/documents/document';
import { PDF_MEDIA_TYPE, writePdf } from '#platform/documents/write-pdf';
import { WORD_MEDIA_TYPE, writeWord } from '#platform/documents/write-word';
import { warningText } from '#platform/pages/components/index';
import { emptyForm, type FormState } from '#platform/pages/form';
import { html } from '#platform/pages/html';
import { csvLine, plainCell, textCell } from '#platform/register/csv';
import { form, notFound, page, pageOf, payload, redirectTo, type Answer, type PageContext } from '#platform/web/route';
import { tenderRequirements } from '#selection';
import { socialValueTexts } from '#social-value';
import { tupeFacts } from '#terms';
import { timetableOf } from '#timetable';
import { BANDS } from './band.ts';
import { burdenActs } from './burden.acts.ts';
import { saveEstimate, takeBaseline, tellEffort, tellWhyNot } from './burden.commands.ts';
import { baselinePage, burdenPage, comparePage, estimatePage } from './burden.page.ts';
import { bandMedians, bidTender, clauseTexts, effortMedians, effortOf, keptScore, noBidCounts } from './burden.store.ts';
import { draftBurden, draftWords } from './judge.store.ts';
import { FEWEST } from './meter.ts';
import { shouldWeBid, type BidQuestions } from './should-we-bid.ts';
import { effortPage, notBiddingPage, shouldWeBidPage } from './supplier.page.ts';
import { tenderPack, type PackParts } from './tender-pack.ts';

/** What later rooms and earlier ones say of a tender, for its pack. */
async function packParts(read: Context['read'], opportunity: Opportunity): Promise<PackParts> {
  const lines = await timetableOf(read, opportunity.id, await readClock(read));
  const tupe = await tupeFacts(read, opportunity.id);
  return {
    socialValue: await socialValueTexts(read, opportunity.id), requirements: await tenderRequirements(read, opportunity.id), tupe: tupe.words, tupePosts: tupe.posts,
    // Questions, closing and the contract's days are told already.
    timetable: lines.flatMap(({ stage, title, expectedOn }) => (expectedOn === null || ['closing', 'clarifications', 'start'].includes(stage) ? [] : [{ title, day: formatDate(expectedOn) }])),
  };
}

type Context = PageContext<{ readonly id: string }, unknown>;
const back = ({ id, state }: Opportunity, path = '') => ({ backLink: { href: `/opportunities/${id}${path || (state === 'draft' ? '/build' : '')}` } });

/** An opportunity with all that is judged of it. */
async function onDraft({ read, params }: Pick<Context, 'read' | 'params'>, draw: (draft: Parameters<typeof draftBurden>[1]) => Promise<Answer>): Promise<Answer> {
  const opportunity = await opportunityById(read, params.id);
  if (!opportunity) return notFound;
  const about = opportunityReference(opportunity.id);
  return draw({ opportunity, now: await readClock(read), lots: await lotsOf(read, opportunity.id), criteria: await criteriaOf(read, about), questions: (await questionsOf(read, about, TENDER_QUESTIONS))?.questions ?? [] });
}

/** One that this reader may read all of: a draft is for those who build it. */
async function onReadable({ read, services, actor, params }: Context, draw: (opportunity: Opportunity) => Promise<Answer>): Promise<Answer> {
  const opportunity = await opportunityById(read, params.id);
  if (!opportunity) return notFound;
  const allowed = opportunity.state === 'draft' ? await may(read, services.kinds, actor, opportunitiesActs.build, opportunityReference(opportunity.id)) : await readsAll(read, services.kinds, actor, opportunity);
  return allowed ? draw(opportunity) : notFound;
}

/** Fewer tenders than make a median are left out, of the files as of the page. */
const comparison = async (read: Read) => ({ medians: (await bandMedians(read)).filter(({ tenders }) => tenders >= FEWEST), effort: await effortMedians(read) });

const text = z.string().catch('');
const ASKED = z.object({ asked: text, value: text, days: text, rate: text, chance: text, most: text, fit: text, capacity: text, cash: text, dates: text });

export const burdenRoutes = [
  page({ url: '/burden', act: burdenActs.compare, show: async ({ read }) => pageOf('What tenders ask of bidders', comparePage(await bandMedians(read), await effortMedians(read)), { breadcrumbs: [{ text: 'Home', href: '/' }, { text: 'What tenders ask' }] }) }),
  page({
    url: '/burden.csv', act: burdenActs.compare,
    show: async ({ read }) => {
      const { medians } = await comparison(read);
      const lines = medians.map((row) => csvLine([textCell(BANDS[row.band - 1]!.words), ...[row.tenders, row.questions, row.pages, row.minutes, row.approvals, row.meetings].map((value) => plainCell(String(value)))]));
      return payload('text/csv; charset=utf-8', [csvLine(['value_band', 'tenders', 'median_questions', 'median_pages', 'median_minutes', 'median_approvals', 'median_meetings']), ...lines].join(''), { fileName: 'what-tenders-ask.csv' });
    },
  }),
  page({
    url: '/burden.json', act: burdenActs.compare,
    show: async ({ read }) => {
      const { medians, effort } = await comparison(read);
      const named = <Row extends { readonly band: number }>({ band, ...row }: Row) => ({ valueBand: BANDS[band - 1]!.words, fromPounds: poundsDecimal(BANDS[band - 1]!.fromPence), ...row });
      return payload('application/json; charset=utf-8', JSON.stringify({ tenders: medians.map(named), effort: effort.map(named) }));
    },
  }),
  page({
    url: '/opportunities/:id/burden', act: burdenActs.view,
    show: (context) => onDraft(context, async (draft) => {
      const { read, services, actor } = context;
      const { opportunity } = draft;
      const record = opportunityReference(opportunity.id);
      const [burden, effort, noBids] = [await draftBurden(read, draft), await effortMedians(read), await noBidCounts(read, opportunity.id)];
      const allowed = { estimate: await may(read, services.kinds, actor, burdenActs.saveEstimate, record), baseline: await may(read, services.kinds, actor, burdenActs.takeBaseline, record) };
      return pageOf('What this asks of bidders', burdenPage({ opportunity, burden, effort, noBids, may: allowed }), back(opportunity));
    }),
  }),
  ...form({
    url: '/opportunities/:id/burden/estimate', command: saveEstimate,
    show: (context, state) => onDraft(context, async (draft) => pageOf('Estimate what bidding costs', estimatePage(draft.opportunity, await draftBurden(context.read, draft), context.csrf, state), back(draft.opportunity, '/burden'))),
    input: (posted, params) => ({ opportunityId: params.id, bidders: posted.text('bidders'), personDays: posted.text('personDays'), dayRate: posted.text('dayRate') }),
    done: (_value, params) => redirectTo(`/opportunities/${params.id}/burden`, 'The estimate is saved'),
  }),
  ...form({
    url: '/opportunities/:id/burden/baseline', command: takeBaseline,
    show: (context, state) => onDraft(context, async (draft) => pageOf('Count changes from here', baselinePage(draft.opportunity, await draftBurden(context.read, draft), context.csrf, state), back(draft.opportunity, '/burden'))),
    input: (_posted, params) => ({ opportunityId: params.id }),
    done: (_value, params) => redirectTo(`/opportunities/${params.id}/burden`, 'Changes are counted from now on'),
  }),
  page({ url: '/opportunities/:id/plain-words', act: burdenActs.checkWords, show: showWords }),
  page({
    url: '/opportunities/:id/questions.docx', act: burdenActs.takeAway,
    show: (context) => onReadable(context, async (opportunity) => {
      const questions = (await questionsOf(context.read, opportunityReference(opportunity.id), TENDER_QUESTIONS))?.questions ?? [];
      const closing = opportunity.closesAt ? `Closes on ${formatInstant(opportunity.closesAt)}.` : 'The closing time is not set yet.';
      const document = answersDocument({ opportunityId: opportunity.id, title: titleInStage(opportunity), bodyName: opportunity.bodyName, questions, closing, isPriced: opportunity.priceFormula !== 'fixedPrice', answers: new Map(), emptyStamp: stampOfPart(null) });
      return payload(WORD_MEDIA_TYPE, await writeWord(document), { fileName: fileNameFrom(`questions ${opportunity.title}`, 'docx') });
    }),
  }),
  page({
    url: '/opportunities/:id/tender-pack.pdf', act: burdenActs.takeAway,
    show: (context) => onReadable(context, async (opportunity) => {
      const pack = tenderPack({ record: await opportunityRecord(context.read, opportunity), clauses: await clauseTexts(context.read, opportunity.id), ...(await packParts(context.read, opportunity)), address: `${context.services.config.siteUrl}/opportunities/${opportunity.id}` });
      return payload(PDF_MEDIA_TYPE, await writePdf(pack), { fileName: fileNameFrom(`tender pack ${opportunity.title}`, 'pdf') });
    }),
  }),
  page({
    url: '/opportunities/:id/should-we-bid', act: burdenActs.consider, query: ASKED,
    show: (context) => onReadable(context, async (opportunity) => {
      const { advice, state } = adviceFor(context.query, opportunity);
      return pageOf('Should we bid?', shouldWeBidPage(opportunity, advice, state), { ...back(opportunity), ...(state.errors.length > 0 ? { status: 422 } : {}) });
    }),
  }),
  ...form({
    url: '/opportunities/:id/not-bidding', command: tellWhyNot, perMinute: 10,
    show: (context, state) => onReadable(context, async (opportunity) => pageOf('Tell the buyer why you will not bid', notBiddingPage(opportunity, context.csrf, state), back(opportunity))),
    input: (posted, params) => ({ opportunityId: params.id, reason: posted.text('reason') }),
    done: (_value, params) => redirectTo(`/opportunities/${params.id}`, 'Thank you. Your reason is counted, without your name.'),
  }),
  ...form({
    url: '/bids/:id/effort', command: tellEffort,
    show: async ({ read, params, csrf }, state) => {
      const tender = await bidTender(read, params.id);
      return tender && tender.state !== 'draft' ? pageOf('How long did this bid take?', effortPage(tender, await effortOf(read, params.id), csrf, state), { backLink: { href: `/bids/${params.id}` } }) : notFound;
    },
    input: (posted, params) => ({ bidId: params.id, personDays: posted.text('personDays'), people: posted.text('people'), hardest: posted.text('hardest') }),
    done: (_value, params) => redirectTo(`/bids/${params.id}`, 'Thank you. It counts towards the median, and stays with you.'),
  }),
];

async function showWords(context: Context): Promise<Answer> {
  return onDraft(context, async (draft) => {
    const { result, longestSentence, least, warning } = await draftWords(context.read, draft);
    const kept = await keptScore(context.read, draft.opportunity.id);
    const content = html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${draft.opportunity.title}</span>Plain words</h1>
<p class="govuk-body">Everything that bidders read of this tender, as one text. Nothing here stops it but your authority’s own level${least === null ? ', and it has set none' : `: at least ${least}`}.</p>
${warning && warningText({ text: warning.sentence, iconFallbackText: 'Warning' })}
${kept && html`<p class="govuk-body">At its publication on ${formatInstant(kept.at)} ${kept.score === null ? 'it had too few words to judge.' : `the reading ease was ${kept.score}.`}</p>`}
${plainWordsResult(result, longestSentence)}
<p class="govuk-body"><a class="govuk-link" href="/glossary">The glossary</a>. <a class="govuk-link" href="/bodies/${draft.opportunity.bodyId}/glossary">Explain words of your own</a>.</p>`;
    return pageOf('Plain words', content, back(draft.opportunity));
  });
}

const CHOICES = { fit: ['yes', 'partly', 'no'], capacity: ['yes', 'partly', 'no'], cash: ['yes', 'no'], dates: ['yes', 'no'] } as const;
const OFFERED_PERCENT = '10';

/** Reads what was typed into the address. @returns no advice on a first visit, or while something is missing */
function adviceFor(query: unknown, opportunity: Opportunity): { readonly advice: ReturnType<typeof shouldWeBid> | null; readonly state: FormState } {
  const typed = ASKED.parse(query ?? {});
  const values = { ...typed, value: typed.value || (opportunity.valueNetPence === null ? '' : poundsDecimal(opportunity.valueNetPence)), most: typed.most || OFFERED_PERCENT };
  if (typed.asked !== 'yes') return { advice: null, state: { ...emptyForm, values } };
  const errors: { field: string; message: string }[] = [];
  const money = (field: 'value' | 'rate'): bigint => {
    const parsed = parsePounds(values[field]);
    if (parsed.ok && parsed.pence > 0n) return parsed.pence;
    errors.push({ field, message: parsed.ok ? 'Enter an amount above zero' : parsed.why });
    return 1n;
  };
  const number = (field: 'days' | 'chance' | 'most', most: string): Decimal => {
    const parsed = parseDecimal(values[field].replace(/%$/, ''));
    if (parsed.ok && parsed.value.compare(decimal('0')) > 0 && parsed.value.compare(decimal(most)) <= 0) return parsed.value;
    errors.push({ field, message: field === 'days' ? 'Enter the working days, such as 22.5' : 'Enter a number above 0 and up to 100' });
    return decimal('1');
  };
  const choice = <Field extends keyof typeof CHOICES>(field: Field): BidQuestions[Field] => {
    const found = (CHOICES[field] as readonly string[]).find((one) => one === values[field]);
    if (found === undefined) errors.push({ field, message: 'Choose an answer' });
    return (found ?? 'yes') as BidQuestions[Field];
  };
  const questions: BidQuestions = { valuePence: money('value'), days: number('days', '2000'), dayRatePence: money('rate'), chance: number('chance', '100'), mostPercent: number('most', '100'), fit: choice('fit'), capacity: choice('capacity'), cash: choice('cash'), dates: choice('dates') };
  return { advice: errors.length > 0 ? null : shouldWeBid(questions), state: { ...emptyForm, values, errors } };
}
