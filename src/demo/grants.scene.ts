import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeGrant, importGrants, recordOnward } from '#grants';
import type { Cast } from './cast.ts';
import { COUNTY } from './county.data.ts';
import { demonstrationGrants, PASSED_ON } from './grants.data.ts';

/** A year's grants from the county's spreadsheet, members' among them, and what a foundation passed on of the largest. */
export async function grantsScene(cast: Cast): Promise<void> {
  await cast.at(-15);
  const folder = await mkdtemp(join(tmpdir(), 'wantsum-demonstration-'));
  const path = join(folder, 'wantshire-grants.csv');
  await writeFile(path, demonstrationGrants((days) => cast.date(days)));
  await cast.act(importGrants, null, { source: { path }, body: COUNTY.slug });
  await rm(folder, { recursive: true, force: true });
  const { agreement_id: agreementId } = await cast.services.database.read((read) => read.selectFrom('grant_record').select('agreement_id').where('identifier', '=', '360G-wantshire-0001').executeTakeFirstOrThrow());
  await cast.at(-12);
  await cast.act(describeGrant, 'manager', {
    agreementId, awardDate: cast.date(-300), appliedFor: '150,000', disbursed: '60,000', programme: 'Small groups fund', area: 'Wantshire', areaCode: '', openCall: 'Yes', isMemberGrant: '', memberName: '', toIndividual: '',
  });
  for (const onward of PASSED_ON) await cast.act(recordOnward, 'manager', { agreementId, ...onward, givenOn: cast.date(-100) });
}
