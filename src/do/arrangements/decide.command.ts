import { z } from 'zod';
import { addMonths, formatDate, londonDate } from '#kernel/calendar-date';
import { decideMove } from '#kernel/machine';
import { formatPounds } from '#kernel/money';
import { allow, refuse, type Decision } from '#kernel/outcome';
import { command, done, type CommandContext } from '#platform/command/command';
import { readClock } from '#platform/clock';
import type { Read } from '#platform/database/connection';
import { optionalWords } from '#opportunities';
import { keepPromise, makePromise } from '#parts/promises';
import { linkRecords } from '#parts/thread';
import { lawFrom } from '#policy';
import { PROVISIONAL_RULE } from '#agreements';
import { APPLICATION_MOVES, decideEachLot, decideOutcome, decisionOfAll, INTEREST_RULE, judge, LOT_WORDS, meanScores, type Application, type Deciding, type DecisionKind, type LotAsked, type LotDecision, type Outcome } from './application.ts';
import { applicationReference, assessorsOf, belongsTo, DECISION_PROMISE, declarationsOn, lockApplication, marksOf, readApplication, scoresOf, storeFindings, storeLotDecisions, updateApplication } from './application.store.ts';
import { KIND_RULES } from './arrangement-kinds.ts';
import { lotName, standingLots, type Arrangement, type ArrangementLot } from './arrangement.ts';
import { arrangementReference, lockArrangement, lotsOf, recordEvent } from './arrangement.store.ts';
import { arrangementsActs } from './arrangements.acts.ts';
import { NOT_THERE } from './building.store.ts';
import { bringProvidersInStep } from './framework.store.ts';
import { admitMember } from './membership.store.ts';
import { tellOrganisations } from './tell.store.ts';

export const REVIEW_PROMISE = 'provisional-review';

/** What the finished scores of an application come to, and whom it still waits for. */
export interface Standing {
  readonly outcome: Outcome | null;
  readonly finished: number;
  readonly waitingFor: readonly string[];
}

/** Reads how an application stands from the scores of those who have finished. */
export async function standingOfApplication(read: Read, arrangement: Arrangement, application: Application): Promise<Standing> {
  const marks = await marksOf(read, arrangement);
  const scores = (await scoresOf(read, application.id)).filter(({ finished }) => finished);
  const finishedIds = new Set(scores.map(({ assessorId }) => assessorId));
  const declared = await declarationsOn(read, application.id);
  const finishedPeople = new Set(declared.filter(({ id }) => finishedIds.has(id)).map(({ personId }) => personId));
  const barred = new Set(declared.filter(({ barredAt }) => barredAt !== null).map(({ personId }) => personId));
  const waiting = (await assessorsOf(read, arrangement.id)).filter(({ personId, barredAt }) => barredAt === null && !barred.has(personId) && !finishedPeople.has(personId));
  const enough = finishedIds.size >= arrangement.assessorsNeeded;
  return { outcome: enough ? judge(marks, meanScores(scores)) : null, finished: finishedIds.size, waitingFor: enough ? [] : waiting.map(({ name }) => name) };
}

const DECISIONS = z.enum(['admit', 'provisional', 'refuse'], 'Choose a decision');

type Lots = readonly (LotDecision & { readonly kind: DecisionKind })[];
interface Chosen {
  readonly decision: DecisionKind | '';
  readonly lots: Readonly<Record<string, { readonly decision: DecisionKind | ''; readonly reason: string }>>;
}

/** The lots that are asked for and not withdrawn since, each with what was chosen for it. Null where the arrangement has none. */
function askedLots(all: readonly ArrangementLot[], { lotIds }: Application, { decision, lots }: Chosen): readonly LotAsked[] | null {
  if (all.length === 0) return null;
  return standingLots(all).filter(({ id }) => lotIds.includes(id)).map(({ id, number }) => ({ id, number, decision: lots[id]?.decision || decision || null, reason: lots[id]?.reason ?? '' }));
}

/** Decides each lot, or the whole where there are none. */
function decideWhole(asked: readonly LotAsked[] | null, decision: DecisionKind | '', deciding: Deciding): Decision<{ readonly whole: DecisionKind; readonly lots: Lots }> {
  if (asked === null) {
    if (decision === '') return refuse('decision', 'Choose a decision', { field: 'decision' });
    const allowed = decideOutcome(decision, deciding);
    return allowed.kind === 'refused' ? allowed : allow({ whole: decision, lots: [] });
  }
  if (asked.length === 0) return refuse('lot-withdrawn', 'Every lot that it asks for was withdrawn.');
  const each = decideEachLot(asked, deciding);
  return each.kind === 'refused' ? each : allow({ whole: decisionOfAll(each.value.map(({ kind }) => kind)), lots: each.value });
}

