import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { calendarDate } from '#kernel/calendar-date';
import { newId, type BodyId, type OrganisationId, type PersonId } from '#kernel/ids';
import { putLabel } from '#parts/labels';
import { createReviewSchedule } from '#performance';
import { openHouse, type House } from '../../../tests/house.ts';
import { activateAgreement, createAgreement, heldAgreements, refreshWords, type AgreementId, type NewAgreement } from './index.ts';

let house: House;
let body: BodyId;
let manager: PersonId;
let director: PersonId;
let supplier: OrganisationId;
let outcome: string;

beforeAll(async () => {
  house = await openHouse();
  await house.setClock('2026-06-01T09:00:00Z');
  body = await house.addBody('kent');
  manager = await house.addPerson('Mina Manager', ['contract-manager', body]);
  director = await house.addPerson('Dara Director', ['lead-director', body]);
  supplier = await house.addOrganisation('Swale Youth Trust');
  outcome = newId<'outcome'>();
  await house.database.write(async (tx) => {
    const framework = newId<'outcome_framework'>();
    await tx.insertInto('outcome_framework').values({ id: framework, body_id: body, title: 'Outcomes', version: 1, state: 'published', published_at: new Date() }).execute();
    await tx.insertInto('outcome').values({ id: outcome, body_id: body }).execute();
    await tx.insertInto('outcome_wording').values({ framework_id: framework, outcome_id: outcome, level: 'strategic', code: '1', title: 'Young people get the best start', position: 1 }).execute();
  });
});
afterAll(() => house.close());

function created(made: Awaited<ReturnType<typeof createAgreement>>): AgreementId {
  if (made.kind === 'refused') throw new Error(made.sentence);
  return made.value.id;
}

const draft = (changes: Partial<NewAgreement> = {}): Promise<AgreementId> =>
  house.database.write(async (tx) => created(await createAgreement(tx, { bodyId: body, kind: 'contract', title: 'Youth outreach', parties: [{ organisationId: supplier, role: 'supplier' }], valueNetPence: 6_200_000n, startsOn: calendarDate('2026-04-01'), endsOn: calendarDate('2029-03-31'), extensionMonths: 24, ...changes })));

async function live(changes: Partial<NewAgreement> = {}): Promise<AgreementId> {
  const id = await draft({ managerId: manager, directorId: director, outcomeIds: [outcome], ...changes });
  await house.database.write(async (tx) => {
    await createReviewSchedule(tx, id, { startsOn: calendarDate('2026-04-01'), endsOn: calendarDate('2029-03-31'), frequencies: ['quarterly', 'annual'] });
    const made = await activateAgreement(tx, id);
    if (made.kind === 'refused') throw new Error(made.sentence);
  });
  return id;
}

describe('making an agreement live', () => {
  test('RV-01: a £62,000 contract with no lead director is refused, and the record stays a draft', async () => {
    const id = await draft({ managerId: manager, outcomeIds: [outcome] });
    await house.database.write((tx) => createReviewSchedule(tx, id, { startsOn: calendarDate('2026-04-01'), endsOn: calendarDate('2029-03-31'), frequencies: ['annual'] }));
    const page = await house.visitor(manager).post(`/agreements/${id}/activate`);
    expect(page.status).toBe(409);
    expect(page.text).toContain('It needs a named lead director before it can be live.');
    expect(page.text).not.toContain('It needs a named contract manager');
    expect((await house.visitor().get(`/contracts/${id}`)).status).toBe(404);
  });

  test('AN-04: with no outcome linked it is refused; once linked it goes live and is public', async () => {
    const id = await draft({ managerId: manager, directorId: director, title: 'Linked at last' });
    await house.database.write((tx) => createReviewSchedule(tx, id, { startsOn: calendarDate('2026-04-01'), endsOn: calendarDate('2029-03-31'), frequencies: ['annual'] }));
    const visitor = house.visitor(manager);
    expect((await visitor.post(`/agreements/${id}/activate`)).text).toContain('at least one outcome that it serves');
    const saved = await visitor.post(`/agreements/${id}/complete`, { outcomeIds: outcome });
    expect(saved.text).toContain('This agreement is now complete');
    expect((await visitor.post(`/agreements/${id}/activate`)).text).toContain('live and on the public register');
    const publicPage = await house.visitor().get(`/contracts/${id}`);
    expect(publicPage.text).toContain('Swale Youth Trust does this for kent Council, 1 April 2026 to 31 March 2029');
    expect(publicPage.text).toContain('The contract manager is Mina Manager and the lead director is Dara Director');
    expect(publicPage.text).toContain('Young people get the best start');
  });

  test('everything missing is named at once', async () => {
    const id = await house.database.write(async (tx) => created(await createAgreement(tx, { bodyId: body, kind: 'contract', title: 'Bare', parties: [] })));
    const page = await house.visitor(manager).post(`/agreements/${id}/activate`);
    for (const words of ['contract manager', 'lead director', 'outcome', 'start date', 'end date', 'a value', 'schedule of reviews']) expect(page.text).toContain(words);
  });

  test('another body’s manager and a visitor find nothing there', async () => {
    const id = await draft();
    const other = await house.addPerson('Oona Other', ['contract-manager', await house.addBody()]);
    expect((await house.visitor(other).get(`/contracts/${id}`)).status).toBe(404);
    expect((await house.visitor(other).get(`/agreements/${id}/activate`)).status).toBe(404);
  });
});

