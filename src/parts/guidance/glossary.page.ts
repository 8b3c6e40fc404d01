import { button } from '#platform/pages/components/index';
import { errorSummaryFor, textArea, textField, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { emptyState, scrollingTable, statusTag } from '#platform/pages/presentation';
import { GLOSSARY, type Term } from './glossary.ts';
import type { OwnTerm } from './glossary.store.ts';
import { easeInWords, FORMULA_WORDS } from './reading-ease.ts';
import type { Mark, PlainWords } from './plain-words.ts';

/** Where a word stands on the glossary's page, so that a place that uses it can lead there. */
export const wordId = (term: string): string => `word-${term.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '')}`;

/** Every word that is explained here, for anyone. */
export function glossaryPage(own: readonly OwnTerm[]): Html {
  const row = ({ term, inFull, meaning }: Term) => html`<div class="govuk-summary-list__row" id="${wordId(term)}"><dt class="govuk-summary-list__key">${term}${inFull !== '' && html`<br><span class="govuk-hint">${inFull}</span>`}</dt><dd class="govuk-summary-list__value">${meaning}</dd></div>`;
  const bodies = [...new Set(own.map(({ bodyName }) => bodyName))];
  return html`<h1 class="govuk-heading-l">What the words mean</h1>
<p class="govuk-body">Words and short forms of public buying, each in one plain sentence. Nobody should need them to win a contract: where a tender uses one, ask the buyer to explain it.</p>
<dl class="govuk-summary-list">${GLOSSARY.map(row)}</dl>
${bodies.map((name) => html`<h2 class="govuk-heading-m">Words of ${name}</h2><dl class="govuk-summary-list">${own.filter(({ bodyName }) => bodyName === name).map(row)}</dl>`)}`;
}

/** The words that one body explains beside the shipped ones. */
export const ownTermsPage = (body: { readonly id: string; readonly name: string }, own: readonly OwnTerm[], csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l"><span class="govuk-caption-l">${body.name}</span>Your own words in the glossary</h1>
<p class="govuk-body">Tenders are checked for short forms that nobody explains. The <a class="govuk-link" href="/glossary">glossary</a> explains the usual ones; add those that only you use.</p>
${own.length === 0 ? emptyState({ title: 'You explain no words of your own yet.' }) : scrollingTable({
    caption: 'Your words', firstCellIsHeader: true, head: [{ text: 'Word' }, { text: 'Meaning' }, { html: html`<span class="govuk-visually-hidden">Change</span>` }],
    rows: own.map(({ id, term, meaning }) => [{ text: term }, { text: meaning }, { html: html`<a class="govuk-link" href="/bodies/${body.id}/glossary/${id}/remove">Take out<span class="govuk-visually-hidden"> ${term}</span></a>` }]),
  })}
<h2 class="govuk-heading-m">Explain a word</h2>
<form method="post" novalidate>${csrf}${textField(form, { name: 'term', label: 'Word or short form', width: 10 })}${textArea(form, { name: 'meaning', label: 'What it means', hint: 'One plain sentence', rows: 2 })}${button({ text: 'Add it' })}</form>`;

export const removeTermPage = (term: OwnTerm, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Take out “${term.term}”</h1>
<p class="govuk-body">${term.meaning}</p><form method="post" novalidate>${csrf}${button({ text: 'Take it out', preventDoubleClick: true, classes: 'govuk-button--warning' })}</form>`;

const KINDS = { 'short-form': ['Not explained', 'orange'], 'long-sentence': ['Long sentence', 'yellow'], jargon: ['Official word', 'grey'] } as const;

/** What a check found, with what to write instead. */
export function plainWordsResult(result: PlainWords, longestSentence: number): Html {
  const head = [{ text: 'Where' }, { text: 'What' }, { text: 'What to do' }];
  const row = ({ kind, place, href, found, suggestion, glossary }: Mark) => [
    { html: html`<a class="govuk-link" href="${href}">${place}</a><br>${statusTag(KINDS[kind][0], KINDS[kind][1])}` }, { html: html`<mark>${found}</mark>` },
    { html: html`${suggestion}${glossary !== null && html`<br><strong>From the glossary:</strong> ${glossary}`}` },
  ];
  return html`<p class="govuk-body-l">${result.score === null ? 'There are too few words to judge how they read.' : `Reading ease ${result.score}: ${easeInWords(result.score)}.`}</p>
<p class="govuk-body">${count(result.words, 'word')} in ${count(result.sentences, 'sentence')}; ${result.longSentences} of more than ${longestSentence} words; ${count(result.unexplained.length, 'short form')} not explained.</p>
<p class="govuk-body-s">${FORMULA_WORDS}</p>
${result.marks.length === 0 ? emptyState({ title: 'Nothing is marked.' }) : scrollingTable({ caption: `${count(result.marks.length, 'place')} to look at`, head, rows: result.marks.map(row) })}`;
}

const count = (number: number, noun: string): string => `${number.toLocaleString('en-GB')} ${noun}${number === 1 ? '' : 's'}`;
