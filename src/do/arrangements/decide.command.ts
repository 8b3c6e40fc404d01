import { z } from 'zod';
import { addMonths, formatDate, londonDate } from '#kernel/calendar-date';
import { decideMove } from '#kernel/machine';
import { formatPounds } from '#kernel/money';
import { refuse } from '#kernel/outcome';
import { command, done, type CommandContext } from '#platform/command/command';
import { readClock } from '#platform/clock';
import type { Read } from '#platform/database/connection';
import { optionalWords } from '#opportunities';
import { keepPromise, makePromise } from '#parts/promises';
import { linkRecords } from '#parts/thread';
import { lawFrom } from '#policy';
import { APPLICATION_MOVES, decideOutcome, INTEREST_RULE, judge, meanScores, PROVISIONAL_RULE, type Application, type DecisionKind, type Outcome } from './application.ts';
import { applicationReference, assessorsOf, belongsTo, DECISION_PROMISE, declarationsOn, lockApplication, marksOf, scoresOf, storeFindings, updateApplication } from './application.store.ts';
import { KIND_RULES } from './arrangement-kinds.ts';
import type { Arrangement } from './arrangement.ts';
import { arrangementReference, lockArrangement, recordEvent } from './arrangement.store.ts';
import { arrangementsActs } from './arrangements.acts.ts';
import { NOT_THERE } from './building.store.ts';
import { admitMember } from './membership.store.ts';
import { tellOrganisation } from './tell.store.ts';

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

const MOVE_OF = { admit: 'admit', provisional: 'admitProvisionally', refuse: 'refuse' } as const satisfies Record<DecisionKind, keyof typeof APPLICATION_MOVES>;

/** Decides an application against what was published: in full, provisionally or not, with the reasons and a way to try again. */
export const decideApplication = command({
  act: arrangementsActs.decide,
  input: z.object({
    applicationId: z.string(), decision: z.enum(['admit', 'provisional', 'refuse'], 'Choose a decision'), ground: optionalWords(2000), words: optionalWords(4000), tryAgain: optionalWords(2000),
    reasons: z.record(z.string(), z.string().trim().max(2000, 'Use 2,000 characters or fewer')), lateReason: optionalWords(2000),
  }),
  record: ({ applicationId }) => applicationReference(applicationId),
  perform: async (context, input) => {
    const { tx, actor } = context;
    const seen = await lockApplication(tx, input.applicationId);
    const arrangement = seen && (await lockArrangement(tx, seen.arrangementId));
    if (!seen || !arrangement) return NOT_THERE;
    if (await belongsTo(tx, actor, seen.organisationId)) return refuse('own-organisation', 'You belong, or belonged, to this applicant, so somebody else must decide.', { rule: INTEREST_RULE });
    if (arrangement.state !== 'live') return refuse('wrong-state', 'This is over, so nobody is admitted any more.');
    const move = decideMove(APPLICATION_MOVES, MOVE_OF[input.decision], seen.state, 'This application');
    if (move.kind === 'refused') return move;
    const { outcome, waitingFor } = await standingOfApplication(tx, arrangement, seen);
    if (!outcome) return refuse('not-scored', `It has not been scored by ${arrangement.assessorsNeeded === 1 ? 'an assessor' : 'two assessors'} yet. ${waitingFor.length > 0 ? `${waitingFor.join(' and ')} can still score it.` : 'Name another assessor.'}`);
    const reasons = new Map(Object.entries(input.reasons));
    const decision = decideOutcome(input.decision, { state: seen.state, outcome, alternative: seen.alternative, provisional: arrangement.provisional, provisionalCriteria: arrangement.provisionalCriteria, ground: input.ground, reasons, words: input.words, tryAgain: input.tryAgain });
    if (decision.kind === 'refused') return decision;
    await storeFindings(tx, seen.id, outcome.findings.map((one) => ({ ...one, reason: one.met ? '' : (reasons.get(one.criterionId) || standInWords(seen)) })));
    const now = await readClock(tx);
    const decisionWords = [input.words, input.ground].filter(Boolean).join('\n\n');
    await updateApplication(tx, seen.id, seen.state, { state: move.value, decided_at: now, decided_by: actor.personId, total_percent: outcome.total.round(6).toString(), decision_words: decisionWords, try_again_words: input.tryAgain });
    await keepPromise(tx, DECISION_PROMISE, applicationReference(seen.id), input.lateReason);
    if (input.decision !== 'refuse') await admit(context, arrangement, seen, input.decision, outcome);
    await tell(context, arrangement, seen, input.decision, decisionWords, input.tryAgain);
    return done({ arrangementId: arrangement.id }, {
      record: applicationReference(seen.id), bodyId: arrangement.bodyId, before: { state: seen.state }, after: { state: move.value, total: outcome.total.toFixed(2), findings: outcome.findings.map(({ name, percent, met }) => ({ name, percent: percent.toFixed(2), met })) },
      ...(decisionWords ? { reason: decisionWords } : {}), rule: input.decision === 'provisional' ? PROVISIONAL_RULE.sentence : `Pass marks as published${arrangement.passPercent ? `: ${arrangement.passPercent}% of the whole` : ''}`,
    });
  },
});

