import { acts, anyone, holding, onItsBody } from '#platform/access/act';
import { STAFF_ROLES, ROLES, type Role } from '#platform/access/roles';

/** Everyone who works for the body may read how a policy stands and stood; the public sees what is in force at /rules. */
export const POLICY_READERS: readonly Role[] = STAFF_ROLES.filter((role) => ROLES[role].scope === 'body');

export const policyActs = acts('policy', {
  view: { on: 'body', words: 'looked at the local policies', may: [onItsBody(...POLICY_READERS), holding('site-administrator', 'site')] },
  set: { on: 'body', words: 'changed a local policy', may: [onItsBody('administrator')] },
  viewHolidays: { on: null, words: 'looked at the bank holidays', may: [holding('site-administrator', 'site')] },
  addHoliday: { on: null, words: 'changed the bank holidays', may: [holding('site-administrator', 'site')] },
  viewRules: { on: null, words: 'looked at the rules and sources', may: [anyone] },
});
