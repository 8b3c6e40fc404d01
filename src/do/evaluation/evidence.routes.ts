import { button } from '#platform/pages/components/index';
import { dateField, errorSummaryFor, textArea, textField, type FormState } from '#platform/pages/form';
import { html, type Html } from '#platform/pages/html';
import { emptyState, formatInstant, pageLinks, scrollingTable, statusTag } from '#platform/pages/presentation';
import { form, notFound, page, pageOf, redirectTo } from '#platform/web/route';
import { readClock } from '#platform/clock';
import { evaluationActs } from './evaluation.acts.ts';
import { isLockedOut, readOpportunity, type EvaluatedOpportunity } from './evaluation.store.ts';
import { answerSheet, issueSheet } from './evidence.commands.ts';
import { decideReply, type EvidenceLine, type EvidenceSheet } from './evidence.ts';
import { historyOf, isScored, sheetOf, sheetsOf } from './evidence.store.ts';
import { evidenceTable, sheetBlock } from './item-evidence.page.ts';
import { linksOf, pageOfItems, type PageOf } from './page-of.ts';
import { heading } from './panel.page.ts';
import { opportunityOfBid, panelBids } from './panel-bid.store.ts';

const REFERENCES = [0, 1, 2] as const;
const BIDS_A_PAGE = 50;

/** Past work: a sheet in one form for every bidder, which the bidder answers before it is scored. */
export const evidenceRoutes = [
  page({
    url: '/opportunities/:id/past-work',
    act: evaluationActs.viewEvidence,
    show: async ({ read, actor, params, query }) => {
      const opportunity = (await isLockedOut(read, params.id, actor)) ? null : await readOpportunity(read, params.id);
      if (!opportunity) return notFound;
      const sheets = await sheetsOf(read, params.id);
      const rows = (await panelBids(read, params.id)).map((bid) => ({ id: bid.id, name: opportunity.plan.anonymous ? bid.label : bid.organisationName, sheet: sheets.get(bid.id) ?? null }));
      return pageOf('Past work', sheetsPage(opportunity, pageOfItems(rows, query['page'], BIDS_A_PAGE)), { backLink: { href: `/opportunities/${params.id}` } });
    },
  }),
  ...form({
    url: '/bids/:id/past-work/issue',
    command: issueSheet,
    show: async ({ read, actor, params, csrf }, state) => {
      const opportunityId = await opportunityOfBid(read, params.id);
      const opportunity = opportunityId === null || (await isLockedOut(read, opportunityId, actor)) ? null : await readOpportunity(read, opportunityId);
      const [bid] = opportunity ? await panelBids(read, opportunity.id, { bidId: params.id }) : [];
      if (!opportunity || !bid) return notFound;
      return pageOf('Issue an evidence sheet', issuePage(opportunity, bid.organisationName, await historyOf(read, bid.organisationId, opportunity.bodyId), csrf, state), { backLink: { href: `/opportunities/${opportunity.id}/past-work` } });
    },
    input: (posted, params) => ({ bidId: params.id, replyOn: posted.date('replyOn'), references: REFERENCES.map((index) => ({ source: posted.text(`source-${index}`), fact: posted.text(`fact-${index}`) })) }),
    done: ({ opportunityId, newcomer }) => redirectTo(`/opportunities/${opportunityId}/past-work`, newcomer ? 'The bidder is a newcomer and has the neutral score. It was told.' : 'The sheet is issued, and the bidder was asked for its answer'),
  }),
  ...form({
    url: '/bids/:id/past-work',
    command: answerSheet,
    show: async ({ read, params, csrf }, state) => {
      const [sheet, opportunityId] = [await sheetOf(read, params.id), await opportunityOfBid(read, params.id)];
      const opportunity = opportunityId === null ? null : await readOpportunity(read, opportunityId);
      if (!sheet || !opportunity) return notFound;
      const may = decideReply(sheet, await readClock(read), await isScored(read, params.id)).kind === 'allowed';
      return pageOf('Your past work', answerPage(opportunity, sheet, may, csrf, state), { backLink: { text: 'Back to your bid', href: `/bids/${params.id}` } });
    },
    input: (posted, params) => ({ bidId: params.id, reply: posted.text('reply') }),
    done: (_value, params) => redirectTo(`/bids/${params.id}/past-work`, 'Your answer is with the panel'),
  }),
];

