import type { Scale } from '#parts/assessments';
import { criteriaTable, decidedInWords, formulaAlgebra, formulaNote, isPriceFormula, lettersAfter, PRICE_FORMULA_NAMES, pointsToTell, ROUNDING_SENTENCE, scaleById } from '#parts/assessments';
import { planSentences } from './plan.ts';
import { button, warningText } from '#platform/pages/components/index';
import { errorSummaryFor, hiddenField, type FormState } from '#platform/pages/form';
import { html, nothing, type Html } from '#platform/pages/html';
import { emptyState, pageLinks, plainList, ruleNote, scrollingTable, statusTag } from '#platform/pages/presentation';
import type { Decimal } from '#kernel/decimal';
import { incompleteBecause, isFarApart, isPriced, questionsFor, roundOf, spreadOf, type AgreedScore, type OwnScore, type PanelBid, type PanelQuestion } from './evaluation.ts';
import type { EvaluatedOpportunity, PanelState } from './evaluation.store.ts';
import type { ItemEvidence } from './item-evidence.store.ts';
import { linksOf, pageOfItems, type PageOf } from './page-of.ts';
import type { LotResult, Results } from './results.store.ts';
import { laySection } from './lay-results.page.ts';
import { heading } from './panel.page.ts';
import { judgedBlock, priceOf, scoreFields } from './scoring.page.ts';

/** Scores that this reader may see, each with its writer. */
export interface ShownScore extends OwnScore {
  readonly name: string;
  /** Of somebody locked out: kept, not counted. */
  readonly counted: boolean;
}

interface ModerationPage {
  readonly opportunity: EvaluatedOpportunity;
  readonly state: PanelState;
  readonly bids: PageOf<PanelBid>;
  readonly shown: readonly ShownScore[];
  readonly agreed: readonly AgreedScore[];
  /** Why no score is shown yet; null when some are. */
  readonly hidden: string | null;
  /** Why those of this round are not shown yet, where those of the round before are. */
  readonly alsoHidden: string | null;
  /** From what share of the scale apart scores are pointed out; null where the authority set none. */
  readonly warnPercent: Decimal | null;
  /** What the completion waits for besides the panel. */
  readonly also: readonly string[];
  readonly mayModerate: boolean;
  readonly mayComplete: boolean;
}

/** How far the panel is and, once each has finished alone, all their scores with the spread. */
export function moderationPage(model: ModerationPage): Html {
  const { opportunity, state, bids, hidden, alsoHidden, mayComplete } = model;
  const { progress, questions } = state;
  return html`${heading(opportunity, 'Moderation')}
<p class="govuk-body">Everyone scores alone first. Then the chair writes the score that the panel agrees. Both are kept.</p>
${progress.round === 'meeting' && html`<p class="govuk-body">The written answers are agreed and the shortlist is made. Now the panel scores what it saw at interviews and visits.</p>`}
${plainList(progress.evaluators.map(({ name, finished }) => html`${name}: ${finished ? statusTag('Finished', 'green') : statusTag('Scoring', 'yellow')}`), 'plain')}
${alsoHidden !== null && html`<p class="govuk-body">${alsoHidden}</p>`}
${hidden !== null ? html`<p class="govuk-body">${hidden}</p>` : bids.items.map((bid) => html`<h2 class="govuk-heading-m">${bid.organisationName}</h2>${scrollingTable({
    caption: `Scores of ${bid.organisationName}`, firstCellIsHeader: true, head: [{ text: 'Question' }, { text: 'Scored alone' }, { text: 'Spread', format: 'numeric' }, { text: 'Agreed', format: 'numeric' }],
    rows: questionsFor(bid, questions).map((question) => moderationRow(model, bid, question)),
  })}`)}${hidden === null && pageLinks({ ...linksOf(`/opportunities/${opportunity.id}/moderation`, bids), of: 'bids' })}
${mayComplete && (opportunity.state === 'opened' ? completing(model) : opportunity.openedAt === null ? nothing : html`<p class="govuk-body">The evaluation is complete. <a class="govuk-link" href="/opportunities/${opportunity.id}/results">See the results</a></p>`)}`;
}

function completing({ opportunity, state: { progress, bids }, also }: ModerationPage): Html {
  const waiting = bids.length === 0 ? 'No bid is left to evaluate.' : incompleteBecause(progress, also);
  const shortlist = progress.meetingFollows && progress.notModerated === 0 && html`<p class="govuk-body"><a class="govuk-link" href="/opportunities/${opportunity.id}/interview-shortlist">Make the shortlist</a></p>`;
  return waiting === null ? button({ text: 'See the results and complete the evaluation', href: `/opportunities/${opportunity.id}/results` }) : html`<p class="govuk-body">The evaluation cannot be completed yet. ${waiting}</p>${shortlist}`;
}