describe('a leaver', () => {
  test('RV-01: somebody who manages 5 contracts holds work until all 5 are handed over', async () => {
    const leaver = await house.addPerson('Lee Leaver', ['contract-manager', body]);
    for (let number = 1; number <= 5; number++) await live({ managerId: leaver, title: `Handed on ${number}` });
    const count = () => house.database.read((read) => heldAgreements.count(read, leaver, body));
    expect(await count()).toBe(5);
    const copy = JSON.parse((await house.visitor(leaver).get('/account/my-data.json')).html) as { agreementsYouAnswerFor: { title: string; as_manager: boolean; as_director: boolean }[] };
    expect(copy.agreementsYouAnswerFor.map(({ title, as_manager, as_director }) => [title, as_manager, as_director])).toEqual([1, 2, 3, 4, 5].map((number) => [`Handed on ${number}`, true, false]));
    const nobody = await house.visitor(director).post('/agreements/hand-over', { fromId: leaver });
    expect(nobody.text).toContain('Choose who takes the agreements over');
    expect(await count()).toBe(5);
    const done = await house.visitor(director).post('/agreements/hand-over', { fromId: leaver, managerId: manager });
    expect(done.text).toContain('5 agreements handed over');
    expect(await count()).toBe(0);
  });
});

describe('after it is live', () => {
  test('it is extended within its options, and a date beyond them keeps what was typed', async () => {
    const id = await live();
    const far = await house.visitor(manager).post(`/agreements/${id}/extend`, { 'endsOn-day': '1', 'endsOn-month': '4', 'endsOn-year': '2032', reason: 'It works' });
    expect(far.status).toBe(409);
    expect(far.text).toContain('later than its options to extend allow');
    expect(far.html).toContain('value="2032"');
    const done = await house.visitor(manager).post(`/agreements/${id}/extend`, { 'endsOn-day': '31', 'endsOn-month': '3', 'endsOn-year': '2030', reason: 'It works' });
    expect(done.text).toContain('1 April 2026 to 31 March 2030');
  });

  test('two people ending it at once: one does, the other is told', async () => {
    const id = await live();
    const results = await Promise.all([house.visitor(manager), house.visitor(director)].map((visitor) => visitor.post(`/agreements/${id}/end`, { how: 'end', reason: '' })));
    expect(results.map((result) => result.status).sort()).toEqual([200, 409]);
  });

  test('hostile text is shown as text', async () => {
    const id = await live({ title: '<script>alert(1)</script>' });
    expect((await house.visitor().get(`/contracts/${id}`)).html).not.toContain('<script>alert');
  });
});

