import { sql } from 'kysely';
import { newId, type OrganisationId, type PersonId } from '#kernel/ids';
import type { Read, Tx } from '#platform/database/connection';
import { putInSearch, removeFromSearch } from '#platform/search/search-index';
import { areaOf } from '../reference/areas.store.ts';
import { cpvTitle } from '../reference/cpv.store.ts';
import { kindColumns, kindFrom, SIZES, type OrganisationKind, type Size } from './organisation.ts';
import { matchName } from './organisation-name.ts';
import type { Declaration, Description, Identity } from './profile-fields.command.ts';

/** An organisation as its own page and its reports read it. */
export interface Organisation {
  readonly id: OrganisationId;
  readonly name: string;
  readonly kind: OrganisationKind | null;
  readonly size: Size | null;
  readonly sector: 'private' | 'vcse' | 'public' | null;
  readonly companyNumber: string | null;
  readonly charityNumber: string | null;
  readonly postcode: string | null;
  readonly website: string | null;
  readonly summary: string | null;
  readonly staffNumber: number | null;
  readonly areas: readonly string[];
  readonly categories: readonly string[];
  /** What it says it could carry alone; null while it has not said. */
  readonly capacity: { readonly yearlyNetPence: bigint; readonly mostDistricts: number | null } | null;
  readonly claimedAt: Date | null;
  readonly isPublic: boolean;
  /** The record that this one is another name of, since the two were merged. */
  readonly mergedInto: OrganisationId | null;
  /** Names of records that were merged into this one. */
  readonly otherNames: readonly string[];
}

/** Anyone may see it, unless it was registered by somebody whose address is not proved yet: SQL over `r`. */
export const ORGANISATION_IS_PUBLIC = `(r.source <> 'registered' or r.claimed_at is not null)`;

/** The names of organisations by their ids, in order of name. */
export async function organisationNames(read: Read, ids: readonly string[]): Promise<{ readonly id: OrganisationId; readonly name: string }[]> {
  if (ids.length === 0) return [];
  const rows = await read.selectFrom('organisation').select(['id', 'name']).where('id', 'in', [...ids]).orderBy('name').execute();
  return rows as { id: OrganisationId; name: string }[];
}

export async function organisationById(read: Read, id: string): Promise<Organisation | null> {
  const row = await read.selectFrom('organisation as r').selectAll('r').select([
    sql<string[]>`array(select area_code from organisation_area where organisation_id = r.id order by area_code)`.as('areas'),
    sql<string[]>`array(select cpv_code from organisation_category where organisation_id = r.id order by cpv_code)`.as('categories'),
    sql<boolean>`${sql.raw(ORGANISATION_IS_PUBLIC)}`.as('is_public'),
    sql<string[]>`array(select distinct name from organisation where merged_into = r.id and name <> r.name order by name limit 50)`.as('other_names'),
  ]).where('r.id', '=', id).executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id as OrganisationId, name: row.name, kind: kindFrom(row), size: row.size as Size | null, sector: row.sector as Organisation['sector'],
    companyNumber: row.company_number, charityNumber: row.charity_number, postcode: row.postcode, website: row.website, summary: row.summary, staffNumber: row.staff_number,
    capacity: row.yearly_capacity_net_pence === null ? null : { yearlyNetPence: row.yearly_capacity_net_pence, mostDistricts: row.most_districts },
    areas: row.areas, categories: row.categories, claimedAt: row.claimed_at, isPublic: row.is_public, mergedInto: row.merged_into as OrganisationId | null, otherNames: row.other_names,
  };
}

/** Puts a new organisation in its table; callers ask `findOrganisation` first, under `lockNames`. */
export async function insertOrganisation(tx: Tx, organisation: Identity & { readonly source: 'registered' | 'imported' | 'entered'; readonly isClaimed: boolean; readonly importId?: string }): Promise<OrganisationId> {
  const id = newId<'organisation'>();
  await tx.insertInto('organisation').values({
    id, name: organisation.name, match_name: matchName(organisation.name), company_number: organisation.companyNumber, charity_number: organisation.charityNumber,
    source: organisation.source, import_id: organisation.importId ?? null, claimed_at: organisation.isClaimed ? sql`wantsum_clock()` : null,
  }).execute();
  return id;
}

