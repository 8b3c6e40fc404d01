import { sql } from 'kysely';
import { z } from 'zod';
import { formatDate } from '#kernel/calendar-date';
import { decideMove } from '#kernel/machine';
import { allow, refuse } from '#kernel/outcome';
import { command, done, type CommandContext } from '#platform/command/command';
import { readClock } from '#platform/clock';
import { removeFromSearch } from '#platform/search/search-index';
import { londonInstant, londonDate, type CalendarDate } from '#kernel/calendar-date';
import { words } from '#opportunities';
import { platformInput, publishNotice, readPlatform } from '#parts/notices';
import { fixQuestionSet, questionsOf } from '#parts/questions';
import { makePromise, withdrawPromise } from '#parts/promises';
import { lawFrom, policyValue } from '#policy';
import { formatPounds } from '#kernel/money';
import { isId } from '#kernel/ids';
import type { AgreementId } from '#agreements';
import { conflictsOf, conflictsProblems, CONFLICTS_RULE } from '#routes';
import { INTAKE_WORDS, KIND_RULES, NO_GUARANTEE, PLATFORM_NOTICE } from './arrangement-kinds.ts';
import { ARRANGEMENT_MOVES, publicationObstacles, type Arrangement } from './arrangement.ts';
import { APPLICATION_QUESTIONS, arrangementEvents, arrangementReference, lockArrangement, markNoticed, putArrangementInSearch, recordEvent, updateArrangement, windowsOf } from './arrangement.store.ts';
import { applicationsTo, closeApplication } from './application.store.ts';
import { arrangementsActs } from './arrangements.acts.ts';
import { factsToPublish, lockDraft, noteOn, NOT_THERE } from './building.store.ts';
import { endFrameworkAgreement, makeFrameworkAgreement } from './framework.store.ts';
import { concernedOrganisations, tellFollowers, tellOrganisations } from './tell.store.ts';

const person = z.string().refine((text) => text === '' || isId(text), 'Choose a person from the list').default('');
const onArrangement = ({ arrangementId: id }: { readonly arrangementId: string }) => arrangementReference(id);
/** The kind of promise that keeps an intake or a review coming (DP-27). */
export const INTAKE_PROMISE = 'intake-or-review';

/** What a notice says of an arrangement. */
const factsOf = (arrangement: Arrangement): Record<string, string> => ({
  Kind: KIND_RULES[arrangement.kind].title,
  'How to join': INTAKE_WORDS[arrangement.intake],
  ...(arrangement.startsOn && arrangement.endsOn ? { Term: `${formatDate(arrangement.startsOn)} to ${formatDate(arrangement.endsOn)}` } : {}),
  ...(arrangement.expectedValueNetPence === null ? {} : { 'Expected value, not guaranteed': `${formatPounds(arrangement.expectedValueNetPence)} excluding VAT` }),
});

/** Publishes the intention to set up a dynamic market, before it is set up (PA 2023 s.39(2)). */
export const announceIntention = command({
  act: arrangementsActs.announce,
  input: z.object({ arrangementId: z.string(), ...platformInput }),
  record: onArrangement,
  perform: async ({ tx, actor }, input) => {
    const draft = await lockDraft(tx, input.arrangementId);
    if (draft.kind === 'refused') return draft;
    const arrangement = draft.value;
    const notices = KIND_RULES[arrangement.kind].notices;
    if (!notices) return refuse('no-notice', `The law asks for no notice of intention for a ${KIND_RULES[arrangement.kind].title.toLowerCase()}.`);
    if ((await arrangementEvents(tx, arrangement.id)).some(({ kind }) => kind === 'intended')) return refuse('published-already', 'The intention has been published already.');
    if (arrangement.summary === '') return refuse('no-summary', 'Say in plain words what will be bought through it first: open “Details”.');
    const [problem] = conflictsProblems(await conflictsOf(tx, { kind: 'arrangement', id: arrangement.id }), notices.intended, true);
    if (problem !== undefined) return refuse('conflicts', `${problem} Open “Conflicts assessment” first.`, { rule: CONFLICTS_RULE });
    const platform = readPlatform(input, await readClock(tx));
    if (platform.kind === 'refused') return platform;
    const { id: noticeId } = await publishNotice(tx, {
      code: notices.intended, about: arrangementReference(arrangement.id), bodyId: arrangement.bodyId, title: arrangement.title, words: `${arrangement.bodyName} intends to set up this dynamic market. ${arrangement.summary}`,
      content: { facts: factsOf(arrangement) }, platform: platform.value, publishedBy: actor.personId,
    });
    await recordEvent(tx, { arrangement, kind: 'intended', words: 'The intention to set it up was published.', noticeId, by: actor.personId });
    return done({ noticeId }, noteOn(arrangement, { after: { noticeId, platform: input.platformReference }, rule: PLATFORM_NOTICE(notices.intended).sentence }));
  },
});

