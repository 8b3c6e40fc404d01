import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import { idFrom, isId, type PersonId } from '#kernel/ids';
import { refuse, type Refused } from '#kernel/outcome';
import { asksWhetherMet, claimObservation, confirmObservation, decideResult, measuresOf, observationOf, queryObservation, resultInput, type Claim } from '#parts/measures';
import type { Actor } from '#platform/access/access';
import { holdsOn } from '#platform/access/holdings';
import type { Role } from '#platform/access/roles';
import { readClock } from '#platform/clock';
import { command, done } from '#platform/command/command';
import { words } from '#platform/typed-words';
import type { Tx } from '#platform/database/connection';
import { lockAgreement, type AgreementForChange } from '../agreement.store.ts';
import { agreementsActs } from '../agreements.acts.ts';
import { tellManager, tellWhoClaimed } from './result-mail.store.ts';

const id = z.string().refine(isId, 'This is not there any more');
const aboutAgreement = (agreementId: string) => ({ kind: 'agreement', id: agreementId });
const GONE = refuse('not-found', 'This is not there any more.');
const MANAGING: readonly Role[] = ['contract-manager', 'lead-director'];

/** Whoever manages for the authority enters as the authority, anybody else who may as the provider. */
const sideOf = (actor: Actor, bodyId: string): 'authority' | 'provider' =>
  (holdsOn(actor, bodyId, ...MANAGING) ? 'authority' : 'provider');

function mayBeEntered({ state }: AgreementForChange): Refused | null {
  if (state === 'draft') return refuse('wrong-state', 'Results are entered once the contract is live.');
  return state === 'terminated' ? refuse('wrong-state', 'This contract was terminated, so no more results are entered.') : null;
}

/** A result is claimed. It counts once another person of the authority has confirmed it. */
export const enterResult = command({
  act: agreementsActs.enterResult,
  input: z.object({ agreementId: id, measureId: id, ...resultInput.shape }),
  record: (input) => aboutAgreement(input.agreementId),
  perform: async ({ tx, actor, services }, { agreementId, measureId, ...typed }) => {
    const agreement = await lockAgreement(tx, agreementId);
    if (!agreement) return GONE;
    const claim: Claim = { ...typed, enteredAs: sideOf(actor, agreement.bodyId) };
    const claimed = await claimOn(tx, actor, agreement, measureId, claim);
    if (claimed.kind === 'refused') return claimed;
    await tellManager(tx, agreement, claimed.measure, claim, services.config.siteUrl, actor.personId);
    return done(claimed.id as string, { record: aboutAgreement(agreementId), bodyId: idFrom(agreement.bodyId), after: { result: claimed.id, measure: claimed.measure.name, ...said(claim) } });
  },
});

/** A result is put right by a new version, which is confirmed anew. The earlier is kept, and counts until then if it did. */
export const correctResult = command({
  act: agreementsActs.correctResult,
  input: z.object({ agreementId: id, resultId: id, ...resultInput.shape }),
  record: (input) => aboutAgreement(input.agreementId),
  perform: async ({ tx, actor, services }, { agreementId, resultId, ...typed }) => {
    const agreement = await lockAgreement(tx, agreementId);
    const earlier = agreement ? await observationOf(tx, aboutAgreement(agreementId), resultId) : null;
    if (!agreement || !earlier) return GONE;
    const claim: Claim = { ...typed, enteredAs: sideOf(actor, agreement.bodyId) };
    const claimed = await claimOn(tx, actor, agreement, earlier.measureId, claim, resultId);
    if (claimed.kind === 'refused') return claimed;
    await tellManager(tx, agreement, claimed.measure, claim, services.config.siteUrl, actor.personId);
    return done(earlier.measureId as string, { record: aboutAgreement(agreementId), bodyId: idFrom(agreement.bodyId), before: { result: resultId, ...said(earlier) }, after: { result: claimed.id, measure: claimed.measure.name, ...said(claim) } });
  },
});

/** Another person of the authority confirms a result: from now on it counts and is public. */
export const confirmResult = command({
  act: agreementsActs.confirmResult,
  input: z.object({ agreementId: id, resultId: id }),
  record: (input) => aboutAgreement(input.agreementId),
  perform: async ({ tx, actor }, { agreementId, resultId }) => {
    const found = await waiting(tx, actor, agreementId, resultId);
    if (found.kind === 'refused') return found;
    const refused = await confirmObservation(tx, aboutAgreement(agreementId), resultId, actor.personId!);
    if (refused) return refused;
    return done(found.measureId, { record: aboutAgreement(agreementId), bodyId: idFrom(found.agreement.bodyId), after: { result: resultId, confirmed: true } });
  },
});

/** Another person of the authority asks about a result, with the reason; whoever entered it corrects it. */
export const queryResult = command({
  act: agreementsActs.queryResult,
  input: z.object({ agreementId: id, resultId: id, reason: words(2000, 'Say what has to be put right: whoever entered it reads this') }),
  record: (input) => aboutAgreement(input.agreementId),
  perform: async ({ tx, actor, services }, { agreementId, resultId, reason }) => {
    const found = await waiting(tx, actor, agreementId, resultId);
    if (found.kind === 'refused') return found;
    const refused = await queryObservation(tx, aboutAgreement(agreementId), resultId, actor.personId!, reason);
    if (refused) return refused;
    await tellWhoClaimed(tx, found.agreement, resultId, reason, services.config.siteUrl);
    return done(found.measureId, { record: aboutAgreement(agreementId), bodyId: idFrom(found.agreement.bodyId), after: { result: resultId, queried: true }, reason });
  },
});

async function claimOn(tx: Tx, actor: Actor, agreement: AgreementForChange, measureId: string, typed: Claim, corrects?: string) {
  const refused = mayBeEntered(agreement);
  if (refused) return refused;
  const measure = (await measuresOf(tx, aboutAgreement(agreement.id))).find((one) => one.id === measureId);
  if (!measure) return GONE;
  // Where the numbers tell, nothing that was said beside them counts.
  const claim: Claim = { ...typed, meetsTarget: asksWhetherMet(measure) ? (typed.meetsTarget ?? null) : null };
  const decision = decideResult(measure, claim, londonDate(await readClock(tx)), agreement.startsOn);
  if (decision.kind === 'refused') return decision;
  const claimed = await claimObservation(tx, aboutAgreement(agreement.id), measureId, actor.personId, claim, corrects);
  return claimed.kind === 'refused' ? claimed : { ...claimed, measure };
}

/** A result under its agreement's lock. Whoever acts only in place of the person who entered it is barred as they are. */
async function waiting(tx: Tx, actor: Actor, agreementId: string, resultId: string): Promise<Refused | { readonly kind: 'found'; readonly agreement: AgreementForChange; readonly measureId: string }> {
  const agreement = await lockAgreement(tx, agreementId);
  const result = agreement ? await observationOf(tx, aboutAgreement(agreementId), resultId) : null;
  if (!agreement || !result) return GONE;
  const held = actor.holdings.filter(({ role, scopeId }) => scopeId === agreement.bodyId && MANAGING.includes(role));
  if (result.claimedBy !== null && held.length > 0 && held.every(({ standsInFor }) => standsInFor?.personId === (result.claimedBy as PersonId))) {
    return refuse('own-claim', 'The person you stand in for entered this result, so somebody else must confirm it.');
  }
  return { kind: 'found', agreement, measureId: result.measureId };
}

const said = ({ from, to, value, words }: Pick<Claim, 'from' | 'to' | 'value' | 'words'>) => ({ from, to, ...(value ? { value: value.toString() } : {}), ...(words ? { words } : {}) });