const standInWords = ({ alternative }: Application): string => (alternative ? 'Not met in full; other evidence stands in for it until the review.' : 'Not met.');

async function admit({ tx, actor }: CommandContext, arrangement: Arrangement, application: Application, decision: 'admit' | 'provisional', outcome: Outcome): Promise<void> {
  const now = await readClock(tx);
  const provisional = decision === 'provisional' ? arrangement.provisional! : null;
  const reviewDueOn = provisional ? addMonths(londonDate(now), provisional.reviewMonths) : null;
  for (const lotId of application.lotIds.length > 0 ? application.lotIds : [null]) {
    await admitMember(tx, { arrangementId: arrangement.id, lotId, organisationId: application.organisationId, applicationId: application.id, status: provisional ? 'provisional' : 'full', ceilingNetPence: provisional?.ceilingNetPence ?? null, reviewDueOn, points: outcome.total });
  }
  if (provisional) {
    await makePromise(tx, {
      kind: REVIEW_PROMISE, about: applicationReference(application.id), bodyId: arrangement.bodyId, owner: { role: 'procurement-officer' }, words: `Review ${application.organisationName}, provisional on ${arrangement.title}`,
      address: `/arrangements/${arrangement.id}/members`, startsAt: now, clock: 'months', count: provisional.reviewMonths, law: await lawFrom(tx), rule: PROVISIONAL_RULE,
    });
  }
  await recordEvent(tx, { arrangement, kind: 'admitted', organisationId: application.organisationId, words: `${application.organisationName} joined${provisional ? ' provisionally' : ''}.`, by: actor.personId });
  await linkRecords(tx, arrangementReference(arrangement.id), 'admitted', { kind: 'organisation', id: application.organisationId });
}

/** The applicant is told at once, with all that was found (PA 2023 s.36(6)(e) for a dynamic market; DP-22 for every kind). */
async function tell({ tx, services }: CommandContext, arrangement: Arrangement, application: Application, decision: DecisionKind, words: string, tryAgain: string): Promise<void> {
  const name = `${KIND_RULES[arrangement.kind].title.toLowerCase()} “${arrangement.title}”`;
  const opening = {
    admit: `Your organisation has been admitted to the ${name}.`,
    provisional: arrangement.provisional ? `Your organisation has been admitted provisionally to the ${name}. Until a review, due on ${formatDate(addMonths(londonDate(await readClock(tx)), arrangement.provisional.reviewMonths))}, no more than ${formatPounds(arrangement.provisional.ceilingNetPence)} in all can be called off from you.` : '',
    refuse: `Your organisation has not been admitted to the ${name} this time.`,
  }[decision];
  await tellOrganisation(tx, application.organisationId, {
    about: applicationReference(application.id), subject: `Decision on your application ${application.reference}`,
    text: `${opening}\n\n${words ? `${words}\n\n` : ''}${tryAgain ? `How to try again:\n${tryAgain}\n\n` : ''}What we found of each criterion is here:\n${services.config.siteUrl}/applications/${application.id}\n`,
  });
}
