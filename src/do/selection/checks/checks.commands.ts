import { z } from 'zod';
import { addDays, calendarDate, formatDate, londonDate, londonInstant, type CalendarDate } from '#kernel/calendar-date';
import { isId, type PersonId } from '#kernel/ids';
import { allow, refuse, type Decision, type Refused } from '#kernel/outcome';
import { asNote, workingDaysAnyUkHoliday } from '#law';
import { colleaguesOf } from '#parties';
import { makePromise } from '#parts/promises';
import { lawFrom, policyNote, policyValue } from '#policy';
import { readClock } from '#platform/clock';
import { command, done, type CommandContext } from '#platform/command/command';
import { optionalWords, words } from '#platform/typed-words';
import type { RecordReference } from '#platform/access/record-kind';
import type { Read, Tx } from '#platform/database/connection';
import { sendMail } from '#platform/mail/send-mail';
import { EXCLUSION_RULES, groundByKey } from '../exclusion-grounds.ts';
import { ports } from '../ports.ts';
import { selectionActs } from '../selection.acts.ts';
import { isTenderCovered, opportunityReference, tenderFacts, type TenderFacts } from '../tender/tender.store.ts';
import { decideExclusion, decideReply, HEARD_FIRST, readView, RELIED_ON, type ReliedOn } from './checks.ts';
import { groundWords, insertCheck, insertConcern, insertView, lockConcern, openedBidder, storeExclusion, storeReply, type OpenedBidder } from './checks.store.ts';

const GONE = refuse('not-found', 'This bid is not there, or has not been opened.');
const onTender = ({ opportunityId }: { readonly opportunityId: string }) => opportunityReference(opportunityId);
const onConcern = ({ concernId }: { readonly concernId: string }) => ({ kind: 'exclusion-concern', id: concernId });
const bidField = z.string().refine(isId, 'Choose a bid');
const reasons = (message: string) => words(5000, message);

export interface Bidder { readonly tender: TenderFacts; readonly bidder: OpenedBidder; readonly of: { readonly opportunityId: string; readonly bidId: string; readonly organisationId: string; readonly bodyId: string } }

/** The bidder whose bid was opened, for somebody who declared no interest. */
export async function bidderOf({ tx, actor }: CommandContext, opportunityId: string, bidId: string): Promise<Decision<Bidder>> {
  const tender = await tenderFacts(tx, opportunityId);
  const bidder = tender && !(await ports().isLockedOut(tx, opportunityId, actor)) ? await openedBidder(tx, opportunityId, bidId) : null;
  return tender && bidder ? allow({ tender, bidder, of: { opportunityId, bidId, organisationId: bidder.organisationId, bodyId: tender.bodyId } }) : GONE;
}

/** The end of a day that somebody is given, no sooner than the authority's own shortest time. */
export async function readDue(read: Read, bodyId: string, key: 'selection.replyWithinDays' | 'selection.evidenceWithinDays', typed: string, field: string): Promise<Decision<Date>> {
  const day = z.iso.date().safeParse(typed);
  if (!day.success) return refuse('due', 'Enter the last day, like 30 6 2027', { field });
  const today = londonDate(await readClock(read));
  const policy = await policyValue(read, bodyId, key, today);
  const earliest = policy.value === null || policy.value.count === 0 ? addDays(today, 1)
    : policy.value.counted === 'calendar' ? addDays(today, policy.value.count) : workingDaysAnyUkHoliday(addDays(today, 1), policy.value.count, (await lawFrom(read)).holidays);
  if (calendarDate(day.data) < earliest) return refuse('too-soon', `Give until ${formatDate(earliest)} at least.`, { field, ...(policy.value === null ? {} : { rule: policyNote(policy) }) });
  return allow(londonInstant(addDays(calendarDate(day.data) as CalendarDate, 1), '00:00'));
}

