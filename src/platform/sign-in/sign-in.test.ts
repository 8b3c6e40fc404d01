import { createHmac } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { PersonId } from '#kernel/ids';
import { ROUTES, siteFor } from '../../app.ts';
import { openHouse, type House } from '../../../tests/house.ts';
import { Visitor } from '../../../tests/visitor.ts';
import { buildServer } from '../web/server.ts';
import { createSignIn } from './create-sign-in.ts';
import { setPassword } from './credentials.store.ts';

const PASSWORD = 'marmalade tidy canal';
let house: House;
let app: FastifyInstance;
let bodyId: string;

async function serverOf(triesAMinute: number): Promise<FastifyInstance> {
  const site = siteFor(house.services.config);
  return buildServer({ services: house.services, site, routes: ROUTES, perMinute: 1_000_000, ...createSignIn(house.services, site, { triesAMinute }) });
}

async function addSignIn(name: string): Promise<{ readonly id: PersonId; readonly email: string }> {
  const id = await house.addPerson(name, ['commissioner', bodyId]);
  await house.database.write((tx) => setPassword(tx, id, PASSWORD));
  const { email } = await house.database.read((read) => read.selectFrom('person').select('email').where('id', '=', id).executeTakeFirstOrThrow());
  return { id, email };
}

const lastMail = (to: string) => house.database.read((read) => read.selectFrom('outbox_mail').select(['subject', 'body_text']).where('recipient_email', '=', to).orderBy('created_at', 'desc').limit(1).executeTakeFirst());
const linkIn = (text: string): string => new URL(/https?:\/\/\S+token=\S+/.exec(text)![0]).pathname + new URL(/https?:\/\/\S+token=\S+/.exec(text)![0]).search;
const actsBy = async (id: PersonId): Promise<string[]> => (await house.database.read((read) => read.selectFrom('audit_entry').select('act').where('record_kind', '=', 'person').where('record_id', '=', id).orderBy('happened_at').execute())).map((entry) => entry.act);

async function signedIn(email: string, password = PASSWORD): Promise<Visitor> {
  const visitor = new Visitor(app);
  const seen = await visitor.post('/sign-in', { email, password, return: '/account' });
  expect(seen.text).toContain('Your account');
  return visitor;
}

beforeAll(async () => {
  house = await openHouse();
  bodyId = await house.addBody();
  app = await serverOf(100_000);
});
afterAll(async () => {
  await app.close();
  await house.close();
});

test('a wrong password and an unknown address are answered alike, and only the known one is kept in the trail', async () => {
  const { id, email } = await addSignIn('Wrong Password');
  const wrong = await new Visitor(app).post('/sign-in', { email, password: 'not the password at all' });
  const unknown = await new Visitor(app).post('/sign-in', { email: 'nobody.at.all@example.org', password: 'not the password at all' });
  expect(wrong.status).toBe(422);
  expect(wrong.text.replace(email, '')).toBe(unknown.text.replace('nobody.at.all@example.org', ''));
  expect(wrong.html).toContain(`value="${email}"`);
  expect(wrong.html).not.toContain('not the password at all');
  expect(await actsBy(id)).toEqual(['sign-in.trySignIn']);
});

test('signing in leads to a local address and sets cookies that scripts and other sites cannot use', async () => {
  const { id, email } = await addSignIn('Cookie Monster');
  const page = await app.inject({ url: '/sign-in?return=//evil.example' });
  const csrf = /name="_csrf" value="([^"]*)"/.exec(page.body)![1]!;
  const cookie = page.cookies.map((one) => `${one.name}=${encodeURIComponent(one.value)}`).join('; ');
  const forged = await app.inject({ method: 'POST', url: '/sign-in', payload: `email=${email}&password=${PASSWORD}`, headers: { 'content-type': 'application/x-www-form-urlencoded' } });
  expect(forged.statusCode).toBe(403);
  const answer = await app.inject({ method: 'POST', url: '/sign-in', payload: new URLSearchParams({ _csrf: csrf, email: ` ${email.toUpperCase()} `, password: PASSWORD, return: 'https://evil.example/' }).toString(), headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' } });
  expect(answer.statusCode).toBe(303);
  expect(answer.headers.location).toBe('/home');
  const session = answer.cookies.find((one) => one.name.endsWith('session_token'))!;
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
  // The library finds the session in its signed cookie; ours is the one question asked.
  const held = answer.cookies.map((one) => `${one.name}=${encodeURIComponent(one.value)}`).join('; ');
  const { identify } = createSignIn(house.services, siteFor(house.services.config));
  const asks = () => identify({ headers: { cookie: held }, ip: '127.0.0.1' } as FastifyRequest);
  await asks();
  const ask = vi.spyOn(house.database, 'ask');
  const connect = vi.spyOn(house.database.pool, 'connect');
  expect(await asks()).toMatchObject({ kind: 'person', personId: id });
  expect(ask).toHaveBeenCalledTimes(1);
  // A question takes its one connection by `connect`.
  expect(connect).toHaveBeenCalledTimes(1);
  vi.restoreAllMocks();
  expect(await actsBy(id)).toEqual(['sign-in.signIn']);
});

