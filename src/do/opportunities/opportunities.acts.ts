import { acts, anyone, anyoneWhenPublic, holding, onItsBody, signedInWhenPublic } from '#platform/access/act';

const officers = onItsBody('procurement-officer', 'commissioner');
const staff = onItsBody('procurement-officer', 'commissioner', 'lead-director', 'legal-officer', 'finance-officer', 'contract-manager', 'policy-officer', 'auditor', 'administrator');
/** Of an organisation that was invited: an opportunity belongs to each of those too. */
const invited = [holding('bid-writer', 'organisation'), holding('organisation-administrator', 'organisation'), holding('bid-adviser', 'organisation')];
const askers = [holding('bid-writer', 'organisation'), holding('organisation-administrator', 'organisation')];

/** Everything done to or with an opportunity up to its closing. */
export const opportunitiesActs = acts('opportunities', {
  list: { on: null, words: 'looked at the list of opportunities', may: [anyone] },
  view: { on: 'opportunity', words: 'looked at an opportunity', may: [anyoneWhenPublic, staff, holding('owner', 'exercise'), holding('evaluator', 'opportunity'), holding('panel-chair', 'opportunity'), invited] },
  // All of one that is for the invited. Of one that is for anyone, `view` is enough.
  readInvited: { on: 'opportunity', words: 'read an opportunity by invitation', may: [staff, holding('owner', 'exercise'), holding('evaluator', 'opportunity'), holding('panel-chair', 'opportunity'), invited] },
  viewLot: { on: 'lot', words: 'looked at a lot', may: [anyoneWhenPublic, staff, invited] },
  build: { on: 'opportunity', words: 'looked at an opportunity being built', may: [staff, holding('owner', 'exercise')] },
  listDrafts: { on: null, words: 'looked at the opportunities being built', may: [staff] },
  viewPipeline: { on: 'body', words: 'looked at the pipeline of an authority', may: [staff] },
  statePipelineSpend: { on: 'body', words: 'said what an authority expects to pay this year', may: [onItsBody('procurement-officer', 'finance-officer')] },
  publishPipeline: { on: 'body', words: 'published a pipeline notice', may: [onItsBody('procurement-officer')] },
  create: { on: null, words: 'started an opportunity', may: [officers] },
  postLowValue: { on: null, words: 'posted a low-value opportunity', may: [officers] },
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
  ask: { on: 'opportunity', words: 'asked a question about an opportunity', may: [signedInWhenPublic, invited] },
  invite: { on: 'opportunity', words: 'chose who is invited', may: [officers] },
  declareReserved: { on: 'organisation', words: 'declared what an organisation is for reserved contracts', may: [holding('bid-writer', 'organisation'), holding('organisation-administrator', 'organisation')] },
  decline: { on: 'opportunity', words: 'said that their organisation will not answer', may: [holding('bid-writer', 'organisation'), holding('organisation-administrator', 'organisation')] },
  follow: { on: 'opportunity', words: 'followed or stopped following an opportunity', may: [signedInWhenPublic, invited] },
  shortlist: { on: 'opportunity', words: 'made the shortlist', may: [onItsBody('procurement-officer')] },
  recordChoice: { on: 'opportunity', words: 'recorded the reason for the choice of a quotation', may: [officers] },
  chooseRoute: { on: 'opportunity', words: 'chose the way of buying', may: [officers] },
  viewClarifications: { on: 'opportunity', words: 'looked at the questions of an opportunity', may: [officers, onItsBody('auditor', 'legal-officer')] },
  viewClarification: { on: 'clarification', words: 'looked at a question', may: [officers, onItsBody('auditor', 'legal-officer'), askers] },
  answer: { on: 'clarification', words: 'answered a question', may: [officers] },
  rulePrivacy: { on: 'clarification', words: 'decided whether a question is sensitive', may: [officers] },
  withdrawQuestion: { on: 'clarification', words: 'withdrew a question', may: [askers] },
  letBePublic: { on: 'clarification', words: 'let a question be answered in public', may: [askers] },
});
