import { acts, anyone, anyoneWhenPublic, holding, onItsBody, signedIn, signedInWhenPublic, system } from '#platform/access/act';

const officers = onItsBody('procurement-officer', 'commissioner');
const procurement = onItsBody('procurement-officer');
const staff = onItsBody('procurement-officer', 'commissioner', 'lead-director', 'legal-officer', 'finance-officer', 'contract-manager', 'policy-officer', 'auditor', 'administrator');
/** Whoever may be named an assessor: a person with a role on the body. Being named is asked by the command. */
const assessors = onItsBody('procurement-officer', 'commissioner', 'lead-director', 'legal-officer', 'finance-officer', 'contract-manager', 'policy-officer');
const applicants = [holding('bid-writer', 'organisation'), holding('organisation-administrator', 'organisation')];
const itsPeople = [...applicants, holding('bid-adviser', 'organisation')];

/** Frameworks and dynamic markets: set up, joined, called off, changed and ended. */
export const arrangementsActs = acts('arrangements', {
  list: { on: null, words: 'looked at the frameworks and dynamic markets', may: [anyone] },
  listClosed: { on: null, words: 'looked at what has been closed to newcomers too long', may: [anyone] },
  view: { on: 'arrangement', words: 'looked at a framework or dynamic market', may: [anyoneWhenPublic, staff] },
  follow: { on: 'arrangement', words: 'asked to be told of the next intake', may: [signedInWhenPublic] },
  unfollow: { on: null, words: 'stopped being told of intakes', may: [signedIn] },
  listDrafts: { on: null, words: 'looked at the frameworks and dynamic markets of an authority', may: [staff] },
  create: { on: null, words: 'started a framework or dynamic market', may: [officers] },
  build: { on: 'arrangement', words: 'looked at a framework or dynamic market being set up', may: [staff] },
  edit: { on: 'arrangement', words: 'changed a draft framework or dynamic market', may: [officers] },
  addTerms: { on: 'arrangement', words: 'added the terms of a framework or dynamic market', may: [officers] },
  nameAssessor: { on: 'arrangement', words: 'named somebody to assess applications', may: [procurement] },
  removeAssessor: { on: 'arrangement', words: 'removed an assessor of applications', may: [procurement] },
  viewConflicts: { on: 'arrangement', words: 'looked at the conflicts assessment', may: [onItsBody('procurement-officer', 'commissioner', 'lead-director', 'legal-officer', 'auditor')] },
  writeConflicts: { on: 'arrangement', words: 'wrote in the conflicts assessment', may: [officers] },
  announce: { on: 'arrangement', words: 'published the intention to set up a dynamic market', may: [procurement] },
  publish: { on: 'arrangement', words: 'published a framework or dynamic market', may: [procurement] },
  publishChanges: { on: 'arrangement', words: 'published what changed in a dynamic market', may: [procurement] },
  startOpportunity: { on: 'arrangement', words: 'started the tender that sets up a framework', may: [procurement] },
  admitFromResults: { on: 'arrangement', words: 'admitted providers from the results of a tender', may: [procurement] },
  planIntake: { on: 'arrangement', words: 'planned an intake or recorded a review', may: [officers] },
  proposeChange: { on: 'arrangement', words: 'proposed a change to published rules', may: [procurement] },
  proposeCeiling: { on: 'arrangement', words: 'proposed another ceiling of a framework', may: [procurement] },
  recordChangeNotice: { on: 'arrangement-change', words: 'recorded the contract change notice of a framework', may: [procurement] },
  recordChangeCopy: { on: 'arrangement-change', words: 'recorded the published copy of a changed framework', may: [procurement] },
  viewChange: { on: 'arrangement-change', words: 'looked at a proposed change of rules', may: [staff] },
  withdrawChange: { on: 'arrangement-change', words: 'withdrew a proposed change of rules', may: [procurement] },
  withdrawLot: { on: 'arrangement', words: 'withdrew a lot of a framework or dynamic market', may: [onItsBody('procurement-officer', 'lead-director')] },
  end: { on: 'arrangement', words: 'ended a framework or dynamic market', may: [onItsBody('procurement-officer', 'lead-director')] },
  cancel: { on: 'arrangement', words: 'cancelled a draft framework or dynamic market', may: [officers] },
  // Applications.
  apply: { on: 'arrangement', words: 'began to apply to join', may: [signedInWhenPublic] },
  listMine: { on: null, words: 'listed their applications and memberships', may: itsPeople },
  viewOwn: { on: 'arrangement-application', words: 'looked at their application to join', may: itsPeople },
  saveOwn: { on: 'arrangement-application', words: 'saved their application to join', may: itsPeople },
  submit: { on: 'arrangement-application', words: 'sent an application to join', may: applicants },
  revise: { on: 'arrangement-application', words: 'took an application back to revise it', may: applicants },
  reply: { on: 'arrangement-application', words: 'answered a question about their application', may: applicants },
  withdraw: { on: 'arrangement-application', words: 'withdrew an application to join', may: applicants },
  listApplications: { on: 'arrangement', words: 'looked at the applications to join', may: [staff] },
  assess: { on: 'arrangement-application', words: 'looked at an application to join', may: [staff] },
  declare: { on: 'arrangement-application', words: 'declared their interests in an application', may: [assessors] },
  score: { on: 'arrangement-application', words: 'scored an answer of an application', may: [assessors] },
  finish: { on: 'arrangement-application', words: 'finished scoring an application', may: [assessors] },
  ask: { on: 'arrangement-application', words: 'asked an applicant for what is missing', may: [officers] },
  decide: { on: 'arrangement-application', words: 'decided an application to join', may: [procurement] },
  alertOverdue: { on: 'arrangement-application', words: 'told the head of procurement that a decision is overdue', may: [system] },
  // Members and work.
  review: { on: 'arrangement-member', words: 'reviewed a provisional member', may: [onItsBody('procurement-officer', 'contract-manager')] },
  changeStatus: { on: 'arrangement-member', words: 'changed the standing of a member', may: [procurement] },
  leave: { on: 'arrangement-member', words: 'left a framework or dynamic market', may: applicants },
  startCompetition: { on: 'arrangement', words: 'started a mini-competition', may: [officers] },
  inviteAll: { on: 'opportunity', words: 'invited every provider of the lot', may: [officers] },
  callOff: { on: 'arrangement', words: 'called off work directly', may: [procurement] },
});
