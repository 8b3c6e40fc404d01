import { sql } from 'kysely';
import { z } from 'zod';
import { calendarDateOrNull } from '#kernel/calendar-date';
import { isId, newId, type BodyId } from '#kernel/ids';
import { formatPounds, parsePounds } from '#kernel/money';
import { refuse } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import { spendActs } from './spend.acts.ts';
import { paidToContractor } from './supply-chain/supply-chain.store.ts';

const date = z.string().refine((text) => calendarDateOrNull(text) !== null, 'Enter a real date');
const agreement = (agreementId: string) => ({ kind: 'agreement', id: agreementId });

/**
 * Records what a main contractor says that it paid to local businesses in a period. One return for a period of a contract, and never
 * more than the contractor was itself paid in it; whether the contractor is local is asked when the report is read, so that a supplier
 * who moves is never counted in both tiers.
 */
export const recordReturn = command({
  act: spendActs.recordReturn,
  input: z.object({
    agreementId: z.string().refine(isId), fromOn: date, toOn: date, local: z.string().trim(),
    method: z.string().trim().min(1, 'Say how the contractor counted').max(1000), evidence: z.string().trim().max(1000).default(''),
  }),
  record: ({ agreementId }) => agreement(agreementId),
  perform: async ({ tx, actor }, input) => {
    const amount = parsePounds(input.local);
    if (!amount.ok) return refuse('bad-amount', amount.why, { field: 'local' });
    if (amount.pence < 0n) return refuse('bad-amount', 'The amount cannot be below zero', { field: 'local' });
    if (input.toOn < input.fromOn) return refuse('ends-before', 'The period ends before it begins', { field: 'toOn' });
    const contract = await tx.selectFrom('agreement').select(['body_id', 'lead_organisation_id', 'title']).where('id', '=', input.agreementId).where('state', '<>', 'draft').forUpdate().executeTakeFirst();
    if (!contract?.lead_organisation_id) return refuse('no-contractor', 'Name the supplier of this contract first.');
    const { rows: overlapping } = await sql`select 1 from second_tier_return where agreement_id = ${input.agreementId} and withdrawn_at is null and daterange(from_on, to_on, '[]') && daterange(${input.fromOn}::date, ${input.toOn}::date, '[]')`.execute(tx);
    if (overlapping.length > 0) return refuse('returned-already', 'There is a return for part of this period already. Withdraw it first, so that nothing is counted twice.', { field: 'fromOn' });
    const paid = await paidToContractor(tx, contract.body_id, contract.lead_organisation_id, input.fromOn, input.toOn);
    if (amount.pence > paid) return refuse('more-than-paid', `The contractor was paid ${formatPounds(paid)} in these months, so it cannot have passed on more.`, { field: 'local' });
    const id = newId<'second_tier_return'>();
    await tx.insertInto('second_tier_return').values({ id, agreement_id: input.agreementId, from_on: input.fromOn, to_on: input.toOn, local_pence: amount.pence, method: input.method, evidence: input.evidence || null, recorded_by: actor.personId }).execute();
    return done({ id }, { record: agreement(input.agreementId), bodyId: contract.body_id as BodyId, after: { returnId: id, from: input.fromOn, to: input.toOn, localPence: amount.pence } });
  },
});

/** Takes a return out of the report; it stays on record with the reason. */
export const withdrawReturn = command({
  act: spendActs.withdrawReturn,
  input: z.object({ agreementId: z.string().refine(isId), returnId: z.string().refine(isId), reason: z.string().trim().min(1, 'Say why').max(500) }),
  record: ({ agreementId }) => agreement(agreementId),
  perform: async ({ tx }, { agreementId, returnId, reason }) => {
    const result = await tx.updateTable('second_tier_return').set((set) => ({ withdrawn_at: set.fn<Date>('wantsum_clock'), withdrawn_because: reason })).where('id', '=', returnId).where('agreement_id', '=', agreementId).where('withdrawn_at', 'is', null).executeTakeFirst();
    if (result.numUpdatedRows !== 1n) return refuse('no-such-return', 'There is no such return.');
    return done(null, { record: agreement(agreementId), after: { returnId }, reason });
  },
});
