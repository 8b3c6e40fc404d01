import { z } from 'zod';
import { formatDate, londonDate } from '#kernel/calendar-date';
import { idFrom, isId } from '#kernel/ids';
import { decideMove } from '#kernel/machine';
import { formatPounds, grossFromNet, netPence } from '#kernel/money';
import { allow, refuse, type Decision } from '#kernel/outcome';
import { createAgreement } from '#agreements';
import { asNote, lawFor, pinLaw } from '#law';
import { approvalState, askApprovals, withdrawWaiting } from '#parts/approvals';
import { platformInput, publishNotice, readPlatform, type PlatformPublication } from '#parts/notices';
import { makePromise } from '#parts/promises';
import { linkRecords } from '#parts/thread';
import { readClock } from '#platform/clock';
import { command, done, type CommandContext } from '#platform/command/command';
import { words } from '#platform/typed-words';
import { nextReference } from '#platform/reference';
import { lawFrom, policyNote, policyValue, requirePolicy } from '#policy';
import { decideContract, decideGround, DIRECT_AWARD_MOVES, owesNotices, standstillOf, SWITCHED, type DirectAwardState } from './direct-award.ts';
import type { Tx } from '#platform/database/connection';
import { CONFLICTS_RULE, conflictsProblems } from './conflicts.ts';
import { conflictsOf } from './conflicts.store.ts';
import { DIRECT_AWARD, directAwardHash, insertDirectAward, lockDirectAward, moveDirectAward, type DirectAward, type NewDirectAward } from './direct-award.store.ts';
import { dateInput, mayBuyFor, supplierCalled } from './purchase.commands.ts';
import { decimalInput, poundsInput } from './value-exercise.command.ts';
import { routesActs } from './routes.acts.ts';

const about = (id: string) => ({ kind: 'direct-award', id });
const GONE = refuse('not-found', 'This direct award is not there any more.');

/** Records a contract to be given without competition: the ground in law and why it holds. Whoever the authority set is asked to agree. */
export const recordDirectAward = command({
  act: routesActs.recordDirectAward,
  input: z.object({
    bodyId: z.string().refine(isId, 'Choose the authority that buys'), title: words(200, 'Enter what is bought'), summary: words(2000, 'Say what it is, in plain words'),
    category: z.enum(['services', 'goods', 'works'], 'Choose what kind of thing is bought'), lightTouch: z.boolean(), supplier: words(300, 'Enter the supplier'),
    value: poundsInput('Enter the whole-life value, excluding VAT'), vat: decimalInput('Enter the rate of VAT', { from: '0', to: '100', places: 2 }).prefault('20'),
    startsOn: dateInput, endsOn: dateInput, ground: z.string(), justification: words(10_000, 'Say why the ground holds: it is published'),
  }),
  record: () => null,
  perform: async (context, given) => {
    const { tx, actor } = context;
    const bodyId = idFrom<'body'>(given.bodyId);
    // A switch follows from the record of its competition, never from a form.
    if (given.ground === SWITCHED) return refuse('no-ground', 'Choose the ground in law', { field: 'ground' });
    if (!mayBuyFor(actor, bodyId)) return refuse('not-yours', 'Choose an authority that you buy for.', { field: 'bodyId' });
    if (given.endsOn < given.startsOn) return refuse('ends', 'It ends before it starts.', { field: 'endsOn' });
    const supplier = await supplierCalled(tx, given.supplier);
    if (supplier.kind === 'refused') return supplier;
    const net = netPence(given.value);
    const { startsOn, endsOn, title, summary, category, lightTouch, ground, justification } = given;
    return recordAndAsk(context, { bodyId, organisationId: supplier.value, title, summary, category, lightTouch, net, gross: grossFromNet(net, given.vat), startsOn, endsOn, ground, justification });
  },
});

/** Keeps a direct award on its ground and asks whoever the authority set; the end of each command that records one. */
export async function recordAndAsk(context: CommandContext, given: Omit<NewDirectAward, 'reference' | 'createdBy'>) {
  const { tx, actor } = context;
  const { bodyId, net, gross, category, lightTouch, title, justification } = given;
  const today = londonDate(await readClock(tx));
  const ground = decideGround({ on: today, category, lightTouch, value: { net, gross }, ground: given.ground }, await lawFrom(tx));
  if (ground.kind === 'refused') return ground;
  const approver = await policyValue(tx, bodyId, 'directAward.approver', today);
  const role = requirePolicy(approver);
  if (role.kind === 'refused') return role;
  const reference = await nextReference(tx, bodyId, 'DA');
  const id = await insertDirectAward(tx, { ...given, reference, createdBy: actor.personId });
  const award = (await lockDirectAward(tx, id))!;
  await askApprovals(context, { about: about(id), subject: DIRECT_AWARD, bodyId, contentHash: directAwardHash(award), steps: [{ role: role.value, rule: policyNote(approver) }] });
  return done({ id }, { record: about(id), bodyId, after: { reference, title, valueNetPence: net, ground: given.ground, askedOf: role.value, ...(given.switched ? { switchedFrom: given.switched.opportunityId } : {}) }, reason: justification, rule: `${ground.value.sentence} (${ground.value.source})` });
}

