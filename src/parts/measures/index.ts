/** What is counted or judged, and what was found. See README.md. */
export {
  ACCOUNTABILITY, decideDraft, decideMeasures, MEASURE_KINDS, onlyOutputs, OUTCOMES_RULE, plainMeasure,
  type Accountability, type Confidence, type Measure, type MeasureDraft, type MeasureKind, type Nature,
} from './measure.ts';
export { addMeasure, carryMeasures, changeMeasure, measureOf, measuresOf, removeMeasure } from './measure.store.ts';
export { claimObservation, confirmedObservationsOf, confirmObservation, observationOf, observationsOf, observationsOfMeasure, queryObservation, type Claim, type Observation } from './observation.store.ts';
export { againstTarget, asksWhetherMet, decideResult, lastEndedPeriod, MAY_SAY_FREQUENCY, meetsTarget, saidFrequency, tellsItself, type SaidFrequency } from './result.ts';
export { postedResult, resultFields, resultInput } from './result-form.page.ts';
export { measureCommands, type MeasureCommands, type MeasureRoom } from './measure.commands.ts';
export { measureRoutes } from './measure.routes.ts';
export { measureFields, measureInput, postedMeasure } from './measure-form.ts';
export { amountWords, latestWords, measuresTable, targetWords, type MeasuresTableOptions } from './measure.page.ts';
export { foundNumber, isSmallResult, rateIsShown, saidInstead, smallResultWords, suppressSmallNumbers, type Count, type FoundNumber, type ShownCount, type ToldResult } from './small-numbers.ts';
