import { z } from 'zod';
import { londonDate, postedDay, type CalendarDate } from '#kernel/calendar-date';
import { netPence, grossPence } from '#kernel/money';
import { allow, refuse, type Decision } from '#kernel/outcome';
import { command, done, type CommandContext } from '#platform/command/command';
import { readClock } from '#platform/clock';
import type { Tx } from '#platform/database/connection';
import { activateAgreement, createAgreement, earlyReviewDay, type AgreementId } from '#agreements';
import { setBidOutcome } from '#bids';
import { isLockedOut } from '#evaluation';
import { lawFor } from '#law';
import { addMeasure, carryMeasures, plainMeasure } from '#parts/measures';
import { noticesOf, platformInput, publishNotice, readPlatformIfGiven, type PlatformPublication } from '#parts/notices';
import { keepPromise, makePromise } from '#parts/promises';
import { linkRecords } from '#parts/thread';
import { conflictsOf, conflictsProblems, CONFLICTS_RULE, routeDefinition } from '#routes';
import { createReviewSchedule, type Frequency } from '#performance';
import { lawFrom } from '#policy';
import { decideConfirmation, decideTerm, platformComesFirst } from './award.ts';
import { lockAward, markAwarded, moveAward, openLots, outcomesServed, setLotState, socialValueAnswers, type Award } from './award.store.ts';
import { awardSentence, factsOf, platformOf, titleOf } from './publish-award.command.ts';
import { awardsActs } from './awards.acts.ts';
import { ports } from './ports.ts';
import { decideUnhindered } from './unhindered.store.ts';

/** Reviews in proportion to risk (RV-04). */
const REVIEWS = { low: ['annual'], medium: ['quarterly', 'annual'], high: ['monthly', 'quarterly', 'annual'] } as const satisfies Record<string, readonly Frequency[]>;

/** Makes the contract, live and on the register with all that the award, the bid and the specification say, in one transaction (DP-39). */
export const confirmAward = command({
  act: awardsActs.confirm,
  input: z.object({ awardId: z.string(), startsOn: z.string(), endsOn: z.string(), risk: z.enum(['low', 'medium', 'high'], 'Choose how risky the contract is'), outcomeIds: z.array(z.string()).max(200).default([]), ...platformInput }),
  record: ({ awardId }) => ({ kind: 'award', id: awardId }),
  perform: async (context, input) => {
    const { tx, actor } = context;
    const award = await lockAward(tx, input.awardId);
    if (!award || (await isLockedOut(tx, award.opportunityId, actor))) return refuse('not-found', 'This award is not there any more.');
    const now = await readClock(tx);
    const move = decideConfirmation(award, award.standstillEndsOn, londonDate(now), award.standstillRule);
    if (move.kind === 'refused') return move;
    for (const hold of ports().holds) await hold(tx, award.opportunityId);
    const unhindered = await decideUnhindered(tx, { opportunityId: award.opportunityId, lotId: award.lot?.id ?? null, bidId: award.bidId, step: 'confirm' });
    if (unhindered.kind === 'refused') return unhindered;
    const term = readTerm(award, input);
    if (term.kind === 'refused') return term;
    const platform = readPlatformIfGiven(input, now);
    if (platform.kind === 'refused') return platform;
    const conflicts = platform.value === null ? allow() : await decideConflicts(tx, award);
    if (conflicts.kind === 'refused') return conflicts;
    const agreement = await makeContract(context, award, term.value, input);
    if (agreement.kind === 'refused') return agreement;
    for (const carry of ports().onConfirmed) await carry(context, { opportunityId: award.opportunityId, exerciseId: award.exerciseId, bidId: award.bidId, awardId: award.id, agreementId: agreement.value.id });
    await moveAward(tx, award, move.value, { agreementId: agreement.value.id });
    await settle(tx, award);
    const noticed = await announceContract(context, award, agreement.value.id, term.value, platform.value, now);
    return done({ agreementId: agreement.value.id, reference: agreement.value.reference, noticed }, {
      record: { kind: 'award', id: award.id }, bodyId: award.bodyId, before: { state: award.state }, after: { state: move.value, agreement: agreement.value, ...term.value, risk: input.risk, contractDetailsPublished: noticed, ...(award.provisional ? { provisionalCeilingNetPence: award.provisionalCeilingNetPence } : {}) },
      ...(award.standstillRule ? { rule: award.standstillRule } : {}),
    });
  },
});

