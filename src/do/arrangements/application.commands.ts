import { z } from 'zod';
import { londonDate } from '#kernel/calendar-date';
import { formatInstant } from '#kernel/instant';
import { isId, type OrganisationId } from '#kernel/ids';
import { decideMove } from '#kernel/machine';
import { refuse, type Refused } from '#kernel/outcome';
import type { Actor } from '#platform/access/access';
import { readClock } from '#platform/clock';
import { command, done, type CommandContext } from '#platform/command/command';
import { nextReference } from '#platform/reference';
import type { Read, Tx } from '#platform/database/connection';
import { optionalWords, words } from '#opportunities';
import { answersOf, missingAnswers, postedAnswersSchema, readAnswers, saveAnswers, type PostedAnswers } from '#parts/questions';
import { makePromise, pausePromise, promisesOf, resumePromise, withdrawPromise } from '#parts/promises';
import { lawFrom } from '#policy';
import { isAlternativeKind } from '#agreements';
import { APPLICATION_MOVES, isOpen, STANDARD_RULE, type Application } from './application.ts';
import { applicationReference, DECISION_PROMISE, insertApplication, insertQuery, latestOf, lockApplication, marksOf, storeReply, updateApplication } from './application.store.ts';
import { decideIntake, standingLots, type Arrangement } from './arrangement.ts';
import { lockArrangement, lotsOf, readArrangement, windowsOf } from './arrangement.store.ts';
import { arrangementsActs } from './arrangements.acts.ts';
import { NOT_THERE } from './building.store.ts';
import { tellOrganisations, tellRole } from './tell.store.ts';

const applicationId = z.string();
const onApplication = ({ applicationId: id }: { readonly applicationId: string }) => applicationReference(id);

/** The organisations for which this person writes. */
export const appliesFor = (actor: Actor): readonly string[] =>
  actor.holdings.flatMap(({ role, scopeKind, scopeId }) => (scopeKind === 'organisation' && scopeId !== null && (role === 'bid-writer' || role === 'organisation-administrator') ? [scopeId] : []));

/** Begins an application, or joins the one that a colleague began. After a decision it is a new one, with what was answered before filled in (DP-22). */
export const startApplication = command({
  act: arrangementsActs.apply,
  input: z.object({ arrangementId: z.string(), organisationId: z.string().refine(isId, 'Choose the organisation that you apply for') }),
  record: ({ arrangementId }) => ({ kind: 'arrangement', id: arrangementId }),
  perform: async (context, input) => {
    const { tx, actor } = context;
    if (!appliesFor(actor).includes(input.organisationId)) return refuse('not-yours', 'You can apply only for an organisation whose bids you write.', { field: 'organisationId' });
    const arrangement = await lockArrangement(tx, input.arrangementId);
    if (!arrangement) return NOT_THERE;
    const previous = await latestOf(tx, arrangement.id, input.organisationId);
    if (previous && isOpen(previous.state)) return done({ applicationId: previous.id, made: false }, { record: applicationReference(previous.id), after: { joined: true } });
    const open = decideIntake(arrangement, await windowsOf(tx, arrangement.id), londonDate(await readClock(tx)));
    if (open.kind === 'refused') return open;
    const member = await isFullMember(tx, arrangement, input.organisationId);
    if (member) return refuse('member', 'Your organisation is a member of every part of this already.', { field: 'organisationId' });
    const reference = await nextReference(tx, arrangement.bodyId, 'AP');
    const id = await insertApplication(tx, { reference, arrangementId: arrangement.id, organisationId: input.organisationId as OrganisationId, previous, createdBy: actor.personId });
    if (!id) return refuse('begun', 'A colleague began this application a moment ago. Open the page again.');
    if (previous) await carryAnswers(context, previous, id);
    return done({ applicationId: id, made: true }, { record: applicationReference(id), after: { reference, ...(previous ? { after: previous.reference } : {}) } });
  },
});

async function isFullMember(tx: Tx, arrangement: Arrangement, organisationId: string): Promise<boolean> {
  const lots = standingLots(await lotsOf(tx, arrangement.id));
  const held = await lotsHeld(tx, arrangement, organisationId);
  return lots.length === 0 ? held.length > 0 : lots.every(({ id }) => held.includes(id));
}

