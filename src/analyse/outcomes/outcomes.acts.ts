import { acts, anyone, anyoneWhenPublic, onItsBody, holding } from '#platform/access/act';

const policy = onItsBody('policy-officer');

export const outcomesActs = acts('outcomes', {
  list: { on: null, words: 'looked at the outcomes frameworks', may: [anyone] },
  view: { on: 'outcome', words: 'looked at an outcome', may: [anyoneWhenPublic, policy] },
  viewFramework: { on: 'outcome-framework', words: 'looked at a version of the outcomes framework', may: [anyoneWhenPublic, policy] },
  draft: { on: null, words: 'started a version of the outcomes framework', may: [holding('policy-officer', 'body')] },
  add: { on: 'outcome-framework', words: 'added an outcome to a draft framework', may: [policy] },
  change: { on: 'outcome-framework', words: 'changed an outcome of a draft framework', may: [policy] },
  remove: { on: 'outcome-framework', words: 'removed an outcome from a draft framework', may: [policy] },
  publish: { on: 'outcome-framework', words: 'published the outcomes framework', may: [policy] },
});
