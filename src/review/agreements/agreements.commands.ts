import { z } from 'zod';
import { calendarDate, formatDate, type CalendarDate } from '#kernel/calendar-date';
import { idFrom, isId } from '#kernel/ids';
import { decideMove } from '#kernel/machine';
import { parsePounds } from '#kernel/money';
import { refuse, type Refused } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import { AGREEMENT_MOVES, ANSWERABLE_RULE, decideExtension, missingInWords } from './agreement.ts';
import { changeAgreement, handOver, lockAgreement, moveAgreement, peopleWith, type AgreementChanges, type AgreementForChange } from './agreement.store.ts';
import { agreementsActs } from './agreements.acts.ts';
import { activateAgreement } from './create-agreement.store.ts';
import type { Tx } from '#platform/database/connection';

const agreementId = z.string().refine(isId, 'Choose an agreement');
const recordOf = (input: { readonly agreementId: string }) => ({ kind: 'agreement', id: input.agreementId });
const person = (message: string) => z.string().refine(isId, message);
const optionalPerson = z.string().refine((text) => text === '' || isId(text), 'Choose a person from the list').optional();
const optionalDate = z.string().refine((text) => text === '' || isDate(text), 'Enter a real date').optional();
const isDate = (text: string): boolean => {
  try {
    return calendarDate(text) === text;
  } catch {
    return false;
  }
};

async function locked(tx: Tx, id: string): Promise<AgreementForChange> {
  const agreement = await lockAgreement(tx, id);
  // Access found it a moment ago in this same transaction.
  if (!agreement) throw new Error('the agreement went away');
  return agreement;
}

/** Draft to live: refused with everything that is missing named at once (RV-01, AN-04). */
export const activate = command({
  act: agreementsActs.activate,
  input: z.object({ agreementId }),
  record: recordOf,
  perform: async ({ tx }, input) => {
    const decision = await activateAgreement(tx, idFrom(input.agreementId));
    if (decision.kind === 'refused') return decision;
    return done(input.agreementId, { record: recordOf(input), before: { state: 'draft' }, after: { state: 'live' }, rule: ANSWERABLE_RULE.sentence });
  },
});

/** Gives an agreement what it lacks, all at once or a piece at a time. */
export const complete = command({
  act: agreementsActs.complete,
  input: z.object({
    agreementId,
    managerId: optionalPerson, directorId: optionalPerson,
    startsOn: optionalDate, endsOn: optionalDate,
    valueNetPence: z.string().refine((text) => text.trim() === '' || readsAsPounds(text), 'Enter an amount in pounds, like 1,234.50').optional(),
    outcomeIds: z.array(z.string().refine(isId, 'Choose outcomes from the list')).optional(),
  }),
  record: recordOf,
  perform: async ({ tx }, input) => {
    const agreement = await locked(tx, input.agreementId);
    const { source } = await tx.selectFrom('agreement').select('source').where('id', '=', agreement.id).executeTakeFirstOrThrow();
    // An imported register has mistakes to put right; what was let here was decided here.
    const settled = source === 'imported' ? null : settledAlready(agreement, input);
    if (settled) return settled;
    const startsOn = input.startsOn || agreement.startsOn;
    const endsOn = input.endsOn || agreement.endsOn;
    if (startsOn && endsOn && endsOn < startsOn) return refuse('ends-before-start', 'The end date must be on or after the start date.', { field: 'endsOn' });
    const wrong = await notTheirs(tx, agreement.bodyId, input.managerId, input.directorId);
    if (wrong) return wrong;
    const unknown = await outcomesNotOf(tx, agreement.bodyId, input.outcomeIds ?? []);
    if (unknown) return refuse('not-an-outcome', 'Choose outcomes of this authority’s own framework.', { field: 'outcomeIds' });
    const changes: AgreementChanges = {
      ...(input.managerId ? { managerId: input.managerId } : {}), ...(input.directorId ? { directorId: input.directorId } : {}),
      ...(input.startsOn ? { startsOn: input.startsOn } : {}), ...(input.endsOn ? { endsOn: input.endsOn } : {}),
      ...(input.valueNetPence?.trim() ? { valueNetPence: pence(input.valueNetPence) } : {}),
      ...(input.outcomeIds && input.outcomeIds.length > 0 ? { outcomeIds: input.outcomeIds } : {}),
    };
    const missing = await changeAgreement(tx, agreement, changes);
    return done({ id: agreement.id, missing }, { record: recordOf(input), bodyId: idFrom(agreement.bodyId), before: { missing: agreement.missing }, after: { ...changes, missing } });
  },
});