const MOVE_OF = { admit: 'admit', provisional: 'admitProvisionally', refuse: 'refuse' } as const satisfies Record<DecisionKind, keyof typeof APPLICATION_MOVES>;

/** Decides an application against what was published: in full, provisionally or not, with the reasons and a way to try again. */
export const decideApplication = command({
  act: arrangementsActs.decide,
  input: z.object({
    applicationId: z.string(), decision: z.union([DECISIONS, z.literal('')], 'Choose a decision').default(''), ground: optionalWords(2000), words: optionalWords(4000), tryAgain: optionalWords(2000),
    reasons: z.record(z.string(), optionalWords(2000)), lateReason: optionalWords(2000),
    /** By lot; a lot that is not named here is decided as the whole. */
    lots: z.record(z.string(), z.object({ decision: z.union([DECISIONS, z.literal('')]), reason: optionalWords(2000) })).default({}),
  }),
  record: ({ applicationId }) => applicationReference(applicationId),
  perform: async (context, input) => {
    const { tx, actor } = context;
    // The arrangement's lock first, as whoever ends it takes them.
    const found = await readApplication(tx, input.applicationId);
    const arrangement = found && (await lockArrangement(tx, found.arrangementId));
    const seen = await lockApplication(tx, input.applicationId);
    if (!seen || !arrangement) return NOT_THERE;
    if (await belongsTo(tx, actor, seen.organisationId)) return refuse('own-organisation', 'You belong, or belonged, to this applicant, so somebody else must decide.', { rule: INTEREST_RULE });
    if (arrangement.state !== 'live') return refuse('wrong-state', 'This is over, so nobody is admitted any more.');
    const waits = decideMove(APPLICATION_MOVES, 'refuse', seen.state, 'This application');
    if (waits.kind === 'refused') return waits;
    const { outcome, waitingFor } = await standingOfApplication(tx, arrangement, seen);
    if (!outcome) return refuse('not-scored', `It has not been scored by ${arrangement.assessorsNeeded === 1 ? 'an assessor' : 'two assessors'} yet. ${waitingFor.length > 0 ? `${waitingFor.join(' and ')} can still score it.` : 'Name another assessor.'}`);
    const reasons = new Map(Object.entries(input.reasons));
    const deciding = { state: seen.state, outcome, alternative: seen.alternative, provisional: arrangement.provisional, provisionalCriteria: arrangement.provisionalCriteria, ground: input.ground, reasons, words: input.words, tryAgain: input.tryAgain };
    const decided = decideWhole(askedLots(await lotsOf(tx, arrangement.id), seen, input), input.decision, deciding);
    if (decided.kind === 'refused') return decided;
    const { whole, lots } = decided.value;
    const move = decideMove(APPLICATION_MOVES, MOVE_OF[whole], seen.state, 'This application');
    if (move.kind === 'refused') return move;
    await storeFindings(tx, seen.id, outcome.findings.map((one) => ({ ...one, reason: one.met ? '' : (reasons.get(one.criterionId) || standInWords(seen)) })));
    const now = await readClock(tx);
    const decisionWords = [input.words, input.ground].filter(Boolean).join('\n\n') || (whole === 'refuse' ? lots.map(({ reason }) => reason).join('\n') : '');
    await storeLotDecisions(tx, seen.id, lots);
    await updateApplication(tx, seen.id, seen.state, { state: move.value, decided_at: now, decided_by: actor.personId, total_percent: outcome.total.round(6).toString(), decision_words: decisionWords, try_again_words: input.tryAgain });
    await keepPromise(tx, DECISION_PROMISE, applicationReference(seen.id), input.lateReason);
    if (whole !== 'refuse') {
      const admitted = await admit(context, arrangement, seen, lots.length > 0 ? lots : [{ lotId: null, kind: whole }], outcome);
      if (admitted.kind === 'refused') return admitted;
    }
    await tell(context, arrangement, seen, { whole, lots, words: decisionWords, tryAgain: input.tryAgain });
    return done({ arrangementId: arrangement.id }, {
      record: applicationReference(seen.id), bodyId: arrangement.bodyId, before: { state: seen.state }, after: { state: move.value, total: outcome.total.toFixed(2), findings: outcome.findings.map(({ name, percent, met }) => ({ name, percent: percent.toFixed(2), met })), ...(lots.length > 0 ? { lots: lots.map(({ lotId, decision, reason }) => ({ lotId, decision, reason })) } : {}) },
      ...(decisionWords ? { reason: decisionWords } : {}), rule: whole === 'provisional' ? PROVISIONAL_RULE.sentence : `Pass marks as published${arrangement.passPercent ? `: ${arrangement.passPercent}% of the whole` : ''}`,
    });
  },
});

