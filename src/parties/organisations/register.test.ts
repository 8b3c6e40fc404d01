import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { openHouse, type House } from '../../../tests/house.ts';
import { Visitor } from '../../../tests/visitor.ts';
import { ROUTES, siteFor, signInFor } from '../../app.ts';
import { buildServer } from '#platform/web/server';
import { loadReferenceData } from '#parties';
import type { PersonId } from '#kernel/ids';
import { ANONYMOUS } from '#platform/access/access';
import { registerAsSupplier, registerOrganisation } from './register.command.ts';

const PASSWORD = 'marmalade tidy canal';
let house: House;
let app: FastifyInstance;
/** A visitor of a server that has the pages of sign-in too, to which registering leads. */
const visitorOf = (personId?: PersonId): Visitor => new Visitor(app, personId);

const organisationsNamed = (name: string) => house.database.read((read) => read.selectFrom('organisation').selectAll().where('name', '=', name).execute());
const personWith = (email: string) => house.database.read((read) => read.selectFrom('person').selectAll().where('email', '=', email).executeTakeFirst());
const mailsTo = (email: string) => house.database.read((read) => read.selectFrom('outbox_mail').select(['subject', 'body_text']).where('recipient_email', '=', email).orderBy('created_at').execute());
const linkIn = (text: string): string => { const url = new URL(/https?:\/\/\S+token=\S+/.exec(text)![0]); return url.pathname + url.search; };
const tokenOf = (link: string): string => new URLSearchParams(link.split('?')[1]).get('token')!;

const charity = { name: 'Harbour Lights', companyNumber: '', charityNumber: '1098765', kind: 'vcse', size: 'small', areas: ['E10000016', 'E07000113'], categories: ['85312000'] } as const;
const account = (email: string) => ({ personName: 'Amina Khatri', email, password: PASSWORD });
const query = (values: Record<string, string | readonly string[]>): string => new URLSearchParams(Object.entries(values).flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : value.map((one) => [key, one])) as [string, string][])).toString();

async function register(values: { readonly [field: string]: string | readonly string[] }, email: string) {
  return visitorOf().post(`/register/account?${query(values)}`, { ...values, ...account(email) });
}

beforeAll(async () => {
  house = await openHouse();
  await loadReferenceData(house.database);
  const identify = async (request: { readonly headers: Readonly<Record<string, unknown>> }) => (typeof request.headers['x-test-person'] === 'string' ? house.actor(request.headers['x-test-person'] as PersonId) : ANONYMOUS);
  app = await buildServer({ services: house.services, site: siteFor(house.services.config), routes: ROUTES, perMinute: 1_000_000, extend: signInFor(house.services).extend, identify });
});
afterAll(async () => {
  await app.close();
  await house.close();
});

test('reference data: loaded twice it is the same, and Kent’s twelve districts lie within Kent', async () => {
  await loadReferenceData(house.database);
  const { rows } = await house.database.pool.query(`select count(*)::int as all, count(*) filter (where within = 'E10000016')::int as kent, count(*) filter (where kind = 'metropolitan-district')::int as metropolitan from area`);
  expect(rows[0]).toMatchObject({ kent: 12, metropolitan: 36 });
  expect(rows[0].all).toBeGreaterThan(370);
});

