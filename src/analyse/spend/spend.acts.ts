import { acts, anyone, holding, onItsBody, system } from '#platform/access/act';

/** Who loads an authority's ledger. */
export const SPEND_LOADERS = ['finance-officer', 'administrator', 'procurement-officer', 'contract-manager'] as const;
const loaders = onItsBody(...SPEND_LOADERS);

export const spendActs = acts('spend', {
  list: { on: null, words: 'read the spending register', may: [anyone] },
  view: { on: null, words: 'read a payment', may: [anyone] },
  report: { on: null, words: 'read a spending report', may: [anyone] },
  estimate: { on: null, words: 'estimated a local benefit', may: [anyone] },
  importSpend: { on: null, words: 'loaded spending', may: [system, loaders, holding('site-administrator', 'site')] },
  listUnmatched: { on: null, words: 'read the suppliers to match', may: [loaders] },
  matchSupplier: { on: 'spend-supplier', words: 'matched a supplier’s spelling to an organisation', may: [system, loaders] },
  unmatchSupplier: { on: 'spend-supplier', words: 'took a supplier’s match away', may: [system, loaders] },
  withholdSupplier: { on: 'spend-supplier', words: 'withheld a supplier’s name in the spending register', may: [system, loaders] },
  discloseSupplier: { on: 'spend-supplier', words: 'ended the withholding of a supplier’s name', may: [system, loaders] },
  recordReturn: { on: 'agreement', words: 'recorded a contractor’s return of local spend', may: [system, loaders] },
  withdrawReturn: { on: 'agreement', words: 'withdrew a contractor’s return of local spend', may: [system, loaders] },
});