/** Publishes the transparency notice (UK5), after the central platform, once it is agreed and conflicts of interest were assessed. The law is pinned here. */
export const announceDirectAward = command({
  act: routesActs.announceDirectAward,
  input: z.object({ directAwardId: z.string(), ...platformInput }),
  record: ({ directAwardId }) => about(directAwardId),
  perform: async (context, input) => {
    const { tx } = context;
    const award = await lockDirectAward(tx, input.directAwardId);
    if (!award) return GONE;
    const move = decideMove<DirectAwardState, typeof DIRECT_AWARD_MOVES>(DIRECT_AWARD_MOVES, 'announce', award.state, 'This direct award');
    if (move.kind === 'refused') return move;
    const { standing } = await approvalState(tx, about(award.id), DIRECT_AWARD, directAwardHash(award));
    if (standing !== 'agreed') return refuse('not-agreed', 'It has not been agreed yet by whoever the authority set.');
    const now = await readClock(tx);
    const today = londonDate(now);
    const law = await lawFrom(tx);
    // Asked again on the day it commences: the threshold or the ground may have changed since it was recorded.
    const ground = decideGround({ on: today, category: award.category, lightTouch: award.lightTouch, value: award, ground: award.ground }, law);
    if (ground.kind === 'refused') return ground;
    const conflicts = await decideConflicts(tx, award, 'UK5');
    if (conflicts.kind === 'refused') return conflicts;
    const platform = owesNotices(award.ground) ? readPlatform(input, now) : allow(null);
    if (platform.kind === 'refused') return platform;
    if (owesNotices(award.ground)) await notice(context, award, 'UK5', `${award.bodyName} intends to give this contract without competition.`, platform.value, { 'Ground in law': `${ground.value.sentence} (${ground.value.source})`, Justification: award.justification });
    const pinned = pinLaw(today, law);
    await moveDirectAward(tx, award, move.value, { announced_at: now, law_pack: pinned.packId, law_version: pinned.version, regime: pinned.regime, commenced_on: today, above_threshold: true });
    return done(undefined, { record: about(award.id), bodyId: award.bodyId, before: { state: award.state }, after: { state: move.value, platform: platform.value?.reference ?? null }, rule: `${ground.value.sentence} (${ground.value.source})` });
  },
});

/** Publishes the award notice (UK6) and starts the standstill, where one is owed. */
export const awardDirectly = command({
  act: routesActs.awardDirectly,
  input: z.object({ directAwardId: z.string(), ...platformInput }),
  record: ({ directAwardId }) => about(directAwardId),
  perform: async (context, input) => {
    const { tx } = context;
    const award = await lockDirectAward(tx, input.directAwardId);
    if (!award) return GONE;
    const move = decideMove<DirectAwardState, typeof DIRECT_AWARD_MOVES>(DIRECT_AWARD_MOVES, 'award', award.state, 'This direct award');
    if (move.kind === 'refused') return move;
    const now = await readClock(tx);
    const platform = owesNotices(award.ground) ? readPlatform(input, now) : allow(null);
    if (platform.kind === 'refused') return platform;
    const publishedOn = londonDate(platform.value?.publishedAt ?? now);
    if (award.commencedOn !== null && publishedOn < award.commencedOn) return refuse('platform-date', `The transparency notice was published on ${formatDate(award.commencedOn)}: the award notice cannot be older.`, { field: 'platformPublishedOn' });
    const standstill = owesNotices(award.ground) ? standstillOf({ ground: award.ground, lightTouch: award.lightTouch, awardedOn: publishedOn }, await lawFrom(tx)) : null;
    const wait = standstill?.lastDay ? `To the end of ${formatDate(standstill.lastDay)}` : 'None';
    if (standstill) await notice(context, award, 'UK6', `${award.bodyName} has decided to give this contract to ${award.supplier}.`, platform.value, { Standstill: wait });
    await moveDirectAward(tx, award, move.value, { awarded_at: now, standstill_ends_on: standstill?.lastDay ?? null });
    return done({ standstillEndsOn: standstill?.lastDay ?? null }, { record: about(award.id), bodyId: award.bodyId, before: { state: award.state }, after: { state: move.value, standstill: wait }, ...(standstill ? { rule: `${standstill.rule.sentence} (${standstill.rule.source})` } : {}) });
  },
});

