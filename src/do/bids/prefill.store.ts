import { sql } from 'kysely';
import type { OrganisationId, PersonId } from '#kernel/ids';
import type { Tx } from '#platform/database/connection';
import type { Envelope } from '#platform/sealing/envelope-keys';
import type { BidId } from './bid.store.ts';
import { openDraft, saveParts, sealedParts } from './draft.store.ts';

interface KnownAnswer {
  readonly questionId: string;
  readonly envelope: Envelope;
  readonly fromBidId: BidId;
  readonly fromQuestionId: string;
}

/**
 * Fills a new bid in from the organisation's own earlier bids: each question that has a key, and was answered before under that key and
 * in the same way, begins with the last answer (DM-05: none is typed twice). Both bids stay sealed; only the bidder's keys open them.
 * @returns how many answers were filled in
 */
export async function prefill(tx: Tx, bid: { readonly id: BidId; readonly organisationId: OrganisationId; readonly opportunityId: string }, by: PersonId | null): Promise<number> {
  const known = await knownAnswers(tx, bid);
  let count = 0;
  for (const [fromBidId, answers] of Map.groupBy(known, ({ fromBidId: from }) => from)) {
    const from = { id: fromBidId, organisationId: bid.organisationId };
    const wanted = new Set(answers.map(({ fromQuestionId }) => fromQuestionId));
    const draft = await openDraft(tx, from, (await sealedParts(tx, fromBidId)).filter(({ part_key: key }) => wanted.has(key)));
    const parts = answers.flatMap(({ questionId, envelope, fromQuestionId }) => {
      const part = draft.answers.get(fromQuestionId);
      return part ? [{ partKey: questionId, envelope, value: part.value }] : [];
    });
    await saveParts(tx, bid, parts, by);
    count += parts.length;
  }
  return count;
}

/** For each keyed question of the opportunity, the newest answer under its key; a question asked with another limit or choice of answers is another question. */
async function knownAnswers(tx: Tx, bid: { readonly id: BidId; readonly organisationId: OrganisationId; readonly opportunityId: string }): Promise<KnownAnswer[]> {
  const { rows } = await sql<KnownAnswer>`
    select distinct on (q.id) q.id as "questionId", q.envelope, b.id as "fromBidId", earlier.id as "fromQuestionId"
    from question_set s join question q on q.question_set_id = s.id and q.reuse_key is not null and q.type <> 'file'
    join question earlier on earlier.reuse_key = q.reuse_key and earlier.type = q.type and earlier.choices = q.choices and earlier.envelope = q.envelope
      and (q.word_limit is null or earlier.word_limit <= q.word_limit)
    join bid_part part on part.part_key = earlier.id::text
    join bid b on b.id = part.bid_id and b.organisation_id = ${bid.organisationId} and b.id <> ${bid.id}
    where s.about_kind = 'opportunity' and s.about_id = ${bid.opportunityId} and s.purpose = 'tender' and s.state = 'fixed'
    order by q.id, part.saved_at desc, b.id desc`.execute(tx);
  return rows;
}
