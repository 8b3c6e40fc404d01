import { acts, onItsBody, holding } from '#platform/access/act';

export const auditActs = acts('audit', {
  search: { on: null, words: 'searched the audit trail', may: [onItsBody('auditor', 'lead-director'), holding('site-administrator', 'site')] },
});
