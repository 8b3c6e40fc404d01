import { acts, anyone, anyoneWhenPublic, holding, onItsBody } from '#platform/access/act';
import { ROLES, STAFF_ROLES } from '#platform/access/roles';

const owner = holding('owner', 'exercise');
const leads = [...onItsBody('commissioner'), owner];
const staff = onItsBody(...STAFF_ROLES.filter((role) => ROLES[role].scope === 'body'));

export const exercisesActs = acts('exercises', {
  list: { on: null, words: 'looked at the list of exercises', may: [staff, owner] },
  view: { on: 'exercise', words: 'looked at an exercise', may: [anyoneWhenPublic, staff, owner] },
  reportLegalBasis: { on: null, words: 'looked at spend by legal basis', may: [anyone] },
  create: { on: null, words: 'started an exercise', may: [holding('commissioner', 'body')] },
  save: { on: 'exercise', words: 'changed what an exercise is for', may: leads },
  handOver: { on: 'exercise', words: 'handed an exercise over', may: [...leads, ...onItsBody('lead-director', 'administrator')] },
  savePlan: { on: 'exercise', words: 'changed the procurement plan', may: [...leads, ...onItsBody('procurement-officer')] },
  putPlanForward: { on: 'exercise', words: 'put the plan forward for approval', may: leads },
  completeAnalyse: { on: 'exercise', words: 'completed the Analyse stage', may: leads },
  completePlan: { on: 'exercise', words: 'completed the Plan stage', may: leads },
  completeDo: { on: 'exercise', words: 'completed the Do stage', may: [...leads, ...onItsBody('procurement-officer')] },
  completeReview: { on: 'exercise', words: 'completed the Review stage', may: [...leads, ...onItsBody('contract-manager')] },
  close: { on: 'exercise', words: 'stopped an exercise early', may: [...leads, ...onItsBody('lead-director')] },
});
