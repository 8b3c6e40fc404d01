import { toIso } from '#kernel/instant';
import { asNote, noticeRule } from '#law';
import { html, type Html } from '#platform/pages/html';
import { emptyState, formatInstant, keyValue, ruleNote } from '#platform/pages/presentation';
import { AWARD_DECISION, isNoticeCode, noticeName, noticeNameAndCode, type Notice } from './notice.ts';

export interface NoticePageModel {
  readonly notice: Notice;
  readonly bodyName: string;
  /** The page of the record it is about, where the reader may open it. */
  readonly about: { readonly noun: string; readonly address: string } | null;
  readonly versions: readonly Notice[];
}

/** One notice as it was published. */
export function noticePage({ notice, bodyName, about, versions }: NoticePageModel): Html {
  const latest = versions.find(({ code }) => code === notice.code);
  return html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${noticeNameAndCode(notice.code)}, version ${notice.version}</span>${notice.title}</h1>
<p class="govuk-body">${bodyName} published this on ${formatInstant(notice.publishedAt)}.</p>
${latest && latest.id !== notice.id && html`<p class="govuk-body">This is not the latest version: <a class="govuk-link" href="/notices/${latest.id}">read version ${latest.version}</a>.</p>`}
${notice.reasonForChange && html`<h2 class="govuk-heading-m">Why it changed</h2><p class="govuk-body wantsum-words">${notice.reasonForChange}</p>`}
${notice.words !== '' && html`<p class="govuk-body wantsum-words">${notice.words}</p>`}
${keyValue([
    ...Object.entries(notice.content.facts ?? {}).map(([key, value]) => ({ key, value })),
    notice.ocid !== null && { key: 'Contracting process (OCID)', value: notice.ocid },
    notice.platform !== null && { key: 'On the central digital platform', value: `${notice.platform.reference}, ${formatInstant(notice.platform.publishedAt)}` },
  ])}
${about && html`<p class="govuk-body"><a class="govuk-link" href="${about.address}">Go to the ${about.noun}</a></p>`}
<h2 class="govuk-heading-m">Every version</h2>
${noticeTimeline(versions, notice.id)}
<p class="govuk-body"><a class="govuk-link" href="/notices/${notice.id}.json">This notice as JSON</a>${(isNoticeCode(notice.code) || notice.code === AWARD_DECISION) && html` · <a class="govuk-link" href="/notices/${notice.id}/ocds.json">As an OCDS release</a>`}</p>
${isNoticeCode(notice.code) && ruleNote(asNote(noticeRule(notice.code)))}`;
}

/** The notices of a record, newest first, each with its reason for change. */
export function noticeTimeline(notices: readonly Notice[], current?: string): Html {
  if (notices.length === 0) return emptyState({ title: 'Nothing has been published yet.' });
  return html`<ol class="govuk-list wantsum-timeline">${notices.map((notice) => html`<li class="wantsum-timeline__item">
<time datetime="${toIso(notice.publishedAt)}">${formatInstant(notice.publishedAt)}</time>:
${notice.id === current ? html`<strong>${noticeTitle(notice)}</strong> (this one)` : html`<a class="govuk-link" href="/notices/${notice.id}">${noticeTitle(notice)}</a>`}${
    notice.reasonForChange && html`<br>Reason: ${notice.reasonForChange}`}</li>`)}</ol>`;
}

/** The notice for machines. */
export const noticeAsJson = (notice: Notice) => ({
  id: notice.id, code: notice.code, name: noticeName(notice.code), version: notice.version, ocid: notice.ocid, title: notice.title, words: notice.words,
  reasonForChange: notice.reasonForChange, publishedAt: toIso(notice.publishedAt), about: notice.about, content: notice.content,
  platform: notice.platform && { reference: notice.platform.reference, publishedAt: toIso(notice.platform.publishedAt) },
});

const noticeTitle = (notice: Notice): string => `${noticeName(notice.code)}, version ${notice.version}`;
