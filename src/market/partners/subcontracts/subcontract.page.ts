import { formatPounds } from '#kernel/money';
import { button, warningText } from '#platform/pages/components/index';
import { dateField, errorSummaryFor, moneyField, radioField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, nothing, type Html } from '#platform/pages/html';
import { emptyState, formatDate, formatInstant, keyValue, pageLinks, plainList, scrollingTable, statusTag } from '#platform/pages/presentation';
import type { Notice, Reply, Requirement, Silent } from './subcontract.store.ts';
import type { SubcontractCounts } from './subcontract.ts';

const worth = (pence: bigint | null): string => (pence === null ? 'Not given' : `${formatPounds(pence)} without VAT`);
const STATES = { open: ['Open', 'green'], let: ['Let', 'purple'], withdrawn: ['Withdrawn', 'grey'] } as const;
const tagOf = ({ state }: Notice): Html => statusTag(STATES[state][0], STATES[state][1]);

export const noticesPage = (notices: readonly Notice[], previous: string | null, next: string | null): Html => html`<h1 class="govuk-heading-l">Work that main contractors pass on</h1>
<p class="govuk-body-l">Parts of public contracts, offered by those who hold them. They choose and pay you; the rules for public tenders do not apply.</p>
${notices.length === 0 ? emptyState({ title: 'No sub-contract work is open now.', text: 'Main contractors post it here, some because their contract asks for it.' }) : scrollingTable({
    caption: 'Open for replies', captionClasses: 'govuk-visually-hidden', firstCellIsHeader: true, head: [{ text: 'Work' }, { text: 'Offered by' }, { text: 'Where' }, { text: 'Reply by' }],
    rows: notices.map((notice) => [{ html: html`<a class="govuk-link" href="/sub-contracts/${notice.id}">${notice.title}</a>` }, { text: notice.organisation }, { text: notice.places ?? 'Not given' }, { text: formatDate(notice.replyByOn) }]),
  })}${pageLinks({ previous, next, of: 'sub-contract work' })}`;

export const noticePage = (notice: Notice, given: { readonly isOwn: boolean; readonly open: boolean; readonly isSupplier: boolean }): Html => html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${notice.organisation}</span>${notice.title}</h1>
<p class="govuk-body">${tagOf(notice)}${notice.letTo && ` to ${notice.letTo}`}${notice.closedReason && ` ${notice.closedReason}`}</p>
<p class="govuk-body-l wantsum-prose">${notice.description}</p>
${keyValue([
    { key: 'Where', value: notice.places }, { key: 'Worth', value: worth(notice.worthNetPence) }, { key: 'Reply by', value: formatDate(notice.replyByOn) }, { key: 'Part of', value: html`<a class="govuk-link" href="/contracts/${notice.agreementId}">${notice.agreementTitle}</a>, for ${notice.bodyName}` },
    { key: 'Who pays', value: `${notice.organisation}, not the authority` }, { key: 'Reference', value: notice.reference },
  ])}
${given.open && !given.isOwn && (given.isSupplier ? button({ text: 'Reply', href: `/sub-contracts/${notice.id}/reply` }) : html`<p class="govuk-body"><a class="govuk-link" href="/sign-in">Sign in</a> to reply. It is one box and a price.</p>`)}
${given.isOwn && html`<p class="govuk-body"><a class="govuk-link" href="/sub-contracts/${notice.id}/replies">Replies</a></p>`}`;

export const newNoticePage = (agreementTitle: string, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l"><span class="govuk-caption-l">${agreementTitle}</span>Offer work that you pass on</h1>
<form method="post" novalidate>${csrf}
${textField(form, { name: 'title', label: 'What is it, in a few words?' })}${textArea(form, { name: 'description', label: 'What is wanted, when, and what must a sub-contractor bring?', rows: 6 })}
${textField(form, { name: 'areas', label: 'Where? (optional)', hint: 'Districts or counties, parted by commas' })}${moneyField(form, { name: 'worth', label: 'What is it worth without VAT? (optional)' })}${dateField(form, { name: 'replyByOn', label: 'Last day for replies' })}
${button({ text: 'Post it' })}</form>`;