function moderationRow({ opportunity, state: { progress }, shown, agreed, warnPercent, mayModerate }: ModerationPage, bid: PanelBid, question: PanelQuestion) {
  const own = shown.filter((score) => score.bidId === bid.id && score.questionId === question.id);
  const standing = agreed.find((one) => one.bidId === bid.id && one.questionId === question.id);
  const link = html`<a class="govuk-link" href="/bids/${bid.id}/moderation/${question.id}">${standing ? `${standing.score} (change)` : 'Agree a score'}<span class="govuk-visually-hidden"> for question ${question.position} of ${bid.organisationName}</span></a>`;
  const open = mayModerate && opportunity.state === 'opened' && opportunity.pricesOpenedAt === null && roundOf(question.judgedBy) === progress.round;
  const spread = spreadShown(own);
  return [
    { text: `${question.position}. ${question.text}` },
    { html: plainList(own.map(({ name, score, counted }) => `${name}: ${score}${counted ? '' : ' (kept, not counted)'}`), 'plain') },
    { html: html`${spread?.toString()} ${isFarApart(spread, scaleById(opportunity.scaleId), warnPercent) && statusTag('Far apart', 'orange')}`, format: 'numeric' },
    { html: open ? link : html`${standing?.score.toString() ?? 'Not yet'}`, format: 'numeric' },
  ];
}

/** The distance between the highest and the lowest score that counts. */
const spreadShown = (scores: readonly ShownScore[]): Decimal | null => spreadOf(scores.filter((score) => score.counted).map(({ score }) => score));

interface ModeratePage {
  readonly opportunity: EvaluatedOpportunity;
  readonly bid: PanelBid;
  readonly question: PanelQuestion;
  readonly answer: unknown;
  readonly files: readonly { readonly id: string; readonly questionId: string | null; readonly name: string }[];
  readonly evidence: ItemEvidence;
  readonly scale: Scale;
  readonly warnPercent: Decimal | null;
  readonly shown: readonly ShownScore[];
  readonly standing: AgreedScore | undefined;
  readonly csrf: Html;
}

/** One answer, everybody's scores of it with their reasons, and the agreed one. */
export function moderatePage({ opportunity, bid, question, answer, files, evidence, scale, warnPercent, shown, standing, csrf }: ModeratePage, form: FormState): Html {
  const counted = shown.filter((score) => score.counted);
  const spread = spreadShown(shown);
  // Where all gave the same there is nothing to settle, and one assessor's own words can stand.
  const start = standing ?? (counted.length > 1 && spread?.isZero() ? { score: counted[0]!.score } : counted.length === 1 ? counted[0] : undefined);
  return html`${errorSummaryFor(form)}${heading(opportunity, `Agree a score: ${bid.organisationName}, question ${question.position}`)}
<h2 class="govuk-heading-m">${question.text}</h2>${judgedBlock(bid.id, question, answer, files, evidence)}
${isFarApart(spread, scale, warnPercent) && warningText({ text: `The scores are ${spread!} of ${scale.maximum} apart. Talk about why before you agree one.` })}
${scrollingTable({ caption: 'Scored alone', firstCellIsHeader: true, head: [{ text: 'Evaluator' }, { text: 'Score', format: 'numeric' }, { text: 'Reason' }, { text: 'Strength' }, { text: 'To improve' }],
    rows: shown.map((score) => [{ text: score.counted ? score.name : `${score.name} (kept, not counted)` }, { text: score.score.toString(), format: 'numeric' }, { text: score.reason }, { text: score.strength }, { text: score.improvement }]) })}
<h2 class="govuk-heading-m">The agreed score</h2>
<form method="post" novalidate>${csrf}${hiddenField('standing', standing?.id ?? '')}${scoreFields(form, scale, start, true)}${button({ text: 'Save the agreed score', preventDoubleClick: true })}</form>`;
}

interface ResultsPage {
  readonly results: Results;
  /** Why there is no result yet; null when there is. */
  readonly waiting: string | null;
  /** Which page of a long list of bids, as it was asked for. */
  readonly page: unknown;
  readonly mayComplete: boolean;
  readonly mayAward: boolean;
  /** Whether the shortlist is made, where the stage ends in one. */
  readonly shortlisted: boolean;
}

/** The totals of each lot with every step of the sums. */
export function resultsPage({ results, waiting, page, mayComplete, mayAward, shortlisted }: ResultsPage): Html {
  const { opportunity, criteria, lots } = results;
  const formula = opportunity.priceFormula;
  const priced = isPriced(opportunity);
  return html`${heading(opportunity, 'Results')}
${waiting !== null ? html`<p class="govuk-body">There is no result yet. ${waiting}</p>` : html`
<p class="govuk-body">${opportunity.state === 'opened' ? 'These are the totals of the agreed scores. They stand once the evaluation is completed.' : opportunity.endsInShortlist ? 'These are the totals on which the shortlist is made.' : 'These are the totals on which the award is made.'} ${ROUNDING_SENTENCE}</p>
${lots.map((lot) => lotTable(lot, opportunity, page))}
${priced && formula !== null && isPriceFormula(formula) && html`<h2 class="govuk-heading-m">How price was scored</h2><p class="govuk-body">${PRICE_FORMULA_NAMES[formula]}: ${formulaAlgebra(formula)}.${lettersAfter(formula)}</p>${ruleNote(formulaNote(formula))}`}
${criteriaTable(criteria)}${plainList(planSentences(opportunity.plan))}
${priced && html`<p class="govuk-body"><a class="govuk-link" href="/opportunities/${opportunity.id}/prices">Prices that look too low</a></p>`}
${opportunity.state === 'opened' && mayComplete ? button({ text: 'Complete the evaluation', href: `/opportunities/${opportunity.id}/results/complete` }) : nothing}
${opportunity.state === 'evaluated' && mayAward ? nextStep(opportunity, shortlisted) : nothing}`}`;
}

