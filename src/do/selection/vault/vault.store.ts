import { sql } from 'kysely';
import type { CalendarDate } from '#kernel/calendar-date';
import { newId, type BodyId, type Id, type OrganisationId, type PersonId } from '#kernel/ids';
import { whereMay, type Actor } from '#platform/access/access';
import type { Read, Tx } from '#platform/database/connection';
import { titleInStageSql } from '#routes';
import { selectionActs } from '../selection.acts.ts';
import { vaultShareKind } from '../selection.kinds.ts';
import type { DocumentKind } from './vault.ts';

export interface VaultVersion {
  readonly id: string;
  readonly number: number;
  readonly fileId: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly sizeBytes: bigint;
  readonly issuer: string;
  readonly expiresOn: CalendarDate | null;
  readonly coverPence: bigint | null;
  readonly addedAt: Date;
}

export interface VaultDocument {
  readonly id: Id<'vault_document'>;
  readonly organisationId: OrganisationId;
  readonly kind: DocumentKind;
  readonly title: string;
  readonly warnDays: number;
  readonly withdrawnAt: Date | null;
  /** The newest: what buyers see. */
  readonly current: VaultVersion;
}

interface Row extends VaultVersion { readonly documentId: Id<'vault_document'>; readonly organisationId: OrganisationId; readonly kind: DocumentKind; readonly title: string; readonly warnDays: number; readonly withdrawnAt: Date | null }

const VERSION = sql.raw(`v.id, v.version as number, v.file_id as "fileId", f.name as "fileName", f.media_type as "mediaType", f.size_bytes as "sizeBytes", v.issuer, v.expires_on::text as "expiresOn", v.cover_pence as "coverPence", v.added_at as "addedAt"`);
const DOCUMENT = sql.raw(`d.id as "documentId", d.organisation_id as "organisationId", d.kind, d.title, d.warn_days as "warnDays", d.withdrawn_at as "withdrawnAt"`);
const CURRENT = sql.raw(`join lateral (select * from vault_version x where x.document_id = d.id order by x.version desc limit 1) v on true join stored_file f on f.id = v.file_id`);

const documentFrom = ({ documentId, organisationId, kind, title, warnDays, withdrawnAt, ...current }: Row): VaultDocument => ({ id: documentId, organisationId, kind, title, warnDays, withdrawnAt, current });

/** What is in an organisation's vault now, by name. One query. */
export async function documentsIn(read: Read, organisationId: string): Promise<VaultDocument[]> {
  const { rows } = await sql<Row>`select ${DOCUMENT}, ${VERSION} from vault_document d ${CURRENT} where d.organisation_id = ${organisationId} and d.withdrawn_at is null order by d.title, d.id`.execute(read);
  return rows.map(documentFrom);
}

/** One document with its newest version; null when there is none. */
export async function vaultDocument(read: Read, id: string): Promise<VaultDocument | null> {
  const { rows } = await sql<Row>`select ${DOCUMENT}, ${VERSION} from vault_document d ${CURRENT} where d.id = ${id}`.execute(read);
  return rows[0] ? documentFrom(rows[0]) : null;
}

/** As `vaultDocument`, its row held until the transaction ends. */
export async function lockDocument(tx: Tx, id: string): Promise<VaultDocument | null> {
  await tx.selectFrom('vault_document').select('id').where('id', '=', id).forUpdate().execute();
  return vaultDocument(tx, id);
}

/** All versions of a document, newest first. */
export async function versionsOfDocument(read: Read, documentId: string): Promise<VaultVersion[]> {
  const { rows } = await sql<VaultVersion>`select ${VERSION} from vault_version v join stored_file f on f.id = v.file_id where v.document_id = ${documentId} order by v.version desc`.execute(read);
  return rows;
}

export interface NewVersion {
  readonly file: { readonly fileId: string; readonly name: string; readonly mediaType: string; readonly sizeBytes: number; readonly sha256: Buffer };
  readonly issuer: string;
  readonly expiresOn: CalendarDate | null;
  readonly coverPence: bigint | null;
  readonly addedBy: PersonId | null;
}

