import type { Scale } from '#parts/assessments';
import { criteriaTable, decidedInWords, formulaAlgebra, formulaNote, isPriceFormula, PRICE_FORMULA_NAMES, ROUNDING_SENTENCE } from '#parts/assessments';
import { button } from '#platform/pages/components/index';
import { errorSummaryFor, hiddenField, type FormState } from '#platform/pages/form';
import { html, nothing, type Html } from '#platform/pages/html';
import { emptyState, plainList, ruleNote, scrollingTable, statusTag } from '#platform/pages/presentation';
import { questionsFor, waitingFor, type AgreedScore, type OwnScore, type PanelBid, type PanelQuestion } from './evaluation.ts';
import type { EvaluatedOpportunity, PanelState } from './evaluation.store.ts';
import type { LotResult, Results } from './results.store.ts';
import { heading } from './panel.page.ts';
import { answerBlock, priceOf, scoreFields } from './scoring.page.ts';

/** Scores that this reader may see, each with its writer. */
export interface ShownScore extends OwnScore {
  readonly name: string;
  /** Of somebody locked out: kept, not counted. */
  readonly counted: boolean;
}

interface ModerationPage {
  readonly opportunity: EvaluatedOpportunity;
  readonly state: PanelState;
  readonly shown: readonly ShownScore[];
  /** Why no score is shown yet; null when they are. */
  readonly hidden: string | null;
  readonly mayModerate: boolean;
  readonly mayComplete: boolean;
}

/** How far the panel is and, once each has finished alone, all their scores with the spread. */
export function moderationPage({ opportunity, state, shown, hidden, mayModerate, mayComplete }: ModerationPage): Html {
  const { progress, bids, questions, agreed } = state;
  return html`${heading(opportunity, 'Moderation')}
<p class="govuk-body">Everyone scores alone first. Then the chair writes the score that the panel agrees. Both are kept.</p>
${plainList(progress.evaluators.map(({ name, finished }) => html`${name}: ${finished ? statusTag('Finished', 'green') : statusTag('Scoring', 'yellow')}`), 'plain')}
${hidden !== null ? html`<p class="govuk-body">${hidden}</p>` : bids.map((bid) => html`<h2 class="govuk-heading-m">${bid.organisationName}</h2>${scrollingTable({
    caption: `Scores of ${bid.organisationName}`, firstCellIsHeader: true, head: [{ text: 'Question' }, { text: 'Scored alone' }, { text: 'Spread', format: 'numeric' }, { text: 'Agreed', format: 'numeric' }],
    rows: questionsFor(bid, questions).map((question) => moderationRow(bid, question, shown, agreed, mayModerate && opportunity.state === 'opened')),
  })}`)}
${mayComplete && (opportunity.state === 'opened' ? completing(opportunity, state) : html`<p class="govuk-body">The evaluation is complete. <a class="govuk-link" href="/opportunities/${opportunity.id}/results">See the results</a></p>`)}`;
}

function completing(opportunity: EvaluatedOpportunity, { progress, bids }: PanelState): Html {
  const waiting = waitingFor(progress) ?? (progress.notModerated > 0 ? `${progress.notModerated} ${progress.notModerated === 1 ? 'answer has' : 'answers have'} no agreed score yet.` : bids.length === 0 ? 'No bid is left to evaluate.' : null);
  return waiting === null ? button({ text: 'See the results and complete the evaluation', href: `/opportunities/${opportunity.id}/results` }) : html`<p class="govuk-body">The evaluation cannot be completed yet. ${waiting}</p>`;
}

function moderationRow(bid: PanelBid, question: PanelQuestion, shown: readonly ShownScore[], agreed: readonly AgreedScore[], mayModerate: boolean) {
  const own = shown.filter((score) => score.bidId === bid.id && score.questionId === question.id);
  const standing = agreed.find((one) => one.bidId === bid.id && one.questionId === question.id);
  const link = html`<a class="govuk-link" href="/bids/${bid.id}/moderation/${question.id}">${standing ? `${standing.score} (change)` : 'Agree a score'}<span class="govuk-visually-hidden"> for question ${question.position} of ${bid.organisationName}</span></a>`;
  return [
    { text: `${question.position}. ${question.text}` },
    { html: plainList(own.map(({ name, score, counted }) => `${name}: ${score}${counted ? '' : ' (kept, not counted)'}`), 'plain') },
    { text: spreadOf(own), format: 'numeric' },
    { html: mayModerate ? link : html`${standing?.score.toString() ?? 'Not yet'}`, format: 'numeric' },
  ];
}

/** The distance between the highest and the lowest score that counts. */
export function spreadOf(scores: readonly ShownScore[]): string {
  const counted = scores.filter((score) => score.counted).map(({ score }) => score).sort((one, other) => one.compare(other));
  return counted.length < 2 ? '' : counted.at(-1)!.subtract(counted[0]!).toString();
}

interface ModeratePage {
  readonly opportunity: EvaluatedOpportunity;
  readonly bid: PanelBid;
  readonly question: PanelQuestion;
  readonly answer: unknown;
  readonly files: readonly { readonly id: string; readonly questionId: string | null; readonly name: string }[];
  readonly scale: Scale;
  readonly shown: readonly ShownScore[];
  readonly standing: AgreedScore | undefined;
  readonly csrf: Html;
}

