import { globSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '#kernel/ids';
import { SYSTEM } from '#platform/access/access';
import { holdReview } from '../reviews.commands.ts';
import { ANSWERED, CHANGE, fieldsOf, FRIENDLY, newKey, NOW, openChecklistHouse, QUESTIONS, WELCOME, type ChecklistHouse } from './checklists.fixture.ts';
import { forgetOneInspector, inviteInspector, makeChecklist, withdrawInspector } from './checklists.commands.ts';
import { forgetInspectors, forgetInspectorsJob } from './forget-inspectors.command.ts';
import { inspectionsOfPerson } from './forget.store.ts';

let house: ChecklistHouse;
beforeAll(async () => { house = await openChecklistHouse(); });
beforeEach(() => house.setClock(NOW));
afterAll(() => house.close());

const HELD = { heldOn: '2026-06-20', results: 'Open on every day', issues: 'None', actions: 'None', supplierSignatory: 'Pat', authoritySigns: 'yes' };
const sendings = async (inspectorId: string) => (await house.database.pool.query<{ count: number }>('select count(*)::int as count from checklist_sending where inspector_id = $1', [inspectorId])).rows[0]!.count;
const setPolicy = (key: string, value: string) => house.database.write((tx) => tx.insertInto('local_policy').values({ id: newId<'local_policy'>(), body_id: house.bodyId, key, valid: '[2020-01-01,)', value, source: 'Test policy' }).execute());
/** A review with a checklist and one person asked. */
async function asked(change: { readonly email?: string; readonly lastOn?: string } = {}) {
  const review = await house.addReview();
  const checklistId = await house.addChecklist(review.reviewId);
  const inspector = await house.ask(review.reviewId, checklistId, 'Amina', change);
  return { ...review, checklistId, inspector, link: `/checklists/${inspector.code}`, staff: `/reviews/${review.reviewId}/checklists/${checklistId}`, answers: await house.posted(checklistId, ANSWERED) };
}

test('whoever is signed in as well acts by the link alone: the trail, which an auditor reads, does not name them, and no cache keeps the page', async () => {
  const { link, checklistId, inspector } = await asked();
  const somebody = await house.addPerson('Amina Signed-In');
  const visitor = house.visitor(somebody);
  const page = await visitor.get(link);
  expect(page.response.headers['cache-control']).toBe('private, no-store');
  expect((await visitor.post(link, await fieldsOf(page, house, checklistId, ANSWERED))).status).toBe(200);
  expect(await sendings(inspector.id)).toBe(1);
  const { rows } = await house.database.pool.query('select actor_person_id from audit_entry where actor_person_id = $1', [somebody]);
  expect(rows).toEqual([]);
});

describe('making a checklist', () => {
  test('it has questions, few, short and asked once; the most is the authority’s', async () => {
    const { reviewId } = await house.addReview();
    const make = (change: Partial<typeof QUESTIONS>) => house.run(makeChecklist, house.manager, { reviewId, ...QUESTIONS, yesNo: '', faces: '', words: '', ...change });
    expect(await make({ yesNo: ' \r\n ' })).toMatchObject({ code: 'no-question' });
    expect(await make({ faces: 'x'.repeat(301) })).toMatchObject({ code: 'long-question', field: 'faces' });
    expect(await make({ yesNo: 'Warm?', words: 'warm?' })).toMatchObject({ code: 'asked-twice', field: 'words' });
    const many = (count: number) => Array.from({ length: count }, (_, index) => `Question ${index}?`).join('\n');
    expect(await make({ yesNo: many(13) })).toMatchObject({ code: 'too-many', sentence: expect.stringContaining('Take out 1.'), rule: { source: expect.stringContaining('brief and consist of quick') } });
    expect(await make({ yesNo: many(12) })).toMatchObject({ kind: 'done' });
    await setPolicy('review.checklistQuestions', '2');
    expect(await make({ yesNo: many(3) })).toMatchObject({ code: 'too-many' });
    await house.database.pool.query(`delete from local_policy where key = 'review.checklistQuestions'`);
  });

  test('nobody of another body, nobody who only reads, and nobody for a review that is written up', async () => {
    const { reviewId, agreementId } = await house.addReview();
    for (const person of [house.elsewhere, house.commissioner]) expect(await house.run(makeChecklist, person, { reviewId, ...QUESTIONS })).toEqual({ kind: 'forbidden' });
    expect((await house.visitor(house.elsewhere).get(`/reviews/${reviewId}/checklists`)).status).toBe(404);
    expect((await house.visitor().get(`/agreements/${agreementId}/reviews`)).text).not.toContain('Checklists');
    await house.mustRun(holdReview, house.manager, { reviewId, ...HELD });
    expect(await house.run(makeChecklist, house.manager, { reviewId, ...QUESTIONS })).toMatchObject({ code: 'written-up' });
  });

  test('over HTTP: what was typed comes back with what is wrong; then the link is shown once, and only its hash is kept', async () => {
    const { reviewId } = await house.addReview();
    const manager = house.visitor(house.manager);
    const wrong = await manager.post(`/reviews/${reviewId}/checklists/new`, { ...QUESTIONS, yesNo: '', faces: '', words: '', title: '<b>Visit</b>' });
    expect([wrong.status, wrong.text.includes('Write at least one question'), wrong.html.includes('&lt;b&gt;Visit&lt;/b&gt;')]).toEqual([409, true, true]);
    const made = await manager.post(`/reviews/${reviewId}/checklists/new`, { ...QUESTIONS, title: '<b>Visit</b>' });
    expect(made.text).toContain('The checklist is made.');
    const invited = await manager.post(`${made.url}/invite`, { name: 'Amina <i>', email: 'amina@example.org', 'lastOn-day': '20', 'lastOn-month': '7', 'lastOn-year': '2026' });
    const code = /\/checklists\/([\w-]{22})"/.exec(invited.html)![1]!;
    expect(invited.html).toContain('mailto:amina%40example.org?subject=');
    const { rows } = await house.database.pool.query('select row_to_json(i)::text as row from checklist_inspector i union all select row_to_json(a)::text from audit_entry a union all select row_to_json(o)::text from outbox_mail o');
    expect(JSON.stringify(rows)).not.toContain(code);
    expect(rows.filter(({ row }: { row: string }) => row.includes('inviteInspector')).some(({ row }: { row: string }) => row.includes('Amina'))).toBe(false);
    const opened = await house.visitor().get(`/checklists/${code}`);
    expect([opened.status, opened.html.includes('<b>Visit'), opened.html.includes('Amina &lt;i&gt;')]).toEqual([200, false, true]);
  });

  test('asked: on a day from today on, once by a name, for a checklist of this review', async () => {
    const { reviewId, checklistId } = await asked();
    const other = await house.addReview();
    const ask = (change: Record<string, string>) => house.run(inviteInspector, house.manager, { reviewId, checklistId, name: 'Ben', email: '', lastOn: '2026-07-01', ...change });
    expect(await ask({ name: 'Amina' })).toMatchObject({ code: 'name-taken' });
    for (const lastOn of ['2026-06-19', '2027-06-21']) expect(await ask({ lastOn })).toMatchObject({ code: 'wrong-day' });
    expect(await ask({ lastOn: '2026-02-30' })).toMatchObject({ kind: 'invalid' });
    expect(await ask({ email: 'not an address' })).toMatchObject({ kind: 'invalid' });
    expect(await ask({ reviewId: other.reviewId })).toMatchObject({ code: 'not-found' });
    expect(await house.run(inviteInspector, house.elsewhere, { reviewId, checklistId, name: 'Ben', email: '', lastOn: '2026-07-01' })).toEqual({ kind: 'forbidden' });
  });
});

describe('sending a checklist', () => {
  test('a wrong code, one of another kind and an enormous one open nothing and send nothing', async () => {
    const { answers, link } = await asked();
    for (const code of ['aaaaaaaaaaaaaaaaaaaaaa', link.slice(-21), 'x'.repeat(400), '%27or%201=1']) expect((await house.visitor().get(`/checklists/${code}`)).status).toBe(404);
    expect(await house.send('aaaaaaaaaaaaaaaaaaaaaa', answers)).toMatchObject({ code: 'no-link' });
    expect(await house.send('x'.repeat(100_000), answers)).toMatchObject({ code: 'no-link' });
  });

  test('a link that is too old is refused from the day after its last, in London', async () => {
    const { inspector, answers, link } = await asked({ lastOn: '2026-06-25' });
    await house.setClock('2026-06-25T22:59:00Z');
    expect((await house.visitor().get(link)).text).toContain('25 June 2026');
    await house.setClock('2026-06-25T23:00:00Z');
    expect(await house.send(inspector.code, answers)).toMatchObject({ code: 'expired' });
    expect((await house.visitor().get(link)).text).toContain('too old');
  });

  test('a link that was closed is refused; one that was used is not closed', async () => {
    const [first, second] = [await asked(), await asked()];
    await house.mustRun(withdrawInspector, house.manager, { reviewId: first.reviewId, inspectorId: first.inspector.id, reason: 'Amina is away' });
    expect((await house.visitor(house.manager).get(first.staff)).text).toContain('Amina is away');
    expect((await house.visitor(house.commissioner).get(first.staff)).text, 'who may not know the names').not.toContain('Amina');
    expect(await house.send(first.inspector.code, first.answers)).toMatchObject({ code: 'withdrawn' });
    expect((await house.visitor().get(first.link)).text).toContain('This link is closed');
    await house.send(second.inspector.code, second.answers);
    expect(await house.run(withdrawInspector, house.manager, { reviewId: second.reviewId, inspectorId: second.inspector.id, reason: 'Lost' })).toMatchObject({ code: 'sent' });
    expect(await house.run(withdrawInspector, house.elsewhere, { reviewId: second.reviewId, inspectorId: second.inspector.id, reason: 'Lost' })).toEqual({ kind: 'forbidden' });
  });

  test('XC-07: after the review is written up it is refused in a sentence, and what was typed is still on the page', async () => {
    const { reviewId, link, checklistId, inspector } = await asked();
    const amina = house.visitor();
    const fields = await fieldsOf(await amina.get(link), house, checklistId, { ...ANSWERED, [CHANGE]: 'A door that opens' });
    const token = /name="_csrf" value="([^"]*)"/.exec((await amina.get(link)).html)![1]!;
    await house.mustRun(holdReview, house.manager, { reviewId, ...HELD });
    const late = await amina.send(link, { ...fields, _csrf: token });
    expect([late.status, late.text.includes('The review is over'), late.text.includes('A door that opens'), />\s*Send\s*</.test(late.html.slice(late.html.indexOf('<main')))]).toEqual([409, true, true, false]);
    expect(await sendings(inspector.id)).toBe(0);
  });

  test('half of it, an answer that is no choice, and enormous text are refused at their fields, with everything else kept', async () => {
    const { link, checklistId, inspector } = await asked();
    const amina = house.visitor();
    const page = await amina.get(link);
    const half = await amina.send(link, await fieldsOf(page, house, checklistId, { [CHANGE]: 'Kept' }));
    expect([half.status, half.text.includes(`Choose an answer to “${WELCOME}”`), half.text.includes(`Choose an answer to “${FRIENDLY}”`), half.html.includes('Kept')]).toEqual([409, true, true, true]);
    expect((await amina.send(link, await fieldsOf(page, house, checklistId, { ...ANSWERED, [WELCOME]: 'Perhaps' }))).text).toContain('Select one of the choices');
    const long = await amina.send(link, await fieldsOf(page, house, checklistId, { ...ANSWERED, [CHANGE]: 'word '.repeat(20_000) }));
    expect([long.status, long.text.includes('the limit is 60')]).toEqual([409, true]);
    expect(await sendings(inspector.id)).toBe(0);
  });

  test('without a key of its own form nothing is sent', async () => {
    const { inspector, answers } = await asked();
    expect(await house.send(inspector.code, answers, '')).toMatchObject({ kind: 'invalid' });
  });

  test('XC-07: sent twice at once it is there once, and both are told that it is sent', async () => {
    const { inspector, answers } = await asked();
    const key = newKey();
    const both = await Promise.all([house.send(inspector.code, answers, key), house.send(inspector.code, answers, key)]);
    expect(both.map(({ kind }) => kind)).toEqual(['done', 'done']);
    expect(await house.send(inspector.code, answers, key.toUpperCase())).toMatchObject({ kind: 'done' });
    expect(await sendings(inspector.id)).toBe(1);
    const { rows } = await house.database.pool.query<{ count: number }>(`select count(*)::int as count from answer where about_kind = 'checklist-inspector' and about_id = $1`, [inspector.id]);
    expect(rows[0]!.count).toBe(3);
  });

  test('two pages of one link: the first is sent, the second is refused and keeps its words; a key of another’s form sends nothing', async () => {
    const [first, other] = [await asked(), await asked()];
    const [one, two] = [await house.visitor().get(first.link), await house.visitor().get(first.link)];
    const key = (html: string) => /name="sendKey" value="([^"]+)"/.exec(html)![1]!;
    expect(key(one.html)).not.toBe(key(two.html));
    expect(await house.send(first.inspector.code, first.answers, key(one.html))).toMatchObject({ kind: 'done' });
    expect(await house.send(first.inspector.code, first.answers, key(two.html))).toMatchObject({ code: 'sent-already' });
    expect(await house.send(other.inspector.code, other.answers, key(one.html))).toMatchObject({ kind: 'refused' });
    const visitor = house.visitor();
    const token = /name="_csrf" value="([^"]*)"/.exec((await visitor.get(other.link)).html)![1]!;
    const late = await visitor.send(first.link, { ...(await fieldsOf(two, house, first.checklistId, { [CHANGE]: 'From the second page' })), _csrf: token });
    expect([late.status, late.text.includes('sent already'), late.text.includes('From the second page'), late.text.includes('Longer hours')]).toEqual([409, true, true, true]);
    expect([await sendings(first.inspector.id), await sendings(other.inspector.id)]).toEqual([1, 0]);
  });

  test('written up at the same moment: either it is in before, or it is refused', async () => {
    const { reviewId, inspector, answers } = await asked();
    const [sent, held] = await Promise.all([house.send(inspector.code, answers), house.run(holdReview, house.manager, { reviewId, ...HELD })]);
    expect(held.kind).toBe('done');
    expect(sent.kind === 'done' ? 1 : 0).toBe(await sendings(inspector.id));
    if (sent.kind !== 'done') expect(sent).toMatchObject({ code: 'written-up' });
  });

  test('what was sent is never changed or removed, not even in the database', async () => {
    const { inspector, answers } = await asked();
    await house.send(inspector.code, answers);
    for (const statement of ['delete from checklist_sending where inspector_id = $1', 'update checklist_sending set done_at = done_at where inspector_id = $1', 'update answer set version = 2 where about_id = $1', 'delete from answer where about_id = $1']) {
      await expect(house.database.pool.query(statement, [inspector.id]), statement).rejects.toThrow(/never changed or removed/);
    }
  });

  test('a phone that saves by script is told when it arrived; done is what its clock says, where that can be', async () => {
    const times = async (doneAt: string) => {
      const { inspector, link, checklistId } = await asked();
      const amina = house.visitor();
      const fields = await fieldsOf(await amina.get(link), house, checklistId, ANSWERED);
      const answer = JSON.parse((await amina.send(link, { ...fields, doneAt }, { 'x-autosave': '1' })).html) as { status: string; at: string };
      expect(answer.status).toBe('saved');
      const { rows } = await house.database.pool.query<{ done: Date; arrived: Date }>('select done_at as done, arrived_at as arrived from checklist_sending where inspector_id = $1', [inspector.id]);
      return { ...rows[0]!, at: answer.at };
    };
    await house.setClock('2026-06-20T09:00:00Z');
    const known = await times('');
    expect([known.done.toISOString(), known.at]).toEqual([known.arrived.toISOString(), known.arrived.toISOString()]);
    for (const untrue of ['2031-01-01T00:00:00Z', '1999-01-01T00:00:00Z', 'yesterday', '9'.repeat(5000)]) {
      const { done, arrived } = await times(untrue);
      expect(done.toISOString()).toBe(arrived.toISOString());
    }
  });
});

