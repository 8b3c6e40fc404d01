import { acts, anyoneWhenPublic, holding, onItsBody } from '#platform/access/act';

const officer = onItsBody('procurement-officer');
const readers = onItsBody('procurement-officer', 'commissioner', 'lead-director', 'legal-officer', 'finance-officer', 'contract-manager', 'auditor');
const bidders = [holding('bid-writer', 'organisation'), holding('organisation-administrator', 'organisation'), holding('bid-adviser', 'organisation')];

export const awardsActs = acts('awards', {
  viewLots: { on: 'opportunity', words: 'looked at the awards of an opportunity', may: [readers] },
  recommend: { on: 'opportunity', words: 'recommended an award', may: [officer] },
  declineLot: { on: 'opportunity', words: 'decided not to award a lot', may: [officer] },
  view: { on: 'award', words: 'looked at an award', may: [anyoneWhenPublic, readers] },
  withdraw: { on: 'award', words: 'withdrew an award', may: [onItsBody('procurement-officer', 'lead-director')] },
  viewFeedback: { on: 'award', words: 'read the draft feedback', may: [officer, onItsBody('lead-director', 'auditor')] },
  editFeedback: { on: 'award', words: 'edited feedback to a bidder', may: [officer] },
  releaseFeedback: { on: 'award', words: 'released feedback to every bidder', may: [officer] },
  publish: { on: 'award', words: 'published the award notice', may: [officer] },
  confirm: { on: 'award', words: 'confirmed the award and made its contract', may: [officer] },
  publishDetails: { on: 'award', words: 'published the contract details notice', may: [officer] },
  readFeedback: { on: 'bid', words: 'read the feedback on their bid', may: bidders },
  askForTalk: { on: 'bid', words: 'asked for a talk about their feedback', may: bidders },
});
