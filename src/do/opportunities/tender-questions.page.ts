import { html, type Html } from '#platform/pages/html';
import { button } from '#platform/pages/components/index';
import { checkboxField, dateField, errorSummaryFor, radioField, selectField, textArea, textField, type FormState } from '#platform/pages/form';
import { emptyState, scrollingTable } from '#platform/pages/presentation';
import { weigh, type Criterion } from '#parts/assessments';
import type { Burden, Question } from '#parts/questions';
import { londonWall } from '#kernel/calendar-date';
import { burdenPanel, type QuestionLimit } from './build.page.ts';
import type { Lot, Opportunity } from './opportunity.ts';
import { SOCIAL_VALUE_QUESTIONS } from './social-value-questions.ts';

const TYPE_WORDS = {
  'long-text': 'Words', 'short-text': 'One line', 'yes-no': 'Yes or no', choice: 'One of several', choices: 'Some of several', number: 'A number', money: 'An amount of money', date: 'A date', file: 'A file',
} as const;

export interface QuestionsModel {
  readonly opportunity: Opportunity;
  readonly questions: readonly Question[];
  readonly criteria: readonly Criterion[];
  readonly lots: readonly Lot[];
  readonly burden: Burden;
  readonly limit: QuestionLimit | null;
}

/** The questions of a draft, and what they ask of a bidder. */
export function tenderQuestionsPage({ opportunity, questions, criteria, lots, burden, limit }: QuestionsModel): Html {
  const at = `/opportunities/${opportunity.id}/questions`;
  const nameOf = (id: string | null) => criteria.find((criterion) => criterion.id === id)?.name ?? 'None';
  return html`<h1 class="govuk-heading-l">Questions for bidders</h1>
${questions.length === 0
    ? emptyState({ title: 'There are no questions yet.' })
    : scrollingTable({
      caption: 'Questions for bidders',
      head: [{ text: 'Question' }, { text: 'Criterion' }, { text: 'Marks', format: 'numeric' }, { text: 'Words', format: 'numeric' }, { text: 'Actions' }],
      rows: questions.map((question) => [
        { text: `${question.position}. ${question.text}${question.lotId ? ` (lot ${lots.find(({ id }) => id === question.lotId)?.number ?? 'removed'})` : ''}` },
        { text: nameOf(question.criterionId) }, { text: question.marks?.toString() ?? 'Missing', format: 'numeric' },
        { text: question.wordLimit === null ? (question.type === 'long-text' ? 'Missing' : 'None') : String(question.wordLimit), format: 'numeric' },
        { html: html`<a class="govuk-link" href="${at}/${question.id}">Change<span class="govuk-visually-hidden"> question ${question.position}</span></a> <a class="govuk-link" href="${at}/${question.id}/remove">Remove<span class="govuk-visually-hidden"> question ${question.position}</span></a>` },
      ]),
    })}
<div class="govuk-button-group">${button({ text: 'Add a question', href: `${at}/new` })}${criteria.some(({ kind }) => kind === 'social-value') && html`<a class="govuk-link" href="${at}/social-value">Add a tested question on social value</a>`}</div>
${burdenPanel(burden, opportunity.valueNetPence, limit)}`;
}

