import { button } from '#platform/pages/components/index';
import { errorSummaryFor, radioField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { emptyState, formatInstant, formatPounds, keyValue, plainList, scrollingTable, statusTag } from '#platform/pages/presentation';
import { ROLES, type Role } from '#platform/access/roles';
import { areaOf } from '../reference/areas.store.ts';
import { cpvTitle } from '../reference/cpv.store.ts';
import type { Claim } from './claims.store.ts';
import { declarationFieldset, type DeclarationChoices } from './declaration.page.ts';
import { ORGANISATION_KINDS, SIZES } from './organisation.ts';
import type { Colleague, Organisation } from './organisations.store.ts';
import { identityFieldset } from './register.pages.ts';

const roleTitles = (roles: readonly string[]): string => roles.map((role) => ROLES[role as Role]?.title ?? role).join(', ');

/** The public page: what the organisation says of itself, then the thread of what it does here. */
export function organisationPage(organisation: Organisation, given: { readonly thread: Html | null; readonly own: boolean; readonly mayCorrect: boolean; readonly isSignedIn: boolean }): Html {
  const kind = organisation.kind ? ORGANISATION_KINDS[organisation.kind][0].toLowerCase() : 'organisation';
  const size = organisation.size ? `${SIZES[organisation.size][0].toLowerCase()} ` : '';
  const places = organisation.areas.map((code) => areaOf(code)?.name ?? code);
  return html`<h1 class="govuk-heading-l">${organisation.name}</h1>
<p class="govuk-body-l">${organisation.name} is a ${size}${kind}${places.length > 0 && ` that works in ${places.slice(0, 4).join(', ')}${places.length > 4 ? ` and ${places.length - 4} more` : ''}`}.</p>
${organisation.summary && html`<p class="govuk-body wantsum-prose">${organisation.summary}</p>`}
${!organisation.isPublic && html`<p class="govuk-body">${statusTag('Not public yet', 'yellow')} Others see this page once you have confirmed your email address.</p>`}
${keyValue([
  { key: 'Kind', value: organisation.kind && ORGANISATION_KINDS[organisation.kind][0] },
  { key: 'Size', value: organisation.size && `${SIZES[organisation.size][0]} (${SIZES[organisation.size][1]})` },
  { key: 'Also known as', value: organisation.otherNames.length > 0 ? plainList(organisation.otherNames, 'plain') : '' },
  { key: 'Company number', value: organisation.companyNumber },
  { key: 'Charity number', value: organisation.charityNumber },
  { key: 'Areas', value: places.length > 0 ? plainList(places, 'plain') : '' },
  { key: 'Categories', value: organisation.categories.length > 0 ? plainList(organisation.categories.map((code) => `${cpvTitle(code) ?? ''} (CPV ${code})`), 'plain') : '' },
  { key: 'Website', value: organisation.website && html`<a class="govuk-link" href="${organisation.website}" rel="nofollow noopener">${organisation.website}</a>` },
  { key: 'Staff', value: organisation.staffNumber },
  organisation.capacity && { key: 'Could carry alone', value: `Contracts up to ${formatPounds(organisation.capacity.yearlyNetPence)} a year${organisation.capacity.mostDistricts === null ? '' : `, in ${organisation.capacity.mostDistricts === 1 ? 'one district' : `${organisation.capacity.mostDistricts} districts`} at once`}` },
])}
${given.mayCorrect && html`<p class="govuk-body"><a class="govuk-link" href="/organisations/${organisation.id}/profile">Correct this profile</a></p>`}
${given.own ? html`<p class="govuk-body"><a class="govuk-link" href="/organisations/${organisation.id}/colleagues">Colleagues</a> · <a class="govuk-link" href="/organisations/${organisation.id}/core">Core questionnaire</a> · <a class="govuk-link" href="/organisations/${organisation.id}/vault">Document vault</a> · <a class="govuk-link" href="/organisations/${organisation.id}/reserved">Reserved contracts</a></p>
<p class="govuk-body"><a class="govuk-link" href="/organisations/${organisation.id}/capacity">Say what you could carry alone</a>, so that lots you could win by yourself are found for you.</p>`
  : html`<p class="govuk-body">Do you work here? <a class="govuk-link" href="/organisations/${organisation.id}/claim${given.isSignedIn ? '' : '/register'}">Ask to act for ${organisation.name}</a>.</p>`}
${given.thread}`;
}

export const profilePage = (form: FormState, csrf: Html, organisation: Organisation, choices: DeclarationChoices): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Profile of ${organisation.name}</h1>
<p class="govuk-body">Reports and the public register read what you save here from the same moment.</p>
<form method="post" action="/organisations/${organisation.id}/profile" novalidate>${csrf}
${identityFieldset(form, organisation)}
${declarationFieldset(form, choices, `/organisations/${organisation.id}/profile`, organisation)}
${textArea(form, { name: 'summary', label: 'What you do (optional)', labelSize: 'm', hint: 'In your own words, for the public page.', value: organisation.summary ?? '', characterLimit: 2000, rows: 5 })}
${textField(form, { name: 'website', label: 'Website (optional)', type: 'url', value: organisation.website ?? '', width: 30, spellcheck: false })}
${textField(form, { name: 'postcode', label: 'Postcode (optional)', value: organisation.postcode ?? '', width: 10, autocomplete: 'postal-code' })}
${textField(form, { name: 'staffNumber', label: 'Number of staff (optional)', value: organisation.staffNumber === null ? '' : String(organisation.staffNumber), width: 5, inputmode: 'numeric' })}
${button({ text: 'Save' })}</form>`;

export const colleaguesPage = (organisation: Organisation, colleagues: readonly Colleague[], invited: readonly { readonly email: string; readonly expiresAt: Date }[], mayChange: boolean): Html => html`
<h1 class="govuk-heading-l">Colleagues at ${organisation.name}</h1>
${scrollingTable({
  caption: 'Who acts for the organisation', firstCellIsHeader: true,
  head: [{ text: 'Name' }, { text: 'Email address' }, { text: 'Roles' }, ...(mayChange ? [{ text: 'Action' }] : [])],
  rows: colleagues.map((colleague) => [{ text: colleague.name }, { text: colleague.email }, { text: roleTitles(colleague.roles) },
    ...(mayChange ? [{ html: html`<a class="govuk-link" href="/organisations/${organisation.id}/colleagues/${colleague.personId}/end">End roles<span class="govuk-visually-hidden"> of ${colleague.name}</span></a>` }] : [])]),
})}
${invited.length > 0 && html`<h2 class="govuk-heading-m">Invited</h2>${plainList(invited.map((one) => `${one.email}, until ${formatInstant(one.expiresAt)}`))}`}
${mayChange ? button({ text: 'Invite a colleague', href: `/organisations/${organisation.id}/colleagues/invite` }) : html`<p class="govuk-body">Your organisation’s administrator invites colleagues.</p>`}`;

export const invitePage = (form: FormState, csrf: Html, organisation: Organisation): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Invite a colleague</h1>
<p class="govuk-body">They get a mail with a link, and can then write and send bids for ${organisation.name}.</p>
<form method="post" action="/organisations/${organisation.id}/colleagues/invite" novalidate>${csrf}
${textField(form, { name: 'email', label: 'Their email address', type: 'email', width: 30, spellcheck: false })}
${button({ text: 'Send the invitation' })}</form>`;

export const endColleaguePage = (form: FormState, csrf: Html, organisation: Organisation, colleague: Colleague): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">End the roles of ${colleague.name}</h1>
<p class="govuk-body">They can no longer act for ${organisation.name}. Drafts and bids stay with the organisation.</p>
<form method="post" action="/organisations/${organisation.id}/colleagues/${colleague.personId}/end" novalidate>${csrf}
${textArea(form, { name: 'reason', label: 'Reason', rows: 3 })}
${button({ text: 'End their roles', classes: 'govuk-button--warning' })}</form>`;

export const claimsPage = (claims: readonly Claim[]): Html => html`<h1 class="govuk-heading-l">Requests to act for an organisation</h1>
${claims.length === 0 ? emptyState({ title: 'Nobody is waiting for an answer.', text: 'When somebody asks to act for an organisation, and the answer is yours to give, it is listed here.' })
  : scrollingTable({
    caption: 'Waiting for your answer', firstCellIsHeader: true,
    head: [{ text: 'Who' }, { text: 'Organisation' }, { text: 'Asked' }, { text: 'Action' }],
    rows: claims.map((claim) => [{ text: claim.person.name }, { text: claim.organisation.name }, { text: formatInstant(claim.createdAt) }, { html: html`<a class="govuk-link" href="/organisation-claims/${claim.id}">Answer<span class="govuk-visually-hidden"> ${claim.person.name}</span></a>` }]),
  })}`;

export const claimDecisionPage = (form: FormState, csrf: Html, claim: Claim): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">${claim.person.name} asks to act for ${claim.organisation.name}</h1>
${keyValue([
  { key: 'Email address', value: `${claim.person.email} (${claim.person.emailVerified ? 'confirmed' : 'not confirmed yet'})` },
  { key: 'In their words', value: claim.evidence },
  { key: 'Asked', value: formatInstant(claim.createdAt) },
  { key: 'If you accept', value: claim.organisation.hasAdministrator ? 'They can write and send bids.' : 'They become its administrator, and can write and send bids.' },
])}
<form method="post" action="/organisation-claims/${claim.id}" novalidate>${csrf}
${radioField(form, { name: 'decision', label: 'Your answer', labelSize: 'm', items: [{ value: 'accept', text: 'Accept' }, { value: 'refuse', text: 'Refuse' }] })}
${textArea(form, { name: 'reason', label: 'Reason', hint: 'Needed when you refuse; they are told.', rows: 3 })}
${button({ text: 'Send the answer' })}</form>`;

export const ownOrganisationsPage = (organisations: readonly { readonly id: string; readonly name: string }[], claims: readonly Claim[]): Html => html`<h1 class="govuk-heading-l">Your organisations</h1>
${organisations.length === 0 ? emptyState({ title: 'You act for no organisation yet.', text: 'Register one, or ask to act for one that is here already.', action: { text: 'Register or claim an organisation', href: '/register' } })
  : plainList(organisations.map((organisation) => html`<a class="govuk-link" href="/organisations/${organisation.id}">${organisation.name}</a>`))}
${claims.length > 0 && html`<h2 class="govuk-heading-m">Your requests</h2>${plainList(claims.map((claim) => html`${claim.organisation.name}: ${claim.state === 'asked' ? 'waiting for an answer' : claim.state}`))}`}`;
