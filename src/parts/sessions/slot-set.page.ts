import { html, type Html } from '#platform/pages/html';
import { dateField, textField, type FormState } from '#platform/pages/form';
import type { Posted } from '#platform/web/posted';

/** The fields of one day's times. Read them with `postedSlotSet` and `slotSetInput`. */
export function slotSetFields(state: FormState): Html {
  return html`${dateField(state, { name: 'on', label: 'Day', labelSize: 's' })}
${textField(state, { name: 'firstAt', label: 'The first begins at', hint: 'For example, 10am or 14:30', width: 10 })}
${textField(state, { name: 'count', label: 'How many times that day', width: 3, inputmode: 'numeric', value: '1' })}
${textField(state, { name: 'minutesEach', label: 'Minutes each lasts', width: 3, inputmode: 'numeric', value: '45' })}
${textField(state, { name: 'minutesBetween', label: 'Minutes between them', width: 3, inputmode: 'numeric', value: '15' })}
${textField(state, { name: 'places', label: 'How many may book each time', hint: 'Bookings, not people', width: 3, inputmode: 'numeric', value: '1' })}
${textField(state, { name: 'place', label: 'Where (optional if it is online)' })}
${textField(state, { name: 'remoteLink', label: 'Link for those who come online (optional)', hint: 'Only those who booked see it', type: 'url' })}`;
}

const NAMES = ['firstAt', 'count', 'minutesEach', 'minutesBetween', 'places', 'place', 'remoteLink'] as const;

/** What those fields sent. */
export const postedSlotSet = (posted: Posted): Readonly<Record<string, string>> => ({ on: posted.date('on'), ...Object.fromEntries(NAMES.map((name) => [name, posted.text(name).trim()])) });