/** Names who answers for an agreement from now on. */
export const assign = command({
  act: agreementsActs.assign,
  input: z.object({ agreementId, managerId: person('Choose the contract manager'), directorId: person('Choose the lead director') }),
  record: recordOf,
  perform: async ({ tx }, input) => {
    const agreement = await locked(tx, input.agreementId);
    if (agreement.state === 'ended' || agreement.state === 'terminated') return refuse('wrong-state', 'This agreement is over, so who answered for it stays as it was.');
    const wrong = await notTheirs(tx, agreement.bodyId, input.managerId, input.directorId);
    if (wrong) return wrong;
    const before = { managerId: agreement.managerId, directorId: agreement.directorId };
    await changeAgreement(tx, agreement, { managerId: input.managerId, directorId: input.directorId });
    return done(agreement.id, { record: recordOf(input), bodyId: idFrom(agreement.bodyId), before, after: { managerId: input.managerId, directorId: input.directorId }, rule: ANSWERABLE_RULE.sentence });
  },
});

/** Runs an agreement on to a later day, within the options it was let with. */
export const extend = command({
  act: agreementsActs.extend,
  input: z.object({
    agreementId,
    endsOn: z.string().min(1, 'Enter the new end date').refine(isDate, 'Enter a real date'),
    reason: z.string().trim().min(1, 'Say why it is extended').max(2000, 'Use 2,000 characters or fewer'),
  }),
  record: recordOf,
  perform: async ({ tx }, input) => {
    const agreement = await locked(tx, input.agreementId);
    const decision = decideExtension(agreement, input.endsOn as CalendarDate);
    if (decision.kind === 'refused') return decision;
    await changeAgreement(tx, agreement, { endsOn: decision.value });
    return done(agreement.id, { record: recordOf(input), bodyId: idFrom(agreement.bodyId), before: { endsOn: agreement.endsOn }, after: { endsOn: decision.value }, reason: input.reason });
  },
});

/** Ends an agreement that has run its course, or terminates it with a reason. */
export const end = command({
  act: agreementsActs.end,
  input: z.object({ agreementId, how: z.enum(['end', 'terminate'], 'Choose how it ends'), reason: z.string().trim().max(2000, 'Use 2,000 characters or fewer') }),
  record: recordOf,
  perform: async ({ tx }, input) => {
    const agreement = await locked(tx, input.agreementId);
    const decision = decideMove(AGREEMENT_MOVES, input.how, agreement.state, 'This agreement', input.reason);
    if (decision.kind === 'refused') return decision;
    await moveAgreement(tx, agreement, decision.value, input.reason);
    return done(agreement.id, { record: recordOf(input), bodyId: idFrom(agreement.bodyId), before: { state: agreement.state }, after: { state: decision.value }, ...(input.reason ? { reason: input.reason } : {}) });
  },
});

