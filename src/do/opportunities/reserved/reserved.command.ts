import { z } from 'zod';
import { londonDate, type CalendarDate } from '#kernel/calendar-date';
import { parseDecimal, type Decimal } from '#kernel/decimal';
import { refuse, type Refused } from '#kernel/outcome';
import { readDate } from '#parts/tables';
import { allBodies } from '#parties';
import { readClock } from '#platform/clock';
import { command, done } from '#platform/command/command';
import type { Read } from '#platform/database/connection';
import { findAreas } from '../areas.store.ts';
import { isRefused } from '../draft.store.ts';
import { opportunitiesActs } from '../opportunities.acts.ts';
import { lines, optionalWords } from '../typed-fields.ts';
import { WORKFORCES, type Workforce } from './reserved.ts';
import { declaredStatus, storeStatus, type ReservedContract } from './reserved.store.ts';

const MOST_LINES = 50;
const PLACES = 2;

/** Longer than any percentage; nothing is looked for in what is longer. */
const LONGEST_SHARE = 20;
const share = z.string().trim().max(LONGEST_SHARE, 'Enter a percentage from 0 to 100, such as 35 or 32.5').transform((text, context): Decimal | null => {
  if (text === '') return null;
  const parsed = parseDecimal(text.replace(/%$/, '').trim());
  if (parsed.ok && !parsed.value.isNegative() && parsed.value.scale <= PLACES && Number(parsed.value.toString()) <= 100) return parsed.value;
  context.addIssue({ code: 'custom', message: 'Enter a percentage from 0 to 100, such as 35 or 32.5' });
  return z.NEVER;
});

/** Declares what an organisation is where contracts are reserved: once, for every tender. What is left empty is not claimed. */
export const declareReserved = command({
  act: opportunitiesActs.declareReserved,
  input: z.object({
    organisationId: z.string(), supportsEmployment: z.boolean(), workforcePercent: share, workforceOf: z.enum(['', ...Object.keys(WORKFORCES)] as ['', ...Workforce[]], 'Choose whose workforce you counted').default(''),
    mutual: z.array(z.enum(['purpose', 'profit', 'control'])).max(3), contracts: optionalWords(10_000).pipe(lines), basedInUk: z.boolean(), bases: optionalWords(10_000).pipe(lines),
  }),
  record: ({ organisationId }) => ({ kind: 'organisation', id: organisationId }),
  perform: async ({ tx, actor }, given) => {
    const { organisationId, supportsEmployment, workforcePercent, mutual, basedInUk } = given;
    if (supportsEmployment && workforcePercent === null) return refuse('no-share', 'Enter the share of the workforce who are disabled or disadvantaged', { field: 'workforcePercent' });
    if (supportsEmployment && given.workforceOf === '') return refuse('no-workforce', 'Choose whose workforce you counted', { field: 'workforceOf' });
    for (const [field, count] of [['contracts', given.contracts.length], ['bases', given.bases.length]] as const) if (count > MOST_LINES) return refuse('too-many', `Enter ${MOST_LINES} lines or fewer`, { field });
    const bases = await findAreas(tx, given.bases, 'bases');
    if (isRefused(bases)) return bases;
    const contracts = await contractsFrom(tx, given.contracts);
    if (isRefused(contracts)) return contracts;
    const before = await declaredStatus(tx, organisationId);
    const after = {
      supportsEmployment, workforcePercent: supportsEmployment ? workforcePercent : null, workforceOf: supportsEmployment ? given.workforceOf as Workforce : null,
      mutualPurpose: mutual.includes('purpose'), mutualProfit: mutual.includes('profit'), mutualControl: mutual.includes('control'), basedInUk: basedInUk || bases.length > 0, bases, contracts,
    };
    await storeStatus(tx, organisationId, after, actor.personId);
    return done(undefined, { record: { kind: 'organisation', id: organisationId }, before: plain(before), after: plain(after) });
  },
});

const plain = ({ workforcePercent, ...status }: Awaited<ReturnType<typeof declaredStatus>> | Parameters<typeof storeStatus>[2]) => ({ ...status, workforcePercent: workforcePercent?.toString() ?? null });

/** "Kent County Council, 1 March 2025", one a line. */
async function contractsFrom(read: Read, typed: readonly string[]): Promise<readonly Omit<ReservedContract, 'bodyName'>[] | Refused> {
  if (typed.length === 0) return [];
  const today = londonDate(await readClock(read));
  const bodies = await allBodies(read);
  const found = new Map<string, { readonly bodyId: string; readonly enteredOn: CalendarDate }>();
  for (const line of typed) {
    const no = (sentence: string) => refuse('contract-line', `“${line.slice(0, 80)}”: ${sentence}`, { field: 'contracts' });
    const comma = line.lastIndexOf(',');
    const enteredOn = comma < 0 ? null : readDate(line.slice(comma + 1));
    if (enteredOn === null) return no('end the line with a comma and the day it was entered into, such as 1 March 2025');
    if (enteredOn > today) return no('that day has not come yet');
    const name = line.slice(0, comma).trim().toLowerCase();
    const body = bodies.find((one) => one.name.toLowerCase() === name);
    if (!body) return no('no authority of that name buys here. Leave out contracts with others');
    found.set(`${body.id} ${enteredOn}`, { bodyId: body.id, enteredOn });
  }
  return [...found.values()];
}
