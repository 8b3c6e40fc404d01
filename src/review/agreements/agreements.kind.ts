import type { RecordKind } from '#platform/access/record-kind';

export const agreementKind: RecordKind = {
  kind: 'agreement',
  noun: 'contract',
  table: 'agreement',
  scopes: { body: 'r.body_id', agreement: 'r.id' },
  public: `r.state <> 'draft'`,
  title: 'r.title',
  summary: 'r.reference',
  address: (id) => `/contracts/${id}`,
  viewAct: 'agreements.view',
};
