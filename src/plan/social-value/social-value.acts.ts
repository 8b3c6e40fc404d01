import { acts, anyone, anyoneWhenPublic, holding, onItsBody } from '#platform/access/act';
import { POLICY_READERS } from '#policy';

const staff = onItsBody(...POLICY_READERS);
const buyers = [holding('owner', 'exercise'), ...onItsBody('commissioner', 'procurement-officer')];
const approvers = onItsBody('lead-director', 'legal-officer');

export const socialValueActs = acts('social-value', {
  view: { on: 'exercise', words: 'looked at the social value of an exercise', may: [holding('owner', 'exercise'), staff] },
  consider: { on: 'exercise', words: 'considered social value', may: buyers },
  report: { on: null, words: 'looked at the weights of social value', may: [staff] },
  viewBenefits: { on: 'exercise', words: 'looked at the social benefits sought', may: [anyoneWhenPublic, holding('owner', 'exercise'), staff] },
  seekBenefit: { on: 'exercise', words: 'added a social benefit that is sought', may: buyers },
  dropBenefit: { on: 'exercise', words: 'took out a social benefit', may: buyers },
  ruleOnRelevance: { on: 'exercise', words: 'decided whether a social benefit is relevant', may: approvers },
  suggestBenefit: { on: 'exercise', words: 'suggested a social benefit', may: [anyoneWhenPublic, holding('owner', 'exercise'), staff] },
  decideSuggestion: { on: 'exercise', words: 'decided about a suggested social benefit', may: buyers },
  viewContent: { on: 'body', words: 'looked at what every tender says', may: [anyone] },
  setContent: { on: 'body', words: 'changed what every tender says', may: onItsBody('administrator', 'policy-officer') },
  viewTenderContent: { on: 'opportunity', words: 'looked at what a tender carries by default', may: [staff] },
  askRemoval: { on: 'opportunity', words: 'asked to leave out what every tender says', may: onItsBody('commissioner', 'procurement-officer') },
  viewRemoval: { on: 'content-removal', words: 'looked at a request to leave out what every tender says', may: [staff] },
});
