import { acts, holding, onItsBody } from '#platform/access/act';
import { POLICY_READERS } from '#policy';

const owner = holding('owner', 'exercise');
const designers = [owner, ...onItsBody('commissioner', 'procurement-officer', 'finance-officer')];

export const paymentPlanActs = acts('payment-plan', {
  view: { on: 'exercise', words: 'looked at how the provider would be paid', may: [owner, ...onItsBody(...POLICY_READERS)] },
  save: { on: 'exercise', words: 'decided how the provider would be paid', may: designers },
  addPart: { on: 'exercise', words: 'added a payment to the plan', may: designers },
  removePart: { on: 'exercise', words: 'took a payment out of the plan', may: designers },
});
