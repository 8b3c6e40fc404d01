import { acts, anyone, anyoneWhenPublic, holding, onItsBody, signedInWhenPublic } from '#platform/access/act';

const officers = onItsBody('procurement-officer', 'commissioner');
const staff = onItsBody('procurement-officer', 'commissioner', 'lead-director', 'legal-officer', 'finance-officer', 'contract-manager', 'policy-officer', 'auditor', 'administrator');
const suppliers = [holding('bid-writer', 'organisation'), holding('organisation-administrator', 'organisation'), holding('bid-adviser', 'organisation')];

export const burdenActs = acts('burden', {
  compare: { on: null, words: 'compared what tenders ask of bidders', may: [anyone] },
  view: { on: 'opportunity', words: 'looked at what a tender asks of bidders', may: [staff, holding('owner', 'exercise')] },
  saveEstimate: { on: 'opportunity', words: 'estimated what bidding would cost', may: [officers] },
  takeBaseline: { on: 'opportunity', words: 'began to count changes of what a tender asks', may: [officers] },
  checkWords: { on: 'opportunity', words: 'looked at how plain a tender’s words are', may: [staff, holding('owner', 'exercise')] },
  takeAway: { on: 'opportunity', words: 'took a tender’s questions or pack away', may: [anyoneWhenPublic, staff, suppliers] },
  consider: { on: 'opportunity', words: 'asked themselves whether to bid', may: [anyoneWhenPublic, staff, suppliers] },
  // The entry of this one names no opportunity and no reason: who did not bid is nobody's business.
  tellWhyNot: { on: 'opportunity', words: 'told a buyer why they will not bid', may: [signedInWhenPublic, suppliers] },
  // Of the bidder alone, before and after the opening: no role of an authority is named here.
  tellEffort: { on: 'bid', words: 'said how long a bid took', may: suppliers },
});
