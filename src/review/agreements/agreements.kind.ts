import type { RecordKind } from '#platform/access/record-kind';

export const agreementKind: RecordKind = {
  kind: 'agreement',
  noun: 'contract',
  table: 'agreement',
  scopes: { body: 'r.body_id', agreement: 'r.id' },
  // Its contractor takes part in it without owning it.
  manyScopes: { partner: `array(select p.organisation_id from agreement_party p where p.agreement_id = r.id and p.role in ('supplier', 'lead')) || array_remove(array[r.lead_organisation_id], null)` },
  public: `r.state <> 'draft'`,
  title: 'r.title',
  summary: 'r.reference',
  address: (id) => `/contracts/${id}`,
  viewAct: 'agreements.view',
};
