import { button } from '#platform/pages/components/index';
import { errorSummaryFor, hiddenField, radioField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, nothing, type Html } from '#platform/pages/html';
import { emptyState, formatInstant, keyValue, ruleNote, scrollingTable, statusTag } from '#platform/pages/presentation';
import { CONTENT_RULE, SUGGESTED_CONTENT, type ContentRemoval, type ContentText } from './minimum-content.ts';
import type { TenderOfContent } from './minimum-content.store.ts';

interface Authority {
  readonly id: string;
  readonly name: string;
}
const paragraphs = (words: string): Html => html`${words.split(/\n+/).filter(Boolean).map((line) => html`<p class="govuk-body">${line}</p>`)}`;
const newestOf = (history: readonly ContentText[]): readonly ContentText[] => history.filter((one, index) => history.findIndex(({ key }) => key === one.key) === index);

/** What every tender of an authority says, for anyone; whoever may, changes it. */
export function contentPage(body: Authority, history: readonly ContentText[], maySet: boolean): Html {
  const newest = newestOf(history);
  const edit = (key: string, text: string, of: string): Html => html`<p class="govuk-body"><a class="govuk-link" href="/bodies/${body.id}/minimum-content/${key}">${text}<span class="govuk-visually-hidden"> “${of}”</span></a></p>`;
  const missing = SUGGESTED_CONTENT.filter(({ key }) => !newest.some((one) => one.key === key));
  return html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${body.name}</span>What every tender says</h1>
    <p class="govuk-body">Each tender carries these from the moment it is begun. A tender that is published keeps the version it went out with.</p>${ruleNote(CONTENT_RULE)}
    ${newest.length === 0 ? emptyState({ title: 'Nothing has been set for every tender yet.' }) : newest.map((text) => html`<h2 class="govuk-heading-m">${text.title} ${text.retired ? statusTag('No longer used', 'grey') : nothing}</h2>${paragraphs(text.words)}
    <p class="govuk-hint">Version ${text.version}, ${formatInstant(text.setAt)}${text.reason && html`. Changed because: ${text.reason}`}</p>${maySet && edit(text.key, 'Change', text.title)}`)}
    ${maySet && missing.length > 0 && html`<h2 class="govuk-heading-m">Not set yet</h2>${missing.map((one) => edit(one.key, `Set “${one.title}”`, one.title))}`}
    ${maySet && button({ text: 'Add a text of your own', href: `/bodies/${body.id}/minimum-content/new`, classes: 'govuk-button--secondary' })}
    ${history.length > newest.length && scrollingTable({
      caption: 'Earlier versions', firstCellIsHeader: true, head: [{ text: 'Text' }, { text: 'Version' }, { text: 'Set' }, { text: 'Words' }],
      rows: history.filter((one) => !newest.includes(one)).map((one) => [{ text: one.title }, { text: String(one.version) }, { text: formatInstant(one.setAt) }, { text: one.words }]),
    })}`;
}

export function setContentPage(body: Authority, key: string, newest: ContentText | undefined, csrf: Html, form: FormState): Html {
  const suggested = SUGGESTED_CONTENT.find((one) => one.key === key);
  const version = newest?.version ?? 0;
  const overtaken = form.values['version'] !== undefined && form.values['version'] !== String(version);
  return html`${errorSummaryFor(form)}<h1 class="govuk-heading-l"><span class="govuk-caption-l">${body.name}</span>${newest ? `Change “${newest.title}”` : suggested ? `Set “${suggested.title}”` : 'Add a text to every tender'}</h1>
    ${overtaken && newest && html`<h2 class="govuk-heading-m">What stands now</h2>${paragraphs(newest.words)}`}
    <form method="post" novalidate>${csrf}${hiddenField('version', version)}
    ${textField(form, { name: 'title', label: 'Title', value: newest?.title ?? suggested?.title ?? '' })}
    ${textArea(form, { name: 'words', label: 'What every tender says', hint: newest ? 'Tenders that are published keep the words they have' : 'Words to begin from are filled in: make them yours', rows: 8, value: newest?.words ?? suggested?.words ?? '' })}
    ${newest && radioField(form, { name: 'use', label: 'Do tenders carry it?', value: newest.retired ? 'retire' : 'use', items: [{ value: 'use', text: 'Yes, every new one' }, { value: 'retire', text: 'No longer' }] })}
    ${newest && textArea(form, { name: 'reason', label: 'Why does it change?', rows: 2 })}
    ${button({ text: 'Save', preventDoubleClick: true })}</form>`;
}

type Carried = ContentText & { readonly leftOut: boolean };

/** What one tender carries by default, for those who build it. */
export function tenderContentPage(tender: TenderOfContent, content: readonly Carried[], removals: readonly ContentRemoval[], mayAsk: boolean): Html {
  return html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${tender.title}</span>What every tender says</h1>
    <p class="govuk-body">These stand in the tender by default; nobody has to put them in. <a class="govuk-link" href="/bodies/${tender.bodyId}/minimum-content">What ${tender.bodyName} has set</a></p>${ruleNote(CONTENT_RULE)}
    ${content.length === 0 ? emptyState({ title: 'This authority has set nothing for every tender yet.' }) : content.map((text) => {
      const asked = removals.findLast(({ key }) => key === text.key);
      return html`<h2 class="govuk-heading-m">${text.title} ${text.leftOut ? statusTag('Left out', 'grey') : asked?.approval === 'asked' ? statusTag('Asked to be left out', 'yellow') : statusTag('In this tender', 'green')}</h2>${paragraphs(text.words)}
      ${asked && html`<p class="govuk-body">${asked.askedByName ?? 'A colleague'} asked to leave it out: ${asked.reason} ${asked.approval === 'refused' ? 'It was not agreed to.' : asked.approval === 'asked' ? 'It stays in until somebody agrees.' : ''}</p>`}
      ${mayAsk && !text.leftOut && asked?.approval !== 'asked' && html`<p class="govuk-body"><a class="govuk-link" href="/opportunities/${tender.id}/minimum-content/${text.key}/leave-out">Ask to leave it out<span class="govuk-visually-hidden">: ${text.title}</span></a></p>`}`;
    })}`;
}