test('DM-02: a new charity registers as VCSE and small in three pages, keeps what it typed, and reports read its declaration', async () => {
  const visitor = visitorOf();
  expect((await visitor.get('/register')).text).toContain('Page 1 of 3');
  const bad = await visitor.get(`/register/details?${query({ ...charity, charityNumber: '12' })}`);
  expect(bad.status).toBe(422);
  expect(bad.html).toContain('value="Harbour Lights"');
  expect(bad.text).toContain('Charity number must be');
  expect((await visitor.get(`/register/details?${query(charity)}`)).text).toContain('Page 2 of 3');
  const found = await visitor.get(`/register/details?${query({ ...charity, areaWords: 'medway', categoryWords: 'youth', find: 'yes' })}`);
  expect(found.text).toContain('Medway');
  expect(found.html).toMatch(/value="85312000"[^>]*checked/);
  const incomplete = await visitor.get(`/register/account?${query({ ...charity, size: '' })}`);
  expect(incomplete.text).toContain('Choose how many staff it has');
  const weak = await visitor.post(`/register/account?${query(charity)}`, { ...charity, ...account('amina@harbourlights.example'), password: 'short' });
  expect(weak.text).toContain('12 characters or more');
  expect(weak.html).toContain('value="amina@harbourlights.example"');
  const made = await visitor.send(`/register/account?${query(charity)}`, { ...charity, ...account('Amina@HarbourLights.example ') });
  expect(made.text).toContain('You can sign in now');

  const [row] = await organisationsNamed('Harbour Lights');
  expect(row).toMatchObject({ sector: 'vcse', size: 'small', charity_number: '1098765', match_name: 'harbour lights', source: 'registered', claimed_at: null });
  const report = await house.database.pool.query(`select count(*)::int as vcse from organisation where sector = 'vcse' and size = 'small'`);
  expect(report.rows[0].vcse).toBe(1);

  // Public once the address is proved.
  expect((await visitorOf().get(`/organisations/${row!.id}`)).status).toBe(404);
  expect((await visitorOf().get('/organisations.json')).html).not.toContain('Harbour Lights');
  const link = linkIn((await mailsTo('amina@harbourlights.example'))[0]!.body_text);
  await visitorOf().post(link, { token: tokenOf(link) });
  const page = await visitorOf().get(`/organisations/${row!.id}`);
  expect(page.text).toContain('Harbour Lights is a small voluntary or community organisation or charity that works in');
  expect((await visitorOf().get('/organisations.json?sector=vcse&words=harbour')).html).toContain('Harbour Lights');
  expect((await visitorOf().get('/organisations.csv')).html).toContain('1098765');
});

test('DM-02: the declaration is corrected at any time, and the trail keeps both', async () => {
  const [row] = await organisationsNamed('Harbour Lights');
  const amina = (await personWith('amina@harbourlights.example'))!;
  const visitor = visitorOf(amina.id as PersonId);
  const url = `/organisations/${row!.id}/profile`;
  const values = { ...charity, size: 'medium', kind: 'social-enterprise', areas: ['E10000016'], summary: 'Youth clubs <b>by the sea</b>', website: 'https://harbourlights.example', postcode: 'me14 1xq', staffNumber: '52' };
  expect((await visitor.post(url, { ...values, website: 'javascript:alert(1)' })).text).toContain('Enter a web address');
  const saved = await visitor.post(url, values);
  expect(saved.text).toContain('The profile is saved');
  expect(saved.html).toContain('Youth clubs &lt;b&gt;by the sea');
  expect((await organisationsNamed('Harbour Lights'))[0]).toMatchObject({ size: 'medium', sector: 'vcse', social_enterprise: true, staff_number: 52, postcode: 'ME14 1XQ' });
  const { rows } = await house.database.pool.query(`select detail from audit_entry where act = 'organisations.correct' and result = 'done'`);
  expect(rows[0].detail).toMatchObject({ before: { size: 'small' }, after: { size: 'medium' } });
  const stranger = await house.addPerson('Stranger');
  expect((await visitorOf(stranger).get(url)).status).toBe(404);
});

test('an organisation that is here is claimed and never doubled: by company number, charity number, then name', async () => {
  const visitor = visitorOf();
  for (const typed of [{ name: 'Something else', charityNumber: '1098765' }, { name: 'HARBOUR LIGHTS Ltd.', charityNumber: '' }]) {
    expect((await visitor.get(`/register/details?${query({ ...charity, ...typed })}`)).text).toContain('Harbour Lights is here already');
    expect((await register({ ...charity, ...typed }, `double-${typed.charityNumber}@example.org`)).text).toContain('This organisation is here already');
  }
  expect(await personWith('double-@example.org')).toBeUndefined();
  expect((await visitor.get(`/register/details?${query({ ...charity, charityNumber: '1000001' })}`)).text).toContain('Page 2 of 3');
});

test('two who register one organisation at once make one', async () => {
  const values = { ...charity, name: 'Twice At Once', charityNumber: '', companyNumber: '7654321' };
  const results = await Promise.all([1, 2, 3, 4].map((one) => register(values, `twice${one}@example.org`)));
  expect(results.filter((seen) => seen.text.includes('You can sign in now')).length).toBe(1);
  const rows = await organisationsNamed('Twice At Once');
  expect(rows.map((row) => row.company_number)).toEqual(['07654321']);
});

