import type { PublicCase } from '#parts/cases';
import { approvalSteps, standingWords, type ApprovalState } from '#parts/approvals';
import { button, details, insetText, warningText } from '#platform/pages/components/index';
import { checkboxField, errorSummaryFor, hiddenField, radioField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { emptyState, formatInstant, keyValue, ruleNote, scrollingTable, statusTag } from '#platform/pages/presentation';
import { NO_SILENT_ACCEPTANCE, ONE_SIDED_RULE, type Clause } from './clause.ts';
import type { OpenPoint } from './terms.store.ts';

interface Named { readonly id: string; readonly title: string }

export interface ContractPage {
  readonly opportunity: Named;
  readonly clauses: readonly Clause[];
  readonly points: ReadonlyMap<string, readonly PublicCase[]>;
  /** Why no point can be raised now; null when one can. */
  readonly whyNoPoint: string | null;
  readonly mayAmend: boolean;
}

/** The draft contract for anyone: each clause in plain words first, its full words folded below, and what was asked and answered about it. */
export function contractPage({ opportunity, clauses, points, whyNoPoint, mayAmend }: ContractPage): Html {
  const oneSided = clauses.filter((clause) => clause.oneSided).length;
  return html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${opportunity.title}</span>The draft contract</h1>
<p class="govuk-body-l">This is what the winner would be asked to sign: ${clauses.length} ${clauses.length === 1 ? 'clause' : 'clauses'}, each in plain words and in full.${oneSided > 0 ? ` ${oneSided} ${oneSided === 1 ? 'gives' : 'give'} the authority alone a power, and ${oneSided === 1 ? 'is' : 'are'} marked.` : ''}</p>
${insetText({ text: whyNoPoint ?? 'You can ask about any clause, object to it or propose other words. Everyone sees the point and the answer; nobody but the officers sees who raised it.' })}
${clauses.map((clause) => clauseSection(opportunity.id, clause, points.get(clause.id) ?? [], whyNoPoint === null, mayAmend))}
${ruleNote(NO_SILENT_ACCEPTANCE)}`;
}

const clauseSection = (opportunityId: string, clause: Clause, points: readonly PublicCase[], mayRaise: boolean, mayAmend: boolean): Html => html`<section id="clause-${clause.number}">
<h2 class="govuk-heading-m">${clause.number}. ${clause.heading} ${clause.oneSided && statusTag('One-sided', 'orange')}</h2>
<p class="govuk-body wantsum-words">${clause.summary}</p>
${clause.oneSided && warningText({ text: `Gives the authority alone a power. Why: ${clause.oneSidedReason}` })}
${details({ summaryText: `The words of clause ${clause.number}`, html: html`<p class="govuk-body wantsum-words">${clause.words}</p>` })}
${clause.before.map(({ words, reason, changedAt }) => details({ summaryText: `Changed on ${formatInstant(changedAt)}`, html: html`<p class="govuk-body">Why: ${reason}</p><p class="govuk-body">It said before:</p><p class="govuk-body wantsum-words">${words}</p>` }))}
${points.length > 0 && keyValue(points.flatMap(({ question, answer }, index) => [{ key: `Point ${index + 1}`, value: question }, { key: 'Answer', value: answer }]))}
${(mayRaise || mayAmend) && html`<p class="govuk-body">${mayRaise && html`<a class="govuk-link" href="/opportunities/${opportunityId}/contract/${clause.id}/point">Ask about clause ${clause.number}, or propose other words</a>`}${mayRaise && mayAmend && ' · '}${
    mayAmend && html`<a class="govuk-link" href="/opportunities/${opportunityId}/contract/${clause.id}/amend">Change clause ${clause.number}</a>`}</p>`}
</section>`;

export interface TermsTask {
  readonly opportunity: Named;
  readonly clauses: readonly Clause[];
  readonly legal: ApprovalState;
  readonly mayWrite: boolean;
  readonly csrf: Html;
}

/** Where officers write the draft contract before publication. */
export function termsTaskPage({ opportunity, clauses, legal, mayWrite, csrf }: TermsTask, form: FormState): Html {
  const at = `/opportunities/${opportunity.id}/contract-clauses`;
  const hasOneSided = clauses.some(({ oneSided }) => oneSided);
  return html`${errorSummaryFor(form)}<h1 class="govuk-heading-l"><span class="govuk-caption-l">${opportunity.title}</span>Draft contract</h1>
<p class="govuk-body">Bidders read every clause before they decide to bid, in plain words and in full. Keep it as short as the risk allows.</p>
${clauses.length === 0
    ? emptyState({ title: 'No clause has been written yet.' })
    : scrollingTable({
      caption: 'Clauses', head: [{ text: 'Clause' }, { text: 'In plain words' }, { text: 'Change' }],
      rows: clauses.map((clause) => [
        { html: html`${clause.number}. ${clause.heading} ${clause.oneSided && statusTag('One-sided', 'orange')}` }, { text: clause.summary },
        { html: mayWrite ? html`<a class="govuk-link" href="${at}/${clause.id}">Edit<span class="govuk-visually-hidden"> clause ${clause.number}</span></a> · <a class="govuk-link" href="${at}/${clause.id}/remove">Remove<span class="govuk-visually-hidden"> clause ${clause.number}</span></a>` : html`` },
      ]),
    })}
${mayWrite && button({ text: 'Add a clause', href: `${at}/new` })}
${hasOneSided && html`<h2 class="govuk-heading-m">Legal’s agreement to one-sided clauses</h2><p class="govuk-body">${standingWords(legal.standing)}.</p>${approvalSteps(legal, 'Who must agree')}${ruleNote(ONE_SIDED_RULE)}`}
${hasOneSided && mayWrite && legal.standing !== 'waiting' && legal.standing !== 'agreed' && html`<form method="post" novalidate>${csrf}${button({ text: 'Ask legal to agree', classes: 'govuk-button--secondary', preventDoubleClick: true })}</form>`}`;
}

export function clauseFormPage(opportunity: Named, clause: Clause | null, form: FormState, csrf: Html): Html {
  return html`${errorSummaryFor(form)}<h1 class="govuk-heading-l"><span class="govuk-caption-l">${opportunity.title}</span>${clause ? `Clause ${clause.number}` : 'Add a clause'}</h1>
<form method="post" novalidate>${csrf}
${textField(form, { name: 'heading', label: 'Heading', value: clause?.heading ?? '' })}
${textArea(form, { name: 'summary', label: 'What it means in plain words', hint: 'For somebody without a solicitor: who must do what, by when, and what happens otherwise', rows: 3, characterLimit: 1000, value: clause?.summary ?? '' })}
${textArea(form, { name: 'words', label: 'The words of the clause', rows: 10, value: clause?.words ?? '' })}
${checkboxField(form, { name: 'oneSided', label: 'Does it give the authority alone a power?', hint: 'Such as to change the terms without the provider, or to decide alone what an invoice may say', values: clause?.oneSided ? ['yes'] : [], items: [{ value: 'yes', text: 'Yes, it is one-sided' }] })}
${textArea(form, { name: 'oneSidedReason', label: 'Why is that needed? (only if one-sided)', rows: 3, value: clause?.oneSidedReason ?? '' })}
${ruleNote(ONE_SIDED_RULE)}
${button({ text: 'Save clause', preventDoubleClick: true })}</form>`;
}

export const removeClausePage = (opportunity: Named, clause: Clause, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l"><span class="govuk-caption-l">${opportunity.title}</span>Take out clause ${clause.number}, ${clause.heading}?</h1>
<p class="govuk-body">The clauses after it move up by one.</p>
<form method="post" novalidate>${csrf}${button({ text: 'Take it out', classes: 'govuk-button--warning', preventDoubleClick: true })}</form>`;

export const amendClausePage = (opportunity: Named, clause: Clause, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l"><span class="govuk-caption-l">${opportunity.title}</span>Change clause ${clause.number}, ${clause.heading}</h1>
<p class="govuk-body">Bidders have read it. What it said stays on the page, with your reason, and everyone who is bidding is told.</p>
<form method="post" novalidate>${csrf}
${textArea(form, { name: 'summary', label: 'What it means in plain words', rows: 3, value: clause.summary })}
${textArea(form, { name: 'words', label: 'The words of the clause', rows: 10, value: clause.words })}
${textArea(form, { name: 'reason', label: 'Why does it change?', rows: 3 })}
${button({ text: 'Change the clause', preventDoubleClick: true })}</form>`;

export function raisePointPage(opportunity: Named, clause: Clause, organisations: readonly { readonly id: string; readonly name: string }[], form: FormState, csrf: Html): Html {
  if (organisations.length === 0) {
    return html`<h1 class="govuk-heading-l">Ask about clause ${clause.number}</h1><p class="govuk-body">Points are raised by suppliers. <a class="govuk-link" href="/register">Register your organisation</a>, or ask a colleague to add you to it, then come back.</p>`;
  }
  return html`${errorSummaryFor(form)}<h1 class="govuk-heading-l"><span class="govuk-caption-l">${opportunity.title}</span>Ask about clause ${clause.number}, ${clause.heading}</h1>
${details({ summaryText: `The words of clause ${clause.number}`, html: html`<p class="govuk-body wantsum-words">${clause.words}</p>` })}
<form method="post" novalidate>${csrf}
${organisations.length === 1 ? hiddenField('organisationId', organisations[0]!.id) : radioField(form, { name: 'organisationId', label: 'Which organisation asks?', items: organisations.map(({ id, name }) => ({ value: id, text: name })) })}
${textArea(form, { name: 'point', label: 'Your question, objection or other words', hint: 'Do not name yourselves. Until it is answered, bidding does not mean that you accept this clause.', rows: 6, characterLimit: 4000 })}
${button({ text: 'Send', preventDoubleClick: true })}</form>`;
}

export interface PointPage {
  readonly opportunity: Named;
  readonly clause: { readonly number: number; readonly heading: string };
  readonly point: { readonly id: string; readonly number: number; readonly text: string; readonly createdAt: Date; readonly state: string; readonly publicText: string | null; readonly answer: string | null };
  readonly mayAnswer: boolean;
}

export const pointPage = ({ opportunity, clause, point, mayAnswer }: PointPage): Html => html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${opportunity.title}</span>Point ${point.number} on clause ${clause.number}, ${clause.heading}</h1>
<p class="govuk-body">${point.state === 'open' ? statusTag('Not answered', 'yellow') : statusTag('Answered', 'green')}</p>
<p class="govuk-body wantsum-words">${point.text}</p>
${keyValue([{ key: 'Raised', value: formatInstant(point.createdAt) }, point.publicText !== null && { key: 'As everyone sees it', value: point.publicText }, point.answer !== null && { key: 'Answer', value: point.answer }])}
${mayAnswer && point.state === 'open' && button({ text: 'Answer this point', href: `/clause-points/${point.id}/answer` })}
<p class="govuk-body"><a class="govuk-link" href="/opportunities/${opportunity.id}/contract#clause-${clause.number}">Go to the draft contract</a></p>`;

export const answerPointPage = ({ opportunity, clause, point }: PointPage, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l"><span class="govuk-caption-l">${opportunity.title}</span>Answer point ${point.number} on clause ${clause.number}</h1>
<p class="govuk-body">Everyone will read the point as you write it here, and the answer. Neither may give away who raised it. To change the clause itself, change it first and say so here.</p>
<form method="post" novalidate>${csrf}
${textArea(form, { name: 'publicText', label: 'The point as everyone will see it', value: point.text, rows: 4 })}
${textArea(form, { name: 'answer', label: 'Answer', rows: 6 })}
${button({ text: 'Send answer', preventDoubleClick: true })}</form>`;

/** The officers' list of points on every clause. */
export const pointsPage = (opportunity: Named, points: readonly OpenPoint[]): Html => html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${opportunity.title}</span>Points on the draft contract</h1>
${points.length === 0 ? emptyState({ title: 'Nobody has raised a point.' }) : scrollingTable({
    caption: 'Points', head: [{ text: 'Point' }, { text: 'Raised' }, { text: 'State' }],
    rows: points.map((point) => [
      { html: html`<a class="govuk-link" href="/clause-points/${point.id}">Clause ${point.clauseNumber}, point ${point.number}</a>: ${point.text.length > 120 ? `${point.text.slice(0, 119)}…` : point.text}` },
      { text: formatInstant(point.createdAt) }, { html: point.state === 'open' ? statusTag('Not answered', 'yellow') : statusTag('Answered', 'green') },
    ]),
  })}`;