/** Publishes it: what was set is fixed from here, and the clock and term of the authority's policy are copied on to it. */
export const publishArrangement = command({
  act: arrangementsActs.publish,
  input: z.object({ arrangementId: z.string(), ...platformInput, ceiling: z.string().default(''), managerId: person, directorId: person }),
  record: onArrangement,
  perform: async (context, input) => {
    const { tx, actor } = context;
    const draft = await lockDraft(tx, input.arrangementId);
    if (draft.kind === 'refused') return draft;
    const arrangement = draft.value;
    const [first, ...more] = publicationObstacles(await factsToPublish(tx, arrangement));
    if (first) return refuse('not-ready', first.sentence, { ...(first.rule ? { rule: first.rule } : {}), more });
    const now = await readClock(tx);
    const notices = KIND_RULES[arrangement.kind].notices;
    const platform = notices ? readPlatform(input, now) : allow(null);
    if (platform.kind === 'refused') return platform;
    const contract = await makeFrameworkAgreement(tx, arrangement, input);
    if (contract.kind === 'refused') return contract;
    await fix(context, arrangement, now, contract.value?.id ?? null);
    const noticeId = notices && (await publishNotice(tx, {
      code: notices.established, about: arrangementReference(arrangement.id), bodyId: arrangement.bodyId, title: arrangement.title, words: `${arrangement.bodyName} has set up this dynamic market. ${NO_GUARANTEE}`,
      content: { facts: factsOf(arrangement) }, platform: platform.value, publishedBy: actor.personId,
    })).id;
    await recordEvent(tx, { arrangement, kind: 'established', words: 'It was published: pass marks, criteria and timetable are fixed from here.', ...(noticeId ? { noticeId } : {}), by: actor.personId });
    await scheduleIntake(context, { ...arrangement, state: 'live' });
    if (arrangement.entry === 'application') {
      await tellFollowers(tx, arrangement, `You can apply to join: ${arrangement.title}`, `${arrangement.bodyName} takes applications to join “${arrangement.title}”.\n\n${INTAKE_WORDS[arrangement.intake]}.\n${NO_GUARANTEE}\n\n${context.services.config.siteUrl}/arrangements/${arrangement.id}\n`);
    }
    return done(undefined, noteOn(arrangement, { before: { state: 'draft' }, after: { state: 'live', ...(input.platformReference ? { platform: input.platformReference } : {}), ...(contract.value ? { agreementId: contract.value.id, ceilingNetPence: contract.value.ceilingNetPence, managerId: input.managerId, directorId: input.directorId } : {}) } }));
  },
});

async function fix({ tx }: CommandContext, arrangement: Arrangement, now: Date, agreementId: AgreementId | null): Promise<void> {
  const today = londonDate(now);
  const promise = await policyValue(tx, arrangement.bodyId, 'applications.decideWithinDays', today);
  const pages = await policyValue(tx, arrangement.bodyId, 'terms.mostPages', today);
  const set = await questionsOf(tx, arrangementReference(arrangement.id), APPLICATION_QUESTIONS);
  if (set && set.questions.length > 0) await fixQuestionSet(tx, set.id);
  await updateArrangement(tx, arrangement.id, 'draft', { state: 'live', published_at: now, agreement_id: agreementId, decide_days: promise.value?.count ?? null, decide_counted: promise.value?.counted ?? null, terms_pages_limit: pages.value });
  await putArrangementInSearch(tx, { ...arrangement, state: 'live' });
}

/** From here somebody owes an intake or a review within the months that the authority set; each one held starts the next. */
export async function scheduleIntake({ tx }: CommandContext, arrangement: Arrangement, from?: CalendarDate): Promise<void> {
  if (arrangement.intake === 'standing' && arrangement.entry === 'application') return;
  const since = from ?? latestOpening(await windowsOf(tx, arrangement.id), arrangement.startsOn!);
  const months = await policyValue(tx, arrangement.bodyId, 'arrangements.intakeMonths', londonDate(await readClock(tx)));
  await withdrawPromise(tx, INTAKE_PROMISE, arrangementReference(arrangement.id));
  if (months.value === null) return;
  await makePromise(tx, {
    kind: INTAKE_PROMISE, about: arrangementReference(arrangement.id), bodyId: arrangement.bodyId, owner: { role: 'procurement-officer' }, words: `Open an intake to ${arrangement.title}, or review it`,
    address: `/arrangements/${arrangement.id}/intakes`, startsAt: londonInstant(since, '12:00'), clock: 'months', count: months.value, law: await lawFrom(tx),
    rule: { sentence: 'A framework has an intake or a review at least once a year.', source: months.source },
  });
}