/**
 * Makes the contract, once the standstill has ended, and promises its contract details notice (UK7). It is a draft on the register until
 * its manager, director and outcomes are named there, as for every contract (RV-01).
 */
export const contractDirectAward = command({
  act: routesActs.contractDirectAward,
  input: z.object({ directAwardId: z.string() }),
  record: ({ directAwardId }) => about(directAwardId),
  perform: async ({ tx }, { directAwardId }) => {
    const award = await lockDirectAward(tx, directAwardId);
    if (!award) return GONE;
    const now = await readClock(tx);
    const move = decideContract(award.state, award.standstillEndsOn, londonDate(now));
    if (move.kind === 'refused') return move;
    const made = await createAgreement(tx, {
      bodyId: award.bodyId, kind: 'contract', title: award.title, description: award.summary, parties: [{ organisationId: award.organisationId, role: 'supplier' }], valueNetPence: award.net, valueGrossPence: award.gross,
      startsOn: award.startsOn, endsOn: award.endsOn, process: 'Direct award', procurementCategory: award.category,
    });
    if (made.kind === 'refused') return made;
    const agreement = { kind: 'agreement', id: made.value.id };
    await linkRecords(tx, about(award.id), 'led to', agreement);
    await moveDirectAward(tx, award, move.value, { contracted_on: londonDate(now), agreement_id: made.value.id });
    if (owesNotices(award.ground)) {
      const { deadlines } = lawFor('uk-2026').rules;
      const rule = award.lightTouch ? deadlines.contractDetailsLightTouch : deadlines.contractDetails;
      await makePromise(tx, {
        kind: 'contract-details-notice', about: agreement, bodyId: award.bodyId, owner: { role: 'procurement-officer' }, words: `Publish the contract details notice of ${award.title}`, address: `/direct-awards/${award.id}/details`,
        startsAt: now, clock: 'calendarInclusive', count: rule.count, law: await lawFrom(tx), rule: asNote(rule),
      });
    }
    return done({ agreementId: made.value.id }, { record: about(award.id), bodyId: award.bodyId, before: { state: award.state }, after: { state: move.value, agreement: made.value.reference } });
  },
});

/** Gives it up, with a reason; a procurement termination notice (UK12) follows a transparency notice. */
export const withdrawDirectAward = command({
  act: routesActs.withdrawDirectAward,
  input: z.object({ directAwardId: z.string(), reason: words(2000, 'Give the reason') }),
  record: ({ directAwardId }) => about(directAwardId),
  perform: async (context, { directAwardId, reason }) => {
    const { tx } = context;
    const award = await lockDirectAward(tx, directAwardId);
    if (!award) return GONE;
    const move = decideMove<DirectAwardState, typeof DIRECT_AWARD_MOVES>(DIRECT_AWARD_MOVES, 'withdraw', award.state, 'This direct award', reason);
    if (move.kind === 'refused') return move;
    await withdrawWaiting(tx, about(award.id), DIRECT_AWARD);
    if (award.state !== 'draft' && owesNotices(award.ground)) await notice(context, award, 'UK12', reason, null, { Reason: reason });
    await moveDirectAward(tx, award, move.value, { withdrawn_reason: reason });
    return done(undefined, { record: about(award.id), bodyId: award.bodyId, before: { state: award.state }, after: { state: move.value }, reason });
  },
});

/** A notice about a contract given without competition, with what every one of them says. */
export const notice = ({ tx, actor }: CommandContext, award: DirectAward, code: string, sentence: string, platform: PlatformPublication | null, facts: Readonly<Record<string, string>>): Promise<unknown> => publishNotice(tx, {
  code, about: about(award.id), bodyId: award.bodyId, title: award.title, words: sentence, platform, publishedBy: actor.personId,
  content: {
    facts: {
      Reference: award.reference, 'Buying authority': award.bodyName, Supplier: award.supplier, 'What it is': award.summary, 'Value without VAT': formatPounds(award.net), 'Value including VAT': formatPounds(award.gross),
      'Contract dates': `${formatDate(award.startsOn)} to ${formatDate(award.endsOn)}`, ...facts,
    },
    directAwardId: award.id, ground: award.ground,
  },
});

/** Whether the conflicts assessment was prepared and confirmed for a notice (PA23 s.83); where the user chose no notice is owed, and so none asked. */
export async function decideConflicts(tx: Tx, award: Pick<DirectAward, 'id' | 'ground'>, code: string): Promise<Decision> {
  const [problem] = conflictsProblems(await conflictsOf(tx, { kind: 'direct-award', id: award.id }), code, owesNotices(award.ground));
  return problem === undefined ? allow() : refuse('conflicts', `${problem} Open “Conflicts assessment” first.`, { rule: CONFLICTS_RULE });
}
