import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decimal } from '#kernel/decimal';
import { newId } from '#kernel/ids';
import { areas, districtsOf, stateCapacity, type ProviderCapacity } from '#parties';
import { openHouse, type House } from '../../../tests/house.ts';
import { addCounty, addExercise, fillNeed, setValuation, type County } from '../exercises/exercises.fixture.ts';
import { lottingObstacles, protectionTerms, reachOf } from './index.ts';
import { addLottingOption, chooseLotting, saveSubcontracting } from './lotting.commands.ts';
import { decideLotting, readLotLines } from './lotting.ts';
import { areaNamed } from './lotting.store.ts';
import { decideSubcontracting, type Subcontracting } from './subcontracting.ts';
import { biddersBySize, uncoveredDistricts, whyNotAlone, yearlyOf } from './who-could-bid.ts';

const KENT = 'E10000016';
const SWALE = 'E07000113';
const CANTERBURY = 'E07000106';
const provider = (name: string, given: Partial<ProviderCapacity> = {}): ProviderCapacity => ({ organisationId: name, name, size: 'small', vcse: true, areas: [SWALE], yearlyNetPence: 60_000_00n, mostDistricts: 1, ...given });

describe('who could carry a lot alone', () => {
  test.each([
    ['its own district, within its money', [SWALE], 60_000_00n, null],
    ['a penny beyond its money', [SWALE], 60_000_01n, 'value'],
    ['a district it does not work in', [CANTERBURY], 1n, 'area'],
    ['a county of which it knows one district', [KENT], 1n, 'area'],
    ['a lot of no stated worth', [SWALE], null, null],
    ['a lot for everywhere', [], 1n, null],
  ] as const)('%s', (_name, areaCodes, yearlyNetPence, expected) => {
    expect(whyNotAlone(provider('one'), { areaCodes, yearlyNetPence }, districtsOf)).toBe(expected);
  });

  test('a county provider reaches each district, but no more at once than it says', () => {
    const wide = provider('wide', { areas: [KENT], mostDistricts: 2 });
    expect(whyNotAlone(wide, { areaCodes: [SWALE, CANTERBURY], yearlyNetPence: 1n }, districtsOf)).toBeNull();
    expect(whyNotAlone(wide, { areaCodes: [KENT], yearlyNetPence: 1n }, districtsOf)).toBe('districts');
    expect(whyNotAlone({ ...wide, mostDistricts: null }, { areaCodes: [KENT], yearlyNetPence: 1n }, districtsOf)).toBeNull();
  });

  test('a value over three years is a third of it a year; a short contract is worth no more than it is', () => {
    expect(yearlyOf(300_00n, 1095)).toBe(100_00n);
    expect(yearlyOf(300_00n, 90)).toBe(300_00n);
    expect(yearlyOf(300_00n, null)).toBe(300_00n);
  });

  test('districts of the need in no lot are uncovered; a lot for everywhere covers all', () => {
    expect(uncoveredDistricts([{ areaCodes: [SWALE] }], [SWALE, CANTERBURY], districtsOf)).toEqual([CANTERBURY]);
    expect(uncoveredDistricts([{ areaCodes: [] }], [KENT], districtsOf)).toEqual([]);
  });
});

describe('lots as they are typed', () => {
  test('each line is read or refused by its number', () => {
    expect(readLotLines('Sheppey; Swale; 45,000\n\nCounty; ; 9', areaNamed)).toMatchObject({ kind: 'allowed', value: [{ title: 'Sheppey', areaCodes: [SWALE], yearlyNetPence: 45_000_00n }, { areaCodes: [] }] });
    expect(readLotLines('Sheppey; Atlantis; 1\nSwale only', areaNamed)).toMatchObject({ kind: 'refused', sentence: 'Line 1: “Atlantis” is not an area we know', more: [{ sentence: expect.stringContaining('Line 2') }] });
    expect(readLotLines(' \n', areaNamed)).toMatchObject({ code: 'no-lots' });
    expect(readLotLines('a; ; 1\n'.repeat(201), areaNamed)).toMatchObject({ code: 'too-many' });
  });

  test('one pattern is no choice', () => {
    expect(decideLotting([], 'x')).toMatchObject({ code: 'too-few' });
  });
});

