import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BodyId, PersonId } from '#kernel/ids';
import { COMMAND_LINE, SYSTEM } from '#platform/access/access';
import { sealPersonal } from '#platform/audit/personal-values';
import { setPassword } from '#platform/sign-in/index';
import { openHouse, type House } from '../../../tests/house.ts';
import type { HeldWork, OwedWork } from '../ports.ts';
import { closeAccount, eraseLeavers, erasePerson } from './close-account.command.ts';
import { owedBy } from './home.page.ts';
import { addPerson, endRoleOnBody, recordLeaver } from './manage-people.command.ts';
import { endSignInCodes, endSignInCodesByOperator } from './sign-in-codes.command.ts';
import { appointAdministrator, choosePassword, confirmEmail } from './operator.command.ts';
import { personalDataOf } from './my-data.store.ts';

let house: House;
let bodyId: BodyId;
let administrator: PersonId;

beforeAll(async () => {
  house = await openHouse();
  bodyId = await house.addBody('kent');
  administrator = await house.addPerson('Ada Min', ['administrator', bodyId]);
});
afterAll(() => house.close());

const rolesOf = async (id: PersonId): Promise<string[]> => (await house.actor(id)).holdings.map((held) => held.role).sort();
const stateOf = async (id: string): Promise<string> => (await house.database.read((read) => read.selectFrom('person').select('state').where('id', '=', id).executeTakeFirstOrThrow())).state;

test('an administrator adds a person, who gets a mail with a link; roles are given and ended with a reason', async () => {
  const visitor = house.visitor(administrator);
  const url = `/bodies/${bodyId}/people/add`;
  const empty = await visitor.post(url, { name: '', email: 'x', role: 'no-such-role', reason: '' });
  expect(empty.status).toBe(422);
  for (const sentence of ['Enter your full name', 'Enter an email address', 'Choose a role', 'Give a reason']) expect(empty.text).toContain(sentence);
  const added = await visitor.post(url, { name: 'Col League', email: 'Col.League@kent.example', jobTitle: 'Manager', role: 'contract-manager', reason: 'New post' });
  expect(added.text).toContain('a mail with a link is on its way');
  const mail = await house.database.read((read) => read.selectFrom('outbox_mail').select('body_text').where('recipient_email', '=', 'col.league@kent.example').executeTakeFirstOrThrow());
  expect(mail.body_text).toMatch(/Ada Min added you.*\/reset-password\?token=/s);
  const id = added.url.split('/').at(-1) as PersonId;
  await visitor.post(`/bodies/${bodyId}/people/${id}/grant`, { role: 'commissioner', reason: 'Covers' });
  expect(await rolesOf(id)).toEqual(['commissioner', 'contract-manager']);
  const page = await visitor.get(`/bodies/${bodyId}/people/${id}`);
  const end = new RegExp(`/bodies/${bodyId}/people/${id}/roles/[0-9a-f-]{36}/end`).exec(page.html)![0];
  await visitor.post(end, { reason: 'Moved on' });
  expect(await rolesOf(id)).toHaveLength(1);
});

test('an administrator of one body sees and manages nobody of another; nobody else sees people at all', async () => {
  const other = await house.addBody();
  const theirs = await house.addPerson('Other Person', ['commissioner', other]);
  const visitor = house.visitor(administrator);
  for (const url of [`/bodies/${other}/people`, `/bodies/${other}/people/add`, `/bodies/${bodyId}/people/${theirs}`, `/bodies/${bodyId}/people/${theirs}/leave`, `/bodies/${bodyId}/people/nonsense`]) expect((await visitor.get(url)).status).toBe(404);
  expect(await house.run(recordLeaver(), administrator, { bodyId, personId: theirs, reason: 'x' })).toMatchObject({ kind: 'refused', code: 'not-here' });
  expect(await house.run(recordLeaver(), administrator, { bodyId: other, personId: theirs, reason: 'x' })).toEqual({ kind: 'forbidden' });
  expect((await house.visitor(theirs).get(`/bodies/${other}/people`)).status).toBe(404);
});

