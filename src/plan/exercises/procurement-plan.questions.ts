import { defineQuestionSet } from '#parts/questions';

/**
 * The procurement plan (PL-08): what the select committee asks of every procurement at or above the set value (REP 6.1.2), social value
 * and support for local business among it (REP 5.3.9, 6.1.1). Each answer has an owner and evidence.
 */
export const PROCUREMENT_PLAN = defineQuestionSet({
  purpose: 'procurement-plan',
  title: 'Procurement plan',
  questions: [
    {
      key: 'options', section: 'What to buy', type: 'long-text', wordLimit: 300, text: 'Which ways of meeting the need were considered, and why this one?',
      purpose: 'So that buying is a choice and not a habit.', goodAnswer: 'In-house, grant, shared with another authority, a new contract: each with its cost and what users would get.', evidence: 'Such as an options appraisal',
    },
    {
      key: 'market', section: 'What to buy', type: 'long-text', wordLimit: 300, text: 'What is known of the market, and who was asked?',
      purpose: 'So that the specification can be met by those who might offer.', goodAnswer: 'Who provides this now, how many could, and what they said at early engagement.', evidence: 'Such as notes of a market event',
    },
    {
      key: 'cost', section: 'What to buy', type: 'long-text', wordLimit: 200, text: 'How was the cost worked out, and is the money there?',
      purpose: 'So that finance and auditors can follow the figure.', goodAnswer: 'Unit costs, inflation, extensions, and the budget it comes from.', evidence: 'Such as a costing or a budget code confirmed by finance',
    },
    {
      key: 'social-value', section: 'Who benefits', type: 'long-text', wordLimit: 300, text: 'How will this procurement bring social value?',
      purpose: 'The Public Services (Social Value) Act 2012 asks it before a procurement starts.', goodAnswer: 'What might improve economic, social and environmental well-being here, and how offers will be judged on it.', evidence: 'Such as the social value consideration',
    },
    {
      key: 'local-business', section: 'Who benefits', type: 'long-text', wordLimit: 300, text: 'How will this procurement support local business?',
      purpose: 'Local firms, small firms and the voluntary sector should be able to win it or to share in it.', goodAnswer: 'Lots that small providers can take, prompt payment down the chain, local supply chains, requirements no heavier than the value warrants.', evidence: 'Such as a list of local providers told of it',
    },
    {
      key: 'lots', section: 'Who benefits', type: 'long-text', wordLimit: 200, text: 'Is it divided into lots? If not, why not?',
      purpose: 'A contract too large for small providers shuts them out.', goodAnswer: 'The lots by area or by kind of work, or what would be lost by dividing.', evidence: 'Such as a comparison of costs with and without lots',
    },
    {
      key: 'risks', section: 'How to do it', type: 'long-text', wordLimit: 300, text: 'What could go wrong, and who watches it?',
      purpose: 'So that risks have names beside them.', goodAnswer: 'The three largest risks, what is done about each, and staff transfer where there is any.', evidence: 'Such as a risk register',
    },
    {
      key: 'timetable', section: 'How to do it', type: 'long-text', wordLimit: 200, text: 'What is the timetable, and does it leave bidders enough time?',
      purpose: 'Short deadlines favour those who are in already.', goodAnswer: 'Advert, clarification, closing, award, start, and time for a new provider to set up.', evidence: 'Such as a plan with dates',
    },
    {
      key: 'management', section: 'How to do it', type: 'long-text', wordLimit: 200, text: 'Who will manage the contract, and how often is it reviewed?',
      purpose: 'A contract without a manager is not managed.', goodAnswer: 'A named manager and lead director with the time for it, and the review dates.', evidence: 'Such as the manager’s agreement',
    },
  ],
});
