import type { Scale } from '#parts/assessments';
import { asNote, lawFor } from '#law';
import { button, details, insetText } from '#platform/pages/components/index';
import { dateField, errorSummaryFor, hiddenField, radioField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, nothing, type Html } from '#platform/pages/html';
import { emptyState, formatDate, plainList, ruleNote, scrollingTable, statusTag } from '#platform/pages/presentation';
import type { EvaluatedOpportunity } from './evaluation.store.ts';
import type { PanelBid, PanelQuestion } from './evaluation.ts';
import { facesFor, type LayAssessor } from './lay.ts';
import { heading, NAMES_FOLLOW_NOT } from './panel.page.ts';
import { answerBlock } from './scoring.page.ts';

const VIEWS_RULE = asNote(lawFor('uk-2026').rules.preconditions.lightTouchCriteria);

interface ListPage {
  readonly opportunity: EvaluatedOpportunity;
  readonly assessors: readonly LayAssessor[];
  readonly questions: readonly PanelQuestion[];
  readonly mayAct: boolean;
  /** The link of somebody just invited, shown this once. */
  readonly csrf: Html;
}

/** The officer's list of people who use the service and score. */
export function layListPage({ opportunity, assessors, questions, mayAct, csrf }: ListPage, form: FormState): Html {
  const open = mayAct && ['published', 'opened'].includes(opportunity.state);
  return html`${errorSummaryFor(form)}${heading(opportunity, 'People who use the service and score')}
<p class="govuk-body">They score set questions on a simple page, without an account. Their scores are averaged, not moderated, and count as the tender says. Here they have a name of their choosing: how to reach them stays with whoever supports them.</p>${ruleNote(VIEWS_RULE)}
${questions.length === 0 ? insetText({ text: 'The tender has no criterion that they score.' }) : html`<h2 class="govuk-heading-m">What they score</h2>${plainList(questions.map(({ text, criterionName }) => `${criterionName}: ${text}`))}`}
${assessors.length === 0 ? emptyState({ title: 'Nobody has been invited yet.' }) : scrollingTable({
    caption: 'Invited', firstCellIsHeader: true, head: [{ text: 'Name they chose' }, { text: 'Supported by' }, { text: 'Training and support' }, { text: 'Standing' }, { text: 'Change' }],
    rows: assessors.map((one) => [
      { text: one.pseudonym }, { text: one.supportedBy }, { html: html`${one.trainedOn ? `${one.training}, ${formatDate(one.trainedOn)}` : statusTag('No training recorded', 'yellow')}${one.support && html`<br>${one.support}`}` }, { html: standing(one) },
      { html: !mayAct ? nothing : html`<a class="govuk-link" href="/opportunities/${opportunity.id}/service-users/${one.id}/training">Record training<span class="govuk-visually-hidden"> of ${one.pseudonym}</span></a>${open && !one.barredAt && html`<br><a class="govuk-link" href="/opportunities/${opportunity.id}/service-users/${one.id}/close">Close the link<span class="govuk-visually-hidden"> of ${one.pseudonym}</span></a>`}` },
    ]) })}
${open && questions.length > 0 && html`<h2 class="govuk-heading-m">Invite somebody</h2><form method="post" novalidate>${csrf}
${textField(form, { name: 'pseudonym', label: 'The name they chose', hint: 'Not their full name', width: 20, autocomplete: 'off' })}
${textField(form, { name: 'supportedBy', label: 'Who supports them and can reach them', hint: 'An organisation or a worker. Keep their address and telephone number there, not here.' })}
${textArea(form, { name: 'support', label: 'What they need to take part (optional)', hint: 'For example: somebody to read aloud, travel paid, a break', rows: 3 })}
${button({ text: 'Make their link', preventDoubleClick: true })}</form>`}`;
}

function standing({ barredAt, barredReason, finishedAt, declaration }: LayAssessor): Html {
  if (barredAt) return html`${statusTag('Closed', 'red')}<br>${barredReason}`;
  if (finishedAt) return statusTag('Finished', 'green');
  return declaration === null ? statusTag('Not begun', 'yellow') : statusTag('Scoring');
}

/** The link, shown once. */
export const layLinkPage = (opportunity: EvaluatedOpportunity, pseudonym: string, link: string): Html => html`${heading(opportunity, `The link of ${pseudonym}`)}
<p class="govuk-body">Give this link to whoever supports ${pseudonym}. It is shown this once and kept nowhere: whoever has it scores as ${pseudonym}. If it is lost, close it and make another.</p>
${insetText({ html: html`<p class="govuk-body wantsum-words"><a class="govuk-link" href="${link}">${link}</a></p>` })}
<p class="govuk-body"><a class="govuk-link" href="/opportunities/${opportunity.id}/service-users">Back to the list</a></p>`;