describe('RV-04 on the page', () => {
  test('RV-04: a review is missed from the 15th day, listed, and written up once with both parties’ sign-off', async () => {
    const id = await live({ title: 'Reviewed service' });
    const visitor = house.visitor(manager);
    await house.setClock('2026-07-14T12:00:00Z');
    expect((await visitor.get('/reviews/missed')).text).not.toContain('Reviewed service');
    await house.setClock('2026-07-15T12:00:00Z');
    expect((await visitor.get('/reviews/missed')).text).toContain('Reviewed service');
    const reviews = await visitor.get(`/agreements/${id}/reviews`);
    expect(reviews.text).toContain('15 planned, 0 held, 1 missed');
    const reviewId = /\/reviews\/([0-9a-f-]{36})\/hold/.exec(reviews.html)![1]!;
    const written = { 'heldOn-day': '15', 'heldOn-month': '7', 'heldOn-year': '2026', results: '41 young people in work', issues: 'None', actions: 'Open on Saturdays', supplierSignatory: 'Sam of Swale', authoritySigns: 'yes' };
    expect((await visitor.post(`/reviews/${reviewId}/hold`, { ...written, supplierSignatory: '' })).text).toContain('Name who signed for the supplier');
    expect((await visitor.post(`/reviews/${reviewId}/hold`, written)).text).toContain('41 young people in work');
    expect((await visitor.post(`/reviews/${reviewId}/hold`, written)).text).toContain('written up already');
    expect((await house.visitor().get(`/contracts/${id}`)).text).toContain('41 young people in work');
    await house.setClock('2026-06-01T09:00:00Z');
  });
});

