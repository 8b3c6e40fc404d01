import { sql } from 'kysely';
import { londonDate } from '#kernel/calendar-date';
import { newId, type PersonId } from '#kernel/ids';
import type { RuleNote } from '#kernel/rule-note';
import { readClock } from '#platform/clock';
import type { Read, Tx } from '#platform/database/connection';
import { ownLots } from '#bids';
import { policyNote, policyValue } from '#policy';
import { overlaps, roleIn, ruleFor, strictest, wanting, type Part, type Role, type TwoBidsRule, type TwoBidsRules } from './two-bids.ts';

interface Group {
  readonly id: string;
  readonly name: string;
  readonly form: string;
  readonly leads: boolean;
  readonly lotIds: string[];
}

/** The groups in which an organisation has said that it takes part. Invitations it has not answered are not its doing. */
async function groupsOf(read: Read, opportunityId: string, organisationId: string): Promise<Group[]> {
  const { rows } = await sql<Group>`select c.id, c.name, c.form, c.lead_organisation_id = m.organisation_id as leads, array(select l.lot_id::text from consortium_lot l where l.consortium_id = c.id) as "lotIds"
    from consortium_member m join consortium c on c.id = m.consortium_id
    where m.organisation_id = ${organisationId} and m.state = 'member' and c.opportunity_id = ${opportunityId} and c.ended_at is null order by c.created_at, c.id`.execute(read);
  return rows;
}

const partOf = ({ name, form, leads, lotIds }: Group): Part => ({ role: roleIn(form, leads), group: name, lotIds });

export interface TwoBidsCheck {
  readonly pairs: readonly (readonly [Part, Part])[];
  readonly rules: TwoBidsRules;
  readonly declared: string | null;
  readonly rule: RuleNote | null;
}

/**
 * An organisation's own parts in the bids for an opportunity, two by two where they are for one lot. Reads nothing of anybody else's doing:
 * not whether those groups have sent a bid, nor who else takes part.
 * @param own the lots of a bid of its own that is being sent; without it those of its own bid as it is written
 * @param joining a group it is about to join: then its own bid counts once it is sent
 */
export async function checkTwoBids(read: Read, opportunityId: string, organisationId: string, { own, joining }: { readonly own?: readonly string[]; readonly joining?: { readonly id: string; readonly name: string; readonly form: string; readonly lotIds: readonly string[] } }): Promise<TwoBidsCheck | null> {
  const groups = await groupsOf(read, opportunityId, organisationId);
  // The one bid of a group's lead is the group's: it is no second one.
  const leads = groups.some((group) => group.leads);
  const lots = own ?? (leads || (groups.length === 0 && !joining) ? null : await ownLots(read, opportunityId, organisationId, joining ? 'standing' : 'draft'));
  const parts: Part[] = [
    ...(lots === null || (leads && own === undefined) ? [] : [{ role: leads ? 'lead' as const : 'alone' as const, group: null, lotIds: lots }]),
    ...groups.filter((group) => (own === undefined || !group.leads) && group.id !== joining?.id).map(partOf),
  ];
  const joined: Part | null = joining ? { role: roleIn(joining.form, false), group: joining.name, lotIds: joining.lotIds } : null;
  const pairs = joined ? overlaps([...parts, joined]).filter(([, other]) => other === joined) : overlaps(parts);
  if (pairs.length === 0) return null;
  const { rules, note } = await rulesOf(read, opportunityId);
  const declared = await read.selectFrom('two_bids_declaration').select('words').where('opportunity_id', '=', opportunityId).where('organisation_id', '=', organisationId).executeTakeFirst();
  return { pairs, rules, declared: declared?.words ?? null, rule: note(pairs) };
}

/** What keeps an organisation's own bid from being sent, as its own people read it. */
export async function ownBidWanting(read: Read, bid: { readonly opportunityId: string; readonly organisationId: string }, lots: readonly string[]): Promise<string[]> {
  const check = await checkTwoBids(read, bid.opportunityId, bid.organisationId, { own: lots });
  const found = check && wanting(check.pairs, check.rules, check.declared !== null);
  return found ? [found.sentence] : [];
}

async function rulesOf(read: Read, opportunityId: string) {
  const { body_id: bodyId } = await read.selectFrom('opportunity').select('body_id').where('id', '=', opportunityId).executeTakeFirstOrThrow();
  const today = londonDate(await readClock(read));
  const [member, partner] = [await policyValue(read, bodyId, 'consortia.memberOfTwo', today), await policyValue(read, bodyId, 'consortia.partnerOfTwo', today)];
  const rules: TwoBidsRules = { member: member.value, partner: partner.value };
  const note = (pairs: readonly (readonly [Part, Part])[]): RuleNote | null => {
    const rule = strictest(pairs, rules);
    const pair = pairs.find((one) => ruleFor(one, rules) === rule);
    return rule === null || !pair ? null : policyNote(pair.some(({ role }) => role === 'named-partner') ? partner : member);
  };
  return { rules, note };
}

export async function keepDeclaration(tx: Tx, given: { readonly opportunityId: string; readonly organisationId: string; readonly words: string; readonly by: PersonId | null }): Promise<void> {
  const columns = { words: given.words, declared_by: given.by, declared_at: sql<Date>`wantsum_clock()` };
  await tx.insertInto('two_bids_declaration').values({ id: newId<'two_bids_declaration'>(), opportunity_id: given.opportunityId, organisation_id: given.organisationId, ...columns })
    .onConflict((conflict) => conflict.columns(['opportunity_id', 'organisation_id']).doUpdateSet(columns)).execute();
}

/** A bid in which an organisation takes part, once bids are open. */
export interface OpenedPart extends Part {
  readonly bidId: string;
  /** Whose bid it is. */
  readonly bidderId: string;
  readonly bidder: string;
  readonly rejected: boolean;
}

