import { acts, anyone, anyoneWhenPublic, holding, onItsBody, signedInWhenPublic } from '#platform/access/act';

const officers = onItsBody('procurement-officer', 'commissioner');
const staff = onItsBody('procurement-officer', 'commissioner', 'lead-director', 'legal-officer', 'finance-officer', 'contract-manager', 'policy-officer', 'auditor', 'administrator');
const askers = [holding('bid-writer', 'organisation'), holding('organisation-administrator', 'organisation')];

/** Everything done to or with an opportunity up to its closing. */
export const opportunitiesActs = acts('opportunities', {
  list: { on: null, words: 'looked at the list of opportunities', may: [anyone] },
  view: { on: 'opportunity', words: 'looked at an opportunity', may: [anyoneWhenPublic, staff, holding('owner', 'exercise'), holding('evaluator', 'opportunity'), holding('panel-chair', 'opportunity')] },
  viewLot: { on: 'lot', words: 'looked at a lot', may: [anyoneWhenPublic, staff] },
  build: { on: 'opportunity', words: 'looked at an opportunity being built', may: [staff, holding('owner', 'exercise')] },
  listDrafts: { on: null, words: 'looked at the opportunities being built', may: [staff] },
  create: { on: null, words: 'started an opportunity', may: [officers] },
  edit: { on: 'opportunity', words: 'changed a draft opportunity', may: [officers, holding('owner', 'exercise')] },
  announce: { on: 'opportunity', words: 'announced a coming opportunity', may: [officers] },
  addDocument: { on: 'opportunity', words: 'added a document to an opportunity', may: [officers] },
  removeDocument: { on: 'opportunity', words: 'took a document out of a draft opportunity', may: [officers] },
  replaceDocument: { on: 'opportunity', words: 'replaced a document of a published opportunity', may: [officers] },
  changeCriteria: { on: 'opportunity', words: 'changed the criteria of a draft opportunity', may: [officers] },
  confirmReading: { on: 'opportunity', words: 'confirmed what the weights mean', may: [onItsBody('procurement-officer')] },
  changeQuestions: { on: 'opportunity', words: 'changed the questions of a draft opportunity', may: [officers] },
  recordPlatformNotice: { on: 'opportunity', words: 'recorded the notice on the central digital platform', may: [onItsBody('procurement-officer')] },
  publish: { on: 'opportunity', words: 'published an opportunity', may: [onItsBody('procurement-officer')] },
  changeClosing: { on: 'opportunity', words: 'gave bidders more time', may: [onItsBody('procurement-officer')] },
  withdrawLot: { on: 'opportunity', words: 'withdrew a lot', may: [onItsBody('procurement-officer')] },
  cancel: { on: 'opportunity', words: 'cancelled an opportunity', may: [onItsBody('procurement-officer', 'lead-director')] },
  ask: { on: 'opportunity', words: 'asked a question about an opportunity', may: [signedInWhenPublic] },
  viewClarifications: { on: 'opportunity', words: 'looked at the questions of an opportunity', may: [officers, onItsBody('auditor', 'legal-officer')] },
  viewClarification: { on: 'clarification', words: 'looked at a question', may: [officers, onItsBody('auditor', 'legal-officer'), askers] },
  answer: { on: 'clarification', words: 'answered a question', may: [officers] },
  rulePrivacy: { on: 'clarification', words: 'decided whether a question is sensitive', may: [officers] },
  withdrawQuestion: { on: 'clarification', words: 'withdrew a question', may: [askers] },
  letBePublic: { on: 'clarification', words: 'let a question be answered in public', may: [askers] },
});
