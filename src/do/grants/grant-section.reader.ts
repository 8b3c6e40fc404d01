import { mayAct, type Actor } from '#platform/access/access';
import { scopeKey } from '#platform/access/record-kind';
import type { Read } from '#platform/database/connection';
import { html, type Html } from '#platform/pages/html';
import { labelCovering, withheldWords } from '#parts/labels';
import { grantsActs } from './grants.acts.ts';
import { grantSection, onwardNote } from './grant-section.page.ts';
import { grantById } from './grants.store.ts';
import { onwardGrants } from './onward.store.ts';

/** On the page of an agreement: what it says as a grant, and whom it was passed on to; nothing where it is none. */
export async function drawGrant(read: Read, agreementId: string, { actor }: { readonly actor: Actor }): Promise<Html> {
  const row = await read.selectFrom('agreement').leftJoin('agreement as parent', (join) => join.onRef('parent.id', '=', 'agreement.parent_id').on('parent.kind', '=', 'grant'))
    .select(['agreement.kind', 'agreement.body_id', 'parent.id as parentId', 'parent.title as parentTitle']).where('agreement.id', '=', agreementId).executeTakeFirst();
  if (row?.kind !== 'grant') return html``;
  if (row.parentId) return onwardNote({ id: row.parentId, title: row.parentTitle! });
  // The prefix makes an identifier only of a grant that has no record yet; its reference stands at the head of the page.
  const grant = await grantById(read, agreementId, '');
  if (!grant) return html``;
  const withheld = labelCovering(grant.labels ?? [], 'value', actor.personId);
  const scopes = { isPublic: false, bodyId: row.body_id, reach: new Set([scopeKey('body', row.body_id)]) };
  return grantSection({
    agreementId, identifier: grant.document === null ? null : grant.identifier, document: grant.document ?? {}, amountsWithheld: withheld ? withheldWords(withheld) : null,
    onward: await onwardGrants(read, agreementId), mayDescribe: mayAct(actor, grantsActs.describe, { kind: 'agreement', id: agreementId }, scopes),
  });
}
