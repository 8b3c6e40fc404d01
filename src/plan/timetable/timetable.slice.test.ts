import { afterEach, beforeEach, expect, test } from 'vitest';
import { newId } from '#kernel/ids';
import { tellFollowersJob } from './index.ts';
import { timeCircumstances } from './judge.store.ts';
import { calendarDate } from '#kernel/calendar-date';
import { dateFields, openTimeHouse, planFields, type TimeHouse } from './timetable.fixture.ts';

let house: TimeHouse;
// One house a test: what an authority set for one must not reach another.
beforeEach(async () => { house = await openTimeHouse(); });
afterEach(() => house.close());

const setCodes = (id: string, code: string) => house.database.pool.query('update opportunity set cpv_codes = $2 where id = $1', [id, [code]]);
const startOf = async (id: string) => (await house.database.pool.query<{ starts: string; ends: string }>('select contract_starts_on::text as starts, contract_ends_on::text as ends from opportunity where id = $1', [id])).rows[0]!;
const mailsTo = async (part: string) => (await house.database.pool.query<{ email: string; text: string }>('select recipient_email as email, body_text as text from outbox_mail where subject like $1 order by id', [`%${part}%`])).rows;

test('PL-14: a third tender for the same market in 3 days names the providers and asks for a move or a reason', async () => {
  await house.setClock('2026-05-04T09:00:00Z');
  await house.set('diary.clashDays', { count: '7' });
  const provider = await house.addOrganisation('Sheppey Young Voices');
  await house.database.pool.query("insert into organisation_category values ($1, '85312310')", [provider]);
  for (const [title, closesOn] of [['Play schemes', '2026-06-12'], ['Holiday clubs', '2026-06-14']] as const) {
    const id = await house.addDraft({ title, closesOn });
    await setCodes(id, '85312000');
  }
  const third = await house.addDraft({ title: 'Youth clubs', closesOn: '2026-06-13' });
  await setCodes(third, '85312310');
  const officer = house.visitor(house.officer);
  const planner = await officer.get(`/opportunities/${third}/timetable`);
  expect(planner.text).toContain('3 tenders in 3 days for the same market');
  expect(planner.text).toContain('Play schemes, kent Council: closes 12 June 2026');
  expect(planner.text).toContain('Sheppey Young Voices');
  expect(planner.text).toMatch(/Move this tender ?, or say why it stays/);
  const refused = await officer.post(`/opportunities/${third}/publish`);
  expect(refused.text).toContain('3 tenders in 3 days close');
  expect((await officer.post(`/opportunities/${third}/clash`, { reason: ' ' })).status).toBe(422);
  await officer.post(`/opportunities/${third}/clash`, { reason: 'The grants end in July.' });
  expect((await officer.get(`/opportunities/${third}/timetable`)).text).toContain('Why it stays: The grants end in July.');
  await officer.post(`/opportunities/${third}/publish`);
  const diary = await officer.get('/diary?from=2026-06-01');
  for (const title of ['Play schemes', 'Holiday clubs', 'Youth clubs']) expect(diary.text).toContain(title);
  // What is only planned is nobody else's business: not a visitor's, nor that of a body which keeps to itself.
  const stranger = house.visitor(await house.addPerson('Stella Stranger', ['procurement-officer', await house.addBody('dover')]));
  for (const visitor of [house.visitor(), stranger]) {
    const seen = (await visitor.get('/diary?from=2026-06-01')).text;
    expect(seen).toContain('Youth clubs');
    expect(seen).not.toContain('Play schemes');
  }
  expect((await house.visitor().get('/diary?from=2026-06-01&cpv=45')).text).toContain('Nothing closes in these months');
  expect((await house.visitor().get('/diary?from=rubbish&body=%27&cpv=%25')).status).toBe(200);
  expect((await house.visitor().get('/diary.ics?from=2026-06-01')).html).toContain('DTSTART;VALUE=DATE:20260613');
});

test('PL-14: bodies that share their diaries see what the other plans, and a clash with it', async () => {
  const dover = await house.addBody('thanet');
  const doverOfficer = await house.addPerson('Dora Officer', ['procurement-officer', dover]);
  const planned = await house.addDraft({ title: 'Shared youth work', closesOn: '2026-08-13' });
  await setCodes(planned, '85312310');
  for (const body of [dover, house.bodyId]) await house.database.pool.query("insert into local_policy (id, body_id, key, valid, value, source) values ($1, $2, 'diary.share', '[2026-01-01,)', '\"share\"', 'Minute 1')", [newId(), body]);
  expect((await house.visitor(doverOfficer).get('/diary?from=2026-07-01')).text).toContain('Shared youth work');
  expect((await house.visitor().get('/diary?from=2026-07-01')).text).not.toContain('Shared youth work');
});

