import type { RecordKind } from '#platform/access/record-kind';

/**
 * Who means to bid with whom is as sealed as the bid itself: a consortium belongs to no body before its bid is opened, so that no role
 * of an authority reaches any act on it, whoever writes that act.
 */
export const consortiumKind: RecordKind = {
  kind: 'consortium', noun: 'consortium', table: 'consortium',
  scopes: {
    organisation: 'r.lead_organisation_id',
    body: `(select o.body_id from bid b join opportunity o on o.id = b.opportunity_id where b.id = r.bid_id and o.opened_at is not null and b.state in ('opened', 'rejected', 'not-successful', 'successful'))`,
  },
  manyScopes: { partner: `array(select m.organisation_id from consortium_member m where m.consortium_id = r.id and m.state in ('invited', 'member'))` },
  title: 'r.name', address: (id) => `/consortia/${id}`, viewAct: 'consortia.view',
};

export const partnersKinds: readonly RecordKind[] = [
  consortiumKind,
  { kind: 'partner-post', noun: 'post', table: 'partner_post', scopes: { organisation: 'r.organisation_id' }, title: `'Looking for partners'`, address: (id) => `/partner-posts/${id}/close`, viewAct: 'partner-finder.closePost' },
  {
    // Two organisations, and nobody else: it has no body, no opportunity and no public face, so no grant to an authority can reach it.
    kind: 'partner-conversation', noun: 'conversation', table: 'partner_conversation', scopes: {}, manyScopes: { partner: 'array[r.asker_id, r.poster_id]' },
    title: `'Messages between suppliers'`, address: (id) => `/partner-conversations/${id}`, viewAct: 'partner-finder.viewConversation',
  },
  { kind: 'partner-report', noun: 'report of abuse', table: 'partner_report', scopes: {}, title: `'Report of abuse'`, address: (id) => `/partner-reports/${id}`, viewAct: 'partner-finder.answerReport' },
  {
    kind: 'sub-contract', noun: 'sub-contract opportunity', table: 'subcontract_notice', scopes: { organisation: 'r.organisation_id', body: '(select a.body_id from agreement a where a.id = r.agreement_id)', agreement: 'r.agreement_id' },
    public: 'true', title: 'r.title', summary: 'r.description', address: (id) => `/sub-contracts/${id}`, viewAct: 'sub-contracts.view',
  },
];