describe('reading what was sent', () => {
  test('XC-07: the second visit of the link shows what was sent and when; the review shows the answers, when they were done and when they arrived, and the name to those who manage the contract only', async () => {
    const { inspector, link, checklistId, staff, agreementId, reviewId } = await asked({ email: 'amina@example.org' });
    const amina = house.visitor();
    const fields = await fieldsOf(await amina.get(link), house, checklistId, { ...ANSWERED, [CHANGE]: '<script>alert(1)</script>' });
    await house.setClock('2026-06-20T14:30:00Z');
    const sent = await amina.send(link, { ...fields, doneAt: '2026-06-20T11:05:00Z' });
    for (const seen of [sent, await house.visitor().get(link)]) for (const words of ['Sent', '20 June 2026 at 3:30pm', '😊 Good', 'alert(1)', 'Your name, Amina', 'amina@example.org']) expect(seen.text).toContain(words);
    expect(sent.html).not.toContain('<script>alert');
    const seen = await house.visitor(house.manager).get(staff);
    for (const words of ['Amina', '1 of 1 sent', 'Done on 20 June 2026 at 12:05pm', 'arrived on 20 June 2026 at 3:30pm', '😊 Good']) expect(seen.text).toContain(words);
    expect(seen.html).not.toContain('<script>alert');
    const reader = await house.visitor(house.commissioner).get(staff);
    expect([reader.text.includes('😊 Good'), reader.text.includes('Amina'), reader.html.includes('/forget')]).toEqual([true, false, false]);
    expect((await house.visitor(house.elsewhere).get(staff)).status).toBe(404);
    expect((await house.visitor().get(staff)).text).toContain('Sign in');
    expect((await house.visitor(house.manager).get(`/agreements/${agreementId}/reviews`)).text).toContain('1 of 1 sent');
    expect((await house.visitor(house.manager).get(`/reviews/${reviewId}/hold`)).text).toContain(`${WELCOME} Yes: 1`);
    expect(await sendings(inspector.id)).toBe(1);
  });

  test('people asked are paged by twenty, and a page after somebody who is not there is empty', async () => {
    const { reviewId, checklistId, staff } = await asked();
    for (let index = 0; index < 21; index += 1) await house.ask(reviewId, checklistId, `Person ${index}`);
    const first = await house.visitor(house.manager).get(staff);
    const next = /href="([^"]*\?after=[^"]*)"/.exec(first.html)![1]!;
    expect([first.text.includes('Person 18'), first.text.includes('Person 19')]).toEqual([true, false]);
    const second = await house.visitor(house.manager).get(next);
    expect([second.text.includes('Person 18'), second.text.includes('Person 20')]).toEqual([false, true]);
    const nobody = await house.visitor(house.manager).get(`${staff}?after=${newId<'checklist_inspector'>()}`);
    expect([nobody.status, nobody.text.includes('Person 0')]).toEqual([200, false]);
  });

  test('the public record counts answers only where the manager shows them, never names or words, and keeps small numbers back', async () => {
    const { reviewId, agreementId, inspector, checklistId, answers } = await asked();
    await house.send(inspector.code, answers);
    for (const [name, welcome] of [['Ben', 'Yes'], ['Cleo', 'No']] as const) await house.send((await house.ask(reviewId, checklistId, name)).code, await house.posted(checklistId, { ...ANSWERED, [WELCOME]: welcome }));
    const record = async () => (await house.visitor().get(`/agreements/${agreementId}/reviews`)).text;
    expect(await record()).not.toContain(WELCOME);
    await house.mustRun(holdReview, house.manager, { reviewId, ...HELD, showCounts: 'yes' });
    expect(await record()).toContain(`${WELCOME} Yes: 2, No: 1`);
    for (const secret of ['Amina', 'Cleo', 'Longer hours']) expect(await record()).not.toContain(secret);
    await setPolicy('results.fewestShown', '2');
    expect(await record()).toContain(`${WELCOME} Not shown: fewer than 2 people gave one of the answers`);
    expect(await record()).toContain(`${FRIENDLY} 😊 Good: 3`);
    await house.database.pool.query(`delete from local_policy where key = 'results.fewestShown'`);
    const without = await asked();
    await house.send(without.inspector.code, without.answers);
    await house.mustRun(holdReview, house.manager, { reviewId: without.reviewId, ...HELD });
    expect((await house.visitor().get(`/agreements/${without.agreementId}/reviews`)).text).not.toContain(WELCOME);
  });
});