test('PL-15: 15 December to 5 January against 30 days warns twice, and the reasons are printed on the advert', async () => {
  await house.setClock('2026-12-15T09:00:00Z');
  await house.set('tender.fairDaysByValue', { from1: '0', limit1: '30' });
  await house.set('tender.breaks', { breaks: 'Christmas: 20 December to 4 January' });
  const id = await house.addDraft({ title: 'Winter shelter', closesOn: '2027-01-05' });
  const officer = house.visitor(house.officer);
  const page = await officer.get(`/opportunities/${id}/publish`);
  expect(page.text).toContain('Bidders have 21 days, and the authority’s minimum for this value is 30: 9 days too short');
  expect(page.text).toContain('runs over the break “Christmas”, 20 December 2026 to 4 January 2027');
  const refused = await officer.post(`/opportunities/${id}/publish`, { 'reason-tender-period-short': 'The cold is here now.' });
  expect(refused.status).toBe(409);
  expect(refused.text).toContain('Say why you publish in spite of it');
  await officer.post(`/opportunities/${id}/publish`, { 'reason-tender-period-short': 'The cold is here now.', 'reason-holiday-break-christmas': 'Questions are answered on each working day of the break.' });
  const advert = (await house.visitor().get(`/opportunities/${id}`)).text;
  expect(advert).toContain('The cold is here now.');
  expect(advert).toContain('Questions are answered on each working day of the break.');
});

test('PL-16: with 12 weeks to mobilise, an award that slips 3 weeks moves the start 3 weeks, or needs the provider’s signed agreement', async () => {
  await house.setClock('2026-03-02T09:00:00Z');
  await house.set('mobilisation.minimumWeeks', { count: '12' });
  const id = await house.addDraft({ title: 'Supported lodgings', closesOn: '2026-03-27' });
  const officer = house.visitor(house.officer);
  await house.database.pool.query("update opportunity set contract_starts_on = '2026-08-01', contract_ends_on = '2027-07-31' where id = $1", [id]);
  const days = { opening: '2026-03-27', evaluation: '2026-04-20', award: '2026-05-01' };
  await officer.post(`/opportunities/${id}/timetable`, planFields(days));
  expect((await officer.get(`/opportunities/${id}/timetable`)).text).toContain('What bidders are told Not said yet');
  // Said where bidders read it, it counts here: with TUPE the time would be too short, without it is enough.
  await house.set('mobilisation.extraWeeksTupe', { count: '4' });
  const weeks = async () => (await officer.get(`/opportunities/${id}/timetable`)).text;
  await officer.post(`/opportunities/${id}/tupe`, { says: 'facts-not-to-be-had', reason: 'The provider did not answer.' });
  expect(await weeks()).toMatch(/At least 16 weeks between award and start.*The provider did not answer\./);
  await officer.post(`/opportunities/${id}/tupe`, { says: 'does-not-apply', reason: 'The service is new.' });
  expect(await weeks()).toContain('At least 12 weeks between award and start');
  const published = await officer.post(`/opportunities/${id}/publish`);
  expect(published.text).not.toContain('mobilis');
  const slip = (toOn: string, startChoice: string) => officer.post(`/opportunities/${id}/slip`, { stage: 'award', reason: 'An assessor fell ill.', startChoice, ...Object.fromEntries(dateFields('toOn', toOn)) });
  const refused = await slip('2026-05-22', 'stays');
  expect(refused.text).toContain('The start moves with the award, to 22 August 2026, unless the winning provider has agreed in writing to start on 1 August 2026');
  expect(refused.html).toContain('An assessor fell ill.');
  expect(await startOf(id)).toEqual({ starts: '2026-08-01', ends: '2027-07-31' });
  await slip('2026-05-22', 'moves');
  expect(await startOf(id)).toEqual({ starts: '2026-08-22', ends: '2027-08-21' });
  // Only the provider that is to have the contract can agree to start sooner.
  const { organisationId } = house.swale;
  expect((await officer.get(`/opportunities/${id}/early-start`)).status).toBe(404);
  await house.addAward(id, organisationId, null);
  const agreed = { organisationId, signedBy: 'Sue Swale, director', words: 'We can start on 22 August.', ...Object.fromEntries([...dateFields('startsOn', '2026-08-22'), ...dateFields('signedOn', '2026-03-01')]) };
  expect((await officer.post(`/opportunities/${id}/early-start`, { ...agreed, organisationId: house.medway.organisationId })).text).toContain('Only the provider that is to have the contract');
  await officer.post(`/opportunities/${id}/early-start`, agreed);
  await slip('2026-06-12', 'stays');
  expect(await startOf(id)).toEqual({ starts: '2026-08-22', ends: '2027-08-21' });
  expect((await house.visitor().get(`/opportunities/${id}`)).text).toMatch(/Award announced 1 May 2026 12 June 2026 42 days late An assessor fell ill\./);
});

