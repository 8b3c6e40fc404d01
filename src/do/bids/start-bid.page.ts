import { button, insetText } from '#platform/pages/components/index';
import { errorSummaryFor, radioField, type FormState } from '#platform/pages/form';
import { emptyState, formatInstant, pageLinks, scrollingTable, statusTag } from '#platform/pages/presentation';
import { html, type Html } from '#platform/pages/html';
import { isClosed, type BidState } from './bid.ts';
import type { MyBid, OpportunityToBidFor } from './bid.store.ts';

interface StartModel {
  readonly opportunity: OpportunityToBidFor;
  readonly organisations: readonly { readonly id: string; readonly name: string }[];
  /** Why none of the person's organisations may answer; null where one may, or where there is none. */
  readonly refusal: string | null;
  readonly csrf: Html;
}

/** Before a bid: for whom, until when, and what is promised. */
export function startBidPage({ opportunity, organisations, refusal, csrf }: StartModel, form: FormState): Html {
  const closed = isClosed(opportunity.now, opportunity.closesAt);
  return html`${errorSummaryFor(form)}
<h1 class="govuk-heading-l">Bid for ${opportunity.title}</h1>
<p class="govuk-body">Your bid is sealed from the first word: ${opportunity.bodyName} sees only how many bids came, until they are opened after closing by ${opportunity.openersNeeded === 1 ? 'a named officer' : `${opportunity.openersNeeded} named officers together`}.</p>
<p class="govuk-body">${closed ? 'Bidding closed on' : 'Submit it before'} ${formatInstant(opportunity.closesAt)}. ${opportunity.lateBids === 'refuse' ? 'A late bid is refused.' : 'A late bid is recorded, and not read.'}</p>
${opportunity.state !== 'published' || (closed && opportunity.lateBids === 'refuse')
    ? insetText({ text: 'A new bid can no longer be started.' })
    : refusal !== null
      ? insetText({ text: refusal })
    : organisations.length === 0
      ? emptyState({ title: 'You do not write bids for an organisation yet.', text: 'Register your organisation, or ask its administrator here to let you write its bids. Then come back to this page.' })
      : html`<form method="post" novalidate>${csrf}
${radioField(form, { name: 'organisationId', label: 'Which organisation are you bidding for?', labelSize: 'm', hint: 'If a colleague has started its bid, you join the same draft.', ...(organisations.length === 1 ? { value: organisations[0]!.id } : {}), items: organisations.map(({ id, name }) => ({ value: id, text: name })) })}
${button({ text: 'Start or join the bid' })}</form>`}`;
}

/** As its bidder reads it: beside its state, whether the procurement was cancelled around it, and whether the decision has been told. */
export type ShownState = BidState | 'cancelled' | 'told';
export function shownState(state: BidState, opportunityState: string, told: boolean): ShownState {
  if (opportunityState === 'cancelled' && (state === 'submitted' || state === 'opened')) return 'cancelled';
  return state === 'opened' && told ? 'told' : state;
}

export const STATE_WORDS: Readonly<Record<ShownState, string>> = {
  draft: 'Draft', submitted: 'Submitted', withdrawn: 'Withdrawn', late: 'Late, not read', opened: 'Being judged', rejected: 'Rejected', 'not-successful': 'Not successful', successful: 'Successful',
  cancelled: 'Procurement cancelled', told: 'Decision told',
};
const STATE_COLOURS = { draft: 'grey', submitted: 'green', withdrawn: 'yellow', late: 'orange', opened: 'purple', rejected: 'red', 'not-successful': 'grey', successful: 'green', cancelled: 'grey', told: 'turquoise' } as const;
export const stateTag = (state: ShownState): Html => statusTag(STATE_WORDS[state], STATE_COLOURS[state]);

/** A supplier's bids, newest first. Whether the work is won is told by the award, not by this list, until it is public. */
export const myBidsPage = (bids: readonly MyBid[], next: string | null): Html => html`<h1 class="govuk-heading-l">My bids</h1>
<p class="govuk-body">Bids that you and your colleagues are writing or have sent.</p>
${bids.length === 0
    ? emptyState({ title: 'There are no bids yet.', text: 'Find an opportunity and start one.', action: { text: 'Find opportunities', href: '/opportunities' } })
    : scrollingTable({
        caption: 'Bids, newest first',
        head: [{ text: 'Opportunity' }, { text: 'For' }, { text: 'State' }, { text: 'Closing' }],
        rows: bids.map((bid) => [
          { html: html`<a class="govuk-link" href="/bids/${bid.id}">${bid.title}</a><br>${bid.bodyName}` },
          { html: html`${bid.organisationName}<br>${bid.reference}` },
          { html: stateTag(shownState(bid.state, bid.opportunityState, bid.told)) },
          { text: formatInstant(bid.closesAt) },
        ]),
      })}
${pageLinks({ next, of: 'bids' })}`;