export async function insertDocument(tx: Tx, document: { readonly organisationId: string; readonly kind: DocumentKind; readonly title: string; readonly warnDays: number }, version: NewVersion): Promise<string> {
  const id = newId<'vault_document'>();
  await tx.insertInto('vault_document').values({ id, organisation_id: document.organisationId, kind: document.kind, title: document.title, warn_days: document.warnDays, added_by: version.addedBy }).execute();
  await insertVersion(tx, id, 1, version);
  return id;
}

/** Stands from now on as the current one: whoever may see the document sees this. */
export async function insertVersion(tx: Tx, documentId: string, number: number, { file, issuer, expiresOn, coverPence, addedBy }: NewVersion): Promise<void> {
  await tx.insertInto('stored_file').values({
    id: file.fileId, name: file.name, media_type: file.mediaType, size_bytes: BigInt(file.sizeBytes), sha256: file.sha256, about_kind: 'vault-document', about_id: documentId, created_by: addedBy,
  }).execute();
  await tx.insertInto('vault_version').values({ id: newId<'vault_version'>(), document_id: documentId, version: number, file_id: file.fileId, issuer, expires_on: expiresOn, cover_pence: coverPence, added_by: addedBy }).execute();
}

/** Nobody sees it from now on; what was consented to ends with it. */
export async function withdrawDocumentRow(tx: Tx, documentId: string, by: PersonId | null): Promise<void> {
  await sql`update vault_document set withdrawn_at = wantsum_clock() where id = ${documentId} and withdrawn_at is null`.execute(tx);
  await sql`update vault_share set revoked_at = wantsum_clock(), revoked_by = ${by} where document_id = ${documentId} and revoked_at is null`.execute(tx);
}

export interface VaultShare {
  readonly id: Id<'vault_share'>;
  readonly documentId: string;
  readonly bodyId: BodyId;
  readonly bodyName: string;
  readonly opportunityId: string | null;
  readonly opportunityTitle: string | null;
  readonly closesAt: Date | null;
  readonly startsOn: CalendarDate | null;
  readonly consentedAt: Date;
  readonly consentedBy: string | null;
  readonly revokedAt: Date | null;
}

const SHARE = sql.raw(`r.id, r.document_id as "documentId", r.body_id as "bodyId", y.name as "bodyName", r.opportunity_id as "opportunityId", ${titleInStageSql('o')} as "opportunityTitle", o.closes_at as "closesAt",
  o.contract_starts_on::text as "startsOn", r.consented_at as "consentedAt", (select p.name from person p where p.id = r.consented_by) as "consentedBy", r.revoked_at as "revokedAt"`);
const OF_SHARE = sql.raw('join body y on y.id = r.body_id left join opportunity o on o.id = r.opportunity_id');

/** Every consent ever given for a document, newest first. */
export async function sharesOf(read: Read, documentId: string): Promise<VaultShare[]> {
  const { rows } = await sql<VaultShare>`select ${SHARE} from vault_share r ${OF_SHARE} where r.document_id = ${documentId} order by r.consented_at desc, r.id desc`.execute(read);
  return rows;
}

/** Records consent; said twice it is one. @returns the share's id */
export async function insertShare(tx: Tx, share: { readonly documentId: string; readonly bodyId: string; readonly opportunityId: string | null; readonly by: PersonId | null }): Promise<string> {
  const there = await tx.selectFrom('vault_share').select('id').where('document_id', '=', share.documentId).where('body_id', '=', share.bodyId)
    .where('opportunity_id', share.opportunityId === null ? 'is' : '=', share.opportunityId).where('revoked_at', 'is', null).executeTakeFirst();
  if (there) return there.id;
  const id = newId<'vault_share'>();
  await tx.insertInto('vault_share').values({ id, document_id: share.documentId, body_id: share.bodyId, opportunity_id: share.opportunityId, consented_by: share.by }).execute();
  return id;
}

/** @returns false when it is not in force */
export async function revokeShare(tx: Tx, documentId: string, shareId: string, by: PersonId | null): Promise<boolean> {
  const result = await sql`update vault_share set revoked_at = wantsum_clock(), revoked_by = ${by} where id = ${shareId} and document_id = ${documentId} and revoked_at is null`.execute(tx);
  return result.numAffectedRows === 1n;
}

/** A document as a buyer sees it: its current version, by whose consent. */
export interface SharedDocument extends VaultShare {
  readonly organisationId: OrganisationId;
  readonly organisationName: string;
  readonly document: VaultDocument;
}

