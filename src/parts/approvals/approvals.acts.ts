import { acts, onItsBody } from '#platform/access/act';
import { ROLES, STAFF_ROLES } from '#platform/access/roles';

/** Every role that is held on a body: which of them decides a step is written on the step, and the command asks for it. */
const staffOfTheBody = onItsBody(...STAFF_ROLES.filter((role) => ROLES[role].scope === 'body'));

export const approvalActs = acts('approvals', {
  view: { on: 'approval', words: 'looked at an approval', may: [staffOfTheBody] },
  decide: { on: 'approval', words: 'decided an approval', may: [staffOfTheBody] },
});
