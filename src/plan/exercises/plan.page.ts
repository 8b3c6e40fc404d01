import { html, type Html } from '#platform/pages/html';
import { errorSummaryFor, type FormState } from '#platform/pages/form';
import { button, insetText } from '#platform/pages/components/index';
import { plainList, ruleNote } from '#platform/pages/presentation';
import { answerList, burdenInWords, burdenOf, questionFields, type Answers, type QuestionSet } from '#parts/questions';
import type { Exercise } from './exercise.ts';
import type { Named } from './exercise-form.page.ts';
import type { ExerciseValuation } from './gate-facts.store.ts';

interface PlanPage {
  readonly exercise: Exercise;
  readonly plan: QuestionSet;
  readonly answers: Answers;
  readonly people: readonly Named[];
  readonly valuation: ExerciseValuation | null;
  readonly lacks: readonly string[];
  readonly csrf: Html;
}

/** The procurement plan as one form: each answer with its evidence and who answers for it. */
export function planPage({ exercise, plan, answers, people, valuation, lacks, csrf }: PlanPage, form: FormState): Html {
  const changes = exercise.stage === 'analyse' || exercise.stage === 'plan';
  return html`${errorSummaryFor(form)}<span class="govuk-caption-l">${exercise.title}, ${exercise.reference}</span>
<h1 class="govuk-heading-l">Procurement plan</h1>
${ruleNote(valuation?.planRule ?? { sentence: 'A procurement at or above the set value needs a procurement plan before it can be advertised.', source: 'Select committee report 6.1.2 (PL-08)', confidence: 'P' })}
<p class="govuk-body">${requiredWords(valuation)} There are ${burdenInWords(burdenOf(plan.questions))}.</p>
${lacks.length > 0 ? insetText({ html: html`<p class="govuk-body">Still missing:</p>${plainList(lacks)}` }) : html`<p class="govuk-body">The plan is complete.</p>`}
${changes
    ? html`<form method="post" novalidate>${csrf}${questionFields(plan.questions, form, answers, { owners: people })}${button({ text: 'Save procurement plan' })}</form>`
    : html`<p class="govuk-body">The plan is agreed, so it no longer changes.</p>${answerList(plan.questions, answers)}`}`;
}

function requiredWords(valuation: ExerciseValuation | null): string {
  if (!valuation) return 'Whether this exercise needs one depends on its whole-life value, which is not entered yet.';
  return valuation.planRequired ? 'This exercise needs one.' : 'At its value this exercise does not need one, but you may write it.';
}
