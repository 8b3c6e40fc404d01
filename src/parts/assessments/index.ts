/** What is judged and how much it counts. See README.md. */
export {
  CRITERION_KINDS, criteriaProblems, JUDGED_BY, JUDGED_BY_WORDS, levelTotal, notQualityWarning, pointsInWords, pointsOfKind, reachRuleOf, scoresByKind, shareInWords, totalPoints, weigh,
  type Criterion, type CriterionKind, type JudgedBy, type WeighedCriterion,
} from './criteria.ts';
export { CRITERIA_PRESETS, presetById, type CriteriaPreset, type PresetCriterion } from './criteria-presets.ts';
export { addCriterion, changeCriterion, criteriaOf, removeCriterion, replaceCriteria, setShares, type NewCriterion } from './criteria.store.ts';
export { criteriaTable, nestedSentences, sumInWords } from './criteria.page.ts';
export {
  FORMULA_LETTERS, formulaAlgebra, formulaNote, formulaWeakness, isPriceFormula, lettersAfter, PRICE_FORMULA_NAMES, PRICE_FORMULAS, priceScores, type PriceFormula,
} from './price-formula.ts';
export {
  decidedInWords, outWhateverThePrice, POINTS_PLACES, pointsToTell, ROUNDING_SENTENCE, scoreBids, whatDecides, type BidResult, type CriterionPoints, type Decider, type MarkedQuestion, type Result,
  type ScoredBid, type ScoringInput,
} from './scoring.ts';
export { scaleById, SCALES, type Scale, type ScaleStep } from './scales.ts';
export { assessorRole, decideAccess, decideDeclaration, decideNaming, DECLARATION_RULE, type Assessor } from './assessor.ts';
export { addAssessor, barAssessor, panelOf, peopleOfBody, rolesOfPerson, storeDeclaration } from './assessor.store.ts';
export { reachAlgebra, REACH_FORMULA_NAMES, REACH_FORMULAS, reachPercents, reachWorking, type ReachFormula, type ReachRule } from './reach.ts';
export { isTieRule, rankBids, TIE_RULE_WORDS, TIE_RULES, tieRulesInWords, type TieRule } from './ranking.ts';
export { lowPrices, type LowPrice, type LowPriceRule, type PricedBid } from './low-price.ts';
