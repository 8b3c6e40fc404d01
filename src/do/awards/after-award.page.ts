import { button } from '#platform/pages/components/index';
import { dateField, errorSummaryFor, textArea, textField, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { emptyState, ruleNote, scrollingTable } from '#platform/pages/presentation';
import { PLATFORM_FIRST } from '#parts/notices';
import { slotSetFields } from '#parts/sessions';
import { platformComesFirst } from './award.ts';
import type { Award } from './award.store.ts';
import { FEEDBACK_RULE } from './feedback.ts';
import type { FeedbackTimes } from './feedback-times.store.ts';
import { titleWithStage } from './publish-award.command.ts';

const heading = (caption: string, title: string): Html => html`<span class="govuk-caption-l">${caption}</span><h1 class="govuk-heading-l">${title}</h1>`;

/** Gives up an award of which bidders were told. */
export const setAsidePage = (award: Award, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}${heading(titleWithStage(award), 'Set this award aside')}
<p class="govuk-body">Bidders have been told that ${award.organisationName} is to have this contract. Take legal advice first. Everyone who bid is told at once, ${award.noticePublishedAt ? 'the announcement says that it is withdrawn, ' : ''}letters stay as they were sent, and the lot can be awarded anew.</p>
<form method="post" novalidate>${csrf}
${textArea(form, { name: 'reason', label: 'Why, for the record', hint: 'Read by staff and auditors', rows: 5 })}
${textArea(form, { name: 'publicWords', label: 'What every bidder and the public are told', hint: 'In plain words, with nothing that is secret to a bidder', rows: 4 })}
${award.noticePublishedAt !== null && platformComesFirst(award) && html`${ruleNote(PLATFORM_FIRST)}${textField(form, { name: 'platformReference', label: 'Reference of the changed notice on the central digital platform', width: 20 })}${dateField(form, { name: 'platformPublishedOn', label: 'Published there on' })}`}
${button({ text: 'Set it aside and tell everyone', classes: 'govuk-button--warning', preventDoubleClick: true })}</form>`;

/** Offers times for talks about the feedback. */
export const offerTalksPage = (award: Award, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}${heading(titleWithStage(award), 'Offer times for talks')}
<p class="govuk-body">Small businesses, voluntary bodies and social enterprises that bid here book one of these themselves, from their feedback. Whoever asked for a talk already is told by mail.</p>
<form method="post" novalidate>${csrf}${slotSetFields(form)}${button({ text: 'Offer these times', preventDoubleClick: true })}</form>`;

/** Share of decisions whose feedback came within the time promised. */
export const feedbackTimesPage = (rows: readonly FeedbackTimes[]): Html => html`<h1 class="govuk-heading-l">Feedback within the time promised</h1>
<p class="govuk-body">Counted from the decision to the release of every letter, where the authority has promised a time.</p>${ruleNote(FEEDBACK_RULE)}
${rows.length === 0 ? emptyState({ title: 'You work for no authority here.' }) : scrollingTable({
  caption: 'Decisions', firstCellIsHeader: true, head: [{ text: 'Authority' }, ...['Promised', 'In time', 'Late', 'Still running', 'Share in time', 'Talks asked for', 'Talks booked'].map((text) => ({ text, format: 'numeric' as const }))],
  rows: rows.map((row) => [{ text: row.bodyName }, ...[row.promised, row.inTime, row.late, row.running].map((count) => ({ text: String(count), format: 'numeric' as const })), { text: shareInTime(row), format: 'numeric' as const }, ...[row.talksAsked, row.talksBooked].map((count) => ({ text: String(count), format: 'numeric' as const }))]),
})}`;

/** Whole percent of those decided either way, rounded half up. */
const shareInTime = ({ inTime, late }: FeedbackTimes): string => (inTime + late === 0 ? 'None due yet' : `${Math.floor((inTime * 200 + inTime + late) / (2 * (inTime + late)))}%`);