test('a registration that nobody confirmed is said to be begun, and blocks its owner for a week at most', async () => {
  const values = { ...charity, name: 'Squatted Name', charityNumber: '', companyNumber: '5554443' };
  await register(values, 'squatter@example.org');
  // The first page says to everyone what a second colleague should do; the next tells a stranger nothing of who has begun.
  expect((await visitorOf().get('/register')).text).toContain('Has a colleague registered your organisation, or begun to?');
  const [begun, unheard] = await Promise.all(['Squatted Name', 'Unheard Of Name'].map(async (name) => (await visitorOf().get(`/register/details?${query({ ...charity, name, charityNumber: '' })}`)).text.replaceAll(name, 'It')));
  expect(begun).toBe(unheard);
  expect((await register(values, 'owner@example.org')).text).toContain('Somebody has begun to register this organisation');
  await house.database.pool.query(`update organisation set created_at = created_at - interval '8 days' where name = 'Squatted Name'`);
  expect((await register(values, 'owner@example.org')).text).toContain('You can sign in now');
  const rows = await organisationsNamed('Squatted Name');
  expect(rows.map((row) => row.company_number).sort()).toEqual(['05554443', null]);
});

test('registering with a known address makes nothing, says the same, and leads its owner on by mail', async () => {
  const first = await register({ ...charity, name: 'First Go', charityNumber: '' }, 'known@example.org');
  const second = await register({ ...charity, name: 'Second Go', charityNumber: '' }, 'known@example.org');
  expect(second.text).toBe(first.text);
  expect(await organisationsNamed('Second Go')).toEqual([]);
  const mail = (await mailsTo('known@example.org')).at(-1)!;
  expect(mail.subject).toBe('You have an account already');
  expect(mail.body_text).toContain('/register/confirm?name=Second+Go');
});

test('a mail to a known address never carries somebody else’s link', async () => {
  await house.mustRun(registerAsSupplier, ANONYMOUS, { ...charity, name: 'Third Go', charityNumber: '', ...account('known@example.org'), address: 'https://evil.example/register/' });
  expect((await mailsTo('known@example.org')).at(-1)!.body_text).not.toContain('evil.example');
});

test('a second colleague asks, is accepted by the administrator, and does not double; a third is refused with a reason', async () => {
  const [row] = await organisationsNamed('Harbour Lights');
  const asked = await visitorOf().post(`/organisations/${row!.id}/claim/register`, { ...account('ben@harbourlights.example'), personName: 'Ben Ode', evidence: 'I am on the team page' });
  expect(asked.text).toContain('You can sign in now');
  const ben = (await personWith('ben@harbourlights.example'))!;
  const bens = visitorOf(ben.id as PersonId);
  expect((await bens.get('/home')).text).toContain('An answer to your request to act for Harbour Lights');
  const amina = (await personWith('amina@harbourlights.example'))!;
  const aminas = visitorOf(amina.id as PersonId);
  const home = await aminas.get('/home');
  expect(home.text).toContain('Answer Ben Ode, who asks to act for Harbour Lights');
  const claim = /\/organisation-claims\/[0-9a-f-]{36}/.exec(home.html)![0];
  expect((await bens.get(claim)).status).toBe(404);
  expect((await aminas.post(claim, { decision: 'accept', reason: '' })).text).toContain('has not confirmed the email address');
  const link = linkIn((await mailsTo('ben@harbourlights.example'))[0]!.body_text);
  await visitorOf().post(link, { token: tokenOf(link) });
  expect((await aminas.post(claim, { decision: '', reason: '' })).text).toContain('Choose whether to accept');
  expect((await aminas.post(claim, { decision: 'accept', reason: '' })).text).toContain('The answer is sent');
  expect((await house.actor(ben.id as PersonId)).holdings.map((held) => held.role)).toEqual(['bid-writer']);
  expect((await bens.post(`/organisations/${row!.id}/claim`, { evidence: '' })).text).toContain('You act for this organisation already');

  const other = await house.addPerson('Third Colleague');
  await visitorOf(other).post(`/organisations/${row!.id}/claim`, { evidence: '' });
  expect((await visitorOf(other).post(`/organisations/${row!.id}/claim`, { evidence: '' })).text).toContain('You have asked already');
  const second = /\/organisation-claims\/[0-9a-f-]{36}/.exec((await aminas.get('/organisation-claims')).html)![0];
  expect((await aminas.post(second, { decision: 'refuse', reason: '' })).text).toContain('Give a reason');
  await aminas.post(second, { decision: 'refuse', reason: 'We do not know you' });
  expect((await house.actor(other)).holdings).toEqual([]);
});

