import { correctProfile } from '#parties';
import { setPolicy } from '#policy';
import { importSpend, recordReturn } from '#spend';
import type { Cast } from './cast.ts';
import { COUNTY, SUPPLIERS } from './county.data.ts';
import { LOCAL_DISTRICTS, ledgerOf, POSTCODES, SPEND_KIND_RULES } from './spend.data.ts';

/** What the county spent in a year and more: its ledger loaded, its suppliers’ addresses, a contractor’s return of what it spent locally. */
export async function spendScene(cast: Cast): Promise<void> {
  await cast.at(-60, 9);
  for (const [key, text, reason] of [['spend.kinds', SPEND_KIND_RULES, 'So that what we do ourselves is seen beside what we buy.'], ['localSpend.districts', LOCAL_DISTRICTS, 'The districts of the county.']] as const) {
    await cast.act(setPolicy, 'administrator', { bodyId: cast.bodyId, key, fields: { text }, from: cast.date(-60), source: 'Finance procedure note 3 (example)', owner: 'Finance', reason });
  }
  for (const supplier of SUPPLIERS) {
    const { name, kind, size, companyNumber, charityNumber, summary, areas } = supplier;
    await cast.act(correctProfile, supplier.key, { organisationId: cast.organisation(supplier.key), name, kind, size, companyNumber, charityNumber, summary, areas, categories: [], website: '', staffNumber: '', postcode: POSTCODES[supplier.key]! });
  }
  const months = Array.from({ length: 15 }, (_, index) => new Date(Date.UTC(cast.now.getUTCFullYear(), cast.now.getUTCMonth() - 16 + index, 1)).toISOString().slice(0, 7));
  await cast.at(-50, 8);
  await cast.act(importSpend, 'finance', { source: { file: ledgerOf(months.slice(0, -2)), name: 'wantshire-ledger-to-last-quarter.csv' }, body: COUNTY.slug });
  await cast.at(-20, 8);
  await cast.act(importSpend, 'finance', { source: { file: ledgerOf(months.slice(-2)), name: 'wantshire-ledger-latest.csv' }, body: COUNTY.slug });
  const { id } = await cast.services.database.read((read) => read.selectFrom('agreement').select('id').where('lead_organisation_id', '=', cast.organisation('brightway')).where('state', '=', 'live').where('kind', '=', 'contract').orderBy('reference').limit(1).executeTakeFirstOrThrow());
  await cast.act(recordReturn, 'finance', { agreementId: id, fromOn: `${months[6]!}-01`, toOn: `${months[9]!}-28`, local: '640,000', method: 'Their purchase ledger by the postcode of each supplier, staff left out', evidence: 'Return signed by their finance director' });
}
