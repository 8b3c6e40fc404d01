import type { Module } from '#platform/module';
import type { Read } from '#platform/database/connection';
import { html, nothing, type Html } from '#platform/pages/html';
import { pagesForBidder } from './bid-links.store.ts';
import { awardFacts } from './award.page.ts';
import { awardsOf, lotsNotAwarded } from './award.store.ts';
import { releasedLetters, toldBids } from './feedback.store.ts';
import { awardKind, challengeKind, interimKind } from './awards.kind.ts';
import { pausedWords } from './challenge.ts';
import { challengeRoutes } from './challenge.routes.ts';
import { challengesOf } from './challenge.store.ts';
import { pausedSection } from './challenge.page.ts';
import { afterAwardRoutes } from './after-award.routes.ts';
import { awardsActs } from './awards.acts.ts';
import { switchRoutes } from './switch.routes.ts';
import { awardsRoutes } from './awards.routes.ts';
import { connectAwards, type AwardPorts } from './ports.ts';

/** From a result to a contract. See README.md. */
export { AWARD_MOVES, type AwardState } from './award.ts';
export { awardsOf, readAward, type Award } from './award.store.ts';
export { awardApprovalSubject, awardSteps } from './award-approval.command.ts';
export { declineLot, recommendAward, withdrawAward } from './recommend.command.ts';
export { askForTalk, editFeedback, releaseFeedback } from './feedback.commands.ts';
export { setAsideAward } from './set-aside.command.ts';
export { offerTalks, talkOwner, talksOf } from './talks.command.ts';
export { publishAward } from './publish-award.command.ts';
export { confirmAward, publishContractDetails } from './confirm-award.command.ts';
export { switchToDirectAward } from './switch.routes.ts';
export { owedAwards } from './owed-awards.store.ts';
export { answerInterim, offerInterim, recordChallenge, resolveChallenge, updateChallenge } from './challenge.commands.ts';
export { connectAwards, type AwardConfirmed, type AwardInQuestion, type AwardObstacle, type AwardPorts, type AwardStep } from './ports.ts';
export { procurementEndSql } from './procurement-end.store.ts';
export { awardsActs } from './awards.acts.ts';

/** The announced awards of an opportunity as a table, for its own page, under what pauses them. */
export const drawAwards = async (read: Read, opportunityId: string): Promise<Html> => {
  const challenges = await challengesOf(read, opportunityId);
  return html`${pausedSection(challenges, pausedWords(challenges))}${awardFacts(await awardsOf(read, opportunityId), await lotsNotAwarded(read, opportunityId))}`;
};

export { toldBids };

/** What a bidder finds on its bid once bids are opened: the way to a contract, and the result once it was told. */
export async function drawBidResult(read: Read, bidId: string): Promise<Html> {
  const bid = await read.selectFrom('bid').select('state').where('id', '=', bidId).executeTakeFirst();
  if (!bid || ['draft', 'submitted', 'withdrawn', 'late'].includes(bid.state)) return nothing;
  const told = (await releasedLetters(read, bidId)).length > 0;
  const pages = await pagesForBidder(read, bidId);
  return html`${pages.map(({ href, text }) => html`<p class="govuk-body"><a class="govuk-link" href="${href}">${text}</a></p>`)}${told && html`<p class="govuk-body"><a class="govuk-link" href="/bids/${bidId}/feedback">Read the feedback on this bid</a></p>`}<p class="govuk-body"><a class="govuk-link" href="/bids/${bidId}/award-path">The way from your bid to a contract</a></p>`;
}

/** The room, connected to what may hold an award up and what its contract carries over. */
export function awardsModule(ports: Partial<AwardPorts> = {}): Module {
  connectAwards(ports);
  return { name: 'awards', acts: awardsActs, kinds: [awardKind, challengeKind, interimKind], routes: [awardsRoutes, afterAwardRoutes, challengeRoutes, switchRoutes] };
}
