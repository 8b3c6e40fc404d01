import { z } from 'zod';
import { calendarDate, formatDate, type CalendarDate } from '#kernel/calendar-date';
import { idFrom, isId, type BodyId } from '#kernel/ids';
import { decideMove } from '#kernel/machine';
import { refuse, type Refused } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import { optionalWords, words } from '#platform/typed-words';
import { outcomesServed, publishedOutcomes } from '#outcomes';
import { AGREEMENT_MOVES, ANSWERABLE_RULE, decideExtension } from './agreement.ts';
import { optionalDate, optionalPerson, optionalPounds, outcomeChoices, penceOf, realDate } from './agreement-input.ts';
import { changeAgreement, handOver, lockAgreement, markTerminated, moveAgreement, notTheirs, peopleWith, serveOutcomes, type AgreementChanges, type AgreementForChange } from './agreement.store.ts';
import { agreementsActs } from './agreements.acts.ts';
import { endedElsewhere, ruledElsewhere } from './framework-agreement.store.ts';
import { activateAgreement } from './create-agreement.store.ts';
import type { Tx } from '#platform/database/connection';

const agreementId = z.string().refine(isId, 'Choose an agreement');
const recordOf = (input: { readonly agreementId: string }) => ({ kind: 'agreement', id: input.agreementId });
const person = (message: string) => z.string().refine(isId, message);

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
    valueNetPence: optionalPounds,
    outcomeIds: outcomeChoices,
  }),
  record: recordOf,
  perform: async ({ tx }, input) => {
    const agreement = await locked(tx, input.agreementId);
    // What was awarded here was decided here; what was taken over from a file or by hand has mistakes to put right.
    const isDecidedHere = agreement.awardedFrom !== null || (await ruledElsewhere(tx, agreement.id)) !== null;
    const settled = isDecidedHere ? settledAlready(agreement, input) : null;
    if (settled) return settled;
    const startsOn = input.startsOn || agreement.startsOn;
    const endsOn = input.endsOn || agreement.endsOn;
    if (startsOn && endsOn && endsOn < startsOn) return refuse('ends-before-start', 'The end date must be on or after the start date.', { field: 'endsOn' });
    const wrong = await notTheirs(tx, agreement.bodyId, input.managerId, input.directorId);
    if (wrong) return wrong;
    const outcomeIds = input.outcomeIds?.length ? await withDropped(tx, agreement, input.outcomeIds) : null;
    const notOffered = outcomeIds && (await serveOutcomes(tx, agreement, outcomeIds));
    if (notOffered) return notOffered;
    const changes: AgreementChanges = {
      ...(input.managerId ? { managerId: input.managerId } : {}), ...(input.directorId ? { directorId: input.directorId } : {}),
      ...(input.startsOn ? { startsOn: input.startsOn } : {}), ...(input.endsOn ? { endsOn: input.endsOn } : {}),
      ...(input.valueNetPence?.trim() ? { valueNetPence: penceOf(input.valueNetPence) } : {}),
    };
    const missing = await changeAgreement(tx, agreement, changes);
    return done({ id: agreement.id, missing }, { record: recordOf(input), bodyId: idFrom(agreement.bodyId), before: { missing: agreement.missing }, after: { ...changes, ...(outcomeIds ? { outcomeIds } : {}), missing } });
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
    endsOn: z.string().min(1, 'Enter the new end date').and(realDate),
    reason: words(2000, 'Say why it is extended'),
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
  input: z.object({ agreementId, how: z.enum(['end', 'terminate'], 'Choose how it ends'), reason: optionalWords(2000), poorPerformance: z.boolean().default(false) }),
  record: recordOf,
  perform: async ({ tx }, input) => {
    const agreement = await locked(tx, input.agreementId);
    const decision = decideMove(AGREEMENT_MOVES, input.how, agreement.state, 'This agreement', input.reason);
    if (decision.kind === 'refused') return decision;
    if ((await ruledElsewhere(tx, agreement.id))?.isFramework) return endedElsewhere;
    const poorPerformance = input.how === 'terminate' && input.poorPerformance;
    await moveAgreement(tx, agreement, decision.value, input.reason);
    if (input.how === 'terminate') await markTerminated(tx, agreement.id, poorPerformance);
    return done(agreement.id, { record: recordOf(input), bodyId: idFrom(agreement.bodyId), before: { state: agreement.state }, after: { state: decision.value, poorPerformance }, ...(input.reason ? { reason: input.reason } : {}) });
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
  const isNewValue = Boolean(input.valueNetPence?.trim()) && agreement.valueNetPence !== null && penceOf(input.valueNetPence!) !== agreement.valueNetPence;
  return isNewValue ? refuse('set-already', 'The value is set already, and stands.', { field: 'valueNetPence' }) : null;
}

/** What is chosen, and what is served already and stands in no list to choose from, since a later framework dropped it. */
async function withDropped(tx: Tx, agreement: AgreementForChange, chosen: readonly string[]): Promise<string[]> {
  const offered = new Set<string>((await publishedOutcomes(tx, agreement.bodyId as BodyId)).map(({ id }) => id));
  const served = await outcomesServed(tx, { kind: 'agreement', id: agreement.id });
  return [...chosen, ...served.map(({ id }) => id).filter((id) => !offered.has(id))];
}

export const extendedUntil = (date: string): string => `Extended to ${formatDate(calendarDate(date))}.`;
