import { formatPounds } from '#kernel/money';
import { button, insetText, table } from '#platform/pages/components/index';
import { checkboxField, errorSummaryFor, hiddenField, radioField, textArea, textField, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { emptyState, formatDate, formatInstant, keyValue, ruleNote, scrollingTable } from '#platform/pages/presentation';
import { factsFields, requestsSection } from './facts-request.page.ts';
import type { FactsRequest } from './facts-request.store.ts';
import type { ReceiptLine, TupePack, TupeStatement } from './terms.store.ts';
import { TUPE_RULE, TUPE_STATEMENTS, type Post, type TupeSays } from './tupe.ts';

interface Named { readonly id: string; readonly title: string }

export interface TupeTask {
  readonly opportunity: Named;
  readonly statement: TupeStatement | null;
  readonly pack: TupePack | null;
  readonly counts: readonly { readonly version: number; readonly organisations: number }[];
  /** Names only once bids are opened. */
  readonly receipts: readonly ReceiptLine[] | null;
  readonly requests: readonly FactsRequest[];
  readonly mayWrite: boolean;
  readonly csrf: Html;
}

/** Where officers say whether staff may transfer, and see what bidders were given. */
export function tupeTaskPage({ opportunity, statement, pack, counts, receipts, requests, mayWrite, csrf }: TupeTask, form: FormState): Html {
  return html`${errorSummaryFor(form)}<h1 class="govuk-heading-l"><span class="govuk-caption-l">${opportunity.title}</span>Staff who may transfer (TUPE)</h1>
<p class="govuk-body">Bidders need to know at the start whom they may have to employ and at what cost. Ask the current provider before you publish.</p>
${ruleNote(TUPE_RULE)}
${mayWrite ? html`<form method="post" novalidate>${csrf}
${radioField(form, { name: 'says', label: 'May staff transfer to whoever wins?', labelSize: 'm', ...(statement ? { value: statement.says } : {}), items: (Object.keys(TUPE_STATEMENTS) as TupeSays[]).map((value) => ({ value, text: TUPE_STATEMENTS[value] })) })}
${textArea(form, { name: 'reason', label: 'Why?', hint: 'Published with the opportunity', rows: 3, value: statement?.reason ?? '' })}
${button({ text: 'Save', preventDoubleClick: true })}</form>` : statement && keyValue([{ key: 'Statement', value: TUPE_STATEMENTS[statement.says] }, { key: 'Why', value: statement.reason }])}
${requestsSection(opportunity.id, requests, mayWrite)}
<h2 class="govuk-heading-m">What bidders are given</h2>
${pack ? html`${packTable(pack)}${keyValue(counts.map(({ version, organisations }) => ({ key: `Version ${version}`, value: `Given to ${organisations} ${organisations === 1 ? 'organisation' : 'organisations'}` })))}` : emptyState({ title: 'Nothing has been added yet.' })}
${mayWrite && button({ text: pack ? 'Release a new version' : 'Add the information', href: `/opportunities/${opportunity.id}/tupe/release`, classes: 'govuk-button--secondary' })}
<h2 class="govuk-heading-m">Who was given which version</h2>
${receipts === null ? html`<p class="govuk-body">Names are shown once bids are opened: until then they would say who is interested.</p>` : receipts.length === 0 ? emptyState({ title: 'Nobody has asked for it.' }) : scrollingTable({
    caption: 'Given to', head: [{ text: 'Organisation' }, { text: 'Person' }, { text: 'Version', format: 'numeric' }, { text: 'When' }],
    rows: receipts.map((line) => [{ text: line.organisation }, { text: line.person }, { text: String(line.version), format: 'numeric' }, { text: formatInstant(line.undertookAt) }]),
  })}`;
}

const CONTRACT_WORDS: Readonly<Record<Post['contract'], string>> = { permanent: 'Permanent', 'fixed-term': 'Fixed-term', casual: 'Casual' };

/** The posts and what goes with them. */
export const packTable = (pack: TupePack): Html => html`${keyValue([
  { key: 'Version', value: `${pack.version}, of ${formatInstant(pack.releasedAt)}` }, { key: 'Facts given by', value: pack.fromProvider }, { key: 'As they were on', value: formatDate(pack.factsOfOn) },
  { key: 'Posts', value: String(pack.posts.length) }, { key: 'Yearly salaries together', value: formatPounds(pack.posts.reduce((sum, { salaryPence }) => sum + salaryPence, 0n)) },
  { key: 'Pensions', value: pack.pensionWords }, pack.otherWords !== '' && { key: 'Also', value: pack.otherWords }, pack.reasonForChange !== null && { key: 'What changed', value: pack.reasonForChange },
])}${postsTable(pack.posts)}`;

export const postsTable = (posts: readonly Post[]): Html => scrollingTable({
  caption: 'Posts, without names', head: [{ text: 'Role' }, { text: 'Hours a week', format: 'numeric' }, { text: 'Yearly salary', format: 'numeric' }, { text: 'Since', format: 'numeric' }, { text: 'Contract' }, { text: 'Pension' }],
  rows: posts.map((post) => [{ text: post.role }, { text: post.hoursPerWeek, format: 'numeric' }, { text: formatPounds(post.salaryPence), format: 'numeric' }, { text: String(post.startedYear), format: 'numeric' }, { text: CONTRACT_WORDS[post.contract] }, { text: post.pension }]),
});

/** @param given what the current provider gave on the site since the last release; null where nothing came */
export function releasePackPage(opportunity: Named, earlier: TupePack | null, given: FactsRequest | null, form: FormState, csrf: Html): Html {
  const facts = given?.facts ?? (earlier && { ...earlier, posts: postsAsText(earlier.posts) });
  return html`${errorSummaryFor(form)}<h1 class="govuk-heading-l"><span class="govuk-caption-l">${opportunity.title}</span>${earlier ? 'Release a new version of the staff information' : 'Add the staff information'}</h1>
${given && insetText({ text: `These are the facts that ${given.organisationName} gave on ${formatInstant(given.givenAt!)}. Check them before you release them.` })}
<form method="post" novalidate>${csrf}
${textField(form, { name: 'fromProvider', label: 'Who gave the facts?', hint: 'The current provider, or your own service', value: given?.organisationName ?? earlier?.fromProvider ?? '' })}
${factsFields(form, facts)}
${earlier ? textArea(form, { name: 'reason', label: 'What changed?', hint: 'Everyone who is bidding is told', rows: 3 }) : null}
${checkboxField(form, { name: 'checked', label: 'Have you checked it?', items: [{ value: 'yes', text: 'I have checked the facts with whoever gave them, and nobody can be told from them' }] })}
${button({ text: earlier ? 'Release this version' : 'Add the information', preventDoubleClick: true })}</form>`;
}

const postsAsText = (posts: readonly Post[]): string => posts.map((post) => [post.role, post.hoursPerWeek, formatPounds(post.salaryPence).replaceAll(/[£,]/g, ''), post.startedYear, post.contract, post.pension].join('; ')).join('\n');

export interface SupplierPack {
  readonly opportunity: Named;
  readonly pack: TupePack;
  readonly isGiven: boolean;
  readonly organisations: readonly { readonly id: string; readonly name: string }[];
  readonly csrf: Html;
}

/** For a supplier: the undertaking, and after it the information. */
export function supplierPackPage({ opportunity, pack, isGiven, organisations, csrf }: SupplierPack, form: FormState): Html {
  const head = html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${opportunity.title}</span>Staff who may transfer (TUPE)</h1>`;
  if (isGiven) return html`${head}${packTable(pack)}<p class="govuk-body"><a class="govuk-link" href="/opportunities/${opportunity.id}/tupe-information.csv">Download the posts (CSV)</a></p>${ruleNote(TUPE_RULE)}`;
  if (organisations.length === 0) return html`${head}<p class="govuk-body">It is given to suppliers who may bid. <a class="govuk-link" href="/register">Register your organisation</a>, or ask a colleague to add you to it, then come back.</p>`;
  return html`${errorSummaryFor(form)}${head}
${insetText({ text: `Version ${pack.version} has ${pack.posts.length} ${pack.posts.length === 1 ? 'post' : 'posts'}, without names. Small teams can be recognised all the same, so you are asked for an undertaking.` })}
<form method="post" novalidate>${csrf}
${organisations.length === 1 ? hiddenField('organisationId', organisations[0]!.id) : radioField(form, { name: 'organisationId', label: 'For which organisation?', items: organisations.map(({ id, name }) => ({ value: id, text: name })) })}
${checkboxField(form, { name: 'undertake', label: 'Your undertaking', items: [{ value: 'yes', text: 'We will use this information for our bid only, show it to nobody who does not need it for that, and delete it if we do not win' }] })}
${button({ text: 'Show the information', preventDoubleClick: true })}</form>`;
}

/** The section on the opportunity's own page. */
export const termsSection = (opportunityId: string, clauses: readonly { readonly number: number; readonly heading: string; readonly summary: string; readonly oneSided: boolean }[], statement: TupeStatement | null, pack: TupePack | null): Html => html`${clauses.length > 0 && html`<h2 class="govuk-heading-m">The contract you would sign</h2>
${table({ caption: 'In plain words', captionClasses: 'govuk-visually-hidden', head: [{ text: 'Clause' }, { text: 'What it means' }], rows: clauses.map((clause) => [{ text: `${clause.number}. ${clause.heading}${clause.oneSided ? ' (one-sided)' : ''}` }, { text: clause.summary }]) })}
<p class="govuk-body"><a class="govuk-link" href="/opportunities/${opportunityId}/contract">Read the draft contract, ask about a clause</a></p>`}
${statement && html`<h2 class="govuk-heading-m">Staff who may transfer (TUPE)</h2><p class="govuk-body">${TUPE_STATEMENTS[statement.says]}. ${statement.reason}</p>${
  pack && html`<p class="govuk-body"><a class="govuk-link" href="/opportunities/${opportunityId}/tupe-information">Staff information, version ${pack.version}: ${pack.posts.length} ${pack.posts.length === 1 ? 'post' : 'posts'}</a></p>`}`}`;