test('DP-37: a planned award on 1 May that came on 12 June slips 42 days with its reason, and counts in the directorate’s average', async () => {
  await house.setClock('2026-04-02T09:00:00Z');
  const officer = house.visitor(house.officer);
  const unit = newId();
  await house.database.pool.query("insert into organisational_unit (id, body_id, name) values ($1, $2, 'Children and families')", [unit, house.bodyId]);
  const tender = async (title: string, award: string, came: string) => {
    const id = await house.addDraft({ title, closesOn: '2026-04-20' });
    await officer.post(`/opportunities/${id}/timetable`, planFields({ award }));
    await house.publish(id);
    const exercise = newId();
    await house.database.pool.query('insert into exercise (id, reference, body_id, unit_id, title, owner_id) values ($1, $2, $3, $4, $5, $6)', [exercise, `EX-${exercise}`, house.bodyId, unit, title, house.officer]);
    await house.database.pool.query('update opportunity set exercise_id = $2 where id = $1', [id, exercise]);
    await house.addAward(id, house.swale.organisationId, came);
    return id;
  };
  const late = await tender('Late tender', '2026-05-01', '2026-06-12T09:00:00Z');
  await tender('Prompt tender', '2026-05-01', '2026-05-01T09:00:00Z');
  await house.setClock('2026-06-13T09:00:00Z');
  // Nobody has said why yet: it is owed by its officer, and the report says so.
  expect((await officer.get('/home')).text).toContain('Say why “Award announced” is later than 1 May 2026: Late tender');
  expect((await house.visitor().get('/reports/slippage?year=2026&stage=award')).text).toContain('None given');
  await house.database.pool.query('insert into opportunity_follower (opportunity_id, person_id) values ($1, $2)', [late, house.medway.writer]);
  await officer.post(`/opportunities/${late}/slip`, { stage: 'award', reason: 'The moderation was done again.', startChoice: 'moves', ...Object.fromEntries(dateFields('toOn', '2026-06-12')) });
  const report = (await house.visitor().get('/reports/slippage?year=2026&stage=award&body=kent')).text;
  expect(report).toContain('Late tender 1 May 2026 12 June 2026 42 days late The moderation was done again.');
  expect(report).toMatch(/Children and families 2 1 0 21\.0/);
  expect((await officer.get('/home')).text).not.toContain('Say why “Award announced” is later than 1 May 2026: Late tender');
  expect((await mailsTo('A date has moved: Late tender')).map(({ text }) => text).join()).toContain('Award announced: 12 June 2026, and not 1 May 2026.');
  expect((await house.visitor().get(`/opportunities/${late}`)).text).toMatch(/Award announced 1 May 2026 12 June 2026 Done 42 days late The moderation was done again\./);
});

test('DP-37: where the authority requires it, nothing is published without planned days, and visits or a reason', async () => {
  await house.setClock('2026-06-20T09:00:00Z');
  await house.set('timetable.onEveryTender', { choice: 'required' });
  const id = await house.addDraft({ title: 'Reading circles', closesOn: '2026-07-20' });
  const officer = house.visitor(house.officer);
  const waits = (await officer.post(`/opportunities/${id}/publish`)).text;
  expect(waits).toContain('The timetable has no planned days for opening, evaluation and award.');
  expect(waits).toContain('No visits are arranged, and no reason is given why there are none.');
  await house.database.pool.query("update opportunity set contract_starts_on = '2026-12-01', contract_ends_on = '2027-12-01' where id = $1", [id]);
  const wrong = await officer.post(`/opportunities/${id}/timetable`, planFields({ opening: '2026-07-19', award: '2026-08-01' }));
  expect(wrong.text).toContain('“Bids opened” cannot be before “Bids close”.');
  await officer.post(`/opportunities/${id}/timetable`, planFields({ opening: '2026-07-20', evaluation: '2026-07-30', award: '2026-08-10' }, { visitsNoneReason: 'There is no building yet.' }));
  await officer.post(`/opportunities/${id}/publish`);
  expect((await house.visitor().get(`/opportunities/${id}`)).text).toContain('No visits are offered. There is no building yet.');
  // The plan is fixed then; another officer's form from before is refused, and a supplier never sees it.
  expect((await officer.get(`/opportunities/${id}/timetable`)).url).toContain('/slip');
  expect((await house.visitor(house.swale.writer).get(`/opportunities/${id}/slip`)).status).toBe(404);
});

