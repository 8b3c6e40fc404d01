import { checkboxField, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { plainList } from '#platform/pages/presentation';
import type { Outcome } from './outcome.ts';
import type { OutcomeServed } from './outcomes-served.store.ts';

/** The tick boxes for picking outcomes: the published framework, and nothing else. */
export function outcomesField(form: FormState, published: readonly Outcome[], chosen: readonly string[], label = 'Which outcomes is this for?'): Html {
  if (published.length === 0) return html`<p class="govuk-body" id="outcomeIds">No outcomes framework is published yet, so no outcome can be picked. The policy team publishes it.</p>`;
  return checkboxField(form, {
    name: 'outcomeIds', label, labelSize: 's', values: chosen, hint: 'From the published outcomes framework.',
    items: published.map(({ id, code, title, level }) => ({ value: id, text: `${code} ${title}`, hint: level === 'strategic' ? 'Strategic outcome' : 'Supporting outcome' })),
  });
}

/** Outcomes as links, or a sentence where there are none. */
export const outcomeLinks = (outcomes: readonly OutcomeServed[]): Html =>
  outcomes.length === 0 ? html`None linked yet` : plainList(outcomes.map(({ id, code, title }) => html`<a class="govuk-link" href="/outcomes/${id}">${code} ${title}</a>`), 'plain');
