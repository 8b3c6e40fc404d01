import type { RecordKind } from '#platform/access/record-kind';
import { selectionActs } from './selection.acts.ts';

/**
 * A share belongs to the body that may read it, and to nobody before that is right: never once consent is revoked or the document
 * taken out, and for a tender only after the supplier's bid there was opened. So no role of a buyer reaches it earlier, on any page.
 */
const SHARED_WITH = `case when r.revoked_at is null and exists (select 1 from vault_document d where d.id = r.document_id and d.withdrawn_at is null)
  and (r.opportunity_id is null or exists (select 1 from bid b join opportunity o on o.id = b.opportunity_id join vault_document d on d.organisation_id = b.organisation_id
    where d.id = r.document_id and b.opportunity_id = r.opportunity_id and o.opened_at is not null and b.state in ('opened', 'rejected', 'not-successful', 'successful'))) then r.body_id end`;

export const vaultShareKind: RecordKind = {
  kind: 'vault-share', noun: 'shared document', table: 'vault_share', scopes: { body: SHARED_WITH },
  title: '(select d.title from vault_document d where d.id = r.document_id)', address: (id) => `/shared-documents/${id}`, viewAct: selectionActs.viewShared.name,
};

export const selectionKinds: readonly RecordKind[] = [
  { kind: 'vault-document', noun: 'document of the vault', table: 'vault_document', scopes: { organisation: 'r.organisation_id' }, title: 'r.title', address: (id) => `/vault/${id}`, viewAct: selectionActs.viewDocument.name },
  vaultShareKind,
  { kind: 'exclusion-concern', noun: 'ground for exclusion', table: 'exclusion_concern', scopes: { body: 'r.body_id', organisation: 'r.organisation_id' }, title: "'Ground for exclusion'", address: (id) => `/exclusion-concerns/${id}`, viewAct: selectionActs.viewConcern.name },
  { kind: 'evidence-request', noun: 'request for evidence', table: 'evidence_request', scopes: { body: 'r.body_id', organisation: 'r.organisation_id' }, title: "'Request for evidence'", address: (id) => `/evidence/${id}`, viewAct: selectionActs.viewEvidence.name },
];
