import { acts, anyoneWhenPublic, onItsBody, system } from '#platform/access/act';

export const ocdsActs = acts('ocds', {
  importOcds: { on: null, words: 'imported notices', may: [system] },
  keepReleases: { on: null, words: 'kept notices as releases', may: [system] },
  keepContracts: { on: null, words: 'kept contracts as releases', may: [system] },
  viewRelease: { on: 'notice', words: 'looked at a notice as open data', may: [anyoneWhenPublic] },
  viewPath: { on: 'opportunity', words: 'looked at the notices that a procurement owes', may: [onItsBody('procurement-officer', 'commissioner', 'lead-director', 'legal-officer', 'contract-manager', 'auditor')] },
});