/** The lots in which an organisation is a member in full; null stands for the whole of an arrangement without lots. */
async function lotsHeld(read: Read, arrangement: Arrangement, organisationId: string): Promise<(string | null)[]> {
  const held = await read.selectFrom('arrangement_member').select('lot_id').where('arrangement_id', '=', arrangement.id).where('organisation_id', '=', organisationId).where('status', 'in', ['full', 'suspended']).execute();
  return held.map(({ lot_id }) => lot_id);
}

/** Nothing is typed twice: the last application's answers begin the next. */
async function carryAnswers({ tx, actor }: CommandContext, previous: Application, id: string): Promise<void> {
  const before = await answersOf(tx, applicationReference(previous.id));
  const saved = await saveAnswers(tx, applicationReference(id), actor.personId, [...before.values()].map((answer) => ({ questionId: answer.questionId, value: answer.value, evidence: answer.evidence, ownerId: null, version: 0 })));
  if (saved.kind === 'refused') throw new Error('answers could not be carried over');
}

const formFields = {
  lotIds: z.array(z.string()), alternativeKind: z.string().refine((text) => text === '' || isAlternativeKind(text), 'Choose what kind of evidence it is'), alternativeWords: optionalWords(4000), answers: postedAnswersSchema,
};

/** Saves the draft as far as it is written; what is missing is asked for when it is sent. */
export const saveApplication = command({
  act: arrangementsActs.saveOwn,
  input: z.object({ applicationId, version: z.coerce.number().int().min(0).max(2_000_000_000), ...formFields }),
  record: onApplication,
  perform: async (context, input) => {
    const application = await lockApplication(context.tx, input.applicationId);
    if (!application) return NOT_THERE;
    if (application.state !== 'draft') return refuse('sent', 'This application has been sent. Take it back to change it, or answer what is asked of you.');
    if (application.version !== input.version) return refuse('conflict', 'A colleague has saved this application since you opened the page. What you typed is still here: open the page again in another tab to see theirs, then decide.');
    const problem = await keepDraft(context, application, input);
    return problem ?? done({ version: application.version + 1, at: formatInstant(await readClock(context.tx)) }, { record: applicationReference(application.id), after: { answers: Object.keys(input.answers).length, lots: input.lotIds.length } });
  },
});

interface DraftFields {
  readonly lotIds: readonly string[];
  readonly alternativeKind: string;
  readonly alternativeWords: string;
  readonly answers: PostedAnswers;
}

async function keepDraft({ tx, actor }: CommandContext, application: Application, input: DraftFields): Promise<Refused | null> {
  const arrangement = (await readArrangement(tx, application.arrangementId))!;
  const lots = standingLots(await lotsOf(tx, arrangement.id));
  if (input.lotIds.some((id) => !lots.some((lot) => lot.id === id))) return refuse('no-lot', 'Choose from the lots shown', { field: 'lotIds' });
  const { asked } = await marksOf(tx, arrangement);
  const about = applicationReference(application.id);
  const before = await answersOf(tx, about);
  // The form as a whole carries the version its reader saw, so each answer is saved over the one that stands.
  const posted = Object.fromEntries(Object.entries(input.answers).map(([id, typed]) => [id, { ...typed, stamp: `${before.get(id)?.version ?? 0}.` }]));
  const { toSave, problems } = readAnswers(asked, posted, before);
  const [first, ...more] = problems;
  if (first) return refuse('answers', first.sentence, { field: first.field, more });
  const saved = await saveAnswers(tx, about, actor.personId, toSave);
  if (saved.kind === 'refused') return saved;
  await updateApplication(tx, application.id, 'draft', { lot_ids: [...new Set(input.lotIds)], alternative_kind: input.alternativeKind || null, alternative_words: input.alternativeWords, version: application.version + 1 });
  return null;
}