describe('sub-contracting', () => {
  const given: Subcontracting = { stance: 'encouraged', paymentDays: 14, workSharePercent: null, disclosesFee: true, otherDisclosure: '', requiresPosting: false, reasons: '' };
  test('PL-25: “encouraged, pay sub-contractors in 14 days, disclose fee” are three terms, each with a row to watch it', () => {
    const terms = protectionTerms(given);
    expect(terms.map(({ words }) => words)).toEqual(['Sub-contracting is encouraged.', 'The contractor pays its sub-contractors within 14 days of a valid invoice.', 'The contractor discloses the fee that it keeps of work passed on.']);
    expect(terms.every(({ measure }) => measure.name !== '' && measure.targetWords !== null)).toBe(true);
    expect(protectionTerms({ ...given, workSharePercent: decimal('25') })[2]!.measure).toMatchObject({ unit: '%', target: decimal('25') });
  });
  test('barred has nobody to protect', () => {
    expect(decideSubcontracting({ ...given, stance: 'barred' })).toMatchObject({ field: 'stance' });
  });
});

describe('over HTTP, with 47 lots', () => {
  let house: House;
  let county: County;
  let exerciseId: string;
  const kentDistricts = () => districtsOf(KENT).map((code) => areas().find((area) => area.code === code)!.name);
  beforeAll(async () => {
    house = await openHouse();
    await house.setClock('2026-03-02T09:00:00Z');
    county = await addCounty(house, 'kent');
    exerciseId = await addExercise(house, county);
    await fillNeed(house, county, exerciseId, { areaCodes: [KENT] });
    await setValuation(house, exerciseId, 2_000_000_00n, true);
    // One small charity for each district but the last, and one large provider for all of it.
    const districts = districtsOf(KENT);
    for (const [index, code] of districts.slice(0, -1).entries()) await addProvider(`Charity ${index}`, 'small', [code], '60000', '1');
    await addProvider('County Giant', 'large', districts.slice(0, -1), '9000000', '');
  });
  afterAll(() => house.close());

  async function addProvider(name: string, size: string, areaCodes: readonly string[], yearlyNet: string, mostDistricts: string): Promise<void> {
    const organisationId = await house.addOrganisation(name);
    await house.database.write(async (tx) => {
      await tx.updateTable('organisation').set({ size, sector: 'vcse' }).where('id', '=', organisationId).execute();
      await tx.insertInto('organisation_area').values(areaCodes.map((area_code) => ({ organisation_id: organisationId, area_code }))).execute();
    });
    await house.mustRun(stateCapacity, await house.addPerson(`${name} Writer`, ['bid-writer', organisationId]), { organisationId, yearlyNet, mostDistricts });
  }

  test('PL-13: one contract and 47 lots side by side: who could bid by size, and “coverage at risk” where nobody could', async () => {
    const names = kentDistricts();
    const lots = Array.from({ length: 47 }, (_unused, index) => `Youth ${index + 1}; ${names[index % names.length]}; 40,000`).join('\n');
    const visitor = house.visitor(county.commissioner);
    const base = `/exercises/${exerciseId}/lotting`;
    expect((await visitor.get(base)).text).toContain('Nothing is chosen yet');
    expect((await visitor.post(`${base}/add`, { kind: 'one-contract', title: 'One for Kent', lots: 'Kent; Kent; 1,880,000', cost: '1,800,000', managementDays: '20', notes: '' })).text).toContain('Coverage at risk');
    const seen = await visitor.post(`${base}/add`, { kind: 'small-lots', title: 'Forty-seven', lots, cost: '', managementDays: '110', notes: '' });
    expect(seen.text).toContain('47');
    // A wide provider could bid for one district at a time too: each provider counts once.
    expect(seen.text).toContain(`${names.length - 1} small, 1 large`);
    const last = names.at(-1)!;
    const atRisk = Array.from({ length: 47 }, (_unused, index) => names[index % names.length]).filter((name) => name === last).length;
    expect(seen.text).toContain(`Coverage at risk ${atRisk} of 47 lots`);
    expect(seen.text).toContain(`no registered provider could carry ${atRisk} of these lots alone`);
  });

  test('PL-13: a pattern that leaves a district out is warned of by its name', async () => {
    const [first] = kentDistricts();
    const seen = await house.visitor(county.commissioner).post(`/exercises/${exerciseId}/lotting/add`, { kind: 'area-lots', title: 'Only one', lots: `One; ${first}; 40,000`, cost: '', managementDays: '', notes: '' });
    expect(seen.text).toContain('Area uncovered');
    expect(seen.text).toContain('no lot covers it');
  });

  test('PL-13: above the authority’s value nothing is published before the choice is recorded with reasons', async () => {
    const { BODY, now } = { BODY: county.bodyId, now: new Date('2026-03-02T09:00:00Z') };
    const draft = (valueNetPence: bigint) => ({ opportunity: { bodyId: BODY, exerciseId, valueNetPence, valueGrossPence: valueNetPence }, now });
    const ask = (pence: bigint) => house.database.read((read) => lottingObstacles(read, draft(pence)));
    expect(await ask(2_000_000_00n)).toEqual([]);
    await house.database.write((tx) => tx.insertInto('local_policy').values({ id: newId<'local_policy'>(), body_id: BODY, key: 'lotting.decisionFrom', valid: '[2020-01-01,)', value: JSON.stringify({ amountPence: '10000000', op: '>=', basis: 'net' }), source: 'Cabinet 4' }).execute());
    expect(await ask(2_000_000_00n)).toMatchObject([{ href: `/exercises/${exerciseId}/lotting` }]);
    expect(await ask(99_999_99n)).toEqual([]);
    const option = await house.database.read((read) => read.selectFrom('lotting_option').select('id').where('title', '=', 'Forty-seven').executeTakeFirstOrThrow());
    expect(await house.run(chooseLotting, county.commissioner, { exerciseId, optionId: option.id, reasons: ' ' })).toMatchObject({ kind: 'invalid' });
    await house.mustRun(chooseLotting, county.commissioner, { exerciseId, optionId: option.id, reasons: 'Small charities know their own streets.' });
    expect(await ask(2_000_000_00n)).toEqual([]);
    expect((await house.visitor(county.commissioner).get(`/exercises/${exerciseId}/lotting`)).text).toContain('Small charities know their own streets.');
  });

  test('another pattern undoes the choice, since it was made among fewer', async () => {
    await house.mustRun(addLottingOption, county.commissioner, { exerciseId, kind: 'service-lots', title: 'By service', lots: 'Clubs; ; 900,000\nTrips; ; 900,000', cost: '', managementDays: '', notes: '' });
    expect((await house.visitor(county.commissioner).get(`/exercises/${exerciseId}/lotting`)).text).toContain('Nothing is chosen yet');
  });

  test('500 providers and 47 lots are asked in one breath', () => {
    const providers = Array.from({ length: 500 }, (_unused, index) => provider(`p${index}`, { size: index % 2 === 0 ? 'micro' : 'small' }));
    const lots = Array.from({ length: 47 }, () => ({ areaCodes: [SWALE], yearlyNetPence: 1n }));
    expect(biddersBySize(reachOf(lots, providers, districtsOf))).toMatchObject({ micro: 250, small: 250 });
  });

  test('the stance is saved, read back, and refused when it contradicts itself with nothing typed lost', async () => {
    const visitor = house.visitor(county.commissioner);
    const refused = await visitor.post(`/exercises/${exerciseId}/sub-contracting/edit`, { stance: 'barred', paymentDays: '14', workSharePercent: '', otherDisclosure: 'Accidents', reasons: '' });
    expect(refused.text).toContain('there is nobody to protect');
    expect(refused.html).toContain('Accidents');
    const seen = await visitor.post(`/exercises/${exerciseId}/sub-contracting/edit`, { stance: 'encouraged', paymentDays: '14', workSharePercent: '', protections: ['fee'], otherDisclosure: '', reasons: '' });
    expect(seen.text).toContain('within 14 days of a valid invoice');
    const auditor = await house.addPerson('Audrey', ['auditor', county.bodyId]);
    expect((await house.run(saveSubcontracting, auditor, { exerciseId, stance: 'allowed', paymentDays: '', workSharePercent: '', disclosesFee: false, otherDisclosure: '', requiresPosting: false, reasons: '' })).kind).toBe('forbidden');
  });
});
