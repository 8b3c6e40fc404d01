import { acts, holding, onItsBody, partnering, signedInWhenPublic, system } from '#platform/access/act';

const itsWriters = [holding('bid-writer', 'organisation'), holding('organisation-administrator', 'organisation')];
const itsPeople = [...itsWriters, holding('bid-adviser', 'organisation')];
/** Members of a consortium whose bid its lead shares: they read and write it, and never send it or take it back (DM-15). See bids.kinds.ts for when. */
const itsPartners = [partnering('bid-writer'), partnering('organisation-administrator')];
/** Reaches a bid only once it is opened: until then a bid belongs to no body and no opportunity (see bids.kinds.ts). */
const itsReaders = [...onItsBody('procurement-officer', 'auditor'), holding('evaluator', 'opportunity'), holding('panel-chair', 'opportunity')];
const whoCounts = [...onItsBody('procurement-officer', 'commissioner', 'lead-director', 'auditor', 'administrator'), holding('evaluator', 'opportunity'), holding('panel-chair', 'opportunity')];

export const bidsActs = acts('bids', {
  // The bidder's own. No role of an authority is named here, and none may be.
  // An opportunity for the invited belongs to each organisation that was.
  start: { on: 'opportunity', words: 'started a bid, or joined a colleague’s', may: [signedInWhenPublic, ...itsPeople] },
  listMine: { on: null, words: 'listed their bids', may: itsPeople },
  view: { on: 'bid', words: 'looked at their bid', may: [...itsPeople, ...itsPartners] },
  saveAnswer: { on: 'bid', words: 'saved an answer', may: [...itsPeople, ...itsPartners] },
  saveLots: { on: 'bid', words: 'chose lots', may: [...itsPeople, ...itsPartners] },
  savePrices: { on: 'bid', words: 'saved prices', may: [...itsPeople, ...itsPartners] },
  addFile: { on: 'bid', words: 'added a file', may: [...itsPeople, ...itsPartners] },
  removeFile: { on: 'bid', words: 'removed a file', may: [...itsPeople, ...itsPartners] },
  saveWhole: { on: 'bid', words: 'saved their bid on one page', may: [...itsPeople, ...itsPartners] },
  fillFromWord: { on: 'bid', words: 'put answers from a Word document into their bid', may: [...itsPeople, ...itsPartners] },
  submit: { on: 'bid', words: 'submitted the bid', may: itsWriters },
  submitWhole: { on: 'bid', words: 'saved their bid on one page and submitted it', may: itsWriters },
  withdraw: { on: 'bid', words: 'withdrew the bid', may: itsWriters },
  // The authority's.
  listReceived: { on: 'opportunity', words: 'looked at the bids received', may: whoCounts },
  signOpening: { on: 'opportunity', words: 'signed to open the bids', may: onItsBody('procurement-officer') },
  signPriceOpening: { on: 'opportunity', words: 'signed to open the prices', may: onItsBody('procurement-officer') },
  nameOpeners: { on: 'opportunity', words: 'named who opens the bids', may: onItsBody('procurement-officer', 'administrator') },
  extendClosing: { on: 'opportunity', words: 'extended the closing time', may: onItsBody('procurement-officer') },
  readOpened: { on: 'bid', words: 'read an opened bid', may: itsReaders },
  viewTold: { on: 'opportunity', words: 'looked at what bidders were told', may: onItsBody('procurement-officer', 'auditor') },
  recordContact: { on: 'opportunity', words: 'put a talk with a supplier on the record', may: onItsBody('procurement-officer') },
  clearContents: { on: null, words: 'deleted what was written in bids whose time was over', may: [system] },
  // Before the opening a bidder's own people; after it the panel too.
  readFile: { on: 'bid', words: 'read a file of a bid', may: [...itsPeople, ...itsPartners, ...itsReaders] },
});
