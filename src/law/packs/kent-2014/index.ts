import * as localRules from './local.ts';
import * as regimeRules from './regimes.ts';
import * as thresholdRules from './thresholds.ts';

/** Kent in 2014-15, and with it the two sets of Regulations that older procurements keep for life: 2006 and 2015. */
export const kent2014 = {
  id: 'kent-2014',
  title: 'Kent County Council 2014-15: Public Contracts Regulations 2006 and 2015',
  asOf: '2015-12',
  version: '2014.12.1',
  history: [{ version: '2014.12.1', on: '2026-11-21', why: 'First edition.', changedIds: [] as readonly string[] }],
  rules: { ...thresholdRules, ...regimeRules, ...localRules },
} as const;
