import { button, insetText } from '../pages/components/index.ts';
import { errorSummaryFor, textField, type FormState } from '../pages/form.ts';
import { html, type Html } from '../pages/html.ts';
import { keyValue, plainList } from '../pages/presentation.ts';
import { qrCode } from './qr-code.ts';
import { passwordField } from './sign-in.pages.ts';
import type { WaitingSecret } from './two-factor.forms.ts';

export const twoFactorPage = (form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Set up sign-in codes</h1>
<p class="govuk-body">With sign-in codes on, nobody can sign in as you with your password alone. You need an authenticator app on a phone or computer.</p>
<form method="post" action="/account/two-factor" novalidate>${csrf}
${passwordField(form, { name: 'password', label: 'Your password', hint: 'So that we know it is you.' })}
${button({ text: 'Continue' })}</form>`;

export const confirmTwoFactorPage = (form: FormState, csrf: Html, waiting: WaitingSecret): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Set up sign-in codes</h1>
<h2 class="govuk-heading-m">1. Give your app this key</h2>
<p class="govuk-body">In your authenticator app choose to add an account, and point its camera at this code.</p>
${qrCode(waiting.address, 'QR code with the key that is written below')}
<p class="govuk-body">On the device that has the app you can instead <a class="govuk-link" href="${waiting.address}">open it with this link</a>, or enter this key by hand.</p>
${keyValue([{ key: 'Key', value: html`<code>${(waiting.secret.match(/.{1,4}/g) ?? []).join(' ')}</code>` }, { key: 'Type', value: 'Time based, 6 digits, 30 seconds' }])}
<h2 class="govuk-heading-m">2. Keep these recovery codes</h2>
<p class="govuk-body">Write them down or print them. Each works once, when you do not have your app.</p>
${insetText({ html: plainList(waiting.recoveryCodes.map((code) => html`<code>${code}</code>`), 'plain') })}
<h2 class="govuk-heading-m">3. Enter the code that your app shows</h2>
<form method="post" action="/account/two-factor/confirm" novalidate>${csrf}
${textField(form, { name: 'code', label: 'Code', hint: '6 digits', autocomplete: 'one-time-code', inputmode: 'numeric', width: 10, spellcheck: false })}
${button({ text: 'Turn sign-in codes on' })}</form>`;

export const turnTwoFactorOffPage = (form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Turn sign-in codes off</h1>
<p class="govuk-body">Sign-in codes are on. With them off, your password alone lets you in. Your recovery codes stop working.</p>
<form method="post" action="/account/two-factor/off" novalidate>${csrf}
${passwordField(form, { name: 'password', label: 'Your password' })}
${button({ text: 'Turn sign-in codes off', classes: 'govuk-button--warning' })}</form>`;