const standInWords = ({ alternative }: Application): string => (alternative ? 'Not met in full; other evidence stands in for it until the review.' : 'Not met.');

type Into = readonly { readonly lotId: string | null; readonly kind: DecisionKind }[];

async function admit({ tx, actor }: CommandContext, arrangement: Arrangement, application: Application, into: Into, outcome: Outcome): Promise<Decision> {
  const now = await readClock(tx);
  const entered = into.filter(({ kind }) => kind !== 'refuse');
  for (const { lotId, kind } of entered) {
    const provisional = kind === 'provisional' ? arrangement.provisional! : null;
    await admitMember(tx, {
      arrangementId: arrangement.id, lotId, organisationId: application.organisationId, applicationId: application.id, status: provisional ? 'provisional' : 'full', ceilingNetPence: provisional?.ceilingNetPence ?? null,
      reviewDueOn: provisional && addMonths(londonDate(now), provisional.reviewMonths), points: outcome.total,
    });
  }
  const isProvisional = entered.some(({ kind }) => kind === 'provisional');
  if (isProvisional) {
    await makePromise(tx, {
      kind: REVIEW_PROMISE, about: applicationReference(application.id), bodyId: arrangement.bodyId, owner: { role: 'procurement-officer' }, words: `Review ${application.organisationName}, provisional on ${arrangement.title}`,
      address: `/arrangements/${arrangement.id}/members`, startsAt: now, clock: 'months', count: arrangement.provisional!.reviewMonths, law: await lawFrom(tx), rule: PROVISIONAL_RULE,
    });
  }
  const lots = (await lotsOf(tx, arrangement.id)).filter(({ id }) => entered.some(({ lotId }) => lotId === id)).map(({ number }) => number);
  const where = lots.length === 0 ? '' : ` ${lots.length === 1 ? 'lot' : 'lots'} ${lots.join(', ')}`;
  await recordEvent(tx, { arrangement, kind: 'admitted', organisationId: application.organisationId, words: `${application.organisationName} joined${where}${isProvisional ? ' provisionally' : ''}.`, by: actor.personId });
  await linkRecords(tx, arrangementReference(arrangement.id), 'admitted', { kind: 'organisation', id: application.organisationId });
  return bringProvidersInStep(tx, arrangement);
}

interface Told {
  readonly whole: DecisionKind;
  readonly lots: Lots;
  readonly words: string;
  readonly tryAgain: string;
}

/** The applicant is told at once, with all that was found (PA 2023 s.36(6)(e) for a dynamic market; DP-22 for every kind). */
async function tell({ tx, services }: CommandContext, arrangement: Arrangement, application: Application, { whole, lots, words, tryAgain }: Told): Promise<void> {
  const name = `${KIND_RULES[arrangement.kind].title.toLowerCase()} “${arrangement.title}”`;
  const limit = arrangement.provisional ? `Until a review, due on ${formatDate(addMonths(londonDate(await readClock(tx)), arrangement.provisional.reviewMonths))}, no more than ${formatPounds(arrangement.provisional.ceilingNetPence)} in all can be called off from you.` : '';
  const opening = {
    admit: `Your organisation has been admitted to the ${name}.`,
    provisional: `Your organisation has been admitted provisionally to the ${name}. ${limit}`,
    refuse: `Your organisation has not been admitted to the ${name} this time.`,
  }[whole];
  const isMixed = lots.some(({ kind }) => kind !== whole);
  const all = await lotsOf(tx, arrangement.id);
  const perLot = lots.map(({ lotId, kind, reason }) => `${lotName(all.find(({ id }) => id === lotId)!)}: ${LOT_WORDS[kind]}.${reason === '' || reason === words ? '' : ` ${reason}`}`);
  await tellOrganisations(tx, [application.organisationId], {
    about: applicationReference(application.id), subject: `Decision on your application ${application.reference}`,
    text: [isMixed ? `Your organisation has been admitted to some lots of the ${name}, and not to others.${lots.some(({ kind }) => kind === 'provisional') ? ` ${limit}` : ''}` : opening, perLot.join('\n'), words, tryAgain && `How to try again:\n${tryAgain}`,
      `What we found of each criterion is here:\n${services.config.siteUrl}/applications/${application.id}\n`].filter(Boolean).join('\n\n'),
  });
}
