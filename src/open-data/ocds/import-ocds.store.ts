import { createHash } from 'node:crypto';
import { missingFrom, refreshWords } from '#agreements';
import { newId, type BodyId } from '#kernel/ids';
import { normaliseCharityNumber, normaliseCompanyNumber } from '#parties';
import { linkRecords } from '#parts/thread';
import type { RecordReference } from '#platform/access/record-kind';
import type { Tx } from '#platform/database/connection';
import { nextReference } from '#platform/reference';
import { putInSearch } from '#platform/search/search-index';
import { sql } from 'kysely';
import type { ImportSuppliers, SupplierClue } from '#transparency';
import type { Release, ReleaseContract, ReleaseParty } from './read-release.ts';

interface Stored {
  readonly id: string;
  readonly isNew: boolean;
}

/** The opportunity of a process, made when a notice advertises, changes or cancels one; planning alone and a direct award advertise nothing. */
export async function storeOpportunity(tx: Tx, importId: string, bodyId: BodyId, release: Release): Promise<Stored | null> {
  const here = await tx.selectFrom('opportunity').select(['id', 'source', 'body_id']).where('ocid', '=', release.ocid).orderBy('stage').orderBy('id').executeTakeFirst();
  const isTender = release.tags.some((tag) => tag.startsWith('tender'));
  const state = release.isCancelled ? 'cancelled' : release.contracts.length > 0 || release.tags.some((tag) => tag.startsWith('award') || tag.startsWith('contract')) ? 'awarded' : 'published';
  if (here) {
    // Ours are changed by our own commands only; an imported one follows the notices of its own body: others may share its ocid (calls off a framework).
    if (here.source === 'imported' && here.body_id === bodyId) await tx.updateTable('opportunity').set((set) => ({ state, ...(release.closesAt ? { closes_at: release.closesAt } : {}), ...(release.tenderTitle && isTender ? { title: release.tenderTitle } : {}), updated_at: set.fn<Date>('wantsum_clock') })).where('id', '=', here.id).execute();
    return { id: here.id, isNew: false };
  }
  if (!isTender) return null;
  const id = newId<'opportunity'>();
  const reference = await freeReference(tx, bodyId, release.reference);
  await tx.insertInto('opportunity').values({
    id, reference, ocid: release.ocid, body_id: bodyId, route: 'imported', title: release.title, summary: release.description.slice(0, 500), description: release.description, category: release.category, cpv_codes: release.cpvCodes as string[],
    value_net_pence: release.value.netPence, value_gross_pence: release.value.grossPence, contract_starts_on: release.contractStartsOn, contract_ends_on: release.contractEndsOn, state,
    platform_reference: release.id, platform_published_at: release.date, published_at: release.date, closes_at: release.closesAt, source: 'imported', import_id: importId, buyer_name: buyerName(release),
    ...(release.isCancelled ? { cancelled_at: release.date, cancelled_reason: 'Ended by the authority’s notice on the central platform' } : {}),
  }).execute();
  for (const [index, lot] of release.lots.entries()) await tx.insertInto('lot').values({ id: newId<'lot'>(), opportunity_id: id, number: index + 1, title: lot.title, description: lot.description, value_net_pence: lot.netPence }).execute();
  await changed(tx, importId, { kind: 'opportunity', id });
  await putInSearch(tx, { record: { kind: 'opportunity', id }, bodyId, title: release.title, summary: release.description.slice(0, 300), address: `/opportunities/${id}`, words: [buyerName(release) ?? '', reference, release.ocid] });
  return { id, isNew: true };
}

async function freeReference(tx: Tx, bodyId: BodyId, wanted: string | null): Promise<string> {
  const taken = wanted === null || (await tx.selectFrom('opportunity').select('id').where('body_id', '=', bodyId).where('reference', '=', wanted).executeTakeFirst());
  return taken ? nextReference(tx, bodyId, 'OP') : wanted!;
}

