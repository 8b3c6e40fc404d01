import type { Decimal } from '#kernel/decimal';
import type { Scale } from '#parts/assessments';
import { answerWords, type AnswerValue } from '#parts/questions';
import { button, details, insetText } from '#platform/pages/components/index';
import { errorSummaryFor, hiddenField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { emptyState, formatPounds, keyValue, pageLinks, plainList, scrollingTable, statusTag } from '#platform/pages/presentation';
import { isPriced, type OwnScore, type PanelBid, type PanelQuestion, type Round } from './evaluation.ts';
import type { EvaluatedOpportunity } from './evaluation.store.ts';
import { evidenceBlock } from './item-evidence.page.ts';
import type { ItemEvidence } from './item-evidence.store.ts';
import { linksOf, type PageOf } from './page-of.ts';
import { heading } from './panel.page.ts';

interface TasksPage {
  readonly opportunity: EvaluatedOpportunity;
  readonly bids: PageOf<{ readonly bid: PanelBid; readonly needed: number; readonly have: number }>;
  /** Answers of all bids that are not scored yet. */
  readonly left: number;
  readonly finished: boolean;
  readonly chair: boolean;
  readonly round: Round;
}

/** An assessor's own list: each bid, and how much of it is scored. */
export function tasksPage({ opportunity, bids, left, finished, chair, round }: TasksPage): Html {
  return html`${heading(opportunity, chair ? 'The bids' : 'Bids for you to score')}
<p class="govuk-body">${introduction(chair, finished, opportunity.state, round)}</p>
${bids.items.length === 0 ? emptyState({ title: 'There are no bids to score.' }) : scrollingTable({
    caption: 'Bids', firstCellIsHeader: true, head: [{ text: 'Bidder' }, { text: 'Bid' }, ...(chair ? [] : [{ text: 'Scored by you' }])],
    rows: bids.items.map(({ bid, needed, have }) => [
      { html: html`<a class="govuk-link" href="/bids/${bid.id}/scoring">${bid.organisationName}</a>` }, { text: bid.reference || 'Name hidden' },
      ...(chair ? [] : [{ html: html`${have} of ${needed} ${have === needed && statusTag('Scored', 'green')}` }])]),
  })}${pageLinks({ ...linksOf(`/opportunities/${opportunity.id}/scoring`, bids), of: 'bids' })}
${chair || finished ? html`<p class="govuk-body"><a class="govuk-link" href="/opportunities/${opportunity.id}/moderation">${chair ? 'Moderate the scores' : 'See the panel’s scores'}</a></p>`
    : left === 0 && bids.items.length > 0 ? button({ text: 'Finish scoring', href: `/opportunities/${opportunity.id}/scoring/finish` })
    : html`<p class="govuk-body">You can finish once every answer is scored: ${left} left.</p>`}
<p class="govuk-body"><a class="govuk-link" href="/opportunities/${opportunity.id}/declaration">I have an interest after all</a></p>`;
}

function introduction(chair: boolean, finished: boolean, state: string, round: Round): string {
  if (state !== 'opened') return 'The evaluation is complete. Nothing here can be changed.';
  if (chair) return 'Read the bids here. You agree the scores with the panel once everyone has finished alone.';
  if (finished) return 'You have finished: your scores stand, and you can now see those of your colleagues who have finished.';
  return round === 'paper' ? 'Score each answer alone. Nobody sees your scores, and you see nobody else’s, until you have finished.' : 'The shortlist is made. Score what you saw at interviews and visits, alone as before.';
}

interface BidPage {
  readonly opportunity: EvaluatedOpportunity;
  readonly bid: PanelBid;
  readonly questions: readonly PanelQuestion[];
  readonly answers: ReadonlyMap<string, unknown>;
  readonly files: readonly { readonly id: string; readonly questionId: string | null; readonly name: string }[];
  readonly evidence: ItemEvidence;
  readonly scores: readonly OwnScore[];
  readonly mayScore: (question: PanelQuestion) => boolean;
}

/** One bid for one assessor: its answers, with their own score or a way to give it. Prices are not shown: they may not colour a score. */
export function bidScoringPage({ opportunity, bid, questions, answers, files, evidence, scores, mayScore }: BidPage): Html {
  return html`${heading(opportunity, `${bid.organisationName}: answers`)}
<p class="govuk-body">${bid.reference !== '' && `Bid ${bid.reference}. `}${lotsOf(opportunity, bid)}${isPriced(opportunity) && ' Prices are not shown here, so that they do not colour a score.'}</p>
${questions.length === 0 && emptyState({ title: 'This bid has no answers that are scored.' })}
${questions.map((question) => {
    const own = scores.find(({ questionId }) => questionId === question.id);
    return html`<h2 class="govuk-heading-m">${question.position}. ${question.text}</h2>
${judgedBlock(bid.id, question, answers.get(question.id), files, evidence)}
${own && keyValue([{ key: 'Your score', value: own.score.toString() }, { key: 'Reason', value: own.reason }, { key: 'Strength', value: own.strength }, { key: 'To improve', value: own.improvement }])}
${mayScore(question) && html`<p class="govuk-body"><a class="govuk-link" href="/bids/${bid.id}/scoring/${question.id}">${own ? 'Change your score' : 'Score this answer'}<span class="govuk-visually-hidden"> to question ${question.position}</span></a></p>`}`;
  })}`;
}

/** What a question is judged from: the answer, or what was seen and said. */
export const judgedBlock = (bidId: string, question: PanelQuestion, answer: unknown, files: BidPage['files'], evidence: ItemEvidence): Html =>
  question.judgedBy === 'answers' ? answerBlock(bidId, question, answer, files) : html`${evidenceBlock(question.judgedBy, evidence)}${answer !== undefined && answerBlock(bidId, question, answer, files)}`;

const lotsOf = ({ lots }: EvaluatedOpportunity, { lotIds }: PanelBid): string =>
  lots.length === 0 ? '' : `For ${lots.filter(({ id }) => lotIds.includes(id)).map(({ number, title }) => `lot ${number}, ${title}`).join('; ') || 'no lot'}.`;

export function answerBlock(bidId: string, question: PanelQuestion, answer: unknown, files: BidPage['files']): Html {
  const own = files.filter(({ questionId }) => questionId === question.id);
  return html`${insetText({ classes: 'wantsum-words', text: answerWords(question, answer as AnswerValue | undefined) })}
${own.length > 0 && html`<p class="govuk-body">Files with this answer:</p>${plainList(own.map(({ id, name }) => html`<a class="govuk-link" href="/bids/${bidId}/files/${id}">${name}</a>`))}`}`;
}

/** What a score means, to be opened beside the score. */
export const scaleGuide = (scale: Scale): Html => details({
  summaryText: `What the scores ${scale.words} mean`,
  html: scrollingTable({ caption: 'Guide to the scores', firstCellIsHeader: true, head: [{ text: 'Score' }, { text: 'Called' }, { text: 'Means' }], rows: scale.steps.map(({ score, title, means }) => [{ text: score }, { text: title }, { text: means }]) }),
});

interface ScorePage {
  readonly opportunity: EvaluatedOpportunity;
  readonly bid: PanelBid;
  readonly question: PanelQuestion;
  readonly answer: unknown;
  readonly files: BidPage['files'];
  readonly evidence: ItemEvidence;
  readonly scale: Scale;
  readonly own: OwnScore | undefined;
  readonly csrf: Html;
  readonly url: string;
}

/** One answer and its score. */
export function scorePage({ opportunity, bid, question, answer, files, evidence, scale, own, csrf, url }: ScorePage, form: FormState): Html {
  return html`${errorSummaryFor(form)}${heading(opportunity, `${bid.organisationName}, question ${question.position}`)}
<h2 class="govuk-heading-m">${question.text}</h2>
${keyValue([{ key: 'Criterion', value: question.criterionName }, question.marks !== null && { key: 'Marks', value: question.marks.toString() },
    question.purpose !== '' && { key: 'Why it is asked', value: question.purpose }, question.goodAnswer !== '' && { key: 'A good answer covers', value: question.goodAnswer }])}
<h2 class="govuk-heading-m">${question.judgedBy === 'answers' ? 'The answer' : 'What there is to judge'}</h2>${judgedBlock(bid.id, question, answer, files, evidence)}
<h2 class="govuk-heading-m">Your score</h2>
${form.errors.length > 0 && own && html`<p class="govuk-body">Saved now: ${own.score.toString()} points of ${scale.maximum.toString()}. ${own.reason}</p>`}
<form method="post" novalidate data-autosave="${url}">${csrf}${hiddenField('version', own?.version ?? 0)}
${scoreFields(form, scale, own, false)}
<p class="govuk-hint" data-autosave-status></p>
${button({ text: 'Save and go on', preventDoubleClick: true })}</form>`;
}

interface ScoreValues {
  readonly score: Decimal;
  readonly reason: string;
  readonly strength: string;
  readonly improvement: string;
}

/** The fields of a score, written alone or agreed. */
export const scoreFields = (form: FormState, scale: Scale, value: Partial<ScoreValues> | undefined, agreed: boolean): Html => html`${scaleGuide(scale)}
${textField(form, { name: 'score', label: `Score, ${scale.words}`, width: 5, inputmode: 'decimal', value: value?.score?.toString() })}
${textArea(form, { name: 'reason', label: 'Reason', hint: 'Why this score and not one higher or lower, against the guide', value: value?.reason, rows: 4 })}
${textArea(form, { name: 'strength', label: 'Strength', hint: 'At least one thing this answer did well. The bidder is told.', value: value?.strength, rows: 3 })}
${textArea(form, { name: 'improvement', label: agreed ? 'What to improve' : 'What to improve (optional)', hint: agreed ? 'What would have scored higher. The bidder is told.' : 'What would have scored higher', value: value?.improvement, rows: 3 })}`;

/** Asks before an assessor finishes. */
export const finishPage = (opportunity: EvaluatedOpportunity, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}${heading(opportunity, 'Finish scoring')}
<p class="govuk-body">Once you finish, your scores stand and cannot be changed. You will then see the scores of colleagues who have finished too.</p>
<form method="post" novalidate>${csrf}${button({ text: 'Finish scoring', preventDoubleClick: true })}</form>`;

export const priceOf = (bid: PanelBid, lotId: string | null): string => {
  const price = bid.prices.find((one) => one.lotId === lotId);
  if (price) return formatPounds(price.netPence);
  const kept = bid.pricesKeptSealed.find((one) => one.lotId === lotId);
  return kept ? 'Not opened' : 'No price';
};
