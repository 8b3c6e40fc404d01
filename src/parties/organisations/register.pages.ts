import { button } from '#platform/pages/components/index';
import { errorSummaryFor, hiddenField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { keyValue } from '#platform/pages/presentation';
import { passwordField } from '#platform/sign-in/index';
import { areaOf } from '../reference/areas.store.ts';
import { cpvTitle } from '../reference/cpv.store.ts';
import { sourceFields } from '../take-up/take-up.page.ts';
import { declarationFieldset, type DeclarationChoices } from './declaration.page.ts';
import { ORGANISATION_KINDS, SIZES } from './organisation.ts';
import type { RegisterQuery } from './register-query.page.ts';

/** Said to everyone alike: of a registration that nobody has confirmed yet, page 2 must tell a stranger nothing, so its second person learned of it only on page 3. */
const COLLEAGUE_FIRST = 'Has a colleague registered your organisation, or begun to? Do not fill this in again: ask them to confirm their email address, if they have not, and then to invite you. You join by the link in their invitation.';

/** Page 1: which organisation. Its form asks with GET, so that nothing typed is lost on the way back. */
export const identityPage = (form: FormState, isSignedIn: boolean): Html => html`${errorSummaryFor(form)}
<span class="govuk-caption-l">Page 1 of 3</span><h1 class="govuk-heading-l">Register as a supplier</h1>
<p class="govuk-body">Registering is free and takes a few minutes. You need it only to bid and to ask questions: everything public can be read without.</p>
${!isSignedIn && html`<p class="govuk-body">Registered already? <a class="govuk-link" href="/sign-in">Sign in</a>.</p>`}
<p class="govuk-body">${COLLEAGUE_FIRST}</p>
<form method="get" action="/register/details" novalidate>
${identityFieldset(form)}
${button({ text: 'Continue' })}</form>`;

export const identityFieldset = (form: FormState, stored: { readonly name?: string; readonly companyNumber?: string | null; readonly charityNumber?: string | null } = {}): Html => html`
${textField(form, { name: 'name', label: 'Name of your organisation', hint: 'Sole traders: the name you trade under.', value: stored.name ?? '', autocomplete: 'organization' })}
${textField(form, { name: 'companyNumber', label: 'Company number (optional)', hint: '8 characters, as Companies House has it, like 01234567 or SC123456.', value: stored.companyNumber ?? '', width: 10, spellcheck: false })}
${textField(form, { name: 'charityNumber', label: 'Charity number (optional)', hint: '6 or 7 digits, or SC or NIC and 6 digits.', value: stored.charityNumber ?? '', width: 10, spellcheck: false })}`;

/** Shown instead of page 2 when the organisation is here. */
export const hereAlreadyPage = (match: { readonly id: string; readonly name: string; readonly by: string }, query: RegisterQuery, isSignedIn: boolean): Html => html`
<h1 class="govuk-heading-l">${match.name} is here already</h1>
<p class="govuk-body">${match.by === 'name' ? 'An organisation of this name' : 'An organisation with this number'} is on our register, perhaps because a council published a contract with it or because a colleague registered it. Ask to act for it: its own administrator, or where it has none a council, will answer. You can use your account meanwhile.</p>
${button({ text: 'Ask to act for it', href: `/organisations/${match.id}/claim${isSignedIn ? '' : '/register'}` })}
<p class="govuk-body"><a class="govuk-link" href="/organisations/${match.id}">Look at its public page</a></p>
<p class="govuk-body">Not yours? <a class="govuk-link" href="/register?${identityParameters(query)}">Go back</a> and give your company or charity number.</p>`;

const identityParameters = (query: RegisterQuery): string => new URLSearchParams({ name: query.name, companyNumber: query.companyNumber, charityNumber: query.charityNumber }).toString();

/** Page 2: the declaration. */
export const detailsPage = (form: FormState, query: RegisterQuery, choices: DeclarationChoices, isSignedIn: boolean): Html => html`${errorSummaryFor(form)}
<span class="govuk-caption-l">Page 2 of 3</span><h1 class="govuk-heading-l">About ${query.name}</h1>
<p class="govuk-body">Councils report from what you declare here, and suggest opportunities by it. You can correct it at any time.</p>
<form method="get" action="${isSignedIn ? '/register/confirm' : '/register/account'}" novalidate>
${hiddenField('name', query.name)}${hiddenField('companyNumber', query.companyNumber)}${hiddenField('charityNumber', query.charityNumber)}
${declarationFieldset(form, choices, '/register/details')}
${button({ text: 'Continue' })}</form>`;

/** Page 3: the account, or for somebody signed in only a look at what will be made. */
export function accountPage(form: FormState, csrf: Html, query: RegisterQuery, { isSignedIn, events }: { readonly isSignedIn: boolean; readonly events: Parameters<typeof sourceFields>[1] }): Html {
  const lead = 'organisation-summary';
  const ids = Object.fromEntries(['name', 'companyNumber', 'charityNumber', 'kind', 'size', 'areas', 'categories'].map((field) => [field, lead]));
  const action = isSignedIn ? '/register/confirm' : '/register/account';
  return html`${errorSummaryFor(form, ids)}
<span class="govuk-caption-l">Page 3 of 3</span><h1 class="govuk-heading-l">${isSignedIn ? 'Check and register' : 'Your account'}</h1>
<div id="${lead}" tabindex="-1">${keyValue([
  { key: 'Organisation', value: query.name, change: { href: `/register?${identityParameters(query)}` } },
  { key: 'Company number', value: query.companyNumber },
  { key: 'Charity number', value: query.charityNumber },
  { key: 'Kind', value: ORGANISATION_KINDS[query.kind as keyof typeof ORGANISATION_KINDS]?.[0], change: { href: `/register/details?${query.parameters}` } },
  { key: 'Size', value: SIZES[query.size as keyof typeof SIZES]?.[0], change: { href: `/register/details?${query.parameters}` } },
  { key: 'Areas', value: query.areas.map((code) => areaOf(code)?.name ?? code).join(', ') },
  { key: 'Categories', value: query.categories.map((code) => cpvTitle(code) ?? code).join('; ') },
])}</div>
<form method="post" action="${action}?${query.parameters}" novalidate>${csrf}
${hiddenField('name', query.name)}${hiddenField('companyNumber', query.companyNumber)}${hiddenField('charityNumber', query.charityNumber)}${hiddenField('kind', query.kind)}${hiddenField('size', query.size)}
${query.areas.map((code) => hiddenField('areas', code))}${query.categories.map((code) => hiddenField('categories', code))}
${!isSignedIn && accountFieldset(form)}
${sourceFields(form, events)}
${button({ text: 'Register' })}</form>`;
}

const accountFieldset = (form: FormState): Html => html`
${textField(form, { name: 'personName', label: 'Your full name', autocomplete: 'name' })}
${textField(form, { name: 'email', label: 'Email address', hint: 'We send a mail to confirm it.', type: 'email', autocomplete: 'username', spellcheck: false, width: 30 })}
${passwordField(form, { name: 'password', label: 'Choose a password', hint: '12 characters or more. Three random words make a good one.', isNew: true })}`;

/** Asking to act for an organisation that is here; for somebody new with their account on the same page. */
export const claimPage = (form: FormState, csrf: Html, organisation: { readonly id: string; readonly name: string }, isSignedIn: boolean): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Ask to act for ${organisation.name}</h1>
<p class="govuk-body">Its own administrator answers; where it has none, an administrator of a council here. You can sign in meanwhile. Bids wait for the answer.</p>
<form method="post" action="/organisations/${organisation.id}/claim${isSignedIn ? '' : '/register'}" novalidate>${csrf}
${!isSignedIn && accountFieldset(form)}
${textArea(form, { name: 'evidence', label: 'How can they know that you act for it? (optional)', hint: 'Such as your role, or a page of its website that names you.', rows: 3, characterLimit: 2000 })}
${button({ text: 'Send the request' })}</form>
${!isSignedIn && html`<p class="govuk-body">Have an account? <a class="govuk-link" href="/sign-in?return=${encodeURIComponent(`/organisations/${organisation.id}/claim`)}">Sign in</a> first.</p>`}`;

/** Joining by invitation. */
export const joinPage = (form: FormState, csrf: Html, token: string, invitation: { readonly organisationName: string; readonly email: string } | null, isSignedIn: boolean): Html => (invitation === null
  ? html`<h1 class="govuk-heading-l">This invitation no longer works</h1><p class="govuk-body">It has been used already or is too old. Ask your colleague for another.</p>`
  : html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Join ${invitation.organisationName}</h1>
<form method="post" action="/join?token=${encodeURIComponent(token)}" novalidate>${csrf}${hiddenField('token', token)}
${isSignedIn ? html`<p class="govuk-body">You will be able to write and send bids for it.</p>` : html`<p class="govuk-body">Your account will have the address ${invitation.email}. Have an account already? <a class="govuk-link" href="/sign-in?return=${encodeURIComponent(`/join?token=${token}`)}">Sign in</a> first.</p>
${textField(form, { name: 'personName', label: 'Your full name', autocomplete: 'name' })}
${passwordField(form, { name: 'password', label: 'Choose a password', hint: '12 characters or more. Three random words make a good one.', isNew: true })}`}
${button({ text: `Join ${invitation.organisationName}` })}</form>`);
