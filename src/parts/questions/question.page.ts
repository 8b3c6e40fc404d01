import { html, join, nothing, type Html } from '#platform/pages/html';
import {
  checkboxField, dateField, fieldId, fileField, hiddenField, moneyField, radioField, selectField, textArea, textField, type FormState,
} from '#platform/pages/form';
import { details } from '#platform/pages/components/index';
import { formatDate, formatPounds } from '#platform/pages/presentation';
import { answerField, stampOf } from './posted-answers.ts';
import { askedQuestions, isBlank, type Answers, type AnswerValue, type Facts, type Question } from './question.ts';

export interface QuestionFieldsOptions {
  /** Who may be named as answering for an answer; left out, no owner is asked. */
  readonly owners?: readonly { readonly id: string; readonly name: string }[];
  readonly facts?: Facts;
  /** Heading level of sections. */
  readonly headingLevel?: 2 | 3;
}

/** The questions that are asked as fields of one form, under their sections, each with the stamp that keeps colleagues from overwriting each other. */
export function questionFields(questions: readonly Question[], form: FormState, answers: Answers, options: QuestionFieldsOptions = {}): Html {
  const asked = askedQuestions(questions, answers, options.facts);
  return inSections(asked, options.headingLevel ?? 2, (question) => {
    const answer = answers.get(question.id);
    const name = answerField(question.id);
    // After a trip to the server the stamp is the one that came with what was typed, so that a conflict stays one.
    const stamp = typedOr(form, `${name}-stamp`, stampOf(answer));
    return html`${questionField(form, question, answer?.value)}${hiddenField(`${name}-stamp`, stamp)}
${question.evidence !== null && textField(form, { name: `${name}-evidence`, label: `Evidence for “${question.text}”`, hint: question.evidence, value: answer?.evidence ?? undefined })}
${options.owners && selectField(form, {
      name: `${name}-owner`, label: `Who answers for “${question.text}”?`, emptyText: 'Choose a person', value: answer?.ownerId ?? undefined,
      items: options.owners.map((owner) => ({ value: owner.id, text: owner.name })),
    })}`;
  });
}

/** One question as a field of the right kind, with why it is asked, its marks and its word limit before the box. */
export function questionField(form: FormState, question: Question, value: AnswerValue | undefined, name: string = answerField(question.id)): Html {
  const shared = { name, label: question.required ? question.text : `${question.text} (optional)`, labelSize: 's' as const, hint: questionHint(question) };
  const text = typeof value === 'string' ? value : undefined;
  switch (question.type) {
    case 'short-text': return textField(form, { ...shared, value: text });
    case 'long-text': return textArea(form, { ...shared, value: text, rows: 8, ...(question.wordLimit ? { wordLimit: question.wordLimit } : {}) });
    case 'yes-no':
      return radioField(form, { ...shared, inline: true, value: typeof value === 'boolean' ? (value ? 'yes' : 'no') : undefined, items: [{ value: 'yes', text: 'Yes' }, { value: 'no', text: 'No' }] });
    case 'choice': return radioField(form, { ...shared, value: text, items: question.choices.map((choice) => ({ value: choice, text: choice })) });
    case 'choices': return checkboxField(form, { ...shared, values: Array.isArray(value) ? value : [], items: question.choices.map((choice) => ({ value: choice, text: choice })) });
    case 'number': return textField(form, { ...shared, value: text, inputmode: 'decimal', width: 10 });
    case 'money': return moneyField(form, { ...shared, ...(text ? { pence: BigInt(text) } : {}) });
    case 'date': return dateField(form, { ...shared, value: text });
    case 'file': return fileField(form, shared);
  }
}

/** Questions to read, not to answer: text, purpose, what a good answer covers, marks and limits (DP-08). */
export function questionList(questions: readonly Question[], note: (question: Question) => Html | false = () => false, headingLevel: 2 | 3 | 4 = 3): Html {
  return inSections(questions, headingLevel, (question) => html`<div class="wantsum-question" id="question-${question.id}">
<p class="govuk-body govuk-!-font-weight-bold govuk-!-margin-bottom-1">${question.position}. ${question.text}</p>
${question.purpose !== '' && html`<p class="govuk-body govuk-!-margin-bottom-1">${question.purpose}</p>`}
<p class="govuk-body govuk-hint">${join(worth(question), ' ')}${note(question)}</p>
${goodAnswer(question)}</div>`);
}

/** Answers to read. An answer that was left blank says so. */
export function answerList(questions: readonly Question[], answers: Answers, facts: Facts = {}): Html {
  const rows = askedQuestions(questions, answers, facts).map((question) => {
    const answer = answers.get(question.id);
    return html`<dt class="govuk-body govuk-!-font-weight-bold govuk-!-margin-bottom-1">${question.text}</dt>
<dd class="govuk-body wantsum-words govuk-!-margin-left-0">${answerWords(question, answer?.value)}${answer?.evidence && html`<br>Evidence: ${answer.evidence}`}</dd>`;
  });
  return html`<dl class="wantsum-answers">${rows}</dl>`;
}

/** An answer as people read it. */
export function answerWords(question: Pick<Question, 'type'>, value: AnswerValue | undefined): string {
  if (value === undefined || isBlank(value)) return 'Not answered';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value !== 'string') return value.join(', ');
  if (question.type === 'money') return formatPounds(BigInt(value));
  return question.type === 'date' ? formatDate(value) : value;
}

function questionHint(question: Question): Html | undefined {
  const good = question.goodAnswer === '' ? '' : `A good answer covers: ${question.goodAnswer}`;
  const lines = [question.purpose, ...worth(question), good].filter((line) => line !== '');
  return lines.length === 0 ? undefined : join(lines, html`<br>`);
}

/** "10 marks." "No more than 250 words." */
const worth = ({ marks, wordLimit, type }: Question): string[] => [
  ...(marks && !marks.isZero() ? [`${marks} mark${marks.toString() === '1' ? '' : 's'}.`] : []),
  ...(wordLimit && type !== 'yes-no' ? [`No more than ${wordLimit} words.`] : []),
];

const goodAnswer = (question: Question): Html =>
  question.goodAnswer === '' ? nothing : details({ summaryText: 'What a good answer covers', html: html`<p class="govuk-body wantsum-words">${question.goodAnswer}</p>` });

function inSections(questions: readonly Question[], headingLevel: number, draw: (question: Question) => Html): Html {
  const level = headingLevel === 2 ? html`h2` : headingLevel === 3 ? html`h3` : html`h4`;
  let section = '';
  return join(questions.map((question) => {
    const isNew = question.section !== section;
    section = question.section;
    return html`${isNew && section !== '' && html`<${level} class="govuk-heading-m" id="${fieldId(`section-${question.id}`)}">${section}</${level}>`}${draw(question)}`;
  }));
}

function typedOr(form: FormState, name: string, otherwise: string): string {
  const typed = form.values[name];
  return typeof typed === 'string' ? typed : otherwise;
}
