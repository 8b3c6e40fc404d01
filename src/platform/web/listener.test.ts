import { Agent, request as ask, type IncomingHttpHeaders } from 'node:http';
import Fastify from 'fastify';
import { HtmlValidate } from 'html-validate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openListener, PortProblem, type Listener } from './listener.ts';

const HERE = { host: '127.0.0.1', port: 0, siteUrl: 'http://localhost:3000' };
let listener: Listener;
beforeEach(async () => void (listener = await openListener(HERE)));
afterEach(() => listener.close());

interface Answer { readonly status: number; readonly headers: IncomingHttpHeaders; readonly text: string }

/** One request, of a connection that stays open where an agent is given. */
const get = (path: string, { method = 'GET', sent = '', agent }: { method?: string; sent?: string; agent?: Agent } = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const asked = ask({ host: HERE.host, port: listener.port, path, method, headers: sent ? { 'content-type': 'application/x-www-form-urlencoded' } : {}, ...(agent ? { agent } : {}) }, (reply) => {
      let text = '';
      reply.on('data', (part: Buffer) => (text += part.toString())).on('end', () => resolve({ status: reply.statusCode!, headers: reply.headers, text }));
    });
    asked.on('error', reject).end(sent);
  });

test('until the site is ready every address says that it is being prepared and how far it is, and asks again by itself', async () => {
  for (const path of ['/', '/opportunities', '/sign-in?return=/home', '/no-such-page']) {
    const { status, headers, text } = await get(path);
    expect(status).toBe(503);
    expect(headers).toMatchObject({ 'retry-after': '3', 'cache-control': 'no-store', 'content-type': 'text/html; charset=utf-8', 'x-content-type-options': 'nosniff' });
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(text).toContain('<h1 class="govuk-heading-l">Wantsum is being prepared</h1>');
    expect(text).toContain('<meta http-equiv="refresh" content="3">');
    expect(text).not.toContain('<script');
  }
  listener.tell('Loading the demonstration county: part 12 of 43.');
  expect((await get('/')).text).toContain('<p class="govuk-body">Loading the demonstration county: part 12 of 43.</p>');
});

test('the page is valid, names no page that is not there yet, and its stylesheets come', async () => {
  const { text } = await get('/');
  const { results } = await new HtmlValidate({ root: true, extends: ['html-validate:recommended'], rules: { 'doctype-style': 'off', 'attr-quotes': 'off', 'void-style': 'off', 'no-raw-characters': 'off', 'require-sri': 'off' } }).validateString(text);
  // The one thing said of it is what it is for: it asks again by itself, for those without a script, and ends when the site is there.
  expect(results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId))).toEqual(['meta-refresh']);
  expect([...text.matchAll(/<a\b[^>]*href="(\/[^"]*)"/g)].map(([, href]) => href)).toEqual(['/']);
  const styles = [...text.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(([, href]) => href!);
  expect(styles).toHaveLength(2);
  for (const href of styles) expect((await get(href)).status).toBe(200);
});

test('what is sent meanwhile is not taken, in a sentence, however large it is; a program is told in its own form', async () => {
  const refused = await get('/sign-in', { method: 'POST', sent: `email=${'a'.repeat(5_000_000)}` });
  expect(refused.status).toBe(503);
  expect(refused.text).toContain('what you sent was not taken and nothing was changed');
  expect(refused.text).not.toContain('http-equiv="refresh"');
  const data = await get('/contracts.json?page=2');
  expect([data.status, data.headers['content-type'], JSON.parse(data.text)]).toEqual([503, 'application/json; charset=utf-8', { error: 'Wantsum is being prepared', detail: 'It is starting.' }]);
});

test('the site answers on the same port when it is ready, on connections that were open before too', async () => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  expect((await get('/', { agent })).status).toBe(503);
  const site = Fastify();
  site.get('/', () => 'the site');
  site.post('/', () => 'taken');
  await listener.serve(site);
  expect(await get('/', { agent })).toMatchObject({ status: 200, text: 'the site' });
  expect(await get('/', { method: 'POST', agent })).toMatchObject({ status: 200, text: 'taken' });
  expect((await get('/no-such-page')).status).toBe(404);
  agent.destroy();
});

test('no request is lost while the site takes over', async () => {
  const site = Fastify();
  site.get('/', () => 'the site');
  const statuses: number[] = [];
  const asking = (async () => {
    while (statuses.at(-1) !== 200) statuses.push((await get('/')).status);
  })();
  await listener.serve(site);
  await asking;
  expect(new Set(statuses)).toEqual(new Set(statuses.length === 1 ? [200] : [503, 200]));
});

test('a port that is taken is said in a sentence', async () => {
  await expect(openListener({ ...HERE, port: listener.port })).rejects.toThrow(PortProblem);
  await expect(openListener({ ...HERE, port: listener.port })).rejects.toThrow(`Port ${listener.port} is in use by another program: stop it, or choose another with PORT.`);
});

test('closing ends the site too, and the port is free', async () => {
  const site = Fastify();
  let closed = false;
  site.addHook('onClose', async () => void (closed = true));
  await listener.serve(site);
  await listener.close();
  expect(closed).toBe(true);
  listener = await openListener({ ...HERE, port: listener.port });
});
