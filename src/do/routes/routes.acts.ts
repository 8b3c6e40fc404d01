import { acts, anyoneWhenPublic, holding, onItsBody } from '#platform/access/act';
import { POLICY_READERS } from '#policy';

const staff = onItsBody(...POLICY_READERS);
const buyers = onItsBody('procurement-officer', 'commissioner', 'finance-officer', 'contract-manager');
const valuers = [holding('owner', 'exercise'), onItsBody('commissioner', 'procurement-officer', 'finance-officer')] as const;

export const routesActs = acts('routes', {
  viewValue: { on: 'exercise', words: 'looked at the value and route of an exercise', may: [holding('owner', 'exercise'), staff] },
  value: { on: 'exercise', words: 'recorded the whole-life value and route', may: [...valuers] },
  overrideRoute: { on: 'exercise', words: 'recorded an override of the purchasing route', may: [...valuers] },
  listPurchases: { on: null, words: 'looked at the purchases', may: [staff] },
  recordPurchase: { on: null, words: 'recorded a purchase', may: [buyers] },
  viewPurchase: { on: 'purchase', words: 'looked at a purchase', may: [staff] },
  overridePurchaseRoute: { on: 'purchase', words: 'recorded an override of the purchasing route', may: [buyers] },
  awardPurchase: { on: 'purchase', words: 'awarded a purchase', may: [buyers] },
  cancelPurchase: { on: 'purchase', words: 'cancelled a purchase', may: [buyers] },
  listDirectAwards: { on: null, words: 'looked at the direct awards', may: [staff] },
  viewDirectAward: { on: 'direct-award', words: 'looked at a direct award', may: [anyoneWhenPublic, staff] },
  recordDirectAward: { on: null, words: 'recorded a direct award', may: [buyers] },
  announceDirectAward: { on: 'direct-award', words: 'published a transparency notice', may: [onItsBody('procurement-officer')] },
  awardDirectly: { on: 'direct-award', words: 'published a direct award', may: [onItsBody('procurement-officer')] },
  contractDirectAward: { on: 'direct-award', words: 'made the contract of a direct award', may: [onItsBody('procurement-officer')] },
  withdrawDirectAward: { on: 'direct-award', words: 'withdrew a direct award', may: [onItsBody('procurement-officer', 'lead-director')] },
  viewDirectAwardConflicts: { on: 'direct-award', words: 'looked at the conflicts assessment', may: [onItsBody('procurement-officer', 'commissioner', 'lead-director', 'legal-officer', 'auditor')] },
  writeDirectAwardConflicts: { on: 'direct-award', words: 'wrote in the conflicts assessment', may: [onItsBody('procurement-officer', 'commissioner')] },
  publishDirectDetails: { on: 'direct-award', words: 'published a contract details notice', may: [onItsBody('procurement-officer')] },
  viewExemptions: { on: null, words: 'looked at the exemptions from the purchasing rules', may: [staff] },
  whatIf: { on: 'body', words: 'tried another amount on past purchases', may: [staff] },
});
