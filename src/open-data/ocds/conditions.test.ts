import type { Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids';
import { noticeById } from '#parts/notices';
import { addPaymentPart, savePaymentPlan } from '#payment-plan';
import type { Read } from '#platform/database/connection';
import { assessRisk, setRequirement } from '#selection';
import { seekBenefit } from '#social-value';
import { recordSlip, saveTimetable } from '#timetable';
import { openBuyingHouse, type BuyingHouse } from '../../do/opportunities/opportunities.fixture.ts';
import { setProportion } from '../../do/selection/selection-policy.fixture.ts';
import { addCounty, addExercise } from '../../plan/exercises/exercises.fixture.ts';
import { validateRelease, type Json } from './index.ts';
import { noticeAsRelease } from './notice-as-release.ts';
import { releaseFacts } from './release-facts.store.ts';
import { AWARDED, factsFor } from './release.fixture.ts';

type Lot = { readonly awardCriteria: { readonly criteria: readonly Json[] } };

describe('what a tender asks, seeks and plans, as a release', () => {
  const tender = (code = 'UK4') => noticeAsRelease(factsFor(code))['tender'] as Json & { lots: readonly Lot[] };

  test('conditions, benefits, payment and the stages with their slips stand where the schema has a place for them', () => {
    expect(tender()).toMatchObject({
      selectionCriteria: {
        description: 'Your core questionnaire. The terms have no more than 10 pages.',
        criteria: [{ type: 'economic', description: 'Public liability insurance of £2,000,000' }, { type: 'technical' }, { type: 'economic' }, { type: 'suitability', description: 'These are true of us.' }],
      },
      targets: [{ id: 'benefit-1', title: 'Skilled training', description: '10 local skilled jobs' }],
      contractTerms: { financialTerms: '90% is paid in arrears.\n10% is at risk.' },
    });
    expect(tender()['milestones']).toEqual([
      { id: 'opening', type: 'assessment', title: 'Bids opened', dueDate: '2026-04-10T23:59:59+01:00', dateMet: '2026-04-10T00:00:00+01:00', status: 'met' },
      { id: 'award', type: 'approval', title: 'Award announced', description: 'First planned for 30 April 2026: 1 day late. The panel is ill.', dueDate: '2026-05-01T23:59:59+01:00', status: 'scheduled' },
      { id: 'closing', title: 'Bids close', dateMet: '2026-04-10T00:00:00+01:00', status: 'met' },
      { id: 'payment-part-2', type: 'financing', title: 'Payment', description: '10% is at risk.', dueDate: '2028-09-30T23:59:59+01:00', status: 'scheduled' },
    ]);
  });

  test('each lot’s criteria say what is social value, who judges and what passes', () => {
    for (const { awardCriteria } of tender().lots) {
      expect(awardCriteria.criteria).toEqual([
        { type: 'quality', name: 'Quality', description: 'How\nBy people who use the service: the mean of their scores.\nAt least 50% needed to pass.', numbers: [{ number: 23.333333, weight: 'percentageExact' }, { number: 50, threshold: 'minimumScore' }] },
        { type: 'socialValue', name: 'Social value', numbers: [{ number: 10, weight: 'percentageExact' }] }, { type: 'price', name: 'Price', numbers: [{ number: 66.666667, weight: 'percentageExact' }] },
      ]);
    }
  });

  test('award and contract details alike count the bids, by SME and by VCSE', () => {
    for (const code of ['UK6', 'UK7']) {
      expect(noticeAsRelease(factsFor(code, AWARDED))['bids']).toEqual({
        statistics: [['bids', 3], ['finalStageBids', 2], ['smeFinalStageBids', 2], ['vcseFinalStageBids', 1]].map(([measure, value]) => ({ id: `${measure}-1`, measure, value, relatedLot: '1' })),
      });
    }
  });
});

describe('of a real opportunity, over HTTP', () => {
  let house: BuyingHouse;
  let opportunityId: string;
  beforeAll(async () => {
    house = await openBuyingHouse();
    const county = await addCounty(house, 'medway-county');
    const exerciseId = await addExercise(house, county);
    await house.mustRun(seekBenefit, county.commissioner, { exerciseId, pick: 'skilled-training', words: '10 local skilled jobs', why: 'Youth workers are short here.' });
    await house.mustRun(savePaymentPlan, county.commissioner, { exerciseId, value: '6000', startsOn: '2026-06-01', endsOn: '2027-05-31', paymentDays: '30', reasons: '' });
    for (const part of [{ kind: 'in-arrears', name: '', sharePercent: '90', payableOn: '' }, { kind: 'milestone', name: 'both clubs are open', sharePercent: '10', payableOn: '2026-07-31' }]) {
      await house.mustRun(addPaymentPart, county.commissioner, { exerciseId, workEndsOn: '', ...part });
    }
    await setProportion(house, house.bodyId);
    opportunityId = await house.addDraft();
    await house.mustRun(assessRisk, house.officer, { opportunityId, complexity: 'low', harm: 'low', veryHighValueAndComplex: false, reasons: 'Done often before.' });
    await house.mustRun(setRequirement, house.officer, { opportunityId, kind: 'public-liability', amount: '1,000,000', reason: '' });
    await house.mustRun(saveTimetable, house.officer, { opportunityId, advert: '', visits: '', opening: '2026-03-30', evaluation: '', award: '2026-04-20', 'standstill-end': '', complexity: 'low', consortiaAllowed: false, visitsNoneReason: 'No visits.', earlyNoticeId: '' });
    await house.publish(opportunityId);
    await house.mustRun(recordSlip, house.officer, { opportunityId, stage: 'award', toOn: '2026-04-27', reason: 'The panel is away at Easter.', startChoice: 'moves' });
    await house.database.write((tx) => tx.updateTable('opportunity').set({ exercise_id: exerciseId }).where('id', '=', opportunityId).execute());
    // A sealed bid that is in: nothing of it may show.
    await house.database.write((tx) => tx.insertInto('bid').values({ id: newId<'bid'>(), reference: 'B-1', opportunity_id: opportunityId, organisation_id: house.swale.organisationId, state: 'draft' }).execute());
  });
  afterAll(() => house.close());

  const release = async (): Promise<Json> => {
    const notice = await house.database.read((read) => read.selectFrom('notice').select('id').where('about_id', '=', opportunityId).where('code', '=', 'UK4').executeTakeFirstOrThrow());
    return (JSON.parse((await house.visitor().get(`/notices/${notice.id}/ocds.json`)).html) as { releases: [Json] }).releases[0];
  };

  test('its release carries what its page says, without an error or an undocumented field, and nothing of who bids', async () => {
    const made = await release();
    expect(validateRelease(made, 'find-a-tender')).toEqual({ errors: [], undocumented: [] });
    expect(made['tender']).toMatchObject({
      selectionCriteria: { criteria: [{ type: 'economic', description: expect.stringContaining('Public liability insurance of £1,000,000') }] },
      targets: [{ title: 'Skilled training', description: '10 local skilled jobs' }],
      contractTerms: { financialTerms: expect.stringContaining('both clubs are open') },
      lots: [{ suitability: { sme: true, vcse: true }, awardCriteria: { criteria: expect.arrayContaining([expect.objectContaining({ type: 'socialValue' })]) } }, { suitability: { sme: true, vcse: true } }],
    });
    const milestones = (made['tender'] as { milestones: readonly Json[] }).milestones;
    expect(milestones.find(({ id }) => id === 'award')).toMatchObject({ dueDate: '2026-04-27T23:59:59+01:00', status: 'scheduled', description: 'First planned for 20 April 2026: 7 days late. The panel is away at Easter.' });
    expect(milestones.filter(({ type }) => type === 'financing')).toMatchObject([{ dueDate: '2026-07-31T23:59:59+01:00' }]);
    expect(made['bids']).toBeUndefined();
    expect(made['parties']).toHaveLength(1);
    expect(JSON.stringify(made)).not.toContain('Swale Youth Trust');
  });

  test('a longer tender takes as many queries', async () => {
    const count = async (): Promise<number> => {
      let queries = 0;
      await house.database.read(async (read) => {
        const notice = await read.selectFrom('notice').select('id').where('about_id', '=', opportunityId).where('code', '=', 'UK4').executeTakeFirstOrThrow();
        const counting = (read as unknown as Kysely<unknown>).withPlugin({ transformQuery: ({ node }) => { queries += 1; return node; }, transformResult: async ({ result }) => result });
        return releaseFacts(counting as unknown as Read, (await noticeById(read, notice.id))!, house.services.config);
      });
      return queries;
    };
    const before = await count();
    const { id: exerciseId } = await house.database.read((read) => read.selectFrom('opportunity').select('exercise_id as id').where('id', '=', opportunityId).executeTakeFirstOrThrow());
    await house.database.write(async (tx) => {
      for (let number = 1; number <= 5; number += 1) {
        await tx.insertInto('benefit_sought').values({ id: newId<'benefit_sought'>(), exercise_id: exerciseId!, kind: 'environment', name: 'Environment', words: `Tree ${number}`, why: 'Shade' }).execute();
        await tx.insertInto('lot').values({ id: newId<'lot'>(), opportunity_id: opportunityId, number: 10 + number, title: `Lot ${number}` }).execute();
        await tx.insertInto('timetable_slip').values({ id: newId<'timetable_slip'>(), opportunity_id: opportunityId, stage: 'opening', from_on: `2026-03-3${number % 2}`, to_on: `2026-03-2${number}`, reason: 'Again.' }).execute();
      }
    });
    expect([before > 5, await count()]).toEqual([true, before]);
    expect(validateRelease(await release(), 'find-a-tender')).toEqual({ errors: [], undocumented: [] });
  });

  test('of one that only those invited may see, none of it is said', async () => {
    await house.database.write((tx) => tx.updateTable('opportunity').set({ audience: 'invited' }).where('id', '=', opportunityId).execute());
    const made = (await release())['tender'] as Json;
    expect(Object.keys(made).filter((name) => ['selectionCriteria', 'targets', 'contractTerms', 'milestones'].includes(name))).toEqual([]);
  });
});
