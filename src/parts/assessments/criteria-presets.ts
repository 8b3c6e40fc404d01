import type { CriterionKind } from './criteria.ts';

/** A criterion of a preset, as it would be typed. */
export interface PresetCriterion {
  readonly name: string;
  readonly kind: CriterionKind;
  /** Percent of its parent, exact decimal text. */
  readonly share: string;
  readonly within?: readonly PresetCriterion[];
  /** What is counted, of a countable offer. */
  readonly unit?: string;
}
export interface CriteriaPreset {
  readonly id: string;
  readonly words: string;
  readonly source: string;
  readonly criteria: readonly PresetCriterion[];
}

const price = (share: string): PresetCriterion => ({ name: 'Price', kind: 'price', share });
const quality = (share: string): PresetCriterion => ({ name: 'Quality', kind: 'quality', share });
const socialValue = (share: string): PresetCriterion => ({ name: 'Social value', kind: 'social-value', share });

/** Weights in use in the county, as its papers name them (DP-12). An officer starts from one and may change it. */
export const CRITERIA_PRESETS: readonly CriteriaPreset[] = [
  { id: '70-30', words: 'Price 70, quality 30', source: 'DP-12: H03 7(24), H30 1(30)', criteria: [price('70'), quality('30')] },
  { id: '60-40', words: 'Price 60, quality 40', source: 'DP-12: REP 6.2.11', criteria: [price('60'), quality('40')] },
  { id: '40-40-20', words: 'Cost 40, quality 40, social value 20', source: 'DP-12: REP 6.2.12', criteria: [price('40'), quality('40'), socialValue('20')] },
  {
    id: '60-40-nested',
    words: 'Quality 60, price 40, with 20% of quality for social value (12 of 100 points)',
    source: 'DP-13: REP 6.2.12, carers’ short breaks',
    criteria: [
      { ...quality('60'), within: [{ name: 'Other quality', kind: 'quality', share: '80' }, socialValue('20')] },
      price('40'),
    ],
  },
  {
    id: '40-30-30-reach',
    words: 'Quality 40, young people reached 30, price 30',
    source: 'DP-14: H03 8(11), the youth model',
    criteria: [quality('40'), { name: 'Young people reached', kind: 'reach', share: '30', unit: 'young people' }, price('30')],
  },
  { id: '40-30-30', words: 'Quality 40, price 30, social value 30', source: 'DP-12: MWG 3.17', criteria: [quality('40'), price('30'), socialValue('30')] },
];

export const presetById = (id: string): CriteriaPreset | undefined => CRITERIA_PRESETS.find((preset) => preset.id === id);
