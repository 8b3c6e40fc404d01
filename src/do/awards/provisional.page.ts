import { formatDate } from '#kernel/calendar-date';
import { formatPounds } from '#kernel/money';
import type { RuleNote } from '#kernel/rule-note';
import { ALTERNATIVE_KINDS, earlyReviewDay, PROVISIONAL_RULE } from '#agreements';
import { radioField, selectField, textArea, type FormState } from '#platform/pages/form';
import { html, nothing, type Html } from '#platform/pages/html';
import { keyValue, ruleNote } from '#platform/pages/presentation';
import type { Award } from './award.store.ts';
import type { ProvisionalOffer } from './provisional.store.ts';

/** Asks whether the award is provisional, and on which other evidence; where the authority has set no limits, says so. */
export function provisionalFields(form: FormState, offer: ProvisionalOffer | null): Html {
  if (offer === null) return nothing;
  if (offer.terms.kind === 'refused') return html`<p class="govuk-body">An award cannot be made provisionally here, to a new provider without a record of contracts. ${offer.terms.sentence}</p>`;
  const { ceilingNetPence, reviewMonths } = offer.terms.value;
  return html`${radioField(form, {
    name: 'provisional', label: 'Is the award provisional?', hint: 'For a new provider without the usual record of contracts', value: 'no',
    items: [{ value: 'no', text: 'No' }, {
      value: 'yes', text: 'Yes, provisionally', hint: `Up to ${formatPounds(ceilingNetPence)} in all, excluding VAT, until an early review ${monthsWords(reviewMonths)} after the contract starts`,
      conditional: html`${selectField(form, { name: 'evidenceKind', label: 'Other evidence', emptyText: 'Choose the other evidence', items: Object.entries(ALTERNATIVE_KINDS).map(([value, text]) => ({ value, text })) })}
        ${textArea(form, { name: 'evidence', label: 'What it shows', hint: 'Work as a sub-contractor counts. Say for whom, when, and who can confirm it.', rows: 4 })}
        ${textArea(form, { name: 'provisionalReason', label: 'Why the award is provisional', rows: 3 })}`,
    }],
  })}${[...offer.notes, PROVISIONAL_RULE].map((note) => ruleNote(note))}`;
}

const monthsWords = (months: number): string => (months === 1 ? 'a month' : `${months} months`);

type Provisional = Pick<Award, 'provisionalCeilingNetPence' | 'provisional' | 'contractStartsOn' | 'contractEndsOn'>;

/** When the early review is due, as far as it is known before there is a contract. */
function reviewWords({ provisional, contractStartsOn: from, contractEndsOn: to }: Provisional): string {
  const months = provisional!.reviewMonths;
  return `${monthsWords(months)} after the contract starts${from === null ? '' : `, which is ${formatDate(earlyReviewDay(from, to, months))} if it starts as planned`}`;
}

/** What the supplier and everyone else are told of a provisional award; null for every other. */
export function provisionalWords(award: Provisional): string | null {
  if (award.provisional === null || award.provisionalCeilingNetPence === null) return null;
  return `The award is provisional, on other evidence than a record of contracts. No more than ${formatPounds(award.provisionalCeilingNetPence)} in all, excluding VAT, may be awarded provisionally before an early review, ${reviewWords(award)}. A good review makes it a full contract; otherwise it ends at its end date.`;
}

/** What whoever approves agrees to: the limits and where they come from, and the evidence, which is for staff alone. */
export function provisionalSection(award: Award, staff: boolean, ruleOf: (stored: string) => RuleNote): Html {
  const words = provisionalWords(award);
  if (words === null) return nothing;
  const { evidenceKind, evidence, reason, rules } = award.provisional!;
  return html`<h2 class="govuk-heading-m">Provisional</h2><p class="govuk-body">${words}</p>
${staff && keyValue([{ key: 'Other evidence', value: ALTERNATIVE_KINDS[evidenceKind] }, { key: 'What it shows', value: evidence }, { key: 'Why provisional', value: reason }])}
${[...rules.map(ruleOf), PROVISIONAL_RULE].map((note) => ruleNote(note))}`;
}
