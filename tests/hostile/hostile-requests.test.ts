import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, type PersonId } from '#kernel/ids';
import { ROUTES } from '../../src/app.ts';
import { openHouse, type House } from '../house.ts';

let house: House;
let everything: PersonId;

beforeAll(async () => {
  house = await openHouse();
  const body = await house.addBody('kent');
  const organisation = await house.addOrganisation('Hythe Youth');
  everything = await house.addPerson('Eve Everything', ['administrator', body], ['commissioner', body], ['procurement-officer', body], ['contract-manager', body], ['lead-director', body], ['auditor', body], ['policy-officer', body], ['site-administrator', ''], ['bid-writer', organisation]);
});
afterAll(() => house.close());

const addresses = [...new Set(ROUTES.map((route) => route.url))].sort();
const filled = (url: string, id: string) => url.replaceAll(/:[a-zA-Z]+/g, id);

/** Each goes to every address of the product several times over. */
const SLOW = 180_000;
/** Nothing that tells how the program is made: no trace, no path, no SQL. */
function expectPlain(url: string, status: number, body: string): void {
  expect(status, url).toBeLessThan(500);
  expect(body, url).not.toMatch(/\bat [\w.<>]+ \(|node_modules|\/src\/|\/work\/|syntax error at|invalid input syntax/);
}

const LONG = 'x'.repeat(9000);
const QUERIES = [
  `?words=${LONG}`, '?words=%E0%A4%A', '?words=%00', '?words=%ff%fe', '?page=-1&page=2', '?page=9999999999999999999999', '?after=%7B%22%22', '?words[]=a&words[x]=b', '?sort=drop%20table&from=9999-99-99',
  '?__proto__=1&constructor=2', "?words=';--", '?words=%F0%9F%92%A9', '?valueFrom=1e400&valueTo=-0', '?' + 'a=1&'.repeat(2000),
];

describe.each<[string, () => PersonId | undefined]>([['a visitor', () => undefined], ['someone with every role', () => everything]])('%s', (_name, who) => {
  const headers = (): Record<string, string> => {
    const person: PersonId | undefined = who();
    return person ? { 'x-test-person': person } : {};
  };

  test('every address, with ids that are there for nobody and ids that are no ids', async () => {
    for (const url of addresses) {
      for (const id of [newId(), 'nonsense', '0', "'", '%2e%2e%2f', '00000000-0000-0000-0000-000000000000', LONG.slice(0, 600)]) {
        const response = await house.app.inject({ url: filled(url, id), headers: headers() });
        expectPlain(`GET ${filled(url, id).slice(0, 80)}`, response.statusCode, response.body);
      }
    }
  }, SLOW);

  test('every address, asked for with odd queries', async () => {
    for (const url of addresses) {
      for (const query of QUERIES) {
        const response = await house.app.inject({ url: filled(url, newId()) + query, headers: headers() });
        expectPlain(`GET ${url}${query.slice(0, 40)}`, response.statusCode, response.body);
      }
    }
  }, SLOW);

  test('every address by other methods and with odd headers', async () => {
    for (const url of addresses) {
      for (const method of ['HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'] as const) {
        const response = await house.app.inject({ method, url: filled(url, newId()), headers: headers() });
        expectPlain(`${method} ${url}`, response.statusCode, response.body);
      }
      const response = await house.app.inject({ url: filled(url, newId()), headers: { ...headers(), 'user-agent': '', cookie: 'a=%E0%A4%A; wantsum_message=forged; wantsum_csrf=x; =;', accept: 'x/y;q=2', 'accept-language': LONG.slice(0, 200) } });
      expectPlain(`GET ${url} with odd headers`, response.statusCode, response.body);
    }
  }, SLOW);

  test('every form, sent what no browser sends', async () => {
    const posts = ROUTES.filter((route) => route.method === 'POST');
    for (const route of posts) {
      const url = filled(route.url, newId());
      const visitor = house.visitor(who());
      // The token comes from a page that everyone may open, so that what follows reaches the command.
      await visitor.get('/register');
      for (const values of [{}, Object.fromEntries(Object.keys({ title: 1, name: 1, email: 1, reason: 1, value: 1, date: 1 }).map((name) => [name, LONG])), { 'constructor': 'x', '__proto__': 'y', id: ['a', 'b'], 'date-day': '99', 'date-month': 'x', 'date-year': '-1', price: '1e999', score: 'NaN' }]) {
        const seen = await visitor.send(url, values as Record<string, string>);
        expectPlain(`POST ${route.url}`, seen.status, seen.html);
      }
      for (const [type, payload] of [['application/json', '{"a":'], ['application/xml', '<a/>'], ['multipart/form-data; boundary=x', '--x\r\nbroken'], ['multipart/form-data', 'no boundary'], ['application/x-www-form-urlencoded', '%E0%A4%A=%ff&a[b][c]=d'], ['text/plain', '\0\0\0']] as const) {
        const response = await house.app.inject({ method: 'POST', url, payload, headers: { ...headers(), 'content-type': type } });
        expectPlain(`POST ${route.url} as ${type}`, response.statusCode, response.body);
      }
    }
  }, SLOW);

  test('one field sent a million times is read in a straight line, and answered', async () => {
    const response = await house.app.inject({ method: 'POST', url: '/register', payload: 'a=1&'.repeat(1_000_000), headers: { ...headers(), 'content-type': 'application/x-www-form-urlencoded' } });
    expect(response.statusCode).toBeLessThan(500);
    expect(response.statusCode).toBeGreaterThanOrEqual(400);
  });

  test('a form larger than the site takes is refused in a sentence', async () => {
    const response = await house.app.inject({ method: 'POST', url: '/register', payload: `a=${'x'.repeat(5 * 1024 * 1024)}`, headers: { ...headers(), 'content-type': 'application/x-www-form-urlencoded' } });
    expect(response.statusCode).toBe(413);
    expect(response.body).toContain('That is too large');
  });
});

test('a form without its token, or with another visitor’s, is refused', async () => {
  const visitor = house.visitor(everything);
  await visitor.get('/register');
  const post = ROUTES.find((route) => route.method === 'POST' && !route.url.includes(':'))!;
  expect((await visitor.send(post.url, { _csrf: '' })).status).toBe(403);
  expect((await visitor.send(post.url, { _csrf: 'forged' })).status).toBe(403);
});

test('every page carries the headers that keep a browser safe', async () => {
  const { headers } = await house.app.inject({ url: '/' });
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect(headers['content-security-policy']).not.toContain('unsafe-inline');
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(String(headers['set-cookie'] ?? 'HttpOnly; SameSite')).toMatch(/HttpOnly.*SameSite|^HttpOnly/);
});
