import { button } from '#platform/pages/components/index';
import { barChart } from '#platform/pages/chart';
import { dateField, errorSummaryFor, radioField, selectField, textField, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { emptyState, formatDate, scrollingTable } from '#platform/pages/presentation';
import { SIZES, type Size } from '../organisations/organisation.ts';
import type { Counted, TakeUp } from './take-up.store.ts';
import { HEARD, OUTREACH_KINDS } from './take-up.ts';

const SECTORS: Readonly<Record<string, string>> = { private: 'Private', vcse: 'Voluntary, community and social enterprise', public: 'Public' };
const monthWords = (month: string): string => new Date(`${month}-15T12:00:00Z`).toLocaleDateString('en-GB', { month: 'long', year: 'numeric', timeZone: 'Europe/London' });

interface Model {
  readonly found: TakeUp;
  readonly from: string;
  readonly to: string;
  readonly days: number;
  readonly mayLog: boolean;
}

/** Who registers, how they heard, and what people look for in vain. */
export function takeUpPage({ found, from, to, days, mayLog }: Model): Html {
  const form: FormState = { values: { from, to, days: String(days) }, errors: [] };
  return html`<h1 class="govuk-heading-l">Who finds this site</h1>
<p class="govuk-body-l">${found.registrations} ${found.registrations === 1 ? 'organisation' : 'organisations'} registered from ${formatDate(from)} to ${formatDate(to)}.</p>
<form method="get" class="wantsum-filters">
${textField(form, { name: 'from', label: 'From', hint: 'Like 2026-04-01', width: 10 })}${textField(form, { name: 'to', label: 'To', hint: 'Like 2027-03-31', width: 10 })}
${textField(form, { name: 'days', label: 'Days after an event', hint: 'In which a registration that names it counts for it', width: 3, inputmode: 'numeric' })}
${button({ text: 'Show', classes: 'govuk-button--secondary' })}</form>
${barChart({ id: 'registrations', title: 'Registrations by month', description: 'The table below says the same.', bars: found.byMonth.map(({ what, count }) => ({ label: monthWords(what!), value: count, words: String(count) })) })}
${counts('Registrations by month', 'Month', found.byMonth, (what) => monthWords(what!))}
${counts('By size', 'Size', found.bySize, (what) => (what ? SIZES[what as Size][0] : 'Not declared'))}
${counts('By sector', 'Sector', found.bySector, (what) => (what ? SECTORS[what]! : 'Not declared'))}
${counts('By area they work in; one may count in several', 'Area', found.byArea, (what) => what ?? '')}
${counts('Where they heard of it', 'How', found.heard.map(({ heard, count }) => ({ what: heard, count })), (what) => (what ? HEARD[what as keyof typeof HEARD] : 'Did not say'))}
${counts('Portals they took it for, or looked for', 'In their words', found.otherPortals, (what) => what ?? '')}
<h2 class="govuk-heading-m">What we did to be found</h2>
${found.events.length === 0 ? emptyState({ title: 'Nothing is logged in this time', text: 'Log fairs, talks and mailings here, and those who register can name them.' }) : scrollingTable({
    caption: `Registrations that name it, in the ${days} days after it`, captionClasses: 'govuk-table__caption--s',
    head: [{ text: 'What' }, { text: 'Day' }, { text: 'By' }, { text: 'Registrations', format: 'numeric' }],
    rows: found.events.map((event) => [{ text: `${event.name} (${OUTREACH_KINDS[event.kind].toLowerCase()}${event.place ? `, ${event.place}` : ''})` }, { text: formatDate(event.heldOn) }, { text: event.bodyName }, { text: event.registrations, format: 'numeric' }]),
  })}
${mayLog && button({ text: 'Log an event', href: '/take-up/log', classes: 'govuk-button--secondary' })}
${counts('Searches that found nothing', 'Words', found.failedSearches, (what) => what ?? '')}
<p class="govuk-body-s">Searches are counted without who asked. Whatever looks like a mail address or a number is not kept.</p>`;
}

function counts(caption: string, head: string, rows: readonly Counted[], words: (what: string | null) => string): Html {
  return rows.length === 0
    ? html`<h2 class="govuk-heading-s">${caption}</h2><p class="govuk-body">None.</p>`
    : scrollingTable({ caption, captionClasses: 'govuk-table__caption--m', head: [{ text: head }, { text: 'Times', format: 'numeric' }], rows: rows.map(({ what, count }) => [{ text: words(what) }, { text: count, format: 'numeric' }]) });
}

export const logPage = (form: FormState, csrf: Html, bodies: readonly { readonly id: string; readonly name: string }[]): Html => html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Log an event</h1>
<form method="post" novalidate>${csrf}
${selectField(form, { name: 'bodyId', label: 'Authority', items: bodies.map(({ id, name }) => ({ value: id, text: name })), ...(bodies.length === 1 ? { value: bodies[0]!.id } : { emptyText: 'Choose an authority' }) })}
${radioField(form, { name: 'kind', label: 'What was it?', items: Object.entries(OUTREACH_KINDS).map(([value, text]) => ({ value, text })) })}
${textField(form, { name: 'name', label: 'Its name', hint: 'As those who came would know it.' })}
${dateField(form, { name: 'heldOn', label: 'The day it was held' })}
${textField(form, { name: 'place', label: 'Where (optional)' })}
${button({ text: 'Log it' })}</form>`;

/** Asked of whoever registers; both may be left out. */
export function sourceFields(form: FormState, events: readonly { readonly id: string; readonly name: string; readonly heldOn: string }[]): Html {
  return html`${selectField(form, { name: 'heard', label: 'How did you hear of this site? (optional)', emptyText: 'Rather not say', items: [...events.map(({ id, name, heldOn }) => ({ value: `event:${id}`, text: `At ${name}, ${formatDate(heldOn)}` })), ...Object.entries(HEARD).map(([value, text]) => ({ value, text }))] })}
${textField(form, { name: 'otherPortal', label: 'Did you take it for another site, or look for one? (optional)', hint: 'Its name, if you know it. It tells us where people get lost.' })}`;
}