const latestOpening = (windows: readonly { readonly kind: string; readonly closesOn: CalendarDate }[], startsOn: CalendarDate): CalendarDate =>
  windows.filter(({ kind }) => kind === 'intake').reduce((latest, { closesOn }) => (closesOn > latest ? closesOn : latest), startsOn);

/** Ends it before its time, or once that is over: open applications are closed, members and applicants are told why. */
export const endArrangement = command({
  act: arrangementsActs.end,
  input: z.object({ arrangementId: z.string(), reason: words(4000, 'Give the reason: it is public, and sent to everyone concerned') }),
  record: onArrangement,
  perform: async ({ tx, actor, services }, input) => {
    const arrangement = await lockArrangement(tx, input.arrangementId);
    if (!arrangement) return NOT_THERE;
    const move = decideMove(ARRANGEMENT_MOVES, 'end', arrangement.state, 'This', input.reason);
    if (move.kind === 'refused') return move;
    const told = await concernedOrganisations(tx, arrangement.id);
    await updateArrangement(tx, arrangement.id, 'live', { state: 'ended', ended_at: await readClock(tx), ended_reason: input.reason });
    for (const application of await applicationsTo(tx, arrangement.id, 10_000)) {
      if (application.state === 'submitted' || application.state === 'incomplete') await closeApplication(tx, application);
    }
    await sql`update arrangement_member set status = 'ended', status_reason = ${input.reason}, status_changed_at = wantsum_clock(), ceiling_net_pence = null, review_due_on = null
      where arrangement_id = ${arrangement.id} and status in ('provisional', 'full', 'suspended')`.execute(tx);
    await endFrameworkAgreement(tx, arrangement, input.reason);
    await withdrawPromise(tx, INTAKE_PROMISE, arrangementReference(arrangement.id));
    await recordEvent(tx, { arrangement, kind: 'ended', words: `It ended. ${input.reason}`, by: actor.personId });
    await tellOrganisations(tx, told, { about: arrangementReference(arrangement.id), subject: `Ended: ${arrangement.title}`, text: `${arrangement.bodyName} has ended “${arrangement.title}”.\n\n${input.reason}\n\nContracts already made under it go on.\n${services.config.siteUrl}/arrangements/${arrangement.id}\n` });
    return done({ told: told.length }, noteOn(arrangement, { before: { state: 'live' }, after: { state: 'ended', told: told.length }, reason: input.reason }));
  },
});

/**
 * Publishes what has happened since the last notice: members who came or went and changed rules as one modification notice, the end as a
 * cessation notice (PA 2023 s.39(4), (5)). Each is owed as soon as reasonably practicable.
 */
export const publishChanges = command({
  act: arrangementsActs.publishChanges,
  input: z.object({ arrangementId: z.string(), ...platformInput }),
  record: onArrangement,
  perform: async ({ tx, actor }, input) => {
    const arrangement = await lockArrangement(tx, input.arrangementId);
    if (!arrangement) return NOT_THERE;
    const waiting = (await arrangementEvents(tx, arrangement.id, { unnoticedOnly: true })).toReversed();
    const [first] = waiting;
    if (!first?.noticeCode) return refuse('nothing-owed', 'Nothing has happened since the last notice.');
    const platform = readPlatform(input, await readClock(tx));
    if (platform.kind === 'refused') return platform;
    // The oldest kind of notice first: what changed comes before the end.
    const told = waiting.filter(({ noticeCode }) => noticeCode === first.noticeCode);
    const words = told.map((event) => event.words).join('\n');
    const { id: noticeId } = await publishNotice(tx, {
      code: first.noticeCode, about: arrangementReference(arrangement.id), bodyId: arrangement.bodyId, title: arrangement.title, words, content: { facts: factsOf(arrangement) }, platform: platform.value, publishedBy: actor.personId,
      reasonForChange: words.slice(0, 2000),
    });
    await markNoticed(tx, told.map(({ id }) => id), noticeId);
    return done({ noticeId, told: told.length, left: waiting.length - told.length }, noteOn(arrangement, { after: { noticeId, code: first.noticeCode, events: told.length, platform: input.platformReference }, rule: PLATFORM_NOTICE(first.noticeCode).sentence }));
  },
});

/** Gives a draft up. */
export const cancelArrangement = command({
  act: arrangementsActs.cancel,
  input: z.object({ arrangementId: z.string(), reason: words(4000, 'Give the reason') }),
  record: onArrangement,
  perform: async ({ tx }, input) => {
    const draft = await lockDraft(tx, input.arrangementId);
    if (draft.kind === 'refused') return draft;
    await updateArrangement(tx, input.arrangementId, 'draft', { state: 'cancelled', ended_at: await readClock(tx), ended_reason: input.reason });
    await removeFromSearch(tx, arrangementReference(input.arrangementId));
    return done(undefined, noteOn(draft.value, { before: { state: 'draft' }, after: { state: 'cancelled' }, reason: input.reason }));
  },
});
