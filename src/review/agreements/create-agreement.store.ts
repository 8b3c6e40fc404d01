import { newId, type BodyId, type Id, type OrganisationId, type PersonId } from '#kernel/ids';
import type { CalendarDate } from '#kernel/calendar-date';
import { allow, type Decision } from '#kernel/outcome';
import type { Tx } from '#platform/database/connection';
import { nextReference } from '#platform/reference';
import { decideActivation, latestEnd, missingFrom, type AgreementKind, type Missing } from './agreement.ts';
import { lockAgreement, moveAgreement, serveOutcomes } from './agreement.store.ts';
import { refreshWords } from './agreement-words.store.ts';
import { decideWithinCeiling } from './provisional.ts';

export type AgreementId = Id<'agreement'>;
export type PartyRole = 'supplier' | 'lead' | 'partner' | 'sub-contractor' | 'grantee' | 'funder';

/** An agreement as it is first written, by an award or by hand. It starts as a draft; nothing about it is public yet. */
export interface NewAgreement {
  readonly bodyId: BodyId;
  readonly kind: AgreementKind;
  readonly title: string;
  readonly description?: string;
  readonly parentId?: AgreementId;
  readonly unitId?: string;
  /** The first of the parties leads. */
  readonly parties: readonly { readonly organisationId: OrganisationId; readonly role: PartyRole; readonly sharePercent?: string }[];
  readonly valueNetPence?: bigint;
  readonly valueGrossPence?: bigint;
  readonly annualValueNetPence?: bigint;
  readonly startsOn?: CalendarDate;
  readonly endsOn?: CalendarDate;
  readonly extensionMonths?: number;
  readonly process?: string;
  readonly procurementCategory?: string;
  readonly cpvCode?: string;
  readonly managerId?: PersonId;
  readonly directorId?: PersonId;
  readonly risk?: 'low' | 'medium' | 'high';
  /** Outcomes picked for it, from the published framework. */
  readonly outcomeIds?: readonly string[];
  /** Outcomes that it takes over from the exercise it came of, though a later framework may have dropped one. */
  readonly carriedOutcomeIds?: readonly string[];
  readonly ocid?: string;
  readonly awardedFrom?: string;
  /** The most that it may be worth, and when it is reviewed, where it is made with a new provider provisionally (DP-20). */
  readonly provisional?: { readonly ceilingNetPence: bigint; readonly reviewOn: CalendarDate };
  /** Left out: the next of the body's year. */
  readonly reference?: string;
}

/** Writes a draft agreement in the caller's transaction, so that an award and its contract stand or fall together. Refused when an outcome may not be picked. */
export async function createAgreement(tx: Tx, given: NewAgreement): Promise<Decision<{ readonly id: AgreementId; readonly reference: string }>> {
  const id = newId<'agreement'>();
  const reference = given.reference ?? (await nextReference(tx, given.bodyId, given.kind === 'grant' ? 'GR' : 'CO'));
  const lead = given.parties[0]?.organisationId ?? null;
  const supplier = lead ? await tx.selectFrom('organisation').select(['name', 'size', 'sector']).where('id', '=', lead).executeTakeFirst() : undefined;
  const within = given.provisional
    ? decideWithinCeiling({ organisationName: supplier?.name ?? 'This supplier', ceilingNetPence: given.provisional.ceilingNetPence, reviewDueOn: given.provisional.reviewOn }, { alreadyNetPence: 0n, valueNetPence: given.valueNetPence ?? 0n, given: 'awarded', field: 'valueNetPence' })
    : allow();
  if (within.kind === 'refused') return within;
  await tx
    .insertInto('agreement')
    .values({
      id, reference, body_id: given.bodyId, kind: given.kind, title: given.title, description: given.description ?? '',
      parent_id: given.parentId ?? null, unit_id: given.unitId ?? null, lead_organisation_id: lead, supplier_name: supplier?.name ?? null,
      sme: supplier?.size ? supplier.size !== 'large' : null, vcse: supplier?.sector ? supplier.sector === 'vcse' : null,
      value_net_pence: given.valueNetPence ?? null, value_gross_pence: given.valueGrossPence ?? null, annual_value_net_pence: given.annualValueNetPence ?? null,
      starts_on: given.startsOn ?? null, ends_on: given.endsOn ?? null, extension_months: given.extensionMonths ?? null,
      latest_ends_on: latestEnd(given.endsOn ?? null, given.extensionMonths ?? null),
      process: given.process ?? null, procurement_category: given.procurementCategory ?? null, cpv_code: given.cpvCode ?? null,
      manager_id: given.managerId ?? null, director_id: given.directorId ?? null, risk: given.risk ?? null,
      ocid: given.ocid ?? null, awarded_from: given.awardedFrom ?? null,
      provisional_ceiling_net_pence: given.provisional?.ceilingNetPence ?? null, provisional_review_on: given.provisional?.reviewOn ?? null, state: 'draft', source: 'made',
    })
    .execute();
  if (given.parties.length > 0) {
    await tx.insertInto('agreement_party').values(given.parties.map((party) => ({ agreement_id: id, organisation_id: party.organisationId, role: party.role, share_percent: party.sharePercent ?? null }))).execute();
  }
  const carried = given.carriedOutcomeIds ?? [];
  const notOffered = await serveOutcomes(tx, { id, bodyId: given.bodyId }, [...(given.outcomeIds ?? []), ...carried], carried);
  if (notOffered) return notOffered;
  await refreshWords(tx, [id]);
  return { kind: 'allowed', value: { id, reference } };
}

/** Makes a draft live in the caller's transaction, or says all that it lacks. */
export async function activateAgreement(tx: Tx, id: AgreementId): Promise<Decision<AgreementId>> {
  const agreement = await lockAgreement(tx, id);
  if (!agreement) throw new Error('no such agreement');
  const decision = decideActivation(agreement.state, agreement);
  if (decision.kind === 'refused') return decision;
  await moveAgreement(tx, agreement, decision.value);
  return { kind: 'allowed', value: id };
}

/**
 * Brings a draft that is in force elsewhere onto the register as it is: live, and marked as incomplete with what it lacks.
 * @returns what it lacks
 */
export async function bringIntoForce(tx: Tx, id: AgreementId): Promise<Missing[]> {
  const agreement = await lockAgreement(tx, id);
  if (!agreement || agreement.state !== 'draft') throw new Error('only a draft is brought into force');
  const missing = missingFrom(agreement);
  await tx.updateTable('agreement').set({ state: 'live', missing, incomplete: missing.length > 0 }).where('id', '=', id).execute();
  await refreshWords(tx, [id]);
  return missing;
}
