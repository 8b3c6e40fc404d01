import * as belowThresholdRules from './below-threshold.ts';
import * as contractLife from './contract-life.ts';
import * as localGovernmentRules from './local-government.ts';
import * as noticeRules from './notices.ts';
import * as periodRules from './periods.ts';
import * as policyRules from './policy.ts';
import * as practiceRules from './practice.ts';
import * as procedureRules from './procedure.ts';
import { sequences } from './sequences.ts';
import * as thresholdRules from './thresholds.ts';
import { transparencyCode } from './transparency-code.ts';

/** England, a council, as of late 2026. Correct a row in its file, then add the change to `history`: see src/law/README.md. */
export const uk2026 = {
  id: 'uk-2026',
  title: 'England, councils and other sub-central authorities, as of late 2026',
  asOf: '2026-10',
  version: '2026.10.2',
  history: [
    { version: '2026.10.1', on: '2026-11-21', why: 'First edition.', changedIds: [] as readonly string[] },
    { version: '2026.10.2', on: '2026-11-21', why: 'Who may bid for a reserved contract, and by which procedure.', changedIds: ['reserved.procedure', 'reserved.mutualBody', 'belowThreshold.supplierLocation'] as readonly string[] },
  ],
  rules: {
    ...thresholdRules,
    ...procedureRules,
    ...periodRules,
    ...noticeRules,
    sequences,
    ...contractLife,
    ...belowThresholdRules,
    transparencyCode,
    ...policyRules,
    ...localGovernmentRules,
    ...practiceRules,
  },
} as const;
