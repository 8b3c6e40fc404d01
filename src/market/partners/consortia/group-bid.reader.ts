import { sql } from 'kysely';
import { londonDate } from '#kernel/calendar-date';
import type { RuleNote } from '#kernel/rule-note';
import { readClock } from '#platform/clock';
import type { CommandContext } from '#platform/command/command';
import type { Read, Tx } from '#platform/database/connection';
import { newId, type BodyId } from '#kernel/ids';
import { makePromise } from '#parts/promises';
import { lawFrom, policyValue } from '#policy';
import { mailWriters } from '#parties';
import { awardGaps, LEAD_RULE, taking, type Consortium } from './consortium.ts';
import { consortiumOfBid, openRequest } from './consortium.store.ts';
import { undecided } from './two-bids.ts';
import { inTwoBids, type OpenedPart } from './two-bids.store.ts';

/** As much of an award as this room asks. */
interface AwardInQuestion {
  readonly opportunityId: string;
  readonly bidId: string;
  readonly step: 'recommend' | 'publish' | 'confirm';
}

/** A group's bid is awarded only with its legal form, its members' signed agreement and whole shares (DP-34). Asked at every step: a member may leave in between. */
export async function groupBidObstacles(read: Read, { bidId }: AwardInQuestion): Promise<{ sentence: string; rule: RuleNote; href: string }[]> {
  const consortium = await consortiumOfBid(read, bidId);
  if (!consortium) return [];
  const gaps = awardGaps(consortium);
  const request = gaps.length > 0 ? await openRequest(read, consortium.id) : null;
  const asked = request ? ` It was asked for on ${londonDate(request.askedAt)}${request.dueAt ? `, to be there by ${londonDate(request.dueAt)}` : ''}.` : ' It is asked for now.';
  return gaps.map((sentence, index) => ({ sentence: index === 0 ? `${sentence}${asked}` : sentence, rule: LEAD_RULE, href: `/consortia/${consortium.id}` }));
}

/** An organisation in this bid and in another for the same lot, against the authority's rule: a decision comes before the award (DM-15). Asked at every step. */
export async function twoBidsObstacles(read: Read, { opportunityId, lotId, bidId }: AwardInQuestion & { readonly lotId: string | null }): Promise<{ sentence: string; rule?: RuleNote; href: string }[]> {
  const forLot = (part: OpenedPart): boolean => lotId === null || part.lotIds.length === 0 || part.lotIds.includes(lotId);
  return (await inTwoBids(read, opportunityId)).flatMap((one) => {
    const other = undecided(one).filter((pair) => pair.some((part) => part.bidId === bidId) && pair.every(forLot)).map((pair) => pair.find((part) => part.bidId !== bidId)!).at(0);
    if (!other) return [];
    return [{
      sentence: `${one.organisation} takes part in this bid and in ${other.group === null ? `its own` : `that of ${other.group}`}, for the same lot, which the authority’s rule ${one.rule === 'refuse' ? 'refuses' : 'allows only when it is declared, and it was not'}. A legal officer or lead director must hear both bidders and decide: exclude one of the two bids, or allow both, with the reason.`,
      ...(one.note ? { rule: one.note } : {}), href: `/opportunities/${opportunityId}/lineage`,
    }];
  });
}

/** Asks a held-up consortium for what is missing, once, with its day by the authority's own rule; the officer is reminded by a promise. */
export async function requestWhatIsMissing({ tx, actor, services }: CommandContext, { bidId, opportunityId }: Pick<AwardInQuestion, 'bidId' | 'opportunityId'>): Promise<void> {
  const consortium = await consortiumOfBid(tx, bidId);
  const gaps = consortium ? awardGaps(consortium) : [];
  if (!consortium || gaps.length === 0 || (await openRequest(tx, consortium.id))) return;
  const now = await readClock(tx);
  const { body_id: bodyId } = await tx.selectFrom('opportunity').select('body_id').where('id', '=', opportunityId).executeTakeFirstOrThrow();
  const policy = await policyValue(tx, bodyId, 'consortia.agreementWithinDays', londonDate(now));
  const dueAt = policy.value === null ? null : await makePromise(tx, {
    kind: 'members-agreement', about: { kind: 'consortium', id: consortium.id }, bodyId: bodyId as BodyId, owner: { role: 'procurement-officer' }, words: `See that ${consortium.name} signs its members’ agreement`, address: `/consortia/${consortium.id}`,
    startsAt: now, clock: policy.value.counted === 'working' ? 'workingDaysAnyUkHoliday' : 'calendarInclusive', count: policy.value.count, law: await lawFrom(tx), rule: LEAD_RULE,
  });
  await tx.insertInto('consortium_request').values({ id: newId<'consortium_request'>(), consortium_id: consortium.id, words: gaps.join(' '), asked_by: actor.personId, asked_at: now, due_at: dueAt }).execute();
  await mailWriters(tx, [{
    organisationIds: taking(consortium.members).map(({ organisationId }) => organisationId), about: { kind: 'consortium', id: consortium.id },
    subject: 'Your consortium is asked for something before an award', text: `What is missing, and by when:\n${services.config.siteUrl}/consortia/${consortium.id}\n`,
  }]);
}

/** The members that a confirmed award makes parties of its contract, with their shares; the lead stays its one supplier. */
export async function carryMembers(tx: Tx, bidId: string, agreementId: string): Promise<Consortium | null> {
  const consortium = await consortiumOfBid(tx, bidId);
  if (!consortium) return null;
  // The lead stands there as supplier already; in a group it is told as what it is.
  await sql`delete from agreement_party where agreement_id = ${agreementId} and organisation_id = ${consortium.leadId} and role = 'supplier'`.execute(tx);
  for (const member of taking(consortium.members)) {
    const lead = member.organisationId === consortium.leadId;
    await sql`insert into agreement_party (agreement_id, organisation_id, role, share_percent) values (${agreementId}, ${member.organisationId}, ${lead ? 'lead' : consortium.form === 'prime' ? 'sub-contractor' : 'partner'}, ${member.workSharePercent?.toString() ?? null})
      on conflict do nothing`.execute(tx);
  }
  return consortium;
}
