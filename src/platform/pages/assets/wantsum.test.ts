/** The browser code in a real browser: the page enhanced, and a form that saves itself through good and bad weather. */
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { assets } from '../assets.ts';
import { csrfField, emptyForm, hiddenField, moneyField, radioField, textArea, textField } from '../form.ts';
import { html } from '../html.ts';
import { layout } from '../layout.ts';
import { keyValue, ruleNote, scrollingTable, statusTag } from '../presentation.ts';

const chromiumPath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'";

let server: Server;
let browser: Browser;
let page: Page;
let address: string;
let requested: string[];
/** What autosave posted, and what it is to be told next. */
let posts: URLSearchParams[];
let nextReply: Record<string, unknown>;
let storedVersion: number;
/** What came by a form that is sent later, how it is answered, and how many keys were drawn. */
let lists: URLSearchParams[];
let answerList: (response: ServerResponse, times: number) => void;
let keysDrawn = 0;

const json = (response: ServerResponse, status: number, body: unknown) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

const wholePage = (): string =>
  layout({
    title: 'Your bid',
    navigation: [{ text: 'Opportunities', href: '/opportunities' }, { text: 'Contracts', href: '/contracts', current: true }],
    account: { name: 'Ana', csrf: csrfField('token') },
    banner: 'Demonstration: everything here is invented',
    breadcrumbs: [{ text: 'Home', href: '/' }, { text: 'Your bid' }],
    content: html`<h1 class="govuk-heading-l">Your bid</h1>
${statusTag('Draft')}${ruleNote({ sentence: 'Bids close at noon', source: 'Standing order 4', confidence: 'P' })}
<ul class="wantsum-cards"><li class="wantsum-card"><h2 class="govuk-heading-m">A card</h2><p class="govuk-body">Averylongwordthatwouldpushthepagesidewaysifnothingbrokeit</p></li></ul>
${scrollingTable({ caption: 'Prices', head: ['A', 'B', 'C', 'D', 'E', 'F'].map((text) => ({ text })), rows: [Array.from({ length: 6 }, () => ({ text: '£1,234,567.89', format: 'numeric' }))] })}
${keyValue([{ key: 'Closes', value: '1 March 2026', change: { href: '/change' } }])}
<form method="post" action="/bid" data-autosave="/autosave" data-autosave-owner="ana">
${csrfField('token')}${hiddenField('version', storedVersion)}
${textField(emptyForm, { name: 'title', label: 'Title' })}
${textArea(emptyForm, { name: 'answer', label: 'Answer', wordLimit: 500 })}
${moneyField(emptyForm, { name: 'price', label: 'Price', suffix: 'a year' })}
${radioField(emptyForm, { name: 'partner', label: 'Partner', items: [{ value: 'yes', text: 'Yes', conditional: html`<p class="govuk-body">Who?</p>` }, { value: 'no', text: 'No' }] })}
<p data-autosave-status></p><button class="govuk-button" type="submit">Send</button></form>
<form method="post" action="/plain">${csrfField('token')}${textField(emptyForm, { name: 'words', label: 'Words' })}<button class="govuk-button" type="submit">Go</button></form>
<form method="post" action="/later" novalidate data-send-later="/later">${csrfField('token')}${hiddenField('sendKey', `key-${++keysDrawn}`)}${hiddenField('doneAt', '')}
${radioField(emptyForm, { name: 'warm', label: 'Was it warm?', items: [{ value: 'Yes', text: 'Yes' }, { value: 'No', text: 'No' }] })}
${textArea(emptyForm, { name: 'why', label: 'Why?' })}
<p data-send-status></p><button class="govuk-button" type="submit">Send the list</button><p hidden data-send-done><a href="/later">See it</a></p></form>`,
  }).value;

beforeAll(async () => {
  server = createServer((request, response) => {
    const url = (request.url ?? '').split('?')[0] ?? '';
    requested.push(url);
    const asset = assets.get(url);
    if (asset !== undefined) response.writeHead(200, { 'content-type': asset.contentType }).end(readFileSync(asset.path));
    else if (url === '/' && request.method === 'GET') {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy }).end(wholePage());
    } else if (url === '/autosave') {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        posts.push(new URLSearchParams(`${body}&header=${String(request.headers['x-autosave'])}`));
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(nextReply));
      });
    } else if (url === '/later' && request.method === 'POST') {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        lists.push(new URLSearchParams(body));
        if (request.headers['x-autosave'] === '1') answerList(response, lists.length);
        else response.writeHead(409, { 'content-type': 'text/html; charset=utf-8' }).end('<h1>The review is over</h1>');
      });
    } else if (url === '/later') response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<main><form><input type="hidden" name="_csrf" value="another token"></form></main>');
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  if (existsSync(chromiumPath)) browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
}, 30_000);