/** Tested questions about social value, each with the guide that bidders see (SV-05). */
export const socialValueQuestionsPage = (form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Questions about social value</h1>
<p class="govuk-body">Each has been tried in tenders. Choose one: it goes under the criterion for social value with 10 marks and 300 words, and you can change it. Every bidder sees the question and its guide.</p>
<form method="post" novalidate>${csrf}
${radioField(form, { name: 'question', label: 'Which question?', value: SOCIAL_VALUE_QUESTIONS[0].id, items: SOCIAL_VALUE_QUESTIONS.map(({ id, title, text, goodAnswer }) => ({ value: id, text: `${title}: ${text}`, hint: `Guide: ${goodAnswer}` })) })}
${button({ text: 'Add this question' })}</form>`;

/** One question, new or there already. */
export function tenderQuestionPage(question: Question | null, { criteria, lots }: Pick<QuestionsModel, 'criteria' | 'lots'>, form: FormState, csrf: Html): Html {
  const leaves = weigh(criteria).filter(({ isLeaf, kind }) => isLeaf && kind !== 'price');
  return html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">${question ? `Question ${question.position}` : 'Add a question'}</h1>
<form method="post" novalidate>${csrf}
${textField(form, { name: 'section', label: 'Section (optional)', hint: 'Questions of one section stand together', value: question?.section })}
${textArea(form, { name: 'text', label: 'Question', value: question?.text, rows: 3 })}
${textArea(form, { name: 'purpose', label: 'Why is it asked?', value: question?.purpose, rows: 2 })}
${textArea(form, { name: 'goodAnswer', label: 'What does a good answer cover?', hint: 'Write for somebody who does the work and has never written a bid', value: question?.goodAnswer, rows: 4 })}
${radioField(form, { name: 'type', label: 'How is it answered?', value: question?.type ?? 'long-text', items: Object.entries(TYPE_WORDS).map(([value, text]) => ({ value, text })) })}
${textArea(form, { name: 'choices', label: 'Choices', hint: 'One a line, where it is answered by choosing', value: question?.choices.join('\n'), rows: 3 })}
${textField(form, { name: 'marks', label: 'Marks', hint: 'Within its criterion. 0 for information only.', value: question?.marks?.toString(), width: 5, inputmode: 'decimal' })}
${textField(form, { name: 'wordLimit', label: 'Word limit', value: question?.wordLimit?.toString(), width: 5, inputmode: 'numeric' })}
${textField(form, { name: 'minutes', label: 'Minutes it takes (optional)', hint: 'Left blank, we estimate it', value: question?.minutes?.toString(), width: 5, inputmode: 'numeric' })}
${checkboxField(form, { name: 'required', label: 'Must it be answered?', values: (question?.required ?? true) ? ['yes'] : [], items: [{ value: 'yes', text: 'Yes, every bidder must answer it' }] })}
${selectField(form, { name: 'criterionId', label: 'Criterion', emptyText: 'None: for information', value: question?.criterionId ?? undefined, items: leaves.map(({ id, name, points }) => ({ value: id, text: `${name} (${points} points)` })) })}
${lots.length > 0 && selectField(form, { name: 'lotId', label: 'Lot', emptyText: 'Every lot', value: question?.lotId ?? undefined, items: lots.map(({ id, number, title }) => ({ value: id, text: `${number}. ${title}` })) })}
${button({ text: 'Save question' })}</form>`;
}

/** Last day for questions, and the closing. */
export function datesPage(opportunity: Opportunity, note: Html, form: FormState, csrf: Html): Html {
  return html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Dates</h1>
<p class="govuk-body">Times are London times.</p>${note}
<form method="post" novalidate>${csrf}
${dateAndTime(form, 'clarifications', 'Last day for questions from suppliers', 'Time', opportunity.clarificationsUntil)}
${dateAndTime(form, 'closes', 'Day on which bids close', 'Time', opportunity.closesAt)}
${button({ text: 'Save dates' })}</form>`;
}

/** A day and a time as two fields: `<name>On` and `<name>At`. */
export function dateAndTime(form: FormState, name: string, dayLabel: string, timeLabel: string, stored: Date | null): Html {
  const wall = stored ? londonWall(stored) : null;
  return html`${dateField(form, { name: `${name}On`, label: dayLabel, value: wall?.date })}
${textField(form, { name: `${name}At`, label: timeLabel, hint: 'Such as 5pm or 17:00. For the end of a day use 11:59pm.', value: wall?.time ?? (stored === null ? undefined : '12:00'), width: 10 })}`;
}
