import { cite, fact, plainRule } from '../../row.ts';

const formula = (name: string, words: string, algebra: string, weakness: string, source: ReturnType<typeof cite>[]) =>
  fact(`practice.price.${name}`, 'C', source, `${words} Weakness: ${weakness}`, { formula: name, algebra, weakness });

/** P is the price, Pmin the lowest compliant price, W the weight, Q quality points. Publish the one used before tenders open, and try it on sample bids. */
export const priceFormulas = {
  lowestOverBid: formula('lowestOverBid', 'Marks in proportion to the lowest price over the bid’s price.', 'W * Pmin / P',
    'one low outlier moves every score and can swap first and second place.', [cite('SHMA'), cite('PUBSPEND'), cite('BEG21')]),
  standardDifferential: formula('standardDifferential', 'Marks fall by the share the price is above the lowest.', 'W * max(0, 1 - (P - Pmin) / Pmin)',
    'a price twice the lowest scores nothing, and a large spread compresses the rest.', [cite('BEG21'), cite('BG', 'exact algebra')]),
  meanDeviation: formula('meanDeviation', 'Marks by distance from the mean price.', 'W * clamp(0.5 - (P - Pmean) / Pmean, 0, 1)',
    'colluding or withdrawn bids change the ranks.', [cite('BEG21'), cite('BG', 'exact algebra')]),
  benchmark: formula('benchmark', 'Marks in proportion to a published benchmark price over the bid’s price.', 'W * min(1, Pbenchmark / P)',
    'it needs a credible benchmark, published.', [cite('BEG21', 's.7.3'), cite('SHMA')]),
  pricePerQualityPoint: formula('pricePerQualityPoint', 'Bids rank by price for each quality point.', 'rank by P / Q ascending',
    'small differences in quality can outweigh price; set a floor for quality.', [cite('BEG21', 's.7.3')]),
  fixedPrice: formula('fixedPrice', 'The price is fixed and only quality is scored.', 'quality only', 'check that the budget can deliver the service.', [cite('SHMA'), cite('BG', 'exact algebra')]),
} as const;

export const practiceDefaults = {
  scoringScale: fact('practice.scoringScale', 'D', [cite('BG', 'councils vary; the scale must be published')],
    'A common scale runs from 0 (no response or unacceptable) to 5 (excellent). Councils vary; an authority adopts its own.', [
      { score: 0, label: 'No response / unacceptable' }, { score: 1, label: 'Poor' }, { score: 2, label: 'Weak' }, { score: 3, label: 'Acceptable' },
      { score: 4, label: 'Good' }, { score: 5, label: 'Excellent' },
    ]),
  moderation: plainRule('practice.moderation', 'C', [cite('BEG21', 's.9.3'), cite('BG', 'for case law')],
    'Assessors score alone with written reasons, then agree a score with a facilitator; both are kept, and the reasons must support the final score.'),
  contractTiers: fact('practice.contractTiers', 'C', [cite('DBW', 'Contract_Tiering_Tool'), cite('GCF')], 'Contracts are tiered gold, silver or bronze by value, risk and complexity.', ['gold', 'silver', 'bronze']),
  rectificationPlan: fact('practice.rectificationPlan', 'C', [cite('LAWINSIDER')], 'Sample clauses give 10 working days to submit a rectification plan and 10 to approve it.', { submitWorkingDays: 10, approveWorkingDays: 10 }),
  commissioningCycle: fact('practice.commissioningCycle', 'B', [cite('RICHMOND'), cite('IPC')], 'Commissioning goes round four phases: analyse, plan, do, review.', ['Analyse', 'Plan', 'Do', 'Review']),
  accountabilityQuestions: fact('practice.accountabilityQuestions', 'B', [cite('NEWCASTLE-OBA')], 'Outcome-based accountability asks three questions.',
    ['How much did we do?', 'How well did we do it?', 'Is anyone better off?']),
  lateTender: plainRule('practice.lateTender', 'B', [cite('CLARKS'), cite('GCR12')],
    'A late tender is refused, unless the authority or its system was at fault and the authority’s rules allow it.'),
  localTenderWindow: fact('practice.localTenderWindow', 'C', [cite('GCR12')], 'One county gives at least 10 working days to tender under its own rules.', { workingDays: 10 }),
  sealedOpening: plainRule('practice.sealedOpening', 'B', [cite('MAIDSTONE'), cite('DARTFORD')], 'Tenders are stored unopened until the time for opening.'),
  twoOpeners: plainRule('practice.twoOpeners', 'D', [cite('BG')], 'Two officers commonly open tenders together. This has not been verified.'),
  tieBreak: plainRule('practice.tieBreak', 'D', [cite('BG')], 'The Act has no tie-break; publish one, such as the highest-weighted quality criterion, then price, then a draw by two officers. This has not been verified.'),
  clarificationCutOff: plainRule('practice.clarificationCutOff', 'D', [cite('BG')], 'The documents set a last day for questions; answers go to everyone without names. The number of days is local. This has not been verified.'),
  assessmentSummary: plainRule('practice.assessmentSummary', 'A', [cite('PA23', 's.50'), cite('PR24', 'reg 31')],
    'Every assessed tenderer has a summary before the award notice: scores by criterion with reasons, and the winner’s.'),
  exitPlan: plainRule('practice.exitPlan', 'D', [cite('BG')], 'An exit plan exists from the start of a contract and is refreshed yearly. This has not been verified.'),
} as const;
