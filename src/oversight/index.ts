import type { Module } from '#platform/module';
import { auditActs } from './audit/audit.acts.ts';
import { auditRoutes } from './audit/audit.routes.ts';
import { outboxActs, outboxRoutes } from './outbox/outbox.routes.ts';

/** Oversight: the audit trail as internal audit reads it. Members' rooms follow. */
export const oversightModule: Module = {
  name: 'oversight',
  acts: { ...auditActs, viewOutbox: outboxActs.view },
  routes: [...auditRoutes, ...outboxRoutes],
  navigation: [{ text: 'Audit trail', href: '/audit', to: ['auditor', 'lead-director', 'site-administrator'] }, { text: 'Outbox', href: '/outbox', to: ['site-administrator'] }],
};
