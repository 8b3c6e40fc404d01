import type { RecordKind } from '#platform/access/record-kind';
import { stageBeforeTitleSql } from '#routes';

/** One that is announced is public too, but its page then says no more than what is coming and when. */
const PUBLIC = `((r.state <> 'draft' or r.announced_at is not null) and r.existence_public)`;
/** Who is invited reads it once it is published, and goes on reading it whatever they answered. */
const INVITED = (opportunity: string) => `(select coalesce(array_agg(i.organisation_id), '{}') from invitation i join opportunity x on x.id = i.opportunity_id where i.opportunity_id = ${opportunity} and x.state <> 'draft')`;

export const opportunitiesKinds: readonly RecordKind[] = [
  {
    kind: 'opportunity', noun: 'opportunity', table: 'opportunity', scopes: { body: 'r.body_id', exercise: 'r.exercise_id' }, manyScopes: { organisation: INVITED('r.id') }, public: PUBLIC,
    title: stageBeforeTitleSql('r'), summary: 'r.summary', address: (id) => `/opportunities/${id}`, viewAct: 'opportunities.view',
  },
  {
    kind: 'lot', noun: 'lot', table: 'lot',
    scopes: { body: '(select o.body_id from opportunity o where o.id = r.opportunity_id)', opportunity: 'r.opportunity_id' },
    manyScopes: { organisation: INVITED('r.opportunity_id') },
    public: `(select o.state <> 'draft' and o.audience = 'anyone' from opportunity o where o.id = r.opportunity_id)`,
    title: `'Lot ' || r.number || ': ' || r.title`, summary: 'r.description', address: (id) => `/lots/${id}`, viewAct: 'opportunities.viewLot',
  },
  {
    // Never public itself: what everyone may see of an answer stands on the opportunity's page, made by `publicCase`.
    kind: 'clarification', noun: 'question', table: 'case_record',
    scopes: { body: 'r.body_id', opportunity: `case when r.about_kind = 'opportunity' then r.about_id end`, organisation: 'r.raised_for_organisation' },
    title: `'Question ' || r.number`, address: (id) => `/clarifications/${id}`, viewAct: 'opportunities.viewClarification',
  },
];
