import { z } from 'zod';
import { isId, type BodyId } from '#kernel/ids';
import { refuse, type Decision } from '#kernel/outcome';
import type { Act } from '#platform/access/act';
import type { RecordReference } from '#platform/access/record-kind';
import { command, done, type Command } from '#platform/command/command';
import type { Tx } from '#platform/database/connection';
import { decideDraft, type MeasureDraft } from './measure.ts';
import { measureInput } from './measure-form.ts';
import { addMeasure, changeMeasure, measureOf, removeMeasure } from './measure.store.ts';

/** A room whose records have measures. It says who may, and until when they may change. */
export interface MeasureRoom {
  /** The kind of record: "specification". */
  readonly kind: string;
  readonly acts: { readonly add: Act; readonly change: Act; readonly remove: Act };
  /** Locks the record and decides whether its measures may still change; allowed, it gives the body whose record it is. */
  readonly mayChange: (tx: Tx, id: string) => Promise<Decision<BodyId>>;
}

export interface MeasureCommands {
  readonly room: MeasureRoom;
  readonly add: Command<{ aboutId: string; measure: MeasureDraft }, string>;
  readonly change: Command<{ aboutId: string; measureId: string; measure: MeasureDraft }, string>;
  readonly remove: Command<{ aboutId: string; measureId: string }, string>;
}

const GONE = refuse('not-found', 'This measure is not there any more: a colleague may have removed it.');
const id = z.string().refine(isId, 'This measure is not there');

/** The three writes on the measures of one kind of record. Form fields come unnested, so `measure` is read from the same object. */
export function measureCommands(room: MeasureRoom): MeasureCommands {
  const record = (input: { aboutId: string }): RecordReference => ({ kind: room.kind, id: input.aboutId });
  return {
    room,
    add: command({
      act: room.acts.add,
      input: flat(z.object({ aboutId: id })),
      record,
      perform: async ({ tx }, input) => {
        const may = await room.mayChange(tx, input.aboutId);
        if (may.kind === 'refused') return may;
        const decision = decideDraft(input.measure);
        if (decision.kind === 'refused') return decision;
        const measureId = await addMeasure(tx, record(input), input.measure);
        return done(measureId as string, { record: record(input), bodyId: may.value, after: { measureId, name: input.measure.name, kind: input.measure.kind } });
      },
    }),
    change: command({
      act: room.acts.change,
      input: flat(z.object({ aboutId: id, measureId: id })),
      record,
      perform: async ({ tx }, input) => {
        const may = await room.mayChange(tx, input.aboutId);
        if (may.kind === 'refused') return may;
        const decision = decideDraft(input.measure);
        if (decision.kind === 'refused') return decision;
        const before = await measureOf(tx, record(input), input.measureId);
        if (!before || !(await changeMeasure(tx, record(input), input.measureId, input.measure))) return GONE;
        return done(input.measureId, { record: record(input), bodyId: may.value, before: { ...before }, after: { measureId: input.measureId, ...input.measure } });
      },
    }),
    remove: command({
      act: room.acts.remove,
      input: z.object({ aboutId: id, measureId: id }),
      record,
      perform: async ({ tx }, input) => {
        const may = await room.mayChange(tx, input.aboutId);
        if (may.kind === 'refused') return may;
        const before = await measureOf(tx, record(input), input.measureId);
        if (!before) return GONE;
        if (!(await removeMeasure(tx, record(input), input.measureId))) return refuse('held', 'This measure has results, or was carried into an agreement, so it stays.');
        return done(input.measureId, { record: record(input), bodyId: may.value, before: { ...before } });
      },
    }),
  };
}

/** Reads `{...ids, ...measure fields}` into `{...ids, measure}`, so that a field's error keeps the form field's own name. */
function flat<Ids extends { aboutId: string }>(ids: z.ZodType<Ids>): z.ZodType<Ids & { measure: MeasureDraft }> {
  return z.unknown().transform((raw, context) => {
    const [readIds, measure] = [ids.safeParse(raw), measureInput.safeParse(raw)];
    for (const failed of [readIds, measure]) if (!failed.success) for (const { path, message } of failed.error.issues) context.addIssue({ code: 'custom', path: [...path], message });
    return readIds.success && measure.success ? { ...readIds.data, measure: measure.data } : z.NEVER;
  }) as unknown as z.ZodType<Ids & { measure: MeasureDraft }>;
}
