/** The bar that shows how far a load is, in a real browser: the page it stands on, and the script that moves it. */
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assets } from '#platform/pages/assets';
import { csrfField, emptyForm } from '#platform/pages/form';
import { html } from '#platform/pages/html';
import { layout } from '#platform/pages/layout';
import type { UploadKind } from './upload-kind.ts';
import { previewPage } from './upload.page.ts';

const chromiumPath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'";

const KIND: UploadKind = {
  name: 'grants', address: '/imports/grants', title: 'Import grants', lead: html``, fileLabel: 'The grants', fileHint: 'CSV.', accept: '.csv', things: ['grant', 'grants'], roles: [], bodyLabel: 'Whose grants?', fields: [{ name: 'name', label: 'Name' }], hasDates: false,
  open: () => Promise.resolve({ ok: false, why: '', headings: [] }),
};
const found = { good: 4000, unreadable: 0, leftOut: 0, facts: [], first: { head: ['Row'], rows: [['2']] }, refused: [] };
const opened = { ok: true, headings: ['Name'], mapping: {}, facts: [], notes: [], lookOver: () => Promise.resolve(found) } as const;
const preview = () => previewPage(KIND, { fileId: 'the-file', fileName: 'grants.csv', goesAt: new Date('2026-09-08T10:00:00Z'), bodies: [{ slug: 'kent', name: 'Kent' }], said: { map: {}, dateOrder: undefined }, opened, found }, emptyForm, csrfField('token'));

/** The script asks every two seconds; a busy machine is slower. */
const PATIENCE = { timeout: 15_000 };

let server: Server;
let browser: Browser | undefined;
let address: string;
/** How far the load is, as the site would say; null once the file is gone. The answer to the load itself waits until it is sent. */
let rowsDone: number | null;
let asked: number;
let waiting: ServerResponse | undefined;

beforeAll(async () => {
  server = createServer((request, response) => {
    const url = request.url ?? '';
    const asset = assets.get(url.split('?')[0]!);
    if (asset) response.writeHead(200, { 'content-type': asset.contentType }).end(readFileSync(asset.path));
    else if (request.method === 'POST') waiting = response;
    else if (url === '/imports/files/the-file/progress') {
      asked++;
      if (rowsDone === null) response.writeHead(404).end();
      else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ done: rowsDone }));
    } else if (url === '/') response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy }).end(layout({ title: 'Check', navigation: [], account: null, content: preview() }).value);
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

// A machine without a browser cannot run this; the build's machine has one.
describe.skipIf(!existsSync(chromiumPath))('in a browser', { timeout: 60_000 }, () => {
  test('the bar is hidden until the form is sent, follows the rows done, and asks no more once the file is gone', async () => {
    [rowsDone, asked, waiting] = [1500, 0, undefined];
    const page = await browser!.newPage();
    const complaints: string[] = [];
    /** What stood on the page, as it told: nothing can be asked of a page that waits for its form's answer. */
    const seen: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => void (message.type() === 'debug' && seen.push(message.text())));
    await page.addInitScript(() => {
      interface Bar { readonly value: number; readonly offsetParent: unknown }
      const { document } = globalThis as unknown as { readonly document: { querySelector(of: string): Bar | null } };
      setInterval(() => {
        const bar = document.querySelector('progress');
        // oxlint-disable-next-line no-console
        if (bar) console.debug(bar.offsetParent === null ? 'hidden' : String(bar.value));
      }, 50);
    });
    await page.goto(address);
    await expect.poll(() => seen.length, PATIENCE).toBeGreaterThan(1);
    expect([await page.locator('progress').getAttribute('max'), new Set(seen), asked]).toEqual(['4000', new Set(['hidden']), 0]);
    await page.click('button:has-text("Load 4,000 grants")', { noWaitAfter: true });
    await expect.poll(() => seen.at(-1), PATIENCE).toBe('1500');
    rowsDone = 3900;
    await expect.poll(() => seen.at(-1), PATIENCE).toBe('3900');
    rowsDone = null;
    const before = asked;
    await expect.poll(() => asked, PATIENCE).toBe(before + 1);
    const [told, sent] = [seen.length, asked];
    // Fifty looks are longer than the script waits between two questions.
    await expect.poll(() => seen.length, PATIENCE).toBeGreaterThan(told + 50);
    expect([asked, seen.at(-1)]).toEqual([sent, '3900']);
    waiting!.writeHead(200, { 'content-type': 'text/html' }).end('<p>Loaded</p>');
    await page.waitForSelector('text=Loaded');
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('without JavaScript no bar is shown, and the form is sent all the same', async () => {
    [rowsDone, asked, waiting] = [1, 0, undefined];
    const context = await browser!.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(address);
    expect(await page.locator('progress').isVisible()).toBe(false);
    const clicked = page.click('button:has-text("Load 4,000 grants")', { noWaitAfter: true });
    await expect.poll(() => waiting !== undefined, PATIENCE).toBe(true);
    waiting!.writeHead(200, { 'content-type': 'text/html' }).end('<p>Loaded</p>');
    await clicked;
    await page.waitForSelector('text=Loaded');
    expect(asked).toBe(0);
    await context.close();
  });
});
