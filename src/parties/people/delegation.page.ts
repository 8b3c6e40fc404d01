import { ROLES, type Role } from '#platform/access/roles';
import { button } from '#platform/pages/components/index';
import { dateField, errorSummaryFor, selectField, textArea, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { formatDateRange, plainList, scrollingTable, statusTag } from '#platform/pages/presentation';
import type { Body } from '../bodies/bodies.store.ts';
import { delegationState, type Delegation, type DelegationState } from './delegation.ts';
import type { KnownPerson } from './people.store.ts';
import type { PersonOfBody } from './roles-of-body.store.ts';

export interface AwayModel {
  readonly body: Body;
  readonly person: KnownPerson;
  readonly isOwn: boolean;
  /** Those of the person's roles that can be lent. */
  readonly roles: readonly Role[];
  readonly colleagues: readonly PersonOfBody[];
  readonly delegations: readonly Delegation[];
  readonly today: string;
}

const STATES: Readonly<Record<DelegationState, Html>> = { 'to-come': statusTag('To come', 'yellow'), 'in-force': statusTag('Now', 'green'), over: statusTag('Over', 'grey'), 'taken-back': statusTag('Taken back', 'grey') };

/** Who stands in while somebody is away: what is lent, and the form to lend. */
export function awayPage({ body, person, isOwn, roles, colleagues, delegations, today }: AwayModel, csrf: Html, form: FormState): Html {
  const address = `/bodies/${body.id}/people/${person.id}/away`;
  return html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">${isOwn ? 'While you are away' : `While ${person.name} is away`}</h1>
<p class="govuk-body">A colleague at ${body.name} can stand in for ${isOwn ? 'you' : person.name} in a role for some days. They see what waits for it and decide in ${isOwn ? 'your' : 'their'} stead, under both names. Nobody decides what ${isOwn ? 'you' : person.name} asked for, and what was lent cannot be lent on.</p>
${delegations.length > 0 && scrollingTable({
    caption: 'Who stands in', firstCellIsHeader: true, head: [{ text: 'Who' }, { text: 'As' }, { text: 'Days' }, { text: 'Reason' }, { text: 'State' }],
    rows: delegations.map((one) => {
      const state = delegationState(one, today);
      return [{ text: one.delegateName }, { text: ROLES[one.role].title }, { text: formatDateRange(one.startsOn, one.endsOn) }, { text: one.reason }, { html: html`${STATES[state]}${(state === 'in-force' || state === 'to-come') && html` <a class="govuk-link" href="${address}/${one.id}/take-back">Take back<span class="govuk-visually-hidden"> from ${one.delegateName}</span></a>`}` }];
    }),
  })}
${roles.length === 0 ? html`<p class="govuk-body">${isOwn ? 'You hold' : `${person.name} holds`} no role here that somebody else can stand in for.</p>` : html`<h2 class="govuk-heading-m">Name somebody</h2>
<form method="post" action="${address}" novalidate>${csrf}
${selectField(form, { name: 'role', label: 'Role', ...(roles.length === 1 ? { value: roles[0]! } : { emptyText: 'Choose a role' }), items: roles.map((role) => ({ value: role, text: ROLES[role].title })) })}
${selectField(form, { name: 'delegateId', label: 'Who stands in', emptyText: 'Choose a person', items: colleagues.map(({ id, name, jobTitle }) => ({ value: id, text: jobTitle ? `${name}, ${jobTitle}` : name })) })}
${dateField(form, { name: 'startsOn', label: 'First day', labelSize: 's' })}
${dateField(form, { name: 'endsOn', label: 'Last day', labelSize: 's', hint: 'It ends by itself at the end of this day. You can take it back before.' })}
${textArea(form, { name: 'reason', label: 'Reason', hint: 'Such as leave. It is kept with the record and shown to whoever stands in, so leave out anything private.', rows: 2 })}
${button({ text: 'Name them' })}</form>`}`;
}

export const takeBackPage = (body: Body, delegation: Delegation, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Take the role back from ${delegation.delegateName}</h1>
<p class="govuk-body">${delegation.delegateName} stands in for ${delegation.personName} as ${ROLES[delegation.role].title.toLowerCase()} at ${body.name}, ${formatDateRange(delegation.startsOn, delegation.endsOn)}. They can no longer do so from the moment you take it back. What they decided stands.</p>
<form method="post" action="/bodies/${body.id}/people/${delegation.personId}/away/${delegation.id}/take-back" novalidate>${csrf}${button({ text: 'Take it back', classes: 'govuk-button--warning' })}</form>`;

/** On the home page: whom one stands in for, and who stands in for oneself. */
export function standingIn(delegations: readonly Delegation[], personId: string, today: string): Html | false {
  const words = delegations.map((one) => {
    const when = delegationState(one, today) === 'to-come' ? formatDateRange(one.startsOn, one.endsOn) : `until the end of ${formatDateRange(one.endsOn, one.endsOn)}`;
    const as = ROLES[one.role].title.toLowerCase();
    return one.personId === personId
      ? html`${one.delegateName} stands in for you as ${as}, ${when}. <a class="govuk-link" href="/bodies/${one.bodyId}/people/${personId}/away">Change or take back</a>`
      : html`You stand in for ${one.personName} as ${as}, ${when}`;
  });
  return words.length > 0 && html`<h2 class="govuk-heading-m">Standing in</h2>${plainList(words)}`;
}
