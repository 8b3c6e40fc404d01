import { sql } from 'kysely';
import { londonDate, type CalendarDate } from '#kernel/calendar-date';
import type { OrganisationId, PersonId } from '#kernel/ids';
import { netPence, parsePounds } from '#kernel/money';
import { allow, refuse, type Decision, type Refused } from '#kernel/outcome';
import { readClock } from '#platform/clock';
import type { Read, Tx } from '#platform/database/connection';
import { closeFramework, createAgreement, moveFrameworkCeiling, moveFrameworkEnd, notTheirs, setProviders, type AgreementId } from '#agreements';
import { linkRecords } from '#parts/thread';
import { createReviewSchedule, type Frequency } from '#performance';
import { policyValue } from '#policy';
import { CEILING_RULE, KIND_RULES } from './arrangement-kinds.ts';
import { decideCeilingOfAll, type Arrangement } from './arrangement.ts';
import { arrangementReference, outcomeIdsOf, updateArrangement } from './arrangement.store.ts';

/** What the contract of a framework needs beside what was set up: typed at publication. */
export interface FrameworkTyped {
  readonly ceiling: string;
  readonly managerId: string;
  readonly directorId: string;
}

/** Reads it, or says all that is missing or wrong at once. */
async function readFramework(tx: Tx, arrangement: Arrangement, typed: FrameworkTyped): Promise<Decision<{ readonly ceilingNetPence: bigint; readonly managerId: PersonId; readonly directorId: PersonId }>> {
  const parsed = parsePounds(typed.ceiling);
  const expected = arrangement.expectedValueNetPence ?? 0n;
  const wrong: (Pick<Refused, 'sentence'> & { field: string })[] = [];
  if (typed.ceiling.trim() === '') wrong.push({ sentence: 'Enter the most that may be called off in all', field: 'ceiling' });
  else if (!parsed.ok) wrong.push({ sentence: parsed.why, field: 'ceiling' });
  else if (parsed.pence <= 0n || parsed.pence < expected) wrong.push({ sentence: 'The most that may be called off cannot be less than what you expect to buy', field: 'ceiling' });
  for (const [field, empty, one] of [['managerId', 'Choose the contract manager', { manager: typed.managerId }], ['directorId', 'Choose the lead director', { director: typed.directorId }]] as const) {
    const no = typed[field] === '' ? null : await notTheirs(tx, arrangement.bodyId, 'manager' in one ? one.manager : undefined, 'director' in one ? one.director : undefined);
    if (typed[field] === '' || no) wrong.push({ sentence: no?.sentence ?? empty, field });
  }
  const [first, ...more] = wrong;
  if (first || !parsed.ok) return refuse('framework', first!.sentence, { field: first!.field, more, rule: CEILING_RULE });
  return allow({ ceilingNetPence: parsed.pence, managerId: typed.managerId as PersonId, directorId: typed.directorId as PersonId });
}

/**
 * The contract of a framework, a draft that nobody reads until its first provider joins. What is only a list of providers makes none.
 * @returns the agreement made, or null where the kind makes none
 */
export async function makeFrameworkAgreement(tx: Tx, arrangement: Arrangement, typed: FrameworkTyped): Promise<Decision<{ readonly id: AgreementId; readonly ceilingNetPence: bigint } | null>> {
  if (!KIND_RULES[arrangement.kind].isContract) return allow(null);
  const read = await readFramework(tx, arrangement, typed);
  if (read.kind === 'refused') return read;
  const { ceilingNetPence, managerId, directorId } = read.value;
  const tender = arrangement.opportunityId ? await tx.selectFrom('opportunity').select('ocid').where('id', '=', arrangement.opportunityId).executeTakeFirst() : undefined;
  const made = await createAgreement(tx, {
    bodyId: arrangement.bodyId, kind: 'framework', reference: arrangement.reference, title: arrangement.title, description: arrangement.summary, parties: [], valueNetPence: netPence(ceilingNetPence),
    ...(arrangement.startsOn ? { startsOn: arrangement.startsOn } : {}), ...(arrangement.endsOn ? { endsOn: arrangement.endsOn } : {}), process: 'Published invitation to tender', procurementCategory: arrangement.category,
    managerId, directorId, carriedOutcomeIds: await outcomeIdsOf(tx, arrangement.id), ...(arrangement.cpvCodes[0] ? { cpvCode: arrangement.cpvCodes[0] } : {}), ...(tender?.ocid ? { ocid: tender.ocid } : {}),
  });
  if (made.kind === 'refused') return made;
  await linkRecords(tx, arrangementReference(arrangement.id), 'led to', { kind: 'agreement', id: made.value.id });
  return allow({ id: made.value.id, ceilingNetPence });
}

