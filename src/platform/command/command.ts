import type { z } from 'zod';
import type { BodyId } from '#kernel/ids';
import type { Refused } from '#kernel/outcome';
import { may, withoutLentRoles, type Actor } from '../access/access.ts';
import type { Act } from '../access/act.ts';
import { scopesOf, type RecordReference } from '../access/record-kind.ts';
import { writeAuditEntry, type AuditNote } from '../audit/write-entry.ts';
import type { Tx } from '../database/connection.ts';
import type { Services } from '../services.ts';
import { Company } from './together.ts';
import { fieldErrors, type FieldError } from './field-errors.ts';

/** Success. It cannot be made without saying what to audit, so a write without an entry does not compile. */
export interface Done<Value> {
  readonly kind: 'done';
  readonly value: Value;
  readonly audit: AuditNote;
}
export const done = <Value>(value: Value, audit: AuditNote): Done<Value> => ({ kind: 'done', value, audit });

export interface CommandContext {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly services: Services;
}

/** One write: who may, on what, with which input, and what happens. The pure rule it asks lives in a file without a suffix beside it. */
export interface Command<Input, Value, Loaded = unknown> {
  readonly act: Act;
  readonly input: z.ZodType<Input>;
  /** The record that the act is done on; null for an act on no record. */
  readonly record: (input: Input) => RecordReference | null;
  /**
   * What it decides on, asked together with whether the actor may: one trip less for what is done often. Of a record that is not there
   * it gives null. It reads and locks, and writes nothing; whoever may not never sees it.
   */
  readonly load?: (tx: Tx, input: Input) => Promise<Loaded | null>;
  readonly perform: (context: CommandContext, input: Input, loaded: Loaded) => Promise<Done<Value> | Refused>;
  /**
   * A refusal stands on no record and under no authority: that somebody tried would tell who means to bid, or with whom, before bids are
   * opened. The site's own trail still has who tried, what and why it was refused.
   */
  readonly sealedRefusals?: true;
  /** What a refusal leaves behind beside its audit entry, in the transaction of its own that records it: a gate that was tried in vain. */
  readonly afterRefusal?: (context: CommandContext, input: Input, refused: Refused) => Promise<void>;
  /** Those that arrive at the same time may share a transaction (together.ts). For what is done by very many at once, on records of their own. */
  readonly together?: true;
}

/** Names a command's types once. */
export const command = <Input, Value, Loaded = undefined>(definition: Command<Input, Value, Loaded>): Command<Input, Value> => definition as Command<Input, Value>;

export type CommandResult<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'invalid'; readonly errors: readonly FieldError[] }
  | { readonly kind: 'forbidden' }
  | Refused;

/** Carries a refusal out of a transaction that must be rolled back. */
class RolledBack extends Error {
  readonly refused: Refused;
  constructor(refused: Refused) {
    super(refused.code);
    this.refused = refused;
  }
}

/**
 * Runs a command in one transaction: may this actor, on this record > load, decide, store > audit entry > commit.
 * A refusal changes nothing, and is recorded in a transaction of its own (a visitor's is not: it would let anyone fill the trail).
 */
export async function runCommand<Input, Value>(services: Services, toRun: Command<Input, Value>, actor: Actor, rawInput: unknown): Promise<CommandResult<Value>> {
  const parsed = toRun.input.safeParse(rawInput);
  if (!parsed.success) return { kind: 'invalid', errors: fieldErrors(parsed.error) };
  const input = parsed.data;
  const inTransaction = (tx: Tx): Promise<CommandResult<Value>> => attempt({ tx, actor, services }, toRun, input);
  const alone = async (): Promise<CommandResult<Value>> => {
    try {
      return await services.database.write(inTransaction);
    } catch (problem) {
      if (!(problem instanceof RolledBack)) throw problem;
      await recordRefusal(services, toRun, actor, input, problem.refused);
      return problem.refused;
    }
  };
  const record = toRun.together && toRun.record(input);
  return record ? companyOn(services, toRun).join({ key: record.id, inCompany: inTransaction, alone }) : alone();
}

/** One go at a command in a transaction. @throws RolledBack when it is refused */
async function attempt<Input, Value>({ tx, actor, services }: CommandContext, toRun: Command<Input, Value>, input: Input): Promise<CommandResult<Value>> {
  const record = toRun.record(input);
  const [allowed, loaded] = await Promise.all([may(tx, services.kinds, actor, toRun.act, record), toRun.load?.(tx, input)]);
  if (!allowed) return { kind: 'forbidden' };
  if (loaded === null) throw new Error(`${toRun.act.name}: there is a record that this actor may act on, and yet there is none`);
  const outcome = await toRun.perform({ tx, actor, services }, input, loaded);
  if (outcome.kind === 'refused') throw new RolledBack(outcome);
  await writeAuditEntry(tx, actor, toRun.act, 'done', await withLender(tx, services, toRun.act, record, actor, outcome.audit));
  return { kind: 'done', value: outcome.value };
}

/** Where those of one command meet, on one database. */
const companies = new WeakMap<Services, Map<unknown, Company<unknown>>>();
function companyOn<Input, Value>(services: Services, toRun: Command<Input, Value>): Company<CommandResult<Value>> {
  const here = companies.get(services) ?? new Map<unknown, Company<unknown>>();
  if (!companies.has(services)) companies.set(services, here);
  const company = here.get(toRun) ?? new Company<unknown>(services.database);
  if (!here.has(toRun)) here.set(toRun, company);
  return company as Company<CommandResult<Value>>;
}

/** Whose role it was, where the actor could do this only in a role that somebody away lent them. */
async function withLender(tx: Tx, services: Services, act: Act, record: RecordReference | null, actor: Actor, note: AuditNote): Promise<AuditNote> {
  const lent = actor.holdings.filter(({ standsInFor }) => standsInFor !== undefined);
  if (lent.length === 0 || note.after?.decidedFor !== undefined || (await may(tx, services.kinds, withoutLentRoles(actor), act, record))) return note;
  for (const holding of lent) {
    if (await may(tx, services.kinds, { ...actor, holdings: [holding] }, act, record)) return { ...note, after: { ...note.after, decidedFor: holding.standsInFor!.personId } };
  }
  return note;
}

async function recordRefusal<Input, Value>(services: Services, toRun: Command<Input, Value>, actor: Actor, input: Input, refused: Refused): Promise<void> {
  if (actor.kind === 'anonymous') return;
  await services.database.write(async (tx) => {
    const record = toRun.sealedRefusals ? null : toRun.record(input);
    // Of the record's body, or its auditor would never see what was tried there.
    const bodyId = record ? ((await scopesOf(tx, services.kinds, record))?.bodyId ?? null) : null;
    await writeAuditEntry(tx, actor, toRun.act, 'refused', { record, bodyId: bodyId as BodyId | null, reason: refused.sentence, ...(refused.rule ? { rule: refused.rule.sentence } : {}), after: { code: refused.code } });
    await toRun.afterRefusal?.({ tx, actor, services }, input, refused);
  });
}