describe('the register', () => {
  beforeAll(async () => {
    // 281 whole live contracts of a body of their own, in SQL: what they are made by is not what is tested here.
    const other = await house.addBody('register-county');
    await house.database.write(async (tx) => {
      const { rows } = await sql<{ id: string }>`insert into agreement (id, reference, body_id, kind, title, description, state, manager_id, director_id, value_net_pence, starts_on, ends_on, lead_organisation_id, supplier_name)
        select gen_random_uuid(), 'REG-' || n, ${other}, 'contract', 'Register contract ' || n, 'Care at home', 'live', ${manager}, ${director}, n * 100000, date '2014-01-01' + n, date '2015-06-01' + n * 2, ${supplier}, 'Swale Youth Trust'
        from generate_series(1, 281) n returning id`.execute(tx);
      await refreshWords(tx, rows.map((row) => row.id));
    });
  });
  const url = (form: string, query = '') => `/contracts${form}?body=register-county${query}`;

  test('OR-01: 281 live contracts: the file has 281 rows with manager and director filled, and the page says 281', async () => {
    const page = await house.visitor().get(url('', '&standing=live'));
    expect(page.text).toContain('281 contracts: 1 to 50');
    const file = (await house.visitor().get(url('.csv', '&standing=live'))).html.trimEnd().split('\r\n');
    const headings = file[0]!.split(',');
    const rows = file.slice(1).map((line) => line.split(','));
    expect(rows).toHaveLength(281);
    expect(rows.every((row) => row[headings.indexOf('Contract manager')] === 'Mina Manager' && row[headings.indexOf('Lead director')] === 'Dara Director')).toBe(true);
  });

  test('OR-15: contracts ending before 31 March 2016: the JSON count equals the page’s, and no withheld field is in it', async () => {
    const [one] = await house.database.read((read) => read.selectFrom('agreement').select('id').where('reference', '=', 'REG-3').execute());
    await house.database.write(async (tx) => {
      await putLabel(tx, { kind: 'agreement', id: one!.id }, { field: 'value', label: 'commercial', reason: 'Prices are still being used in another tender', until: '2027-01-01', readers: [] }, manager);
      await putLabel(tx, { kind: 'agreement', id: one!.id }, { field: 'supplier', label: 'commercial', reason: 'Refuge: its name gives its place away', until: null, readers: [] }, manager);
    });
    const page = await house.visitor().get(url('', '&endsBefore=31%2F3%2F2016'));
    const total = Number(/(\d+) contracts/.exec(page.text)![1]);
    const json = JSON.parse((await house.visitor().get(url('.json', '&endsBefore=2016-03-31&limit=1000'))).html) as { total: number; items: Record<string, unknown>[] };
    const expected = await house.database.read((read) => sql<{ count: bigint }>`select count(*) from agreement where reference like 'REG-%' and ends_on < '2016-03-31'`.execute(read));
    expect(json.total).toBe(Number(expected.rows[0]!.count));
    expect(json.total).toBe(total);
    expect(json.items).toHaveLength(total);
    const labelled = json.items.find((item) => item['reference'] === 'REG-3')!;
    expect(labelled).not.toHaveProperty('value');
    expect(labelled).not.toHaveProperty('supplier');
    expect(labelled['withheld']).toMatchObject({ value: expect.stringContaining('REDACTED COMMERCIAL CONFIDENTIALITY: Prices are still') });
    expect(JSON.stringify(labelled)).not.toContain('Swale');
  });

  test('OR-15: a withheld value is not given away by filter, order, search, file or the record itself', async () => {
    const visitor = house.visitor();
    const count = async (query: string) => (JSON.parse((await visitor.get(url('.json', query))).html) as { total: number }).total;
    // REG-3 is worth £3,000, and is the only one between £2,999 and £3,001.
    expect(await count('&valueFrom=2999&valueTo=3001')).toBe(0);
    expect(await count('&q=REG-3')).toBe(1);
    expect(await count('&q=swale')).toBe(280);
    const ordered = JSON.parse((await visitor.get(url('.json', '&sort=-value&limit=1000'))).html) as { items: Record<string, unknown>[] };
    expect(ordered.items.at(-1)!['reference']).toBe('REG-3');
    const id = ordered.items.at(-1)!['id'] as string;
    const page = await visitor.get(`/contracts/${id}`);
    expect(page.text).not.toContain('Swale');
    expect(page.text).not.toContain('3,000');
    expect(page.text).toContain('Refuge: its name gives its place away');
    const record = (await visitor.get(`/contracts/${id}.json`)).html;
    expect(record).toContain('REG-3');
    expect(record).not.toContain('Swale');
    expect((await visitor.get(url('.csv', '&q=REG-3'))).html).not.toContain('Swale');
  });

  test('pages by key: next and back again meet every row once', async () => {
    const visitor = house.visitor();
    const seen: string[] = [];
    let next: string | null = url('.json', '&limit=100&sort=title');
    while (next) {
      const body = JSON.parse((await visitor.get(next.replace(/^https?:\/\/[^/]+/, ''))).html) as { items: { id: string }[]; next: string | null };
      seen.push(...body.items.map((item) => item.id));
      next = body.next;
    }
    expect(new Set(seen).size).toBe(281);
    const link = (html: string, rel: string) => new RegExp(`href="([^"]*)"[^>]*rel="${rel}"`).exec(html)?.[1]?.replaceAll('&amp;', '&');
    const first = await visitor.get(url(''));
    const second = await visitor.get(link(first.html, 'next')!);
    expect(second.text).toContain('51 to 100');
    const back = await visitor.get(link(second.html, 'prev')!);
    expect(back.text).toContain('1 to 50');
  });

  test('a misspelt word finds by likeness; hostile and broken questions are answered in words', async () => {
    const visitor = house.visitor();
    expect((await visitor.get(url('', '&q=registr contrat'))).text).toContain('spelt like them');
    expect((await visitor.get(url('', '&q=%27%3B+drop+table+agreement+--%00'))).status).toBeLessThan(500);
    expect((await visitor.get(url('', '&endsBefore=yesterday'))).text).toContain('enter a date like 31/3/2016');
    expect((await visitor.get(url('.json', '&endsBefore=yesterday'))).status).toBe(400);
    expect((await visitor.get(url('', `&from=${'x'.repeat(400)}&sort=nonsense&limit=-4`))).status).toBe(200);
    expect((await visitor.get('/contracts?q[]=a&q[]=b&body[x]=1')).status).toBe(200);
  });

  test('a formula in a title is defused in the file', async () => {
    await live({ title: '=HYPERLINK("http://evil.example")' });
    expect((await house.visitor().get('/contracts.csv?q=hyperlink')).html).toContain(`"'=HYPERLINK(`);
  });
});