/** Whether the conflicts assessment was confirmed for the contract details notice, where the law asks for one (PA23 s.83). */
async function decideConflicts(tx: Tx, award: Award): Promise<Decision> {
  const covered = award.regime === 'PA2023' && award.aboveThreshold;
  const [problem] = conflictsProblems(await conflictsOf(tx, { kind: 'opportunity', id: award.opportunityId }), 'UK7', covered);
  return problem === undefined ? allow() : refuse('conflicts', `${problem} Open “Conflicts assessment” of the opportunity and confirm it for UK7.`, { rule: CONFLICTS_RULE });
}

/** Publishes the contract details notice later, once it stands on the central platform. */
export const publishContractDetails = command({
  act: awardsActs.publishDetails,
  input: z.object({ awardId: z.string(), ...platformInput }),
  record: ({ awardId }) => ({ kind: 'award', id: awardId }),
  perform: async (context, input) => {
    const { tx, actor } = context;
    const award = await lockAward(tx, input.awardId);
    if (!award || (await isLockedOut(tx, award.opportunityId, actor))) return refuse('not-found', 'This award is not there any more.');
    if (award.agreementId === null) return refuse('wrong-state', 'The contract details notice follows the contract: confirm the award first.');
    const about = { kind: 'agreement', id: award.agreementId };
    if ((await noticesOf(tx, about)).some(({ code }) => code === 'UK7')) return refuse('published-already', 'The contract details notice has been published already.');
    const conflicts = await decideConflicts(tx, award);
    if (conflicts.kind === 'refused') return conflicts;
    const now = await readClock(tx);
    const platform = platformOf(award, input, now);
    if (platform.kind === 'refused') return platform;
    const { starts_on: startsOn, ends_on: endsOn } = await tx.selectFrom('agreement').select(['starts_on', 'ends_on']).where('id', '=', award.agreementId).executeTakeFirstOrThrow();
    await announceContract(context, award, award.agreementId, { startsOn: startsOn as unknown as CalendarDate, endsOn: endsOn as unknown as CalendarDate }, platform.value, now);
    await keepPromise(tx, 'contract-details-notice', about);
    return done({ agreementId: award.agreementId }, { record: { kind: 'award', id: award.id }, bodyId: award.bodyId, after: { agreementId: award.agreementId, platform: platform.value?.reference ?? null } });
  },
});

interface Term {
  readonly startsOn: CalendarDate;
  readonly endsOn: CalendarDate;
}

/** The term of the opportunity unless another was agreed. */
function readTerm(award: Award, input: { startsOn: string; endsOn: string }): Decision<Term> {
  const startsOn = input.startsOn === '' ? award.contractStartsOn : postedDay(input.startsOn);
  if (!startsOn) return refuse('starts', 'Enter the day on which the contract starts', { field: 'startsOn' });
  const endsOn = input.endsOn === '' ? award.contractEndsOn : postedDay(input.endsOn);
  if (!endsOn) return refuse('ends', 'Enter the day on which the contract ends', { field: 'endsOn' });
  return decideTerm(award, { startsOn, endsOn });
}

