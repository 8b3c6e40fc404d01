import { sql } from 'kysely';
import { londonDate } from '#kernel/calendar-date';
import { allow, refuse, type Decision } from '#kernel/outcome';
import type { RuleNote } from '#kernel/rule-note';
import { decideWithinCeiling, isAlternativeKind, PROVISIONAL_RULE, type AlternativeKind } from '#agreements';
import { readClock } from '#platform/clock';
import type { Read, Tx } from '#platform/database/connection';
import { policyNote, policyValue, requirePolicy } from '#policy';

/** The limits of a provisional award, as the authority's policy says on the day. */
export interface ProvisionalTerms {
  readonly ceilingNetPence: bigint;
  /** From the start of the contract. */
  readonly reviewMonths: number;
}

/** What is agreed to when an award is made provisionally (DP-20). */
export interface ProvisionalAward extends ProvisionalTerms {
  readonly evidenceKind: AlternativeKind;
  readonly evidence: string;
  readonly reason: string;
  /** The policies, each as "Sentence. (source)". */
  readonly rules: readonly string[];
}

export interface ProvisionalOffer {
  /** Or the sentence that says which of the two the authority has not set. */
  readonly terms: Decision<ProvisionalTerms>;
  readonly notes: readonly RuleNote[];
}

/** Whether an opportunity's award may be provisional: null where the Act's full rules apply, and on a framework, which admits providers provisionally itself. */
export async function provisionalOffer(read: Read, opportunityId: string): Promise<ProvisionalOffer | null> {
  const opportunity = await read.selectFrom('opportunity').select(['body_id', 'above_threshold', 'arrangement_id']).where('id', '=', opportunityId).executeTakeFirst();
  if (!opportunity || opportunity.above_threshold === true || opportunity.arrangement_id !== null) return null;
  const today = londonDate(await readClock(read));
  const ceiling = await policyValue(read, opportunity.body_id, 'award.provisionalCeiling', today);
  const months = await policyValue(read, opportunity.body_id, 'award.provisionalReviewMonths', today);
  return { terms: termsFrom(requirePolicy(ceiling), requirePolicy(months)), notes: [policyNote(ceiling), policyNote(months)] };
}

function termsFrom(pounds: Decision<number>, months: Decision<number>): Decision<ProvisionalTerms> {
  if (pounds.kind === 'refused') return pounds;
  return months.kind === 'refused' ? months : allow({ ceilingNetPence: BigInt(pounds.value) * 100n, reviewMonths: months.value });
}

interface Asked {
  readonly opportunityId: string;
  readonly bidId: string;
  readonly valueNetPence: bigint;
  readonly provisional: 'yes' | 'no' | '';
  readonly evidenceKind: string;
  readonly evidence: string;
  readonly provisionalReason: string;
}

/** May this award be provisional, if that is asked? Only within the ceiling, with all that the bidder was given provisionally before. @returns null where it is not asked */
export async function decideProvisional(tx: Tx, asked: Asked): Promise<Decision<ProvisionalAward | null>> {
  if (asked.provisional !== 'yes') return allow(null);
  const offer = await provisionalOffer(tx, asked.opportunityId);
  if (!offer) return refuse('not-small', 'Only a small contract outside the full rules of the Act can be awarded provisionally. A framework admits providers provisionally by its own rules.', { field: 'provisional', rule: PROVISIONAL_RULE });
  if (offer.terms.kind === 'refused') return { ...offer.terms, field: 'provisional' };
  const { evidenceKind, evidence, provisionalReason: reason } = asked;
  const [first, ...more] = [
    ...(isAlternativeKind(evidenceKind) ? [] : [{ sentence: 'Choose the other evidence that you rely on', field: 'evidenceKind' }]),
    ...(evidence === '' ? [{ sentence: 'Describe the other evidence that you rely on', field: 'evidence' }] : []),
    ...(reason === '' ? [{ sentence: 'Give the reason why the award is provisional', field: 'provisionalReason' }] : []),
  ];
  if (first || !isAlternativeKind(evidenceKind)) return refuse('no-evidence', first!.sentence, { field: first!.field, rule: PROVISIONAL_RULE, ...(more.length > 0 ? { more } : {}) });
  const within = await decideInAll(tx, asked, offer.terms.value);
  if (within.kind === 'refused') return within;
  return allow({ ...offer.terms.value, evidenceKind, evidence, reason, rules: offer.notes.map(({ sentence, source }) => `${sentence} (${source})`) });
}

/** Two provisional awards to one supplier at once take turns, so that together they stay within the ceiling. */
async function decideInAll(tx: Tx, { bidId, opportunityId, valueNetPence }: Asked, { ceilingNetPence }: ProvisionalTerms): Promise<Decision> {
  const { rows } = await sql<{ id: string; name: string }>`select g.id, g.name from organisation g where g.id = (select organisation_id from bid where id = ${bidId}) for no key update`.execute(tx);
  const { id, name } = rows[0]!;
  const { rows: before } = await sql<{ pence: bigint }>`select coalesce(sum(w.value_net_pence), 0)::bigint as pence from award w join bid b on b.id = w.bid_id join opportunity o on o.id = w.opportunity_id
      left join agreement r on r.id = w.agreement_id
    where b.organisation_id = ${id} and o.body_id = (select body_id from opportunity where id = ${opportunityId}) and w.state <> 'withdrawn' and (o.state <> 'cancelled' or w.state = 'confirmed') and w.provisional_ceiling_net_pence is not null
      and (r.id is null or (r.provisional_outcome is null and r.state not in ('ended', 'terminated')))`.execute(tx);
  return decideWithinCeiling({ organisationName: name, ceilingNetPence, reviewDueOn: null }, { alreadyNetPence: before[0]!.pence, valueNetPence, given: 'awarded', field: 'provisional' });
}
