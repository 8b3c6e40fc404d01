import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createOpportunity } from '#opportunities';
import { setPolicy } from '#policy';
import { londonDate } from '#kernel/calendar-date';
import type { PersonId } from '#kernel/ids';
import { readClock } from '#platform/clock';
import { NO_PLAN, openJudgedHouse, type JudgedHouse } from './judged.fixture.ts';
import { savePlan } from './index.ts';
import { planOf } from './plan.store.ts';

const SIMPLE = {
  criteria: [{ name: 'Quality', kind: 'quality', share: '60' }, { name: 'Price', kind: 'price', share: '40' }],
  questions: [{ text: 'How?', type: 'long-text', criterion: 'Quality' }],
  bidders: [{ name: 'Alpha', price: '100', answers: ['So.'] }],
} as const;

const dayOf = (house: JudgedHouse) => house.database.read(async (read) => londonDate(await readClock(read)));

describe('what an authority decided for its tenders', () => {
  let house: JudgedHouse;
  let administrator: PersonId;
  const decide = (key: string, fields: Readonly<Record<string, unknown>>, from: string) => house.mustRun(setPolicy, administrator, { bodyId: house.bodyId, key, fields, from, source: 'Minute 9', owner: '', reason: 'Test' });
  const plan = (id = house.opportunityId) => house.database.read((read) => planOf(read, id));
  beforeAll(async () => {
    house = await openJudgedHouse(SIMPLE);
    administrator = await house.addPerson('Ada Administrator', ['administrator', house.bodyId]);
  });
  afterAll(() => house.close());

  test('DP-12: a tender without a rule for ties takes the authority’s when it is published, with its source; a later change does not reach it', async () => {
    const today = await dayOf(house);
    await decide('evaluation.tieRules', { choices: ['quality', 'drawing'] }, today);
    const officer = house.visitor(house.officer);
    expect((await officer.get(`/opportunities/${house.opportunityId}/evaluation-plan`)).text).toContain('Where you choose no rule, the authority’s holds from publication: bids with equal totals are placed by the most points for quality, then by lots, drawn before two witnesses.');
    expect((await plan()).tieRules).toEqual([]);
    await house.publish();
    expect(await plan()).toMatchObject({ tieRules: ['quality', 'drawing'], tieRulesSource: expect.stringContaining('Minute 9') as string });
    await decide('evaluation.tieRules', { choices: ['price'] }, today);
    const seen = await house.visitor().get(`/opportunities/${house.opportunityId}`);
    expect(seen.text).toContain('Bids with equal totals are placed by the most points for quality, then by lots, drawn before two witnesses. This is the authority’s rule for every tender that states no other.');
    expect(seen.text).toContain('Minute 9');
  });

  test('DP-12: a tender that states its own rule keeps it', async () => {
    const own = await openJudgedHouse(SIMPLE);
    try {
      const person = await own.addPerson('Ada Administrator', ['administrator', own.bodyId]);
      await own.mustRun(setPolicy, person, { bodyId: own.bodyId, key: 'evaluation.tieRules', fields: { choices: ['quality'] }, from: await dayOf(own), source: 'Minute 9', owner: '', reason: 'Test' });
      await own.mustRun(savePlan, own.officer, { opportunityId: own.opportunityId, ...NO_PLAN, tieRules: ['price'] });
      await own.publish();
      expect(await own.database.read((read) => planOf(read, own.opportunityId))).toEqual(expect.objectContaining({ tieRules: ['price'] }));
      expect((await own.visitor().get(`/opportunities/${own.opportunityId}`)).text).toContain('by the most points for price.');
    } finally {
      await own.close();
    }
  });

  test('DP-12: a new tender begins with the authority’s usual scale, another’s with 0 to 5', async () => {
    await decide('evaluation.usualScale', { choice: '0-10' }, await dayOf(house));
    const scaleOf = async (bodyId: string, officer: PersonId) => {
      const { opportunityId } = await house.mustRun(createOpportunity, officer, { bodyId, exerciseId: '', title: 'Another' });
      return (await house.database.read((read) => read.selectFrom('opportunity').select('scale_id').where('id', '=', opportunityId).executeTakeFirstOrThrow())).scale_id;
    };
    const other = await house.addBody('medway');
    expect(await scaleOf(house.bodyId, house.officer)).toBe('0-10');
    expect(await scaleOf(other, await house.addPerson('Otto', ['procurement-officer', other]))).toBe('0-5');
  });
});
