import { acts, anyone, holding, onItsBody } from '#platform/access/act';

const officer = onItsBody('procurement-officer');
const builders = onItsBody('procurement-officer', 'commissioner');
const evaluator = holding('evaluator', 'opportunity');
const chair = holding('panel-chair', 'opportunity');
/** A bidder's own people, of its own bid. */
const bidder = [holding('bid-writer', 'organisation'), holding('organisation-administrator', 'organisation')];

export const evaluationActs = acts('evaluation', {
  changePlan: { on: 'opportunity', words: 'changed how bids will be evaluated', may: [builders] },
  changeItems: { on: 'opportunity', words: 'changed what is judged at interviews, visits or by service users', may: [builders] },
  viewConflicts: { on: 'opportunity', words: 'looked at the conflicts assessment', may: [onItsBody('procurement-officer', 'commissioner', 'lead-director', 'legal-officer', 'auditor')] },
  writeConflicts: { on: 'opportunity', words: 'wrote in the conflicts assessment', may: [builders] },
  nameAssessor: { on: 'opportunity', words: 'named somebody to the panel', may: [officer] },
  removeAssessor: { on: 'opportunity', words: 'removed somebody from the panel', may: [officer] },
  declare: { on: 'opportunity', words: 'declared their interests', may: [evaluator, chair] },
  viewTasks: { on: 'opportunity', words: 'looked at the bids they are to score', may: [evaluator, chair] },
  viewBid: { on: 'bid', words: 'read a bid to score it', may: [evaluator, chair] },
  score: { on: 'bid', words: 'scored an answer', may: [evaluator] },
  finish: { on: 'opportunity', words: 'finished scoring alone', may: [evaluator] },
  viewModeration: { on: 'opportunity', words: 'looked at the panel’s scores', may: [evaluator, chair, officer] },
  moderate: { on: 'bid', words: 'wrote an agreed score', may: [chair] },
  viewResults: { on: 'opportunity', words: 'looked at the results', may: [evaluator, chair, onItsBody('procurement-officer', 'commissioner', 'lead-director', 'legal-officer', 'finance-officer', 'auditor')] },
  complete: { on: 'opportunity', words: 'completed the evaluation', may: [officer, chair] },
  recordDrawing: { on: 'opportunity', words: 'recorded a drawing of lots', may: [officer] },
  // Face to face.
  makeShortlist: { on: 'opportunity', words: 'made the shortlist', may: [officer, chair] },
  viewMeetings: { on: 'opportunity', words: 'looked at the interviews and visits', may: [evaluator, chair, officer] },
  arrangeInterviews: { on: 'opportunity', words: 'invited the shortlisted to interviews', may: [officer] },
  writeInterview: { on: 'bid', words: 'wrote an interview up', may: [chair, officer] },
  writeVisit: { on: 'bid', words: 'arranged a visit, or wrote it up', may: [chair, officer] },
  viewOwnMeetings: { on: 'bid', words: 'looked at their interview and visit', may: [bidder] },
  // Past work and prices: the bidder answers.
  viewEvidence: { on: 'opportunity', words: 'looked at the evidence sheets of past work', may: [officer, chair] },
  issueSheet: { on: 'bid', words: 'issued an evidence sheet of past work', may: [officer] },
  answerSheet: { on: 'bid', words: 'answered their evidence sheet of past work', may: [bidder] },
  viewPrices: { on: 'opportunity', words: 'looked at prices that look too low', may: [onItsBody('procurement-officer', 'finance-officer', 'auditor')] },
  askPrice: { on: 'bid', words: 'asked a bidder to explain its price', may: [officer] },
  explainPrice: { on: 'bid', words: 'explained their price', may: [bidder] },
  assessPrice: { on: 'bid', words: 'assessed the explanation of a price', may: [onItsBody('procurement-officer', 'finance-officer')] },
  testPrice: { on: 'agreement', words: 'tested at review whether an explained price holds', may: [onItsBody('contract-manager', 'lead-director', 'finance-officer', 'procurement-officer')] },
  // People who use the service. Whoever has the link of one of them is that one: the link is the key.
  viewLay: { on: 'opportunity', words: 'looked at the service users who score', may: [onItsBody('procurement-officer', 'commissioner', 'auditor')] },
  inviteLay: { on: 'opportunity', words: 'invited a service user to score', may: [officer] },
  trainLay: { on: 'opportunity', words: 'recorded the training and support of a service user', may: [officer] },
  barLay: { on: 'opportunity', words: 'closed the link of a service user', may: [officer] },
  layView: { on: null, words: 'looked at what they are to judge, by their link', may: [anyone] },
  layDeclare: { on: null, words: 'said by their link whether they know a bidder', may: [anyone] },
  layScore: { on: null, words: 'gave a score by their link', may: [anyone] },
  layFinish: { on: null, words: 'finished scoring by their link', may: [anyone] },
});
