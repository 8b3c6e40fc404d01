import { poundsDecimal } from '#kernel/money';
import { openContractingIdentifier } from '#kernel/ocid';
import { labelCovering } from '#parts/labels';
import type { Services } from '#platform/services';
import { contractsOf, type ExportedContract } from '#transparency';
import { LICENCE } from './release-package.ts';


/** An OCDS 1.1.5 release package: one contract release for each public agreement of a body, streamed. Withheld fields are left out. */
export async function* contractsAsOcds({ database, config }: Services, bodySlug: string): AsyncGenerator<string> {
  const uri = `${config.siteUrl}/contracts?body=${bodySlug}`;
  const publishedDate = (await database.pool.query<{ now: Date }>('select wantsum_clock() as now')).rows[0]!.now.toISOString();
  const { rows: bodies } = await database.pool.query<{ name: string }>('select name from body where slug = $1', [bodySlug]);
  const head = JSON.stringify({ uri, version: '1.1', publishedDate, publisher: { name: bodies[0]?.name ?? bodySlug, uri: config.siteUrl }, license: LICENCE, extensions: ['https://raw.githubusercontent.com/cabinetoffice/ocds_uk_extension/main/extension.json'] });
  yield `${head.slice(0, -1)},"releases":[`;
  let isFirst = true;
  for await (const rows of contractsOf(database, bodySlug)) {
    yield rows.map((row, index) => `${isFirst && index === 0 ? '' : ','}\n${JSON.stringify(contractRelease(row, config.ocidPrefix))}`).join('');
    isFirst = false;
  }
  yield '\n]}\n';
}

/** One agreement as a release. @param ocidPrefix for an agreement that has no identifier of its own yet */
export function contractRelease(row: ExportedContract, ocidPrefix: string): Record<string, unknown> {
  const shows = (field: string) => labelCovering(row.labels ?? [], field, null) === undefined;
  const buyer = { id: row.gss_code ? `GB-GSS-${row.gss_code}` : `wantsum-body-${row.body_slug}`, name: row.body_name };
  const supplierName = row.supplier_name ?? row.organisation_name;
  const supplier = shows('supplier') && supplierName ? { id: supplierId(row), name: supplierName } : null;
  const value = shows('value') ? valueOf(row) : null;
  const period = row.starts_on || row.ends_on ? { ...(row.starts_on ? { startDate: `${row.starts_on}T00:00:00Z` } : {}), ...(row.ends_on ? { endDate: `${row.ends_on}T23:59:59Z` } : {}), ...(row.latest_ends_on ? { maxExtentDate: `${row.latest_ends_on}T23:59:59Z` } : {}) } : null;
  const ocid = row.ocid ?? openContractingIdentifier(ocidPrefix, row.id);
  return {
    ocid, id: `${row.id}-${row.updated_at.getTime()}`, date: row.updated_at.toISOString(), tag: ['contract'], initiationType: 'tender', language: 'en',
    parties: [{ ...buyer, roles: ['buyer'] }, ...(supplier ? [{ ...supplier, roles: ['supplier'], ...identifierOf(row), ...(row.vcse === null && row.sme === null ? {} : { details: { ...(row.vcse === null ? {} : { vcse: row.vcse }), ...(row.sme === null ? {} : { scale: row.sme ? 'sme' : 'large' }) } }) }] : [])],
    buyer,
    tender: { id: row.reference, title: row.title, status: 'complete', ...(row.process ? { procurementMethodDetails: row.process } : {}), ...(row.cpv_code ? { items: [{ id: '1', classification: { scheme: 'CPV', id: row.cpv_code } }] } : {}) },
    awards: [{ id: row.id, title: row.title, status: 'active', ...(supplier ? { suppliers: [supplier] } : {}), ...(value ? { value } : {}) }],
    contracts: [{
      id: row.id, awardID: row.id, title: row.title, status: row.state === 'live' ? 'active' : 'terminated',
      ...(row.description && shows('description') ? { description: row.description } : {}), ...(period ? { period } : {}), ...(value ? { value } : {}),
    }],
  };
}

const valueOf = (row: ExportedContract): Record<string, unknown> | null =>
  row.value_net_pence === null ? null : { amount: Number(poundsDecimal(row.value_net_pence)), ...(row.value_gross_pence === null ? {} : { amountGross: Number(poundsDecimal(row.value_gross_pence)) }), currency: 'GBP' };

const supplierId = (row: ExportedContract): string =>
  row.company_number ? `GB-COH-${row.company_number}` : row.charity_number ? `GB-CHC-${row.charity_number}` : `wantsum-organisation-${row.organisation_id ?? row.id}`;

const identifierOf = (row: ExportedContract): Record<string, unknown> =>
  row.company_number ? { identifier: { scheme: 'GB-COH', id: row.company_number } } : row.charity_number ? { identifier: { scheme: 'GB-CHC', id: row.charity_number } } : {};
