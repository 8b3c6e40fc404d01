import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { calendarDate } from '#kernel/calendar-date';
import type { PersonId } from '#kernel/ids';
import { lendRole } from '#parties';
import { bankHolidays } from '#law';
import { setPolicy } from '#policy';
import { answerClarification, askClarification, changeClosing, letClarificationBePublic, ruleOnPrivacy, withdrawClarification } from './index.ts';
import { answerBy } from './clarification.ts';
import { openBuyingHouse, TODAY, type BuyingHouse } from './opportunities.fixture.ts';

describe('the day to answer by', () => {
  const at = (text: string) => new Date(text);
  const asked = { askedAt: at('2026-11-19T10:00:00Z'), closesAt: at('2026-12-16T12:00:00Z'), promised: { count: 3, counted: 'working' as const }, late: null, holidays: bankHolidays() };
  test.each([
    ['Thursday and three working days is Tuesday', {}, '2026-11-24'],
    ['three days of the calendar end on a Sunday as they stand', { promised: { count: 3, counted: 'calendar' as const } }, '2026-11-22'],
    ['a bank holiday does not count', { askedAt: at('2026-12-24T10:00:00Z'), closesAt: at('2027-02-01T12:00:00Z') }, '2026-12-31'],
    ['no promise: the last working day before closing', { promised: null }, '2026-12-15'],
    ['closing comes before the promise', { closesAt: at('2026-11-23T12:00:00Z') }, '2026-11-20'],
    ['before answers count as late', { promised: { count: 30, counted: 'working' as const }, late: { count: 5, counted: 'working' as const } }, '2026-12-08'],
    ['asked when answers are late already', { askedAt: at('2026-12-10T10:00:00Z'), late: { count: 5, counted: 'working' as const } }, '2026-12-15'],
    ['asked on the day of closing', { askedAt: at('2026-12-16T09:00:00Z') }, '2026-12-16'],
    ['late in the evening in summer is the next day in London', { askedAt: at('2026-07-01T23:30:00Z'), closesAt: at('2026-09-01T12:00:00Z') }, '2026-07-07'],
  ])('%s', (_what, change, day) => expect(answerBy({ ...asked, ...change })).toBe(calendarDate(day)));
});

let house: BuyingHouse;
let administrator: PersonId;
beforeAll(async () => {
  house = await openBuyingHouse();
  administrator = await house.addPerson('Ada Administrator', ['administrator', house.bodyId]);
  for (const key of ['clarifications.answerWithinDays', 'clarifications.materialWithinDays'] as const) {
    await house.mustRun(setPolicy, administrator, { bodyId: house.bodyId, key, fields: { count: key === 'clarifications.answerWithinDays' ? '3' : '5', counted: 'working' }, from: '2026-03-02', source: 'Cabinet', reason: 'So that bidders can go on writing.', owner: '', until: '', isCorrection: true });
  }
});
beforeEach(() => house.setClock(TODAY));
afterAll(() => house.close());

const published = async (title: string) => {
  const id = await house.addDraft({ title });
  await house.publish(id);
  return id;
};
const ask = async (opportunityId: string, askPrivate = false) =>
  (await house.mustRun(askClarification, house.swale.writer, { opportunityId, organisationId: house.swale.organisationId, question: 'We at Swale Youth Trust have a van. May we use it?', askPrivate })).clarificationId;
const answer = (clarificationId: string) => house.mustRun(answerClarification, house.officer, { clarificationId, publicText: 'May the van be our own?', answer: 'Yes.', material: false, closesOn: '', closesAt: '' });
const home = async (person: PersonId) => (await house.visitor(person).get('/home')).text;
const mailsOn = async (clarificationId: string) =>
  (await house.database.pool.query<{ to: PersonId; subject: string; text: string }>(`select recipient_person_id as "to", subject, body_text as text from outbox_mail where about_kind = 'clarification' and about_id = $1 order by id`, [clarificationId])).rows;

