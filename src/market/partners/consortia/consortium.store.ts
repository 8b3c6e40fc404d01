import { sql, type RawBuilder } from 'kysely';
import { decimal } from '#kernel/decimal';
import { newId, type Id, type PersonId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';
import { titleInStageSql } from '#opportunities';
import { type Consortium, type ConsortiumForm, type Member } from './consortium.ts';

type Row = Omit<Consortium, 'members' | 'checks'> & {
  readonly members: readonly (Omit<Member, 'workSharePercent' | 'moneySharePercent' | 'acceptedAt' | 'signedAt'> & { readonly work: string | null; readonly money: string | null; readonly acceptedAt: string | null; readonly signedAt: string | null })[];
  readonly checks: readonly { readonly key: string; readonly note: string; readonly doneAt: string; readonly doneBy: string | null }[];
};

const COLUMNS = sql.raw(`r.id, r.opportunity_id as "opportunityId", ${titleInStageSql('o')} as "opportunityTitle", o.closes_at as "closesAt", r.name, r.form, r.legal_form as "legalForm", r.lead_organisation_id as "leadId",
  r.decision_rules as "decisionRules", r.confidentiality, r.days_needed as "daysNeeded", r.interest_registered_at as "interestAt", r.bid_id as "bidId", b.state as "bidState", r.ended_at as "endedAt",
  array(select l.lot_id::text from consortium_lot l where l.consortium_id = r.id) as "lotIds",
  coalesce((select json_agg(json_build_object('id', m.id, 'organisationId', m.organisation_id, 'name', g.name, 'state', m.state, 'part', m.part, 'specialNeed', m.special_need, 'work', m.work_share_percent::text,
    'money', m.money_share_percent::text, 'acceptedAt', m.confidentiality_accepted_at, 'signedAt', m.agreement_signed_at) order by (m.organisation_id = r.lead_organisation_id) desc, g.name, m.id)
    from consortium_member m join organisation g on g.id = m.organisation_id where m.consortium_id = r.id), '[]') as members,
  coalesce((select json_agg(json_build_object('key', k.key, 'note', k.note, 'doneAt', k.done_at, 'doneBy', p.name)) from consortium_check k left join person p on p.id = k.done_by where k.consortium_id = r.id), '[]') as checks`);
const TABLES = sql.raw('consortium r join opportunity o on o.id = r.opportunity_id left join bid b on b.id = r.bid_id');

const dateOf = (text: string | null): Date | null => (text === null ? null : new Date(text));
const toConsortium = (row: Row): Consortium => ({
  ...row,
  checks: row.checks.map((check) => ({ ...check, doneAt: new Date(check.doneAt) })),
  members: row.members.map(({ work, money, acceptedAt, signedAt, ...member }) => ({
    ...member, workSharePercent: work === null ? null : decimal(work).round(4), moneySharePercent: money === null ? null : decimal(money).round(4), acceptedAt: dateOf(acceptedAt), signedAt: dateOf(signedAt),
  })),
});

async function where(read: Read, condition: RawBuilder<unknown>, most = 200): Promise<Consortium[]> {
  const { rows } = await sql<Row>`select ${COLUMNS} from ${TABLES} where ${condition} order by r.created_at desc, r.id limit ${most}`.execute(read);
  return rows.map(toConsortium);
}

export const consortiumById = async (read: Read, id: string): Promise<Consortium | null> => (await where(read, sql`r.id = ${id}`))[0] ?? null;
export const consortiumOfBid = async (read: Read, bidId: string): Promise<Consortium | null> => (await where(read, sql`r.bid_id = ${bidId}`))[0] ?? null;
/** Of the bids of an opportunity that were opened. Empty before. */
export const consortiaOfOpenedBids = (read: Read, opportunityId: string): Promise<Consortium[]> =>
  where(read, sql`r.opportunity_id = ${opportunityId} and r.ended_at is null and o.opened_at is not null and b.state in ('opened', 'rejected', 'not-successful', 'successful')`, MOST_OPENED);
/** More groups than any tender has had bids. */
const MOST_OPENED = 5000;
/** Those that an asker may see, newest first. @param seen from `whereMay` */
export const consortiaSeen = (read: Read, seen: RawBuilder<boolean>, opportunityId: string | null): Promise<Consortium[]> => where(read, sql`${seen} and (${opportunityId}::uuid is null or r.opportunity_id = ${opportunityId})`);

/** Held until the transaction ends, so that members change one after the other. */
export async function lockConsortium(tx: Tx, id: string): Promise<Consortium | null> {
  await sql`select 1 from consortium where id = ${id} for update`.execute(tx);
  return consortiumById(tx, id);
}

export async function insertConsortium(tx: Tx, given: { readonly opportunityId: string; readonly name: string; readonly form: ConsortiumForm; readonly leadId: string; readonly by: PersonId | null }): Promise<Id<'consortium'>> {
  const id = newId<'consortium'>();
  await tx.insertInto('consortium').values({ id, opportunity_id: given.opportunityId, name: given.name, form: given.form, lead_organisation_id: given.leadId, created_by: given.by }).execute();
  await tx.insertInto('consortium_member').values({ id: newId<'consortium_member'>(), consortium_id: id, organisation_id: given.leadId, state: 'member', joined_at: sql<Date>`wantsum_clock()` }).execute();
  return id;
}

/** An organisation that left or declined may be asked again: what it accepted and signed before does not count any more. */
export async function inviteMember(tx: Tx, consortiumId: string, organisationId: string, part: string, specialNeed: string): Promise<void> {
  const asked = { state: 'invited', part, special_need: specialNeed, left_at: null, joined_at: null, confidentiality_accepted_at: null, confidentiality_accepted_by: null, agreement_signed_at: null, agreement_signed_by: null } as const;
  await tx.insertInto('consortium_member').values({ id: newId<'consortium_member'>(), consortium_id: consortiumId, organisation_id: organisationId, ...asked }).onConflict((conflict) => conflict.columns(['consortium_id', 'organisation_id']).doUpdateSet(asked)).execute();
  await forgetSignatures(tx, consortiumId);
}

/** Whoever signed, signed for other members or shares: after those change the agreement must be signed again. */
export async function forgetSignatures(tx: Tx, consortiumId: string): Promise<void> {
  await tx.updateTable('consortium_member').set({ agreement_signed_at: null, agreement_signed_by: null }).where('consortium_id', '=', consortiumId).execute();
}

type MemberChange = { readonly state?: Member['state']; readonly accepted?: true; readonly signed?: true; readonly by: PersonId | null };

export async function changeMember(tx: Tx, memberId: string, change: MemberChange): Promise<void> {
  const now = sql<Date>`wantsum_clock()`;
  await tx.updateTable('consortium_member').set({
    ...(change.state === undefined ? {} : { state: change.state, ...(change.state === 'member' ? { joined_at: now } : {}), ...(change.state === 'left' ? { left_at: now } : {}) }),
    ...(change.accepted ? { confidentiality_accepted_at: now, confidentiality_accepted_by: change.by } : {}),
    ...(change.signed ? { agreement_signed_at: now, agreement_signed_by: change.by } : {}),
  }).where('id', '=', memberId).execute();
}

/** What everyone may know of consortia around an opportunity: how many form, how many registered interest, and the most days that one still needs. */
export async function consortiaForming(read: Read, opportunityId: string): Promise<{ readonly forming: number; readonly interested: number; readonly mostDays: number | null }> {
  const { rows } = await sql<{ forming: number; interested: number; mostDays: number | null }>`select count(*)::int as forming, count(interest_registered_at)::int as interested, max(days_needed) filter (where interest_registered_at is not null) as "mostDays"
    from consortium where opportunity_id = ${opportunityId} and ended_at is null`.execute(read);
  return rows[0]!;
}

export interface ConsortiumRequest {
  readonly words: string;
  readonly askedAt: Date;
  readonly dueAt: Date | null;
}

export async function openRequest(read: Read, consortiumId: string): Promise<ConsortiumRequest | null> {
  const row = await read.selectFrom('consortium_request').select(['words', 'asked_at', 'due_at']).where('consortium_id', '=', consortiumId).where('met_at', 'is', null).executeTakeFirst();
  return row ? { words: row.words, askedAt: row.asked_at, dueAt: row.due_at } : null;
}

/** What is said of one member, as it is sent with the bid. */
export const copyContent = (consortium: Consortium, member: Member): Record<string, string | null> => ({
  consortium: consortium.name, member: member.name, part: member.part, specialNeed: member.specialNeed || null,
  workSharePercent: member.workSharePercent?.toString() ?? null, moneySharePercent: member.moneySharePercent?.toString() ?? null, decisionRules: consortium.decisionRules, legalForm: consortium.legalForm,
});

export async function copiesOf(read: Read, memberId: string): Promise<{ readonly content: Record<string, string | null>; readonly submittedAt: Date; readonly number: number }[]> {
  const { rows } = await sql<{ content: Record<string, string | null>; submittedAt: Date; number: number }>`select c.content, s.submitted_at as "submittedAt", s.number from consortium_copy c join bid_submission s on s.id = c.submission_id where c.member_id = ${memberId} order by s.number desc`.execute(read);
  return rows;
}