/** A stage that selects makes no award: who goes on is chosen, and the award follows the last stage. */
const nextStep = ({ id, endsInShortlist }: EvaluatedOpportunity, shortlisted: boolean): Html =>
  !endsInShortlist ? button({ text: 'Recommend an award', href: `/opportunities/${id}/award` })
  : html`<p class="govuk-body">This stage ends in a shortlist, not in an award. ${shortlisted ? 'It is made: an award can be recommended once the next stage is evaluated.' : 'Choose who goes on; an award can be recommended once the next stage is evaluated.'}</p>
${shortlisted ? html`<p class="govuk-body"><a class="govuk-link" href="/opportunities/${id}/next-stage">See who goes on, and the next stage</a></p>` : button({ text: 'Choose who goes on', href: `/opportunities/${id}/next-stage` })}`;

const BIDS_A_PAGE = 50;

function lotTable({ lot, bids, result, layScores }: LotResult, opportunity: EvaluatedOpportunity, asked: unknown): Html {
  const title = lot ? `Lot ${lot.number}: ${lot.title}` : 'The whole opportunity';
  if (result.bids.length === 0) return html`<h2 class="govuk-heading-m">${title}</h2>${emptyState({ title: 'No bid was made for this lot.' })}`;
  const criteria = result.bids[0]!.criteria;
  const page = pageOfItems(result.bids, asked, BIDS_A_PAGE);
  const totals = result.bids.map(({ total }) => total);
  const known = new Map(bids.map((bid) => [bid.id, bid]));
  return html`<h2 class="govuk-heading-m">${title}</h2><p class="govuk-body">${decidedInWords(result)}</p>${plainList([...result.notes, ...result.tieWorking])}${scrollingTable({
    caption: `Points of each bid: ${title}`, firstCellIsHeader: true,
    head: [{ text: 'Rank' }, { text: 'Bidder' }, ...(isPriced(opportunity) ? [{ text: 'Price (net)', format: 'numeric' }] : []), ...criteria.map(({ name, of }) => ({ text: `${name}, of ${of}`, format: 'numeric' })), { text: 'Total of 100', format: 'numeric' }],
    rows: page.items.map((bid) => [
      { text: bid.rank === null ? 'Not ranked' : `${bid.rank}${result.tiedFirst.includes(bid.name) ? ' (tie)' : ''}` },
      { html: html`${bid.name}${plainList(bid.failed)}` },
      ...(isPriced(opportunity) ? [{ text: priceOf(known.get(bid.bidId)!, lot?.id ?? null), format: 'numeric' }] : []),
      ...bid.criteria.map(({ points }) => ({ text: points.toFixed(2), format: 'numeric' })), { text: pointsToTell(bid.total, totals), format: 'numeric' },
    ]),
  })}${pageLinks({ ...linksOf(`/opportunities/${opportunity.id}/results`, page), of: 'bids' })}
${result.tiedFirst.length > 0 && opportunity.state === 'evaluated' && opportunity.plan.tieRules.includes('drawing') && html`<p class="govuk-body"><a class="govuk-link" href="/opportunities/${opportunity.id}/drawing/${lot?.id ?? 'whole'}">Record a drawing of lots</a></p>`}
${laySection(result, layScores, opportunity)}
${result.reachWorking.length > 0 && html`<h3 class="govuk-heading-s">The sums for numbers offered</h3>${plainList(result.reachWorking.slice(0, BIDS_A_PAGE))}`}
${result.priceWorking.length > 0 && html`<h3 class="govuk-heading-s">The sums for price</h3>${plainList(result.priceWorking.slice(0, BIDS_A_PAGE))}`}`;
}

/** Asks before the result is made to stand. */
export const completePage = (opportunity: EvaluatedOpportunity, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}${heading(opportunity, 'Complete the evaluation')}
<p class="govuk-body">The agreed scores will stand, and no score can be changed after this. ${opportunity.endsInShortlist ? 'Who goes on to the next stage can then be chosen.' : 'An award can then be recommended.'}</p>
<form method="post" novalidate>${csrf}${button({ text: 'Complete the evaluation', preventDoubleClick: true })}</form>`;
