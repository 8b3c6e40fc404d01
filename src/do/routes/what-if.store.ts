import { sql, type RawBuilder } from 'kysely';
import type { Actor } from '#platform/access/access';
import type { Read } from '#platform/database/connection';
import type { MoneyThreshold } from '#policy';
import { listPurchases, type Purchase } from './purchase.store.ts';

export interface WhatIf {
  readonly affected: number;
  readonly totalNetPence: bigint;
  readonly purchases: readonly Purchase[];
  readonly more: boolean;
}

/** SQL over the purchase `r`: whether it reaches a threshold, on the threshold's own side of VAT. */
const reaches = ({ amountPence, op, basis }: MoneyThreshold): RawBuilder<boolean> =>
  sql`${sql.ref(basis === 'net' ? 'r.value_net_pence' : 'r.value_gross_pence')} ${sql.raw(op)} ${amountPence}`;

/** The purchases of a body that one amount would catch and the other does not. Reads only. */
export async function whatIf(read: Read, actor: Actor, bodyId: string, now: MoneyThreshold, tried: MoneyThreshold, page: number): Promise<WhatIf> {
  const between = sql`r.body_id = ${bodyId} and r.state <> 'cancelled' and (${reaches(now)}) <> (${reaches(tried)})`;
  const { rows } = await sql<{ count: bigint; total: string }>`select count(*) as count, coalesce(sum(r.value_net_pence), 0)::text as total from purchase r where ${between}`.execute(read);
  const { purchases, more } = await listPurchases(read, actor, { page, where: between });
  return { affected: Number(rows[0]!.count), totalNetPence: BigInt(rows[0]!.total), purchases, more };
}
