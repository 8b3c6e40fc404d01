import { button } from '#platform/pages/components/index';
import { dateField, errorSummaryFor, selectField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { emptyState, formatDate, keyValue, scrollingTable } from '#platform/pages/presentation';
import { areaOf } from '../reference/areas.store.ts';
import { BODY_KINDS } from './body.ts';
import type { Body, Unit } from './bodies.store.ts';

export const bodiesPage = (bodies: readonly Body[], mayAdd: boolean): Html => html`<h1 class="govuk-heading-l">Public bodies</h1>
<p class="govuk-body-l">These public bodies plan and publish their commissioning here.</p>
${bodies.length === 0 ? emptyState({ title: 'No public body takes part yet.' }) : scrollingTable({
  caption: 'Bodies that take part', firstCellIsHeader: true, head: [{ text: 'Name' }, { text: 'Kind' }],
  rows: bodies.map((body) => [{ html: html`<a class="govuk-link" href="/bodies/${body.id}">${body.name}</a>` }, { text: BODY_KINDS[body.kind] }]),
})}
${mayAdd && button({ text: 'Add a body', href: '/bodies/new' })}`;

export const bodyPage = (body: Body, units: readonly Unit[], thread: Html | null, { mayEdit, readsPolicy }: { readonly mayEdit: boolean; readonly readsPolicy: boolean }): Html => html`<h1 class="govuk-heading-l">${body.name}</h1>
<p class="govuk-body-l">${body.name} is a ${BODY_KINDS[body.kind].toLowerCase()}${body.gssCode && areaOf(body.gssCode) && ` for ${areaOf(body.gssCode)!.name}`}.</p>
${keyValue([
  { key: 'Website', value: body.website && html`<a class="govuk-link" href="${body.website}" rel="noopener">${body.website}</a>` },
  { key: 'Email address', value: body.contactEmail && html`<a class="govuk-link" href="mailto:${body.contactEmail}">${body.contactEmail}</a>` },
  { key: 'ONS code', value: body.gssCode },
  { key: 'Central platform identifier', value: body.platformIdentifier },
])}
${mayEdit && html`<p class="govuk-body"><a class="govuk-link" href="/bodies/${body.id}/edit">Change these details</a></p><p class="govuk-body"><a class="govuk-link" href="/bodies/${body.id}/people">People and roles</a></p>`}
${readsPolicy && html`<p class="govuk-body"><a class="govuk-link" href="/bodies/${body.id}/policy">Local policy: the limits that ${body.name} sets itself</a></p>`}
<h2 class="govuk-heading-m">Directorates and services</h2>
${units.length === 0 ? emptyState({ title: 'None recorded yet.' }) : scrollingTable({
  caption: 'Directorates and services', firstCellIsHeader: true, head: [{ text: 'Name' }, { text: 'State' }],
  rows: units.map((unit) => [
    { html: html`${unit.name}${unit.formerNames.map((former) => html`<br><span class="govuk-hint">${former.name} until ${formatDate(former.untilOn)}: ${former.reason}</span>`)}` },
    unit.endedOn ? { html: html`Ended on ${formatDate(unit.endedOn)}${unit.successorName !== null && html`, now part of ${unit.successorName}`}${unit.endedReason !== null && html`<br><span class="govuk-hint">${unit.endedReason}</span>`}` }
      : mayEdit ? { html: html`Current. ${unitLink(body, unit, 'rename', 'Rename')} ${unitLink(body, unit, 'end', 'End or merge')}` } : { text: 'Current' },
  ]),
})}
${mayEdit && html`<p class="govuk-body"><a class="govuk-link" href="/bodies/${body.id}/units/add">Add a directorate or service</a></p>`}
${thread}`;

const unitLink = (body: Body, unit: Unit, path: string, text: string): Html => html`<a class="govuk-link" href="/bodies/${body.id}/units/${unit.id}/${path}">${text}<span class="govuk-visually-hidden"> ${unit.name}</span></a>`;

export const bodyFormPage = (form: FormState, csrf: Html, action: string, body: Body | null): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">${body ? `Details of ${body.name}` : 'Add a body'}</h1>
<form method="post" action="${action}" novalidate>${csrf}
${textField(form, { name: 'name', label: 'Name', value: body?.name ?? '' })}
${textField(form, { name: 'slug', label: 'Short name', hint: 'For addresses and files: lower case letters, numbers and hyphens, like kent.', value: body?.slug ?? '', width: 20, spellcheck: false })}
${selectField(form, { name: 'kind', label: 'Kind', items: Object.entries(BODY_KINDS).map(([value, text]) => ({ value, text })), emptyText: 'Choose a kind', ...(body ? { value: body.kind } : {}) })}
${textField(form, { name: 'gssCode', label: 'ONS code (optional)', hint: 'Like E10000016 for Kent.', value: body?.gssCode ?? '', width: 10, spellcheck: false })}
${textField(form, { name: 'platformIdentifier', label: 'Central platform identifier (optional)', value: body?.platformIdentifier ?? '', width: 20, spellcheck: false })}
${textField(form, { name: 'website', label: 'Website (optional)', type: 'url', value: body?.website ?? '', spellcheck: false })}
${textField(form, { name: 'contactEmail', label: 'Email address for the public (optional)', type: 'email', value: body?.contactEmail ?? '', spellcheck: false, width: 30 })}
${button({ text: 'Save' })}</form>`;

export const addUnitPage = (form: FormState, csrf: Html, body: Body): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Add a directorate or service</h1>
<form method="post" action="/bodies/${body.id}/units/add" novalidate>${csrf}
${textField(form, { name: 'unitName', label: 'Name' })}${button({ text: 'Add' })}</form>`;

export const renameUnitPage = (form: FormState, csrf: Html, body: Body, unit: Unit, today: string): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Rename ${unit.name}</h1>
<p class="govuk-body">It stays the same one: its contracts and exercises go with it, and show both names with the day of the change.</p>
<form method="post" action="/bodies/${body.id}/units/${unit.id}/rename" novalidate>${csrf}
${textField(form, { name: 'unitName', label: 'New name', value: unit.name })}
${dateField(form, { name: 'from', label: 'First day of the new name', labelSize: 's', value: today })}
${textArea(form, { name: 'reason', label: 'Reason', hint: 'Shown with the old name.', rows: 2 })}
${button({ text: 'Rename' })}</form>`;

export const endUnitPage = (form: FormState, csrf: Html, body: Body, unit: Unit, others: readonly Unit[]): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">End ${unit.name}</h1>
<p class="govuk-body">Nothing new can be put under it from today. What belongs to it keeps its name. If it went into another, reports count it there from now on.</p>
<form method="post" action="/bodies/${body.id}/units/${unit.id}/end" novalidate>${csrf}
${selectField(form, { name: 'successorId', label: 'What it went into (optional)', emptyText: 'None', items: others.map(({ id, name }) => ({ value: id, text: name })) })}
${textArea(form, { name: 'reason', label: 'Reason', hint: 'Shown with its name.', rows: 2 })}
${button({ text: 'End it', classes: 'govuk-button--warning' })}</form>`;
