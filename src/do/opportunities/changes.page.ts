import { html, type Html } from '#platform/pages/html';
import { button } from '#platform/pages/components/index';
import { dateField, errorSummaryFor, fileField, textArea, textField, type FormState } from '#platform/pages/form';
import { formatInstant } from '#platform/pages/presentation';
import { FILE_ENDINGS, FILE_KINDS_WORDS } from '#platform/files/check-file';
import { DOCUMENT_MEGABYTES } from './documents.command.ts';
import { dateAndTime } from './tender-questions.page.ts';
import type { Opportunity } from './opportunity.ts';

const reasonField = (form: FormState): Html => textArea(form, { name: 'reason', label: 'Reason', hint: 'It is published with the change, and every bidder is told', rows: 4 });

/** A page that asks for one confirmation, with a way back. `danger` reddens its button. */
export function confirmPage({ heading, sentences, act, danger = false, fields, multipart = false }: {
  readonly heading: string; readonly sentences: readonly string[]; readonly act: string; readonly danger?: boolean; readonly fields?: Html; readonly multipart?: boolean;
}, form: FormState, csrf: Html): Html {
  return html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">${heading}</h1>
${sentences.map((sentence) => html`<p class="govuk-body">${sentence}</p>`)}
<form method="post"${multipart && html` enctype="multipart/form-data"`} novalidate>${csrf}${fields}${button({ text: act, ...(danger ? { classes: 'govuk-button--warning' } : {}), preventDoubleClick: true })}</form>`;
}

export const changeClosingPage = (opportunity: Opportunity, form: FormState, csrf: Html): Html => confirmPage({
  heading: 'Give bidders more time', act: 'Change the closing time',
  sentences: [`Bids close on ${formatInstant(opportunity.closesAt!)}. The new time can only be later: bidders rely on the time they were given.`],
  fields: html`${dateField(form, { name: 'closesOn', label: 'New closing day' })}${textField(form, { name: 'closesAt', label: 'New closing time', hint: 'Such as 5pm or 17:00', width: 10 })}${reasonField(form)}`,
}, form, csrf);

const mustAgree = (submitted: number): string => `${submitted === 1 ? 'A bid has' : `${submitted} bids have`} been sent, so a director must agree first.`;

export const withdrawLotPage = (title: string, { submitted, proposedReason }: { readonly submitted: number; readonly proposedReason: string | null }, form: FormState, csrf: Html): Html => confirmPage({
  heading: `Withdraw the lot “${title}”`, act: 'Withdraw this lot', danger: true,
  sentences: ['Nobody can win it any more. It stays on the page with your reason.', ...(submitted === 0 ? [] : [mustAgree(submitted)]), ...(proposedReason === null ? [] : [`It has been proposed, with this reason: ${proposedReason}`])],
  fields: reasonField(form),
}, form, csrf);

export const replaceDocumentPage = (title: string, form: FormState, csrf: Html): Html => confirmPage({
  heading: `Replace “${title}”`, act: 'Replace document', multipart: true, sentences: ['The old one stays to be read, marked as replaced.'],
  fields: html`${fileField(form, { name: 'file', label: 'New file', hint: `${FILE_KINDS_WORDS}, ${DOCUMENT_MEGABYTES} MB or smaller`, accept: FILE_ENDINGS })}${reasonField(form)}`,
}, form, csrf);

export const cancelPage = (opportunity: Opportunity, submitted: number, form: FormState, csrf: Html): Html => confirmPage({
  heading: `Cancel ${opportunity.title}`, act: 'Cancel this opportunity', danger: true,
  sentences: [
    'Nothing will be awarded. This cannot be undone. Everyone who bids, follows it or came to its events is told, with your reason and with how many were writing a bid.',
    ...(submitted === 0 ? [] : [`${mustAgree(submitted)} If you are one, it is cancelled at once.`]),
    ...(opportunity.cancelProposal && opportunity.state !== 'cancelled' ? [`It has been proposed, with this reason: ${opportunity.cancelProposal.reason}`] : []),
  ],
  fields: textArea(form, { name: 'reason', label: 'Reason', hint: 'It is published with the change, and everyone concerned is told', rows: 4, value: opportunity.cancelProposal?.reason }),
}, form, csrf);

/** Following, or no longer. */
export const followPage = (opportunity: Opportunity, following: boolean, form: FormState, csrf: Html): Html => confirmPage({
  heading: following ? `Stop following ${opportunity.title}` : `Follow ${opportunity.title}`, act: following ? 'Stop following' : 'Follow',
  sentences: [following ? 'You are told by mail of every change now.' : 'You are told by mail of every change, delay, answered question or cancellation, with its reason. Nobody sees that you follow it.'],
  fields: html`<input type="hidden" name="follow" value="${following ? 'no' : 'yes'}">`,
}, form, csrf);

export const platformNoticePage = (opportunity: Opportunity, note: Html, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Notice on the central digital platform</h1>
<p class="govuk-body">Publish the tender notice there first. Then enter its reference and time here.</p>${note}
<form method="post" novalidate>${csrf}
${textField(form, { name: 'reference', label: 'Reference', hint: 'Such as 2026/S 000-012345', value: opportunity.platform?.reference, width: 20 })}
${dateAndTime(form, 'published', 'Day it was published there', 'Time', opportunity.platform?.publishedAt ?? null)}
${button({ text: 'Save' })}</form>`;

export const announcePage = (opportunity: Opportunity, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Announce as coming</h1>
<p class="govuk-body">Suppliers then find its title, summary, areas and expected date, and nothing else. It is no tender notice and binds nobody.</p>
<form method="post" novalidate>${csrf}${dateField(form, { name: 'expectedOn', label: 'When do you expect to publish it?', value: opportunity.expectedOn ?? undefined })}${button({ text: 'Announce' })}</form>`;
