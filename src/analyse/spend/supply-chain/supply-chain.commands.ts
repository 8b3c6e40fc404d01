import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { z } from 'zod';
import { formatDate, londonDate, postedDay, type CalendarDate } from '#kernel/calendar-date';
import { counted } from '#kernel/counted';
import { isId, newId, type PersonId } from '#kernel/ids';
import { decideMove } from '#kernel/machine';
import { formatPounds } from '#kernel/money';
import { refuse } from '#kernel/outcome';
import { policyValue } from '#policy';
import { readClock } from '#platform/clock';
import { command, done } from '#platform/command/command';
import { optionalWords, words } from '#platform/typed-words';
import type { Tx } from '#platform/database/connection';
import { sendMail } from '#platform/mail/send-mail';
import { mailWriters } from '#parties';
import { districtOf, parseDistricts } from '../report/local-spend.ts';
import { spendActs } from '../spend.acts.ts';
import { RETURN_MOVES, type ReturnPeriod } from './return-period.ts';
import { readReturnFile, TYPED_HEADINGS, type ReadReturn } from './return-rows.ts';
import { contractOfReturns, owedReturns, paidToContractor, type ContractOfReturns, type StoredReturn } from './supply-chain.store.ts';

const onAgreement = ({ agreementId }: { readonly agreementId: string }) => ({ kind: 'agreement', id: agreementId });
const agreementId = z.string().refine(isId);
const PROBLEMS_SHOWN = 10;

/** Asks the contractor of a contract for returns from a day on, or for none any more. */
export const askReturns = command({
  act: spendActs.askReturns,
  input: z.object({ agreementId, everyMonths: z.enum(['0', '1', '3', '6', '12'], 'Choose how often'), firstOn: z.string(), dueDays: z.string().trim() }),
  record: onAgreement,
  perform: async ({ tx, actor }, input) => {
    await tx.selectFrom('agreement').select('id').where('id', '=', input.agreementId).forUpdate().execute();
    const contract = await contractOfReturns(tx, input.agreementId);
    if (!contract?.contractorId) return refuse('no-contractor', 'Name the supplier of this contract first.');
    const record = { record: onAgreement(input), bodyId: contract.bodyId };
    if (input.everyMonths === '0') {
      if (contract.duty === null) return refuse('none-asked', 'No returns are asked for, so there is nothing to end.', { field: 'everyMonths' });
      await tx.deleteFrom('second_tier_duty').where('agreement_id', '=', input.agreementId).execute();
      return done(null, { ...record, before: { everyMonths: contract.duty.everyMonths }, after: { everyMonths: 0 } });
    }
    const firstOn = postedDay(input.firstOn);
    if (firstOn === null) return refuse('bad-date', 'Enter the first day of the first period, such as 1 4 2026', { field: 'firstOn' });
    if (contract.endsOn !== null && firstOn > contract.endsOn) return refuse('after-end', `The contract ends on ${formatDate(contract.endsOn)}`, { field: 'firstOn' });
    if (contract.startsOn !== null && firstOn < contract.startsOn) return refuse('before-start', `The contract began on ${formatDate(contract.startsOn)}`, { field: 'firstOn' });
    const dueDays = /^\d{1,3}$/.test(input.dueDays) ? Number(input.dueDays) : 0;
    if (dueDays < 1 || dueDays > 120) return refuse('bad-days', 'Enter a number of days from 1 to 120', { field: 'dueDays' });
    const columns = { every_months: Number(input.everyMonths), first_on: firstOn, due_days: dueDays, set_by: actor.personId, set_at: sql<Date>`wantsum_clock()` };
    await tx.insertInto('second_tier_duty').values({ agreement_id: input.agreementId, ...columns }).onConflict((conflict) => conflict.column('agreement_id').doUpdateSet(columns)).execute();
    return done(null, { ...record, after: { everyMonths: Number(input.everyMonths), firstOn, dueDays } });
  },
});

const PREPARED = {
  agreementId, fromOn: z.string(), fileName: z.string().max(255).default(''), path: z.string().default(''), typed: z.string().max(200_000, 'Send a file instead: this is too long').default(''), none: z.boolean().default(false),
  method: words(1000, 'Say how you counted'), columns: z.record(z.string(), z.string().max(300)).default({}),
};