test('XC-01: given an evaluator who also advises a bidder, when the second role is given, it is refused with the clash named', async () => {
  const organisation = await house.addOrganisation('Harbour Lights');
  const adviser = await house.addPerson('Pat Lee', ['bid-adviser', organisation], ['commissioner', bodyId]);
  const visitor = house.visitor(administrator);
  const refused = await visitor.post(`/bodies/${bodyId}/people/${adviser}/grant`, { role: 'procurement-officer', reason: 'Holiday cover' });
  expect(refused.status).toBe(409);
  expect(refused.text).toContain('Pat Lee is bid adviser for Harbour Lights, which clashes with procurement officer. One person cannot judge bids and help to write them.');
  expect(refused.text).toContain('Holiday cover');
  expect(await rolesOf(adviser)).toEqual(['bid-adviser', 'commissioner']);
});

test('two clashing roles given at once: one of them is refused', async () => {
  const person = await house.addPerson('At Once', ['commissioner', bodyId]);
  const results = await Promise.all((['auditor', 'procurement-officer'] as const).map((role) => house.visitor(administrator).post(`/bodies/${bodyId}/people/${person}/grant`, { role, reason: 'x' })));
  expect(results.filter((seen) => seen.status === 409)).toHaveLength(1);
  expect(await rolesOf(person)).toHaveLength(2);
});

const holds = (count: number): HeldWork => ({ nouns: ['contract', 'contracts'], handOverAddress: '/agreements/hand-over', count: async () => count, roles: ['contract-manager'] });

test('RV-01: a contract manager with 5 contracts cannot leave until all 5 are reassigned; then the account is closed', async () => {
  const manager = await house.addPerson('Con Tract', ['contract-manager', bodyId]);
  await house.database.write((tx) => setPassword(tx, manager, 'marmalade tidy canal'));
  const refused = await house.run(recordLeaver([holds(5)]), administrator, { bodyId, personId: manager, reason: 'Retired' });
  expect(refused).toMatchObject({ kind: 'refused', code: 'holds-work', sentence: 'Con Tract still holds 5 contracts, so the account cannot be closed until all of it is given to somebody else.' });
  expect(await house.run(recordLeaver([holds(1)]), administrator, { bodyId, personId: manager, reason: 'Retired' })).toMatchObject({ code: 'holds-work' });
  expect([await stateOf(manager), await rolesOf(manager)]).toEqual(['active', ['contract-manager']]);
  expect(await house.mustRun(recordLeaver([holds(0)]), administrator, { bodyId, personId: manager, reason: 'Retired' })).toEqual({ isGone: true });
  expect([await stateOf(manager), await rolesOf(manager)]).toEqual(['left', []]);
  const { rows } = await house.database.pool.query('select (select count(*)::int from sign_in_account where user_id = $1) + (select count(*)::int from sign_in_session where user_id = $1) as means', [manager]);
  expect(rows[0].means).toBe(0);
});

test('RV-01: the role by which work is held does not end while it is held', async () => {
  const manager = await house.addPerson('Role Holder', ['contract-manager', bodyId]);
  const { rows } = await house.database.pool.query('select id from role_holding where person_id = $1', [manager]);
  expect(await house.run(endRoleOnBody([holds(2)]), administrator, { bodyId, personId: manager, holdingId: rows[0].id, reason: 'x' })).toMatchObject({ code: 'holds-work' });
});

test('somebody with roles elsewhere leaves one body and stays at the other; a body keeps its last administrator', async () => {
  const other = await house.addBody();
  const person = await house.addPerson('Two Bodies', ['commissioner', bodyId], ['commissioner', other]);
  expect(await house.mustRun(recordLeaver(), administrator, { bodyId, personId: person, reason: 'Moved' })).toEqual({ isGone: false });
  expect(await stateOf(person)).toBe('active');
  expect(await house.run(recordLeaver(), administrator, { bodyId, personId: administrator, reason: 'x' })).toMatchObject({ code: 'last-administrator' });
  const site = await house.addPerson('Si Te', ['site-administrator', bodyId]);
  expect(await house.run(addPerson, site, { bodyId, name: 'Second Admin', email: 'second@kent.example', jobTitle: '', role: 'administrator', reason: 'Cover' })).toMatchObject({ kind: 'done' });
});

