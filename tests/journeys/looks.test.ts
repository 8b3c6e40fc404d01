import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openProfile, PHONE, requireBrowser, signIn } from './browser.ts';
import { looksFaults, seriousFaults } from './page-looks.ts';
import { openSite, opportunityCalled, type RunningSite } from './site.ts';

const LONGEST = 120_000;
/** What a first visit to the first page may weigh over the wire. */
const FIRST_VISIT_BYTES = 100 * 1024;

let site: RunningSite;
let browser: Browser;

beforeAll(async () => {
  browser = await requireBrowser();
  site = await openSite();
}, LONGEST);
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const one = async (sql: string, ...values: string[]): Promise<string> => {
  const { rows } = await site.database.pool.query<{ id: string }>(sql, values);
  if (!rows[0]) throw new Error(`nothing in the demonstration for: ${sql}`);
  return rows[0].id;
};

/** The main pages, by who reads them. */
async function mainPages(): Promise<readonly (readonly [string | null, readonly string[]])[]> {
  const open = await opportunityCalled(site, 'Youth work on the coast');
  const scored = await opportunityCalled(site, 'Holiday activities and a hot meal, Stour Valley');
  const contract = await one("select id from agreement where state = 'live' order by id desc limit 1");
  const outcome = await one("select outcome_id as id from outcome_wording where title like 'Young people are kept safe%' order by 1 limit 1");
  const harbour = await one("select id from organisation where name = 'Harbour Youth Trust'");
  const draft = await opportunityCalled(site, 'Swimming lessons in the summer holidays');
  const exercise = await one("select id from exercise where title = 'Carers’ short breaks'");
  const bid = await one("select b.id from bid b join organisation o on o.id = b.organisation_id where o.name = 'Brightway Services plc' order by b.id desc limit 1");
  const body = await one('select id from body limit 1');
  return [
    [null, ['/', '/search?words=youth', '/opportunities', `/opportunities/${open}`, '/contracts', `/contracts/${contract}`, '/outcomes', `/outcomes/${outcome}`, `/organisations/${harbour}`, '/notices', '/rules', '/register', '/sign-in']],
    ['brightway', ['/my-bids', `/bids/${bid}`, `/bids/${bid}/prices`]],
    ['officer', ['/home', `/opportunities/${draft}/build`, `/opportunities/${draft}/criteria`, `/opportunities/${scored}/bids`, '/purchases/new']],
    ['commissioner', [`/exercises/${exercise}`, `/exercises/${exercise}/plan`, '/exercises']],
    ['manager', [`/agreements/${contract}/reviews`]],
    ['panel1', [`/opportunities/${scored}/scoring`]],
    ['administrator', [`/bodies/${body}/people`, `/bodies/${body}/policy`]],
    ['auditor', ['/audit']],
  ];
}

/** Opens a page and says everything that is wrong with how it looks. */
async function faultsOn(page: Page, path: string): Promise<string[]> {
  const answer = await page.goto(path);
  return answer?.status() === 200 ? looksFaults(page) : [`${path} answers ${answer?.status() ?? 'nothing'}`];
}

describe('how the pages look', () => {
  test('XC-07: an automated accessibility check finds no serious fault, and nothing runs off a phone of 320 pixels', async () => {
    const faults: string[] = [];
    for (const [who, paths] of await mainPages()) {
      const profile: BrowserContext = await openProfile(browser, site.siteUrl);
      const page = await profile.newPage();
      page.on('console', (message) => message.type() === 'error' && faults.push(`${page.url()}: ${message.text()} (${message.location().url})`));
      page.on('pageerror', (problem) => faults.push(`${page.url()}: ${problem.message}`));
      if (who !== null) await signIn(page, who);
      for (const path of paths) faults.push(...(await faultsOn(page, path)));
      await profile.close();
    }
    expect(faults).toEqual([]);
  }, LONGEST);

  test('the check itself sees a fault that is planted', async () => {
    const profile = await openProfile(browser, site.siteUrl);
    const page = await profile.newPage();
    await page.goto('/cookies');
    expect(await seriousFaults(page)).toEqual([]);
    await page.locator('main').evaluate((main) => main.insertAdjacentHTML('beforeend', '<input type="text"><a href="/privacy"></a>'));
    expect((await seriousFaults(page)).join()).toMatch(/label.*link-name|link-name.*label/);
    await profile.close();
  });

  test('a first visit weighs less than 100 KB', async () => {
    const profile = await openProfile(browser, site.siteUrl, { viewport: PHONE });
    const page = await profile.newPage();
    const wire = await profile.newCDPSession(page);
    let bytes = 0;
    await wire.send('Network.enable');
    wire.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
    await page.goto('/', { waitUntil: 'networkidle' });
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThan(FIRST_VISIT_BYTES);
    await profile.close();
  });
});