/** What keeps an application from being sent, one sentence each. */
export async function missingOf(read: Read, application: Application, arrangement: Arrangement): Promise<{ readonly sentence: string; readonly field?: string }[]> {
  const lots = await lotsOf(read, arrangement.id);
  const chosen = standingLots(lots).filter(({ id }) => application.lotIds.includes(id));
  const held = await lotsHeld(read, arrangement, application.organisationId);
  const { asked } = await marksOf(read, arrangement);
  return [
    ...(lots.length > 0 && chosen.length === 0 ? [{ sentence: application.lotIds.length > 0 ? 'The lots that you chose were withdrawn. Choose at least one other.' : 'Choose at least one lot.', field: 'lotIds' }] : []),
    ...chosen.filter(({ id }) => held.includes(id)).map(({ number }) => ({ sentence: `Your organisation is a full member of lot ${number} already. Leave it out.`, field: 'lotIds' })),
    ...((application.alternativeTyped.kind === null) !== (application.alternativeTyped.words === '') ? [{ sentence: 'Choose the kind of other evidence and describe it, or leave both empty.', field: 'alternativeKind' }] : []),
    ...missingAnswers(asked, await answersOf(read, applicationReference(application.id))).map(({ sentence }) => ({ sentence })),
  ];
}

/** Sends a complete application: from this moment the days to the decision are counted. */
export const submitApplication = command({
  act: arrangementsActs.submit,
  input: z.object({ applicationId }),
  record: onApplication,
  perform: async (context, input) => {
    const { tx, actor, services } = context;
    const application = await lockApplication(tx, input.applicationId);
    if (!application) return NOT_THERE;
    const move = decideMove(APPLICATION_MOVES, 'submit', application.state, 'This application');
    if (move.kind === 'refused') return move;
    const arrangement = (await readArrangement(tx, application.arrangementId))!;
    const open = decideIntake(arrangement, await windowsOf(tx, arrangement.id), londonDate(await readClock(tx)));
    if (open.kind === 'refused') return open;
    const [first, ...more] = await missingOf(tx, application, arrangement);
    if (first) return refuse('incomplete', first.sentence, { ...(first.field ? { field: first.field } : {}), more });
    const now = await readClock(tx);
    await updateApplication(tx, application.id, 'draft', { state: move.value, submitted_at: now, submitted_by: actor.personId, complete_at: now });
    const due = await startClock(context, arrangement, application, now);
    await tellRole(tx, arrangement.bodyId, 'procurement-officer', { about: applicationReference(application.id), subject: `Application to join ${arrangement.title}`, text: `${application.organisationName} applied to join “${arrangement.title}” (${application.reference}).\n\n${services.config.siteUrl}/applications/${application.id}/assessment\n` });
    return done({ due }, { record: applicationReference(application.id), bodyId: arrangement.bodyId, before: { state: 'draft' }, after: { state: move.value, ...(due ? { decideBy: due.toISOString() } : {}) }, rule: STANDARD_RULE.sentence });
  },
});

/** The promise of an application's decision: whoever runs the list owes it. */
async function startClock({ tx }: CommandContext, arrangement: Arrangement, application: Application, now: Date): Promise<Date | null> {
  if (!arrangement.promise) return null;
  return makePromise(tx, {
    kind: DECISION_PROMISE, about: applicationReference(application.id), bodyId: arrangement.bodyId, owner: { role: 'procurement-officer' }, words: `Decide the application of ${application.organisationName} to ${arrangement.title}`,
    address: `/applications/${application.id}/assessment`, startsAt: now, clock: arrangement.promise.counted === 'working' ? 'workingDaysAnyUkHoliday' : 'calendarDay1IsNextDay', count: arrangement.promise.count,
    law: await lawFrom(tx), rule: STANDARD_RULE,
  });
}

/** The open promise of an application, if any. */
export async function openPromise(tx: Tx, applicationId: string): Promise<string | null> {
  const found = (await promisesOf(tx, applicationReference(applicationId))).find(({ kind, keptAt, withdrawnAt }) => kind === DECISION_PROMISE && keptAt === null && withdrawnAt === null);
  return found?.id ?? null;
}

