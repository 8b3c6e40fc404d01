import { acts, anyoneWhenPublic, holding, onItsBody, signedInWhenPublic } from '#platform/access/act';

const officers = onItsBody('procurement-officer', 'commissioner');
const staff = onItsBody('procurement-officer', 'commissioner', 'lead-director', 'legal-officer', 'contract-manager', 'auditor');
const suppliers = [holding('bid-writer', 'organisation'), holding('organisation-administrator', 'organisation'), holding('bid-adviser', 'organisation')];

export const termsActs = acts('terms', {
  viewContract: { on: 'opportunity', words: 'read the draft contract', may: [anyoneWhenPublic, staff, suppliers] },
  buildContract: { on: 'opportunity', words: 'looked at the clauses being written', may: [staff] },
  saveClause: { on: 'opportunity', words: 'wrote a clause of the draft contract', may: [officers] },
  removeClause: { on: 'opportunity', words: 'took a clause out of the draft contract', may: [officers] },
  putForward: { on: 'opportunity', words: 'asked legal to agree the one-sided clauses', may: [officers] },
  amendClause: { on: 'opportunity', words: 'changed a published clause', may: [onItsBody('procurement-officer')] },
  raisePoint: { on: 'opportunity', words: 'raised a point on the draft contract', may: [signedInWhenPublic, suppliers] },
  viewPoint: { on: 'clause-point', words: 'looked at a point on the draft contract', may: [staff, holding('bid-writer', 'organisation'), holding('organisation-administrator', 'organisation')] },
  answerPoint: { on: 'clause-point', words: 'answered a point on the draft contract', may: [officers, onItsBody('legal-officer')] },
  viewTupe: { on: 'opportunity', words: 'looked at the TUPE information being prepared', may: [staff] },
  stateTupe: { on: 'opportunity', words: 'stated whether staff may transfer', may: [officers] },
  askForFacts: { on: 'opportunity', words: 'asked the current provider for TUPE information', may: [officers] },
  viewRequest: { on: 'tupe-request', words: 'looked at what a provider was asked about its staff', may: [staff, holding('bid-writer', 'organisation'), holding('organisation-administrator', 'organisation')] },
  giveFacts: { on: 'tupe-request', words: 'gave the authority TUPE information', may: [holding('bid-writer', 'organisation'), holding('organisation-administrator', 'organisation')] },
  releasePack: { on: 'opportunity', words: 'released TUPE information', may: [officers] },
  receivePack: { on: 'opportunity', words: 'undertook to keep TUPE information to a bid', may: [signedInWhenPublic, suppliers] },
  readPack: { on: 'opportunity', words: 'read the TUPE information', may: [signedInWhenPublic, suppliers, staff] },
});