export interface OpenedTwice {
  readonly organisationId: string;
  readonly organisation: string;
  readonly bids: readonly string[];
  readonly parts: readonly OpenedPart[];
  readonly rules: TwoBidsRules;
  readonly rule: TwoBidsRule | null;
  readonly note: RuleNote | null;
  readonly declared: string | null;
  /** The newest first. */
  readonly decisions: readonly TwoBidsDecision[];
}

/** What was decided of an organisation in two bids that the authority's rule does not allow, after both bidders were heard. */
export interface TwoBidsDecision {
  readonly bidIds: readonly string[];
  readonly decision: 'allow' | 'exclude';
  readonly excluded: string | null;
  readonly heard: string;
  readonly reason: string;
  readonly decidedBy: string | null;
  readonly decidedAt: Date;
}

/** Organisations that take part in two opened bids for one lot, for whoever judges. Empty before the opening: nothing sealed is read. */
export async function inTwoBids(read: Read, opportunityId: string): Promise<OpenedTwice[]> {
  const { rows } = await sql<{ organisationId: string; organisation: string; bidId: string; bidderId: string; rejected: boolean; bidder: string; group: string | null; form: string | null; leads: boolean; lotIds: string[]; declared: string | null }>`
    with opened as (
      select b.id, b.organisation_id, b.state = 'rejected' as rejected, array(select bl.lot_id::text from bid_lot bl where bl.bid_id = b.id) as lot_ids from bid b join opportunity o on o.id = b.opportunity_id
      where b.opportunity_id = ${opportunityId} and o.opened_at is not null and b.state in ('opened', 'rejected', 'not-successful', 'successful')
    ), taking as (
      select x.id, x.rejected, x.lot_ids, x.organisation_id as bidder_id, c.name as group_name, c.form, coalesce(m.organisation_id, x.organisation_id) as organisation_id
      from opened x left join consortium c on c.bid_id = x.id and c.ended_at is null left join consortium_member m on m.consortium_id = c.id and m.state = 'member'
    )
    select t.organisation_id as "organisationId", g.name as organisation, t.id as "bidId", t.bidder_id as "bidderId", t.rejected, h.name as bidder, t.group_name as "group", t.form, t.organisation_id = t.bidder_id as leads, t.lot_ids as "lotIds", d.words as declared
    from taking t join organisation g on g.id = t.organisation_id join organisation h on h.id = t.bidder_id
      left join two_bids_declaration d on d.opportunity_id = ${opportunityId} and d.organisation_id = t.organisation_id
    where (select count(*) from taking o where o.organisation_id = t.organisation_id) > 1 order by g.name, t.organisation_id, h.name, t.id`.execute(read);
  if (rows.length === 0) return [];
  const { rules, note } = await rulesOf(read, opportunityId);
  const decisions = await decisionsOf(read, opportunityId);
  const found: OpenedTwice[] = [];
  for (const organisationId of new Set(rows.map((row) => row.organisationId))) {
    const own = rows.filter((row) => row.organisationId === organisationId);
    const parts = own.map((row): OpenedPart => ({ role: roleOf(row), group: row.group, lotIds: row.lotIds, bidId: row.bidId, bidderId: row.bidderId, bidder: row.bidder, rejected: row.rejected }));
    const pairs = overlaps(parts);
    if (pairs.length === 0) continue;
    const twice = parts.filter((part) => pairs.some((pair) => pair.includes(part)));
    found.push({
      organisationId, organisation: own[0]!.organisation, bids: twice.map((part) => `${inWords(part)}${part.rejected ? ' (rejected)' : ''}`), parts: twice, rules, rule: strictest(pairs, rules), note: note(pairs), declared: own[0]!.declared,
      decisions: decisions.filter((one) => one.organisationId === organisationId),
    });
  }
  return found;
}

async function decisionsOf(read: Read, opportunityId: string): Promise<(TwoBidsDecision & { readonly organisationId: string })[]> {
  const { rows } = await sql<TwoBidsDecision & { organisationId: string }>`select d.organisation_id as "organisationId", d.bid_ids::text[] as "bidIds", d.decision, g.name as excluded, d.heard, d.reason, p.name as "decidedBy", d.decided_at as "decidedAt"
    from two_bids_decision d left join bid b on b.id = d.excluded_bid_id left join organisation g on g.id = b.organisation_id left join person p on p.id = d.decided_by
    where d.opportunity_id = ${opportunityId} order by d.decided_at desc, d.id desc`.execute(read);
  return rows;
}

export async function keepDecision(tx: Tx, given: { readonly opportunityId: string; readonly organisationId: string; readonly bidIds: readonly string[]; readonly excludedBidId: string | null; readonly heard: string; readonly reason: string; readonly by: PersonId | null }): Promise<void> {
  await tx.insertInto('two_bids_decision').values({
    id: newId<'two_bids_decision'>(), opportunity_id: given.opportunityId, organisation_id: given.organisationId, bid_ids: [...given.bidIds], decision: given.excludedBidId === null ? 'allow' : 'exclude',
    excluded_bid_id: given.excludedBidId, heard: given.heard, reason: given.reason, decided_by: given.by,
  }).execute();
}

const roleOf = ({ group, form, leads }: { readonly group: string | null; readonly form: string | null; readonly leads: boolean }): Role => (group === null ? 'alone' : roleIn(form ?? '', leads));

/** "Leads Coast together", "Bids alone". */
export const inWords = ({ role, group }: Part): string => (group === null ? 'Bids alone' : `${{ alone: 'Bids in', lead: 'Leads', member: 'Takes part in', 'named-partner': 'Is a named partner of' }[role]} ${group}`);