/** Hands over all that a colleague manages or directs, so that their account can be closed (RV-01). */
export const handOverAgreements = command({
  act: agreementsActs.handOver,
  input: z.object({ fromId: person('Choose who is leaving'), managerId: optionalPerson, directorId: optionalPerson }),
  record: () => null,
  perform: async ({ tx, actor }, input) => {
    const bodyIds = actor.holdings.filter((held) => held.scopeKind === 'body' && (held.role === 'administrator' || held.role === 'lead-director')).map((held) => held.scopeId!);
    if (!input.managerId && !input.directorId) return refuse('nobody-named', 'Choose who takes the agreements over.', { field: 'managerId' });
    if (input.managerId === input.fromId || input.directorId === input.fromId) return refuse('same-person', 'Choose somebody else: this is the person who is leaving.', { field: 'managerId' });
    let moved = 0;
    for (const bodyId of bodyIds) {
      const [managers, directors] = [await peopleWith(tx, bodyId, 'contract-manager'), await peopleWith(tx, bodyId, 'lead-director')];
      const managerId = managers.find((one) => one.id === input.managerId)?.id ?? null;
      const directorId = directors.find((one) => one.id === input.directorId)?.id ?? null;
      moved += await handOver(tx, input.fromId, [bodyId], { managerId, directorId });
    }
    if (moved === 0) return refuse('nothing-held', 'No agreement changed hands: choose colleagues who hold the role in the same authority as the agreements.', { field: 'managerId' });
    return done(moved, { record: { kind: 'person', id: input.fromId }, after: { agreements: moved, managerId: input.managerId || null, directorId: input.directorId || null } });
  },
});

/** What is there stands: an end moves by the options to extend alone, and a value was awarded. Of what was let here this form only fills what is missing. */
function settledAlready(agreement: AgreementForChange, input: { readonly startsOn?: string | undefined; readonly endsOn?: string | undefined; readonly valueNetPence?: string | undefined }): Refused | null {
  const isOther = (given: string | undefined, there: string | null) => Boolean(given) && there !== null && given !== there;
  if (isOther(input.startsOn, agreement.startsOn)) return refuse('set-already', 'The start date is set already, and stands.', { field: 'startsOn' });
  if (isOther(input.endsOn, agreement.endsOn)) return refuse('set-already', 'The end date is set already. Extend the agreement to move it.', { field: 'endsOn' });
  const isNewValue = Boolean(input.valueNetPence?.trim()) && agreement.valueNetPence !== null && pence(input.valueNetPence!) !== agreement.valueNetPence;
  return isNewValue ? refuse('set-already', 'The value is set already, and stands.', { field: 'valueNetPence' }) : null;
}

async function notTheirs(tx: Tx, bodyId: string, managerId: string | undefined, directorId: string | undefined) {
  if (managerId && !(await peopleWith(tx, bodyId, 'contract-manager')).some((one) => one.id === managerId)) {
    return refuse('not-a-manager', 'Choose somebody who is a contract manager of this authority.', { field: 'managerId' });
  }
  if (directorId && !(await peopleWith(tx, bodyId, 'lead-director')).some((one) => one.id === directorId)) {
    return refuse('not-a-director', 'Choose somebody who is a lead director of this authority.', { field: 'directorId' });
  }
  return null;
}

async function outcomesNotOf(tx: Tx, bodyId: string, ids: readonly string[]): Promise<boolean> {
  if (ids.length === 0) return false;
  const known = await tx.selectFrom('outcome').select('id').where('body_id', '=', bodyId).where('id', 'in', [...ids]).execute();
  return known.length !== new Set(ids).size;
}

const readsAsPounds = (text: string): boolean => {
  const parsed = parsePounds(text);
  return parsed.ok && parsed.pence >= 0n;
};
const pence = (text: string): bigint => {
  const parsed = parsePounds(text);
  return parsed.ok ? parsed.pence : 0n;
};

/** What is said when an agreement still lacks something after a change. */
export const stillMissing = (missing: readonly string[]): string => (missing.length === 0 ? 'This agreement is now complete.' : `Saved. It still lacks ${missingInWords(missing)}.`);
export const extendedUntil = (date: string): string => `Extended to ${formatDate(calendarDate(date))}.`;