/** Brings the parties of a framework's contract in step with those who are on it; the first puts it in force. Called after each who comes or goes. */
export async function bringProvidersInStep(tx: Tx, arrangement: Arrangement): Promise<Decision> {
  if (!arrangement.agreementId) return allow();
  const id = arrangement.agreementId;
  const find = async (): Promise<OrganisationId[]> => {
    const { rows } = await sql<{ id: OrganisationId }>`select distinct organisation_id as id from arrangement_member where arrangement_id = ${arrangement.id} and status in ('provisional', 'full', 'suspended') order by 1`.execute(tx);
    return rows.map((row) => row.id);
  };
  return setProviders(tx, id, find, async () => {
    const today = londonDate(await readClock(tx));
    const startsOn = arrangement.startsOn! > today ? arrangement.startsOn! : today;
    if (startsOn <= arrangement.endsOn!) await createReviewSchedule(tx, id, { startsOn, endsOn: arrangement.endsOn!, frequencies: await reviewFrequencies(tx, arrangement, today) });
  });
}

/** How often contracts are reviewed here, by the authority's policy; a framework that it says nothing of, once a year. */
export async function reviewFrequencies(read: Read, { bodyId }: Pick<Arrangement, 'bodyId'>, today: CalendarDate): Promise<Frequency[]> {
  const { value } = await policyValue(read, bodyId, 'review.frequencies', today);
  return (value ?? ['annual']).map((often) => (often === 'half-yearly' ? 'six-monthly' : often)) as Frequency[];
}

/** May so much more be called off in all? What has been is what the register's call-offs are worth. Read under the arrangement's lock, so that two at once cannot pass it together. */
export async function decideWithinFramework(read: Read, arrangement: Arrangement, valueNetPence: bigint): Promise<Decision> {
  if (arrangement.agreementId === null || arrangement.ceilingNetPence === null) return allow();
  return decideCeilingOfAll(arrangement, await calledOff(read, arrangement.agreementId), valueNetPence);
}

/** What has been called off in all, in pence excluding VAT. */
export async function calledOff(read: Read, agreementId: string): Promise<bigint> {
  const { rows } = await sql<{ pence: bigint }>`select coalesce(sum(value_net_pence), 0)::bigint as pence from agreement where parent_id = ${agreementId} and kind = 'call-off' and state <> 'draft'`.execute(read);
  return rows[0]!.pence;
}

/** What may be called off still; null where there is no ceiling. Never below nothing. */
export async function leftOfFramework(read: Read, { agreementId, ceilingNetPence }: Arrangement): Promise<bigint | null> {
  if (agreementId === null || ceilingNetPence === null) return null;
  const used = await calledOff(read, agreementId);
  return used > ceilingNetPence ? 0n : ceilingNetPence - used;
}

/** The framework is over, and so is its contract. */
export async function endFrameworkAgreement(tx: Tx, { id, agreementId }: Arrangement, reason: string): Promise<void> {
  if (!agreementId) return;
  const { state } = await tx.selectFrom('agreement').select('state').where('id', '=', agreementId).executeTakeFirstOrThrow();
  if (state === 'draft') await updateArrangement(tx, id, 'ended', { agreement_id: null });
  await closeFramework(tx, agreementId, reason, londonDate(await readClock(tx)));
}

/** The contract of a framework runs as long as the framework. */
export const moveFrameworkAgreement = async (tx: Tx, { agreementId }: Arrangement, endsOn: CalendarDate): Promise<void> => (agreementId ? moveFrameworkEnd(tx, agreementId, endsOn) : undefined);

/** The contract of a framework is worth what may be called off from it. */
export const moveCeiling = async (tx: Tx, { agreementId }: Arrangement, netPenceTo: bigint): Promise<void> => (agreementId ? moveFrameworkCeiling(tx, agreementId, netPence(netPenceTo)) : undefined);