function sheetsPage(opportunity: EvaluatedOpportunity, rows: PageOf<{ readonly id: string; readonly name: string; readonly sheet: Omit<EvidenceSheet, 'lines'> | null }>): Html {
  return html`${heading(opportunity, 'Past work')}
<p class="govuk-body">Facts from the records and references from outside, in one form for all. The bidder sees the same sheet and answers before anybody scores it. It counts only through the criterion in the tender${opportunity.plan.neutralPercent === null ? '' : `; a newcomer has ${opportunity.plan.neutralPercent}% of its points`}.</p>
${rows.items.length === 0 ? emptyState({ title: 'There are no bids.' }) : scrollingTable({ caption: 'Evidence sheets', firstCellIsHeader: true, head: [{ text: 'Bidder' }, { text: 'Sheet' }, { text: 'Answer' }],
    rows: rows.items.map(({ id, name, sheet }) => [{ text: name },
      { html: sheet ? html`${sheet.newcomer ? statusTag('Newcomer: neutral score', 'grey') : statusTag('Issued', 'green')} ${formatInstant(sheet.issuedAt)}` : html`<a class="govuk-link" href="/bids/${id}/past-work/issue">Issue it<span class="govuk-visually-hidden"> to ${name}</span></a>` },
      { text: !sheet ? '' : sheet.repliedAt ? `Answered ${formatInstant(sheet.repliedAt)}` : sheet.newcomer ? '' : `May answer until ${formatInstant(sheet.replyUntil)}` }]) })}${pageLinks({ ...linksOf(`/opportunities/${opportunity.id}/past-work`, rows), of: 'bids' })}`;
}

const issuePage = (opportunity: EvaluatedOpportunity, bidder: string, lines: readonly EvidenceLine[], csrf: Html, state: FormState): Html => html`${errorSummaryFor(state)}${heading(opportunity, `Evidence sheet of ${bidder}`)}
${lines.length === 0 ? html`<p class="govuk-body">The records hold no past work of this bidder. Without a reference from outside it is a newcomer and has the neutral score that the tender states.</p>` : evidenceTable(lines)}
<form method="post" novalidate>${csrf}<h2 class="govuk-heading-m">References from outside (optional)</h2>
${REFERENCES.map((index) => html`${textField(state, { name: `source-${index}`, label: `Who says it (${index + 1})`, hint: 'An organisation and the post, such as “Swale council, youth commissioner”' })}${textArea(state, { name: `fact-${index}`, label: `What they say happened (${index + 1})`, hint: 'Facts, not opinions', rows: 3 })}`)}
${dateField(state, { name: 'replyOn', label: 'The bidder may answer until', labelSize: 's', hint: 'Until 5pm that day' })}${button({ text: 'Issue the sheet', preventDoubleClick: true })}</form>`;

const answerPage = (opportunity: EvaluatedOpportunity, sheet: EvidenceSheet, may: boolean, csrf: Html, state: FormState): Html => html`${errorSummaryFor(state)}${heading(opportunity, 'Your past work')}
<p class="govuk-body">This is all that the panel reads of your past work. It counts only through the criterion in the tender.</p>${sheetBlock(sheet)}
${may && !sheet.newcomer ? html`<form method="post" novalidate>${csrf}${textArea(state, { name: 'reply', label: sheet.reply === null ? 'Your answer' : 'Change your answer', hint: 'What happened since, what was put right, what the record does not say', rows: 8, value: sheet.reply ?? undefined })}${button({ text: 'Send your answer', preventDoubleClick: true })}</form>` : html`<p class="govuk-body">There is nothing to answer now.</p>`}`;
