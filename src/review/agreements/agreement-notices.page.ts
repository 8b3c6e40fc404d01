import { html, nothing, type Html } from '#platform/pages/html';
import { formatInstant, plainList, scrollingTable, statusTag } from '#platform/pages/presentation';
import type { AgreementNotice, NoticeDue } from './agreement-notices.store.ts';

/**
 * What was published of a contract and its procurement, for anyone.
 * @param due what staff have to publish still; nothing for everyone else
 */
export function noticesSection(notices: readonly AgreementNotice[], due: readonly NoticeDue[], now: Date): Html {
  if (notices.length + due.length === 0) return nothing;
  return html`<h2 class="govuk-heading-m" id="notices">Notices</h2>
${due.length > 0 && plainList(due.map(({ words, address, dueAt }) => html`<a class="govuk-link" href="${address}">${words}</a>: ${dueAt === null ? 'as soon as reasonably practicable' : html`by ${formatInstant(dueAt)}${dueAt < now && html` ${statusTag('Late', 'red')}`}`}`))}
${notices.length === 0 ? html`<p class="govuk-body">Nothing has been published of it yet.</p>` : scrollingTable({
    caption: 'What was published of it and of its procurement, newest first', firstCellIsHeader: true, head: [{ text: 'Notice' }, { text: 'Reference on the central digital platform' }, { text: 'Published' }],
    rows: notices.map(({ id, name, code, version, platformReference, publishedAt }) => [{ html: html`<a class="govuk-link" href="/notices/${id}">${name}</a> (${nationalCode(code)}version ${version})` }, { text: platformReference ?? 'None: it stands on this site' }, { text: formatInstant(publishedAt) }]),
  })}`;
}

/** The national notices have a code that people know, UK7; our own names of the others are no words for a page. */
const nationalCode = (code: string): string => (/^UK\d+$/.test(code) ? `${code}, ` : '');
