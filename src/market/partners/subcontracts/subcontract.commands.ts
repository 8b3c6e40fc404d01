import { z } from 'zod';
import { sql } from 'kysely';
import { calendarDate, londonDate, type CalendarDate } from '#kernel/calendar-date';
import { isId, newId, type BodyId } from '#kernel/ids';
import { parsePounds } from '#kernel/money';
import { refuse } from '#kernel/outcome';
import { SYSTEM } from '#platform/access/access';
import { readClock } from '#platform/clock';
import { command, done, runCommand } from '#platform/command/command';
import { words } from '#platform/typed-words';
import type { JobHandler } from '#platform/jobs/jobs';
import { nextReference } from '#platform/reference';
import { areas, type Letter, mailWriters } from '#parties';
import { subcontractsActs } from '../partners.acts.ts';
import { speaksFor } from '../suppliers.ts';
import { contractorsOf, noticeById, repliesTo, silentAgreements } from './subcontract.store.ts';

const optionalPounds = z.string().trim().transform((text, context): bigint | null => {
  if (text === '') return null;
  const parsed = parsePounds(text);
  if (parsed.ok && parsed.pence >= 0n) return parsed.pence;
  context.addIssue({ code: 'custom', message: parsed.ok ? 'Enter an amount that is not below zero' : parsed.why });
  return z.NEVER;
});
const day = (empty: string) => z.string().transform((text, context): CalendarDate => {
  try {
    return calendarDate(text);
  } catch {
    context.addIssue({ code: 'custom', message: text === '' ? empty : 'Enter a real date, such as 27 3 2026' });
    return z.NEVER;
  }
});
const onNotice = ({ noticeId }: { readonly noticeId: string }) => ({ kind: 'sub-contract', id: noticeId });

/** A main contractor advertises work that it passes on, tagged to its contract (DM-06). The payer is the contractor, so nothing is sealed. */
export const postSubcontract = command({
  act: subcontractsActs.post,
  input: z.object({ agreementId: z.string(), title: words(200, 'Enter a title'), description: words(5000, 'Say what is wanted'), areas: z.string().max(2000), worth: optionalPounds, replyByOn: day('Enter the last day for replies') }),
  record: ({ agreementId }) => ({ kind: 'agreement', id: agreementId }),
  perform: async ({ tx, actor }, input) => {
    const agreement = await tx.selectFrom('agreement').select(['state', 'body_id']).where('id', '=', input.agreementId).forShare().executeTakeFirst();
    if (agreement?.state !== 'live') return refuse('not-live', 'This contract is not live, so no work is passed on under it.');
    const organisationId = (await contractorsOf(tx, input.agreementId)).find((id) => speaksFor(actor).includes(id));
    if (!organisationId) return refuse('not-yours', 'You do not write for the contractor.');
    if (input.replyByOn < londonDate(await readClock(tx))) return refuse('past', 'The last day for replies is in the past', { field: 'replyByOn' });
    const wanted = input.areas.split(/[\n,]/).map((text) => text.trim()).filter((text) => text !== '');
    const codes = wanted.map((text) => areas().find(({ name, code }) => name.toLowerCase() === text.toLowerCase() || code === text.toUpperCase())?.code);
    const unknown = wanted.find((_text, index) => codes[index] === undefined);
    if (unknown) return refuse('unknown-area', `“${unknown.slice(0, 60)}” is not an area we know`, { field: 'areas' });
    const id = newId<'subcontract_notice'>();
    await tx.insertInto('subcontract_notice').values({
      id, reference: await nextReference(tx, agreement.body_id as BodyId, 'SC'), agreement_id: input.agreementId, organisation_id: organisationId, title: input.title, description: input.description, area_codes: codes as string[], worth_net_pence: input.worth, reply_by_on: input.replyByOn, posted_by: actor.personId,
    }).execute();
    return done(id, { record: { kind: 'sub-contract', id }, bodyId: agreement.body_id as BodyId, after: { title: input.title, agreementId: input.agreementId, worthNetPence: input.worth, replyByOn: input.replyByOn } });
  },
});

export const replyToSubcontract = command({
  act: subcontractsActs.reply,
  input: z.object({ noticeId: z.string(), organisationId: z.string().refine(isId, 'Choose your organisation'), words: words(5000, 'Say why you are the right one'), price: optionalPounds }),
  record: onNotice,
  perform: async ({ tx, actor, services }, input) => {
    if (!speaksFor(actor).includes(input.organisationId)) return refuse('not-yours', 'Choose an organisation whose bids you write.', { field: 'organisationId' });
    await tx.selectFrom('subcontract_notice').select('id').where('id', '=', input.noticeId).forUpdate().execute();
    const notice = (await noticeById(tx, input.noticeId))!;
    if (notice.state !== 'open' || notice.replyByOn < londonDate(await readClock(tx))) return refuse('closed', 'The last day for replies has passed, or the work is let.');
    if (notice.organisationId === input.organisationId) return refuse('own', 'This is your own organisation’s notice.', { field: 'organisationId' });
    const columns = { words: input.words, price_net_pence: input.price, sent_by: actor.personId, sent_at: sql<Date>`wantsum_clock()` };
    await tx.insertInto('subcontract_reply').values({ id: newId<'subcontract_reply'>(), notice_id: input.noticeId, organisation_id: input.organisationId, ...columns }).onConflict((conflict) => conflict.columns(['notice_id', 'organisation_id']).doUpdateSet(columns)).execute();
    await mailWriters(tx, [{ organisationIds: [notice.organisationId], about: onNotice(input), subject: `A reply to ${notice.title}`, text: `Read it here:\n${services.config.siteUrl}/sub-contracts/${notice.id}/replies\n` }]);
    return done(undefined, { record: onNotice(input), after: { organisationId: input.organisationId } });
  },
});

