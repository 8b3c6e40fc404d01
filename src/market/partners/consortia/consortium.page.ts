import { button, insetText, taskList } from '#platform/pages/components/index';
import { checkboxField, errorSummaryFor, radioField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, nothing, type Html } from '#platform/pages/html';
import { emptyState, formatInstant, keyValue, plainList, ruleNote, scrollingTable, statusTag, type TagColour } from '#platform/pages/presentation';
import type { Lot } from '#opportunities';
import { decideChange, FORMS, LEAD_RULE, OWN_CHECKS, readiness, taking, timeNeeded, type Consortium, type Member } from './consortium.ts';
import { ownTwoBids, twoBidsNotice, type OwnTwoBids } from './two-bids.page.ts';
import { strictest } from './two-bids.ts';
import type { ConsortiumRequest } from './consortium.store.ts';

const STATES: Readonly<Record<Member['state'], readonly [string, TagColour]>> = { invited: ['Asked', 'yellow'], member: ['Takes part', 'green'], declined: ['Declined', 'grey'], left: ['Left', 'red'] };
const yes = (at: Date | null): Html => (at ? statusTag('Yes', 'green') : statusTag('Not yet', 'grey'));
const percent = (value: { toString(): string } | null): string => (value === null ? 'Not set' : `${value.toString()}%`);

export const consortiaPage = (consortia: readonly Consortium[]): Html => html`<h1 class="govuk-heading-l">Your consortia</h1>
${consortia.length === 0 ? emptyState({ title: 'You take part in no consortium.', text: 'Open an opportunity and choose “Partners” to begin one, or wait for an invitation.', action: { text: 'Find opportunities', href: '/opportunities' } })
  : plainList(consortia.map((one) => html`<a class="govuk-link" href="/consortia/${one.id}">${one.name}</a> for ${one.opportunityTitle}`))}`;

export interface ConsortiumPage {
  readonly consortium: Consortium;
  readonly own: Member | null;
  readonly isLead: boolean;
  readonly lots: readonly Lot[];
  readonly daysLeft: number | null;
  /** Another bid for the same lot in which the reader's own organisation takes part: told to nobody else. */
  readonly twoBids: OwnTwoBids | null;
  readonly request: ConsortiumRequest | null;
}

