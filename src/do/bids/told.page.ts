import { button, details, insetText } from '#platform/pages/components/index';
import { dateField, errorSummaryFor, radioField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { emptyState, formatDate, formatInstant, pageLinks, ruleNote, scrollingTable, statusTag } from '#platform/pages/presentation';
import type { OpportunityToBidFor } from './bid.store.ts';
import { CONTACT_WAYS, TOLD_RULE, toWhom } from './told.ts';
import type { OutsideContact, ToldPage } from './told.store.ts';

interface ToldModel {
  readonly opportunity: OpportunityToBidFor;
  /** Null until the bids are open: who bids is nobody's to read before. */
  readonly told: ToldPage | null;
  readonly contacts: readonly OutsideContact[];
  readonly mayRecord: boolean;
  readonly links: { readonly previous: string | null; readonly next: string | null };
}

/** The log of equal treatment: every message to those who bid with whom it went to, and every talk outside this site. */
export function toldPage({ opportunity, told, contacts, mayRecord, links }: ToldModel): Html {
  return html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${opportunity.title}</span>What bidders were told</h1>
<p class="govuk-body">So that anybody who asks later can see that all were treated alike.</p>${ruleNote(TOLD_RULE)}
<h2 class="govuk-heading-m">Talks outside this site</h2>
${contacts.length === 0 ? emptyState({ title: 'No talk outside this site is on record.' }) : scrollingTable({
    caption: 'Talks, the newest first', head: [{ text: 'Day' }, { text: 'With whom' }, { text: 'What was said' }, { text: 'How the others were treated alike' }],
    rows: contacts.map((one) => [{ text: formatDate(one.happenedOn) }, { text: `${CONTACT_WAYS[one.way]}: ${one.withWhom}` }, { html: html`<span class="wantsum-words">${one.words}</span><br><span class="govuk-hint">Recorded by ${one.recordedBy} on ${formatInstant(one.recordedAt)}</span>` }, { html: html`<span class="wantsum-words">${one.alike}</span>` }]),
  })}
${mayRecord && button({ text: 'Record a talk', href: `/opportunities/${opportunity.id}/told/talk`, classes: 'govuk-button--secondary' })}
<h2 class="govuk-heading-m">Messages</h2>
${told === null ? insetText({ text: opportunity.openedAt === null ? 'Messages are listed once the bids are open: before that nobody sees who is bidding.' : 'They name the bidders, so they are not shown to you: you judge while names are hidden, or declared an interest.' }) : messages(told, links)}`;
}

function messages(told: ToldPage, links: ToldModel['links']): Html {
  if (told.total === 0) return emptyState({ title: 'No message to a bidder is on record.' });
  return html`<p class="govuk-body">To those whose bids were opened, as this site sent them. Questions that were answered for one bidder alone stand with the questions.</p>
${scrollingTable({
    caption: 'Messages, the newest first', head: [{ text: 'When' }, { text: 'To' }, { text: 'Message' }],
    rows: told.messages.map((one) => [
      { text: formatInstant(one.at) },
      { html: html`${one.bids === told.bidders && told.bidders > 1 ? statusTag(toWhom(one, told.bidders), 'green') : toWhom(one, told.bidders)}${one.failed > 0 && html`<br>${statusTag(`${one.failed} not delivered`, 'red')}`}` },
      { html: details({ summaryText: one.subject, html: html`<p class="govuk-body wantsum-words">${one.text}</p>` }) },
    ]),
  })}${pageLinks({ ...links, of: 'messages' })}`;
}

/** A talk that this site did not carry. */
export const recordContactPage = (opportunity: OpportunityToBidFor, csrf: Html, form: FormState): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l"><span class="govuk-caption-l">${opportunity.title}</span>Record a talk with a supplier</h1>
<p class="govuk-body">A call, a meeting or a mail about this procurement that did not go through this site. Officers and auditors read it; it cannot be changed afterwards. If it told somebody what the others need to know, answer it for everyone under the questions as well.</p>
<form method="post" novalidate>${csrf}
${dateField(form, { name: 'happenedOn', label: 'On which day was it?' })}
${radioField(form, { name: 'way', label: 'How did it come about?', items: Object.entries(CONTACT_WAYS).map(([value, text]) => ({ value, text })) })}
${textField(form, { name: 'withWhom', label: 'With whom?', hint: 'The organisation; no more of a person than is needed' })}
${textArea(form, { name: 'words', label: 'What was said?', hint: 'Nothing of what stands in a bid', rows: 5 })}
${textArea(form, { name: 'alike', label: 'How were the other bidders treated alike?', hint: 'Such as: asked to put it as a question; nothing said that is not on the public page', rows: 3 })}
${button({ text: 'Put it on the record', preventDoubleClick: true })}</form>`;
