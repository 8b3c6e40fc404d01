import { acts, holding, onItsBody } from '#platform/access/act';
import { POLICY_READERS } from '#policy';

const owner = holding('owner', 'exercise');
const planners = [owner, ...onItsBody('commissioner', 'procurement-officer')];
const readers = [owner, ...onItsBody(...POLICY_READERS)];

export const lottingActs = acts('lotting', {
  view: { on: 'exercise', words: 'looked at how work would be cut into lots', may: readers },
  setKind: { on: 'exercise', words: 'named the kind of service for which providers are counted', may: planners },
  addOption: { on: 'exercise', words: 'added a pattern of lots to compare', may: planners },
  removeOption: { on: 'exercise', words: 'took a pattern of lots out of the comparison', may: planners },
  choose: { on: 'exercise', words: 'chose how the work is cut into lots', may: [owner, ...onItsBody('commissioner')] },
  viewSubcontracting: { on: 'exercise', words: 'looked at whether work may be passed on', may: readers },
  decideSubcontracting: { on: 'exercise', words: 'decided whether work may be passed on', may: planners },
});
