import { formatPounds } from '#kernel/money';
import { button, insetText } from '#platform/pages/components/index';
import { errorSummaryFor, radioField, selectField, textArea, type FormState } from '#platform/pages/form';
import { html, nothing, type Html } from '#platform/pages/html';
import { emptyState, formatInstant, plainList, scrollingTable, statusTag } from '#platform/pages/presentation';
import { areaOf, SIZES, type ProviderCapacity } from '#parties';
import type { LotReach, LotToCarry } from '#lotting';
import { countsInWords, POST_KINDS, type Conversation, type PartnerCounts } from './finder.ts';
import type { Message, Post } from './finder.store.ts';

export interface LotLine extends LotToCarry {
  readonly id: string;
  readonly number: number;
  readonly title: string;
}
interface Named {
  readonly id: string;
  readonly name: string;
}
const places = (codes: readonly string[]): string => codes.map((code) => areaOf(code)?.name ?? code).join(', ') || 'As the whole';
const yearly = (pence: bigint | null): string => (pence === null ? 'Not given' : `${formatPounds(pence)} a year`);

export interface AroundPage {
  readonly title: string;
  readonly base: string;
  readonly counts: PartnerCounts;
  readonly forming: { readonly forming: number; readonly interested: number; readonly mostDays: number | null } | null;
  /** Null for whoever may not know who they are. */
  readonly posts: readonly Post[] | null;
  readonly own: readonly string[];
  readonly open: boolean;
}

/** Around an opportunity or an intention: counts for everyone, names for suppliers alone. */
export const aroundPage = ({ title, base, counts, forming, posts, own, open }: AroundPage): Html => html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${title}</span>Partners</h1>
<p class="govuk-body-l">${countsInWords(counts)}.</p>
${forming && html`<p class="govuk-body">${formingInWords(forming)}</p>`}
${posts === null ? html`<p class="govuk-body">Who they are, and what they write to each other, is seen by suppliers alone.</p>` : html`
${posts.length === 0 ? emptyState({ title: 'Nobody has posted yet.', text: 'Be the first: others who are too small to bid alone look here.' }) : posts.map((post) => postPart(post, own.includes(post.organisationId)))}
${open && html`<div class="govuk-button-group">${button({ text: 'Post that you look for a partner', href: `${base}/partners/post` })}${forming && button({ text: 'Begin a consortium', href: `${base}/consortia/new`, classes: 'govuk-button--secondary' })}</div>`}`}`;

export const formingInWords = ({ forming, interested, mostDays }: NonNullable<AroundPage['forming']>): string =>
  forming === 0 ? 'No consortium is forming yet.' : `${forming === 1 ? 'One consortium is' : `${forming} consortia are`} forming${interested > 0 ? `; ${interested === 1 ? 'one has' : `${interested} have`} registered interest` : ''}${mostDays !== null ? `, and the slowest says it still needs ${mostDays} days` : ''}.`;

const postPart = (post: Post, isOwn: boolean): Html => html`<section class="wantsum-card"><h2 class="govuk-heading-s">${post.organisation} ${statusTag(POST_KINDS[post.kind][0], post.kind === 'seeking' ? 'purple' : 'green')}</h2>
${post.lot && html`<p class="govuk-body-s">Lot ${post.lot}</p>`}<p class="govuk-body wantsum-prose">${post.words}</p>
<p class="govuk-body">${isOwn ? html`<a class="govuk-link" href="/partner-posts/${post.id}/close">Take it down</a>` : html`<a class="govuk-link" href="/partner-posts/${post.id}/message">Write to ${post.organisation}</a>`}</p></section>`;

const organisationField = (form: FormState, organisations: readonly Named[]): Html => radioField(form, { name: 'organisationId', label: 'For which organisation?', ...(organisations.length === 1 ? { value: organisations[0]!.id } : {}), items: organisations.map(({ id, name }) => ({ value: id, text: name })) });

export const postPage = (title: string, organisations: readonly Named[], lots: readonly { readonly id: string; readonly number: number; readonly title: string }[], form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l"><span class="govuk-caption-l">${title}</span>Look for a partner</h1>
<p class="govuk-body">Other suppliers see your name and what you write. The authority sees only how many look.</p>
<form method="post" novalidate>${csrf}
${radioField(form, { name: 'kind', label: 'What do you look for?', labelSize: 'm', items: Object.entries(POST_KINDS).map(([value, [text, hint]]) => ({ value, text, hint })) })}
${lots.length > 0 && selectField(form, { name: 'lotId', label: 'For which lot?', emptyText: 'All of it', items: lots.map(({ id, number, title: name }) => ({ value: id, text: `${number}. ${name}` })) })}
${textArea(form, { name: 'words', label: 'In your words', hint: 'What you bring, and what you lack', rows: 4, characterLimit: 2000 })}
${organisationField(form, organisations)}
${button({ text: 'Post it' })}</form>`;

