import { saveEstimate, takeBaseline, tellEffort, tellWhyNot } from '#burden';
import { addTerm } from '#parts/guidance';
import { setPolicy } from '#policy';
import type { Cast } from './cast.ts';

const POLICIES: readonly (readonly [key: string, fields: Readonly<Record<string, string>>, reason: string])[] = [
  ['burden.warningRatioPercent', { percent: '20' }, 'A fifth of a contract spent on asking for it is too much.'],
  ['burden.expectedBidders', { count: '5' }, 'As many as usually bid.'],
  ['burden.dayRatePounds', { count: '150' }, 'What a day costs a small charity.'],
  ['plainWords.leastReadingEase', { count: '40' }, 'Volunteers read these after work.'],
];
const EFFORTS = [['harbour', '4.5', '2'], ['lantern', '6', '3'], ['stepping', '3', '1'], ['brightway', '2.5', '2']] as const;

/** What the county decided on the work that it makes; an estimate for a tender still being built; what bidders said of theirs, and why some did not bid. */
export async function burdenScene(cast: Cast): Promise<void> {
  await cast.at(-2, 9);
  for (const [key, fields, reason] of POLICIES) await cast.act(setPolicy, 'administrator', { bodyId: cast.bodyId, key, fields, from: cast.date(-2), source: 'Commissioning committee, minute 33 (example)', owner: 'Procurement', reason });
  await cast.act(addTerm, 'officer', { bodyId: cast.bodyId, term: 'WAYS', meaning: 'The county’s own advice line for young people.' });
  const found = await cast.services.database.read(async (read) => ({
    draft: await read.selectFrom('opportunity').select('id').where('state', '=', 'draft').where('body_id', '=', cast.bodyId).orderBy('id').executeTakeFirstOrThrow(),
    open: await read.selectFrom('opportunity').select('id').where('state', '=', 'published').where('audience', '=', 'anyone').where('closes_at', '>', cast.now).orderBy('id').executeTakeFirstOrThrow(),
    bids: await read.selectFrom('bid').select(['id', 'organisation_id']).where('state', 'not in', ['draft', 'late']).orderBy('id').execute(),
  }));
  await cast.act(saveEstimate, 'officer', { opportunityId: found.draft.id, bidders: '5', personDays: '3.5', dayRate: '150' });
  await cast.act(takeBaseline, 'officer', { opportunityId: found.draft.id });
  for (const [supplier, personDays, people] of EFFORTS) {
    const own = found.bids.filter(({ organisation_id: organisationId }) => organisationId === cast.organisation(supplier));
    for (const { id } of own) await cast.act(tellEffort, supplier, { bidId: id, personDays, people, hardest: 'The prices, which three people had to agree.' });
  }
  for (const [supplier, reason] of [['meadow', 'not-our-work'], ['brightway', 'too-little-time'], ['stepping', 'too-little-time']] as const) await cast.act(tellWhyNot, supplier, { opportunityId: found.open.id, reason });
}