test('a role taken away bites at the next request', async () => {
  const { id, email } = await addSignIn('Role Taken');
  const visitor = await signedIn(email);
  expect((await visitor.get('/account')).text).toContain('Commissioner');
  await house.database.pool.query('update role_holding set held_until = wantsum_clock() where person_id = $1', [id]);
  expect((await visitor.get('/account')).text).not.toContain('Commissioner');
});

test('the session of a person who has left is dead at once', async () => {
  const { id, email } = await addSignIn('Person Left');
  const visitor = await signedIn(email);
  await house.database.pool.query(`update person set state = 'left' where id = $1`, [id]);
  expect((await visitor.get('/account')).url).toContain('/sign-in');
});

test('signing out ends the session on the server, so that a kept cookie is worth nothing', async () => {
  const { id, email } = await addSignIn('Signed Out');
  const visitor = await signedIn(email);
  const other = await signedIn(email);
  await visitor.post('/sign-out');
  expect((await visitor.get('/account')).url).toContain('/sign-in');
  expect((await other.get('/account')).text).toContain('Your account');
  expect(await actsBy(id)).toContain('sign-in.signOut');
});

test('sign-in codes: set up, asked for, wrong ones refused, a recovery code works once, and turned off', async () => {
  const { id, email } = await addSignIn('Code Keeper');
  const visitor = await signedIn(email);
  expect((await visitor.post('/account/two-factor', { password: 'wrong wrong wrong' })).text).toContain('That is not your password');
  const setUp = await visitor.post('/account/two-factor', { password: PASSWORD });
  const key = /<code>([A-Z2-7 ]+)<\/code>/.exec(setUp.html)![1]!.replaceAll(' ', '');
  const recovery = [...setUp.html.matchAll(/<li><code>([^<]+)<\/code>/g)].map((match) => match[1]!);
  expect(recovery.length).toBeGreaterThan(4);
  const code = () => totp(fromBase32(key));
  expect((await visitor.post('/account/two-factor/confirm', { code: '000000' })).text).toContain('That code is not right');
  expect((await visitor.post('/account/two-factor/confirm', { code: code() })).text).toContain('Sign-in codes are on');
  expect((await visitor.get('/account/two-factor/confirm')).status).toBe(404);

  const next = new Visitor(app);
  const asked = await next.post('/sign-in', { email, password: PASSWORD, return: '/account' });
  expect(asked.text).toContain('Enter your sign-in code');
  expect((await next.get('/account')).url).toContain('/sign-in');
  await next.get('/sign-in/code?return=/account');
  expect((await next.send('/sign-in/code?return=/account', { code: '123 456', return: '/account' })).text).toContain('not right');
  expect((await next.send('/sign-in/code?return=/account', { code: code(), return: '/account' })).text).toContain('Your account');

  const lost = new Visitor(app);
  await lost.post('/sign-in', { email, password: PASSWORD });
  expect((await lost.post('/sign-in/code?return=/account', { code: recovery[0]!, return: '/account' })).text).toContain('Your account');
  const again = new Visitor(app);
  await again.post('/sign-in', { email, password: PASSWORD });
  expect((await again.post('/sign-in/code', { code: recovery[0]! })).text).toContain('not right');
  expect((await next.post('/account/two-factor/off', { password: PASSWORD })).text).toContain('Sign-in codes are off');
  expect(await actsBy(id)).toEqual(expect.arrayContaining(['sign-in.turnTwoFactorOn', 'sign-in.turnTwoFactorOff']));
});