describe('what is kept about people who were asked', () => {
  const row = async (id: string) => (await house.database.pool.query<{ name: string | null; email: string | null }>('select name, email from checklist_inspector where id = $1', [id])).rows[0]!;

  test('asked for, a name is taken out at once: the answers stay, a link not used is closed, and the same name can be asked again', async () => {
    const [sent, open] = [await asked({ email: 'amina@example.org' }), await asked()];
    await house.send(sent.inspector.code, sent.answers);
    for (const one of [sent, open]) {
      const seen = await house.visitor(house.manager).post(`/reviews/${one.reviewId}/inspectors/${one.inspector.id}/forget`, {});
      expect([seen.text.includes('taken out'), seen.text.includes('Amina')]).toEqual([true, false]);
      expect(await row(one.inspector.id)).toEqual({ name: null, email: null });
    }
    expect((await house.visitor().get(sent.link)).text).toContain('Your name and email address were taken out');
    expect(await house.send(open.inspector.code, open.answers)).toMatchObject({ code: 'withdrawn' });
    expect(await house.run(forgetOneInspector, house.manager, { reviewId: sent.reviewId, inspectorId: sent.inspector.id })).toMatchObject({ code: 'forgotten' });
    expect(await house.run(forgetOneInspector, house.elsewhere, { reviewId: sent.reviewId, inspectorId: sent.inspector.id })).toEqual({ kind: 'forbidden' });
    await house.ask(sent.reviewId, sent.checklistId, 'Amina');
  });

  test('an address goes once the review is written up, a name as long after it as people who left are kept; both nightly, and the entry names nobody', async () => {
    const { reviewId, inspector } = await asked({ email: 'amina@example.org' });
    const waits = await asked({ email: 'ben@example.org' });
    await forgetInspectorsJob.run(house.services, {});
    expect(await row(inspector.id)).toEqual({ name: 'Amina', email: 'amina@example.org' });
    await house.mustRun(holdReview, house.manager, { reviewId, ...HELD });
    await forgetInspectorsJob.run(house.services, {});
    expect([await row(inspector.id), await row(waits.inspector.id)]).toEqual([{ name: 'Amina', email: null }, { name: 'Amina', email: 'ben@example.org' }]);
    await setPolicy('retention.peopleYears', '1');
    await house.setClock('2027-06-20T12:00:00Z');
    await forgetInspectorsJob.run(house.services, {});
    expect(await row(inspector.id)).toMatchObject({ name: 'Amina' });
    await house.setClock('2027-06-21T12:00:00Z');
    await forgetInspectorsJob.run(house.services, {});
    expect([await row(inspector.id), await row(waits.inspector.id)]).toEqual([{ name: null, email: null }, { name: 'Amina', email: null }]);
    const { rows } = await house.database.pool.query(`select detail::text from audit_entry where act = 'performance.forgetInspectors'`);
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain('Amina');
    expect(await house.run(forgetInspectors, house.manager, { bodyId: house.bodyId })).toEqual({ kind: 'forbidden' });
    expect(await house.run(forgetInspectors, SYSTEM, { bodyId: house.bodyId })).toMatchObject({ kind: 'done', value: { names: 0, emails: 0 } });
    await house.database.pool.query(`delete from local_policy where key = 'retention.peopleYears'`);
  });

  test('somebody with an account finds in their copy what was asked of their confirmed address, and nobody else’s', async () => {
    const person = await house.addPerson('Amina Account');
    const { rows } = await house.database.pool.query<{ email: string }>('select email from person where id = $1', [person]);
    const mine = await asked({ email: rows[0]!.email });
    await house.send(mine.inspector.code, mine.answers);
    await asked({ email: 'somebody@example.org' });
    const copy = await house.database.read((read) => inspectionsOfPerson(read, person));
    expect(copy).toMatchObject([{ email: rows[0]!.email, answers: [{ question: WELCOME, answer: 'Yes' }, {}, { question: CHANGE, answer: 'Longer hours' }] }]);
    await house.database.pool.query('update person set email_verified = false where id = $1', [person]);
    expect(await house.database.read((read) => inspectionsOfPerson(read, person))).toEqual([]);
  });
});

test('whoever tries codes one after the other is stopped', async () => {
  const { link } = await asked();
  const visitor = house.visitor();
  await visitor.get(link);
  const statuses = new Set<number>();
  for (let tries = 0; tries < 31; tries += 1) statuses.add((await visitor.send(`/checklists/${newKey()}`, {})).status);
  expect(statuses).toContain(429);
});

test('XC-07: only the checklist sends itself when the connection is back', () => {
  const pages = globSync('src/**/*.ts', { cwd: process.cwd() }).filter((path) => !path.endsWith('.test.ts') && !path.endsWith('.fixture.ts') && readFileSync(path, 'utf8').includes('data-send-later'));
  expect(pages).toEqual(['src/review/performance/checklists/checklist.page.ts']);
});
