import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import { parseDecimal, type Decimal } from '#kernel/decimal';
import { parsePounds } from '#kernel/money';
import { refuse, type Refused } from '#kernel/outcome';
import { readClock } from '#platform/clock';
import { command, done } from '#platform/command/command';
import { optionalWords, words } from '#platform/typed-words';
import type { Tx } from '#platform/database/connection';
import { lockExercise, type ExerciseFacts } from '#needs';
import { cpvTitle } from '#parties';
import { lottingActs } from './lotting.acts.ts';
import { decideLotting, PATTERNS, readLotLines, totalYearly, type Pattern } from './lotting.ts';
import { addOption, areaNamed, isAdvertised, lottingOf, removeOption, setServiceKind, storeChoice, storeSubcontracting, subcontractingOf } from './lotting.store.ts';
import { decideSubcontracting, STANCES, type Stance } from './subcontracting.ts';

const about = (exerciseId: string) => ({ kind: 'exercise', id: exerciseId });
const wholeNumber = (most: number, message: string) => z.string().trim().transform((text, context): number | null => {
  if (text === '') return null;
  if (/^\d{1,4}$/.test(text) && Number(text) <= most) return Number(text);
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

/** The exercise, held; refused once it is over or bidders were told how the work is cut. */
async function held(tx: Tx, exerciseId: string): Promise<ExerciseFacts | Refused> {
  const exercise = await lockExercise(tx, exerciseId);
  if (!exercise) return refuse('not-found', 'This exercise is not there any more.');
  if (exercise.stage === 'review' || exercise.stage === 'closed') return refuse('too-late', 'This exercise is past its award, so this stays as it was.');
  return (await isAdvertised(tx, exerciseId)) ? refuse('advertised', 'An opportunity of this exercise is published, and bidders rely on what it says. It stays as it is.') : exercise;
}
const isRefused = (found: ExerciseFacts | Refused): found is Refused => 'sentence' in found;

export const setLottingKind = command({
  act: lottingActs.setKind,
  input: z.object({ exerciseId: z.string(), cpvCode: z.string().trim().refine((code) => code === '' || cpvTitle(code) !== undefined, 'Enter a CPV code of eight digits from the list, like 85000000') }),
  record: ({ exerciseId }) => about(exerciseId),
  perform: async ({ tx }, { exerciseId, cpvCode }) => {
    const exercise = await held(tx, exerciseId);
    if (isRefused(exercise)) return exercise;
    await setServiceKind(tx, exerciseId, cpvCode || null);
    return done(undefined, { record: about(exerciseId), bodyId: exercise.bodyId, after: { cpvCode: cpvCode || null } });
  },
});

/** Adds a way of cutting the work to the comparison. A choice made before stands only for what was compared then, so it is undone. */
export const addLottingOption = command({
  act: lottingActs.addOption,
  input: z.object({
    exerciseId: z.string(), kind: z.enum(Object.keys(PATTERNS) as [Pattern, ...Pattern[]], 'Choose a pattern'), title: words(200, 'Enter a name for it'), lots: z.string().max(50_000, 'Use fewer lots'),
    cost: z.string().trim().transform((text, context): bigint | null => {
      if (text === '') return null;
      const parsed = parsePounds(text);
      if (parsed.ok && parsed.pence >= 0n) return parsed.pence;
      context.addIssue({ code: 'custom', message: parsed.ok ? 'Enter an amount that is not below zero' : parsed.why });
      return z.NEVER;
    }),
    managementDays: wholeNumber(9999, 'Enter a whole number of days'), notes: optionalWords(4000),
  }),
  record: ({ exerciseId }) => about(exerciseId),
  perform: async ({ tx, actor }, input) => {
    const exercise = await held(tx, input.exerciseId);
    if (isRefused(exercise)) return exercise;
    const lots = readLotLines(input.lots, areaNamed);
    if (lots.kind === 'refused') return lots;
    if (input.kind === 'one-contract' && lots.value.length > 1) return refuse('one-lot', 'One contract is one line. For several, choose a pattern of lots.', { field: 'lots' });
    const optionId = await addOption(tx, input.exerciseId, { kind: input.kind, title: input.title, costNetPence: input.cost, managementDays: input.managementDays, notes: input.notes, lots: lots.value });
    await storeChoice(tx, input.exerciseId, null);
    return done(optionId, { record: about(input.exerciseId), bodyId: exercise.bodyId, after: { kind: input.kind, title: input.title, lots: lots.value.length, yearlyNetPence: totalYearly(lots.value), costNetPence: input.cost, by: actor.name } });
  },
});

export const removeLottingOption = command({
  act: lottingActs.removeOption,
  input: z.object({ exerciseId: z.string(), optionId: z.uuid() }),
  record: ({ exerciseId }) => about(exerciseId),
  perform: async ({ tx }, { exerciseId, optionId }) => {
    const exercise = await held(tx, exerciseId);
    if (isRefused(exercise)) return exercise;
    const before = (await lottingOf(tx, exerciseId))?.options.find(({ id }) => id === optionId);
    await storeChoice(tx, exerciseId, null);
    if (!before || !(await removeOption(tx, exerciseId, optionId))) return refuse('not-found', 'This pattern is not there any more.');
    return done(undefined, { record: about(exerciseId), bodyId: exercise.bodyId, before: { title: before.title, lots: before.lots.length } });
  },
});

/** Records how the work is cut, with the reasons (PL-13). Any result is free; only its reasons are not. */
export const chooseLotting = command({
  act: lottingActs.choose,
  input: z.object({ exerciseId: z.string(), optionId: z.string(), reasons: words(10_000, 'Give the reasons for your choice') }),
  record: ({ exerciseId }) => about(exerciseId),
  perform: async ({ tx, actor }, { exerciseId, optionId, reasons }) => {
    const exercise = await held(tx, exerciseId);
    if (isRefused(exercise)) return exercise;
    const lotting = await lottingOf(tx, exerciseId);
    const chosen = decideLotting(lotting?.options ?? [], optionId);
    if (chosen.kind === 'refused') return chosen;
    await storeChoice(tx, exerciseId, { optionId, reasons, on: londonDate(await readClock(tx)), by: actor.personId });
    return done(undefined, { record: about(exerciseId), bodyId: exercise.bodyId, before: { optionId: lotting?.decision?.optionId ?? null }, after: { optionId, title: chosen.value.title, lots: chosen.value.lots.length }, reason: reasons });
  },
});

const percent = z.string().trim().transform((text, context): Decimal | null => {
  if (text === '') return null;
  const parsed = parseDecimal(text.replace(/%$/, ''));
  if (parsed.ok && !parsed.value.isNegative() && parsed.value.round(4).equals(parsed.value) && Number(parsed.value.toString()) <= 100) return parsed.value;
  context.addIssue({ code: 'custom', message: 'Enter a percentage from 0 to 100' });
  return z.NEVER;
});

/** Records whether work may be passed on and with which protections; they become terms of the contract (PL-25). */
export const saveSubcontracting = command({
  act: lottingActs.decideSubcontracting,
  input: z.object({
    exerciseId: z.string(), stance: z.enum(Object.keys(STANCES) as [Stance, ...Stance[]], 'Choose whether work may be passed on'), paymentDays: wholeNumber(365, 'Enter a number of days from 1 to 365'),
    workSharePercent: percent, disclosesFee: z.boolean(), otherDisclosure: optionalWords(2000), requiresPosting: z.boolean(), reasons: optionalWords(4000),
  }),
  record: ({ exerciseId }) => about(exerciseId),
  perform: async ({ tx, actor }, { exerciseId, ...given }) => {
    const exercise = await held(tx, exerciseId);
    if (isRefused(exercise)) return exercise;
    if (given.paymentDays === 0) return refuse('days', 'Enter a number of days from 1 to 365', { field: 'paymentDays' });
    const decided = decideSubcontracting(given);
    if (decided.kind === 'refused') return decided;
    const before = await subcontractingOf(tx, exerciseId);
    await storeSubcontracting(tx, exerciseId, decided.value, actor.personId);
    return done(undefined, {
      record: about(exerciseId), bodyId: exercise.bodyId, before: { stance: before?.stance ?? null, paymentDays: before?.paymentDays ?? null },
      after: { ...given, workSharePercent: given.workSharePercent?.toString() ?? null }, ...(given.reasons ? { reason: given.reasons } : {}),
    });
  },
});
