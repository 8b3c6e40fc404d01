import { acts, anyone, anyoneWhenPublic, onItsBody, partnering } from '#platform/access/act';
import { STAFF_ROLES } from '#platform/access/roles';

const bodyStaff = onItsBody(...STAFF_ROLES.filter((role) => !['owner', 'evaluator', 'panel-chair'].includes(role)));
/** Who puts agreements that were made elsewhere on the register. */
export const RECORDERS = ['commissioner', 'contract-manager', 'procurement-officer'] as const;

/** Whoever provides the service: people of its supplier or of the lead of its group. */
const providers = [partnering('organisation-administrator'), partnering('bid-writer')];
const managers = onItsBody('contract-manager', 'lead-director');
const keepers = onItsBody('contract-manager', 'procurement-officer');

export const agreementsActs = acts('agreements', {
  list: { on: null, words: 'read the contracts register', may: [anyone] },
  view: { on: 'agreement', words: 'read an agreement', may: [anyoneWhenPublic, bodyStaff] },
  listIncomplete: { on: null, words: 'read the list of incomplete agreements', may: [bodyStaff] },
  record: { on: null, words: 'recorded an agreement by hand', may: [onItsBody(...RECORDERS)] },
  activate: { on: 'agreement', words: 'made an agreement live', may: [keepers] },
  complete: { on: 'agreement', words: 'completed an agreement', may: [keepers, onItsBody('lead-director')] },
  assign: { on: 'agreement', words: 'named who answers for an agreement', may: [keepers, onItsBody('lead-director', 'administrator')] },
  extend: { on: 'agreement', words: 'extended an agreement', may: [onItsBody('contract-manager', 'lead-director')] },
  end: { on: 'agreement', words: 'ended an agreement', may: [onItsBody('contract-manager', 'lead-director')] },
  viewResults: { on: 'agreement', words: 'read the results of a measure', may: [anyoneWhenPublic, bodyStaff] },
  readClaims: { on: 'agreement', words: 'read results that are not confirmed', may: [bodyStaff, providers] },
  enterResult: { on: 'agreement', words: 'entered a result of a measure', may: [managers, providers] },
  correctResult: { on: 'agreement', words: 'corrected a result of a measure', may: [managers, providers] },
  confirmResult: { on: 'agreement', words: 'confirmed a result of a measure', may: [managers] },
  queryResult: { on: 'agreement', words: 'queried a result of a measure', may: [managers] },
  handOver: { on: null, words: 'handed agreements over to a colleague', may: [onItsBody('administrator', 'lead-director')] },
});