async function makeContract({ tx }: CommandContext, award: Award, term: Term, { risk, outcomeIds }: { readonly risk: keyof typeof REVIEWS; readonly outcomeIds: readonly string[] }): Promise<Decision<{ id: AgreementId; reference: string }>> {
  const carriedOutcomeIds = await outcomesServed(tx, award);
  const earlyOn = award.provisional && earlyReviewDay(term.startsOn, term.endsOn, award.provisional.reviewMonths);
  const created = await createAgreement(tx, {
    bodyId: award.bodyId, kind: 'contract', title: titleOf(award), parties: [{ organisationId: award.organisationId, role: 'supplier' }],
    valueNetPence: netPence(award.valueNetPence), valueGrossPence: grossPence(award.valueGrossPence), ...term, extensionMonths: award.extensionMonths, description: award.summary, process: processOf(award.route), procurementCategory: award.category, risk,
    outcomeIds: carriedOutcomeIds.length > 0 ? [] : outcomeIds, carriedOutcomeIds, awardedFrom: award.id,
    ...(earlyOn && award.provisionalCeilingNetPence !== null ? { provisional: { ceilingNetPence: award.provisionalCeilingNetPence, reviewOn: earlyOn } } : {}),
    ...(award.unitId ? { unitId: award.unitId } : {}),
    ...(award.cpvCodes[0] ? { cpvCode: award.cpvCodes[0] } : {}), ...(award.managerId ? { managerId: award.managerId } : {}), ...(award.directorId ? { directorId: award.directorId } : {}), ...(award.ocid ? { ocid: award.ocid } : {}),
  });
  if (created.kind === 'refused') return created;
  const made = created.value;
  const about = { kind: 'agreement', id: made.id };
  if (award.specificationId) await carryMeasures(tx, { kind: 'specification', id: award.specificationId }, about);
  // What the bidder promised for its marks is a promise of the contract, in its own words.
  for (const { text, value } of await socialValueAnswers(tx, award.bidId)) {
    if (typeof value === 'string' && value.trim() !== '') await addMeasure(tx, about, { ...plainMeasure(text, 'outcome'), nature: 'qualitative', targetWords: value, socialValue: true });
  }
  await createReviewSchedule(tx, made.id, { ...term, frequencies: REVIEWS[risk], ...(earlyOn ? { earlyOn } : {}) });
  await linkRecords(tx, { kind: 'award', id: award.id }, 'led to', about);
  const live = await activateAgreement(tx, made.id);
  return live.kind === 'refused' ? live : { kind: 'allowed', value: made };
}

/** The Transparency Code's own two words for how a contract was let. */
const processOf = (route: string): string => (routeDefinition(route)?.advertised ? 'Published invitation to tender' : 'Invitation to quote');

/** The winner has won; once every lot is decided the rest have not. */
async function settle(tx: Tx, award: Award): Promise<void> {
  const { state } = await tx.selectFrom('bid').select('state').where('id', '=', award.bidId).executeTakeFirstOrThrow();
  // A bid that won another lot before is successful already.
  if (state !== 'successful') {
    const outcome = await setBidOutcome(tx, award.bidId, 'successful');
    if (typeof outcome !== 'string') throw new Error(`the winning bid could not be made successful: ${outcome.sentence}`);
  }
  if (award.lot) await setLotState(tx, award.lot.id, 'awarded');
  if ((await openLots(tx, award.opportunityId)) === 0) await closeBids(tx, await markAwarded(tx, award.opportunityId));
}

/** Bids that won nothing. */
export async function closeBids(tx: Tx, bidIds: readonly string[]): Promise<void> {
  for (const bidId of bidIds) await setBidOutcome(tx, bidId, 'not-successful');
}

/** The contract details notice, now where nothing must come first, else as a promise with its day. @returns whether it was published */
async function announceContract({ tx, actor }: CommandContext, award: Award, agreementId: string, term: Term, platform: PlatformPublication | null, now: Date): Promise<boolean> {
  const about = { kind: 'agreement', id: agreementId };
  if (platformComesFirst(award) && platform === null) {
    const { deadlines } = lawFor('uk-2026').rules;
    const rule = award.lightTouch ? deadlines.contractDetailsLightTouch : deadlines.contractDetails;
    await makePromise(tx, {
      kind: 'contract-details-notice', about, bodyId: award.bodyId, owner: { role: 'procurement-officer' }, words: `Publish the contract details notice of ${titleOf(award)}`, address: `/awards/${award.id}/details`,
      startsAt: now, clock: 'calendarInclusive', count: rule.count, law: await lawFrom(tx), rule: { sentence: rule.statement, source: 'PA23 s.53' },
    });
    return false;
  }
  await publishNotice(tx, {
    code: 'UK7', about, bodyId: award.bodyId, ocid: award.ocid, title: titleOf(award), words: awardSentence(award), platform, publishedBy: actor.personId,
    content: { facts: { ...factsOf(award), Starts: term.startsOn, Ends: term.endsOn }, awardId: award.id, agreementId },
  });
  return true;
}
