import { sql } from 'kysely';
import { labelCovering, labelsOnAll, withheldWords } from '#parts/labels';
import type { Read } from '#platform/database/connection';

/** Part of a grant that its recipient gave to somebody else. What a label withholds reads as its words. */
export interface OnwardGrant {
  readonly id: string;
  readonly recipient: string;
  readonly recipientId: string | null;
  readonly pence: bigint | null;
  readonly amountWithheld: string | null;
  readonly purpose: string;
  readonly givenOn: string | null;
}

/** All that was passed on of a grant, in the order it was recorded. */
export async function onwardGrants(read: Read, agreementId: string): Promise<OnwardGrant[]> {
  const { rows } = await sql<{ id: string; name: string | null; organisationId: string | null; pence: bigint | null; purpose: string; givenOn: string | null }>`
    select a.id, coalesce(o.name, a.supplier_name) as name, o.id as "organisationId", a.value_net_pence as pence, a.description as purpose, a.starts_on as "givenOn"
    from agreement a left join organisation o on o.id = a.lead_organisation_id where a.parent_id = ${agreementId} and a.kind = 'grant' and a.state <> 'draft' order by a.id`.execute(read);
  const labels = await labelsOnAll(read, 'agreement', rows.map(({ id }) => id));
  return rows.map((row) => {
    const withheld = (field: string) => {
      const label = labelCovering(labels.get(row.id) ?? [], field, null);
      return label ? withheldWords(label) : null;
    };
    const [supplier, value] = [withheld('supplier'), withheld('value')];
    return {
      id: row.id, recipient: supplier ?? row.name ?? 'Not named in the record', recipientId: supplier ? null : row.organisationId, pence: value ? null : row.pence, amountWithheld: value,
      purpose: withheld('description') ?? row.purpose, givenOn: row.givenOn,
    };
  });
}

/** Pence of a grant that were passed on already, withheld or not. */
export async function passedOn(read: Read, agreementId: string): Promise<bigint> {
  const { rows } = await sql<{ pence: bigint }>`select coalesce(sum(value_net_pence), 0)::bigint as pence from agreement where parent_id = ${agreementId} and kind = 'grant'`.execute(read);
  return rows[0]!.pence;
}
