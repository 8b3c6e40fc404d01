import { z } from 'zod';
import { calendarDate, londonDate, type CalendarDate } from '#kernel/calendar-date';
import { refuse } from '#kernel/outcome';
import { asNote, lawFor } from '#law';
import { answerField, answersOf, postedAnswersSchema, questionsOf, readAnswers, saveAnswers, type AnswerToSave, type Question } from '#parts/questions';
import { USUAL_RETENTION_MONTHS } from '#parties';
import { SYSTEM } from '#platform/access/access';
import { readClock } from '#platform/clock';
import { command, done, runCommand } from '#platform/command/command';
import type { JobHandler } from '#platform/jobs/jobs';
import { selectionActs } from '../selection.acts.ts';
import { byKey, contradictions, partOf } from './core.ts';
import { CORE, CORE_PARTS, isCorePart, type CorePart } from './core-questionnaire.ts';
import { coreOf, endConnectedPerson, eraseEnded, insertConnectedPerson, insertShareCode, isComplete, issueCore, keepVersion, lockCore, organisationReference, PERSON_KINDS, type PersonKind } from './core.store.ts';

const onOrganisation = ({ organisationId }: { readonly organisationId: string }) => organisationReference(organisationId);

/** Begins the core questionnaire, or brings it up to its newest edition with the answers carried over. */
export const beginCore = command({
  act: selectionActs.answerCore,
  input: z.object({ organisationId: z.string() }),
  record: onOrganisation,
  perform: async ({ tx, actor }, { organisationId }) => {
    await lockCore(tx, organisationId);
    await issueCore(tx, organisationId, actor.personId);
    return done(undefined, { record: onOrganisation({ organisationId }) });
  },
});

/** Saves one part. Half an answer is welcome: what is missing is said on the overview, and asked for only when a tender needs it. */
export const saveCorePart = command({
  act: selectionActs.answerCore,
  input: z.object({ organisationId: z.string(), part: z.string().refine(isCorePart, 'There is no such part').transform((part) => part as CorePart), answers: postedAnswersSchema }),
  record: onOrganisation,
  perform: async ({ tx, actor }, { organisationId, part, answers: posted }) => {
    await lockCore(tx, organisationId);
    const about = organisationReference(organisationId);
    const set = await questionsOf(tx, about, CORE);
    if (!set) return refuse('not-begun', 'Begin the questionnaire first.');
    const before = await answersOf(tx, about);
    const questions = set.questions.filter((question) => partOf(question) === part);
    const { toSave, problems } = readAnswers(questions, posted, before);
    const clash = contradictions({ ...byKey(questions, before), ...typedByKey(questions, toSave) }).map(({ key, sentence }) => ({ sentence, field: answerField(questions.find((question) => question.key === key)!.id) }));
    const [first, ...more] = [...problems, ...clash];
    if (first) return refuse('answers', first.sentence, { field: first.field, more });
    const saved = await saveAnswers(tx, about, actor.personId, toSave);
    if (saved.kind === 'refused') return saved;
    const version = toSave.length > 0 ? await keepVersion(tx, organisationId, actor.personId) : null;
    // Which questions, never what was answered: a declaration belongs to its supplier until a bid of its own is opened.
    return done({ part, complete: isComplete(await coreOf(tx, organisationId)) }, { record: about, after: { part: CORE_PARTS[part].title, version, answers: toSave.length } });
  },
});

const typedByKey = (questions: readonly Question[], toSave: readonly AnswerToSave[]) =>
  Object.fromEntries(toSave.flatMap(({ questionId, value }) => { const key = questions.find(({ id }) => id === questionId)?.key; return key && value !== null ? [[key, value]] : []; }));

/** Names somebody who controls or directs the organisation. */
export const addConnectedPerson = command({
  act: selectionActs.keepConnectedPeople,
  input: z.object({
    organisationId: z.string(), name: z.string().trim().min(1, 'Enter the name').max(200, 'The name must be 200 characters or fewer').regex(/^[^<>\p{Cc}]*$/u, 'The name must not include < or >'),
    kind: z.enum(Object.keys(PERSON_KINDS) as [PersonKind, ...PersonKind[]], 'Choose how they control or direct it'), isMe: z.boolean(),
  }),
  record: onOrganisation,
  perform: async ({ tx, actor }, { organisationId, name, kind, isMe }) => {
    await lockCore(tx, organisationId);
    const { set, people } = await coreOf(tx, organisationId);
    if (!set) return refuse('not-begun', 'Begin the questionnaire first.');
    if (people.some((person) => person.name.toLowerCase() === name.toLowerCase() && person.kind === kind)) return refuse('twice', `${name} is in the list already.`, { field: 'name' });
    const id = await insertConnectedPerson(tx, { organisationId, name, kind, personId: isMe ? actor.personId : null, addedBy: actor.personId });
    const version = await keepVersion(tx, organisationId, actor.personId);
    // No name: what stands in the trail cannot be erased.
    return done({ id }, { record: onOrganisation({ organisationId }), after: { connectedPerson: id, kind, version } });
  },
});

/** Takes somebody out of the list, or erases their name everywhere it stands, as they may ask (UK GDPR article 17). */
export const removeConnectedPerson = command({
  act: selectionActs.keepConnectedPeople,
  input: z.object({ organisationId: z.string(), connectedPersonId: z.uuid(), how: z.enum(['ended', 'erase'], 'Choose what should happen') }),
  record: onOrganisation,
  perform: async ({ tx, actor }, { organisationId, connectedPersonId, how }) => {
    await lockCore(tx, organisationId);
    if (!(await endConnectedPerson(tx, organisationId, connectedPersonId, how === 'erase'))) return refuse('gone', 'They are not in the list any more.');
    const version = await keepVersion(tx, organisationId, actor.personId);
    return done(undefined, { record: onOrganisation({ organisationId }), after: { connectedPerson: connectedPersonId, how, version } });
  },
});

/** Records that the core information is registered, up to date and shared through the central digital platform. */
export const recordShareCode = command({
  act: selectionActs.answerCore,
  input: z.object({
    organisationId: z.string(), code: z.string().trim().regex(/^[A-Za-z0-9]{8}$/, 'Enter the share code: 8 letters and numbers, as the platform shows it'),
    sharedOn: z.iso.date('Enter the day on which you shared it'), confirmed: z.literal('yes', 'Confirm that the information there is up to date'),
  }),
  record: onOrganisation,
  perform: async ({ tx, actor }, { organisationId, code, sharedOn }) => {
    const day = calendarDate(sharedOn);
    if (day > londonDate(await readClock(tx))) return refuse('future', 'The day cannot be in the future', { field: 'sharedOn' });
    await insertShareCode(tx, organisationId, code, day as CalendarDate, actor.personId);
    return done(undefined, { record: onOrganisation({ organisationId }), after: { sharedOn }, rule: asNote(lawFor('uk-2026').rules.publicationRules.supplierInformation).sentence });
  },
});

/** Erases the names of those who left a list longer ago than anybody may still ask about it. */
export const eraseFormerPeople = command({
  act: selectionActs.eraseFormerPeople,
  input: z.object({}),
  record: () => null,
  perform: async ({ tx }) => done({ erased: await eraseEnded(tx, USUAL_RETENTION_MONTHS) }, { record: null, rule: `${USUAL_RETENTION_MONTHS} months after they ended` }),
});

export const eraseFormerPeopleJob: JobHandler = { name: 'selection.erase-former-people', cron: '50 3 * * *', run: async (services) => void (await runCommand(services, eraseFormerPeople, SYSTEM, {})) };
