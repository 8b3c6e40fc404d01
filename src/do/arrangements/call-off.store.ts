import { sql } from 'kysely';
import { newId, type Id, type PersonId } from '#kernel/ids';
import { labelCovering, labelsOnAll, withheldWords } from '#parts/labels';
import type { Read, Tx } from '#platform/database/connection';

export interface CallOffScore {
  readonly name: string;
  readonly total: string;
  readonly rank: number | null;
}

/** One piece of work under an arrangement. */
export interface CallOff {
  readonly id: Id<'call_off'>;
  readonly reference: string;
  readonly arrangementId: string;
  readonly arrangementTitle: string;
  readonly lotId: string | null;
  readonly method: 'mini-competition' | 'direct';
  readonly title: string;
  readonly state: 'open' | 'awarded' | 'none';
  readonly opportunityId: string | null;
  readonly organisationId: string | null;
  readonly organisationName: string | null;
  readonly valueNetPence: bigint | null;
  readonly agreementId: string | null;
  readonly invited: number;
  readonly replied: number;
  readonly scores: readonly CallOffScore[] | null;
  readonly ruleWords: string;
  readonly awardedAt: Date | null;
}
/** One as anyone reads it: with the words in place of what a label withholds. */
export interface PublicCallOff extends CallOff {
  readonly supplierWithheld: string | null;
  readonly valueWithheld: string | null;
}

// While it is open the numbers are read from the invitations and the bids that came in time; at the award they are frozen.
const COLUMNS = sql.raw(`c.id, c.reference, c.arrangement_id as "arrangementId", g.title as "arrangementTitle", c.lot_id as "lotId", c.method, c.title, c.state, c.opportunity_id as "opportunityId",
  c.organisation_id as "organisationId", o.name as "organisationName", c.value_net_pence as "valueNetPence", c.agreement_id as "agreementId", c.scores, c.rule_words as "ruleWords", c.awarded_at as "awardedAt",
  coalesce(c.invited, (select count(*)::int from invitation i where i.opportunity_id = c.opportunity_id), 0) as invited,
  coalesce(c.replied, (select count(*)::int from bid b join opportunity p on p.id = b.opportunity_id where b.opportunity_id = c.opportunity_id and p.opened_at is not null and b.state in ('opened', 'rejected', 'successful', 'not-successful')), 0) as replied`);
const FROM = sql.raw('call_off c join arrangement g on g.id = c.arrangement_id left join organisation o on o.id = c.organisation_id');

/** Work under an arrangement, newest first. */
export async function callOffsOf(read: Read, arrangementId: string, limit = 100): Promise<CallOff[]> {
  const { rows } = await sql<CallOff>`select ${COLUMNS} from ${FROM} where c.arrangement_id = ${arrangementId} order by c.created_at desc, c.id desc limit ${limit}`.execute(read);
  return rows;
}
/** The same for everyone to read: what a label on their contracts withholds is not in them. */
export async function publicCallOffsOf(read: Read, arrangementId: string): Promise<PublicCallOff[]> {
  const found = await callOffsOf(read, arrangementId);
  const labels = await labelsOnAll(read, 'agreement', found.flatMap(({ agreementId }) => agreementId ?? []));
  return found.map((one) => {
    const [supplierWithheld, valueWithheld] = ['supplier', 'value'].map((field) => {
      const label = labelCovering(labels.get(one.agreementId ?? '') ?? [], field, null);
      return label ? withheldWords(label) : null;
    });
    return { ...one, supplierWithheld: supplierWithheld!, valueWithheld: valueWithheld!, ...(supplierWithheld ? { organisationId: null, organisationName: null } : {}), ...(valueWithheld ? { valueNetPence: null } : {}) };
  });
}
/** The call-off of an opportunity, its first where its lots made several; null where it is no mini-competition. */
export async function callOffOf(read: Read, opportunityId: string): Promise<CallOff | null> {
  return (await callOffsOfCompetition(read, opportunityId))[0] ?? null;
}
/** Every contract of one competition, in the order in which they were made: one for each of its lots that was awarded. */
export async function callOffsOfCompetition(read: Read, opportunityId: string): Promise<CallOff[]> {
  const { rows } = await sql<CallOff>`select ${COLUMNS} from ${FROM} where c.opportunity_id = ${opportunityId} order by c.created_at, c.id`.execute(read);
  return rows;
}

/** A short competition of a lot that is still open; null when there is none. One whose opportunity was given up is over. */
export async function openCallOffOf(read: Read, lotId: string): Promise<{ readonly title: string } | null> {
  const { rows } = await sql<{ title: string }>`select c.title from call_off c join opportunity p on p.id = c.opportunity_id where c.lot_id = ${lotId} and c.state = 'open' and p.state <> 'cancelled' order by c.id limit 1`.execute(read);
  return rows[0] ?? null;
}

export interface NewCallOff {
  readonly arrangementId: string;
  readonly reference: string;
  readonly lotId: string | null;
  readonly method: CallOff['method'];
  readonly title: string;
  readonly opportunityId?: string;
  readonly ruleWords: string;
  readonly createdBy: PersonId | null;
}
export async function insertCallOff(tx: Tx, given: NewCallOff): Promise<Id<'call_off'>> {
  const id = newId<'call_off'>();
  await tx.insertInto('call_off').values({
    id, arrangement_id: given.arrangementId, reference: given.reference, lot_id: given.lotId, method: given.method, title: given.title, opportunity_id: given.opportunityId ?? null, rule_words: given.ruleWords, created_by: given.createdBy,
  }).execute();
  return id;
}

export interface CallOffAward {
  /** What the contract is called: of a competition in lots, the lot with it. */
  readonly title: string;
  readonly organisationId: string;
  readonly valueNetPence: bigint;
  readonly agreementId: string;
  readonly awardId: string | null;
  readonly invited: number;
  readonly replied: number;
  readonly scores: readonly CallOffScore[] | null;
}
export async function awardCallOff(tx: Tx, id: string, award: CallOffAward): Promise<void> {
  const result = await sql`update call_off set state = 'awarded', title = ${award.title}, organisation_id = ${award.organisationId}, value_net_pence = ${award.valueNetPence}, agreement_id = ${award.agreementId}, award_id = ${award.awardId},
    invited = ${award.invited}, replied = ${award.replied}, scores = ${award.scores === null ? null : JSON.stringify(award.scores)}::jsonb, awarded_at = wantsum_clock() where id = ${id} and state = 'open'`.execute(tx);
  if (result.numAffectedRows !== 1n) throw new Error(`call-off ${id} was not open when it was awarded`);
}
