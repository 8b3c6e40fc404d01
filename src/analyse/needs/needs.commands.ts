import { z } from 'zod';
import { calendarDate, type CalendarDate } from '#kernel/calendar-date';
import { isId } from '#kernel/ids';
import { parsePounds } from '#kernel/money';
import { refuse, type Refused } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import type { Tx } from '#platform/database/connection';
import { setOutcomesServed } from '#outcomes';
import { linkRecords, unlinkRecords } from '#parts/thread';
import { decideNeedChange } from './need.ts';
import { needsActs } from './needs.acts.ts';
import { lockExercise, type ExerciseFacts } from './exercise-facts.store.ts';
import { areasTyped, deleteEvidence, ensureNeed, insertEvidence, needOf, updateNeed } from './need.store.ts';

const LONGEST = 5000;
const exerciseId = z.string().refine(isId, 'This exercise is not there');
const record = (input: { exerciseId: string }) => ({ kind: 'exercise', id: input.exerciseId });
const words = (what: string) => z.string().trim().max(LONGEST, `${what} must be ${LONGEST.toLocaleString('en-GB')} characters or fewer`).transform((text) => (text === '' ? null : text));

const budget = z.string().trim().transform((text, context): bigint | null => {
  if (text === '') return null;
  const parsed = parsePounds(text);
  if (parsed.ok && parsed.pence >= 0n) return parsed.pence;
  context.addIssue({ code: 'custom', message: parsed.ok ? 'The budget cannot be below zero' : parsed.why });
  return z.NEVER;
});

const years = z.string().trim().transform((text, context): number | null => {
  if (text === '') return null;
  if (/^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= 50) return Number(text);
  context.addIssue({ code: 'custom', message: 'Years must be a whole number from 1 to 50' });
  return z.NEVER;
});

/** The exercise, held where it is, when its needs record may change. */
async function changeable(tx: Tx, id: string): Promise<ExerciseFacts | Refused> {
  const exercise = await lockExercise(tx, id);
  if (!exercise) return refuse('not-found', 'This exercise is not there any more.');
  const decision = decideNeedChange(exercise.stage);
  return decision.kind === 'refused' ? decision : exercise;
}
const isRefused = (value: ExerciseFacts | Refused): value is Refused => 'kind' in value;

/** Saves the record whole, with the outcomes it asks for. Parts may be left empty: the gate names them. */
export const saveNeed = command({
  act: needsActs.save,
  input: z.object({
    exerciseId,
    version: z.coerce.number().int().min(0).catch(-1),
    userGroup: words('The user group'),
    sizeOfNeed: words('The size of need'),
    levelOfNeed: words('The level of need'),
    areaCodes: z.array(z.string().regex(/^[A-Za-z0-9]{1,20}$/, 'Choose areas from the list')).max(500, 'Choose fewer areas'),
    otherAreas: z.string().trim().max(LONGEST, 'Name fewer areas'),
    outcomeIds: z.array(z.string().refine(isId, 'Choose outcomes from the published framework only')).max(200, 'Choose fewer outcomes'),
    budget,
    budgetYears: years,
  }),
  record,
  perform: async ({ tx }, input) => {
    const exercise = await changeable(tx, input.exerciseId);
    if (isRefused(exercise)) return exercise;
    const other = await areasTyped(tx, input.otherAreas.split(/[,;\n]/).map((text) => text.trim()).filter(Boolean));
    const ticked = await areasTyped(tx, input.areaCodes);
    if (other.unknown.length + ticked.unknown.length > 0) {
      return refuse('unknown-area', `There is no area called ${[...other.unknown, ...ticked.unknown].join(', ')}. Use the name of a county, district or unitary authority, or an ONS code.`, { field: 'otherAreas' });
    }
    const before = await needOf(tx, input.exerciseId);
    const { id } = await ensureNeed(tx, input.exerciseId);
    const draft = { ...input, budgetPence: input.budget, areaCodes: [...new Set([...ticked.codes, ...other.codes])] };
    if (!(await updateNeed(tx, id, input.version, draft))) {
      return refuse('conflict', 'A colleague saved this record after you opened it. What you typed is still here; what they saved is shown above it. Save again to keep yours.');
    }
    const served = await setOutcomesServed(tx, record(input), exercise.bodyId, input.outcomeIds);
    if (served.kind === 'refused') return served;
    await tieToThread(tx, id, input.exerciseId, { chosen: input.outcomeIds, removed: served.removed });
    const { exerciseId: _id, version: _version, ...after } = input;
    return done(input.version + 1, { record: record(input), bodyId: exercise.bodyId, ...(before ? { before: { ...before } } : {}), after });
  },
});

/** Outcome > need > exercise. */
async function tieToThread(tx: Tx, needId: string, exercise: string, { chosen, removed }: { readonly chosen: readonly string[]; readonly removed: readonly string[] }): Promise<void> {
  const need = { kind: 'need', id: needId };
  for (const id of chosen) await linkRecords(tx, { kind: 'outcome', id }, 'is wanted by', need);
  for (const id of removed) await unlinkRecords(tx, { kind: 'outcome', id }, 'is wanted by', need);
  await linkRecords(tx, need, 'led to', { kind: 'exercise', id: exercise });
}

const day = z.string().transform((text, context): CalendarDate | null => {
  if (text === '') return null;
  try {
    return calendarDate(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'The date must be a real date, like 31 3 2026' });
    return z.NEVER;
  }
});

export const addEvidence = command({
  act: needsActs.addEvidence,
  input: z.object({
    exerciseId,
    title: z.string().trim().min(1, 'Enter what it shows').max(500, 'Keep what it shows to 500 characters'),
    source: z.string().trim().min(1, 'Enter where it comes from').max(500, 'Keep the source to 500 characters'),
    datedOn: day,
    address: z.string().trim().max(1000, 'The address is too long').refine((text) => text === '' || /^https?:\/\/\S+$/.test(text), 'Enter an address that begins with https://').transform((text) => text || null),
  }),
  record,
  perform: async ({ tx }, { exerciseId: id, ...evidence }) => {
    const exercise = await changeable(tx, id);
    if (isRefused(exercise)) return exercise;
    const need = await ensureNeed(tx, id);
    if (need.isNew) await linkRecords(tx, { kind: 'need', id: need.id }, 'led to', { kind: 'exercise', id });
    const evidenceId = await insertEvidence(tx, need.id, evidence);
    return done(evidenceId, { record: record({ exerciseId: id }), bodyId: exercise.bodyId, after: { ...evidence } });
  },
});

export const removeEvidence = command({
  act: needsActs.removeEvidence,
  input: z.object({ exerciseId, evidenceId: z.string().refine(isId, 'This evidence is not there') }),
  record,
  perform: async ({ tx }, { exerciseId: id, evidenceId }) => {
    const exercise = await changeable(tx, id);
    if (isRefused(exercise)) return exercise;
    const before = (await needOf(tx, id))?.evidence.find((one) => one.id === evidenceId);
    if (!before || !(await deleteEvidence(tx, id, evidenceId))) return refuse('not-found', 'This evidence is not there any more.');
    return done(evidenceId, { record: record({ exerciseId: id }), bodyId: exercise.bodyId, before: { ...before } });
  },
});
