import type { RecordKind } from '#platform/access/record-kind';
import { routesActs } from './routes.acts.ts';

export const purchaseKind: RecordKind = {
  kind: 'purchase',
  noun: 'purchase',
  table: 'purchase',
  scopes: { body: 'r.body_id', exercise: 'r.exercise_id' },
  title: 'r.title',
  summary: "(select b.name from body b where b.id = r.body_id)",
  address: (id) => `/purchases/${id}`,
  viewAct: routesActs.viewPurchase.name,
};

/** Public from its transparency notice on: everyone may know what is given without competition, and why. */
export const directAwardKind: RecordKind = {
  kind: 'direct-award', noun: 'direct award', table: 'direct_award', scopes: { body: 'r.body_id' }, public: 'r.announced_at is not null', title: 'r.title', summary: 'r.summary', address: (id) => `/direct-awards/${id}`,
  viewAct: routesActs.viewDirectAward.name,
};

/** The rows of exercises as this room's reports reach them; the kind itself belongs to the exercises. */
export const exerciseRows: RecordKind = { kind: 'exercise', noun: 'exercise', table: 'exercise', scopes: { body: 'r.body_id', exercise: 'r.id' }, title: 'r.title', address: (id) => `/exercises/${id}` };
