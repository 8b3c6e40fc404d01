import { ROLES, type Role } from '#platform/access/roles';
import { button, warningText } from '#platform/pages/components/index';
import { errorSummaryFor, radioField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { emptyState, formatInstant, scrollingTable } from '#platform/pages/presentation';
import { passwordField } from '#platform/sign-in/index';
import type { Body } from '../bodies/bodies.store.ts';
import type { KnownPerson } from './people.store.ts';
import type { StillHeld } from './hand-over.page.ts';
import type { HeldRole, PersonOfBody } from './roles-of-body.store.ts';

const BODY_ROLES = (Object.keys(ROLES) as Role[]).filter((role) => ROLES[role].scope === 'body');

export const bodiesOfPeoplePage = (bodies: readonly Body[]): Html => html`<h1 class="govuk-heading-l">People and roles</h1>
${bodies.length === 0 ? emptyState({ title: 'There is no body whose people you look after.' }) : html`<p class="govuk-body">Choose a body.</p>
<ul class="govuk-list">${bodies.map((body) => html`<li><a class="govuk-link" href="/bodies/${body.id}/people">${body.name}</a></li>`)}</ul>`}`;

export const peoplePage = (body: Body, people: readonly PersonOfBody[], words: string): Html => html`<h1 class="govuk-heading-l">People of ${body.name}</h1>
${button({ text: 'Add a person', href: `/bodies/${body.id}/people/add` })}
<form method="get" action="/bodies/${body.id}/people" role="search">${textField({ values: { words }, errors: [] }, { name: 'words', label: 'Name or email address', type: 'search', width: 20 })}${button({ text: 'Search', classes: 'govuk-button--secondary' })}</form>
${people.length === 0 ? emptyState({ title: words ? 'Nobody here matches.' : 'Nobody holds a role yet.' }) : scrollingTable({
  caption: 'Who holds a role', firstCellIsHeader: true, head: [{ text: 'Name' }, { text: 'Email address' }, { text: 'Job title' }, { text: 'Roles' }],
  rows: people.map((person) => [{ html: html`<a class="govuk-link" href="/bodies/${body.id}/people/${person.id}">${person.name}</a>` }, { text: person.email }, { text: person.jobTitle ?? '' }, { text: person.roles.map((role) => ROLES[role]?.title ?? role).join(', ') }]),
})}`;

export const personPage = (body: Body, person: KnownPerson, roles: readonly HeldRole[]): Html => html`<h1 class="govuk-heading-l">${person.name}</h1>
<p class="govuk-body">${person.email}</p>
${scrollingTable({
  caption: `Roles at ${body.name}`, firstCellIsHeader: true, head: [{ text: 'Role' }, { text: 'Held on' }, { text: 'Since' }, { text: 'Action' }],
  rows: roles.map((held) => [{ text: ROLES[held.role]?.title ?? held.role }, { text: held.scopeKind === 'body' ? 'The body' : `One ${held.scopeKind}` }, { text: formatInstant(held.heldFrom) },
    { html: html`<a class="govuk-link" href="/bodies/${body.id}/people/${person.id}/roles/${held.id}/end">End<span class="govuk-visually-hidden"> ${ROLES[held.role]?.title ?? held.role}</span></a>` }]),
})}
<p class="govuk-body"><a class="govuk-link" href="/bodies/${body.id}/people/${person.id}/grant">Give another role</a></p>
<p class="govuk-body"><a class="govuk-link" href="/bodies/${body.id}/people/${person.id}/away">Name somebody to stand in while ${person.name} is away</a></p>
<p class="govuk-body"><a class="govuk-link" href="/bodies/${body.id}/people/${person.id}/hand-over">Hand over what ${person.name} holds</a></p>
<p class="govuk-body"><a class="govuk-link" href="/bodies/${body.id}/people/${person.id}/codes-off">Turn off sign-in codes that ${person.name} can no longer enter</a></p>
<p class="govuk-body"><a class="govuk-link" href="/bodies/${body.id}/people/${person.id}/leave">Record that ${person.name} has left</a></p>`;

const roleChoice = (form: FormState): Html => radioField(form, { name: 'role', label: 'Role', labelSize: 'm', items: BODY_ROLES.map((role) => ({ value: role, text: ROLES[role].title, hint: ROLES[role].does })) });
const reasonBox = (form: FormState): Html => textArea(form, { name: 'reason', label: 'Reason', hint: 'Kept with the record.', rows: 2 });

export const addPersonPage = (form: FormState, csrf: Html, body: Body): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Add a person to ${body.name}</h1>
<p class="govuk-body">Somebody new gets a mail with a link to set their password. It works for 7 days.</p>
<form method="post" action="/bodies/${body.id}/people/add" novalidate>${csrf}
${textField(form, { name: 'name', label: 'Full name' })}
${textField(form, { name: 'email', label: 'Email address', type: 'email', width: 30, spellcheck: false })}
${textField(form, { name: 'jobTitle', label: 'Job title (optional)' })}
${roleChoice(form)}${reasonBox(form)}
${button({ text: 'Add' })}</form>`;

export const grantRolePage = (form: FormState, csrf: Html, body: Body, person: KnownPerson): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Give ${person.name} a role</h1>
<form method="post" action="/bodies/${body.id}/people/${person.id}/grant" novalidate>${csrf}
${roleChoice(form)}${reasonBox(form)}
${button({ text: 'Give the role' })}</form>`;

export const endRolePage = (form: FormState, csrf: Html, body: Body, person: KnownPerson, held: HeldRole): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">End a role of ${person.name}</h1>
<p class="govuk-body">${person.name} is ${ROLES[held.role].title.toLowerCase()}. ${ROLES[held.role].does} They can no longer do so from the moment you end it.</p>
<form method="post" action="/bodies/${body.id}/people/${person.id}/roles/${held.id}/end" novalidate>${csrf}
${reasonBox(form)}
${button({ text: 'End the role', classes: 'govuk-button--warning' })}</form>`;

export const endCodesPage = (form: FormState, csrf: Html, body: Body, person: KnownPerson): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Turn off the sign-in codes of ${person.name}</h1>
<p class="govuk-body">For somebody who has lost both the authenticator app and the recovery codes. Be sure that it is ${person.name} who asks: speak to them. Until they set codes up again their password alone lets them in. They are signed out everywhere and told by mail.</p>
<form method="post" action="/bodies/${body.id}/people/${person.id}/codes-off" novalidate>${csrf}
${textArea(form, { name: 'reason', label: 'How do you know that it is them?', hint: 'Kept with the record.', rows: 2 })}
${button({ text: 'Turn the codes off', classes: 'govuk-button--warning' })}</form>`;

export const leaverPage = (form: FormState, csrf: Html, body: Body, person: KnownPerson, held: readonly StillHeld[]): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Record that ${person.name} has left</h1>
<p class="govuk-body">Their roles at ${body.name} end, and where they have none elsewhere their account closes and they are signed out at once.</p>
${held.length > 0 && html`${warningText({ text: `First give to somebody else what ${person.name} holds.`, iconFallbackText: 'Warning' })}
<ul class="govuk-list govuk-list--bullet">${held.map((work) => html`<li>${work.words}: <a class="govuk-link" href="${work.address}">reassign</a></li>`)}</ul>
<p class="govuk-body"><a class="govuk-link" href="/bodies/${body.id}/people/${person.id}/hand-over">Hand over everything on one page</a></p>`}
<form method="post" action="/bodies/${body.id}/people/${person.id}/leave" novalidate>${csrf}
${reasonBox(form)}
${button({ text: 'Record that they have left', classes: 'govuk-button--warning' })}</form>`;

export const closeAccountPage = (form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Close your account</h1>
<p class="govuk-body">You will be signed out and cannot sign in again. Bids that were sent stay with your organisation. Your name is kept for as long as the law may ask who acted, then erased.</p>
<form method="post" action="/account/close" novalidate>${csrf}
${passwordField(form, { name: 'password', label: 'Your password' })}
${button({ text: 'Close my account', classes: 'govuk-button--warning' })}</form>`;
