import { acts, holding, onItsBody } from '#platform/access/act';

const officer = onItsBody('procurement-officer');
const evaluator = holding('evaluator', 'opportunity');
const chair = holding('panel-chair', 'opportunity');

export const evaluationActs = acts('evaluation', {
  nameAssessor: { on: 'opportunity', words: 'named somebody to the panel', may: [officer] },
  removeAssessor: { on: 'opportunity', words: 'removed somebody from the panel', may: [officer] },
  declare: { on: 'opportunity', words: 'declared their interests', may: [evaluator, chair] },
  viewTasks: { on: 'opportunity', words: 'looked at the bids they are to score', may: [evaluator, chair] },
  viewBid: { on: 'bid', words: 'read a bid to score it', may: [evaluator, chair] },
  score: { on: 'bid', words: 'scored an answer', may: [evaluator] },
  finish: { on: 'opportunity', words: 'finished scoring alone', may: [evaluator] },
  viewModeration: { on: 'opportunity', words: 'looked at the panel’s scores', may: [evaluator, chair, officer] },
  moderate: { on: 'bid', words: 'wrote an agreed score', may: [chair] },
  viewResults: { on: 'opportunity', words: 'looked at the results', may: [evaluator, chair, onItsBody('procurement-officer', 'commissioner', 'lead-director', 'legal-officer', 'finance-officer', 'auditor')] },
  complete: { on: 'opportunity', words: 'completed the evaluation', may: [officer, chair] },
});