export const letSubcontract = command({
  act: subcontractsActs.let,
  input: z.object({ noticeId: z.string(), replyId: z.string().refine(isId, 'Choose a reply'), price: optionalPounds }),
  record: onNotice,
  perform: async ({ tx }, input) => {
    await tx.selectFrom('subcontract_notice').select('id').where('id', '=', input.noticeId).forUpdate().execute();
    const notice = (await noticeById(tx, input.noticeId))!;
    const reply = (await repliesTo(tx, input.noticeId)).find(({ id }) => id === input.replyId);
    if (notice.state !== 'open') return refuse('closed', 'This work is let or withdrawn already.');
    if (!reply) return refuse('no-reply', 'Choose a reply', { field: 'replyId' });
    await tx.updateTable('subcontract_notice').set({ state: 'let', let_to_id: reply.organisationId, let_net_pence: input.price ?? reply.priceNetPence, closed_at: sql<Date>`wantsum_clock()` }).where('id', '=', input.noticeId).execute();
    return done(undefined, { record: onNotice(input), bodyId: notice.bodyId as BodyId, after: { letTo: reply.organisationId, netPence: input.price ?? reply.priceNetPence } });
  },
});

export const withdrawSubcontract = command({
  act: subcontractsActs.withdraw,
  input: z.object({ noticeId: z.string(), reason: words(2000, 'Give the reason: it is shown with the notice') }),
  record: onNotice,
  perform: async ({ tx }, input) => {
    const result = await tx.updateTable('subcontract_notice').set({ state: 'withdrawn', closed_reason: input.reason, closed_at: sql<Date>`wantsum_clock()` }).where('id', '=', input.noticeId).where('state', '=', 'open').executeTakeFirst();
    if (result.numUpdatedRows !== 1n) return refuse('closed', 'This work is let or withdrawn already.');
    return done(undefined, { record: onNotice(input), bodyId: (await noticeById(tx, input.noticeId))!.bodyId as BodyId, reason: input.reason });
  },
});

/** From a day on the contractor must advertise what it passes on. A contract term or the parties' agreement is the reason. */
export const requirePosting = command({
  act: subcontractsActs.require,
  input: z.object({ agreementId: z.string(), fromOn: day('Enter the day from which it is required'), reason: words(2000, 'Say where this is agreed') }),
  record: ({ agreementId }) => ({ kind: 'agreement', id: agreementId }),
  perform: async ({ tx, actor }, input) => {
    const columns = { from_on: input.fromOn, reason: input.reason, set_by: actor.personId, set_at: sql<Date>`wantsum_clock()` };
    const { body_id: bodyId } = await tx.selectFrom('agreement').select('body_id').where('id', '=', input.agreementId).executeTakeFirstOrThrow();
    await tx.insertInto('subcontract_requirement').values({ agreement_id: input.agreementId, ...columns }).onConflict((conflict) => conflict.column('agreement_id').doUpdateSet(columns)).execute();
    return done(undefined, { record: { kind: 'agreement', id: input.agreementId }, bodyId: bodyId as BodyId, after: { fromOn: input.fromOn }, reason: input.reason });
  },
});

/** Reminds each contractor once of a quarter in which it posted nothing. */
export const remindContractors = command({
  act: subcontractsActs.remind,
  input: z.object({}),
  record: () => null,
  perform: async ({ tx, services }) => {
    const silent = (await silentAgreements(tx, null)).filter(({ remindedAt }) => remindedAt === null);
    const letters: Letter[] = [];
    for (const { agreementId, title, quarter } of silent) {
      await tx.insertInto('subcontract_reminder').values({ agreement_id: agreementId, quarter_on: quarter.start }).onConflict((conflict) => conflict.doNothing()).execute();
      letters.push({
        organisationIds: await contractorsOf(tx, agreementId), about: { kind: 'agreement', id: agreementId }, subject: `No sub-contract work was advertised in ${quarter.label}`,
        text: `Your contract “${title}” asks you to advertise the work that you pass on. Nothing was posted in ${quarter.label}. Post it here:\n${services.config.siteUrl}/agreements/${agreementId}/sub-contracts/new\n`,
      });
    }
    await mailWriters(tx, letters);
    return done(silent.length, { record: null, after: { reminded: silent.map(({ agreementId }) => agreementId) } });
  },
});

/** Every working morning; nothing is done, and nothing noted, while nobody is silent. */
export const remindContractorsJob: JobHandler = {
  name: 'partners.remind-contractors',
  cron: '0 8 * * 1-5',
  run: async (services) => {
    const owed = await services.database.read(async (read) => (await silentAgreements(read, null)).some(({ remindedAt }) => remindedAt === null));
    if (owed) await runCommand(services, remindContractors, SYSTEM, {});
  },
};