export async function writeToSupplier({ tx, services }: Pick<CommandContext, 'tx' | 'services'>, organisationId: string, about: RecordReference, mail: { readonly subject: string; readonly text: string; readonly path: string }): Promise<void> {
  for (const person of await colleaguesOf(tx, organisationId)) {
    await sendMail(tx, { to: { personId: person.personId, email: person.email }, about, subject: mail.subject, text: `${mail.text}\n\n${services.config.siteUrl}${mail.path}\n` });
  }
}

/** Records that the debarment list was looked at, with what was found, by whom. */
export const recordExclusionCheck = command({
  act: selectionActs.recordCheck,
  input: z.object({
    opportunityId: z.string(), bidId: bidField, listSource: words(500, 'Say which list you looked at'), checkedOn: z.iso.date('Enter the day on which you looked'),
    result: z.enum(['clear', 'match'], 'Choose what you found'), note: optionalWords(2000),
  }),
  record: onTender,
  perform: async (context, input) => {
    const found = await bidderOf(context, input.opportunityId, input.bidId);
    if (found.kind === 'refused') return found;
    const day = calendarDate(input.checkedOn);
    if (day > londonDate(await readClock(context.tx))) return refuse('future', 'The day cannot be in the future', { field: 'checkedOn' });
    if (input.result === 'match' && input.note === '') return refuse('note', 'Say who is on the list, and why', { field: 'note' });
    await insertCheck(context.tx, found.value.of, { ...input, checkedOn: day }, context.actor.personId);
    return done(undefined, { record: onTender(input), bodyId: found.value.tender.bodyId, after: { bidId: input.bidId, list: input.listSource, checkedOn: day, result: input.result }, rule: EXCLUSION_RULES.debarment.statement });
  },
});

/** Tells a supplier that a ground may apply to it, and until when it may be heard. */
export const raiseConcern = command({
  act: selectionActs.raiseConcern,
  input: z.object({ opportunityId: z.string(), bidId: bidField, ground: z.string().refine((key) => groundByKey(key) !== undefined, 'Choose the ground'), debarred: z.boolean(), facts: reasons('Say what you know, and from where: the supplier reads it'), replyOn: z.string() }),
  record: onTender,
  perform: async (context, input) => {
    const found = await bidderOf(context, input.opportunityId, input.bidId);
    if (found.kind === 'refused') return found;
    const { tender, of } = found.value;
    const due = await readDue(context.tx, tender.bodyId, 'selection.replyWithinDays', input.replyOn, 'replyOn');
    if (due.kind === 'refused') return due;
    const { kind, words } = groundByKey(input.ground)!;
    const id = await insertConcern(context.tx, of, { ground: input.ground, kind, debarred: input.debarred, facts: input.facts, replyDueAt: due.value }, context.actor.personId);
    await writeToSupplier(context, of.organisationId, { kind: 'bid', id: input.bidId }, {
      subject: `Please reply: ${tender.title}`, path: `/exclusion-concerns/${id}`,
      text: `${tender.bodyName} asks about something before it decides on your bid for “${tender.title}”. Nothing is decided before you have been heard.\n\nRead it and reply by the end of ${formatDate(addDays(londonDate(due.value), -1))}:`,
    });
    return done({ concernId: id }, { record: onTender(input), bodyId: tender.bodyId, after: { bidId: input.bidId, ground: words, kind, replyDueAt: due.value.toISOString() }, rule: HEARD_FIRST.sentence });
  },
});

/** The supplier is heard. It may add to its reply until it is decided. */
export const replyToConcern = command({
  act: selectionActs.replyToConcern,
  input: z.object({ concernId: z.string(), reply: reasons('Write your reply') }),
  record: onConcern,
  perform: async ({ tx, actor }, { concernId, reply }) => {
    const concern = await lockConcern(tx, concernId);
    if (!concern) return GONE;
    const decision = decideReply(concern);
    if (decision.kind === 'refused') return decision;
    await storeReply(tx, concernId, reply, actor.personId);
    return done(undefined, { record: onConcern({ concernId }), bodyId: concern.bodyId, after: { replied: true } });
  },
});

