import type { Module } from '#platform/module';
import type { Read } from '#platform/database/connection';
import type { Html } from '#platform/pages/html';
import { awardFacts } from './award.page.ts';
import { awardsOf } from './award.store.ts';
import { awardKind } from './awards.kind.ts';
import { awardsActs } from './awards.acts.ts';
import { awardsRoutes } from './awards.routes.ts';

/** From a result to a contract. See README.md. */
export { AWARD_MOVES, type AwardState } from './award.ts';
export { awardsOf, readAward, type Award } from './award.store.ts';
export { awardApprovalSubject } from './award-approval.command.ts';
export { declineLot, recommendAward, withdrawAward } from './recommend.command.ts';
export { askForTalk, editFeedback, releaseFeedback } from './feedback.commands.ts';
export { publishAward } from './publish-award.command.ts';
export { confirmAward, publishContractDetails } from './confirm-award.command.ts';
export { owedAwards } from './owed-awards.store.ts';
export { awardsActs } from './awards.acts.ts';

/** The announced awards of an opportunity as a table, for its own page. */
export const drawAwards = async (read: Read, opportunityId: string): Promise<Html> => awardFacts(await awardsOf(read, opportunityId));

export const awardsModule: Module = { name: 'awards', acts: awardsActs, kinds: [awardKind], routes: [awardsRoutes] };
