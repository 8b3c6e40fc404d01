import { newId, type Id } from '#kernel/ids';
import type { RecordReference } from '#platform/access/record-kind';
import type { Read, Tx } from '#platform/database/connection';

/** A term that the award carried into the contract, in words, with the measure by which it is watched. */
export interface AgreementTerm {
  readonly topic: string;
  readonly words: string;
  readonly measure: string | null;
}

export interface NewTerm {
  readonly words: string;
  readonly measureId?: Id<'measure'>;
}

/** Writes terms after those that are there. @param topic as the page heads them, such as "Sub-contracting" */
export async function addTerms(tx: Tx, agreementId: string, topic: string, from: RecordReference | null, terms: readonly NewTerm[]): Promise<void> {
  if (terms.length === 0) return;
  const last = await tx.selectFrom('agreement_term').select((e) => e.fn.max('position').as('position')).where('agreement_id', '=', agreementId).executeTakeFirst();
  await tx.insertInto('agreement_term').values(terms.map((term, index) => ({
    id: newId<'agreement_term'>(), agreement_id: agreementId, topic, words: term.words, from_kind: from?.kind ?? null, from_id: from?.id ?? null, measure_id: term.measureId ?? null, position: (last?.position ?? 0) + index + 1,
  }))).execute();
}

/** In the order in which they were carried. */
export async function termsOf(read: Read, agreementId: string): Promise<AgreementTerm[]> {
  return read.selectFrom('agreement_term as t').leftJoin('measure as m', 'm.id', 't.measure_id').select(['t.topic', 't.words', 'm.name as measure']).where('t.agreement_id', '=', agreementId).orderBy('t.position').limit(500).execute();
}
