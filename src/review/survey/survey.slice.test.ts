import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, type PersonId } from '#kernel/ids';
import { decidePair, lookForDuplicates } from '#matching';
import { matchName } from '#parties';
import { setPolicy } from '#policy';
import { openHouse, type House } from '../../../tests/house.ts';
import { openWave } from './open-wave.command.ts';
import { followWavesJob } from './follow-waves.command.ts';
import { SurveyTown, type Supplier } from './survey.fixture.ts';

let house: House;
let administrator: PersonId;
beforeAll(async () => void (house = await openHouse()));
afterAll(() => house.close());

const follow = (): Promise<void> => followWavesJob.run(house.services, {});
const many = async (town: SurveyTown, count: number, name: string, facts: (index: number) => { readonly size?: string; readonly sector?: string } = () => ({})): Promise<Supplier[]> => {
  const made: Supplier[] = [];
  for (let index = 0; index < count; index += 1) made.push(await town.supplier(`${name} ${index}`, facts(index)));
  return made;
};

describe('a hundred answers', () => {
  let town: SurveyTown;
  let waveId: string;
  let suppliers: Supplier[];
  const at = (path = '') => `/survey-waves/${waveId}${path}`;

  beforeAll(async () => {
    await house.setClock('2026-05-01T09:00:00Z');
    town = await SurveyTown.in(house, 'hundred');
    administrator = await house.addPerson('Ada Administrator', ['administrator', town.bodyId]);
    await house.mustRun(setPolicy, administrator, { bodyId: town.bodyId, key: 'survey.publishing', fields: { choice: 'public' }, from: '2026-05-01', source: 'Minute 1', owner: '', reason: 'So that everybody can see it' });
    suppliers = await many(town, 100, 'Bidder', (index) => ({ size: index < 80 ? 'small' : 'large', sector: index < 57 ? 'vcse' : index < 97 ? 'private' : 'public' }));
    await town.award(suppliers);
    await house.setClock('2026-05-02T09:00:00Z');
    waveId = await town.open('Spring 2026', ['2026-04-01', '2026-05-01'], '2026-05-31');
    for (const [index, supplier] of suppliers.entries()) await town.answer(waveId, supplier, index % 5 === 0 ? 2 : 4, { named: { 'Well connected': (index * 37) % 100 < 61 ? 4 + (index % 2) : 1 + (index % 3) } });
  }, 120_000);

  test('RV-21: nothing of it is shown to anyone while it is open, but how many have answered', async () => {
    for (const person of [town.policy, town.director]) {
      const page = await house.visitor(person).get(at());
      expect(page.text).toContain('100 of 100 organisations asked (100%)');
      expect(page.text).toContain('Nothing of what was said can be seen by anyone until then');
      expect(page.text).not.toContain('61%');
      expect((await house.visitor(person).get(at('/results.csv'))).html.split('\r\n')).toHaveLength(2);
    }
    expect((await house.visitor().get('/provider-survey?body=hundred')).text).toContain('No survey that can be shown here has closed');
    expect((await house.visitor(suppliers[0]!.writer).get(at())).status).toBe(404);
  });

  test('RV-21: of 100 answers 61 say “well connected”: the trend shows 39% that do not, against the 70% of before, and the recommendation that is tested', async () => {
    await house.setClock('2026-06-01T09:00:00Z');
    const page = await house.visitor().get('/provider-survey?body=hundred');
    expect(page.text).toMatch(/We are well connected to the council\. 39% do not agree , 61% agree \(100 answers, Spring 2026\)\. Before: 70% \(Over 70% felt not well connected/);
    expect(page.text).toContain('Tests: Recommendation 4');
    expect(page.html).toContain('<svg');
    const csv = (await house.visitor().get('/provider-survey.csv?body=hundred')).html;
    expect(csv).toContain('We are well connected to the council.,Spring 2026,2026-05-31,100,61%,39%,70%,"Select committee hearing 3, 9(8), 3 February 2014"');
  });

  test('RV-21: a group of 3 answers is not shown separately, and cannot be had by subtracting', async () => {
    await house.setClock('2026-06-01T09:00:00Z');
    const csv = (await house.visitor().get(at('/results.csv'))).html.split('\r\n').filter((line) => line.startsWith('We are well connected'));
    // Of the sectors public (3) and private (40) stand together.
    expect(csv).toEqual([
      'We are well connected to the council.,All,All,100,61%,39%', expect.stringMatching(/,Size,Small and medium-sized,80,/), expect.stringMatching(/,Size,Large,20,/), expect.stringMatching(/,Sector,"Charity, voluntary group or social enterprise",57,/), expect.stringMatching(/,Sector,"Others, each too few to show",43,/),
    ]);
    expect(csv.join('\n')).not.toMatch(/,Public,/);
    // One won: whether they won is shown of nobody.
    expect(csv.join('\n')).not.toMatch(/Won or not/);
    const { text } = await house.visitor().get(at());
    expect(text).toContain('Not told apart, since there is one group or a group would be too small: won or not, directorate');
  });

  test('OR-11: the page of how well we commission shows it, with a link to the survey, and in the file', async () => {
    await house.setClock('2026-06-01T09:00:00Z');
    const page = await house.visitor().get('/effectiveness?body=hundred&year=2026');
    expect(page.text).toMatch(/We are well connected to the council\. Spring 2026 , hundred Council 61% 39% of 100 answers did not agree; before, 70% did not/);
    expect(page.html).toContain(`href="${at()}"`);
    expect((await house.visitor().get('/effectiveness.csv?body=hundred&year=2026')).html).toContain('provider-survey,We are well connected to the council.,61%');
    expect((await house.visitor().get('/effectiveness?body=hundred&year=2025')).text).toContain('No survey of providers that can be shown here closed in this time');
  });

  test('once it has closed what is too small is merged in the counts themselves, and what is shown stays', async () => {
    await house.setClock('2026-06-01T09:00:00Z');
    const before = (await house.visitor().get(at('/results.csv'))).html;
    await follow();
    const { rows } = await house.database.pool.query<{ value: string }>("select distinct value from survey_count where wave_id = $1 and fact in ('sector', 'outcome') order by 1", [waveId]);
    expect(rows.map(({ value }) => value)).toEqual(['others', 'vcse']);
    expect((await house.visitor().get(at('/results.csv'))).html).toBe(before);
    await follow();
    expect((await house.visitor().get(at('/results.csv'))).html).toBe(before);
  });
});

describe('nobody is led from an answer to its organisation', () => {
  let town: SurveyTown;
  let waveId: string;
  let suppliers: Supplier[];
  const SAID = 'The <b>sealed</b> envelope took us a week of nights';
  beforeAll(async () => {
    await house.setClock('2026-05-01T09:00:00Z');
    town = await SurveyTown.in(house, 'anonymous');
    suppliers = await many(town, 8, 'Quiet', (index) => ({ size: index < 4 ? 'micro' : 'large' }));
    await town.award(suppliers);
    waveId = await town.open('Quiet', ['2026-05-01', '2026-05-20'], '2026-05-31');
    for (const [index, supplier] of suppliers.slice(0, 6).entries()) await town.answer(waveId, supplier, 1 + (index % 5), { words: index === 2 ? SAID : index === 4 ? '=HYPERLINK("http://x","y")' : '' });
  });

  test('RV-21: neither the last transaction, nor the order, nor an id, nor a time of any row tells whose it is', async () => {
    const { rows: written } = await house.database.pool.query<{ counts: string; words: string; same: boolean }>(`select (select count(distinct xmin::text) from survey_count where wave_id = $1) as counts, (select count(distinct xmin::text) from survey_words where wave_id = $1) as words,
      (select min(xmin::text) from survey_words where wave_id = $1) = (select min(xmin::text) from survey_count where wave_id = $1) as same`, [waveId]);
    expect(written[0]).toMatchObject({ counts: 1n, words: 1n, same: true });
    const { rows: columns } = await house.database.pool.query<{ t: string; c: string }>("select table_name as t, column_name as c from information_schema.columns where table_name in ('survey_words', 'survey_count', 'survey_invitation') order by 1, 2");
    expect(columns.map(({ t, c }) => `${t}.${c}`)).toEqual([
      ...['answers', 'fact', 'score', 'statement_id', 'value', 'wave_id'].map((c) => `survey_count.${c}`), ...['answered', 'id', 'organisation_id', 'reminded', 'wave_id'].map((c) => `survey_invitation.${c}`), ...['id', 'wave_id', 'words'].map((c) => `survey_words.${c}`),
    ]);
    // The seventh answer, without words, gives every row of words a new id.
    const ids = async () => (await house.database.pool.query<{ id: string }>('select id from survey_words where wave_id = $1', [waveId])).rows.map(({ id }) => id);
    const before = await ids();
    await town.answer(waveId, suppliers[6]!, 3);
    const after = await ids();
    expect(after).toHaveLength(2);
    expect(after.filter((id) => before.includes(id))).toEqual([]);
    expect(after.every((id) => id[14] === '4')).toBe(true);
  });

  test('RV-21: no other table holds what was said, and the trail names neither survey, organisation nor answer', async () => {
    const { rows: tables } = await house.database.pool.query<{ name: string }>("select c.oid::regclass::text as name from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace order by 1");
    const holding: string[] = [];
    for (const { name } of tables) if ((await house.database.pool.query(`select 1 from ${name} t where to_jsonb(t)::text like '%week of nights%' limit 1`)).rows.length > 0) holding.push(name);
    expect(holding).toEqual(['survey_words']);
    const { rows } = await house.database.pool.query("select record_id, body_id, detail, reason from audit_entry where act = 'survey.answer' and actor_person_id = any($1)", [suppliers.map(({ writer }) => writer)]);
    expect(rows).toHaveLength(7);
    for (const row of rows) expect(row).toEqual({ record_id: null, body_id: null, detail: {}, reason: null });
    // No mail follows an answer.
    const { rows: mails } = await house.database.pool.query<{ count: string }>('select count(*) from outbox_mail where recipient_person_id = $1', [suppliers[2]!.writer]);
    expect(Number(mails[0]!.count)).toBe(1);
  });

  test('RV-21: who reads what: words are for named readers alone, after the end, and each reading is recorded', async () => {
    const site = await house.addPerson('Sid Site', ['site-administrator', 'site']);
    const auditor = await house.addPerson('Ivo Auditor', ['auditor', town.bodyId]);
    const admin = await house.addPerson('Ann Admin', ['administrator', town.bodyId]);
    const other = await house.addPerson('Otto Other', ['policy-officer', await house.addBody('elsewhere-survey')]);
    const [page, words, readers] = [`/survey-waves/${waveId}`, `/survey-waves/${waveId}/words`, `/survey-waves/${waveId}/readers`];
    const seen = async (person: PersonId | undefined, url: string) => (await house.visitor(person).get(url)).status;
    const matrix: [string, PersonId | undefined, number, number, number][] = [
      ['policy officer', town.policy, 200, 200, 200], ['director', town.director, 200, 200, 404], ['auditor', auditor, 200, 200, 404], ['administrator', admin, 404, 404, 404], ['site administrator', site, 404, 404, 404],
      ['another body', other, 404, 404, 404], ['a bidder', suppliers[0]!.writer, 404, 404, 404], ['a visitor', undefined, 404, 200, 200],
    ];
    // Not published, so for staff alone; a visitor is led to sign in where only people may read.
    for (const [who, person, ...expected] of matrix) expect({ who, statuses: [await seen(person, page), await seen(person, words), await seen(person, readers)] }).toEqual({ who, statuses: expected });
    expect((await house.visitor().get(page)).text).not.toContain('Quiet');
    const policy = house.visitor(town.policy);
    expect((await policy.get(words)).text).toContain('you are not one of them');
    expect((await policy.post(readers, { readers: [town.director, admin], reason: '' })).text).toContain('Enter why these people read it');
    for (const nobody of [suppliers[0]!.writer, admin]) expect((await policy.post(readers, { readers: [nobody], reason: 'A spy' })).text).toContain('Somebody in the list cannot be named');
    expect((await policy.get(readers)).text).not.toContain('Ann Admin');
    expect((await policy.post(readers, { readers: [town.director], reason: 'She answers for it' })).text).toContain('Saved');
    const director = house.visitor(town.director);
    expect((await director.get(words)).text).toContain('Nothing can be read before the survey has closed');
    await house.setClock('2026-06-01T00:30:00+01:00');
    const read = await director.get(words);
    expect(read.text).toContain(SAID);
    expect(read.html).not.toContain('<b>sealed');
    for (const [who, person] of [['policy', town.policy], ['auditor', auditor]] as const) expect({ who, has: (await house.visitor(person).get(words)).text.includes('week of nights') }).toEqual({ who, has: false });
    const { rows } = await house.database.pool.query("select 1 from audit_entry where act = 'survey.readWords' and result = 'viewed' and actor_person_id = $1 and record_id = $2", [town.director, waveId]);
    expect(rows).toHaveLength(3);
    // On the public page of how well we commission it is not there either, and for staff it is.
    expect((await house.visitor().get('/effectiveness?body=anonymous&year=2026')).text).toContain('No survey of providers that can be shown here closed in this time');
    expect((await director.get('/effectiveness?body=anonymous&year=2026')).text).toContain('of 7 answers');
    expect((await house.visitor().get('/provider-survey?body=anonymous')).text).toContain('No survey that can be shown here has closed');
  });
});

describe('answering', () => {
  let town: SurveyTown;
  let waveId: string;
  let suppliers: Supplier[];
  const counted = async (): Promise<number> => Number((await house.database.pool.query<{ n: string }>("select coalesce(sum(answers), 0) as n from survey_count where wave_id = $1 and fact = 'all'", [waveId])).rows[0]!.n) / 6;
  beforeAll(async () => {
    await house.setClock('2026-07-01T09:00:00Z');
    town = await SurveyTown.in(house, 'answering');
    suppliers = await many(town, 7, 'Answerer');
    await town.award(suppliers);
    waveId = await town.open('Summer', ['2026-07-01', '2026-07-20'], '2026-07-31');
  });

  test('it stands on the home page until it is answered, by phone and without JavaScript, and is final', async () => {
    const [supplier] = suppliers as [Supplier];
    const at = `/survey-invitations/${await town.invitation(waveId, supplier)}`;
    const visitor = house.visitor(supplier.writer);
    const words = 'Say without your name how it is to work with answering Council';
    expect((await visitor.get('/home')).text).toContain(words);
    expect((await visitor.get(at)).text).toContain('Once sent they cannot be changed or taken back');
    const missing = await visitor.post(at, { ...(await town.form(waveId, 4)), words: 'Kept <words>' });
    expect(missing.text).toContain('Tick the box');
    expect(missing.text).toContain('Kept <words>');
    const asked = await town.asked(waveId);
    const unanswered = await visitor.post(at, { [`statement-${asked.get('Fair')!}`]: '5', 'statement-nonsense': '9', words: 'Kept <words>' });
    expect(unanswered.text).toContain('Choose how far you agree: clear');
    expect(unanswered.text).toContain('Choose how far you agree: well connected');
    expect(unanswered.text).toContain('Tick the box');
    expect(unanswered.html).toMatch(/value="5" checked/);
    const long = await visitor.post(at, { ...(await town.form(waveId, 4)), isFinal: 'yes', words: 'word '.repeat(201) });
    expect(long.text).toContain('Use 200 words or fewer');
    const beyond = await visitor.post(at, { ...(await town.form(waveId, 6)), isFinal: 'yes', words: '' });
    expect(beyond.text).toContain('Choose how far you agree');
    expect(await counted()).toBe(0);
    expect((await visitor.post(at, { ...(await town.form(waveId, 4)), 'statement-__proto__': '5', [`statement-${newId()}`]: '5', isFinal: 'yes', words: '' })).text).toContain('Your organisation has answered');
    expect(await counted()).toBe(1);
    expect((await visitor.get('/home')).text).not.toContain(words);
    expect((await visitor.get(at)).text).toContain('nobody can see, change or take back');
  });

  test('RV-21: two colleagues at once: one answer is counted, and the other keeps on the page what they typed', async () => {
    const supplier = suppliers[1]!;
    const colleague = await house.addPerson('Second Writer', ['organisation-administrator', supplier.id]);
    const at = `/survey-invitations/${await town.invitation(waveId, supplier)}`;
    const before = await counted();
    const posted = { ...(await town.form(waveId, 3)), isFinal: 'yes' };
    const both = await Promise.all([supplier.writer, colleague].map((person, index) => house.visitor(person).post(at, { ...posted, words: `Written by number ${index}` })));
    expect(both.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 409]);
    const refused = both.find(({ status }) => status === 409)!;
    expect(refused.text).toContain('A colleague has sent the answers of your organisation already');
    expect(refused.text).toMatch(/Written by number \d/);
    expect(await counted()).toBe(before + 1);
    // The refusal says nothing of which survey it was, or whose.
    const { rows } = await house.database.pool.query("select record_id, body_id from audit_entry where act = 'survey.answer' and result = 'refused' and actor_person_id = any($1)", [[supplier.writer, colleague]]);
    expect(rows).toEqual([{ record_id: null, body_id: null }]);
  });

  test('an outsider, an adviser, a visitor and somebody who left find nothing there', async () => {
    const supplier = suppliers[2]!;
    const at = `/survey-invitations/${await town.invitation(waveId, supplier)}`;
    const adviser = await house.addPerson('Kind Adviser', ['bid-adviser', supplier.id]);
    const left = await house.addPerson('Left Colleague', ['bid-writer', supplier.id]);
    const open = await house.visitor(left).get(at);
    expect(open.status).toBe(200);
    await house.database.pool.query('update role_holding set held_until = wantsum_clock() where person_id = $1', [left]);
    const form = { ...(await town.form(waveId, 5)), isFinal: 'yes', words: '' };
    const before = await counted();
    for (const person of [adviser, left, suppliers[3]!.writer, town.policy, administrator]) {
      expect((await house.visitor(person).get(at)).status).toBe(404);
      const visitor = house.visitor(person);
      await visitor.get('/provider-survey');
      expect((await visitor.send(at, form)).status).not.toBe(200);
    }
    expect((await house.visitor(left).get('/home')).text).not.toContain('Say without your name');
    expect(await counted()).toBe(before);
    expect((await house.visitor(supplier.writer).get(`/survey-invitations/${newId()}`)).status).toBe(404);
    expect((await house.visitor(supplier.writer).get('/survey-invitations/1%27--')).status).toBe(404);
  });

  test('an organisation that was merged with one that is asked is asked once, and answers once', async () => {
    const { pool } = house.database;
    const [kept, merged] = [suppliers[4]!, await house.addOrganisation('Quandrel Bramblewick Works Limited')];
    await pool.query("update organisation set name = 'Quandrel Bramblewick Works Ltd', match_name = $2 where id = $1", [kept.id, matchName('Quandrel Bramblewick Works')]);
    await pool.query('update organisation set match_name = $2 where id = $1', [merged, matchName('Quandrel Bramblewick Works')]);
    await pool.query('insert into survey_invitation (id, wave_id, organisation_id) values ($1, $2, $3)', [newId(), waveId, merged]);
    const asked = async () => /Answered (\d+ of \d+) organisations/.exec((await house.visitor(town.policy).get(`/survey-waves/${waveId}`)).text)![1];
    expect(await asked()).toBe('2 of 8');
    const officer = await house.addPerson('Olive Officer', ['procurement-officer', town.bodyId]);
    await house.mustRun(lookForDuplicates, officer, {});
    const { rows } = await pool.query<{ id: string }>('select id from organisation_pair where $1 in (left_id, right_id)', [merged]);
    await house.mustRun(decidePair, officer, { pairId: rows[0]!.id, keep: kept.id });
    expect(await asked()).toBe('2 of 7');
    await expect(pool.query('update survey_invitation set organisation_id = $2 where organisation_id = $1', [merged, kept.id])).rejects.toThrow(/survey_invitation_wave_id_organisation_id_key/);
    await town.answer(waveId, kept, 4);
    expect(await asked()).toBe('3 of 7');
  });

  test('RV-21: whoever bid for an award decided since is asked too; whoever has not answered is reminded once', async () => {
    await house.setClock('2026-07-10T09:00:00Z');
    const later = await many(town, 2, 'Later');
    await town.award([...later, suppliers[0]!]);
    await follow();
    await town.invitation(waveId, later[1]!);
    const mails = async (person: PersonId) => (await house.database.pool.query<{ subject: string }>('select subject from outbox_mail where recipient_person_id = $1 order by created_at, id', [person])).rows.map(({ subject }) => subject);
    expect(await mails(later[0]!.writer)).toEqual(['How is it to work with answering Council? Tell us without your name']);
    await house.setClock('2026-07-24T09:00:00Z');
    await follow();
    await follow();
    expect((await mails(later[0]!.writer)).slice(1)).toEqual(['A reminder: how is it to work with answering Council?']);
    expect(await mails(suppliers[0]!.writer)).toHaveLength(1);
  });

  test('what comes a minute after the last day is not counted, stays on the page, and cannot be sent by opening the page before', async () => {
    const supplier = suppliers[5]!;
    const at = `/survey-invitations/${await town.invitation(waveId, supplier)}`;
    const visitor = house.visitor(supplier.writer);
    await house.setClock('2026-07-31T23:59:00+01:00');
    await visitor.get(at);
    await house.setClock('2026-08-01T00:00:00+01:00');
    const late = await visitor.send(at, { ...(await town.form(waveId, 1)), isFinal: 'yes', words: 'We were on holiday' });
    expect(late.status).toBe(409);
    expect(late.text).toContain('This survey closed at the end of 31 July 2026');
    expect(late.text).toContain('We were on holiday');
    expect(await counted()).toBe(3);
    expect((await visitor.get(at)).text).toContain('This survey is closed');
    expect((await visitor.get('/home')).text).not.toContain('Say without your name');
  });

  test('RV-21: a survey that too few answered shows nothing to anyone, and is emptied', async () => {
    const page = await house.visitor(town.policy).get(`/survey-waves/${waveId}`);
    expect(page.text).toContain('Fewer than 5 organisations answered, so nothing is shown');
    expect((await house.visitor(town.policy).get('/provider-survey?body=answering')).text).toContain('Too few have answered for anything to be shown');
    expect((await house.visitor(town.policy).get('/effectiveness?body=answering&year=2026')).text).toContain('Fewer than 5 answers, so nothing is shown');
    await follow();
    const { rows } = await house.database.pool.query('select 1 from survey_count where wave_id = $1 union all select 1 from survey_words where wave_id = $1', [waveId]);
    expect(rows).toEqual([]);
  });
});

