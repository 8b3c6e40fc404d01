import { acts, anyone, anyoneWhenPublic, holding, onItsBody, partnering, system } from '#platform/access/act';

/** Who loads an authority's ledger. */
export const SPEND_LOADERS = ['finance-officer', 'administrator', 'procurement-officer', 'contract-manager'] as const;
const loaders = onItsBody(...SPEND_LOADERS);
const managers = onItsBody('contract-manager', 'procurement-officer', 'lead-director');
const contractors = [partnering('bid-writer'), partnering('organisation-administrator')];

export const spendActs = acts('spend', {
  list: { on: null, words: 'read the spending register', may: [anyone] },
  view: { on: null, words: 'read a payment', may: [anyone] },
  // Of which authority is asked of the holding again: see `bodiesSeenWhole`.
  listAll: { on: null, words: 'read every payment of an authority', may: onItsBody(...SPEND_LOADERS, 'auditor', 'lead-director') },
  report: { on: null, words: 'read a spending report', may: [anyone] },
  estimate: { on: null, words: 'estimated a local benefit', may: [anyone] },
  importSpend: { on: null, words: 'loaded spending', may: [system, loaders, holding('site-administrator', 'site')] },
  listUnmatched: { on: null, words: 'read the suppliers to match', may: [loaders] },
  matchSupplier: { on: 'spend-supplier', words: 'matched a supplier’s spelling to an organisation', may: [system, loaders] },
  decideSuggestion: { on: 'spend-supplier', words: 'decided whether a supplier’s spelling is an organisation', may: [loaders] },
  reconsiderSuggestion: { on: 'spend-supplier', words: 'asked anew whether a supplier’s spelling is an organisation', may: [loaders] },
  unmatchSupplier: { on: 'spend-supplier', words: 'took a supplier’s match away', may: [system, loaders] },
  withholdSupplier: { on: 'spend-supplier', words: 'withheld a supplier’s name in the spending register', may: [system, loaders] },
  discloseSupplier: { on: 'spend-supplier', words: 'ended the withholding of a supplier’s name', may: [system, loaders] },
  recordReturn: { on: 'agreement', words: 'recorded a contractor’s return of local spend', may: [system, loaders] },
  viewReturns: { on: 'agreement', words: 'looked at the returns that a contract owes', may: [anyoneWhenPublic, managers, contractors] },
  askReturns: { on: 'agreement', words: 'asked a contractor for returns of what it pays to sub-contractors', may: [managers] },
  prepareReturn: { on: 'agreement', words: 'put in a return of what was paid to sub-contractors', may: [contractors] },
  sendReturn: { on: 'agreement', words: 'sent a return of what was paid to sub-contractors', may: [contractors] },
  readReturn: { on: 'agreement', words: 'read a return of what was paid to sub-contractors', may: [managers, onItsBody('finance-officer', 'auditor'), contractors] },
  acceptReturn: { on: 'agreement', words: 'accepted a contractor’s return', may: [managers] },
  queryReturn: { on: 'agreement', words: 'asked a contractor about its return', may: [managers] },
  remindReturns: { on: null, words: 'reminded contractors of their returns', may: [system] },
  withdrawReturn: { on: 'agreement', words: 'withdrew a contractor’s return of local spend', may: [system, loaders] },
});
