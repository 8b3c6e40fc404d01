import type { Decision } from '#kernel/outcome';
import type { RuleNote } from '#kernel/rule-note';
import { html, type Html } from '#platform/pages/html';
import { button, details, insetText } from '#platform/pages/components/index';
import { checkboxField, errorSummaryFor, radioField, textArea, type FormState } from '#platform/pages/form';
import { emptyState, plainList, ruleNote, scrollingTable, statusTag } from '#platform/pages/presentation';
import { RESERVED_TO, reservedToWords, type RegulatoryRoute, type ReservationKind, type RouteDefinition } from '#routes';
import { INVITATION_SOURCES } from './audience.ts';
import type { Invitation } from './invitation.store.ts';
import type { Opportunity } from './opportunity.ts';
import type { Suggestion } from './suggestions.ts';

export interface RouteModel {
  readonly opportunity: Opportunity;
  readonly ways: readonly { readonly definition: RouteDefinition; readonly decision: Decision }[];
  readonly regulatory: RegulatoryRoute | null;
  readonly healthRule: RuleNote;
  readonly asksHealthCare: boolean;
  readonly areas: readonly string[];
}

/** How it is bought: each way that the law of today allows, and of each other one why not. */
export function routePage(model: RouteModel, form: FormState, csrf: Html): Html {
  const { opportunity, ways, regulatory } = model;
  const allowed = ways.filter(({ decision }) => decision.kind === 'allowed');
  const refused = ways.flatMap(({ definition, decision }) => (decision.kind === 'refused' ? [{ definition, decision }] : []));
  return html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Way of buying</h1>
${regulatory
    ? html`<p class="govuk-body">${regulatory.sentence}</p>${regulatory.threshold && ruleNote(regulatory.threshold)}`
    : insetText({ text: 'Enter the value under Details first: which rules apply follows from it.' })}
<form method="post" novalidate>${csrf}
${healthFields(model, form)}
${opportunity.stage > 1
    ? html`<input type="hidden" name="route" value="${opportunity.route}">${insetText({ text: `This is stage ${opportunity.stage} of its route, for those who were shortlisted.` })}`
    : radioField(form, { name: 'route', label: 'How will it be bought?', value: opportunity.route, items: allowed.map(({ definition }) => ({ value: definition.id, text: definition.title, hint: definition.summary })) })}
${refused.length > 0 && details({
    summaryText: 'Ways that cannot be taken, and why',
    html: plainList(refused.map(({ definition, decision }) => html`<strong>${definition.title}</strong>: ${decision.sentence}${decision.rule && html` <span class="govuk-hint">${decision.rule.sentence} (${decision.rule.source})</span>`}`)),
  })}
${reservationFields(model, form)}
${button({ text: 'Save the way of buying' })}</form>`;
}

const healthFields = ({ opportunity, healthRule, asksHealthCare }: RouteModel, form: FormState): Html | false => asksHealthCare && html`${radioField(form, {
  name: 'healthCare', label: 'Is health care its main subject?', hint: healthRule.sentence, value: opportunity.healthCare ?? '',
  items: [
    { value: 'no', text: 'No' }, { value: 'yes', text: 'Yes', hint: 'It then goes by the Provider Selection Regime, and cannot be bought here' },
    { value: 'mixed-outside', text: 'Some of it, but not the main subject', conditional: textArea(form, { name: 'healthCareReason', label: 'Why is it outside the Provider Selection Regime?', value: opportunity.healthCareReason ?? undefined, rows: 3 }) },
  ],
})}`;

function reservationFields({ opportunity, regulatory, areas }: RouteModel, form: FormState): Html | false {
  const kinds: ReservationKind[] = regulatory ? [...regulatory.reservations.keys()] : [];
  if (kinds.length === 0) return false;
  if (opportunity.stage > 1) return insetText({ text: opportunity.reservedTo.length > 0 ? `It stays reserved to ${reservedToWords(opportunity.reservedTo)}, as it was advertised.` : 'It was advertised without a reservation, and stays so.' });
  const ruleOf = (kind: ReservationKind) => regulatory!.reservations.get(kind)!.sentence;
  return html`${checkboxField(form, {
    name: 'reservation', label: 'Is it reserved?', values: [...opportunity.reservedTo],
    hint: 'You may reserve it, and need not. Tick nothing to leave it open to every kind of supplier. Below the threshold you may tick more than one: of small suppliers and charities or social enterprises either may then bid, and a place goes for each of them.',
    items: kinds.map((kind, index) => ({
      value: kind, text: `Only for ${RESERVED_TO[kind]}`,
      // Several stand on one rule, which is said once.
      ...(kinds.findIndex((other) => ruleOf(other) === ruleOf(kind)) === index ? { hint: ruleOf(kind) } : {}),
      ...(kind === 'local-suppliers' ? { conditional: textArea(form, { name: 'reservationAreas', label: 'Which areas?', hint: 'One a line: the whole of the authority’s area, alone or with whole counties or London boroughs that border it', value: areas.join('\n'), rows: 3 }) } : {}),
      ...(kind === 'public-service-mutual' ? { conditional: checkboxField(form, { name: 'reservable', label: 'May these services be reserved to mutuals?', items: [{ value: 'yes', text: 'Yes: I have looked them up, and they are marked R in Schedule 1 to the Procurement Regulations 2024' }] }) } : {}),
    })),
  })}${textArea(form, { name: 'reservationReason', label: 'Why is it reserved? (only if it is)', hint: 'Published with the opportunity', value: opportunity.reservationReason ?? undefined, rows: 3 })}`;
}

export interface InvitationsModel {
  readonly opportunity: Opportunity;
  readonly invitations: readonly Invitation[];
  readonly suggestions: readonly Suggestion[];
  /** Whether more can be invited by hand: a shortlist or an arrangement decides for itself. */
  readonly byHand: boolean;
}

/** Who is invited, and whom else one could ask. */
export function invitationsPage({ opportunity, invitations, suggestions, byHand }: InvitationsModel, form: FormState, csrf: Html): Html {
  return html`${errorSummaryFor(form)}<h1 class="govuk-heading-l"><span class="govuk-caption-l">${opportunity.title}</span>Who is invited</h1>
<p class="govuk-body">Nobody who is invited is told who else is. ${opportunity.state === 'draft' ? 'They are told when it is published.' : 'Whoever you add now is told at once, and has until the same closing.'}</p>
${invitations.length === 0 ? emptyState({ title: 'Nobody is invited yet.' }) : scrollingTable({
    caption: 'Invited', head: [{ text: 'Supplier' }, { text: 'How and why' }, { text: 'Answer' }],
    rows: invitations.map((one) => [
      { html: html`<a class="govuk-link" href="/organisations/${one.organisationId}">${one.organisationName}</a>` },
      { text: `${capital(INVITATION_SOURCES[one.source])}. ${one.reason}` },
      { html: one.declinedAt ? html`${statusTag('Will not answer', 'grey')}${one.declinedReason && html`<br>${one.declinedReason}`}` : one.toldAt ? html`Told` : opportunity.state === 'draft' && byHand ? html`<a class="govuk-link" href="/opportunities/${opportunity.id}/invitations/${one.organisationId}/remove">Take back<span class="govuk-visually-hidden"> the invitation of ${one.organisationName}</span></a>` : html`Not told yet` },
    ]),
  })}
${byHand && html`<form method="post" novalidate>${csrf}
${suggestions.length === 0
    ? html`<p class="govuk-body">The directory has nobody else to suggest for this work.</p>`
    : checkboxField(form, { name: 'suggested', label: 'Suggested, in rotation', labelSize: 'm', hint: 'Registered suppliers who do this work, those asked longest ago first. Small, voluntary and new suppliers are among them wherever there are any; where an office is counts for nothing.', items: suggestions.map((one) => ({ value: one.organisationId, text: one.name, hint: one.why })) })}
${textArea(form, { name: 'named', label: 'Others from the directory (optional)', labelSize: 'm', hint: 'One a line: the name, or the company or charity number', rows: 3 })}
${textArea(form, { name: 'reason', label: 'Why do you name them?', hint: 'Only if you name others', rows: 2 })}
${button({ text: 'Invite' })}</form>`}`;
}

/** An invited organisation says no. */
export const declinePage = (opportunity: Opportunity, organisations: readonly { readonly id: string; readonly name: string }[], form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l"><span class="govuk-caption-l">${opportunity.title}</span>Say that you will not answer</h1>
<p class="govuk-body">It does not count against you. The authority can then ask somebody else in time.</p>
${organisations.length === 0
    ? emptyState({ title: 'None of your organisations is invited, or all have said so already.' })
    : html`<form method="post" novalidate>${csrf}
${radioField(form, { name: 'organisationId', label: 'For which organisation?', ...(organisations.length === 1 ? { value: organisations[0]!.id } : {}), items: organisations.map(({ id, name }) => ({ value: id, text: name })) })}
${textArea(form, { name: 'reason', label: 'Why? (optional)', hint: 'It helps the authority to ask better', rows: 3 })}
${button({ text: 'We will not answer' })}</form>`}`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