describe('opening a survey, and what is asked', () => {
  let town: SurveyTown;
  beforeAll(async () => {
    await house.setClock('2026-09-01T09:00:00Z');
    town = await SurveyTown.in(house, 'opening');
    administrator = await house.addPerson('Alma Administrator', ['administrator', town.bodyId]);
    await town.award(await many(town, 2, 'Opened'));
  });
  const date = (name: string, text: string) => ({ [`${name}-day`]: text.slice(8), [`${name}-month`]: text.slice(5, 7), [`${name}-year`]: text.slice(0, 4) });

  test('days are checked, two never run at once, and no award is asked about twice', async () => {
    const visitor = house.visitor(town.policy);
    const at = `/bodies/${town.bodyId}/survey-waves/new`;
    const given = { occasion: 'after-award', title: '=1+1 <i>', ...date('awardsFrom', '2026-08-01'), ...date('awardsTo', '2026-09-10'), ...date('closesOn', '2026-09-30') };
    expect((await visitor.post(at, { title: 'Nothing' })).text).toContain('Choose when providers are asked');
    expect((await visitor.post(at, { ...given, ...date('closesOn', '2026-09-01') })).text).toContain('The last day to answer must be after today');
    expect((await visitor.post(at, { ...given, ...date('awardsTo', '2026-07-01') })).text).toContain('must be on or after the first');
    expect((await visitor.post(at, { ...given, ...date('awardsFrom', '2026-02-31') })).text).toContain('Date must be a real date');
    expect((await visitor.post(at, given)).text).toContain('The survey is open. 2 organisations were asked.');
    expect((await visitor.post(at, given)).text).toContain('is open on some of these days already');
    expect((await house.visitor(town.director).get(at)).status).toBe(404);
    await house.setClock('2026-10-05T09:00:00Z');
    expect((await visitor.post(at, { ...given, ...date('closesOn', '2026-10-30') })).text).toContain('were asked before');
    const twice = await Promise.all([1, 2].map(() => house.run(openWave, town.policy, { bodyId: town.bodyId, occasion: 'after-award', title: 'Autumn', awardsFrom: '2026-09-11', awardsTo: '2026-10-05', closesOn: '2026-10-30' })));
    expect(twice.map(({ kind }) => kind).toSorted()).toEqual(['done', 'refused']);
  });

  test('the local policy says when providers are asked, and its number is fixed for those asked', async () => {
    await house.mustRun(setPolicy, administrator, { bodyId: town.bodyId, key: 'survey.setPoints', fields: { choices: ['after-award'] }, from: '2026-10-05', source: 'Minute 2', owner: '', reason: 'Enough' });
    expect(await house.run(openWave, town.policy, { bodyId: town.bodyId, occasion: 'yearly', title: 'Year', awardsFrom: '', awardsTo: '', closesOn: '2026-11-30' })).toMatchObject({ kind: 'refused', code: 'not-a-set-point' });
    await house.mustRun(setPolicy, administrator, { bodyId: town.bodyId, key: 'survey.fewestAnswers', fields: { count: '12' }, from: '2026-10-05', source: 'Minute 2', owner: '', reason: 'More careful' });
    const { rows } = await house.database.pool.query<{ fewest: number }>('select fewest from survey_wave where body_id = $1 order by opened_at', [town.bodyId]);
    expect(rows.map(({ fewest }) => fewest)).toEqual([5, 5]);
    expect(await house.run(setPolicy, administrator, { bodyId: town.bodyId, key: 'survey.fewestAnswers', fields: { count: '3' }, from: '2026-10-06', source: 'Minute 3', owner: '', reason: 'Less' })).toMatchObject({ kind: 'invalid' });
  });

  test('another wording is another statement: surveys that are open go on as they began, and the old trend stays', async () => {
    const visitor = house.visitor(town.policy);
    const at = `/bodies/${town.bodyId}/survey-statements`;
    expect((await house.visitor(town.director).get(at)).text).not.toContain('Add a statement');
    expect((await house.visitor().get(at)).url).toContain('/sign-in');
    const { rows } = await house.database.pool.query<{ id: string }>("select id from survey_statement where body_id = $1 and subject = 'Fair'", [town.bodyId]);
    const follows = rows[0]!.id;
    const words = { subject: 'Fair', recommendation: '', recommendationUrl: '' };
    expect((await visitor.post(`${at}/new?follows=${follows}`, { follows, ...words, words: 'The council treats everyone who bids or works for it fairly.' })).text).toContain('These are the words as they stand');
    expect((await visitor.post(`${at}/new`, { follows: '', ...words, words: 'X', recommendationUrl: 'javascript:alert(1)' })).text).toContain('begins with https://');
    const both = await Promise.all([1, 2].map((number) => house.visitor(town.policy).post(`${at}/new?follows=${follows}`, { follows, ...words, words: `Fair to small firms, said ${number}` })));
    expect(both.filter(({ text }) => text.includes('It is asked by surveys that open from now on'))).toHaveLength(1);
    const lost = both.find(({ text }) => text.includes('is not asked any more'))!;
    expect(lost.html).toMatch(/value="Fair to small firms, said \d"/);
    const page = await visitor.get(at);
    expect(page.text).toMatch(/No longer asked .*treats everyone who bids or works for it fairly/);
    const { rows: waves } = await house.database.pool.query<{ id: string }>("select id from survey_wave where body_id = $1 and title = 'Autumn'", [town.bodyId]);
    expect((await house.visitor(town.policy).get(`/survey-waves/${waves[0]!.id}`)).text).toContain('treats everyone who bids or works for it fairly');
    const [now] = (await house.database.pool.query<{ id: string }>("select id from survey_statement where body_id = $1 and subject = 'Clear'", [town.bodyId])).rows;
    expect((await visitor.post(`${at}/${now!.id}/baseline`, { notPercent: '101', words: 'w', source: 's' })).text).toContain('Enter a percentage from 0 to 100');
    await visitor.post(`${at}/${now!.id}/baseline`, { notPercent: '55.5', words: '=cmd()', source: 'A survey of 2012' });
    expect((await visitor.get(at)).text).toContain('55.5% did not agree. =cmd(). Source: A survey of 2012');
    await visitor.post(`${at}/${now!.id}/end`);
    expect((await visitor.post(`${at}/${now!.id}/end`)).text).toContain('is not asked any more');
    // A statement of another body is nobody's here.
    const elsewhere = await SurveyTown.in(house, 'opening-elsewhere');
    expect((await house.visitor(elsewhere.policy).get(`/bodies/${elsewhere.bodyId}/survey-statements/${now!.id}/end`)).status).toBe(404);
  });

  test('a name that begins like a formula is defused in the files', async () => {
    await house.setClock('2026-11-02T09:00:00Z');
    const csv = (await house.visitor(town.policy).get('/provider-survey.csv?body=opening')).html;
    expect(csv).toContain("'=1+1 <i>");
    expect(csv).not.toMatch(/,=1/);
    expect((await house.visitor(town.policy).get('/provider-survey?body=opening')).html).not.toContain('=1+1 <i>');
    expect((await house.visitor().get('/provider-survey?body=nowhere')).status).toBe(404);
    expect((await house.visitor().get('/provider-survey?occasion=constructor')).status).toBe(200);
  });

  test('yearly: whoever has a live contract is asked, and nobody is said to have won', async () => {
    const yearly = await SurveyTown.in(house, 'yearly');
    const [first] = await many(yearly, 1, 'Contractor');
    await house.database.pool.query("insert into agreement (id, reference, body_id, kind, title, state, incomplete, missing, starts_on, lead_organisation_id) values ($1, 'Y-1', $2, 'contract', 'Live', 'live', true, '{manager}', date '2026-01-01', $3)", [newId(), yearly.bodyId, first!.id]);
    const { waveId, invited } = await house.mustRun(openWave, yearly.policy, { bodyId: yearly.bodyId, occasion: 'yearly', title: '2026', awardsFrom: '', awardsTo: '', closesOn: '2026-11-30' });
    expect(invited).toBe(1);
    await yearly.answer(waveId, first!, 5);
    const { rows } = await house.database.pool.query<{ fact: string }>('select distinct fact from survey_count where wave_id = $1 order by 1', [waveId]);
    expect(rows.map(({ fact }) => fact)).toEqual(['all', 'directorate', 'sector', 'size']);
  });

  test('RV-21: by directorate, under the one that a directorate went into, and a third that is too small is with others', async () => {
    await house.setClock('2026-11-02T09:00:00Z');
    const town = await SurveyTown.in(house, 'by-directorate');
    const { pool } = house.database;
    const units: string[] = [];
    for (const name of ['Roads <b>', 'Care', 'Parks', 'Old roads']) {
      units.push(newId());
      await pool.query('insert into organisational_unit (id, body_id, name) values ($1, $2, $3)', [units.at(-1), town.bodyId, name]);
    }
    await pool.query("update organisational_unit set ended_on = date '2026-10-01', successor_id = $2 where id = $1", [units[3], units[0]]);
    const contractors = await many(town, 21, 'Unit');
    for (const [index, { id }] of contractors.entries()) {
      const unit = index < 4 ? units[3] : index < 8 ? units[0] : index < 18 ? units[1] : units[2];
      await pool.query("insert into agreement (id, reference, body_id, kind, title, state, incomplete, missing, starts_on, lead_organisation_id, unit_id) values ($1, $2, $3, 'contract', 'Live', 'live', true, '{manager}', date '2026-01-01', $4, $5)", [newId(), `U-${index}`, town.bodyId, id, unit]);
    }
    const { waveId } = await house.mustRun(openWave, town.policy, { bodyId: town.bodyId, occasion: 'yearly', title: 'Units', awardsFrom: '', awardsTo: '', closesOn: '2026-11-30' });
    for (const [index, contractor] of contractors.entries()) await town.answer(waveId, contractor, 2 + (index % 3));
    await house.setClock('2026-12-01T09:00:00Z');
    const shown = async () => [...new Set((await house.visitor(town.policy).get(`/survey-waves/${waveId}/results.csv`)).html.split('\r\n').filter((line) => line.includes(',Directorate,')).map((line) => /,Directorate,("[^"]*"|[^,]*,\d+|.*?,\d+)/.exec(line)![0]))];
    // Parks has 3; with Roads, the smallest that could be shown, it is with others, so that neither comes of subtracting.
    const before = await shown();
    expect(before).toHaveLength(2);
    expect(before[0]).toBe(',Directorate,Care,10');
    expect(before[1]).toContain('Others');
    await follow();
    expect(await shown()).toEqual(before);
    expect((await house.visitor(town.policy).get(`/survey-waves/${waveId}`)).html).not.toContain('Roads <b>');
  });
});
