import { z } from 'zod';
import { sql } from 'kysely';
import { parsePounds } from '#kernel/money';
import { refuse } from '#kernel/outcome';
import { command, done } from '#platform/command/command';
import { ORGANISATION_ACTS } from './organisations.acts.ts';
import { organisationById } from './organisations.store.ts';

const pounds = z.string().trim().transform((text, context): bigint => {
  const parsed = parsePounds(text);
  if (parsed.ok && parsed.pence > 0n) return parsed.pence;
  context.addIssue({ code: 'custom', message: text === '' || parsed.ok ? 'Enter the largest contract you could carry in a year, in pounds' : parsed.why });
  return z.NEVER;
});
const districts = z.string().trim().transform((text, context): number | null => {
  if (text === '') return null;
  if (/^\d{1,3}$/.test(text) && Number(text) > 0) return Number(text);
  context.addIssue({ code: 'custom', message: 'Enter a whole number of districts from 1 to 999, or leave this empty' });
  return z.NEVER;
});

/** States what an organisation could carry alone, so that lots it could win by itself are found for it (PL-13). */
export const stateCapacity = command({
  act: ORGANISATION_ACTS.stateCapacity,
  input: z.object({ organisationId: z.string(), yearlyNet: pounds, mostDistricts: districts }),
  record: ({ organisationId }) => ({ kind: 'organisation', id: organisationId }),
  perform: async ({ tx }, { organisationId, yearlyNet, mostDistricts }) => {
    const before = await organisationById(tx, organisationId);
    if (!before) return refuse('not-found', 'This organisation is not there any more.');
    await tx.updateTable('organisation').set({
      yearly_capacity_net_pence: yearlyNet, most_districts: mostDistricts, capacity_stated_on: sql`(wantsum_clock() at time zone 'Europe/London')::date`, updated_at: sql`wantsum_clock()`,
    }).where('id', '=', organisationId).execute();
    return done(undefined, {
      record: { kind: 'organisation', id: organisationId },
      before: { yearlyNetPence: before.capacity?.yearlyNetPence ?? null, mostDistricts: before.capacity?.mostDistricts ?? null }, after: { yearlyNetPence: yearlyNet, mostDistricts },
    });
  },
});