/** Decides, with reasons, once the supplier has been heard. An exclusion takes its bid out of the running. */
export const decideConcern = command({
  act: selectionActs.decideConcern,
  input: z.object({
    concernId: z.string(), continuing: z.enum(['yes', 'no'], 'Say whether it continues or is likely to come again').transform((text) => text === 'yes'), decision: z.enum(['excluded', 'not-excluded'], 'Choose what you decide'), reasons: reasons('Give the reasons'),
  }),
  record: onConcern,
  perform: async (context, input) => {
    const { tx, actor } = context;
    const concern = await lockConcern(tx, input.concernId);
    if (!concern || (await ports().isLockedOut(tx, concern.opportunityId, actor))) return GONE;
    const now = await readClock(tx);
    const decision = decideExclusion(concern, input, now);
    if (decision.kind === 'refused') return decision;
    await storeExclusion(tx, concern.id, input, actor.personId);
    if (input.decision === 'excluded') {
      const refused = await exclude(context, concern, now);
      if (refused) return refused;
    }
    await writeToSupplier(context, concern.organisationId, { kind: 'bid', id: concern.bidId }, { subject: `Decided: ${concern.opportunityTitle}`, path: `/exclusion-concerns/${concern.id}`, text: `${concern.bodyName} has decided on what it asked you about. Read the decision and its reasons:` });
    return done(undefined, { record: onConcern(input), bodyId: concern.bodyId, reason: input.reasons, rule: HEARD_FIRST.sentence, after: { decision: input.decision, continuing: input.continuing } });
  },
});

/** Takes the bid out, and where the full rules apply promises to tell a minister in time (PA23 s.59(2)). */
async function exclude(context: CommandContext, concern: { readonly id: string; readonly opportunityId: string; readonly bidId: string; readonly ground: string; readonly organisationName: string }, now: Date): Promise<Refused | null> {
  const refused = await ports().passOver(context, concern.bidId, `Excluded: ${groundWords(concern.ground)}`);
  if (refused) return refused;
  const tender = await tenderFacts(context.tx, concern.opportunityId);
  if (!tender || (await isTenderCovered(context.tx, tender)) !== true) return null;
  const { notifyMinister } = EXCLUSION_RULES;
  await makePromise(context.tx, {
    kind: 'exclusion-notice', about: { kind: 'exclusion-concern', id: concern.id }, bodyId: tender.bodyId, owner: { role: 'procurement-officer' }, words: `Tell a minister that ${concern.organisationName} was excluded from ${tender.title}`,
    address: `/exclusion-concerns/${concern.id}`, startsAt: now, clock: 'calendarInclusive', count: notifyMinister.value.days, law: await lawFrom(context.tx), rule: asNote(notifyMinister),
  });
  return null;
}

/** Finance's reasoned view. There is no rule that gives one by itself. */
export const giveFinancialView = command({
  act: selectionActs.giveFinancialView,
  input: z.object({
    opportunityId: z.string(), bidId: bidField, reliedOn: z.array(z.enum(Object.keys(RELIED_ON) as [ReliedOn, ...ReliedOn[]])).min(1, 'Tick what you looked at. Where there are no accounts, look at what there is.'),
    view: z.enum(['satisfied', 'satisfied-with-conditions', 'not-satisfied'], 'Choose your view'), conditions: optionalWords(2000), ground: z.string(), reasons: reasons('Give your reasons'),
  }),
  record: onTender,
  perform: async (context, input) => {
    const found = await bidderOf(context, input.opportunityId, input.bidId);
    if (found.kind === 'refused') return found;
    const view = readView(input);
    if (view.kind === 'refused') return view;
    await insertView(context.tx as Tx, found.value.of, view.value, { reliedOn: input.reliedOn, reasons: input.reasons, by: context.actor.personId as PersonId });
    return done(undefined, { record: onTender(input), bodyId: found.value.tender.bodyId, reason: input.reasons, after: { bidId: input.bidId, ...view.value, reliedOn: input.reliedOn } });
  },
});
