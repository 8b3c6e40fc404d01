import { acts, holding, onItsBody } from '#platform/access/act';
import { POLICY_READERS } from '#policy';

const staff = onItsBody(...POLICY_READERS);

export const socialValueActs = acts('social-value', {
  view: { on: 'exercise', words: 'looked at the social value of an exercise', may: [holding('owner', 'exercise'), staff] },
  consider: { on: 'exercise', words: 'considered social value', may: [holding('owner', 'exercise'), onItsBody('commissioner', 'procurement-officer')] },
  report: { on: null, words: 'looked at the weights of social value', may: [staff] },
});