/** Registering is serial, so that two people who register one organisation at once make one: held to the end of the transaction. */
export async function lockNames(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('organisation names'))`.execute(tx);
}

export async function storeIdentity(tx: Tx, id: OrganisationId, identity: Identity): Promise<void> {
  await tx.updateTable('organisation').set({ name: identity.name, match_name: matchName(identity.name), company_number: identity.companyNumber, charity_number: identity.charityNumber, updated_at: sql`wantsum_clock()` }).where('id', '=', id).execute();
}

export async function storeDeclaration(tx: Tx, id: OrganisationId, declaration: Declaration): Promise<void> {
  await tx.updateTable('organisation').set({ size: declaration.size, ...kindColumns(declaration.kind), updated_at: sql`wantsum_clock()` }).where('id', '=', id).execute();
  await tx.deleteFrom('organisation_area').where('organisation_id', '=', id).execute();
  await tx.deleteFrom('organisation_category').where('organisation_id', '=', id).execute();
  if (declaration.areas.length > 0) await tx.insertInto('organisation_area').values(declaration.areas.map((area_code) => ({ organisation_id: id, area_code }))).execute();
  if (declaration.categories.length > 0) await tx.insertInto('organisation_category').values(declaration.categories.map((cpv_code) => ({ organisation_id: id, cpv_code }))).execute();
}

export async function storeDescription(tx: Tx, id: OrganisationId, description: Description): Promise<void> {
  await tx.updateTable('organisation').set({ postcode: description.postcode || null, website: description.website || null, summary: description.summary || null, staff_number: description.staffNumber, updated_at: sql`wantsum_clock()` }).where('id', '=', id).execute();
}

/** Keeps the public search true of an organisation after any change of it. */
export async function indexOrganisation(tx: Tx, id: OrganisationId): Promise<void> {
  const organisation = await organisationById(tx, id);
  const record = { kind: 'organisation', id };
  if (!organisation?.isPublic || organisation.mergedInto !== null) return removeFromSearch(tx, record);
  const places = organisation.areas.map((code) => areaOf(code)?.name ?? '').filter(Boolean);
  await putInSearch(tx, {
    record, bodyId: null, title: organisation.name, address: `/organisations/${id}`,
    summary: ['Supplier', organisation.size ? SIZES[organisation.size][0] : '', places.slice(0, 3).join(', ')].filter(Boolean).join(' · '),
    words: [organisation.companyNumber ?? '', organisation.charityNumber ?? '', organisation.summary ?? '', ...organisation.otherNames, ...places.slice(0, 50), ...organisation.categories.map((code) => cpvTitle(code) ?? '')],
  });
}

/** An address proved: organisations its owner registered become public. */
export async function publishOrganisationsOf(tx: Tx, personId: PersonId): Promise<void> {
  const shown = await tx.updateTable('organisation').set({ claimed_at: sql`wantsum_clock()` }).where('claimed_at', 'is', null).where('id', 'in', (from) =>
    from.selectFrom('role_holding').select('scope_id').where('person_id', '=', personId).where('role', '=', 'organisation-administrator').where('scope_kind', '=', 'organisation').where('held_until', 'is', null).$castTo<{ scope_id: string }>(),
  ).returning('id').execute();
  for (const row of shown) await indexOrganisation(tx, row.id as OrganisationId);
}

export interface Colleague {
  readonly personId: PersonId;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly string[];
}

/** Everyone who acts for an organisation now. */
export async function colleaguesOf(read: Read, organisationId: string): Promise<Colleague[]> {
  const rows = await read.selectFrom('role_holding as h').innerJoin('person as p', 'p.id', 'h.person_id')
    .select(['p.id', 'p.name', 'p.email', sql<string[]>`array_agg(h.role order by h.role)`.as('roles')])
    .where('h.scope_kind', '=', 'organisation').where('h.scope_id', '=', organisationId).where('h.held_until', 'is', null).where('p.state', '=', 'active')
    .groupBy(['p.id', 'p.name', 'p.email']).orderBy('p.name').orderBy('p.id').limit(500).execute();
  return rows.map((row) => ({ personId: row.id as PersonId, name: row.name, email: row.email, roles: row.roles }));
}
