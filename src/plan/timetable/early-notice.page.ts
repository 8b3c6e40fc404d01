import { formatDate, londonDate } from '#kernel/calendar-date';
import { formatInstant } from '#kernel/instant';
import { button, warningText } from '#platform/pages/components/index';
import { dateField, errorSummaryFor, moneyField, radioField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { keyValue, plainList, ruleNote, statusTag } from '#platform/pages/presentation';
import type { RuleNote } from '#kernel/rule-note';
import type { Notice } from '#parts/notices';
import { noticeTimeline } from '#parts/notices';
import { CATEGORIES } from './diary.page.ts';
import { daysSince, EARLY_NOTICE_CODES, type EarlyNotice } from './early-notice.ts';
import { sizeWords } from './early-notice.commands.ts';

export interface EarlyNoticeModel {
  readonly notice: EarlyNotice;
  readonly notices: readonly Notice[];
  readonly tenders: readonly { readonly id: string; readonly title: string }[];
  readonly minimum: { readonly days: number | null; readonly note: RuleNote };
  readonly now: Date;
  readonly mayEdit: boolean;
}

/** What is coming, for everyone: scope, size, lots and date, and how long there has been to prepare. */
export function earlyNoticePage({ notice, notices, tenders, minimum, now, mayEdit }: EarlyNoticeModel): Html {
  const since = notice.publishedAt ? daysSince(londonDate(notice.publishedAt), londonDate(now)) : null;
  return html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${notice.bodyName}</span>${notice.title}</h1>
<p class="govuk-body">${notice.state === 'published' ? statusTag('Early notice', 'purple') : notice.state === 'draft' ? statusTag('Draft', 'grey') : statusTag('Withdrawn', 'red')}</p>
${notice.state === 'withdrawn' && warningText({ text: `It was withdrawn. ${notice.withdrawnReason}`, iconFallbackText: 'Warning' })}
${notice.state === 'draft' && html`<p class="govuk-body">Only staff of ${notice.bodyName} see it.</p>`}
${notice.scope.split(/\n\s*\n/).map((part) => html`<p class="govuk-body-l">${part}</p>`)}
${keyValue([
    { key: 'What kind of notice', value: EARLY_NOTICE_CODES[notice.code] }, { key: 'Size', value: sizeWords(notice) }, { key: 'Lots', value: notice.lotsWords },
    { key: 'Advert expected', value: notice.expectedOn ? formatDate(notice.expectedOn) : null }, { key: 'Kind', value: CATEGORIES[notice.category] }, { key: 'Category codes', value: notice.cpvCodes.join(', ') },
    { key: 'Reference', value: notice.reference }, notice.publishedAt !== null && { key: 'Published', value: `${formatInstant(notice.publishedAt)}${since === null || notice.state !== 'published' ? '' : `, ${since} ${since === 1 ? 'day' : 'days'} ago`}` },
    minimum.days !== null && { key: 'Time before the advert', value: `At least ${minimum.days} days` },
  ])}
${minimum.days !== null && ruleNote(minimum.note)}
${tenders.length > 0 && html`<h2 class="govuk-heading-m">What came of it</h2>${plainList(tenders.map(({ id, title }) => html`<a class="govuk-link" href="/opportunities/${id}">${title}</a>`))}`}
${mayEdit && notice.state === 'draft' && html`<p class="govuk-body"><a class="govuk-link" href="/early-notices/${notice.id}/edit">Change it</a></p>${button({ text: 'Publish the early notice', href: `/early-notices/${notice.id}/publish` })}`}
${mayEdit && notice.state === 'published' && html`<p class="govuk-body"><a class="govuk-link" href="/early-notices/${notice.id}/withdraw">Withdraw it</a></p>`}
${notices.length > 0 && html`<h2 class="govuk-heading-m">What was published</h2>${noticeTimeline(notices)}`}
<p class="govuk-body"><a class="govuk-link" href="/following">Be told of kinds of work like this</a></p>`;
}

const pounds = (pence: bigint | null | undefined) => (pence === null || pence === undefined ? {} : { pence });

/** The fields of an early notice, new or there already. */
export function earlyNoticeFields(state: FormState, notice: EarlyNotice | null): Html {
  return html`${radioField(state, { name: 'code', label: 'What kind of notice is it?', labelSize: 's', items: Object.entries(EARLY_NOTICE_CODES).map(([value, text]) => ({ value, text })), value: notice?.code ?? 'UK3' })}
${textField(state, { name: 'title', label: 'Title', value: notice?.title })}${textArea(state, { name: 'scope', label: 'What will be wanted, and for whom', value: notice?.scope, rows: 6 })}
${radioField(state, { name: 'category', label: 'What is bought?', labelSize: 's', inline: true, items: Object.entries(CATEGORIES).map(([value, text]) => ({ value, text })), value: notice?.category ?? 'services' })}
${textArea(state, { name: 'cpvCodes', label: 'Category codes', hint: 'CPV codes of 8 digits, one a line. Whoever follows such work is told.', value: notice?.cpvCodes.join('\n'), rows: 3 })}
${moneyField(state, { name: 'valueLowNetPence', label: 'Lowest value (optional)', hint: 'Without VAT, over its whole life', ...pounds(notice?.valueLowNetPence) })}${moneyField(state, { name: 'valueHighNetPence', label: 'Highest value', hint: 'Without VAT, over its whole life', ...pounds(notice?.valueHighNetPence) })}
${textArea(state, { name: 'lotsWords', label: 'Lots that are expected', hint: 'Such as “One for each district”, or “None”', value: notice?.lotsWords, rows: 3 })}
${dateField(state, { name: 'expectedOn', label: 'When is the advert expected?', labelSize: 's', value: notice?.expectedOn ?? undefined })}`;
}

export const earlyNoticeFormPage = (heading: string, model: { readonly notice: EarlyNotice | null; readonly bodies: readonly { readonly id: string; readonly name: string }[]; readonly csrf: Html }, state: FormState): Html => html`${errorSummaryFor(state)}<h1 class="govuk-heading-l">${heading}</h1>
<p class="govuk-body">Early notice gives partners and supply chains the months that they need to form.</p><form method="post" novalidate>${model.csrf}
${model.notice === null && radioField(state, { name: 'bodyId', label: 'Which authority?', labelSize: 's', items: model.bodies.map(({ id, name }) => ({ value: id, text: name })), ...(model.bodies.length === 1 ? { value: model.bodies[0]!.id } : {}) })}
${earlyNoticeFields(state, model.notice)}${button({ text: 'Save' })}</form>`;
