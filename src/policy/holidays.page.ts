import { button, table } from '#platform/pages/components/index';
import { dateField, errorSummaryFor, radioField, selectField, textField, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { emptyState, formatDate } from '#platform/pages/presentation';
import { DIVISIONS } from './add-holiday.command.ts';
import type { SiteHoliday } from './holiday.store.ts';

/** The days this site changed. */
export function holidaysPage(holidays: readonly SiteHoliday[]): Html {
  return html`<h1 class="govuk-heading-l">Bank holidays</h1>
    <p class="govuk-body">Working days are counted by the bank holidays shipped with the product, 2014 to 2028. A day announced later is added here; a day withdrawn is taken out here.</p>
    ${holidays.length === 0
      ? emptyState({ title: 'No day has been changed on this site.' })
      : table({
        caption: 'Days changed on this site',
        head: [{ text: 'Day' }, { text: 'Name' }, { text: 'Where' }, { text: 'What' }, { text: 'Source' }],
        rows: holidays.map((day) => [
          { text: formatDate(day.date) }, { text: day.name }, { text: DIVISIONS[day.division] }, { text: day.held ? 'Added' : 'Withdrawn' }, { text: day.source },
        ]),
      })}
    ${button({ text: 'Add or withdraw a day', href: '/holidays/add' })}`;
}

export function addHolidayPage(csrf: Html, form: FormState): Html {
  return html`${errorSummaryFor(form)}
    <h1 class="govuk-heading-l">Add or withdraw a bank holiday</h1>
    <p class="govuk-body">Standstill and every promise in working days that is worked out after this counts by it.</p>
    <form method="post" novalidate>${csrf}
      ${radioField(form, { name: 'held', label: 'What has been announced?', items: [{ value: 'yes', text: 'A new bank holiday' }, { value: 'no', text: 'A bank holiday shipped with the product will not be held' }] })}
      ${dateField(form, { name: 'date', label: 'Which day?' })}
      ${textField(form, { name: 'name', label: 'Name of the day' })}
      ${selectField(form, { name: 'division', label: 'Where?', emptyText: 'Choose a part of the United Kingdom', items: Object.entries(DIVISIONS).map(([value, text]) => ({ value, text })) })}
      ${textField(form, { name: 'source', label: 'Where was it announced?' })}
      ${button({ text: 'Save', preventDoubleClick: true })}
    </form>`;
}