/** What this person may read of what suppliers share, newest consent first. The WHERE is the same rule as the page's. */
export async function sharedWith(read: Read, actor: Actor, given: { readonly opportunityId?: string; readonly shareId?: string; readonly before?: string | null; readonly limit: number }): Promise<SharedDocument[]> {
  const { rows } = await sql<Omit<VaultShare, 'documentId'> & Omit<Row, 'id'> & { organisationName: string; versionId: string }>`
    select ${SHARE}, g.name as "organisationName", g.id as "organisationId", ${DOCUMENT}, v.id as "versionId", v.version as number, v.file_id as "fileId", f.name as "fileName",
      f.media_type as "mediaType", f.size_bytes as "sizeBytes", v.issuer, v.expires_on::text as "expiresOn", v.cover_pence as "coverPence", v.added_at as "addedAt"
    from vault_share r ${OF_SHARE} join vault_document d on d.id = r.document_id ${CURRENT} join organisation g on g.id = d.organisation_id
    where ${whereMay(actor, selectionActs.viewShared, vaultShareKind)} and (${given.opportunityId ?? null}::uuid is null or r.opportunity_id = ${given.opportunityId ?? null})
      and (${given.shareId ?? null}::uuid is null or r.id = ${given.shareId ?? null}) and (${given.before ?? null}::uuid is null or r.id < ${given.before ?? null})
    order by r.id desc limit ${given.limit}`.execute(read);
  return rows.map((row) => ({
    id: row.id, documentId: row.documentId, bodyId: row.bodyId, bodyName: row.bodyName, opportunityId: row.opportunityId, opportunityTitle: row.opportunityTitle, closesAt: row.closesAt,
    startsOn: row.startsOn, consentedAt: row.consentedAt, consentedBy: row.consentedBy, revokedAt: row.revokedAt, organisationId: row.organisationId, organisationName: row.organisationName,
    document: documentFrom({ ...row, id: row.versionId }),
  }));
}

/** Tenders for which this organisation has begun a bid: those it may share a document for. */
export async function tendersOf(read: Read, organisationId: string): Promise<readonly { readonly id: string; readonly title: string; readonly bodyId: BodyId; readonly bodyName: string; readonly closesAt: Date | null; readonly startsOn: CalendarDate | null }[]> {
  const { rows } = await sql<{ id: string; title: string; bodyId: BodyId; bodyName: string; closesAt: Date | null; startsOn: CalendarDate | null }>`
    select o.id, ${sql.raw(titleInStageSql('o'))} as title, o.body_id as "bodyId", y.name as "bodyName", o.closes_at as "closesAt", o.contract_starts_on::text as "startsOn" from bid b join opportunity o on o.id = b.opportunity_id join body y on y.id = o.body_id
    where b.organisation_id = ${organisationId} and b.state in ('draft', 'submitted', 'opened') and o.state in ('published', 'opened', 'evaluated') order by o.closes_at desc nulls last, o.id limit 50`.execute(read);
  return rows;
}

/** Current versions whose owner asked to be told by today and has not been, locked so that two jobs tell them once. */
export async function lockExpiring(tx: Tx, today: CalendarDate, limit: number): Promise<readonly { readonly versionId: string; readonly document: VaultDocument; readonly organisationName: string }[]> {
  const { rows } = await sql<Row & { versionId: string; organisationName: string }>`
    select ${DOCUMENT}, ${VERSION}, v.id as "versionId", (select g.name from organisation g where g.id = d.organisation_id) as "organisationName"
    from vault_version v join vault_document d on d.id = v.document_id join stored_file f on f.id = v.file_id
    where v.warned_at is null and v.expires_on is not null and v.expires_on <= ${today}::date + d.warn_days and d.withdrawn_at is null
      and not exists (select 1 from vault_version later where later.document_id = d.id and later.version > v.version)
    order by v.expires_on, v.id limit ${limit} for update of v skip locked`.execute(tx);
  return rows.map(({ versionId, organisationName, ...row }) => ({ versionId, organisationName, document: documentFrom(row) }));
}

export async function markWarned(tx: Tx, versionId: string): Promise<void> {
  await sql`update vault_version set warned_at = wantsum_clock() where id = ${versionId}`.execute(tx);
}
