import { sql } from 'kysely';
import { labelCovering, labelsOn, withheldWords } from '#parts/labels';
import type { Read } from '#platform/database/connection';
import { IS_LISTED, SUPPLIER_NAME } from './listing.ts';
import type { Payment } from './payment.page.ts';

type Row = Omit<Payment, 'withheld'> & { readonly redacted: boolean };

/** A payment that the public register lists, or of an authority that the reader sees whole; null for any other. A withheld supplier's name, numbers and words are not in it. */
export async function readablePayment(read: Read, id: string, seenWhole: readonly string[]): Promise<Payment | null> {
  const { rows } = await sql<Row>`select r.id, ${sql.raw(SUPPLIER_NAME)} as supplier, s.redacted, s.id as "spellingId", s.name as written, s.organisation_id as "organisationId", s.matched_by as "matchedBy",
      r.amount_pence as "amountPence", r.paid_on as "paidOn", b.name as body, nullif(coalesce(u.name, p.unit), '') as unit, nullif(p.service, '') as service, r.purpose, r.category, r.kind, r.vat, r.capital,
      (o.size <> 'large') as sme, (o.sector = 'vcse') as vcs, r.transaction_number as "transactionNumber", i.file_name as "fileName", r.sheet, r.row_number as row,
      (i.imported_at at time zone 'Europe/London')::date as "loadedOn"
    from spend_line r join body b on b.id = r.body_id join spend_supplier s on s.supplier_key = r.supplier_key left join organisation o on o.id = s.organisation_id
      join spend_place p on p.place_key = r.place_key left join organisational_unit u on u.id = p.unit_id join spend_load x on x.load_key = r.load_key join import_batch i on i.id = x.import_id
    where r.id = ${id} and (r.body_id = any(${seenWhole}::uuid[]) or ${sql.raw(IS_LISTED)})`.execute(read);
  const row = rows[0];
  if (!row) return null;
  const { redacted, ...payment } = row;
  const label = labelCovering(await labelsOn(read, { kind: 'spend-supplier', id: row.spellingId }), 'supplier', null);
  if (!label && !redacted) return { ...payment, withheld: false };
  return { ...payment, supplier: label ? withheldWords(label) : payment.supplier, withheld: true, written: null, organisationId: null, matchedBy: null, purpose: null, sme: null, vcs: null };
}