/** The contractor puts in what it paid to sub-contractors in one period, from a file or typed: nothing is sent until it has looked at what was understood. */
export const prepareReturn = command({
  act: spendActs.prepareReturn,
  input: z.object(PREPARED),
  record: onAgreement,
  perform: async ({ tx, actor }, input) => {
    const found = await lockPeriod(tx, input);
    if (!found) return refuse('no-such-period', 'No return is owed for this period.');
    const { contract, period, stored } = found;
    const move = decideMove(RETURN_MOVES, 'prepare', stored?.state ?? 'draft', 'This return');
    if (move.kind === 'refused') return move;
    const isFile = input.path !== '';
    if ([isFile, input.typed.trim() !== '', input.none].filter(Boolean).length !== 1) return refuse('one-of-three', 'Choose a file, or type the payments, or say that there were none: one of the three', { field: 'file' });
    const read: ReadReturn | { readonly why: string } = input.none ? { rows: [], problems: [], columns: [] }
      : await readReturnFile(isFile ? () => createReadStream(input.path) : () => Readable.from([Buffer.from(withHeadings(input.typed))]), period, Object.fromEntries(Object.entries(input.columns).filter(([, heading]) => heading.trim() !== '')));
    const field = isFile ? 'file' : 'typed';
    if ('why' in read) return refuse('unreadable', read.why, { field });
    if (read.problems.length > 0) return refuse('unreadable-rows', problemWords(read), { field });
    if (read.rows.length === 0 && !input.none) return refuse('no-payments', 'No payment was found. If none was made, say so.', { field });
    const { value } = await policyValue(tx, contract.bodyId, 'localSpend.districts', londonDate(await readClock(tx)));
    const districts = parseDistricts(value ?? '');
    const rows = read.rows.map((row) => ({ ...row, isLocal: row.postcode !== '' && districtOf(row.postcode.split(' ')[0]!, districts) !== null }));
    const localPence = rows.reduce((sum, row) => sum + (row.isLocal ? row.pence : 0n), 0n);
    const returnId = stored?.id ?? newId<'second_tier_return'>();
    const columns = { state: 'draft', local_pence: localPence, method: input.method, due_on: period.dueOn, file_name: isFile ? input.fileName || 'file' : null, columns_read: JSON.stringify(read.columns), sent_by: actor.personId };
    if (stored) await tx.updateTable('second_tier_return').set(columns).where('id', '=', returnId).execute();
    else await tx.insertInto('second_tier_return').values({ id: returnId, agreement_id: input.agreementId, from_on: period.fromOn, to_on: period.toOn, ...columns }).execute();
    await tx.deleteFrom('second_tier_payment').where('return_id', '=', returnId).execute();
    if (rows.length > 0) {
      await sql`insert into second_tier_payment (return_id, row_number, name, postcode, company_number, paid_on, amount_pence, is_local)
        select ${returnId}, * from unnest(${rows.map(({ row }) => row)}::int[], ${rows.map(({ name }) => name)}::text[], ${rows.map(({ postcode }) => postcode)}::text[], ${rows.map(({ companyNumber }) => companyNumber)}::text[], ${rows.map(({ paidOn }) => paidOn)}::date[], ${rows.map(({ pence }) => String(pence))}::bigint[], ${rows.map(({ isLocal }) => isLocal)}::boolean[])`.execute(tx);
    }
    return done({ fromOn: period.fromOn }, { record: onAgreement(input), bodyId: contract.bodyId, after: { returnId, payments: rows.length, localPence } });
  },
});

/** Typed lines need no headings, and have a date and an amount; the first line of a pasted table has no figures. */
const withHeadings = (typed: string): string => (/\d/.test(typed.split('\n')[0] ?? '') ? `${TYPED_HEADINGS}\n${typed}` : typed);
const problemWords = ({ problems }: ReadReturn): string =>
  `${counted(problems.length, 'thing is', 'things are')} wrong, and nothing was taken. ${problems.slice(0, PROBLEMS_SHOWN).map(({ row, column, why }) => `Row ${row}, ${column.toLowerCase()}: ${why}.`).join(' ')}${problems.length > PROBLEMS_SHOWN ? ' Mend these and send it again to see the others.' : ''}`;

const ofPeriod = z.object({ agreementId, fromOn: z.string() });

