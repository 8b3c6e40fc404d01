import { acts, anyoneWhenPublic, onItsBody } from '#platform/access/act';

const keepers = onItsBody('contract-manager', 'lead-director');

const readers = [anyoneWhenPublic, onItsBody('contract-manager', 'lead-director', 'procurement-officer', 'commissioner', 'auditor', 'administrator')];

export const performanceActs = acts('performance', {
  view: { on: 'agreement', words: 'read the reviews of an agreement', may: readers },
  viewReview: { on: 'review', words: 'read a review', may: readers },
  plan: { on: 'agreement', words: 'planned the reviews of an agreement', may: [keepers, onItsBody('procurement-officer')] },
  hold: { on: 'review', words: 'wrote up a review', may: [keepers] },
  listMissed: { on: null, words: 'read the list of missed reviews', may: [onItsBody('contract-manager', 'lead-director', 'commissioner', 'auditor')] },
});
