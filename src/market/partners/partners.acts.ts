import { acts, anyone, anyoneWhenPublic, holding, onItsBody, partnering, signedInWhenPublic, system } from '#platform/access/act';

const writers = [holding('bid-writer', 'organisation'), holding('organisation-administrator', 'organisation')];
const members = [...writers, partnering('bid-writer'), partnering('organisation-administrator')];
const planners = onItsBody('commissioner', 'procurement-officer', 'contract-manager', 'lead-director', 'auditor');

/** A conversation belongs to two organisations and to nobody else: no role of an authority is named on it, and none may be (DM-07). */
export const finderActs = acts('partner-finder', {
  viewAround: { on: 'opportunity', words: 'looked at how many look for partners', may: [anyoneWhenPublic, planners] },
  viewIntention: { on: 'exercise', words: 'looked at how many look for partners', may: [anyoneWhenPublic, planners] },
  viewLots: { on: 'opportunity', words: 'looked at the lots they could bid for alone', may: [signedInWhenPublic, ...writers] },
  viewReach: { on: 'opportunity', words: 'looked at who could bid for each lot alone', may: [planners, holding('owner', 'exercise')] },
  viewCash: { on: 'opportunity', words: 'looked at how a provider would be paid', may: [anyoneWhenPublic, planners] },
  post: { on: 'opportunity', words: 'posted that they look for a partner', may: [signedInWhenPublic, ...writers] },
  postOnIntention: { on: 'exercise', words: 'posted that they look for a partner', may: [signedInWhenPublic] },
  closePost: { on: 'partner-post', words: 'took down that they look for a partner', may: writers },
  startConversation: { on: null, words: 'sent a message to another supplier', may: writers },
  listConversations: { on: null, words: 'listed their messages', may: writers },
  viewConversation: { on: 'partner-conversation', words: 'read their messages', may: members },
  send: { on: 'partner-conversation', words: 'sent a message to another supplier', may: members },
  block: { on: 'partner-conversation', words: 'blocked messages from another supplier', may: members },
  report: { on: 'partner-conversation', words: 'reported abuse', may: members },
  listReports: { on: null, words: 'looked at reported abuse', may: [holding('site-administrator', 'site')] },
  answerReport: { on: 'partner-report', words: 'answered a report of abuse', may: [holding('site-administrator', 'site')] },
});

export const consortiaActs = acts('consortia', {
  list: { on: null, words: 'listed their consortia', may: writers },
  form: { on: 'opportunity', words: 'began a consortium', may: [signedInWhenPublic, ...writers] },
  view: { on: 'consortium', words: 'looked at a consortium', may: [...members, ...onItsBody('procurement-officer', 'legal-officer', 'lead-director', 'auditor')] },
  edit: { on: 'consortium', words: 'changed a consortium', may: writers },
  invite: { on: 'consortium', words: 'invited an organisation to a consortium', may: writers },
  remind: { on: 'consortium', words: 'reminded a member of a consortium of what it has to do', may: writers },
  takeOut: { on: 'consortium', words: 'took an organisation out of a consortium', may: writers },
  saveShares: { on: 'consortium', words: 'changed the shares of a consortium', may: writers },
  registerInterest: { on: 'consortium', words: 'registered a consortium’s interest', may: writers },
  shareBid: { on: 'consortium', words: 'shared a bid with the members of a consortium', may: writers },
  tick: { on: 'consortium', words: 'ticked a readiness check of a consortium', may: members },
  answer: { on: 'consortium', words: 'answered an invitation to a consortium', may: members },
  accept: { on: 'consortium', words: 'accepted the confidentiality agreement of a consortium', may: members },
  sign: { on: 'consortium', words: 'signed the members’ agreement of a consortium', may: members },
  leave: { on: 'consortium', words: 'left a consortium', may: members },
  end: { on: 'consortium', words: 'ended a consortium', may: writers },
  viewCopy: { on: 'consortium', words: 'read what a bid said of them', may: members },
  // On no record: the trail of an opportunity is its authority's, and must not say who bids twice.
  declareTwoBids: { on: null, words: 'declared that they take part in two bids', may: writers },
  decideTwoBids: { on: 'opportunity', words: 'decided on an organisation in two bids for one lot', may: onItsBody('legal-officer', 'lead-director') },
  sendCopies: { on: null, words: 'sent partners a copy of what a bid said of them', may: [system] },
});

export const lineageActs = acts('lineage', {
  // Of any organisation by any officer, and of their own by suppliers: asked again where the organisation is known.
  view: { on: null, words: 'looked at who runs an organisation and what it was before', may: [...writers, holding('procurement-officer', 'body'), holding('legal-officer', 'body'), holding('auditor', 'body')] },
  add: { on: null, words: 'recorded who runs an organisation or what it was before', may: [...writers, holding('procurement-officer', 'body'), holding('legal-officer', 'body')] },
  viewBidders: { on: 'opportunity', words: 'looked at what the bidders were before', may: onItsBody('procurement-officer', 'legal-officer', 'lead-director', 'auditor') },
  ask: { on: 'bid', words: 'asked a bidder about an organisation it appears to follow', may: onItsBody('procurement-officer') },
  reply: { on: 'bid', words: 'replied about an organisation it appears to follow', may: writers },
  record: { on: 'bid', words: 'recorded a view of what a bidder was before', may: onItsBody('procurement-officer') },
});

export const subcontractsActs = acts('sub-contracts', {
  list: { on: null, words: 'looked at the list of sub-contract opportunities', may: [anyone] },
  view: { on: 'sub-contract', words: 'looked at a sub-contract opportunity', may: [anyone] },
  post: { on: 'agreement', words: 'posted a sub-contract opportunity', may: [partnering('bid-writer'), partnering('organisation-administrator')] },
  reply: { on: 'sub-contract', words: 'replied to a sub-contract opportunity', may: [{ by: 'signed-in' }] },
  readReplies: { on: 'sub-contract', words: 'read the replies to a sub-contract opportunity', may: writers },
  let: { on: 'sub-contract', words: 'let a sub-contract', may: writers },
  withdraw: { on: 'sub-contract', words: 'withdrew a sub-contract opportunity', may: writers },
  require: { on: 'agreement', words: 'required a contractor to post its sub-contracts', may: onItsBody('contract-manager', 'procurement-officer', 'lead-director') },
  remind: { on: null, words: 'reminded contractors to post their sub-contracts', may: [system] },
});