test('an imported organisation without an administrator is claimed through a council, and its first person becomes administrator', async () => {
  const bodyId = await house.addBody();
  const officer = await house.addPerson('Officer', ['administrator', bodyId]);
  const imported = await house.addOrganisation('Imported Care');
  const claimant = await house.addPerson('Claimant');
  await visitorOf(claimant).post(`/organisations/${imported}/claim`, { evidence: 'Managing director' });
  const claim = /\/organisation-claims\/[0-9a-f-]{36}/.exec((await visitorOf(officer).get('/organisation-claims')).html)![0];
  await visitorOf(officer).post(claim, { decision: 'accept', reason: 'Telephoned the number on its website' });
  expect((await house.actor(claimant)).holdings.map((held) => held.role).sort()).toEqual(['bid-writer', 'organisation-administrator']);
});

test('a colleague joins by invitation: the link proves the address and works once', async () => {
  const [row] = await organisationsNamed('Harbour Lights');
  const amina = visitorOf((await personWith('amina@harbourlights.example'))!.id as PersonId);
  await amina.post(`/organisations/${row!.id}/colleagues/invite`, { email: 'cara@harbourlights.example' });
  const link = linkIn((await mailsTo('cara@harbourlights.example'))[0]!.body_text);
  expect((await visitorOf().get(link)).text).toContain('Join Harbour Lights');
  const values = { token: tokenOf(link), personName: 'Cara Lim', password: PASSWORD };
  expect((await visitorOf().post(link, values)).text).toContain('Your account is ready');
  expect(await personWith('cara@harbourlights.example')).toMatchObject({ email_verified: true });
  expect((await visitorOf().get(link)).text).toContain('no longer works');
  const colleagues = await amina.get(`/organisations/${row!.id}/colleagues`);
  expect(colleagues.text).toContain('Cara Lim');
  const self = (await personWith('amina@harbourlights.example'))!.id;
  expect((await amina.post(`/organisations/${row!.id}/colleagues/${self}/end`, { reason: 'x' })).text).toContain('only administrator');
});

test('XC-01: somebody who evaluates bids cannot join a bidder by any way in, and the clash is named', async () => {
  const bodyId = await house.addBody();
  const evaluator = await house.addPerson('Eve Valuator', ['evaluator', bodyId, 'opportunity']);
  const refused = await house.run(registerOrganisation, evaluator, { ...charity, name: 'Judge And Bidder', charityNumber: '' });
  expect(refused).toMatchObject({ kind: 'refused', code: 'role-clash', sentence: 'Eve Valuator is evaluator, which clashes with organisation administrator. One person cannot judge bids and help to write them.' });
  expect(await organisationsNamed('Judge And Bidder')).toEqual([]);
});

test('hostile and odd registrations are answered in words', async () => {
  const visitor = visitorOf();
  for (const odd of ['name=%3Cscript%3E', `name=${'x'.repeat(399)}`, 'name=a&name=b&areas=ZZZ&size[]=small', 'name=...', 'find=yes', 'name=OK&areas=<i>&categories=1&size=huge&kind=none&check=1']) {
    const seen = await visitor.get(`/register/details?${odd}`);
    expect([200, 422]).toContain(seen.status);
    expect(seen.html).not.toContain('<script>');
  }
  await visitor.get('/forgotten-password');
  const forged = await visitor.send('/register/account', { ...charity, name: 'Forged', charityNumber: '', areas: ['ZZZ'], categories: ["'; drop table organisation"], ...account('forged@example.org') });
  expect(forged.text).toContain('Page 1 of 3');
  expect(await organisationsNamed('Forged')).toEqual([]);
  expect((await visitor.get('/organisations?words=%25_%5C')).status).toBe(200);
  expect((await visitor.get('/organisations/not-an-id')).status).toBe(404);
});
