import { acts, anyoneWhenPublic, holding, onItsBody } from '#platform/access/act';

const officer = onItsBody('procurement-officer');
const readers = onItsBody('procurement-officer', 'commissioner', 'lead-director', 'legal-officer', 'finance-officer', 'contract-manager', 'auditor');
const bidders = [holding('bid-writer', 'organisation'), holding('organisation-administrator', 'organisation'), holding('bid-adviser', 'organisation')];

export const awardsActs = acts('awards', {
  viewLots: { on: 'opportunity', words: 'looked at the awards of an opportunity', may: [readers] },
  recommend: { on: 'opportunity', words: 'recommended an award', may: [officer] },
  declineLot: { on: 'opportunity', words: 'decided not to award a lot', may: [officer] },
  view: { on: 'award', words: 'looked at an award', may: [anyoneWhenPublic, readers] },
  switch: { on: 'opportunity', words: 'switched a competition without a suitable tender to a direct award', may: [officer] },
  withdraw: { on: 'award', words: 'withdrew an award', may: [onItsBody('procurement-officer', 'lead-director')] },
  setAside: { on: 'award', words: 'gave up an award after bidders were told', may: [onItsBody('lead-director', 'legal-officer')] },
  offerTalks: { on: 'award', words: 'offered times to talk about feedback', may: [officer] },
  viewFeedbackTimes: { on: null, words: 'looked at how soon bidders had feedback', may: [readers] },
  viewFeedback: { on: 'award', words: 'read the draft feedback', may: [officer, onItsBody('lead-director', 'auditor')] },
  editFeedback: { on: 'award', words: 'edited feedback to a bidder', may: [officer] },
  releaseFeedback: { on: 'award', words: 'released feedback to every bidder', may: [officer] },
  publish: { on: 'award', words: 'published the award notice', may: [officer] },
  confirm: { on: 'award', words: 'confirmed the award and made its contract', may: [officer] },
  publishDetails: { on: 'award', words: 'published the contract details notice', may: [officer] },
  viewChallenges: { on: 'opportunity', words: 'looked at the challenges to an award', may: [readers] },
  viewChallenge: { on: 'award-challenge', words: 'looked at a challenge', may: [readers] },
  challenge: { on: 'opportunity', words: 'recorded a challenge to an award', may: [onItsBody('procurement-officer', 'legal-officer')] },
  updateChallenge: { on: 'award-challenge', words: 'said when the next step after a challenge is expected', may: [onItsBody('procurement-officer', 'legal-officer')] },
  resolveChallenge: { on: 'award-challenge', words: 'recorded what became of a challenge', may: [onItsBody('procurement-officer', 'legal-officer')] },
  offerInterim: { on: 'award-challenge', words: 'offered the present provider an interim position', may: [onItsBody('procurement-officer', 'commissioner', 'contract-manager')] },
  viewInterim: { on: 'award-interim', words: 'read an interim position', may: [readers, ...bidders] },
  answerInterim: { on: 'award-interim', words: 'answered an interim position', may: [holding('bid-writer', 'organisation'), holding('organisation-administrator', 'organisation')] },
  viewPath: { on: 'bid', words: 'looked at the way from their bid to a contract', may: bidders },
  viewUncertainty: { on: null, words: 'looked at how long bidders were left waiting', may: [readers] },
  readFeedback: { on: 'bid', words: 'read the feedback on their bid', may: bidders },
  askForTalk: { on: 'bid', words: 'asked for a talk about their feedback', may: bidders },
});