export const messagePage = (post: Post, organisations: readonly Named[], form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Write to ${post.organisation}</h1>
<p class="govuk-body wantsum-prose">${post.words}</p>
<form method="post" novalidate>${csrf}${textArea(form, { name: 'words', label: 'Your message', labelSize: 'm', hint: 'Only your two organisations read it. No authority and no administrator can.', rows: 6, characterLimit: 5000 })}
${organisationField(form, organisations)}${button({ text: 'Send' })}</form>`;

export const plainConfirmPage = (title: string, sentence: string, act: string, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">${title}</h1><p class="govuk-body">${sentence}</p><form method="post" novalidate>${csrf}${button({ text: act })}</form>`;

export const conversationsPage = (conversations: readonly Conversation[], own: readonly string[]): Html => html`<h1 class="govuk-heading-l">Messages</h1>
${conversations.length === 0 ? emptyState({ title: 'There are no messages yet.', text: 'When you write to another supplier about a bid, it is here.' }) : plainList(conversations.map((one) => html`<a class="govuk-link" href="/partner-conversations/${one.id}">${own.includes(one.askerId) ? one.posterName : one.askerName}</a>, about ${one.about}<br>${formatInstant(one.lastAt)}`))}`;

export interface ConversationPage {
  readonly conversation: Conversation;
  readonly side: { readonly ownId: string; readonly otherName: string; readonly blockedByOwn: boolean };
  readonly messages: readonly Message[];
  readonly csrf: Html;
}

export const conversationPage = ({ conversation, side, messages, csrf }: ConversationPage, form: FormState): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l"><span class="govuk-caption-l"><a class="govuk-link" href="${conversation.aboutAddress}">${conversation.about}</a></span>${side.otherName}</h1>
${messages.map((message) => html`<article class="wantsum-card"><p class="govuk-body-s">${message.organisationId === side.ownId ? `${message.sentBy ?? 'A colleague'}, for you` : (message.sentBy ?? side.otherName)}, ${formatInstant(message.sentAt)}</p><p class="govuk-body wantsum-words">${message.words}</p></article>`)}
${side.blockedByOwn ? insetText({ text: 'You blocked this organisation: neither of you can write.' }) : html`<form method="post" novalidate>${csrf}${textArea(form, { name: 'words', label: 'Your answer', labelSize: 'm', rows: 5, characterLimit: 5000 })}${button({ text: 'Send' })}</form>`}
<p class="govuk-body"><a class="govuk-link" href="/partner-conversations/${conversation.id}/block">${side.blockedByOwn ? 'Unblock' : 'Block'} this organisation</a></p><p class="govuk-body"><a class="govuk-link" href="/partner-conversations/${conversation.id}/report">Report abuse</a></p>`;

export const reportPage = (otherName: string, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Report ${otherName}</h1>
<p class="govuk-body">The site’s administrator reads what you write here, and cannot read your messages: copy in what matters. The other organisation is blocked with it.</p>
<form method="post" novalidate>${csrf}${textArea(form, { name: 'words', label: 'What happened?', rows: 6 })}${button({ text: 'Report it' })}</form>`;

export interface Report {
  readonly id: string;
  readonly words: string;
  readonly against: string;
  readonly reporter: string;
  readonly reportedAt: Date;
  readonly answer: string | null;
}
export const reportsPage = (reports: readonly Report[]): Html => html`<h1 class="govuk-heading-l">Reports of abuse</h1>
${reports.length === 0 ? emptyState({ title: 'Nothing has been reported.' }) : plainList(reports.map((report) => html`<a class="govuk-link" href="/partner-reports/${report.id}">${report.reporter} about ${report.against}</a>, ${formatInstant(report.reportedAt)} ${report.answer ? statusTag('Answered', 'green') : statusTag('Waits', 'yellow')}`))}`;

export const answerReportPage = (report: Report, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">${report.reporter} about ${report.against}</h1><p class="govuk-body wantsum-words">${report.words}</p>
${report.answer ? html`<p class="govuk-body">${report.answer}</p>` : nothing}
<form method="post" novalidate>${csrf}${radioField(form, { name: 'stops', label: `May ${report.against} go on writing to other suppliers?`, items: [{ value: 'no', text: 'Yes' }, { value: 'yes', text: 'No: its messages stop' }] })}${textArea(form, { name: 'answer', label: 'What was done, and why', rows: 4 })}${button({ text: 'Record it' })}</form>`;

/** The lots of an opportunity by what one provider could carry: those it could bid for alone, or all. */
export const lotsAlonePage = (title: string, address: string, provider: ProviderCapacity | null, lots: readonly { readonly lot: LotLine; readonly why: 'area' | 'districts' | 'value' | null }[], all: boolean): Html => html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${title}</span>Lots you could bid for alone</h1>
${provider === null ? insetText({ html: html`<p class="govuk-body">Say first what your organisation could carry alone. It is two questions. <a class="govuk-link" href="/organisation">Open your organisation</a></p>` }) : alone(address, provider, lots, all)}`;

const WHY = { area: 'It covers a place where you do not work', districts: 'It covers more districts than you serve at once', value: 'It is worth more a year than you could carry' } as const;

function alone(address: string, provider: ProviderCapacity, lots: readonly { readonly lot: LotLine; readonly why: keyof typeof WHY | null }[], all: boolean): Html {
  const own = lots.filter(({ why }) => why === null);
  const shown = all ? lots : own;
  return html`<p class="govuk-body-l">${own.length === 0 ? 'None' : own.length === 1 ? 'One' : own.length} of ${lots.length} lots. You said up to ${formatPounds(provider.yearlyNetPence)} a year${provider.mostDistricts === null ? '' : `, in ${provider.mostDistricts === 1 ? 'one district' : `${provider.mostDistricts} districts`} at once`}. <a class="govuk-link" href="/organisations/${provider.organisationId}/capacity">Change this</a></p>
<p class="govuk-body">${all ? html`<a class="govuk-link" href="${address}">Only the lots I could bid for alone</a>` : html`<a class="govuk-link" href="${address}?show=all">Show all ${lots.length} lots</a>`}</p>
${shown.length === 0 ? emptyState({ title: 'None of its lots is small and near enough for you alone.', text: 'Somebody else may look for a partner.', action: { text: 'See who looks for partners', href: address.replace(/lots-alone$/, 'partners') } }) : scrollingTable({
    caption: all ? 'All lots' : 'Lots you could bid for alone', captionClasses: 'govuk-visually-hidden', firstCellIsHeader: true, head: [{ text: 'Lot' }, { text: 'Where' }, { text: 'Worth', format: 'numeric' }, ...(all ? [{ text: 'Alone?' }] : [])],
    rows: shown.map(({ lot, why }) => [{ text: `${lot.number}. ${lot.title}` }, { text: places(lot.areaCodes) }, { text: yearly(lot.yearlyNetPence), format: 'numeric' }, ...(all ? [{ text: why === null ? 'You could' : WHY[why] }] : [])]),
  })}`;
}

/** Staff: each lot with who could bid for it alone, the ones at risk first. */
export const reachPage = (title: string, reach: readonly LotReach<LotLine>[], providers: number): Html => html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${title}</span>Who could bid for each lot alone</h1>
<p class="govuk-body">Among ${providers === 1 ? 'one registered provider that has' : `${providers} registered providers that have`} stated what they could carry.</p>
${scrollingTable({
  caption: 'Lots', captionClasses: 'govuk-visually-hidden', firstCellIsHeader: true, head: [{ text: 'Lot' }, { text: 'Where' }, { text: 'Worth', format: 'numeric' }, { text: 'Could bid alone' }, { text: 'Smallest that could' }],
  rows: [...reach].sort((one, other) => Number(other.atRisk) - Number(one.atRisk)).map(({ lot, able, smallest, atRisk }) => [
    { text: `${lot.number}. ${lot.title}` }, { text: places(lot.areaCodes) }, { text: yearly(lot.yearlyNetPence), format: 'numeric' }, { html: atRisk ? statusTag('Coverage at risk', 'yellow') : html`${able.length}` }, { text: smallest ? SIZES[smallest][0] : atRisk ? 'None' : 'Size not stated' },
  ]),
})}`;
