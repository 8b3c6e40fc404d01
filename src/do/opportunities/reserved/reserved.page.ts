import { formatDate } from '#kernel/calendar-date';
import type { Decision } from '#kernel/outcome';
import type { RuleNote } from '#kernel/rule-note';
import { asNote, lawFor, type Law } from '#law';
import { areaOf } from '#parties';
import { button, insetText, warningText } from '#platform/pages/components/index';
import { checkboxField, errorSummaryFor, radioField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { formatInstant, ruleNote } from '#platform/pages/presentation';
import { isByPlace, reservedToWords, type ReservationKind } from '#routes';
import { declaredAt, whoMayBid, WORKFORCES } from './reserved.ts';
import type { DeclaredStatus } from './reserved.store.ts';

/** Whether one organisation of the reader's may bid, told to that reader alone. */
export interface OwnStanding {
  readonly organisationId: string;
  readonly name: string;
  readonly decision: Decision;
}

interface Reserved {
  readonly kinds: readonly ReservationKind[];
  readonly reason: string;
  readonly areas: readonly string[];
  readonly rule: RuleNote;
  readonly law: Law;
  readonly own: readonly OwnStanding[];
}

/** For whom it is reserved, who that is, by what power and why; then where the reader's own organisations stand, before they spend an hour on it. */
export const reservedSection = ({ kinds, reason, areas, rule, law, own }: Reserved): Html => html`${insetText({ html: html`<p class="govuk-body govuk-!-font-weight-bold">Reserved to ${reservedToWords(kinds)}</p>
<p class="govuk-body">Who may bid: ${whoMayBid(kinds, law)}${areas.length > 0 && ` The area: ${areas.join(', ')}.`}</p>
<p class="govuk-body">Why: ${reason}</p>${ruleNote(rule)}${kinds.some(isByPlace) && ruleNote(asNote(lawFor('uk-2026', law).rules.belowThreshold.supplierLocation))}
${own.map((standing) => ownLine(standing, kinds))}` })}`;

const ownLine = ({ organisationId, name, decision }: OwnStanding, kinds: readonly ReservationKind[]): Html => decision.kind === 'allowed'
  ? html`<p class="govuk-body"><strong>${name} may bid</strong>, by what its profile says. It is looked at again before an award.</p>`
  : html`<p class="govuk-body"><strong>${name} may not bid.</strong> ${decision.sentence}</p>${declarations(kinds, organisationId, name)}`;

/** To each page on which an organisation says what it is, for these kinds. */
const declarations = (kinds: readonly ReservationKind[], organisationId: string, name: string): Html => html`<p class="govuk-body">${declaredAt(kinds).map((page, index) => html`${index > 0 && ' · '}<a class="govuk-link" href="/organisations/${organisationId}/${page}">${page === 'profile' ? 'See what the profile says now' : 'See what is declared for reserved contracts'}<span class="govuk-visually-hidden"> of ${name}</span></a>`)}</p>`;

/** Before the bids are opened, to the bidder alone. */
export const reservedWarning = (sentence: string, organisationId: string, kinds: readonly ReservationKind[]): Html => html`${warningText({ text: `${sentence} A bid from anybody else cannot win.` })}
${declarations(kinds, organisationId, 'your organisation')}`;

/** Where an organisation says what it is, once, for every contract that is reserved. */
export function declarePage(organisation: { readonly name: string }, status: DeclaredStatus, law: Law, form: FormState, csrf: Html): Html {
  const { definitions, reservedContracts, belowThreshold } = lawFor('uk-2026', law).rules;
  return html`${errorSummaryFor(form)}<h1 class="govuk-heading-l"><span class="govuk-caption-l">${organisation.name}</span>Reserved contracts</h1>
<p class="govuk-body">The law lets an authority keep some contracts for some kinds of supplier. Say here what is true of you, once. You then see at each such contract whether you may bid, before you write anything.</p>
<p class="govuk-body">Fill in only what is true: it is looked at again before an award. An authority sees it with your bid once bids are open. Size and kind, for contracts reserved to small suppliers or to charities and social enterprises, are on your profile.</p>
${status.declaredAt && html`<p class="govuk-body">Saved ${formatInstant(status.declaredAt)}.</p>`}
<form method="post" novalidate>${csrf}
<h2 class="govuk-heading-m">Supported employment</h2>${ruleNote(asNote(definitions.supportedEmploymentProvider))}
${checkboxField(form, { name: 'supportsEmployment', label: 'Is this true of you?', labelSize: 's', items: [{ value: 'yes', text: 'We exist, wholly or in part, to give work or support towards work to disabled or disadvantaged people' }], values: status.supportsEmployment ? ['yes'] : [] })}
${textField(form, { name: 'workforcePercent', label: 'Share of the workforce who are disabled or disadvantaged', hint: 'Only if it is', suffix: '%', width: 5, inputmode: 'decimal', value: status.workforcePercent?.toString() ?? '' })}
${radioField(form, { name: 'workforceOf', label: 'Whose workforce did you count?', labelSize: 's', hint: 'The law allows each', value: status.workforceOf ?? undefined, items: Object.entries(WORKFORCES).map(([value, text]) => ({ value, text })) })}
<h2 class="govuk-heading-m">Public service mutual</h2>${ruleNote(asNote(reservedContracts.mutualBody))}
${checkboxField(form, {
    name: 'mutual', label: 'Which of these are true of you?', labelSize: 's', hint: 'All three make a public service mutual',
    items: [
      { value: 'purpose', text: 'We exist to deliver public services, mainly light touch services that may be reserved to mutuals' },
      { value: 'profit', text: 'We make no profit, or share it among our members alone' },
      { value: 'control', text: 'Our employees manage and control us' },
    ],
    values: [status.mutualPurpose && 'purpose', status.mutualProfit && 'profit', status.mutualControl && 'control'].filter((value) => value !== false),
  })}
${textArea(form, { name: 'contracts', label: 'Contracts reserved to mutuals that you entered into', hint: 'Those of the last three years, one a line: the authority, a comma and the day, such as Kent County Council, 1 March 2025. A second one from the same authority for the same kind of service has to wait.', rows: 3, value: status.contracts.map(({ bodyName, enteredOn }) => `${bodyName}, ${formatDate(enteredOn)}`).join('\n') })}
<h2 class="govuk-heading-m">Where you are based</h2>${ruleNote(asNote(belowThreshold.supplierLocation))}
${checkboxField(form, { name: 'basedInUk', label: 'Is this true of you?', labelSize: 's', items: [{ value: 'yes', text: 'We are based or established in the United Kingdom and have substantive business operations there' }], values: status.basedInUk ? ['yes'] : [] })}
${textArea(form, { name: 'bases', label: 'Districts, boroughs or unitary areas where you are based and at work', hint: 'One a line. Where you are based, not where you are willing to work.', rows: 4, value: status.bases.map((code) => areaOf(code)?.name ?? code).join('\n') })}
${button({ text: 'Save' })}</form>`;
}