test('a forgotten password: told the same for any address, one link by mail, good once, and every session ends', async () => {
  const { id, email } = await addSignIn('Forgot Mine');
  const old = await signedIn(email);
  const known = await new Visitor(app).post('/forgotten-password', { email });
  const unknown = await new Visitor(app).post('/forgotten-password', { email: 'nobody.here@example.org' });
  expect(known.text).toBe(unknown.text);
  expect(await lastMail('nobody.here@example.org')).toBeUndefined();
  const link = linkIn((await lastMail(email))!.body_text);
  const visitor = new Visitor(app);
  expect((await visitor.post(link, { token: new URLSearchParams(link.split('?')[1]).get('token')!, password: 'password1234' })).text).toContain('common passwords');
  expect((await visitor.post(link, { token: new URLSearchParams(link.split('?')[1]).get('token')!, password: 'quiet lantern orchard' })).text).toContain('Your password is set');
  expect((await visitor.get(link)).text).toContain('no longer works');
  expect((await old.get('/account')).url).toContain('/sign-in');
  await signedIn(email, 'quiet lantern orchard');
  expect(await actsBy(id)).toContain('sign-in.setPassword');
});

test('the password is changed with the present one only', async () => {
  const { email } = await addSignIn('Changes It');
  const visitor = await signedIn(email);
  expect((await visitor.post('/account/password', { password: 'wrong wrong wrong', newPassword: 'copper bridge thimble' })).text).toContain('not your present password');
  expect((await visitor.post('/account/password', { password: PASSWORD, newPassword: 'short' })).text).toContain('12 characters');
  expect((await visitor.post('/account/password', { password: PASSWORD, newPassword: 'copper bridge thimble' })).text).toContain('Your password is changed');
  await signedIn(email, 'copper bridge thimble');
});

test('many wrong tries at one account must wait, the right password too, and so do those made at once', async () => {
  const { email } = await addSignIn('Guessed At');
  const tries = await Promise.all(Array.from({ length: 12 }, () => new Visitor(app).post('/sign-in', { email, password: 'a wrong password' })));
  expect(tries.filter((seen) => seen.status === 422).length).toBe(5);
  expect(tries.filter((seen) => seen.status === 429).length).toBe(7);
  expect((await new Visitor(app).post('/sign-in', { email, password: PASSWORD })).status).toBe(429);
  const unknown = await Promise.all(Array.from({ length: 6 }, () => new Visitor(app).post('/sign-in', { email: 'guessed.nobody@example.org', password: 'a wrong password' })));
  expect(unknown.filter((seen) => seen.status === 429).length).toBe(1);
});

test('tries from one address of the network are limited', async () => {
  const strict = await serverOf(3);
  const visitor = new Visitor(strict);
  const statuses = [];
  for (let index = 0; index < 5; index++) statuses.push((await visitor.post('/sign-in', { email: `person${index}@example.org`, password: 'a wrong password' })).status);
  expect(statuses).toEqual([422, 422, 422, 429, 429]);
  await strict.close();
});

test('hostile cookies, forms and tokens are answered in words', async () => {
  for (const cookie of ['wantsum.session_token=x', 'wantsum.session_token=%00%ff; wantsum.session_data={}', `wantsum.session_token=${'a'.repeat(3000)}.b`]) {
    expect((await app.inject({ url: '/account', headers: { cookie } })).statusCode).toBe(303);
  }
  const visitor = new Visitor(app);
  expect((await visitor.post('/sign-in', { email: '<script>alert(1)</script>', password: '' })).html).not.toContain('<script>alert');
  expect((await visitor.post('/sign-in', { email: ['a@example.org', 'b@example.org'], password: ['x', 'y'] })).status).toBe(422);
  expect((await visitor.post('/sign-in', { email: 'long@example.org', password: 'x'.repeat(100_000) })).status).toBe(422);
  expect((await visitor.get('/reset-password?token=%F0%9F%92%A9')).text).toContain('no longer works');
  expect((await visitor.get('/reset-password')).text).toContain('no longer works');
  await visitor.post('/sign-in', { email: 'long@example.org', password: 'y' });
  expect((await visitor.post('/sign-in/code', { code: '123456' })).status).toBe(422);
});

/** RFC 6238 by hand, so that the test does not lean on the library it tests. */
function totp(key: Uint8Array): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const digest = createHmac('sha1', key).update(counter).digest();
  const offset = digest.at(-1)! & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

function fromBase32(text: string): Uint8Array {
  const bits = [...text].map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Uint8Array.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