/** A contract of a release as an agreement, recognised by the process and its number there when it comes again. */
export async function storeContract(tx: Tx, importId: string, bodyId: BodyId, suppliers: ImportSuppliers, release: Release, contract: ReleaseContract, opportunityId: string | null): Promise<Stored> {
  const sourceKey = createHash('sha256').update(JSON.stringify([release.ocid, contract.id])).digest('base64url');
  const here = await tx.selectFrom('agreement').select(['id', 'starts_on', 'ends_on', 'latest_ends_on']).where('body_id', '=', bodyId).where('source_key', '=', sourceKey).forUpdate().executeTakeFirst();
  const columns = {
    value_net_pence: contract.value.netPence, value_gross_pence: contract.value.grossPence,
    starts_on: contract.startsOn, ends_on: contract.endsOn, latest_ends_on: contract.latestEndsOn, state: contract.state,
  };
  if (here) {
    await sql`insert into import_change (import_id, record_kind, record_id, version_after, before) select ${importId}, 'agreement', id, version + 1, to_jsonb(a) - 'words' - 'plain' from agreement a where id = ${here.id}
      on conflict (import_id, record_kind, record_id) do update set version_after = excluded.version_after`.execute(tx);
    // What a change does not name stays as it was; an end before the start that stands is a slip, and is only in the release.
    const startsOn = contract.startsOn ?? here.starts_on;
    const endsOn = contract.endsOn ?? here.ends_on;
    const isSlip = startsOn !== null && endsOn !== null && endsOn < startsOn;
    const said = Object.fromEntries(Object.entries({ ...columns, ...(isSlip ? { starts_on: null, ends_on: null } : {}), title: contract.title, description: contract.description }).filter(([, value]) => value !== null && value !== ''));
    await tx.updateTable('agreement').set((set) => ({ ...said, version: set('version', '+', 1), updated_at: set.fn<Date>('wantsum_clock') })).where('id', '=', here.id).execute();
    await refreshWords(tx, [here.id]);
    return { id: here.id, isNew: false };
  }
  const id = newId<'agreement'>();
  const organisations = await suppliers.find(tx, contract.suppliers.map(clueOf));
  const missing = missingFrom({ managerId: null, directorId: null, outcomes: 0, reviews: 1, startsOn: contract.startsOn, endsOn: contract.endsOn, valueNetPence: contract.value.netPence });
  const lead = contract.suppliers[0];
  await tx.insertInto('agreement').values({
    id, reference: release.reference ? `${release.reference}${release.contracts.length > 1 ? `/${contract.id}` : ''}` : await nextReference(tx, bodyId, 'CO'), body_id: bodyId, kind: 'contract', ...columns, title: contract.title ?? release.title, description: contract.description || release.description, state: contract.state ?? 'live',
    lead_organisation_id: organisations[0] ?? null, supplier_name: contract.suppliers.map((supplier) => supplier.name).join('; ') || null, supplier_number: lead?.companyNumber ?? null,
    sme: lead?.scale ? lead.scale === 'sme' || lead.scale === 'small' || lead.scale === 'medium' : null, vcse: lead?.vcse ?? null, process: release.procedure, cpv_code: release.cpvCodes[0] ?? null,
    ocid: release.ocid, source: 'imported', import_id: importId, source_key: sourceKey, missing, incomplete: missing.length > 0,
  }).execute();
  const parties = [...new Set(organisations.filter((one) => one !== null))];
  if (parties.length > 0) await tx.insertInto('agreement_party').values(parties.map((organisationId, index) => ({ agreement_id: id, organisation_id: organisationId, role: parties.length === 1 ? 'supplier' : index === 0 ? 'lead' : 'partner' }))).execute();
  if (opportunityId) await linkRecords(tx, { kind: 'opportunity', id: opportunityId }, 'led to', { kind: 'agreement', id });
  await refreshWords(tx, [id]);
  await changed(tx, importId, { kind: 'agreement', id });
  return { id, isNew: true };
}

/** A release as a notice: one more version where the record has one of its code. The whole release is kept with it. */
export async function storeNotice(tx: Tx, importId: string, bodyId: BodyId, release: Release, about: RecordReference, raw: unknown): Promise<void> {
  const last = await tx.selectFrom('notice').select((select) => select.fn.max('version').as('version')).where('about_kind', '=', about.kind).where('about_id', '=', about.id).where('code', '=', release.noticeCode).executeTakeFirst();
  const id = newId<'notice'>();
  await tx.insertInto('notice').values({
    id, code: release.noticeCode, about_kind: about.kind, about_id: about.id, body_id: bodyId, ocid: release.ocid, version: (last?.version ?? 0) + 1, title: release.title, words: release.description,
    content: asKept({ facts: { ...(release.buyer ? { 'Published by': release.buyer.name } : {}), Reference: release.id }, release: raw }), platform_reference: release.id, platform_published_at: release.date, published_at: release.date,
    source: 'imported', source_release_id: release.id,
  }).execute();
  await changed(tx, importId, { kind: 'notice', id });
  await putInSearch(tx, { record: { kind: 'notice', id }, bodyId, title: release.title, summary: [`${release.noticeCode} ${release.id}`, buyerName(release)].filter(Boolean).join(', '), address: `/notices/${id}`, words: [release.ocid, release.description], happenedOn: release.date.toISOString().slice(0, 10) });
}

/** JSON that the database can hold: it has no place for the character nought, nor for half of a character. An escaped stroke before either is text. */
export const asKept = (content: unknown): string =>
  JSON.stringify(content).replaceAll(/\\(u[0-9a-f]{4}|.)/g, (escape, what: string) => (what === 'u0000' ? '' : /^ud[89a-f]/.test(what) ? '\ufffd' : escape));

const buyerName = (release: Release): string | null => release.buyer?.name ?? null;

const changed = async (tx: Tx, importId: string, record: RecordReference): Promise<void> => {
  await tx.insertInto('import_change').values({ import_id: importId, record_kind: record.kind, record_id: record.id, version_after: 1 }).execute();
};

function clueOf(party: ReleaseParty): SupplierClue {
  const [company, charity] = [normaliseCompanyNumber(party.companyNumber ?? ''), normaliseCharityNumber(party.charityNumber ?? '')];
  return { name: party.name.slice(0, 300), companyNumber: company.ok ? company.number : null, charityNumber: charity.ok ? charity.number : null, postcode: party.postcode, vcse: party.vcse };
}
