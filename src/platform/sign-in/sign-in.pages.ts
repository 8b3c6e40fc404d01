import { button, passwordInput } from '../pages/components/index.ts';
import { errorSummaryFor, hiddenField, textField, type FormState } from '../pages/form.ts';
import { html, type Html } from '../pages/html.ts';

/** A password with its message; what was typed is never sent back. */
export function passwordField(form: FormState, options: { readonly name: string; readonly label: string; readonly hint?: string; readonly isNew?: true }): Html {
  const message = form.errors.find((error) => error.field === options.name)?.message;
  return passwordInput({
    name: options.name,
    label: { text: options.label },
    ...(options.hint ? { hint: { text: options.hint } } : {}),
    ...(message ? { errorMessage: { text: message } } : {}),
    autocomplete: options.isNew ? 'new-password' : 'current-password',
  });
}

export const signInPage = (form: FormState, csrf: Html, returnTo: string): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Sign in</h1>
<form method="post" action="/sign-in?return=${encodeURIComponent(returnTo)}" novalidate>${csrf}${hiddenField('return', returnTo)}
${textField(form, { name: 'email', label: 'Email address', type: 'email', autocomplete: 'username', spellcheck: false, width: 30 })}
${passwordField(form, { name: 'password', label: 'Password' })}
${button({ text: 'Sign in' })}</form>
<p class="govuk-body"><a class="govuk-link" href="/forgotten-password">I have forgotten my password, or have none yet</a></p>
<h2 class="govuk-heading-m">New here?</h2>
<p class="govuk-body">You need no account to look. To bid, or to act for an organisation that is here already, <a class="govuk-link" href="/register">register as a supplier</a>: it takes a few minutes. Staff are added by their own administrator.</p>`;

export const codePage = (form: FormState, csrf: Html, returnTo: string): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Enter your sign-in code</h1>
<form method="post" action="/sign-in/code?return=${encodeURIComponent(returnTo)}" novalidate>${csrf}${hiddenField('return', returnTo)}
${textField(form, { name: 'code', label: 'Code', hint: 'The 6 digits that your authenticator app shows for Wantsum. If you have lost it, enter one of your recovery codes.', autocomplete: 'one-time-code', width: 20, spellcheck: false })}
${button({ text: 'Continue' })}</form>
<p class="govuk-body">If you have neither the app nor a recovery code: staff ask their authority’s administrator, who can turn codes off for them. Everybody else asks the people who run this site.</p>`;

export const signOutPage = (csrf: Html): Html => html`<h1 class="govuk-heading-l">Sign out</h1>
<p class="govuk-body">Drafts are kept. You can sign in again at any time.</p>
<form method="post" action="/sign-out" novalidate>${csrf}${button({ text: 'Sign out' })}</form>`;