/** Takes an application back to change it. Its clock ends, and starts anew when it is sent again. */
export const reviseApplication = command({
  act: arrangementsActs.revise,
  input: z.object({ applicationId }),
  record: onApplication,
  perform: async ({ tx }, input) => {
    const application = await lockApplication(tx, input.applicationId);
    if (!application) return NOT_THERE;
    const move = decideMove(APPLICATION_MOVES, 'revise', application.state, 'This application');
    if (move.kind === 'refused') return move;
    // Scores were of what stood before; they go with it.
    await tx.deleteFrom('arrangement_score').where('application_id', '=', application.id).execute();
    await updateApplication(tx, application.id, application.state, { state: move.value, submitted_at: null, submitted_by: null, complete_at: null });
    await withdrawPromise(tx, DECISION_PROMISE, applicationReference(application.id));
    return done(undefined, { record: applicationReference(application.id), bodyId: application.bodyId, before: { state: application.state }, after: { state: move.value } });
  },
});

/** Gives an application up. */
export const withdrawApplication = command({
  act: arrangementsActs.withdraw,
  input: z.object({ applicationId }),
  record: onApplication,
  perform: async ({ tx }, input) => {
    const application = await lockApplication(tx, input.applicationId);
    if (!application) return NOT_THERE;
    const move = decideMove(APPLICATION_MOVES, 'withdraw', application.state, 'This application');
    if (move.kind === 'refused') return move;
    await updateApplication(tx, application.id, application.state, { state: move.value, withdrawn_at: await readClock(tx) });
    await withdrawPromise(tx, DECISION_PROMISE, applicationReference(application.id));
    return done({ arrangementId: application.arrangementId }, { record: applicationReference(application.id), ...(application.state === 'draft' ? {} : { bodyId: application.bodyId }), before: { state: application.state }, after: { state: move.value } });
  },
});

/** Asks for what is missing. The clock stands still until the applicant answers. */
export const askApplicant = command({
  act: arrangementsActs.ask,
  input: z.object({ applicationId, words: words(4000, 'Say what is missing and what would do') }),
  record: onApplication,
  perform: async ({ tx, actor, services }, input) => {
    const application = await lockApplication(tx, input.applicationId);
    if (!application) return NOT_THERE;
    const move = decideMove(APPLICATION_MOVES, 'ask', application.state, 'This application');
    if (move.kind === 'refused') return move;
    await updateApplication(tx, application.id, 'submitted', { state: move.value });
    await insertQuery(tx, application.id, input.words, actor.personId);
    const promise = await openPromise(tx, application.id);
    if (promise) await pausePromise(tx, promise);
    await tellOrganisations(tx, [application.organisationId], { about: applicationReference(application.id), subject: `Something is missing from your application ${application.reference}`, text: `We need something more before we can decide your application ${application.reference}.\n\n${input.words}\n\nAnswer here:\n${services.config.siteUrl}/applications/${application.id}/reply\n` });
    return done(undefined, { record: applicationReference(application.id), bodyId: application.bodyId, before: { state: 'submitted' }, after: { state: move.value, clock: 'paused' }, reason: input.words });
  },
});

/** Answers what was asked: the clock goes on from where it stood. */
export const replyToQuery = command({
  act: arrangementsActs.reply,
  input: z.object({ applicationId, reply: words(8000, 'Write your answer') }),
  record: onApplication,
  perform: async ({ tx, actor, services }, input) => {
    const application = await lockApplication(tx, input.applicationId);
    if (!application) return NOT_THERE;
    const move = decideMove(APPLICATION_MOVES, 'reply', application.state, 'This application');
    if (move.kind === 'refused') return move;
    await updateApplication(tx, application.id, 'incomplete', { state: move.value });
    await storeReply(tx, application.id, input.reply, actor.personId);
    const promise = await openPromise(tx, application.id);
    if (promise) await resumePromise(tx, promise);
    await tellRole(tx, application.bodyId, 'procurement-officer', { about: applicationReference(application.id), subject: `Answered: application ${application.reference}`, text: `${application.organisationName} answered what you asked about ${application.reference}.\n\n${services.config.siteUrl}/applications/${application.id}/assessment\n` });
    return done(undefined, { record: applicationReference(application.id), bodyId: application.bodyId, before: { state: 'incomplete' }, after: { state: move.value, clock: 'running' } });
  },
});
