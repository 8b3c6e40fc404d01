import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { calendarDate } from '#kernel/calendar-date';
import { decimal } from '#kernel/decimal';
import { newId, type BodyId, type OrganisationId, type PersonId } from '#kernel/ids';
import { addMeasure, lastEndedPeriod, meetsTarget, plainMeasure, saidFrequency, type MeasureDraft } from '#parts/measures';
import { lendRole } from '#parties';
import { openHouse, type House } from '../../../../tests/house.ts';

let house: House;
let bodyId: BodyId;
let provider: OrganisationId;
const people: Record<string, PersonId> = {};
const NOW = '2026-11-02T09:00:00Z';
beforeAll(async () => {
  house = await openHouse();
  await house.setClock(NOW);
  bodyId = await house.addBody('kent');
  provider = await house.addOrganisation('Harbour Youth Trust');
  people.manager = await house.addPerson('Mara Manager', ['contract-manager', bodyId]);
  people.director = await house.addPerson('Dana Director', ['lead-director', bodyId]);
  people.provider = await house.addPerson('Pat Provider', ['bid-writer', provider]);
  people.rival = await house.addPerson('Rita Rival', ['bid-writer', await house.addOrganisation('Lantern')]);
  people.elsewhere = await house.addPerson('Else Where', ['contract-manager', await house.addBody()]);
  people.commissioner = await house.addPerson('Casey Commissioner', ['commissioner', bodyId]);
});
beforeEach(() => house.setClock(NOW));
afterAll(() => house.close());

const KNOWN: MeasureDraft = { ...plainMeasure('Young people known by name', 'output'), unit: 'young people', target: decimal('40'), method: 'Session records', collectedBy: 'The provider, quarterly' };
const SAFE: MeasureDraft = { ...plainMeasure('Young people who feel safe', 'outcome'), unit: '% of those asked', baseline: decimal('52'), baselineConfidence: 'high', target: decimal('70'), targetOn: calendarDate('2028-03-31'), method: 'Survey', collectedBy: 'Young inspectors' };
const TOLD: MeasureDraft = { ...plainMeasure('What parents say', 'impact'), nature: 'qualitative', targetWords: 'Most would send a friend', method: 'Talks', collectedBy: 'The council' };

let count = 0;
async function contract(drafts: readonly MeasureDraft[] = [KNOWN], change: { kind?: string; state?: string; provider?: OrganisationId | null } = {}): Promise<{ id: string; measures: string[] }> {
  const id = newId<'agreement'>();
  const who = change.provider === undefined ? provider : change.provider;
  await house.database.pool.query(`insert into agreement (id, reference, body_id, kind, title, state, incomplete, source, manager_id, director_id, starts_on, ends_on, lead_organisation_id, ended_because, value_net_pence)
    values ($1, $2, $3, $4, $5, $6, false, 'imported', $7, $8, '2026-04-01', '2029-03-31', $9, $10, 1000000)`,
  [id, `K-R-${++count}`, bodyId, change.kind ?? 'contract', `Clubs ${count} of the coast`, change.state ?? 'live', people.manager, people.director, who, change.state === 'terminated' ? 'It closed.' : null]);
  const measures = await house.database.write(async (tx) => {
    const ids: string[] = [];
    for (const draft of drafts) ids.push(await addMeasure(tx, { kind: 'agreement', id }, draft));
    return ids;
  });
  return { id, measures };
}
const day = (name: string, iso: string) => { const [year, month, on] = iso.split('-'); return { [`${name}-day`]: on!, [`${name}-month`]: month!, [`${name}-year`]: year! }; };
const typed = (change: Record<string, string> = {}, from = '2026-04-01', to = '2026-06-30', checked = '2026-07-03') => ({ ...day('from', from), ...day('to', to), ...day('observedOn', checked), value: '', evidence: 'The registers of May and June.', ...change });
const enter = (who: PersonId, made: { id: string; measures: string[] }, fields: Record<string, string>, which = 0) => house.visitor(who).post(`/agreements/${made.id}/measures/${made.measures[which]}/enter`, fields);
const newest = async (made: { measures: string[] }, which = 0) => (await house.database.pool.query<{ id: string }>('select id from observation where measure_id = $1 order by version desc, claimed_at desc, id desc limit 1', [made.measures[which]])).rows[0]!.id;
const act = (who: PersonId, made: { id: string }, result: string, what: string, fields: Record<string, string> = {}) => house.visitor(who).post(`/agreements/${made.id}/results/${result}/${what}`, fields);
const page = async (made: { id: string }, who?: PersonId) => (await house.visitor(who).get(`/contracts/${made.id}`)).text;