test('XC-01: the home page shows what each owes, by when, the soonest first, and says so when it is nothing', async () => {
  const works: OwedWork[] = [
    { title: 'Reviews', list: async () => [{ words: 'Review later', dueAt: new Date('2027-05-01T12:00:00Z'), address: '/b' }, { words: 'Review some day', dueAt: null, address: '/c' }] },
    { title: 'Questions', list: async () => [{ words: 'Answer now', dueAt: new Date('2020-01-01T12:00:00Z'), address: '/a' }] },
  ];
  const actor = await house.actor(administrator);
  expect((await house.database.read((read) => owedBy(read, actor, works))).map((item) => item.words)).toEqual(['Answer now', 'Review later', 'Review some day']);
  const fresh = await house.addPerson('Fresh Start', ['commissioner', bodyId]);
  expect((await house.visitor(fresh).get('/home')).text).toContain('You owe nothing now');
  const supplier = await house.addPerson('Supply Er', ['bid-writer', await house.addOrganisation('Supplier One')]);
  const home = await house.visitor(supplier).get('/home');
  expect(home.text).toContain('Supplier One');
  expect(home.text).toContain('Find opportunities');
  expect((await house.visitor().get('/home')).url).toContain('/sign-in');
});

test('a copy of everything held about a person: theirs alone, with values opened and without secrets or links', async () => {
  const person = await house.addPerson('Sub Ject', ['commissioner', bodyId]);
  await house.database.write((tx) => setPassword(tx, person, 'marmalade tidy canal'));
  const visitor = house.visitor(person);
  await visitor.post('/account/details', { name: 'Sub Ject-Smith', jobTitle: 'Lead', phone: '01622 496 000' });
  const email = (await house.database.read((read) => read.selectFrom('person').select('email').where('id', '=', person).executeTakeFirstOrThrow())).email;
  await house.visitor().post('/forgotten-password', { email });
  const seen = await visitor.get('/account/my-data.json');
  const data = JSON.parse(seen.html);
  expect(data.person).toMatchObject({ name: 'Sub Ject-Smith', email });
  expect(data.actsByYou.map((act: { act: string }) => act.act)).toContain('sign-in.changeDetails');
  expect(data.personalValuesInTheAuditTrail[0].values.after).toMatchObject({ name: 'Sub Ject-Smith' });
  expect(data.mailsToYou[0].body_text).toContain('token=(left out)');
  expect(seen.html).not.toMatch(/marmalade|password":"/);
  expect((await house.visitor().get('/account/my-data.json')).html).not.toContain('actsByYou');
  const added = await house.database.read((read) => personalDataOf(read, person, [{ key: 'assessorDeclarations', read: async () => ['none'] }]));
  expect(added['assessorDeclarations']).toEqual(['none']);
});

test('after the time to keep it, a leaver’s name and key are erased and the trail still stands; before, and for others, it is refused', async () => {
  const person = await house.addPerson('Erase Me', ['commissioner', bodyId]);
  const sealed = await house.database.write((tx) => sealPersonal(tx, person, { name: 'Erase Me' }));
  expect(sealed.length).toBeGreaterThan(0);
  const site = await house.addPerson('Si Te', ['site-administrator', bodyId]);
  expect(await house.run(erasePerson(), site, { personId: person })).toMatchObject({ code: 'not-left' });
  expect(await house.run(erasePerson(), administrator, { personId: person })).toEqual({ kind: 'forbidden' });
  await house.mustRun(recordLeaver(), administrator, { bodyId, personId: person, reason: 'Left' });
  expect(await house.run(erasePerson(), SYSTEM, { personId: person })).toMatchObject({ code: 'too-early' });
  await house.database.pool.query(`update person set left_at = left_at - interval '73 months' where id = $1`, [person]);
  const job = eraseLeavers();
  await job.run(house.services, {});
  await job.run(house.services, {});
  const { rows } = await house.database.pool.query('select name, email, state, (select count(*)::int from personal_key where person_id = $1) as keys, (select count(*)::int from audit_entry where act = \'people.erase\' and result = \'done\' and record_id = $1) as erased from person where id = $1', [person]);
  expect(rows[0]).toMatchObject({ name: 'Name erased', state: 'erased', keys: 0, erased: 1 });
  expect(rows[0].email).toBe(`erased-${person}@erased.invalid`);
});