describe('a question that was asked', () => {
  test('DP-10: its officer has a mail without the asker, it is on their home with the day to answer by, beside it in the list, and gone when it is answered', async () => {
    const id = await published('Owed vans');
    const question = await ask(id);
    const [mail, ...more] = await mailsOn(question);
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ to: house.officer, subject: 'Question 1 about Owed vans' });
    expect(mail!.text).toContain('Answer it by 5 March 2026');
    for (const name of ['Swale Youth', 'Wendy', 'van. May']) expect(mail!.text).not.toContain(name);
    const row = await house.visitor(house.officer).get('/home');
    expect(row.text).toContain('Answer question 1 about Owed vans Questions from suppliers 5 March 2026');
    expect(row.html).toContain(`href="/clarifications/${question}/answer"`);
    const list = (await house.visitor(house.officer).get(`/opportunities/${id}/clarifications`)).text;
    expect(list).toContain('answer by 5 March 2026');
    expect(list).not.toContain('Overdue');
    expect((await house.visitor(house.officer).get(`/opportunities/${id}`)).text).toContain('Questions from suppliers: 1 to answer, by 5 March 2026');
    expect((await house.visitor(house.swale.writer).get(`/clarifications/${question}`)).text).toContain('To be answered by 5 March 2026');
    await house.setClock('2026-03-06T09:00:00Z');
    expect((await house.visitor(house.officer).get(`/opportunities/${id}/clarifications`)).text).toContain('Overdue');
    expect((await house.visitor(house.officer).get('/home')).text).toContain('Answer question 1 about Owed vans Questions from suppliers 5 March 2026 at 11:59pm Late');
    await answer(question);
    expect(await home(house.officer)).not.toContain('about Owed vans');
    expect((await house.visitor(house.officer).get(`/opportunities/${id}`)).text).not.toContain('1 to answer');
  });

  test('a policy that changes later does not reach back; bids that close later leave the promise as it was', async () => {
    const id = await published('Pinned vans');
    const question = await ask(id);
    await house.setClock('2026-03-03T09:00:00Z');
    await house.mustRun(setPolicy, administrator, { bodyId: house.bodyId, key: 'clarifications.answerWithinDays', fields: { count: '9', counted: 'working' }, from: '2026-03-04', source: 'Cabinet', reason: 'More time.', owner: '', until: '', isCorrection: false });
    await house.mustRun(changeClosing, house.officer, { opportunityId: id, closesOn: '2026-04-10', closesAt: '5pm', reason: 'More time for everyone.' });
    await house.setClock('2026-03-04T09:00:00Z');
    const later = await ask(id);
    expect((await house.visitor(house.officer).get(`/clarifications/${question}`)).text).toContain('To be answered by 5 March 2026');
    expect((await house.visitor(house.officer).get(`/clarifications/${later}`)).text).toContain('To be answered by 18 March 2026');
    for (const one of [question, later]) await answer(one);
  });

  test('one that asks to be private is to be decided first; refused, it waits for its asker; made public or agreed, for the officer; withdrawn, for nobody', async () => {
    const id = await published('Private vans');
    const [one, two] = [await ask(id, true), await ask(id, true)];
    expect((await mailsOn(one))[0]!.text).toContain('and asks for a private answer');
    const first = await house.visitor(house.officer).get('/home');
    expect(first.text).toContain('Decide whether question 1 about Private vans is sensitive, and answer it');
    expect(first.html).toContain(`href="/clarifications/${one}/privacy"`);
    await house.mustRun(ruleOnPrivacy, house.officer, { clarificationId: one, sensitive: 'no', reason: 'Everyone must know.' });
    await house.mustRun(ruleOnPrivacy, house.officer, { clarificationId: two, sensitive: 'yes', reason: 'A trade secret.' });
    const second = await home(house.officer);
    expect(second).not.toContain('question 1 about Private vans');
    expect(second).toContain('Answer question 2 about Private vans');
    await house.mustRun(letClarificationBePublic, house.swale.writer, { clarificationId: one });
    expect(await home(house.officer)).toContain('Answer question 1 about Private vans');
    for (const clarificationId of [one, two]) await house.mustRun(withdrawClarification, house.swale.writer, { clarificationId });
    expect(await home(house.officer)).not.toContain('about Private vans');
  });

  test('nobody of another authority, no supplier and no auditor has it; one that bids closed on is nobody’s', async () => {
    const id = await published('Close vans');
    const question = await ask(id);
    const elsewhere = await house.addPerson('Else Where', ['procurement-officer', await house.addBody()]);
    const auditor = await house.addPerson('Audrey Auditor', ['auditor', house.bodyId]);
    for (const person of [elsewhere, auditor, house.swale.writer, house.medway.writer, house.commissioner]) expect(await home(person)).not.toContain('about Close vans');
    for (const person of [elsewhere, house.swale.writer]) expect((await house.visitor(person).get(`/opportunities/${id}/clarifications`)).status).toBe(404);
    expect((await house.visitor(house.swale.writer).get(`/opportunities/${id}`)).text).not.toContain('1 to answer');
    await house.setClock('2026-03-27T12:00:00Z');
    expect(await home(house.officer)).not.toContain('Answer question 1 about Close vans');
    expect((await house.visitor(house.officer).get(`/clarifications/${question}`)).text).not.toContain('To be answered by');
  });

  test('it goes with the work: to whoever took the opportunity over, to whoever stands in, and to every officer when nobody answers for it by name', async () => {
    const leaver = await house.addPerson('Lee Leaver', ['commissioner', house.bodyId]);
    const other = await house.addPerson('Otto Officer', ['procurement-officer', house.bodyId]);
    const standIn = await house.addPerson('Sam Standin', ['policy-officer', house.bodyId]);
    const id = await published('Left vans');
    await house.database.pool.query('update opportunity set created_by = $2 where id = $1', [id, leaver]);
    expect((await mailsOn(await ask(id))).map(({ to }) => to)).toEqual([leaver]);
    expect(await home(leaver)).toContain('Answer question 1 about Left vans');
    await house.mustRun(lendRole, leaver, { bodyId: house.bodyId, personId: leaver, delegateId: standIn, role: 'commissioner', startsOn: '2026-03-02', endsOn: '2026-03-20', reason: 'Holiday' });
    expect(await home(standIn)).toContain('Answer question 1 about Left vans');
    expect((await mailsOn(await ask(id))).map(({ to }) => to).sort()).toEqual([leaver, standIn].sort());
    await house.database.pool.query('update opportunity set officer_id = $2 where id = $1', [id, other]);
    expect((await mailsOn(await ask(id))).map(({ to }) => to)).toEqual([other]);
    expect(await home(leaver)).not.toContain('about Left vans');
    expect(await home(standIn)).not.toContain('about Left vans');
    await house.database.pool.query('update opportunity set officer_id = null where id = $1', [id]);
    await house.database.pool.query(`update role_holding set held_until = wantsum_clock() where person_id = $1`, [leaver]);
    expect((await mailsOn(await ask(id))).map(({ to }) => to).sort()).toEqual([house.officer, other].sort());
    expect(await home(other)).toContain('Answer question 4 about Left vans');
  });
});
