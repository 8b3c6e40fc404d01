import { newId, type BodyId, type PersonId } from '#kernel/ids';
import type { Tx } from '../database/connection.ts';
import { insertTogether } from '../database/gathered.ts';
import type { Actor } from '../access/access.ts';
import type { Act } from '../access/act.ts';
import type { RecordReference } from '../access/record-kind.ts';
import { sealPersonal } from './personal-values.ts';

/** What a command says of itself for the trail. Values here are kept for good: personal ones go under `personal`. */
export interface AuditNote {
  readonly record: RecordReference | null;
  readonly bodyId?: BodyId | null;
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
  readonly reason?: string;
  /** The rule that was applied or overridden, as its sentence or id. */
  readonly rule?: string;
  /** Values about a person, erasable by erasing that person's key. */
  readonly personal?: { readonly of: PersonId; readonly values: Readonly<Record<string, unknown>> };
}

export type AuditResult = 'done' | 'refused' | 'viewed';

/** Writes one entry in the caller's transaction, so that the act and its record stand or fall together. */
export async function writeAuditEntry(tx: Tx, actor: Actor, act: Act, result: AuditResult, note: AuditNote): Promise<void> {
  const personal = note.personal ? await sealPersonal(tx, note.personal.of, note.personal.values) : null;
  // It travels with the commit, or with the next statement that is waited for; either fails when it does.
  await insertEntries(tx, [{
    id: newId<'audit_entry'>(),
    actor_kind: actor.kind,
    actor_person_id: actor.personId,
    act: act.name,
    result,
    words: act.words,
    record_kind: note.record?.kind ?? null,
    record_id: note.record?.id ?? null,
    body_id: note.bodyId ?? null,
    reason: note.reason?.trim() || null,
    rule: note.rule ?? null,
    detail: JSON.stringify({ ...(note.before ? { before: note.before } : {}), ...(note.after ? { after: note.after } : {}) }, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)),
    personal,
    personal_of: note.personal?.of ?? null,
  }]);
}

const insertEntries = insertTogether('audit_entry', {
  id: 'uuid', actor_kind: 'text', actor_person_id: 'uuid', act: 'text', result: 'text', words: 'text', record_kind: 'text', record_id: 'uuid', body_id: 'uuid', reason: 'text', rule: 'text', detail: 'jsonb',
  personal: 'bytea', personal_of: 'uuid',
});