test('the operator lets the first site administrator in, from the command line alone', async () => {
  const input = { name: 'Sid Warden', email: 'sid.warden@wantsum.example', password: 'marmalade tidy canal' };
  expect(await house.run(appointAdministrator, administrator, input)).toEqual({ kind: 'forbidden' });
  const id = await house.mustRun(appointAdministrator, COMMAND_LINE, input);
  expect(await rolesOf(id)).toEqual(['site-administrator']);
  expect(await house.run(choosePassword, COMMAND_LINE, { personId: id, password: 'password1234' })).toMatchObject({ code: 'weak-password' });
  await house.mustRun(choosePassword, COMMAND_LINE, { personId: id, password: 'quiet lantern orchard' });
  await house.mustRun(confirmEmail, COMMAND_LINE, { personId: id });
  expect(await house.run(confirmEmail, administrator, { personId: id })).toEqual({ kind: 'forbidden' });
});

test('sign-in codes that are lost are turned off by an administrator who knows the person, never by one of another body, and the person is told', async () => {
  const other = await house.addBody('codes-elsewhere');
  const stranger = await house.addPerson('Stran Ger', ['administrator', other]);
  const [lost, both] = [await house.addPerson('Lost Phone', ['contract-manager', bodyId]), await house.addPerson('Two Bodies', ['contract-manager', bodyId], ['contract-manager', other])];
  for (const id of [lost, both]) await house.database.write((tx) => tx.updateTable('person').set({ two_factor_enabled: true }).where('id', '=', id).execute());
  const url = `/bodies/${bodyId}/people/${lost}/codes-off`;
  for (const person of [stranger, lost]) expect((await house.visitor(person).get(url)).status).toBe(404);
  expect(await house.run(endSignInCodes, stranger, { bodyId: other, personId: lost, reason: 'x' })).toMatchObject({ code: 'not-here' });
  expect(await house.run(endSignInCodes, administrator, { bodyId, personId: both, reason: 'She rang' })).toMatchObject({ code: 'elsewhere' });
  expect(await house.run(endSignInCodes, administrator, { bodyId, personId: administrator, reason: 'x' })).toMatchObject({ code: 'own' });
  const visitor = house.visitor(administrator);
  expect((await visitor.post(url, { reason: '' })).text).toContain('Say how you know that it is this person who asks');
  expect((await visitor.post(url, { reason: 'He stood before me' })).text).toContain('codes are off');
  expect((await visitor.post(url, { reason: 'Again' })).text).toContain('Sign-in codes are not on');
  const mails = await house.database.read((read) => read.selectFrom('outbox_mail').select('subject').where('recipient_person_id', '=', lost).execute());
  expect(mails.map(({ subject }) => subject)).toEqual(['Sign-in codes are off for your account']);
  expect(await house.run(endSignInCodesByOperator, administrator, { email: 'x@example.org' })).toEqual({ kind: 'forbidden' });
  const { email } = await house.database.read((read) => read.selectFrom('person').select('email').where('id', '=', both).executeTakeFirstOrThrow());
  expect(await house.mustRun(endSignInCodesByOperator, COMMAND_LINE, { email })).toEqual({ name: 'Two Bodies' });
  expect(await house.run(endSignInCodesByOperator, COMMAND_LINE, { email: 'nobody@nowhere.example' })).toMatchObject({ code: 'gone' });
});

test('a supplier’s person closes their own account; staff and a last administrator with colleagues cannot', async () => {
  const organisation = await house.addOrganisation('Closers');
  const boss = await house.addPerson('Bo Ss', ['organisation-administrator', organisation]);
  const writer = await house.addPerson('Wri Ter', ['bid-writer', organisation]);
  for (const id of [boss, writer, administrator]) await house.database.write((tx) => setPassword(tx, id, 'marmalade tidy canal'));
  const password = 'marmalade tidy canal';
  expect(await house.run(closeAccount, administrator, { password })).toMatchObject({ code: 'staff' });
  expect(await house.run(closeAccount, boss, { password })).toMatchObject({ code: 'last-administrator' });
  expect(await house.run(closeAccount, writer, { password: 'wrong' })).toMatchObject({ code: 'wrong-password' });
  await house.mustRun(closeAccount, writer, { password });
  await house.mustRun(closeAccount, boss, { password });
  expect([await stateOf(writer), await stateOf(boss)]).toEqual(['left', 'left']);
});
