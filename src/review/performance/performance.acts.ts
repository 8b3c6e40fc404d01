import { acts, anyone, anyoneWhenPublic, onItsBody, system } from '#platform/access/act';

const keepers = onItsBody('contract-manager', 'lead-director');

const planners = [keepers, onItsBody('procurement-officer')];

const readers = [anyoneWhenPublic, onItsBody('contract-manager', 'lead-director', 'procurement-officer', 'commissioner', 'auditor', 'administrator')];

export const performanceActs = acts('performance', {
  view: { on: 'agreement', words: 'read the reviews of an agreement', may: readers },
  viewReview: { on: 'review', words: 'read a review', may: readers },
  plan: { on: 'agreement', words: 'planned the reviews of an agreement', may: planners },
  hold: { on: 'review', words: 'wrote up a review', may: [keepers] },
  viewChecklists: { on: 'review', words: 'looked at the checklists of a review', may: [...planners, onItsBody('commissioner', 'auditor')] },
  // Who was asked is known to those who ask them.
  viewInspectors: { on: 'review', words: 'looked at who answers the checklists of a review', may: planners },
  makeChecklist: { on: 'review', words: 'made a checklist for a review', may: planners },
  inviteInspector: { on: 'review', words: 'asked somebody to answer a checklist', may: planners },
  withdrawInspector: { on: 'review', words: 'closed the link to a checklist', may: planners },
  forgetInspector: { on: 'review', words: 'took out the name of somebody asked for a checklist', may: planners },
  forgetInspectors: { on: null, words: 'took out names and email addresses of people asked for checklists whose time was over', may: [system] },
  sendChecklist: { on: null, words: 'sent a checklist by their link', may: [anyone] },
  listMissed: { on: null, words: 'read the list of missed reviews', may: [onItsBody('contract-manager', 'lead-director', 'commissioner', 'auditor')] },
});