afterAll(async () => {
  await browser?.close();
  server.close();
});

// A machine without a browser cannot run these; the build's machine has one.
describe.skipIf(!existsSync(chromiumPath))('in a browser', { timeout: 30_000 }, () => {
  const complaints: string[] = [];
  const status = () => page.locator('[data-autosave-status]');
  const says = async (words: string) => expect.poll(() => status().textContent(), { timeout: 8000 }).toContain(words);

  beforeEach(async () => {
    requested = [];
    posts = [];
    lists = [];
    answerList = (response) => json(response, 200, { status: 'saved', at: '2026-03-01T14:05:00Z' });
    complaints.length = 0;
    storedVersion = 1;
    nextReply = { status: 'saved', at: '2026-03-01T14:05:00Z', version: 2 };
    const context = await browser.newContext();
    page = await context.newPage();
    page.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()); });
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('dialog', (dialog) => void dialog.accept());
    await page.goto(address);
    return () => context.close();
  });

  test('the page is enhanced, accessible, narrow enough, and asks for no font of GOV.UK', async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    await expect.poll(() => page.locator('body.js-enabled.govuk-frontend-supported').count()).toBe(1);
    expect(await page.locator('.govuk-radios__conditional').first().isVisible()).toBe(false);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
    const report = await new AxeBuilder({ page }).analyze();
    const found = report.violations.flatMap(({ id, nodes }) => nodes.map(({ html: where }) => `${id}: ${where}`));
    // GOV.UK Frontend sets aria-expanded on radios that reveal more; ARIA has no such state for them, screen readers do read it.
    expect(found.filter((line) => !line.startsWith('aria-allowed-attr: <input class="govuk-radios__input"'))).toEqual([]);
    expect(requested.filter((url) => url.includes('fonts'))).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('saves after a pause, with the token, and follows the version', async () => {
    await page.fill('#title', 'Day care');
    await says('Saved at 14:05');
    expect(Object.fromEntries(posts[0] ?? [])).toMatchObject({ title: 'Day care', _csrf: 'token', version: '1', header: '1' });
    nextReply = { ...nextReply, version: 3 };
    await page.fill('#answer', 'We will');
    await page.locator('#answer').blur();
    await expect.poll(() => posts.length).toBe(2);
    expect(posts[1]?.get('version')).toBe('2');
    expect(await page.evaluate('localStorage.length')).toBe(0);
  });

  test('keeps words while there is no connection, and sends them when it is back', async () => {
    await page.context().setOffline(true);
    await page.fill('#answer', 'Line one\nline two');
    await says('no connection');
    expect(await page.evaluate('JSON.stringify(localStorage)')).not.toContain('token');
    await page.context().setOffline(false);
    await says('Saved at');
    expect(posts[0]?.get('answer')).toBe('Line one\nline two');
    expect(await page.evaluate('localStorage.length')).toBe(0);
  });

  test('puts back what was never sent after the page was closed, on the version it was typed on', async () => {
    await page.context().setOffline(true);
    await page.fill('#answer', 'Line one\nline two');
    await says('no connection');
    // Between two tries: kept at once.
    await page.check('#partner-2');
    const context = page.context();
    await page.close();
    await context.setOffline(false);
    page = await context.newPage();
    storedVersion = 7;
    nextReply = { status: 'conflict', message: 'Ben saved this at 2pm.' };
    await page.goto(address);
    expect(await page.inputValue('#answer')).toBe('Line one\nline two');
    await says('Not saved: Ben saved this at 2pm.');
    expect(posts.at(-1)?.get('version')).toBe('1');
    await page.goto(address);
    await says('Somebody else has saved since');
    expect(await page.isChecked('#partner-2')).toBe(true);
    nextReply = { status: 'saved', at: '2026-03-01T14:05:00Z', version: 8 };
    await page.fill('#title', 'I have compared them');
    await says('Saved at');
    expect(posts.at(-1)?.get('version')).toBe('7');
  });

  test('what is said while a button is held down waits, so that it does not move from under the finger', async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.context().setOffline(true);
    await page.getByLabel('Answer').fill('Typed in the tunnel');
    const button = page.getByRole('button', { name: 'Send', exact: true });
    await button.scrollIntoViewIfNeeded();
    const place = (await button.boundingBox())!;
    await page.mouse.move(place.x + place.width / 2, place.y + place.height / 2);
    await page.mouse.down();
    // Leaving the field tries to save, in vain; the sentence for it is three lines long on a phone.
    await expect.poll(() => page.evaluate(() => Object.values(localStorage).join())).toContain('Typed in the tunnel');
    expect(await status().textContent()).not.toContain('Not saved');
    // A pressed button sinks by two pixels.
    expect(Math.abs((await button.boundingBox())!.y - place.y)).toBeLessThan(4);
    await page.mouse.up();
    await says('Not sent: there is no connection.');
    await page.context().setOffline(false);
  });

  test('pressed without a connection the button sends nothing and loses nothing, and says so again once the words are saved', async () => {
    await page.context().setOffline(true);
    await page.getByLabel('Answer').fill('Typed in the tunnel');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await says('Not sent: there is no connection. What you typed is kept on this device. Press the button again when the connection is back.');
    expect(page.url()).toBe(address);
    expect(await page.getByLabel('Answer').inputValue()).toBe('Typed in the tunnel');
    expect(await page.evaluate(() => Object.values(localStorage).join())).toContain('Typed in the tunnel');
    await page.context().setOffline(false);
    await says('and not sent yet: press the button again');
    expect(posts).toHaveLength(1);
    expect(posts[0]!.get('answer')).toBe('Typed in the tunnel');
    expect(requested).not.toContain('/bid');
    const sent = page.waitForRequest((request) => request.url().endsWith('/bid') && request.method() === 'POST');
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    expect((await sent).postData()).toContain('Typed+in+the+tunnel');
  });

  test('a form that is not saved as it is typed stays on its page without a connection, and is sent when the button is pressed again', async () => {
    const said = page.getByRole('alert').filter({ hasText: 'Not sent' });
    await page.context().setOffline(true);
    await page.getByLabel('Words').fill('Three out of four');
    await page.getByRole('button', { name: 'Go' }).click();
    await page.getByRole('button', { name: 'Go' }).click();
    expect(await said.allTextContents()).toEqual(['Not sent: there is no connection. Keep this page open, and press the button again when the connection is back.']);
    expect(page.url()).toBe(address);
    await page.context().setOffline(false);
    await expect.poll(() => said.textContent()).toBe('Not sent yet. The connection is back: press the button again.');
    const sent = page.waitForRequest((request) => request.url().endsWith('/plain'));
    await page.getByRole('button', { name: 'Go' }).click();
    expect((await sent).postData()).toContain('words=Three+out+of+four');
  });

  describe('XC-07: a form that is sent later', () => {
    const sending = () => page.locator('[data-send-status]');
    const told = async (words: string) => expect.poll(() => sending().textContent(), { timeout: 15_000 }).toContain(words);
    const press = () => page.getByRole('button', { name: 'Send the list' }).click();
    const answer = async (words = 'The radiator was on') => {
      await page.check('#warm');
      await page.getByLabel('Why?').fill(words);
    };
    const keys = () => lists.map((list) => list.get('sendKey'));

    test('kept on the device without a connection, sent once by itself when it is back, and then forgotten', async () => {
      await page.context().setOffline(true);
      await answer();
      await press();
      await told('Not sent yet: there is no connection. Your answers are kept on this device and will be sent by themselves when it is back and this page is open.');
      await press();
      expect(await page.evaluate(() => Object.values(localStorage).join())).toContain('The radiator was on');
      expect(await page.evaluate('JSON.stringify(localStorage)')).not.toContain('token');
      await page.context().setOffline(false);
      await told('Sent at 14:05. Thank you.');
      expect(lists.map((list) => [list.get('warm'), list.get('why'), list.get('doneAt')?.slice(0, 2)])).toEqual([['Yes', 'The radiator was on', '20']]);
      expect(await page.evaluate('localStorage.length')).toBe(0);
      expect(await page.getByRole('button', { name: 'Send the list' }).isVisible()).toBe(false);
      expect(await page.getByRole('link', { name: 'See it' }).isVisible()).toBe(true);
    });

    test('an answer lost on the way, a page of somebody else’s network and a server with a problem: tried again with the same key', async () => {
      answerList = (response, times) => {
        // Broken off within the answer: a connection broken before it Chromium would open again by itself.
        if (times === 1) {
          response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' }).write('{');
          setTimeout(() => response.destroy(), 50);
        }
        else if (times === 2) response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Accept our terms to use this network</h1>');
        else if (times === 3) json(response, 503, { status: 'refused', message: 'a problem' });
        else json(response, 200, { status: 'saved', at: '2026-03-01T14:05:00Z' });
      };
      await answer();
      await press();
      await told('Not sent yet');
      await expect.poll(async () => {
        await page.evaluate("window.dispatchEvent(new Event('online'))");
        return sending().textContent();
      }, { timeout: 15_000 }).toContain('Sent at 14:05');
      expect([lists.length, new Set(keys()).size]).toEqual([4, 1]);
    });

    test('pressed twice, and in two tabs of the same form, it goes with one key', async () => {
      await page.context().setOffline(true);
      await answer();
      const second = await page.context().newPage();
      await page.context().setOffline(false);
      await second.goto(address);
      await expect.poll(() => second.locator('[data-send-status]').textContent()).toContain('We put back what you typed. It is not sent yet.');
      await press();
      await second.getByRole('button', { name: 'Send the list' }).dblclick();
      await told('Sent at');
      await expect.poll(() => second.locator('[data-send-status]').textContent()).toContain('Sent at');
      expect(new Set(keys()).size).toBe(1);
    });

    test('closed after the button was pressed, it is sent when the page is opened again', async () => {
      const context = page.context();
      await context.setOffline(true);
      await answer('Typed in the cellar');
      await press();
      await told('Not sent yet');
      await page.close();
      await context.setOffline(false);
      page = await context.newPage();
      await page.goto(address);
      await told('Sent at');
      expect(lists.map((list) => list.get('why'))).toEqual(['Typed in the cellar']);
    });

    test('a question without an answer is said at once, and whoever goes on typing presses again', async () => {
      await page.context().setOffline(true);
      await page.getByLabel('Why?').fill('Cold');
      await press();
      await told('Not sent: choose an answer to “Was it warm?”');
      expect(await page.evaluate('document.activeElement.name')).toBe('warm');
      await answer('Cold');
      await press();
      await told('Not sent yet');
      await page.getByLabel('Why?').fill('Cold and wet');
      await told('press Send again');
      await page.context().setOffline(false);
      await page.waitForTimeout(500);
      expect(lists).toEqual([]);
      await press();
      await told('Sent at');
      expect(lists.map((list) => list.get('why'))).toEqual(['Cold and wet']);
    });

    test('an old token is replaced, and a refusal shows the page that says why, with the words still on the device', async () => {
      answerList = (response, times) => {
        if (times === 1) response.writeHead(403, { 'content-type': 'text/html' }).end('expired');
        else json(response, 409, { status: 'refused', message: 'The review is over' });
      };
      await answer();
      await press();
      await expect.poll(() => page.locator('h1').textContent()).toBe('The review is over');
      expect(lists.map((list) => list.get('_csrf'))).toEqual(['token', 'another token', 'another token']);
      expect(await page.evaluate(() => Object.values(localStorage).join())).toContain('The radiator was on');
      await page.goto(address);
      await expect.poll(() => page.getByLabel('Why?').inputValue()).toBe('The radiator was on');
      await page.waitForTimeout(300);
      expect(lists).toHaveLength(3);
    });
  });

  test('a conflict stops saving, a refusal says why', async () => {
    nextReply = { status: 'refused', message: 'The opportunity has closed.' };
    await page.fill('#title', 'Late');
    await says('Not saved: The opportunity has closed.');
    nextReply = { status: 'conflict', message: 'Ben saved this.', theirs: 'Other words' };
    await page.fill('#title', 'Later');
    await says('Not saved: Ben saved this. It now reads: Other words');
    const count = posts.length;
    await page.fill('#title', 'Latest');
    await page.waitForTimeout(2500);
    expect(posts.length).toBe(count);
  });
});
