import { acts, holding } from '#platform/access/act';

const STAFF = ['procurement-officer', 'commissioner', 'lead-director', 'policy-officer', 'auditor'] as const;

export const TAKE_UP_ACTS = acts('take-up', {
  view: { on: null, words: 'looked at who finds the site', may: STAFF.map((role) => holding(role, 'body')) },
  log: { on: null, words: 'logged something done to make the site known', may: [holding('procurement-officer', 'body')] },
});