export const askRemovalPage = (tender: TenderOfContent, text: ContentText, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l"><span class="govuk-caption-l">${tender.title}</span>Leave out “${text.title}”?</h1>
  ${paragraphs(text.words)}${ruleNote(CONTENT_RULE)}<form method="post" novalidate>${csrf}${textArea(form, { name: 'reason', label: 'Why does this tender leave it out?', rows: 4 })}${button({ text: 'Ask for approval', preventDoubleClick: true })}</form>`;

export const removalPage = (tender: TenderOfContent, text: ContentText | undefined, removal: ContentRemoval): Html => html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${tender.title}</span>Leaving out “${text?.title ?? removal.key}”</h1>
  ${keyValue([{ key: 'Asked by', value: removal.askedByName }, { key: 'On', value: formatInstant(removal.askedAt) }, { key: 'Why', value: removal.reason }, { key: 'Agreed', value: removal.agreedAt ? formatInstant(removal.agreedAt) : 'No: it is carried' }])}
  ${text && html`<h2 class="govuk-heading-m">What would be left out</h2>${paragraphs(text.words)}`}
  <p class="govuk-body"><a class="govuk-link" href="/opportunities/${tender.id}/minimum-content">What this tender carries</a></p>`;

/** On the public record of a tender. */
export const contentSection = (content: readonly Carried[]): Html => {
  const carried = content.filter(({ leftOut }) => !leftOut);
  return carried.length === 0 ? nothing : html`<section id="minimum-content">${carried.map((text) => html`<h2 class="govuk-heading-m">${text.title}</h2>${paragraphs(text.words)}`)}</section>`;
};
