import { addDays, formatDate, type CalendarDate } from '#kernel/calendar-date';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { RuleNote } from '#kernel/rule-note';
import { POLICY_KEYS, type PolicyDefinition, type PolicyKeyName, type ValueOf } from './policy-keys.ts';
import type { MoneyThreshold, PolicyFields, ReadPolicy } from './policy-kinds.ts';

/** A row of local policy as it is stored. `until` is the first day on which it no longer holds, null while nothing follows. */
export interface PolicyRow {
  readonly id: string;
  readonly key: string;
  readonly from: CalendarDate;
  readonly until: CalendarDate | null;
  readonly value: unknown;
  readonly source: string;
  readonly owner: string | null;
  readonly setBy: string | null;
}

/** What a body's policy says on a day, where that comes from, and since when. */
export interface PolicyValue<Key extends PolicyKeyName = PolicyKeyName> {
  readonly key: Key;
  readonly title: string;
  /** Null when it is not set: then say that the authority has to set it (`requirePolicy` does). */
  readonly value: ValueOf<Key> | null;
  /** The value as people read it; "Not set" when there is none. */
  readonly words: string;
  readonly origin: 'local' | 'default' | 'not-set';
  readonly source: string;
  readonly from: CalendarDate | null;
  readonly to: CalendarDate | null;
  readonly confidence?: RuleNote['confidence'];
}

/** The definition with its value's type forgotten, for pages and the store that treat all policies alike. */
export interface AnyDefinition extends Omit<PolicyDefinition<unknown, never>, 'kind' | 'default'> {
  readonly default: { readonly value: unknown; readonly source: string; readonly confidence: NonNullable<RuleNote['confidence']> } | null;
  readonly kind: {
    readonly name: string;
    readonly fromJson: (stored: unknown) => unknown;
    readonly toJson: (value: unknown) => unknown;
    readonly words: (value: unknown) => string;
    readonly read: (fields: PolicyFields) => ReadPolicy<unknown>;
    readonly fields: (value: unknown) => Readonly<Record<string, string | readonly string[]>>;
  };
}
export const definitionOf = (key: PolicyKeyName): AnyDefinition => POLICY_KEYS[key] as unknown as AnyDefinition;

/** The value in force: the body's own row, else the default with its source, else not set. */
export function valueFrom<Key extends PolicyKeyName>(key: Key, row: PolicyRow | undefined): PolicyValue<Key> {
  const { title, kind, default: given } = definitionOf(key);
  if (row) {
    const value = kind.fromJson(row.value) as ValueOf<Key>;
    const to = row.until === null ? null : addDays(row.until, -1);
    return { key, title, value, words: kind.words(value), origin: 'local', source: row.source, from: row.from, to };
  }
  if (!given) return { key, title, value: null, words: 'Not set', origin: 'not-set', source: 'The authority has to set this', from: null, to: null };
  return {
    key, title, value: given.value as ValueOf<Key>, words: kind.words(given.value), origin: 'default', source: given.source, from: null, to: null,
    confidence: given.confidence,
  };
}

/** The policy as it is shown wherever it bites. */
export function policyNote(value: PolicyValue): RuleNote {
  if (value.origin === 'not-set') return { sentence: `${value.title}: the authority has not set this.`, source: 'Local policy' };
  const sentence = `${value.title}: ${value.words}.`;
  if (value.origin === 'local') return { sentence, source: `Local policy from ${formatDate(value.from!)}: ${value.source}` };
  return { sentence, source: `${value.source}; the default, since the authority has set no other`, ...(value.confidence ? { confidence: value.confidence } : {}) };
}

/** The value, or a refusal that says who has to set it. */
export function requirePolicy<Key extends PolicyKeyName>(value: PolicyValue<Key>): Decision<ValueOf<Key>> {
  if (value.value !== null) return allow(value.value);
  return refuse('policy-not-set', `The authority has not set “${value.title}”. Ask an administrator to set it under local policy.`, { rule: policyNote(value) });
}

/** True when a value reaches (>=) or passes (>) a threshold, on the threshold's own side of VAT. */
export function reachesPolicy(threshold: MoneyThreshold, value: { readonly net: bigint; readonly gross: bigint }): boolean {
  const pence = threshold.basis === 'net' ? value.net : value.gross;
  return threshold.op === '>=' ? pence >= threshold.amountPence : pence > threshold.amountPence;
}

/** The row of a band in which an amount falls: the last that begins at or below it. Undefined below the first. */
export const bandFor = <Band extends { readonly fromPence: bigint }>(bands: readonly Band[], pence: bigint): Band | undefined =>
  bands.findLast((band) => pence >= band.fromPence);