describe('a result of a measure', () => {
  test('AN-04: claimed by the provider it counts for nothing; confirmed by the manager it is on the public contract with its period and against its target', async () => {
    const made = await contract();
    expect(await page(made)).toContain('None yet');
    expect((await house.visitor(people.provider).get(`/contracts/${made.id}`)).html).toContain(`/agreements/${made.id}/measures/${made.measures[0]}/enter`);
    expect(await page(made)).not.toContain('Enter a result');
    const answer = await enter(people.provider!, made, typed({ value: '1,038', meetsTarget: 'yes' }));
    expect(answer.text).toContain('The result is entered.');
    expect(answer.text).toContain('To be confirmed Entered by the provider');
    expect(await page(made)).toContain('None yet');
    expect((await house.visitor().get(`/agreements/${made.id}/measures/${made.measures[0]}`)).text).toContain('No result yet');
    const result = await newest(made);
    const home = await house.visitor(people.manager).get('/home');
    expect(home.html).toContain(`/agreements/${made.id}/results/${result}/confirm`);
    expect((await house.database.pool.query(`select recipient_person_id as person from outbox_mail where about_kind = 'agreement' and about_id = $1`, [made.id])).rows).toEqual([{ person: people.manager }]);
    expect((await act(people.manager!, made, result, 'confirm')).text).toContain('The result is confirmed and public.');
    expect(await page(made)).toMatch(/1038 young people, 1 April( 2026)? to 30 June 2026. Target met/);
    expect((await house.visitor().get(`/agreements/${made.id}/measures/${made.measures[0]}`)).text).toContain('The registers of May and June');
    expect((await house.visitor(people.manager).get('/home')).html).not.toContain(`/agreements/${made.id}/results/${result}/confirm`);
    expect((await act(people.manager!, made, result, 'confirm')).text).toContain('confirmed already');
  });

  test('a manager’s own entry is confirmed by somebody else, and not by whoever stands in for them; so it is of an in-house service too', async () => {
    const made = await contract([SAFE], { kind: 'in-house', provider: null });
    expect((await enter(people.manager!, made, typed({ numerator: '33', denominator: '48' }))).text).toContain('Target not met yet');
    const result = await newest(made);
    expect((await act(people.manager!, made, result, 'confirm')).text).toContain('You entered this result, so somebody else must confirm it.');
    const standIn = await house.addPerson('Sam Standin', ['policy-officer', bodyId]);
    await house.mustRun(lendRole, people.manager!, { bodyId, personId: people.manager, delegateId: standIn, role: 'contract-manager', startsOn: '2026-11-02', endsOn: '2026-11-20', reason: 'Holiday' });
    expect((await act(standIn, made, result, 'confirm')).text).toContain('The person you stand in for entered this result');
    const other = await house.addPerson('Otto Other', ['contract-manager', bodyId]);
    for (const person of [standIn, other, people.manager]) expect((await house.visitor(person).get('/home')).html).not.toContain(`/results/${result}/confirm`);
    expect((await house.visitor(people.director).get('/home')).html).toContain(`/results/${result}/confirm`);
    await house.database.pool.query(`update agreement set director_id = null, incomplete = true, missing = array['director'] where id = $1`, [made.id]);
    expect((await house.visitor(other).get('/home')).html).toContain(`/results/${result}/confirm`);
    await house.database.pool.query(`update agreement set director_id = $2, incomplete = false, missing = '{}' where id = $1`, [made.id, people.director]);
    expect((await act(people.director!, made, result, 'confirm')).text).toContain('confirmed and public');
    expect(await page(made)).toContain('68.75% of those asked');
    expect(await page(made)).not.toContain('33 of 48');
  });

  test('queried with a reason it waits for whoever entered it; corrected and confirmed it counts, and the earlier is kept', async () => {
    const made = await contract();
    await enter(people.provider!, made, typed({ value: '380', meetsTarget: 'yes' }));
    const first = await newest(made);
    expect((await act(people.manager!, made, first, 'query', { reason: ' ' })).text).toContain('Say what has to be put right');
    expect((await act(people.manager!, made, first, 'query', { reason: 'Ten times as many as last year?' })).text).toContain('The query is sent');
    expect((await act(people.director!, made, first, 'confirm')).text).toContain('queried already');
    const home = await house.visitor(people.provider).get('/home');
    expect(home.html).toContain(`/agreements/${made.id}/results/${first}/correct`);
    expect((await house.visitor(people.provider).get(`/agreements/${made.id}/results/${first}/correct`)).text).toContain('Ten times as many as last year?');
    expect((await act(people.provider!, made, first, 'correct', typed({ value: '38', meetsTarget: 'no' }))).text).toContain('The correction is entered.');
    expect((await act(people.provider!, made, first, 'correct', typed({ value: '39', meetsTarget: 'no' }))).text).toContain('Somebody corrected this result meanwhile');
    const second = await newest(made);
    await act(people.manager!, made, second, 'confirm');
    expect(await page(made)).toContain('38 young people');
    expect(await page(made)).toContain('Target not met');
    // A confirmed one that is corrected counts until the correction is confirmed, even when its period was wrong.
    await act(people.manager!, made, second, 'correct', typed({ value: '37', meetsTarget: 'no' }, '2026-04-01', '2026-05-31'));
    expect(await page(made)).toContain('38 young people');
    await act(people.director!, made, await newest(made), 'confirm');
    expect(await page(made)).toContain('37 young people');
    const parties = (await house.visitor(people.manager).get(`/agreements/${made.id}/measures/${made.measures[0]}`)).text;
    for (const words of ['380 young people', 'Confirmed, corrected since', 'Version 3', 'Asked: Ten times']) expect(parties).toContain(words);
    const everyone = (await house.visitor().get(`/agreements/${made.id}/measures/${made.measures[0]}`)).text;
    for (const words of ['380 young people', '38 young people', 'Ten times']) expect(everyone).not.toContain(words);
  });

  test('told in words, hostile words stay words; what is wrong keeps what was typed', async () => {
    const made = await contract([TOLD, SAFE]);
    expect((await enter(people.manager!, made, typed({ words: '' }))).text).toContain('Say in words what was found');
    const kept = await enter(people.manager!, made, typed({ words: 'They <script>alert(1)</script> liked it', evidence: '' }));
    expect(kept.text).toContain('Say what shows it');
    expect(kept.html).not.toContain('<script>alert');
    expect(kept.html).toContain('&lt;script&gt;alert(1)');
    expect((await enter(people.manager!, made, typed({ words: 'They liked it' }))).text).toContain('Choose whether the target is met');
    expect((await enter(people.manager!, made, typed({ words: 'They <script>alert(1)</script> liked it', meetsTarget: 'yes' }))).text).toContain('The result is entered');
    await act(people.director!, made, await newest(made), 'confirm');
    expect((await house.visitor().get(`/contracts/${made.id}`)).html).not.toContain('<script>alert');
    for (const [fields, sentence] of [
      [{ value: '101' }, 'Enter a percentage from 0 to 100'], [{ value: 'many' }, 'Enter a number'], [{ value: '9'.repeat(40) }, 'Enter a number'], [{ value: `1${'\t'.repeat(300_000)}!` }, 'Enter a number'], [{}, 'Enter what was found, as a number'],
      [{ numerator: '3' }, 'Enter both'], [{ numerator: '3', denominator: '0' }, 'cannot be zero'], [{ numerator: '9', denominator: '4' }, 'cannot be more'], [{ value: '60', evidence: 'x'.repeat(4001) }, '4,000 characters'],
    ] as const) expect((await enter(people.manager!, made, typed(fields), 1)).text).toContain(sentence);
    for (const [fields, sentence] of [
      [typed({ value: '60' }, '2026-10-01', '2026-11-03'), 'has not ended yet'], [typed({ value: '60' }, '2026-03-01', '2026-06-30'), 'before the contract does'], [typed({ value: '60' }, '2026-06-30', '2026-06-01'), 'on or after the day it starts'],
      [typed({ value: '60' }, '2026-04-01', '2026-06-30', '2026-11-03'), 'not in the future'], [typed({ value: '60' }, '2026-02-30'), 'Enter a real date'],
    ] as const) expect((await enter(people.manager!, made, fields, 1)).text).toContain(sentence);
    expect((await house.database.pool.query('select 1 from observation where measure_id = $1', [made.measures[1]])).rowCount).toBe(0);
  });

  test('twice for one period is once, and so are two at once', async () => {
    const made = await contract([SAFE]);
    const both = await Promise.all([enter(people.manager!, made, typed({ value: '60' })), enter(people.provider!, made, typed({ value: '61' }))]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(both.map(({ text }) => text).join()).toContain('A result for this period was entered already: correct that one.');
    const result = await newest(made);
    const confirmed = await Promise.all([act(people.director!, made, result, 'confirm'), act(people.director!, made, result, 'query', { reason: 'Why?' })]);
    expect(confirmed.filter(({ status }) => status === 409)).toHaveLength(1);
  });

  test('nobody else may: another authority’s manager, another supplier, a visitor; nor on a draft or a terminated contract', async () => {
    const made = await contract([SAFE]);
    await enter(people.provider!, made, typed({ value: '60' }));
    const result = await newest(made);
    for (const who of [people.elsewhere, people.rival, people.commissioner]) {
      expect((await house.visitor(who).get(`/agreements/${made.id}/measures/${made.measures[0]}/enter`)).status).toBe(404);
      for (const what of ['confirm', 'query', 'correct']) expect((await house.visitor(who).get(`/agreements/${made.id}/results/${result}/${what}`)).status).toBe(404);
    }
    expect((await house.visitor(people.provider).get(`/agreements/${made.id}/results/${result}/confirm`)).status).toBe(404);
    for (const who of [people.elsewhere, people.rival]) {
      expect((await house.visitor(who).get(`/agreements/${made.id}/measures/${made.measures[0]}`)).text).not.toContain('60% of those asked');
      expect((await house.visitor(who).get('/home')).text).not.toContain('feel safe');
    }
    const other = await contract([SAFE]);
    expect((await house.visitor(people.manager).get(`/agreements/${other.id}/results/${result}/confirm`)).status).toBe(404);
    expect((await house.visitor(people.manager).get(`/agreements/${other.id}/measures/${made.measures[0]}/enter`)).status).toBe(404);
    expect((await enter(people.manager!, await contract([SAFE], { state: 'terminated' }), typed({ value: '60' }))).text).toContain('This contract was terminated');
    expect((await enter(people.manager!, await contract([SAFE], { state: 'draft' }), typed({ value: '60' }))).text).toContain('once the contract is live');
  });

  test('where a measure says how often, its result is on the provider’s home when a period has ended; nothing where it says nothing', async () => {
    const made = await contract([KNOWN, TOLD, { ...SAFE, collectedBy: 'The council’s survey team, every six months' }]);
    const enterAt = (which: number) => `/agreements/${made.id}/measures/${made.measures[which]}/enter`;
    const home = async (who: PersonId) => (await house.visitor(who).get('/home')).html;
    expect(await home(people.provider!)).toContain(enterAt(0));
    expect((await house.visitor(people.provider).get('/home')).text).toContain('Enter the quarterly result of');
    expect(await home(people.manager!)).toContain(enterAt(2));
    for (const which of [1, 2]) expect(await home(people.provider!)).not.toContain(enterAt(which));
    for (const which of [0, 1]) expect(await home(people.manager!)).not.toContain(enterAt(which));
    await enter(people.provider!, made, typed({ value: '38', meetsTarget: 'no' }, '2026-07-01', '2026-09-30', '2026-10-02'));
    expect(await home(people.provider!)).not.toContain(enterAt(0));
    await house.setClock('2027-01-02T09:00:00Z');
    expect(await home(people.provider!)).toContain(enterAt(0));
    expect(await home(people.rival!)).not.toContain(enterAt(0));
  });
});

test('the golden thread of a contract leads on to the last review held of it, in the drawing and in words, and to no earlier one', async () => {
  const made = await contract();
  const reviews = ['2026-06-30', '2026-09-30'].map((dueOn) => ({ id: newId<'review'>(), dueOn }));
  for (const { id, dueOn } of reviews) await house.database.pool.query(`insert into review (id, agreement_id, kind, due_on) values ($1, $2, 'quarterly', $3)`, [id, made.id, dueOn]);
  expect(await page(made)).toContain('Nothing is tied to this contract yet.');
  const hold = (id: string, heldOn: string, results: string) => house.visitor(people.manager).post(`/reviews/${id}/hold`, { ...day('heldOn', heldOn), results, issues: 'None', actions: 'None', supplierSignatory: 'Pat', authoritySigns: 'yes' });
  await hold(reviews[0]!.id, '2026-07-01', 'Well begun');
  await hold(reviews[1]!.id, '2026-10-01', 'Going well');
  const seen = await house.visitor().get(`/contracts/${made.id}`);
  expect(seen.text).toContain('It led to review “Quarterly review, held on 1 October 2026”.');
  expect(seen.text).not.toContain('Nothing has followed from it yet');
  expect(seen.text).not.toContain('held on 1 July 2026');
  expect(seen.html).toContain(`href="/reviews/${reviews[1]!.id}"`);
  expect(seen.html).toMatch(/wantsum-thread__noun">review</);
  const opened = await house.visitor().get(`/reviews/${reviews[1]!.id}`);
  expect([opened.status, opened.text.includes('Going well')]).toEqual([200, true]);
  expect((await house.visitor().get(`/reviews/${newId()}`)).status).toBe(404);
});

test('what a measure says of how often, its periods and its direction', () => {
  expect(saidFrequency({ collectedBy: 'The provider, quarterly', method: null })).toMatchObject({ months: 3 });
  expect(saidFrequency({ collectedBy: 'Young inspectors', method: 'A survey every six months' })).toMatchObject({ months: 6 });
  expect(saidFrequency({ collectedBy: 'Counted by month-end staff', method: 'Breaks a year' })).toBeNull();
  const day = calendarDate;
  expect(lastEndedPeriod(day('2026-04-01'), null, 3, day('2026-06-30'))).toBeNull();
  expect(lastEndedPeriod(day('2026-04-01'), null, 3, day('2026-07-01'))).toEqual({ from: '2026-04-01', to: '2026-06-30' });
  expect(lastEndedPeriod(day('2026-04-01'), day('2026-08-31'), 3, day('2027-07-01'))).toEqual({ from: '2026-04-01', to: '2026-06-30' });
  const fewer = { nature: 'quantitative' as const, target: decimal('5'), targetWords: null, baseline: decimal('12') };
  expect([meetsTarget(fewer, { value: decimal('5'), meetsTarget: null }), meetsTarget(fewer, { value: decimal('6'), meetsTarget: true })]).toEqual([true, false]);
  expect(meetsTarget({ ...fewer, baseline: null }, { value: decimal('6'), meetsTarget: true })).toBe(true);
  expect(meetsTarget({ ...fewer, target: null }, { value: decimal('6'), meetsTarget: true })).toBeNull();
});

describe('results for everyone, by program and with small numbers', () => {
  const BOUGHT: MeasureDraft = { ...plainMeasure('Days to answer', 'output'), unit: 'days' };
  const json = async (made: { id: string }) => JSON.parse((await house.visitor().get(`/contracts/${made.id}.json`)).html) as { title: string; measures: { name: string; results: Record<string, unknown>[] }[] };
  const everywhere = async (made: { id: string; measures: string[] }, who?: PersonId) => [await page(made, who), ...(await Promise.all(made.measures.map(async (id) => (await house.visitor(who).get(`/agreements/${made.id}/measures/${id}`)).text)))].join(' ');
  async function confirmed(made: { id: string; measures: string[] }, fields: Record<string, string>, which: number, ...period: [string, string, string]): Promise<void> {
    await enter(people.provider!, made, typed(fields, ...period), which);
    expect((await act(people.manager!, made, await newest(made, which), 'confirm')).text).toContain('confirmed and public');
  }

  test('the contract’s JSON gives each measure’s confirmed results as its page does: no claim, no earlier version, nothing of who entered it', async () => {
    const made = await contract([SAFE, TOLD, KNOWN]);
    await confirmed(made, { numerator: '33', denominator: '48' }, 0, '2026-04-01', '2026-06-30', '2026-07-03');
    await confirmed(made, { numerator: '40', denominator: '48' }, 0, '2026-07-01', '2026-09-30', '2026-10-03');
    await confirmed(made, { words: 'They would send a friend.', meetsTarget: 'yes' }, 1, '2026-04-01', '2026-06-30', '2026-07-03');
    await enter(people.provider!, made, typed({ value: '7', meetsTarget: 'no' }), 2);
    const { title, measures } = await json(made);
    expect(title).toContain('of the coast');
    expect(measures.map(({ name, results }) => [name, results.length])).toEqual([[SAFE.name, 2], [TOLD.name, 1], [KNOWN.name, 0]]);
    expect(measures[0]!.results[0]).toEqual({ from: '2026-07-01', to: '2026-09-30', value: 83.33, words: null, againstTarget: 'Target met', evidence: 'The registers of May and June.', checkedOn: '2026-10-03' });
    expect(measures[1]!.results[0]).toMatchObject({ value: null, words: 'They would send a friend.', againstTarget: 'Target met' });
    expect((await house.visitor().get(`/contracts/${(await contract([SAFE], { state: 'draft' })).id}.json`)).status).toBe(404);
  });

  test('below the number that the authority set a result is kept from the public on page and JSON alike, with what shows it and whether it meets its target; its own people read it', async () => {
    const made = await contract([KNOWN, { ...SAFE, target: null, baseline: null, baselineConfidence: null }, BOUGHT]);
    await confirmed(made, { value: '3', meetsTarget: 'no', evidence: 'The register: Anna, Ben and Cy.' }, 0, '2026-04-01', '2026-06-30', '2026-07-03');
    await confirmed(made, { value: '0', meetsTarget: 'no', evidence: 'Nobody came.' }, 0, '2026-07-01', '2026-09-30', '2026-10-03');
    await confirmed(made, { numerator: '46', denominator: '48', evidence: 'All but Dee and Eli.' }, 1, '2026-04-01', '2026-06-30', '2026-07-03');
    await confirmed(made, { value: '2' }, 2, '2026-04-01', '2026-06-30', '2026-07-03');
    expect(await everywhere(made)).toContain('Anna, Ben and Cy');
    await house.database.write((tx) => tx.insertInto('local_policy').values({ id: newId<'local_policy'>(), body_id: bodyId, key: 'results.fewestShown', valid: '[2020-01-01,)', value: '5', source: 'Test policy' }).execute());
    const seen = await everywhere(made);
    for (const kept of ['Anna', 'Dee and Eli', '3 young people', '95.83', 'No target set Anna']) expect(seen).not.toContain(kept);
    expect(seen).toContain('Not shown: a number below 5 could point to a person');
    expect(seen).toContain('Nobody came.');
    expect(seen).toContain('2 days');
    const { measures } = await json(made);
    expect(measures[0]!.results[1]).toEqual({ from: '2026-04-01', to: '2026-06-30', value: null, words: null, againstTarget: null, evidence: null, checkedOn: '2026-07-03', withheld: 'Not shown: a number below 5 could point to a person' });
    expect(measures.map(({ results }) => results[0]!['value'])).toEqual([0, null, 2]);
    expect(await everywhere(made, people.manager)).toContain('Anna, Ben and Cy');
    await house.database.pool.query(`delete from local_policy where key = 'results.fewestShown'`);
  });
});
