import { button } from '../pages/components/index.ts';
import { errorSummaryFor, hiddenField, textField, type FormState } from '../pages/form.ts';
import { html, type Html } from '../pages/html.ts';
import { keyValue } from '../pages/presentation.ts';
import { passwordField } from './sign-in.pages.ts';

export interface AccountModel {
  readonly name: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly jobTitle: string | null;
  readonly phone: string | null;
  readonly twoFactorOn: boolean;
  readonly roles: readonly string[];
}

export const accountPage = (model: AccountModel, links: readonly { readonly text: string; readonly href: string }[]): Html => html`<h1 class="govuk-heading-l">Your account</h1>
${keyValue([
  { key: 'Name', value: model.name, change: { href: '/account/details' } },
  { key: 'Email address', value: model.emailVerified ? model.email : html`${model.email} (not confirmed: <a class="govuk-link" href="/account/confirm-email">send the mail again</a>)` },
  { key: 'Job title', value: model.jobTitle, change: { href: '/account/details' } },
  { key: 'Telephone', value: model.phone, change: { href: '/account/details' } },
  { key: 'Password', value: 'Set', change: { href: '/account/password' } },
  { key: 'Sign-in codes', value: model.twoFactorOn ? 'On' : 'Off', change: { href: model.twoFactorOn ? '/account/two-factor/off' : '/account/two-factor' } },
  { key: 'Roles', value: model.roles.length > 0 ? html`${model.roles.map((role) => html`<p class="govuk-body">${role}</p>`)}` : 'None' },
])}
${links.map((link) => html`<p class="govuk-body"><a class="govuk-link" href="${link.href}">${link.text}</a></p>`)}`;

export const detailsPage = (form: FormState, csrf: Html, model: AccountModel): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Your details</h1>
<form method="post" action="/account/details" novalidate>${csrf}
${textField(form, { name: 'name', label: 'Full name', value: model.name, autocomplete: 'name' })}
${textField(form, { name: 'jobTitle', label: 'Job title (optional)', value: model.jobTitle ?? '', autocomplete: 'organization-title' })}
${textField(form, { name: 'phone', label: 'Telephone (optional)', value: model.phone ?? '', type: 'tel', autocomplete: 'tel', width: 20 })}
${button({ text: 'Save' })}</form>`;

export const changePasswordPage = (form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Change your password</h1>
<p class="govuk-body">You will be signed out everywhere and asked to sign in with the new one.</p>
<form method="post" action="/account/password" novalidate>${csrf}
${passwordField(form, { name: 'password', label: 'Present password' })}
${passwordField(form, { name: 'newPassword', label: 'New password', hint: '12 characters or more. Three random words make a good one.', isNew: true })}
${button({ text: 'Change password' })}</form>`;

export const forgottenPasswordPage = (form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Set a new password</h1>
<p class="govuk-body">We will send a link to your email address. It works for one hour.</p>
<form method="post" action="/forgotten-password" novalidate>${csrf}
${textField(form, { name: 'email', label: 'Email address', type: 'email', autocomplete: 'username', spellcheck: false, width: 30 })}
${button({ text: 'Send the link' })}</form>`;

export const resetPasswordPage = (form: FormState, csrf: Html, token: string, isGood: boolean): Html => (isGood
  ? html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Choose a password</h1>
<form method="post" action="/reset-password?token=${encodeURIComponent(token)}" novalidate>${csrf}${hiddenField('token', token)}
${passwordField(form, { name: 'password', label: 'New password', hint: '12 characters or more. Three random words make a good one.', isNew: true })}
${button({ text: 'Save the password' })}</form>`
  : linkGone('/forgotten-password'));

export const confirmEmailPage = (form: FormState, csrf: Html, token: string, isGood: boolean): Html => (isGood
  ? html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Confirm your email address</h1>
<form method="post" action="/confirm-email?token=${encodeURIComponent(token)}" novalidate>${csrf}${hiddenField('token', token)}${button({ text: 'Confirm' })}</form>`
  : linkGone('/account/confirm-email'));

export const resendConfirmationPage = (form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Confirm your email address</h1>
<p class="govuk-body">We will send you another mail with a link. Earlier links stop working.</p>
<form method="post" action="/account/confirm-email" novalidate>${csrf}${button({ text: 'Send the mail' })}</form>`;

const linkGone = (again: string): Html => html`<h1 class="govuk-heading-l">This link no longer works</h1>
<p class="govuk-body">It has been used already or is too old. <a class="govuk-link" href="${again}">Ask for a new one</a>.</p>`;