test('PL-26: an advert tried on day 45 of 60 after its early notice is 15 days short, and the reason is published', async () => {
  await house.setClock('2027-02-01T09:00:00Z');
  const officer = house.visitor(house.officer);
  const wrong = await officer.post('/early-notices/new', { bodyId: house.bodyId, code: 'UK3', title: 'Day centres', scope: 'Day centres for older people.', category: 'services', cpvCodes: 'rubbish', valueLowNetPence: '900', valueHighNetPence: '100', lotsWords: '', 'expectedOn-day': '31', 'expectedOn-month': '2', 'expectedOn-year': '2027' });
  expect(wrong.status).toBe(422);
  expect(wrong.html).toContain('Day centres for older people.');
  const draft = await officer.post('/early-notices/new', { bodyId: house.bodyId, code: 'UK3', title: 'Day centres', scope: 'Day centres for older people.', category: 'services', cpvCodes: '85311100', valueLowNetPence: '100000', valueHighNetPence: '300000', lotsWords: 'One for each district.', ...Object.fromEntries(dateFields('expectedOn', '2027-04-05')) });
  const noticeId = /early-notices\/([0-9a-f-]{36})/.exec(draft.url)![1]!;
  expect((await house.visitor().get(`/early-notices/${noticeId}`)).status).toBe(404);
  // Somebody who follows such work is told once, whichever worker runs and however often.
  await house.visitor(house.medway.writer).post('/following', { divisions: ['85000000'], codes: '' });
  await officer.post(`/early-notices/${noticeId}/publish`);
  await tellFollowersJob.run(house.services, {});
  await tellFollowersJob.run(house.services, {});
  expect(await mailsTo('Early notice: Day centres')).toHaveLength(1);
  const seen = (await house.visitor().get(`/early-notices/${noticeId}`)).text;
  for (const part of ['£100,000', '£300,000', 'One for each district.', '5 April 2027']) expect(seen).toContain(part);
  expect((await house.visitor().get('/early-notices')).text).toContain('Day centres');
  expect((await house.visitor().get('/diary?from=2027-04-01')).text).toContain('Early notice');
  await house.set('earlyNotice.minimumDays', { count: '60' });
  await house.setClock('2027-03-18T09:00:00Z');
  const id = await house.addDraft({ title: 'Day centres in Swale', closesOn: '2027-04-20' });
  await house.database.pool.query("update opportunity set contract_starts_on = '2027-12-01', contract_ends_on = '2028-12-01' where id = $1", [id]);
  await officer.post(`/opportunities/${id}/timetable`, planFields({}, { earlyNoticeId: noticeId }));
  const page = await officer.get(`/opportunities/${id}/publish`);
  expect(page.text).toContain('15 days short');
  await officer.post(`/opportunities/${id}/publish`, { 'reason-early-notice-short': 'The building is free only from June.' });
  expect((await house.visitor().get(`/opportunities/${id}`)).text).toContain('The building is free only from June.');
  expect((await house.visitor().get(`/early-notices/${noticeId}`)).text).toContain('Day centres in Swale');
  // 45 days later the notice qualifies by the law rows, 39 days later it did not.
  const circumstances = (on: string) => house.database.read((read) => timeCircumstances(read, { id: id as never }, calendarDate(on)));
  expect(await circumstances('2027-03-18')).toEqual(['qualifyingPlannedNotice']);
  expect(await circumstances('2027-03-12')).toEqual([]);
  expect(await circumstances('2028-02-02')).toEqual([]);
});

test('an officer of another body changes nothing of this one', async () => {
  const other = await house.addBody('ashford');
  const stranger = house.visitor(await house.addPerson('Otto Other', ['procurement-officer', other]));
  const id = await house.addDraft({ title: 'Ours', closesOn: '2027-06-20' });
  for (const path of ['timetable', 'clash', 'slip', 'sessions', 'support']) expect((await stranger.get(`/opportunities/${id}/${path}`)).status).toBe(404);
  const refused = await stranger.post('/early-notices/new', { bodyId: house.bodyId, code: 'UK3', title: 'Not mine', scope: '', category: 'services', cpvCodes: '', valueLowNetPence: '', valueHighNetPence: '', lotsWords: '' });
  expect(refused.text).toContain('You can give notice only for an authority in which you are');
});
