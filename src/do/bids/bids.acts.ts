import { acts, holding, onItsBody, signedInWhenPublic } from '#platform/access/act';

const itsWriters = [holding('bid-writer', 'organisation'), holding('organisation-administrator', 'organisation')];
const itsPeople = [...itsWriters, holding('bid-adviser', 'organisation')];
/** Reaches a bid only once it is opened: until then a bid belongs to no body and no opportunity (see bids.kinds.ts). */
const itsReaders = [...onItsBody('procurement-officer', 'auditor'), holding('evaluator', 'opportunity'), holding('panel-chair', 'opportunity')];
const whoCounts = [...onItsBody('procurement-officer', 'commissioner', 'lead-director', 'auditor', 'administrator'), holding('evaluator', 'opportunity'), holding('panel-chair', 'opportunity')];

export const bidsActs = acts('bids', {
  // The bidder's own. No role of an authority is named here, and none may be.
  start: { on: 'opportunity', words: 'started a bid, or joined a colleague’s', may: [signedInWhenPublic] },
  listMine: { on: null, words: 'listed their bids', may: itsPeople },
  view: { on: 'bid', words: 'looked at their bid', may: itsPeople },
  saveAnswer: { on: 'bid', words: 'saved an answer', may: itsPeople },
  saveLots: { on: 'bid', words: 'chose lots', may: itsPeople },
  savePrices: { on: 'bid', words: 'saved prices', may: itsPeople },
  addFile: { on: 'bid', words: 'added a file', may: itsPeople },
  removeFile: { on: 'bid', words: 'removed a file', may: itsPeople },
  submit: { on: 'bid', words: 'submitted the bid', may: itsWriters },
  withdraw: { on: 'bid', words: 'withdrew the bid', may: itsWriters },
  // The authority's.
  listReceived: { on: 'opportunity', words: 'looked at the bids received', may: whoCounts },
  signOpening: { on: 'opportunity', words: 'signed to open the bids', may: onItsBody('procurement-officer') },
  extendClosing: { on: 'opportunity', words: 'extended the closing time', may: onItsBody('procurement-officer') },
  readOpened: { on: 'bid', words: 'read an opened bid', may: itsReaders },
  // Before the opening a bidder's own people; after it the panel too.
  readFile: { on: 'bid', words: 'read a file of a bid', may: [...itsPeople, ...itsReaders] },
});
