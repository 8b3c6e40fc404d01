import type { RecordKind } from '#platform/access/record-kind';

export const awardKind: RecordKind = {
  kind: 'award',
  noun: 'award',
  table: 'award',
  scopes: { body: '(select o.body_id from opportunity o where o.id = r.opportunity_id)', opportunity: 'r.opportunity_id' },
  public: "(r.notice_published_at is not null and r.state <> 'withdrawn')",
  title: "'Award of ' || (select o.title from opportunity o where o.id = r.opportunity_id) || coalesce((select ', lot ' || l.number from lot l where l.id = r.lot_id), '')",
  address: (id) => `/awards/${id}`,
  viewAct: 'awards.view',
};
