import { acts, holding, onItsBody, system } from '#platform/access/act';

const administrator = holding('organisation-administrator', 'organisation');
const writers = [administrator, holding('bid-writer', 'organisation')];
const suppliers = [...writers, holding('bid-adviser', 'organisation')];
/** Those of a public body who read what a supplier shares; its administrator is not among them. */
const buyers = onItsBody('procurement-officer', 'commissioner', 'contract-manager', 'finance-officer', 'legal-officer');
const builders = onItsBody('procurement-officer', 'commissioner');
const readers = onItsBody('procurement-officer', 'commissioner', 'lead-director', 'legal-officer', 'finance-officer', 'auditor');
const officer = onItsBody('procurement-officer');

export const selectionActs = acts('selection', {
  viewCore: { on: 'organisation', words: 'looked at the core questionnaire', may: [suppliers] },
  answerCore: { on: 'organisation', words: 'answered the core questionnaire', may: [writers] },
  keepConnectedPeople: { on: 'organisation', words: 'changed who controls the organisation', may: [writers] },
  eraseFormerPeople: { on: null, words: 'erased the names of those who no longer control an organisation', may: [system] },

  listDocuments: { on: 'organisation', words: 'looked at the document vault', may: [suppliers] },
  addDocument: { on: 'organisation', words: 'added a document to the vault', may: [writers] },
  viewDocument: { on: 'vault-document', words: 'looked at a document of the vault', may: [suppliers] },
  renewDocument: { on: 'vault-document', words: 'put a new version into the vault', may: [writers] },
  withdrawDocument: { on: 'vault-document', words: 'took a document out of the vault', may: [writers] },
  shareDocument: { on: 'vault-document', words: 'consented to share a document', may: [writers] },
  endShare: { on: 'vault-document', words: 'ended the sharing of a document', may: [writers] },
  clearVault: { on: null, words: 'deleted documents that were withdrawn long ago', may: [system] },
  removeFiles: { on: null, words: 'removed the files of deleted documents', may: [system] },
  warnOfExpiry: { on: null, words: 'warned of documents that expire', may: [system] },
  listShared: { on: null, words: 'looked at the documents shared with a body', may: [buyers] },
  viewShared: { on: 'vault-share', words: 'read a document that a supplier shares', may: [buyers] },

  viewBank: { on: 'body', words: 'looked at the question bank', may: [readers] },
  addToBank: { on: 'body', words: 'added a question to the bank', may: [officer] },
  retireFromBank: { on: 'body', words: 'retired a question of the bank', may: [officer] },
  viewTender: { on: 'opportunity', words: 'looked at what a tender asks about suitability', may: [readers] },
  addExtra: { on: 'opportunity', words: 'added a suitability question to a tender', may: [builders] },
  askSelfCertification: { on: 'opportunity', words: 'asked bidders to certify themselves', may: [builders] },
  assessRisk: { on: 'opportunity', words: 'assessed the risk of a contract', may: [builders] },
  setRequirement: { on: 'opportunity', words: 'changed what is required of bidders', may: [builders] },

  viewChecks: { on: 'opportunity', words: 'looked at the checks of bidders', may: [readers] },
  recordCheck: { on: 'opportunity', words: 'recorded a check of the debarment list', may: [officer] },
  raiseConcern: { on: 'opportunity', words: 'raised a ground for exclusion', may: [officer, onItsBody('legal-officer')] },
  giveFinancialView: { on: 'opportunity', words: 'gave a view of financial standing', may: [onItsBody('finance-officer')] },
  askEvidence: { on: 'opportunity', words: 'asked the provisional winner for evidence', may: [officer] },
  viewConcern: { on: 'exclusion-concern', words: 'looked at a ground for exclusion', may: [writers, readers] },
  replyToConcern: { on: 'exclusion-concern', words: 'replied to a ground for exclusion', may: [writers] },
  decideConcern: { on: 'exclusion-concern', words: 'decided on a ground for exclusion', may: [officer, onItsBody('legal-officer', 'lead-director')] },
  viewEvidence: { on: 'evidence-request', words: 'looked at the evidence asked of a provisional winner', may: [writers, readers] },
  giveEvidence: { on: 'evidence-request', words: 'gave evidence', may: [writers] },
  decideEvidence: { on: 'evidence-request', words: 'decided on the evidence', may: [officer] },
});