/** One consortium as its members see it, and after the opening the authority: what is missing first. */
export function consortiumPage(page: ConsortiumPage): Html {
  const { consortium, own, isLead, lots, daysLeft, request } = page;
  const base = `/consortia/${consortium.id}`;
  const waits = timeNeeded(consortium.daysNeeded, daysLeft);
  const lead = consortium.members.find(({ organisationId }) => organisationId === consortium.leadId)?.name ?? '';
  return html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${consortium.opportunityTitle}</span>${consortium.name}</h1>
${request && insetText({ html: html`<p class="govuk-body">Asked on ${formatInstant(request.askedAt)}${request.dueAt && html`, to be done by <strong>${formatInstant(request.dueAt)}</strong>`}: ${request.words} The award waits for it.</p>` })}
${ownPart(page, base)}
${keyValue([
    { key: 'The body the council would contract with', value: lead }, { key: 'How you work together', value: FORMS[consortium.form][0], ...(isLead ? { change: { href: `${base}/edit` } } : {}) }, { key: 'Legal form', value: consortium.legalForm },
    lots.length > 0 && { key: 'Lots', value: consortium.lotIds.length === 0 ? 'All of them' : lots.filter(({ id }) => consortium.lotIds.includes(id)).map(({ number, title }) => `${number}. ${title}`).join(', ') },
    { key: 'How decisions are made', value: consortium.decisionRules }, { key: 'Time still needed', value: waits },
    { key: 'Interest registered', value: consortium.interestAt ? formatInstant(consortium.interestAt) : 'No' },
  ])}
${page.twoBids && twoBidsNotice(consortium.opportunityId, page.twoBids)}
${memberTable(consortium, isLead && decideChange(consortium).kind === 'allowed')}
${isLead && html`<div class="govuk-button-group">${button({ text: 'Invite an organisation', href: `${base}/members/add`, classes: 'govuk-button--secondary' })}${button({ text: 'Set the shares', href: `${base}/shares`, classes: 'govuk-button--secondary' })}</div>`}
<h2 class="govuk-heading-m">Are you ready?</h2>${ruleNote(LEAD_RULE)}
${taskList({ items: readiness(consortium).map(({ key, words, ready, hint }) => ({ title: { text: words }, ...(own?.state === 'member' && key in OWN_CHECKS ? { href: `${base}/checks/${key}` } : {}), status: ready ? { text: 'Done' } : { tag: { text: 'To do', classes: 'govuk-tag--teal' } }, ...(hint ? { hint: { text: hint } } : {}) })) })}
${bidPart(page, base)}
${own && own.organisationId !== consortium.leadId && (own.state === 'member') && html`<p class="govuk-body"><a class="govuk-link" href="${base}/leave">Leave this consortium</a></p>`}
${isLead && consortium.endedAt === null && html`<p class="govuk-body"><a class="govuk-link" href="${base}/end">End this consortium</a></p>`}`;
}

/** What this member does next. */
function ownPart({ consortium, own }: ConsortiumPage, base: string): Html {
  if (own === null) return nothing;
  if (own.state === 'invited') return html`<p class="govuk-body-l">${own.name} is asked to take part.</p>${button({ text: 'Answer', href: `${base}/answer` })}`;
  if (own.acceptedAt === null && consortium.confidentiality !== '') return html`<p class="govuk-body-l">The shared bid is locked until ${own.name} accepts the confidentiality agreement.</p>${button({ text: 'Read and accept it', href: `${base}/confidentiality` })}`;
  if (own.signedAt === null && own.workSharePercent !== null && consortium.legalForm !== '') return html`${button({ text: 'Sign the members’ agreement', href: `${base}/agreement` })}`;
  return nothing;
}

/** @param maySee whether the reader leads, and the members can still change */
const memberTable = (consortium: Consortium, maySee: boolean): Html => scrollingTable({
  caption: 'Members', captionClasses: 'govuk-table__caption--m', firstCellIsHeader: true,
  head: [{ text: 'Organisation' }, { text: 'Part' }, { text: 'Work', format: 'numeric' }, { text: 'Money', format: 'numeric' }, { text: 'Accepted confidentiality' }, { text: 'Signed' }, ...(maySee ? [{ text: 'Change' }] : [])],
  rows: consortium.members.map((member) => [
    { html: html`<a class="govuk-link" href="/organisations/${member.organisationId}">${member.name}</a> ${statusTag(...STATES[member.state])}${member.organisationId === consortium.leadId && html` ${statusTag('Lead', 'purple')}`}` },
    { text: [member.part, member.specialNeed && `for ${member.specialNeed}`].filter(Boolean).join('; ') || 'Not said' }, { text: percent(member.workSharePercent), format: 'numeric' }, { text: percent(member.moneySharePercent), format: 'numeric' },
    { html: yes(member.acceptedAt) }, { html: yes(member.signedAt) }, ...(maySee ? [{ html: seeTo(consortium, member) }] : []),
  ]),
});

function seeTo({ id, leadId }: Consortium, member: Member): Html {
  if (member.organisationId === leadId || (member.state !== 'member' && member.state !== 'invited')) return nothing;
  const link = (path: string, text: string) => html`<a class="govuk-link" href="/consortia/${id}/members/${member.id}/${path}">${text}<span class="govuk-visually-hidden"> ${member.name}</span></a>`;
  return html`${member.signedAt === null && html`${link('remind', 'Remind')}<br>`}${link('take-out', 'Take out')}`;
}

function bidPart({ consortium, own, isLead }: ConsortiumPage, base: string): Html {
  const open = own?.state === 'member' && (own.acceptedAt !== null || own.organisationId === consortium.leadId);
  return html`<h2 class="govuk-heading-m">The bid</h2>
${consortium.bidId === null
    ? html`<p class="govuk-body">No bid is shared yet.</p>${isLead && html`<p class="govuk-body"><a class="govuk-link" href="/opportunities/${consortium.opportunityId}/bid">Start the lead’s bid</a>, then share it.</p>${button({ text: 'Share the bid with the members', href: `${base}/bid` })}`}`
    : open ? html`<p class="govuk-body"><a class="govuk-link" href="/bids/${consortium.bidId}">Open the shared bid</a>. Members write in it; only the lead sends it.</p>` : own && html`<p class="govuk-body">${statusTag('Locked', 'grey')} It opens as soon as ${own.name} has accepted the confidentiality agreement.</p>`}
${own && html`<p class="govuk-body"><a class="govuk-link" href="${base}/copy">What the bid says of ${own.name}</a></p>`}
${isLead && consortium.interestAt === null && html`<p class="govuk-body"><a class="govuk-link" href="${base}/interest">Register interest</a>: you can do this before you are finished, and the authority sees how much time is still needed, never who you are.</p>`}`;
}

export const newConsortiumPage = (title: string, organisations: readonly { readonly id: string; readonly name: string }[], form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l"><span class="govuk-caption-l">${title}</span>Begin a consortium</h1>
<p class="govuk-body">Only its members see it. The authority sees nothing of it before bids are opened but how many consortia are forming.</p>
<form method="post" novalidate>${csrf}${formFields(form, { name: '', form: 'lead-body' })}
${radioField(form, { name: 'organisationId', label: 'Which organisation leads?', labelSize: 'm', hint: 'The council can contract with one body only.', ...(organisations.length === 1 ? { value: organisations[0]!.id } : {}), items: organisations.map(({ id, name }) => ({ value: id, text: name })) })}
${button({ text: 'Begin' })}</form>`;

const formFields = (form: FormState, given: { readonly name: string; readonly form: string }): Html => html`${textField(form, { name: 'name', label: 'Name of the consortium', labelSize: 'm', value: given.name })}
${radioField(form, { name: 'form', label: 'How do you work together?', labelSize: 'm', value: given.form, items: Object.entries(FORMS).map(([value, [text, hint]]) => ({ value, text, hint })) })}`;

export const editConsortiumPage = (consortium: Consortium, lots: readonly Lot[], form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Change ${consortium.name}</h1>
<form method="post" novalidate>${csrf}${formFields(form, consortium)}
${textField(form, { name: 'legalForm', label: 'Legal form', hint: 'Such as “Partnership agreement, led by Harbour Youth Trust” or the company number of a joint venture', value: consortium.legalForm })}
${lots.length > 0 && checkboxField(form, { name: 'lots', label: 'For which lots?', hint: 'None ticked means all', values: consortium.lotIds, items: lots.filter(({ state }) => state === 'open').map(({ id, number, title }) => ({ value: id, text: `${number}. ${title}` })) })}
${textArea(form, { name: 'decisionRules', label: 'How are decisions made?', hint: 'Who votes, how much agreement is needed, who speaks to the council', rows: 4, value: consortium.decisionRules })}
${textArea(form, { name: 'confidentiality', label: 'Confidentiality agreement', hint: 'Each member accepts this before it reads the shared bid. Changing it asks everyone again.', rows: 8, value: consortium.confidentiality })}
${textField(form, { name: 'daysNeeded', label: 'How many days do you still need? (optional)', hint: 'To agree between you. The authority sees the longest number, never whose it is.', suffix: 'days', width: 4, inputmode: 'numeric', value: consortium.daysNeeded?.toString() ?? '' })}
${button({ text: 'Save' })}</form>`;

export const invitePage = (consortium: Consortium, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Invite an organisation to ${consortium.name}</h1>
<form method="post" novalidate>${csrf}
${textField(form, { name: 'organisation', label: 'Its name as registered here, or its company or charity number' })}
${textField(form, { name: 'part', label: 'What would it do? (optional)' })}
${consortium.form === 'prime' ? textField(form, { name: 'specialNeed', label: 'For which special need is it named?', hint: 'Such as “young people with hearing loss”' }) : nothing}
${button({ text: 'Invite' })}</form>`;

export const sharesPage = (consortium: Consortium, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form, { work: 'first-share', money: 'first-share' })}<h1 class="govuk-heading-l">Shares of work and money</h1>
<p class="govuk-body" id="first-share" tabindex="-1">Each column totals 100%. Whoever signed the members’ agreement before signs it again after a change.</p>
<form method="post" novalidate>${csrf}
${consortium.members.filter(({ state }) => state === 'member' || state === 'invited').map((member) => html`<fieldset class="govuk-fieldset"><legend class="govuk-fieldset__legend govuk-fieldset__legend--m">${member.name}</legend>
${textField(form, { name: `work-${member.id}`, label: 'Share of the work', suffix: '%', width: 5, inputmode: 'decimal', value: member.workSharePercent?.toString() ?? '' })}
${textField(form, { name: `money-${member.id}`, label: 'Share of the money', suffix: '%', width: 5, inputmode: 'decimal', value: member.moneySharePercent?.toString() ?? '' })}
${textField(form, { name: `part-${member.id}`, label: 'What it does', value: member.part })}
${consortium.form === 'prime' && member.organisationId !== consortium.leadId && textField(form, { name: `need-${member.id}`, label: 'For which special need', value: member.specialNeed })}</fieldset>`)}
${button({ text: 'Save the shares' })}</form>`;

/** One tick and a button: accept confidentiality, sign the agreement, share the bid, register interest. */
export const confirmingPage = (given: { readonly title: string; readonly body: Html; readonly tick?: string; readonly act: string }, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">${given.title}</h1>
${given.body}<form method="post" novalidate>${csrf}${given.tick && checkboxField(form, { name: 'agreed', label: 'Your organisation', items: [{ value: 'yes', text: given.tick }] })}${button({ text: given.act })}</form>`;

export const answerPage = (consortium: Consortium, member: Member, twoBids: OwnTwoBids | null, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">${consortium.name} asks ${member.name} to bid together</h1>
${keyValue([{ key: 'Opportunity', value: html`<a class="govuk-link" href="/opportunities/${consortium.opportunityId}">${consortium.opportunityTitle}</a>` }, { key: 'Led by', value: consortium.members.find(({ organisationId }) => organisationId === consortium.leadId)?.name }, { key: 'Your part', value: member.part }])}
<form method="post" novalidate>${csrf}${radioField(form, { name: 'answer', label: 'Your answer', labelSize: 'm', items: [{ value: 'accept', text: 'Take part', hint: 'You can leave again at any time.' }, { value: 'decline', text: 'Decline' }] })}
${twoBids && html`${insetText({ html: ownTwoBids(twoBids) })}${strictest(twoBids.check.pairs, twoBids.check.rules) === 'declare' && textArea(form, { name: 'declaration', label: 'Your declaration', hint: 'How you keep prices and answers of one bid from the other. Only the panel reads it, once the bids are open.', rows: 4, value: twoBids.check.declared ?? '' })}`}${button({ text: 'Send the answer' })}</form>`;

export const agreementBody = (consortium: Consortium): Html => html`${keyValue([
  { key: 'Lead', value: consortium.members.find(({ organisationId }) => organisationId === consortium.leadId)?.name }, { key: 'Legal form', value: consortium.legalForm }, { key: 'How decisions are made', value: consortium.decisionRules },
  { key: 'Shares', value: plainList(taking(consortium.members).map((member) => `${member.name}: ${percent(member.workSharePercent)} of the work, ${percent(member.moneySharePercent)} of the money`)) },
])}`;

export const leavePage = (consortium: Consortium, member: Member, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Leave ${consortium.name}</h1>
<p class="govuk-body">${member.name} loses access to the shared bid at once. The others are told, and set the shares again.</p>
<form method="post" novalidate>${csrf}${textArea(form, { name: 'reason', label: 'Why do you leave?', rows: 3 })}${button({ text: 'Leave', classes: 'govuk-button--warning' })}</form>`;

export const takeOutPage = (consortium: Consortium, member: Member, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">Take ${member.name} out of ${consortium.name}</h1>
<p class="govuk-body">${member.state === 'member' ? `${member.name} loses access to the shared bid at once. ` : ''}It is told by email, without the reason. The shares must be set again, and the members’ agreement signed anew.</p>
<form method="post" novalidate>${csrf}${textArea(form, { name: 'reason', label: 'Why?', hint: 'It stays on the record of the group', rows: 3 })}${button({ text: 'Take it out', classes: 'govuk-button--warning' })}</form>`;

export const endPage = (consortium: Consortium, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">End ${consortium.name}</h1>
<p class="govuk-body">The shared bid is yours alone again. The members are told, and are free for another consortium.</p>
<form method="post" novalidate>${csrf}${textArea(form, { name: 'reason', label: 'Why does it end?', rows: 3 })}${button({ text: 'End it', classes: 'govuk-button--warning' })}</form>`;

export const checkPage = (title: string, form: FormState, csrf: Html): Html => html`${errorSummaryFor(form)}<h1 class="govuk-heading-l">${title}</h1>
<form method="post" novalidate>${csrf}${textField(form, { name: 'note', label: 'Where is it kept, or who checked? (optional)' })}${button({ text: 'This is done' })}</form>`;

const COPY_WORDS: Readonly<Record<string, string>> = { part: 'What you do', specialNeed: 'The special need you are named for', workSharePercent: 'Your share of the work', moneySharePercent: 'Your share of the money', decisionRules: 'How decisions are made', legalForm: 'Legal form', consortium: 'Consortium', member: 'Named as' };
const copyTable = (content: Readonly<Record<string, string | null>>): Html => keyValue(Object.entries(COPY_WORDS).map(([key, words]) => ({ key: words, value: content[key] && key.endsWith('Percent') ? `${content[key]}%` : content[key] })));

/** What a bid says of a partner: as it was sent, and as it stands now. */
export const copyPage = (member: Member, now: Readonly<Record<string, string | null>>, sent: readonly { readonly content: Readonly<Record<string, string | null>>; readonly submittedAt: Date; readonly number: number }[]): Html => html`<h1 class="govuk-heading-l">What the bid says of ${member.name}</h1>
${sent.map(({ content, submittedAt, number }) => html`<h2 class="govuk-heading-m">As it was sent on ${formatInstant(submittedAt)} (submission ${number})</h2>${copyTable(content)}`)}
${sent.length === 0 && html`<p class="govuk-body">Nothing is sent yet. You get a copy when the lead sends the bid.</p><h2 class="govuk-heading-m">As it stands now</h2>${copyTable(now)}`}`;
