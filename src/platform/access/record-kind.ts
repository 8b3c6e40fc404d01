import type { Read } from '../database/connection.ts';
import { readTogether } from '../database/gathered.ts';
import type { ScopeKind } from './roles.ts';

/** A record of some kind, as acts, audit, the thread and search name it. */
export interface RecordReference {
  readonly kind: string;
  readonly id: string;
}

/**
 * What the house knows of a kind of record without knowing its room. Each room lists its kinds; `app.ts` gathers them.
 * The texts are SQL over the row `r` of its table, written by us, never by a visitor.
 */
export interface RecordKind {
  readonly kind: string;
  /** As people read it: "contract". */
  readonly noun: string;
  readonly table: string;
  /** SQL for the id of each record that this one belongs to; a role held there reaches it. */
  readonly scopes: Partial<Record<Exclude<ScopeKind, 'site'>, string>>;
  /** SQL for an array of ids, where it belongs to several at once: an opportunity to every organisation invited to it. */
  readonly manyScopes?: Partial<Record<Exclude<ScopeKind, 'site'>, string>>;
  /** SQL for whether anyone may see that it exists. Left out: never. */
  readonly public?: string;
  /** SQL for its title and its one-line summary in the thread. */
  readonly title: string;
  readonly summary?: string;
  /** The page of one record. */
  readonly address: (id: string) => string;
  /** The act that lets a person see it; its title is not shown in the thread to others. */
  readonly viewAct?: string;
}

export type RecordKinds = ReadonlyMap<string, RecordKind>;

export const recordKinds = (kinds: readonly RecordKind[]): RecordKinds => new Map(kinds.map((kind) => [kind.kind, kind]));

/** What access needs of one record: whether it is public, and the records it belongs to (itself among them). */
export interface RecordScopes {
  readonly isPublic: boolean;
  readonly bodyId: string | null;
  readonly reach: ReadonlySet<string>;
}

const SCOPES: readonly Exclude<ScopeKind, 'site'>[] = ['body', 'organisation', 'exercise', 'opportunity', 'agreement', 'bid', 'partner'];

/** The key under which a scope is compared: `body:0190...`. */
export const scopeKey = (kind: ScopeKind, id: string | null): string => `${kind}:${id ?? ''}`;

interface ScopeQuestion {
  readonly columns: readonly (typeof SCOPES)[number][];
  readonly many: readonly (typeof SCOPES)[number][];
  readonly ask: (read: Read, id: string) => Promise<Record<string, unknown>[]>;
}
const questions = new WeakMap<RecordKind, ScopeQuestion>();

/** The one question about records of a kind, made once. */
function questionAbout(kind: RecordKind): ScopeQuestion {
  const known = questions.get(kind);
  if (known) return known;
  const columns = SCOPES.filter((scope) => kind.scopes[scope] !== undefined);
  const many = SCOPES.filter((scope) => kind.manyScopes?.[scope] !== undefined);
  const selected = [...columns.map((scope) => `(${kind.scopes[scope]})::text as ${scope}`), ...many.map((scope) => `(${kind.manyScopes![scope]})::text[] as many_${scope}`), `(${kind.public ?? 'false'}) as is_public`];
  const made = { columns, many, ask: readTogether<Record<string, unknown>>((asked) => `select r.id as asked, ${selected.join(', ')} from ${kind.table} r where r.id = ${asked}`) };
  questions.set(kind, made);
  return made;
}

/** Reads the scopes of a record. @returns null when there is no such record */
export async function scopesOf(read: Read, kinds: RecordKinds, record: RecordReference): Promise<RecordScopes | null> {
  const kind = kinds.get(record.kind);
  if (!kind) throw new Error(`no such kind of record: ${record.kind}`);
  const { columns, many, ask } = questionAbout(kind);
  const [row] = await ask(read, record.id);
  if (!row) return null;
  const reach = new Set<string>(columns.filter((scope) => row[scope] !== null).map((scope) => scopeKey(scope, row[scope] as string)));
  for (const scope of many) for (const id of (row[`many_${scope}`] as string[] | null) ?? []) reach.add(scopeKey(scope, id));
  if ((SCOPES as readonly string[]).includes(record.kind)) reach.add(scopeKey(record.kind as ScopeKind, record.id));
  return { isPublic: row['is_public'] === true, bodyId: (row['body'] as string | undefined) ?? (record.kind === 'body' ? record.id : null), reach };
}