export const replyPage = (notice: Notice, organisations: readonly { readonly id: string; readonly name: string }[], form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Reply to ${notice.title}</h1>
<form method="post" novalidate>${csrf}${textArea(form, { name: 'words', label: 'Why are you the right one?', labelSize: 'm', hint: `${notice.organisation} reads it as soon as you send it.`, rows: 7 })}${moneyField(form, { name: 'price', label: 'Your price without VAT (optional)' })}
${radioField(form, { name: 'organisationId', label: 'For which organisation?', ...(organisations.length === 1 ? { value: organisations[0]!.id } : {}), items: organisations.map(({ id, name }) => ({ value: id, text: name })) })}${button({ text: 'Send the reply' })}</form>`;

export const repliesPage = (notice: Notice, replies: readonly Reply[]): Html => html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${notice.title}</span>Replies</h1>
${replies.length === 0 ? emptyState({ title: 'Nobody has replied yet.' }) : replies.map((reply) => html`<article class="wantsum-card"><h2 class="govuk-heading-s"><a class="govuk-link" href="/organisations/${reply.organisationId}">${reply.organisation}</a></h2><p class="govuk-body-s">${formatInstant(reply.sentAt)}. ${worth(reply.priceNetPence)}</p><p class="govuk-body wantsum-words">${reply.words}</p></article>`)}
${notice.state === 'open' && html`<div class="govuk-button-group">${replies.length > 0 && button({ text: 'Let the work', href: `/sub-contracts/${notice.id}/let` })}<a class="govuk-link" href="/sub-contracts/${notice.id}/withdraw">Withdraw the notice</a></div>`}`;

export const letPage = (notice: Notice, replies: readonly Reply[], form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Let ${notice.title}</h1>
<form method="post" novalidate>${csrf}${radioField(form, { name: 'replyId', label: 'To whom?', labelSize: 'm', items: replies.map(({ id, organisation, priceNetPence }) => ({ value: id, text: organisation, hint: worth(priceNetPence) })) })}${moneyField(form, { name: 'price', label: 'For how much without VAT? (optional)', hint: 'Left empty: the price of the reply' })}${button({ text: 'Let it' })}</form>`;

export const withdrawPage = (notice: Notice, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Withdraw ${notice.title}</h1><form method="post" novalidate>${csrf}${textArea(form, { name: 'reason', label: 'Why?', rows: 3 })}${button({ text: 'Withdraw it', classes: 'govuk-button--warning' })}</form>`;

export const requirePage = (title: string, requirement: Requirement | null, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l"><span class="govuk-caption-l">${title}</span>Require the contractor to advertise sub-contracts</h1>
<p class="govuk-body">A quarter without a notice is then shown on the contract’s page, and the contractor is reminded.</p>
<form method="post" novalidate>${csrf}${dateField(form, { name: 'fromOn', label: 'From which day?', ...(requirement ? { value: requirement.fromOn } : {}) })}${textArea(form, { name: 'reason', label: 'Where is it agreed?', rows: 3, value: requirement?.reason ?? '' })}${button({ text: 'Save' })}</form>`;

/** The part of a contract's page: how much work was advertised, answered and let to local small and voluntary organisations, and a quarter without. */
export function supplyChainPart(agreementId: string, given: { readonly counts: SubcontractCounts; readonly notices: readonly Notice[]; readonly requirement: Requirement | null; readonly silent: Silent | null; readonly isStaff: boolean; readonly isContractor: boolean }): Html {
  const { counts, notices, requirement, silent, isStaff, isContractor } = given;
  if (counts.posted === 0 && requirement === null && !isStaff && !isContractor) return nothing;
  return html`<h2 class="govuk-heading-m" id="supply-chain">Scorecard: sub-contracts</h2>
${silent && (isStaff || isContractor) && warningText({ text: `No sub-contract opportunity was posted in ${silent.quarter.label}, and this contract requires it.${silent.remindedAt ? ` The contractor was reminded on ${formatInstant(silent.remindedAt)}.` : ' The contractor is being reminded.'}`, iconFallbackText: 'Warning' })}
<p class="govuk-body">${counts.posted} posted, ${counts.answered} answered, ${counts.let} let, ${counts.letLocal} of them to local small, medium-sized or voluntary organisations.${requirement && ` Posting is required from ${formatDate(requirement.fromOn)}: ${requirement.reason}`}</p>
${notices.length > 0 && plainList(notices.slice(0, 10).map((notice) => html`<a class="govuk-link" href="/sub-contracts/${notice.id}">${notice.title}</a> ${tagOf(notice)}`))}
${isContractor && button({ text: 'Offer work that you pass on', href: `/agreements/${agreementId}/sub-contracts/new`, classes: 'govuk-button--secondary' })}
${isStaff && html`<p class="govuk-body"><a class="govuk-link" href="/agreements/${agreementId}/sub-contracts/require">${requirement ? 'Change what is required' : 'Require the contractor to advertise sub-contracts'}</a></p>`}`;
}
