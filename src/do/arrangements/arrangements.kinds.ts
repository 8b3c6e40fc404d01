import type { RecordKind } from '#platform/access/record-kind';

const PUBLIC = `r.state in ('live', 'ended')`;

/** A draft application belongs to its writers alone: no role of the authority reaches it before it is sent. */
const SENT_BODY = `(select g.body_id from arrangement g where g.id = r.arrangement_id and r.submitted_at is not null)`;

export const arrangementKind: RecordKind = {
  kind: 'arrangement', noun: 'framework or dynamic market', table: 'arrangement', scopes: { body: 'r.body_id' }, public: PUBLIC,
  title: 'r.title', summary: 'r.summary', address: (id) => `/arrangements/${id}`, viewAct: 'arrangements.view',
};
export const applicationKind: RecordKind = {
  kind: 'arrangement-application', noun: 'application to join', table: 'arrangement_application', scopes: { organisation: 'r.organisation_id', body: SENT_BODY },
  title: `'Application ' || r.reference`, address: (id) => `/applications/${id}`, viewAct: 'arrangements.viewOwn',
};

export const arrangementsKinds: readonly RecordKind[] = [
  arrangementKind,
  applicationKind,
  {
    kind: 'arrangement-member', noun: 'member', table: 'arrangement_member',
    scopes: { organisation: 'r.organisation_id', body: '(select g.body_id from arrangement g where g.id = r.arrangement_id)' }, public: 'true',
    title: '(select o.name from organisation o where o.id = r.organisation_id)', address: (id) => `/arrangement-members/${id}`,
  },
  {
    kind: 'arrangement-change', noun: 'change of rules', table: 'arrangement_change', scopes: { body: '(select g.body_id from arrangement g where g.id = r.arrangement_id)' },
    title: `'Change of rules of ' || (select g.title from arrangement g where g.id = r.arrangement_id)`, address: (id) => `/arrangement-changes/${id}`, viewAct: 'arrangements.viewChange',
  },
];