/** The contractor sends what it has looked at. */
export const sendReturn = command({
  act: spendActs.sendReturn,
  input: ofPeriod,
  record: onAgreement,
  perform: async ({ tx, actor, services }, input) => {
    const found = await lockPeriod(tx, input);
    if (!found?.stored) return refuse('nothing-to-send', 'Put in the payments of this period first.');
    const { contract, period, stored } = found;
    const move = decideMove(RETURN_MOVES, 'send', stored.state, 'This return');
    if (move.kind === 'refused') return move;
    // The first time counts for being late: an answer to a query is not late by its own day.
    await tx.updateTable('second_tier_return').set((set) => ({ state: move.value, sent_at: set.fn.coalesce('sent_at', sql<Date>`wantsum_clock()`), sent_by: actor.personId })).where('id', '=', stored.id).execute();
    if (contract.managerId) {
      const manager = await tx.selectFrom('person').select(['id', 'email']).where('id', '=', contract.managerId).where('state', '=', 'active').executeTakeFirst();
      if (manager) await sendMail(tx, { to: { personId: manager.id as PersonId, email: manager.email }, about: onAgreement(input), subject: `A return to check: ${contract.title}`, text: `The contractor of “${contract.title}” has sent its return of what it paid to sub-contractors from ${formatDate(period.fromOn)} to ${formatDate(period.toOn)}. Accept it, or ask again:\n${services.config.siteUrl}${returnAddress(input.agreementId, period.fromOn)}\n` });
    }
    return done(null, { record: onAgreement(input), bodyId: contract.bodyId, after: { returnId: stored.id, fromOn: period.fromOn } });
  },
});

/** The contract's manager accepts a return: from now on it counts in the second tier. */
export const acceptReturn = command({
  act: spendActs.acceptReturn,
  input: ofPeriod,
  record: onAgreement,
  perform: async ({ tx, actor }, input) => {
    const found = await lockPeriod(tx, input);
    if (!found?.stored) return refuse('no-such-return', 'There is no such return.');
    const { contract, period, stored } = found;
    const move = decideMove(RETURN_MOVES, 'accept', stored.state, 'This return');
    if (move.kind === 'refused') return move;
    const paid = await paidToContractor(tx, contract.bodyId, contract.contractorId!, period.fromOn, period.toOn);
    if (stored.localPence > paid) return refuse('more-than-paid', `The ledger shows ${formatPounds(paid)} paid to the contractor in these months, so it cannot have passed on ${formatPounds(stored.localPence)} of it. Load what is missing, or ask the contractor.`);
    await decided(tx, stored.id, move.value, actor.personId, null);
    return done(null, { record: onAgreement(input), bodyId: contract.bodyId, after: { returnId: stored.id, localPence: stored.localPence } });
  },
});

/** The contract's manager asks the contractor again, with the reason; what is queried does not count. */
export const queryReturn = command({
  act: spendActs.queryReturn,
  input: ofPeriod.extend({ reason: optionalWords(2000) }),
  record: onAgreement,
  perform: async ({ tx, actor, services }, input) => {
    const found = await lockPeriod(tx, input);
    if (!found?.stored) return refuse('no-such-return', 'There is no such return.');
    const { contract, period, stored } = found;
    const move = decideMove(RETURN_MOVES, 'query', stored.state, 'This return', input.reason);
    if (move.kind === 'refused') return move;
    await decided(tx, stored.id, move.value, actor.personId, input.reason);
    await tellContractor(tx, contract, `A question about your return of ${formatDate(period.fromOn)} to ${formatDate(period.toOn)}`, `The authority asks about your return for “${contract.title}”:\n\n${input.reason}\n\nPut it right and send it again:\n${services.config.siteUrl}${returnAddress(input.agreementId, period.fromOn)}\n`);
    return done(null, { record: onAgreement(input), bodyId: contract.bodyId, after: { returnId: stored.id }, reason: input.reason });
  },
});

export const returnAddress = (agreement: string, fromOn: string): string => `/agreements/${agreement}/second-tier/${fromOn}`;

const decided = (tx: Tx, id: string, state: string, by: string | null, query: string | null): Promise<unknown> =>
  tx.updateTable('second_tier_return').set((set) => ({ state, decided_by: by, decided_at: set.fn<Date>('wantsum_clock'), ...(query === null ? {} : { query }) })).where('id', '=', id).execute();

/** To everybody who writes for the contractor. */
export async function tellContractor(tx: Tx, contract: ContractOfReturns, subject: string, text: string): Promise<number> {
  return (await mailWriters(tx, [{ organisationIds: contract.contractorId === null ? [] : [contract.contractorId], about: { kind: 'agreement', id: contract.id }, subject, text }])).size;
}

/** The contract, locked, with one of the periods for which it owes a return; null where none begins on that day. */
async function lockPeriod(tx: Tx, { agreementId: id, fromOn }: { readonly agreementId: string; readonly fromOn: string }): Promise<{ readonly contract: ContractOfReturns; readonly period: ReturnPeriod; readonly stored: StoredReturn | null } | null> {
  await tx.selectFrom('agreement').select('id').where('id', '=', id).forUpdate().execute();
  const contract = await contractOfReturns(tx, id);
  if (!contract) return null;
  const today: CalendarDate = londonDate(await readClock(tx));
  const period = (await owedReturns(tx, [contract], today)).get(id)!.find((one) => one.fromOn === fromOn);
  return period ? { contract, period, stored: period.stored } : null;
}
