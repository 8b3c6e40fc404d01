import { acts, anyone, anyoneWhenPublic, holding, onItsBody } from '#platform/access/act';

const readers = ['procurement-officer', 'commissioner', 'lead-director', 'auditor', 'policy-officer'] as const;

export const effectivenessActs = acts('effectiveness', {
  report: { on: null, words: 'looked at a report on the commissioning itself', may: [anyone] },
  // The body is asked of the holding again: see `mayReadBidders`.
  bidders: { on: null, words: 'looked at the bids behind a figure', may: readers.map((role) => holding(role, 'body')) },
  reports: { on: null, words: 'looked at the annual outcomes reports', may: [anyone] },
  startReport: { on: null, words: 'drafted an annual outcomes report', may: [holding('policy-officer', 'body')] },
  readReport: { on: 'outcomes-report', words: 'looked at an annual outcomes report', may: [anyoneWhenPublic, onItsBody(...readers)] },
  writeReport: { on: 'outcomes-report', words: 'wrote in an annual outcomes report', may: onItsBody('policy-officer') },
  publishReport: { on: 'outcomes-report', words: 'published an annual outcomes report', may: onItsBody('policy-officer') },
});
