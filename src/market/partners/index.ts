/** Doing it together: partners, consortia, sub-contracts, and what bidders were before. See README.md. */
import type { Module } from '#platform/module';
import { prefixedActs } from './prefixed-acts.ts';
import { consortiaRoutes } from './consortia/consortium.routes.ts';
import { sendCopiesJob } from './consortia/send-copies.job.ts';
import { finderRoutes } from './finder/finder.routes.ts';
import { lineageRoutes } from './lineage/lineage.routes.ts';
import { consortiaActs, finderActs, lineageActs, subcontractsActs } from './partners.acts.ts';
import { partnersKinds } from './partners.kinds.ts';
import { remindContractorsJob } from './subcontracts/subcontract.commands.ts';
import { subcontractRoutes } from './subcontracts/subcontract.routes.ts';

export { carryIntoContract, drawPartners, drawSupplyChain, owedPartners, owedSupplyChain } from './partners.reader.ts';
export { groupBidObstacles, requestWhatIsMissing, twoBidsObstacles } from './consortia/group-bid.reader.ts';
export { lineageObstacles } from './lineage/lineage.commands.ts';
export { coverageWarnings } from './finder/lots-to-carry.reader.ts';
export { messagesBy } from './finder/finder.store.ts';
export { consortiaForming } from './consortia/consortium.store.ts';
export { consortiaActs, finderActs, lineageActs, subcontractsActs } from './partners.acts.ts';
export {
  acceptConfidentiality, answerInvitation, editConsortium, endConsortium, formConsortium, inviteToConsortium, leaveConsortium, registerInterest, saveConsortiumShares, shareBid, signMembersAgreement, tickReadiness,
} from './consortia/consortium.commands.ts';
export { connectPartners, type PartnersPorts } from './ports.ts';
export { decideTwoBids } from './consortia/decide-two-bids.command.ts';
export { declareTwoBids } from './consortia/two-bids.command.ts';
export { ownBidWanting } from './consortia/two-bids.store.ts';
export { openedGroups, writingGroup } from './consortia/bid-group.reader.ts';
export { remindMember, takeOutMember } from './consortia/see-to-member.command.ts';
export { sendCopies } from './consortia/send-copies.job.ts';
export { closePost, postForPartners, postOnIntention, reportAbuse, sendPartnerMessage, writeToPoster } from './finder/finder.commands.ts';
export { addLineage, askAboutLineage, recordLineageView, replyAboutLineage } from './lineage/lineage.commands.ts';
export { letSubcontract, postSubcontract, remindContractors, replyToSubcontract, requirePosting, withdrawSubcontract } from './subcontracts/subcontract.commands.ts';

export const partnersModule: Module = {
  name: 'partners',
  acts: prefixedActs({ finder: finderActs, consortia: consortiaActs, lineage: lineageActs, subcontracts: subcontractsActs }),
  kinds: partnersKinds,
  routes: [finderRoutes, consortiaRoutes, lineageRoutes, subcontractRoutes],
  jobs: [sendCopiesJob, remindContractorsJob],
  navigation: [
    { text: 'Sub-contracts', href: '/sub-contracts' },
    { text: 'Consortia', href: '/consortia', to: ['bid-writer', 'organisation-administrator'] },
    { text: 'Messages', href: '/partner-conversations', to: ['bid-writer', 'organisation-administrator'] },
    { text: 'Reports of abuse', href: '/partner-reports', to: ['site-administrator'] },
  ],
};