export const layTrainingPage = (opportunity: EvaluatedOpportunity, one: LayAssessor, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}${heading(opportunity, `Training and support of ${one.pseudonym}`)}
<form method="post" novalidate>${csrf}${dateField(form, { name: 'trainedOn', label: 'Day of the training', labelSize: 's', value: one.trainedOn ?? undefined })}
${textArea(form, { name: 'training', label: 'What it was', hint: 'For example: two hours at the youth club: what the scores mean, being fair, keeping it to oneself', value: one.training, rows: 3 })}
${textArea(form, { name: 'support', label: 'Support they have (optional)', value: one.support, rows: 3 })}${button({ text: 'Save' })}</form>`;

export const layClosePage = (opportunity: EvaluatedOpportunity, one: LayAssessor, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}${heading(opportunity, `Close the link of ${one.pseudonym}`)}
<p class="govuk-body">Nobody can score with it any more. What they scored is kept and is not counted.</p>
<form method="post" novalidate>${csrf}${textArea(form, { name: 'reason', label: 'Reason', rows: 3 })}${button({ text: 'Close the link', classes: 'govuk-button--warning' })}</form>`;

/** Large and plain: one thing to a page. */
const plain = (title: string, body: Html): Html => html`<h1 class="govuk-heading-xl">${title}</h1>${body}`;

/** What they are told when there is nothing to do now. */
export const layWaitPage = (sentence: string): Html => plain('Help to choose', html`<p class="govuk-body-l">${sentence}</p>`);

/** First: do they know somebody here? */
export const layDeclarePage = (one: LayAssessor, { title, plan }: Pick<EvaluatedOpportunity, 'title' | 'plan'>, bidders: readonly string[], csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}${plain(`Hello ${one.pseudonym}`, html`<p class="govuk-body-l">You are helping to choose who runs <strong>${title}</strong>. These organisations want to do it:</p>
${plainList(bidders)}
${plan.anonymous && html`<p class="govuk-body">${NAMES_FOLLOW_NOT}</p>`}
<form method="post" novalidate>${csrf}${radioField(form, { name: 'declaration', label: 'Do you, your family or your friends work with one of them, or are you close to somebody there?', labelSize: 'l', items: [{ value: 'none', text: 'No' }, { value: 'interest', text: 'Yes', hint: 'Then you cannot choose this time. That is fine, and thank you for saying so.' }] })}
${button({ text: 'Go on', preventDoubleClick: true })}</form>`)}`;

interface QuestionPage {
  readonly bid: PanelBid;
  readonly question: PanelQuestion;
  readonly answer: unknown;
  readonly scale: Scale;
  readonly number: number;
  readonly of: number;
  readonly given: { readonly score: string; readonly words: string } | undefined;
  readonly csrf: Html;
}

/** One question of one bid: what they said, five faces, and a box nobody has to fill. */
export function layQuestionPage({ bid, question, answer, scale, number, of, given, csrf }: QuestionPage, form: FormState): Html {
  return html`${errorSummaryFor(form)}<span class="govuk-caption-xl">Question ${number} of ${of}: ${bid.organisationName}</span>${plain(question.text, html`
${answer === undefined ? nothing : html`<h2 class="govuk-heading-m">What they say</h2>${answerBlock(bid.id, question, answer, [])}`}
${question.goodAnswer !== '' && details({ summaryText: 'What could be good?', text: question.goodAnswer })}
<form method="post" novalidate>${csrf}${hiddenField('bidId', bid.id)}${hiddenField('questionId', question.id)}
${radioField(form, { name: 'score', label: 'What do you think?', labelSize: 'l', value: given?.score, items: facesFor(scale.maximum).map(({ score, face, words }) => ({ value: score, text: `${face}  ${words}`, hint: `${score} of ${scale.maximum}` })) })}
${textArea(form, { name: 'words', label: 'Do you want to say why? You do not have to.', rows: 3, value: given?.words })}
${button({ text: 'Save and go on', preventDoubleClick: true })}</form>`)}`;
}

/** All done: one press to send, or back to look again. */
export const layFinishPage = (code: string, steps: readonly { readonly words: string; readonly score: string }[], csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}${plain('That is everything', html`
<p class="govuk-body-l">Here is what you chose. You can still change it. When you send it, it counts.</p>
${plainList(steps.map(({ words, score }, index) => html`${words} <strong>${score}</strong> <a class="govuk-link" href="/have-your-say/${code}/${index + 1}">Change<span class="govuk-visually-hidden"> ${words}</span></a>`))}
<form method="post" novalidate>${csrf}${button({ text: 'Send', preventDoubleClick: true })}</form>`)}`;
