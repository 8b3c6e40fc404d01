import type { RecordKind } from '#platform/access/record-kind';

/** A supplier as an authority's files spell it. Nobody sees one by itself but staff. */
export const spendSupplierKind: RecordKind = {
  kind: 'spend-supplier',
  noun: 'supplier as written',
  table: 'spend_supplier',
  scopes: { body: 'r.body_id' },
  title: 'r.name',
  address: (id) => `/spend/suppliers/${id}/match`,
  viewAct: 'spend.matchSupplier',
};
