import { acts, anyoneWhenPublic, holding, onItsBody } from '#platform/access/act';
import { ROLES, STAFF_ROLES } from '#platform/access/roles';

const commissioners = [...onItsBody('commissioner'), holding('owner', 'exercise')];

export const needsActs = acts('needs', {
  view: { on: 'need', words: 'looked at a needs record', may: [anyoneWhenPublic, onItsBody(...STAFF_ROLES.filter((role) => ROLES[role].scope === 'body')), holding('owner', 'exercise')] },
  save: { on: 'exercise', words: 'changed the needs record', may: commissioners },
  addEvidence: { on: 'exercise', words: 'added evidence of need', may: commissioners },
  removeEvidence: { on: 'exercise', words: 'removed evidence of need', may: commissioners },
});