/** One answer, everybody's scores of it with their reasons, and the agreed one. */
export function moderatePage({ opportunity, bid, question, answer, files, scale, shown, standing, csrf }: ModeratePage, form: FormState): Html {
  const counted = shown.filter((score) => score.counted);
  // Where all gave the same there is nothing to settle, and one assessor's own words can stand.
  const start = standing ?? (counted.length > 0 && spreadOf(shown) === '0' ? { score: counted[0]!.score } : counted.length === 1 ? counted[0] : undefined);
  return html`${errorSummaryFor(form)}${heading(opportunity, `Agree a score: ${bid.organisationName}, question ${question.position}`)}
<h2 class="govuk-heading-m">${question.text}</h2>${answerBlock(bid.id, question, answer, files)}
${scrollingTable({ caption: 'Scored alone', firstCellIsHeader: true, head: [{ text: 'Evaluator' }, { text: 'Score', format: 'numeric' }, { text: 'Reason' }, { text: 'Strength' }, { text: 'To improve' }],
    rows: shown.map((score) => [{ text: score.counted ? score.name : `${score.name} (kept, not counted)` }, { text: score.score.toString(), format: 'numeric' }, { text: score.reason }, { text: score.strength }, { text: score.improvement }]) })}
<h2 class="govuk-heading-m">The agreed score</h2>
<form method="post" novalidate>${csrf}${hiddenField('standing', standing?.id ?? '')}${scoreFields(form, scale, start, true)}${button({ text: 'Save the agreed score', preventDoubleClick: true })}</form>`;
}

interface ResultsPage {
  readonly results: Results;
  /** Why there is no result yet; null when there is. */
  readonly waiting: string | null;
  readonly mayComplete: boolean;
  readonly mayAward: boolean;
}

/** The totals of each lot with every step of the sums. */
export function resultsPage({ results, waiting, mayComplete, mayAward }: ResultsPage): Html {
  const { opportunity, criteria, lots } = results;
  const formula = opportunity.priceFormula;
  return html`${heading(opportunity, 'Results')}
${waiting !== null ? html`<p class="govuk-body">There is no result yet. ${waiting}</p>` : html`
<p class="govuk-body">${opportunity.state === 'opened' ? 'These are the totals of the agreed scores. They stand once the evaluation is completed.' : 'These are the totals on which the award is made.'} ${ROUNDING_SENTENCE}</p>
${lots.map((lot) => lotTable(lot))}
${formula !== null && isPriceFormula(formula) && html`<h2 class="govuk-heading-m">How price was scored</h2><p class="govuk-body">${PRICE_FORMULA_NAMES[formula]}: ${formulaAlgebra(formula)}</p>${ruleNote(formulaNote(formula))}`}
${criteriaTable(criteria)}
${opportunity.state === 'opened' && mayComplete ? button({ text: 'Complete the evaluation', href: `/opportunities/${opportunity.id}/results/complete` }) : nothing}
${opportunity.state === 'evaluated' && mayAward ? button({ text: 'Recommend an award', href: `/opportunities/${opportunity.id}/award` }) : nothing}`}`;
}

function lotTable({ lot, bids, result }: LotResult): Html {
  const title = lot ? `Lot ${lot.number}: ${lot.title}` : 'The whole opportunity';
  if (result.bids.length === 0) return html`<h2 class="govuk-heading-m">${title}</h2>${emptyState({ title: 'No bid was made for this lot.' })}`;
  const criteria = result.bids[0]!.criteria;
  return html`<h2 class="govuk-heading-m">${title}</h2><p class="govuk-body">${decidedInWords(result)}</p>${plainList(result.notes)}${scrollingTable({
    caption: `Points of each bid: ${title}`, firstCellIsHeader: true,
    head: [{ text: 'Rank' }, { text: 'Bidder' }, { text: 'Price (net)', format: 'numeric' }, ...criteria.map(({ name, of }) => ({ text: `${name}, of ${of}`, format: 'numeric' })), { text: 'Total of 100', format: 'numeric' }],
    rows: result.bids.map((bid) => [
      { text: bid.rank === null ? 'Not ranked' : `${bid.rank}${result.tiedFirst.includes(bid.name) ? ' (tie)' : ''}` },
      { html: html`${bid.name}${plainList(bid.failed)}` },
      { text: priceOf(bids.find(({ id }) => id === bid.bidId)!, lot?.id ?? null), format: 'numeric' },
      ...bid.criteria.map(({ points }) => ({ text: points.toFixed(2), format: 'numeric' })), { text: bid.total.toFixed(2), format: 'numeric' },
    ]),
  })}${result.priceWorking.length > 0 && html`<h3 class="govuk-heading-s">The sums for price</h3>${plainList(result.priceWorking)}`}`;
}

/** Asks before the result is made to stand. */
export const completePage = (opportunity: EvaluatedOpportunity, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}${heading(opportunity, 'Complete the evaluation')}
<p class="govuk-body">The agreed scores will stand, and no score can be changed after this. An award can then be recommended.</p>
<form method="post" novalidate>${csrf}${button({ text: 'Complete the evaluation', preventDoubleClick: true })}</form>`;
