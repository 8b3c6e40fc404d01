import { acts, anyoneWhenPublic, holding, onItsBody } from '#platform/access/act';
import { ROLES, STAFF_ROLES } from '#platform/access/roles';

const owner = holding('owner', 'exercise');
const writers = [...onItsBody('commissioner', 'procurement-officer'), owner];

export const specificationsActs = acts('specifications', {
  view: { on: 'specification', words: 'looked at a specification', may: [anyoneWhenPublic, onItsBody(...STAFF_ROLES.filter((role) => ROLES[role].scope === 'body')), owner] },
  start: { on: 'exercise', words: 'started a version of the specification', may: writers },
  save: { on: 'specification', words: 'changed the specification', may: writers },
  addMeasure: { on: 'specification', words: 'added a measure to the specification', may: writers },
  changeMeasure: { on: 'specification', words: 'changed a measure of the specification', may: writers },
  removeMeasure: { on: 'specification', words: 'removed a measure from the specification', may: writers },
  putForward: { on: 'specification', words: 'put the specification forward for approval', may: writers },
});
